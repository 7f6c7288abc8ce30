"""Handling rows: which one holds for a loading, a transhipment, a gauge change or a border."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from corridors.tables.reading import Row

__all__ = ["Handling", "HandlingTable"]

#: How much a filled cell counts when rows compete: the place first, then countries, then the class of
#: service, then the shipment.
_WEIGHTS = {
    "place": 128,
    "country_from": 32,
    "country_to": 32,
    "country": 32,
    "shipment": 8,
    "service": 16,
    "mode": 4,
    "mode_from": 4,
    "mode_to": 4,
    "gauge_from": 2,
    "gauge_to": 2,
}


@dataclass(frozen=True, slots=True)
class Handling:
    """What an operation takes: the rows that hold for its time, its price and its capacity."""

    time: Row | None
    cost: Row | None
    capacity: Row | None


class HandlingTable:
    """Look-up of handling; time, price and capacity may come from different rows."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: dict[tuple[str, str | None], list[tuple[int, dict[str, Any], Row]]] = defaultdict(list)
        for row in rows:
            filled = {c: row[c] for c in _WEIGHTS if row[c] is not None}
            score = sum(_WEIGHTS[c] for c in filled)
            self._rows[row["operation"], row["place"]].append((score, filled, row))
        for entries in self._rows.values():
            entries.sort(key=lambda entry: -entry[0])
        self._memo: dict[tuple[Any, ...], Handling] = {}

    def find(self, operation: str, **query: Any) -> Handling:
        """Find the most specific rows whose filled cells all agree with `query`.

        Parameters
        ----------
        operation
            loading, unloading, hand_in, collection, transhipment, gauge_change, vessel_wait or border.
        **query
            Cells that describe the case; a value may be a tuple of alternatives.
        """
        key = (operation, *sorted(query.items(), key=lambda item: item[0]))
        found = self._memo.get(key)
        if found is None:
            asked = query.get("place")
            places = (*asked, None) if isinstance(asked, tuple) else (asked, None)
            candidates = [entry for place in places for entry in self._rows.get((operation, place), ())]
            candidates.sort(key=lambda entry: -entry[0])
            matches = [row for _, filled, row in candidates if _agrees(filled, query)]
            found = Handling(
                time=next((row for row in matches if row["time_h"] is not None), None),
                cost=next((row for row in matches if row["cost_usd"] is not None), None),
                capacity=next((r for r in matches if r["capacity_mt_per_year"] is not None), None),
            )
            self._memo[key] = found
        return found


def _agrees(filled: Mapping[str, Any], query: Mapping[str, Any]) -> bool:
    for column, value in filled.items():
        asked = query.get(column)
        if value != asked and not (isinstance(asked, tuple) and value in asked):
            return False
    return True
