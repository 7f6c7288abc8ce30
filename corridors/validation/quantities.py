"""What is compared: the quantities of ``published`` and the groups that they are judged in.

Everything that tells one quantity from another stands here: which figure of a route answers it, by which
criterion the route is asked, in what unit, how far it may lie outside the printed range, and which columns of
the tables hold figures of its kind.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from corridors.routes.route import Route

from corridors.charges.choices import Weight

__all__ = ["GROUPS", "QUANTITIES", "RAN", "TOLERANCES", "Group", "Quantity"]

#: Regimes of times that a train or a lorry really took, as against what was promised or supposed.
RAN = ("block train", "truck")


class Group(NamedTuple):
    """Quantities that are judged together."""

    title: str
    unit: str
    digits: int
    tolerance: float
    #: the figure of a charge
    figure: str
    #: columns of the tables, and parameters of rates, that hold sources of figures of this kind
    source_columns: tuple[tuple[str, str], ...]
    rates: tuple[str, ...] = ()


class Quantity(NamedTuple):
    """A kind of printed figure."""

    group: str
    weight: Weight
    #: how many of the model's units are one of the printed: 24 h a day, so many tonnes a shipment
    unit: Callable[[Route], float] = lambda _: 1.0


GROUPS = {
    "distance_km": Group(
        title="Distances",
        unit="km",
        digits=0,
        tolerance=0.06,
        figure="length_km",
        source_columns=(("links", "length_source"),),
    ),
    "time": Group(
        title="Transit times",
        unit="days or hours, as printed",
        digits=1,
        tolerance=0.25,
        figure="time_h",
        source_columns=(
            ("links", "time_source"),
            ("links", "wait_source"),
            ("handling", "time_source"),
            ("services", "time_source"),
            ("services", "wait_source"),
        ),
        rates=("speed_km_per_h",),
    ),
    "cost": Group(
        title="Prices",
        unit="USD, as printed",
        digits=0,
        tolerance=0.35,
        figure="cost_usd",
        source_columns=(("links", "cost_source"), ("handling", "cost_source"), ("services", "price_source")),
        rates=("price_usd_per_km", "entry_usd"),
    ),
    "capacity_mt_per_year": Group(
        title="Capacities",
        unit="Mt a year",
        digits=1,
        tolerance=0.35,
        figure="capacity_mt_per_year",
        source_columns=(("links", "capacity_source"), ("handling", "capacity_source")),
        rates=(
            "rail_capacity_train_pairs_per_day",
            "road_capacity_trucks_per_day",
            "freight_share_of_paths",
            "train_net_load_t",
            "operating_days_per_year",
        ),
    ),
}

QUANTITIES = {
    # a printed length is of a line; what changes on the way would be worth is no part of it
    "distance_km": Quantity("distance_km", {"length_km": 1}),
    "transit_days": Quantity("time", "time", lambda _: 24.0),
    "transit_hours": Quantity("time", "time"),
    "cost_usd": Quantity("cost", "cost"),
    "cost_usd_per_t": Quantity("cost", "cost", lambda route: route.cost_usd / route.cost_usd_per_t),
    "capacity_mt_per_year": Quantity("capacity_mt_per_year", "distance"),
}

#: By how much a figure may lie outside the printed range and still count as met.
TOLERANCES = {name: group.tolerance for name, group in GROUPS.items()}
