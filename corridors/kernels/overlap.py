"""What ways share: stretches of some size, and ways kept of which each further one may share so much.

Arcs that lie side by side (the tracks between two stations, both directions of a road) are of one *stretch*;
an arc that is none (an operation at a place) has the number -1. Two ways share the sizes of the stretches that
both cross, as a part of the lesser of the two; of a stretch that one crosses by a longer arc, the lesser size.
Vertices belong to *places*: a way that leaves a place and comes back is no alternative.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corridors.kernels.compile import jit
from corridors.kernels.csr import Floats, Graph, Ints
from corridors.kernels.heap import grown

__all__ = [
    "Kept", "Traits", "as_traits", "differs", "keep", "nothing_kept", "plain_traits", "returns_at", "root_shares",
    "share_of", "signature",
]  # fmt: skip

Flags = NDArray[np.bool_]


class Traits(NamedTuple):
    """What arcs and vertices are part of; without stretches each way differs from every other."""

    place: Ints  # of each vertex
    stretch: Ints  # of each arc
    size: Floats  # of each arc
    n_places: int
    n_stretches: int


class Kept(NamedTuple):
    """Ways kept, by the stretches that they cross: a list of crossings for each."""

    first: Ints  # crossing of each stretch, -1 if there is none
    following: Ints  # next crossing of the same stretch
    owner: Ints
    amount: Floats
    total: Floats  # size of each way
    sign: NDArray[np.int64]
    shared: Floats  # of the way looked at, with each kept
    counts: NDArray[np.int64]  # ways, crossings


def as_traits(place: ArrayLike, stretch: ArrayLike, size: ArrayLike) -> Traits:
    """Check and convert; places and stretches are numbered from 0.

    Raises
    ------
    ValueError
        Arcs have no stretch or no size each, or a number is less than it may be.
    """
    places = np.ascontiguousarray(place, dtype=np.int32)
    stretches = np.ascontiguousarray(stretch, dtype=np.int32)
    sizes = np.ascontiguousarray(size, dtype=np.float64)
    if len(stretches) != len(sizes) or not np.all(sizes >= 0):
        raise ValueError("sizes must be numbers of at least 0, one for each arc that has a stretch or -1")
    if places.min(initial=0) < 0 or stretches.min(initial=0) < -1:
        raise ValueError("places are numbered from 0, and so are stretches (-1: none)")
    return Traits(places, stretches, sizes, int(places.max(initial=-1)) + 1, int(stretches.max(initial=-1)) + 1)


def plain_traits(graph: Graph) -> Traits:
    """Give traits by which every vertex is a place, and every way differs."""
    n = graph.n_vertices
    return Traits(np.arange(n, dtype=np.int32), np.empty(0, np.int32), np.empty(0), n, 0)


@jit
def nothing_kept(most: int, n_stretches: int) -> Kept:
    """Give room for so many ways."""
    return Kept(
        np.full(n_stretches, -1, np.int32), np.empty(256, np.int32), np.empty(256, np.int32), np.empty(256),
        np.zeros(most), np.zeros(most, np.int64), np.zeros(most), np.zeros(2, np.int64),
    )  # fmt: skip


@jit
def signature(arcs: Ints, begin: int, end: int, traits: Traits) -> int:
    """Give a number that ways over the same stretches in the same order share, and others do not."""
    one = 7
    two = 11
    if len(traits.stretch) > 0:
        for i in range(begin, end):
            stretch = int(traits.stretch[arcs[i]])
            if stretch >= 0:
                one = (one * 1_000_003 + stretch + 1) % 2_147_483_647
                two = (two * 999_983 + stretch + 1) % 2_147_483_629
    return one * 2_147_483_648 + two


@jit
def returns_at(arcs: Ints, begin: int, end: int, tails: Ints, heads: Ints, place: Ints, seen: Flags) -> int:
    """Position of the arc by which a way comes back to a place that it had left; -1 if it never does.

    `seen` is scratch, all False before and after.
    """
    found = -1
    last = end
    for i in range(begin, end):
        tail = place[tails[arcs[i]]]
        head = place[heads[arcs[i]]]
        seen[tail] = True
        if head != tail and seen[head]:
            found = i - begin
            last = i + 1
            break
    for i in range(begin, last):
        seen[place[tails[arcs[i]]]] = False
    return found


@jit
def keep(arcs: Ints, begin: int, end: int, kept: Kept, traits: Traits) -> Kept:
    """Add a way to those kept."""
    first, following, owner, amount, total, sign, shared, counts = kept
    way = counts[0]
    number = counts[1]
    sign[way] = signature(arcs, begin, end, traits)
    total[way] = 0.0
    if len(traits.stretch) > 0:
        if number + end - begin > len(following):
            room = 2 * (number + end - begin)
            following = grown(following, room)
            owner = grown(owner, room)
            amount = grown(amount, room)
        for i in range(begin, end):
            stretch = traits.stretch[arcs[i]]
            if stretch >= 0:
                following[number] = first[stretch]
                first[stretch] = number
                owner[number] = way
                amount[number] = traits.size[arcs[i]]
                total[way] += traits.size[arcs[i]]
                number += 1
    counts[0] = way + 1
    counts[1] = number
    return Kept(first, following, owner, amount, total, sign, shared, counts)


@jit
def share_of(shared: float, one: float, other: float) -> float:
    """Part of the lesser of two ways that they share; all of it where it is nothing."""
    least = min(one, other)
    return shared / least if least > 0.0 else 1.0


@jit
def add_shared(arc: int, kept: Kept, traits: Traits) -> None:
    """Add what an arc shares with each way kept."""
    stretch = traits.stretch[arc]
    if stretch >= 0:
        at = kept.first[stretch]
        while at >= 0:
            kept.shared[kept.owner[at]] += min(kept.amount[at], traits.size[arc])
            at = kept.following[at]


@jit
def differs(arcs: Ints, begin: int, end: int, kept: Kept, traits: Traits, most_overlap: float) -> bool:
    """Whether a way shares no more than allowed with each kept, and is none of them over again.

    What it shares with each is left in ``kept.shared``.
    """
    if len(traits.stretch) == 0:
        return True
    sign = signature(arcs, begin, end, traits)
    own = 0.0
    kept.shared[:] = 0.0
    for i in range(begin, end):
        add_shared(arcs[i], kept, traits)
        if traits.stretch[arcs[i]] >= 0:
            own += traits.size[arcs[i]]
    right = True
    for way in range(kept.counts[0]):
        kept.shared[way] = share_of(kept.shared[way], own, kept.total[way])
        if kept.sign[way] == sign or kept.shared[way] > most_overlap:
            right = False
    return right


@jit
def root_shares(arc: int, kept: Kept, traits: Traits) -> float:
    """Add an arc to the root looked at, and give the largest part of a way kept that every way from it shares."""
    add_shared(arc, kept, traits)
    largest = 0.0
    for way in range(kept.counts[0]):
        if kept.total[way] > 0.0:
            largest = max(largest, kept.shared[way] / kept.total[way])
    return largest
