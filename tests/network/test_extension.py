"""What is told of rows of one's own: counted, in columns, and so many of them alone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

import corridors as co
from corridors.network.extension import Extension
from corridors.tables.own import Join, Own
from tests.micro import micro


def extension(own: Own) -> Extension:
    """What a network tells whose tables came about so."""
    core: Any = SimpleNamespace(tables=SimpleNamespace(own=own))
    return Extension(core)


def joins(count: int) -> tuple[Join, ...]:
    return tuple(Join("links", str(number), "from", "A", "a", "name", None) for number in range(count))


def test_nothing_was_put_beside_a_network_as_it_comes() -> None:
    told = extension(Own())
    assert told.summary() == "Nothing was put beside the network."
    assert not told


@pytest.mark.parametrize(("count", "more"), [(1, 0), (40, 0), (41, 1), (45, 5)])
def test_forty_joins_are_shown_and_the_others_counted(count: int, more: int) -> None:
    """Forty are forty: that none are left is not said."""
    lines = extension(Own(joins=joins(count))).summary().splitlines()
    assert lines[:2] == ["Read as a network of its own.", f"Joins, {count} in all, the farthest over 0.0 km:"]
    assert lines[2].split() == ["row", "column", "asked", "place", "by", "km", "next", "nearest"]
    assert len([line for line in lines if line.startswith("  links[")]) == count - more
    assert [line for line in lines if "more in" in line] == ([f"  ... and {more} more in .joins"] if more else [])


@pytest.mark.parametrize(("count", "more"), [(1, 0), (40, 0), (41, 1), (45, 5)])
def test_forty_notes_are_shown_and_the_others_counted(count: int, more: int) -> None:
    """On a page as in the text."""
    told = extension(Own(notes=tuple(f"note <{number}>" for number in range(count))))
    lines = told.summary().splitlines()
    assert lines[1 : 1 + count - more] == [f"- note <{number}>" for number in range(count - more)]
    assert lines[1 + count - more :] == ([f"- ... and {more} more in .notes"] if more else [])
    assert told._repr_html_().count("<li>note &lt;") == count - more


def test_words_of_a_join_stand_to_the_left_and_its_kilometres_to_the_right() -> None:
    """So that the figures can be compared; what was the next nearest is a text again."""
    rows = (
        Join("links", "x", "from", "Angren", "angren", "name", None),
        Join("links", "a long row", "to", "(41, 70)", "yard", "line end", 12.34, "angren", 5.67),
        Join("links", "y", "to", "(42, 70)", "osh", "point", 0.04, "x", 8.0),
    )
    assert extension(Own(joins=rows)).summary().splitlines()[1:] == [
        "Joins, 3 in all, the farthest over 12.3 km:",
        "  row                column  asked     place   by          km  next nearest",
        "  links[x]           from    Angren    angren  name",
        "  links[a long row]  to      (41, 70)  yard    line end  12.3  angren 5.7 km",
        "  links[y]           to      (42, 70)  osh     point      0.0  x 8.0 km",
    ]


@pytest.mark.parametrize(
    ("count", "shown"),
    [(1, "l0"), (5, "l0, l1, l2, l3, l4"), (6, "l0, l1, l2, l3, l4 and 1 more"), (7, "l0, l1, l2, l3, l4 and 2 more")],
)
def test_links_without_a_line_are_named_five_at_most(count: int, shown: str) -> None:
    """They are drawn straight."""
    rows = [{"id": f"l{n}", "from": "A", "to": "B", "mode": "road", "length_km": 10.0 + n} for n in range(count)]
    told = micro("A ==10== B").extend(links=rows, check_lengths=False, on_conflict="keep both").extension
    lines = told.summary().splitlines()
    assert lines[0] == f"Put beside the network: {count} {'link' if count == 1 else 'links'}."
    assert f"No line was given, so drawn straight: {shown}." in lines
    assert bool(told)


def test_what_stands_beside_another_is_told_with_both_lengths() -> None:
    """And what was done with them."""
    row = {"from": "B", "to": "A", "mode": "rail", "gauge_mm": 1520, "length_km": 12.0}
    told = micro("A ==10== B").extend(links=[row], check_lengths=False, on_conflict="keep both").extension
    assert "- b--a--rail beside a--b--rail (12 and 10 km): both kept" in told.summary().splitlines()
    assert told.to_dict()["conflicts"][0]["done"] == "both kept"
    assert isinstance(repr(told), str)
    assert co.load_network().extension.to_dict()["added"] == {}
