"""Charges of a day under a scenario: those that it does not concern are the very ones of the day without it."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

import pytest

import corridors as co
from corridors.charges.charge import Charge, Figure, charge_of
from corridors.routing.in_force import InForce, Terms
from corridors.routing.question import make_question, planner_of
from corridors.tables.reading import Row
from tests.micro import blank, micro_tables, rate_row, service
from tests.routing.test_in_force import DAY, deflator, event, level, placed

#: A railway abroad, a road beside it, and a vessel beyond.
#:
#:     UZ:A ==100== UZ:B ==200== KZ:C ~~70~~ AZ:D
#:     UZ:A ..110.. UZ:B
DRAWING = ("UZ:A ==100== UZ:B ==200== KZ:C ~~70~~ AZ:D", "UZ:A ..110.. UZ:B")
WORTH = rate_row("value_of_goods_usd", 40_000.0, shipment="feu")
RETURN = rate_row("empty_return_usd", 300.0, shipment="feu")
INSURED = event("insured", links=("b--c--rail",), insurance_pct=1.5)
SLOW = event("slow", links=("a--b--road",), time_factor=2.5, add_cost_usd=70.0)
LEVELS = (
    level(1.5, country="UZ", factor_low=1.25, factor_high=2.5),
    level(0.5, country="KZ") | {"id": "level-kz"},
    level(2.5, "road"),
)
PRICES = {"y2024": 100.0, "y2025": 104.0, "y2026": 110.0}


def network(**tables: Any) -> co.Network:
    usual: dict[str, Any] = {"further": [WORTH, RETURN], "events": [INSURED, SLOW], "levels": LEVELS}
    usual["deflator"] = deflator(**PRICES)
    packet = service("packet", "C ~ D", price_usd_per_feu=90.0)
    found = placed(micro_tables(*DRAWING, services=[packet], **usual | tables))
    return co.Network(found, on=DAY)


def under(base: co.Network, scenario: co.Scenario, **rules: Any) -> InForce:
    """The charges of a changed network, with those of the network before it beneath."""
    found = planner_of(base.apply(scenario).view, make_question(**rules)).in_force
    assert isinstance(found, InForce)
    return found


def links(found: InForce, *ids: str) -> set[int]:
    return {arc for link in ids for arc in found.graph.arcs_of_link[found.core.link_index[link]]}


def paid_by(found: InForce, *markets: tuple[str, bool]) -> set[int]:
    """Arcs on which something is paid in a market."""
    return {
        arc
        for arc, charges in enumerate(found.graph.charges)
        for charge in charges
        if charge.cost_usd > 0 and found.prices.market(charge, arc) in markets
    }


def to_destinations(found: InForce) -> set[int]:
    return {arc for arc, head in enumerate(found.graph.heads) if head in found.graph.destination_of}


def changes(table: str, column: str, value: object, **where: Any) -> co.Scenario:
    return co.Scenario("changed", changes=(co.Change(table, where=where, set={column: value}),))


CASES: dict[str, tuple[co.Scenario, Callable[[InForce], set[int]]]] = {
    "a length": (
        co.Scenario("longer", links={"b--c--rail": {"length_km": 250.0}}),
        lambda found: links(found, "b--c--rail"),
    ),
    "a length where no event is": (
        co.Scenario("longer", links={"a--b--rail": {"length_km": 120.0}}),
        lambda found: links(found, "a--b--rail"),
    ),
    "what goods are worth": (
        changes("rates", "central", 55_000.0, parameter="value_of_goods_usd"),
        lambda found: links(found, "a--b--road", "b--c--rail"),
    ),
    "the level of one railway": (
        changes("levels", "factor", 0.75, id="level-kz"),
        lambda found: paid_by(found, ("rail KZ", False), ("rail KZ", True)),
    ),
    "the level of the roads": (
        changes("levels", "factor", 3.5, id="level-2.5"),
        lambda found: paid_by(found, ("road UZ", False), ("road UZ", True)),
    ),
    "an event that is lifted": (
        co.Scenario("calm", lift=("slow",)),
        lambda found: links(found, "a--b--road"),
    ),
    "what an event adds": (
        changes("events", "add_cost_usd", 80.0, id="slow"),
        lambda found: links(found, "a--b--road"),
    ),
    "what an empty box costs": (
        changes("rates", "central", 410.0, parameter="empty_return_usd"),
        to_destinations,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_a_scenario_concerns_is_priced_anew_and_nothing_else(name: str) -> None:
    """By the arcs that it says, and to the same figures as without anything to take over."""
    scenario, concerned = CASES[name]
    found = under(network(), scenario)
    base = found.base
    assert base is not None
    assert concerned(found)
    assert found.differs == frozenset(concerned(found))
    alone = InForce(found.view, found.graph, found.terms)
    assert (alone.base, alone.differs) == (None, None)
    arcs = range(found.graph.n_arcs)
    again = InForce(found.view, found.graph, found.terms, base)
    assert all((again.charges(arc) is base.charges(arc)) == (arc not in concerned(found)) for arc in arcs)
    assert found.costs() == pytest.approx(alone.costs(), rel=1e-12)
    assert found.costs() == pytest.approx([sum(c.cost_usd for c in alone.charges(arc)) for arc in arcs])
    hours = attrgetter("time_h")
    assert found.sums(hours) == pytest.approx(alone.sums(hours), rel=1e-12)
    assert found.sums(hours) is found.sums(hours)
    assert found.sums(lambda charge: 2 * charge.time_h) == pytest.approx([2 * each for each in alone.sums(hours)])
    assert [list(found.charges(arc)) for arc in arcs] == [list(alone.charges(arc)) for arc in arcs]
    assert all((found.charges(arc) is base.charges(arc)) == (arc not in found.differs) for arc in arcs)
    assert any(list(found.charges(arc)) != list(base.charges(arc)) for arc in found.differs)


def dearer_dollars(base: co.Network) -> InForce:
    """The same with other consumer prices, which no scenario changes."""
    rows = [
        row | {"index": row["index"] * 1.5} if row["year"] == 2026 else row for row in base._core.tables["deflator"]
    ]
    core = base._core.derived({"deflator": rows}, {"deflator": {2}})
    return planner_of(base._with(core=core).view, make_question()).in_force


def first_levels(base: co.Network) -> InForce:
    row = {column: value for column, value in LEVELS[0].items() if value is not None}
    return under(base, co.Scenario("first", add={"levels": (row,)}))


@pytest.mark.parametrize(
    ("before", "change"),
    [({}, dearer_dollars), ({"levels": [], "deflator": []}, first_levels)],
    ids=["dollars", "levels"],
)
def test_what_moves_all_prices_has_all_priced_anew(
    before: dict[str, Any], change: Callable[[co.Network], InForce]
) -> None:
    """Nobody says of an arc that it has stayed."""
    found = change(network(**before))
    assert found.base is not None
    assert found.differs is None
    alone = InForce(found.view, found.graph, found.terms)
    arcs = range(found.graph.n_arcs)
    assert found.costs() == pytest.approx(alone.costs())
    assert found.costs() != pytest.approx(found.base.costs())
    assert found.sums(attrgetter("time_h")) == pytest.approx(alone.sums(attrgetter("time_h")))
    assert [list(found.charges(arc)) for arc in arcs] == [list(alone.charges(arc)) for arc in arcs]


def test_other_events_are_another_concern_and_the_same_are_shared() -> None:
    """Made once for all that have the same."""
    base = network()
    longer = under(base, CASES["a length"][0])
    calm = under(base, CASES["an event that is lifted"][0])
    assert longer.base is not None
    assert longer.concerned is longer.base.concerned
    assert calm.base is longer.base
    assert calm.concerned.keys() == links(calm, "b--c--rail")
    assert longer.concerned.keys() == links(longer, "b--c--rail", "a--b--road")
    assert [[effect.row["id"] for effect in effects] for effects in calm.concerned.values()] == [["insured"]] * 2
    narrow = event("narrow", links=("a--b--rail",), capacity_factor=0.5)
    scenario = co.Scenario("wide", lift=("narrow",), links={"b--c--rail": {"length_km": 250.0}})
    wide = under(network(events=[INSURED, SLOW, narrow]), scenario)
    assert wide.base is not None
    assert wide.concerned is wide.base.concerned


def test_nothing_is_taken_over_for_other_terms_or_shipments() -> None:
    found = under(network(), CASES["a length"][0])
    base = found.base
    assert base is not None
    for terms in (Terms(box="shipper"), Terms(value_usd=5.0), Terms(price_year=2025)):
        assert InForce(found.view, found.graph, terms, base).base is None
    assert InForce(found.view, found.graph, found.terms, base).base is base
    assert InForce(base.view, base.graph, base.terms, base).base is None
    other = planner_of(base.view, make_question(shipment="wagon")).in_force
    assert InForce(found.view, found.graph, found.terms, other).base is None


def test_a_lorry_to_a_point_costs_what_roads_cost_on_the_day() -> None:
    """It is on no arc, and leads nowhere home; without levels it is as the tables say."""
    hours, usd = (Figure(each, each, each, "derived", ("test",)) for each in (1.0, 80.0))
    lorry = charge_of("first_mile", "lorry", hours, usd, group="road UZ")
    found = planner_of(network().view, make_question()).in_force
    joined = found.joining(lorry)
    assert joined.cost_usd == pytest.approx(80 * 2.5)
    assert (joined.time_h, joined.kind) == (1.0, "first_mile")
    out = network(levels=[level(1.5, "road", direction="from_uz"), level(0.5, "road", direction="to_uz")])
    assert planner_of(out.view, make_question()).in_force.joining(lorry).cost_usd == pytest.approx(80 * 1.5)
    plain = network(levels=[], deflator=[])
    assert planner_of(plain.view, make_question()).in_force.joining(lorry) == lorry


@pytest.mark.parametrize(
    ("cells", "hours", "usd"),
    [({"time_factor": 2.0}, 2.0, 1.0), ({"cost_factor": 2.0}, 1.0, 2.0), ({"cost_factor": 3.0}, 1.0, 3.0)],
)
def test_an_event_slows_or_raises_each_by_itself(cells: dict[str, Any], hours: float, usd: float) -> None:
    """One of the two is enough."""
    calm, met = (
        planner_of(network(events=events).view, make_question()).in_force
        for events in ([], [event(links=("b--c--rail",), **cells)])
    )
    for arc in calm.graph.arcs_of_link[calm.core.link_index["b--c--rail"]]:
        assert met.costs()[arc] == pytest.approx(usd * calm.costs()[arc])
        assert met.sum_of(arc, attrgetter("time_h")) == pytest.approx(hours * calm.sum_of(arc, attrgetter("time_h")))


def test_what_an_event_adds_is_told_in_the_dollars_asked_for() -> None:
    """It is of the day's: 1100 of 2026 are a thousand of 2024."""
    surcharge = [event(links=("b--c--rail",), add_cost_usd=1100.0)]
    for year, usd in ((2026, 1100.0), (2024, 1000.0)):
        calm, met = (
            planner_of(network(events=events).view, make_question(price_year=year)).in_force
            for events in ([], surcharge)
        )
        arc = calm.graph.arcs_of_link[calm.core.link_index["b--c--rail"]][0]
        assert met.costs()[arc] - calm.costs()[arc] == pytest.approx(usd)


