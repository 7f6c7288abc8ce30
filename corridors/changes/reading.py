"""Scenarios from the text of TOML files: read, checked by their form, every finding with its line."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from corridors.changes.change import Change
from corridors.changes.findings import ScenarioError, Spots
from corridors.changes.form import form_findings
from corridors.changes.lines import lines_of
from corridors.errors import CorridorsError

if TYPE_CHECKING:
    from corridors.changes.scenario import Scenario

__all__ = ["scenario_from_toml"]

_PLACE = re.compile(r"\(at line (\d+), column \d+\)$")


def scenario_from_toml(text: str, made: type[Scenario], *, file: str) -> Scenario:
    """Make a scenario, of the class that is `made`, of the text of a TOML file.

    Raises
    ------
    ScenarioError
        With every finding and its line.
    """
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ScenarioError([_syntax(str(error) or "nested too deep", text, file)]) from error
    lines = lines_of(text)
    findings = [(_line(lines, way), f"{file}:{_line(lines, way)}: {problem}") for way, problem in form_findings(data)]
    if findings:
        raise ScenarioError([text for _, text in sorted(findings, key=lambda finding: finding[0])])
    spots = _spots(lines, data, file)
    parts: dict[str, Any] = {key: data[key] for key in data if key not in ("format", "change", "add", "on")}
    if "on" in data:
        parts["on"] = data["on"] if not isinstance(data["on"], int) else str(data["on"])
    added: dict[str, list[Any]] = {}
    for entry in data.get("add", ()):
        added.setdefault(entry["table"], []).append(entry["row"])
    changes = [
        {**change, "_spots": _below(spots, ("change", number))} for number, change in enumerate(data.get("change", ()))
    ]
    try:
        parsed = tuple(Change(**change) for change in changes)
        return made(**parts, changes=parsed, add={k: tuple(v) for k, v in added.items()}, _spots=spots)
    except ScenarioError:
        raise
    except CorridorsError as error:  # what the form let pass
        raise ScenarioError([f"{file}:1: {error}"]) from error


def _syntax(problem: str, text: str, file: str) -> str:
    place = _PLACE.search(problem)
    line = int(place[1]) if place else text.count("\n") + 1
    return f"{file}:{line}: {_PLACE.sub('', problem).strip()}; this is no TOML"


def _line(lines: dict[tuple[Any, ...], int], way: tuple[Any, ...]) -> int:
    return next((lines[way[:end]] for end in range(len(way), 0, -1) if way[:end] in lines), 1)


def _spots(lines: dict[tuple[Any, ...], int], data: dict[str, Any], file: str) -> Spots:
    """Say of all that stands somewhere where it stands; of added rows by table and number in it."""
    spots: dict[tuple[Any, ...], str] = {(): file}
    spots |= {way: f"{file}:{line}" for way, line in lines.items()}
    counts: dict[str, int] = {}
    for number, entry in enumerate(data.get("add", ())):
        within = counts[entry["table"]] = counts.get(entry["table"], -1) + 1
        for way, line in lines.items():
            if way[:2] == ("add", number):
                rest = way[3:] if way[2:3] == ("row",) else way[2:]
                spots["add", entry["table"], within, *rest] = f"{file}:{line}"
    for key in ("shut", "open"):
        for number, item in enumerate(data.get(key, ())):
            what = item["what"] if isinstance(item, dict) else ()
            for name in (what,) if isinstance(what, str) else what:
                line = _line(lines, (key, number, "what", name))
                spots.setdefault((key, name), f"{file}:{line}")
    return spots


def _below(spots: Spots, top: tuple[Any, ...]) -> Spots:
    return {way[len(top) :]: spot for way, spot in spots.items() if way[: len(top)] == top} | (
        {} if top in spots else {(): spots[()]}
    )
