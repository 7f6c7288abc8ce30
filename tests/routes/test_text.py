"""Results as text."""

from __future__ import annotations

import pytest
from hypothesis import given

import corridors as co
from corridors.routes.rows import stages
from tests.micro import blank, micro, micro_tables
from tests.strategies import Question, questions


@given(question=questions(one_way=False))
def test_stages_add_up_to_the_route(question: Question) -> None:
    """Merging lines into stages loses no kilometre, hour or dollar."""
    route = co.shortest_route(question.origin, question.destination, network=question.drawing.network())
    found = stages(route)
    assert sum(km for _, _, km, _, _ in found) == pytest.approx(route.length_km)
    assert sum(hours for _, _, _, hours, _ in found) == pytest.approx(route.time_h)
    assert sum(usd for _, _, _, _, usd in found) == pytest.approx(route.cost_usd)


def test_a_run_on_one_train_is_one_stage() -> None:
    """However many links it has; a border inside it stands on its own line."""
    route = co.shortest_route("A", "D", network=micro("A ==10== B ==20== C ==30== KZ:D"))
    found = [(what.strip(), where, km) for what, where, km, _, _ in stages(route)]
    assert found == [
        ("loading", "loading to rail at A", 0),
        ("rail 1520", "A - D", 60),
        ("border", "border UZ-KZ (C - D)", 0),
        ("unloading", "unloading from rail at D", 0),
    ]


def test_the_summary_has_kilometres_hours_and_dollars_a_stage() -> None:
    """Columns of figures below the totals; no kilometres where nothing is driven."""
    lines = co.shortest_route("A", "B", network=micro("A ==1234== B")).summary().splitlines()
    assert lines[-4].split() == ["stage", "where", "km", "hours", "USD"]
    assert lines[-3].split()[-2:] == ["1.0", "1"]
    assert lines[-2].split() == ["rail", "1520", "A", "-", "B", "1,234", "123.4", "1,234"]
    assert lines[-1].split() == ["unloading", "unloading", "from", "rail", "at", "B", "2.0", "2"]


def test_another_gauge_is_another_stage() -> None:
    """The reader sees where the wagons change."""
    route = co.shortest_route("A", "C", network=micro("A ==10== B --20-- C"))
    whats = [what.strip() for what, *_ in stages(route)]
    assert whats == ["loading", "rail 1520", "change of gauge", "rail 1435", "unloading"]


def test_a_fixed_part_before_a_break_of_gauge_is_a_line_of_its_own() -> None:
    """The border station breaks gauge: nothing is hauled between the entry and the change."""
    entry = blank("rates", parameter="entry_usd", mode="rail", country="KZ", shipment="*", central=9.0, unit="test")
    tables = micro_tables("A ==10== B ==10== KZ:C --10-- KZ:D")
    rates = (*tables["rates"], entry | {"grade": "derived", "source": ("test",)})
    route = co.shortest_route("A", "D", network=co.Network(tables.replaced(rates=rates)))
    whats = [what.strip() for what, *_ in stages(route)]
    assert whats == [
        "loading",
        "rail 1520",
        "border",
        "fixed part of price",
        "change of gauge",
        "rail 1435",
        "unloading",
    ]
    assert "fixed part of the rail tariff in KZ" in route.summary()


def test_fixed_parts_of_a_price_belong_to_a_stage() -> None:
    """The part due at boarding stands by itself, the one due at a border with the run that enters."""
    entry = blank(
        "rates",
        parameter="entry_usd",
        mode="rail",
        country="*",
        shipment="*",
        central=100.0,
        unit="USD",
        grade="derived",
        source=("test",),
    )
    drawing = "A ==10== B ==10== KZ:C ==10== KZ:D"
    network = micro(drawing, rates=[*micro_tables(drawing)["rates"], entry])
    route = co.shortest_route("A", "D", network=network)
    found = stages(route)
    assert sum(usd for *_, usd in found) == route.cost_usd
    assert [what.strip() for what, *_ in found].count("fixed part of price") == 1
    runs = [where for what, where, *_ in found if what == "rail 1520"]
    assert runs[0].startswith("A - ")
    assert runs[-1].endswith(" - D")
