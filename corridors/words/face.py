"""The public names, for what stands below those that they belong to."""

from __future__ import annotations

import sys
from typing import Any

__all__ = ["public"]


def public(name: str) -> Any:
    """Give a public name as a user finds it: through the face, which is there before any of its parts.

    So a result can answer what a wing above it works out, and imports nothing from there.

    >>> public("shortest_route").__name__
    'shortest_route'
    """
    return getattr(sys.modules[__name__.partition(".")[0]], name)
