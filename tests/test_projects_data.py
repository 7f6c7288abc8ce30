"""The projects as packaged, read as plain tables: what they act on, steps by date, and what today's tables hold.

The steps of one link read as a staircase:

    Mt a year
     41 |                    .----- saryagash-40 (planned)
     37 |           .--------' saryagash-36 (done)
     27 |-----------' saryagash-before (done)
        +-----------|--------|---> date
    1991         2025-06   2027
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def keyed(name: str) -> dict[str, Row]:
    return {row["id"]: row for row in table(name)}


PROJECTS = table("projects")
LINKS = keyed("links")
PLACES = keyed("places")
SOURCES = keyed("sources")
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
REFERENCE = PACKAGE["reference_date"]
#: Ways whose steps `docs/flows.md` tells, with the links that are added up.
WAYS = {
    "Middle Corridor, ferries of Aktau and Kuryk": ["aktau--alat--ferry", "kuryk--alat--ferry"],
    "CASCA+, ferries of Turkmenbashi": ["turkmenbashi--alat--ferry", "turkmenbashi--alat--ferry-container"],
    "both, Georgia to Poti": ["gardabani--tbilisi--rail"],
    "both, Baku-Tbilisi-Kars": ["marabda--akhalkalaki--rail"],
    "both, Kars-Divrigi": ["kars--erzurum--rail"],
    "Northern, Saryagash": ["saryagash--keles--rail"],
    "Northern, Darbaza-Maktaaral": ["darbaza--maktaaral--rail"],
    "Northern, Oazis": ["karakalpakstan--oazis--rail"],
    "Southern, Sarakhs": ["serakhs--sarakhs--rail"],
    "Southern, Khaf-Herat": ["shamtigh--rozanak--rail"],
    "Southern, Rasht-Astara": ["rasht--astara-ir--rail"],
    "China, Dostyk": ["dostyk--alashankou--rail"],
    "China, by Kyrgyzstan": ["torugart--makmal--rail"],
    "Trans-Afghan": ["pul-i-alam--kharlachi--rail"],
}
YEARS = (2024, 2026, 2028, 2030, 2035)

each_project = pytest.mark.parametrize("project", PROJECTS, ids=lambda row: row["id"])


def parts(cell: str, bar: str = "|") -> list[str]:
    return [part for part in cell.split(bar) if part]


def first_day(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :]


def acts(project: Row, on: str) -> bool:
    """What is done has come; what is built or planned comes after the reference date; what is proposed never."""
    if project["state"] == "proposed" or not project["since"] or first_day(project["since"]) > on:
        return False
    return project["state"] == "done" or on > REFERENCE


def capacity(link: str, on: str) -> float:
    """Capacity of a link on a day, in Mt a year; nothing where it is not open."""
    row = LINKS[link]
    opening = row["opened"] or row["expected"] or "1991"
    if first_day(opening) > on or (row["status"] != "operating" and on <= REFERENCE):
        return 0.0
    steps = [p for p in PROJECTS if link in parts(p["links"]) and p["value"] and acts(p, on)]
    latest = max(steps, key=lambda p: first_day(p["since"]), default=None)
    return float(latest["value"] if latest else row["capacity_mt_per_year"])


def staircases() -> dict[tuple[str, str], list[Row]]:
    """Projects that act, with a figure, by what they act on."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in PROJECTS:
        if row["value"] and row["since"] and row["state"] != "proposed":
            for target in (*parts(row["links"]), *parts(row["places"])):
                found[target, row["operation"]].append(row)
    return found


@pytest.mark.parametrize(
    ("date", "day"), [("2027", "2027-01-01"), ("2027-07", "2027-07-01"), ("2025-09-30", "2025-09-30")]
)
def test_a_year_or_a_month_begins_on_its_first_day(date: str, day: str) -> None:
    assert first_day(date) == day


@each_project
def test_it_acts_on_links_or_on_an_operation_at_places(project: Row) -> None:
    links, places = parts(project["links"]), parts(project["places"])
    assert not (links and places), "two rows: links and places have different capacities"
    assert set(links) <= set(LINKS)
    assert set(places) <= set(PLACES)
    assert bool(places) == bool(project["operation"])
    assert links or places or not project["value"]


@each_project
def test_every_figure_has_a_source_and_a_grade(project: Row) -> None:
    sources = parts(project["source"], ";")
    assert sources
    assert set(sources) <= set(SOURCES)
    assert project["grade"] in ("published", "derived", "estimated")
    if "estimate" in sources:
        assert "estimated year" in project["notes"], "say what of it is an estimate"


