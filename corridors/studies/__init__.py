"""Scenarios beside each other: what changed and by what, year by year, and what each choice loses at worst."""
