"""Ways with their flows as arrays: what they add up to, however many they are."""

from __future__ import annotations

import numpy as np
import pytest

from corridors.flows.paths import FlowPath, Paths

THREE = Paths.of([FlowPath(0, (4, 5), 2.0), FlowPath(1, (), 1.0), FlowPath(0, (5,), 0.5)])


def test_ways_are_read_back_as_they_were_put_in() -> None:
    """One by one, a stretch of them, from the end, and all in turn."""
    ways = [FlowPath(0, (4, 5), 2.0), FlowPath(1, (), 1.0), FlowPath(0, (5,), 0.5)]
    assert list(THREE) == [THREE[i] for i in range(3)] == ways
    assert THREE[1:] == ways[1:]
    assert THREE[::2] == ways[::2]
    assert THREE[:0] == []
    assert THREE.lengths.tolist() == [2, 0, 1]
    assert list(Paths.of([])) == []


def test_ways_added_stand_behind() -> None:
    """With arcs that are theirs; none added change nothing."""
    more, none = [FlowPath(2, (7, 8, 9), 4.0), FlowPath(3, (1,), 3.0)], list[FlowPath]()
    both = THREE + more
    assert len(both) == 5
    assert both[3:] == more
    assert both[:3] == list(THREE)
    assert list(THREE + none) == list(THREE)


def test_flows_by_arc_and_by_pair_are_sums_over_ways() -> None:
    """By hand; what no way uses has none."""
    assert THREE.arc_flows(7).tolist() == [0, 0, 0, 0, 2.0, 2.5, 0]
    assert THREE.served(3).tolist() == [2.5, 1.0, 0.0]
    weights = np.array([[1.0] * 7, [0, 0, 0, 0, 10.0, 100.0, 0]])
    assert THREE.weights(np.array([1, 0]), weights).tolist() == [110.0, 0.0, 100.0]
    assert THREE.weights(np.array([0, 1]), weights).tolist() == [2.0, 0.0, 1.0]


@pytest.mark.parametrize("count", [9_999, 10_000, 10_001, 20_001])
def test_every_way_counts_once_however_many_there_are(count: int) -> None:
    """They are gone through in stretches; each way has an arc of its own and one that all share."""
    ways = Paths.of([FlowPath(n, (n, count), 1.0 + n % 3) for n in range(count)])
    flow = 1.0 + np.arange(count) % 3
    assert ways.arc_flows(count + 1).tolist() == [*flow.tolist(), flow.sum()]
    assert ways.served(count).tolist() == flow.tolist()
    weights = np.arange(count + 1, dtype=float)[np.newaxis]
    assert ways.weights(np.zeros(count, dtype=np.int64), weights).tolist() == (np.arange(count) + count).tolist()