def test_prices_of_a_network_of_swarms_are_not_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are the same, and kept nowhere."""
    usual = planner_of(network().view, make_question()).in_force
    found = planner_of(network().view, make_question()).in_force
    monkeypatch.setattr(found.graph.charges, "swarms", (1,))
    assert found._all_costs() == pytest.approx(usual._all_costs())
    assert (found.graph.payments, usual.graph.payments is None) == (None, False)


# -- capacities -----------------------------------------------------------------------------------------


def capacity(amount: float | None, **cells: Any) -> dict[str, Any]:
    return {"capacity_mt_per_year": amount, "capacity_grade": "published", "capacity_source": ("test",)} | cells


def project(**cells: Any) -> Row:
    usual: dict[str, Any] = {"quantity": "capacity_mt_per_year", "state": "done", "since": "2025", "grade": "estimated"}
    return blank("projects", id="works", name="Works", source=("user",), **usual | cells)


def on_link(link: str, *, on: str = DAY, **tables: Any) -> Charge:
    """What the haul over a link is on a day."""
    found = planner_of(co.Network(placed(micro_tables(*DRAWING, **tables)), on=on).view, make_question()).in_force
    arc = found.graph.arcs_of_link[found.core.link_index[link]][0]
    return next(charge for charge in found.account(arc) if charge.kind == "haul")


@pytest.mark.parametrize(
    ("known", "left", "remains"),
    [(8.0, 0.25, 2.0), (8.0, 0.0, 0.0), (8.0, 1.0, 8.0), (8.0, None, 8.0), (None, 0.25, None), (None, 0.0, 0.0)],
)
def test_a_restriction_leaves_a_share_of_a_link(known: float | None, left: float | None, remains: float | None) -> None:
    """Of nobody knows how much a quarter is not known either, and nothing is nothing."""
    cells = capacity(known) if known is not None else {}
    strike = event(links=("b--c--rail",), capacity_factor=left)
    haul = on_link("b--c--rail", links={"b--c--rail": cells}, events=[strike])
    assert haul.capacity_mt_per_year == remains
    bound = left not in (None, 1.0) and remains is not None
    assert ("user" in haul.capacity_sources) is False
    assert haul.capacity_grade == ("derived" if bound else "published" if known else None)
    assert on_link("a--b--rail", links={"a--b--rail": capacity(8.0)}, events=[strike]).capacity_mt_per_year == 8.0


def test_restrictions_of_one_link_multiply_and_are_cited() -> None:
    strikes = [
        event("first", links=("b--c--rail",), capacity_factor=0.5, grade="estimated", source=("user",)),
        event("second", places=("c",), capacity_factor=0.4),
    ]
    haul = on_link("b--c--rail", links={"b--c--rail": capacity(30.0)}, events=strikes)
    assert haul.capacity_mt_per_year == pytest.approx(30 * 0.5 * 0.4)
    assert haul.capacity_grade == "estimated"
    assert haul.capacity_sources == ("test", "user")


@pytest.mark.parametrize(
    ("cells", "on", "amount"),
    [
        ({}, DAY, 12.0),
        ({"since": "2026-06-01"}, DAY, 12.0),
        ({"since": "2026-06-02"}, DAY, 5.0),
        ({"state": "proposed"}, DAY, 5.0),
        ({"links": ("a--b--rail",)}, DAY, 5.0),
    ],
)
def test_a_project_gives_a_link_its_capacity_once_it_is_done(cells: dict[str, Any], on: str, amount: float) -> None:
    """With its own source and grade; a restriction takes its share of that."""
    works = project(**{"links": ("b--c--rail",), "value": 12.0} | cells)
    tables = {"links": {"b--c--rail": capacity(5.0)}, "projects": [works]}
    haul = on_link("b--c--rail", on=on, **tables)
    told = (12.0, "estimated", ("user",)) if amount == 12 else (5.0, "published", ("test",))
    assert (haul.capacity_mt_per_year, haul.capacity_grade, haul.capacity_sources) == told
    half = event(links=("b--c--rail",), capacity_factor=0.5)
    assert on_link("b--c--rail", on=on, events=[half], **tables).capacity_mt_per_year == amount / 2


def at_place(place: str, kind: str, *modes: str, **tables: Any) -> list[float | None]:
    """Capacities of an operation at a place, between the modes."""
    found = planner_of(co.Network(placed(micro_tables(*DRAWING, **tables)), on=DAY).view, make_question()).in_force
    graph, index = found.graph, found.core.place_index[place]
    arcs = [arc for arc, tail in enumerate(graph.tails) if graph.yards[tail].place == index and graph.link_of[arc] < 0]
    between = [arc for arc in arcs if (graph.yards[graph.tails[arc]].mode, graph.yards[graph.heads[arc]].mode) == modes]
    return [charge.capacity_mt_per_year for arc in between for charge in found.account(arc) if charge.kind == kind]


PORT = {"operation": "transhipment", "id": "port", "place": "c", "time_h": 5.0, "cost_usd": 50.0} | capacity(6.0)


@pytest.mark.parametrize(
    ("cells", "left"),
    [
        ({"places": ("c",), "capacity_factor": 0.5}, 3.0),
        ({"places": ("c",), "modes": ("ferry",), "capacity_factor": 0.25}, 1.5),
        ({"places": ("c",), "modes": ("rail",), "capacity_factor": 0.25}, 1.5),
        ({"places": ("c",), "modes": ("road",), "capacity_factor": 0.25}, 6.0),
        ({"places": ("b",), "capacity_factor": 0.25}, 6.0),
        ({"places": ("c",)}, 6.0),
    ],
)
def test_an_operation_is_bound_by_the_mode_that_is_restricted_more(cells: dict[str, Any], left: float) -> None:
    """At its place, either way."""
    tables = {"further": [blank("handling", **GRADED | PORT)], "events": [event(**cells)]}
    for modes in (("rail", "ferry"), ("ferry", "rail")):
        assert set(at_place("c", "transhipment", *modes, **tables)) == {left}


GRADED = {f"{figure}_{kept}": value for figure in ("time", "cost")
          for kept, value in (("grade", "derived"), ("source", ("test",)))}  # fmt: skip


def test_a_project_gives_a_place_its_capacity_for_what_is_done_there() -> None:
    further = [blank("handling", **GRADED | PORT)]
    for cells, left in (
        ({"places": ("c",), "operation": "transhipment"}, 9.5),
        ({"places": ("c",), "operation": "gauge_change"}, 6.0),
        ({"places": ("b",), "operation": "transhipment"}, 6.0),
    ):
        works = project(value=9.5, **cells)
        assert set(at_place("c", "transhipment", "rail", "ferry", further=further, projects=[works])) == {left}
