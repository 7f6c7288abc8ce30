"""Room for large arrays that one block of samples after the other is worked on in."""

from __future__ import annotations

from collections.abc import Hashable
from math import prod

import numpy as np

from corridors.kernels.csr import Floats
from corridors.simulation.evaluated import Floats2

__all__ = ["Room"]


class Room:
    """Arrays by what they are for, used again: the system takes longer to give memory than it takes to fill it.

    What one block leaves in an array the next one writes over; whoever keeps a part of it copies it. `workers` is how
    many threads may fill one array, each parts of its own.

    Examples
    --------
    >>> room = Room()
    >>> first = room.array("weights", (2, 3))
    >>> np.shares_memory(first, room.array("weights", (1, 4)))
    True
    """

    def __init__(self, workers: int = 1) -> None:
        self.workers = workers
        self._held: dict[Hashable, Floats] = {}

    def array(self, name: Hashable, shape: tuple[int, int]) -> Floats2:
        """Give an array, with whatever stands in it."""
        size = prod(shape)
        held = self._held.get(name)
        if held is None or len(held) < size:
            held = self._held[name] = np.empty(size)
        return held[:size].reshape(shape)
