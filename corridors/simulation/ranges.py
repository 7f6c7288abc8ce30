"""Ranges without probabilities: which charges they are of, and arcs as functions of what is taken from each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from math import isfinite
from typing import Any

import numpy as np

from corridors.changes.units import in_unit_of
from corridors.charges.charge import Charge
from corridors.errors import OptionError
from corridors.gate.choices import items_of
from corridors.gate.numbers import plain_number
from corridors.gate.quoted import quoted
from corridors.routing.planner import Planner
from corridors.simulation.parameters import Part, UncertainArcs, Varying
from corridors.simulation.strands import Strand, joined
from corridors.simulation.uncertain import as_arrays, mix_of, open_between

__all__ = ["WORTH", "Range", "ranged_arcs", "ranges_of"]

#: The name of the range of the value of time.
WORTH = "value of time"

_AMOUNT = re.compile(r"\s*((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(\D*)", re.ASCII)
_UNITS = {"time": "h", "price": "USD"}


@dataclass(frozen=True)
class Range:
    """One range.

    Attributes
    ----------
    label
        As the caller names it: ``time: border alat``, ``price: rail KZ``, ``price: road *``, ``value of time``.
    kind, pattern
        Its two parts; ``*`` stands for anything.
    low, high
        What it may be.
    unit
        ``times``: so many times what is to be expected; ``h`` or ``USD``: each charge of it becomes so much.
    """

    label: str
    kind: str
    pattern: str
    low: float
    high: float
    unit: str

    def covers(self, kind: str, group: str) -> bool:
        """Whether a group of charges is in it."""
        return kind == self.kind and (group == self.pattern or fnmatchcase(group, self.pattern))

    @property
    def words(self) -> str:
        """What was varied, with its unit."""
        unit = " times what is to be expected" if self.unit == "times" else f" {self.unit} each"
        return f"{self.low:g} to {self.high:g}{unit}"


def ranges_of(given: object) -> tuple[Range, ...]:
    """Read ranges.

    Raises
    ------
    OptionError
        A name that is no kind of charge, no two ends, or the low one above the high one.

    Examples
    --------
    >>> price, hours = ranges_of({"price: rail KZ": (0.8, 1.5), "time: border alat": ("6 h", "3 days")})
    >>> price.words, hours.words
    ('0.8 to 1.5 times what is to be expected', '6 to 72 h each')
    """
    if given is None:
        return ()
    if not isinstance(given, Mapping):
        raise OptionError(f"ranges={quoted(given)}: give a dict such as {{'price: rail KZ': (0.8, 1.5)}}")
    return tuple(_range(label, ends) for label, ends in given.items())


def _range(label: Any, ends: Any) -> Range:
    asked = f"ranges[{quoted(label)}]"
    kind, colon, pattern = str(label).partition(":")
    kind, pattern = kind.strip(), pattern.strip()
    if kind != WORTH and (kind not in _UNITS or not colon or not pattern):
        raise OptionError(
            f"{asked}: give 'time: ...' or 'price: ...' with the name of a parameter, as `simulate` lists "
            f"them (`.parameters`), such as 'time: border alat' or 'price: rail *', or {WORTH!r}"
        )
    both = None if isinstance(ends, (set, frozenset)) else items_of(ends)
    if both is None or len(both) != 2:
        raise OptionError(f"{asked}={quoted(ends)}: give two ends, such as (0.8, 1.5) or ('6 h', '72 h')")
    (low, unit), (high, other) = (_end(asked, kind, end) for end in both)
    if unit != other:
        raise OptionError(f"{asked}={quoted(ends)}: give both ends alike, as numbers or with a unit")
    if low > high:
        raise OptionError(f"{asked}={quoted(ends)}: the low end is above the high one; give them the other way")
    return Range(str(label), kind, pattern, low, high, unit)


def _end(asked: str, kind: str, end: Any) -> tuple[float, str]:
    number = plain_number(end)
    if number is not None:
        if isfinite(number) and number >= 0:
            return float(number), "times"
    elif isinstance(end, str) and (match := _AMOUNT.fullmatch(end[:200])) is not None and kind in _UNITS:
        amount, unit = float(match[1]), match[2].strip()
        if not unit:
            return amount, "times"
        try:
            return amount * in_unit_of(unit, _UNITS[kind]), _UNITS[kind]
        except ValueError as error:
            raise OptionError(f"{asked}: {error}") from None
    unit = f", or an amount such as '6 {_UNITS[kind]}'" if kind in _UNITS else ""
    raise OptionError(f"{asked}: {quoted(end)} is no end; give a factor of at least 0 such as 1.5{unit}")


class _Linear:
    """Charges as a fixed part and so much of each range."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        self.ranges = ranges
        self.varying = Varying()
        self.numbers = [self.varying.parameter(one.kind, one.label) for one in ranges]
        self.seen: set[tuple[str, str]] = set()
        self._of: dict[tuple[str, str], int | None] = {}

    def range_of(self, kind: str, group: str) -> int | None:
        """Give the number of the range that a group of charges is in."""
        key = kind, group
        if key not in self._of:
            self.seen.add(key)
            mine = [k for k, one in enumerate(self.ranges) if one.covers(kind, group)]
            if len(mine) > 1:
                names = " and ".join(repr(self.ranges[k].label) for k in mine)
                raise OptionError(f"ranges: {kind}: {group} is in {names}; keep one of them, or narrow one")
            self._of[key] = mine[0] if mine else None
        return self._of[key]

    def parts(self, charges: Iterable[Charge]) -> tuple[Part, Part]:
        """Add up charges."""
        fixed = [0.0, 0.0]
        hangs: tuple[dict[int, float], dict[int, float]] = ({}, {})
        for charge in charges:
            group = charge.group or f"{charge.kind} {charge.label}"
            for which, kind, name, mean in (
                (0, "time", group, charge.time_h), (1, "price", charge.price_group or group, charge.cost_usd),
            ):  # fmt: skip
                if not mean:
                    continue
                k = self.range_of(kind, name)
                if k is None:
                    fixed[which] += mean
                    continue
                shape = self.varying.linear(self.numbers[k])
                more = mean if self.ranges[k].unit == "times" else 1.0
                hangs[which][shape] = hangs[which].get(shape, 0.0) + more
        return (fixed[0], hangs[0]), (fixed[1], hangs[1])


