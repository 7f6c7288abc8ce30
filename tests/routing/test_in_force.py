"""Charges as they are on a day: price levels by direction, what events add and take, and on whose terms one pays.

The tables of `tests.micro` charge round sums (rail 1 USD a km, loading 1, unloading 2), so each price here can be
added up in the head.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.routing.graphs import graph_of
from corridors.routing.in_force import InForce, Terms
from corridors.tables.reading import Row, Tables
from tests.micro import blank, micro_tables, rate_row, service
from tests.strategies import Drawing, drawings

#: East to west, home lying in the east: what goes from A to C leaves Uzbekistan, what comes back returns.
LINE = "UZ:A ==100== UZ:B ==200== KZ:C"
#: So near one another that no link drawn is shorter than the crow flies.
LONGITUDES = {"a": 60.0003, "b": 60.0002, "c": 60.0001, "d": 60.0}
DAY = "2026-06-01"


def placed(tables: Tables) -> Tables:
    """The same tables with their places from east to west."""
    for row in tables["places"]:
        row["lon"] = LONGITUDES.get(row["id"], 59.9999)
    return tables


def network(*drawing: str, on: str = DAY, **tables: Any) -> co.Network:
    return co.Network(placed(micro_tables(*(drawing or (LINE,)), **tables)), on=on)


def cheapest(start: str, end: str, *drawing: str, rules: dict[str, Any] | None = None, **tables: Any) -> co.Route:
    return co.shortest_route(start, end, weight="cost", network=network(*drawing, **tables), **(rules or {}))


def level(factor: float, mode: str = "rail", **cells: Any) -> Row:
    usual: dict[str, Any] = {"direction": "both", "date": DAY, "factor_low": factor, "factor_high": factor}
    usual |= {"basis": "tariff", "grade": "derived", "source": ("test",)}
    return blank("levels", id=f"level-{factor}", mode=mode, factor=factor, **usual | cells)


def event(name: str = "strike", **cells: Any) -> Row:
    usual: dict[str, Any] = {"name": name.title(), "kind": "restriction", "start": "2026-01-01", "grade": "published"}
    usual |= {"effect_grade": "estimated", "effect_source": ("user",), "source": ("test",)}
    return blank("events", id=name, **usual | cells)


def deflator(**prices: float) -> list[Row]:
    return [
        blank("deflator", year=int(year[1:]), index=index, grade="published", source=("test",))
        for year, index in prices.items()
    ]


# -- price levels ---------------------------------------------------------------------------------------


def test_each_way_asks_the_level_of_its_direction() -> None:
    """Out 100 + 200 km at one and a half, home at half: the same rails, another price."""
    levels = [level(1.5, direction="from_uz"), level(0.5, direction="to_uz")]
    assert cheapest("A", "C", levels=levels).cost_usd == pytest.approx(1 + 300 * 1.5 + 30 + 2)
    assert cheapest("C", "A", levels=levels).cost_usd == pytest.approx(1 + 300 * 0.5 + 30 + 2)


def test_a_way_that_turns_asks_both() -> None:
    """From C home to B and out again to D: the first at half, the second at one and a half."""
    drawing = ("UZ:B ==200== UZ:C", "UZ:B ==100== UZ:D")
    levels = [level(1.5, direction="from_uz"), level(0.5, direction="to_uz")]
    assert cheapest("C", "D", *drawing, levels=levels).cost_usd == pytest.approx(1 + 200 * 0.5 + 100 * 1.5 + 2)


def test_each_railway_has_its_own() -> None:
    """A haul is paid in the country where it begins: out at two all the way, back from Kazakhstan at ten."""
    levels = [level(2.0, country="UZ"), level(10.0, country="KZ")]
    assert cheapest("A", "C", levels=levels).cost_usd == pytest.approx(1 + 300 * 2 + 30 + 2)
    assert cheapest("C", "B", levels=levels).cost_usd == pytest.approx(1 + 200 * 10 + 30 + 2)


@pytest.mark.parametrize(("shipment", "factor"), [("feu", 2.0), ("teu", 3.0), ("wagon", 3.0)])
def test_each_shipment_has_its_own_where_there_is_one(shipment: str, factor: float) -> None:
    levels = [level(2.0, shipment="feu"), level(3.0)]
    route = cheapest("A", "B", levels=levels, rules={"shipment": shipment})
    assert route.cost_usd == pytest.approx(1 + 100 * factor + 2)


def test_a_liner_asks_that_of_its_lane_one_way_and_the_other_back() -> None:
    """Full ships go east to west at four times the price of the tables, and back at a quarter."""
    liner = service("liner", "B ^ C", mode="sea", carries=(), lane="east--west")
    levels = [
        level(4.0, "sea", lane="east--west", direction="forward"),
        level(0.25, "sea", lane="east--west", direction="back"),
    ]
    options = {"services": [liner], "levels": levels}
    there, back = (cheapest(*ends, "UZ:B ^^100^^ KZ:C", **options) for ends in (("B", "C"), ("C", "B")))
    assert there.cost_usd == pytest.approx(1 + 300 * 4 + 2)
    assert back.cost_usd == pytest.approx(1 + 300 / 4 + 2)
    assert [str(level) for level in there.price_levels] == ["sea East to West: 4.00 times the tables' prices"]
    assert [str(level) for level in back.price_levels] == ["sea West to East: 0.25 times the tables' prices"]


def test_what_is_done_at_places_has_no_market() -> None:
    """Loading, unloading and the border are as the tables have them, on any day."""
    route = cheapest("A", "C", levels=[level(7.0)])
    assert {step.charge.kind: step.charge.cost_usd for step in route.steps if step.charge.kind != "haul"} == {
        "loading": 1.0,
        "border": 30.0,
        "unloading": 2.0,
    }


def test_the_cheapest_way_is_that_of_the_day() -> None:
    """The road costs twice the rail until the railway trebles its tariff: the search sees what the account sees."""
    drawing = ("UZ:A ==100== UZ:B", "UZ:A ..100.. UZ:B")
    levels = [level(1.0, date="2025-01-01"), level(3.0, date="2026-01-01")]
    early, late = (cheapest("A", "B", *drawing, levels=levels, on=day) for day in ("2025-01-01", "2026-01-01"))
    assert (early.modes, late.modes) == (("rail",), ("road",))


def test_a_price_at_a_level_names_the_level_s_source_and_grade() -> None:
    route = cheapest("A", "B", levels=[level(2.0, grade="estimated", source=("user",))])
    (haul,) = [step.charge for step in route.steps if step.charge.kind == "haul"]
    assert "user" in haul.cost_sources
    assert haul.cost_grade == "estimated"
    assert haul.time_grade != "estimated"


# -- events ---------------------------------------------------------------------------------------------


def test_an_event_adds_hours_and_dollars_once_on_the_link_that_it_names() -> None:
    """Both links meet at B, which is named too; the surcharge is of the link."""
    calm = cheapest("A", "C")
    strike = event(links=("a--b--rail",), places=("b",), add_time_h=24.0, add_cost_usd=500.0)
    route = cheapest("A", "C", events=[strike])
    assert route.time_h == pytest.approx(calm.time_h + 24)
    assert route.cost_usd == pytest.approx(calm.cost_usd + 500)
    (added,) = [step for step in route.steps if step.charge.kind == "disruption"]
    assert added.link is not None
    assert (added.link.id, added.charge.label) == ("a--b--rail", "Strike")
    assert added.charge.cost_grade == "estimated"
    assert cheapest("B", "C", events=[strike]).cost_usd == pytest.approx(cheapest("B", "C").cost_usd)


def test_it_adds_once_to_who_rides_a_train_of_its_own_too() -> None:
    """The express passes the link like any train."""
    express = service("express", "A = B = C", time_h=1.0)
    strike = event(links=("a--b--rail",), add_time_h=24.0)
    route = co.shortest_route("A", "C", weight="time", network=network(services=[express], events=[strike]))
    assert {step.service for step in route.steps} == {"express"}
    assert sum(step.charge.kind == "disruption" for step in route.steps) == 1


def test_what_it_adds_has_a_range() -> None:
    strike = event(links=("a--b--rail",), add_time_h_low=0.0, add_time_h=24.0, add_time_h_high=96.0)
    (added,) = [s.charge for s in cheapest("A", "B", events=[strike]).steps if s.charge.kind == "disruption"]
    assert (added.time_h_low, added.time_h_high) == (0.0, 96.0)
    assert added.time_h_p50 == pytest.approx(24.0)
    assert added.time_h > 24.0


def test_an_event_multiplies_all_that_it_concerns() -> None:
    """A country's storms slow both its links and what is done at their border, and add nothing of their own."""
    storms = event(countries=("UZ",), time_factor=2.0, cost_factor=1.5)
    calm, route = cheapest("A", "C"), cheapest("A", "C", events=[storms])
    assert route.time_h == pytest.approx(1 + 2 * (30 + 3) + 2)
    assert route.cost_usd == pytest.approx(1 + 1.5 * (300 + 30) + 2)
    assert [step.charge.kind for step in route.steps] == [step.charge.kind for step in calm.steps]


