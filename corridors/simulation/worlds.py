"""The best way through each corridor in each future: scenario by scenario, every search exact."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from copy import copy
from difflib import get_close_matches
from typing import Any, NamedTuple

import numpy as np

from corridors.errors import OptionError
from corridors.network.network import Network
from corridors.scale.mapped import mapped
from corridors.simulation.draws import BLOCK
from corridors.simulation.engine import best_ways
from corridors.simulation.levers import Levers
from corridors.simulation.parameters import Floats2
from corridors.simulation.plans import Through, gateway_arcs, plans_of
from corridors.simulation.ranges import WORTH, Range, ranged_arcs
from corridors.simulation.setup import through_named
from corridors.words.progress import Progress

__all__ = ["Outcomes", "outcomes_of"]


class Outcomes(NamedTuple):
    """By (future, pair, way): what the best way weighs, its hours, dollars, and dollars with time at its value.

    The first way is the best of all, then those through each corridor; infinite where there is none.
    """

    weight: np.ndarray[Any, np.dtype[np.float64]]
    hours: np.ndarray[Any, np.dtype[np.float64]]
    dollars: np.ndarray[Any, np.dtype[np.float64]]
    generalised: np.ndarray[Any, np.dtype[np.float64]]


def outcomes_of(
    networks: Sequence[Network],
    rules: dict[str, Any],
    levers: Levers,
    ranges: Sequence[Range],
    which: np.ndarray[Any, np.dtype[np.int64]],
    values: Floats2,
    workers: int,
    progress: Progress,
    client: Any = None,
) -> Outcomes:
    """Search every future.

    Parameters
    ----------
    which, values
        The scenario of each future, and what it takes of each range.
    workers, client
        Threads here, or a cluster: a piece of work is a block of futures of one scenario, whoever does it.

    Raises
    ------
    OptionError
        A range that no charge hangs on under any scenario.
    """
    shape = len(which), len(levers.pairs), 1 + len(levers.corridors)
    found = Outcomes(*(np.full(shape, np.inf) for _ in Outcomes._fields))
    worlds = [_World(network, rules, levers, ranges) for network in networks]
    _all_used(ranges, set().union(*(world.groups for world in worlds)))
    done = 0
    for number, world in enumerate(worlds):
        mine = np.flatnonzero(which == number)
        parts = [mine[k : k + BLOCK] for k in range(0, len(mine), BLOCK)]
        common = world if client is None else world.light()
        pieces = (np.ascontiguousarray(values[rows]) for rows in parts)
        with closing(mapped(_searched, pieces, common=common, client=client, workers=workers)) as searched:
            for rows, outcome in zip(parts, searched, strict=True):
                for whole, part in zip(found, outcome, strict=True):
                    whole[rows] = part
                done += len(rows)
                progress.at(done)
    progress.done()
    return found


class _World:
    """One scenario, set up for its futures."""

    def __init__(self, network: Network, rules: dict[str, Any], levers: Levers, ranges: Sequence[Range]) -> None:
        planner = network.planner(**rules)
        graph = planner.graph
        sources = [graph.origin_of[place.index] for _, place in levers.starts]
        targets = [graph.destination_of[place.index] for _, place in levers.ends]
        self.throughs: list[Through] = []
        self.number: list[int] = []  # of each corridor its plan, 0 where the scenario has none
        for identifier, name in levers.corridors.items():
            through = through_named(network, planner, rules, identifier, name)
            self.number.append(0 if through is None else len(self.throughs) + 1)
            self.throughs += [] if through is None else [through]
        self.arcs, self.groups = ranged_arcs(planner, sources, targets, ranges, gateway_arcs(self.throughs))
        self.sources, self.targets = self.arcs.ends(sources), self.arcs.ends(targets)
        wanted = {number: range(len(targets)) for number in range(len(self.throughs))}
        self.n_plans = len(self.throughs) + 1
        self.plans = plans_of(self.arcs, self.throughs, wanted, len(targets))
        self.pairs, self.n_starts, self.n_ends = levers.pairs, len(levers.starts), len(levers.ends)
        self.usd_per_h = graph.tariff.value_of_time_usd_per_h
        self.worth = next((k for k, one in enumerate(ranges) if one.kind == WORTH), None)

    def light(self) -> _World:
        """Give what a worker needs: the same without the network."""
        same = copy(self)
        same.arcs, same.throughs = self.arcs.light(), []
        return same

    def search(self, values: Floats2) -> Outcomes:
        """Give the outcomes of some futures."""
        best = best_ways(self.arcs, np.ascontiguousarray(values), self.sources, self.targets, self.plans)
        n, plans, targets = len(values), self.n_plans, self.n_ends

        def of_pairs(part: Floats2) -> np.ndarray[Any, np.dtype[np.float64]]:
            by = part.reshape(n, self.n_starts, plans, targets)
            pairs = np.stack([by[:, s, :, t] for s, t in self.pairs], axis=1)
            rows = pairs[:, :, [0, *self.number]]
            rows[:, :, [1 + k for k, number in enumerate(self.number) if number == 0]] = np.inf
            return rows

        hours, dollars = of_pairs(best.hours), of_pairs(best.dollars)
        worth = np.full(n, self.usd_per_h) if self.worth is None else self.usd_per_h * values[:, self.worth]
        return Outcomes(of_pairs(best.weight), hours, dollars, dollars + worth[:, None, None] * hours)


def _searched(world: _World, values: Floats2) -> Outcomes:
    return world.search(values)


def _all_used(ranges: Sequence[Range], groups: set[tuple[str, str]]) -> None:
    for one in ranges:
        if one.kind != WORTH and not any(one.covers(*group) for group in groups):
            known = [f"{kind}: {name}" for kind, name in groups]
            close = sorted(get_close_matches(one.label, known, n=3, cutoff=0.4)) or sorted(known)[:3]
            raise OptionError(
                f"ranges[{one.label!r}]: no charge between these places is called so; there are {', '.join(close)} ..."
            )
