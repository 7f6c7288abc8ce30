"""Capacity of links: as published, else by a rule from tracks and traction.

A railway carries ``train pairs a day x freight share x net load of a train x days a year`` in its loaded
direction; a road ``trucks a day x payload x days``. The parameters are rows of ``rates`` and so carry
sources and grades. Where the number of tracks is not known the capacity is not either, and bounds nothing;
traction that is not known (diesel) makes it an estimate. Open sea has no capacity of its own: its ports have.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from corridors.charges.model import Link
from corridors.charges.rates import Rate, Rates

__all__ = ["Capacity", "link_capacity"]


class Capacity(NamedTuple):
    """Mt a year, both directions together, with its grade and sources."""

    mt_per_year: float
    grade: str
    sources: tuple[str, ...]


def link_capacity(link: Link, country: str, rates: Rates) -> Capacity | None:
    """Give the capacity of a link; None where nothing bounds it or nothing is known."""
    row = link.row
    if row["capacity_mt_per_year"] is not None:
        return Capacity(row["capacity_mt_per_year"], row["capacity_grade"], row["capacity_source"])
    if link.mode == "rail":
        return _railway(link, country, rates)
    if link.mode == "road":
        return _road(country, rates)
    return None


def _railway(link: Link, country: str, rates: Rates) -> Capacity | None:
    row = link.row
    if row["tracks"] is None:  # what nobody knows bounds nothing
        return None
    tracks = "double" if row["tracks"] >= 2 else "single"
    traction = "electric" if row["electrified"] == "yes" else "diesel"
    parts = (
        rates.get("rail_capacity_train_pairs_per_day", f"rail-{tracks}-{traction}", country),
        rates.get("freight_share_of_paths", "rail", country),
        rates.get("train_net_load_t", "rail", country),
        rates.get("operating_days_per_year", "rail", country),
    )
    known = row["tracks"] is not None and row["electrified"] is not None
    return _product(parts, row["attributes_source"], known=known)


def _road(country: str, rates: Rates) -> Capacity | None:
    parts = (
        rates.get("road_capacity_trucks_per_day", "road", country),
        rates.get("payload_t", "road", country, "feu"),
        rates.get("operating_days_per_year", "road", country),
    )
    return _product(parts, (), known=True)


def _product(parts: Iterable[Rate | None], sources: tuple[str, ...], *, known: bool) -> Capacity | None:
    tonnes, grades, used = 1.0, ["derived"], dict.fromkeys(sources)
    for rate in parts:
        if rate is None:
            return None
        tonnes *= rate.central
        grades.append(rate.grade)
        used.update(dict.fromkeys(rate.sources))
    grade = "estimated" if not known or "estimated" in grades else "derived"
    return Capacity(tonnes / 1e6, grade, tuple(used))
