"""Work that takes longer than two seconds says how far it has come; shorter work says nothing."""

from __future__ import annotations

from io import StringIO

import pytest

from corridors.words import progress
from corridors.words.progress import watched


@pytest.mark.parametrize("seconds", [0.1, 1.0])
def test_only_long_work_is_told(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """By a clock that goes on by so much at every look; in the end the line is wiped out."""
    clock = iter(range(100))
    monkeypatch.setattr(progress, "perf_counter", lambda: seconds * next(clock))
    out = StringIO()
    assert list(watched(list("abcdef"), "letter", stream=out)) == list("abcdef")
    told = out.getvalue()
    assert ("letter 3 of 6 [" in told) == (seconds > 0.5)
    assert told == "" or told.endswith(" \r")
