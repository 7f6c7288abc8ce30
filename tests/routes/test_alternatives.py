"""Alternatives that differ and the Pareto front, against enumeration on small random networks."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from tests.micro import micro

#: The stretches of a way: mode, ends, length in km.
Stretches = frozenset[tuple[str, frozenset[str], float]]


def every_way(network: co.Network, weight: str) -> list[tuple[float, tuple[str, ...]]]:
    """List all ways from A to D without a vertex twice: weight, and the links crossed."""
    graph = network.to_networkx(weight=weight)
    [source] = [v for v, data in graph.nodes(data=True) if (data["place"], data["mode"]) == ("a", "origin")]
    [target] = [v for v, data in graph.nodes(data=True) if (data["place"], data["mode"]) == ("d", "destination")]
    ways = []
    for edges in nx.all_simple_edge_paths(graph, source, target):
        data = [graph.edges[edge] for edge in edges]
        links = [edge["link"] for edge in data if edge["link"] is not None]
        ways.append((sum(edge["weight"] for edge in data), tuple(links)))
    return sorted(ways)


@st.composite
def networks(draw: st.DrawFn) -> co.Network:
    """Draw four places, up to seven links among them, parallel ones included; A and D are joined."""
    number = count()
    lengths = st.integers(1, 9)
    hops = st.sampled_from(["=={}==", "--{}--", "..{}.."])
    lines = [f"A {draw(hops).format(draw(lengths))} D"]
    for _ in range(draw(st.integers(1, 6))):
        a, b = draw(st.permutations("ABCD"))[:2]
        lines.append(f"{a} {draw(hops).format(draw(lengths))} {b}")
        next(number)
    return micro(*lines)


def stretches_by_link(network: co.Network) -> dict[str, tuple[str, frozenset[str], float]]:
    """A track beside another, of the same length, is the same stretch of land."""
    rows = network.links.to_dict("index")
    return {link: (k["mode"], frozenset((k["from"], k["to"])), k["length_km"]) for link, k in rows.items()}


def comes_back(stretches: Iterable[tuple[str, frozenset[str], float]]) -> bool:
    """Whether a way from A passes a place twice."""
    passed = ["a"]
    for _, ends, _ in stretches:
        [there] = ends - {passed[-1]}
        passed.append(there)
    return len(set(passed)) < len(passed)


def true_ways(network: co.Network, weight: str) -> list[tuple[float, tuple[str, ...]]]:
    """List all ways from A to D that pass no place twice, of those that differ in a track the best."""
    ways, known, of = [], set(), stretches_by_link(network)
    for total, links in every_way(network, weight):
        sign = tuple(of[link] for link in links)
        if not comes_back(sign) and sign not in known:
            known.add(sign)
            ways.append((total, links))
    return ways


@given(networks(), st.integers(1, 8))
def test_k_shortest_are_the_first_of_all_ways(network: co.Network, k: int) -> None:
    """With any overlap allowed, the alternatives are the k best of every way that passes no place twice."""
    everything = true_ways(network, "cost")
    routes = co.alternative_routes("A", "D", k=k, weight="cost", max_overlap=1.0, network=network)
    assert routes.exact
    assert len(routes) == min(k, len(everything))
    assert [r.cost_usd for r in routes] == pytest.approx([cost for cost, _ in everything[:k]])
    of = stretches_by_link(network)
    assert len({tuple(of[link.id] for link in route.links) for route in routes}) == len(routes)


@given(networks(), st.integers(1, 5), st.sampled_from([0.0, 0.3, 0.6, 0.9]))
def test_alternatives_differ_as_much_as_asked(network: co.Network, k: int, overlap: float) -> None:
    """No two share more than allowed, and none is left out that would fit: the greedy choice over all ways."""
    routes = co.alternative_routes("A", "D", k=k, weight="cost", max_overlap=overlap, network=network)

    def shared(one: Stretches, other: Stretches) -> float:
        km = sum(length for *_, length in one & other)
        return km / min(sum(length for *_, length in one), sum(length for *_, length in other))

    of = stretches_by_link(network)
    sets = [frozenset(of[link.id] for link in route.links) for route in routes]
    assert routes.exact
    assert all(shared(a, b) <= overlap for n, a in enumerate(sets) for b in sets[:n])
    greedy: list[tuple[float, Stretches]] = []
    for total, links in true_ways(network, "cost"):
        way = frozenset(of[link] for link in links)
        if len(greedy) < k and all(shared(way, kept) <= overlap for _, kept in greedy):
            greedy.append((total, way))
    assert len(routes) == len(greedy)
    assert [r.cost_usd for r in routes] == pytest.approx([total for total, _ in greedy])


@given(networks())
def test_the_front_is_complete(network: co.Network) -> None:
    """Every way that no way beats in time and cost is on the front, and nothing else."""
    costs = dict.fromkeys(every_way(network, "cost"))
    graph = network.to_networkx(weight="cost")
    times = network.to_networkx(weight="time")
    [source] = [v for v, data in graph.nodes(data=True) if (data["place"], data["mode"]) == ("a", "origin")]
    [target] = [v for v, data in graph.nodes(data=True) if (data["place"], data["mode"]) == ("d", "destination")]
    sums = {
        (round(sum(times.edges[e]["weight"] for e in way), 6), round(sum(graph.edges[e]["weight"] for e in way), 6))
        for way in nx.all_simple_edge_paths(graph, source, target)
    }
    best = {s for s in sums if not any(o != s and o[0] <= s[0] and o[1] <= s[1] for o in sums)}
    front = co.pareto_routes("A", "D", criteria=("time", "cost"), network=network)
    assert {(round(r.time_h, 6), round(r.cost_usd, 6)) for r in front} == best
    assert len(front) == len(best)
    assert costs


def test_lines_of_different_length_are_different_routes() -> None:
    """Two lines between the same stations are two ways."""
    network = micro("A ==10== D", "A ==12== D")
    routes = co.alternative_routes("A", "D", k=5, weight="cost", max_overlap=1.0, network=network)
    assert [route.length_km for route in routes] == [10, 12]


@pytest.mark.parametrize("overlap", [0.6, 1.0])
def test_a_parallel_track_is_no_other_route(overlap: float) -> None:
    """Two tracks side by side are one way, alone and as a part of a longer one."""
    assert len(co.alternative_routes("A", "D", max_overlap=overlap, network=micro("A ==10== D", "A ==10== D"))) == 1
    network = micro("A ==5== B", "A ==5== B", "B ==5== D", "B ==5== D", "A ==9== C ==9== D")
    routes = co.alternative_routes("A", "D", k=5, max_overlap=overlap, network=network)
    assert [route.length_km for route in routes] == [10, 18]


def test_no_alternative_goes_out_and_back() -> None:
    """A road goes on from the station where the railway ends, and the railway turns there: not out to C and home."""
    places = pd.DataFrame({"id": ["a", "b", "c", "d"]})
    links = pd.DataFrame(
        {
            "from": ["a", "b", "b"], "to": ["b", "c", "d"], "length_km": [100.0, 10.0, 100.0],
            "mode": ["road", "rail", "road"],
        }
    )  # fmt: skip
    network = co.Network.from_frames(places, links)
    for overlap in (0.9, 1.0):
        routes = co.alternative_routes("a", "d", k=5, max_overlap=overlap, network=network)
        assert [[link.id for link in route.links] for route in routes] == [["a--b--road", "b--d--road"]]
    for route in co.alternative_routes("Termez", "Karachi", k=20, max_overlap=1):
        passed = [place.id for place in route.places]
        assert len(set(passed)) == len(passed)


def test_packaged_alternatives_say_how_they_were_found() -> None:
    """Exact or not, none shares more than asked and the best comes first."""
    for goal in ("Poti", "Karachi", "Rotterdam", "Shanghai"):
        routes = co.alternative_routes("Tashkent", goal, k=5, max_overlap=0.6)
        assert routes.exact == (routes.method == "shortest first")
        assert routes.to_dict()["exact"] == routes.exact
        assert routes[0].arcs == co.shortest_route("Tashkent", goal).arcs
        sets = [{(k.mode, frozenset((k.start, k.end)), k.length_km) for k in route.links} for route in routes]
        for n, one in enumerate(sets):
            for other in sets[:n]:
                lengths = [sum(km for *_, km in stretches) for stretches in (one & other, one, other)]
                assert lengths[0] <= 0.6 * min(lengths[1:]) + 1e-9
        assert co.pareto_routes("Tashkent", goal).exact
        assert not co.pareto_routes("Tashkent", goal, epsilon=0.1).exact


def test_a_shut_link_is_no_alternative() -> None:
    """Closures hold for alternatives as for the shortest route."""
    network = micro("A ==10== D", "A ==12== B ==12== D").without("a--d--rail")
    assert [r.length_km for r in co.alternative_routes("A", "D", network=network)] == [24]


@pytest.mark.parametrize("wrong", [{"k": 0}, {"k": True}, {"k": 2.5}, {"max_overlap": -0.1}, {"max_overlap": 2}])
def test_meaningless_arguments_are_refused(wrong: dict[str, object]) -> None:
    """With what would be right."""
    with pytest.raises(co.OptionError, match="give a"):
        co.alternative_routes("A", "D", network=micro("A ==1== D"), **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [
        {"criteria": "time"},
        {"criteria": ("time",)},
        {"criteria": ("time", "time")},
        {"criteria": ("time", {"cost": 1}, {"cost": 1})},
        {"criteria": {"time", "cost"}},
        {"criteria": 5},
        {"epsilon": -1},
        {"epsilon": float("inf")},
    ],
)
def test_meaningless_criteria_are_refused(wrong: dict[str, object]) -> None:
    """Two or more different criteria in order, and a share of at least zero."""
    with pytest.raises(co.OptionError, match="give"):
        co.pareto_routes("A", "D", network=micro("A ==1== D"), **wrong)  # type: ignore[arg-type]


def test_no_way_is_told_as_for_the_shortest_route() -> None:
    """The reasons are the same."""
    network = micro("A ==1== D").without("a--d--rail")
    for find in (co.alternative_routes, co.pareto_routes):
        with pytest.raises(co.NoRouteError, match="shut in this network"):
            find("A", "D", network=network)


def test_a_set_of_routes_shows_itself() -> None:
    """As frame, text, HTML and plain data, a row a route."""
    network = micro("A ==10== D", "A ==12== D")
    routes = co.alternative_routes("A", "D", max_overlap=1.0, network=network)
    assert list(routes.to_frame()["length_km"]) == [10, 12]
    assert len(routes.to_dict()["routes"]) == 2
    assert "2 alternatives" in routes.summary()
    assert routes._repr_html_().count("<tr>") == 3
