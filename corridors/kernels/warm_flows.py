"""Compiling the kernels of flows and of simulation: for arguments of the types that these give them, without a call."""

from __future__ import annotations

from typing import Any

import numpy as np

from corridors.kernels.compile import compile_for
from corridors.kernels.delays import load_all
from corridors.kernels.ordered import ordered_tree, seeded_tree
from corridors.kernels.sampled import Plans, Shapes, Sums, all_factors, all_sums, sampled_ways, share_causes
from corridors.kernels.shifts import list_differences, sweep
from corridors.kernels.tabled import tabled
from corridors.kernels.ways import add_up, describe, gather, list_needs, look, turn, weigh

__all__ = ["warm_equilibrium", "warm_samples", "warm_trees"]

_BYTE, _INTS, _LONGS = np.zeros(1, np.int8), np.zeros(1, np.int32), np.zeros(1, np.int64)
_FLOATS, _ROWS, _INT_ROWS = np.zeros(1), np.zeros((1, 1)), np.zeros((1, 1), np.int32)


def warm_trees() -> None:
    """Compile trees with ties in order."""
    compile_for(ordered_tree, 0, _INTS, _INTS, _FLOATS)
    compile_for(tabled, _INTS, _INTS, _INTS, _INTS, _INTS, _FLOATS, _FLOATS)
    compile_for(seeded_tree, _FLOATS, _INTS, _INTS, _INTS, _FLOATS)


def warm_equilibrium() -> None:
    """Compile what the user equilibrium needs."""
    law = _BYTE, _FLOATS, _FLOATS, _FLOATS, _FLOATS
    state: Any = _FLOATS, _FLOATS, _FLOATS
    spans, counts = (_LONGS, _LONGS), (_INTS, _INTS, _INTS)
    ways = _LONGS, spans, _INTS, _FLOATS, _FLOATS
    compile_for(load_all, law, *state)
    compile_for(describe, _LONGS, _INTS, _ROWS, _INTS, _LONGS, _FLOATS, _LONGS)
    compile_for(list_needs, _LONGS, _INTS, _LONGS, _INTS, _INTS)
    compile_for(gather, _LONGS, _LONGS, _INTS, _INTS)
    compile_for(turn, _LONGS, _INTS)
    compile_for(weigh, spans, _INTS, *state)
    compile_for(add_up, spans, _INTS, _FLOATS, _FLOATS)
    compile_for(
        look, (0, 0), _INTS, _INTS, _LONGS, _INTS, counts, _ROWS, _INT_ROWS, ways, (_FLOATS, _FLOATS, _INTS), _INTS
    )
    compile_for(sweep, _LONGS, _LONGS, spans, _INTS, _FLOATS, _FLOATS, law, state, (*counts, *state))
    compile_for(list_differences, _LONGS, _LONGS, spans, _INTS, counts, (_LONGS, _INTS, _FLOATS))


def warm_samples() -> None:
    """Compile what simulation needs."""
    shapes = Shapes(_INTS, _FLOATS, _FLOATS, _FLOATS, _FLOATS, _INTS, _FLOATS, _INTS)
    sums = Sums(_FLOATS, _INTS, _INTS, _FLOATS)
    plans = Plans(_INTS, _INTS, _INTS, _INTS, _INTS, _INTS, _INTS, np.zeros((1, 1), np.bool_))
    compile_for(share_causes, _ROWS, _INTS, _FLOATS, _ROWS, _ROWS)
    compile_for(all_factors, _ROWS, shapes, _ROWS)
    compile_for(all_sums, sums, _ROWS, _ROWS)
    graph = _INTS, _INTS, _INTS, _INTS, _INTS, _INTS, _INTS
    compile_for(sampled_ways, _ROWS, shapes, sums, sums, _FLOATS, 0, _INTS, _INTS, _FLOATS, *graph, plans)
