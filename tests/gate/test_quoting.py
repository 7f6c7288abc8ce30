"""A message shows what was given, and not a hundred thousand letters of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import corridors as co
from corridors.simulation.ranges import ranges_of

LONG = "x" * 100_000

GIVEN: dict[str, Callable[[], object]] = {
    "a place": lambda: co.shortest_route(LONG, "Poti"),
    "what is avoided": lambda: co.shortest_route("Tashkent", "Poti", avoid=LONG),
    "what is passed": lambda: co.shortest_route("Tashkent", "Poti", via=LONG),
    "a weight": lambda: co.shortest_route("Tashkent", "Poti", weight=LONG),
    "factors": lambda: co.shortest_route("Tashkent", "Poti", weight={LONG: 1.0}),
    "a mode": lambda: co.shortest_route("Tashkent", "Poti", modes=LONG),
    "a date": lambda: co.shortest_route("Tashkent", "Poti", on=LONG),
    "a shipment": lambda: co.shortest_route("Tashkent", "Poti", shipment=LONG),  # type: ignore[arg-type]
    "a service": lambda: co.shortest_route("Tashkent", "Poti", service=LONG),  # type: ignore[arg-type]
    "a scope": lambda: co.shortest_route("Tashkent", "Poti", scope=LONG),  # type: ignore[arg-type]
    "a box": lambda: co.shortest_route("Tashkent", "Poti", box=LONG),  # type: ignore[arg-type]
    "a corridor": lambda: co.shortest_route("Tashkent", "Poti", corridor=LONG),
    "a border": lambda: co.shortest_route("Tashkent", "Poti", avoid_borders=LONG),
    "corridors": lambda: co.compare_corridors("Tashkent", "Poti", corridors=[LONG]),
    "a scenario": lambda: co.scenario(LONG),
    "a scenario of a question": lambda: co.shortest_route("Tashkent", "Poti", scenario=LONG),
    "a file": lambda: co.read_network(LONG),
    "a file of a scenario": lambda: co.Scenario.load(LONG),
    "a format": lambda: co.read_network("pyproject.toml", format=LONG),
    "an encoding": lambda: co.read_network("links.csv", encoding=LONG),
    "a folder": lambda: co.load_network(data=LONG),
    "a way to assign": lambda: co.assign("demand_wb2030", method=LONG),  # type: ignore[arg-type]
    "a demand": lambda: co.assign(LONG),
    "a place of the network": lambda: co.load_network().place(LONG),
    "a link of the network": lambda: co.load_network().link(LONG),
    "what is shut": lambda: co.load_network().without(LONG),
    "pairs": lambda: co.criticality(pairs=[(LONG, "Poti")]),
    "a range": lambda: ranges_of({LONG: (0.5, 2)}),
    "ends of a range": lambda: ranges_of({"price: rail KZ": (LONG, LONG)}),
    "a number for a range": lambda: ranges_of({"price: rail KZ": ("9" * 100_000, 2)}),
}


@pytest.mark.parametrize("name", GIVEN)
def test_what_was_given_is_quoted_in_short(name: str) -> None:
    """Its beginning and its end, which tell what it was."""
    with pytest.raises(co.CorridorsError) as told:
        GIVEN[name]()
    assert 20 < len(str(told.value)) < 1_500


def test_ends_of_a_range_are_numbers_of_any_kind() -> None:
    """In a list, an array or a column; no set, which has no first."""
    wanted = ranges_of({"price: rail KZ": (0.5, 2)})
    for ends in ([0.5, 2], np.array([0.5, 2.0]), (np.float32(0.5), np.int64(2)), ("0.5", "2")):
        assert ranges_of({"price: rail KZ": ends}) == wanted
    for wrong in (
        {0.5, 2},
        (0.5,),
        (True, 2),
        (-1, 2),
        (float("nan"), 2),
        (1, float("inf")),
        "12",
        None,
        ("9" * 150, 2),
    ):
        with pytest.raises(co.OptionError, match=r"ranges\['price: rail KZ'\]"):
            ranges_of({"price: rail KZ": wrong})
