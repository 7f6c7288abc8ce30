"""The lines and the land of the maps: sources, networks, matching, checks."""
