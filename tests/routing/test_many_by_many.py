"""A large matrix is that of its rows asked by themselves, to the last bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import corridors as co
from corridors.kernels import compile as compile_module
from corridors.kernels.compile import at_once
from corridors.routing.many_by_many import MANY, matrix_of
from tests.micro import LORRIES, micro, micro_tables


@pytest.mark.parametrize("weight", ["time", "distance", {"time": 3.0, "cost": 0.5}])
def test_many_origins_are_answered_as_few_are(weight: object) -> None:
    places = list(co.load_network().places.index[::17])
    assert len(places) >= MANY
    with at_once():
        table = co.distance_matrix(places, places, weight=weight)
    assert (np.diag(table) == 0).all()
    for first in range(0, len(places), MANY - 1):
        few = places[first : first + MANY - 1]
        rows = co.distance_matrix(few, places, weight=weight)
        assert (rows.to_numpy() == table.loc[few].to_numpy()).all()


def test_where_there_is_no_way_is_infinite_in_a_large_matrix_too() -> None:
    places = list(co.load_network().places.index[: 2 * MANY])
    with at_once():
        table = co.distance_matrix(places, places, modes=["rail"], weight="time")
    some = places[:: MANY // 4]
    for origin in some:
        for destination in some:
            try:
                alone = co.shortest_route(origin, destination, modes=["rail"], weight="time").time_h
            except co.NoRouteError:
                alone = np.inf
            except co.OptionError:  # the same place
                alone = 0.0
            assert table.loc[origin, destination] == pytest.approx(alone)


@pytest.mark.parametrize("count", [MANY - 1, MANY, MANY + 1, 2 * MANY + 5])
def test_without_a_compiler_a_large_matrix_is_the_same(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Whatever is asked for twice is answered twice; nothing leads from D to C, and a place is at itself."""
    monkeypatch.setattr(compile_module, "numba_available", lambda: False)
    network = micro("A ==10== B ==20== C", "C ==30== D", links={"c--d--rail": {"direction": "forward"}})
    names = ["A", "B", "C", "D"]
    alone = {
        (one, other): co.distance_matrix([one], [other], network=network).iloc[0, 0] for one in names for other in names
    }
    origins = [names[number % 4] for number in range(count)]
    table = co.distance_matrix(origins, [*names, "B"], network=network).to_numpy()
    assert table.tolist() == [[alone[one, other] for other in (*names, "B")] for one in origins]
    assert alone["A", "D"] == 60.0
    assert alone["D", "C"] == np.inf
    assert alone["B", "B"] == 0.0


def spread() -> co.Network:
    """Places half a degree apart on a line, and one beside it.

    ::

        A ==45== B ==47== C ==53== D,  A ..161.. D
    """
    tables = micro_tables("A ==45== B ==47== C ==53== D", "A ..161.. D", further=LORRIES)
    for row in tables["places"]:
        row["lat"], row["lon"] = 40.0, 60.0 + "abcd".index(row["id"]) / 2
    return co.Network(tables)


#: 22 km from A and 32 km from B, so that a lorry joins it to either
POINT = (40.1, 60.22)


@pytest.mark.parametrize("count", [1, 3, MANY + 2])
@pytest.mark.parametrize("asked", [{"via": ["C"]}, {"max_transhipments": 0}, {"via": ["B", "C"], "weight": "cost"}, {}])
@pytest.mark.parametrize("points", [(), ("origins",), ("destinations",), ("origins", "destinations")])
def test_each_total_is_that_of_the_pair_asked_alone(count: int, asked: dict[str, Any], points: tuple[str, ...]) -> None:
    """Through stops, under limits, and by the best of the places near a point, at either end."""
    network = spread()
    names: list[Any] = ["A", "D", "B"]
    origins = [names[number % 3] for number in range(count)]
    destinations: list[Any] = ["D"] if count == 1 else ["C", "A", "D"]
    for kind, some in (("origins", origins), ("destinations", destinations)):
        if kind in points:
            some[-1] = POINT
    rules = {"weight": "time"} | asked
    planner, fresh = network.planner(**rules), spread().planner(**rules)
    goals = [planner.goal(place) for place in destinations]
    places, rows = matrix_of(planner, origins, destinations, goals)
    alone = {(one, other): fresh.distance(one, other) for one in origins for other in destinations}
    assert [list(row) for row in rows] == [[alone[one, other] for other in destinations] for one in origins]
    assert [place.id for place in places] == ["a" if one is POINT else one.lower() for one in origins]
    expected = {"{'via': ['C']}": 17.5, "{}": 11.05}.get(str(asked))
    if expected is not None:  # loading 1 h, 14.5 h by rail or 8.05 by road, unloading 2 h
        assert fresh.distance("A", "D") == expected
