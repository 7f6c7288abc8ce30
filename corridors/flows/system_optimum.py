"""System optimum: the least total cost that the capacities allow, with the price of each bottleneck.

The multi-commodity minimum-cost flow is solved by column generation: a master programme (HiGHS) over the
ways found so far, whose duals price the capacities, and for each pair a search under those prices for a way
still worth adding. It ends when no pair has one, which proves the optimum. The master has a row for each
capacity and pair, however large the network.

What cannot move, or would cost more than `unserved_cost` a tonne, is unserved and reported so. Without a
figure from the caller, unserved demand is made just dear enough that all that can be served is served.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import replace
from math import inf

import numpy as np
from numpy.typing import NDArray

from corridors.errors import CorridorsError
from corridors.flows.guided import bounds_to, way_below
from corridors.flows.paths import FlowPath
from corridors.flows.solver import Programme
from corridors.flows.task import Answer, Task
from corridors.flows.trees import Trees
from corridors.kernels.adding import total_of

__all__ = ["system_optimum"]

_log = logging.getLogger(__name__)

Floats = NDArray[np.float64]

#: A way is worth adding if it is cheaper than the present marginal way by more than this part of it.
_WORTH_ADDING = 1e-9

#: Flows below this part of their pair's demand are rounding of the solver.
_ROUNDING = 1e-12

#: First price of unserved demand, as a multiple of the dearest of the best ways; and its steps.
_FIRST_PRICE, _STEP, _STEPS = 4.0, 8.0, 12

#: Weight of the prices so far against the latest ones. The duals of the first rounds jump about; searching
#: under smoothed ones halves the number of rounds.
_SMOOTH = 0.3

_ROUNDS = 2000

#: A demand below this part of the largest is served once more by itself; and the part of a full capacity that is
#: left to it at least, which is how exactly the solver keeps capacities.
_SMALL, _ROOM = 1e-5, 1e-9


def system_optimum(task: Task, *, unserved_cost: float | None) -> Answer:
    """Assign all demand at the least total weight within the capacities.

    Where demands lie orders apart, the solver's tolerances on the large ones are all that the small ones are. These
    are then served once more by themselves, in what the large ones leave them.
    """
    answer = _optimum(task, unserved_cost=unserved_cost)
    largest = max((pair.amount for pair in task.pairs), default=0.0)
    small = np.array([0.0 < pair.amount < _SMALL * largest for pair in task.pairs], dtype=bool)
    return _with_small(task, answer, small) if small.any() else answer


def _with_small(task: Task, answer: Answer, small: NDArray[np.bool_]) -> Answer:
    """Serve small demands in the room that the large ones leave."""
    network = task.network
    large = [path for path in answer.paths if not small[path.pair]]
    used = network.used(network.arc_flows(large))
    room = [
        c if c.amount == inf else c._replace(amount=max(c.amount - u, _ROOM * c.amount))
        for c, u in zip(network.capacities, used.tolist(), strict=True)
    ]
    pairs = tuple(p if few else p._replace(amount=0.0) for p, few in zip(task.pairs, small.tolist(), strict=True))
    rest = system_optimum(Task(replace(network, capacities=tuple(room)), pairs), unserved_cost=answer.unserved_cost)
    paths = large + list(rest.paths)
    return replace(
        answer,
        paths=paths,
        pair_prices=None if answer.pair_prices is None or rest.pair_prices is None
        else np.where(small, rest.pair_prices, answer.pair_prices),
        objective=float(total_of(p.flow * _weight(task, p) for p in paths)),
    )  # fmt: skip


def _optimum(task: Task, *, unserved_cost: float | None) -> Answer:
    master = _Master(task)
    if not master.rows:
        standing = task.standing()
        return Answer(standing, prices=np.zeros(len(task.network.capacities)), objective=0.0)
    price = unserved_cost if unserved_cost is not None else _FIRST_PRICE * master.dearest
    master.price(price)
    master.solve()
    if unserved_cost is None and master.unserved() > master.tolerance:
        # dearer by steps, so that prices of bottlenecks stay as low as serving everyone allows
        least = _least_unserved(task)
        for _ in range(_STEPS):
            if master.unserved() <= least + master.tolerance:
                break
            price *= _STEP
            master.price(price)
            master.solve()
    paths = master.paths() + task.standing()
    prices, pair_prices = master.prices()
    moved = total_of(p.flow * _weight(task, p) for p in paths)
    return Answer(
        paths,
        prices=prices,
        pair_prices=pair_prices,
        unserved_cost=price,
        objective=float(moved),
        settings={"unserved_cost": price},
    )


def _weight(task: Task, path: FlowPath) -> float:
    weights = task.network.weights_of(task.pairs[path.pair].shipment)
    return float(weights[list(path.arcs)].sum()) if path.arcs else 0.0


def _least_unserved(task: Task) -> float:
    """How much cannot be served at any cost."""
    network = task.network
    idle = replace(network, weights=np.zeros_like(network.weights))
    master = _Master(Task(idle, task.pairs))
    master.price(1.0)
    master.solve()
    return master.unserved()


class _Master:
    """The master programme: rows of capacities and pairs, columns of ways and of unserved demand.

    Amounts are divided by the largest demand and weights by the dearest best way, so that the solver's
    tolerances mean the same whatever the units.
    """

    def __init__(self, task: Task) -> None:
        self.task = task
        self.network = network = task.network
        groups = task.groups
        free = np.zeros(len(network.capacities))
        found = list(task.best(Trees(network, len(groups)), groups, free))
        self.rows = {number: row for row, (number, _, _) in enumerate(found)}
        self.columns: list[tuple[int, tuple[int, ...]]] = []
        self._bounds: dict[tuple[str, str], list[float]] = {}
        self._known: set[tuple[int, tuple[int, ...]]] = set()
        if not found:
            return
        self.dearest = max(weight for _, weight, _ in found) or 1.0
        self.unit = max(task.pairs[number].amount for number in self.rows)
        self.tolerance = 1e-7 * self.unit
        self.bounding = np.flatnonzero(network.amounts < inf)
        self.capacity_row = {c: len(found) + i for i, c in enumerate(self.bounding.tolist())}
        amounts = np.array([task.pairs[number].amount for number in self.rows]) / self.unit
        limits = network.amounts[self.bounding] / self.unit
        self.programme = Programme(
            lower=np.concatenate([amounts, np.full(len(limits), -inf)]),
            upper=np.concatenate([amounts, limits]),
            primal=True,
        )
        count = len(found)
        self.programme.add_columns(np.ones(count), starts=range(count), rows=range(count), values=[1.0] * count)
        self._add([(number, arcs) for number, _, arcs in found])

    def price(self, price: float) -> None:
        """Set what a unit of unserved demand costs."""
        self.programme.set_costs(np.full(len(self.rows), price / self.dearest))

    def solve(self) -> None:
        """Solve over all ways, finding those worth adding."""
        center: Floats | None = None
        for number in range(_ROUNDS):
            self.programme.solve()
            duals = self.programme.row_prices
            center = duals if center is None else _SMOOTH * center + (1 - _SMOOTH) * duals
            better = self._better(center, duals)
            if not better:
                center = duals
                better = self._better(duals, duals)
            if not better:
                _log.debug("optimum after %d rounds with %d ways", number + 1, len(self.columns))
                return
            self._add(better)
        raise CorridorsError(f"the system optimum was not proved within {_ROUNDS} rounds: please report it")

    def _better(self, duals: Floats, now: Floats) -> list[tuple[int, tuple[int, ...]]]:
        count = len(self.rows)
        prices = np.zeros(len(self.network.capacities))
        prices[self.bounding] = np.maximum(-duals[count:], 0.0) * self.dearest
        weights = {s: self.network.priced(self.network.weights_of(s), prices).tolist() for s in self.network.shipments}
        found = []
        for number, row in self.rows.items():
            pair, bound = self.task.pairs[number], self._bound(number)
            # prices remembered from earlier rounds steer the search, the present ones judge what it finds
            marginal = float(max(duals[row], now[row])) * self.dearest
            budget = marginal - _WORTH_ADDING * max(marginal, self.dearest)
            source = self.network.origin_of[pair.origin]
            target = self.network.destination_of[pair.destination]
            arcs = way_below(self.network, weights[pair.shipment], bound, source, target, budget)
            if arcs and (number, arcs) not in self._known and (duals is now or self._worth(number, arcs, now)):
                found.append((number, arcs))
        return found

    def _worth(self, number: int, arcs: tuple[int, ...], duals: Floats) -> bool:
        """Whether a way is cheaper than its pair's marginal one at given duals."""
        pair = self.task.pairs[number]
        total = float(self.network.weights_of(pair.shipment)[list(arcs)].sum()) / self.dearest
        needs = self.network.path_capacities(arcs)
        total += total_of(-min(duals[self.capacity_row[c]], 0.0) for c in needs if c in self.capacity_row)
        marginal = float(duals[self.rows[number]])
        return bool(total < marginal - _WORTH_ADDING * max(marginal, 1.0))

    def _bound(self, number: int) -> list[float]:
        """Distances to a pair's destination without prices, which every search for the pair goes by."""
        pair = self.task.pairs[number]
        key = pair.shipment, pair.destination
        if key not in self._bounds:
            weights = self.network.weights_of(pair.shipment).tolist()
            self._bounds[key] = bounds_to(self.network, weights, self.network.destination_of[pair.destination])
        return self._bounds[key]

    def _add(self, ways: list[tuple[int, tuple[int, ...]]]) -> None:
        starts: list[int] = []
        rows: list[int] = []
        values: list[float] = []
        costs: list[float] = []
        for number, arcs in ways:
            starts.append(len(rows))
            needs = Counter(self.network.path_capacities(arcs))
            entries = {self.capacity_row[c]: float(n) for c, n in needs.items() if c in self.capacity_row}
            entries[self.rows[number]] = 1.0
            rows += entries
            values += entries.values()
            weights = self.network.weights_of(self.task.pairs[number].shipment)
            costs.append(float(weights[list(arcs)].sum()) / self.dearest)
        self.programme.add_columns(costs, starts=starts, rows=rows, values=values)
        self.columns += ways
        self._known.update(ways)

    def unserved(self) -> float:
        """Demand unserved, of pairs that some way joins."""
        return float(self.programme.values[: len(self.rows)].sum()) * self.unit

    def paths(self) -> list[FlowPath]:
        """Flows of the ways in use."""
        flows = self.programme.values[len(self.rows) :] * self.unit
        found = []
        for (number, arcs), flow in zip(self.columns, flows.tolist(), strict=True):
            if flow > _ROUNDING * self.task.pairs[number].amount:
                found.append(FlowPath(number, arcs, flow))
        return found

    def prices(self) -> tuple[Floats, Floats]:
        """Price of each capacity, and of one more unit of each pair's demand (NaN where none is routed)."""
        duals = self.programme.row_prices
        count = len(self.rows)
        prices = np.zeros(len(self.network.capacities))
        scaled = np.maximum(-duals[count:], 0.0)
        prices[self.bounding] = np.where(scaled > _WORTH_ADDING, scaled, 0.0) * self.dearest
        pair_prices = np.full(len(self.task.pairs), np.nan)
        for number, row in self.rows.items():
            pair_prices[number] = duals[row] * self.dearest
        return prices, pair_prices
