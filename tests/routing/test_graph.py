"""The routing graph: where handling is charged and where a shipment passes for nothing."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given

import corridors as co
from corridors.routing.graph import RoutingGraph
from corridors.routing.graphs import graph_of
from tests.micro import micro, micro_tables, rate_row
from tests.strategies import Drawing, Question, drawings, questions


def graph_for(network: co.Network) -> RoutingGraph:
    return graph_of(network._core, "feu")


def kinds(route: co.Route) -> list[str]:
    """Kinds of the charges of a route, in order."""
    return [step.charge.kind for step in route.steps]


def happenings(route: co.Route) -> list[str]:
    """Labels of what is charged at places: everything but the hauls."""
    return [step.charge.label for step in route.steps if step.charge.kind != "haul"]


def test_a_yard_is_a_place_in_one_mode_and_gauge() -> None:
    """Both gauges and every mode of a place have yards of their own, for changing between them costs days."""
    network = micro("A ==10== B --10-- C", "B ..10.. C")
    place = network.place("B").index
    yards = {
        (graph_for(network).yards[v].mode, graph_for(network).yards[v].gauge_mm)
        for v in graph_for(network).yards_of_place[place]
    }
    assert yards == {("rail", 1520), ("rail", 1435), ("road", None)}


def test_passing_through_on_the_same_train_is_free() -> None:
    """Loading and unloading are charged at the ends; the station in between charges nothing."""
    route = co.shortest_route("A", "C", network=micro("A ==10== B ==10== C"))
    assert kinds(route) == ["loading", "haul", "haul", "unloading"]


def test_passing_through_is_free_where_other_modes_meet() -> None:
    """A train that stays a train pays nothing where trucks, ferries and another gauge meet."""
    network = micro("A ==10== B ==10== C", "B ..5.. D", "B ~~5~~ E", "B --5-- F")
    assert kinds(co.shortest_route("A", "C", network=network)) == ["loading", "haul", "haul", "unloading"]


def test_a_mode_change_is_charged_once_at_its_place() -> None:
    """From rail to road the shipment is transhipped, there and only there."""
    route = co.shortest_route("A", "D", network=micro("A ==10== B ==10== C ..10.. D"))
    assert happenings(route) == ["loading to rail at A", "rail to road at C", "unloading from road at D"]
    assert route.transhipments == (("c", "rail to road"),)


def test_a_gauge_change_is_charged_at_each_break() -> None:
    """1520 to 1435 and back to 1520 are two gauge changes and no transhipment."""
    route = co.shortest_route("A", "D", network=micro("A ==10== B --10-- C ==10== D"))
    assert route.gauge_changes == (("b", "1520 to 1435 mm"), ("c", "1435 to 1520 mm"))
    assert route.transhipments == ()
    assert route.time_h == 1 + 3 + 2 * 7 + 2


def test_a_detour_on_one_gauge_beats_a_quick_break() -> None:
    """A gauge change takes 7 h, 70 km of rail: the search weighs the two and so may go round the break."""
    network = micro("A ==10== B --10-- C", "B ==60== C")
    assert co.shortest_route("A", "C", weight="time", network=network).length_km == 70
    assert co.shortest_route("A", "C", weight="distance", network=network).length_km == 20


def test_changing_vessel_is_a_handling() -> None:
    """Two ferries in a row mean unloading one and boarding the next, although the mode stays the same."""
    route = co.shortest_route("A", "C", network=micro("A ~~10~~ B ~~10~~ C"))
    assert route.transhipments == (("b", "ferry to ferry"),)
    assert kinds(route).count("vessel_wait") == 2


def test_a_liner_passes_a_port_without_handling() -> None:
    """On a sea lane the strait or port in between is passed; the vessel is waited for once, at boarding."""
    route = co.shortest_route("A", "C", network=micro("A ^^10^^ B ^^10^^ C"))
    assert kinds(route) == ["loading", "vessel_wait", "haul", "haul", "unloading"]
    assert route.transhipments == ()


def test_a_place_handles_a_shipment_once() -> None:
    """Ferry to road to rail is no way round a dear transhipment from ferry to rail in the same place."""
    drawing = "A ~~10~~ B ==10== C", "B ..900.. D"
    usual = micro_tables(*drawing)["handling"]
    cheap = next(row for row in usual if row["operation"] == "transhipment")
    dear = cheap | {"id": "dear", "mode_from": "ferry", "mode_to": "rail", "cost_usd": 1000.0}
    route = co.shortest_route("A", "C", weight="cost", network=micro(*drawing, handling=[*usual, dear]))
    assert route.transhipments == (("b", "ferry to rail"),)
    assert route.cost_usd == 1 + 30 + 1000 + 10 + 2


def test_a_one_way_link_is_not_taken_backwards() -> None:
    """A link of direction forward joins its ends one way only."""
    network = micro("A ==10== B", links={"a--b--rail": {"direction": "forward"}})
    assert co.shortest_route("A", "B", network=network).length_km == 10
    with pytest.raises(co.NoRouteError):
        co.shortest_route("B", "A", network=network)


def test_a_ferry_that_only_arrives_cannot_be_boarded() -> None:
    """With one-way ferries nothing departs from the last port, so it is no origin."""
    network = micro("A ~~10~~ B", links={"a--b--ferry": {"direction": "forward"}})
    assert co.shortest_route("A", "B", network=network).modes == ("ferry",)
    with pytest.raises(co.NoRouteError):
        co.shortest_route("B", "A", network=network)


def test_parallel_links_survive() -> None:
    """Two lines between the same places stay two: the shorter is taken, the other when that one is shut."""
    network = micro("A ==10== B", "A ==25== B", "A --30-- B")
    assert [link.id for link in co.shortest_route("A", "B", network=network).links] == ["a--b--rail"]
    second = network.without("a--b--rail")
    assert co.shortest_route("A", "B", network=second).length_km == 25
    assert co.shortest_route("A", "B", network=second.without("a--b--rail+")).length_km == 30
    assert [len(arcs) for arcs in graph_for(network).arcs_of_link] == [2, 2, 2]


@given(drawing=drawings())
def test_arcs_are_sorted_by_tail_and_find_their_links(drawing: Drawing) -> None:
    """The offsets cut the arcs by tail, and every link has one arc a direction and no other."""
    network = drawing.network()
    graph = graph_for(network)
    assert graph.offsets[0] == 0
    assert graph.offsets[-1] == graph.n_arcs
    for vertex, (first, after) in enumerate(pairwise(graph.offsets)):
        assert set(graph.tails[first:after]) <= {vertex}
    for link in network._core.links:
        directions = {(link.start, link.end)}
        if link.row["direction"] != "forward":
            directions.add((link.end, link.start))
        arcs = graph.arcs_of_link[link.index]
        found = [(graph.yards[graph.tails[arc]].place, graph.yards[graph.heads[arc]].place) for arc in arcs]
        assert sorted(found) == sorted(directions)
        assert all(graph.link_of[arc] == link.index for arc in arcs)


@given(drawing=drawings())
def test_handling_stays_in_its_place(drawing: Drawing) -> None:
    """An arc without a link joins yards of one place; nothing leads into an origin."""
    graph = graph_for(drawing.network())
    for arc in range(graph.n_arcs):
        tail, head = graph.yards[graph.tails[arc]], graph.yards[graph.heads[arc]]
        assert head.mode != "origin"
        assert tail.mode != "destination"
        assert (graph.link_of[arc] >= 0) == (tail.place != head.place)


@given(question=questions(one_way=False))
def test_every_route_loads_once_and_unloads_once(question: Question) -> None:
    """Whatever the way, it begins with one loading and ends with one unloading."""
    route = co.shortest_route(question.origin, question.destination, network=question.drawing.network())
    counts = Counter(kinds(route))
    assert counts["loading"] == counts["unloading"] == 1
    assert kinds(route)[0] == "loading"
    assert kinds(route)[-1] == "unloading"


@given(question=questions(one_way=False))
def test_handling_is_charged_exactly_where_the_yard_changes(question: Question) -> None:
    """Between two links there is a transhipment (new mode or ferry), a gauge change or nothing."""
    route = co.shortest_route(question.origin, question.destination, network=question.drawing.network())
    expected = []
    for before, after in pairwise(route.links):
        if before.mode != after.mode or before.mode == "ferry":
            expected.append("transhipment")
        elif before.gauge_mm != after.gauge_mm:
            expected.append("gauge_change")
    assert [kind for kind in kinds(route) if kind in ("transhipment", "gauge_change")] == expected


def test_the_graph_of_a_shipment_is_built_once() -> None:
    """Views on other dates or with links shut share the graph; that is what makes them cheap."""
    network = micro("A ==10== B ==10== C")
    assert graph_for(network) is graph_for(network.at(2040).without("a--b--rail"))
    assert graph_for(network) is not graph_of(network._core, "teu")


def test_a_graph_with_other_charges_shares_all_else() -> None:
    """And the first stays as it was."""
    graph = graph_for(micro("A ==10== B ==20== C"))
    before = [tuple(each) for each in graph.charges]
    other = graph.with_charges(graph.tariff, {0: (), 2: before[1]})
    assert [tuple(each) for each in other.charges] == [(), before[1], before[1], *before[3:]]
    assert [tuple(each) for each in graph.charges] == before
    assert (other.base, other.repriced, other.yards) == (graph, frozenset({0, 2}), graph.yards)


@pytest.mark.parametrize(
    ("drawing", "entries"),
    [
        (("UZ:A ==10== UZ:B ~~10~~ UZ:C ==10== UZ:D", "UZ:C ==10== KZ:E"), 1),
        (("UZ:A ==10== UZ:B ~~10~~ KZ:C ==10== KZ:D",), 2),
    ],
)
def test_a_ferry_within_a_country_is_part_of_its_railway(drawing: tuple[str, ...], entries: int) -> None:
    """Beyond the lake runs the railway that was paid for boarding; beyond the sea another one."""
    network = micro(*drawing, further=[rate_row("entry_usd", 100.0, "rail")])
    route = co.shortest_route("A", "D", network=network)
    assert route.modes == ("rail", "ferry", "rail")
    assert [step.charge.cost_usd for step in route.steps if step.charge.kind == "entry"] == [100.0] * entries


@given(drawings(most_services=3))
def test_where_a_train_of_its_own_stands_one_comes_from_somewhere_and_goes_on(drawing: Drawing) -> None:
    """Nobody gets off where it begins or on where it ends: each of its yards has arcs in and out."""
    network = drawing.network()
    graph = graph_for(network)
    assert set(graph.link_of) <= {-1, *range(len(network.links))}
    for vertex, yard in enumerate(graph.yards):
        if yard.service.startswith("service-"):
            assert vertex in graph.heads
            assert vertex in graph.tails


def test_graphs_of_other_shipments_hang_together_as_the_first() -> None:
    """Made once, and priced for each; for a wagon there are no trains of containers to ride."""
    core = micro("A ==10== B ..20.. C")._core
    core.tables.checked = True  # as those of the package are
    first = graph_of(core, "feu")
    other, wagon = graph_of(core, "teu"), graph_of(core, "wagon")
    assert other.yards is first.yards
    assert other.heads is first.heads
    assert (first.shipment, other.shipment, wagon.shipment) == ("feu", "teu", "wagon")
    assert wagon.yards is not first.yards
