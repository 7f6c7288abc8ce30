"""Work that takes longer than a second and a half says how far it has come; shorter work says nothing."""

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


def test_one_line_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left is told, unlike pieces by their names, and nothing where nobody wants it."""
    clock = iter(range(100))
    monkeypatch.setattr(progress, "perf_counter", lambda: float(next(clock)))
    for shown in (True, False):
        out = StringIO()
        with progress.Progress("draw", 100, shown=shown, stream=out) as line:
            for done in (1, 2, 50):
                line.at(done)
            line.doing(51, "sorting")
        told = out.getvalue()
        assert ("draw 50 of 100 [############            ] 3 s, 3 s left" in told) == shown
        assert ("draw 51 of 100: sorting, 4 s" in told) == shown
        assert (told == "") != shown
