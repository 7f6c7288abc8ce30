"""Limits on transhipments, borders and gauge changes, against enumeration; and what they say when nothing fits."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.layers import LIMITS
from tests.micro import corridor_rows, micro

WORDS = {"max_transhipments": "transhipment", "max_borders": "border", "max_gauge_changes": "gauge_change"}


@st.composite
def networks(draw: st.DrawFn) -> co.Network:
    """Draw four places in two countries, joined by rail of two gauges and road."""
    names = ["UZ:A", "KZ:B", "UZ:C", "KZ:D"]
    hops = st.sampled_from(["=={}==", "--{}--", "..{}.."])
    lines = [f"UZ:A {draw(hops).format(draw(st.integers(1, 9)))} KZ:D"]
    for _ in range(draw(st.integers(2, 7))):
        a, b = draw(st.permutations(names))[:2]
        lines.append(f"{a} {draw(hops).format(draw(st.integers(1, 9)))} {b}")
    return micro(*lines)


@given(networks(), st.dictionaries(st.sampled_from(sorted(LIMITS)), st.integers(0, 2), min_size=1))
def test_the_best_way_within_limits(network: co.Network, limits: dict[str, int]) -> None:
    """Among all ways that keep to the limits none is cheaper; if there is none, that is said."""
    graph = network.to_networkx(weight="cost")
    charges = network._core.graph("feu").charges
    [source] = [v for v, data in graph.nodes(data=True) if (data["place"], data["mode"]) == ("a", "origin")]
    [target] = [v for v, data in graph.nodes(data=True) if (data["place"], data["mode"]) == ("d", "destination")]
    allowed = []
    for way in nx.all_simple_edge_paths(graph, source, target):
        kinds = [charge.kind for edge in way for charge in charges[edge[2]]]
        if all(kinds.count(WORDS[name]) <= most for name, most in limits.items()):
            allowed.append(sum(graph.edges[edge]["weight"] for edge in way))
    if not allowed:
        with pytest.raises(co.NoRouteError):
            co.shortest_route("A", "D", weight="cost", network=network, **limits)  # type: ignore[arg-type]
        return
    route = co.shortest_route("A", "D", weight="cost", network=network, **limits)  # type: ignore[arg-type]
    assert route.cost_usd == pytest.approx(min(allowed))
    done = {
        "max_transhipments": len(route.transhipments),
        "max_borders": len(route.borders),
        "max_gauge_changes": len(route.gauge_changes),
    }
    assert all(done[name] <= most for name, most in limits.items())


def test_limits_hold_with_via_and_corridor() -> None:
    """All rules together: by B, through the corridor's link, with at most one transhipment."""
    drawing = ("A ==5== B ==5== C ==5== D", "B ..1.. C", "A ..1.. D")
    network = micro(*drawing, **corridor_rows("line", [["c--d--rail"]]))
    route = co.shortest_route("A", "D", via="B", corridor="line", max_transhipments=0, network=network)
    assert [link.id for link in route.links] == ["a--b--rail", "b--c--rail", "c--d--rail"]
    free = co.shortest_route("A", "D", via="B", corridor="line", network=network)
    assert free.length_km == 11


def test_borders_of_a_country_can_be_avoided() -> None:
    """The country itself may be passed by nobody who enters it, but its inner links stay."""
    network = micro("UZ:A ==1== KZ:B ==1== UZ:C", "UZ:A ==9== UZ:C")
    assert co.shortest_route("A", "C", network=network).length_km == 2
    assert co.shortest_route("A", "C", avoid_borders="Kazakhstan", network=network).length_km == 9
    with pytest.raises(co.OptionError, match="no country"):
        co.shortest_route("A", "C", avoid_borders="Narnia", network=network)


def test_links_that_carry_too_little_are_left_out() -> None:
    """A published capacity below what is asked for shuts the link, and the message says so."""
    narrow = {"capacity_mt_per_year": 1.0, "capacity_grade": "published", "capacity_source": ("test",)}
    network = micro("A ==1== C", "A ==9== B ==9== C", links={"a--c--rail": narrow})
    assert co.shortest_route("A", "C", min_capacity_mt_per_year=2, network=network).length_km == 18
    with pytest.raises(co.NoRouteError, match="carries 1 Mt a year, less than the 2 asked for"):
        co.shortest_route("A", "C", min_capacity_mt_per_year=2, avoid="B", network=network)


@pytest.mark.parametrize("wrong", [-1, 1.5, True, "2"])
def test_a_limit_is_a_whole_number(wrong: object) -> None:
    """Anything else is refused."""
    with pytest.raises(co.OptionError, match="whole number"):
        co.shortest_route("A", "B", max_borders=wrong, network=micro("A ==1== B"))  # type: ignore[arg-type]


def test_what_stands_in_the_way_of_a_limit_is_told() -> None:
    """The message repeats the limit."""
    network = micro("UZ:A ==1== KZ:B ==1== UZ:C")
    with pytest.raises(co.NoRouteError, match="at most 1 borders"):
        co.shortest_route("A", "C", max_borders=1, network=network)
