"""Every public function and every method of what they give, with plain arguments and the names of all it takes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any, NamedTuple, get_type_hints

import networkx as nx
import pandas as pd

import corridors as co
from corridors.words.hints import Face
from tests.micro import corridor_rows, micro, rate_row

__all__ = ["FUNCTIONS", "Verb", "methods", "network", "verbs"]


class Verb(NamedTuple):
    """What is called, its plain arguments, and the names of all that it takes; slow ones are asked more seldom."""

    call: Callable[..., Any]
    plain: dict[str, Any]
    names: tuple[str, ...]
    slow: bool = False


@cache
def network() -> co.Network:
    """Three places in a row, and a shorter way by sea; a corridor each."""
    rows = corridor_rows("land", [["a--b--rail"]], ["b--c--rail"]), corridor_rows("water", [["a--c--ferry"]])
    both: dict[str, Any] = {name: [*rows[0][name], *rows[1][name]] for name in rows[0]}
    ranged = rate_row("price_usd_per_km", 1.0, "rail", country="UZ", low=0.8, high=1.4)
    return micro("A ==100== B ==50== KZ:C", "A ~~90~~ C", further=[ranged], **both)


def bare() -> Any:
    """A network of bare edges."""
    return co.Network.from_edges([0, 1, 0], [1, 2, 2], {"km": [1.0, 2.0, 5.0], "h": [3.0, 3.0, 1.0]})


DEMAND = pd.DataFrame({"origin": ["A"], "destination": ["C"], "demand": [6.0]})
LINKS = pd.DataFrame({"from": ["A", "B"], "to": ["B", "C"], "cost": [1.0, 3.0], "capacity": [4.0, 9.0]})
PLACES = pd.DataFrame({"id": ["A", "B", "C"]})
OWN = pd.DataFrame({"from": ["A", "B"], "to": ["B", "C"], "length_km": [1.0, 3.0]})
PAIR = {"origin": "A", "destination": "C"}
MANY = {"origins": ["A"], "destinations": ["C"]}
DRAWN = {"n": 64, "progress": False}
CASES: Any = [{"name": "x"}, {"name": "y", "shut": ["B"]}]

#: By name of `corridors.__all__` (and what they do beside that): plain arguments; ``network`` is put in where it fits.
FUNCTIONS: dict[str, dict[str, Any]] = {
    "shortest_route": PAIR,
    "alternative_routes": PAIR,
    "pareto_routes": PAIR,
    "distance_matrix": MANY,
    "reachable": {"origin": "A", "budget": 9},
    "isochrone": {"origin": "A", "budgets": [1, 9]},
    "compare_corridors": {"origin": "A", "destinations": ["C"]},
    "compare_scenarios": {**MANY, "scenarios": CASES},
    "timeline": {**PAIR, "years": [2027]},
    "criticality": {"pairs": [("A", "C")]},
    "resilient_ways": {"pairs": [("A", "C")]},
    "max_flow": MANY,
    "max_flow of frames": {**MANY, "links": LINKS},
    "assign": {"demand": DEMAND, "links": LINKS},
    "price_curve": {"demand": DEMAND, "corridor": "land"},
    "simulate": {**MANY, **DRAWN},
    "sensitivity": {**PAIR, **DRAWN},
    "explore_futures": {**MANY, **DRAWN, "scenarios": CASES},
    "with_probabilities": DRAWN,
    "write_report": {"path": "report.html", "draws": 32, "maps": False},
    "load_network": {},
    "read_network": {"path": "no-such-file.gpkg"},
    "read_gmns": {"path": "no-such-folder"},
    "read_tntp": {"path": "no-such-folder"},
    "scenario": {"id": "status-quo"},
    "scenarios": {},
    "validate": {"quantity": "nothing"},
    "warm": {},
}

#: The same for methods, where an argument has no default and its name does not say it all.
PLAIN: dict[str, dict[str, Any]] = {
    "Network.from_frames": {"places": PLACES, "links": OWN},
    "Network.from_networkx": {"graph": nx.Graph([("A", "B", {"length_km": 5.0})])},
    "Network.from_edges": {"tails": [0, 1], "heads": [1, 2], "weights": [1, 2]},
    "Network.replace": {"links": {"a--b--rail": {"length_km": 5}}},
    "Network.extend": {"links": [{"from": "A", "to": "C", "length_km": 5, "mode": "road"}], "check_lengths": False},
    "Network.to_file": {"path": "network.geojson"},
    "EdgeNetwork.alternative_routes": {"origin": 0, "destination": 2},
    "EdgeNetwork.shortest_route": {"origin": 0, "destination": 2},
    "EdgeNetwork.pareto_routes": {"origin": 0, "destination": 2},
    "EdgeNetwork.reachable": {"origin": 0, "budget": 2},
    "EdgeNetwork.reweighted": {"values": [1.0, 2.0, 3.0]},
    "Scenario.from_dict": {"data": {"name": "x"}},
    "Scenario.from_toml": {"text": 'format = 1\nname = "x"\n'},
    "Scenario.save": {"path": "scenario.toml"},
    "Comparison.to_docx": {"path": "report.docx", "draws": 32, "maps": False},
    "Futures.discover": {"corridor": "land"},
    "Simulation.estimate": {"row": 0, "figure": "days"},
    "ScenarioComparison.best": {"scenario": "x", **PAIR},
    "ScenarioComparison.comparison": {"scenario": "x"},
    "ScenarioComparison.on": {"scenario": "x"},
    "Network.table": {"name": "links"},
    "Network.link": {"link_id": "a--b--rail"},
    "Flows.select_links": {"links": "0"},
    "Futures.scenario_of": {"future": 0},
    "Futures.loses": {"corridor": "land"},
    "ScenarioComparison.between": {"scenario": "x", **PAIR},
}

#: What an argument without a default is given by its name.
BY_NAME: dict[str, Any] = {
    **PAIR, "name": "A", "on": 2030, "scenario": {"name": "x"}, "path": "file.csv", "year": 2027, "budget": 2,
    "figure": "time_h", "weight": "time", "budgets": [2], "origins": [0], "destinations": [2],
}  # fmt: skip

#: What further arguments may well be, so that more than refusals comes of an odd one beside them.
USUAL: dict[str, tuple[Any, ...]] = {
    "weight": ("time", "cost", "emissions", "generalised", {"time": 1, "cost": 0.5}), "on": (2019, 2030, "2027-05-01"),
    "shipment": ("teu", "wagon"), "service": ("regular", "block_train"), "scope": ("run", "door"), "modes": ("rail",),
    "avoid": ("B", ["KZ"], ()), "via": ("B",), "k": (1, 2, 3), "max_overlap": (0.5, 1), "corridor": ("land",),
    "corridors": (["land"], "water"), "scenario": ({"name": "x", "shut": ["B"]}, {"name": "y"}), "all": (True, False),
    "criteria": (("time", "cost"), ["distance", "cost"]), "by": ("link", "border", "place"), "n": (64, 128),
    "seed": (1, 2), "workers": (1, 2), "max_borders": (0, 1), "capacities": (True,), "value_usd": (1e4,),
    "directed": (True,), "method": ("user_equilibrium", "system_optimum"), "scale": (0.5, 2), "epsilon": (0.1,),
}  # fmt: skip

#: They draw pictures, write pages, or draw very many samples.
SLOW = ("plot", "explore", "write_report", "to_html", "to_docx", "simulate", "sensitivity", "with_prob", "validate",
        "discover", "to_excel", "to_file", "load_network", "scenario", "price_curve")  # fmt: skip


def _taken(call: Callable[..., Any]) -> Iterator[str]:
    """Name all that may be given by name, also what only a typed dictionary lists."""
    for name, parameter in inspect.signature(call).parameters.items():
        if parameter.kind is parameter.VAR_KEYWORD:
            whole = inspect.unwrap(call)
            kind = str(parameter.annotation).partition("[")[2].rstrip("]")
            yield from get_type_hints(getattr(whole, "__globals__", {}).get(kind, object))
        elif parameter.kind is not parameter.VAR_POSITIONAL:
            yield name


def _is_slow(name: str) -> bool:
    return any(word in name for word in SLOW)


def verbs() -> dict[str, Verb]:
    """Give all public functions."""
    found = {}
    for name, plain in FUNCTIONS.items():
        call = getattr(co, name.partition(" ")[0])
        names = tuple(dict.fromkeys(_taken(call)))
        given = dict(plain)
        if "comparison" in names:
            given["comparison"] = made()["Comparison"]
        if "network" in names and not {"links"} & set(plain):
            given["network"] = network()
        found[name] = Verb(call, given, names, _is_slow(name))
    found["Scenario"] = Verb(co.Scenario, {"name": "x"}, tuple(_taken(co.Scenario)))
    return found


@cache
def made() -> dict[str, Any]:
    """Make an object of every kind that the functions give."""
    held = network()
    futures = co.explore_futures("A", ["C"], n=32, scenarios=CASES, network=held, progress=False)
    compared = co.compare_scenarios("A", ["C"], CASES, network=held)
    return {
        "Network": held,
        "EdgeNetwork": bare(),
        "Scenario": co.Scenario("x", shut=("B",)),
        "Route": co.shortest_route("A", "C", network=held),
        "RouteSet": co.alternative_routes("A", "C", k=2, network=held),
        "Comparison": co.compare_corridors("A", ["C"], network=held),
        "ScenarioComparison": compared,
        "Regret": compared.regret(),
        "Timeline": co.timeline("A", "C", years=[2027, 2028], network=held),
        "Criticality": co.criticality([("A", "C")], network=held),
        "ResilientWays": co.resilient_ways([("A", "C")], network=held),
        "MaxFlow": co.max_flow("A", "C", links=LINKS),
        "Flows": co.assign(DEMAND, links=LINKS),
        "Simulation": co.simulate("A", ["C"], n=32, network=held, progress=False),
        "Sensitivity": co.sensitivity("A", "C", n=64, network=held, progress=False),
        "Futures": futures,
    }


#: What is no question: protocols of sequences, and what the wings of the library ask each other.
_PASSED_OVER = {
    "count", "index", "of", "answer", "planner", "arcs", "graph", "known_weight", "label", "labels_along", "vertex",
}  # fmt: skip


@cache
def methods() -> dict[str, Verb]:
    """Give every public method of what the functions give that takes anything at all."""
    found = {}
    for kind, thing in made().items():
        for name in dir(type(thing)):
            raw = inspect.getattr_static(type(thing), name)
            if name.startswith("_") or name in _PASSED_OVER or isinstance(raw, (property, Face)):
                continue
            call = getattr(thing, name)
            if not callable(call):
                continue
            parameters = inspect.signature(call).parameters.values()
            names = tuple(_taken(call))
            if not names and any(p.kind is p.VAR_POSITIONAL for p in parameters):
                found[f"{kind}.{name}"] = Verb(partial(_one, call), {"what": "B"}, ("what",))
            elif names:
                plain = _plain(f"{kind}.{name}", parameters)
                found[f"{kind}.{name}"] = Verb(call, plain, names, _is_slow(name))
    return found


def _plain(whole: str, parameters: Iterable[inspect.Parameter]) -> dict[str, Any]:
    if whole in PLAIN:
        return PLAIN[whole]
    positional = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    lacking = [p.name for p in parameters if p.default is p.empty and p.kind not in positional]
    return {word: BY_NAME.get(word, "A") for word in lacking}


def _one(call: Callable[..., Any], what: Any) -> Any:
    return call(what)
