"""What a search keeps of an origin and of a destination for the next time that it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corridors.charges.model import Place
from corridors.routing.ends import End
from corridors.routing.search import Tree

__all__ = ["Goal", "Grown", "Root"]

#: Trees of the layers, and how each layer was entered.
Grown = tuple[list[Tree], list[dict[int, tuple[int, int]]]]


class Root(NamedTuple):
    """An origin with its trees."""

    place: Place
    snapped_km: float
    arc_to: Sequence[int]
    trees: list[Tree]
    entered: list[dict[int, tuple[int, int]]]
    note: str = ""
    end: End | None = None  # where a lorry joins it to a point


class Goal(NamedTuple):
    """A destination and its vertex."""

    place: Place
    snapped_km: float
    vertex: int
    note: str = ""
    end: End | None = None
