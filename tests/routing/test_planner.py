"""Shortest routes on networks: exact for every criterion, through stops and corridors, explained if none.

The answers are compared with networkx, and with trying every way, on random drawn networks.
"""

from __future__ import annotations

from math import inf, isinf
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.routing import planner as planner_module
from corridors.routing.planner import Planner, as_key
from corridors.routing.shelves import ENTRY_BYTES, VERTEX_BYTES, allowance_of
from corridors.routing.weights import CRITERIA
from tests.micro import corridor_rows, micro
from tests.oracle import exhaustive, layered_weight, networkx_weight
from tests.strategies import Drawing, Question, drawings, questions

EXACT = {"rel": 1e-9, "abs": 1e-9}

GRADED = {"time_grade": "derived", "time_source": ("test",)}

#: Where the oracle has a constant of its own with seven digits.
LEAST = {"rel": 1e-6, "abs": 1e-6}


def plain(network: co.Network, weight: str = "distance", **options: Any) -> Planner:
    return network.planner(weight=weight, **options)


def by_corridor(network: co.Network, weight: str = "distance", **options: Any) -> Planner:
    return network.planner(weight=weight, corridor=network._core.corridors[0], **options)


# -- exactness ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("weight", CRITERIA)
@given(question=questions())
def test_weight_is_that_of_networkx(weight: str, question: Question) -> None:
    """Dijkstra of networkx on the exported graph finds the same weight, or that there is no way."""
    network = question.drawing.network()
    ends = question.origin, question.destination
    assert plain(network, weight).distance(*ends) == pytest.approx(networkx_weight(network, *ends, weight), **EXACT)


@pytest.mark.parametrize("weight", CRITERIA)
@given(question=questions())
def test_weight_is_the_least_of_all_ways(weight: str, question: Question) -> None:
    """Trying every way straight from the tables, without the graph, finds none better and none worse."""
    tables = question.drawing.tables()
    ends = question.origin, question.destination
    found = plain(co.Network(tables), weight).distance(*ends)
    assert found == pytest.approx(exhaustive(tables, *ends, weight), **EXACT)


@pytest.mark.parametrize("weight", CRITERIA)
@given(question=questions(most_places=5, most_extra=5, most_services=3, hops="=-~~=."))
@settings(max_examples=40)
def test_with_services_too_the_weight_is_the_least_of_all_ways(weight: str, question: Question) -> None:
    """Trains and vessels with departures of their own, boarded and left where they stop, whom they take, as printed."""
    tables = question.drawing.tables()
    network = co.Network(tables)
    ends = question.origin, question.destination
    found = plain(network, weight).distance(*ends)
    assert found == pytest.approx(exhaustive(tables, *ends, weight), **LEAST)
    assert found == pytest.approx(networkx_weight(network, *ends, weight), **EXACT)


@pytest.mark.parametrize("weight", CRITERIA)
@given(question=questions(one_way=False))
def test_the_route_weighs_what_was_minimised(weight: str, question: Question) -> None:
    """The figure of the route that the criterion stands for is the weight found, and its account adds up."""
    network = question.drawing.network()
    route = co.shortest_route(question.origin, question.destination, weight=weight, network=network)
    figure = {
        "distance": route.length_km,
        "time": route.time_h,
        "cost": route.cost_usd,
        "emissions": route.co2e_kg,
        "generalised": route.cost_usd + 2 * route.time_h,
    }[weight]
    best = plain(network, weight).distance(question.origin, question.destination)
    assert figure == pytest.approx(best, **EXACT)


@given(question=questions(one_way=False))
def test_totals_are_sums_of_the_legs(question: Question) -> None:
    """A total that its lines do not explain would be a figure without a source."""
    route = co.shortest_route(
        question.origin, question.destination, weight="generalised", network=question.drawing.network()
    )
    legs = route.legs
    assert route.length_km == pytest.approx(legs["length_km"].sum(), **EXACT)
    assert route.time_h == pytest.approx(legs["time_h"].sum(), **EXACT)
    assert route.cost_usd == pytest.approx(legs["cost_usd"].sum(), **EXACT)
    assert route.co2e_kg == pytest.approx(legs["co2e_kg"].sum(), **EXACT)
    assert route.time_range_h == pytest.approx((legs["time_h_low"].sum(), legs["time_h_high"].sum()), **EXACT)


