"""Arcs joined to strands: vertices that no choice is made at are taken out, so that trees are small.

A vertex is taken out where joining every arc into it with every arc out of it gives no more arcs than there were. A
way that turns back at once is not joined, for no best way does. Every best way stays, with the same hours and dollars.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from corridors.simulation.parameters import Part

__all__ = ["Strand", "joined"]

#: Arcs in or out of a vertex that is taken out, at most.
_MOST = 6


@dataclass(slots=True, eq=False)
class Strand:
    """Arcs in a row, with what varies of them."""

    tail: int
    head: int
    arcs: tuple[int, ...]
    time: Part
    cost: Part
    closing: frozenset[int]

    def then(self, other: Strand) -> Strand:
        """Give both in a row."""
        return Strand(
            self.tail,
            other.head,
            self.arcs + other.arcs,
            _added(self.time, other.time),
            _added(self.cost, other.cost),
            self.closing | other.closing,
        )


def joined(strands: Iterable[Strand], keep: Iterable[int]) -> list[Strand]:
    """Take out what vertices can be, but for those to keep; strands come in the order of their first arcs.

    Examples
    --------
    >>> nothing = (0.0, {})
    >>> line = [Strand(v, v + 1, (v,), nothing, nothing, frozenset()) for v in range(3)]
    >>> [(strand.tail, strand.head, strand.arcs) for strand in joined(line, keep=[0, 3])]
    [(0, 3, (0, 1, 2))]
    """
    out: dict[int, list[Strand]] = {}
    into: dict[int, list[Strand]] = {}
    for strand in strands:
        if strand.tail != strand.head:
            out.setdefault(strand.tail, []).append(strand)
            into.setdefault(strand.head, []).append(strand)
    kept = set(keep)
    queue = deque(sorted({*out, *into} - kept))
    waiting = set(queue)
    while queue:
        vertex = queue.popleft()
        waiting.discard(vertex)
        before, after = into.get(vertex, []), out.get(vertex, [])
        if max(len(before), len(after)) > _MOST:
            continue
        pairs = [(a, b) for a in before for b in after if a.tail != b.head]
        if len(pairs) > max(len(before), len(after), 2):
            continue
        touched = {strand.tail for strand in before} | {strand.head for strand in after}
        for strand in before:
            out[strand.tail].remove(strand)
        for strand in after:
            into[strand.head].remove(strand)
        out.pop(vertex, None)
        into.pop(vertex, None)
        for a, b in pairs:
            made = a.then(b)
            out.setdefault(made.tail, []).append(made)
            into.setdefault(made.head, []).append(made)
        for other in sorted(touched - kept - waiting):
            waiting.add(other)
            queue.append(other)
    return sorted((strand for row in out.values() for strand in row), key=lambda strand: (strand.tail, strand.arcs))


def _added(one: Part, other: Part) -> Part:
    if not other[1]:
        return one[0] + other[0], one[1]
    total = dict(one[1])
    for shape, scale in other[1].items():
        total[shape] = total.get(shape, 0.0) + scale
    return one[0] + other[0], total
