"""User equilibrium: nobody can do better by changing the way, congestion included (Wardrop's first).

The weight of an arc rises with the flow through each capacity that it needs, by the function of the
Bureau of Public Roads, ``base (1 + alpha (v / c)^beta)``. The equilibrium minimises Beckmann's sum of
integrals; it is found on ways (gradient projection, Jayakrishnan and others 1994): each round adds every
pair's best way at the present weights, then shifts flow from dearer to best ways by Newton steps, safeguarded
by regula falsi because a large beta makes them overshoot. The relative gap is exact: it is measured
against the best ways of all pairs at the same weights, before any shift of the round.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corridors.flows.model import FlowNetwork, FlowPath
from corridors.flows.task import Answer, Task
from corridors.flows.trees import Trees

__all__ = ["user_equilibrium"]

_log = logging.getLogger(__name__)

Floats = NDArray[np.float64]

#: Sweeps over the known ways between two looks for new ones, at most.
_SWEEPS = 40

#: A sweep is good enough when what the known ways could still gain is this part of the last gap.
_SWEPT = 0.02

#: Tries to bring the two ends of a shift together; each takes the overshoot down by an order or more.
_TRIES = 6


@dataclass(slots=True)
class _Way:
    """A way of one pair: the weight that congestion leaves alone, and the capacities that delay it."""

    arcs: tuple[int, ...]
    fixed: float
    delays: tuple[int, ...]
    flow: float = 0.0


@dataclass(slots=True)
class _Use:
    """A pair's demand and its ways."""

    amount: float
    ways: list[_Way] = field(default_factory=list)


class Delays:
    """Volume-delay functions of the capacities, at the present flows.

    Examples
    --------
    >>> import numpy as np
    >>> delays = Delays(np.array([2.0]), np.array([0.15]), np.array([4.0]), np.array([10.0]))
    >>> delays.load(np.array([10.0]))
    >>> delays.now[0]
    0.3
    """

    def __init__(self, base: Floats, alpha: Floats, beta: Floats, amounts: Floats) -> None:
        # what is unbounded, costs nothing or does not react delays nobody
        reacts = (amounts < inf) & (base > 0) & (alpha > 0) & (beta > 0)
        self.level: list[float] = np.where(reacts, base * alpha, 0.0).tolist()
        self.beta: list[float] = np.where(reacts, beta, 1.0).tolist()
        self.inverse: list[float] = np.where(reacts, 1.0 / np.maximum(amounts, 1e-300), 0.0).tolist()
        # a delay that does not grow with the flow (beta 0) is part of the weight
        self.constant: Floats = np.where((amounts < inf) & (beta == 0), base * alpha, 0.0)
        self.reacts: list[bool] = reacts.tolist()
        self.volume: list[float] = [0.0] * len(base)
        self.now: list[float] = [0.0] * len(base)

    def load(self, volumes: Floats) -> None:
        """Set all flows."""
        self.volume = volumes.tolist()
        self.now = [self.at(c, v) for c, v in enumerate(self.volume)]

    def at(self, capacity: int, volume: float) -> float:
        """Delay at a flow."""
        level = self.level[capacity]
        if level == 0.0 or volume <= 0.0:
            return 0.0
        return float(level * (volume * self.inverse[capacity]) ** self.beta[capacity])

    def slope(self, capacity: int) -> float:
        """By how much the delay rises with the flow."""
        volume = self.volume[capacity]
        return self.beta[capacity] * self.now[capacity] / volume if volume > 0.0 else 0.0

    def integral(self) -> float:
        """Beckmann's integrals of all delays up to the present flows."""
        return sum(d * v / (b + 1.0) for d, v, b in zip(self.now, self.volume, self.beta, strict=True))


def user_equilibrium(
    task: Task,
    *,
    gap: float,
    max_iterations: int,
    progress: Callable[[Mapping[str, Any]], None] | None,
) -> Answer:
    """Assign demand so that every way in use is a best way of its pair, to a relative gap."""
    state = _State(task)
    history: list[dict[str, float]] = []
    began = perf_counter()
    for iteration in range(max_iterations + 1):
        reached = state.look()
        record = {
            "iteration": float(iteration),
            "gap": reached,
            "objective": state.objective(),
            "seconds": perf_counter() - began,
        }
        history.append(record)
        _log.debug("iteration %d: gap %.3g", iteration, reached)
        if progress is not None:
            progress(record)
        if reached <= gap or iteration == max_iterations:
            break
        state.settle(reached, gap)
    converged = history[-1]["gap"] <= gap
    if not converged:
        _log.warning("the equilibrium stopped at a gap of %.3g, above %.3g", history[-1]["gap"], gap)
    return Answer(
        state.paths() + task.standing(),
        objective=history[-1]["objective"],
        history=history,
        converged=converged,
        weights=state.arc_weights(),
        settings={"gap": gap, "max_iterations": max_iterations},
    )


