"""Pages that a tool writes are up to date, and the glossary says what the report says."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from corridors.report.words import WORDS
from tools import make_commands, make_glossary
from tools.make_glossary import TERMS, term

TOOLS = [make_commands, make_glossary]


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.__name__)
def test_the_page_is_up_to_date(tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As its tool writes it."""
    kept = tool.PAGE.read_text(encoding="utf-8")
    monkeypatch.setattr(tool, "PAGE", tmp_path / "page.md")
    tool.main()
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == kept, f"run `python -m {tool.__name__}`"


def test_a_word_of_the_report_is_the_same_in_the_glossary() -> None:
    """Also where the glossary has a term by itself."""
    said = {words[0].casefold(): {each.casefold() for each in words} for words in WORDS.values()}
    for names, _ in TERMS:
        english, russian, uzbek = (each.casefold() for each in term(names))
        if english in said:
            assert {russian, uzbek} <= said[english], english


def test_every_term_is_told_once_and_in_three_languages() -> None:
    """In Cyrillic where it is Russian, and with the Uzbek letter where there is one."""
    terms = [term(names) for names, _ in TERMS]
    assert len({each[0].casefold() for each in terms}) == len(terms) > 40
    for names, means in zip(terms, (means for _, means in TERMS), strict=True):
        assert all(text.strip() for text in (*names, *means))
        assert any("\u0400" <= letter <= "\u04ff" for letter in means[1]), names
        assert not any("\u0400" <= letter <= "\u04ff" for letter in means[0] + means[2]), names
        assert not any(wrong in means[2] + names[2] for wrong in ("o'", "g'", "oʼ", "gʼ", "o‘", "g‘")), names


def test_every_command_and_every_argument_is_told() -> None:
    """Hidden ones apart, each says what it is."""
    page = make_commands.PAGE.read_text(encoding="utf-8")
    for name, (said, parser) in make_commands.commands().items():
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert said[1:] in section
        for action in parser._actions:
            for option in action.option_strings[-1:]:
                assert option == "--help" or f"`{option}" in section, (name, option)
