"""How freight leaves Uzbekistan: by which corridor, in how many days, for how many dollars.

>>> import corridors as co
>>> route = co.shortest_route("Tashkent", "Aktau", modes=["rail"])
>>> route.countries
('UZ', 'KZ')
"""

from __future__ import annotations

import logging

__version__ = "0.1.0"

from corridors.charges.model import Link, Place
from corridors.errors import (
    CorridorsError,
    DataError,
    MissingExtraError,
    NoRouteError,
    OptionError,
    UnknownPlaceError,
)
from corridors.flows import Flows, MaxFlow, PriceCurve, assign, max_flow, price_curve
from corridors.network.loading import load_network
from corridors.network.network import Network
from corridors.routes.alternatives import alternative_routes, pareto_routes
from corridors.routes.compare import Comparison, compare_corridors
from corridors.routes.matrix import distance_matrix
from corridors.routes.reach import isochrone, reachable
from corridors.routes.route import Route
from corridors.routes.routeset import RouteSet
from corridors.routes.shortest import shortest_route
from corridors.validation.comparison import Validation, validate
from corridors.world.scenario import Scenario

__all__ = [
    "Comparison",
    "CorridorsError",
    "DataError",
    "Flows",
    "Link",
    "MaxFlow",
    "MissingExtraError",
    "Network",
    "NoRouteError",
    "OptionError",
    "Place",
    "PriceCurve",
    "Route",
    "RouteSet",
    "Scenario",
    "UnknownPlaceError",
    "Validation",
    "alternative_routes",
    "assign",
    "compare_corridors",
    "distance_matrix",
    "isochrone",
    "load_network",
    "max_flow",
    "pareto_routes",
    "price_curve",
    "reachable",
    "shortest_route",
    "validate",
]

logging.getLogger(__name__).addHandler(logging.NullHandler())
