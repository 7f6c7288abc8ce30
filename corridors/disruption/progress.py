"""A bar for work that takes more than two seconds, on a terminal."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import TypeVar

__all__ = ["shown"]

_LOG = logging.getLogger(__name__)
_QUIET_S = 2.0
_EVERY_S = 0.2
_WIDTH = 30

_Item = TypeVar("_Item")


def shown(items: Sequence[_Item], what: str) -> Iterator[_Item]:
    """Give the items one by one; from the third second on a bar on the terminal tells how far it has come.

    Where there is no terminal, the log is told instead (level info).

    Examples
    --------
    >>> list(shown([1, 2], "numbers"))
    [1, 2]
    """
    began = told = perf_counter()
    drawn = False
    try:
        for number, item in enumerate(items):
            now = perf_counter()
            if now - began > _QUIET_S and now - told > _EVERY_S:
                told = now
                if sys.stderr.isatty():
                    done = number * _WIDTH // len(items)
                    sys.stderr.write(f"\r{what} [{'#' * done}{'.' * (_WIDTH - done)}] {number} of {len(items)}")
                    sys.stderr.flush()
                    drawn = True
                else:
                    _LOG.info("%s: %d of %d", what, number, len(items))
            yield item
    finally:
        if drawn:
            sys.stderr.write("\n")
