"""What varies: the parameters, and the hours and dollars of arcs and ways as sums of shapes of them.

A *parameter* is what moves together: one railway's speed, one border, one port, one vessel, one market's prices, an
event that may be in force. Each is one standard normal number a sample. A charge at the group's quantile is a
*shape* of that number times its P90, so an arc is a fixed part and so much of some shapes, and so is a way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from corridors.charges.charge import Charge
from corridors.kernels.adding import total_of
from corridors.kernels.csr import Floats, Ints
from corridors.kernels.sampled import Shapes, Sums
from corridors.simulation.evaluated import Floats2, all_factor_rows, some_shapes, sum_rows
from corridors.simulation.shapes import Shape, shape_of

if TYPE_CHECKING:
    from corridors.routing.planner import Planner

__all__ = [
    "KINDS",
    "Floats2",
    "Parameter",
    "Part",
    "Rows",
    "Switch",
    "UncertainArcs",
    "Varying",
    "WaysMatrix",
    "charge_parts",
]

#: What a parameter moves.
KINDS = ("time", "price", "event", "value of time")

_DIGITS = 9
_BENDS = ("middle", "below", "above", "tail")


class Parameter(NamedTuple):
    """One thing that varies.

    Attributes
    ----------
    kind
        One of `KINDS`.
    name
        The group, as in charges: ``rail KZ``, ``border yallama-saryagash``, ``lane far-east--mediterranean forward``.
    probability
        Of an event, how likely it is in force when a shipment passes.
    """

    kind: str
    name: str
    probability: float | None = None

    @property
    def label(self) -> str:
        """Kind and name, such as ``time: rail KZ``."""
        return f"{self.kind}: {self.name}"


class Switch(NamedTuple):
    """A charge that counts while an event is in force (`when` 1), or while it is not (0)."""

    event: str
    when: int


class WaysMatrix(NamedTuple):
    """Hours and dollars of given ways as functions of the draws."""

    shapes: Shapes
    time: Sums
    cost: Sums
    #: closed where number `closing` is at most `limit`: (way, number, limit)
    closing: Ints
    closed: Ints
    limits: Floats

    def evaluate(self, z: Floats2) -> tuple[Floats2, Floats2]:
        """Give hours and dollars by (sample, way) for rows of standard normal numbers; infinite while shut."""
        factor = all_factor_rows(z, self.shapes)
        hours, dollars = (sum_rows(part, factor) for part in (self.time, self.cost))
        for way, number, limit in zip(self.closed, self.closing, self.limits, strict=True):
            shut = z[:, number] <= limit
            hours[shut, way] = np.inf
            dollars[shut, way] = np.inf
        return hours, dollars


class Varying:
    """Parameters and shapes, collected once each."""

    def __init__(self) -> None:
        self.parameters: list[Parameter] = []
        self._number: dict[tuple[str, str], int] = {}
        self._rows: list[tuple[int, Shape, Switch | None]] = []
        self._known: dict[tuple[int, float, float, Switch | None], int] = {}
        self.charges: list[int] = []  # how many charges hang on each parameter
        self.unkept: list[tuple[str, str, float, float, float]] = []

    def parameter(self, kind: str, name: str, probability: float | None = None) -> int:
        """Give the number of a parameter."""
        found = self._number.get((kind, name))
        if found is None:
            found = self._number[kind, name] = len(self.parameters)
            self.parameters.append(Parameter(kind, name, probability))
            self.charges.append(0)
        return found

    def shape(self, number: int, low: float, mean: float, high: float, switch: Switch | None = None) -> int:
        """Give the number of the shape of a figure that varies."""
        key = number, round(low / high, _DIGITS), round(mean / high, _DIGITS), switch
        found = self._known.get(key)
        if found is None:
            made = shape_of(low, mean, high)
            if not made.kept:
                parameter = self.parameters[number]
                self.unkept.append((parameter.kind, parameter.name, low, mean, high))
            found = self._known[key] = len(self._rows)
            self._rows.append((number, made, switch))
        self.charges[number] += 1
        return found

    def named(self, shape: int) -> tuple[Parameter, Shape]:
        """Give the parameter that a shape follows, and the shape."""
        number, made, _ = self._rows[shape]
        return self.parameters[number], made

    def linear(self, number: int) -> int:
        """Give the number of the shape that is a number itself, not below zero."""
        key = number, -1.0, -1.0, None
        if key not in self._known:
            self._known[key] = len(self._rows)
            self._rows.append((number, Shape(0.0, 1.0, 1.0, 1.0), None))
        self.charges[number] += 1
        return self._known[key]

    def constant(self, switch: Switch) -> int:
        """Give the number of the shape of what is certain while an event is in force, or is not."""
        key = -1, 1.0, 1.0, switch
        if key not in self._known:
            self._known[key] = len(self._rows)
            self._rows.append((-1, Shape(1.0, 0.0, 0.0, 1.0), switch))
        return self._known[key]

    def arrays(self) -> Shapes:
        """Give the shapes for kernels."""
        rows = self._rows
        switches = [self._switch(switch) for _, _, switch in rows]
        bends = [np.array([getattr(shape, part) for _, shape, _ in rows], dtype=np.float64) for part in _BENDS]
        return Shapes(
            np.array([number for number, _, _ in rows], dtype=np.int32),
            bends[0],
            bends[1],
            bends[2],
            bends[3],
            np.array([number for number, _, _ in switches], dtype=np.int32),
            np.array([limit for _, limit, _ in switches], dtype=np.float64),
            np.array([when for _, _, when in switches], dtype=np.int32),
        )

    def limit(self, number: int) -> float:
        """Up to which standard normal number an event is in force."""
        probability = self.parameters[number].probability
        assert probability is not None
        return -np.inf if probability <= 0 else np.inf if probability >= 1 else NormalDist().inv_cdf(probability)

    def _switch(self, switch: Switch | None) -> tuple[int, float, int]:
        if switch is None:
            return -1, 0.0, 0
        number = self._number["event", switch.event]
        return number, self.limit(number), switch.when


class Rows:
    """Sums under construction."""

    def __init__(self) -> None:
        self.fixed: list[float] = []
        self.begin = [0]
        self.shape: list[int] = []
        self.scale: list[float] = []

    def add(self, fixed: float, parts: Mapping[int, float]) -> None:
        """Add a row."""
        self.fixed.append(fixed)
        self.shape += parts.keys()
        self.scale += parts.values()
        self.begin.append(len(self.shape))

    def done(self) -> Sums:
        """Give the rows as arrays."""
        return Sums(
            np.array(self.fixed, dtype=np.float64), np.array(self.begin, dtype=np.int32),
            np.array(self.shape, dtype=np.int32), np.array(self.scale, dtype=np.float64),
        )  # fmt: skip


Part = tuple[float, dict[int, float]]


def charge_parts(
    varying: Varying, charges: Iterable[Charge], time: Part, cost: Part, switch: Switch | None = None
) -> tuple[Part, Part]:
    """Add charges to the fixed and varying parts of hours and dollars."""
    (hours, slow), (dollars, dear) = time, cost
    for charge in charges:
        group = charge.group or f"{charge.kind} {charge.label}"
        low, mean, high = charge.time_h_low, charge.time_h, charge.time_h_high
        if low < high:
            shape = varying.shape(varying.parameter("time", group), low, mean, high, switch)
            slow[shape] = slow.get(shape, 0.0) + high
        elif switch is None:
            hours += mean
        elif mean:
            shape = varying.constant(switch)
            slow[shape] = slow.get(shape, 0.0) + mean
        low, mean, high = charge.cost_usd_low, charge.cost_usd, charge.cost_usd_high
        if low < high:
            number = varying.parameter("price", charge.price_group or group)
            shape = varying.shape(number, low, mean, high, switch)
            dear[shape] = dear.get(shape, 0.0) + high
        elif switch is None:
            dollars += mean
        elif mean:
            shape = varying.constant(switch)
            dear[shape] = dear.get(shape, 0.0) + mean
    return (hours, slow), (dollars, dear)


@dataclass(frozen=True)
class UncertainArcs:
    """The arcs that may be on a way, with what varies of each.

    Attributes
    ----------
    planner
        The search at what is to be expected.
    parameters
        What varies, in the order of the numbers of a draw.
    arcs
        Of each arc here the arcs in the planner's graph that it joins, in travel order; vertices are numbered anew.
    offsets, heads, tails
        The graph of these arcs.
    vertex_of
        Number here of each vertex kept of the planner's graph.
    shapes, time, cost
        Hours and dollars of each arc.
    closing, closed, limits
        Arc ``closed[k]`` may not be used where number ``closing[k]`` is at most ``limits[k]``.
    mix, worth
        What an hour and a dollar weigh, and which shape the value of time follows (-1: it is certain).
    hour_usd
        The value of time, where the planner was left behind.
    """

    planner: Planner
    varying: Varying
    arcs: list[tuple[int, ...]]
    offsets: Ints
    heads: Ints
    tails: Ints
    vertex_of: dict[int, int]
    shapes: Shapes
    time: Sums
    cost: Sums
    closing: Ints
    closed: Ints
    limits: Floats
    mix: Floats
    worth: int
    worth_high_usd: float = 0.0
    hour_usd: float | None = None

    def light(self) -> UncertainArcs:
        """Give what searching takes, without the planner and with it the network; ways cannot be told by it."""
        hour_usd = self.planner.graph.tariff.value_of_time_usd_per_h
        gone: Any = None
        return replace(self, planner=gone, varying=Varying(), arcs=[], vertex_of={}, hour_usd=hour_usd)

    @property
    def parameters(self) -> list[Parameter]:
        """What varies, in the order of the numbers of a draw."""
        return self.varying.parameters

    def ends(self, vertices: Iterable[int]) -> Ints:
        """Give the numbers here of vertices of the planner's graph."""
        return np.array([self.vertex_of[vertex] for vertex in vertices], dtype=np.int32)

    def given(self) -> tuple[Any, ...]:
        """Give what kernels take to weigh the arcs of a sample."""
        return (
            self.shapes, self.time, self.cost, self.mix, self.worth, self.closing, self.closed, self.limits,
        )  # fmt: skip

    def weigh(self, z: Floats2, hours: Floats2, dollars: Floats2) -> Floats2:
        """Weigh hours and dollars by (sample, way)."""
        per_hour = self.worth_of_hour(z)[:, None]
        with np.errstate(invalid="ignore"):  # nothing times a way that is shut
            weight = per_hour * hours + self.mix[1] * dollars
        return np.where(np.isinf(hours), np.inf, weight)

    def worth_of_hour(self, z: Floats2) -> Floats:
        """Give what an hour weighs in each sample."""
        worth = np.full(len(z), self.mix[0])
        if self.worth >= 0:
            one = some_shapes(self.shapes, slice(self.worth, self.worth + 1))
            worth += self.mix[2] * all_factor_rows(z, one)[:, 0]
        return worth

    def usd_per_hour(self, z: Floats2) -> Floats:
        """Give the value of time in each sample, whatever is minimised."""
        if self.worth < 0:
            known = self.hour_usd
            return np.full(len(z), self.planner.graph.tariff.value_of_time_usd_per_h if known is None else known)
        share = self.mix[2] / self.worth_high_usd
        worth: Floats = (self.worth_of_hour(z) - self.mix[0]) / share
        return worth

    @cached_property
    def into(self) -> tuple[Ints, Ints]:
        """The arcs to each vertex: where those of each begin, and all of them."""
        begin = np.concatenate([[0], np.cumsum(np.bincount(self.heads, minlength=len(self.offsets) - 1))])
        return begin.astype(np.int32), np.argsort(self.heads, kind="stable").astype(np.int32)

    @cached_property
    def _starting(self) -> dict[int, list[int]]:
        """Arcs here by the first arc that they join."""
        starting: dict[int, list[int]] = {}
        for number, strand in enumerate(self.arcs):
            starting.setdefault(strand[0], []).append(number)
        return starting

    def strands_of(self, way: Sequence[int]) -> list[int]:
        """Give a way over the planner's graph by the numbers of the arcs here.

        Raises
        ------
        ValueError
            It is none of these arcs.
        """
        starting = self._starting
        found: list[int] = []
        at, arcs = 0, tuple(way)
        while at < len(arcs):
            fits = [k for k in starting.get(arcs[at], ()) if arcs[at : at + len(self.arcs[k])] == self.arcs[k]]
            if not fits:
                raise ValueError(f"arc {arcs[at]} of the way is not among the arcs that vary")
            found.append(max(fits, key=lambda k: len(self.arcs[k])))
            at += len(self.arcs[found[-1]])
        return found

    def arcs_of(self, strands: Iterable[int]) -> list[int]:
        """Give a way by the numbers of the planner's graph."""
        return [arc for strand in strands for arc in self.arcs[strand]]

    def ways_matrix(self, ways: Sequence[Sequence[int]]) -> WaysMatrix:
        """Give hours and dollars of ways (arcs by their number here) as functions of the draws."""
        sums = []
        for part in (self.time, self.cost):
            rows = Rows()
            for way in ways:
                total: dict[int, float] = {}
                for arc in way:
                    for k in range(part.begin[arc], part.begin[arc + 1]):
                        shape = int(part.shape[k])
                        total[shape] = total.get(shape, 0.0) + float(part.scale[k])
                rows.add(float(total_of(part.fixed[arc] for arc in way)), dict(sorted(total.items())))
            sums.append(rows.done())
        closing = []
        for row, way in enumerate(ways):
            on_way = np.isin(self.closed, np.asarray(way, dtype=np.int32))
            closing += sorted({(row, int(self.closing[k]), float(self.limits[k])) for k in np.flatnonzero(on_way)})
        used = np.unique(np.concatenate([sums[0].shape, sums[1].shape]))
        new = np.full(len(self.shapes.number), -1, dtype=np.int32)
        new[used] = np.arange(len(used), dtype=np.int32)
        return WaysMatrix(
            some_shapes(self.shapes, used),
            sums[0]._replace(shape=new[sums[0].shape]),
            sums[1]._replace(shape=new[sums[1].shape]),
            np.array([number for _, number, _ in closing], dtype=np.int32),
            np.array([way for way, _, _ in closing], dtype=np.int32),
            np.array([limit for _, _, limit in closing], dtype=np.float64),
        )  # fmt: skip
