"""A large matrix is that of its rows asked by themselves, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

import corridors as co
from corridors.kernels import compile as compile_module
from corridors.kernels.compile import at_once
from corridors.routing.many_by_many import MANY
from tests.micro import micro


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
