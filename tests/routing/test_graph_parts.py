"""A routing graph by its parts: what is numbered, noted of services, summed up once, and priced when it is met."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

import corridors as co
from corridors.charges.alike import ArcCharges
from corridors.charges.charge import Charge
from corridors.charges.tariff import Tariff
from corridors.kernels.adding import total_of
from corridors.routing import parts as parts_module
from corridors.routing.graph import AN_END, BLOCKED, ON, USUAL, RoutingGraph, build_graph, graph_like
from corridors.routing.graphs import graph_of
from corridors.routing.yards import Sorted, Yard
from tests.micro import micro, service

#: Four ports in a row and a railway beside the lane in the middle; a liner calls at three of them.
COAST = ("A ==10== P ^^100^^ Q ^^120^^ R ^^140^^ S", "Q ==500== R ~~30~~ T")
RIDES = (
    service("line", "P ^ Q ^ R", mode="sea", carries=(), lane="east--west", calls=("q",)),
    service("boat", "R ~ T", carries=("container",)),
    service("box", "A = P"),
)


def tariff(core: Any, shipment: str = "feu", name: str = "regular") -> Tariff:
    return Tariff(core.rates, core.handling, shipment, name, "terminal")


def built(network: co.Network, shipment: str = "feu", name: str = "regular", **options: Any) -> RoutingGraph:
    core = network._core
    through = tariff(core, shipment, "block_train")
    return build_graph(
        core.places, core.links, tariff(core, shipment, name), core.services, options.pop("through", through), **options
    )


@pytest.fixture
def by_hand() -> RoutingGraph:
    """Five yards of four places and four arcs, two of them of links; nothing costs anything.

    ::

        origin of 0 (3) ──► rail at 0 (1) ══link 0══► rail at 1 (0) ──► destination at 1 (2)
                            rail at 0 (1) ══link 2══► rail at 1 (0)         road at 2 (4) alone
    """
    yards = [Yard(1, "rail", 1520), Yard(0, "rail", 1520), Yard(1, "destination"), Yard(0, "origin"), Yard(2, "road")]
    arcs = Sorted([0, 1, 1, 3], [2, 0, 0, 1], [-1, 0, 2, -1], ArcCharges([(), (), (), ()]))
    return RoutingGraph(yards, arcs, 4, 4, tariff(micro("A ==3== B")._core))


def test_vertices_and_arcs_are_found_by_place_and_link(by_hand: RoutingGraph) -> None:
    """A place may have no origin, no destination and no yards; a link no arcs."""
    assert (by_hand.n_vertices, by_hand.n_arcs) == (5, 4)
    assert by_hand.offsets == [0, 1, 3, 3, 4, 4]
    assert by_hand.arcs_of_link == [[1], [], [2], []]
    assert by_hand.origin_of == [3, -1, -1, -1]
    assert by_hand.destination_of == [-1, 2, -1, -1]
    assert by_hand.yards_of_place == [[1], [0], [4], []]
    assert by_hand.arcs_into() == [[1, 2], [3], [0], [], []]
    assert by_hand.arcs_into() is by_hand.arcs_into()
    assert (by_hand.grown_s, by_hand.refused, by_hand.arcs_of_service) == (0.0, {}, {})


def test_one_goes_on_by_what_is_done_at_a_place_or_has_arrived(by_hand: RoutingGraph) -> None:
    """Where links alone lead on, that hangs on these; four things that may be known of a vertex are told apart."""
    assert by_hand.leads_on() == [ON, 0, AN_END, ON, AN_END]
    assert by_hand.leads_on() is by_hand.leads_on()
    assert len({0, ON, BLOCKED, AN_END}) == 4
    assert all((ON, BLOCKED, AN_END))


def test_arrays_are_made_once_and_shared_with_graphs_of_other_charges(by_hand: RoutingGraph) -> None:
    """Also where the other is asked first."""
    other = by_hand.with_charges(by_hand.tariff, {})
    first = other.arrays()
    assert first is by_hand.arrays()
    offsets, heads = first
    assert (offsets.tolist(), heads.tolist()) == ([0, 1, 3, 3, 4, 4], [2, 0, 0, 1])
    assert offsets.dtype == heads.dtype == np.int32
    assert other.arrays() is first
    assert other.arcs_into() is by_hand.arcs_into()


def test_figures_are_summed_up_once_and_given_to_each_as_a_list_of_its_own() -> None:
    """A figure of somebody's own is not kept: there could be any number of them."""
    graph = built(micro("A ==7== B ..11.. C"))
    hours = graph.sums(USUAL["time"])
    assert hours == [total_of(charge.time_h for charge in charges) for charges in graph.charges]
    assert len(set(hours)) > 3
    hours[0] += 1.0
    assert graph.sums(USUAL["time"])[0] == hours[0] - 1.0
    asked = Counter[str]()

    def own(charge: Charge) -> float:
        asked[charge.kind] += 1
        return 2.5 * charge.length_km

    first = graph.sums(own)
    once = dict(asked)
    assert graph.sums(own) == first
    assert max(first) == 2.5 * 11
    assert dict(asked) == {kind: 2 * count for kind, count in once.items()}
    assert graph.costs() == graph.sums(lambda charge: charge.cost_usd) != graph.sums(USUAL["time"])


