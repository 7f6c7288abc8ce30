"""Work cut into fixed pieces: done in threads here or on the workers of a cluster, taken in in its order."""
