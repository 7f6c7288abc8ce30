"""Limits on transhipments, borders and gauge changes, against enumeration; and what they say when nothing fits."""

from __future__ import annotations

from math import isinf

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.routing import layers as layers_module
from corridors.routing.graph import RoutingGraph
from corridors.routing.graphs import graph_of
from corridors.routing.layers import LIMITS, Plan, make_plan
from corridors.routing.search import Layer
from corridors.world.core import Corridor
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
    charges = graph_of(network._core, "feu").charges
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


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("rules", [{}, {"via": "B"}, {"corridor": "line"}, {"via": "B", "corridor": "line"}], ids=str)
def test_what_nothing_does_may_be_limited(limit: str, rules: dict[str, str]) -> None:
    """One country, one gauge and one mode: there is nothing to count, and the other rules hold as without it."""
    network = micro("A ==5== B ==5== C", "A ==7== C", **corridor_rows("line", [["a--b--rail"]]))
    for most in (0, 2):
        route = co.shortest_route("A", "C", network=network, **rules, **{limit: most})
        assert route.length_km == (10 if rules else 7)


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


@pytest.mark.parametrize("wrong", [-1, 1.5, True, "2", np.int64(-1), np.float64(1.5), np.True_])
def test_a_limit_is_a_whole_number(wrong: object) -> None:
    """Anything else is refused."""
    with pytest.raises(co.OptionError, match="whole number"):
        co.shortest_route("A", "B", max_borders=wrong, network=micro("A ==1== B"))  # type: ignore[arg-type]


def test_what_stands_in_the_way_of_a_limit_is_told() -> None:
    """The message names the limit and how far it would have to go."""
    network = micro("UZ:A ==1== KZ:B ==1== UZ:C")
    with pytest.raises(co.NoRouteError) as caught:
        co.shortest_route("A", "C", max_borders=1, network=network)
    assert str(caught.value) == (
        "no route from A to C. The limits leave no way: "
        "the best one without them has 2 border crossings (max_borders=1)"
    )
    assert caught.value.reasons == ("2 border crossings (max_borders=1)",)


def test_the_fewest_of_any_way_is_told() -> None:
    """The best way crosses four borders; a limit of two would do, and of one would not."""
    network = micro("UZ:A ==1== KZ:B ==1== TM:C ==1== KZ:D ==1== UZ:E", "UZ:A ==50== KZ:F ==50== UZ:E")
    with pytest.raises(co.NoRouteError, match=r"4 border crossings \(max_borders=1; no way has fewer than 2\)"):
        co.shortest_route("A", "E", max_borders=1, network=network)
    assert co.shortest_route("A", "E", max_borders=2, network=network).length_km == 100


def test_limits_that_can_be_kept_one_at_a_time_are_told() -> None:
    """Raising either would do, so the best way's number is no demand; that the other stands against it is told."""
    network = micro("UZ:A ==1== KZ:B ==1== UZ:C", "UZ:A ..9.. UZ:D ==9== UZ:C")
    words = r"2 border crossings \(max_borders=0; the ways that keep to it break another limit\)$"
    with pytest.raises(co.NoRouteError, match=words):
        co.shortest_route("A", "C", max_borders=0, max_transhipments=0, network=network)
    assert co.shortest_route("A", "C", max_borders=0, max_transhipments=1, network=network).length_km == 18
    assert co.shortest_route("A", "C", max_borders=2, max_transhipments=0, network=network).length_km == 2


def test_several_limits_are_told_together() -> None:
    """Only those that the way breaks; a capacity is a limit like the others."""
    narrow = {"capacity_mt_per_year": 1.0, "capacity_grade": "published", "capacity_source": ("test",)}
    network = micro("UZ:A ==1== KZ:B ..1.. UZ:C", links={"a--b--rail": narrow})
    rules = {"max_borders": 0, "max_transhipments": 0, "max_gauge_changes": 0, "min_capacity_mt_per_year": 2}
    with pytest.raises(co.NoRouteError) as caught:
        co.shortest_route("A", "C", network=network, **rules)  # type: ignore[arg-type]
    assert str(caught.value) == (
        "no route from A to C. The limits leave no way: the best one without them has "
        "2 border crossings (max_borders=0) and 1 transhipment (max_transhipments=0) and "
        "uses what carries too little (min_capacity_mt_per_year):\n"
        "  A - B (rail): carries 1 Mt a year, less than the 2 asked for"
    )
    assert len(caught.value.reasons) == 3


def test_a_way_that_a_limit_leaves_out_is_no_reason_to_blame_others() -> None:
    """Neither the mode not asked for, which crosses no border, nor what lies shut elsewhere."""
    network = micro("UZ:A ==1== KZ:B ==1== UZ:C", "UZ:A ~~90~~ UZ:C", "UZ:A ==7== UZ:C").without("a--c--rail")
    with pytest.raises(co.NoRouteError, match="2 border crossings") as caught:
        co.shortest_route("A", "C", modes="rail", max_borders=1, network=network)
    assert "sea" not in str(caught.value)
    assert "shut" not in str(caught.value)


