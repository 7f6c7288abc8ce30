"""A route as a chart of time and cost over distance."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from corridors.charges.model import SHIPMENT_UNITS
from corridors.kernels.adding import total_of
from corridors.maps.charts import Band, Chart, Stretch
from corridors.maps.places import short_name
from corridors.routes.rows import asked_words, crosses_far
from corridors.routes.step import HAULS
from corridors.routes.track import route_miles
from corridors.words.asked import SCOPES_IN_WORDS
from corridors.words.figures import dollars
from corridors.words.kinds import kind_words

if TYPE_CHECKING:
    from corridors.routes.route import Route
    from corridors.routes.step import Step

__all__ = ["route_chart"]

_LEAST_DAYS = 0.05  # that are told as more than nothing


def route_chart(route: Route, *, title: str | None) -> Chart:
    """Make the chart of a route; see `Route.plot_time_cost_distance`."""
    return Chart(
        title=_title(route) if title is None else title,
        note=f"{asked_words(route)}, network of {route.on}" if title is None else "",
        start="the point asked for" if "first_mile" in route_miles(route) else short_name(route.origin),
        cost_unit=SHIPMENT_UNITS[route.shipment],
        hours_of=SCOPES_IN_WORDS[route.scope],
        stretches=_stretches(route),
        bands=_bands(route),
    )


def _title(route: Route) -> str:
    return (
        f"{short_name(route.origin)} to {short_name(route.destination)}: {route.length_km:,.0f} km, "
        f"{route.time_h / 24:,.1f} days, {route.cost_usd:,.0f} {dollars(route.price_year)}"
    )


def _stretches(route: Route) -> list[Stretch]:
    """Cut the account where the mode changes and where the shipment stops."""
    found, km, hours, dollars = [], 0.0, 0.0, 0.0
    for mode, group in groupby(route.steps, key=lambda step: step.mode if step.charge.kind in HAULS else None):
        steps, points = list(group), [(km, hours, dollars)]
        for step in steps:
            km += step.charge.length_km
            hours += step.charge.time_h
            dollars += step.charge.cost_usd
            points.append((km, hours, dollars))
        border = any(step.charge.kind == "border" for step in steps)
        found.append(Stretch(points, mode, _stop_text(steps) if mode is None else "", named=border))
    return found


def _stop_text(steps: list[Step]) -> str:
    first = steps[0]
    # a border is passed at the end of a link, what else stands on one comes before it
    place = short_name(first.end if first.charge.kind in ("border", "entry") else first.start)
    place = f"before {place}" if crosses_far(first) else place
    hours: dict[str, float] = {}
    for step in steps:
        what = kind_words(step.charge.kind)
        if step.charge.kind == "border":
            what = f"border {step.start.country}-{step.end.country}"
        hours[what] = hours.get(what, 0.0) + step.charge.time_h
    days = {what: time_h / 24 for what, time_h in hours.items() if time_h}
    taken = [f"{what} {time:,.1f}" if time >= _LEAST_DAYS else f"{what} <0.1" for what, time in days.items()]
    return f"{place}: {', '.join(taken)} days"


def _bands(route: Route) -> list[Band]:
    """Cut the way where the country changes, or the shore is left."""

    def where(step: Step) -> str:
        return "at sea" if step.mode in ("ferry", "sea") else step.start.country

    hauls = [step for step in route.steps if step.charge.kind in HAULS]
    return [
        Band(label, total_of(step.charge.length_km for step in group)) for label, group in groupby(hauls, key=where)
    ]
