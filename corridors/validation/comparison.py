"""The model held against every published figure that can be compared.

Each row of ``published`` names a way (places, via, modes, date) and what somebody printed about it; the
model answers the same question. A deviation is measured from the printed range, so a figure inside it
deviates by nothing. A time from departure to arrival is asked without loading, unloading and the first
wait; a record or an escorted demonstration is held against the low figure, when everything goes at
its best, since that is what it was. What is not compared is kept, with the reason.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from corridors.errors import CorridorsError, OptionError
from corridors.network.network import Network
from corridors.routes.asking import network_for
from corridors.routes.route import Route
from corridors.routes.shortest import shortest_route
from corridors.tables.reading import Row, Tables
from corridors.validation.answers import answer, parts
from corridors.validation.quantities import GROUPS, QUANTITIES, RAN, TOLERANCES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["RAN", "TOLERANCES", "Validation", "ValidationRow", "validate"]

_log = logging.getLogger(__name__)

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
        return _why_not(self.published)

    def responsible(self, count: int = 3) -> str:
        """Name the items that make up most of the model's figure; of a capacity its bottleneck."""
        if self.bottleneck or self.route is None:
            return self.bottleneck
        amounts = parts(self.route, self.published)
        total = sum(amounts.values()) or 1.0
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
            "remark": self.remark,
            "reason": self.reason,
            "problem": self.problem,
            "source": ";".join(row["source"]),
        }


class Validation(Sequence[ValidationRow]):
    """Every comparison made by `validate`.

    Parameters
    ----------
    rows
        The comparisons.
    not_compared
        Rows of ``published`` that are not compared.
    network
        The network to ask when it is to be known what the model would say to those; see `left_out`.
    """

    def __init__(
        self, rows: Sequence[ValidationRow], *, not_compared: Sequence[Row] = (), network: Network | None = None
    ) -> None:
        self.rows = tuple(rows)
        self.not_compared = tuple(not_compared)
        self._network = network

    def __getitem__(self, index: Any) -> Any:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[ValidationRow]:
        return iter(self.rows)

    def of(self, group: str) -> list[ValidationRow]:
        """Select the rows of distance_km, time, cost or capacity_mt_per_year."""
        return [row for row in self.rows if row.group == group]

    @property
    def not_met(self) -> list[ValidationRow]:
        """Figures outside the tolerance: those without an answer, then the farthest first."""
        return farthest_first(row for row in self.rows if not row.met)

    @property
    def reasons(self) -> dict[str, int]:
        """Why figures are not compared, and how many for each reason, the commonest first."""
        return dict(Counter(map(_why_not, self.not_compared)).most_common())

    @cached_property
    def left_out(self) -> tuple[ValidationRow, ...]:
        """The figures that are not compared, with what the model says where it can be asked at all.

        The model is asked the first time that this is read. Such a deviation judges nobody: each row has its
        ``reason``.

        Examples
        --------
        >>> import corridors as co
        >>> rows = co.validate(quantity="distance_km").left_out
        >>> all(row.reason for row in rows), any(row.model for row in rows)
        (True, True)
        """
        if self._network is None:
            return tuple(ValidationRow(row) for row in self.not_compared)
        return tuple(_compared(self._network, self.not_compared))

    def statistics(self) -> list[dict[str, Any]]:
        """Describe the distribution of absolute deviations, a dict for each slice of the figures.

        A slice is told by ``quantity``, ``regime`` (a list), ``occasion`` and ``independent``, each None where
        it does not matter, and by a ``label`` for readers.

        Examples
        --------
        >>> import corridors as co
        >>> entry = co.validate(quantity="distance_km").statistics()[0]
        >>> entry["label"], entry["quantity"], entry["independent"]
        ('distances', 'distance_km', None)
        """
        from corridors.validation.statistics import statistics

        return statistics(self.rows)

    def to_frame(self) -> pd.DataFrame:
        """Give a frame, one row a published figure."""
        import pandas as pd

        return pd.DataFrame([row.to_dict() for row in self.rows])

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "statistics": self.statistics(),
            "rows": [row.to_dict() for row in self.rows],
            "not_compared": self.reasons,
        }

    def summary(self) -> str:
        """Give the distribution, and each figure that is not met."""
        from corridors.validation.text import validation_summary

        return validation_summary(self)

    def to_markdown(self) -> str:
        """Give the page of the documentation, misses and what is not compared included."""
        from corridors.validation.text import validation_page

        return validation_page(self)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        return f"<Validation of {len(self)} published figures, {sum(r.met for r in self)} met>"


