"""The rules that tables keep together: each is triggered by minimal tables that break it and nothing else."""

from __future__ import annotations

from math import nextafter
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings

import corridors as co
from corridors.tables.checks import RULES, SPHERE_TOLERANCE, check_tables, find_problems
from corridors.tables.reading import Row, Tables
from corridors.tables.sphere import great_circle_km
from tests.micro import blank, corridor_rows, micro_tables, service
from tests.strategies import Drawing, drawings

#: Two links, so that either may be broken without leaving a place on none.
DRAWING = ("A ==10== B", "A ..10.. B")
LINK = "a--b--rail"
SAY = "say where the figure is from"
ADD = "add it there or correct it"


class Broken(NamedTuple):
    """Tables that break a rule, and everything that is to be found in them."""

    tables: Tables
    findings: tuple[str, ...]


def tables(**changed: Any) -> Tables:
    return micro_tables(*DRAWING, **changed)


def link(*findings: str, **cells: Any) -> Broken:
    """The railway with some cells changed."""
    return Broken(tables(links={LINK: cells}), findings)


def rate(*findings: str, **cells: Any) -> Broken:
    """One more rate, in line 12 of its table."""
    usual = {"parameter": "dwell", "mode": "*", "country": "*", "shipment": "*", "unit": "h", "central": 1.0}
    row = blank("rates", **usual | {"grade": "derived", "source": ("test",)} | cells)
    return Broken(tables(rates=[*tables()["rates"], row]), findings)


def handling(*findings: str, **cells: Any) -> Broken:
    """One more row of handling."""
    graded = {f"{q}_{what}": v for q in ("time", "cost") for what, v in (("grade", "derived"), ("source", ("test",)))}
    row = blank("handling", **{"id": "extra", "operation": "border"} | graded | cells)
    return Broken(tables(handling=[*tables()["handling"], row]), findings)


#: What a train may run over: two railways, a ferry, a road and a railway that leads one way only.
LINE = ("A ==10== B ==10== C ~~10~~ D", "A ..10.. B", "C ==10== E")
#: A liner or feeder.
SAILS: dict[str, Any] = {"mode": "sea", "carries": (), "lane": "east--west"}


def train(*findings: str, ride: str = "A = B = C", **cells: Any) -> Broken:
    """One service, a daily train unless its ride is over water."""
    one_way = {"c--e--rail": {"direction": "forward"}}
    return Broken(micro_tables(*LINE, links=one_way, services=[service("express", ride, **cells)]), findings)


def sailing(*findings: str, **cells: Any) -> Broken:
    """A liner from B to C."""
    liner = service("express", "B ^ C", **SAILS | cells)
    return Broken(micro_tables("A ==10== B ^^10^^ C", services=[liner]), findings)


def event(*findings: str, **cells: Any) -> Broken:
    """One event."""
    usual = {"id": "strike", "name": "A strike", "kind": "closure", "start": "2026", "links": (LINK,)}
    return Broken(tables(events=[blank("events", **usual | cells)]), findings)


def strike(*findings: str, **cells: Any) -> Broken:
    """One restriction that acts on hours and dollars."""
    graded = {"kind": "restriction", "effect_grade": "estimated", "effect_source": ("user",)}
    return event(*findings, **graded | cells)


GRADED: dict[str, Any] = {"grade": "estimated", "source": ("user",)}


def levels(*findings: str, **cells: Any) -> Broken:
    """Two levels of one railway, and a third one with some cells changed."""
    usual = {"mode": "rail", "country": "UZ", "direction": "both", "basis": "tariff", "factor": 1.2} | GRADED
    usual |= {"factor_low": 1.0, "factor_high": 1.5}
    dates = {"first": "2024-01", "second": "2025-01", "third": "2026-01"}
    rows = [blank("levels", **usual | {"id": name, "date": date}) for name, date in dates.items()]
    return Broken(tables(levels=[*rows[:2], rows[2] | cells]), findings)


LANE: dict[str, Any] = {"lane": "east--west", "mode": "sea", "country": None, "direction": "forward"}