@each_project
def test_state_and_date_fit_the_reference_date(project: Row) -> None:
    """Done lies before it, planned after it; what is built may be late, and its notes say what was not verified."""
    if not project["since"]:
        assert project["state"] == "proposed"
        return
    day = first_day(project["since"])
    if project["state"] == "done":
        assert day <= REFERENCE
    elif project["state"] == "planned":
        assert day > REFERENCE
    else:
        assert day > REFERENCE or re.search(r"not verified|no report|announced|foreseen", project["notes"])


@pytest.mark.parametrize("key", sorted(staircases()), ids=lambda key: "-".join(filter(None, key)))
def test_steps_of_one_thing_go_up_and_have_days_of_their_own(key: tuple[str, str]) -> None:
    steps = sorted(staircases()[key], key=lambda row: first_day(row["since"]))
    days = [first_day(row["since"]) for row in steps]
    values = [float(row["value"]) for row in steps]
    assert len(set(days)) == len(days)
    assert values == sorted(values)


@pytest.mark.parametrize("link", sorted(k for k, op in staircases() if not op and LINKS[k]["capacity_mt_per_year"]))
def test_the_link_table_holds_one_of_the_steps(link: str) -> None:
    """Of what runs the latest that is done, of what is unbuilt any: the table and the projects speak of one line."""
    steps = staircases()[link, ""]
    table_says = float(LINKS[link]["capacity_mt_per_year"])
    done = [row for row in steps if row["state"] == "done"]
    if LINKS[link]["status"] == "operating" and done:
        assert float(max(done, key=lambda row: first_day(row["since"]))["value"]) == table_says
    elif LINKS[link]["status"] == "operating":
        assert all(float(row["value"]) > table_says for row in steps)
    else:
        assert table_says in [float(row["value"]) for row in steps]


@pytest.mark.parametrize("key", sorted(k for k in staircases() if k[1]), ids="-".join)
def test_the_handling_table_holds_the_last_done_step(key: tuple[str, str]) -> None:
    place, operation = key
    kinds = {"port": ("loading", "unloading", "transhipment")}.get(operation, (operation,))
    rows = [r for r in table("handling") if r["place"] == place and r["operation"] in kinds]
    figures = [float(r["capacity_mt_per_year"]) for r in rows if r["capacity_mt_per_year"]]
    done = [row for row in staircases()[key] if row["state"] == "done"]
    if done:
        assert float(max(done, key=lambda row: first_day(row["since"]))["value"]) == max(figures)
    else:
        assert all(float(row["value"]) >= max(figures) for row in staircases()[key])


def test_a_cost_is_told_once_for_each_project() -> None:
    """Stages of one line share its cost: it stands on the first, so that costs can be added up."""
    costly: dict[str, str] = {}
    for row in PROJECTS:
        if row["cost_musd"]:
            for link in parts(row["links"]):
                assert costly.setdefault(link, row["id"]) == row["id"]


def test_rows_of_one_crossing_move_together() -> None:
    """Two gauges on one crossing are two rows of one capacity: 18.2, then 35 Mt a year at Dostyk, on both."""
    for row in PROJECTS:
        for link in parts(row["links"]):
            twin = f"{link}-1435"
            if twin in LINKS and LINKS[twin]["capacity_mt_per_year"]:
                assert twin in parts(row["links"])


def test_the_table_of_the_docs_is_what_the_projects_make() -> None:
    text = (ROOT / "docs" / "flows.md").read_text(encoding="utf-8")
    for way, links in WAYS.items():
        figures = [sum(capacity(link, f"{year}-12-31") for link in links) for year in YEARS]
        cells = " | ".join(f"{figure:.4g}" if figure else "-" for figure in figures)
        assert f"| {way} | {cells} |" in text, f"{way}: {cells}"


def test_the_seas_and_passes_do_move() -> None:
    """The issue that asked for projects: capacities of 2026, 2030 and 2035 were the same to the last digit."""
    for way in ("Middle Corridor, ferries of Aktau and Kuryk", "CASCA+, ferries of Turkmenbashi"):
        figures = [sum(capacity(link, f"{year}-12-31") for link in WAYS[way]) for year in YEARS]
        assert figures[0] < figures[2] < figures[3]
