"""Scenarios joined, applied and undone, against rows edited by hand."""

from __future__ import annotations

import random
from typing import Any

import pytest

import corridors as co
from corridors.changes.apply import applied
from corridors.charges.handling import HandlingTable
from corridors.charges.rates import Rates
from corridors.tables.reading import Row, Tables
from tests.micro import blank, corridor_rows, handling_row, micro, micro_tables, package, rate_row

FURTHER = [
    rate_row("price_usd_per_km", 1.5, "rail", country="TM", low=1.0, high=2.5),
    rate_row("price_usd_per_km", 1.2, "rail", "wagon"),
    rate_row("price_usd_per_km", 1.7, "*", "feu", country="KZ"),
    rate_row("price_usd_per_km", 1.1, "rail", service="block_train"),
    handling_row("border", 9.0, 90.0, id="border-uz-tm", country_from="UZ", country_to="TM", time_h_low=5.0),
    handling_row("transhipment", 8.0, id="transhipment-c", place="c", cost_usd=None, cost_source=(), cost_grade=None),
    handling_row("loading", 4.0, 8.0, id="loading-tm", country="TM", shipment="wagon"),
]


def tables() -> Tables:
    """Three countries, a planned road with a project, a strike.

    ::

        UZ:A ==100== UZ:B ==50== TM:C ~~200~~ AZ:D     B ..120.. C (planned for 2034)
    """
    project = blank(
        "projects", id="wider", name="Wider", links=("b--c--road",), quantity="capacity_mt_per_year", value=3.0,
        since="2035-06", state="planned", grade="estimated", source=("test",),
    )  # fmt: skip
    strike = blank("events", id="strike", name="A strike", kind="closure", start="2026", links=("b--c--rail",))
    return micro_tables(
        "UZ:A ==100== UZ:B ==50== TM:C ~~200~~ AZ:D",
        "UZ:B ..120.. TM:C",
        links={
            "b--c--road": {"status": "planned", "expected": "2034"},
            "a--b--rail": {"time_h": 9.0, "time_grade": "published", "time_source": ("test",)},
        },
        projects=[project],
        events=[strike],
        further=FURTHER,
        **corridor_rows("north", [["b--c--road"]], ["a--b--rail"]),
    )


BASE = co.Network(tables())

LINKS = ("a--b--rail", "b--c--rail", "c--d--ferry", "b--c--road")


def _random_change(draw: random.Random) -> tuple[co.Change, Any]:
    """One change, and the same said by hand: which table, which rows, which column, what becomes of a figure."""
    factor, step = draw.choice([0.5, 2.0, 1.1]), draw.choice([1.0, 24.0])
    amount, by_hand = draw.choice(
        [
            (f"*{factor}", lambda x: x * factor),
            (f"+{step:g}", lambda x: x + step),
            ("-20 %", lambda x: x * (1 - 20 / 100)),
            (7.5, lambda _: 7.5),
        ]
    )
    kind = draw.choice(["id", "mode", "country", "rates"])
    if kind == "rates":
        parameter = draw.choice(["speed_km_per_h", "payload_t"])
        return (
            co.Change("rates", {"parameter": parameter}, {"central": amount}),
            ("rates", lambda row: row["parameter"] == parameter, "central", by_hand),
        )
    if kind == "id":
        wanted = tuple(draw.sample(LINKS, 2))
        where: dict[str, Any] = {"id": list(wanted)}
        rule = lambda row: row["id"] in wanted  # noqa: E731
    elif kind == "mode":
        mode = draw.choice(["rail", "ferry", "road"])
        where, rule = {"mode": mode}, lambda row: row["mode"] == mode
    else:
        code = draw.choice(["UZ", "TM", "AZ"])
        country = {"a": "UZ", "b": "UZ", "c": "TM", "d": "AZ"}
        where, rule = {"country": code}, lambda row: code in (country[row["from"]], country[row["to"]])
    if amount == 7.5:
        return co.Change("links", where, {"time_h": amount}), ("links", rule, "time_h", by_hand)
    return co.Change("links", where, {"length_km": amount}), ("links", rule, "length_km", by_hand)


