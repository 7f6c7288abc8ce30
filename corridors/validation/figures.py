"""One published figure, the model's answer to it, and what follows from the two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from corridors.kernels.adding import total_of
from corridors.routes.route import Route
from corridors.tables.reading import Row
from corridors.validation.answers import parts
from corridors.validation.quantities import QUANTITIES, TOLERANCES
from corridors.words.brief import brief

__all__ = ["ValidationRow", "farthest_first", "why_not", "why_unasked"]

#: Parts of a figure smaller than this share explain nothing.
_LEAST_SHARE = 0.005

_REMARK_LENGTH = 100


@dataclass(frozen=True, slots=True)
class ValidationRow:
    """One published figure and the model's answer to the same question."""

    published: Row
    model: float | None = None
    model_low: float | None = None
    model_high: float | None = None
    route: Route | None = None
    independent: bool = True
    problem: str = ""
    bottleneck: str = ""

    @property
    def group(self) -> str:
        """What is compared: distance_km, time, cost or capacity_mt_per_year; else the quantity itself."""
        name: str = self.published["quantity"]
        return QUANTITIES[name].group if name in QUANTITIES else name

    @property
    def regime(self) -> str:
        """What kind of statement the figure is: block train, truck, schedule, plan and so on."""
        return self.published["comparable_as"] or "not said"

    @property
    def occasion(self) -> str:
        """Whether it is ordinary service, the first run or a record."""
        return self.published["occasion"] or "ordinary"

    @property
    def compared_with(self) -> str:
        """Which of the model's figures answers: low for a record, else central."""
        return "low" if self.occasion == "record" else "central"

    @property
    def deviation(self) -> float | None:
        """Share by which the model lies outside the printed range; 0 inside it, None without an answer."""
        figure = self.model_low if self.compared_with == "low" else self.model
        if figure is None:
            return None
        low, high = self.published["low"], self.published["high"]
        if low is not None and figure < low:
            return float(figure / low - 1)
        if high is not None and figure > high:
            return float(figure / high - 1)
        return 0.0

    @property
    def printed(self) -> float | None:
        """The printed figure, of a range its middle; None where only one end is printed."""
        low, high = self.published["low"], self.published["high"]
        return None if low is None or high is None else (low + high) / 2

    @property
    def covered(self) -> bool | None:
        """Whether the printed figure lies in the model's range; None where one of them is not known."""
        printed = self.printed
        if printed is None or self.model_low is None or self.model_high is None:
            return None
        return self.model_low <= printed <= self.model_high

    @property
    def met(self) -> bool:
        """Whether the deviation is within the tolerance of its group."""
        return self.deviation is not None and abs(self.deviation) <= TOLERANCES[self.group]

    @property
    def remark(self) -> str:
        """What the table notes on a figure that is not met, shortened to its first clauses."""
        return "" if self.met else _clauses(self.published["notes"] or "", _REMARK_LENGTH)

    @property
    def reason(self) -> str:
        """Why the figure is not compared; blank if it is."""
        return why_not(self.published)

    def responsible(self, count: int = 3) -> str:
        """Name the items that make up most of the model's figure; of a capacity its bottleneck."""
        if self.bottleneck or self.route is None:
            return self.bottleneck
        amounts = parts(self.route, self.published)
        total = total_of(amounts.values()) or 1.0
        shares = [(label, amount / total) for label, amount in amounts.most_common(count)]
        return ", ".join(f"{label} {100 * share:.0f} %" for label, share in shares if share >= _LEAST_SHARE)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, one key a column of `Validation.to_frame`."""
        row = self.published
        return {
            "id": row["id"],
            "quantity": row["quantity"],
            "origin": row["origin"],
            "destination": row["destination"],
            "via": "|".join(row["via"]),
            "comparable_as": row["comparable_as"] or "",
            "service": row["service"] or "",
            "scope": row["scope"] or "",
            "happened": row["happened"] or "",
            "occasion": row["occasion"] or "",
            "shipment": row["shipment"] or "",
            "year": row["year"] or "",
            "published_low": row["low"],
            "published_high": row["high"],
            "model": self.model,
            "model_low": self.model_low,
            "model_high": self.model_high,
            "compared_with": self.compared_with,
            "deviation": self.deviation,
            "met": self.met,
            "independent": self.independent,
            "responsible": self.responsible(),
            "remark": self.remark,
            "reason": self.reason,
            "problem": self.problem,
            "source": ";".join(row["source"]),
        }

    def __repr__(self) -> str:
        return brief(self, f"{self.published['id']}: model {self.problem or self.model}")


def farthest_first(rows: Iterable[ValidationRow]) -> list[ValidationRow]:
    """Sort by the size of the deviation; no answer at all is the farthest off."""
    return sorted(rows, key=lambda row: (row.deviation is not None, -abs(row.deviation or 0.0)))


def why_not(row: Row) -> str:
    """Say why a row is not compared; blank if it is."""
    if row["usable"] != "yes":
        return row["reason"] or "no reason given"
    return why_unasked(row)


def why_unasked(row: Row) -> str:
    """Say why the model cannot even be asked; blank if it can."""
    if row["quantity"] not in QUANTITIES:
        return "a flow: what moved or is forecast, not what a way takes or can carry"
    if row["origin"] is None or (row["destination"] is None and row["quantity"] != "capacity_mt_per_year"):
        return "a place that the network does not have"
    return ""


def _clauses(text: str, length: int) -> str:
    """Keep as many clauses as fit, at least a part of the first."""
    kept = ""
    for clause in text.split("; "):
        longer = f"{kept}; {clause}" if kept else clause
        if len(longer) > length:
            break
        kept = longer
    if kept or not text:
        return kept
    return text[:length].rsplit(" ", 1)[0] + " \u2026"