def test_a_figure_of_one_arc_is_summed_up_once() -> None:
    """Of each figure by itself."""
    graph = built(micro("UZ:A ==7== KZ:B"))
    arc = graph.arcs_of_link[0][0]
    asked = Counter[str]()

    def own(charge: Charge) -> float:
        asked[charge.kind] += 1
        return charge.time_h

    assert [graph.sum_of(arc, own) for _ in range(3)] == [0.7 + 3] * 3
    assert asked == {"haul": 1, "border": 1}
    assert graph.sum_of(arc, USUAL["cost"]) == 7 + 30
    assert graph.sum_of(graph.arcs_of_link[0][1], own) == 3.7


def test_a_graph_of_other_charges_sums_up_its_own() -> None:
    """Whatever the first has summed up before."""
    graph = built(micro("A ==7== B"))
    there, back = (graph.arcs_of_link[0][side] for side in (0, 1))
    before = graph.costs(), graph.sum_of(there, USUAL["cost"])
    other = graph.with_charges(graph.tariff, {there: (*graph.charges[there], *graph.charges[back])})
    assert (other.sum_of(there, USUAL["cost"]), other.costs()[there], other.costs()[back]) == (14, 14, 7)
    assert (graph.costs(), graph.sum_of(there, USUAL["cost"])) == before
    assert (other.base, graph.base, graph.repriced) == (graph, None, frozenset())


def names_of(graph: RoutingGraph, arcs: Any) -> set[str]:
    """Arcs of links by the letters of their ends and the service of the yard that they lead to."""
    ends = [(graph.yards[graph.tails[arc]], graph.yards[graph.heads[arc]]) for arc in arcs]
    letters = "apqrst"
    return {" ".join([letters[tail.place] + letters[head.place], *head.service.split()[:1]]) for tail, head in ends}


def test_a_container_goes_at_sea_by_lines_alone() -> None:
    """And by rail, by the ferry and by the train of containers; arcs of each ride are noted by its service."""
    graph = built(micro(*COAST, services=RIDES))
    assert {number: names_of(graph, arcs) for number, arcs in graph.arcs_of_service.items()} == {
        0: {"pq line", "qr line", "qp line", "rq line"},
        1: {"rt boat", "tr boat"},
        2: {"ap box", "pa box"},
    }
    assert all(graph.link_of[arc] >= 0 for arcs in graph.arcs_of_service.values() for arc in arcs)
    assert set(graph.refused.values()) == {"no line or feeder for containers is published on it"}
    assert names_of(graph, graph.refused) == {"pq", "qp", "qr", "rq", "rs", "sr"}


def test_bulk_goes_by_any_lane_and_not_by_what_carries_containers() -> None:
    """A ride tells whose it is; a line at sea may take anything."""
    graph = built(micro(*COAST, services=RIDES), "wagon")
    assert set(graph.refused.values()) == {"boat takes no such load"}
    assert names_of(graph, graph.refused) == {"rt boat", "tr boat"}
    assert sorted(graph.refused) == sorted(graph.arcs_of_service[1])