def test_what_is_shut_is_told_where_no_limit_is_the_reason() -> None:
    """Without the limits there is no way either, so they are not spoken of."""
    network = micro("UZ:A ==1== KZ:B ==1== UZ:C").without("b--c--rail")
    with pytest.raises(co.NoRouteError) as caught:
        co.shortest_route("A", "C", max_borders=1, network=network)
    assert caught.value.reasons == ("B - C (rail): shut in this network (the link b--c--rail)",)


@given(networks(), st.dictionaries(st.sampled_from(sorted(LIMITS)), st.integers(0, 2), min_size=1))
def test_limits_are_blamed_where_there_is_a_way_without_them(network: co.Network, limits: dict[str, int]) -> None:
    """Every drawing joins its ends, so the limits alone can be the reason; what is told is what that way does."""
    free = co.shortest_route("A", "D", weight="cost", network=network)
    counts = {
        "max_transhipments": len(free.transhipments),
        "max_borders": len(free.borders),
        "max_gauge_changes": len(free.gauge_changes),
    }
    broken = [name for name in sorted(limits) if counts[name] > limits[name]]
    planner = network.planner(weight="cost", **limits)
    if not isinf(planner.distance("A", "D")):
        return
    with pytest.raises(co.NoRouteError, match="The limits leave no way") as caught:
        planner.path("A", "D")
    assert [reason.split()[0] for reason in caught.value.reasons] == [str(counts[name]) for name in broken]
    assert all(f"({name}={limits[name]}" in str(caught.value) for name in broken)
    assert tuple(planner.nearest("A", "D")) == free.arcs


def test_a_limit_may_come_from_an_array() -> None:
    """As a date may; numbers of numpy are no int."""
    network = micro("UZ:A ==1== KZ:B ==1== UZ:C")
    route = co.shortest_route("A", "C", max_borders=np.int64(2), network=network)  # type: ignore[arg-type]
    assert route.length_km == 2
    assert co.shortest_route("A", "C", min_capacity_mt_per_year=np.float32(0), network=network).length_km == 2  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", ["a", -1, True, [1], float("nan"), 1j])
def test_a_capacity_is_a_number(wrong: object) -> None:
    """Anything else is refused, and not with an error of Python's."""
    with pytest.raises(co.OptionError, match="give Mt a year, a number of at least 0"):
        co.shortest_route("A", "B", min_capacity_mt_per_year=wrong, network=micro("A ==1== B"))  # type: ignore[arg-type]


def test_limits_as_wide_as_it_takes_are_refused_before_they_are_counted() -> None:
    """Three of 99 would be a million layers; one is answered."""
    base = micro("UZ:A ==1== KZ:B ==2== UZ:C")
    assert co.shortest_route("A", "C", max_borders=99, network=base).length_km == 3
    with pytest.raises(co.OptionError, match="1,000,000 layers"):
        co.shortest_route("A", "C", max_borders=99, max_transhipments=99, max_gauge_changes=99, network=base)


# -- layers as they are laid -----------------------------------------------------------------------------

#: Arcs of `joined` that cross a border, and those that tranship.
BORDERS, TRANSHIPMENTS = [0, 5, 14, 15], [3, 8, 11, 17]


@pytest.fixture
def joined() -> RoutingGraph:
    """Two borders by rail, links 0 and 2, and a road between.

    ::

        UZ:A ==3== KZ:B ..5.. KZ:C --7-- UZ:D
    """
    graph = graph_of(micro("UZ:A ==3== KZ:B ..5.. KZ:C --7-- UZ:D")._core, "feu")
    for kind, arcs in (("border", BORDERS), ("transhipment", TRANSHIPMENTS)):
        assert [a for a in range(graph.n_arcs) if kind in {charge.kind for charge in graph.charges[a]}] == arcs
    return graph


def through(*gateways: set[int]) -> Corridor:
    groups = tuple(map(frozenset, gateways))
    return Corridor("line", "Line", frozenset().union(*groups), groups, {})


def test_who_asks_for_nothing_has_no_layers(joined: RoutingGraph) -> None:
    """Nothing is counted either."""
    assert make_plan(joined, (), None, {}) == Plan((), ())


def test_a_stop_is_a_layer_that_is_entered_where_it_has_yards(joined: RoutingGraph) -> None:
    """The second from the first, for the stops are passed in order."""
    places = micro("UZ:A ==3== KZ:B ..5.. KZ:C --7-- UZ:D")._core.places
    plan = make_plan(joined, (places[2], places[0]), None, {})
    entries = [layer.entries for layer in plan.layers]
    assert [[(lower, arcs) for lower, arcs, _ in each] for each in entries] == [[(0, ())], [(1, ())]]
    modes = [[(joined.yards[v].place, joined.yards[v].mode) for v in each[0][2]] for each in entries]
    assert [sorted(each) for each in modes] == [[(2, "rail")] * 2 + [(2, "road")] * 2, [(0, "rail")]]
    assert plan.counted == ()


