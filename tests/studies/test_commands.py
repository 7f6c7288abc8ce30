"""Scenarios and years on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import corridors as co
from corridors.cli import main
from corridors.errors import OptionError
from corridors.studies.commands import years_of


def test_a_time_line_is_printed_and_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "line.csv"
    code = main(["timeline", "Tashkent", "Karachi", "--weight", "distance", "--years", "2024-2025", "--csv", str(path)])
    assert code == 0
    assert "2025-10-11  All Afghan-Pakistani crossings shut to freight" in capsys.readouterr().out
    assert path.read_text(encoding="utf-8").count("\n") == 3


def test_scenarios_from_files_are_compared(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    co.Scenario("no Iran", shut=("IR",)).save(path)
    given = ["Tashkent", "Mersin", "--corridor", "southern", "--corridor", "casca"]
    assert main(["compare-scenarios", *given, "--with", "status-quo", "--with", str(path), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [scenario["name"] for scenario in data["scenarios"]] == ["status-quo", "no Iran"]
    told = {(row["scenario"], row["corridor"]): row["what"] for row in data["rows"]}
    assert told["no Iran", "southern"] == "shut"
    assert told["no Iran", "casca"] == "same"


def test_what_if_takes_what_is_shut_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["whatif", "Tashkent", "Mersin", "--corridor", "southern", "--corridor", "casca", "--shut", "IR"]
    assert main(given) == 0
    assert "Southern corridor has no way any more" in capsys.readouterr().out
    assert main([*given, "--regret", "--shut-penalty", "500"]) == 0
    assert "500" in capsys.readouterr().out
    assert main(given[:-2]) == 2
    assert "--shut" in capsys.readouterr().err


def test_years_are_spans_and_single_ones() -> None:
    assert years_of("2000-2002, 2010") == [2000, 2001, 2002, 2010]
    for text in ("now", "2000-", "20-30", ""):
        with pytest.raises(OptionError, match="1990-2040"):
            years_of(text)
    assert main(["timeline", "Tashkent", "Termez", "--on", "2020"]) == 2
