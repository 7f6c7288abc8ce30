"""The packaged network, end to end: what the project promises of real corridors."""

from __future__ import annotations

import json
from typing import Any

import pytest

import corridors as co
from corridors.routing.graphs import graph_of
from corridors.tables.checks import find_problems
from corridors.tables.reading import read_tables


@pytest.fixture(scope="module")
def network() -> co.Network:
    """The packaged network on its reference date."""
    return co.load_network()


def links_by_mode(route: co.Route, mode: str) -> list[str]:
    return [link.id for link in route.links if link.mode == mode]


def test_every_table_holds_together() -> None:
    """The packaged tables, lazy ones included, pass every rule."""
    assert find_problems(read_tables(everything=True)) == []


def test_turkmenbashi_by_rail_is_tariff_guide_length() -> None:
    """Tariff Guide No. 4 gives 1,871 km from Tashkent to Turkmenbashi; a reader will look this up first."""
    route = co.shortest_route("Tashkent", "Turkmenbashi", modes=["rail"])
    assert route.length_km == pytest.approx(1871, rel=0.01)
    assert route.countries == ("UZ", "TM")


@pytest.mark.parametrize("weight", ["distance", "time", "cost"])
def test_aktau_only_through_karakalpakstan_or_saryagash(weight: str) -> None:
    """By rail there are two ways from Tashkent to Aktau and no third."""
    route = co.shortest_route("Tashkent", "Aktau", modes=["rail"], weight=weight, avoid=["TM"])
    places = {place.id for place in route.places}
    assert places & {"karakalpakstan", "saryagash"}
    with pytest.raises(co.NoRouteError):
        co.shortest_route(
            "Tashkent",
            "Aktau",
            modes=["rail"],
            avoid=["TM", "karakalpakstan", "saryagash", "CN", "KG", "syrdarya"],
        )


EAST = ["Aktau", "Kuryk", "Turkmenbashi"]
WEST = ["Alat", "Baku"]


@pytest.mark.parametrize("origin", EAST)
@pytest.mark.parametrize("destination", WEST)
def test_the_caspian_is_crossed_by_ferry_only(origin: str, destination: str) -> None:
    """Without ferries the way goes round by land; with them it takes one."""
    crossing = co.shortest_route(origin, destination)
    assert links_by_mode(crossing, "ferry")
    round_by_land = co.shortest_route(origin, destination, avoid=["ferry"])
    assert set(round_by_land.modes) <= {"rail", "road"}
    assert {"RU", "IR"} & set(round_by_land.countries)


def test_no_gauge_break_without_its_handling(network: co.Network) -> None:
    """Along every route, a change of gauge has a gauge change (or a change of mode) between the rails."""
    for destination in ["Istanbul", "Rotterdam", "Bandar Abbas", "Xi'an", "Duisburg", "Mersin"]:
        route = co.shortest_route("Tashkent", destination, weight="time")
        gauge = None
        changed: set[str] = set()
        for step in route.steps:
            if step.charge.kind in ("gauge_change", "transhipment"):
                changed.add(step.start.id)
                assert step.charge.time_h > 0, step
            if step.charge.kind == "haul" and step.mode == "rail":
                assert gauge in (None, step.gauge_mm) or changed, f"{route!r}: {step}"
                gauge, changed = step.gauge_mm, set()


SCHENGEN = {
    "AT",
    "BE",
    "BG",
    "CZ",
    "DE",
    "EE",
    "GR",
    "HR",
    "HU",
    "IT",
    "LT",
    "LV",
    "NL",
    "PL",
    "RO",
    "SI",
    "SK",
}


def test_no_land_border_without_its_handling(network: co.Network) -> None:
    """Every link on land whose ends lie in two countries has a border charge; only Schengen takes no time."""
    core = network._core
    graph = graph_of(core, "feu")
    for link in core.links:
        if core.places[link.start].country == core.places[link.end].country or link.mode in ("sea", "ferry"):
            continue
        for arc in graph.arcs_of_link[link.index]:
            border = [charge for charge in graph.charges[arc] if charge.kind == "border"]
            assert len(border) == 1, link.id
            within = {core.places[link.start].country, core.places[link.end].country} <= SCHENGEN
            assert border[0].time_h > 0 or within, link.id