def test_a_gateway_is_crossed_once_and_in_any_order(joined: RoutingGraph) -> None:
    """Layers: none, the first, the second, both; crossing again what has been crossed leads nowhere."""
    plan = make_plan(joined, (), through({0}, {2}), {})
    first, second = [0, 5], [14, 15]
    assert plan == Plan((Layer(((0, first, ()),)), Layer(((0, second, ()),)), Layer(((2, first, ()), (1, second, ())))))


def test_a_link_that_stands_in_two_gateways_counts_for_both(joined: RoutingGraph) -> None:
    """The first alone is never crossed, so its layer has no way in."""
    plan = make_plan(joined, (), through({0}, {0, 2}), {})
    both, second = [0, 5], [14, 15]
    assert plan == Plan(
        (
            Layer(()),
            Layer(((0, second, ()),)),
            Layer(((0, both, ()), (1, both, ()), (2, both, ()), (1, second, ()))),
        )
    )


def test_what_is_limited_leads_up_as_far_as_it_is_done_at_once(joined: RoutingGraph) -> None:
    """Layers by borders, none to two, and in each by transhipments, none or one; the last is entered where one ends.

    The first arc crosses two borders at once.
    """
    twice = joined.with_charges(joined.tariff, {0: (*joined.charges[0], joined.charges[0][-1])})
    plan = make_plan(twice, (), None, {"max_borders": 2, "max_transhipments": 1})
    ends = twice.destination_of
    assert plan.layers == (
        Layer(((0, TRANSHIPMENTS, ()),)),
        Layer(((0, BORDERS[1:], ()),)),
        Layer(((2, TRANSHIPMENTS, ()), (1, BORDERS[1:], ()))),
        Layer(((0, [0], ()), (2, BORDERS[1:], ()))),
        Layer(((1, [0], ()), (4, TRANSHIPMENTS, ()), (3, BORDERS[1:], ()))),
        Layer(tuple((state, (), ends) for state in range(6))),
    )
    assert plan.counted == (0, 3, 5, 8, 11, 14, 15, 17)


def test_all_that_is_asked_for_is_asked_at_once(joined: RoutingGraph) -> None:
    """A stop, a gateway that is a border, and one border at most: one ends where all has been passed.

    Layers by stops, in each by gateways, in each by borders.
    """
    stop = micro("UZ:A ==3== KZ:B ..5.. KZ:C --7-- UZ:D")._core.places[3]
    plan = make_plan(joined, (stop,), through({2}), {"max_borders": 1})
    gate, other, here = [14, 15], [0, 5], joined.yards_of_place[3]
    assert plan.layers == (
        Layer(((0, other, ()),)),  # one border, not the gateway
        Layer(()),  # the gateway and no border, which nothing is
        Layer(((2, other, ()), (0, gate, ()), (2, gate, ()))),
        Layer(((0, (), here),)),
        Layer(((1, (), here), (4, other, ()))),
        Layer(((2, (), here),)),
        Layer(((3, (), here), (6, other, ()), (4, gate, ()), (6, gate, ()))),
        Layer(((6, (), joined.destination_of), (7, (), joined.destination_of))),
    )
    assert plan.counted == (0, 5, 14, 15)


def test_as_many_layers_as_there_may_be_are_laid_and_no_more(
    joined: RoutingGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two by a stop, twice as many by a gateway, three times by two borders, twice by a transhipment."""
    stop = micro("UZ:A ==3== KZ:B ..5.. KZ:C --7-- UZ:D")._core.places[3]
    limits = {"max_borders": 2, "max_transhipments": 1}
    monkeypatch.setattr(layers_module, "_MOST_STATES", 24)
    assert len(make_plan(joined, (stop,), through({2}), limits).layers) == 24  # the lowest is the graph itself
    monkeypatch.setattr(layers_module, "_MOST_STATES", 23)
    words = "^max_borders=2, max_transhipments=1: to count so far takes 24 layers of the network, of at most 23; give"
    with pytest.raises(co.OptionError, match=words):
        make_plan(joined, (stop,), through({2}), limits)


def test_a_limit_may_be_as_wide_as_four_thousand_layers(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more is refused."""
    network = micro("UZ:A ==1== KZ:B")
    assert co.shortest_route("A", "B", max_borders=3_999, network=network).length_km == 1
    with pytest.raises(co.OptionError, match=r"takes 4,001 layers of the network, of at most 4,000"):
        co.shortest_route("A", "B", max_borders=4_000, network=network)
