"""What is wrong with a scenario, every finding with its line where it was read from a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from corridors.errors import DataError, OptionError

__all__ = ["Findings", "ScenarioError", "Spots", "spot_of"]

#: Where things stand in their file (``mine.toml:12``), by their way from the top of what was read.
Spots = Mapping[tuple[Any, ...], str]


class ScenarioError(DataError, OptionError):
    """A scenario that does not hold together, or that names what the network does not have.

    Attributes
    ----------
    findings : tuple of str
        Every finding, as ``file.toml:line: problem; fix``, or with the scenario's name where it has no file.
    """

    def __init__(self, findings: Iterable[str]) -> None:
        self.findings = tuple(findings)
        count = len(self.findings)
        head = f"{count} finding{'s' if count != 1 else ''} in the scenario"
        shown = self.findings[:20]
        more = f"\n  ... and {count - len(shown)} more in .findings" if count > len(shown) else ""
        ValueError.__init__(self, head + ":\n  " + "\n  ".join(shown) + more)


class Findings(list[str]):
    """Findings so far."""

    def raise_any(self) -> None:
        """Raise them all in one error, if there are any."""
        if self:
            raise ScenarioError(dict.fromkeys(self))


def spot_of(spots: Spots, *way: Any) -> str | None:
    """Give where a thing stands, or what it stands in; None where nobody knows."""
    for end in range(len(way), -1, -1):
        if way[:end] in spots:
            return spots[way[:end]]
    return None
