"""What a loss costs, against the same network without what is lost, asked anew."""

from __future__ import annotations

from itertools import combinations
from math import inf, isinf
from typing import Any

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.disruption.loss import Loss
from tests.drawn import outside
from tests.micro import blank, corridor_rows, micro, micro_tables, service
from tests.strategies import Drawing, drawings

#: A ring: 10 km of rail straight to C, 30 round by D; the border of UZ and KZ lies on both.
RING = ("UZ:A ==5== UZ:B ==5== KZ:C", "A ==20== UZ:D ==10== C")


def ways(network: co.Network, pairs: Any, weight: str) -> dict[tuple[str, str], float]:
    """What the best way of each pair weighs, asked anew; infinite where there is none."""
    found = {}
    for origin, destination in pairs:
        try:
            route = co.shortest_route(origin, destination, weight=weight, network=network)
        except co.NoRouteError:
            found[origin, destination] = inf
        else:
            found[origin, destination] = {"time": route.time_h, "cost": route.cost_usd}[weight]
    return found


def told(loss: Loss) -> dict[tuple[str, str], float]:
    """What each pair loses, as the answer has it."""
    return {pair.pair.ids: pair.extra.weight for pair in loss.pairs}


def agree(loss: dict[tuple[str, str], float], before: dict[Any, float], after: dict[Any, float]) -> None:
    """The loss of every pair that had a way is the difference; who is not told of loses nothing."""
    for pair, was in before.items():
        if not isinf(was):
            assert loss.get(pair, 0.0) == pytest.approx(after[pair] - was, abs=1e-6), pair


def event_rows(**cells: Any) -> list[dict[str, Any]]:
    usual = {"id": "shut", "name": "Shut", "kind": "closure", "start": "2026-01-01", "end": "2026-12-31"}
    graded = {"status": "in force", "grade": "published", "source": ("test",), "capacity_factor": 0.0}
    return [blank("events", **usual | graded | cells)]


def test_a_link_costs_what_the_way_round_takes_more() -> None:
    """By B it is 10 km (1 h), by D 30 km (3 h): 2 h and 20 USD more."""
    losses = co.criticality([("a", "c")], weight="time", network=micro(*RING))
    assert {loss.id for loss in losses} == {"a--b--rail", "b--c--rail"}
    assert [(loss.extra.time_h, loss.extra.cost_usd) for loss in losses] == [(2.0, 20.0)] * 2
    assert losses[0].pairs[0].route.places[1].id == "d"


def test_what_lies_on_no_best_way_costs_nothing_and_is_told_so() -> None:
    losses = co.criticality([("a", "c")], network=micro(*RING))
    with pytest.raises(co.OptionError, match="costs nothing"):
        losses["a--d--rail"]
    named = co.criticality([("a", "c")], within="a--d--rail", network=micro(*RING))
    assert [(loss.id, loss.extra.weight, loss.pairs) for loss in named] == [("a--d--rail", 0.0, ())]


def test_whom_a_loss_cuts_off_is_listed_and_the_ends_apart() -> None:
    """A - B - C in a row: the loss of B strands A - C, and B is an end of A - B."""
    network = micro("UZ:A ==10== KZ:B ==10== TM:C")
    losses = co.criticality([("a", "b"), ("a", "c")], by="place", demand=[1.0, 2.0], network=network)
    loss = losses["b"]
    assert [pair.ids for pair in loss.cut_off] == [("a", "c")]
    assert [pair.ids for pair in loss.ends] == [("a", "b")]
    assert loss.unserved_mt_per_year == 3.0
    assert losses[0].id == "b", "who is stranded in passing comes before those who were at home there"
    assert losses["a"].cut_off == ()


def test_totals_are_of_units_a_year_where_the_demand_is_known() -> None:
    """1 Mt a year in containers of 20 t are 50,000, each 2 h and 20 USD later."""
    loss = co.criticality([("a", "c")], weight="time", demand=1.0, network=micro(*RING))[0]
    assert loss.extra.time_h == pytest.approx(50_000 * 2.0)
    assert loss.extra.cost_usd == pytest.approx(50_000 * 20.0)


