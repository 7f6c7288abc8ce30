"""What is paid on arcs, collected once for all days."""

from __future__ import annotations

import pytest

from corridors.charges.charge import Charge
from corridors.routing.graphs import graph_of
from corridors.routing.priced import payments_of
from tests.micro import micro


def test_what_is_paid_is_collected_once_and_added_up_by_arc() -> None:
    """By market and range: who passes through pays nothing, and what is free is one item whatever its market."""
    graph = graph_of(micro("A ==10== B ==10== C ..7.. KZ:D", "C ~~5~~ KZ:E")._core, "feu")

    def market(charge: Charge, arc: int) -> tuple[str, bool]:
        return charge.group or charge.kind, graph.tails[arc] < graph.heads[arc]

    def dearer(charge: Charge, arc: int) -> float:
        return charge.cost_usd * (3.0 if market(charge, arc)[1] else 1.25)

    found = payments_of(graph, market)
    right = [sum(dearer(charge, arc) for charge in charges) for arc, charges in enumerate(graph.charges)]
    assert found.sums(dearer) == pytest.approx(right)
    assert () in found.of_arc
    assert min(found.sums(lambda _charge, _arc: 1.5)) == 0
    assert [len(numbers) for numbers in found.of_arc] == [len(charges) for charges in graph.charges]
    told = [(charge.cost_usd, market(charge, arc)) for charge, arc in found.items if charge.cost_usd_high]
    assert len(set(told)) == len(told) < sum(map(len, graph.charges))
    assert sum(not charge.cost_usd_high for charge, _ in found.items) == 1
