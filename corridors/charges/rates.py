"""Rates by mode, country, shipment and class of service: the most specific row wins."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from corridors.errors import DataError
from corridors.tables.reading import Row

__all__ = ["Rate", "Rates"]

_Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Rate:
    """One parameter: low, central, high, with grade and sources."""

    low: float
    central: float
    high: float
    unit: str
    grade: str
    sources: tuple[str, ...]


class Rates:
    """Look-up of rates: a row for the country beats one for the shipment beats one for the class beats the default."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: dict[_Key, Rate] = {}
        for row in rows:
            self._rows[_key(row)] = _rate(row)
        self._memo: dict[_Key, Rate | None] = {}

    def changed(self, rows: Sequence[Row], before: Sequence[Row], touched: Collection[int]) -> Rates:
        """Give the rates of a table of which these were made `before` some of its rows were touched."""
        if not touched:
            return self
        if len(rows) != len(before) or any(_key(rows[position]) != _key(before[position]) for position in touched):
            return Rates(rows)
        other = Rates(())
        other._rows = self._rows | {_key(rows[position]): _rate(rows[position]) for position in touched}
        return other

    def get(
        self, parameter: str, mode: str = "*", country: str = "*", shipment: str = "*", service: str = "*"
    ) -> Rate | None:
        """Find the most specific rate, or None."""
        key = (parameter, mode, country, shipment, service)
        if key not in self._memo:
            order = (
                (parameter, m, c, s, k)
                for m in dict.fromkeys((mode, "*"))
                for c in dict.fromkeys((country, "*"))
                for s in dict.fromkeys((shipment, "*"))
                for k in dict.fromkeys((service, "*"))
            )
            self._memo[key] = next((self._rows[k] for k in order if k in self._rows), None)
        return self._memo[key]

    def find(
        self, parameter: str, mode: str = "*", country: str = "*", shipment: str = "*", service: str = "*"
    ) -> Rate:
        """Find the most specific rate.

        Raises
        ------
        DataError
            No row and no default.
        """
        rate = self.get(parameter, mode, country, shipment, service)
        if rate is None:
            raise DataError(
                [
                    f"rates: no {parameter} for mode {mode}, country {country}, shipment {shipment}, "
                    f"service {service}; add a row, or one with * for the default"
                ]
            )
        return rate


def _key(row: Row) -> _Key:
    return row["parameter"], row["mode"], row["country"], row["shipment"], row["service"] or "*"


def _rate(row: Row) -> Rate:
    central = row["central"]
    return Rate(
        low=central if row["low"] is None else row["low"],
        central=central,
        high=central if row["high"] is None else row["high"],
        unit=row["unit"],
        grade=row["grade"],
        sources=row["source"],
    )
