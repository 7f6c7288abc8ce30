"""Anything as an argument of any public function: only what corridors raises on purpose comes out, or an answer.

A fixed small budget in every run; ``CORRIDORS_FUZZ=20000`` asks as many cases of each function, for a night.
"""

from __future__ import annotations

import datetime
import os
import warnings
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

import corridors as co
from tests.micro import micro

CASES = int(os.environ.get("CORRIDORS_FUZZ", "25"))

BIG = 10**400

#: What people and programs hand in, and what nobody should.
ODD: tuple[Callable[[], Any], ...] = (
    *(
        (lambda value=value: value)
        for value in (
            None, True, False, 0, 1, 2, -1, 0.5, 1.0, -0.0, 1e300, 1e-300, float("nan"), float("inf"), BIG, -BIG, 3j,
            Decimal("1.5"), Decimal("NaN"), Fraction(1, 3), "", " ", "A", "B", "Nowhere", "1", "10**3", "ä", "\0",
            "\udc80", "x" * 500, b"", b"ab", b"\xff", (), [], {}, set(), frozenset({"A"}), {"A", "B"},
            ("A", "B"), ["A", "C"],
            (1, 2), [41.0, 69.0], (BIG, 3), [["A"]], {"A": 1}, {"time": 1}, {"time": BIG}, {("a",): {}}, [None],
            datetime.timedelta(hours=2), datetime.date(2027, 1, 1), range(3), object(), int, len, np.int64(2),
            np.uint8(3),
            np.float32(0.5), np.bool_(True), np.array(5), np.array(["A"]), np.array([[1, 2], [3, 4]]), np.array([1, 2]),
            np.timedelta64(3, "h"), np.datetime64("2027-01-01"), np.datetime64("NaT"), pd.NA, pd.NaT,
        )
    ),
    lambda: pd.Series(["A", "C"]),
    lambda: pd.Series([1, None], dtype="Int64"),
    lambda: pd.DataFrame({"id": ["A"]}),
    lambda: pd.DataFrame({"origin": ["A"], "destination": ["C"], "tonnes": [1.0]}),
    lambda: pd.DataFrame({"from": ["A"], "to": [pd.NA], "length_km": [np.nan], "cost": [1]}),
    lambda: pd.DataFrame({"from": [[1]], "to": [b"x"], "length_km": ["1,5"], "cost": [True]}),
    lambda: (name for name in ("A", "B")),
    lambda: nx.path_graph(3),
)  # fmt: skip

odd = st.sampled_from(ODD).map(lambda make: make())


@cache
def network() -> co.Network:
    """Three places in a row, and a shorter way by sea."""
    return micro("A ==100== B ==50== KZ:C", "A ~~90~~ C")


def bare() -> Any:
    """A network of bare edges."""
    return co.Network.from_edges([0, 1, 0], [1, 2, 2], [1.0, 2.0, 5.0])


DEMAND = pd.DataFrame({"origin": ["A"], "destination": ["C"], "demand": [6.0]})
LINKS = pd.DataFrame({"from": ["A", "B"], "to": ["B", "C"], "cost": [1.0, 3.0], "capacity": [4.0, 9.0]})
PLACES = pd.DataFrame({"id": ["A", "B", "C"]})
OWN = pd.DataFrame({"from": ["A", "B"], "to": ["B", "C"], "length_km": [1.0, 3.0]})

RULES = (
    "weight", "shipment", "service", "scope", "avoid", "modes", "snap_limit_km", "box", "value_usd", "price_year", "on",
    "scenario", "network",
)  # fmt: skip
FILTERS = (*RULES, "avoid_borders", "min_capacity_mt_per_year")