def test_a_border_is_told_as_a_whole_and_by_its_crossings() -> None:
    losses = co.criticality([("a", "c")], by="border", weight="time", network=micro(*RING))
    assert losses["KZ-UZ"].kind == "border"
    assert [pair.ids for pair in losses["KZ-UZ"].cut_off] == [("a", "c")]
    assert losses["b--c"].kind == "crossing"
    assert losses["b--c"].extra.time_h == 2.0


def test_a_lane_at_sea_crosses_no_border() -> None:
    network = micro("UZ:A ^^10^^ KZ:B")
    assert len(co.criticality([("a", "b")], by="border", network=network)) == 0


def test_a_country_is_lost_with_all_transit_through_it() -> None:
    network = micro("UZ:A ==10== KZ:B ==10== TM:C", "UZ:A ==100== C")
    losses = co.criticality([("a", "c"), ("a", "b")], by="country", weight="cost", network=network)
    through, to = (next(p for p in losses["KZ"].pairs if p.pair.ids == ids) for ids in (("a", "c"), ("a", "b")))
    assert not through.cut_off
    assert through.extra.cost_usd == pytest.approx(100 - 20 - 30)  # one border instead of two
    assert to.cut_off
    assert to.at_end


def test_a_corridor_is_lost_by_its_gateway() -> None:
    network = micro(*RING, **corridor_rows("middle", [["b--c--rail"]], ["a--b--rail"]))
    losses = co.criticality([("a", "c")], by="corridor", weight="time", network=network)
    assert [(loss.id, loss.extra.time_h) for loss in losses] == [("middle", 2.0)]
    within = co.criticality([("a", "c")], within="middle", network=network)
    assert {loss.id for loss in within} == {"a--b--rail", "b--c--rail"}, "all links of the corridor"


def test_a_service_stops_running_as_one_that_has_ended() -> None:
    drawn = "A ==30== B ==30== C"
    runs = service("express", "A = B = C", time_h=1.0, departures_per_week=168.0)
    losses = co.criticality([("a", "c")], by="service", weight="time", network=micro(drawn, services=[runs]))
    ended = micro(drawn, services=[{**runs, "status": "ended"}])
    running = micro(drawn, services=[runs])
    times = [co.shortest_route("a", "c", weight="time", network=network).time_h for network in (running, ended)]
    assert times[1] > times[0]
    assert [loss.id for loss in losses] == ["express"]
    assert losses[0].extra.time_h == pytest.approx(times[1] - times[0])


def test_a_pair_without_a_way_is_named_and_none_at_all_is_refused() -> None:
    network = micro("A ==10== B", "C ==10== D")
    losses = co.criticality([("a", "b"), ("a", "c")], network=network)
    assert any("A - C" in note for note in losses.notes)
    with pytest.raises(co.NoRouteError, match="no route from A to C"):
        co.criticality([("a", "c")], network=network)


@pytest.mark.parametrize("by", ["link", "place", "country", "corridor"])
@given(drawing=drawings(most_services=2))
@settings(max_examples=25)
def test_equal_to_the_network_without_it_on_random_networks(by: str, drawing: Drawing) -> None:
    links = sorted(row["id"] for row in drawing.tables()["links"])
    network = drawing.network(**corridor_rows("middle", [links[:2]]))
    pairs = [(a, b) for a in drawing.places[:3] for b in drawing.places if a != b]
    before = ways(network, pairs, "cost")
    assume(any(not isinf(weight) for weight in before.values()))
    losses = co.criticality(pairs, by=by, weight="cost", network=network)
    listed = {loss.id: told(loss) for loss in losses}
    everything = {
        "link": links,
        "place": drawing.places,
        "country": sorted({place.country for place in network._core.places}),
        "corridor": ["middle"],
    }
    for name in everything[by]:
        agree(listed.get(name, {}), before, ways(network.without(name), pairs, "cost"))


