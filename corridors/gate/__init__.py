"""What comes in, read once and alike everywhere: numbers, counts, flags, ids, points and names."""
