"""Arguments of the methods of answers, read by their names before the method begins.

What a picture, a summary or a file is asked for is alike everywhere: a path, axes, a title, a flag, how many lines. One
reader for each name, so that no method has to find out for itself what it was given.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from inspect import Signature, signature
from typing import Any, ParamSpec, TypeVar

from corridors.errors import OptionError
from corridors.gate.flags import a_flag
from corridors.gate.numbers import a_count
from corridors.gate.paths import a_path
from corridors.gate.quoted import quoted

__all__ = ["a_text", "reads"]

P = ParamSpec("P")
R = TypeVar("R")


def a_text(name: str, value: Any) -> str:
    """Read an argument that is a text.

    Raises
    ------
    OptionError
        It is none.

    Examples
    --------
    >>> a_text("title", "Ways to the sea")
    'Ways to the sea'
    """
    try:
        if isinstance(value, str) and (value.isascii() or value.encode("utf-8")):
            return value
    except UnicodeEncodeError:  # halves of letters, as of names of files that are not UTF-8
        pass
    raise OptionError(f"{name}={quoted(value)}: give a text")


def _axes(name: str, value: Any) -> Any:
    if not hasattr(type(value), "get_facecolor") or not hasattr(value, "transData"):
        raise OptionError(f"{name}={quoted(value)}: give axes of matplotlib, or leave it out")
    return value


_READERS: dict[str, Callable[[str, Any], Any]] = {
    **dict.fromkeys(("path", "trips", "flows", "nodes"), a_path),
    "ax": _axes,
    **dict.fromkeys(("dark", "legend", "credit", "maps", "capacities"), a_flag),
    **dict.fromkeys(("labels", "most", "top", "year", "future", "row", "size"), a_count),
    **dict.fromkeys(
        ("title", "figure", "what", "unit", "through", "level", "scenario", "corridor", "to", "against", "text", "file",
         "format", "id", "mode", "length_unit", "country"),
        a_text,
    ),
}  # fmt: skip


def reads(*names: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Read some arguments of a function by their names; what is not given, or is the default, stays as it is.

    Parameters
    ----------
    *names
        Names that there is a reader for.

    Examples
    --------
    >>> @reads("most")
    ... def first(words, most=2):
    ...     return words[:most]
    >>> first(["a", "b", "c"], most=1.0)
    ['a']
    >>> first(["a", "b", "c"], most="x")
    Traceback (most recent call last):
    corridors.errors.OptionError: most='x': give a whole number of at least 0
    """

    def reading(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def read(*args: P.args, **kwargs: P.kwargs) -> R:
            taken = _signature(function)
            given = taken.bind(*args, **kwargs)
            for name in names:
                if name in given.arguments and given.arguments[name] is not taken.parameters[name].default:
                    given.arguments[name] = _READERS[name](name, given.arguments[name])
            return function(*given.args, **given.kwargs)

        return read

    return reading


@cache
def _signature(function: Callable[..., Any]) -> Signature:
    return signature(function)
