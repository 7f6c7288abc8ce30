"""What is in use on a date: openings, closings, plans, suspensions and events."""

from __future__ import annotations

from typing import Any

import pytest

import corridors as co
from corridors.charges.model import link_from_row
from corridors.tables.reading import Row
from corridors.world.availability import closures_on, events_on, link_closure
from tests.micro import blank, micro

TODAY = "2026-11-01"


def closure(day: str, **cells: Any) -> str | None:
    """Why a link with these cells is out of service on a day, seen from `TODAY`."""
    row = blank("links", id="a--b", **{"from": "a", "to": "b"}, mode="road", length_km=1.0)
    link = link_from_row(0, row | {"status": "operating"} | cells, {"a": 0, "b": 1})
    return link_closure(link, day, TODAY)


def event(**cells: Any) -> Row:
    return blank("events", **{"id": "e", "name": "A landslide", "kind": "closure", "start": "2026-10-01"} | cells)


def shut(day: str, *events: Row) -> dict[str, str]:
    """Links of a small network that are shut on a day by events.

    ::

        A ==10== B ..10.. C       A ~~10~~ C
    """
    core = micro("A ==10== B ..10.. C", "A ~~10~~ C")._core
    found = closures_on(core.links, core.places, events, day, TODAY)
    return {core.links[index].id: why for index, why in found.items()}


# -- links ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["1991-01-01", TODAY, "2035-12-31"])
def test_an_operating_link_without_dates_is_always_in_use(day: str) -> None:
    """Old lines carry no opening year; they have been there since before the tables begin."""
    assert closure(day) is None


def test_a_link_is_in_use_from_the_day_it_opened() -> None:
    """Views of the past do not use what was not there yet, but do from the very day."""
    assert closure("2017-10-29", opened="2017-10-30") == "not open before 2017-10-30"
    assert closure("2017-10-30", opened="2017-10-30") is None


def test_a_year_of_opening_counts_from_its_first_day() -> None:
    """Of a line opened in 2016 nobody knows the day here; the whole year is given to it."""
    assert closure("2015-12-31", opened="2016") == "not open before 2016"
    assert closure("2016-01-01", opened="2016") is None


def test_a_closed_link_is_in_use_through_its_last_day() -> None:
    """A closing year is given whole, too; from the next day the line is gone, in the future as well."""
    assert closure("2019-12-31", closed="2019") is None
    assert closure("2020-01-01", closed="2019") == "out of service since 2019"
    assert closure("2040-12-31", closed="2019") == "out of service since 2019"


@pytest.mark.parametrize(("status", "stage"), [("planned", "planned"), ("construction", "under construction")])
def test_plans_count_only_after_the_reference_date_and_from_their_year(status: str, stage: str) -> None:
    """Today's network never has what is not built; tomorrow's has it from the year expected."""
    cells = {"status": status, "expected": "2030"}
    assert closure(TODAY, **cells) == f"{stage}, expected 2030"
    assert closure("2029-12-31", **cells) == f"{stage}, expected 2030"
    assert closure("2030-01-01", **cells) is None
    assert closure("2035-12-31", **cells) is None


def test_a_plan_is_not_built_in_the_past() -> None:
    """A plan expected for a year that has begun is still not there on the reference date or before it."""
    cells = {"status": "construction", "expected": "2026-03"}
    assert closure("2026-06-01", **cells) == "under construction, expected 2026-03"
    assert closure(TODAY, **cells) == "under construction, expected 2026-03"
    assert closure("2026-11-02", **cells) is None


def test_a_plan_without_a_year_never_counts() -> None:
    """Nobody says when, so no date is late enough."""
    assert closure("2099-12-31", status="planned") == "planned"


def test_a_planned_closing_counts_after_the_plan() -> None:
    """A line to be replaced in 2040 is there from 2030 to the end of 2040."""
    cells = {"status": "planned", "expected": "2030", "closed": "2040"}
    assert closure("2040-12-31", **cells) is None
    assert closure("2041-01-01", **cells) == "out of service since 2040"


def test_a_suspended_link_is_out_of_use_today() -> None:
    """A line that stands but runs no trains is no way out."""
    assert closure(TODAY, status="suspended") == "suspended"


def test_a_suspended_link_stays_out_of_use_tomorrow() -> None:
    """Nothing says that a suspension ends the day after the reference date; a scenario may open the link."""
    assert closure("2026-11-02", status="suspended") == "suspended"
    assert closure("2035-12-31", status="suspended") == "suspended"


# -- events ---------------------------------------------------------------------------------------------


def test_an_event_holds_from_its_first_to_its_last_day() -> None:
    """Both days belong to it; months and years are whole."""
    events = [
        event(id="days", start="2026-02-28", end="2026-06-21"),
        event(id="years", start="2020", end="2021"),
    ]
    assert events_on(events, "2026-02-27") == []
    assert events_on(events, "2026-02-28") == events_on(events, "2026-06-21") == [events[0]]
    assert events_on(events, "2026-06-22") == []
    assert events_on(events, "2020-01-01") == events_on(events, "2021-12-31") == [events[1]]
    assert events_on(events, "2022-01-01") == []