def prices_counted(monkeypatch: pytest.MonkeyPatch) -> Counter[int]:
    """How often each link is priced from now on."""
    priced = Counter[int]()
    link = Tariff.link

    def counted(self: Tariff, *of: Any) -> Any:
        priced[of[0].index] += 1
        return link(self, *of)

    monkeypatch.setattr(Tariff, "link", counted)
    return priced


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("later", [False, True])
def test_an_arc_is_priced_when_it_is_met_where_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, later: bool, many: bool
) -> None:
    """Each once; whole arrays are priced at once, and others are not made like a graph of these."""
    network = micro("A ==7== B ..11.. C", "B ~~5~~ D")
    expected = built(network)
    priced = prices_counted(monkeypatch)
    if many:
        monkeypatch.setattr(parts_module, "MANY_PLACES", 4)
    graph = built(network, later=later)
    assert (graph.made_of is None) == many
    if later and not many:
        assert not priced
        arc = graph.arcs_of_link[1][0]
        assert [graph.charges[arc] for _ in range(2)] == [expected.charges[arc]] * 2
        assert priced == {1: 1}
        like = graph_like(graph, network._core.links, tariff(network._core, "teu"), graph.through or graph.tariff)
        assert priced == {1: 1}
        assert like.charges[arc] == built(network, "teu", later=True).charges[arc] != graph.charges[arc]
        assert (priced, like.shipment, like.tariff.shipment, like.through) == ({1: 3}, "teu", "teu", graph.through)
    else:
        assert sorted(priced)[-1] == 2
    assert list(graph.charges) == list(expected.charges)


def test_all_arcs_are_priced_at_once_unless_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that what is missing is told then."""
    priced = prices_counted(monkeypatch)
    built(micro("A ==7== B ..11.. C"))
    assert priced == {0: 2, 1: 2}


def test_a_graph_made_like_another_costs_what_one_built_for_it_does() -> None:
    """Whichever part is met first: rides, and where one changes between them, are told once."""
    rides = (service("one", "A = B = C", calls=("b",)), service("two", "D = B = E", calls=("b",)))
    network = micro("A ==7== B ==11== C", "D ==13== B ==17== E", "B ..19.. F", services=rides)
    core = network._core
    teu = tariff(core, "teu"), tariff(core, "teu", "block_train")
    expected = list(built(network, "teu").charges)
    assert list(graph_like(built(network, later=True), core.links, *teu).charges) == expected
    for backwards in (False, True):
        like = graph_like(built(network, later=True), core.links, *teu)
        order = sorted(range(like.n_arcs), key=lambda arc: (like.link_of[arc], arc), reverse=backwards)
        found = {arc: like.charges[arc] for arc in order}
        assert [found[arc] for arc in range(like.n_arcs)] == expected
        assert list(like.charges) == expected


def test_trains_are_ridden_where_single_containers_may_and_somebody_else_pays_for_the_train() -> None:
    """Not by whole trains, nor where no charges of whole trains are given."""
    network = micro(*COAST, services=RIDES)
    assert 2 in built(network).arcs_of_service
    assert 2 not in built(network, through=None).arcs_of_service
    assert 2 not in built(network, name="block_train").arcs_of_service
    assert built(network, through=None).through is None


def test_a_graph_made_like_another_refuses_what_its_own_shipment_is_refused() -> None:
    """At sea, where lines are known, and nothing where none are."""
    network = micro(*COAST, services=RIDES)
    core = network._core
    first = built(network, later=True)
    like = graph_like(first, core.links, tariff(core, "teu"), tariff(core, "teu", "block_train"))
    assert (like.refused, like.arcs_of_service) == (first.refused, first.arcs_of_service)
    assert names_of(like, like.refused) == {"pq", "qp", "qr", "rq", "rs", "sr"}
    free = micro(*COAST, services=RIDES[1:])
    by_any_lane = built(free, later=True)
    assert (by_any_lane.refused, sorted(by_any_lane.arcs_of_service)) == ({}, [0, 1])
    teu = tariff(free._core, "teu"), tariff(free._core, "teu", "block_train")
    assert graph_like(by_any_lane, free._core.links, *teu).refused == {}


def test_whole_arrays_are_cut_by_link_and_noted_as_parts_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same arcs of each link, vertices of each place, refusals and arcs that lead to a vertex."""
    network = micro(*COAST, services=RIDES, links={"q--r--rail": {"direction": "forward"}})
    few = built(network)
    monkeypatch.setattr(parts_module, "MANY_PLACES", 6)
    many = built(network)
    assert many.charges.swarms
    for name in ("arcs_of_link", "refused", "yards_of_place", "origin_of", "destination_of", "offsets"):
        assert getattr(many, name) == getattr(few, name), name
    assert (many.arcs_into(), many.leads_on()) == (few.arcs_into(), few.leads_on())


def test_the_graph_of_tables_is_that_which_is_built_of_them() -> None:
    """Refusals, services and all."""
    network = micro(*COAST, services=RIDES)
    graph, expected = graph_of(network._core, "feu"), built(network)
    for name in ("yards", "offsets", "heads", "link_of", "refused", "arcs_of_service", "charges"):
        assert getattr(graph, name) == getattr(expected, name), name


def told(yard: Yard) -> str:
    return f"{'abcd'[yard.place]} {yard.gauge_mm or yard.mode} {yard.side} {yard.service}".strip()


