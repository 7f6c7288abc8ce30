"""Algorithms over arrays, compiled by numba when the work is large; they know nothing of places or units."""
