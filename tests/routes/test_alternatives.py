"""Alternatives that differ and the Pareto front, against enumeration on small random networks."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from tests.micro import micro

#: The stretches of a way: mode, ends, length in km.
Stretches = frozenset[tuple[str, frozenset[str], float]]


def every_way(network: co.Network, weight: str) -> list[tuple[float, frozenset[tuple[str, int]]]]:
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


@given(networks(), st.integers(1, 8))
def test_k_shortest_are_the_first_of_all_ways(network: co.Network, k: int) -> None:
    """With any overlap allowed, the alternatives are the k best of every loopless way."""
    everything = every_way(network, "cost")
    routes = co.alternative_routes("A", "D", k=k, weight="cost", max_overlap=1.0, network=network)
    assert len(routes) == min(k, len(everything))
    assert [r.cost_usd for r in routes] == pytest.approx([cost for cost, _ in everything[:k]])
    assert len({r.arcs for r in routes}) == len(routes)


@given(networks(), st.integers(1, 5), st.sampled_from([0.0, 0.3, 0.6, 0.9]))
def test_alternatives_differ_as_much_as_asked(network: co.Network, k: int, overlap: float) -> None:
    """No two share more than allowed, and none is left out that would fit: the greedy choice over all ways."""
    routes = co.alternative_routes("A", "D", k=k, weight="cost", max_overlap=overlap, network=network)
    row = network.links.to_dict("index")

    def stretches(links: Iterable[str]) -> Stretches:
        """A track beside another, of the same length, is the same stretch of land."""
        rows = (row[k] for k in links)
        return frozenset((k["mode"], frozenset((k["from"], k["to"])), k["length_km"]) for k in rows)

    def shared(one: Stretches, other: Stretches) -> float:
        km = sum(length for *_, length in one & other)
        return km / min(sum(length for *_, length in one), sum(length for *_, length in other))

    sets = [stretches(link.id for link in route.links) for route in routes]

    assert all(shared(a, b) <= overlap for n, a in enumerate(sets) for b in sets[:n])
    if len(routes) < k:
        others = [stretches(links) for _, links in every_way(network, "cost")]
        assert all(any(shared(way, kept) > overlap for kept in sets) for way in others)


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


def test_parallel_links_are_different_routes() -> None:
    """Two tracks between the same stations are two ways."""
    network = micro("A ==10== D", "A ==12== D")
    routes = co.alternative_routes("A", "D", k=5, weight="cost", max_overlap=1.0, network=network)
    assert [route.length_km for route in routes] == [10, 12]


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
    """Two or three different criteria in order, and a share of at least zero."""
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