@given(drawing=drawings(most_services=1), budget=st.sampled_from([None, "0 searches", "2 searches"]))
@settings(max_examples=30)
def test_couples_equal_the_network_without_both_or_are_bounded(drawing: Drawing, budget: str | None) -> None:
    network = drawing.network()
    links = sorted(row["id"] for row in drawing.tables()["links"])
    pairs = [(drawing.places[0], b) for b in drawing.places[1:]]
    before = ways(network, pairs, "time")
    assume(any(not isinf(weight) for weight in before.values()))
    losses = co.criticality(pairs, k=2, within=links, weight="time", budget=budget, network=network)
    listed = {frozenset(element.id for element in loss.elements): loss for loss in losses}
    for couple in combinations(links, 2):
        after = ways(network.without(*couple), pairs, "time")
        loss = listed.get(frozenset(couple))
        if loss is None or loss.exact:
            agree({} if loss is None else told(loss), before, after)
            continue
        assert budget is not None
        for pair in loss.pairs:
            truth = after[pair.pair.ids] - before[pair.pair.ids]
            assert pair.extra.weight <= truth + 1e-6
            assert truth <= pair.at_most + 1e-6
    assert losses.undone == 0 or budget is not None


@given(drawing=drawings(most_services=3, hops="=~."))
@settings(max_examples=40)
def test_a_service_lost_equals_one_that_has_ended_on_random_networks(drawing: Drawing) -> None:
    assume(drawing.services)
    tables = drawing.tables()
    pairs = [(a, b) for a in drawing.places[:3] for b in drawing.places if a != b]
    before = ways(drawing.network(), pairs, "cost")
    assume(any(not isinf(weight) for weight in before.values()))
    losses = co.criticality(pairs, by="service", weight="cost", network=drawing.network())
    listed = {loss.id: told(loss) for loss in losses}
    for number, row in enumerate(tables["services"]):
        rows = list(tables["services"])
        rows[number] = {**row, "status": "ended", "until": None}
        agree(listed.get(row["id"], {}), before, ways(drawing.network(services=rows), pairs, "cost"))


@given(drawing=drawings(most_services=1), data=st.data())
@settings(max_examples=40)
def test_events_equal_the_tables_with_their_dates_changed(drawing: Drawing, data: st.DataObject) -> None:
    """In force and lifted, past and come back; closures, and restrictions that slow or add."""
    links = sorted(row["id"] for row in drawing.tables()["links"])
    kinds = {
        "closure": {},
        "adds": {"kind": "restriction", "add_time_h": 6.0},
        "slows": {"kind": "restriction", "time_factor": 3.0},
        "quickens": {"kind": "restriction", "time_factor": 0.5},
    }
    rows = []
    for number in range(3):
        kind = data.draw(st.sampled_from(sorted(kinds)))
        here = data.draw(st.booleans())
        graded = {"effect_grade": "published", "effect_source": ("test",)}
        dates = {} if here else {"start": "2024-01-01", "end": "2024-02-01"}
        where = tuple(sorted(data.draw(st.sets(st.sampled_from(links), min_size=1))))
        rows += event_rows(id=f"event-{number}", name=f"Event {number}", links=where, **dates, **kinds[kind], **graded)
    pairs = [(drawing.places[0], b) for b in drawing.places[1:]]
    now = ways(drawing.network(events=rows), pairs, "time")
    assume(any(not isinf(weight) for weight in now.values()))
    losses = co.criticality(pairs, by="event", weight="time", network=drawing.network(events=rows))
    for number, row in enumerate(rows):
        rest = [other for other in rows if other is not row]
        loss = losses[row["id"]]
        assert loss.in_force == (row["start"] == "2026-01-01")
        if loss.in_force:
            agree(told(loss), ways(drawing.network(events=rest), pairs, "time"), now)
        else:
            back = {**row, "start": "2026-01-01", "end": "2026-12-31"}
            imposed = [*rows[:number], back, *rows[number + 1 :]]
            agree(told(loss), now, ways(drawing.network(events=imposed), pairs, "time"))


