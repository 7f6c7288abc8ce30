"""The examples of the page about scenarios give what they print, and its commands exist."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from corridors.cli import main

PAGE = Path(__file__).resolve().parents[2] / "docs" / "what-if.md"


def test_the_examples_give_what_they_print() -> None:
    """As one doctest: later examples use what earlier ones made."""
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    # a set prints its members in any order
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "what-if", str(PAGE), 0)
    checker = _Sets()
    runner = doctest.DocTestRunner(checker=checker, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    runner.run(test)
    assert len(blocks) >= 4
    assert runner.failures == 0


class _Sets(doctest.OutputChecker):
    """Takes two sets for equal whatever the order of their members."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        if want.startswith("{(") and got.startswith("{("):
            return bool(eval(want) == eval(got))
        return super().check_output(want, got, optionflags)


@pytest.mark.parametrize("command", ["compare-scenarios", "whatif", "timeline"])
def test_the_commands_exist(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"corridors {command} " in PAGE.read_text(encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    assert end.value.code == 0
    assert "--weight" in capsys.readouterr().out