@given(question=questions(), data=st.data())
def test_shutting_a_link_makes_nothing_cheaper(question: Question, data: st.DataObject) -> None:
    """A closure takes ways away and gives none; a route over another link keeps its weight."""
    network = question.drawing.network()
    link = data.draw(st.sampled_from([link.id for link in network._core.links]))
    weight = data.draw(st.sampled_from(CRITERIA))
    ends = question.origin, question.destination
    before, after = plain(network, weight), plain(network.without(link), weight)
    assert after.distance(*ends) >= before.distance(*ends) - 1e-9
    if not isinf(before.distance(*ends)):
        used = {before.graph.link_of[arc] for arc in before.path(*ends)[2]}
        if network.link(link).index not in used:
            assert after.distance(*ends) == before.distance(*ends)


@given(question=questions(one_way=False))
def test_the_way_back_is_as_long(question: Question) -> None:
    """Without one-way links the network is symmetric in kilometres, so there and back are equally far."""
    planner = plain(question.drawing.network())
    there = planner.distance(question.origin, question.destination)
    assert there == pytest.approx(planner.distance(question.destination, question.origin), **EXACT)
    assert not isinf(there)


@given(question=questions(one_way=False), factor=st.sampled_from((0.5, 2.0, 3.0, 1000.0)))
def test_scaling_every_price_scales_the_cost(question: Question, factor: float) -> None:
    """In another currency the same way is best and costs as much: no price is hidden in the code."""
    tables = question.drawing.tables()
    rates = [
        row | {"central": row["central"] * factor} if row["parameter"] == "price_usd_per_km" else row
        for row in tables["rates"]
    ]
    handling = [row | {"cost_usd": row["cost_usd"] * factor} for row in tables["handling"]]
    dearer = co.Network(tables.replaced(rates=rates, handling=handling))
    ends = question.origin, question.destination
    usual = plain(co.Network(tables), "cost").distance(*ends)
    assert plain(dearer, "cost").distance(*ends) == pytest.approx(factor * usual, **EXACT)


@settings(max_examples=15)
@given(question=questions(most_places=5))
def test_asking_again_gives_the_same_route(question: Question) -> None:
    """Trees are kept between questions; an answer does not depend on what was asked before it."""
    network = question.drawing.network()
    planner = plain(network, "time")
    places = question.drawing.places
    first = {(a, b): planner.distance(a, b) for a in places for b in places}
    again = {(a, b): planner.distance(a, b) for b in reversed(places) for a in reversed(places)}
    fresh = {(a, b): plain(question.drawing.network(), "time").distance(a, b) for a in places for b in places}
    assert first == again == fresh


def test_of_two_ways_of_equal_length_the_quicker_is_taken() -> None:
    """By distance, road and rail of 100 km tie; the truck is twice as fast, so it is the answer."""
    route = co.shortest_route("A", "B", network=micro("A ==100== B", "A ..100.. B"))
    assert route.modes == ("road",)


def test_a_shorter_way_beats_a_quicker_one_by_distance() -> None:
    """Breaking ties by time must not turn a longer way into the shortest, however slow the short one is."""
    route = co.shortest_route("A", "B", network=micro("A ==99.9== B", "A ..100.. B"))
    assert route.modes == ("rail",)


# -- by way of ------------------------------------------------------------------------------------------


@settings(max_examples=100)
@given(
    question=questions(most_places=6),
    weight=st.sampled_from(CRITERIA),
    stops=st.lists(st.integers(0, 5), min_size=1, max_size=3),
)
def test_via_is_the_best_of_all_walks_that_pass_the_stops(question: Question, weight: str, stops: list[int]) -> None:
    """An explicit layered networkx graph, one layer a stop passed, finds the same weight."""
    network = question.drawing.network()
    places = question.drawing.places
    via = [places[stop % len(places)] for stop in stops]
    ends = question.origin, question.destination
    found = plain(network, weight, via=via).distance(*ends)
    assert found == pytest.approx(layered_weight(network, *ends, weight, via=via), **EXACT)


