"""Arguments of answers, read by name: what is given is read, what is left out stays as it is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure

import corridors as co
from corridors.gate.arguments import a_text, reads
from corridors.gate.frames import a_frame
from corridors.gate.paths import a_path
from corridors.gate.quoted import quoted


@reads("title", "most", "legend", "path", "ax")
def asked(title: Any = None, *, most: Any = 3, legend: Any = True, path: Any = None, ax: Any = None) -> list[Any]:
    """Give what it was given."""
    return [title, most, legend, path, ax]


def test_what_is_given_is_read_by_its_name() -> None:
    """Each by a reader of its own, in its place or by its word."""
    ax = Figure().add_subplot()
    assert asked("a", most=2.0, legend="no", path="x", ax=ax) == ["a", 2, False, Path("x"), ax]
    assert asked(title="b") == ["b", 3, True, None, None]


def test_a_default_that_is_given_is_none_of_its_business() -> None:
    """None for "find one yourself" is no text, and is not read as one."""
    assert asked(None, path=None, ax=None) == [None, 3, True, None, None]


@pytest.mark.parametrize(
    "given",
    [{"title": 1}, {"title": b"a"}, {"title": "\ud800"}, {"most": "x"}, {"most": -1}, {"legend": "maybe"},
     {"path": 3}, {"ax": Figure()}, {"ax": "axes"}],
    ids=quoted,
)  # fmt: skip
def test_what_is_none_is_refused_under_its_name(given: dict[str, Any]) -> None:
    """Before the function begins."""
    with pytest.raises(co.OptionError, match=f"^{next(iter(given))}="):
        asked(**given)


def test_axes_as_such_are_no_axes() -> None:
    """The class has all that an instance has, but nothing to draw on."""
    with pytest.raises(co.OptionError, match="give axes of matplotlib"):
        asked(ax=type(Figure().add_subplot()))


@pytest.mark.parametrize("text", ["", "Ways", "Пути", "👋"])
def test_texts_of_all_letters_are_texts(text: str) -> None:
    """What can be written as UTF-8."""
    assert a_text("title", text) == text


class AsBytes(os.PathLike[bytes]):
    """A path that is bytes."""

    def __fspath__(self) -> bytes:
        return b"x"


@pytest.mark.parametrize("given", ["", "  ", "a\0b", 1, None, b"x", AsBytes(), "a" * 256, "b/" + "я" * 128 + "/c"])
def test_what_no_path_is_is_refused(given: Any) -> None:
    """A name of one part may have 255 bytes, not letters."""
    with pytest.raises(co.OptionError, match=r"data=.*: give the path"):
        a_path("data", given)


@pytest.mark.parametrize("given", ["a", " a", Path("a/b"), "a" * 255, "я" * 127, "/".join(["a" * 200] * 4)])
def test_what_a_path_is_is_one(given: Any) -> None:
    """However long it is as a whole."""
    assert a_path("data", given) == Path(given)


def test_frames_are_frames_with_each_column_once() -> None:
    """Names that are numbers are texts, so that they may stand twice as such."""
    given = pd.DataFrame([[1, 2]], columns=["a", 1])
    read = a_frame("links", given)
    assert list(read.columns) == ["a", "1"]
    assert read.to_numpy().tolist() == [[1, 2]]
    assert list(given.columns) == ["a", 1]
    with pytest.raises(co.DataError, match=r"links\.1: the column stands 2 times; keep one"):
        a_frame("links", pd.DataFrame([[1, 2, 3]], columns=["1", 1, "a"]))
    with pytest.raises(co.OptionError, match="columns of 2 levels"):
        a_frame("links", pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")])))
    with pytest.raises(co.OptionError, match=r"links=\[1\] is no frame"):
        a_frame("links", [1])


@pytest.mark.parametrize(
    ("value", "text"),
    [("a\nb   c", r"'a\nb c'"), (10**300, "1" + "0" * 17), ("x" * 80, "'" + "x" * 36), (10**5000, "a very large int")],
    ids=["lines", "digits", "letters", "more digits than are written"],
)
def test_what_is_quoted_is_short_and_on_one_line(value: Any, text: str) -> None:
    """Whatever its length."""
    said = quoted(value)
    assert said.startswith(text)
    assert len(said) <= 80
    assert "\n" not in said


def test_what_cannot_be_written_is_named_by_its_type() -> None:
    """Its own error is none of ours."""

    class Odd:
        def __repr__(self) -> str:
            raise RuntimeError

    class Long:
        def __repr__(self) -> str:
            raise ValueError

    namesake = type("dict", (), {"__module__": "elsewhere"})  # taken for a dictionary by its name, and has no length
    assert quoted(namesake()) == "a dict"
    assert quoted(type("int", (), {"__repr__": Long.__repr__})()) == "a int"
    assert "Odd" in quoted(Odd())
    assert "Long" in quoted(Long())
