"""A comparison that says how likely its rows are the best: the same figures as a simulation asked for by itself."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

import corridors as co
from corridors.cli import main
from corridors.errors import OptionError
from corridors.routes.chances import Chances


@pytest.fixture(scope="module")
def table() -> co.Comparison:
    return co.compare_corridors("Tashkent", ["Poti", "Karachi"], weight="cost")


@pytest.fixture(scope="module")
def sure(table: co.Comparison) -> co.Comparison:
    return table.with_probabilities(n=256, seed=3, progress=False)


def test_the_figures_are_those_of_a_simulation(sure: co.Comparison) -> None:
    drawn = co.simulate(
        "Tashkent", ["Poti", "Karachi"], n=256, seed=3, weight="cost", by="corridor", progress=False
    ).frame.set_index(["destination", "corridor"])
    compared = 0
    for row in sure:
        told = sure.chances(row)
        if told is None:
            continue
        other = drawn.loc[(row.destination.id, row.corridor)]
        for name in ("p_best_cost", "p_best_time", "p_best_generalised"):
            assert getattr(told, name) == pytest.approx((other[name], other[f"{name}_se"]))
        assert told.drawn_days_p10[0] == pytest.approx(other.days_p10)
        assert told.drawn_cost_usd_p90[0] == pytest.approx(other.cost_usd_p90)
        compared += 1
    assert compared >= 8


def test_the_frame_has_the_columns_and_keeps_the_rows(table: co.Comparison, sure: co.Comparison) -> None:
    plain, told = table.to_frame(), sure.to_frame()
    assert told[plain.columns].equals(plain)
    assert set(told.columns) - set(plain.columns) == set(Chances.columns())
    found = told[told.found & (told.corridor != "direct")]
    assert found.p_best_cost.between(0, 1).all()
    assert (found.drawn_days_p10 < found.drawn_days_p90).all()
    assert told[~told.found].p_best_cost.isna().all()
    for _, group in found.groupby("destination"):
        assert group.p_best_cost.max() > 0.2


def test_words_html_data_slices_and_pickles_tell_it(table: co.Comparison, sure: co.Comparison) -> None:
    assert "quickest" in sure.summary()
    assert "quickest" not in table.summary()
    assert "quickest" in sure._repr_html_()
    assert json.loads(json.dumps(sure.to_dict()))["rows"][0]["p_best_cost"] is not None
    assert sure["Poti"].is_sure
    again = pickle.loads(pickle.dumps(sure))
    assert again.summary() == sure.summary()
    with pytest.raises(OptionError, match="pickle"):
        again.with_probabilities(n=64)


def test_a_part_of_a_comparison_can_be_asked(table: co.Comparison) -> None:
    part = table["Poti"].with_probabilities(n=64, seed=1, progress=False)
    assert {row.destination.id for row in part} == {"poti"}
    assert all(part.chances(row) for row in part if row.route is not None and row.corridor != "direct")


def test_branches_have_chances_of_their_own() -> None:
    table = co.compare_corridors("Tashkent", "Poti", weight="time", corridors=["middle-corridor"], branches=True)
    found = [row for row in table if row.route is not None]
    assert len(found) > 1
    sure = table.with_probabilities(n=64, seed=1, progress=False)
    chances = [sure.chances(row) for row in found]
    assert all(chances)
    assert len({one.drawn_days_p10 for one in chances if one}) == len(found)


@pytest.mark.parametrize(
    ("asked", "words"),
    [({"n": 0}, "n=0"), ({"seed": "a"}, "seed='a'"), ({"events": {"af-pk-border-2025": 2}}, "from 0 to 1")],
)
def test_bad_input_is_refused_in_words(table: co.Comparison, asked: dict[str, Any], words: str) -> None:
    with pytest.raises(OptionError, match=words):
        table.with_probabilities(**asked)
    with pytest.raises(OptionError, match="is no comparison"):
        co.with_probabilities("table")  # type: ignore[arg-type]


def test_what_is_certain_has_no_chances() -> None:
    table = co.compare_corridors("Tashkent", "Poti", weight="distance")
    with pytest.raises(OptionError, match="does not vary"):
        table.with_probabilities(n=64)


def test_the_command_line_says_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "Tashkent", "Poti", "--corridor", "casca", "--sure", "--draws", "64", "--seed", "1"]) == 0
    assert "cheapest" in capsys.readouterr().out
    assert main(["compare", "Tashkent", "Poti", "--sure", "--draws", "0"]) == 2
    assert "n=0" in capsys.readouterr().err


def test_the_command_line_answers_sensitivity_and_futures(capsys: pytest.CaptureFixture[str]) -> None:
    two = ["--corridor", "casca", "--corridor", "middle-corridor"]
    assert main(["sensitivity", "Tashkent", "Poti", *two, "--draws", "64", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["first"] == "casca"
    asked = ["futures", "Tashkent", "--to", "Poti", *two, "--number", "32", "--loses", "casca", "middle-corridor"]
    assert main([*asked, "--range", "time: transhipment turkmenbashi=6 h:20 days", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["box"]["loses"] == "casca"
    assert main([*asked, "--range", "price: rail KZ=2"]) == 2
    assert "NAME=LOW:HIGH" in capsys.readouterr().err
