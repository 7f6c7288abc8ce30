"""How freight leaves Uzbekistan: by which corridor, in how many days, for how many dollars.

>>> import corridors as co
>>> route = co.shortest_route("Tashkent", "Aktau", modes=["rail"])
>>> route.countries
('UZ', 'KZ')
"""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

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


def __dir__() -> list[str]:
    """Show what is public: the rooms behind it are reached by importing them."""
    return [*__all__, "__version__"]


if not TYPE_CHECKING:  # a type checker knows by itself what there is not

    def __getattr__(name):
        """Say which name is meant where one is not public."""
        from corridors.words.hints import not_public

        raise AttributeError(not_public(name, __all__))


def _close_rooms() -> None:
    """Let a wing that is called by mistake say what is meant; a module cannot be called anyway."""
    from corridors.words.hints import Room

    for name, module in list(sys.modules.items()):
        if name.startswith("corridors.") and name.count(".") == 1:
            module.__class__ = Room


_close_rooms()