def deflator(*findings: str, **cells: Any) -> Broken:
    """Consumer prices of two years."""
    rows = [blank("deflator", year=year, index=100.0, **GRADED) for year in (2024, 2025)]
    return Broken(tables(deflator=[rows[0], rows[1] | cells]), findings)


def risk(*findings: str, **cells: Any) -> Broken:
    """One risk."""
    usual: dict[str, Any] = {"id": "war", "kind": "war", "name": "War", "countries": ("UZ",), "start": "2026-02"}
    usual |= {"level": "high", "effect": "lines stay away"}
    return Broken(tables(risks=[blank("risks", **usual | GRADED | cells)]), findings)


def project(*findings: str, **cells: Any) -> Broken:
    """One project, a second track."""
    usual: dict[str, Any] = {"id": "track", "name": "Second track", "links": (LINK,), "state": "done", "since": "2024"}
    usual |= {"quantity": "capacity_mt_per_year", "value": 20.0}
    return Broken(tables(projects=[blank("projects", **usual | GRADED | cells)]), findings)


def branch(finding: str, *branches: tuple[str, str]) -> Broken:
    """Branches of a corridor of the one railway, each by its id and link."""
    rows = [blank("branches", corridor="north", id=name, name=f"by {name}", links=(link,)) for name, link in branches]
    return Broken(tables(branches=rows, **corridor_rows("north", [[LINK]])), (finding,))


def corridor(*findings: str, gateways: list[list[str]], others: tuple[str, ...] = (), **cells: Any) -> Broken:
    """One corridor."""
    rows = corridor_rows("north", gateways, others)
    rows["corridors"] = [row | cells for row in rows["corridors"]]
    return Broken(tables(**rows), findings)


def apart(*findings: str, km: float, accuracy_km: float | None = None) -> Broken:
    """The railway with a length, between places one degree of latitude (111.2 km) apart."""
    places: list[Row] = [row | {"accuracy_km": accuracy_km} for row in tables()["places"]]
    places[1]["lat"] = 41.0
    links = {LINK: {"length_km": km}, "a--b--road": {"length_km": 200.0}}
    return Broken(tables(places=places, links=links), findings)


