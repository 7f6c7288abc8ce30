"""Functions and arguments that will go: they work until the release that is named, and say what to use."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

__all__ = ["Deprecation", "deprecated", "renamed"]

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Deprecation:
    """What goes, since when that is known, the release that does not have it, and what to use.

    Attributes
    ----------
    argument
        Name of the argument; None if the whole function goes.
    since, gone
        Releases, such as ``"0.3"``.
    instead
        What to use, in words that follow "use".
    """

    argument: str | None
    since: str
    gone: str
    instead: str

    def warn(self, function: str) -> None:
        """Say it to who wrote the call."""
        what = f"{function}()" if self.argument is None else f"{self.argument}= of {function}()"
        warnings.warn(
            f"{what} is deprecated since corridors {self.since} and goes in {self.gone}: use {self.instead}",
            DeprecationWarning,
            stacklevel=3,
        )


def deprecated(*, since: str, gone: str, instead: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function that goes; it works as before, and warns.

    Examples
    --------
    >>> import warnings
    >>> @deprecated(since="0.2", gone="0.4", instead="shortest_route()")
    ... def quickest(origin: str) -> str:
    ...     return origin
    >>> with warnings.catch_warnings(record=True) as told:
    ...     warnings.simplefilter("always")
    ...     quickest("Tashkent")
    'Tashkent'
    >>> print(told[0].message)
    quickest() is deprecated since corridors 0.2 and goes in 0.4: use shortest_route()
    """
    deprecation = Deprecation(None, since, gone, instead)

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def warned(*args: P.args, **kwargs: P.kwargs) -> R:
            deprecation.warn(function.__name__)
            return function(*args, **kwargs)

        return _noted(warned, deprecation)

    return mark


def renamed(old: str, new: str, *, since: str, gone: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Take an argument under its old name as well, with a warning.

    Both at once is a `TypeError`, as Python has it for an argument that is given twice.

    Examples
    --------
    >>> import warnings
    >>> @renamed("by", "weight", since="0.2", gone="0.4")
    ... def route(*, weight: str = "distance") -> str:
    ...     return weight
    >>> with warnings.catch_warnings(record=True) as told:
    ...     warnings.simplefilter("always")
    ...     route(by="time")
    'time'
    >>> print(told[0].message)
    by= of route() is deprecated since corridors 0.2 and goes in 0.4: use weight=
    """
    deprecation = Deprecation(old, since, gone, f"{new}=")

    def mark(function: Callable[..., R]) -> Callable[..., R]:
        @wraps(function)
        def taken(*args: Any, **kwargs: Any) -> R:
            if old in kwargs:
                if new in kwargs:
                    raise TypeError(f"{function.__name__}() got {old}= and {new}=, which are one: give {new}= alone")
                deprecation.warn(function.__name__)
                kwargs[new] = kwargs.pop(old)
            return function(*args, **kwargs)

        return _noted(taken, deprecation)

    return mark


def _noted(function: Callable[P, R], deprecation: Deprecation) -> Callable[P, R]:
    """Keep it at the function, for the test that holds it against the version."""
    noted: tuple[Deprecation, ...] = getattr(function, "__deprecations__", ())
    function.__deprecations__ = (*noted, deprecation)  # type: ignore[attr-defined]
    return function