def farthest_first(rows: Iterable[ValidationRow]) -> list[ValidationRow]:
    """Sort by the size of the deviation; no answer at all is the farthest off."""
    return sorted(rows, key=lambda row: (row.deviation is not None, -abs(row.deviation or 0.0)))


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
        Unknown quantity, or a network that is none.

    Examples
    --------
    >>> import corridors as co
    >>> len(co.validate(quantity="distance_km")) > 20
    True
    """
    if quantity is not None and quantity not in TOLERANCES:
        raise OptionError(f"quantity={quantity!r} is unknown: give {', '.join(TOLERANCES)}")
    network = network_for(network, None, None)
    wanted = [row for row in network._core.tables["published"] if quantity in (None, ValidationRow(row).group)]
    rows = list(_compared(network, [row for row in wanted if not _why_not(row)]))
    return Validation(rows, not_compared=[row for row in wanted if _why_not(row)], network=network)


def _compared(network: Network, rows: Iterable[Row]) -> Iterator[ValidationRow]:
    used = _sources_in_use(network._core.tables)
    for row in rows:
        found = _compare(network, row)
        yield replace(found, independent=used.get(found.group, set()).isdisjoint(row["source"]))


def _why_not(row: Row) -> str:
    """Say why a row is not compared; blank if it is."""
    if row["usable"] != "yes":
        return row["reason"] or "no reason given"
    return _why_unasked(row)


def _why_unasked(row: Row) -> str:
    """Say why the model cannot even be asked; blank if it can."""
    if row["quantity"] not in QUANTITIES:
        return "a flow: what moved or is forecast, not what a way takes or can carry"
    if row["origin"] is None or (row["destination"] is None and row["quantity"] != "capacity_mt_per_year"):
        return "a place that the network does not have"
    return ""


def _sources_in_use(tables: Tables) -> dict[str, set[str]]:
    """Collect the sources behind the tables' own lengths, times, prices and capacities."""
    used: dict[str, set[str]] = {}
    for name, group in GROUPS.items():
        used[name] = {
            source for table, column in group.source_columns for row in tables[table] for source in row[column]
        }
        for row in tables["rates"]:
            if row["parameter"] in group.rates:
                used[name].update(row["source"])
    return used


def _compare(network: Network, row: Row) -> ValidationRow:
    why = _why_unasked(row)
    if why:
        return ValidationRow(row, problem=why)
    if row["destination"] is None:
        return _place_capacity(network, row)
    try:
        route = shortest_route(
            row["origin"],
            row["destination"],
            weight=QUANTITIES[row["quantity"]].weight,
            shipment=row["shipment"] or "feu",
            via=row["via"] or None,
            avoid=row["avoid"] or None,
            modes=row["modes"] or None,
            on=row["on"],
            network=network,
        )
    except CorridorsError as error:
        _log.info("published figure %s has no answer: %s", row["id"], error)
        return ValidationRow(row, problem=str(error).splitlines()[0])
    found = answer(route, row)
    if found is None:
        return ValidationRow(row, route=route, problem="nothing on the way has a known capacity")
    bottleneck = route.bottleneck if row["quantity"] == "capacity_mt_per_year" else ""
    return ValidationRow(row, *found, route, bottleneck=bottleneck)


def _place_capacity(network: Network, row: Row) -> ValidationRow:
    """Compare the capacity of a port or gauge break with the largest of its handling rows."""
    known = [
        handling
        for handling in network._core.tables["handling"]
        if handling["place"] == row["origin"] and handling["capacity_mt_per_year"] is not None
    ]
    if not known:
        return ValidationRow(row, problem=f"no handling capacity is known at {row['origin']}")
    widest = max(known, key=lambda handling: handling["capacity_mt_per_year"])
    largest = widest["capacity_mt_per_year"]
    operation = widest["operation"].replace("_", " ")
    return ValidationRow(
        row, largest, largest, largest, bottleneck=f"{operation} at {network.place(row['origin']).name}"
    )


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