@pytest.mark.parametrize(
    ("corridor", "destination", "must_cross"),
    [
        ("middle-corridor", "Poti", {"aktau", "alat"}),
        ("casca", "Poti", {"turkmenbashi", "alat"}),
        ("southern", "Bandar Abbas", {"sarakhs"}),
        ("northern", "Moscow", set()),
    ],
)
def test_corridors_that_operate_are_used_today(corridor: str, destination: str, must_cross: set[str]) -> None:
    """Each operating corridor of the mission gives a route on the reference date."""
    everything = {"corridors": corridor, "max_detour": 9, "max_stretch": 9}
    [row] = [r for r in co.compare_corridors("Tashkent", destination, **everything) if r.corridor == corridor]
    assert row.route is not None
    assert corridor in row.route.corridors
    assert must_cross <= {place.id for place in row.route.places}


@pytest.mark.parametrize("port", ["aktau", "kuryk"])
def test_middle_corridor_by_either_kazakh_port(port: str) -> None:
    """Aktau and Kuryk both lead to Alat (and, quicker on paper, back through Russia)."""
    route = co.shortest_route("Tashkent", "Poti", via=[port], weight="time", avoid=["Russia"])
    assert "middle-corridor" in route.corridors
    assert "alat" in [place.id for place in route.places]


def test_road_through_afghanistan_open_in_september_2025_and_shut_today() -> None:
    """The Afghan-Pakistani crossings have been shut since 11-12 October 2025; the message says so."""
    asked: dict[str, Any] = {"modes": ["road"], "via": ["Torkham", "Peshawar"], "avoid": ["Iran", "China"]}
    route = co.shortest_route("Tashkent", "Karachi", on="2025-09-01", **asked)
    assert {"AF", "PK"} <= set(route.countries)
    assert "salang-torkham" in route.corridors
    with pytest.raises(co.NoRouteError, match="shut since 2025-10-11"):
        co.shortest_route("Tashkent", "Karachi", **asked)


def test_salang_torkham_corridor_refused_today_with_the_closure_as_reason() -> None:
    """The comparison shows the corridor among the ways, with why it is none today."""
    asked: dict[str, Any] = {"corridors": "salang-torkham", "modes": ["road"]}
    [then] = co.compare_corridors("Tashkent", "Karachi", on="2025-09-01", **asked)
    assert then.route is not None
    [today] = [r for r in co.compare_corridors("Tashkent", "Karachi", **asked) if r.corridor == "salang-torkham"]
    assert today.route is None
    assert any("shut since 2025-10-11" in reason for reason in today.reasons)
    assert any("shut to FEU since 2026-07-10" in reason for reason in today.reasons)


def test_the_salang_is_shut_to_trailers_with_40_ft_containers_only() -> None:
    """Lighter lorries pass; whoever sends an FEU is told which event bars it, and may lift that."""
    asked: dict[str, Any] = {"modes": ["road"], "via": ["Salang"]}
    assert co.shortest_route("Tashkent", "Kabul", shipment="teu", **asked).countries[-1] == "AF"
    with pytest.raises(co.NoRouteError, match="shut to FEU since 2026-07-10: Salang barred to trailer lorries"):
        co.shortest_route("Tashkent", "Kabul", **asked)
    lifted = co.Scenario("works done", lift=("salang-2026",))
    assert co.shortest_route("Tashkent", "Kabul", scenario=lifted, **asked).countries[-1] == "AF"


def test_a_route_through_the_red_sea_names_the_restriction() -> None:
    """The lines have left it again, so no container passes; the strait is open to bulk, which learns what passes."""
    asked: dict[str, Any] = {"via": ["bab-el-mandeb"]}
    with pytest.raises(co.NoRouteError, match="container services go round the Cape again"):
        co.shortest_route("Tashkent", "Rotterdam", **asked)
    route = co.shortest_route("Tashkent", "Rotterdam", shipment="wagon", **asked)
    assert "red-sea-2026" in [restriction.id for restriction in route.restrictions]
    assert "restricted: Red Sea" in route.summary()
    assert co.shortest_route("Tashkent", "Turkmenbashi", modes=["rail"]).restrictions == ()


