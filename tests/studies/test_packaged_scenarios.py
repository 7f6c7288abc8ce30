"""The packaged scenarios: each changes what it says, shows it in a journey, and leaves everything else alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd
import pytest

import corridors as co
from corridors.changes.packaged import ids
from tools.journeys import renew
from tools.make_scenarios import FOLDER, PAGE, order, read_scenarios, render, sources_of
from tools.scenario_journeys import AFTER, BEFORE, TOTALS, answer, day_of, differences, read_journeys, write_journeys

FILES = read_scenarios()
JOURNEYS = read_journeys()
NAMES = [f"{row['scenario']}-{row['origin']}-{row['destination']}-{row['on']}-{n}" for n, row in enumerate(JOURNEYS)]
TABLES = (
    "places", "links", "services", "handling", "rates", "corridors", "corridor_links", "branches", "events", "projects",
    "risks", "levels", "deflator", "countries", "sources", "published", "demand", "demand_wb2030", "demand_uz2025",
)  # fmt: skip
LISTED = [
    "status-quo", "af-pk-border-shut", "af-pk-border-open", "hormuz-shut", "hormuz-half-open", "hormuz-open",
    "red-sea-by-suez", "red-sea-by-the-cape", "cku-15mt", "cku-early-2028", "cku-late-2035", "trans-afghan-3mt",
    "trans-afghan-15mt", "trans-afghan-20mt", "trans-afghan-western", "trans-afghan-both",
    "middle-corridor-world-bank-2030", "kuryk-ferries-doubled", "container-ships-2027", "divrigi-kars-rebuilt",
    "zangezur-tripp-open", "casca-single-tariff", "caspian-low-water", "iran-closed", "russia-closed", "south-closed",
    "bakhty-ayagoz", "rasht-astara",
]  # fmt: skip


def meant_for(name: str) -> str | None:
    """Give the day that a file names."""
    return FILES[name].get("on")


def rows(network: co.Network, table: str) -> pd.DataFrame:
    """Give a table with its ids as a column."""
    frame = network.table(table)
    return frame.reset_index() if frame.index.name else frame


@cache
def before_and_after(name: str, on: str | None) -> tuple[co.Network, co.Network]:
    base = co.load_network(on=on)
    return base, base.apply(co.scenario(name))


# -- the files ----------------------------------------------------------------------------------------------------


def test_there_is_a_file_for_every_scenario_and_no_other() -> None:
    assert sorted(FILES) == sorted(LISTED) == sorted(path.stem for path in FOLDER.glob("*.toml"))
    assert sorted(ids()) == sorted(LISTED)


@pytest.mark.parametrize("name", LISTED)
def test_a_file_says_what_it_assumes_and_on_what_it_rests(name: str) -> None:
    data = FILES[name]
    known = set(rows(co.load_network(), "sources")["id"])
    words = " ".join(data["description"].split())
    assert len(words.split(". ")) >= 3
    assert "stay" in words or "eft as they are" in words or "comes earlier" in words or name == "status-quo"
    assert data["sources"]
    assert set(sources_of(data)) <= known
    for change in data.get("change", ()):
        assert change["source"], f"a change of {change['table']} without a source"
        assert change["note"]


@pytest.mark.parametrize("name", LISTED)
def test_the_library_reads_what_stands_in_the_file_and_finds_all_that_it_names(name: str) -> None:
    scenario = co.scenario(name)
    assert (scenario.id, scenario.name, scenario.on) == (name, FILES[name]["name"], meant_for(name))
    assert list(scenario.sources) == FILES[name]["sources"]
    assert co.Scenario.from_toml(scenario.to_toml()) == scenario
    scenario.check(co.load_network())


def test_the_page_is_what_the_files_and_the_journeys_say() -> None:
    assert sorted(order()) == sorted(LISTED)
    assert PAGE.read_text(encoding="utf-8") == render(), "write it anew: python -m tools.make_scenarios"


# -- the tables ---------------------------------------------------------------------------------------------------


def changed_cells(before: pd.DataFrame, after: pd.DataFrame) -> dict[int, set[str]]:
    """List what differs, row by row; no row may come or go."""
    assert list(before.columns) == list(after.columns)
    assert len(before) == len(after)
    if before.equals(after):
        return {}
    differs = before.map(repr).ne(after.map(repr))  # blank cells equal each other
    return {row: set(differs.columns[differs.iloc[row]]) for row in range(len(before)) if differs.iloc[row].any()}


def selected(frame: pd.DataFrame, where: dict[str, Any]) -> Iterator[int]:
    """Read a rule anew: every column one of its values."""
    for position, row in enumerate(frame.to_dict("records")):
        if all(row[key] in ([value] if isinstance(value, str) else value) for key, value in where.items()):
            yield position


def expected_cells(name: str, table: str, frame: pd.DataFrame, day: str) -> dict[int, set[str]]:
    """Read off the file which cells a scenario sets, by row."""
    found: dict[int, set[str]] = {}
    for change in FILES[name].get("change", ()):
        if change["table"] == table and change.get("since", "") <= day:
            for row in selected(frame, change["where"]):
                found.setdefault(row, set()).update(change["set"])
    column = {"links": "expected", "projects": "since"}.get(table)
    for shifted in FILES[name].get("shift", {}) if column else ():
        for row in selected(frame, {"id": shifted}):
            found.setdefault(row, set()).add(column or "")
    return found


def beside(cells: set[str], columns: Iterator[str] | list[str]) -> set[str]:
    """List what may change with cells: the ends of their ranges, and what the figures rest on."""
    ends = {f"{cell}_{end}" for cell in cells for end in ("low", "high")}
    ends |= {"low", "high"} if "central" in cells else set()
    return cells | ends | {column for column in columns if column.endswith(("grade", "source", "basis"))}


@pytest.mark.parametrize("name", LISTED)
def test_the_cells_that_a_file_names_change_and_no_others(name: str) -> None:
    base, network = before_and_after(name, meant_for(name))
    day = str(base.on)
    for table in TABLES:
        frame = rows(base, table)
        changed = changed_cells(frame, rows(network, table))
        expected = expected_cells(name, table, frame, day)
        assert set(changed) == set(expected), f"{name}: rows of {table}"
        for row, cells in changed.items():
            assert expected[row] <= cells, f"{name}: {table}[{row}] keeps {expected[row] - cells}"
            assert cells <= beside(expected[row], list(frame.columns)), f"{name}: {table}[{row}] changes {cells}"


def test_the_network_that_they_were_applied_to_stays_what_it_was() -> None:
    network = co.load_network()
    before = {table: rows(network, table).copy(deep=True) for table in TABLES}
    way = co.shortest_route("Tashkent", "Istanbul", weight="cost").to_dict()
    for name in LISTED:
        network.apply(co.scenario(name))
    assert all(rows(network, table).equals(frame) for table, frame in before.items())
    assert co.shortest_route("Tashkent", "Istanbul", weight="cost", network=network).to_dict() == way


# -- the journeys -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stored", JOURNEYS, ids=NAMES)
def test_a_stored_journey_is_what_it_was(stored: dict[str, str]) -> None:
    told = differences(stored, answer(stored))
    assert not told, "if that is meant, run `python -m tools.scenario_journeys` and say why:\n  " + "\n  ".join(told)


@pytest.mark.parametrize("stored", JOURNEYS, ids=NAMES)
def test_what_it_must_touch_differs_and_what_it_must_not_is_the_same_to_the_last_digit(stored: dict[str, str]) -> None:
    before, after = ([stored[name] for name in names] for names in (BEFORE, AFTER))
    assert (before == after) == (stored["touched"] == "no")


def test_every_scenario_shows_a_journey_that_it_changes_and_one_that_it_leaves() -> None:
    for name in LISTED:
        touched = {row["touched"] for row in JOURNEYS if row["scenario"] == name}
        assert touched == ({"no"} if name == "status-quo" else {"yes", "no"}), name


def test_a_changed_answer_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    few = [dict(JOURNEYS[0]), JOURNEYS[2] | {"after_days": "1"}]
    assert renew(["--check"], few, answer, differences, write_journeys, heads=["scenario"]) == 1
    told = capsys.readouterr().out
    assert f"after_days 1 -> {JOURNEYS[2]['after_days']}" in told
    assert "1 of 2 journeys differ" in told
    assert len(TOTALS) == len(BEFORE) == len(AFTER)


# -- what each of them is about -----------------------------------------------------------------------------------


def crosses_af_pk(route: co.Route) -> bool:
    return "AF-PK" in "-".join(route.countries)


def test_tashkent_karachi_before_and_after_the_border_was_shut() -> None:
    """The crossings were shut in the night of 11 to 12 October 2025."""
    open_, shut = (co.shortest_route("Tashkent", "Karachi", on=day) for day in ("2025-10-01", "2025-11-01"))
    assert crosses_af_pk(open_)
    assert not crosses_af_pk(shut)
    assert shut.length_km > open_.length_km + 900
    with pytest.raises(co.NoRouteError, match="All Afghan-Pakistani crossings"):
        co.shortest_route("Tashkent", "Karachi", on="2025-11-01", modes=["road"], avoid=["IR", "CN"])


def test_the_afghan_border_in_2026_with_and_without_the_scenario() -> None:
    asked = {"on": "2026-11-01", "modes": ["road"], "avoid": ["IR", "CN"]}
    with pytest.raises(co.NoRouteError):
        co.shortest_route("Tashkent", "Karachi", **asked)
    opened = co.shortest_route("Tashkent", "Karachi", scenario="af-pk-border-open", **asked)
    assert crosses_af_pk(opened)
    again = co.shortest_route("Tashkent", "Karachi", on="2025-10-01", modes=["road"], avoid=["IR", "CN"])
    assert [link.id for link in opened.links] == [link.id for link in again.links]


@pytest.mark.parametrize(
    ("name", "country"),
    [("iran-closed", "IR"), ("russia-closed", "RU"), ("south-closed", "IR"), ("south-closed", "AF")],
)
def test_a_closed_country_is_entered_by_no_link(name: str, country: str) -> None:
    base, network = before_and_after(name, None)
    assert country in co.shortest_route("Tashkent", {"IR": "Tehran", "RU": "Moscow", "AF": "Kabul"}[country]).countries
    inside = set(base.places.index[base.places["country"] == country])
    links = network.links
    touching = links["from"].isin(inside) | links["to"].isin(inside)
    assert touching.any()
    assert not links.loc[touching, "in_use"].any()


def capacity(name: str | None, on: str) -> float:
    """Give what the Kabul way carries by itself."""
    route = co.shortest_route("Naibabad", "Kharlachi", modes=["rail"], on=on, scenario=name)
    return route.capacity_mt_per_year


def test_the_trans_afghan_railway_carries_what_the_scenario_is_called_for_as_long_as_it_lasts() -> None:
    for day in ("2033-01-01", "2041-01-01"):
        found = [capacity(name, day) for name in ("trans-afghan-3mt", "trans-afghan-15mt", "trans-afghan-20mt")]
        assert found == [3, 15, 20]
    assert [capacity(None, day) for day in ("2033-01-01", "2036-01-01", "2041-01-01")] == [3, 15, 20]


@pytest.mark.parametrize(
    ("name", "opens", "full"),
    [(None, 2030, 2035), ("cku-early-2028", 2028, 2035), ("cku-late-2035", 2035, 2040), ("cku-15mt", 2030, 2030)],
)
def test_the_line_from_kashgar_opens_and_grows_in_its_years(name: str | None, opens: int, full: int) -> None:
    for year in (2029, 2033, 2036, 2041):
        route = co.shortest_route("Kashgar", "Andijan", modes=["rail"], on=f"{year}-07-01", scenario=name)
        by_it = "kashgar--torugart--rail" in {link.id for link in route.links}
        assert by_it == (year >= opens)
        if by_it:
            assert route.capacity_mt_per_year == (15 if year >= full else 4)


@pytest.mark.parametrize("day", ["2026-11-01", "2028-06-01", "2019-06-01"])
def test_nothing_sails_through_a_shut_hormuz_on_any_day(day: str) -> None:
    _, network = before_and_after("hormuz-shut", day)
    links = network.links
    assert not links.loc[links["from"].eq("hormuz") | links["to"].eq("hormuz"), "in_use"].any()
    with pytest.raises(co.NoRouteError):
        co.shortest_route("Bandar Abbas", "Mumbai", modes=["sea"], network=network)


def test_the_states_of_hormuz_cost_in_their_order() -> None:
    """Open is cheaper than half open; half open lasts when the tables would let it end."""
    usd = {
        name: co.shortest_route("Jebel Ali", "Shanghai", weight="cost", modes=["sea"], network=network).cost_usd
        for name in ("hormuz-open", "hormuz-half-open", "status-quo")
        for _, network in (before_and_after(name, "2028-06-01"),)
    }
    assert usd["hormuz-half-open"] > usd["hormuz-open"] + 2500  # the surcharge of the tables is 3,000 USD a FEU
    assert usd["status-quo"] == pytest.approx(usd["hormuz-open"])


def test_boxes_go_by_suez_or_by_the_cape_as_the_scenario_says() -> None:
    asked = {"weight": "time", "modes": ["sea"], "on": "2028-06-01"}
    suez = co.shortest_route("Shanghai", "Rotterdam", scenario="red-sea-by-suez", **asked)
    cape = co.shortest_route("Shanghai", "Rotterdam", scenario="red-sea-by-the-cape", **asked)
    assert "suez-canal" in {place.id for place in suez.places}
    assert "cape-of-good-hope" in {place.id for place in cape.places}
    assert 8 < (cape.time_h - suez.time_h) / 24 < 14  # printed: 11 to 14 days, with the wait for another ship


def test_low_water_takes_the_same_share_of_every_caspian_port() -> None:
    for ends in (("Aktau", "Alat"), ("Turkmenbashi", "Alat"), ("Kuryk", "Alat")):
        for shipment in ("feu", "wagon") if ends[0] != "Aktau" else ("feu",):
            asked = {"modes": ["ferry"], "shipment": shipment}
            full, low = (co.shortest_route(*ends, scenario=s, **asked) for s in (None, "caspian-low-water"))
            assert low.capacity_mt_per_year == pytest.approx(0.725 * full.capacity_mt_per_year)
            assert (low.time_h, low.cost_usd) == (full.time_h, full.cost_usd)


def test_the_single_tariff_is_one_rate_for_three_railways() -> None:
    _, network = before_and_after("casca-single-tariff", None)
    rates = rows(network, "rates")
    here = rates["mode"].eq("rail") & rates["country"].isin(["TM", "AZ", "GE"])
    here &= rates["parameter"].isin(["price_usd_per_km", "entry_usd"])
    for _, group in rates[here].groupby(["parameter", "shipment"]):
        assert len(group) == 3
        assert len(set(group["central"])) == 1
        assert (group["low"] < group["central"]).all()
        assert (group["central"] < group["high"]).all()


def test_days_of_the_journeys_are_those_of_the_files() -> None:
    for row in JOURNEYS:
        assert day_of(row) == (row["on"] or meant_for(row["scenario"]) or "2026-11-01")
