"""How far one gets: places within a budget of days, dollars or kilometres."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import TYPE_CHECKING, Unpack, cast

from corridors.errors import OptionError
from corridors.gate.choices import items_of
from corridors.gate.numbers import a_number, plain_number
from corridors.gate.quoted import quoted
from corridors.network.calls import is_bare
from corridors.routes.asking import Asked, answer_bare, planner_for, takes
from corridors.routing.weights import weight_name, weight_unit
from corridors.world.gazetteer import PlaceLike

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = ["isochrone", "reachable"]


@takes(Asked, weight="time")
def reachable(origin: PlaceLike, budget: float, **asked: Unpack[Asked]) -> gpd.GeoDataFrame:
    """Find the places that can be reached within a budget.

    Parameters
    ----------
    origin
        A place, as in `shortest_route`.
    budget
        Hours, USD per shipment unit, km or kg CO2e, as the weight has it, to be expected and in the `scope` asked for:
        by default loading, handing in and the wait for a departure at the origin are within it, and so are unloading
        and the time until it can be collected at the place.
    **asked
        As in every call.

    Returns
    -------
    geopandas.GeoDataFrame
        One row a place (index: id; columns name, country, kind, `weight` as ``value``, geometry in WGS84, None
        where a place has no coordinates), nearest first, without the origin; ``attrs`` holds weight, unit, shipment,
        service and scope.

    Raises
    ------
    UnknownPlaceError, OptionError
        As in `shortest_route`.

    Examples
    --------
    >>> import corridors as co
    >>> near = co.reachable("Tashkent", 48, weight="time", modes=["rail"], scope="run")
    >>> "samarkand" in near.index
    True
    """
    import geopandas as gpd
    from shapely.geometry import Point

    budget = a_number("budget", budget)
    if is_bare(asked.get("network")):
        bare: gpd.GeoDataFrame = answer_bare(reachable, asked, origin, budget)
        return bare
    planner = planner_for(reachable, asked)
    root = planner.root(origin)
    reached = root.trees[-1].distance
    # a tree of the search knows neither the lorry to a point nor lengths without what handling counts as
    found = [
        (planner.distance(origin, place), place)
        for place in planner.core.places
        if place is not root.place and reached[planner.graph.destination_of[place.index]] < inf
    ]
    inside = sorted(((value, place) for value, place in found if value <= budget), key=lambda pair: pair[0])
    places = [place for _, place in inside]
    frame = gpd.GeoDataFrame(
        {
            "name": [place.name for place in places],
            "country": [place.country for place in places],
            "kind": [place.kind for place in places],
            "value": [value for value, _ in inside],
        },
        index=[place.id for place in places],
        geometry=gpd.array.from_shapely([None if place.lat is None else Point(place.point) for place in places]),
        crs="EPSG:4326",
    )
    frame.attrs["weight"] = weight_name(planner.weight)
    frame.attrs["unit"] = weight_unit(planner.weight, per=planner.graph.shipment, columns=planner.core.link_units)
    tariff = planner.graph.tariff
    frame.attrs.update(shipment=tariff.shipment, service=tariff.service, scope=tariff.scope)
    if root.note:
        frame.attrs["notes"] = [root.note]
    return frame


@takes(Asked, weight="time")
def isochrone(origin: PlaceLike, budgets: float | Iterable[float], **asked: Unpack[Asked]) -> gpd.GeoDataFrame:
    """Sort the places by the first of several budgets within which they can be reached.

    Parameters
    ----------
    origin
        A place, as in `shortest_route`.
    budgets
        One budget, or several rising ones, in the unit of the weight.
    **asked
        As in every call.

    Returns
    -------
    geopandas.GeoDataFrame
        As of `reachable`, with a column ``band``: the budget.

    Raises
    ------
    UnknownPlaceError, OptionError
        As in `reachable`; also for budgets that do not rise.

    Examples
    --------
    >>> import corridors as co
    >>> bands = co.isochrone("Tashkent", [24, 72], modes=["rail"], scope="run")
    >>> set(bands["band"]) <= {24, 72}
    True
    >>> set(co.isochrone("Tashkent", 72)["band"])
    {72}
    """
    items = items_of(budgets)
    steps = [plain_number(step) for step in ([budgets] if items is None else items)]
    if not steps or None in steps or steps != sorted(set(steps)):  # type: ignore[type-var]
        raise OptionError(f"budgets={quoted(budgets)}: give one or more rising numbers")
    frame = reachable(origin, steps[-1], **asked)  # type: ignore[arg-type]
    if is_bare(asked.get("network")):  # a row of figures, without places
        frame = cast("gpd.GeoDataFrame", cast("pd.Series[float]", frame).to_frame("value"))
    frame["band"] = [next(step for step in steps if value <= step) for value in frame["value"]]
    return frame
