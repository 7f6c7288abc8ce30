"""How a graph hangs together: its yards in their order, and whose charges are those of a train with departures."""

from __future__ import annotations

import pytest

import corridors as co
from corridors.routing import parts as parts_module
from corridors.routing.graphs import graph_of
from corridors.routing.parts import Parts
from tests.micro import micro, rate_row, service


def test_a_train_with_departures_of_its_own_is_charged_as_a_whole_train() -> None:
    """By its price and its speed; without it the rates of single wagons hold.

    ::

        A ==100== B ==50== C
    """
    whole = [rate_row("price_usd_per_km", 0.25, "rail", service="block_train"),
             rate_row("speed_km_per_h", 40.0, "rail", service="block_train")]  # fmt: skip
    lines = ("A ==100== B ==50== C",)
    by_train = micro(*lines, services=[service("express", "A = B = C")], further=whole)
    route = co.shortest_route("A", "C", weight="cost", network=by_train)
    assert route.cost_usd == 1 + 150 * 0.25 + 2
    assert route.time_h == 1 + 12 + 150 / 40 + 2
    usual = co.shortest_route("A", "C", weight="cost", network=micro(*lines, further=whole))
    assert (usual.cost_usd, usual.time_h) == (1 + 150 + 2, 1 + 15 + 2)


def test_yards_of_a_place_stand_by_mode_and_gauge() -> None:
    """However its links are drawn; a place has two sides where it has several yards, or a ferry's."""
    drawing = ("H ==8== B", "H --9-- A", "H ..7.. C", "D ~~6~~ E", "A ..5.. C")
    core = micro(*drawing)._core
    parts = Parts(core.places, core.links, graph_of(core, "feu").tariff, (), rail=False)
    told = [[(yard.mode, yard.gauge_mm, yard.service) for yard in here] for here in parts.here]
    assert told == [
        [("rail", 1435, "regular"), ("rail", 1520, "regular"), ("road", None, "")],
        [("rail", 1520, "regular")],
        [("rail", 1435, "regular"), ("road", None, "")],
        [("road", None, "")],
        [("ferry", None, "d--e--ferry")],
        [("ferry", None, "d--e--ferry")],
    ]
    assert parts.split == {0, 2, 4, 5}
    assert parts.abroad == set()
    assert (parts.are_many, parts.by_liner, parts.own_links) == (False, False, [0, 1, 2, 3, 4])


def test_what_is_done_at_places_is_of_no_link() -> None:
    """Loading, unloading, passing and changing: told apart from all links by one number."""
    graph = graph_of(micro("A ==8== H --9-- B", "H ..7.. C", "H ~~6~~ E")._core, "feu")
    within = [
        arc for arc in range(graph.n_arcs) if graph.yards[graph.tails[arc]].place == graph.yards[graph.heads[arc]].place
    ]
    assert {graph.link_of[arc] for arc in within} == {-1}
    assert len(within) == 3 * 2 + 4 * 2 + 4 * 4 + 3  # ends at A, B, C; at H, where one changes; at E, from a ferry
    assert sorted(link for link in graph.link_of if link != -1) == [0, 0, 1, 1, 2, 2, 3, 3]


def test_so_many_places_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """One fewer are not."""
    core = micro("A ==8== B ==9== C")._core
    tariff = graph_of(core, "feu").tariff
    for bound, many in ((3, True), (4, False), (2, True)):
        monkeypatch.setattr(parts_module, "MANY_PLACES", bound)
        assert Parts(core.places, core.links, tariff, (), rail=False).are_many is many


@pytest.mark.parametrize(("there", "abroad"), [("UZ", set()), ("KZ", {1, 2})])
def test_both_ends_of_a_ferry_between_countries_are_abroad(there: str, abroad: set[int]) -> None:
    core = micro(f"A ==10== B ~~7~~ {there}:C ..3.. TM:D")._core
    parts = Parts(core.places, core.links, graph_of(core, "feu").tariff, (), rail=False)
    assert parts.abroad == abroad
    assert parts.ferries == {"b--c--ferry": 1}
