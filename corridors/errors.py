"""Everything that corridors raises on purpose.

::

    CorridorsError
    ├── UnknownPlaceError   (also LookupError)   a name, code or point that is no place of the network
    ├── NoRouteError                             the places are known, no way joins them; says what would
    ├── DataError           (also ValueError)    broken tables, every finding at once
    ├── OptionError         (also ValueError)    an argument that means nothing, or contradicts another
    └── MissingExtraError   (also ImportError)   an optional dependency is needed for this call
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corridors.words.reason import Reason

__all__ = [
    "CorridorsError",
    "DataError",
    "MissingExtraError",
    "NoRouteError",
    "OptionError",
    "UnknownPlaceError",
]


class CorridorsError(Exception):
    """Base of every error that corridors raises on purpose."""


class UnknownPlaceError(CorridorsError, LookupError):
    """A name, code or coordinate pair that is no place of the network.

    Attributes
    ----------
    matches : tuple of str
        Names of places that come close, best first.
    """

    def __init__(self, message: str, matches: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.matches = tuple(matches)


class NoRouteError(CorridorsError):
    """No route joins the two places under the rules asked for.

    Attributes
    ----------
    reasons : tuple of Reason
        What was shut, avoided or not yet built on the way that would have been taken, or which limits it breaks;
        a few words each, texts that carry the ``links`` and ``events`` concerned, so that a tool can act on them.
    """

    def __init__(self, message: str, reasons: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.reasons = tuple(reason if isinstance(reason, Reason) else Reason(reason) for reason in reasons)

    def __reduce__(self) -> tuple[type[NoRouteError], tuple[str, tuple[Reason, ...]]]:
        """Cross process borders whole."""
        return type(self), (str(self), self.reasons)


class OptionError(CorridorsError, ValueError):
    """An argument that means nothing here, or that contradicts another one."""


class DataError(CorridorsError, ValueError):
    """Tables that do not hold together.

    Attributes
    ----------
    findings : tuple of str
        Every finding, as ``table[row].column: problem; fix``.
    """

    def __init__(self, findings: Iterable[str]) -> None:
        self.findings = tuple(findings)
        count = len(self.findings)
        head = f"{count} finding{'s' if count != 1 else ''} in the tables"
        shown = self.findings[:20]
        more = f"\n  ... and {count - len(shown)} more in .findings" if count > len(shown) else ""
        super().__init__(head + ":\n  " + "\n  ".join(shown) + more)

    def __reduce__(self) -> tuple[type[DataError], tuple[tuple[str, ...]]]:
        """Cross process borders whole."""
        return type(self), (self.findings,)


class MissingExtraError(CorridorsError, ImportError):
    """An optional dependency is needed for this call and is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        self._needed = (package, extra)
        super().__init__(
            f'This needs {package}, which is not installed. Install it with: pip install "corridors[{extra}]"'
        )

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str]]:
        """Cross process borders whole."""
        return type(self), self._needed
