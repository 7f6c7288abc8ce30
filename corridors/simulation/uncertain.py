"""From a search to what varies of it: the arcs that may be on a way, each a fixed part and shapes of parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import inf

import numpy as np
from numpy.typing import NDArray

from corridors.charges.charge import Charge
from corridors.charges.ranges import expected
from corridors.errors import OptionError
from corridors.kernels.csr import Floats, Ints, arcs_by_tail
from corridors.routing.planner import Planner
from corridors.routing.weights import WeightLike
from corridors.simulation.events import RandomEvent
from corridors.simulation.parameters import Rows, Switch, UncertainArcs, Varying, charge_parts
from corridors.simulation.strands import Strand, joined

__all__ = ["as_arrays", "mix_of", "open_between", "uncertain_arcs"]


def uncertain_arcs(
    planner: Planner,
    sources: Sequence[int],
    targets: Sequence[int],
    *,
    gateways: Iterable[int] = (),
    events: Sequence[RandomEvent] = (),
    vary_value_of_time: bool = False,
) -> UncertainArcs:
    """Collect what varies of the arcs that may be on a way.

    Parameters
    ----------
    planner
        The search, with none of the random events in force.
    sources, targets
        Vertices between which ways are looked for. Arcs on no walk between any of them are left out, exactly.
    gateways
        Arcs whose ends stay, for layers are entered by them.
    events
        Events that may be in force, each with its search.
    vary_value_of_time
        Whether the value of time follows its range as well.

    Raises
    ------
    OptionError
        A weight that does not vary, or events that change the same charges.
    """
    varying = Varying()
    per_hour, per_dollar, worth = mix_of(planner.weight)
    graph = planner.graph
    kept = open_between(planner, sources, targets)
    changed, shut = _changes(planner, varying, events, set(kept))
    strands = []
    for arc in kept:
        hours, dollars = charge_parts(varying, (), (0.0, {}), (0.0, {}))
        for switch, charges in changed.get(arc) or [(None, planner.in_force.charges(arc))]:
            hours, dollars = charge_parts(varying, charges, hours, dollars, switch)
        strands.append(Strand(graph.tails[arc], graph.heads[arc], (arc,), hours, dollars, frozenset(shut.get(arc, ()))))
    protected = {end for arc in gateways for end in (graph.tails[arc], graph.heads[arc])}
    strands = joined(strands, {*sources, *targets, *protected})
    mix, shape = np.array([per_hour, per_dollar, 0.0]), -1
    if worth:
        mix, shape = _worth(planner, varying, mix, worth, vary=vary_value_of_time)
    return as_arrays(planner, varying, strands, [*sources, *targets], mix, shape)


def as_arrays(
    planner: Planner, varying: Varying, strands: Sequence[Strand], ends: Iterable[int], mix: Floats, worth: int
) -> UncertainArcs:
    """Number vertices anew and give strands as arrays, sorted by tail."""
    used = sorted({*ends, *(strand.tail for strand in strands), *(strand.head for strand in strands)})
    vertex_of = {vertex: number for number, vertex in enumerate(used)}
    tails = np.array([vertex_of[strand.tail] for strand in strands], dtype=np.int32)
    offsets, order = arcs_by_tail(len(used), tails)
    rows = [strands[k] for k in order.tolist()]
    time, cost = Rows(), Rows()
    for row in rows:
        time.add(*row.time)
        cost.add(*row.cost)
    closures = [(number, k) for k, row in enumerate(rows) for number in sorted(row.closing)]
    high = planner.graph.tariff.rates.find("value_of_time_usd_per_h", shipment=planner.graph.shipment).high
    return UncertainArcs(
        planner, varying, [row.arcs for row in rows], offsets,
        np.array([vertex_of[row.head] for row in rows], dtype=np.int32), tails[order], vertex_of,
        varying.arrays(), time.done(), cost.done(),
        np.array([number for number, _ in closures], dtype=np.int32),
        np.array([k for _, k in closures], dtype=np.int32),
        np.array([varying.limit(number) for number, _ in closures], dtype=np.float64), mix, worth, high,
    )  # fmt: skip


def mix_of(weight: WeightLike) -> tuple[float, float, float]:
    """Give what an hour, a dollar and an hour's worth weigh.

    Raises
    ------
    OptionError
        The weight counts something that is certain, such as distance.
    """
    parts: Mapping[str, float] = {weight: 1.0} if isinstance(weight, str) else weight
    other = [name for name in parts if name not in ("time", "cost", "generalised")]
    if other:
        raise OptionError(
            f"weight={weight!r} counts {', '.join(other)}, which does not vary: give 'time', 'cost', 'generalised' or "
            "a mix of these"
        )
    generalised = parts.get("generalised", 0.0)
    return parts.get("time", 0.0), parts.get("cost", 0.0) + generalised, generalised


def _worth(planner: Planner, varying: Varying, mix: Floats, share: float, *, vary: bool) -> tuple[Floats, int]:
    """Weigh hours at the value of time: certain, or a shape of its own."""
    tariff = planner.graph.tariff
    rate = tariff.rates.find("value_of_time_usd_per_h", shipment=planner.graph.shipment)
    if not vary or not rate.low < rate.high:
        mix[0] += share * tariff.value_of_time_usd_per_h
        return mix, -1
    number = varying.parameter("value of time", planner.graph.shipment)
    mix[2] = share * rate.high
    return mix, varying.shape(number, rate.low, expected(rate.low, rate.central, rate.high), rate.high)


def open_between(planner: Planner, sources: Iterable[int], targets: Iterable[int]) -> list[int]:
    """List the open arcs on walks from a source to a target."""
    graph = planner.graph
    weights, heads, tails = np.asarray(planner.weights), np.asarray(graph.heads), np.asarray(graph.tails)
    usable = np.flatnonzero(weights < inf)
    there = _reached(graph.n_vertices, tails[usable], heads[usable], sources)
    back = _reached(graph.n_vertices, heads[usable], tails[usable], targets)
    on_walk = there & back
    found: list[int] = usable[on_walk[tails[usable]] & on_walk[heads[usable]]].tolist()
    return found


def _reached(n: int, tails: Ints, heads: Ints, starts: Iterable[int]) -> NDArray[np.bool_]:
    offsets, order = arcs_by_tail(n, tails)
    ends = heads[order].tolist()
    first = offsets.tolist()
    found = np.zeros(n, dtype=np.bool_)
    queue = list(starts)
    found[queue] = True
    seen = found.tolist()
    while queue:
        vertex = queue.pop()
        for k in range(first[vertex], first[vertex + 1]):
            if not seen[ends[k]]:
                seen[ends[k]] = True
                queue.append(ends[k])
    return np.array(seen)


_Changed = dict[int, list[tuple[Switch | None, Sequence[Charge]]]]


def _changes(
    planner: Planner, varying: Varying, events: Sequence[RandomEvent], kept: AbstractSet[int]
) -> tuple[_Changed, dict[int, list[int]]]:
    """Give what events make of the charges of arcs, and by which parameters each arc is shut."""
    changed: _Changed = {}
    by: dict[int, str] = {}
    shut: dict[int, list[int]] = {}
    for event in events:
        number = varying.parameter("event", event.id, event.probability)
        other = event.planner
        for arc in kept:
            if other.weights[arc] == inf:
                shut.setdefault(arc, []).append(number)
        for arc, effects in other.in_force.concerned.items():
            if arc not in kept or not any(effect.row["id"] == event.id for effect in effects):
                continue
            if arc in by:
                raise OptionError(
                    f"events: {by[arc]} and {event.id} change the charges of the same links, which cannot be drawn "
                    "apart: keep one of them"
                )
            by[arc] = event.id
            plain, more = planner.in_force.charges(arc), other.in_force.charges(arc)
            shared = [charge for charge in more if charge in plain]
            changed[arc] = [
                (None, shared),
                (Switch(event.id, 0), [charge for charge in plain if charge not in shared]),
                (Switch(event.id, 1), [charge for charge in more if charge not in shared]),
            ]
    return changed, shut
