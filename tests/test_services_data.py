"""The services as packaged, read as plain tables: chains, calls, dates, figures with their grade and source."""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest

from tools.service_links import Track, chain, fill, read_ways

DATA = Path(__file__).resolve().parent.parent / "data"
Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def keyed(name: str) -> dict[str, Row]:
    return {row["id"]: row for row in table(name)}


def parts(cell: str, bar: str = "|") -> list[str]:
    return [part for part in cell.split(bar) if part]


SERVICES = table("services")
LINKS = keyed("links")
PLACES = keyed("places")
SOURCES = keyed("sources")
#: Figures and the cells that tell what they rest on.
GROUPS = {
    "departures": ["departures_per_week"],
    "wait": ["wait_h_low", "wait_h", "wait_h_high"],
    "time": ["time_h_low", "time_h", "time_h_high"],
    "price": ["price_usd_per_teu", "price_usd_per_feu", "price_usd_per_wagon"],
}
#: Services that no source of 2024 or later shows; their notes say so.
LAST_SEEN_EARLIER = {"tatvan-van-train-ferry", "sharjah-bandar-abbas-roro"}

each_service = pytest.mark.parametrize("service", SERVICES, ids=lambda row: row["id"])


def ridden(service: Row) -> list[str]:
    """Walk the links from the origin; the places come out in the order of the ride."""
    here = service["origin"]
    places = [here]
    for name in parts(service["links"]):
        ends = {LINKS[name]["from"], LINKS[name]["to"]}
        assert here in ends, f"{name} does not touch {here}"
        (here,) = ends - {here}
        places.append(here)
    return places


def first_day(date: str) -> str:
    return f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10]


def test_there_are_trains_and_vessels_and_every_id_is_its_own():
    assert {row["mode"] for row in SERVICES} == {"rail", "ferry"}
    assert len({row["id"] for row in SERVICES}) == len(SERVICES)


@each_service
def test_links_form_a_chain_from_origin_to_destination(service):
    assert set(parts(service["links"])) <= set(LINKS)
    assert ridden(service)[-1] == service["destination"]


@each_service
def test_one_gets_on_and_off_along_the_way_in_order(service):
    calls = parts(service["calls"])
    inner = ridden(service)[1:-1]
    assert set(calls) <= set(inner) & set(PLACES)
    assert calls == sorted(calls, key=inner.index)


@each_service
def test_modes_of_the_links_fit_the_service(service):
    modes = [LINKS[name]["mode"] for name in parts(service["links"])]
    if service["mode"] == "ferry":
        assert modes == ["ferry"]
        assert parts(service["carries"])
        assert set(parts(service["carries"])) <= {"container", "lorry", "wagon"}
    else:
        assert set(modes) <= {"rail", "ferry"}
        assert service["carries"] == ""


@each_service
def test_a_train_changes_gauge_only_where_two_gauges_meet(service):
    gauges = [LINKS[name]["gauge_mm"] for name in parts(service["links"])]
    track = [gauge for gauge in gauges if gauge]
    assert sum(before != after for before, after in pairwise(track)) <= 2


@each_service
def test_every_figure_has_its_grade_and_source(service):
    for kind, columns in GROUPS.items():
        told = [column for column in columns if service[column]]
        grade, sources = service[f"{kind}_grade"], parts(service[f"{kind}_source"], ";")
        assert bool(told) is bool(grade) is bool(sources), kind
        assert grade in {"", "published", "derived", "estimated"}
        assert set(sources) <= set(SOURCES)
        if grade == "published":
            assert "estimate" not in sources
    assert bool(service["departures_per_week"]) is bool(service["departures_basis"])
    assert bool(service["time_h"]) is bool(service["time_basis"])
    assert set(parts(service["status_source"], ";")) <= set(SOURCES)


