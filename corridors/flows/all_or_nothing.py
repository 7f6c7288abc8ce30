"""All or nothing: every pair takes its best way, whatever the capacities."""

from __future__ import annotations

import numpy as np

from corridors.flows.paths import FlowPath
from corridors.flows.task import Answer, Task
from corridors.flows.trees import Trees

__all__ = ["all_or_nothing"]


def all_or_nothing(task: Task) -> Answer:
    """Assign each pair to its best way."""
    groups = task.groups
    trees = Trees(task.network, len(groups))
    free = np.zeros(len(task.network.capacities))
    found = task.best(trees, groups, free)
    paths = [FlowPath(number, arcs, task.pairs[number].amount) for number, _, arcs in found]
    return Answer(paths + task.standing())