def test_two_events_multiply_and_add() -> None:
    storms = [
        event("storms", links=("a--b--rail",), time_factor=2.0),
        event("strike", links=("a--b--rail",), time_factor=3.0, add_time_h=5.0),
    ]
    assert cheapest("A", "B", events=storms).time_h in (
        pytest.approx(1 + 10 * 6 + 5 + 2),
        pytest.approx(1 + 10 * 6 + 2 * 5 + 2),
    )


def surcharged(*ends: str, rules: dict[str, Any] | None = None, on: str = DAY, **cells: Any) -> float:
    """How many dollars an event of a thousand adds between two places."""
    strike = event(**{"links": ("b--c--rail",), "add_cost_usd": 1000.0} | cells)
    asked = {"rules": rules, "on": on}
    return cheapest(*ends, events=[strike], **asked).cost_usd - cheapest(*ends, **asked).cost_usd


@pytest.mark.parametrize(("shipment", "usd"), [("feu", 1000.0), ("teu", 500.0), ("wagon", 2000.0)])
def test_dollars_are_of_a_long_box(shipment: str, usd: float) -> None:
    """A short one pays half, a wagon takes two."""
    assert surcharged("A", "C", rules={"shipment": shipment}) == pytest.approx(usd)


@pytest.mark.parametrize(("shipment", "met"), [("feu", False), ("teu", False), ("wagon", True)])
def test_an_event_for_some_shipments_leaves_the_others_alone(shipment: str, met: bool) -> None:
    """A ban on wagons."""
    assert bool(surcharged("A", "C", rules={"shipment": shipment}, shipments=("wagon",))) == met


