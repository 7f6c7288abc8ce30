"""The page of public names has all of them, each with what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

import corridors as co
from tools.make_api import CLASSES, MET, PAGE, main, members, render

TEXT = PAGE.read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+).*?\n(.*?)(?=^## |\Z)", TEXT, flags=re.MULTILINE | re.DOTALL))


def test_the_page_is_up_to_date() -> None:
    assert render() == TEXT, "docstrings or names changed: run `make api`"


def test_the_command_writes_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.make_api.PAGE", tmp_path / "api.md")
    main()
    assert (tmp_path / "api.md").read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("name", co.__all__)
def test_every_public_name_is_on_it(name: str) -> None:
    """As a row of functions or errors, or with a section of its own."""
    assert name in SECTIONS or re.search(rf"^\| `{name}` \| \S", TEXT, flags=re.MULTILINE)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_public_attribute_of_a_class_is_on_it(kind: type) -> None:
    """As ``dir`` shows them, but for what a sequence, a text or a tuple has by itself."""
    ready = set().union(*(dir(base) for base in (Sequence, str, tuple) if issubclass(kind, base)))
    for name in dir(kind):
        if not name.startswith("_") and name not in ready:
            assert re.search(rf"`{name}(\(\))?`", SECTIONS[kind.__name__]), name


@pytest.mark.parametrize("row", re.findall(r"^\| `.*$", TEXT, flags=re.MULTILINE))
def test_every_name_says_what_it_is(row: str) -> None:
    """In one line, that ends like a sentence."""
    _, name, said, _ = re.split(r"(?<!\\)\|", row)
    assert said.strip().endswith("."), name


def test_every_class_that_is_public_has_a_section() -> None:
    public = {value for name in co.__all__ if isinstance(value := getattr(co, name), type)}
    assert {kind for kind in public if not issubclass(kind, Exception)} == set(CLASSES) - set(MET)


def test_members_of_a_parent_are_those_of_the_class() -> None:
    """A route has what its account has, and a network its contents; a sequence's own are Python's."""
    assert {"length_km", "plot", "legs"} <= {name for name, _ in members(co.Route)}
    assert {"edition", "places", "at"} <= {name for name, _ in members(co.Network)}
    assert "index" not in {name for name, _ in members(co.RouteSet)}
