"""Fronts under watch: how far a search has come is told, and one that would fill the memory ends with what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

import numpy as np
import pytest

import corridors as co
from corridors.kernels.csr import as_graph
from corridors.kernels.pareto import Fronts, Reached
from corridors.routing import fronts as fronts_module
from corridors.routing.fronts import MOST_LABELS, front_between, fronts_of


class Watched:
    """A search that tells of what it has reached, and finds nothing."""

    def __init__(self, *told: Reached) -> None:
        self.told = told

    def paths(self, source: int, target: int, *, epsilon: float, watch: Callable[[Reached], None]) -> list[Any]:
        """Tell it all, as the kernel does while it searches."""
        for reached in self.told:
            watch(reached)
        return [(source, target, epsilon)]


@pytest.fixture
def bars(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[int]]:
    """What each line of progress was told."""
    told: dict[str, list[int]] = {}

    class Bar:
        def __init__(self, what: str, total: int | None = None) -> None:
            self.at = told.setdefault(what, []).append

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(fronts_module, "Progress", Bar)
    return told


def test_a_front_may_keep_just_so_many_labels_and_not_one_more() -> None:
    """The error says how far it came, and what gives fewer ways."""
    found: Any = Watched(Reached(3, MOST_LABELS, None))
    assert front_between(found, 1, 2, 0.0) == [(1, 2, 0.0)]
    found = Watched(Reached(3, MOST_LABELS, None), Reached(4_000, MOST_LABELS + 1, None))
    with pytest.raises(co.OptionError, match=r"4,000 are found, 60,000,001 ways .* epsilon=0.25 may be raised"):
        front_between(found, 1, 2, 0.25)


def test_progress_is_of_the_ways_found_or_of_the_share_where_that_is_known(bars: dict[str, list[int]]) -> None:
    """Of two criteria the share of the front is known: nought too is a share."""
    found: Any = Watched(Reached(3, 9, None), Reached(5, 20, 0.0), Reached(8, 30, 0.255), Reached(9, 31, 1.0))
    front_between(found, 0, 1, 0.0)
    assert bars == {"way of the front": [3], "hundredth of the front": [0, 25, 100]}


def test_a_graph_made_ready_gives_its_front() -> None:
    """Of two ways between the same ends each is better in one criterion; a third is worse than either in both."""
    graph = as_graph([0, 3, 3], [1, 1, 1], [1.0, 5.0, 6.0])
    ready = fronts_of(graph, np.array([[1.0, 5.0, 6.0], [9.0, 2.0, 9.5]]))
    assert isinstance(ready, Fronts)
    assert [(sums, arcs.tolist()) for sums, arcs in front_between(ready, 0, 1, 0.0)] == [
        ((1.0, 9.0), [0]),
        ((5.0, 2.0), [1]),
    ]
