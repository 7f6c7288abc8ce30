"""How sure: draws from the ranges, what the ranking hangs on, and choices that hold in many futures."""
