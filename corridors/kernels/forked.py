"""What a process needs that is forked while other threads of its parent work: locks that nobody is there to let go.

Such a child has one thread, and the memory as it stood: a lock that another thread held stays held for ever. So
whoever has a lock says here how to renew it; `cached_property` of Python 3.11 has locks too, and those are renewed
for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cached_property
from threading import RLock
from typing import Any, Protocol
from weakref import WeakSet

__all__ = ["Forked", "renew_by", "watch"]


class Forked(Protocol):
    """Something with locks of its own."""

    def renew(self) -> None:
        """Make the locks anew, in a child, and forget what may be half done."""


_watched: WeakSet[Any] = WeakSet()
_renewing: list[Callable[[], None]] = []


def watch(owner: Forked) -> None:
    """Renew the locks of something in every child, as long as it is there."""
    _watched.add(owner)


def renew_by(renewing: Callable[[], None]) -> Callable[[], None]:
    """Call a function of a module in every child; its locks are there for ever."""
    _renewing.append(renewing)
    return renewing


def _in_child() -> None:
    for renewing in _renewing:
        renewing()
    for owner in list(_watched):
        owner.renew()
    _renew_properties()


def _renew_properties() -> None:
    for name, module in list(sys.modules.items()):
        if not name.startswith("corridors"):
            continue
        for value in list(vars(module).values()):
            if isinstance(value, type) and value.__module__ == name:
                for entry in vars(value).values():
                    if isinstance(entry, cached_property) and hasattr(entry, "lock"):  # none from Python 3.12 on
                        entry.lock = RLock()


if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(after_in_child=_in_child)
