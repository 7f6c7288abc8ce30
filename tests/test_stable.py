"""What users rely on stays as it is pinned, until it is changed on purpose: ``make pinned`` (docs/stability.md)."""

from __future__ import annotations

import inspect
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import corridors as co
from corridors.gate.deprecated import Deprecation
from tools import pin_face

ROOT = Path(__file__).resolve().parent.parent

HOW = "if that is on purpose: `make pinned`, and a line in CHANGELOG.md"


def pinned(file: str) -> Any:
    return json.loads((pin_face.FOLDER / file).read_text(encoding="utf-8"))


def test_the_public_names_are_those_that_are_pinned() -> None:
    assert pin_face.names() == pinned("names.json"), HOW


def test_everything_is_called_as_is_pinned() -> None:
    now, then = pin_face.signatures(), pinned("signatures.json")
    changed = {
        name: (then.get(name), now.get(name)) for name in now.keys() | then.keys() if now.get(name) != then.get(name)
    }
    assert not changed, HOW


def differences(then: Any, now: Any, where: str = "") -> list[str]:
    """List where the shape of plain data is other than was pinned.

    Keys count, and the types of values; whether a value is blank or a list empty is for the data to say.
    """
    if then in ("null", [], {}) or now in ("null", [], {}):
        return []
    if isinstance(then, str) and isinstance(now, str):
        shared = (set(then.split(" | ")) & set(now.split(" | "))) - {"null"}
        return [] if shared else [f"{where}: {now}, was {then}"]
    if isinstance(then, list) and isinstance(now, list):
        return differences(then[0], now[0], f"{where}[]")
    if isinstance(then, dict) and isinstance(now, dict):
        if "any of" in then or "any of" in now:
            return []
        olds = {key.rstrip("?"): value for key, value in then.items()}
        news = {key.rstrip("?"): value for key, value in now.items()}
        sure = {key for key in [*then, *now] if not key.endswith("?")}
        found = [f"{where}.{key}: {'gone' if key in olds else 'new'}" for key in sure & (olds.keys() ^ news.keys())]
        for key in olds.keys() & news.keys():
            found += differences(olds[key], news[key], f"{where}.{key}")
        return found
    either = [each for each in (then, now) if isinstance(each, dict) and "any of" in each]
    return [] if either else [f"{where}: another kind of value"]


@pytest.fixture(scope="module")
def shapes() -> dict[str, Any]:
    return pin_face.schemas()


def test_what_to_dict_gives_has_the_keys_and_types_that_are_pinned(shapes: dict[str, Any]) -> None:
    then = pinned("schemas.json")
    assert shapes.keys() == then.keys(), HOW
    assert not [text for name in then for text in differences(then[name], shapes[name], name)], HOW


def test_a_change_of_the_shape_would_be_noticed(shapes: dict[str, Any]) -> None:
    """A key that goes, one that comes, and a number that becomes a text."""
    route = shapes["Route"]
    less = {key: value for key, value in route.items() if key != "length_km"}
    assert differences(route, less) == [".length_km: gone"]
    assert differences(less, route) == [".length_km: new"]
    assert differences(route, route | {"time_h": "str"}) == [".time_h: str, was float"]
    legs = [{key: value for key, value in route["legs"][0].items() if key != "mode"}]
    assert differences(route, route | {"legs": legs}) == [".legs[].mode: gone"]


def number(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)[:2]))


def deprecations() -> list[tuple[str, Deprecation]]:
    """List what is deprecated: functions, methods and arguments."""
    values = [(name, getattr(co, name)) for name in co.__all__]
    values += [
        (f"{name}.{member}", value)
        for name, kind in values
        if isinstance(kind, type)
        for member, value in inspect.getmembers(kind)
    ]
    return [(name, each) for name, value in values for each in getattr(value, "__deprecations__", ())]


def test_what_is_deprecated_goes_when_it_was_said_to() -> None:
    """The release that was named in the warning must not still have it."""
    late = [(name, each) for name, each in deprecations() if number(co.__version__) >= number(each.gone)]
    assert not late


def test_the_lowest_versions_that_are_tried_are_those_that_are_allowed() -> None:
    """Each bound of pyproject.toml stands in constraints-lowest.txt, which `make lowest` installs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(each for extra in project["optional-dependencies"].values() for each in extra)]
    bounds = {}
    for text in asked:
        found = re.match(r"([\w-]+)(?:\[\w+\])?>=([\d.]+)", text)
        if found is not None:
            bounds[found[1]] = found[2]
    tried = dict(
        line.split("==")
        for line in (ROOT / "constraints-lowest.txt").read_text(encoding="utf-8").split()
        if "==" in line
    )
    assert bounds
    for name, bound in bounds.items():
        assert tried[name] == bound or tried[name].startswith(f"{bound}."), name