@each_service
def test_figures_are_in_order(service):
    for kind in ("wait", "time"):
        spread = [float(service[f"{kind}_h{end}"]) for end in ("_low", "", "_high") if service[f"{kind}_h{end}"]]
        assert spread == sorted(spread)
        assert len(spread) in {0, 1, 3}
    if service["departures_per_week"]:
        assert 0.2 <= float(service["departures_per_week"]) <= 60


@pytest.mark.parametrize("service", [row for row in SERVICES if row["time_h"]], ids=lambda row: row["id"])
def test_a_day_of_a_service_is_between_what_trains_do(service):
    km = sum(float(LINKS[name]["length_km"]) for name in parts(service["links"]))
    assert 200 < km / float(service["time_h"]) * 24 < 1000


@each_service
def test_dates_are_in_order_and_fit_the_status(service):
    for date in (service["since"], service["until"]):
        assert re.fullmatch(r"(\d{4}(-\d{2}){0,2})?", date)
    if service["since"] and service["until"]:
        assert first_day(service["since"]) < first_day(service["until"])
    assert (service["status"] == "ended") is bool(service["until"])
    assert service["status"] in {"running", "ended", "planned"}


@pytest.mark.parametrize("service", [row for row in SERVICES if row["status"] == "running"], ids=lambda row: row["id"])
def test_what_runs_was_seen_running(service):
    seen = max(SOURCES[name]["date"] for name in parts(service["status_source"], ";"))
    assert (seen < "2024") is (service["id"] in LAST_SEEN_EARLIER)


def test_every_ferry_link_has_a_service_and_says_nothing_twice():
    served = {name for service in SERVICES for name in parts(service["links"])}
    for link in LINKS.values():
        if link["mode"] == "ferry":
            assert link["id"] in served
            assert [link[column] for column in ("headway_h", "wait_h", "shipments")] == ["", "", ""], link["id"]


def test_containers_cross_the_caspian_by_feeder_and_wagons_by_ferry():
    by_link: dict[str, set[str]] = {}
    for service in SERVICES:
        if service["mode"] == "ferry" and service["status"] == "running":
            by_link.setdefault(service["links"], set()).update(parts(service["carries"]))
    assert by_link["turkmenbashi--alat--ferry"] == {"lorry", "wagon"}
    assert by_link["turkmenbashi--alat--ferry-container"] == {"container"}
    assert by_link["kuryk--alat--ferry"] == {"lorry", "wagon"}
    assert by_link["aktau--alat--ferry"] == {"container"}


def test_counted_trains_beat_announced_ones():
    (service,) = [row for row in SERVICES if row["id"] == "xian-baku"]
    assert service["departures_basis"] == "counted"
    assert float(service["departures_per_week"]) < 3


def test_links_of_trains_are_what_the_tool_finds_today():
    ways = read_ways()
    assert set(ways) == {row["id"] for row in SERVICES if row["mode"] == "rail"}
    assert fill(SERVICES, DATA / "links.csv", ways) == SERVICES


def test_a_ride_changes_gauge_once_at_a_border_with_both_tracks():
    #  A ==1520== B ==1520/1435== C ==1435== D
    tracks = [
        Track("a--b", "a", "b", "1520", 10),
        Track("b--c-1520", "b", "c", "1520", 5),
        Track("b--c-1435", "b", "c", "1435", 5),
        Track("c--d", "c", "d", "1435", 10),
    ]
    ride = chain(tracks, ["a", "d"])
    assert len(ride) == 3
    assert ride[0] == "a--b"
    assert ride[-1] == "c--d"


def test_a_ride_passes_its_stops_in_order():
    tracks = [
        Track("a--b", "a", "b", "1520", 1),
        Track("b--c", "b", "c", "1520", 1),
        Track("a--c", "a", "c", "1520", 1),
    ]
    assert chain(tracks, ["a", "c"]) == ["a--c"]
    assert chain(tracks, ["a", "b", "c"]) == ["a--b", "b--c"]
    with pytest.raises(ValueError, match="no track to 'z'"):
        chain(tracks, ["a", "z"])
