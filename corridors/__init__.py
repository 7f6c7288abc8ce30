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

from corridors.errors import (
    CorridorsError,
    DataError,
    MissingExtraError,
    NoRouteError,
    OptionError,
    UnknownPlaceError,
)
from corridors.words.hints import Face

if TYPE_CHECKING:  # what `_HOMES` says when the program runs
    from corridors.changes.change import Change
    from corridors.changes.packaged import scenario, scenarios
    from corridors.changes.scenario import Scenario
    from corridors.charges.model import Link, Place
    from corridors.disruption.criticality import criticality
    from corridors.disruption.resilient import ResilientWays, resilient_ways
    from corridors.disruption.result import Criticality
    from corridors.exchange.flow_tables import FlowTables
    from corridors.exchange.gmns import read_gmns
    from corridors.exchange.tntp import read_tntp
    from corridors.flows.assign import assign
    from corridors.flows.maxflow import MaxFlow, max_flow
    from corridors.flows.price_curve import PriceCurve, price_curve
    from corridors.flows.result import Flows
    from corridors.kernels.warm import warm
    from corridors.maps.offline import WebMap
    from corridors.network.files import read_network
    from corridors.network.loading import load_network
    from corridors.network.network import Network
    from corridors.report.page import write_report
    from corridors.routes.alternatives import alternative_routes, pareto_routes
    from corridors.routes.compare import compare_corridors
    from corridors.routes.comparison import Comparison
    from corridors.routes.matrix import distance_matrix
    from corridors.routes.reach import isochrone, reachable
    from corridors.routes.route import Route
    from corridors.routes.routeset import RouteSet
    from corridors.routes.shortest import shortest_route
    from corridors.simulation.explore import explore_futures
    from corridors.simulation.futures import Futures
    from corridors.simulation.hanging import Sensitivity
    from corridors.simulation.probabilities import with_probabilities
    from corridors.simulation.result import Simulation
    from corridors.simulation.sensitivity import sensitivity
    from corridors.simulation.simulate import simulate
    from corridors.studies.compare import compare_scenarios
    from corridors.studies.line import Timeline
    from corridors.studies.regret import Regret
    from corridors.studies.result import ScenarioComparison
    from corridors.studies.timeline import timeline
    from corridors.validation.comparison import Validation, validate

__all__ = [
    "Change",
    "Comparison",
    "CorridorsError",
    "Criticality",
    "DataError",
    "FlowTables",
    "Flows",
    "Futures",
    "Link",
    "MaxFlow",
    "MissingExtraError",
    "Network",
    "NoRouteError",
    "OptionError",
    "Place",
    "PriceCurve",
    "Regret",
    "ResilientWays",
    "Route",
    "RouteSet",
    "Scenario",
    "ScenarioComparison",
    "Sensitivity",
    "Simulation",
    "Timeline",
    "UnknownPlaceError",
    "Validation",
    "WebMap",
    "alternative_routes",
    "assign",
    "compare_corridors",
    "compare_scenarios",
    "criticality",
    "distance_matrix",
    "explore_futures",
    "isochrone",
    "load_network",
    "max_flow",
    "pareto_routes",
    "price_curve",
    "reachable",
    "read_gmns",
    "read_network",
    "read_tntp",
    "resilient_ways",
    "scenario",
    "scenarios",
    "sensitivity",
    "shortest_route",
    "simulate",
    "timeline",
    "validate",
    "warm",
    "with_probabilities",
    "write_report",
]

#: Where a public name is at home. It is imported when first used: who asks for one route does not wait for the flows.
_HOMES = {
    "Change": "changes.change",
    "Comparison": "routes.comparison",
    "Criticality": "disruption.result",
    "FlowTables": "exchange.flow_tables",
    "Flows": "flows.result",
    "Futures": "simulation.futures",
    "Link": "charges.model",
    "MaxFlow": "flows.maxflow",
    "Network": "network.network",
    "Place": "charges.model",
    "PriceCurve": "flows.price_curve",
    "Regret": "studies.regret",
    "ResilientWays": "disruption.resilient",
    "Route": "routes.route",
    "RouteSet": "routes.routeset",
    "Scenario": "changes.scenario",
    "ScenarioComparison": "studies.result",
    "Sensitivity": "simulation.hanging",
    "Simulation": "simulation.result",
    "Timeline": "studies.line",
    "Validation": "validation.comparison",
    "WebMap": "maps.offline",
    "alternative_routes": "routes.alternatives",
    "assign": "flows.assign",
    "compare_corridors": "routes.compare",
    "compare_scenarios": "studies.compare",
    "criticality": "disruption.criticality",
    "distance_matrix": "routes.matrix",
    "explore_futures": "simulation.explore",
    "isochrone": "routes.reach",
    "load_network": "network.loading",
    "max_flow": "flows.maxflow",
    "pareto_routes": "routes.alternatives",
    "price_curve": "flows.price_curve",
    "reachable": "routes.reach",
    "read_gmns": "exchange.gmns",
    "read_network": "network.files",
    "read_tntp": "exchange.tntp",
    "resilient_ways": "disruption.resilient",
    "scenario": "changes.packaged",
    "scenarios": "changes.packaged",
    "sensitivity": "simulation.sensitivity",
    "shortest_route": "routes.shortest",
    "simulate": "simulation.simulate",
    "timeline": "studies.timeline",
    "validate": "validation.comparison",
    "warm": "kernels.warm",
    "with_probabilities": "simulation.probabilities",
    "write_report": "report.page",
}

logging.getLogger(__name__).addHandler(logging.NullHandler())


def __dir__() -> list[str]:
    """Show what is public: the rooms behind it are reached by importing them."""
    return [*__all__, "__version__"]


if not TYPE_CHECKING:  # a type checker knows by itself what there is, and what there is not

    def __getattr__(name):
        """Import a public name or a wing when it is first used; say which one is meant where there is none."""
        from importlib import import_module
        from importlib.util import find_spec

        if name in _HOMES:
            value = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
            return value
        if not name.startswith("_") and find_spec(f"{__name__}.{name}") is not None:
            return import_module(f"{__name__}.{name}")
        from corridors.words.hints import not_public

        raise AttributeError(not_public(name, __all__))


# A wing that is called by mistake says what is meant, from when it is imported.
Face.of(sys.modules[__name__])
