"""Hints for a name that is not public: which one is meant."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Any, NoReturn

__all__ = ["Room", "not_public"]

#: Words that people try, and the public names that do what they expect.
_MEANT = {
    "capacity": ("max_flow",),
    "compare": ("compare_corridors",),
    "corridors": ("compare_corridors",),
    "flow": ("max_flow", "assign"),
    "flows": ("max_flow", "assign"),
    "graph": ("load_network",),
    "load": ("load_network",),
    "map": ("load_network().plot", "load_network().explore"),
    "maps": ("load_network().plot", "load_network().explore"),
    "matrix": ("distance_matrix",),
    "network": ("load_network", "Network"),
    "path": ("shortest_route",),
    "route": ("shortest_route",),
    "routes": ("shortest_route", "alternative_routes"),
    "routing": ("shortest_route",),
    "shortest_path": ("shortest_route",),
    "tables": ("load_network().table",),
    "validation": ("validate",),
}


def not_public(name: str, public: Iterable[str]) -> str:
    """Word the refusal of a name, with the public ones that come close."""
    from difflib import get_close_matches

    meant = _MEANT.get(name.lower(), ()) or get_close_matches(name, list(public), n=2, cutoff=0.7)
    return f"corridors has no public {name!r}" + (_question(meant) or "; dir(corridors) lists what it has")


def _question(meant: Iterable[str]) -> str:
    hint = " or ".join(f"corridors.{each}" for each in meant)
    return f": {hint} is meant?" if hint else ""


class Room(ModuleType):
    """A part of the package, which says what is meant when it is called."""

    def __call__(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse, and point to the function."""
        name = self.__name__.rpartition(".")[2]
        raise TypeError(f"{self.__name__} is a part of the package, no function{_question(_MEANT.get(name, ()))}")
