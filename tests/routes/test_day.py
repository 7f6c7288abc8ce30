"""What a day makes of a price, told: whose dollars, which levels, surcharges, risks, and what stands in."""

from __future__ import annotations

from typing import Any

import pytest

import corridors as co
from corridors.tables.reading import Row
from tests.micro import blank, micro, rate_row

#: A dollar of 2010 is worth two of 2024 and two and a half of 2025.
DEFLATOR = [
    blank("deflator", year=year, index=index, grade="published", source=("test",))
    for year, index in ((2010, 100.0), (2024, 200.0), (2025, 250.0))
]


def level(country: str, factor: float, day: str, **cells: Any) -> Row:
    usual = {
        "id": f"{country}-{day}",
        "mode": "rail",
        "direction": "both",
        "basis": "index",
        "grade": "derived",
        "source": ("test",),
    }
    return blank("levels", country=country, factor=factor, date=day, **usual | cells)


def risk(name: str, kind: str, **cells: Any) -> Row:
    usual = {"level": "high", "start": "2020-01-01", "grade": "published", "source": ("test",)}
    return blank("risks", id=name, kind=kind, name=name.title(), **usual | cells)


def event(name: str, **cells: Any) -> Row:
    usual = {"kind": "restriction", "start": "2020-01-01", "status": "in force", "grade": "published"}
    cited = {"source": ("test",), "effect_grade": "estimated", "effect_source": ("test",)}
    return blank("events", id=name, name=name.title(), **usual | cited | cells)


def way(*drawing: str, on: str = "2024-06-01", **options: Any) -> co.Route:
    asked = {name: options.pop(name) for name in ("box", "value_usd", "price_year", "avoid") if name in options}
    network = micro(*(drawing or ("A ==100== B",)), on=on, **options)
    return co.shortest_route("A", "B", network=network, **asked)


def test_tables_without_series_or_consumer_prices_are_of_2024_on_every_day() -> None:
    """They say so: nobody is told that 2035 costs what 2024 did."""
    assert {way(on=on).price_year for on in ("1995-01-01", "2024-06-01", "2035-12-31")} == {"USD of 2024"}


@pytest.mark.parametrize(
    ("on", "worth", "told"),
    [
        ("1995-01-01", 0.5, "USD of 1995 (consumer prices of 2010)"),
        ("2010-06-01", 0.5, "USD of 2010"),
        ("2024-06-01", 1.0, "USD of 2024"),
        ("2025-06-01", 1.25, "USD of 2025"),
        ("2035-12-31", 1.25, "USD of 2035 (consumer prices of 2025)"),
    ],
)
def test_a_year_without_consumer_prices_takes_the_nearest_and_says_so(on: str, worth: float, told: str) -> None:
    """In the price year, in a note, and so in text, HTML and plain data: never silently the prices of 2024."""
    route = way(on=on, deflator=DEFLATOR)
    assert route.cost_usd == pytest.approx(103 * worth)
    assert route.price_year == told
    stands_in = told.endswith(")")
    assert len(route.notes) == stands_in
    assert route.to_dict()["price_year"] == told
    assert f"prices: {told}" in route.summary()
    if stands_in:
        assert f"consumer prices of {on[:4]} are not known" in " ".join(route.summary().split())
        assert route.notes[0] in route._repr_html_()


def test_a_series_without_consumer_prices_tells_what_stays_of_2024() -> None:
    """One railway is priced as on the day, all else as in the tables."""
    route = way(on="2026-06-01", levels=[level("UZ", 1.5, "2026-06-01")])
    assert route.cost_usd == pytest.approx(153)
    assert route.price_year == "USD of 2026 (no consumer prices: what has no series is of 2024)"


def test_constant_dollars_are_asked_for_by_year() -> None:
    """The same journey of 2025 in dollars of 2010; the totals name them."""
    route = way(on="2025-06-01", price_year=2010, deflator=DEFLATOR)
    assert route.cost_usd == pytest.approx(103 / 2)
    assert "52 USD of 2010" in route.summary()
    assert "52 USD of 2010 per FEU" in route._repr_html_()


def test_only_the_years_of_a_ratio_are_cited() -> None:
    """Not the whole series of consumer prices."""
    rows = [row | {"source": (f"cpi-{row['year']}",)} for row in DEFLATOR]
    sources = [blank("sources", id=name, title="A test", kind="method") for name in
               ("test", "user", "cpi-2010", "cpi-2024", "cpi-2025")]  # fmt: skip
    route = way(on="2025-06-01", deflator=rows, sources=sources)
    assert {"cpi-2024", "cpi-2025"} <= set(route.source_ids)
    assert "cpi-2010" not in route.source_ids


def test_a_level_is_told_with_its_range_and_since_when_it_is_held() -> None:
    """Two years after its last date a level is held, and wider for it."""
    route = way(on="2026-06-01", levels=[level("UZ", 1.5, "2024-06-01")], deflator=DEFLATOR)
    [one] = route.price_levels
    assert str(one) == "rail UZ: 1.50 times the tables' prices, held since 2024-06-01"
    assert one.low < 1.5 < one.high
    assert (one.grade, one.sources) == ("estimated", ("test",))
    assert f"price level: {one}" in route.summary()
    assert "rail UZ: 1.50 (1.07 to 2.10), estimated, held since 2024-06-01" in route.explain()
    assert route.to_dict()["price_levels"][0]["held"] == "held since 2024-06-01"


