"""Ids and blanks: 1, 1.0 and "1" are one id, and what pandas writes for nothing is nothing."""

from __future__ import annotations

from math import isfinite
from typing import Any

from corridors.gate.numbers import plain_number
from corridors.gate.quoted import quoted

__all__ = ["blank", "id_text"]


def blank(value: Any) -> bool:
    """Whether a cell says nothing: None, a blank text, an empty list, NaN, NaT or NA.

    Examples
    --------
    >>> blank(" "), blank(float("nan")), blank([]), blank(0)
    (True, True, True, False)
    """
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, (list, tuple, set, frozenset)):
        return not value
    if type(value).__name__ in ("NAType", "NaTType"):
        return True
    if getattr(value, "ndim", 0):  # an array or a frame
        return not len(value)
    try:
        return bool(value != value)
    except (TypeError, ValueError):  # what cannot be compared says something
        return False


def id_text(value: Any) -> str:
    """Give the text by which something is known; blank for a blank.

    Examples
    --------
    >>> id_text(1), id_text(1.0), id_text(" 1 "), id_text(1.5), id_text(None)
    ('1', '1', '1', '1.5', '')
    """
    if isinstance(value, str):
        return str(value).strip()
    if blank(value):
        return ""
    read = plain_number(value)
    if read is None:
        try:
            return str(value).strip()
        except ValueError:  # more digits than Python writes
            return quoted(value)
    return str(int(read)) if isfinite(read) and read == int(read) else str(value)
