"""What the command line ends with."""

from __future__ import annotations

__all__ = ["BAD_INPUT", "FOUND", "NOT_WRITTEN", "NO_ROUTE", "STOPPED"]

FOUND, NO_ROUTE, BAD_INPUT, NOT_WRITTEN = 0, 1, 2, 3

#: As shells tell of Ctrl-C.
STOPPED = 130
