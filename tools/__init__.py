"""What builds `data/` from its sources; no part of the installed package."""