def _edited(rows: tuple[Row, ...], table: str, edits: list[tuple[str, Any]]) -> list[Row]:
    """Edit rows as one would in a spreadsheet: of each cell the last edit that means it, of the figure it had."""
    graded = {"time_h": "time", "length_km": "length"}
    after = []
    for row in rows:
        new = dict(row)
        for name, (where, rule, column, becomes) in edits:
            if where != table or not rule(row):
                continue
            new[column] = becomes(row[column])
            if table == "rates":
                new |= {"grade": "estimated", "source": (name,)}
            else:
                new |= {f"{graded[column]}_grade": "estimated", f"{graded[column]}_source": (name,)}
        after.append(new)
    return after


def test_a_thousand_compositions_are_what_is_edited_by_hand() -> None:
    """Rows of links and rates are equal to rows edited and loaded afresh, and so are the routes over them."""
    draw = random.Random(12)
    base = tables()
    for number in range(1000):
        scenarios, edits = [], []
        for part in range(draw.randint(1, 4)):
            made = [_random_change(draw) for _ in range(draw.randint(1, 3))]
            scenarios.append(co.Scenario(f"s{part}", changes=tuple(change for change, _ in made)))
            edits += [(f"scenario s{part}", by_hand) for _, by_hand in made]
        whole = scenarios[0]
        for scenario in scenarios[1:]:
            whole |= scenario
        found = applied(whole, BASE._core, BASE.on).tables
        expected = {name: _edited(base[name], name, edits) for name in ("links", "rates")}
        for name, rows in expected.items():
            got = list(found.get(name, base[name]))
            assert [_rounded(row) for row in got] == [_rounded(row) for row in rows]
        if number % 50 == 0:
            sources = [blank("sources", id=f"scenario s{part}", title="A scenario", kind="method") for part in range(4)]
            fresh = co.Network(base.replaced(**expected, sources=(*base["sources"], *sources)))
            turn = BASE
            for scenario in scenarios:
                turn = turn.apply(scenario)
            options = {"weight": "cost", "scope": "run"}
            routes = [
                co.shortest_route("A", "D", network=n.apply(OPEN), **options) for n in (fresh, turn, BASE.apply(whole))
            ]
            assert len({(round(r.time_h, 6), round(r.cost_usd, 6), round(r.length_km, 6)) for r in routes}) == 1


OPEN = co.Scenario("no strike", lift=("strike",))


def _rounded(row: Row) -> Row:
    return {key: round(value, 9) if isinstance(value, float) else value for key, value in row.items()}


# -- what is more general --------------------------------------------------------------------------------

_MODES, _COUNTRIES = ("rail", "road", "ferry", "*"), ("UZ", "TM", "KZ", "AZ", "*")
_SHIPMENTS, _SERVICES = ("feu", "teu", "wagon", "*"), ("block_train", "regular", "wagonload", "*")


def test_a_rate_changes_in_every_case_that_is_meant_and_in_no_other() -> None:
    """Whatever rows the tables have, each case has its old rate, changed by the last change that means it."""
    draw = random.Random(3)
    before = Rates(BASE._core.tables["rates"])
    keys = [(m, c, s, k) for m in _MODES for c in _COUNTRIES for s in _SHIPMENTS for k in _SERVICES]
    for _ in range(60):
        wheres = []
        for _ in range(draw.randint(1, 3)):
            where = {
                name: draw.choice(values[:-1])
                for name, values in zip(
                    ("mode", "country", "shipment", "service"), (_MODES, _COUNTRIES, _SHIPMENTS, _SERVICES), strict=True
                )
                if draw.random() < 0.5
            }
            wheres.append((where, draw.choice([0.5, 0.8, 3.0])))
        changes = tuple(
            co.Change("rates", {"parameter": "price_usd_per_km", **where}, {"central": f"*{factor}"})
            for where, factor in wheres
        )
        after = Rates(applied(co.Scenario("x", changes=changes), BASE._core, BASE.on).tables["rates"])
        for key in keys:
            case = dict(zip(("mode", "country", "shipment", "service"), key, strict=True))
            factors = [f for where, f in wheres if all(case[name] == value for name, value in where.items())]
            old, new = before.find("price_usd_per_km", *key), after.find("price_usd_per_km", *key)
            assert new.central == pytest.approx(old.central * (factors or [1.0])[-1]), (wheres, key)
            assert new.high / new.central == pytest.approx(old.high / old.central)


