"""Making many small objects without the collector of cycles in the way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["uncollected"]

#: Share of all objects that must be new for nobody to look at the old ones, as in the collector's own rule.
_NEW = 0.25

#: Of fewer records one look costs little, and the collector goes on as usual.
_MANY = 500_000


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave the collector off while records are made: it would look through all made so far, over and over.

    Of a network of 300,000 links it took a third of the time. What is made here has no cycles; and who had turned the
    collector off himself finds it off.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            made = gc.get_count()[0]
            if made >= _MANY and gc.get_freeze_count() == 0:  # what somebody froze is not to be thawed
                _make_old(made)
            gc.enable()


def _make_old(made: int) -> None:
    """Make old what is young without a look at it: three looks would follow at once.

    The collector then counts from nothing. Where more is there than what was made now, some of it may be what earlier
    networks left, and nothing else would ever look for that.
    """
    gc.freeze()
    held = gc.get_freeze_count()
    gc.unfreeze()
    if made < _NEW * held:
        gc.collect()