#: By name: what is called, its plain arguments, and which further ones may be odd.
VERBS: dict[str, tuple[Callable[..., Any], dict[str, Any], tuple[str, ...]]] = {
    "shortest_route": (
        co.shortest_route, {"origin": "A", "destination": "C"},
        (*FILTERS, "via", "corridor", "max_transhipments", "max_borders", "max_gauge_changes"),
    ),
    "alternative_routes": (
        co.alternative_routes, {"origin": "A", "destination": "C"}, (*FILTERS, "k", "max_overlap"),
    ),
    "pareto_routes": (co.pareto_routes, {"origin": "A", "destination": "C"}, ("criteria", "epsilon", "avoid", "on")),
    "distance_matrix": (co.distance_matrix, {"origins": ["A"], "destinations": ["C"]}, RULES),
    "reachable": (co.reachable, {"origin": "A", "budget": 9}, RULES),
    "isochrone": (co.isochrone, {"origin": "A", "budgets": [1, 9]}, RULES),
    "compare_corridors": (
        co.compare_corridors, {"origin": "A", "destinations": ["C"]},
        (*RULES, "corridors", "branches", "all", "max_detour", "max_stretch"),
    ),
    "compare_scenarios": (
        co.compare_scenarios, {"origins": "A", "destinations": ["C"], "scenarios": [{"name": "x"}, {"name": "y"}]},
        ("weight", "avoid", "corridors", "on"),
    ),
    "timeline": (co.timeline, {"origin": "A", "destination": "C", "years": [2027]}, ("weight", "avoid", "modes")),
    "criticality": (
        co.criticality, {"pairs": [("A", "C")]},
        ("by", "duration", "demand", "k", "within", "budget", "weight", "avoid"),
    ),
    "max_flow": (
        co.max_flow, {"origins": "A", "destinations": "C", "network": ...},
        ("modes", "avoid", "on", "shipment", "links"),
    ),
    "max_flow of frames": (
        co.max_flow, {"origins": "A", "destinations": "C", "links": LINKS}, ("places", "directed", "shipment"),
    ),
    "assign": (
        co.assign, {"demand": DEMAND, "links": LINKS},
        ("method", "weight", "year", "places", "directed", "scale", "overlap", "routes", "max_detour", "unserved_cost",
         "gap", "vdf", "shipment"),
    ),
    "price_curve": (co.price_curve, {"demand": DEMAND, "corridor": "x"}, ("shipment", "year", "modes", "on")),
    "load_network": (co.load_network, {}, ("on", "data", "scenario")),
    "from_frames": (co.Network.from_frames, {"places": PLACES, "links": OWN}, ("on", "rates", "services", "events")),
    "from_networkx": (co.Network.from_networkx, {"graph": nx.Graph([("A", "B")])}, ("length", "on")),
    "from_edges": (
        co.Network.from_edges, {"tails": [0, 1], "heads": [1, 2], "weights": [1, 2]},
        ("n_vertices", "labels", "directed"),
    ),
    "at": (lambda **given: network().at(**given), {"on": 2030}, ()),
    "apply": (lambda **given: network().apply(**given), {"scenario": {"name": "x"}}, ()),
    "without": (lambda what: network().without(what), {"what": "B"}, ()),
    "replace": (lambda links: network().replace(links=links), {"links": {}}, ()),
    "replace a cell": (
        lambda cell: network().replace(links={network().links.index[0]: {"length_km": cell}}), {"cell": 5}, (),
    ),
    "extend": (
        lambda **given: network().extend(**given),
        {"links": [{"from": "A", "to": "C", "length_km": 5, "mode": "road"}]},
        ("places", "services", "handling", "owner", "join_within_km", "on_conflict", "check_lengths", "folder"),
    ),
    "place": (lambda name: network().place(name), {"name": "A"}, ()),
    "link": (lambda name: network().link(name), {"name": "A"}, ()),
    "table": (lambda name: network().table(name), {"name": "links"}, ()),
    "find_places": (lambda text: network().find_places(text), {"text": "A"}, ()),
    "validate": (co.validate, {"quantity": "nothing"}, ()),
    "Scenario": (
        co.Scenario, {"name": "x"},
        ("description", "shut", "open", "lift", "links", "changes", "add", "shift", "delay", "include", "id", "sources",
         "on"),
    ),
    "bare shortest_route": (lambda **g: bare().shortest_route(**g), {"origin": 0, "destination": 2}, ("weight",)),
    "bare alternative_routes": (
        lambda **g: bare().alternative_routes(**g), {"origin": 0, "destination": 2}, ("k", "max_overlap", "weight"),
    ),
    "bare distance_matrix": (
        lambda **g: bare().distance_matrix(**g), {"origins": [0], "destinations": [2]}, ("weight",),
    ),
    "bare reachable": (lambda **g: bare().reachable(**g), {"origin": 0, "budget": 2}, ("weight",)),
}  # fmt: skip

_TAKES_NETWORK = {
    "shortest_route", "alternative_routes", "pareto_routes", "distance_matrix", "reachable", "isochrone",
    "compare_corridors", "compare_scenarios", "timeline", "criticality", "max_flow", "price_curve",
}  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", VERBS)
def test_nothing_foreign_comes_out(name: str) -> None:
    """One to three odd arguments; an answer is as good as a refusal, and neither may change what is asked next."""
    verb, plain, further = VERBS[name]
    plain = {key: value for key, value in plain.items() if value is not ...}
    if name in _TAKES_NETWORK:
        plain = {**plain, "network": network()}
    known = [*plain, *further]

    @seed(sum(map(ord, name)))
    @settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(given=st.dictionaries(st.sampled_from(known), odd, min_size=1, max_size=3))
    def asked(given: dict[str, Any]) -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                verb(**{**plain, **given})
        except co.CorridorsError:
            pass

    before = co.shortest_route("A", "C", network=network()).to_dict()
    asked()
    assert co.shortest_route("A", "C", network=network()).to_dict() == before


def test_an_argument_that_does_not_exist_is_a_type_error() -> None:
    """As Python raises it, with what may have been meant."""
    with pytest.raises(TypeError, match="did you mean 'weight'"):
        co.shortest_route("A", "C", wieght="time", network=network())  # type: ignore[call-arg]
