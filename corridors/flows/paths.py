"""Ways with their flows, as arrays: what a method of assignment gives.

A million ways as objects would take gigabytes; here they are four arrays, and an object is made of the one
that is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["FlowPath", "Paths"]

Floats = NDArray[np.float64]


@dataclass(slots=True)
class FlowPath:
    """A way that part of a pair's demand takes."""

    pair: int
    arcs: tuple[int, ...]
    flow: float


class Paths(Sequence[FlowPath]):
    """Ways of pairs, one after another.

    Parameters
    ----------
    pair, flow
        Of each way.
    begins
        ``arcs[begins[i]:begins[i + 1]]`` are the arcs of way ``i``.
    arcs
        Arcs of all ways.

    Examples
    --------
    >>> paths = Paths.of([FlowPath(0, (4, 5), 2.0), FlowPath(1, (), 1.0)])
    >>> len(paths), paths[0].arcs, paths.arc_flows(6).tolist()
    (2, (4, 5), [0.0, 0.0, 0.0, 0.0, 2.0, 2.0])
    """

    def __init__(self, pair: ArrayLike, flow: ArrayLike, begins: ArrayLike, arcs: ArrayLike) -> None:
        self.pair = np.asarray(pair, dtype=np.int64)
        self.flow: Floats = np.asarray(flow, dtype=np.float64)
        self.begins = np.asarray(begins, dtype=np.int64)
        self.arcs = np.asarray(arcs, dtype=np.int32)

    @classmethod
    def of(cls, paths: Sequence[FlowPath]) -> Paths:
        """Give the arrays of a list of ways; arrays stay what they are."""
        if isinstance(paths, Paths):
            return paths
        begins = np.cumsum([0, *(len(path.arcs) for path in paths)])
        arcs = np.fromiter((arc for path in paths for arc in path.arcs), dtype=np.int32, count=int(begins[-1]))
        return cls([path.pair for path in paths], [path.flow for path in paths], begins, arcs)

    def __add__(self, more: Sequence[FlowPath]) -> Paths:
        """Both, one after the other."""
        other = Paths.of(more)
        return Paths(
            np.concatenate([self.pair, other.pair]),
            np.concatenate([self.flow, other.flow]),
            np.concatenate([self.begins, other.begins[1:] + self.begins[-1]]),
            np.concatenate([self.arcs, other.arcs]),
        )

    def __len__(self) -> int:
        return len(self.pair)

    @overload
    def __getitem__(self, index: int) -> FlowPath: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[FlowPath]: ...
    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        arcs = self.arcs[self.begins[index] : self.begins[index + 1]]
        return FlowPath(int(self.pair[index]), tuple(arcs.tolist()), float(self.flow[index]))

    def __iter__(self) -> Iterator[FlowPath]:
        arcs, begins = self.arcs, self.begins.tolist()
        columns = zip(self.pair.tolist(), self.flow.tolist(), begins, begins[1:], strict=False)
        for pair, flow, start, end in columns:
            yield FlowPath(pair, tuple(arcs[start:end].tolist()), flow)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Number of arcs of each way."""
        return np.diff(self.begins)

    def arc_flows(self, n_arcs: int) -> Floats:
        """Flow on every arc."""
        flows = np.zeros(n_arcs)
        for part in self._parts():
            each = np.repeat(self.flow[part], self.lengths[part])
            arcs = self.arcs[self.begins[part.start] : self.begins[part.stop]]
            flows += np.bincount(arcs, weights=each, minlength=n_arcs)
        return flows

    def served(self, n_pairs: int) -> Floats:
        """Flow of every pair."""
        return np.bincount(self.pair, weights=self.flow, minlength=n_pairs).astype(np.float64)

    def weights(self, rows: NDArray[np.int64], weights: Floats) -> Floats:
        """Weight of each way.

        Parameters
        ----------
        rows
            For each pair its row of weights.
        weights
            A row for each kind of shipment, an entry for each arc.
        """
        found = np.zeros(len(self))
        for part in self._parts():
            lengths = self.lengths[part]
            arcs = self.arcs[self.begins[part.start] : self.begins[part.stop]]
            number = np.repeat(np.arange(len(lengths)), lengths)
            each = weights[np.repeat(rows[self.pair[part]], lengths), arcs]
            found[part] = np.bincount(number, weights=each, minlength=len(lengths))
        return found

    def _parts(self) -> Iterator[slice]:
        """Stretches of ways that take little room when spread out arc by arc."""
        for start in range(0, len(self), 10_000):
            yield slice(start, min(start + 10_000, len(self)))
