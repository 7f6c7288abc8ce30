"""What an event does to those who pass all the same: hours and dollars added or multiplied."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from corridors.charges.charge import Charge, Figure, charge_of, unique, worst_grade
from corridors.tables.reading import Row

__all__ = ["Effect", "effects_of"]

_ADDED = ("add_time_h", "add_cost_usd", "insurance_pct")


class Effect(NamedTuple):
    """A restriction that slows, raises or adds."""

    row: Row
    slower: float
    dearer: float
    adds: bool

    def of(self, service: str) -> bool:
        """Whether it concerns a class of service, or one with departures of its own."""
        return not self.row["services"] or service in self.row["services"]

    def meets(self, way: str) -> bool:
        """Whether it concerns those who go along the links that it names (forward), or back."""
        return self.row["direction"] in (None, "both", way)

    def applied(self, charge: Charge) -> Charge:
        """Multiply the hours and dollars of a charge."""
        grade, sources = self.row["effect_grade"], self.row["effect_source"]
        if self.slower != 1 and charge.time_h_high > 0:
            charge = charge._replace(
                time_h=charge.time_h * self.slower,
                time_h_low=charge.time_h_low * self.slower,
                time_h_high=charge.time_h_high * self.slower,
                time_grade=worst_grade((charge.time_grade, grade, "derived")),
                time_sources=unique(charge.time_sources, sources),
            )
        if self.dearer != 1 and charge.cost_usd_high > 0:
            charge = charge._replace(
                cost_usd=charge.cost_usd * self.dearer,
                cost_usd_low=charge.cost_usd_low * self.dearer,
                cost_usd_high=charge.cost_usd_high * self.dearer,
                cost_grade=worst_grade((charge.cost_grade, grade, "derived")),
                cost_sources=unique(charge.cost_sources, sources),
            )
        return charge

    def added(self, share: float, goods: Figure) -> Charge:
        """Give what it adds: dollars of a 40 ft container times a share, and a premium on the value of the goods."""
        time, usd = self._figure("add_time_h"), self._figure("add_cost_usd").times(share)
        premium = self._figure("insurance_pct").times(goods.central / 100)
        grade, sources = usd.grade, usd.sources
        if premium.high:  # it rests on what the goods are taken to be worth
            grade, sources = worst_grade((grade, goods.grade)), unique(sources, goods.sources)
        cost = Figure(usd.low + premium.low, usd.central + premium.central, usd.high + premium.high, grade, sources)
        return charge_of("disruption", self.row["name"], time, cost, group=f"event {self.row['id']}")

    def _figure(self, column: str) -> Figure:
        row = self.row
        central = row[column] or 0.0
        low = central if row[f"{column}_low"] is None else row[f"{column}_low"]
        high = central if row[f"{column}_high"] is None else row[f"{column}_high"]
        return Figure(low, central, high, row["effect_grade"], row["effect_source"])


def effects_of(events: Iterable[Row], service: str) -> list[Effect]:
    """Select the events that change hours or dollars, of those of a class of service or of any."""
    found = []
    for row in events:
        slower = 1.0 if row["time_factor"] is None else row["time_factor"]
        dearer = 1.0 if row["cost_factor"] is None else row["cost_factor"]
        adds = any(row[name] for name in _ADDED)
        if adds or slower != 1 or dearer != 1:
            found.append(Effect(row, slower, dearer, adds))
    return [effect for effect in found if not _other_class(effect.row, service)]


def _other_class(row: Row, service: str) -> bool:
    classes = {"block_train", "regular", "wagonload"} & set(row["services"])
    return bool(classes) and classes == set(row["services"]) and service not in classes