@given(drawing=drawings(hops="=.", one_way=False))
@settings(max_examples=20)
def test_networkx_agrees(drawing: Drawing) -> None:
    """The routing graph handed to networkx, the arcs of one link taken out of it."""
    network = drawing.network()
    origin, destination = drawing.places[0], drawing.places[-1]
    graph = network.to_networkx(weight="cost")
    ends = {
        (data["place"], data["mode"]): node
        for node, data in graph.nodes(data=True)
        if data["mode"] in ("origin", "destination")
    }

    def least(taken: nx.MultiDiGraph[int]) -> float:
        try:
            return float(nx.dijkstra_path_length(taken, ends[origin, "origin"], ends[destination, "destination"]))
        except nx.NetworkXNoPath:
            return inf

    losses = co.criticality([(origin, destination)], weight="cost", network=network)
    for loss in losses:
        taken = graph.copy()
        taken.remove_edges_from([(u, v, k) for u, v, k, d in graph.edges(keys=True, data=True) if d["link"] == loss.id])
        assert loss.pairs[0].extra.weight == pytest.approx(least(taken) - least(graph), abs=1e-6)


def test_an_event_in_force_costs_what_lifting_it_would_save() -> None:
    network = micro(*RING, events=event_rows(links=("a--b--rail",)))
    loss = co.criticality([("a", "c")], by="event", weight="time", network=network)["shut"]
    assert loss.in_force
    assert loss.extra.time_h == 2.0


def test_an_event_that_is_over_costs_what_it_would_if_it_came_back() -> None:
    over = event_rows(links=("a--b--rail",), start="2024-01-01", end="2024-01-30", status="ended")
    loss = co.criticality([("a", "c")], by="event", weight="time", network=micro(*RING, events=over))["shut"]
    assert not loss.in_force
    assert loss.extra.time_h == 2.0
    assert loss.expected is not None
    assert loss.expected.record.durations_h == (720.0,)


def test_an_event_that_only_slows_costs_the_hours_it_adds_or_the_way_round() -> None:
    slows = {"kind": "restriction", "capacity_factor": 1.0, "effect_grade": "published", "effect_source": ("test",)}
    for hours, lost in ((0.5, 0.5), (9.0, 2.0)):
        network = micro(*RING, events=event_rows(links=("a--b--rail",), add_time_h=hours, **slows))
        loss = co.criticality([("a", "c")], by="event", weight="time", network=network)["shut"]
        assert loss.extra.time_h == pytest.approx(lost), hours


def test_closures_on_record_give_what_is_to_be_expected_in_a_year() -> None:
    """Two closures of 30 days in the record, of 2 h each for who comes meanwhile: all go round at once."""
    rows = [
        *event_rows(links=("a--b--rail",), start="2022-11-02", end="2022-12-01", id="first", status="ended"),
        *event_rows(links=("a--b--rail",), start="2024-01-01", end="2024-01-30", id="second", status="ended"),
    ]
    network = micro(*RING, events=rows)
    loss = co.criticality([("a", "c")], weight="time", network=network)["a--b--rail"]
    expected = loss.expected
    assert expected is not None
    assert expected.record.events == ("first", "second")
    assert expected.record.years == pytest.approx(4.0, abs=0.01)
    # of 60 days in 4 years each arrival goes round for 2 h, but the last two hours of each, who wait an hour
    hours = 2 * ((720 - 2) * 2.0 + 2.0 * 1.0) / 8766 / expected.record.years
    assert expected.extra.time_h == pytest.approx(hours)
    assert expected.per_closure.time_h == pytest.approx(hours * expected.record.years / 2)