def test_a_train_stands_once_where_it_passes_and_twice_where_it_stops_or_changes_its_gauge() -> None:
    """Nobody gets on where it ends or off where it begins, and what passes a stop pays nothing there.

    ::

        A ==7== B --11-- C --13-- D, one train forward that calls at C
    """
    train = service("one", "A = B - C - D", calls=("c",), direction="forward")
    graph = built(micro("A ==7== B --11-- C --13-- D", services=(train,)))
    ends = ((graph.yards[tail], graph.yards[head]) for tail, head in zip(graph.tails, graph.heads, strict=True))
    found = [
        f"{told(tail)} > {told(head)}: {', '.join(charge.kind for charge in charges)}"
        for (tail, head), charges in zip(ends, graph.charges, strict=True)
        if "one" in tail.service + head.service
    ]
    assert sorted(found) == [
        "a 1520 0 departures one there > b 1520 1 one there: haul",
        "a 1520 arrivals regular > a 1520 0 departures one there: class_change, class_change, departure_wait",
        "a origin > a 1520 0 departures one there: loading, departure_wait",
        "b 1435 1 one there > c 1435 2 arrivals one there: gauge_change, haul",
        "b 1520 1 one there > b 1435 1 one there: ",
        "c 1435 2 arrivals one there > c 1435 2 departures one there: ",
        "c 1435 2 arrivals one there > c 1435 departures regular: class_change, class_change",
        "c 1435 2 arrivals one there > c destination: unloading",
        "c 1435 2 departures one there > d 1435 3 arrivals one there: haul",
        "c 1435 arrivals regular > c 1435 2 departures one there: class_change, class_change, departure_wait",
        "c origin > c 1435 2 departures one there: loading, departure_wait",
        "d 1435 3 arrivals one there > d 1435 departures regular: class_change, class_change",
        "d 1435 3 arrivals one there > d destination: unloading",
    ]
    passed = [arc for arc, tail in enumerate(graph.tails) if told(graph.yards[tail]) == "b 1520 1 one there"]
    assert [graph.link_of[arc] for arc in passed] == [-1]


@pytest.mark.parametrize(("ride", "changes"), [("A - B = C = D", "b"), ("A = B - C = D", "bc"), ("A = B = C - D", "c")])
def test_a_train_changes_its_gauge_wherever_its_ride_does(ride: str, changes: str) -> None:
    """It passes there from a yard of the one to a yard of the other, whether that is near its start or its end."""
    drawing = ride.replace("=", "==7==").replace(" - ", " --7-- ")
    graph = built(micro(drawing, services=(service("one", ride, direction="forward"),)))
    passed = [
        (told(graph.yards[tail])[:6], told(graph.yards[head])[:6])
        for tail, head, link in zip(graph.tails, graph.heads, graph.link_of, strict=True)
        if link < 0 and graph.yards[tail].service == graph.yards[head].service == "one there"
    ]
    gauges = [1520 if hop == "=" else 1435 for hop in ride.split()[1::2]]
    expected = [(f"{at} {gauges['abcd'.index(at) - 1]}", f"{at} {gauges['abcd'.index(at)]}") for at in changes]
    assert sorted(passed) == expected


def test_what_a_line_hauls_on_a_lane_is_paid_at_the_prices_of_that_lane_and_direction() -> None:
    """A train's hauls, which are on none, are paid as the railway says."""
    graph = built(micro(*COAST, services=RIDES))
    groups = {
        name: {charge.price_group for arc in graph.arcs_of_service[number] for charge in graph.charges[arc]
               if charge.kind == "haul" and graph.yards[graph.tails[arc]].service.endswith(way)}
        for number, name, way in ((0, "there", "there"), (0, "back", "back"), (2, "rail", ""))
    }  # fmt: skip
    assert groups["there"] == {"lane east--west forward"}
    assert groups["back"] == {"lane east--west back"}
    by_rail = {charge.price_group for arc in graph.arcs_of_link[0] for charge in graph.charges[arc]}
    assert groups["rail"] == by_rail
    assert not any(group.startswith("lane") for group in by_rail)


def test_graphs_are_made_like_another_only_of_tables_that_were_checked() -> None:
    """Of others all rates are looked up each time, so that one that is missing is told."""
    kept = []
    for network in (micro("A ==300== B"), co.load_network()):
        core = network._core
        graph_of(core, "feu")
        kept.append(("graph hangs together", "regular") in core.made)
        assert core.tables.checked == kept[-1]
    assert kept == [False, True]