@pytest.mark.parametrize(
    ("asked", "met"),
    [({"service": "block_train"}, True), ({"service": "regular"}, False), ({"shipment": "wagon"}, False)],
)
def test_an_event_for_a_class_of_service_leaves_the_others_alone(asked: dict[str, Any], met: bool) -> None:
    """Whole trains wait; single containers and wagonloads do not."""
    assert bool(surcharged("A", "C", rules=asked, services=("block_train",))) == met


def test_an_event_for_one_train_leaves_the_others_alone() -> None:
    """The express pays; ordinary trains on the same rails do not, so one takes them."""
    express = service("express", "A = B", price_usd_per_feu=10.0)
    strike = event(links=("a--b--rail",), add_cost_usd=1000.0, services=("express",))
    calm, route = (cheapest("A", "B", services=[express], events=events) for events in ((), (strike,)))
    assert {step.service for step in calm.steps} == {"express"}
    assert {step.service for step in route.steps} == {"regular"}
    assert route.cost_usd == pytest.approx(1 + 100 + 2)


@pytest.mark.parametrize(
    ("direction", "out", "home"), [(None, True, True), ("forward", True, False), ("back", False, True)]
)
def test_an_event_acts_the_way_that_it_names(direction: str | None, out: bool, home: bool) -> None:
    """The link leads from B to C."""
    assert bool(surcharged("A", "C", direction=direction)) == out
    assert bool(surcharged("C", "A", direction=direction)) == home


