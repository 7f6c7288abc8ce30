"""Results as text."""

from __future__ import annotations

import pytest
from hypothesis import given

import corridors as co
from corridors.routes.rows import stage_cells, stages
from tests.micro import blank, micro, micro_tables
from tests.strategies import Question, questions


@given(question=questions(one_way=False))
def test_stages_add_up_to_the_route(question: Question) -> None:
    """Merging lines into stages loses no kilometre, hour or dollar."""
    route = co.shortest_route(question.origin, question.destination, network=question.drawing.network())
    found = stages(route)
    assert sum(one.length_km for one in found) == pytest.approx(route.length_km)
    assert sum(one.time_h for one in found) == pytest.approx(route.time_h)
    assert sum(one.cost_usd for one in found) == pytest.approx(route.cost_usd)


def test_a_run_on_one_train_is_one_stage() -> None:
    """However many links it has; a border inside it stands on its own line."""
    route = co.shortest_route("A", "D", network=micro("A ==10== B ==20== C ==30== KZ:D"))
    found = [(what.strip(), where, km) for what, where, km, *_ in stages(route)]
    assert found == [
        ("loading", "loading to rail at A", 0),
        ("rail 1520", "A - D", 60),
        ("border", "border UZ-KZ (C - D)", 0),
        ("unloading", "unloading from rail at D", 0),
    ]


def test_the_summary_has_kilometres_hours_and_dollars_a_stage() -> None:
    """Columns of figures below the totals; no kilometres where nothing is driven."""
    lines = co.shortest_route("A", "B", network=micro("A ==1234== B")).summary().splitlines()
    assert lines[-4].split() == ["stage", "where", "km", "hours", "USD", "grade"]
    assert lines[-3].split()[-3:-1] == ["1.0", "1"]
    assert lines[-2].split()[:-1] == ["rail", "1520", "A", "-", "B", "1,234", "123.4", "1,234"]
    assert lines[-1].split()[:-1] == ["unloading", "unloading", "from", "rail", "at", "B", "2.0", "2"]


def test_what_takes_no_time_and_costs_nothing_has_no_row() -> None:
    """A fee of 20 cents is not printed as a row of noughts."""
    entry = blank("rates", parameter="entry_usd", mode="rail", country="KZ", shipment="*", central=0.2, unit="test")
    tables = micro_tables("A ==10== B ==10== KZ:C --10-- KZ:D")
    rates = (*tables["rates"], entry | {"grade": "derived", "source": ("test",)})
    route = co.shortest_route("A", "D", network=co.Network(tables.replaced(rates=rates)))
    rows = stage_cells(route)
    assert len(rows) < len(stages(route))
    assert not [row for row in rows if row[2:5] == ["", "0.0", "0"]]
    assert "0.0    0" not in route.summary()


@given(question=questions(one_way=False))
def test_rows_say_something_or_are_a_border(question: Question) -> None:
    route = co.shortest_route(question.origin, question.destination, network=question.drawing.network())
    for what, where, *figures, _ in stage_cells(route):
        moved = figures[0] != ""  # however few kilometres
        told = any(figure not in ("", "0", "0.0") for figure in figures)
        assert moved or told or "no charge of its own" in where, what


def test_a_border_far_from_both_ends_of_its_link_lies_between_them() -> None:
    """No station stands at the border: to name the ends as if they did would put it where it is not."""
    route = co.shortest_route("A", "C", network=micro("A ==10== B ==200== KZ:C"))
    assert [where for what, where, *_ in stages(route) if what.strip() == "border"] == ["border UZ-KZ between B and C"]
    assert "border UZ-KZ between B and C" in route.explain()
    near = co.shortest_route("A", "C", network=micro("A ==10== B ==20== KZ:C"))
    assert "border UZ-KZ (B - C)" in near.summary()


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
    assert sum(one.cost_usd for one in found) == route.cost_usd
    assert [what.strip() for what, *_ in found].count("fixed part of price") == 1
    runs = [where for what, where, *_ in found if what == "rail 1520"]
    assert runs[0].startswith("A - ")
    assert runs[-1].endswith(" - D")


def test_a_service_of_its_own_is_named_in_its_stage_and_its_printed_time_told_beside_its_parts() -> None:
    """The train from Chengdu has a fixed timetable of 240 h; the stages of its way name it."""
    route = co.shortest_route("Chengdu", "Tashkent", weight="time", modes=["rail"], scope="run")
    [ride] = route.services
    assert ride.time_h == pytest.approx(240)
    assert ride.time_h_by_parts is not None
    text = route.summary()
    assert f"by {ride.name}" in text
    assert (
        f"{ride.name}, Chengdu - Tashkent: 240 h as printed, {ride.time_h_by_parts:,.0f} h by the sum of parts" in text
    )
    assert f"{ride.time_h_by_parts:,.0f} h by the sum of parts" in route._repr_html_()
    legs = route.legs
    mine = legs[legs["service_name"] == ride.name].dropna(subset="time_h_by_parts")
    assert mine["time_h"].sum() == pytest.approx(240)
    assert mine["time_h_by_parts"].sum() == pytest.approx(ride.time_h_by_parts)
    assert "h by parts" in route.explain()
    assert legs.attrs == {"shipment": "feu", "service": "regular", "scope": "run"}


def test_what_is_sailed_by_is_named_without_a_printed_time() -> None:
    """A feeder whose hours are a sum of parts has no second figure."""
    route = co.shortest_route("Turkmenbashi", "Alat", modes=["ferry"])
    [ride] = route.services
    assert ride.time_h_by_parts is None
    assert f"Turkmenbashi - Alat (Port of Baku) by {ride.name}" in route.summary()


def test_a_change_of_train_is_shown_and_counts_as_no_transhipment() -> None:
    """A train of its own from A to B is ten times as quick, and left at B for an ordinary one."""
    train = blank(
        "services", id="quick", name="Quick train", mode="rail", origin="a", destination="b", links=("a--b--rail",),
        direction="both", departures_per_week=168.0, departures_grade="published", departures_source=("test",),
        time_h=1.0, time_grade="published", time_source=("test",), status="running", status_source=("test",),
    )  # fmt: skip
    network = micro("A ==100== B ==10== C", services=[train], on="2026-06-01")
    route = co.shortest_route("A", "C", weight="time", max_transhipments=0, network=network)
    whats = [what.strip() for what, *_ in stages(route)]
    assert whats == ["loading", "wait for train", "rail 1520", "change of train", "rail 1520", "unloading"]
    assert route.transhipments == ()
    assert [ride.name for ride in route.services] == ["Quick train"]


def test_what_joins_train_and_lorry_is_shown_and_the_lift_is_one_transhipment() -> None:
    least = blank(
        "rates", parameter="drayage_min_usd", mode="road", country="*", shipment="*", service="*", central=80.0
    )
    tables = micro_tables("A ==10== B ..10.. C")
    least |= {"unit": "USD", "grade": "estimated", "source": ("test",)}
    network = co.Network(tables.replaced(rates=(*tables["rates"], least)))
    route = co.shortest_route("A", "C", max_transhipments=1, network=network)
    assert [what for what, _ in route.transhipments] == ["b"]
    assert "train and lorry joined  lorry called at B" in route.summary()