BROKEN: dict[str, list[Broken]] = {
    "references_resolve": [
        link(f"links[{LINK}].to: 'x' is not in places; {ADD}", to="x"),
        link(f"links[{LINK}].length_source: 'x' is not in sources; {ADD}", length_source=("test", "x")),
        handling(f"handling[extra].country: 'XX' is not in countries; {ADD}", country="XX"),
        event(f"events[strike].links: 'x' is not in links; {ADD}", links=(LINK, "x")),
        corridor(f"corridor_links[line 3].link: 'x' is not in links; {ADD}", gateways=[[LINK]], others=("x",)),
    ],
    "figures_have_source_and_grade": [
        link(f"links[{LINK}].length_grade: blank although length_km is 10; {SAY}", length_grade=None),
        link(f"links[{LINK}].length_source: blank although length_km is 10; {SAY}", length_source=()),
        link(f"links[{LINK}].time_source: blank although time_h is 0; {SAY}", time_h=0.0, time_grade="derived"),
        handling(
            f"handling[extra].cost_source: blank although cost_usd is 5; {SAY}",
            f"handling[extra].cost_grade: blank although cost_usd is 5; {SAY}",
            cost_usd=5.0,
            cost_source=(),
            cost_grade=None,
        ),
        rate(f"rates[line 12].grade: blank although central is 1; {SAY}", grade=None),
        corridor(
            "corridors[north].source: blank; say where claimed_days is from",
            gateways=[[LINK]],
            claimed_days="13-21",
        ),
    ],
    "gauge_belongs_to_rail": [
        link(f"links[{LINK}].gauge_mm: None on a rail link; give 1520, 1435 or 1676", gauge_mm=None),
        link(f"links[{LINK}].gauge_mm: 1520 on a road link; leave it blank", mode="road"),
    ],
    "ends_differ": [link(f"links[{LINK}].to: the same place as from; a link joins two places", to="a")],
    "not_shorter_than_the_crow_flies": [
        apart(
            f"links[{LINK}].length_km: 110 km is shorter than the 111 km as the crow flies; "
            "correct the length or a point",
            km=110.0,
        ),
        apart(
            f"links[{LINK}].length_km: 90 km is shorter than the 111 km as the crow flies; "
            "correct the length or a point",
            km=90.0,
            accuracy_km=10.0,
        ),
    ],
    "unbuilt_has_expected_year": [
        link(f"links[{LINK}].expected: blank on a planned link; give the year", status="planned"),
        link(f"links[{LINK}].expected: blank on a construction link; give the year", status="construction"),
        link(f"links[{LINK}].expected: set on a operating link; leave it blank", expected="2030"),
        link(f"links[{LINK}].expected: 2025-12 is past; update it", status="planned", expected="2025-12"),
    ],
    "dates_in_order": [
        link(f"links[{LINK}].closed: 2019 lies before opened 2020", opened="2020", closed="2019"),
        event("events[strike].end: 2026-02-27 lies before start 2026-02-28", start="2026-02-28", end="2026-02-27"),
        train("services[express].until: 2024 lies before since 2025-03", since="2025-03", until="2024"),
        risk("risks[war].end: 2026-01 lies before start 2026-02", end="2026-01"),
    ],
    "low_central_high_in_order": [
        rate("rates[line 12].low: 2 is above central 1; put them in order", low=2.0),
        rate("rates[line 12].central: 1 is above high 0.5; put them in order", high=0.5),
        handling("handling[extra].time_h_low: 9 is above time_h 5; put them in order", time_h_low=9.0, time_h=5.0),
        handling(
            "handling[extra].cost_usd: 5 is above cost_usd_high 4; put them in order", cost_usd=5.0, cost_usd_high=4.0
        ),
        handling(
            "handling[extra].cost_usd_low: 5 is above cost_usd_high 4; put them in order",
            cost_usd_low=5.0,
            cost_usd_high=4.0,
        ),
        train("services[express].wait_h: 30 is above wait_h_high 20; put them in order", wait_h=30.0, wait_h_high=20.0),
        train("services[express].time_h_low: 30 is above time_h 20; put them in order", time_h_low=30.0, time_h=20.0),
        levels("levels[third].factor_low: 1.3 is above factor 1.2; put them in order", factor_low=1.3),
        levels("levels[third].factor: 1.2 is above factor_high 1.1; put them in order", factor_high=1.1),
        strike(
            "events[strike].add_time_h_low: 9 is above add_time_h 5; put them in order",
            add_time_h_low=9.0,
            add_time_h=5.0,
        ),
        strike(
            "events[strike].add_cost_usd: 5 is above add_cost_usd_high 4; put them in order",
            add_cost_usd=5.0,
            add_cost_usd_high=4.0,
        ),
        strike(
            "events[strike].insurance_pct: 2 is above insurance_pct_high 1; put them in order",
            insurance_pct=2.0,
            insurance_pct_high=1.0,
        ),
        risk(
            "risks[war].insurance_pct_low: 2 is above insurance_pct 1; put them in order",
            insurance_pct_low=2.0,
            insurance_pct=1.0,
        ),
    ],
    "services_are_rides": [
        train(
            "services[express].links: 'b--c--rail' does not touch a; name them in order from origin to destination",
            links=("b--c--rail", "a--b--rail"),
        ),
        train(
            "services[express].links: end at b, not at c; name all of them, or correct the destination",
            links=("a--b--rail",),
        ),
        train("services[express].calls: d is not passed there; name what it passes, in order", calls=("d",)),
        train(
            "services[express].calls: b is not passed there; name what it passes, in order",
            ride="A = B = C ~ D",
            calls=("c", "b"),
        ),
        train("services[express].calls: a is not passed there; name what it passes, in order", calls=("a",)),
        train("services[express].links: 'c--e--rail' is one-way; ride it as it leads, forward only", ride="B = C = E"),
        train(
            "services[express].links: 'c--e--rail' is one-way; ride it as it leads, forward only",
            ride="E = C",
            links=("c--e--rail",),
            direction="forward",
        ),
    ],
    "services_fit_their_mode": [
        train(
            "services[express].links: rail and road links of a rail service; "
            "a train runs by rail, and on ferries between",
            links=("a--b--road", "b--c--rail"),
        ),
        train(
            "services[express].links: ferry and rail links of a ferry service; a vessel takes ferry links alone",
            ride="B = C ~ D",
            mode="ferry",
            carries=("wagon",),
        ),
        train(
            "services[express].links: ferry links of a rail service; a train runs by rail, and on ferries between",
            ride="C ~ D",
            mode="rail",
            carries=(),
        ),
        train(
            "services[express].carries: blank; say what the vessel takes: container, lorry, wagon",
            ride="C ~ D",
            carries=(),
        ),
        train("services[express].carries: lorry|wagon; leave it blank for a train", carries=("lorry", "wagon")),
        train(
            "services[express].links: ferry links of a sea service; a liner sails over sea links alone",
            ride="C ~ D",
            **SAILS,
        ),
        train("services[express].lane: east--west; leave it blank but for a liner", lane="east--west"),
        sailing("services[express].lane: blank; name the two regions that the liner joins", lane=None),
        sailing("services[express].carries: container; leave it blank for a liner", carries=("container",)),
        train(
            "services[express].departures_per_week: 0; what never leaves is no service: leave it blank or say when it "
            "ended",
            departures_per_week=0.0,
        ),
    ],
    "branches_belong_to_their_corridor": [
        branch(
            "branches[north/one].links: 'a--b--road' is no link of it; add it to corridor_links or correct it",
            ("one", "a--b--road"),
        ),
        branch("branches[north/one].id: stands twice; keep one row, with all its links", ("one", LINK), ("one", LINK)),
    ],
    "colors_are_colors": [
        corridor(
            "corridors[north].color: '\"><b>' is no colour; write it as #1A2B3C", gateways=[[LINK]], color='"><b>'
        ),
    ],
    "corridors_have_gateways": [
        corridor(
            "corridors[north]: no gateway in corridor_links; mark the links that a route must cross to count "
            "as using it",
            gateways=[],
            others=(LINK,),
        ),
        corridor(
            "corridors[north]: no gateway in corridor_links; mark the links that a route must cross to count "
            "as using it",
            gateways=[],
        ),
    ],
    "closures_shut_something": [
        event("events[strike].links: a closure without places or links; name what it shuts", links=(), modes=("rail",)),
        event(
            "events[strike].links: a closure without places or links; name what it shuts", links=(), countries=("UZ",)
        ),
    ],
    "nothing_dangles": [
        Broken(
            tables(places=[*tables()["places"], tables()["places"][0] | {"id": "c", "name": "C"}]),
            ("places[c]: on no link; thread it on one or leave it out",),
        )
    ],
    "rates_are_possible": [
        rate(
            "rates[line 12].central: speed_km_per_h of 0; give one above zero",
            parameter="speed_km_per_h",
            country="KZ",
            central=0.0,
        ),
        rate(
            "rates[line 12].low: speed_km_per_h of 0; give one above zero",
            parameter="speed_km_per_h",
            country="KZ",
            low=0.0,
        ),
        rate("rates[line 12].central: payload_t of 0; give one above zero", parameter="payload_t", central=0.0),
        rate("rates[line 12].low: entry_usd of -5; give one of at least zero", parameter="entry_usd", low=-5.0),
        rate(
            "rates[line 12]: price_usd_per_km rail * * * stands twice; keep one row",
            parameter="price_usd_per_km",
            mode="rail",
        ),
    ],
    "levels_are_possible": [
        levels("levels[third].factor_low: 0; give a factor above zero", factor_low=0.0),
        levels(
            *(f"levels[third].{name}: 0; give a factor above zero" for name in ("factor_low", "factor", "factor_high")),
            factor_low=0.0,
            factor=0.0,
            factor_high=0.0,
        ),
        levels("levels[third].date: the series has another row for 2025-01; keep one", date="2025-01"),
        levels("levels[third].direction: forward of a country; give to_uz, from_uz, both", direction="forward"),
        levels("levels[third].direction: to_uz of a lane; give forward, back, both", **LANE | {"direction": "to_uz"}),
        levels(
            "levels[third].lane: east--west beside a country or ashore; a level is of a lane at sea or of a country",
            **LANE | {"country": "UZ"},
        ),
        levels(
            "levels[third].lane: east--west beside a country or ashore; a level is of a lane at sea or of a country",
            **LANE | {"mode": "rail"},
        ),
    ],
    "years_stand_once": [
        deflator("deflator[2024].year: stands twice; keep one row", year=2024),
        deflator("deflator[2025].index: 0; give an index above zero", index=0.0),
    ],
    "effects_are_whole": [
        strike(
            "events[strike].add_time_h: blank although add_time_h_low and add_time_h_high are known; give the P50",
            add_time_h_low=1.0,
            add_time_h_high=9.0,
        ),
        strike(
            "events[strike].add_cost_usd: blank although add_cost_usd_high are known; give the P50",
            add_cost_usd_high=9.0,
        ),
        strike("events[strike].time_factor: 0; give a factor above zero", time_factor=0.0),
        strike("events[strike].cost_factor: 0; give a factor above zero", cost_factor=0.0),
        strike(
            "events[strike].insurance_pct: 0.5 and no links; name those on which it is added",
            insurance_pct=0.5,
            links=(),
            places=("a",),
        ),
        strike(
            "events[strike].add_time_h: 24 on a closure, which nobody passes; make it a restriction",
            add_time_h=24.0,
            kind="closure",
        ),
    ],
    "risks_concern_something": [
        risk("risks[war].countries: neither countries nor places nor links; name where it is met", countries=()),
        risk(
            "risks[war].countries: neither countries nor places nor links; name where it is met",
            countries=(),
            modes=("sea",),
        ),
    ],
    "projects_say_what_and_when": [
        project(
            "projects[track].since: blank on a project that is being built; give the year, or call it proposed",
            since=None,
            state="construction",
        ),
        project("projects[track].places: a beside links; make it two rows", places=("a",), operation="port"),
        project("projects[track].links: neither links nor places; name what has 20", links=()),
        project("projects[track].operation: port; leave it blank on links", operation="port"),
        project("projects[track].operation: blank; say what is done there", links=(), places=("a",)),
    ],
}


