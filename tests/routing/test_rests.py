"""Which parts of a graph rest on which rows: all that a change moves, and no more than looked it up."""

from __future__ import annotations

from typing import Any

import pytest

import corridors as co
from corridors.routing.graphs import graph_of
from corridors.routing.parts import Part
from corridors.routing.rests import Rests
from corridors.tables.reading import Row
from tests.micro import handling_row, micro, micro_tables, rate_row, service

#: Links 0 and 1, 2, and 3; places A, B, C, D and E by their number
LINES = ("UZ:A ==10== UZ:B ==20== KZ:C", "KZ:C ..30.. KZ:D", "KZ:D ~~40~~ KZ:E")

HANDLING = [
    *micro_tables(*LINES)["handling"],
    handling_row("loading", 2.0, 3.0, id="at-a", place="a"),
    handling_row("border", 4.0, 5.0, id="into-kz", country="KZ"),
]
RATES = [*micro_tables(*LINES)["rates"], rate_row("price_usd_per_km", 1.5, "road", country="KZ")]


def concerned(table: str, position: int, **cells: Any) -> set[Part] | None:
    """The parts that a change of cells in a row concerns, of a network with a train from A to C."""
    tables: dict[str, list[Row]] = {"handling": HANDLING, "rates": RATES, "services": [service("express", "A = B = C")]}
    before = micro(*LINES, on=None, **tables)._core
    changed = [dict(row) for row in tables[table]] if table in tables else []
    changed[position] |= cells
    after = micro(*LINES, on=None, **tables | {table: changed})._core
    rests = Rests(before, graph_of(before, "feu"), ("regular", "block_train"))
    return rests.concerned(before, after, {table: frozenset([position])})


def added(*rows: Row) -> set[Part] | None:
    """The parts that rows of handling concern which come after all others."""
    tables = {"services": [service("express", "A = B = C")]}
    before, after = (micro(*LINES, on=None, handling=[*HANDLING, *more], **tables)._core for more in ((), rows))
    rests = Rests(before, graph_of(before, "feu"), ("regular", "block_train"))
    stops = {place: list(stops) for place, stops in rests.parts.stops.offs.items()}
    found = rests.concerned(before, after, {"handling": frozenset(range(len(HANDLING), len(HANDLING) + len(rows)))})
    assert rests.parts.stops.offs == stops  # what is found out on the way adds nothing to the graph
    return found


def row(rows: list[Row], **cells: Any) -> int:
    (found,) = [number for number, each in enumerate(rows) if all(each[name] == cell for name, cell in cells.items())]
    return found


def places(found: set[Part] | None) -> set[Part]:
    assert found is not None
    return {part for part in found if part[0] == "place"}


def test_handling_concerns_the_places_that_looked_it_up() -> None:
    """A row of one place moves that; the row for all others moves these."""
    own, usual = row(HANDLING, id="at-a"), row(HANDLING, id="loading")
    assert places(concerned("handling", own, cost_usd=9.0)) == {("place", 0)}
    assert places(concerned("handling", usual, cost_usd=9.0)) == {("place", number) for number in range(1, 5)}
    found = concerned("handling", row(HANDLING, id="into-kz"), time_h=9.0)
    assert found is not None
    assert ("link", 1) in found
    assert not found & {("link", 0), ("link", 2), ("link", 3)}


def test_handling_that_comes_to_be_concerns_its_place() -> None:
    """At B alone; on the border at C, which the way from B to C crosses; and none concerns none."""
    assert places(added(handling_row("loading", 8.0, 9.0, id="at-b", place="b"))) == {("place", 1)}
    found = added(handling_row("border", 8.0, 9.0, id="at-c", place="c"))
    assert found is not None
    assert ("link", 1) in found
    assert not found & {("link", 0), ("link", 2), ("link", 3)}
    assert added() == set()


def test_a_rate_concerns_the_parts_that_looked_it_up() -> None:
    """The road in Kazakhstan is the third link alone; a payload is looked up by the tariff itself, so it moves all."""
    road = row(RATES, parameter="price_usd_per_km", mode="road", country="KZ")
    assert concerned("rates", road, central=1.75) == {("link", 2)}
    assert concerned("rates", road, notes="the same") == set()
    payload = row(RATES, parameter="payload_t", shipment="feu")
    assert concerned("rates", payload, central=21.0) is None
    assert concerned("rates", row(RATES, parameter="payload_t", shipment="teu"), central=21.0) == set()


@pytest.mark.parametrize(
    ("table", "number", "parts"),
    [
        ("links", 0, {("link", 0), ("line", 0), ("line", 1)}),
        ("links", 2, {("link", 2)}),
        ("links", 3, {("link", 3), ("place", 3), ("place", 4)}),
        ("services", 0, {("line", 0), ("line", 1), ("changes", 0), ("changes", 2)}),
    ],
)
def test_a_link_or_a_service_concerns_what_reads_its_row(table: str, number: int, parts: set[Part]) -> None:
    """A train reads the links that it rides, and who boards a ferry waits for it at either of its ends."""
    core = micro(*LINES, services=[service("express", "A = B = C")])._core
    rests = Rests(core, graph_of(core, "feu"), ("regular", "block_train"))
    assert rests.concerned(core, core, {table: frozenset([number])}) == parts
    assert rests.concerned(core, core, {}) == set()


def test_arcs_of_parts_are_all_arcs_once() -> None:
    """Those of a link are between the yards of its ends."""
    core = co.Network(micro_tables(*LINES, services=[service("express", "A = B = C")]))._core
    graph = graph_of(core, "feu")
    rests = Rests(core, graph, ("regular", "block_train"))
    assert sorted(arc for arcs in rests.arcs_of.values() for arc in arcs) == list(range(graph.n_arcs))
    for link in range(4):
        assert sorted(rests.arcs_of["link", link]) == sorted(
            arc for arc in graph.arcs_of_link[link] if arc not in graph.arcs_of_service.get(0, ())
        )