class _State:
    """Ways and flows of all pairs."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.network = network = task.network
        self.groups = task.groups
        self.trees = Trees(network, 30 * len(self.groups))
        self.delays = _delays(network)
        self.fixed = {
            s: network.priced(network.weights_of(s), self.delays.constant).tolist() for s in network.shipments
        }
        self.uses: dict[int, _Use] = {}
        self._start()

    def _start(self) -> None:
        """Load every pair on its best way without congestion."""
        for number, _, arcs in self.task.best(self.trees, self.groups, self.delays.constant):
            amount = self.task.pairs[number].amount
            way = self._way(number, arcs)
            way.flow = amount
            self.uses[number] = _Use(amount, [way])
        self._reload()

    def look(self) -> float:
        """Find each pair's best way at the present weights; give the relative gap of the flows so far."""
        prices = np.array(self.delays.now) + self.delays.constant
        least, total = 0.0, self._total()
        for number, weight, arcs in self.task.best(self.trees, self.groups, prices):
            amount = self.task.pairs[number].amount
            least += amount * weight
            use = self.uses[number]
            if all(way.arcs != arcs for way in use.ways):
                use.ways.append(self._way(number, arcs))
        return max(total - least, 0.0) / total if total > 0 else 0.0

    def _way(self, number: int, arcs: tuple[int, ...]) -> _Way:
        fixed = self.fixed[self.task.pairs[number].shipment]
        reacts = self.delays.reacts
        delays = tuple(c for c in self.network.path_capacities(arcs) if reacts[c])
        return _Way(arcs, sum(fixed[arc] for arc in arcs), delays)

    def _total(self) -> float:
        now = self.delays.now
        return sum(
            way.flow * (way.fixed + sum([now[c] for c in way.delays]))
            for use in self.uses.values()
            for way in use.ways
            if way.flow > 0.0
        )

    def objective(self) -> float:
        """Beckmann's objective: weights without delay times flows, and the integrals of the delays."""
        fixed = sum(way.flow * way.fixed for use in self.uses.values() for way in use.ways)
        return fixed + self.delays.integral()

    def settle(self, reached: float, wanted: float) -> None:
        """Shift flow among the known ways until little is left to gain."""
        enough = max(_SWEPT * reached, 0.25 * wanted) * max(self._total(), 1e-300)
        several = [use for use in self.uses.values() if len(use.ways) > 1]
        for _ in range(_SWEEPS):
            excess = sum([_equilibrate(use, self.delays) for use in several])
            if excess <= enough:
                break
        for use in several:
            use.ways = [way for way in use.ways if way.flow > 0.0]
        # adding and taking away small shifts drifts, so the flows are summed anew
        self._reload()

    def _reload(self) -> None:
        volumes = np.zeros(len(self.network.capacities))
        for use in self.uses.values():
            # the parts of a demand keep adding up to it
            moved = sum(way.flow for way in use.ways)
            for way in use.ways:
                way.flow *= use.amount / moved
                for capacity in way.delays:
                    volumes[capacity] += way.flow
        self.delays.load(volumes)

    def arc_weights(self) -> Floats:
        """Weights of the arcs at the present flows, a row for each shipment."""
        prices = np.array(self.delays.now) + self.delays.constant
        network = self.network
        return np.array([network.priced(network.weights_of(s), prices) for s in network.shipments])

    def paths(self) -> list[FlowPath]:
        """Ways in use."""
        return [
            FlowPath(number, way.arcs, way.flow)
            for number, use in self.uses.items()
            for way in use.ways
            if way.flow > 0.0
        ]


def _delays(network: FlowNetwork) -> Delays:
    columns = zip(*((c.delay_base, c.alpha, c.beta, c.amount) for c in network.capacities), strict=True)
    arrays = [np.array(column, dtype=np.float64) for column in columns] or [np.zeros(0)] * 4
    return Delays(*arrays)


def _equilibrate(use: _Use, delays: Delays) -> float:
    """Shift a pair's flow from dearer ways to the best one; give what it could have gained in all."""
    now = delays.now
    weights = [way.fixed + sum([now[c] for c in way.delays]) for way in use.ways]
    least = min(weights)
    best = use.ways[weights.index(least)]
    excess = 0.0
    for way, weight in zip(use.ways, weights, strict=True):
        if way is best or way.flow <= 0.0 or weight <= least:
            continue
        excess += way.flow * (weight - least)
        _shift(way, best, delays)
    return excess


def _shift(way: _Way, best: _Way, delays: Delays) -> None:
    """Move flow from one way to another until both weigh the same or the first is empty."""
    changes = _changes(way.delays, best.delays)
    now, volume = delays.now, delays.volume
    level = way.fixed - best.fixed
    # earlier shifts of the same sweep have changed the weights
    ahead = level - sum([sign * now[c] for c, sign in changes])
    if ahead <= 0.0:
        return
    slope = sum([sign * sign * delays.slope(c) for c, sign in changes])
    step = min(way.flow, ahead / slope) if slope > 0.0 else way.flow
    low, low_ahead, high, high_ahead = 0.0, ahead, inf, 0.0
    for _ in range(_TRIES):
        left = level - sum([sign * delays.at(c, volume[c] + sign * step) for c, sign in changes])
        if left > 0.0:
            low, low_ahead = step, left
            if step >= way.flow or left <= 0.3 * ahead:
                break
            step = min(way.flow, 2.0 * step) if high == inf else 0.5 * (low + high)
            if high != inf:
                step = low + (high - low) * low_ahead / (low_ahead - high_ahead)
        else:
            high, high_ahead = step, left
            if -left <= 0.3 * ahead:
                break
            step = low + (high - low) * low_ahead / (low_ahead - high_ahead)
    if step >= way.flow * (1.0 - 1e-12):
        step = way.flow
    way.flow -= step
    best.flow += step
    for capacity, sign in changes:
        volume[capacity] += sign * step
        now[capacity] = delays.at(capacity, volume[capacity])


def _changes(left: Sequence[int], joined: Sequence[int]) -> list[tuple[int, int]]:
    """By how much one unit shifted changes the flow through each capacity."""
    gone, come = set(left), set(joined)
    if len(gone) == len(left) and len(come) == len(joined):
        return [(c, -1) for c in gone - come] + [(c, 1) for c in come - gone]
    counts = Counter(joined)
    counts.subtract(left)
    return [(c, n) for c, n in counts.items() if n]
