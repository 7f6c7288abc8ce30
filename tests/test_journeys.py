"""Stored journeys: what a change of data or model does shows in answers that people know."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.journeys import answer, differences, main, read_journeys, write_journeys

JOURNEYS = read_journeys()


@pytest.mark.parametrize("stored", JOURNEYS, ids=[journey["id"] for journey in JOURNEYS])
def test_a_stored_journey_is_what_it_was(stored: dict[str, str]) -> None:
    told = differences(stored, answer(stored))
    assert not told, (
        f"{stored['id']} has changed; if that is meant, run `make journeys` and say why in the commit:\n  "
        + "\n  ".join(told)
    )


def test_the_store_covers_criteria_shipments_corridors_and_dates() -> None:
    def asked(column: str) -> set[str]:
        return {journey[column] for journey in JOURNEYS}

    assert len(JOURNEYS) >= 80
    assert len({journey["id"] for journey in JOURNEYS}) == len(JOURNEYS)
    assert asked("weight") >= {"", "time", "cost", "emissions", "generalised"}
    assert asked("shipment") >= {"", "teu", "wagon"}
    assert len(asked("corridor") - {""}) == 12
    assert len(asked("on")) >= 4


def test_a_changed_answer_is_told_with_the_stages_responsible() -> None:
    stored = dict(JOURNEYS[0])
    stored["time_h"] = "1"
    first, *rest = stored["stages"].split(" / ")
    stored["stages"] = " / ".join(["ferry moon>mars 1.0 km 1.00 h 1.00 USD", *rest])
    today = answer(stored)
    assert differences(stored, today) == [
        f"time_h 1 -> {today['time_h']}",
        "- ferry moon>mars 1.0 km 1.00 h 1.00 USD",
        f"+ {first}",
    ]


def test_rewriting_keeps_every_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    few = JOURNEYS[:2]
    write_journeys(few, tmp_path / "few.csv")
    assert read_journeys(tmp_path / "few.csv") == few
    monkeypatch.setattr("tools.journeys.read_journeys", lambda: few)
    assert main(["--check"]) == 0
    assert "0 of 2 journeys differ" in capsys.readouterr().out