@pytest.mark.parametrize(
    ("corridor", "origin", "destination", "modes"),
    [
        ("cku", "Tashkent", "Kashgar", ["rail"]),
        ("trans-afghan", "Tashkent", "Karachi", ["rail"]),
        ("trans-afghan", "Tashkent", "Gwadar", ["rail"]),
    ],
)
def test_railways_not_built_are_refused_today_and_found_in_2035(
    corridor: str, origin: str, destination: str, modes: list[str]
) -> None:
    """What is planned or being built says so today, and counts once asked for 2035."""
    later = co.compare_corridors(
        origin, destination, corridors=corridor, modes=modes, on=2035, max_detour=9, max_stretch=9
    )
    assert [row.corridor for row in later if row.route] == [corridor]
    assert later.routes[0].modes == ("rail",)
    today = co.compare_corridors(origin, destination, corridors=corridor, modes=modes, max_detour=9, max_stretch=9)
    [row] = [row for row in today if row.corridor == corridor]
    assert row.route is None
    assert "expected" in " ".join(row.reasons)


def test_members_and_history_of_casca_in_its_record(network: co.Network) -> None:
    """CASCA+: Tashkent 2019, five railways, Türkiye in 2021."""
    record = network.corridors.loc["casca"]
    assert set(record["members"]) == {"UZ", "KG", "TM", "AZ", "GE", "TR"}
    assert record["founded"].startswith("2019")
    assert "2021" in record["notes"]


@pytest.mark.parametrize(
    ("spelling", "place"),
    [
        ("Ташкент", "tashkent"),
        ("Toshkent", "tashkent"),
        ("Самарканд", "samarkand"),
        ("Buxoro", "bukhara"),
        ("Туркменбаши", "turkmenbashi"),
        ("Qoʻqon", "kokand"),
        ("Qo'qon", "kokand"),
        ("Мазари-Шариф", "mazar-i-sharif"),
        ("Карачи", "karachi"),
        ("Актау", "aktau"),
    ],
)
def test_places_by_russian_and_uzbek_spelling(network: co.Network, spelling: str, place: str) -> None:
    """Users write names as their papers do."""
    assert network.place(spelling).id == place


def test_a_route_can_say_what_it_rests_on() -> None:
    """Every figure of a route leads to sources with a title; the dictionary form is plain JSON."""
    route = co.shortest_route("Tashkent", "Poti", weight="cost")
    assert all(row["title"] for row in route.source_rows())
    assert all(step.charge.sources for step in route.steps if step.charge.time_h or step.charge.length_km)
    assert json.loads(json.dumps(route.to_dict(), allow_nan=False))["origin"] == "tashkent"
    shares = route.quality["length_km"]
    assert sum(shares.values()) == pytest.approx(1)


def test_default_date_is_the_reference_date(network: co.Network) -> None:
    """What nobody asked for is the state that the data describe."""
    assert network.on == network.reference_date
    assert co.shortest_route("Tashkent", "Termez").on == network.reference_date


def test_a_date_before_the_tables_begin_is_refused() -> None:
    """Nothing is invented about 1850."""
    with pytest.raises(co.OptionError, match="1991"):
        co.shortest_route("Tashkent", "Termez", on=1850)


def test_a_point_in_the_ocean_is_refused() -> None:
    """Far from every place there is nothing to snap to."""
    with pytest.raises(co.UnknownPlaceError, match="nearest place"):
        co.shortest_route("Tashkent", (0.0, -30.0))


@pytest.mark.parametrize("weight", ["distance", "time", "cost"])
def test_every_route_can_be_read(network: co.Network, weight: str) -> None:
    """From Tashkent to every place: text, account and HTML, whatever happens at the borders on the way."""
    read = 0
    for place in network.find_places():
        try:
            route = co.shortest_route("Tashkent", place.id, weight=weight, network=network)
        except co.CorridorsError:
            continue
        assert place.name in route.summary()
        assert place.name in route.explain()
        assert "<table" in route._repr_html_()
        read += 1
    assert read > 400
