"""Numbers as people have them: of Python, of numpy and pandas, exact ones, and arrays of one.

A truth value is no number here, nor is a duration, a complex number or one too large for any figure. Nothing of numpy
is loaded for it: its numbers are known by their kind.
"""

from __future__ import annotations

import re
import sys
from math import inf, isfinite
from numbers import Rational
from typing import Any

from corridors.errors import OptionError
from corridors.gate.quoted import quoted

__all__ = ["LARGEST_COUNT", "LARGEST_FIGURE", "a_count", "a_number", "plain_number", "text_number"]

#: No count is larger: beyond, arrays could not be numbered.
LARGEST_COUNT = 2**31 - 2

#: No figure of freight is larger, nor smaller than one by this, whatever its unit; its powers still are numbers.
LARGEST_FIGURE = 1e15

_TEXT = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def plain_number(value: Any) -> int | float | None:
    """Give the number of Python that is meant, which may be infinite or NaN; None for what is no number.

    Examples
    --------
    >>> from fractions import Fraction
    >>> plain_number(3), plain_number(Fraction(1, 4)), plain_number(True), plain_number("3"), plain_number(10**400)
    (3, 0.25, None, None, None)
    """
    kind = type(value)
    if kind is float:
        return value  # type: ignore[no-any-return]
    if kind is int:
        return value if -1e308 < value < 1e308 else None
    if kind is bool:
        return None
    code = getattr(getattr(value, "dtype", None), "kind", None)
    if code is not None:  # of numpy; a duration is a whole number to Python's own tests, and none here
        if getattr(value, "ndim", None) != 0 or code not in ("i", "u", "f", "O") or not hasattr(value, "item"):
            return None
        item = value.item()
        return None if item is value else plain_number(item if type(item) in (int, bool) else _as_float(item))
    if isinstance(value, int):
        return plain_number(int(value))
    decimal = sys.modules.get("decimal")  # who has none did not load what they are made of
    if isinstance(value, (float, Rational)) or (decimal is not None and isinstance(value, decimal.Decimal)):
        return _as_float(value)
    return None


def _as_float(value: Any) -> float | None:
    if isinstance(value, (bool, complex, str, bytes)):
        return None
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return None


def text_number(value: Any) -> int | float | None:
    """Do the same with patience for numbers that stand as text, such as ``"12.5"``.

    Examples
    --------
    >>> text_number(" 12.5 "), text_number("12,5"), text_number("1_000"), text_number("inf")
    (12.5, None, None, inf)
    """
    if not isinstance(value, str):
        return plain_number(value)
    text = value.strip()
    if text.lower().lstrip("+") in ("inf", "infinity"):
        return inf
    return float(text) if _TEXT.fullmatch(text) else None


def a_number(
    name: str,
    value: Any,
    *,
    least: float = 0.0,
    most: float = inf,
    infinite: bool = False,
    above: bool = False,
    below: bool = False,
    give: str = "",
) -> float:
    """Read an argument that is a number.

    Parameters
    ----------
    name, value
        What it is called, and what was given.
    least, most
        Its bounds.
    infinite
        Whether infinity is a value of it.
    above, below
        Whether it must be more than `least`, less than `most`.
    give
        What would be right, in the message.

    Raises
    ------
    OptionError
        It is no number, or beyond the bounds.

    Examples
    --------
    >>> a_number("budget", 3)
    3.0
    """
    read = plain_number(value)
    if (
        read is None
        or not least <= read <= most
        or not (infinite or isfinite(read))
        or (above and read == least)
        or (below and read == most)
    ):
        more = "more than" if above else "at least"
        raise OptionError(f"{name}={quoted(value)}: give {give or f'a number of {more} {least:g}'}")
    return float(read)


def a_count(name: str, value: Any, *, least: int = 0, most: int = LARGEST_COUNT, give: str = "") -> int:
    """Read an argument that is a count; 2.0 is one, for columns of whole numbers with a blank are floats.

    Raises
    ------
    OptionError
        It is no whole number, or beyond the bounds.

    Examples
    --------
    >>> a_count("k", 5), a_count("k", 2.0)
    (5, 2)
    """
    read = plain_number(value)
    if read is None or not isfinite(read) or read != int(read) or not least <= read <= most:
        bounds = f"{least} to {most}" if most != LARGEST_COUNT else f"at least {least}"
        raise OptionError(f"{name}={quoted(value)}: give {give or f'a whole number of {bounds}'}")
    return int(read)