@pytest.mark.parametrize(
    ("where", "meant"),
    [
        ({"place": "C"}, lambda q: "c" in (q["place"] if isinstance(q["place"], tuple) else (q["place"],))),
        ({"place": "C", "operation": "transhipment"}, lambda q: q["place"] == "c" and q["operation"] == "transhipment"),
        ({"country": "TM", "operation": "loading"}, lambda q: q["place"] == "c" and q["operation"] == "loading"),
        ({"mode": "rail", "operation": "unloading"}, lambda q: q["mode"] == "rail" and q["operation"] == "unloading"),
        ({"operation": "loading", "shipment": "feu"}, lambda q: q["operation"] == "loading" and q["shipment"] == "feu"),
        ({"operation": "border", "border": ["UZ", "TM"]}, lambda q: q["operation"] == "border" and "b" in q["place"]),
        ({"operation": "border", "country": "AZ"}, lambda q: q["operation"] == "border" and "d" in q["place"]),
    ],
)
def test_handling_changes_in_every_case_that_is_meant_and_in_no_other(where: dict[str, Any], meant: Any) -> None:
    """At each place and crossing of the network, for every mode, shipment and class; time alone, not the price."""
    change = co.Change("handling", where, {"time_h": "*3"})
    found = applied(co.Scenario("x", changes=(change,)), BASE._core, BASE.on).tables["handling"]
    before, after = HandlingTable(BASE._core.tables["handling"]), HandlingTable(found)
    touched = 0
    for query in _queries():
        old, new = before.find(**query), after.find(**query)
        assert (old.time is None, old.cost is None) == (new.time is None, new.cost is None)
        if old.time is not None and new.time is not None:
            factor = 3.0 if meant(query) else 1.0
            touched += factor == 3.0
            assert new.time["time_h"] == pytest.approx(old.time["time_h"] * factor), query
        if old.cost is not None and new.cost is not None:
            assert new.cost["cost_usd"] == old.cost["cost_usd"], query
    assert touched


def _queries() -> list[dict[str, Any]]:
    country = {"a": "UZ", "b": "UZ", "c": "TM", "d": "AZ"}
    found = []
    for shipment in _SHIPMENTS[:-1]:
        for service in _SERVICES[:-1]:
            how = {"shipment": shipment, "service": service}
            for place, code in country.items():
                here = {"place": place, "country": code} | how
                for mode in ("rail", "road", "ferry", "sea"):
                    for operation in ("loading", "unloading", "vessel_wait"):
                        found.append({"operation": operation, "mode": mode} | here)
                    for other in ("rail", "road", "ferry"):
                        pair = {"mode_from": mode, "mode_to": other, "mode": None}
                        found.append({"operation": "transhipment"} | pair | here)
            for start, end, mode in (("b", "c", "rail"), ("c", "b", "rail"), ("c", "d", "ferry"), ("b", "c", "road")):
                crossing = {"country_from": country[start], "country_to": country[end], "country": country[end]}
                found.append({"operation": "border", "place": (start, end), "mode": mode} | crossing | how)
    return found


# -- laws ------------------------------------------------------------------------------------------------

A = co.Scenario("a", changes=(co.Change("links", {"mode": "rail"}, {"length_km": "*2"}),), shift={"north": "-2 years"})
B = co.Scenario("b", links={"a--b--rail": {"length_km": 300}}, delay={"C": "+24 h"}, lift=("strike",))
C = co.Scenario("c", changes=(co.Change("borders", {"border": "UZ-TM"}, {"time_h": "+1 d"}),), delay={"C": "+2 h"})


def _tables(network: co.Network) -> dict[str, Any]:
    return {name: network._core.tables[name] for name in network._core.tables if name != "sources"}


def _figures(network: co.Network) -> dict[str, Any]:
    """All but what names the source, which is called after what was joined."""
    return {
        name: [{key: value for key, value in row.items() if not key.endswith("source")} for row in rows]
        for name, rows in _tables(network).items()
    }


def test_joining_is_applying_in_turn() -> None:
    """Rows, what is shut and the ways are the same."""
    for one, two in ((A, B), (B, A), (A, C), (C, B), (A | B, C)):
        turn, joined = BASE.apply(one).apply(two), BASE.apply(one | two)
        assert _tables(turn) == _tables(joined)
        assert turn.closures == joined.closures or {*turn.closures} == {*joined.closures}
        assert (
            turn.at(2035).apply(OPEN)._core.tables["links"]
            == BASE.at(2035).apply(one | two | OPEN)._core.tables["links"]
        )


