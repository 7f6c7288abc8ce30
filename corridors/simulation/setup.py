"""From a call to a problem: places, rows, what varies, and what is looked for."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np

from corridors.charges.model import Place
from corridors.errors import OptionError
from corridors.gate.flags import a_flag
from corridors.gate.numbers import a_count, a_number
from corridors.gate.quoted import quoted
from corridors.gate.sizes import MOST_DRAWS
from corridors.maps.colors import LORRY_COLOR, NEUTRAL_COLOR
from corridors.network.network import Network
from corridors.routes.columns import LORRY
from corridors.routes.compare import compare_corridors
from corridors.routes.comparison import Comparison, ComparisonRow
from corridors.routing.planner import Planner
from corridors.simulation.draws import Draws, dependence_of
from corridors.simulation.events import random_events
from corridors.simulation.parameters import UncertainArcs, WaysMatrix
from corridors.simulation.plans import Through, gateway_arcs, plans_of, through_corridor, without_arcs
from corridors.simulation.run import Problem
from corridors.simulation.statistics import Table
from corridors.simulation.uncertain import uncertain_arcs
from corridors.words.brief import brief
from corridors.world.gazetteer import PlaceLike
from corridors.world.selection import as_tuple, modes_of

__all__ = ["ANY", "End", "Options", "Row", "places_of", "prepared", "through_named", "whole_number"]

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
    #: of that way, and the risks and restrictions that it meets
    grade: str = ""
    caveats: str = ""

    def __repr__(self) -> str:
        return brief(self, f"{self.origin.name} - {self.destination.name} by {self.corridor}")


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
        n = whole_number("n", n, "a whole number of draws", 1)
        seed = whole_number("seed", seed, "a whole number of at least 0: the same seed gives the same draws", 0)
        if replications is None:
            replications = max(_FEWEST, -(-n // _MOST_EACH))
        replications = whole_number("replications", replications, "a whole number of at least 2", 2)
        if n < 2 * replications:
            raise OptionError(
                f"n={n}: {replications} replications need at least {2 * replications} draws; give more draws, or fewer "
                "replications (at least 2)"
            )
        if not isinstance(points, str) or points not in ("sobol", "plain"):
            raise OptionError(
                f"points={quoted(points)}: give 'sobol' (scrambled Sobol' points) or 'plain' (random numbers)"
            )
        if by is not None and (not isinstance(by, str) or by != "corridor"):
            raise OptionError(f"by={quoted(by)}: give 'corridor' for a row each, or None for the best way alone")
        share = "a share between 0 and 1, such as 0.01"
        tolerance = a_number("tolerance", tolerance, most=1, above=True, below=True, give=share)
        return cls(n, seed, replications, points, by, tolerance)


def whole_number(name: str, given: Any, wanted: str, least: int) -> int:
    """Read a whole number.

    Raises
    ------
    OptionError
        It is none, or below the least.
    """
    if name == "seed":  # may be of any length
        return a_count(name, given, least=least, most=2**63, give=wanted)
    hint = f" of at least {least}" if "at least" not in wanted else ""
    return a_count(name, given, least=least, most=MOST_DRAWS, give=f"{wanted}{hint} and at most {MOST_DRAWS:,}")


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
    table: Comparison | None = None,
) -> tuple[Problem, list[Row]]:
    """Set up the problem of a call, and the rows of its answer.

    Parameters
    ----------
    table
        The comparison whose rows are wanted, where it is there already.
    """
    base, random = random_events(network, rules, {} if events is None else events)
    planner = base.planner(**rules)
    ids = planner.core.place_index
    starts = places_of("origins", origins, ids, planner.root)
    ends = places_of("destinations", destinations, ids, planner.goal)
    pairs = [(s, t) for t in range(len(ends)) for s in range(len(starts)) if starts[s][1] is not ends[t][1]]
    if not pairs:
        raise OptionError("origins and destinations are the same place: give two different ones")
    rows, throughs, columns, groups = _rows(base, planner, rules, starts, ends, pairs, by=options.by, table=table)
    graph = planner.graph
    sources = [graph.origin_of[place.index] for _, place in starts]
    targets = [graph.destination_of[place.index] for _, place in ends]
    arcs = uncertain_arcs(
        planner, sources, targets, gateways=gateway_arcs(throughs), events=random,
        vary_value_of_time=a_flag("vary_value_of_time", vary_value_of_time),
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


End = tuple[PlaceLike, Place]


def places_of(argument: str, given: Any, ids: Container[str], find: Callable[[Any], Any]) -> list[End]:
    """Give the places asked for, each once."""
    found: dict[int, End] = {}
    asked: Any
    for asked in as_tuple(given, ids):
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
    starts: Sequence[End],
    ends: Sequence[End],
    pairs: Sequence[tuple[int, int]],
    *,
    by: str | None,
    table: Comparison | None,
) -> tuple[list[Row], list[Through], list[tuple[int, int, int]], list[list[int]]]:
    """Give the rows, what each must use, (source, plan, target) of each, and the rows of each pair."""
    shown: dict[tuple[int, int], list[ComparisonRow]] = {}
    if by is not None:
        if table is None:
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
            name = one.through or one.corridor
            through = through_named(network, planner, rules, name, one.corridor_name)
            if through is None or one.route is None:
                continue
            if name not in number:
                throughs.append(through)
                number[name] = len(throughs)
            groups[-1].append(len(rows))
            beside = _color(network, one), one.route.grade, one.caveats
            rows.append(Row(start, end, name, one.corridor_name, tuple(one.route.arcs), *beside))
            columns.append((s, number[name], t))
    return rows, throughs, columns, groups


def _color(network: Network, row: ComparisonRow) -> str:
    """Give the colour of a row in charts."""
    corridor = network._core.corridor(row.corridor, exactly=True)
    return LORRY_COLOR if row.corridor == LORRY else NEUTRAL_COLOR if corridor is None else str(corridor.row["color"])


def through_named(
    network: Network, planner: Planner, rules: Mapping[str, Any], identifier: str, name: str
) -> Through | None:
    """Give what a row of a comparison must use; None for the best of all, which has a row already."""
    if identifier == LORRY:
        wanted = modes_of(rules.get("modes"))
        modes = [mode for mode in _BY_LORRY if not wanted or mode in wanted]
        lorry = network.planner(**{**rules, "modes": modes})
        barred = [arc for arc, weight in enumerate(lorry.weights) if weight == inf and planner.weights[arc] < inf]
        return without_arcs(LORRY, name, barred)
    corridor = network._core.corridor(identifier)
    return None if corridor is None else through_corridor(planner, corridor, name)


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


def _deadlines(planner: Planner, given: Any, ends: Sequence[End]) -> list[float | None]:
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
    return a_number(name, given, above=True, give="days, a number above 0")