def test_points_off_the_network_are_joined_by_lorries_as_in_a_route() -> None:
    network = co.load_network()
    point, end = (39.9, 66.3), "Poti"
    losses = co.criticality([(point, end)], by="country", weight="time", network=network)
    before = co.shortest_route(point, end, weight="time", network=network).time_h
    for loss in losses:
        shut = network.without(loss.id)
        if loss.pairs[0].cut_off:
            with pytest.raises(co.NoRouteError):
                co.shortest_route(point, end, weight="time", network=shut)
        else:
            after = co.shortest_route(point, end, weight="time", network=shut).time_h
            assert loss.pairs[0].extra.weight == pytest.approx(after - before)


@pytest.mark.parametrize("weight", ["generalised", "time"])
def test_the_packaged_network_without_each_border_and_some_links(weight: str) -> None:
    network = co.load_network()
    pairs = [("Tashkent", end) for end in ("Istanbul", "Karachi", "Moscow", "Mumbai")]
    borders = co.criticality(pairs, by="border", weight=weight)
    links = co.criticality(pairs, weight=weight)
    asked = [*[loss for loss in borders if loss.kind == "crossing"][:4], *links[:4]]
    for loss in asked:
        shut = network.without(*(network._core.links[index].id for index in loss.elements[0].links))
        for pair in loss.pairs:
            if not pair.cut_off:
                now = shut.planner(weight=weight).distance(*pair.pair.ids)
                was = network.planner(weight=weight).distance(*pair.pair.ids)
                assert pair.extra.weight == pytest.approx(now - was, abs=1e-6)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"by": "lnk"}, "did you mean 'link'"),
        ({"k": 3}, "give 1, or 2"),
        ({"k": 2, "by": "event"}, "not known of events"),
        ({"budget": 3}, "give k=2"),
        ({"k": 2, "budget": "soon"}, "give seconds"),
        ({"client": object()}, "is no client of a cluster"),
        ({"duration": "30 d", "weight": "cost"}, "waiting counts"),
        ({"duration": "soon"}, "give hours"),
        ({"duration": -3}, "give hours"),
        ({"demand": [1.0, 2.0]}, "one for each of the 1"),
        ({"demand": -1.0}, "at least 0"),
        ({"within": []}, "within= is empty"),
        ({"within": "nowhere at all"}, "nowhere at all"),
    ],
)
def test_bad_arguments_say_what_would_be_right(asked: dict[str, Any], words: str) -> None:
    with pytest.raises(co.CorridorsError, match=words):
        co.criticality([("a", "c")], network=micro(*RING), **asked)


def test_bad_pairs_are_told_all_at_once() -> None:
    network = micro(*RING)
    with pytest.raises(co.DataError) as caught:
        co.criticality([("a", "nowhere"), ("b", "b"), ("a", "c")], network=network)
    assert len(caught.value.findings) == 2
    for pairs in ("a", [], [("a",)], {"a": "b"}, 3):
        with pytest.raises(co.CorridorsError):
            co.criticality(pairs, network=network)


def test_pairs_are_a_product_a_list_or_a_frame() -> None:
    import pandas as pd

    network = micro(*RING)
    frame = pd.DataFrame({"origin": ["a", "b"], "destination": ["c", "c"], "mt_per_year": [1.0, 2.0]})
    by_product = co.criticality((["a", "b"], ["c", "b"]), network=network)
    assert [pair.ids for pair in by_product.pairs] == [("a", "c"), ("a", "b"), ("b", "c")]
    by_frame = co.criticality(frame, network=network)
    assert [pair.mt_per_year for pair in by_frame.pairs] == [1.0, 2.0]
    assert by_frame.per == "year"


