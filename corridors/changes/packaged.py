"""The packaged scenarios, each read when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corridors.changes.apply import check_against
from corridors.changes.compose import expanded, steps
from corridors.changes.findings import Findings, ScenarioError
from corridors.changes.packaged_files import ids, path_of, scenarios_folder
from corridors.changes.scenario import Scenario, packaged
from corridors.errors import CorridorsError
from corridors.gate.arguments import reads

if TYPE_CHECKING:
    from corridors.world.core import Core

__all__ = ["check_packaged", "described", "scenario", "scenarios"]


@reads("id")
def scenario(id: str) -> Scenario:  # noqa: A002, the word of the files
    """Give a packaged scenario by its id.

    Parameters
    ----------
    id
        Such as ``"status-quo"``; `scenarios` gives them all.

    Raises
    ------
    OptionError
        There is none of this id; says which may have been meant.

    Examples
    --------
    >>> import corridors as co
    >>> co.scenario("status-quo").name
    'Status quo 2026'
    """
    return packaged(path_of(id))


def scenarios() -> tuple[Scenario, ...]:
    """Give all packaged scenarios, the status quo first.

    Examples
    --------
    >>> import corridors as co
    >>> co.scenarios()[0].id
    'status-quo'
    """
    return tuple(scenario(name) for name in ids())


def described(found: Scenario) -> dict[str, Any]:
    """Give what a list of scenarios says of one: id, name, first sentence, number of changes, sources."""
    whole = expanded(found)
    names = (whole.shut, whole.open, whole.lift, whole.delay)
    return {
        "id": found.id,
        "name": found.name,
        "sentence": " ".join(found.description.split()).partition(". ")[0].rstrip(".") + ".",
        "changes": len(steps(whole)) + sum(map(len, names)) + sum(map(len, whole.add.values())),
        "sources": list(found.sources),
    }


def check_packaged(core: Core) -> int:
    """Check every packaged scenario against tables, and give how many there are.

    Each is read and applied whole, so all that it names has to be there, its sources included; and each says what it
    assumes.

    Raises
    ------
    ScenarioError
        With every finding of every scenario.
    """
    findings = Findings()
    for path in sorted(scenarios_folder().glob("*.toml")):
        try:
            found = packaged(path)
            check_against(found, core)
        except ScenarioError as error:
            findings += error.findings
            continue
        except CorridorsError as error:
            findings.append(f"{path.name}: {error}")
            continue
        if not found.description.strip():
            findings.append(f"{path.name}: no description; say what it assumes")
    findings.raise_any()
    return len(ids())
