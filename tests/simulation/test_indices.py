"""Sobol' indices: a function whose indices are known, a reference, and sums whose shares are plain."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

import corridors as co
from corridors.simulation.candidates import OUTPUTS
from corridors.simulation.indices import Blocks, pick_and_freeze
from corridors.simulation.parameters import Floats2


def ishigami(uniform: Floats2) -> Floats2:
    """The test function of the field, with a = 7 and b = 0.1."""
    x = np.pi * (2 * uniform - 1)
    return (np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))[:, None]


def known() -> tuple[list[float], list[float]]:
    """First-order and total indices of it, in closed form."""
    a, b = 7.0, 0.1
    one = 0.5 * (1 + b * np.pi**4 / 5) ** 2
    two = a**2 / 8
    both = b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    whole = one + two + both
    return [one / whole, two / whole, 0.0], [(one + both) / whole, two / whole, both / whole]


@pytest.mark.parametrize("seed", range(5))
def test_ishigami_lies_within_the_intervals(seed: int) -> None:
    found = pick_and_freeze(ishigami, [[0], [1], [2]], 3, 8192, seed=seed)
    first, total = known()
    # five runs of six indices at 95 %: one and a half times the interval is 99.6 %
    assert (np.abs(found.first[:, 0] - first) <= 1.5 * found.first_half[:, 0]).all()
    assert (np.abs(found.total[:, 0] - total) <= 1.5 * found.total_half[:, 0]).all()
    assert np.abs(found.total[:, 0] - total).max() < 0.02
    assert found.variance[0] == pytest.approx(13.8446, rel=0.03)


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    first, total = known()
    held = []
    for seed in range(60):
        found = pick_and_freeze(ishigami, [[0], [1], [2]], 3, 512, seed=100 + seed)
        held += (np.abs(found.first[:, 0] - first) <= found.first_half[:, 0]).tolist()
        held += (np.abs(found.total[:, 0] - total) <= found.total_half[:, 0]).tolist()
    assert 0.88 <= np.mean(held) <= 0.99


def test_numbers_together_are_one_driver() -> None:
    def model(uniform: Floats2) -> Floats2:
        x = uniform - 0.5
        return np.column_stack([x[:, 0] + 2 * x[:, 1] + 3 * x[:, 2], x[:, 0] * x[:, 1]])

    found = pick_and_freeze(model, [[0], [1, 2], [0, 1, 2]], 3, 4096, seed=1)
    assert found.first[:, 0] == pytest.approx([1 / 14, 13 / 14, 1], abs=0.02)
    assert found.total[:, 0] == pytest.approx([1 / 14, 13 / 14, 1], abs=0.01)
    assert found.first[:, 1] == pytest.approx([0, 0, 1], abs=0.05), "a product of centred numbers is interaction alone"
    assert found.total[:, 1] == pytest.approx([1, 1, 1], abs=0.05)


def test_what_does_not_vary_has_no_indices() -> None:
    found = pick_and_freeze(lambda uniform: np.ones((len(uniform), 1)), [[0]], 1, 64, seed=1)
    assert found.first[0, 0] == found.total[0, 0] == 0


def by_salib(blocks: tuple[Blocks, ...], output: int) -> tuple[Any, Any]:
    """Give what SALib makes of the same evaluations."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from SALib.analyze import sobol

        a, b = (np.concatenate([getattr(one, name) for one in blocks])[:, output] for name in ("a", "b"))
        mixed = np.concatenate([one.mixed for one in blocks], axis=1)[:, :, output]
        rows = np.column_stack([a, *mixed, b])
        names = [f"x{k}" for k in range(len(mixed))]
        problem = {"num_vars": len(names), "names": names, "bounds": [[0, 1]] * len(names)}
        found = sobol.analyze(problem, rows.ravel(), calc_second_order=False, num_resamples=2, seed=1)
    return found["S1"], found["ST"]


def test_on_the_packaged_network_indices_are_those_of_salib() -> None:
    pytest.importorskip("SALib")  # which is of the gate, and not of the lowest versions
    parts = co.sensitivity("Tashkent", "Poti", corridors=["casca", "middle-corridor"], n=256, seed=3, progress=False)
    indices = parts._indices
    for output in range(len(OUTPUTS)):
        first, total = by_salib(indices.blocks, output)
        assert indices.first[:, output] == pytest.approx(first, abs=1e-9)
        assert indices.total[:, output] == pytest.approx(total, abs=1e-9)
    margin = parts.indices[parts.indices.output == "margin"]
    assert margin.first_order.sum() == pytest.approx(1, abs=0.25), "a margin is nearly a sum of its parts"
    assert (margin.total >= margin.first_order - (margin.first_order_high - margin.first_order_low)).all()
