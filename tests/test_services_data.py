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
LAST_SEEN_EARLIER = {
    "tatvan-van-train-ferry",
    "sharjah-bandar-abbas-roro",
    "newnew-qingdao-st-petersburg",
    "novorossiysk-mersin",
    "novorossiysk-samsun",
    "zim-marmara-piraeus-mersin",
    "levant-express",
    "istanbul-north-europe",
    "busan-vladivostok",
    "busan-nakhodka",
    "lianyungang-nakhodka",
}
#: Lanes and a few ports of the two regions that each of them joins.
LANES = {
    "far-east--north-europe": ("shanghai|qingdao|busan|singapore", "rotterdam|antwerp|hamburg|gdansk|st-petersburg"),
    "far-east--mediterranean": ("shanghai|busan|singapore", "genoa|naples|piraeus|trieste|iskenderun|istanbul"),
    "far-east--red-sea": ("qingdao|singapore", "jeddah"),
    "far-east--gulf": ("shanghai|singapore", "jebel-ali|bandar-abbas|chabahar"),
    "far-east--south-asia": ("shanghai|singapore", "karachi|mundra|nhava-sheva"),
    "far-east--vladivostok": ("shanghai|busan", "vladivostok|nakhodka"),
    "india--europe": ("mundra|nhava-sheva|karachi|port-qasim", "rotterdam|hamburg|istanbul|mersin"),
    "india--black-sea": ("nhava-sheva|mundra", "novorossiysk"),
    "india--north-america": ("nhava-sheva|port-qasim", "new-york"),
    "gulf--europe": ("jebel-ali", "rotterdam|hamburg"),
    "gulf--india": ("jebel-ali|bandar-abbas|chabahar", "mundra|nhava-sheva|mumbai|karachi"),
    "intra-gulf": ("bandar-abbas", "jebel-ali"),
    "black-sea--mediterranean": (
        "poti|batumi|constanta|varna|burgas|novorossiysk|chornomorsk",
        "istanbul|piraeus|mersin",
    ),
    "intra-black-sea": ("batumi|novorossiysk", "constanta|samsun"),
    "mediterranean--north-europe": ("istanbul|mersin", "rotterdam|hamburg"),
    "intra-mediterranean": ("mersin|piraeus|derince", "genoa|naples|mersin"),
    "intra-north-europe": ("gdansk|rotterdam", "hamburg|rotterdam|riga|st-petersburg"),
    "europe--north-america": ("rotterdam|genoa|piraeus", "new-york"),
}
LINERS = [row for row in SERVICES if row["mode"] == "sea"]

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


def test_there_are_trains_ferries_and_liners_and_every_id_is_its_own():
    assert {row["mode"] for row in SERVICES} == {"rail", "ferry", "sea"}
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
    elif service["mode"] == "sea":
        assert set(modes) == {"sea"}
        assert (service["carries"], service["shipments"]) == ("", "feu|teu")
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
def test_a_day_of_a_service_is_between_what_trains_and_ships_do(service):
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


def test_links_of_trains_and_liners_are_what_the_tool_finds_today():
    ways = read_ways()
    assert set(ways) == {row["id"] for row in SERVICES if row["mode"] in {"rail", "sea"}}
    assert fill(SERVICES, DATA / "links.csv", ways) == SERVICES


def sailing(day: str) -> list[Row]:
    """Give the liners and feeders of a day."""
    return [row for row in LINERS if first_day(row["since"] or "1900") <= day <= (row["until"] or "9999")]