@pytest.mark.parametrize(
    ("day", "met"),
    [("2025-12-31", False), ("2026-01-01", True), ("2026-02-28", True), ("2026-03-01", False), ("2027-02-01", True)],
)
def test_an_event_acts_in_its_months_from_its_first_day_on(day: str, met: bool) -> None:
    """Winter closes the pass to the impatient, each year again."""
    assert bool(surcharged("A", "C", on=day, months=("1", "2"))) == met


def test_an_event_that_a_scenario_lifts_adds_nothing() -> None:
    strike = event(links=("a--b--rail",), add_cost_usd=1000.0)
    lifted = network(events=[strike]).apply(co.Scenario("peace", lift=("strike",)))
    assert co.shortest_route("A", "B", weight="cost", network=lifted).cost_usd == pytest.approx(103)


def test_the_way_round_is_taken_where_an_event_makes_it_cheaper() -> None:
    drawing = ("UZ:A ==100== UZ:B", "UZ:A ==150== UZ:D ==10== UZ:B")
    route = cheapest("A", "B", *drawing, events=[event(links=("a--b--rail",), add_cost_usd=61.0)])
    assert [place.id for place in route.places] == ["a", "d", "b"]


def test_distances_never_change() -> None:
    """Whatever the day adds or multiplies, the shortest way in km is the shortest, and as long."""
    drawing = ("UZ:A ==100== UZ:B", "UZ:A ==150== UZ:D ==10== UZ:B")
    acting = [event(links=("a--b--rail",), add_cost_usd=1e6, add_time_h=1e4, time_factor=9.0, cost_factor=9.0)]
    route = co.shortest_route("A", "B", network=network(*drawing, events=acting, levels=[level(5.0)]))
    assert [place.id for place in route.places] == ["a", "b"]
    assert route.length_km == 100
    assert sum(step.charge.length_km for step in route.steps) == 100


# -- terms ----------------------------------------------------------------------------------------------


INSURED = event(links=("a--b--rail",), insurance_pct_low=0.5, insurance_pct=1.0, insurance_pct_high=2.0)
WORTH = rate_row("value_of_goods_usd", 40_000.0, shipment="feu")


def premium(**rules: Any) -> tuple[float, float, float]:
    route = cheapest("A", "B", events=[INSURED], further=[WORTH], rules=rules)
    (found,) = [step.charge for step in route.steps if step.charge.kind == "disruption"]
    return found.cost_usd_low, found.cost_usd_p50, found.cost_usd_high


def test_insurance_is_a_share_of_the_value_of_the_goods() -> None:
    """One percent of 40,000 as usual, of what a caller says else; goods worth nothing pay nothing."""
    assert premium() == pytest.approx((200, 400, 800))
    assert premium(value_usd=100_000) == pytest.approx((500, 1000, 2000))
    assert premium(value_usd=0) == (0, 0, 0)


def test_the_usual_value_rises_with_consumer_prices_and_a_given_one_is_as_given() -> None:
    """The tables' value is in dollars of 2024, the premium of 2026 is paid in dollars of 2026."""
    prices = deflator(y2024=100.0, y2026=110.0)
    for rules, expected in (({}, 440.0), ({"value_usd": 40_000}, 400.0)):
        route = cheapest("A", "B", events=[INSURED], further=[WORTH], deflator=prices, rules=rules)
        (found,) = [step.charge for step in route.steps if step.charge.kind == "disruption"]
        assert found.cost_usd_p50 == pytest.approx(expected)