@given(question=questions(one_way=False), stop=st.integers(0, 6))
def test_a_stop_is_on_the_route_and_makes_it_no_better(question: Question, stop: int) -> None:
    """The place asked for is among the places passed, and the free way is at most as long."""
    network = question.drawing.network()
    via = question.drawing.places[stop % len(question.drawing.places)]
    route = co.shortest_route(question.origin, question.destination, via=via, network=network)
    assert via in [place.id for place in route.places]
    free = co.shortest_route(question.origin, question.destination, network=network)
    assert route.length_km >= free.length_km - 1e-9


def test_passing_a_stop_costs_no_handling() -> None:
    """A train that runs through a via place pays nothing there, so via on the best way changes nothing."""
    network = micro("A ==10== B ==10== C", "A ==15== C")
    route = co.shortest_route("A", "C", via="B", network=network)
    assert [step.charge.kind for step in route.steps] == ["loading", "haul", "haul", "unloading"]
    assert route.length_km == 20


def test_stops_are_passed_in_the_order_given() -> None:
    """C before B is another question than B before C, and a longer way."""
    network = micro("A ==10== B ==10== C ==10== D")
    assert co.shortest_route("A", "D", via=["B", "C"], network=network).length_km == 30
    back_and_forth = co.shortest_route("A", "D", via=["C", "B"], network=network)
    assert [place.id for place in back_and_forth.places] == ["a", "b", "c", "b", "c", "d"]
    assert back_and_forth.length_km == 50


def test_the_ends_may_be_stops() -> None:
    """A stop at the origin or the destination is passed anyway and changes nothing."""
    network = micro("A ==10== B ~~10~~ C")
    free = co.shortest_route("A", "C", network=network)
    assert co.shortest_route("A", "C", via=["A", "C"], network=network).arcs == free.arcs


def test_a_stop_may_need_a_dead_end_and_back() -> None:
    """A branch line is entered and left again on the same train."""
    network = micro("A ==10== B ==10== C", "B ==7== D")
    assert co.shortest_route("A", "C", via="D", network=network).length_km == 34


# -- by corridor ----------------------------------------------------------------------------------------


def corridor_of(drawing: Drawing, groups: list[list[str]]) -> co.Network:
    return drawing.network(**corridor_rows("line", groups))