def test_joining_is_associative_and_twice_is_once() -> None:
    """However it is bracketed, and as often as it is said."""
    assert _tables(BASE.apply((A | B) | C)) == _tables(BASE.apply(A | (B | C)))
    for scenario in (A, B, C, A | B):
        assert _figures(BASE.apply(scenario | scenario)) == _figures(BASE.apply(scenario))
        assert not (scenario | scenario).conflicts


def test_conflicts_are_told_with_both_values() -> None:
    """Names and cells as far as the words tell; every cell when it is applied."""
    both = C | B
    assert [str(conflict) for conflict in both.conflicts] == ["delay at C: '+2 h' and then '+24 h'; the later holds"]
    cells = applied(A | B, BASE._core, BASE.on).conflicts
    assert [tuple(conflict) for conflict in cells] == [("links[a--b--rail].length_km", "*2", 300)]
    shut = co.Scenario("s", shut="C") | co.Scenario("o", open="C")
    assert [tuple(conflict) for conflict in shut.conflicts] == [("C", "shut", "open")]
    assert (shut.shut, shut.open) == ((), ("C",))


def test_applying_changes_nothing_of_the_network_it_is_applied_to() -> None:
    """So undoing is going on with what one had."""
    before = {name: [dict(row) for row in rows] for name, rows in _tables(BASE).items()}
    for scenario in (A, B, C, A | B | C):
        BASE.apply(scenario)
    assert {name: list(rows) for name, rows in _tables(BASE).items()} == before
    nothing = co.Scenario("nothing")
    assert BASE.apply(nothing)._core is BASE._core


@pytest.mark.parametrize(
    ("scenario", "problem"),
    [
        (co.Scenario("x", links={"a--b--rail": {"from": "b"}}), "the same place as from"),
        (co.Scenario("x", links={"a--b--rail": {"from": "nowhere"}}), "'nowhere' is not in places"),
        (co.Scenario("x", links={"a--b--rail": {"status": "planned"}}), "give the year"),
        (co.Scenario("x", shift={"b--c--road": "2020"}), "is past"),
        (co.Scenario("x", links={"a--b--rail": {"gauge_mm": None}}), "give 1520"),
        (co.Scenario("x", links={"a--b--rail": {"time_h": "-10 h"}}), "below 0"),
        (co.Scenario("x", changes=co.Change("rates", {"parameter": "payload_t"}, {"central": 0})), "above zero"),
        (co.Scenario("x", add={"links": {"id": "a--b--rail"}}), "stands already"),
        (co.Scenario("x", add={"projects": {"id": "p", "links": "nowhere", "value": 1, "since": 2030}}), "in links"),
        (co.Scenario("x", changes=co.Change("borders", {}, {"time_h_high": 1})), "put them in order"),
    ],
)  # fmt: skip
def test_what_would_not_hold_together_is_refused(scenario: co.Scenario, problem: str) -> None:
    """By the rules of the tables."""
    with pytest.raises(co.DataError, match=problem):
        BASE.apply(scenario)


def test_dates_of_changes_follow_the_date_of_the_network() -> None:
    """A change and a closure for a time hold when the network is seen in it, in whatever order it is asked."""
    scenario = co.Scenario(
        "later",
        shut=({"what": ["c--d--ferry"], "since": "2030", "until": "2031"},),
        changes=(co.Change("links", {"id": "a--b--rail"}, {"length_km": "*2"}, since="2031"),),
    )
    for network in (BASE.apply(scenario), BASE.at(2040).apply(scenario)):
        for year, length, shut in (
            (2027, 100.0, False),
            (2030, 100.0, True),
            (2031, 200.0, True),
            (2035, 200.0, False),
        ):
            seen = network.at(year)
            assert (seen.link("a--b--rail").length_km, "c--d--ferry" in seen.closures) == (length, shut)
    meant = co.Scenario("meant", on="2031")
    assert BASE.apply(meant).on == "2031-12-31"
    assert BASE.at(2028).apply(meant).on == "2028-12-31"