RETURN = rate_row("empty_return_usd", 300.0, shipment="feu")


@pytest.mark.parametrize(
    ("drawing", "rules", "paid"),
    [
        ("UZ:A ==100== UZ:B", {}, True),
        ("UZ:A ==100== UZ:B", {"box": "carrier"}, True),
        ("UZ:A ==100== UZ:B", {"box": "shipper"}, False),
        ("UZ:A ==100== UZ:B", {"shipment": "wagon"}, False),
        ("UZ:A ==100== UZ:B", {"shipment": "teu"}, False),
        ("UZ:A ..100.. UZ:B", {}, False),
    ],
)
def test_a_carrier_wants_its_box_back(drawing: str, rules: dict[str, Any], paid: bool) -> None:
    """Once, where it is unloaded; a shipper's own stays, a lorry takes its own home, and nobody tells of a TEU."""
    route = cheapest("A", "B", drawing, further=[RETURN], rules=rules)
    returned = [step.charge.cost_usd for step in route.steps if step.charge.kind == "empty_return"]
    assert returned == ([pytest.approx(300)] if paid else [])


@pytest.mark.parametrize("box", ["nobody", "", None, 3])
def test_a_box_is_somebody_s(box: Any) -> None:
    with pytest.raises(co.OptionError, match="give 'carrier' or 'shipper'"):
        cheapest("A", "B", rules={"box": box})


def test_prices_are_told_in_dollars_of_the_day_unless_asked() -> None:
    """The haul at its level is of the day already; loading is of 2024 and rises with consumer prices."""
    prices = deflator(y2024=100.0, y2025=105.0, y2026=110.0)
    options = {"levels": [level(2.0)], "deflator": prices}
    now = cheapest("A", "B", **options)
    assert now.cost_usd == pytest.approx(3 * 1.1 + 200)
    assert now.price_year == "USD of 2026"
    then = cheapest("A", "B", rules={"price_year": 2024}, **options)
    assert then.cost_usd == pytest.approx(3 + 200 / 1.1)
    assert then.price_year == "USD of 2024"


def test_a_year_of_which_nobody_knows_the_dollar_is_refused() -> None:
    with pytest.raises(co.OptionError, match="known of 2024 to 2026"):
        cheapest("A", "B", deflator=deflator(y2024=1.0, y2026=2.0), rules={"price_year": 2031})
    with pytest.raises(co.OptionError, match="known of none"):
        cheapest("A", "B", rules={"price_year": 2024})


def test_a_day_beyond_the_deflator_says_by_which_year_it_is_told() -> None:
    route = cheapest("A", "B", deflator=deflator(y2024=100.0, y2026=110.0), on="2030-01-01")
    assert route.price_year == "USD of 2030 (consumer prices of 2026)"
    assert route.cost_usd == pytest.approx(103 * 1.1)


# -- the whole graph ------------------------------------------------------------------------------------


def in_force(tables: Tables, terms: Terms, shipment: str = "feu") -> InForce:
    found = co.Network(placed(tables), on=DAY)
    return InForce(found.view, graph_of(found._core, shipment), terms)


EVENTS = st.builds(
    event,
    st.sampled_from(("strike", "storms", "snow")),
    countries=st.sampled_from(((), ("UZ",), ("KZ", "TM"))),
    modes=st.sampled_from(((), ("rail",), ("sea", "ferry"))),
    direction=st.sampled_from((None, "forward", "back")),
    shipments=st.sampled_from(((), ("feu",), ("wagon",))),
    services=st.sampled_from(((), ("regular",))),
    time_factor=st.sampled_from((None, 0.5, 3.0)),
    cost_factor=st.sampled_from((None, 2.0)),
    add_cost_usd=st.sampled_from((None, 100.0)),
    insurance_pct=st.sampled_from((None, 0.3)),
)
LEVELS = st.builds(
    level,
    st.sampled_from((0.5, 2.0, 3.0)),
    st.sampled_from(("rail", "road", "ferry", "sea")),
    country=st.sampled_from((None, "UZ", "KZ")),
    direction=st.sampled_from(("both", "to_uz", "from_uz")),
)
TERMS = st.builds(
    Terms,
    box=st.sampled_from(("carrier", "shipper")),
    value_usd=st.sampled_from((None, 0.0, 10_000.0)),
    price_year=st.sampled_from((None, 2024, 2026)),
)


