"""Networks made of others by changing rows: equal, figure by figure, to networks made afresh of the same tables."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.network.network import Network
from corridors.routing import weighing as weighing_module
from corridors.routing.graphs import graph_of
from corridors.tables.reading import Row
from corridors.world.core import Core
from tests.micro import micro, rate_row, service
from tests.strategies import Question, questions

#: Figures that a change moves, by table, with what else is moved with them.
FIGURES = {
    "links": ("length_km", "time_h", "cost_usd_per_feu", "capacity_mt_per_year"),
    "handling": ("time_h", "cost_usd"),
    "services": ("departures_per_week", "time_h", "price_usd_per_feu"),
    "rates": ("central",),
    "levels": ("factor",),
    "events": ("add_time_h", "add_cost_usd", "time_factor"),
    "projects": ("value",),
}


def scaled(row: Row, column: str, factor: float) -> Row:
    """A row with a figure and its range scaled; a blank figure is given one where its source is known."""
    ends = ("low", "high") if column == "central" else (f"{column}_low", f"{column}_high")
    return row | {name: row[name] * factor for name in (column, *ends) if row.get(name) is not None}


def changed(core: Core, edits: list[tuple[str, int, int, float]]) -> tuple[dict[str, list[Row]], dict[str, set[int]]]:
    """Rows and positions after some edits: table, number of the row, number of the figure and factor."""
    rows: dict[str, list[Row]] = {}
    touched: dict[str, set[int]] = {}
    for table, number, figure, factor in edits:
        kept = rows.setdefault(table, list(core.tables[table]))
        if kept:
            position = number % len(kept)
            kept[position] = scaled(kept[position], FIGURES[table][figure % len(FIGURES[table])], factor)
            touched.setdefault(table, set()).add(position)
    return rows, touched


def assert_like(core: Core, fresh: Core, kinds: list[tuple[str, str, str]]) -> None:
    """The graphs of a derived core are those of one made afresh."""
    for kind in kinds:
        found, expected = graph_of(core, *kind), graph_of(fresh, *kind)
        for name in ("yards", "tails", "heads", "offsets", "link_of", "charges", "refused", "arcs_of_service"):
            assert getattr(found, name) == getattr(expected, name), name
        for name in ("value_of_time_usd_per_h", "payload_t", "correlation", "km_per_usd"):
            assert getattr(found.tariff, name) == getattr(expected.tariff, name)


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["links", "links", "handling", "rates", "services"]),
        st.integers(0, 40),
        st.integers(0, 3),
        st.sampled_from([1.0, 1.25, 2.0, 4.0]),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60)
@given(question=questions(most_services=2), edits=EDITS, shipment=st.sampled_from(["feu", "wagon"]))
def test_a_derived_core_is_like_one_made_afresh(question: Question, edits: Any, shipment: str) -> None:
    """Whatever figures of whatever tables are changed, once or twice, and from there back to what they were."""
    base = Core(question.drawing.tables())
    kind = (shipment, "regular", "terminal")
    graph_of(base, *kind)
    rows, touched = changed(base, edits)
    derived = base.derived(rows, touched)
    assert_like(derived, Core(base.tables.replaced(**rows)), [kind])
    again, more = changed(derived, edits[:1])
    assert_like(derived.derived(again, more), Core(derived.tables.replaced(**again)), [kind])
    back = derived.derived({table: base.tables[table] for table in rows}, touched)
    assert not back.touched
    assert graph_of(back, *kind) is graph_of(base, *kind)


@settings(max_examples=60)
@given(
    question=questions(most_services=2),
    edits=EDITS,
    shut=st.integers(0, 20),
    weight=st.sampled_from(["time", "cost", "distance", "generalised", "length_km", "mix"]),
)
def test_a_changed_network_answers_like_one_made_afresh(question: Question, edits: Any, shut: int, weight: str) -> None:
    """In weights, in trees, in the way and in the reasons where there is none."""
    base = Network(question.drawing.tables())
    asked: Any = {"time": 1.0, "cost": 0.5} if weight == "mix" else weight
    core = base._core
    rows, touched = changed(core, edits)
    link = core.links[shut % len(core.links)].id
    for what in ((), (link,)):
        mine = base._with(core=core.derived(rows, touched)).without(*what)
        fresh = Network(core.tables.replaced(**rows)).without(*what)
        fresh.view.base = None
        assert mine.view.base is base.view
        answers = []
        for network in (mine, fresh):
            planner = network.planner(weight=asked)
            try:
                answers.append(planner.path(question.origin, question.destination)[2])
            except co.NoRouteError as error:
                answers.append(str(error))
            answers.append((list(planner.weights), planner.root(question.origin).trees[-1]))
        assert answers[:2] == answers[2:]


@settings(max_examples=80)
@given(
    question=questions(),
    edits=EDITS,
    stops=st.lists(st.integers(0, 6), min_size=1, max_size=3),
    weight=st.sampled_from(["time", "distance"]),
)
def test_a_changed_network_passes_stops_like_one_made_afresh(
    question: Question, edits: Any, stops: list[int], weight: str
) -> None:
    """Stop by stop: each layer is made of that of the base, without a compiler and not from the start."""
    base = Network(question.drawing.tables())
    rows, touched = changed(base._core, edits)
    via = [question.drawing.places[number % len(question.drawing.places)] for number in stops]
    mine, fresh = base._with(core=base._core.derived(rows, touched)), Network(base._core.tables.replaced(**rows))
    assert mine.view.base is base.view
    answers: list[list[Any]] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(weighing_module, "is_ready", lambda: False)
        for network in (mine, fresh):
            planner = network.planner(weight=weight, via=via)
            answers.append([(list(t.distance), list(t.arc)) for t in planner.root(question.origin).trees])
            try:
                answers.append(planner.path(question.origin, question.destination)[2])
            except co.NoRouteError as error:
                answers.append([str(error)])
    assert answers[:2] == answers[2:]


@pytest.mark.parametrize("seed", range(3))
def test_the_packaged_network_is_changed_like_one_made_afresh(seed: int) -> None:
    """Its graph, and the comparison of its corridors, with some figures of several tables changed."""
    network = co.load_network()
    core, draw = network._core, random.Random(seed)
    tables = draw.sample(sorted(FIGURES), 3)
    rows, touched = changed(core, [(table, draw.randrange(900), draw.randrange(3), 1.25) for table in tables])
    derived = core.derived(rows, touched)
    fresh = Network(core.tables.replaced(**rows))
    assert_like(derived, fresh._core, [("feu", "regular", "terminal")])
    told = [
        co.compare_corridors("Tashkent", ["Istanbul", "Karachi"], weight="cost", network=one).to_dict()
        for one in (network._with(core=derived), fresh)
    ]
    assert told[0] == told[1]


LINE = "A ==10== B ==10== KZ:C"


def test_only_what_a_change_concerns_is_priced_again() -> None:
    """A link's own two ways; a level or a project, nothing of the graph at all."""
    base = micro(LINE, services=[service("express", "A = B")])
    core, kind = base._core, ("feu", "block_train", "terminal")
    graph = graph_of(core, *kind)
    rows, touched = changed(core, [("links", 1, 0, 2.0)])
    found = graph_of(core.derived(rows, touched), *kind)
    assert found.repriced == frozenset(graph.arcs_of_link[1])
    assert found.yards is graph.yards
    level = core.derived({"projects": core.tables["projects"]}, {"projects": ()})
    assert graph_of(level, *kind) is graph