def test_frames_texts_and_plain_data_hold_the_same_losses() -> None:
    import json

    losses = co.criticality([("a", "c")], demand=1.0, by="border", network=micro(*RING))
    frame = losses.to_frame()
    assert frame["element"].tolist() == [loss.id for loss in losses]
    assert frame["unserved_mt_per_year"].tolist() == [1.0, 0.0]
    assert len(losses.pairs_frame()) == 2
    assert json.loads(json.dumps(losses.to_dict()))["losses"][0]["element"] == "KZ-UZ"
    assert "border of Kazakhstan and Uzbekistan" in losses.summary()
    assert "no way left for A - C" in losses.summary()
    assert "<table>" in losses._repr_html_()


def test_bars_are_drawn_the_worst_on_top() -> None:
    from matplotlib.figure import Figure

    losses = co.criticality([("a", "c")], by="border", network=micro(*RING))
    ax = losses.plot(Figure(figsize=(12, 5)).subplots(), figure="days")
    assert [label.get_text() for label in ax.get_yticklabels()] == [loss.name for loss in losses]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # the first is on top
    words = [text.get_text() for text in ax.texts if text.get_gid() == "words"]
    assert words[0] == "cuts off 1 pair"
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([loss.extra.time_h / 24 for loss in losses])
    with pytest.raises(co.OptionError, match="figure='hours'"):
        losses.plot(figure="hours")


def test_a_map_of_losses_is_wide_where_most_is_lost() -> None:
    """Along the best way from Tashkent to Poti; each line has the width of the worst loss that it stands for."""
    from matplotlib.collections import LineCollection
    from matplotlib.figure import Figure

    losses = co.criticality([("Tashkent", "Poti")], by="link")
    figure = Figure(figsize=(12, 8))  # on smaller pages all lines are thinner
    ax = losses.plot_map(figure.subplots())
    widths = [
        float(width)
        for group in ax.collections
        if isinstance(group, LineCollection) and str(group.get_gid()).startswith("loss")
        for width in group.get_linewidths()
    ]
    assert len(widths) == len({link for loss in losses for element in loss.elements for link in element.links})
    assert max(widths) == pytest.approx(9.0)
    assert outside(figure) == []


def test_the_tables_of_a_drawing_are_left_as_they_are() -> None:
    tables = micro_tables(*RING)
    network = co.Network(tables)
    before = co.shortest_route("a", "c", network=network).to_dict()
    co.criticality([("a", "c")], k=2, within=["a", "d"], by="link", network=network)
    assert co.shortest_route("a", "c", network=network).to_dict() == before


ENDS = (
    "Istanbul", "Karachi", "Poti", "Batumi", "Rotterdam", "Moscow", "Bandar Abbas", "Mumbai", "Mersin", "Constanta",
    "Novorossiysk", "St Petersburg", "Riga", "Hamburg", "Shanghai", "Almaty", "Aktau", "Baku", "Kabul", "Chabahar",
)  # fmt: skip


def test_each_link_for_twenty_pairs_takes_less_than_ten_seconds_and_couples_of_a_corridor_less_than_a_minute() -> None:
    """Far less on an idle machine; what is promised holds on a busy one."""
    co.criticality(("Tashkent", "Poti"))
    links = co.criticality(("Tashkent", list(ENDS)))
    assert len(links.pairs) == 20
    assert links.searches > 200
    assert links.seconds < 10
    couples = co.criticality(("Tashkent", list(ENDS)), k=2, within="southern")
    assert couples.searches > 100
    assert couples.seconds < 60
    assert all(loss.exact for loss in couples)


def test_demand_of_the_packaged_tables_is_priced_by_the_year() -> None:
    losses = co.criticality("demand_uz2025", by="country", shipment="wagon")
    assert losses.per == "year"
    uzbekistan = losses["UZ"]
    assert uzbekistan.unserved_mt_per_year == pytest.approx(sum(pair.mt_per_year or 0.0 for pair in losses.pairs))
    assert len(uzbekistan.ends) == len(losses.pairs)
    assert losses[0].id != "UZ", "what is lost to those at home does not decide the order"
