"""A dict that cannot be changed: scenarios are keys of what has been made for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NoReturn, TypeVar

__all__ = ["Frozen", "blanked", "frozen", "key_of", "plain"]

_K = TypeVar("_K")
_V = TypeVar("_V")


class Frozen(dict[_K, _V]):
    """A dict that is equal to its like and cannot be changed."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        msg = "a scenario does not change: make another one with what is different, or join two by |"
        raise TypeError(msg)

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(key_of(self))

    def __reduce__(self) -> tuple[type[Frozen[Any, Any]], tuple[dict[Any, Any]]]:
        """Cross process borders."""
        return type(self), (dict(self),)

    def __copy__(self) -> Frozen[_K, _V]:
        return self


def frozen(value: Any) -> Any:
    """Give a value as a scenario keeps it, all the way down.

    Lists are kept as tuples, days as ISO texts and numbers of numpy as Python's, so that a scenario read from its file
    equals the one that was saved.
    """
    if isinstance(value, Mapping):
        return Frozen({key: frozen(item) for key, item in value.items()})
    if isinstance(value, (list, tuple)):
        return tuple(frozen(item) for item in value)
    if isinstance(value, (set, frozenset)):
        return tuple(sorted((frozen(item) for item in value), key=str))
    if isinstance(value, date):
        return value.isoformat()
    # a scalar of numpy, told by what it can do so that numpy need not be loaded
    if getattr(value, "ndim", None) == 0 and hasattr(value, "item"):
        return frozen(value.item())
    return value


def blanked(cells: Mapping[str, Any]) -> Frozen[str, Any]:
    """Give cells with blank texts as None: files have no other sign for a blank cell."""
    return Frozen({key: None if value == "" else value for key, value in cells.items()})


def plain(value: Any) -> Any:
    """Give a frozen value as lists and dicts, ready for JSON."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def key_of(value: Any) -> Any:
    """Give what can be hashed and compared for a frozen value; the order of keys does not count."""
    if isinstance(value, Mapping):
        return frozenset((key, key_of(item)) for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return tuple(key_of(item) for item in value)
    return value