def test_an_event_without_an_end_lasts() -> None:
    """A border shut with no end announced is shut in any later view, unless a scenario lifts the event."""
    assert len(events_on([event(end=None)], "2040-12-31")) == 1


def test_an_event_shuts_the_links_it_names() -> None:
    """The named link and no other, with the date and name of the event as the reason."""
    assert shut(TODAY, event(links=("b--c--road",))) == {"b--c--road": "shut since 2026-10-01: A landslide"}


def test_an_event_at_a_place_shuts_every_link_there() -> None:
    """A strait or a port that is shut cannot be passed by anything."""
    assert set(shut(TODAY, event(places=("a",)))) == {"a--b--rail", "a--c--ferry"}


def test_an_event_of_some_modes_leaves_the_others() -> None:
    """A port closed to ships still has its trains; so do links named with a mode that is not theirs."""
    assert set(shut(TODAY, event(places=("a",), modes=("ferry", "sea")))) == {"a--c--ferry"}
    assert shut(TODAY, event(links=("b--c--road",), modes=("rail",))) == {}


def test_a_restriction_shuts_nothing() -> None:
    """What is restricted still runs, only with less capacity."""
    assert shut(TODAY, event(kind="restriction", places=("a",), capacity_factor=0.5)) == {}


def test_an_event_outside_its_dates_shuts_nothing() -> None:
    """Closures of the past belong to views of the past."""
    assert shut("2026-09-30", event(places=("a",))) == {}
    assert shut("2026-11-01", event(places=("a",), end="2026-10-31")) == {}


def test_the_link_s_own_status_is_the_first_reason() -> None:
    """Of an unbuilt link at a shut place the plan is told, for ending the event would not help."""
    core = micro("A ==10== B", links={"a--b--rail": {"status": "planned", "expected": "2030"}})._core
    found = closures_on(core.links, core.places, [event(places=("a",))], TODAY, TODAY)
    assert found == {0: "planned, expected 2030"}


def test_of_two_events_the_first_in_the_table_is_the_reason() -> None:
    """One reason a link is enough for the message."""
    events = event(links=("a--b--rail",)), event(id="f", name="A strike", links=("a--b--rail",))
    assert shut(TODAY, *events) == {"a--b--rail": "shut since 2026-10-01: A landslide"}


def test_a_network_shows_events_in_force_and_what_they_shut() -> None:
    """The view on a date has the events of that date; before it there are none and the link is open."""
    network = micro("A ==10== B ..10.. C", events=[event(links=("b--c--road",))], on=TODAY)
    assert list(network.events.index) == ["e"]
    assert dict(network.closures) == {"b--c--road": "shut since 2026-10-01: A landslide"}
    before = network.at("2026-09-30")
    assert len(before.events) == 0
    assert dict(before.closures) == {}


# -- closures of some shipments -------------------------------------------------------------------------


def of_some() -> co.Network:
    """A short way shut to FEU, and a long one.

    ::

        A ..10.. B ..10.. C       A ..50.. C
    """
    barred = event(links=("a--b--road",), modes=("road",), shipments=("feu",))
    links = {
        f"{ends}--road": {"capacity_mt_per_year": 9.0, "capacity_grade": "published", "capacity_source": ("test",)}
        for ends in ("a--b", "b--c", "a--c")
    }
    return micro("A ..10.. B ..10.. C", "A ..50.. C", links=links, events=[barred], on=TODAY)


def test_a_closure_of_some_shipments_leaves_the_others() -> None:
    """Trailers go round, lighter lorries through; the link is in use, for somebody uses it."""
    network = of_some()
    assert co.shortest_route("A", "C", network=network).length_km == 50
    assert co.shortest_route("A", "C", network=network, shipment="teu").length_km == 20
    assert dict(network.closures) == {}
    assert len(network.to_networkx().edges) == len(network.to_networkx(shipment="teu").edges) - 2


def test_a_closure_of_some_shipments_is_the_reason_and_can_be_lifted_or_opened() -> None:
    """As any other closure."""
    network = of_some()
    with pytest.raises(co.NoRouteError) as caught:
        co.shortest_route("A", "B", network=network, avoid=["a--c--road"])
    assert caught.value.reasons == ("A - B (road): shut to FEU since 2026-10-01: A landslide",)
    for scenario in (co.Scenario("lifted", lift=("e",)), co.Scenario("opened", open=("a--b--road",))):
        assert co.shortest_route("A", "C", network=network, scenario=scenario).length_km == 20


def test_flows_of_the_shipment_keep_off_what_is_shut_to_it() -> None:
    """Containers have one way and the lighter lorries two."""
    network = of_some()
    found = {s: co.max_flow("A", "C", network=network, shipment=s).value for s in ("feu", "teu")}
    assert found == {"feu": pytest.approx(9.0), "teu": pytest.approx(18.0)}
