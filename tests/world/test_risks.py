"""Risks: which are in force on a day, which a way meets, and how to avoid them."""

from __future__ import annotations

from typing import Any

import pytest

import corridors as co
from corridors.tables.reading import Row
from corridors.world.risks import Risk, risks_met, risks_on
from tests.micro import blank, micro, micro_tables

#: A short way through Turkmenistan, a long one through Kazakhstan.
DRAWING = ("UZ:A ==10== TM:B ==10== AZ:D", "UZ:A ==50== KZ:C ==50== AZ:D")
DAY = "2026-06-01"


def risk(name: str = "sanctions-tm", kind: str = "sanctions", **cells: Any) -> Row:
    usual: dict[str, Any] = {"name": "Sanctions", "level": "high", "start": "2026-01-01", "effect": "banks refuse"}
    usual |= {"grade": "published", "source": ("test",)}
    if not {"places", "links"} & set(cells):
        usual["countries"] = ("TM",)
    return blank("risks", id=name, kind=kind, **usual | cells)


def network(*risks: Row, on: str = DAY, drawing: tuple[str, ...] = DRAWING, **options: Any) -> co.Network:
    return micro(*drawing, risks=risks, on=on, **options)


def passed(route: co.Route) -> str:
    return "".join(place.name for place in route.places)


# -- on a day -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "day", "met"),
    [
        ("2026-01-01", None, "2025-12-31", False),
        ("2026-01-01", None, "2026-01-01", True),
        ("2026-01-01", None, "2040-01-01", True),
        ("2025", "2026", "2026-12-31", True),
        ("2025", "2026", "2027-01-01", False),
        ("2026-03", "2026-04", "2026-04-30", True),
        ("2026-03", "2026-04", "2026-05-01", False),
        ("2026-03-02", "2026-03-02", "2026-03-02", True),
    ],
)
def test_a_risk_is_met_from_its_first_to_its_last_day(start: str, end: str | None, day: str, met: bool) -> None:
    """On a route as in the table."""
    row = risk(start=start, end=end)
    assert bool(risks_on([row], day)) == met
    assert bool(co.shortest_route("A", "D", network=network(row, on=day)).risks) == met


def test_the_highest_stand_first() -> None:
    rows = [risk(level, level=level) for level in ("low", "high", "medium")] + [risk("other", level="high")]
    assert [row["id"] for row in risks_on(rows, DAY)] == ["high", "other", "medium", "low"]
    route = co.shortest_route("A", "D", network=network(*rows))
    assert [found.level for found in route.risks] == ["high", "high", "medium", "low"]


# -- on a way -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "met"),
    [
        ({"countries": ("TM",)}, True),
        ({"countries": ("KZ",)}, False),
        ({"countries": ("AZ", "KZ")}, True),
        ({"places": ("b",)}, True),
        ({"places": ("c",)}, False),
        ({"links": ("b--d--rail",)}, True),
        ({"links": ("a--c--rail",)}, False),
        ({"countries": ("TM",), "modes": ("rail", "sea")}, True),
        ({"countries": ("TM",), "modes": ("sea",)}, False),
        ({"links": ("a--b--rail",), "modes": ("road",)}, False),
    ],
)
def test_a_way_meets_what_is_about_its_links_places_or_countries(cells: dict[str, Any], met: bool) -> None:
    """By rail through B in Turkmenistan."""
    route = co.shortest_route("A", "D", network=network(risk(**cells)))
    assert passed(route) == "ABD"
    assert bool(route.risks) == met


def test_a_risk_is_named_once_however_long_the_way_in_it() -> None:
    route = co.shortest_route("A", "D", network=network(risk(countries=("TM", "UZ", "AZ"))))
    assert len(route.risks) == 1


def test_a_risk_tells_what_it_does_and_who_takes_it_on() -> None:
    (found,) = co.shortest_route("A", "D", network=network(risk(accepted_by="two forwarders"))).risks
    assert str(found) == "sanctions (high): Sanctions, since 2026-01-01; accepted by two forwarders"
    assert found.to_dict()["sources"] == ["test"]
    assert Risk.from_row(risk(accepted_by=None)).accepted_by == ""