def test_every_rule_has_tables_that_break_it() -> None:
    """A rule that nothing triggers could be dropped unnoticed, and a new one must come with its example."""
    assert set(BROKEN) == {rule.__name__ for rule in RULES}
    assert all(BROKEN.values())


@pytest.mark.parametrize(
    ("name", "broken"),
    [pytest.param(name, case, id=f"{name}-{n}") for name, cases in BROKEN.items() for n, case in enumerate(cases)],
)
def test_what_is_broken_is_found_by_its_rule_and_by_no_other(name: str, broken: Broken) -> None:
    """One mistake is one finding, worded with its table, row and column and the fix."""
    (rule,) = (rule for rule in RULES if rule.__name__ == name)
    assert set(rule(broken.tables)) == set(broken.findings)
    assert set(find_problems(broken.tables)) == set(broken.findings)


def test_no_network_is_made_of_broken_tables() -> None:
    """Every finding of every rule is raised at once, and sound tables are given back."""
    cells = {"length_grade": None, "gauge_mm": None, "status": "planned"}
    with pytest.raises(co.DataError) as caught:
        co.Network(tables(links={LINK: cells}))
    assert len(caught.value.findings) == 3
    sound = tables()
    assert check_tables(sound) is sound


@given(drawing=drawings())
@settings(max_examples=20)
def test_drawn_networks_are_sound(drawing: Drawing) -> None:
    """What the other tests draw at random breaks no rule."""
    assert find_problems(drawing.tables()) == []


