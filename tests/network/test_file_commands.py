"""Columns named on the command line."""

from __future__ import annotations

import pytest

import corridors as co
from corridors.network.file_commands import _columns


def test_columns_are_named_ours_and_theirs() -> None:
    """A name of theirs may hold the mark itself."""
    assert _columns([]) == {}
    assert _columns(["time_h=hours", "from=Von = Nach"]) == {"time_h": "hours", "from": "Von = Nach"}


@pytest.mark.parametrize("text", ["time_h", "time_h=", "=hours", "=", ""])
def test_half_a_pair_is_refused(text: str) -> None:
    """Whichever half it is, and wherever it stands."""
    with pytest.raises(co.OptionError, match=f"--column {text}: give OURS=THEIRS"):
        _columns(["from=Von", text])
