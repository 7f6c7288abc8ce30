"""Boxes: found where they were hidden, and as good as those of the field's workbench."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from corridors.errors import OptionError
from corridors.simulation.prim import Axis, Box, prim

N = 3000


def cases() -> tuple[list[Axis], np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    """Five numbers and a name, and where something happens: a box in three of them."""
    rng = np.random.default_rng(5)
    x, named = rng.random((N, 5)), rng.integers(0, 4, N)
    inside = (x[:, 0] > 0.7) & (x[:, 1] > 0.2) & (x[:, 1] < 0.6) & (named != 2)
    axes = [Axis(f"x{k}", x[:, k]) for k in range(5)]
    return [*axes, Axis("s", named.astype(float), ("a", "b", "c", "d"))], inside, x


def by_name(box: Box) -> dict[str, tuple[float, float, tuple[str, ...]]]:
    return {one.name: (one.low, one.high, one.among) for one in box.conditions}


def test_a_hidden_box_is_found() -> None:
    axes, inside, _ = cases()
    box = prim(axes, inside)
    found = by_name(box)
    assert set(found) == {"x0", "x1", "s"}
    assert found["x0"][0] == pytest.approx(0.7, abs=0.03)
    assert found["x0"][1] == np.inf
    assert found["x1"][:2] == pytest.approx((0.2, 0.6), abs=0.03)
    assert found["s"][2] == ("a", "b", "d")
    assert box.coverage > 0.97
    assert box.density > 0.95


def test_coverage_density_and_mass_are_counts_of_the_box() -> None:
    axes, inside, x = cases()
    box = prim(axes, inside)
    kept = np.ones(N, dtype=bool)
    for name, (low, high, among) in by_name(box).items():
        if among:
            kept &= np.isin(axes[5].values, [axes[5].names.index(one) for one in among])
        else:
            kept &= (x[:, int(name[1])] >= low) & (x[:, int(name[1])] <= high)
    assert box.mass == pytest.approx(kept.mean())
    assert box.coverage == pytest.approx((kept & inside).sum() / inside.sum())
    assert box.density == pytest.approx(inside[kept].mean())
    assert box.base == pytest.approx(inside.mean())


def test_with_noise_the_same_conditions_are_found_and_no_others() -> None:
    axes, inside, _ = cases()
    noise = np.random.default_rng(1).random(N) < 0.05
    box = prim(axes, inside ^ noise)
    assert set(by_name(box)) == {"x0", "x1", "s"}
    assert box.density > 0.85
    assert all(one.chance <= 0.05 for one in box.conditions)


def test_where_nothing_hangs_on_anything_there_are_hardly_conditions() -> None:
    axes, _, _ = cases()
    box = prim(axes, np.random.default_rng(2).random(N) < 0.5)
    assert box.density < 0.65
    nothing = prim(axes, np.zeros(N, dtype=bool))
    assert (nothing.conditions, nothing.coverage) == ((), 0.0)
    everything = prim(axes, np.ones(N, dtype=bool))
    assert (everything.conditions, everything.density, everything.coverage) == ((), 1.0, 1.0)


def test_peeling_gains_density_as_it_loses_coverage() -> None:
    axes, inside, _ = cases()
    box = prim(axes, inside)
    coverage, density, mass, _ = zip(*box.trajectory, strict=True)
    assert coverage[0] == mass[0] == 1
    assert list(coverage) == sorted(coverage, reverse=True)
    assert list(mass) == sorted(mass, reverse=True)
    assert density[-1] > 4 * density[0]
    assert min(mass) >= 0.05


def test_the_box_is_as_good_as_that_of_the_workbench() -> None:
    pytest.importorskip("ema_workbench")  # which is of the gate, and not of the lowest versions
    axes, inside, x = cases()
    inside ^= np.random.default_rng(1).random(N) < 0.05
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pandas as pd
        from ema_workbench.analysis import prim as reference

        frame = pd.DataFrame(x, columns=[f"x{k}" for k in range(5)])
        frame["s"] = pd.Categorical([axes[5].names[int(k)] for k in axes[5].values])
        theirs = reference.Prim(frame, inside, threshold=0.5, peel_alpha=0.05).find_box()
        table = theirs.peeling_trajectory
    mine = prim(axes, inside)
    as_wide = table[table.coverage >= mine.coverage - 0.01]
    assert mine.density >= as_wide.density.max() - 0.03


@pytest.mark.parametrize("asked", [{"peel": 0}, {"peel": 1.5}, {"paste": True}, {"min_mass": -0.1}])
def test_shares_that_are_none_are_refused(asked: dict[str, float]) -> None:
    axes, inside, _ = cases()
    with pytest.raises(OptionError, match="share between 0 and 1"):
        prim(axes, inside, **asked)
    with pytest.raises(OptionError, match="nothing to look for"):
        prim([], inside)