def test_a_delay_counts_once_for_whoever_arrives() -> None:
    """Passing, ending and changing are delayed by as much, setting out is not; a mode that is not named passes."""
    opened, options = BASE.apply(OPEN), {"weight": "time", "scope": "run", "modes": ["rail", "ferry"]}
    slow = opened.apply(co.Scenario("slow", delay={"C": "+24 h"}))
    for start, end, added in (
        ("A", "D", 24),
        ("D", "A", 24),
        ("A", "C", 24),
        ("D", "C", 24),
        ("C", "A", 0),
        ("A", "B", 0),
    ):
        hours = [co.shortest_route(start, end, network=n, **options).time_h for n in (opened, slow)]
        assert hours[1] - hours[0] == pytest.approx(added), (start, end)
    for name, added in (("b--c--rail", 24), ("UZ-TM", 24), ("TM-AZ", 24)):
        hurt = opened.apply(co.Scenario("slow", delay={name: {"time_h": "1 day", "modes": ["rail", "ferry"]}}))
        hours = [co.shortest_route("A", "D", network=n, **options).time_h for n in (opened, hurt)]
        assert hours[1] - hours[0] == pytest.approx(added), name
    lorries = opened.apply(co.Scenario("slow", delay={"C": {"time_h": "1 day", "modes": ["ferry"]}}))
    assert co.shortest_route("A", "C", network=lorries, **options).time_h == pytest.approx(
        co.shortest_route("A", "C", network=opened, **options).time_h
    )


def test_a_planned_line_comes_earlier_with_its_project() -> None:
    """A corridor is moved as a whole; a date is that of its first work."""
    for moved, year, since in (
        ("-2 years", "2032", "2033-06"),
        ("2030", "2030", "2031-06"),
        ("+6 months", "2034-07", "2035-12"),
    ):
        core = BASE.apply(co.Scenario("x", shift={"north": moved}))._core
        assert core.tables["links"][3]["expected"] == year
        assert core.tables["projects"][0]["since"] == since
    assert "b--c--road" not in BASE.apply(A).at(2033).closures
    assert BASE.at(2033).closures["b--c--road"] == "planned, expected 2034"
    with pytest.raises(co.OptionError, match="'a--b--rail' is operating without a year"):
        BASE.apply(co.Scenario("x", shift={"a--b--rail": "-2 years"}))
    with pytest.raises(co.OptionError, match="did you mean 'wider'"):
        BASE.apply(co.Scenario("x", shift={"widr": "-2 years"}))


def test_ranges_move_with_their_middle() -> None:
    """Scaled alike, moved alike, in the old ratio of what is set; unless they are set themselves."""
    for amount, low, central in (("*2", 10.0, 18.0), ("+1 h", 6.0, 10.0), (18, 10.0, 18.0)):
        row = _border({"time_h": amount})
        assert (row["time_h_low"], row["time_h"], row["cost_usd"]) == (low, central, 90.0)
        assert (row["time_grade"], row["time_source"]) == ("estimated", ("scenario x",))
    row = _border({"time_h": "*2", "time_h_low": 1}, source=("test",), grade="derived")
    assert (row["time_h_low"], row["time_h"]) == (1.0, 18.0)
    assert (row["time_source"], row["time_grade"]) == (("test",), "derived")


def _border(cells: dict[str, Any], **more: Any) -> Row:
    """The row of a border after a change of it."""
    change = co.Change("borders", {"id": "border-uz-tm"}, cells, **more)
    rows = BASE.apply(co.Scenario("x", changes=(change,)))._core.tables["handling"]
    return next(row for row in rows if row["id"] == "border-uz-tm")


def test_all_columns_of_the_dictionary_are_there_in_a_row_that_is_added() -> None:
    """With grade and source filled where nothing is said."""
    row = {"id": "a--d--rail", "from": "a", "to": "d", "mode": "rail", "gauge_mm": 1520, "length_km": "500 km"}
    changed = BASE.apply(co.Scenario("mine", add={"links": (row,)}, lift=("strike",)))
    assert set(changed.link("a--d--rail").row) == {field.name for field in package().schemas["links"].fields}
    assert changed.link("a--d--rail").row["length_source"] == ("scenario mine",)
    assert co.shortest_route("A", "D", network=changed, weight="length_km").length_km == 350
    assert micro("A ==1== B").on == BASE.on
