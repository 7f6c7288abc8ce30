"""What is asked of changed rows alone: every rule of the tables, and nothing less than of all rows."""

from __future__ import annotations

import pytest

from corridors.tables.checks import RULES, find_problems, references_resolve
from corridors.tables.holding import BY_ROW, BY_TABLE, WITH_LINKS, held_problems
from tests.tables.test_checks import BROKEN, tables


def test_every_rule_of_the_tables_is_asked() -> None:
    """Once each; that ids resolve is asked of the rows touched by its own way."""
    asked = [*BY_ROW, *WITH_LINKS, *BY_TABLE, references_resolve]
    assert len(asked) == len(set(asked))
    assert set(asked) == set(RULES)


@pytest.mark.parametrize(
    ("rule", "number"), [(rule, number) for rule, cases in BROKEN.items() for number in range(len(cases))]
)
def test_what_breaks_a_rule_is_found_in_the_rows_that_do(rule: str, number: int) -> None:
    """Tables that break a rule, as changes of tables that hold together: no finding is lost that is about them."""
    broken, sound = BROKEN[rule][number].tables, tables()
    touched, changed = {}, {}
    for name in broken.loaded:
        before, now = sound[name], broken[name]
        if len(now) < len(before):
            pytest.skip(f"rows of {name} are missing, which no change of a scenario does")
        positions = [i for i, row in enumerate(now) if i >= len(before) or row != before[i]]
        if positions:
            touched[name], changed[name] = frozenset(positions), now
    assert find_problems(sound) == []
    assert held_problems(sound, changed, touched)
