"""The command line: what it prints, its exit codes, and that no mistake of a user ends in a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corridors.cli import main


def test_route_prints_a_summary_and_gives_zero(capsys: pytest.CaptureFixture[str]) -> None:
    """A found route is described on standard output."""
    assert main(["route", "Tashkent", "Termez"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Tashkent - Termez")
    assert err == ""


def _refuse(constant: str) -> None:
    pytest.fail(f"{constant} is no JSON")


def test_json_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Other programs read --json; it has no NaN or Infinity in it."""
    for arguments in (
        ["route", "Tashkent", "Poti"],
        ["compare", "Tashkent", "Poti"],
        ["criticality", "Tashkent", "--to", "Poti", "--by", "country"],
        ["places", "tash"],
        ["sources", "tr4"],
        ["check-data"],
    ):
        assert main([*arguments, "--json"]) == 0
        text = capsys.readouterr().out
        json.loads(text, parse_constant=_refuse)


def test_no_route_gives_one_and_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    """A refusal is no error of the user's: exit code 1, with what stands in the way."""
    code = main(["route", "Tashkent", "Karachi", "--avoid", "Iran", "--avoid", "China", "--modes", "road"])
    assert code == 1
    assert "shut since 2025-10-11" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["route", "Tashkant", "Poti"], "did you mean Tashkent"),
        (["route", "Tashkent", "Toshkent"], "same place"),
        (["route", "Tashkent", "Poti", "--weight", "tiem"], "did you mean 'time'"),
        (["route", "Tashkent", "Poti", "--via", "Baku", "--avoid", "AZ"], "contradict"),
        (["route", "Tashkent", "Poti", "--on", "1850"], "1991"),
        (["route", "Tashkent", "Poti", "--service", "blok_train"], "did you mean 'block_train'"),
        (["compare", "Tashkent", "Poti", "--scope", "gate"], "give run, terminal, door"),
        (["route", "41.56,64.9", "Poti", "--snap-limit", "20"], "a lorry joins a point at most 20 km away"),
        (["compare", "Tashkent", "Poti", "--snap-limit", "-1"], "snap_limit_km=-1.0"),
        (["route", "Tashkent", "Poti", "--on", "tomorrow"], "no date"),
        (["route", "Tashkent", "0,-30"], "nearest place"),
        (["route", "Tashkent", "Poti", "--modes", "canal"], "rail, ferry, sea, road"),
        (["route", "Tashkent", "Poti", "--scenario", "absent.json"], "no scenario"),
        (["route", "Tashkent", "Poti", "--data", "absent-folder"], "not found"),
        (["compare", "Tashkent", "Poti", "--corridor", "silk"], "no corridor"),
        (["route", "Tashkent", "Poti", "--price-year", "1990"], "consumer prices are known of 2010"),
        (["compare", "Tashkent", "Poti", "--value", "-5"], "value_usd=-5.0"),
        (["route", "Tashkent", "Poti", "--box", "bank"], "give 'carrier' or 'shipper'"),
        (["route", "Tashkent", "Poti", "--avoid", "sanction"], "did you mean 'sanctions'"),
        (["sources", "zzzz"], "no source"),
        (["places", "zzzz"], "no place"),
    ],
)
def test_bad_input_gives_two_and_says_what_would_be_right(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every mistake has a message of its own, on standard error, and no traceback."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert words in err
    assert "Traceback" not in out + err


def test_modes_may_have_blanks_between_them(capsys: pytest.CaptureFixture[str]) -> None:
    """As people write lists; an empty one is refused and not taken for all."""
    assert main(["route", "Tashkent", "Poti", "--modes", "rail, ferry"]) == 0
    spaced = capsys.readouterr().out
    assert main(["route", "Tashkent", "Poti", "--modes", "rail,ferry"]) == 0
    assert capsys.readouterr().out == spaced
    assert main(["route", "Tashkent", "Poti", "--modes", " "]) == 2
    assert "--modes is blank: give a value, or leave it out" in capsys.readouterr().err


def test_errors_are_json_too(capsys: pytest.CaptureFixture[str]) -> None:
    """With --json a failure is told as data on standard output."""
    assert main(["route", "Tashkant", "Poti", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"] == "UnknownPlaceError"


def test_broken_tables_are_listed_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """check-data names every finding of a damaged copy, not the first one only."""
    import shutil

    from corridors.tables.reading import data_folder

    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    places = folder / "places.csv"
    text = places.read_text(encoding="utf-8")
    places.write_text(text.replace(",UZ,", ",XX,").replace(",station,", ",stn,"), encoding="utf-8")
    assert main(["check-data", str(folder)]) == 2
    message = capsys.readouterr().err
    assert "places[" in message
    assert "'stn'" in message


def test_help_of_every_command_shows_itself() -> None:
    """--help works as a program of its own and names the exit codes."""
    result = subprocess.run([sys.executable, "-m", "corridors", "--help"], capture_output=True, text=True, check=True)
    assert "exit codes" in result.stdout
    assert result.stderr == ""


def test_terms_and_risks_are_asked_for_as_in_python(capsys: pytest.CaptureFixture[str]) -> None:
    """Dollars of a year, value of the goods, whose box, and a kind of risk that is not wanted."""
    asked = ["route", "Tashkent", "Rotterdam", "--weight", "cost", "--on", "2026-07-01", "--json"]
    terms = ["--price-year", "2020", "--value", "250000", "--box", "shipper", "--avoid", "sanctions", "--avoid", "war"]
    assert main([*asked, *terms]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["price_year"] == "USD of 2020"
    assert not {"sanctions", "war"} & {risk["kind"] for risk in found["risks"]}
    assert main(asked) == 0
    usual = json.loads(capsys.readouterr().out)
    assert {"sanctions", "war"} & {risk["kind"] for risk in usual["risks"]}
    assert usual["cost_usd"] != found["cost_usd"]


def test_class_scope_and_points_are_asked_for_as_in_python(capsys: pytest.CaptureFixture[str]) -> None:
    """In any of the usual words, on route and compare; the heading says what was understood."""
    for command in ("route", "compare"):
        assert main([command, "Tashkent", "Poti", "--service", "Block train", "--scope", "run"]) == 0
        assert "1 FEU in a block train, departure to arrival" in capsys.readouterr().out
    assert main(["route", "Tashkent", "Poti", "--shipment", "wagon"]) == 0
    assert "1 wagon as a wagonload, terminal to terminal" in capsys.readouterr().out
    assert main(["route", "41.56,64.9", "Poti", "--snap-limit", "100"]) == 0
    assert "first mile by lorry" in capsys.readouterr().out


def test_criticality_tells_the_worst_losses(capsys: pytest.CaptureFixture[str]) -> None:
    """Many origins and destinations, a duration, couples within a corridor and a budget: as in Python."""
    asked = ["criticality", "Tashkent", "Termez", "--to", "Istanbul", "Karachi", "--by", "border", "--duration", "30 d"]
    assert main([*asked, "--top", "3"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("What the loss of borders costs for 30 days: 4 pairs")
    couples = ["criticality", "Tashkent", "--to", "Moscow", "--couples", "--within", "northern"]
    assert main([*couples, "--budget", "0 searches"]) == 0
    assert "the budget ended before" in capsys.readouterr().out
    assert main(["criticality", "Tashkent", "--to", "Poti", "--by", "moon"]) == 2
    assert "no kind of loss" in capsys.readouterr().err


def run_plain(*args: str | bytes, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a process of its own."""
    return subprocess.run([sys.executable, "-m", "corridors", *args], stderr=subprocess.PIPE, check=False, **options)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_what_the_output_cannot_take_is_written_by_number(encoding: str) -> None:
    """Names are Cyrillic as well; JSON stays JSON."""
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    done = run_plain("places", "nukus", "--json", stdout=subprocess.PIPE, env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Нукус" in str(json.loads(done.stdout.decode(encoding)))
    done = run_plain("places", "nukus", stdout=subprocess.PIPE, env=env)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_a_full_output_is_told_and_has_a_code_of_its_own() -> None:
    """It is not that there is no route."""
    with Path("/dev/full").open("wb") as full:
        done = run_plain("places", "nukus", stdout=full)
    assert done.returncode == 3
    assert done.stderr.startswith(b"corridors: the output cannot be written")


def test_bytes_that_are_no_text_are_answered_as_any_other_name() -> None:
    """Arguments of a shell are bytes."""
    done = run_plain("route", b"\xff", "Poti", "--json", stdout=subprocess.PIPE)
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"] == "UnknownPlaceError"
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("option", ["--scenario", "--data", "--on", "--extend", "--via", "--avoid", "--modes"])
def test_a_blank_option_is_refused(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A variable that was never set must not mean the packaged network."""
    assert main(["route", "Tashkent", "Poti", option, ""]) == 2
    assert f"{option} is blank" in capsys.readouterr().err
