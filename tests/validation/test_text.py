"""The page of the validation: what a reader finds on it, and that a table stays a table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import corridors as co
from corridors.validation.comparison import validate
from corridors.validation.text import GLOSSARY
from tests.validation.test_comparison import figure, validated


def cells(page: str, first: str) -> list[str]:
    """Cells of the line of a table that begins with a word."""
    [line] = [line for line in page.splitlines() if line.startswith(f"| {first} |")]
    return [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def test_the_worst_stands_first_and_says_why() -> None:
    """With its parts and the remark of the table; what is met needs none."""
    page = validated(
        figure("good", low=13.0, high=13.0, notes="as usual"),
        figure("bad", low=1.0, high=1.0, notes="first train; with speeches"),
    ).to_markdown()
    assert page.index("| bad |") < page.index("| good |")
    bad, good = cells(page, "bad"), cells(page, "good")
    assert (bad[5], bad[6], bad[8]) == ("+1200 %", "**no**", "first train; with speeches")
    assert (good[5], good[6], good[8]) == ("+0 %", "yes", "")
    assert bad[7].startswith("rail in UZ 77 %")


def test_bars_and_line_breaks_in_a_remark_do_not_end_the_cell() -> None:
    """Notes are written by people."""
    page = validated(figure("odd", low=1.0, high=1.0, notes="a | b\nc")).to_markdown()
    row = cells(page, "odd")
    assert len(row) == len(cells(page, "figure"))
    assert row[8] == "a | b c"


def test_the_page_shows_what_is_not_compared_and_why() -> None:
    """Reasons with their counts, then the answers of the model, which are counted nowhere."""
    page = validated(
        figure("good", low=13.0, high=13.0),
        figure("snowed", low=26.0, high=26.0, usable="no", reason="snow"),
        figure("stuck", low=52.0, high=52.0, usable="no", reason="snow"),
        figure("volume", quantity="volume_mt_per_year", low=1.0),
    ).to_markdown()
    left_out = page.partition("## Not compared, and why")[2]
    assert cells(left_out, "snow") == ["snow", "2", "2"]
    assert cells(left_out, "stuck")[2:7] == ["h", "52", "13.0", "-75 %", "snow"]
    assert left_out.index("| stuck |") < left_out.index("| snowed |")
    assert "| volume |" not in left_out
    assert cells(page, "transit times")[1] == "1"
    assert "Not compared" not in validated(figure("good", low=13.0)).to_markdown().partition("## Words")[2]


def test_a_capacity_without_a_limit_or_a_way_without_trains_says_so() -> None:
    """The cell of the model holds the problem."""
    page = validated(figure("none", destination="c", modes=("rail",), low=1.0)).to_markdown()
    assert cells(page, "none")[4].startswith("none: no route")


def test_independent_is_not_made_more_of_than_it_is() -> None:
    """The page says that the levels were set with sight of the journeys."""
    intro = " ".join(validated(figure(low=13.0)).to_markdown().partition("## Words")[0].split())
    assert "with sight of many of these journeys" in intro
    assert "method.md" in intro


@pytest.fixture(scope="module")
def packaged() -> co.Validation:
    """The packaged figures, compared once."""
    return validate()


def test_every_word_of_the_tables_is_in_the_glossary(packaged: co.Validation) -> None:
    """A regime or an occasion without an explanation would be a riddle."""
    for row in (*packaged, *packaged.left_out):
        if row.published["comparable_as"]:
            assert row.regime in GLOSSARY, row.published["id"]
        occasion = "record" if row.occasion == "record" else f"{row.occasion} run"
        assert occasion in GLOSSARY, row.published["id"]


def test_every_figure_of_the_table_is_on_the_page_or_counted(packaged: co.Validation) -> None:
    """Compared, or left out with a reason that the table gives."""
    published = co.load_network()._core.tables["published"]
    assert len(packaged) + len(packaged.not_compared) == len(published)
    assert sum(packaged.reasons.values()) == len(packaged.not_compared)
    assert "no reason given" not in packaged.reasons


def test_page_is_up_to_date(packaged: co.Validation) -> None:
    """Model or data changed: run `corridors validate --markdown > docs/validation.md` again."""
    page = Path(__file__).resolve().parents[2] / "docs" / "validation.md"
    assert page.read_text(encoding="utf-8").rstrip("\n") == packaged.to_markdown().rstrip("\n")
