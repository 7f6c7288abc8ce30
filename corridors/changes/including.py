"""Scenarios that another one includes: packaged ones by id, files by their path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.changes.findings import ScenarioError, spot_of
from corridors.changes.packaged_files import is_id, path_of
from corridors.errors import CorridorsError

if TYPE_CHECKING:
    from corridors.changes.scenario import Scenario

__all__ = ["included"]


def included(whole: Scenario, _above: tuple[str, ...] = ()) -> list[Scenario]:
    """Read what a scenario includes, and look on for circles.

    Raises
    ------
    ScenarioError
        Some are not there, are no scenarios, or include this one again.
    """
    found, findings = [], []
    above = (*_above, _name(whole))
    for name in whole.include:
        where = spot_of(whole._spots, "include", name) or f"scenario {whole.name!r}"
        try:
            other = _read(name, whole)
        except CorridorsError as error:
            findings.append(f"{where}: include {name!r}: {error}")
            continue
        if _name(other) in above:
            circle = " > ".join((*above[above.index(_name(other)) :], _name(other)))
            findings.append(f"{where}: include {name!r} goes round in a circle ({circle}); leave one of them out")
            continue
        try:
            included(other, above)
        except ScenarioError as error:
            findings.extend(error.findings)
        found.append(other)
    if findings:
        raise ScenarioError(findings)
    return found


def _read(name: str, whole: Scenario) -> Scenario:
    if is_id(name):
        return type(whole).load(path_of(name))
    return type(whole).load(name if whole._folder is None else whole._folder / name)


def _name(scenario: Scenario) -> str:
    """Give what tells a scenario from others: its file, or its id or name."""
    whole = scenario._spots.get(("file",))
    return whole or scenario.label
