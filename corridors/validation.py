"""The model held against every published figure that can be compared.

Each row of ``published`` names a way (places, via, modes, date) and what somebody printed about it; the
model answers the same question. A deviation is measured from the printed range, so a figure inside it
deviates by nothing.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from corridors.errors import CorridorsError, OptionError
from corridors.loading import load_network
from corridors.network import Network
from corridors.route import Route
from corridors.routing import shortest_route
from corridors.tables import Row

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TOLERANCES", "Validation", "ValidationRow", "validate"]

_log = logging.getLogger(__name__)

#: By how much a figure may lie outside the printed range and still count as met.
TOLERANCES = {"distance_km": 0.06, "time": 0.25, "cost": 0.35, "capacity_mt_per_year": 0.35}

_WEIGHTS = {"distance_km": "distance", "transit_days": "time", "transit_hours": "time"}

_MODEL: dict[str, Callable[[Route], tuple[float, float, float]]] = {
    "distance_km": lambda route: (route.length_km,) * 3,
    "transit_days": lambda route: _triple(route.time_h, route.time_range_h, 24),
    "transit_hours": lambda route: _triple(route.time_h, route.time_range_h, 1),
    "cost_usd": lambda route: _triple(route.cost_usd, route.cost_range_usd, 1),
    "cost_usd_per_t": lambda route: _triple(
        route.cost_usd, route.cost_range_usd, route.cost_usd / route.cost_usd_per_t
    ),
    "capacity_mt_per_year": lambda route: (route.capacity_mt_per_year,) * 3,
}


def _triple(central: float, ends: tuple[float, float], unit: float) -> tuple[float, float, float]:
    return central / unit, ends[0] / unit, ends[1] / unit


@dataclass(frozen=True, slots=True)
class ValidationRow:
    """One published figure and the model's answer to the same question."""

    published: Row
    model: float | None
    model_low: float | None
    model_high: float | None
    route: Route | None
    problem: str = ""

    @property
    def group(self) -> str:
        """What is compared: distance_km, time, cost or capacity_mt_per_year."""
        quantity: str = self.published["quantity"]
        if quantity.startswith("transit"):
            return "time"
        return "cost" if quantity.startswith("cost") else quantity

    @property
    def deviation(self) -> float | None:
        """Share by which the model lies outside the printed range; 0 inside it, None without an answer."""
        if self.model is None:
            return None
        low, high = self.published["low"], self.published["high"]
        if low is not None and self.model < low:
            return float(self.model / low - 1)
        if high is not None and self.model > high:
            return float(self.model / high - 1)
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
        for step in self.route.steps:
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
            "shipment": row["shipment"] or "",
            "year": row["year"] or "",
            "published_low": row["low"],
            "published_high": row["high"],
            "model": self.model,
            "model_low": self.model_low,
            "model_high": self.model_high,
            "deviation": self.deviation,
            "met": self.met,
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
        """Describe the distribution of absolute deviations, a dict a group, then one a regime of times."""
        groups = [(group, self.of(group)) for group in TOLERANCES]
        regimes = sorted({row.published["comparable_as"] or "not said" for row in self.of("time")})
        for regime in regimes:
            rows = [row for row in self.of("time") if (row.published["comparable_as"] or "not said") == regime]
            groups.append((f"time, {regime}", rows))
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
    rows = []
    for row in network._core.tables["published"]:
        if row["usable"] != "yes" or row["quantity"] not in _MODEL:
            continue
        if row["destination"] is None and row["quantity"] != "capacity_mt_per_year":
            continue
        compared = _compare(network, row)
        if quantity is None or compared.group == quantity:
            rows.append(compared)
    return Validation(rows)


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
        return ValidationRow(row, None, None, None, None, str(error).splitlines()[0])
    central, low, high = _MODEL[row["quantity"]](route)
    return ValidationRow(row, central, low, high, route)


def _place_capacity(network: Network, row: Row) -> ValidationRow:
    """Compare the capacity of a port or gauge break with the largest of its handling rows."""
    known = [
        handling["capacity_mt_per_year"]
        for handling in network._core.tables["handling"]
        if handling["place"] == row["origin"] and handling["capacity_mt_per_year"] is not None
    ]
    if not known:
        problem = f"no handling capacity is known at {row['origin']}"
        return ValidationRow(row, None, None, None, None, problem)
    largest = max(known)
    return ValidationRow(row, largest, largest, largest, None)
