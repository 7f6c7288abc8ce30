"""What there is, and what of it is in use on a date: places by name, corridors, closures, restrictions."""
