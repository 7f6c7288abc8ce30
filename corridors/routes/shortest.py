"""The one call most people need."""

from __future__ import annotations

from typing import Unpack

from corridors.network.calls import is_bare
from corridors.network.loading import load_network
from corridors.routes.asking import Rules, answer_bare, planner_for, takes
from corridors.routes.route import Route
from corridors.routing.question import refuse_avoided_corridor
from corridors.world.gazetteer import PlaceLike

__all__ = ["shortest_route"]


@takes(Rules)
def shortest_route(origin: PlaceLike, destination: PlaceLike, **asked: Unpack[Rules]) -> Route:
    """Find the best way from one place to another.

    Parameters
    ----------
    origin, destination
        Name in Latin, Russian or Uzbek spelling, UN/LOCODE, id, or (lat, lon) in degrees. A point is the place within
        5 km of it (a city within 10 km unless another place lies within 1 km); farther ones are joined by a lorry leg.
    **asked
        As in every call.

    Returns
    -------
    Route
        Always a route; there is never None or an empty one.

    Raises
    ------
    UnknownPlaceError
        An end or a via is no place; close matches are in the message.
    OptionError
        The arguments mean nothing or contradict each other.
    NoRouteError
        Nothing joins the two; says which limits the best way breaks, or else what was shut, avoided or not
        built on the way that would.

    Examples
    --------
    >>> import corridors as co
    >>> route = co.shortest_route("Tashkent", "Poti", weight="time")
    >>> route.origin.name, route.destination.name
    ('Tashkent', 'Poti')
    >>> co.shortest_route("Toshkent", "UZTMZ").destination.name
    'Termez'
    """
    network = asked.get("network")
    if network is None:
        network = load_network()
    if is_bare(network):
        bare: Route = answer_bare(shortest_route, asked, origin, destination)
        return bare
    # the plainest questions are also the most frequent ones, so they skip the setting up
    if asked.keys() <= _PLAIN:
        weight, shipment = asked.get("weight", "distance"), asked.get("shipment", "feu")
        plain = isinstance(weight, str) and isinstance(shipment, str)
        planner = network.plain.get((weight, shipment)) if plain else None
        if planner is None:
            planner = planner_for(shortest_route, asked)
            if plain:
                if len(network.plain) >= _MOST_PLAIN:
                    network.plain.clear()
                network.plain[weight, shipment] = planner
    else:
        planner = planner_for(shortest_route, asked)
        if planner.corridor is not None and asked.get("avoid") is not None:
            refuse_avoided_corridor(planner.core, planner.corridor, asked["avoid"])
    root, goal, arcs = planner.path(origin, destination)
    return Route(planner, root, goal, arcs)


#: So many spellings of weights and shipments are kept.
_MOST_PLAIN = 64

_PLAIN = {"weight", "shipment", "network"}