def test_a_day_of_a_changed_network_takes_over_what_the_change_does_not_concern() -> None:
    """Charges in force are written once for both networks, but for those of the link that changed."""
    base = micro(LINE, levels=[], further=[rate_row("empty_return_usd", 9.0)])
    rows, touched = changed(base._core, [("links", 1, 0, 2.0)])
    mine = base._with(core=base._core.derived(rows, touched)).planner(weight="cost").in_force
    plain = base.planner(weight="cost").in_force
    assert mine.base is plain
    for arc, link in enumerate(mine.graph.link_of):
        assert (mine.charges(arc) is plain.charges(arc)) == (link != 1)


def test_a_changed_lead_makes_the_graph_anew() -> None:
    """One-way, the link has one arc; what is changed on top of that shares with the one-way network."""
    base = micro(LINE)
    core, kind = base._core, ("feu", "regular", "terminal")
    links = list(core.tables["links"])
    links[0] = links[0] | {"direction": "forward"}
    one_way = core.derived({"links": links}, {"links": [0]})
    assert not one_way.same_shape
    assert len(graph_of(one_way, *kind).arcs_of_link[0]) == 1
    assert_like(one_way, Core(core.tables.replaced(links=links)), [kind])
    rows, touched = changed(one_way, [("links", 1, 0, 2.0)])
    further = one_way.derived(rows, touched)
    assert further.base is one_way
    assert_like(further, Core(one_way.tables.replaced(**rows)), [kind])


def test_a_rate_that_is_added_holds() -> None:
    """An added row is more special than the default, and counts from then on."""
    core, kind = micro(LINE)._core, ("feu", "regular", "terminal")
    graph_of(core, *kind)
    rates = [*core.tables["rates"], rate_row("speed_km_per_h", 1.0, "rail", country="UZ")]
    derived = core.derived({"rates": rates}, {"rates": [len(rates) - 1]})
    assert_like(derived, Core(core.tables.replaced(rates=rates)), [kind])
    assert graph_of(derived, *kind).charges != graph_of(core, *kind).charges


def test_a_bad_change_is_refused_with_its_place() -> None:
    """As tables are that are read; so are missing rows."""
    core = micro(LINE)._core
    links = list(core.tables["links"])
    links[0] = links[0] | {"time_h": 1.0, "time_source": ()}
    with pytest.raises(co.DataError, match=r"links\[a--b--rail\]\.time_source: blank"):
        core.derived({"links": links}, {"links": [0]})
    with pytest.raises(co.DataError, match="keep every row"):
        core.derived({"links": links[:1]}, {"links": [0]})