def unlike(rows: Iterable[Row]) -> list[Row]:
    """Rows with ids of their own; of series that stand twice the last."""
    kept = {(row["mode"], row["country"], row["direction"]) if "factor" in row else row["id"]: row for row in rows}
    return list(kept.values())


def made(drawing: Drawing, events: list[Row], levels: list[Row]) -> Tables:
    """Tables on which the events name every third link."""
    names = tuple(row["id"] for row in drawing.tables()["links"])[::3]
    rates = [WORTH, RETURN, *drawing.tables()["rates"]]
    prices = deflator(y2024=100.0, y2025=105.0, y2026=110.0)
    acting = [row | {"links": names} for row in unlike(events)]
    return drawing.tables(events=acting, levels=unlike(levels), deflator=prices, rates=rates)


DRAWN = {
    "drawing": drawings(most_services=2),
    "events": st.lists(EVENTS, max_size=3),
    "levels": st.lists(LEVELS, max_size=4),
    "terms": TERMS,
}


@given(**DRAWN)
@settings(max_examples=40)
def test_what_is_minimised_is_the_sum_of_the_account(
    drawing: Drawing, events: list[Row], levels: list[Row], terms: Terms
) -> None:
    """`costs` and `sums` take short cuts past charges that are written out by `charges`: both come to the same."""
    for shipment in ("feu", "wagon"):
        found = in_force(made(drawing, events, levels), terms, shipment)
        arcs = range(found.graph.n_arcs)
        assert found.costs() == pytest.approx([sum(c.cost_usd for c in found.charges(arc)) for arc in arcs])
        hours = found.sums(lambda charge: charge.time_h)
        assert hours == pytest.approx([sum(c.time_h for c in found.charges(arc)) for arc in arcs])


@given(**DRAWN)
@settings(max_examples=40)
def test_low_stays_below_high_and_lengths_as_they_were(
    drawing: Drawing, events: list[Row], levels: list[Row], terms: Terms
) -> None:
    found = in_force(made(drawing, events, levels), terms)
    for arc in range(found.graph.n_arcs):
        for charge in found.charges(arc):
            assert 0 <= charge.cost_usd_low <= charge.cost_usd_high * (1 + 1e-12)
            assert 0 <= charge.time_h_low <= charge.time_h_high * (1 + 1e-12)
        km = sum(charge.length_km for charge in found.graph.charges[arc])
        assert sum(charge.length_km for charge in found.charges(arc)) == km


@given(**DRAWN)
@settings(max_examples=40)
def test_a_price_year_scales_every_price_alike(
    drawing: Drawing, events: list[Row], levels: list[Row], terms: Terms
) -> None:
    """Dollars of 2026 are a tenth smaller than those of 2024, whatever they are paid for; so ways do not change."""
    tables = made(drawing, events, levels)
    then, now = (in_force(tables, terms._replace(price_year=year)) for year in (2024, 2026))
    for one, other in zip(then.costs(), now.costs(), strict=True):
        assert other == pytest.approx(1.1 * one)
    for arc in range(then.graph.n_arcs):
        for one, other in zip(then.charges(arc), now.charges(arc), strict=True):
            assert other.cost_usd_low == pytest.approx(1.1 * one.cost_usd_low)
            assert other.cost_usd_high == pytest.approx(1.1 * one.cost_usd_high)
            assert other.time_h == one.time_h
