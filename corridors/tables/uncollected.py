"""Making many small objects without the collector of cycles in the way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["uncollected"]


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
            if gc.get_freeze_count() == 0:  # what somebody froze is not to be thawed
                # together these make old what is young, without a look at it: three looks would follow at once
                gc.freeze()
                gc.unfreeze()
            gc.enable()
