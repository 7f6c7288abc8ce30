"""Settings that hold for the whole suite."""

from __future__ import annotations

from hypothesis import settings

# Derandomised: a run tests what the run before tested, so a failure is a change of the code and not luck.
settings.register_profile("corridors", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("corridors")
