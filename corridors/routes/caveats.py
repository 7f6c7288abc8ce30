"""What stands beside a way that meets risks or restrictions: short, and never left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from corridors.words.reason import with_and
from corridors.world.restrictions import Restriction
from corridors.world.risks import Risk

__all__ = ["caveats"]

_LEVELS = ("high", "medium", "low")


class _Way(Protocol):
    @property
    def risks(self) -> Sequence[Risk]:
        """Risks met, the highest first."""

    @property
    def restrictions(self) -> Sequence[Restriction]:
        """Events that restrict it."""


def caveats(way: _Way) -> str:
    """Name the highest risks that a way meets, count the others, and name what restricts it; blank if nothing does."""
    parts = []
    risks = list(way.risks)
    if risks:
        count = Counter(risk.level for risk in risks)
        highest = next(level for level in _LEVELS if count[level])
        names = dict.fromkeys(risk.name for risk in risks if risk.level == highest)
        told = f"{highest} risk: {'; '.join(names)}"
        further = [f"{count[level]} {level}" for level in _LEVELS if level != highest and count[level]]
        parts.append(f"{told} (and {with_and(further)})" if further else told)
    names = dict.fromkeys(restriction.name for restriction in way.restrictions)
    if names:
        parts.append(f"restricted: {'; '.join(names)}")
    return " | ".join(parts)
