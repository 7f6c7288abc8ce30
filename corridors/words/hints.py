"""Hints for a name that is not public: which one is meant."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Any, NoReturn

__all__ = ["Face", "Room", "not_public"]

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


class Face(ModuleType):
    """The package itself: each part that is imported, by whomever, becomes a `Room`."""

    @classmethod
    def of(cls, package: ModuleType) -> None:
        """Make a package its own face, parts included that it has already."""
        package.__class__ = cls
        for name, value in list(vars(package).items()):
            setattr(package, name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        """Take in a name; Python itself sets the parts here when it imports them.

        A part that is called like a public function (``scenarios``) does not take its place.
        """
        if type(value) is ModuleType and value.__name__.startswith(f"{self.__name__}."):
            value.__class__ = Room
            if name in vars(self).get("_HOMES", {}):
                return
        super().__setattr__(name, value)
