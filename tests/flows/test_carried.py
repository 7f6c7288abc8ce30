"""Ways of a former assignment on a changed network: by the ids of links, operations found anew."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import numpy as np

from corridors.flows.carried import carried
from corridors.flows.model import End, FlowLink, FlowNetwork, Pair
from corridors.flows.paths import FlowPath, Paths
from corridors.flows.task import Task

#: Yard 1 is where the rail ends, yard 2 where the road begins: a --rail-- 1 ~handling~ 2 --road-- z
ARCS = {"rail": (0, 1), "crane": (1, 2), "road": (2, 3)}


def made(*arcs: tuple[str, tuple[int, int], Sequence[float]], amount: float = 5.0) -> Task:
    """A network of named arcs with their weights, of which cranes are operations, and 5 units from a to z."""
    rows = sorted(arcs, key=lambda arc: arc[1])
    links = [name for name, _, _ in rows if "crane" not in name]
    weights = np.array([weights for _, _, weights in rows]).T
    network = FlowNetwork(
        n_vertices=4,
        tails=[tail for _, (tail, _), _ in rows],
        heads=[head for _, (_, head), _ in rows],
        link_of=[links.index(name) if name in links else -1 for name, _, _ in rows],
        forward=[True] * len(rows),
        shipments=tuple("xy"[: len(weights)]),
        weights=weights,
        links=tuple(FlowLink(name, "a", "z", "rail", 1.0) for name in links),
        ends={name: End(name, name, "", name) for name in "az"},
        origin_of={"a": 0},
        destination_of={"z": 3},
        capacities=(),
        member_arc=np.array([], dtype=np.int64),
        member_capacity=np.array([], dtype=np.int64),
    )
    return Task(network, (Pair("a", "z", "x", amount),))


def arc(name: str, *weights: float) -> tuple[str, tuple[int, int], Sequence[float]]:
    return name, ARCS[name.rstrip("0123456789")], weights or (1.0,)


def names(task: Task, paths: Paths) -> list[tuple[list[tuple[str, float]], float]]:
    """What each way goes over, with the weight of it, and its flow."""
    network = task.network
    return [
        (
            [
                (network.links[network.link_of[a]].id if network.link_of[a] >= 0 else "crane", network.weights[0, a])
                for a in path.arcs
            ],
            path.flow,
        )
        for path in paths
    ]


OLD = made(arc("rail"), arc("crane"), arc("road"))
BEFORE = Paths.of([FlowPath(0, (0, 1, 2), 5.0)])


def test_a_way_is_found_by_its_links_whatever_their_order() -> None:
    """The rail is arc 1 of the new network, for another comes before it."""
    new = made(arc("rail0", 9.0), arc("rail", 2.0), arc("crane", 3.0), arc("road", 4.0))
    assert names(new, carried(new, OLD, BEFORE)) == [([("rail", 2.0), ("crane", 3.0), ("road", 4.0)], 5.0)]


def test_of_several_operations_the_cheapest_joins() -> None:
    """Whichever stands first, and for the shipment that pays least."""
    for cranes in ((3.0, 8.0, 1.5, 6.0), (1.5, 8.0), (8.0, 1.5)):
        cases = [arc(f"crane{number}", weight) for number, weight in enumerate(cranes)]
        new = made(arc("rail"), *cases, arc("road"))
        assert names(new, carried(new, OLD, BEFORE)) == [([("rail", 1.0), ("crane", 1.5), ("road", 1.0)], 5.0)]
    two = made(arc("rail", 1.0, 1.0), arc("crane1", 4.0, 4.0), arc("crane2", 6.0, 2.0), arc("road", 1.0, 1.0))
    assert names(two, carried(two, OLD, BEFORE))[0][0][1] == ("crane", 6.0)


def test_what_does_not_lead_through_any_more_is_left_out() -> None:
    """A link that is gone, an operation that is gone, a weight without end, and a pair that moves nothing."""
    for arcs in (
        (arc("crane"), arc("road")),
        (arc("rail"), arc("road")),
        (arc("rail"), arc("crane")),
        (arc("rail"), arc("crane", inf), arc("road")),
    ):
        new = made(*arcs)
        assert names(new, carried(new, OLD, BEFORE)) == []
    still = made(arc("rail"), arc("crane"), arc("road"), amount=0.0)
    assert names(still, carried(still, OLD, BEFORE)) == []


def test_ways_without_flow_are_left_out() -> None:
    """And what a pair that is asked no more moved."""
    idle = Paths.of([FlowPath(0, (0, 1, 2), 0.0), FlowPath(0, (), 5.0)])
    assert names(OLD, carried(OLD, OLD, idle)) == []
    other = Task(OLD.network, (Pair("a", "z", "y", 5.0),))
    assert names(other, carried(other, OLD, BEFORE)) == []
