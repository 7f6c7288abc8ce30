"""Which single assumption would make another way of a comparison the best, all others as they are expected.

Ways are held as they stand in the comparison: nothing is searched, so it takes milliseconds and no extra. What moves
together, one railway's prices or one border's hours, is moved together on all ways that hang on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from statistics import NormalDist
from typing import NamedTuple

from corridors.charges.model import Place
from corridors.errors import OptionError
from corridors.kernels.adding import total_of
from corridors.routes.comparison import Comparison, ComparisonRow
from corridors.simulation.parameters import Varying, charge_parts
from corridors.simulation.shapes import Shape
from corridors.simulation.turning import FARTHEST
from corridors.simulation.uncertain import mix_of

__all__ = ["Turn", "Turns", "turns_of"]

_STEP = 0.125  # standard deviations between two looks; between two that differ lies a turn
_HALVINGS = 50

_Key = tuple[str, str]


class Turn(NamedTuple):
    """A figure whose other value makes another way the best.

    Attributes
    ----------
    kind, name
        ``time`` or ``price``, and what moves together: ``rail KZ``, ``border yallama-saryagash``.
    best
        The row that is the best beyond.
    of
        The row on whose way the figures below are: of the two, that which hangs on it more.
    expected, value
        What it comes to there as expected, and where the ranking turns: hours, or dollars.
    probability
        How likely it lies beyond.
    sources
        Ids of the sources of the figure.
    """

    kind: str
    name: str
    best: ComparisonRow
    of: ComparisonRow
    expected: float
    value: float
    probability: float
    sources: tuple[str, ...]


class Turns(NamedTuple):
    """What would change the answer between two places.

    Attributes
    ----------
    best
        The row of least weight.
    turns
        Figures that make another row the best by themselves, the likeliest first.
    worth_usd_per_h
        What an hour counts in the ranking; infinite where hours alone count.
    above, below
        What an hour must be worth more, or less, than for another row to be the best, in dollars, and that row; None
        where no worth does it.
    """

    best: ComparisonRow
    turns: tuple[Turn, ...]
    worth_usd_per_h: float
    above: tuple[float, ComparisonRow] | None
    below: tuple[float, ComparisonRow] | None


def turns_of(comparison: Comparison) -> dict[tuple[Place, Place], Turns]:
    """Find what would change the answer of each pair that has more than one way.

    A figure is looked for up to four standard deviations from P50. Corridors that have another way of their own may
    hold out longer than it says: `corridors.sensitivity` searches each value exactly, for two corridors.

    Parameters
    ----------
    comparison
        What `compare_corridors` gave; of several criteria the first counts.

    Raises
    ------
    OptionError
        The comparison was read from a pickle, or its weight does not vary, such as distance.

    Examples
    --------
    >>> import corridors as co
    >>> table = co.compare_corridors("Tashkent", "Poti", corridors=["casca", "middle-corridor"])
    >>> [found] = turns_of(table).values()
    >>> found.best is table[0], found.turns[0].best is table[1], 0 < found.turns[0].probability < 1
    (True, True, True)
    """
    again = comparison._again
    if again is None:
        raise OptionError("this comparison was read from a pickle, which holds no network: compare again")
    planner = again.network.planner(**again.rules)
    per_hour, per_dollar, worth = mix_of(planner.weight)
    per_hour += worth * planner.graph.tariff.value_of_time_usd_per_h
    found = {}
    for pair in comparison.pairs:
        ways: dict[tuple[int, ...], _Way] = {}
        for row in comparison:
            if (row.origin, row.destination) == pair and row.route is not None and not row.same_as:
                ways.setdefault(tuple(row.route.arcs), _way(row, per_hour, per_dollar))
        if len(ways) > 1:
            found[pair] = _turns(list(ways.values()), per_hour, per_dollar)
    return found


@dataclass(frozen=True)
class _Part:
    """What of a way hangs on one parameter: so many hours or dollars at P90 of each shape."""

    shapes: tuple[tuple[float, Shape], ...]
    weighs: float
    sources: tuple[str, ...]

    @property
    def mean(self) -> float:
        return total_of(scale * shape.mean for scale, shape in self.shapes)

    def at(self, z: float) -> float:
        return total_of(scale * shape.at(z) for scale, shape in self.shapes)


@dataclass(frozen=True)
class _Way:
    row: ComparisonRow
    hours: float
    dollars: float
    weight: float
    parts: dict[_Key, _Part]

    def with_figure(self, key: _Key, z: float) -> float:
        """Weigh it with one parameter at a standard normal number, all others as expected."""
        part = self.parts.get(key)
        return self.weight if part is None else self.weight + part.weighs * (part.at(z) - part.mean)


def _way(row: ComparisonRow, per_hour: float, per_dollar: float) -> _Way:
    route = row.route
    assert route is not None
    charges = [step.charge for step in route.steps]
    varying = Varying()
    (_, slow), (_, dear) = charge_parts(varying, charges, (0.0, {}), (0.0, {}))
    shapes: dict[_Key, list[tuple[float, Shape]]] = {}
    for part in (slow, dear):
        for number, scale in part.items():
            parameter, shape = varying.named(number)
            shapes.setdefault((parameter.kind, parameter.name), []).append((scale, shape))
    sources: dict[_Key, dict[str, None]] = {}
    for charge in charges:
        group = charge.group or f"{charge.kind} {charge.label}"
        sources.setdefault(("time", group), {}).update(dict.fromkeys(charge.time_sources))
        sources.setdefault(("price", charge.price_group or group), {}).update(dict.fromkeys(charge.cost_sources))
    weighs = {"time": per_hour, "price": per_dollar}
    parts = {
        key: _Part(tuple(found), weighs[key[0]], tuple(sources[key])) for key, found in shapes.items() if weighs[key[0]]
    }
    hours, dollars = route.time_h, route.cost_usd
    return _Way(row, hours, dollars, per_hour * hours + per_dollar * dollars, parts)


def _turns(ways: Sequence[_Way], per_hour: float, per_dollar: float) -> Turns:
    best, *others = sorted(ways, key=lambda way: way.weight)
    keys = dict.fromkeys(key for way in ways for key in way.parts)
    turns = [turn for key in keys for turn in _turn(key, best, others)]
    worth = per_hour / per_dollar if per_dollar else inf
    above, below = _worth(best, others, worth)
    return Turns(best.row, tuple(sorted(turns, key=lambda turn: -turn.probability)), worth, above, below)


def _turn(key: _Key, best: _Way, others: Sequence[_Way]) -> list[Turn]:
    """Look outwards from what is expected; of a turn to each side the likelier one is told."""
    largest = max((best, *others), key=lambda way: way.parts[key].mean if key in way.parts else -inf)
    usual = _halved(lambda z: largest.parts[key].at(z) >= largest.parts[key].mean, -FARTHEST, FARTHEST)

    def turned(z: float) -> bool:
        mine = best.with_figure(key, z)
        return any(way.with_figure(key, z) < mine for way in others)

    found = []
    for side in (1, -1):
        looks = [usual + side * _STEP * n for n in range(1, int(2 * FARTHEST / _STEP))]
        beyond = next((z for z in looks if abs(z) <= FARTHEST and turned(z)), None)
        if beyond is None:
            continue
        near = beyond - side * _STEP
        z = near if turned(near) else _halved(turned, near, beyond)
        winner = min(others, key=lambda way: way.with_figure(key, z))
        most = max((best, winner), key=lambda way: way.parts[key].mean if key in way.parts else -inf)
        part = most.parts[key]
        chance = NormalDist().cdf(-z if side > 0 else z)
        found.append(Turn(*key, winner.row, most.row, part.mean, part.at(z), chance, part.sources))
    return [max(found, key=lambda turn: turn.probability)] if found else []


def _halved(holds: Callable[[float], bool], before: float, beyond: float) -> float:
    """Give from where on something holds, which does not before and does beyond."""
    for _ in range(_HALVINGS):
        middle = (before + beyond) / 2
        before, beyond = (before, middle) if holds(middle) else (middle, beyond)
    return beyond


def _worth(best: _Way, others: Sequence[_Way], worth: float) -> tuple[tuple[float, ComparisonRow] | None, ...]:
    """Give above and below which worth of an hour another row is the best."""
    above = [
        ((way.dollars - best.dollars) / (best.hours - way.hours), way.row) for way in others if way.hours < best.hours
    ]
    below = [
        ((best.dollars - way.dollars) / (way.hours - best.hours), way.row) for way in others if way.hours > best.hours
    ]
    least = min((one for one in above if one[0] >= worth), key=lambda one: one[0], default=None)
    most = max((one for one in below if 0 < one[0] <= worth), key=lambda one: one[0], default=None)
    return least, most
