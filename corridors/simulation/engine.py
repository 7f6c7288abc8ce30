"""The exact best way of every sample: blocks of samples in threads, taken in in their order.

A block is a fixed number of samples of one replication; what comes of it follows from its numbers alone, and blocks
are added up in the order of their numbers. So the answer is the same for any number of threads.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import islice
from threading import Lock
from typing import TypeVar

from corridors.gate.numbers import a_count
from corridors.kernels.compile import NEVER, meanwhile, numba_available, ready
from corridors.kernels.csr import Ints
from corridors.kernels.forked import renew_by
from corridors.kernels.sampled import Plans, sampled_ways
from corridors.scale.threads import in_order
from corridors.simulation.best import Best
from corridors.simulation.draws import BLOCK, Draws
from corridors.simulation.evaluated import Floats2
from corridors.simulation.one_by_one import ways_one_by_one
from corridors.simulation.parameters import UncertainArcs
from corridors.simulation.room import Room
from corridors.simulation.together import ways_together

__all__ = ["Best", "Given", "at_a_time", "best_ways", "grouped", "number_of_workers", "searched"]

#: A block of uniform numbers: replication, first sample in it, rows.
Given = tuple[int, int, Floats2]

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")

#: Samples that are worked on together, at most.
_TOGETHER = 2048

#: Arcs of a graph from which on nothing is answered before the kernel is compiled.
_LARGE = 50_000

#: Seconds of the processor from which on compiling pays: the kernel takes eight of them, in the way of plain work, and
#: is quicker by its threads alone.
_PATIENCE_S = 20.0

#: Samples that are searched one by one: of more, whole arrays are quicker.
_FEW = 40


_in_turn = Lock()


@renew_by
def _renew() -> None:
    """Begin with a lock of one's own in a forked child."""
    global _in_turn
    _in_turn = Lock()


def number_of_workers(asked: int | None) -> int:
    """Give how many threads to use: as many as there are processors by default, one where nothing is compiled.

    Raises
    ------
    OptionError
        No whole number of at least 1.
    """
    asked = (
        None if asked is None else a_count("workers", asked, least=1, give="a whole number of threads of at least 1")
    )
    if not numba_available():
        return 1
    return asked or os.cpu_count() or 1


def grouped(draws: Draws) -> Iterator[list[Given]]:
    """Give uniform numbers block by block, as many blocks together as are searched at a time."""
    every = ((r, first, uniform) for r in range(draws.replications) for first, uniform in draws.blocks(r))
    while group := list(islice(every, at_a_time() // min(BLOCK, draws.each))):
        yield group


def at_a_time() -> int:
    """Give how many samples to search at a time: many before anything is compiled, else a block for each thread."""
    return BLOCK if ready(sampled_ways) else _TOGETHER


def searched(work: Callable[[_Given], _Made], given: Iterable[_Given], workers: int) -> Generator[_Made]:
    """Search what is given in its order: by one thread until the kernel is compiled, and by all of them from then on.

    Whole arrays in several threads are in each other's way: numpy lets go of the interpreter for every row.
    """
    waiting = iter(given)
    for one in waiting:
        yield work(one)
        if workers > 1 and ready(sampled_ways):
            yield from in_order(work, waiting, workers)


def best_ways(
    arcs: UncertainArcs, z: Floats2, sources: Ints, targets: Ints, plans: Plans,
    told: Callable[[int], object] = bool, room: Room | None = None,
) -> Best:  # fmt: skip
    """Find the best way of every sample from every source to every target, by any way and by every plan.

    `told` hears now and then for how many samples that is done, where whole arrays take their time; those of the next
    block may go into the same `room`.
    """
    given = z, *arcs.given(), sources, targets, arcs.offsets, arcs.heads, arcs.tails, *arcs.into, plans

    def alone() -> Best:
        if len(z) <= _FEW:
            return ways_one_by_one(arcs, z, sources, targets, plans)
        with _in_turn:  # whole arrays in several threads are in each other's way
            return ways_together(arcs, z, sources, targets, plans, told, room)

    large = 0 if len(arcs.heads) > _LARGE else NEVER
    return Best(*meanwhile(sampled_ways, given, alone, large, patience_s=_PATIENCE_S))
