"""The model held against every published figure that can be compared.

Each row of ``published`` names a way (places, via, modes, date) and what somebody printed about it; the
model answers the same question. A deviation is measured from the printed range, so a figure inside it
deviates by nothing. A time from departure to arrival is asked without loading, unloading and the first
wait; a record or an escorted demonstration is held against the low figure, when everything goes at
its best, since that is what it was.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from corridors.errors import CorridorsError, OptionError
from corridors.loading import load_network
from corridors.network import Network
from corridors.route import Route, Step
from corridors.routing import shortest_route
from corridors.tables import Row, Tables

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TOLERANCES", "Validation", "ValidationRow", "validate"]

_log = logging.getLogger(__name__)

#: By how much a figure may lie outside the printed range and still count as met.
TOLERANCES = {"distance_km": 0.06, "time": 0.25, "cost": 0.35, "capacity_mt_per_year": 0.35}

#: Regimes of times that a train or a lorry really took, as against what was promised or supposed.
RAN = ("block train", "truck")

_RATES_OF = {"speed_km_per_h": "time", "price_usd_per_km": "cost", "entry_usd": "cost"}

_WEIGHTS = {"distance_km": "distance", "transit_days": "time", "transit_hours": "time"}


class Answer(NamedTuple):
    """The model's figure in the unit of the published one, if all goes ordinarily, at its best and at its worst."""

    central: float
    low: float
    high: float


_MODEL: dict[str, Callable[[Route, Row], Answer]] = {
    "distance_km": lambda route, _: Answer(*(route.length_km,) * 3),
    "transit_days": lambda route, row: _sum(route, row, "time_h", 24),
    "transit_hours": lambda route, row: _sum(route, row, "time_h", 1),
    "cost_usd": lambda route, row: _sum(route, row, "cost_usd", 1),
    "cost_usd_per_t": lambda route, row: _sum(route, row, "cost_usd", route.cost_usd / route.cost_usd_per_t),
    "capacity_mt_per_year": lambda route, _: Answer(*(route.capacity_mt_per_year,) * 3),
}


def _spanned(route: Route, row: Row) -> Sequence[Step]:
    """Give the part of a route that a figure spans: all of it, or what lies between its ends."""
    if row["spans"] != "run":
        return route.steps
    first = next(index for index, step in enumerate(route.steps) if step.charge.kind == "haul")
    return [
        step
        for index, step in enumerate(route.steps)
        if step.charge.kind not in ("loading", "unloading")
        and not (step.charge.kind == "vessel_wait" and index < first)
    ]


def _sum(route: Route, row: Row, figure: str, unit: float) -> Answer:
    charges = [step.charge for step in _spanned(route, row)]
    return Answer(*(sum(getattr(charge, figure + end) for charge in charges) / unit for end in ("", "_low", "_high")))


@dataclass(frozen=True, slots=True)
class ValidationRow:
    """One published figure and the model's answer to the same question."""

    published: Row
    model: float | None
    model_low: float | None
    model_high: float | None
    route: Route | None
    independent: bool = True
    problem: str = ""

    @property
    def group(self) -> str:
        """What is compared: distance_km, time, cost or capacity_mt_per_year."""
        quantity: str = self.published["quantity"]
        if quantity.startswith("transit"):
            return "time"
        return "cost" if quantity.startswith("cost") else quantity

    @property
    def compared_with(self) -> str:
        """Which of the model's figures answers: low for a record, else central."""
        return "low" if self.published["occasion"] == "record" else "central"

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
    def met(self) -> bool:
        """Whether the deviation is within the tolerance of its group."""
        return self.deviation is not None and abs(self.deviation) <= TOLERANCES[self.group]

    def responsible(self, count: int = 3) -> str:
        """Name the items that make up most of the model's figure."""
        if self.route is None or self.group not in ("time", "cost", "distance_km"):
            return ""
        figure = {"time": "time_h", "cost": "cost_usd", "distance_km": "length_km"}[self.group]
        shares: Counter[str] = Counter()
        for step in _spanned(self.route, self.published):
            charge = step.charge
            label = f"{step.mode} in {step.end.country}" if charge.kind == "haul" else charge.label
            shares[label] += getattr(charge, figure)
        total = sum(shares.values()) or 1.0
        return ", ".join(f"{label} {100 * v / total:.0f} %" for label, v in shares.most_common(count))

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
            "spans": row["spans"] or "",
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
            "problem": self.problem,
            "source": ";".join(row["source"]),
        }


