"""Yes or no, as people write it; letters that might be anything are none."""

from __future__ import annotations

from typing import Any

from corridors.errors import OptionError
from corridors.gate.numbers import plain_number
from corridors.gate.quoted import quoted

__all__ = ["a_flag", "flag_meant"]

_WORDS = {"true": True, "yes": True, "1": True, "1.0": True, "false": False, "no": False, "0": False, "0.0": False}


def flag_meant(value: Any) -> bool | None:
    """Give what a truth value, 0, 1 or a word (true, false, yes, no) means; None for all else.

    Examples
    --------
    >>> flag_meant("No"), flag_meant(1.0), flag_meant("N"), flag_meant(2)
    (False, True, None, None)
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _WORDS.get(value.strip().lower())
    if getattr(getattr(value, "dtype", None), "kind", None) == "b" and getattr(value, "ndim", None) == 0:
        return bool(value)
    read = plain_number(value)
    return {0.0: False, 1.0: True}.get(read) if read is not None else None


def a_flag(name: str, value: Any) -> bool:
    """Read an argument that is True or False.

    Raises
    ------
    OptionError
        It is neither; a word such as ``"false"`` would else count as true.

    Examples
    --------
    >>> a_flag("directed", True)
    True
    """
    meant = flag_meant(value)
    if meant is None:
        raise OptionError(f"{name}={quoted(value)}: give True or False")
    return meant
