"""Settings that hold for the whole suite."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

# Derandomised: a run tests what the run before tested, so a failure is a change of the code and not luck.
settings.register_profile("corridors", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("corridors")


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    """Leave no figure behind; matplotlib is not loaded for it."""
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
