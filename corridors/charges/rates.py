"""Rates by mode, country and shipment: the most specific row wins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corridors.errors import DataError
from corridors.tables.reading import Row

__all__ = ["Rate", "Rates"]


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
    """Look-up of rates: a row for the country beats one for the shipment beats the default."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: dict[tuple[str, str, str, str], Rate] = {}
        for row in rows:
            key = (row["parameter"], row["mode"], row["country"], row["shipment"])
            central = row["central"]
            self._rows[key] = Rate(
                low=central if row["low"] is None else row["low"],
                central=central,
                high=central if row["high"] is None else row["high"],
                unit=row["unit"],
                grade=row["grade"],
                sources=row["source"],
            )
        self._memo: dict[tuple[str, str, str, str], Rate | None] = {}

    def get(self, parameter: str, mode: str = "*", country: str = "*", shipment: str = "*") -> Rate | None:
        """Find the most specific rate, or None."""
        key = (parameter, mode, country, shipment)
        if key not in self._memo:
            order = [
                (parameter, m, c, s)
                for m in dict.fromkeys((mode, "*"))
                for c in dict.fromkeys((country, "*"))
                for s in dict.fromkeys((shipment, "*"))
            ]
            self._memo[key] = next((self._rows[k] for k in order if k in self._rows), None)
        return self._memo[key]

    def find(self, parameter: str, mode: str = "*", country: str = "*", shipment: str = "*") -> Rate:
        """Find the most specific rate.

        Raises
        ------
        DataError
            No row and no default.
        """
        rate = self.get(parameter, mode, country, shipment)
        if rate is None:
            raise DataError(
                [
                    f"rates: no {parameter} for mode {mode}, country {country}, shipment "
                    f"{shipment}; add a row, or one with * for the default"
                ]
            )
        return rate
