"""The page of one's own links: its examples give what it prints, and what it names is there."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import corridors as co
from corridors.cli import main

PAGE = Path(__file__).resolve().parent.parent / "docs" / "own-links.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_examples_give_what_they_print() -> None:
    """In one session, from the first to the last."""
    blocks = re.findall(r"```python\n(.*?)```", TEXT, flags=re.DOTALL)
    assert len(blocks) > 3
    names: dict[str, object] = {"co": co}
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    for number, block in enumerate(blocks):
        test = doctest.DocTestParser().get_doctest(block, names, f"block {number}", str(PAGE), 0)
        runner.run(test, clear_globs=False)
        names.update(test.globs)
    assert runner.failures == 0
    assert runner.tries > 10


def test_its_commands_run(tmp_path: Path) -> None:
    """As they stand there, in a folder of one's own."""
    commands = re.findall(r"^    corridors (.*)$", TEXT, flags=re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        words = [str(tmp_path / word) if word == "my-links" else word for word in command.split()]
        assert main(words) == 0
