"""The figures of a route as columns: the same names and units in every frame and in plain data."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corridors.routes.account import Account

__all__ = ["COLUMNS", "DIRECT", "LORRY", "figures", "no_figures", "row"]

#: What stands in the column of corridors for the best way of all where that uses no named corridor.
DIRECT = "direct"

#: What stands there for the best way by lorries.
LORRY = "lorry"

_HOURS_A_DAY = 24

_FIGURES = (
    "length_km",
    *(f"{unit}{end}" for unit in ("time_h", "days", "cost_usd") for end in ("", "_low", "_p50", "_high")),
    "cost_usd_per_t",
    "co2e_kg",
    "capacity_mt_per_year",
)

_WORDS = ("bottleneck", "modes", "countries", "corridors", "grade")

_COUNTS = ("border_crossings", "gauge_changes", "transhipments")

#: Columns of a route in a frame of several.
COLUMNS = (*_FIGURES, *_COUNTS, *_WORDS)


def figures(route: Account) -> dict[str, Any]:
    """Give length, time, price, emissions and capacity, each by the name of its column.

    Hours, days and dollars are what is to be expected; ``_low``, ``_p50`` and ``_high`` their P10, P50 and P90.
    """
    hours = (route.time_h, *route.time_quantiles_h)
    dollars = (route.cost_usd, *route.cost_quantiles_usd)
    capacity = route.capacity_mt_per_year
    known = capacity if capacity < inf else None
    days = (value / _HOURS_A_DAY for value in hours)
    values = (route.length_km, *hours, *days, *dollars, route.cost_usd_per_t, route.co2e_kg, known)
    return dict(zip(_FIGURES, values, strict=True))


def row(route: Account) -> dict[str, Any]:
    """Give a route as one row of a frame: its figures, what happens on the way, and by what it leads."""
    return figures(route) | {
        "border_crossings": len(route.borders),
        "gauge_changes": len(route.gauge_changes),
        "transhipments": len(route.transhipments),
        "bottleneck": route.bottleneck,
        "modes": "-".join(route.modes),
        "countries": "-".join(route.countries),
        "corridors": "|".join(route.corridors),
        "grade": route.grade,
    }


def no_figures() -> dict[str, Any]:
    """Give the row of a way that there is not."""
    return dict.fromkeys((*_FIGURES, *_COUNTS)) | dict.fromkeys(_WORDS, "")