SOUND = {
    "a train through its calls": train(calls=("b",)),
    "a train both ways whose links are drawn the other way": train(
        ride="C = B = A", links=("b--c--rail", "a--b--rail")
    ),
    "a train that is taken across water": train(ride="B = C ~ D", calls=("c",)),
    "a train along a one-way railway": train(ride="B = C = E", direction="forward"),
    "a vessel": train(ride="C ~ D", carries=("lorry", "wagon")),
    "a train of which nobody says how often it leaves": train(departures_per_week=None, departures_basis=None),
    "a train that ran for some days of one month": train(since="2025-03", until="2025-03"),
    "a planned link with its year": link(status="planned", expected="2026"),
    "a star stands for any country": handling(country="*"),
    "closed in the year it opened": link(opened="2020", closed="2020"),
    "closed some time in the year in which it opened in May": link(opened="2020-05", closed="2020"),
    "ended some time in the year in which it started in October": event(start="2025-10-11", end="2025"),
    "a restriction of a whole country": event(kind="restriction", links=(), countries=("UZ",)),
    "a closure of a place": event(links=(), places=("a",)),
    "a price of nothing": rate(parameter="entry_usd", central=0.0),
    "a rate for each country": rate(parameter="price_usd_per_km", mode="rail", country="KZ"),
    "ended on the day it started": event(start="2026-02-28", end="2026-02-28"),
    "low, central and high alike": rate(low=1.0, high=1.0),
    "a low without a central figure": handling(time_h_low=1.0, time_h_high=2.0),
    "as long as the crow flies": apart(km=111.2),
    "as long as on the ellipsoid": apart(km=110.6),
    "within what the points are exact to": apart(km=95.0, accuracy_km=10.0),
    "a lane one way and the other": levels(**LANE | {"date": "2025-01"}),
    "a level of each direction on one day": levels(direction="to_uz", date="2025-01"),
    "a level of a shipment on the day of that of all": levels(shipment="wagon", date="2025-01"),
    "a level without a range": levels(factor_low=None, factor_high=None),
    "consumer prices of each year once": deflator(),
    "hours added without a range": strike(add_time_h=24.0),
    "dollars multiplied in a whole country": strike(cost_factor=0.5, links=(), countries=("UZ",)),
    "hours of a mixture, most often none": strike(add_time_h_low=0.0, add_time_h=0.0, add_time_h_high=90.0),
    "a closure that leaves nothing": event(capacity_factor=0.0, **GRADED),
    "a risk of a place": risk(countries=(), places=("a",)),
    "a risk on the day on which it began": risk(start="2026-02-03", end="2026-02-03"),
    "a wish without a date": project(state="proposed", since=None),
    "a port that may grow, nobody knows to what": project(links=(), places=("a",), operation="port", value=None),
    "a project that moves nothing that we have": project(links=(), value=None),
    "a corridor with gateways and other links": corridor(gateways=[[LINK], ["a--b--road"]], others=("a--b--road",)),
}


