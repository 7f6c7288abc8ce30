"""The model held against every published figure that can be compared.

Each row of ``published`` names a way (places, via, modes, date) and what somebody printed about it; the
model answers the same question, in the same class of service, and counts what the figure counts. A deviation
is measured from the printed range, so a figure inside it deviates by nothing. A record or an escorted
demonstration is held against the low figure, when all goes well, since that is what it was. What is not
compared is kept, with the reason.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from corridors.errors import CorridorsError, OptionError
from corridors.gate.quoted import quoted
from corridors.kernels.adding import total_of
from corridors.network.calls import network_for
from corridors.network.network import Network
from corridors.routes.shortest import shortest_route
from corridors.tables.reading import Row, Tables
from corridors.tables.uncollected import uncollected
from corridors.validation.answers import answer
from corridors.validation.figures import ValidationRow, farthest_first, why_not, why_unasked
from corridors.validation.quantities import GROUPS, QUANTITIES, RAN, TOLERANCES
from corridors.words.brief import brief
from corridors.words.fitted import fitted_text
from corridors.words.progress import watched

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["RAN", "TOLERANCES", "Validation", "ValidationRow", "validate"]

_log = logging.getLogger(__name__)


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
        return dict(Counter(map(why_not, self.not_compared)).most_common())

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

    def coverage(self) -> list[dict[str, Any]]:
        """Say of times that happened how the 80 % ranges keep their word, a dict for each group of journeys.

        ``coverage`` is the share of printed figures (the middle of a printed range) inside the model's P10 to P90,
        ``bias`` the median of printed over the model's P50, ``width`` the median of P90 over P10, ``within_25``
        the share that P50 meets within 25 %. Only independent figures count; first runs and records of a service
        are in groups of their own.

        Examples
        --------
        >>> import corridors as co
        >>> [entry["group"] for entry in co.validate(quantity="time").coverage()][:2]
        ['all', 'ordinary block trains']
        """
        from corridors.validation.coverage import coverage

        return coverage(self.rows)

    def price_coverage(self) -> list[dict[str, Any]]:
        """Say of printed prices how the 80 % ranges keep their word, each price asked on its date and direction.

        A dict for each group (all, modes, periods, lanes at sea of five prices and more), as of `coverage`, with
        ``within_30`` for the share that the model meets within 30 %.

        Examples
        --------
        >>> import corridors as co
        >>> co.validate(quantity="cost").price_coverage()[0]["group"]
        'all'
        """
        from corridors.validation.coverage import price_coverage

        return price_coverage(self.rows)

    def to_frame(self) -> pd.DataFrame:
        """Give a frame, one row a published figure."""
        import pandas as pd

        return pd.DataFrame([row.to_dict() for row in self.rows])

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "statistics": self.statistics(),
            "coverage": self.coverage(),
            "price_coverage": self.price_coverage(),
            "rows": [row.to_dict() for row in self.rows],
            "not_compared": self.reasons,
        }

    def summary(self) -> str:
        """Give the distribution, and each figure that is not met."""
        from corridors.validation.text import validation_summary

        return fitted_text(validation_summary(self.rows, len(self.not_compared)))

    def to_markdown(self) -> str:
        """Give the page of the documentation, misses and what is not compared included."""
        from corridors.validation.text import validation_page

        return validation_page(self.rows, self.left_out, self.reasons)

    def __str__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        from corridors.validation.text import validation_html

        return validation_html(self.rows, len(self.not_compared))

    def __repr__(self) -> str:
        return brief(self, f"of {len(self)} published figures, {total_of(r.met for r in self)} met")


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
        Times and prices are the model's P50 for the shipment, class of service and scope that the figure is about.

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
    if quantity is not None and (not isinstance(quantity, str) or quantity not in TOLERANCES):
        raise OptionError(f"quantity={quoted(quantity)} is unknown: give {', '.join(TOLERANCES)}")
    network = network_for(network, None, None)
    wanted = [row for row in network._core.tables["published"] if quantity in (None, ValidationRow(row).group)]
    with uncollected():  # hundreds of searches and their answers are kept, and nothing of them is garbage
        rows = list(_compared(network, [row for row in wanted if not why_not(row)]))
    return Validation(rows, not_compared=[row for row in wanted if why_not(row)], network=network)


def _compared(network: Network, rows: Collection[Row]) -> Iterator[ValidationRow]:
    used = _sources_in_use(network._core.tables)
    for row in watched(rows, "published figure"):
        found = _compare(network, row)
        yield replace(found, independent=used.get(found.group, set()).isdisjoint(row["source"]))


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
    why = why_unasked(row)
    if why:
        return ValidationRow(row, problem=why)
    if row["destination"] is None:
        return _place_capacity(network, row)
    try:
        route = shortest_route(
            row["origin"],
            row["destination"],
            weight=QUANTITIES[row["quantity"]].weight,
            shipment=row["shipment"] or ("wagon" if row["service"] == "wagonload" else "feu"),
            service=row["service"] or "regular",
            scope=row["scope"] or "terminal",
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
