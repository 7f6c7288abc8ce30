"""Names heard one by one or all in one go."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corridors.world.names import apiece, normalise, sound

NAMES = st.lists(st.text(st.characters(codec="utf-8"), max_size=8), max_size=6)


@pytest.mark.parametrize("form", [normalise, sound])
@given(texts=NAMES)
@example(texts=[])
@example(texts=["", ""])
@example(texts=["two\nlines", "Türkmenbaşy"])
@example(texts=["a", "\u0301b"])  # an accent that has no letter before it
def test_all_in_one_go_is_as_one_by_one(form: Callable[[str], str], texts: list[str]) -> None:
    """Neighbours in a list are no neighbours in a word."""
    assert apiece(form, texts) == [form(text) for text in texts]


@pytest.mark.parametrize(
    ("one", "other"), [("1.0", "10"), ("-1", "1"), ("1_1", "11"), ("8/47", "847"), ("Km 1.5", "Km 15"), ("2-1", "21")]
)
def test_what_stands_in_a_number_is_part_of_it(one: str, other: str) -> None:
    """A dash between letters is a way of writing, between figures it tells numbers apart."""
    assert normalise(one) != normalise(other)
    assert sound(one) != sound(other)
    assert apiece(normalise, [one, other]) == [normalise(one), normalise(other)]
