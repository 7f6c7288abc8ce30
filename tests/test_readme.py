"""The README's commands and snippets, and those of the page that tells every call, do what they say."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import matplotlib
import pytest

import corridors as co
from corridors.cli import main

README = Path(__file__).resolve().parent.parent / "README.md"
PAGES = (README, README.parent / "docs" / "asking.md")
BLOCKS = [
    block
    for page in PAGES
    for block in re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
]
matplotlib.use("Agg")


@pytest.mark.parametrize("script", [block for block in BLOCKS if ">>>" not in block])
def test_the_snippets_run_line_by_line_and_every_result_can_be_shown(script: str) -> None:
    """What a notebook would print of each line is printed."""
    names: dict[str, object] = {}
    shown = 0
    for line in script.splitlines():
        code = line.split("  #")[0]
        if not code:
            continue
        try:
            result = eval(code, names)
        except SyntaxError:
            exec(code, names)
            continue
        shown += 1
        assert str(result)
        if hasattr(result, "_repr_html_"):
            assert result._repr_html_()
    assert shown > 5


@pytest.mark.parametrize("block", [block for block in BLOCKS if ">>>" in block])
def test_examples_with_a_prompt_give_what_they_print(block: str) -> None:
    """As a doctest."""
    test = doctest.DocTestParser().get_doctest(block, {"co": co}, "README", str(README), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    runner.run(test)
    assert runner.failures == 0


def test_commands_named_exist(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with a help text."""
    text = README.read_text(encoding="utf-8")
    line = text[text.index("On the command line:") :].partition("each with")[0]
    commands = re.findall(r"`(?:corridors )?([a-z][a-z-]+)`", line)
    assert len(commands) > 4
    for command in commands:
        with pytest.raises(SystemExit) as end:
            main([command, "--help"])
        assert end.value.code == 0
        assert command in capsys.readouterr().out


def test_links_lead_somewhere() -> None:
    """Every page that the README names is in the tree."""
    for target in re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8")):
        assert target.startswith("http") or (README.parent / target).exists(), target


def test_the_version_printed_is_that_of_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    """The version of the code and the edition of the data, which the network has too."""
    with pytest.raises(SystemExit):
        main(["--version"])
    printed = capsys.readouterr().out
    assert f"$ corridors --version\n{printed}" in README.read_text(encoding="utf-8")
    assert printed.strip().endswith(f"data edition {co.load_network().edition}")