@pytest.mark.parametrize("case", SOUND)
def test_what_is_just_right_is_not_found(case: str) -> None:
    """Rules that cry wolf are switched off."""
    assert find_problems(SOUND[case].tables) == []


@pytest.mark.parametrize("accuracy_km", [None, 2.0])
def test_a_link_may_be_as_short_as_its_points_allow_and_no_shorter(accuracy_km: float | None) -> None:
    """The crow's way on the ellipsoid, less what either point may be off."""
    least = great_circle_km(40.0, 60.0, 41.0, 60.0) * SPHERE_TOLERANCE - 2 * (accuracy_km or 0.0)
    assert find_problems(apart(km=least, accuracy_km=accuracy_km).tables) == []
    [finding] = find_problems(apart(km=nextafter(least, 0.0), accuracy_km=accuracy_km).tables)
    assert "is shorter than the 111 km as the crow flies" in finding


@pytest.mark.parametrize("parameter", ["price_usd_per_km", "emission_g_co2e_per_tkm", "value_of_time_usd_per_h"])
def test_a_rate_below_zero_is_found(parameter: str) -> None:
    """A negative price makes a round trip pay for itself, and the search would drive in circles for ever."""
    (finding,) = find_problems(rate(parameter=parameter, mode="road", country="KZ", central=-1.0).tables)
    assert finding == f"rates[line 12].central: {parameter} of -1; give one of at least zero"