def joined(services: list[Row]) -> dict[tuple[str, str], list[Row]]:
    """Give the services between two ports without a change, in the order of the lane."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in services:
        stops = [row["origin"], *parts(row["calls"]), row["destination"]]
        for number, start in enumerate(stops):
            for end in stops[number + 1 :]:
                found.setdefault((start, end), []).append(row)
    return found


@each_service
def test_liners_and_only_liners_name_their_lane(service):
    assert bool(service["lane"]) is (service["mode"] == "sea")


@pytest.mark.parametrize("service", LINERS, ids=lambda row: row["id"])
def test_a_liner_sails_from_the_first_region_of_its_lane_to_the_second(service):
    first, second = (set(parts(ports)) for ports in LANES[service["lane"]])
    stops = [service["origin"], *parts(service["calls"]), service["destination"]]
    assert first & set(stops[:-1])
    assert second & set(stops[1:])
    assert min(stops.index(port) for port in first & set(stops)) < max(
        stops.index(port) for port in second & set(stops)
    )


@pytest.mark.parametrize("service", LINERS, ids=lambda row: row["id"])
def test_one_boards_a_liner_at_no_strait_and_it_passes_no_place_twice(service):
    stops = [service["origin"], *parts(service["calls"]), service["destination"]]
    assert "strait" not in {PLACES[stop]["kind"] for stop in stops}
    assert len(set(ridden(service))) == len(ridden(service))


@pytest.mark.parametrize(
    ("day", "strait"),
    [
        ("2019-06-01", "bab-el-mandeb"),
        ("2023-12-14", "bab-el-mandeb"),
        ("2023-12-15", "cape-of-good-hope"),
        ("2026-09-01", "cape-of-good-hope"),
    ],
)
def test_the_great_lines_go_round_the_cape_since_they_left_the_red_sea(day, strait):
    lines = joined(sailing(day))
    for start, end in (
        ("shanghai", "rotterdam"),
        ("shanghai", "genoa"),
        ("shanghai", "hamburg"),
        ("mundra", "rotterdam"),
    ):
        assert lines[start, end]
        for row in lines[start, end]:
            assert strait in ridden(row), row["id"]


def test_those_who_stay_in_the_red_sea_are_known_by_name():
    stay = {row["id"] for row in sailing("2024-12-31") if "bab-el-mandeb" in ridden(row)}
    assert stay == {"fesco-baltorient", "newnew-qingdao-st-petersburg", "seaway-jeddah", "fesco-india-novorossiysk"}


@pytest.mark.parametrize("day", ["2019-06-01", "2024-06-01", "2026-09-01", "2030-01-01"])
def test_no_line_sails_from_iran_to_europe_or_america(day):
    lines = joined(sailing(day))
    for start in ("bandar-abbas", "chabahar"):
        for end in ("rotterdam", "hamburg", "antwerp", "new-york", "genoa", "piraeus", "istanbul"):
            assert (start, end) not in lines
            assert (end, start) not in lines
    assert ("bandar-abbas", "jebel-ali") in lines
    assert ("jebel-ali", "rotterdam") in lines


def test_the_lines_to_the_gulf_stop_while_hormuz_is_shut():
    lines = joined(sailing("2026-04-15"))
    assert not [pair for pair in lines if "jebel-ali" in pair]
    halved = {row["id"]: row for row in LINERS if row["since"] == "2026-06-22"}
    assert {row["departures_grade"] for row in halved.values()} == {"estimated"}


@pytest.mark.parametrize("day", ["2019-06-01", "2021-09-01", "2024-06-01", "2026-01-15", "2026-09-01"])
def test_ports_that_prices_and_journeys_ask_for_are_served(day):
    served = {stop for pair in joined(sailing(day)) for stop in pair}
    asked = {"poti", "batumi", "burgas", "constanta", "varna", "piraeus", "naples", "genoa", "istanbul", "mersin"}
    asked |= {"shanghai", "qingdao", "singapore", "rotterdam", "hamburg", "antwerp", "gdansk", "new-york", "karachi"}
    asked |= {"bandar-abbas", "jebel-ali", "mundra", "nhava-sheva", "mumbai", "novorossiysk", "vladivostok", "trieste"}
    assert asked - served == set()


def test_a_liner_keeps_off_ports_where_it_does_not_call(tmp_path):
    #  A ---- 100 ---- B     by P, a port: 50 + 49
    links = tmp_path / "links.csv"
    links.write_text(
        "id,from,to,mode,gauge_mm,length_km,status\n"
        "ab,a,b,sea,,100,operating\nap,a,p,sea,,50,operating\npb,p,b,sea,,49,operating\n",
        encoding="utf-8",
    )
    line = {"id": "line", "mode": "sea", "origin": "a", "destination": "b", "calls": "", "links": ""}
    (filled,) = fill([line], links, {})
    assert filled["links"] == "ab"
    (filled,) = fill([line | {"calls": "p"}], links, {"line": (["p"], [])})
    assert filled["links"] == "ap|pb"


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
