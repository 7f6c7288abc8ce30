"""Forms of delay: read as written, bounded, and their integrals those of the kernels' own delays."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.flows.delays import BPR, Delay, delay_of, law_of
from corridors.flows.model import Capacity
from corridors.kernels.delays import load_all

delays = st.one_of(
    st.builds(Delay, st.just("bpr"), st.floats(0.05, 3.0), st.sampled_from((0.5, 1.0, 2.0, 4.0, 5.5))),
    st.builds(Delay, st.just("conical"), st.floats(1.1, 8.0), st.just(0.0)),
    st.builds(Delay, st.just("queue"), st.floats(0.05, 2.0), st.sampled_from((0.0, 0.5, 0.8, 0.95))),
    st.builds(Delay, st.just("exponential"), st.floats(0.01, 1.0), st.floats(0.1, 4.0)),
)


def capacity(delay: Delay, amount: float, base: float) -> Capacity:
    return Capacity("link", "x", "x", (), amount, "", base, delay.a, delay.b, delay.form)


@given(delays, st.floats(0.5, 50.0), st.floats(0.1, 9.0), st.floats(0.0, 2.5))
def test_an_integral_is_the_area_under_the_delay(delay: Delay, amount: float, base: float, load: float) -> None:
    """Beckmann's sum against the kernels' delays, added up in thin slices."""
    law, constant = law_of([capacity(delay, amount, base)])
    edges = np.linspace(0.0, load * amount, 2001)
    middle = (edges[1:] + edges[:-1]) / 2
    now, slope = np.zeros(1), np.zeros(1)
    area = 0.0
    for x in middle.tolist():
        load_all(tuple(law), np.array([x]), now, slope)
        area += float(now[0])
    area *= load * amount / len(middle)
    assert law.integrals(np.array([load * amount]))[0] == pytest.approx(area, rel=2e-3, abs=1e-9)
    assert constant[0] == 0.0
    assert law.reacts.tolist() == [True]


def test_delays_of_known_loads() -> None:
    """By the formulas in the table of forms, at half, at full and beyond."""
    wanted = {
        ("bpr", 0.15, 4.0): lambda x: 0.15 * x**4,
        ("queue", 1.0, 0.95): lambda x: x / (1 - x),
        ("exponential", 0.1, 3.0): lambda x: 0.1 * (np.exp(3 * x) - 1),
        ("conical", 4.0, 0.0): lambda x: 1 + np.sqrt(16 * (1 - x) ** 2 + (7 / 6) ** 2) - 4 * (1 - x) - 7 / 6,
    }
    for (form, a, b), delay in wanted.items():
        law, _ = law_of([capacity(Delay(form, a, b), 2.0, 3.0)])
        now, slope = np.zeros(1), np.zeros(1)
        for x in (0.25, 0.5, 0.9):
            load_all(tuple(law), np.array([2.0 * x]), now, slope)
            assert now[0] == pytest.approx(3.0 * delay(x)), form


def test_an_exponential_delay_grows_up_to_ten_to_the_250() -> None:
    """So a gentle one is still exponential at a thousand times the capacity, where a steep one stays as it is."""
    now, slope = np.zeros(1), np.zeros(1)
    for steepness, wanted in ((0.5, 0.1 * np.exp(0.5 * 1000)), (4.0, 0.1e250)):
        law, _ = law_of([capacity(Delay("exponential", 0.1, steepness), 1.0, 1.0)])
        load_all(tuple(law), np.array([1000.0]), now, slope)
        assert np.log10(now[0]) == pytest.approx(np.log10(wanted), abs=0.01), steepness


def test_what_is_unbounded_or_flat_delays_nobody() -> None:
    """A power of nought adds its part at once, whatever the load."""
    rows = [
        capacity(BPR, inf, 1.0), capacity(BPR, 0.0, 1.0), capacity(BPR, 1.0, 0.0),
        capacity(Delay("bpr", 0.0, 4.0), 1.0, 1.0),
        capacity(Delay("bpr", 0.5, 0.0), 2.0, 3.0), capacity(Delay("bpr", 0.5, 0.0), inf, 3.0),
        capacity(Delay("exponential", 0.5, 0.0), 2.0, 3.0), capacity(BPR, 1.0, 1.0),
    ]  # fmt: skip
    law, constant = law_of(rows)
    assert law.reacts.tolist() == [False] * 7 + [True]
    assert constant.tolist() == [0.0] * 4 + [1.5, 0.0, 0.0, 0.0]
    assert law.integrals(np.full(8, 2.0))[:7].tolist() == [0.0] * 7


@pytest.mark.parametrize(
    ("asked", "delay"),
    [("bpr", BPR), (("bpr", 0.3), Delay("bpr", 0.3, 4.0)), (["bpr", 1, 2], Delay("bpr", 1.0, 2.0)),
     ("queue", Delay("queue", 1.0, 0.95)), (("queue", 0.5, 0.0), Delay("queue", 0.5, 0.0)),
     (("conical", 4), Delay("conical", 4.0, 0.0)), (("conical", 1.01), Delay("conical", 1.01, 0.0)),
     (("exponential", 0.1, 3), Delay("exponential", 0.1, 3.0)),
     (("bpr", 0, 0), Delay("bpr", 0.0, 0.0))],
)  # fmt: skip
def test_delays_are_read_as_they_are_written(asked: object, delay: Delay) -> None:
    """What is left out is as published, where something was."""
    assert delay_of(asked, "delay['port']") == delay


@pytest.mark.parametrize(
    ("asked", "says"),
    [("fast", "is no form of delay"), (None, "is no form"), (3, "is no form"), (("conical", 4, 1), "has 1 constant$"),
     (("bpr", 1, 2, 3), "has 2 constants$"), ("conical", "needs 1 constants"),
     (("exponential", 0.1), "needs 2 constants"), (("bpr", "x"), "are numbers"),
     (("bpr", -1), "at least 0"), (("bpr", 1, -1), "at least 0"),
     (("bpr", inf), "finite"), (("bpr", 1, inf), "finite"), (("conical", 1.0), "above 1"),
     (("queue", 1, 1.0), "below 1")],
)  # fmt: skip
def test_what_means_nothing_is_told(asked: object, says: str) -> None:
    """Under the name of the argument."""
    with pytest.raises(co.OptionError, match=rf"^delay\['port'\]=.*{says}"):
        delay_of(asked, "delay['port']")
