"""How the deviations are distributed: of all figures of a quantity, and of the slices that tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Any, NamedTuple

from corridors.kernels.adding import total_of
from corridors.validation.figures import ValidationRow
from corridors.validation.quantities import GROUPS, RAN, TOLERANCES

__all__ = ["Slice", "statistics"]


class Slice(NamedTuple):
    """Which figures are described together; None means whatever it is."""

    quantity: str
    regime: tuple[str, ...] | None = None
    occasion: str | None = None
    independent: bool | None = None

    def has(self, row: ValidationRow) -> bool:
        """Whether a figure belongs to it."""
        return (
            row.group == self.quantity
            and (self.regime is None or row.regime in self.regime)
            and (self.occasion is None or row.occasion == self.occasion)
            and (self.independent is None or row.independent == self.independent)
        )

    @property
    def label(self) -> str:
        """Name for readers, such as ``transit times: block train or truck, first run``."""
        words = [
            " or ".join(self.regime or ()),
            f"{self.occasion} run" if self.occasion else "",
            {None: "", True: "independent", False: "not independent"}[self.independent],
        ]
        said = ", ".join(word for word in words if word)
        return GROUPS[self.quantity].title.lower() + (f": {said}" if said else "")


def statistics(rows: Sequence[ValidationRow]) -> list[dict[str, Any]]:
    """Describe every slice that has an answer, the whole quantities first."""
    found = []
    for part in _slices(rows):
        members = [row for row in rows if part.has(row)]
        if any(row.deviation is not None for row in members):
            said = part._asdict() | {"regime": None if part.regime is None else list(part.regime)}
            found.append({"label": part.label, **said, **_distribution(members)})
    return found


def _slices(rows: Iterable[ValidationRow]) -> Iterator[Slice]:
    yield from (Slice(group) for group in GROUPS)
    yield from (Slice(group, independent=True) for group in GROUPS)
    times = [row for row in rows if row.group == "time"]
    yield from (Slice("time", regime=(regime,)) for regime in sorted({row.regime for row in times}))
    yield Slice("time", regime=RAN)
    yield Slice("time", regime=RAN, independent=True)
    for occasion in sorted({row.occasion for row in times if row.regime in RAN}):
        yield Slice("time", regime=RAN, occasion=occasion)
        yield Slice("time", regime=RAN, occasion=occasion, independent=True)


def _distribution(rows: Sequence[ValidationRow]) -> dict[str, Any]:
    sizes = sorted(abs(row.deviation) for row in rows if row.deviation is not None)
    return {
        "figures": len(rows),
        "answered": len(sizes),
        "inside": sum(size == 0 for size in sizes),
        "tolerance": TOLERANCES[rows[0].group],
        "met": total_of(row.met for row in rows),
        "median": median(sizes),
        "p90": sizes[min(len(sizes) - 1, int(0.9 * len(sizes)))],
        "largest": sizes[-1],
    }
