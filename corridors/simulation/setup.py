"""From a call to a problem: places, rows, what varies, and what is looked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from numbers import Real
from typing import Any

import numpy as np

from corridors.charges.model import Place
from corridors.errors import OptionError
from corridors.maps.colors import LORRY_COLOR, NEUTRAL_COLOR
from corridors.network.network import Network
from corridors.routes.columns import LORRY
from corridors.routes.compare import compare_corridors
from corridors.routes.comparison import ComparisonRow
from corridors.routing.planner import Planner
from corridors.simulation.draws import Draws, dependence_of
from corridors.simulation.events import random_events
from corridors.simulation.parameters import UncertainArcs, WaysMatrix
from corridors.simulation.plans import Through, gateway_arcs, plans_of, through_corridor, without_arcs
from corridors.simulation.run import Problem
from corridors.simulation.statistics import Table
from corridors.simulation.uncertain import uncertain_arcs
from corridors.world.gazetteer import PlaceLike
from corridors.world.selection import as_tuple, modes_of

__all__ = ["ANY", "Options", "Row", "prepared"]

#: What stands in the column of corridors for the best way of every sample.
ANY = "any"

#: Samples of one replication at most, where their number is not said: more draws are more replications, so that
#: memory does not grow with them.
_MOST_EACH = 32_768
_FEWEST = 16

_BY_LORRY = ("road", "ferry")


@dataclass(frozen=True)
class Row:
    """One row of the result: the best way of every sample, or that through a corridor."""

    origin: Place
    destination: Place
    corridor: str
    name: str
    #: arcs of the way that is best at what is to be expected, by the planner's numbers
    arcs: tuple[int, ...]
    #: of the corridor in charts; blank of the best way of each draw
    color: str = ""


@dataclass(frozen=True)
class Options:
    """What a call asks of the draws, checked."""

    n: int
    seed: int
    replications: int
    points: str
    by: str | None
    tolerance: float

    @classmethod
    def of(cls, n: Any, seed: Any, replications: Any, points: Any, by: Any, tolerance: Any) -> Options:
        """Check what was given.

        Raises
        ------
        OptionError
            Something that is no number of draws, no seed, or not known.
        """
        n = _whole("n", n, "a whole number of draws", 1)
        seed = _whole("seed", seed, "a whole number of at least 0: the same seed gives the same draws", 0)
        if replications is None:
            replications = max(_FEWEST, -(-n // _MOST_EACH))
        replications = _whole("replications", replications, "a whole number of at least 2", 2)
        if n < 2 * replications:
            raise OptionError(
                f"n={n}: {replications} replications need at least {2 * replications} draws; give more draws, or fewer "
                "replications (at least 2)"
            )
        if points not in ("sobol", "plain"):
            raise OptionError(f"points={points!r}: give 'sobol' (scrambled Sobol' points) or 'plain' (random numbers)")
        if by not in (None, "corridor"):
            raise OptionError(f"by={by!r}: give 'corridor' for a row each, or None for the best way alone")
        if isinstance(tolerance, bool) or not isinstance(tolerance, Real) or not 0 < float(tolerance) < 1:
            raise OptionError(f"tolerance={tolerance!r}: give a share between 0 and 1, such as 0.01")
        return cls(n, seed, replications, points, by, float(tolerance))


def _whole(name: str, given: Any, wanted: str, least: int) -> int:
    whole = isinstance(given, (int, np.integer)) and not isinstance(given, bool)
    if not whole or given < least:
        hint = f" of at least {least}" if "at least" not in wanted else ""
        raise OptionError(f"{name}={given!r}: give {wanted}{hint}")
    return int(given)


def prepared(
    network: Network,
    rules: dict[str, Any],
    origins: Any,
    destinations: Any,
    options: Options,
    *,
    deadline_days: Any,
    correlation: Any,
    events: Mapping[str, Any] | None,
    vary_value_of_time: bool,
) -> tuple[Problem, list[Row]]:
    """Set up the problem of a call, and the rows of its answer."""
    base, random = random_events(network, rules, {} if events is None else events)
    planner = base.planner(**rules)
    starts, ends = _places("origins", origins, planner.root), _places("destinations", destinations, planner.goal)
    pairs = [(s, t) for t in range(len(ends)) for s in range(len(starts)) if starts[s][1] is not ends[t][1]]
    if not pairs:
        raise OptionError("origins and destinations are the same place: give two different ones")
    rows, throughs, columns, groups = _rows(base, planner, rules, starts, ends, pairs, by=options.by)
    graph = planner.graph
    sources = [graph.origin_of[place.index] for _, place in starts]
    targets = [graph.destination_of[place.index] for _, place in ends]
    arcs = uncertain_arcs(
        planner, sources, targets, gateways=gateway_arcs(throughs), events=random,
        vary_value_of_time=vary_value_of_time,
    )  # fmt: skip
    wanted: dict[int, set[int]] = {}
    for _, p, t in columns:
        if p:
            wanted.setdefault(p - 1, set()).add(t)
    different = list(dict.fromkeys(row.arcs for row in rows))
    fixed = arcs.ways_matrix([arcs.strands_of(way) for way in different])
    draws = Draws(
        arcs.parameters,
        dependence_of(correlation, graph.tariff.correlation),
        options.n,
        seed=options.seed,
        replications=options.replications,
        points=options.points,
        order=_most_important_first(arcs, fixed),
    )
    late = _deadlines(planner, deadline_days, ends)
    numbers = [(s * (len(throughs) + 1) + p) * len(ends) + t for s, p, t in columns]
    problem = Problem(
        arcs, draws, arcs.ends(sources), arcs.ends(targets), plans_of(arcs, throughs, wanted, len(ends)),
        np.array(numbers, dtype=np.int32), fixed,
        np.array([different.index(row.arcs) for row in rows], dtype=np.int32),
        Table(groups, [late[t] for _, t in pairs]),
    )  # fmt: skip
    return problem, rows


_End = tuple[PlaceLike, Place]


def _places(argument: str, given: Any, find: Callable[[Any], Any]) -> list[_End]:
    """Give the places asked for, each once."""
    found: dict[int, _End] = {}
    asked: Any
    for asked in as_tuple(given):
        end = find(asked)
        if end.end is not None:
            raise OptionError(
                f"{argument}: {asked!r} is a point {end.snapped_km:.0f} km from {end.place.name}, and the lorry to it "
                f"is no part of the draws: give {end.place.id!r}"
            )
        found.setdefault(end.place.index, (asked, end.place))
    if not found:
        raise OptionError(f"{argument} is empty: give at least one place")
    return list(found.values())


def _rows(
    network: Network,
    planner: Planner,
    rules: Mapping[str, Any],
    starts: Sequence[_End],
    ends: Sequence[_End],
    pairs: Sequence[tuple[int, int]],
    *,
    by: str | None,
) -> tuple[list[Row], list[Through], list[tuple[int, int, int]], list[list[int]]]:
    """Give the rows, what each must use, (source, plan, target) of each, and the rows of each pair."""
    shown: dict[tuple[int, int], list[ComparisonRow]] = {}
    if by is not None:
        usual = {name: rule for name, rule in rules.items() if rule is not None}
        table = compare_corridors([s for s, _ in starts], [t for t, _ in ends], network=network, **usual)
        for one in table:
            if one.route is not None:
                shown.setdefault((one.origin.index, one.destination.index), []).append(one)
    rows: list[Row] = []
    throughs: list[Through] = []
    number: dict[str, int] = {}
    columns: list[tuple[int, int, int]] = []
    groups: list[list[int]] = []
    for s, t in pairs:
        start, end = starts[s][1], ends[t][1]
        _, _, best = planner.path(starts[s][0], ends[t][0])
        groups.append([len(rows)])
        rows.append(Row(start, end, ANY, "best of each draw", tuple(best)))
        columns.append((s, 0, t))
        for one in shown.get((start.index, end.index), ()):
            through = _through(network, planner, rules, one)
            if through is None or one.route is None:
                continue
            if one.corridor not in number:
                throughs.append(through)
                number[one.corridor] = len(throughs)
            groups[-1].append(len(rows))
            rows.append(Row(start, end, one.corridor, one.corridor_name, tuple(one.route.arcs), _color(network, one)))
            columns.append((s, number[one.corridor], t))
    return rows, throughs, columns, groups


def _color(network: Network, row: ComparisonRow) -> str:
    """Give the colour of a row in charts."""
    corridor = network._core.corridor(row.corridor, exactly=True)
    return LORRY_COLOR if row.corridor == LORRY else NEUTRAL_COLOR if corridor is None else str(corridor.row["color"])


def _through(network: Network, planner: Planner, rules: Mapping[str, Any], row: ComparisonRow) -> Through | None:
    """Give what a row of a comparison must use; None for the best of all, which has a row already."""
    if row.corridor == LORRY:
        wanted = modes_of(rules.get("modes"))
        modes = [mode for mode in _BY_LORRY if not wanted or mode in wanted]
        lorry = network.planner(**{**rules, "modes": modes})
        barred = [arc for arc, weight in enumerate(lorry.weights) if weight == inf and planner.weights[arc] < inf]
        return without_arcs(LORRY, row.corridor_name, barred)
    corridor = network._core.corridor(row.corridor)
    return None if corridor is None else through_corridor(planner, corridor, row.corridor_name)


def _most_important_first(arcs: UncertainArcs, ways: WaysMatrix) -> list[int]:
    """Order parameters by how much they move the ways that are best at what is to be expected."""
    moved = np.zeros(len(arcs.parameters))
    per_hour = arcs.planner.graph.tariff.value_of_time_usd_per_h
    shapes = ways.shapes
    for sums, worth in ((ways.time, per_hour), (ways.cost, 1.0)):
        for way in range(len(sums.fixed)):
            part = slice(sums.begin[way], sums.begin[way + 1])
            used = sums.shape[part]
            spread = worth * sums.scale[part] * (shapes.below[used] + shapes.above[used])
            total = np.zeros(len(moved))
            varies = shapes.number[used] >= 0
            np.add.at(total, shapes.number[used][varies], spread[varies])
            moved = np.maximum(moved, total)
    for p, parameter in enumerate(arcs.parameters):
        if parameter.kind in ("event", "value of time"):
            moved[p] = inf
    order: list[int] = np.argsort(-moved, kind="stable").tolist()
    return order


def _deadlines(planner: Planner, given: Any, ends: Sequence[_End]) -> list[float | None]:
    """Give the deadline of each destination in hours."""
    if given is None:
        return [None] * len(ends)
    if not isinstance(given, Mapping):
        return [24 * _days("deadline_days", given)] * len(ends)
    by_place = {
        planner.goal(name).place.index: 24 * _days(f"deadline_days[{name!r}]", days) for name, days in given.items()
    }
    asked = {place.index for _, place in ends}
    for index in by_place:
        if index not in asked:
            raise OptionError(f"deadline_days names {planner.core.places[index].name}, which is no destination")
    return [by_place.get(place.index) for _, place in ends]


def _days(name: str, given: Any) -> float:
    if isinstance(given, bool) or not isinstance(given, Real) or not 0 < float(given) < inf:
        raise OptionError(f"{name}={given!r}: give days, a number above 0")
    return float(given)