def test_risks_are_named_with_who_accepts_them_and_their_sources() -> None:
    """In the summary by name, in the explanation with what they do."""
    risks = [
        risk("embargo", "sanctions", countries=("KZ",), accepted_by="local lines", effect="banks refuse"),
        risk("elsewhere", "war", countries=("TM",)),
        risk("over", "war", countries=("KZ",), end="2021-12-31"),
    ]
    network = micro("A ==100== KZ:B", on="2024-06-01", risks=risks)
    route = co.shortest_route("A", "B", network=network)
    assert [one.id for one in route.risks] == ["embargo"]
    line = "risk: sanctions (high): Embargo, since 2020-01-01; accepted by local lines"
    assert line in route.summary()
    assert line in route._repr_html_()
    assert "banks refuse" in route.explain()
    assert route.to_dict()["risks"][0]["accepted_by"] == "local lines"
    assert list(network.risks.index) == ["embargo", "elsewhere"]


@pytest.mark.parametrize("name", ["sanctions", "SANCTIONS", "embargo"])
def test_a_risk_is_avoided_by_kind_or_id(name: str) -> None:
    """The way round is longer; who is left without one hears which risk it was."""
    risks = [risk("embargo", "sanctions", links=("a--b--rail",))]
    assert way("A ==100== B", "A ==100== C ==100== B", avoid=name, risks=risks).length_km == 200
    with pytest.raises(co.NoRouteError, match="sanctions: Embargo"):
        way(avoid=name, risks=risks)


def test_a_surcharge_stands_in_the_account_in_words() -> None:
    """With its event, its sources, and a premium on what the goods are worth."""
    rows = [event("storm", links=("a--b--rail",), add_time_h=5.0, add_cost_usd=40.0, insurance_pct=1.0)]
    worth = rate_row("value_of_goods_usd", 3000.0, "*", "feu", source=("user",))
    route = way(events=rows, further=(worth,))
    [added] = [step.charge for step in route.steps if step.charge.kind == "disruption"]
    assert (added.time_h, added.cost_usd) == (5.0, pytest.approx(40 + 30))
    assert "user" in added.cost_sources  # what the premium is of
    assert any("surcharge or delay" in line and "Storm" in line for line in route.summary().splitlines())
    assert "restricted: Storm" in route.summary()
    dearer = way(events=rows, further=(worth,), value_usd=10_000)
    [added] = [step.charge for step in dearer.steps if step.charge.kind == "disruption"]
    assert added.cost_usd == pytest.approx(40 + 100)
    assert "user" not in added.cost_sources


EMPTY = rate_row("empty_return_usd", 25.0, "*", "feu")


def test_the_carriers_box_goes_back_and_the_shippers_does_not() -> None:
    """Its return is a row of the account where a rate tells what it costs; a lorry takes its box home."""
    route, own = way(further=(EMPTY,)), way(further=(EMPTY,), box="shipper")
    assert route.cost_usd - own.cost_usd == pytest.approx(25)
    assert any("return of the empty box" in line for line in route.summary().splitlines())
    assert "return of the empty box" not in own.summary()
    assert way("A ..100.. B", further=(EMPTY,)).cost_usd == way("A ..100.. B").cost_usd


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"price_year": 1990}, "price_year=1990: consumer prices are known of 2010 to 2025"),
        ({"price_year": 2030}, "give one of these years"),
        ({"price_year": "2024"}, "price_year='2024'"),
        ({"price_year": 2024.5}, "whole number"),
        ({"value_usd": -1}, "value_usd=-1: give USD for what a unit carries, a number of at least 0"),
        ({"value_usd": float("nan")}, "value_usd=nan"),
        ({"value_usd": True}, "value_usd=True"),
        ({"box": "bank"}, "box='bank' is nobody's: give 'carrier' or 'shipper'"),
        ({"box": None}, "box=None"),
        ({"avoid": "sanction"}, "did you mean 'sanctions'"),
    ],
)
def test_what_means_nothing_is_refused_with_what_would_be_right(asked: dict[str, Any], words: str) -> None:
    """A bad year, value, box or kind of risk."""
    with pytest.raises(co.OptionError, match=words.replace("(", r"\(").replace("?", r"\?")):
        way(deflator=DEFLATOR, **asked)


def test_a_network_shows_levels_risks_and_projects_of_its_day() -> None:
    """A row a market; projects that have come into force by then."""
    network = micro(
        "A ==100== B", on="2025-01-01", levels=[level("UZ", 1.5, "2024-01-01"), level("UZ", 2.0, "2026-01-01")]
    )
    [row] = network.levels.to_dict("records")
    assert (row["mode"], row["where"], row["held"]) == ("rail", "UZ", "")
    assert row["factor"] == pytest.approx(1.75, abs=0.002)
    packaged = co.load_network()
    now, later = packaged.projects, packaged.at(2035).projects
    assert now["in_force"].sum() < later["in_force"].sum()
    assert not later.loc[later["state"] == "proposed", "in_force"].any()
    assert set(packaged.at("2026-04-15").risks["kind"]) >= {"sanctions", "war", "insurability"}
