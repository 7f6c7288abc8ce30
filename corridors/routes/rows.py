"""What words need to know of routes, and the plain rows that text and HTML make of it.

Words are written from the few facts named here, whoever has them: so they stand below the routes, which call
them, and know neither how a route is found nor what else it can do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import isinf
from typing import Any, NamedTuple, Protocol

from corridors.charges.charge import worst_grade
from corridors.charges.levels import PriceLevel
from corridors.charges.model import SHIPMENT_UNITS, Link, Place
from corridors.kernels.adding import total_of
from corridors.routes.chain import Emitted
from corridors.routes.ride import Ride
from corridors.routes.step import MILES, Step
from corridors.tables.reading import Row
from corridors.words.asked import travels
from corridors.words.kinds import kind_words
from corridors.world.restrictions import Restriction
from corridors.world.risks import Risk

__all__ = [
    "STAGE_HEADS",
    "AskedFacts",
    "RouteFacts",
    "RouteSetFacts",
    "Stage",
    "asked_words",
    "further_lines",
    "stage_cells",
    "stages",
]


# fmt: off
# ruff: noqa: D102
class RouteFacts(Protocol):
    """What is told of a route; see `corridors.Route` for what each is."""

    @property
    def origin(self) -> Place: ...
    @property
    def destination(self) -> Place: ...
    @property
    def weight(self) -> str: ...
    @property
    def shipment(self) -> str: ...
    @property
    def service(self) -> str: ...
    @property
    def scope(self) -> str: ...
    @property
    def services(self) -> Sequence[Ride]: ...
    @property
    def on(self) -> str: ...
    @property
    def steps(self) -> Sequence[Step]: ...
    @property
    def places(self) -> tuple[Place, ...]: ...
    @property
    def links(self) -> Sequence[Link]: ...
    @property
    def modes(self) -> Sequence[str]: ...
    @property
    def countries(self) -> Sequence[str]: ...
    @property
    def corridors(self) -> Sequence[str]: ...
    @property
    def borders(self) -> Sequence[object]: ...
    @property
    def gauge_changes(self) -> Sequence[object]: ...
    @property
    def transhipments(self) -> Sequence[object]: ...
    @property
    def restrictions(self) -> Sequence[Restriction]: ...
    @property
    def risks(self) -> Sequence[Risk]: ...
    @property
    def price_year(self) -> str: ...
    @property
    def price_levels(self) -> Sequence[PriceLevel]: ...
    @property
    def length_km(self) -> float: ...
    @property
    def time_h(self) -> float: ...
    @property
    def time_range_h(self) -> tuple[float, float]: ...
    @property
    def cost_usd(self) -> float: ...
    @property
    def cost_range_usd(self) -> tuple[float, float]: ...
    @property
    def co2e_kg(self) -> float: ...
    @property
    def co2e_parts_kg(self) -> Emitted: ...
    @property
    def capacity_mt_per_year(self) -> float: ...
    @property
    def bottleneck(self) -> str: ...
    @property
    def quality(self) -> dict[str, Any]: ...
    @property
    def grade(self) -> str: ...
    @property
    def snapped_km(self) -> float: ...
    @property
    def notes(self) -> tuple[str, ...]: ...
    def source_rows(self) -> Sequence[Row]: ...


class RouteSetFacts(Protocol):
    """What is told of several routes."""

    origin: Place
    destination: Place
    kind: str

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[RouteFacts]: ...
# fmt: on


class Stage(NamedTuple):
    """A run of the same mode and gauge, or what happens at a place."""

    what: str
    where: str
    length_km: float
    time_h: float
    cost_usd: float
    grade: str  # the weakest of its figures


_GRADED = ("length", "time", "cost")
_NEAR_KM = 60.0  # a link no longer than this is named by its ends as if they were at the border
STAGE_HEADS = ("stage", "where", "km", "hours", "USD", "grade")


class AskedFacts(Protocol):
    """What travels, and how."""

    @property
    def shipment(self) -> str: ...
    @property
    def service(self) -> str: ...
    @property
    def scope(self) -> str: ...


def asked_words(facts: AskedFacts) -> str:
    """Say what travels, in which class, and from where to where it is counted."""
    return travels(SHIPMENT_UNITS[facts.shipment], facts.service, facts.scope)


def stages(route: RouteFacts) -> list[Stage]:
    """Merge the account into stages.

    The fixed part of a railway belongs to the run that it lets in. Where the gauge breaks at the very border
    there is none before the next operation, and the fixed part is a line of its own.
    """
    merged = []
    for _, group in groupby(route.steps, key=_stage_key):
        steps = list(group)
        km, hours, usd = (
            total_of(getattr(step.charge, name) for step in steps) for name in ("length_km", "time_h", "cost_usd")
        )
        grade = worst_grade(getattr(step.charge, f"{name}_grade") for step in steps for name in _GRADED) or ""
        first, hauls = steps[0], [step for step in steps if step.charge.kind == "haul"]
        if hauls:
            gauge = f" {first.gauge_mm}" if first.gauge_mm else ""
            where = f"{hauls[0].start.name} - {hauls[-1].end.name}"
            # a liner's name goes on with its ports
            where += f" by {first.service_name.partition(':')[0]}" if first.service_name else ""
            merged.append(Stage(f"{first.mode}{gauge}", where, km, hours, usd, grade))
        else:
            indent = "" if first.charge.kind in MILES else "  "
            merged.append(Stage(f"{indent}{kind_words(first.charge.kind)}", step_label(first), km, hours, usd, grade))
    return merged


def _stage_key(step: Step) -> tuple[object, ...]:
    if step.charge.kind in ("haul", "entry"):
        return ("run", step.mode, step.gauge_mm, step.service_name) if step.link else ("entry", step.start.id)
    return step.charge.kind, step.charge.label


def step_label(step: Step) -> str:
    """Give what a step is called; a border on a long link, which no border station tells, lies between its ends."""
    if not crosses_far(step):
        return step.charge.label
    start, end = step.start, step.end
    return f"border {start.country}-{end.country} between {start.name} and {end.name}"


def crosses_far(step: Step) -> bool:
    """Tell whether a step is a border crossed far from both ends of its link."""
    link, ends = step.link, (step.start, step.end)
    if step.charge.kind != "border" or link is None or link.mode not in ("rail", "road"):
        return False
    return link.length_km > _NEAR_KM and all(place.kind != "border" for place in ends)


def stage_cells(route: RouteFacts) -> list[list[str]]:
    """Give the stages as cells, as in `STAGE_HEADS`; no kilometres where nothing is driven.

    A stage of no kilometres, hours or dollars has no row, but for a border, which is passed all the same.
    """
    cells = []
    for what, where, km, hours, usd, grade in stages(route):
        figures = [f"{km:,.0f}" if km else "", f"{hours:,.1f}", f"{usd:,.0f}"]
        if figures != ["", "0.0", "0"]:
            cells.append([what, where, *figures, grade])
        elif what.strip() == kind_words("border"):
            cells.append([what, f"{where}, no charge of its own", "", "", "", ""])
    return cells


def further_lines(route: RouteFacts) -> list[str]:
    """Say in a line each what a route has besides its totals.

    Corridors, bottleneck, restrictions, risks, what prices and emissions are made of, quality, printed times with what
    their parts would add up to, points.
    """
    capacity = route.capacity_mt_per_year
    lines = [
        "corridors " + (", ".join(route.corridors) or "none named"),
        "bottleneck " + ("unknown" if isinf(capacity) else f"{capacity:g} Mt a year: {route.bottleneck}"),
        *(f"restricted: {restriction}" for restriction in route.restrictions),
        *(f"risk: {risk}" for risk in route.risks),
        f"prices: {route.price_year}",
        *(f"price level: {level}" for level in route.price_levels),
        *_emitted(route.co2e_parts_kg),
        _quality(route.quality),
    ]
    lines += [_printed(ride) for ride in route.services if ride.time_h_by_parts is not None]
    if route.snapped_km:
        lines.append(f"points taken to places near them, {route.snapped_km:.1f} km in all as the crow flies")
    return [*lines, *route.notes]


def _emitted(parts: Emitted) -> list[str]:
    """Say of what emissions are made, where anybody knows."""
    if parts.wtt_kg is None or parts.ttw_kg is None:
        return []
    return [
        f"emissions, well to wheel: {parts.wtt_kg:,.0f} kg CO2e well to tank, {parts.ttw_kg:,.0f} tank to wheel, "
        f"{parts.hub_kg:,.0f} at hubs"
    ]


def _printed(ride: Ride) -> str:
    return (
        f"{ride.name}, {ride.start.name} - {ride.end.name}: {ride.time_h:,.0f} h as printed, "
        f"{ride.time_h_by_parts:,.0f} h by the sum of parts"
    )


def _quality(quality: dict[str, Any]) -> str:
    parts = []
    for figure, name in (("length_km", "km"), ("time_h", "hours"), ("cost_usd", "dollars")):
        shares = quality[figure]
        parts.append(
            f"{name} " + "/".join(f"{100 * shares[grade]:.0f}" for grade in ("published", "derived", "estimated"))
        )
    return "published/derived/estimated %: " + ", ".join(parts)
