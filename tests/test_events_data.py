"""The events as packaged, read as a plain table: what they add, where, when, and on whose word.

Hours, dollars and insurance count on each link that an event names, so the links are chosen for a way to meet one
of them; what is only probable is told by the range of its mixture, worked out here a second time by counting.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

DATA = Path(__file__).resolve().parent.parent / "data"
Row = dict[str, str]
RANGES = ("add_time_h", "add_cost_usd", "insurance_pct")
EFFECTS = [*(f"{stem}{end}" for stem in RANGES for end in ("_low", "", "_high")), "time_factor", "cost_factor"]


def table(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts(cell: str, bar: str = "|") -> list[str]:
    return [part for part in cell.split(bar) if part]


EVENTS = table("events")
EVENT = {row["id"]: row for row in EVENTS}
PLACES = {row["id"]: row for row in table("places")}
LINKS = {row["id"]: row for row in table("links")}
SOURCES = {row["id"] for row in table("sources")}

each_event = pytest.mark.parametrize("event", EVENTS, ids=lambda row: row["id"])


def triple(event: Row, stem: str) -> tuple[float, ...] | None:
    cells = [event[f"{stem}{end}"] for end in ("_low", "", "_high")]
    return tuple(map(float, cells)) if all(cells) else None


def adds(event: Row) -> bool:
    return any(event[column] for column in EFFECTS)


def in_force(day: str) -> set[str]:
    """Ids of the events that act on a day, by their dates and months."""
    month = str(int(day[5:7]))
    return {
        event["id"]
        for event in EVENTS
        if event["start"] <= day <= (event["end"] or event["assumed_end"] or "9999")
        and month in (parts(event["months"]) or [month])
    }


def days_of(event: Row) -> int:
    return (date.fromisoformat(event["end"]) - date.fromisoformat(event["start"])).days + 1


# -- cells ------------------------------------------------------------------------------------------------


@each_event
def test_a_range_is_whole_and_in_order(event: Row) -> None:
    for stem in RANGES:
        cells = [event[f"{stem}{end}"] for end in ("_low", "", "_high")]
        assert all(cells) or not any(cells), stem
        if all(cells):
            low, central, high = map(float, cells)
            assert 0 <= low <= central <= high > 0, stem


@each_event
def test_what_is_added_has_a_grade_and_sources_that_exist(event: Row) -> None:
    assert bool(event["effect_grade"]) == bool(event["effect_source"]) == adds(event)
    assert set(parts(event["effect_source"], ";")) <= SOURCES
    if "estimate" in parts(event["effect_source"], ";"):
        assert event["effect_grade"] == "estimated"
        assert "judgement" in event["notes"] or "mixture" in event["notes"], "an estimate says how it was made"


@each_event
def test_a_closure_adds_nothing_for_nothing_passes(event: Row) -> None:
    if event["kind"] == "closure":
        assert not adds(event)
        assert float(event["capacity_factor"]) == 0


@each_event
def test_additions_stand_on_links_of_the_modes_concerned(event: Row) -> None:
    if any(triple(event, stem) for stem in RANGES):
        assert parts(event["links"])
        modes = {LINKS[link]["mode"] for link in parts(event["links"])}
        assert modes <= set(parts(event["modes"])), "a link of another mode is never met"


@each_event
def test_a_direction_belongs_to_links_that_point_the_same_way(event: Row) -> None:
    """`forward` towards China by Dostyk and by Altynkol must not be back by one of them."""
    if event["direction"]:
        end = "to" if event["direction"] == "forward" else "from"
        assert len({PLACES[LINKS[link][end]]["country"] for link in parts(event["links"])}) == 1


@each_event
def test_months_are_said_once(event: Row) -> None:
    months = parts(event["months"])
    assert len(set(months)) == len(months) < 12


# -- once on each way -----------------------------------------------------------------------------------------

TOWNS = parts(
    "tashkent almaty moscow istanbul rotterdam new-york shanghai karachi gwadar mumbai nhava-sheva mundra chabahar "
    "bandar-abbas jebel-ali tehran poti batumi baku samsun constanta burgas novorossiysk chornomorsk kashgar kabul "
    "urumqi mersin genoa jeddah singapore samara bishkek",
    bar=" ",
)

STRAITS = ("bosphorus", "hormuz")


def graph_of(modes: set[str]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    for link in LINKS.values():
        if link["mode"] in modes and link["status"] == "operating":
            start, end, km = link["from"], link["to"], float(link["length_km"])
            if not graph.has_edge(start, end) or graph[start][end]["km"] > km:
                graph.add_edge(start, end, km=km)
    return graph


@pytest.fixture(scope="module")
def ways() -> list[list[str]]:
    """Shortest ways between the towns: over everything, without roads, and without ships."""
    found = []
    for modes in ({"rail", "road", "sea", "ferry"}, {"rail", "sea", "ferry"}, {"rail", "road"}, {"road", "ferry"}):
        graph = graph_of(modes)
        for start in TOWNS:
            if start in graph:
                reached = nx.single_source_dijkstra_path(graph, start, weight="km")
                found += [reached[end] for end in TOWNS if end in reached]
    return found


@each_event
def test_a_way_finds_an_addition_once(event: Row, ways: list[list[str]]) -> None:
    if not any(triple(event, stem) for stem in RANGES):
        pytest.skip("adds nothing")
    named = {frozenset((LINKS[link]["from"], LINKS[link]["to"])) for link in parts(event["links"])}
    for way in ways:
        met = [pair for pair in pairwise(way) if frozenset(pair) in named]
        if len(met) == 2:
            (before, here), (there, after) = met
            # two ports of one sea, joined in the network over its strait only: a ship does not sail to the strait;
            # out of a country and back into it are two borders and two waits
            if here == there in STRAITS or PLACES[before]["country"] == PLACES[after]["country"]:
                continue
        assert len(met) <= 1, " > ".join(way)


# -- ranges worked out a second time ------------------------------------------------------------------------

REST = [event for event in EVENTS if "(uniform: 10, 50 and 90 % of it)" in event["notes"]]


@pytest.mark.parametrize("event", REST, ids=lambda row: row["id"])
def test_the_rest_of_a_closing_is_that_of_its_own_days(event: Row) -> None:
    days: float = 3.5 if "3.5 days" in event["notes"] else days_of(event)
    assert triple(event, "add_time_h") == pytest.approx([24 * days * share for share in (0.1, 0.5, 0.9)], abs=0.6)


def one_in_ten(waits: np.ndarray) -> float:
    return float(np.quantile(waits, 0.9))


def test_the_bans_of_kuryk_leave_one_in_ten_waiting_ten_days() -> None:
    """Two bans of 70 and 18 days in the 669 days from January 2025 to October 2026, met on a random day."""
    first, second = days_of(EVENT["kuryk-2025-04"]), days_of(EVENT["kuryk-2025-11"])
    assert (first, second) == (70, 18)
    all_days = (date(2026, 11, 1) - date(2025, 1, 1)).days
    hours = np.concatenate(
        [np.arange(24 * first), np.arange(24 * second), np.zeros(24 * (all_days - first - second), dtype=int)]
    )
    assert triple(EVENT["ktz-bans-kuryk"], "add_time_h") == pytest.approx((0, 0, one_in_ten(hours)), rel=0.02)


@pytest.mark.parametrize(
    ("event", "share", "days"),
    [
        ("caspian-storms-winter", 10 / 31, 5),
        ("caspian-storms-spring-autumn", 5 / 31, 5),
        ("salang-winter", 0.15, 4),
    ],
)
def test_a_season_of_storms_is_a_mixture(event: str, share: float, days: float) -> None:
    """Met with a probability, a storm leaves what is left of it."""
    at = (np.arange(1_000_000) + 0.5) / 1_000_000
    waits = np.where(at < 1 - share, 0, 24 * days * (at - (1 - share)) / share)
    low, central, high = triple(EVENT[event], "add_time_h") or ()
    assert (low, central) == (0, 0) == tuple(np.quantile(waits, [0.1, 0.5]))
    assert high == pytest.approx(one_in_ten(waits), rel=0.06)


def test_printed_surcharges_a_teu_are_doubled() -> None:
    assert triple(EVENT["gulf-tension-2019"], "add_cost_usd") == (2 * 36, 2 * 40, 2 * 42)
    assert triple(EVENT["fuel-surcharge-2026"], "add_cost_usd") == (2 * 75, 2 * 150, 400)
    low, declared, high = triple(EVENT["hormuz-2026-restriction"], "add_cost_usd") or ()
    assert declared == 2 * 1500 == 2 * low
    assert high == 2 * (3220 - 1327)


# -- the truth of some days -------------------------------------------------------------------------------------

IRAN_2026 = {"iran-war-2026", "iran-ports-blockade-2026", "hormuz-2026-closure"}


@pytest.mark.parametrize(
    ("day", "acting", "not_acting"),
    [
        ("2019-08-01", {"gulf-tension-2019"}, {"red-sea-2023", *IRAN_2026}),
        ("2023-12-14", set(), {"red-sea-2023", "red-sea-lines-2023"}),
        ("2024-06-01", {"red-sea-2023", "red-sea-lines-2023"}, {"caspian-storms-winter", "salang-winter"}),
        ("2025-06-20", {"iran-war-2025", "hormuz-2025-war", "kuryk-2025-04"}, {"iran-war-2026"}),
        ("2025-09-20", {"poland-belarus-2025", "kazakhstan-russia-road-2025"}, {"china-border-autumn"}),
        ("2025-10-20", {"altynkol-2025-10", "aktau-2025-10-grain", "af-pk-border-2025"}, {"saryagash-autumn"}),
        ("2026-02-17", {"irkeshtam-2026-02", "torugart-2026-02", "kazakhstan-china-road-2026-02"}, {"red-sea-2026"}),
        ("2026-02-20", {"caspian-storms-winter"}, {"red-sea-lines-2023", "red-sea-lines-2026", "hormuz-2026-closure"}),
        (
            "2026-04-15",
            IRAN_2026 | {"red-sea-2026", "red-sea-lines-2026", "fuel-surcharge-2026", "ktz-bans-kuryk"},
            {"hormuz-2026-restriction", "fuel-surcharge-2026-06", "salang-winter", "saryagash-autumn"},
        ),
        (
            "2026-09-01",
            {"hormuz-2026-restriction", "red-sea-lines-2026", "fuel-surcharge-2026-06", "china-border-autumn"},
            IRAN_2026 | {"fuel-surcharge-2026", "caspian-storms-winter", "uzbek-kazakh-road-queue"},
        ),
        (
            "2026-11-01",
            {"hormuz-2026-restriction", "caspian-storms-spring-autumn", "saryagash-autumn", "salang-winter"},
            IRAN_2026 | {"caspian-storms-winter", "caspian-january-price"},
        ),
    ],
)
def test_the_events_of_a_day(day: str, acting: set[str], not_acting: set[str]) -> None:
    now = in_force(day)
    assert acting <= now, acting - now
    assert not now & not_acting


def test_one_day_has_one_state_of_the_strait() -> None:
    """Shut until 21 June 2026, half open from the 22nd; never both, never neither."""
    day = date(2026, 2, 28)
    while day <= date(2026, 11, 1):
        assert len(in_force(day.isoformat()) & {"hormuz-2026-closure", "hormuz-2026-restriction"}) == 1, day
        day += timedelta(days=1)


@pytest.mark.parametrize("year", ["2023", "2026"])
def test_containers_leave_the_red_sea_and_bulk_does_not(year: str) -> None:
    lines, all_ships = EVENT[f"red-sea-lines-{year}"], EVENT[f"red-sea-{year}"]
    assert (lines["kind"], lines["shipments"]) == ("closure", "feu|teu")
    assert (all_ships["kind"], all_ships["shipments"]) == ("restriction", "")
    assert [lines[c] for c in ("start", "end", "places")] == [all_ships[c] for c in ("start", "end", "places")]


def test_the_way_round_the_cape_is_as_long_as_printed() -> None:
    """Shanghai-Rotterdam: 3,200 to 3,500 nautical miles more; no days are added, for the lanes are longer."""
    sea = graph_of({"sea"})

    def miles(strait: str) -> float:
        both = (("shanghai", strait), (strait, "rotterdam"))
        return sum(nx.dijkstra_path_length(sea, a, b, weight="km") for a, b in both) / 1.852

    assert 3_100 <= miles("cape-of-good-hope") - miles("bab-el-mandeb") <= 3_600
    assert not adds(EVENT["red-sea-lines-2026"])