@st.composite
def gateways(draw: st.DrawFn, drawing: Drawing, count: int) -> list[list[str]]:
    """Draw that many disjoint groups of links."""
    ids = [row["id"] for row in drawing.tables()["links"]]
    shuffled = draw(st.permutations(ids))
    size = draw(st.integers(1, max(1, len(shuffled) // count)))
    return [list(shuffled[n * size : (n + 1) * size]) for n in range(count)]


@pytest.mark.parametrize("count", [1, 2])
@settings(max_examples=100)
@given(question=questions(most_places=6), weight=st.sampled_from(CRITERIA), data=st.data())
def test_the_best_way_through_a_corridor(count: int, question: Question, weight: str, data: st.DataObject) -> None:
    """One gateway or two to cross in any order: an explicit layered networkx graph finds the same weight."""
    groups = [group for group in data.draw(gateways(question.drawing, count)) if group]
    network = corridor_of(question.drawing, groups)
    ends = question.origin, question.destination
    found = by_corridor(network, weight).distance(*ends)
    assert found == pytest.approx(layered_weight(network, *ends, weight, groups=groups), **EXACT)


@given(question=questions(most_places=5), stop=st.integers(0, 4), data=st.data())
def test_a_corridor_and_a_stop_together(question: Question, stop: int, data: st.DataObject) -> None:
    """Both are layers of one graph, so they combine, gateway before stop or stop before gateway."""
    groups = [group for group in data.draw(gateways(question.drawing, 1)) if group]
    network = corridor_of(question.drawing, groups)
    via = [question.drawing.places[stop % len(question.drawing.places)]]
    ends = question.origin, question.destination
    found = by_corridor(network, "time", via=via).distance(*ends)
    assert found == pytest.approx(layered_weight(network, *ends, "time", via=via, groups=groups), **EXACT)


def test_gateways_are_crossed_in_the_order_that_suits_the_way() -> None:
    """Numbers of groups name them and do not order them: from the other end the second comes first."""
    network = micro(
        "A ==10== B ==10== C ==10== D", "A ..1.. D", **corridor_rows("line", [["a--b--rail"], ["c--d--rail"]])
    )
    planner = by_corridor(network)
    assert planner.distance("A", "D") == planner.distance("D", "A") == 30


def test_one_link_of_each_group_is_enough() -> None:
    """A group names alternatives: several ferries make one crossing."""
    network = micro(
        "A ~~10~~ B",
        "A ~~20~~ C ==1== B",
        "A ..5.. B",
        **corridor_rows("line", [["a--b--ferry", "a--c--ferry"]]),
    )
    route = co.Route(by_corridor(network), *by_corridor(network).path("A", "B"))
    assert [link.id for link in route.links] == ["a--b--ferry"]
    assert route.corridors == ("line",)


def test_a_link_in_two_groups_counts_for_both() -> None:
    """Using a corridor means a link of every group, so one link that stands in two serves two."""
    network = micro("A ==1== B ==1== C ==1== D", **corridor_rows("line", [["b--c--rail"], ["b--c--rail"]]))
    assert by_corridor(network).distance("A", "D") == 3


# -- no way ---------------------------------------------------------------------------------------------


def test_no_route_says_which_closed_link_stands_in_the_way() -> None:
    """The reason names the stretch, its mode and why it is shut, so the user knows what would help."""
    network = micro("A ==10== B ==10== C", links={"b--c--rail": {"status": "planned", "expected": "2034"}})
    with pytest.raises(co.NoRouteError) as caught:
        co.shortest_route("A", "C", network=network)
    assert caught.value.reasons == ("B - C (rail): planned, expected 2034",)
    assert "no route from A to C" in str(caught.value)
    assert "B - C (rail): planned, expected 2034" in str(caught.value)


def test_no_route_blames_the_way_with_the_fewest_closed_links() -> None:
    """One shut border explains more than three unbuilt lines, however short those are."""
    unbuilt = {"status": "planned", "expected": "2034"}
    network = micro(
        "A ==1== B ==1== C ==1== D",
        "A ..900.. D",
        links={"a--b--rail": unbuilt, "b--c--rail": unbuilt, "c--d--rail": unbuilt},
    ).without("a--d--road")
    with pytest.raises(co.NoRouteError) as caught:
        co.shortest_route("A", "D", network=network)
    assert caught.value.reasons == ("A - D (road): shut in this network (the link a--d--road)",)


def test_no_route_joins_stretches_shut_for_the_same_reason() -> None:
    """Five stretches of one unbuilt line are one reason, the longer lists shortened."""
    chain = "A ==1== B ==1== C ==1== D ==1== E ==1== F"
    network = micro(chain, links={}).without("rail")
    with pytest.raises(co.NoRouteError) as caught:
        co.shortest_route("A", "F", network=network)
    assert caught.value.reasons == (
        "A - B (rail), B - C (rail), C - D (rail) and 2 more stretches: shut in this network (mode rail)",
    )


def test_no_route_names_what_the_caller_ruled_out() -> None:
    """Where everything is open, the reason is the caller's own avoid or modes."""
    network = micro("A ==10== B ..10.. C")
    with pytest.raises(co.NoRouteError, match="mode road not asked for"):
        co.shortest_route("A", "C", modes=["rail"], network=network)
    with pytest.raises(co.NoRouteError, match="to be avoided \\(B\\)"):
        co.shortest_route("A", "C", avoid="B", network=network)


def test_no_route_puts_closures_before_the_callers_wishes() -> None:
    """Where a closed link would have done without breaking the caller's rule, that link is the reason."""
    network = micro("A ==10== B", "A ..10.. B").without("a--b--rail")
    with pytest.raises(co.NoRouteError) as caught:
        co.shortest_route("A", "B", modes="rail", network=network)
    assert caught.value.reasons == ("A - B (rail): shut in this network (the link a--b--rail)",)


def test_no_route_without_any_links_says_so() -> None:
    """Two islands are joined by nothing, built or planned; there is nothing to blame."""
    with pytest.raises(co.NoRouteError, match="no links that join them") as caught:
        co.shortest_route("A", "C", network=micro("A ==10== B", "C ==10== D"))
    assert caught.value.reasons == ()


def test_no_route_repeats_the_stops_and_the_corridor_asked_for() -> None:
    """The message says what was asked, for it may be the stop that cannot be reached."""
    rows = corridor_rows("line", [["c--d--rail"]])
    network = micro("A ==10== B", "C ==10== D", **rows)
    with pytest.raises(co.NoRouteError, match="from A to B by way of C:"):
        co.shortest_route("A", "B", via="C", network=network)
    with pytest.raises(co.NoRouteError, match="from A to B by the Line:"):
        by_corridor(network).path("A", "B")


def test_no_route_by_a_shut_corridor_looks_at_the_corridor_as_if_open() -> None:
    """The reason is the unbuilt gateway on the corridor's own way, not a touch of its end and back."""
    network = micro(
        "A ==10== B ==10== C ==10== D",
        "A ..10.. D",
        links={"b--c--rail": {"status": "planned", "expected": "2031"}},
        **corridor_rows("line", [["b--c--rail"]]),
    )
    with pytest.raises(co.NoRouteError) as caught:
        by_corridor(network).path("A", "D")
    assert caught.value.reasons == ("B - C (rail): planned, expected 2031",)


@given(question=questions(), data=st.data())
def test_opening_what_the_reasons_name_gives_a_route(question: Question, data: st.DataObject) -> None:
    """The nearest way needs only the links it names: with those open there is a route."""
    links = [row["id"] for row in question.drawing.tables()["links"]]
    shut = data.draw(st.sets(st.sampled_from(links), min_size=1))
    network = question.drawing.network()
    planner = plain(network.without(*sorted(shut)))
    ends = question.origin, question.destination
    if isinf(planner.distance(*ends)):
        arcs = planner.nearest(*ends)
        crossed = {network._core.links[planner.graph.link_of[a]].id for a in arcs if planner.graph.link_of[a] >= 0}
        assert (arcs == []) == isinf(plain(network).distance(*ends))
        assert arcs == [] or crossed & shut
        still_shut = sorted(shut - crossed)
        reopened = network.without(*still_shut) if still_shut else network
        assert (plain(reopened).distance(*ends) == inf) == (arcs == [])


# -- details --------------------------------------------------------------------------------------------


def test_the_same_place_twice_is_no_question() -> None:
    """A route from a place to itself has no meaning; a matrix has a zero there."""
    network = micro("A ==10== B")
    with pytest.raises(co.OptionError, match="the same place, A"):
        co.shortest_route("A", "a", network=network)
    assert plain(network).distance("A", "a") == 0.0


def test_distance_is_infinite_where_there_is_no_way() -> None:
    """The matrix needs a number where `path` raises."""
    assert plain(micro("A ==10== B", "C ==10== D")).distance("A", "D") == inf


def test_an_avoided_end_is_a_contradiction() -> None:
    """Avoiding the country one starts from is a mistake to tell, not a route that cannot be found."""
    network = micro("A ==10== KZ:B")
    with pytest.raises(co.OptionError, match="the origin A is itself to be avoided"):
        co.shortest_route("A", "B", avoid="UZ", network=network)
    with pytest.raises(co.OptionError, match="the destination B is itself to be avoided"):
        co.shortest_route("A", "B", avoid="Kazakhstan", network=network)


def test_an_avoided_stop_is_a_contradiction() -> None:
    """Passing a place and avoiding it cannot both be meant."""
    network = micro("A ==10== B ==10== C")
    with pytest.raises(co.OptionError, match="B is to be passed, and B avoided"):
        co.shortest_route("A", "C", via="B", avoid="B", network=network)


def test_doubling_back_is_noticed() -> None:
    """A way that passes a place twice is no corridor to offer; comparing corridors asks for this."""
    network = micro("A ==10== B ==10== C", "B ==5== D")
    straight, branch = plain(network), plain(network, via="D")
    assert not straight.doubles_back(straight.path("A", "C")[2])
    assert branch.doubles_back(branch.path("A", "C")[2])
    returning = plain(network, via=("C", "A"))
    assert returning.doubles_back(returning.path("A", "B")[2])


def test_weights_and_kilometres_of_arcs_count_closed_links_too() -> None:
    """The nearest way is weighed although it may not be used: that is how a shut corridor is judged."""
    planner = plain(micro("A ==10== B ..30.. C").without("b--c--road"), "time")
    arcs = planner.nearest("A", "C")
    assert planner.kilometres(arcs) == 40
    assert planner.weigh(arcs) == 1 + 1 + 5 + 1.5 + 2


def test_more_origins_than_are_kept_still_answer() -> None:
    """Trees of old origins are dropped to bound memory; asked again, they are made again."""
    network = micro("A ==1== B ==1== C ==1== D ==1== E ==1== F ==1== G")
    planner = plain(network)
    allowance = allowance_of(planner.core)
    allowance.most_bytes = 12_000
    asked = [(a, b) for a in "ABCDEFG" for b in "ABCDEFG" for _ in range(2)]
    assert [planner.distance(a, b) for a, b in asked] == [abs(ord(a) - ord(b)) for a, b in asked]
    assert allowance.bytes <= 12_000
    assert 0 < len(planner._roots) < 7


def test_a_planner_is_found_again() -> None:
    """The same question set up twice is the same planner, with its trees; another date has its own."""
    network = micro("A ==10== B ==10== C")
    assert plain(network, via=["B"], avoid="KZ") is plain(network, via="B", avoid=("KZ",))
    assert plain(network) is not plain(network, "time")
    assert plain(network.at(2035)) is not plain(network)


def test_a_network_without_places_knows_no_place() -> None:
    """An empty network is no reason for an arithmetic error: the place is unknown."""
    with pytest.raises(co.UnknownPlaceError):
        co.shortest_route("A", "B", network=micro())


@settings(max_examples=20)
@given(drawing=drawings(one_way=False))
def test_every_pair_of_a_joined_network_has_a_route(drawing: Drawing) -> None:
    """In a connected network without one-way links there is a way between any two places, in any mode mix."""
    planner = plain(drawing.network(), "cost")
    for origin in drawing.places:
        for destination in drawing.places:
            assert planner.distance(origin, destination) < inf


def test_entries_into_layers_count_in_the_allowance_as_some_twenty_numbers_each() -> None:
    """Of eight bytes, beside the trees of all layers; the first of these is kept once more for other searches."""
    for via in ((), ("B",), ("B", "C")):
        planner = plain(micro("A ==10== B ..10.. C ==30== D", "B ==7== E"), "time", via=via)
        root = planner.root("A")
        entries, layers = [len(entered) for entered in root.entered], len(via) + 1
        assert entries[0] == 0 < min(entries[1:], default=1)
        trees = VERTEX_BYTES * planner.graph.n_vertices * layers
        assert allowance_of(planner.core).bytes == 2 * ENTRY_BYTES + trees + 8 * 20 * sum(entries)


def test_ways_through_layers_are_kept_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked again they are the same, also once there were too many."""
    monkeypatch.setattr(planner_module, "_MOST_WALKED", 3)
    planner = plain(micro("A ==10== B ..10.. C ==30== D ==5== E", "B ==7== E"), "time", via=("C", "B"))
    pairs = [(a, b) for a in "ABDE" for b in "ABDE" if a != b]
    first = [planner._through_layers(planner.root(a), planner.goal(b).vertex) for a, b in pairs]
    most = 0
    for (a, b), way in zip(pairs, first, strict=True):
        root, vertex = planner.root(a), planner.goal(b).vertex
        assert planner._through_layers(root, vertex) is planner._through_layers(root, vertex)
        assert planner._through_layers(root, vertex) == way
        most = max(most, len(planner._walked))
    assert most == 3


def test_a_way_on_which_nothing_changes_is_the_one_found_before() -> None:
    """Not searched again; where something changes on it, it is."""
    network = micro("A ==10== B ==10== C", "A ..50.. C", "C ==10== D")
    longer = network.apply(co.Scenario("longer", links={"a--b--rail": {"length_km": 75.0}}))
    usual, changed = plain(network), plain(longer)
    assert changed._way_before("C", "D") == usual.path("C", "D")
    assert changed.path("C", "D")[2] is usual.path("C", "D")[2]
    assert changed._way_before("A", "C") is None
    assert usual._way_before("C", "D") is None
    assert changed.kilometres(changed.path("A", "C")[2]) == 50.0


def test_a_number_is_the_place_of_that_number_and_a_truth_is_none() -> None:
    """Although both are equal where answers are looked up; texts of other kinds and places are what they say."""

    class Word(str):
        __slots__ = ()

    network = micro("1 ==10== B ==25== C")
    planner = plain(network)
    one: Any = 1
    assert planner.root("1") is planner.root(one) is planner.root(1.0) is planner.root(Word("1"))  # type: ignore[arg-type]
    assert planner.distance(one, "C") == planner.distance(network.place("1"), "C") == 35.0
    assert (as_key(one), as_key(Word("B")), as_key(network._core.places[0])) == ("1", "B", network._core.places[0])
    assert type(as_key(Word("B"))) is str
    for wrong in (True, None, [one]):
        with pytest.raises(co.OptionError):
            as_key(wrong)  # type: ignore[arg-type]
        with pytest.raises(co.OptionError):
            planner.path(wrong, "C")  # type: ignore[arg-type]


def test_kernels_are_given_the_graph_as_it_is_searched() -> None:
    """Offsets, heads and weights, what leads to each vertex, and tails: made once."""
    planner = plain(micro("A ==10== B ..20.. C", "A ~~30~~ C"), "time", modes=["rail", "road"])
    graph, (csr, reverse, tails) = planner.graph, planner.arrays
    assert planner.arrays.graph is csr
    assert (csr.offsets.tolist(), csr.heads.tolist(), tails.tolist()) == (graph.offsets, graph.heads, graph.tails)
    assert csr.weights.tolist() == list(planner.weights)
    assert inf in planner.weights
    spans = zip(reverse.offsets[:-1].tolist(), reverse.offsets[1:].tolist(), strict=True)
    assert [reverse.arcs[began:ended].tolist() for began, ended in spans] == graph.arcs_into()
    assert reverse.tails.tolist() == [graph.tails[arc] for arc in reverse.arcs.tolist()]


def test_fronts_are_made_once_for_the_same_criteria_and_use_nothing_that_is_shut() -> None:
    """The quick way and the cheap one, each with its sums; the ferry that is neither slow nor dear is not wanted."""
    network = micro("A ==30== B", "A ..31.. C ..32.. B", "A ~~1~~ B", links={"a--b--rail": GRADED | {"time_h": 77.0}})
    planner = plain(network, modes=["rail", "road"])
    fronts = planner.fronts(["time", {"cost": 2.0}])
    assert planner.fronts(("time", {"cost": 2.0})) is fronts
    assert planner.fronts([{"cost": 2.0}, "time"]) is not fronts
    ends = planner.graph.origin_of[0], planner.graph.destination_of[1]
    ways = fronts.paths(*ends)
    by_road = 1 + 63 / 20 + 2, 2 * (1 + 63 * 2 + 2)
    assert sorted(sums for sums, _ in ways) == [pytest.approx(by_road), pytest.approx((1 + 77 + 2, 2 * (1 + 30 + 2)))]
    back = planner.fronts([{"cost": 2.0}, "time"]).paths(*ends)
    assert sorted(sums[::-1] for sums, _ in back) == sorted(sums for sums, _ in ways)


def test_the_nearest_way_is_none_that_the_caller_does_not_want() -> None:
    """What is shut may be on it, of two such ways the one with fewer such links; what nothing joins has none."""
    lines = ("A ==30== B", "A ..7.. C ..8.. B", "D ==5== E")
    planner = plain(micro(*lines).without("a--b--rail"), modes=["rail"])
    arcs = planner.nearest("A", "B")
    assert [planner.graph.link_of[arc] for arc in arcs] == [-1, 0, -1]
    assert planner.nearest("A", "C") == []
    assert planner.nearest("A", "D") == []
    either = plain(micro(*lines).without("a--b--rail", "a--c--road", "c--b--road"))
    assert [link for arc in either.nearest("A", "B") if (link := either.graph.link_of[arc]) >= 0] == [0]
