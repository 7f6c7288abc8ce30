"""A large matrix is that of its rows asked by themselves, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

import corridors as co
from corridors.kernels.compile import at_once
from corridors.routing.many_by_many import MANY


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
