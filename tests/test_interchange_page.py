"""The page of interchange: its examples give what it prints, and it tells every format."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from corridors.exchange.formats import FORMATS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "interchange.md"
TEXT = PAGE.read_text(encoding="utf-8")


@pytest.mark.filterwarnings("ignore:links")
def test_the_examples_give_what_they_print() -> None:
    """In one session, from the first to the last."""
    blocks = re.findall(r"```python\n(>>>.*?)```", TEXT, flags=re.DOTALL)
    names: dict[str, object] = {}
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    for number, block in enumerate(blocks):
        test = doctest.DocTestParser().get_doctest(block, names, f"block {number}", str(PAGE), 0)
        runner.run(test, clear_globs=False)
        names.update(test.globs)
    assert runner.failures == 0
    assert runner.tries > 10


def test_every_format_has_its_row_and_says_what_it_carries() -> None:
    rows = {match[1]: match[2] for match in re.finditer(r"^\| `(\w+)`.*?\| .*? \| (.*?) \|", TEXT, flags=re.MULTILINE)}
    for name, kind in FORMATS.items():
        assert rows[name].startswith("all" if kind.whole else "places, links"), name