def test_nothing_is_hidden_by_default() -> None:
    """A risk bars nothing and prices nothing: it stands beside the answer."""
    calm, route = (co.shortest_route("A", "D", weight="cost", network=network(*rows)) for rows in ((), (risk(),)))
    assert (passed(route), route.cost_usd, route.time_h) == (passed(calm), calm.cost_usd, calm.time_h)


@pytest.mark.parametrize("kind", ["strait", "port"])
def test_a_ship_that_only_passes_a_strait_of_a_country_is_not_in_it(kind: str) -> None:
    """Hormuz is Iran's and Oman's, and a ship to Jebel Ali takes on no risk of either; a port is another matter."""
    tables = micro_tables("UZ:A ^^10^^ TM:B ^^10^^ AZ:D", risks=[risk(), risk("shot-at", "war", places=("b",))])
    for row in tables["places"]:
        row["kind"] = kind if row["id"] == "b" else row["kind"]
    found = co.Network(tables, on=DAY)
    kinds = {met.kind for met in co.shortest_route("A", "D", network=found).risks}
    assert kinds == ({"war"} if kind == "strait" else {"war", "sanctions"})
    links = found._core.links
    assert len(risks_met(tables["risks"], links, found._core.places)) == len(kinds)


# -- avoided --------------------------------------------------------------------------------------------

WAR = risk("war-b", "war", places=("b",))


@pytest.mark.parametrize(
    "avoid", ["sanctions", ["sanctions"], "Sanctions", " sanctions ", "sanctions-tm", ["war", "sanctions-tm"]]
)
def test_a_kind_of_risk_or_one_by_its_id_can_be_avoided(avoid: Any) -> None:
    route = co.shortest_route("A", "D", avoid=avoid, network=network(risk()))
    assert passed(route) == "ACD"
    assert not route.risks


@pytest.mark.parametrize("avoid", ["war", "theft", "politics", "insurability"])
def test_another_kind_is_not_avoided_with_it(avoid: str) -> None:
    assert passed(co.shortest_route("A", "D", avoid=avoid, network=network(risk()))) == "ABD"


def test_of_several_one_can_be_avoided_by_its_id() -> None:
    rows = [risk(), risk("sanctions-kz", countries=("KZ",))]
    assert passed(co.shortest_route("A", "D", avoid="sanctions-kz", network=network(*rows))) == "ABD"
    assert passed(co.shortest_route("A", "D", avoid="sanctions-tm", network=network(*rows))) == "ACD"


def test_a_risk_that_is_over_bars_nothing() -> None:
    """Its id is known, and out of force on the day."""
    over = risk(end="2026-02-01")
    for avoid in ("sanctions", "sanctions-tm"):
        assert passed(co.shortest_route("A", "D", avoid=avoid, network=network(over))) == "ABD"
        assert passed(co.shortest_route("A", "D", avoid=avoid, network=network(over, on="2026-01-15"))) == "ACD"


def test_where_no_way_is_left_the_risk_is_named() -> None:
    rows = [risk(), risk("sanctions-kz", countries=("KZ",))]
    with pytest.raises(co.NoRouteError, match=r"to be avoided \(sanctions: Sanctions") as caught:
        co.shortest_route("A", "D", avoid=["sanctions"], network=network(*rows))
    assert caught.value.reasons


def test_risks_and_places_can_be_avoided_together() -> None:
    drawing = (*DRAWING, "UZ:A ==90== UZ:E ==90== AZ:D")
    route = co.shortest_route("A", "D", avoid=["sanctions", "KZ"], network=network(risk(), drawing=drawing))
    assert passed(route) == "AED"


def test_flows_avoid_them_too() -> None:
    known = {"capacity_mt_per_year": 3.0, "capacity_grade": "published", "capacity_source": ("test",)}
    links = dict.fromkeys(("a--b--rail", "a--c--rail"), known)
    found = network(risk(), links=links)
    assert co.max_flow("A", "D", network=found).value == pytest.approx(6.0)
    assert co.max_flow("A", "D", avoid=["sanctions"], network=found).value == pytest.approx(3.0)


def test_what_is_no_risk_is_refused_as_before() -> None:
    with pytest.raises(co.CorridorsError, match="sanktions"):
        co.shortest_route("A", "D", avoid="sanktions", network=network(risk()))
