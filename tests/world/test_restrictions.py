"""Restrictions in force: what they leave of capacities, and where a route tells of them."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest

import corridors as co
from corridors.tables.reading import Row
from corridors.world.restrictions import (
    Restriction,
    capacity_left,
    links_concerned,
    restrictions_met,
    restrictions_of,
)
from tests.micro import blank, micro, micro_tables

CALM = co.Scenario("calm", lift=("storms",))


def event(**cells: Any) -> Row:
    usual = {"id": "storms", "name": "Storms", "kind": "restriction", "start": "2026-01-01", "capacity_factor": 0.25}
    return blank("events", **usual | {"grade": "estimated", "source": ("user",)} | cells)


def wide(*links: str, capacity: float = 100.0) -> dict[str, dict[str, Any]]:
    cells = {"capacity_mt_per_year": capacity, "capacity_grade": "published", "capacity_source": ("test",)}
    return dict.fromkeys(links, cells)


def network(*events: Row, **options: Any) -> co.Network:
    """Two rails and a ferry.

    ::

        UZ:A ==10== UZ:B ==10== KZ:C ~~10~~ AZ:D
    """
    links = wide("a--b--rail", "b--c--rail") | wide("c--d--ferry", capacity=50.0)
    return micro("UZ:A ==10== UZ:B ==10== KZ:C ~~10~~ AZ:D", links=links, events=events, **options)


# -- what a restriction concerns ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "factor"),
    [
        ({"places": ("b",)}, 0.25),
        ({"places": ("c",)}, 1.0),
        ({"links": ("a--b--rail",)}, 0.25),
        ({"links": ("b--c--rail",)}, 1.0),
        ({"countries": ("UZ",)}, 0.25),
        ({"countries": ("KZ",)}, 1.0),
        ({}, 0.25),
        ({"places": ("b",), "modes": ("ferry",)}, 1.0),
        ({"modes": ("rail", "road")}, 0.25),
        ({"capacity_factor": None}, 1.0),
    ],
)
def test_a_restriction_concerns_what_it_names_in_its_modes(cells: dict[str, Any], factor: float) -> None:
    """Places, links or countries, any of them; one that names none of them holds everywhere."""
    left, binding = capacity_left([event(**cells)], "rail", ("a", "b"), ("UZ", "UZ"), "a--b--rail")
    assert left == factor
    assert len(binding) == (factor < 1)


def test_restrictions_multiply() -> None:
    """Half of the trains on a line that has lost half of its paths."""
    assert capacity_left([event(), event(capacity_factor=0.5)], "rail", ())[0] == 0.125


def test_restrictions_of_a_shipment_are_those_of_all_and_its_own() -> None:
    """A limit on wagons is none on containers; one of a flow counts if it is of all that flows."""
    everything, wagons = event(), event(id="wagons", shipments=("wagon",))
    assert restrictions_of([everything, wagons, event(kind="closure")], ["feu"]) == [everything]
    assert restrictions_of([everything, wagons], ["wagon"]) == [everything, wagons]
    assert restrictions_of([everything, wagons], ["feu", "wagon"]) == [everything]


def test_restrictions_are_met_in_the_order_of_the_way() -> None:
    """Each once, however many links it holds on."""
    events = [event(id="late", places=("c",)), event(id="early", links=("a--b--rail",)), event(id="off", places=("x",))]
    shown = network()
    assert [e["id"] for e in restrictions_met(shown._core, shown._core.links, events)] == ["early", "late"]


# -- on a route -----------------------------------------------------------------------------------------


def test_capacity_bottleneck_and_legs_are_what_is_left() -> None:
    """The ferry is the narrowest until a restriction narrows the railway more; lifted, it is the ferry again."""
    storms = network(event(links=("b--c--rail",)))
    route = co.shortest_route("A", "D", network=storms)
    assert (route.capacity_mt_per_year, route.bottleneck) == (25.0, "rail B - C")
    hauls = route.legs.set_index("label")["capacity_mt_per_year"]
    assert hauls["rail A - B"] == 100.0
    assert hauls["rail B - C"] == 25.0
    assert "up to 25 Mt a year" in route.explain()
    calm = co.shortest_route("A", "D", network=storms, scenario=CALM)
    assert (calm.capacity_mt_per_year, calm.bottleneck) == (50.0, "ferry C - D")
    assert calm.restrictions == ()


def test_what_is_left_has_the_weaker_grade_and_both_sources() -> None:
    """A published capacity times an estimated share is an estimate."""
    route = co.shortest_route("A", "B", network=network(event(places=("b",))))
    [haul] = [step.charge for step in route.steps if step.charge.kind == "haul"]
    assert (haul.capacity_grade, haul.capacity_sources) == ("estimated", ("test", "user"))
    assert "user" in route.source_ids


def test_restrictions_outside_their_dates_do_not_count() -> None:
    """A view of the day before has the whole capacity."""
    for day, capacity in (("2025-12-31", 100.0), ("2026-01-01", 25.0)):
        route = co.shortest_route("A", "B", network=network(event(places=("b",)), on=day))
        assert route.capacity_mt_per_year == capacity


def test_nothing_left_of_an_unknown_capacity_is_nothing() -> None:
    """A part of what is unknown is unknown, none of it is not."""
    for factor, capacity in ((0.5, inf), (0.0, 0.0)):
        shown = micro("A ^^10^^ B", events=[event(places=("a",), capacity_factor=factor)])
        assert co.shortest_route("A", "B", network=shown).capacity_mt_per_year == capacity


def test_a_restriction_of_a_port_binds_its_handling_and_names_itself() -> None:
    """Cranes serve the ships that the restriction is of; passing by train it does not concern."""
    crane = blank("handling", id="crane", operation="transhipment", place="c", capacity_mt_per_year=8.0)
    crane |= {"capacity_grade": "published", "capacity_source": ("test",)}
    tables = micro_tables("A ==10== B")
    shown = network(event(places=("c",), modes=("ferry",)), handling=[*tables["handling"], crane])
    route = co.shortest_route("A", "D", network=shown)
    assert (route.capacity_mt_per_year, route.bottleneck) == (2.0, "rail to ferry at C")
    assert co.max_flow("A", "D", network=shown).value == pytest.approx(2.0)
    assert [r.id for r in route.restrictions] == ["storms"]
    assert co.shortest_route("A", "C", network=shown).restrictions == ()


@pytest.mark.parametrize("cells", [{"places": ("b",)}, {"places": ("c",)}, {"countries": ("KZ",)}, {}])
def test_a_border_is_bound_alike_on_routes_and_in_flows(cells: dict[str, Any]) -> None:
    """Whichever of its two stations the restriction names."""
    border = blank("handling", id="gate", operation="border", place="c", capacity_mt_per_year=8.0)
    border |= {"capacity_grade": "published", "capacity_source": ("test",)}
    shown = network(event(**cells), handling=[*micro_tables("A ==10== B")["handling"], border])
    route = co.shortest_route("A", "C", network=shown)
    assert co.max_flow("A", "C", network=shown).value == pytest.approx(route.capacity_mt_per_year)


def test_a_least_capacity_is_measured_by_what_is_left() -> None:
    """The way asked to carry 60 Mt goes round the restricted line, and back on it once that is lifted."""
    drawing = ("A ==10== B", "A ==10== C ==10== B")
    links = wide("a--b--rail", "a--c--rail", "c--b--rail")
    shown = micro(*drawing, links=links, events=[event(links=("a--b--rail",))])
    asked: dict[str, Any] = {"network": shown, "min_capacity_mt_per_year": 60}
    assert co.shortest_route("A", "B", network=shown).length_km == 10
    route = co.shortest_route("A", "B", **asked)
    assert (route.length_km, route.capacity_mt_per_year) == (20, 100.0)
    assert co.shortest_route("A", "B", scenario=CALM, **asked).length_km == 10


# -- in words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ({}, "Storms, since 2026-01-01, 25 % of capacity left"),
        ({"end": "2026-12"}, "Storms, 2026-01-01 to 2026-12, 25 % of capacity left"),
        ({"capacity_factor": 1.0}, "Storms, since 2026-01-01, no loss of capacity on record"),
        ({"capacity_factor": None}, "Storms, since 2026-01-01, loss of capacity not known"),
    ],
)
def test_a_restriction_in_words(cells: dict[str, Any], text: str) -> None:
    """Its name, its dates, and what it leaves."""
    assert str(Restriction.from_row(event(**cells))) == text


def test_summary_html_explanation_and_json_name_what_is_met() -> None:
    """Wherever a route is told, so is what restricts it; the explanation says on whose word."""
    route = co.shortest_route("A", "B", network=network(event(places=("b",), effect="no trains at night")))
    line = "restricted: Storms, since 2026-01-01, 25 % of capacity left"
    assert f"  {line}" in route.summary().splitlines()
    assert f"<br>{line}<br>" in route._repr_html_()
    told = route.explain().splitlines()
    start = told.index("Restrictions in force, [sources]")
    assert told[start + 2 : start + 4] == ["    no trains at night", "    [user]"]
    [plain] = route.to_dict()["restrictions"]
    assert (plain["id"], plain["capacity_factor"], plain["sources"]) == ("storms", 0.25, ["user"])


def test_a_way_that_meets_none_is_told_as_before() -> None:
    """No line about restrictions where there are none."""
    route = co.shortest_route("A", "B", network=network(event(places=("d",))))
    assert route.restrictions == ()
    assert "restrict" not in route.explain().lower()


@pytest.mark.parametrize(
    "named",
    [
        {},
        {"places": ("b",)},
        {"links": ("b--c--rail",)},
        {"countries": ("UZ",)},
        {"modes": ("rail",), "places": ("b",)},
    ],
)
def test_links_concerned_are_those_that_meet_the_event(named: dict[str, Any]) -> None:
    """Found by what the event names, they are the same as when every link is asked."""
    core = network()._core
    row = event(**named)
    assert links_concerned(row, core) == [link for link in core.links if restrictions_met(core, [link], [row])]
