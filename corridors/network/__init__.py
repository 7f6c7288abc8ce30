"""The network that users hold: places and links on one date, with what is shut or changed."""
