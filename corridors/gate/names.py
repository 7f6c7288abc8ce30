"""What is asked for by name: one or several, as texts, as numbers that are ids, or as points."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any

from corridors.errors import OptionError
from corridors.gate.ids import blank, id_text
from corridors.gate.numbers import plain_number, text_number
from corridors.gate.quoted import quoted
from corridors.gate.sizes import held

__all__ = ["as_point", "one_name", "several_names"]


def as_point(value: Any) -> tuple[float, float] | None:
    """Give the pair of numbers that a list, tuple, array or column of two is; None for all else.

    A set has no order, bytes are no numbers, and a truth value is none.

    Examples
    --------
    >>> as_point([41, 69.5]), as_point({41, 69}), as_point(b"ab"), as_point((41, "x"))
    ((41.0, 69.5), None, None, None)
    """
    if isinstance(value, (str, bytes, bytearray, memoryview, Mapping, set, frozenset)):
        return None
    if getattr(value, "ndim", 1) != 1 or not hasattr(value, "__len__") or not hasattr(value, "__iter__"):
        return None
    if len(value) != 2:
        return None
    first, second = (text_number(part) for part in value)
    return None if first is None or second is None else (float(first), float(second))


def one_name(value: Any) -> Any:
    """Give a name in the form by which it is looked up: a text, or a point as a pair of numbers.

    A number is the id of that number; records of the package are given back as they are.

    Raises
    ------
    OptionError
        It is blank, or nothing that could be a name.

    Examples
    --------
    >>> one_name("Osh"), one_name(7.0), one_name([41, 69])
    ('Osh', '7', (41.0, 69.0))
    """
    if isinstance(value, str):
        return value if type(value) is str else str(value)
    if getattr(value, "ndim", None) == 0 and hasattr(value, "item") and value.dtype.kind in "UO":
        item = value.item()  # an array of one text
        return one_name(item) if item is not value else value
    if plain_number(value) is not None and not blank(value):
        return id_text(value)
    point = as_point(value)
    if point is not None:
        return point
    try:
        hash(value)
    except TypeError:
        value = _Unreadable(quoted(value))
    if blank(value) or isinstance(value, (bool, int, float, complex, bytes, frozenset, tuple, _Unreadable)):
        raise OptionError(
            f"{value if isinstance(value, _Unreadable) else quoted(value)} is no place: give a name, a UN/LOCODE, "
            "an id or a pair (lat, lon)"
        )
    return value


class _Unreadable(str):
    """What was given, as text, where it could not even be looked up."""

    __slots__ = ()


def several_names(names: Any, ids: Container[str] = ()) -> tuple[Any, ...]:
    """Read one name or several, each as `one_name` gives it; none for None.

    Two numbers are one point, unless both are `ids` of the network that is asked: ids go first.

    Raises
    ------
    OptionError
        Something is no name.

    Examples
    --------
    >>> several_names("IR"), several_names(n for n in ("IR", 7))
    (('IR',), ('IR', '7'))
    >>> several_names([1, 2]), several_names([1, 2], {"1", "2"})
    (((1.0, 2.0),), ('1', '2'))
    """
    if names is None:
        return ()
    if isinstance(names, str) or getattr(names, "ndim", None) == 0 or plain_number(names) is not None:
        return (one_name(names),)
    if isinstance(names, (bytes, bytearray, Mapping)) or not isinstance(names, Iterable):
        if not isinstance(names, (bytes, bytearray, Mapping)) and hasattr(names, "id"):
            return (one_name(names),)  # a record of the package
        raise OptionError(f"{quoted(names)} is neither a name nor several: give names, or points as (lat, lon)")
    items = tuple(held(names))
    if len(items) == 2 and all(plain_number(item) is not None for item in items):
        texts = tuple(map(id_text, items))
        point = as_point(items)
        return texts if all(text in ids for text in texts) or point is None else (point,)
    return tuple(map(one_name, items))
