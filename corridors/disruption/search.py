"""Losses searched in pieces, here or on a cluster: what crosses are the numbers of arcs alone.

A piece is some losses, each after others or after none; what comes back are the ways as numbers, which the caller
turns into figures by its own search. So the answers are the same wherever they were found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from itertools import islice
from threading import Lock
from typing import Any, NamedTuple, TypeVar

from corridors.disruption.finder import Finder, Way
from corridors.disruption.pairs import Pair
from corridors.kernels.forked import watch
from corridors.network.network import Network
from corridors.network.sent import Sent
from corridors.scale.mapped import mapped
from corridors.words.progress import Progress, watched

__all__ = ["Searcher", "Task"]

_Item = TypeVar("_Item")

#: Losses of one piece: some tenths of a second of work.
_PIECE = 64

#: Of a pair the number of the ends by which it goes, and the arcs; None where there is no way.
Found = tuple[int, tuple[int, ...]] | None


class Task(NamedTuple):
    """A loss: arcs that are lost first with the pairs that they hit, then those whose loss is asked for."""

    before: frozenset[int]
    hit: tuple[int, ...]
    lost: frozenset[int]
    pairs: tuple[int, ...]


class _Question:
    """What is searched, as workers set it up for themselves."""

    def __init__(self, network: Sent, options: Mapping[str, Any], pairs: Sequence[Pair]) -> None:
        self._made_of = network, dict(options), tuple(pairs)
        self.lock = Lock()
        watch(self)

    def renew(self) -> None:
        """Let go of the lock in a forked child."""
        self.lock = Lock()

    def __reduce__(self) -> tuple[object, ...]:
        """Leave the search behind."""
        return type(self), self._made_of

    @cached_property
    def finder(self) -> Finder:
        """The search."""
        network, options, pairs = self._made_of
        return Finder(network.network.planner(**options), pairs)


def _searched(question: _Question, tasks: Sequence[Task]) -> list[dict[int, Found]]:
    """Search the losses of one piece on a worker."""
    with question.lock:
        finder = question.finder
        return [{pair: _as_numbers(finder, pair, way) for pair, way in ways.items()} for ways in _ways(finder, tasks)]


def _ways(finder: Finder, tasks: Iterable[Task]) -> Iterator[dict[int, Way | None]]:
    """Search losses one after the other; what is lost first is lost once for all that follow."""
    before, state = frozenset[int](), finder.whole
    for task in tasks:
        if task.before != before:
            before = task.before
            state = finder.whole.lose(before, task.hit) if before else finder.whole
        yield state.without(task.lost, task.pairs)


def _as_numbers(finder: Finder, pair: int, way: Way | None) -> Found:
    if way is None:
        return None
    ends = finder.ends[pair]
    return next(n for n, (root, goal, _) in enumerate(ends) if root is way.root and goal is way.goal), way.arcs


class Searcher:
    """Where losses are searched: here, or on a cluster.

    Parameters
    ----------
    finder
        The search of this process.
    network, options
        What its planner was made of.
    client
        A client of a cluster; None for here.
    """

    def __init__(self, finder: Finder, network: Network, options: Mapping[str, Any], client: Any = None) -> None:
        self.finder = finder
        self.client = client
        self._question = _Question(Sent(network), options, finder.pairs)

    def ways(self, tasks: Iterable[Task]) -> Iterator[dict[int, Way | None]]:
        """Give what the pairs of each loss do then, in the order of the losses."""
        if self.client is None:
            yield from _ways(self.finder, tasks)
            return
        with (
            Progress("pieces of the losses") as bar,
            closing(
                mapped(_searched, _pieces(tasks), common=self._question, client=self.client, progress=bar.at)
            ) as pieces,
        ):
            for piece in pieces:
                for found in piece:
                    yield {pair: self._way(pair, way) for pair, way in found.items()}

    def shown(self, items: Sequence[_Item], what: str) -> Iterator[_Item]:
        """Give items with a bar of how far the work has come; on a cluster that is told piece by piece."""
        return watched(items, what) if self.client is None else iter(items)

    def _way(self, pair: int, found: Found) -> Way | None:
        if found is None:
            return None
        root, goal, _ = self.finder.ends[pair][found[0]]
        return Way(root, goal, found[1])


def _pieces(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    left = iter(tasks)
    while piece := list(islice(left, _PIECE)):
        yield piece
