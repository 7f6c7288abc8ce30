"""Draws: spread evenly, alike where they are asked to be, the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest

from corridors.errors import OptionError
from corridors.simulation.draws import BLOCK, Draws, dependence_of
from corridors.simulation.parameters import Parameter

PARAMETERS = [
    *(Parameter("time", name) for name in ("rail", "border a-b", "port c")),
    *(Parameter("price", name) for name in ("rail KZ", "road UZ")),
    Parameter("event", "flood", 0.25),
]


def draws(n: int = 4096, *, correlation: object = 0.3, **options: object) -> Draws:
    """A plan over a few parameters of every kind."""
    asked = {"seed": 1, "replications": 2} | options
    return Draws(PARAMETERS, dependence_of(correlation, 0.3), n, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("points", ["sobol", "plain"])
def test_the_correlation_asked_for_is_found_in_the_draws(points: str) -> None:
    found = np.corrcoef(draws(32_768, points=points).sample(), rowvar=False)
    wanted = np.eye(6)
    wanted[:3, :3] = wanted[3:5, 3:5] = 0.3
    np.fill_diagonal(wanted, 1)
    assert np.abs(found - wanted).max() < 0.03


def test_times_and_prices_share_no_cause_unless_they_are_told_to() -> None:
    asked = {"time": 0.5, "price": 0.2, "between": -0.4}
    found = np.corrcoef(draws(32_768, correlation=asked).sample(), rowvar=False)
    assert found[0, 1] == pytest.approx(0.5, abs=0.02)
    assert found[3, 4] == pytest.approx(0.2, abs=0.02)
    assert found[0, 3] == pytest.approx(-0.4 * np.sqrt(0.5 * 0.2), abs=0.02)


def test_a_pair_may_have_a_correlation_of_its_own() -> None:
    asked = {"time": 0.3, ("time: rail", "price: rail KZ"): 0.4, ("time: rail", "time: port c"): 0.6}
    found = np.corrcoef(draws(32_768, correlation=asked).sample(), rowvar=False)
    assert found[0, 3] == pytest.approx(0.4, abs=0.02)
    assert found[0, 2] == pytest.approx(0.6, abs=0.02)
    assert found[0, 1] == pytest.approx(0.3, abs=0.02), "others stay as they are"


@pytest.mark.parametrize("points", ["sobol", "plain"])
def test_every_number_is_standard_normal(points: str) -> None:
    z = draws(32_768, points=points).sample()
    assert np.abs(z.mean(axis=0)).max() < 0.03
    assert np.abs(z.std(axis=0) - 1).max() < 0.02
    assert np.quantile(z, 0.9, axis=0) == pytest.approx(np.full(6, 1.2816), abs=0.04)


@pytest.mark.parametrize("points", ["sobol", "plain"])
def test_the_same_seed_gives_the_same_draws_and_replications_differ(points: str) -> None:
    one, again, other = (draws(seed=seed, points=points) for seed in (1, 1, 2))
    assert np.array_equal(one.sample(1), again.sample(1))
    assert not np.array_equal(one.sample(1), one.sample(0))
    assert not np.array_equal(one.sample(1), other.sample(1))


def test_a_replication_may_end_anywhere() -> None:
    odd = draws(2 * (BLOCK + 100))
    assert [(first, len(rows)) for first, rows in odd.blocks(1)] == [(0, BLOCK), (BLOCK, 100)]


def test_sobol_points_tell_a_mean_better_than_plain_ones() -> None:
    """The mean of a sum over replications scatters at least ten times less."""
    scatter = {}
    for points in ("sobol", "plain"):
        plan = draws(16 * 256, replications=16, points=points)
        scatter[points] = np.std([plan.sample(r).sum(axis=1).mean() for r in range(16)])
    assert scatter["sobol"] * 10 < scatter["plain"]


@pytest.mark.parametrize(
    ("correlation", "words"),
    [
        (1.2, "give a correlation"),
        (True, "give a correlation"),
        ({"tiem": 0.2}, "give 'time', 'price' or 'between'"),
        ({("time: rail", "time: rail"): 0.2}, "two different"),
        ({("time: rail", "time: prot c"): 0.2}, "time: port c"),
        ({("time: rail", "price: rail KZ"): 0.9}, "may be"),
        (
            {"time": 0, ("time: rail", "time: port c"): 0.9, ("time: rail", "time: border a-b"): 0.9,
             ("time: port c", "time: border a-b"): -0.9},
            "cannot all hold",
        ),
    ],
)  # fmt: skip
def test_correlations_that_cannot_be_are_refused_in_words(correlation: object, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        draws(correlation=correlation)
