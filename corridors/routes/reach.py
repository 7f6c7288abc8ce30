"""How far one gets: places within a budget of days, dollars or kilometres."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import TYPE_CHECKING, Any

from corridors.charges.choices import Modes, Shipment, Weight
from corridors.errors import OptionError
from corridors.network.network import Network
from corridors.routes.shortest import is_bare, network_for
from corridors.routing.weights import weight_name, weight_unit
from corridors.tables.dates import DateLike
from corridors.world.gazetteer import PlaceLike
from corridors.world.scenario import ScenarioLike

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["isochrone", "reachable"]


def reachable(
    origin: PlaceLike,
    budget: float,
    *,
    weight: Weight | None = None,
    shipment: Shipment = "feu",
    avoid: PlaceLike | Iterable[PlaceLike] | None = None,
    modes: Modes | None = None,
    on: DateLike | None = None,
    scenario: ScenarioLike | None = None,
    network: Network | None = None,
) -> gpd.GeoDataFrame:
    """Find the places that can be reached within a budget.

    Parameters
    ----------
    origin
        A place, as in `shortest_route`.
    budget
        Hours, USD per shipment unit, km or kg CO2e, as the weight has it; loading at the origin and unloading
        at the place are within it.
    weight
        As in `shortest_route`; time by default.
    shipment, avoid, modes, on, scenario, network
        As in `shortest_route`.

    Returns
    -------
    geopandas.GeoDataFrame
        One row a place (index: id; columns name, country, kind, `weight` as ``value``, geometry in WGS84, None
        where a place has no coordinates), nearest first, without the origin.

    Raises
    ------
    UnknownPlaceError, OptionError
        As in `shortest_route`.

    Examples
    --------
    >>> import corridors as co
    >>> near = co.reachable("Tashkent", 48, weight="time", modes=["rail"])
    >>> "samarkand" in near.index
    True
    """
    import geopandas as gpd
    from shapely.geometry import Point

    if isinstance(budget, bool) or not isinstance(budget, (int, float)) or not isfinite(budget) or budget < 0:
        raise OptionError(f"budget={budget!r}: give a number of at least 0")
    if network is not None and is_bare(network):
        rules = {"avoid": avoid, "modes": modes, "on": on, "scenario": scenario}
        bare: gpd.GeoDataFrame = network.answer("reachable", origin, budget, weight=weight, **rules)
        return bare
    weight = "time" if weight is None else weight
    planner = network_for(network, on, scenario).planner(weight=weight, shipment=shipment, avoid=avoid, modes=modes)
    root = planner.root(origin)
    distance = root.trees[-1].distance
    found = [
        (distance[planner.graph.destination_of[place.index]], place)
        for place in planner.core.places
        if place is not root.place
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
    return frame


def isochrone(
    origin: PlaceLike, budgets: float | Iterable[float], *, weight: Weight | None = None, **rules: Any
) -> gpd.GeoDataFrame:
    """Sort the places by the first of several budgets within which they can be reached.

    Parameters
    ----------
    origin
        A place, as in `shortest_route`.
    budgets
        One budget, or several rising ones, in the unit of the weight.
    weight, **rules
        As in `reachable`.

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
    >>> bands = co.isochrone("Tashkent", [24, 72], modes=["rail"])
    >>> set(bands["band"]) <= {24, 72}
    True
    >>> set(co.isochrone("Tashkent", 24)["band"])
    {24}
    """
    steps = list(budgets) if isinstance(budgets, Iterable) else [budgets]
    if not steps or steps != sorted(set(steps)):
        raise OptionError(f"budgets={budgets!r}: give one or more rising numbers")
    frame = reachable(origin, steps[-1], weight=weight, **rules)
    frame["band"] = [next(step for step in steps if value <= step) for value in frame["value"]]
    return frame