def ranged_arcs(
    planner: Planner, sources: Sequence[int], targets: Sequence[int], ranges: Sequence[Range], gateways: Iterable[int]
) -> tuple[UncertainArcs, set[tuple[str, str]]]:
    """Collect the arcs that may be on a way; a number of a future is what is taken from the range itself.

    Returned are the arcs, and the groups of charges (kind, name) that there are.

    Raises
    ------
    OptionError
        A group of charges is in two ranges, or the weight counts what does not vary.
    """
    per_hour, per_dollar, worth = mix_of(planner.weight)
    linear, graph = _Linear(ranges), planner.graph
    strands = [
        Strand(graph.tails[arc], graph.heads[arc], (arc,), *linear.parts(planner.in_force.charges(arc)), frozenset())
        for arc in open_between(planner, sources, targets)
    ]
    protected = {end for arc in gateways for end in (graph.tails[arc], graph.heads[arc])}
    strands = joined(strands, {*sources, *targets, *protected})
    usd_per_h = graph.tariff.value_of_time_usd_per_h
    mix, shape = np.array([per_hour + worth * usd_per_h, per_dollar, 0.0]), -1
    own = [k for k, one in enumerate(ranges) if one.kind == WORTH]
    if own:
        mix = np.array([per_hour, per_dollar, worth * usd_per_h])
        shape = linear.varying.linear(linear.numbers[own[0]])
    arcs = as_arrays(planner, linear.varying, strands, [*sources, *targets], mix, shape)
    return replace(arcs, worth_high_usd=usd_per_h), linear.seen