class Validation(Sequence[ValidationRow]):
    """Every comparison made by `validate`."""

    def __init__(self, rows: Sequence[ValidationRow]) -> None:
        self.rows = tuple(rows)

    def __getitem__(self, index: Any) -> Any:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[ValidationRow]:
        return iter(self.rows)

    def of(self, group: str) -> list[ValidationRow]:
        """Select the rows of distance_km, time, cost or capacity_mt_per_year."""
        return [row for row in self.rows if row.group == group]

    def statistics(self) -> list[dict[str, Any]]:
        """Describe the distribution of absolute deviations: of each group, of each regime and occasion of times.

        Figures are independent when no source of theirs stands behind a figure of the same kind in the tables.
        """
        groups = [(group, self.of(group)) for group in TOLERANCES]
        groups += [(f"{group}, independent", [row for row in rows if row.independent]) for group, rows in groups]
        times = self.of("time")
        for regime in sorted({row.published["comparable_as"] or "not said" for row in times}):
            groups.append(
                (f"time, {regime}", [row for row in times if (row.published["comparable_as"] or "not said") == regime])
            )
        ran = [row for row in times if row.published["comparable_as"] in RAN]
        groups.append(("time, block train or truck", ran))
        groups.append(("time, block train or truck, independent", [row for row in ran if row.independent]))
        for occasion in sorted({row.published["occasion"] or "ordinary" for row in ran}):
            rows = [row for row in ran if (row.published["occasion"] or "ordinary") == occasion]
            groups.append((f"time, block train or truck, {occasion} run", rows))
        return [_distribution(name, rows) for name, rows in groups if any(row.model is not None for row in rows)]

    def to_frame(self) -> pd.DataFrame:
        """Give a frame, one row a published figure."""
        import pandas as pd

        return pd.DataFrame([row.to_dict() for row in self.rows])

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {"statistics": self.statistics(), "rows": [row.to_dict() for row in self.rows]}

    def summary(self) -> str:
        """Give the distribution, and each figure that is not met."""
        from corridors.validation_text import validation_summary

        return validation_summary(self)

    def to_markdown(self) -> str:
        """Give the page of the documentation, misses included."""
        from corridors.validation_text import validation_page

        return validation_page(self)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        return f"<Validation of {len(self)} published figures, {sum(r.met for r in self)} met>"


def _distribution(name: str, rows: Sequence[ValidationRow]) -> dict[str, Any]:
    sizes = sorted(abs(row.deviation) for row in rows if row.deviation is not None)
    return {
        "group": name,
        "figures": len(rows),
        "answered": len(sizes),
        "inside": sum(size == 0 for size in sizes),
        "tolerance": TOLERANCES[rows[0].group],
        "met": sum(row.met for row in rows),
        "median": median(sizes),
        "p90": sizes[min(len(sizes) - 1, int(0.9 * len(sizes)))],
        "largest": sizes[-1],
    }


def validate(*, quantity: str | None = None, network: Network | None = None) -> Validation:
    """Compare the model with every usable published figure.

    Parameters
    ----------
    quantity
        Only ``distance_km``, ``time``, ``cost`` or ``capacity_mt_per_year``; all by default.
    network
        Another network with a table ``published`` than the packaged one; its date does not matter, each
        figure is asked on the date on which its way existed.

    Returns
    -------
    Validation
        Times and prices are the model's central figures for the shipment that the figure is about.

    Raises
    ------
    OptionError
        Unknown quantity.

    Examples
    --------
    >>> import corridors as co
    >>> len(co.validate(quantity="distance_km")) > 20
    True
    """
    if quantity is not None and quantity not in TOLERANCES:
        raise OptionError(f"quantity={quantity!r} is unknown: give {', '.join(TOLERANCES)}")
    network = network if network is not None else load_network()
    used = _sources_in_use(network._core.tables)
    rows = []
    for row in network._core.tables["published"]:
        if row["usable"] != "yes" or row["quantity"] not in _MODEL:
            continue
        if row["destination"] is None and row["quantity"] != "capacity_mt_per_year":
            continue
        compared = _compare(network, row)
        if quantity is None or compared.group == quantity:
            independent = used[compared.group].isdisjoint(row["source"])
            rows.append(replace(compared, independent=independent))
    return Validation(rows)


def _sources_in_use(tables: Tables) -> dict[str, set[str]]:
    """Collect the sources behind the tables' own lengths, times, prices and capacities."""
    columns = {
        "distance_km": [("links", "length_source")],
        "time": [("links", "time_source"), ("links", "wait_source"), ("handling", "time_source")],
        "cost": [("links", "cost_source"), ("handling", "cost_source")],
        "capacity_mt_per_year": [("links", "capacity_source"), ("handling", "capacity_source")],
    }
    used = {
        group: {source for table, column in pairs for row in tables[table] for source in row[column]}
        for group, pairs in columns.items()
    }
    for row in tables["rates"]:
        group = _RATES_OF.get(row["parameter"])
        if group is not None:
            used[group].update(row["source"])
    return used


def _compare(network: Network, row: Row) -> ValidationRow:
    if row["destination"] is None:
        return _place_capacity(network, row)
    try:
        route = shortest_route(
            row["origin"],
            row["destination"],
            weight=_WEIGHTS.get(row["quantity"], "cost" if "cost" in row["quantity"] else "distance"),
            shipment=row["shipment"] or "feu",
            via=row["via"] or None,
            avoid=row["avoid"] or None,
            modes=row["modes"] or None,
            on=row["on"],
            network=network,
        )
    except CorridorsError as error:
        _log.info("published figure %s has no answer: %s", row["id"], error)
        return ValidationRow(row, None, None, None, None, problem=str(error).splitlines()[0])
    return ValidationRow(row, *_MODEL[row["quantity"]](route, row), route)


def _place_capacity(network: Network, row: Row) -> ValidationRow:
    """Compare the capacity of a port or gauge break with the largest of its handling rows."""
    known = [
        handling["capacity_mt_per_year"]
        for handling in network._core.tables["handling"]
        if handling["place"] == row["origin"] and handling["capacity_mt_per_year"] is not None
    ]
    if not known:
        problem = f"no handling capacity is known at {row['origin']}"
        return ValidationRow(row, None, None, None, None, problem=problem)
    largest = max(known)
    return ValidationRow(row, largest, largest, largest, None)
