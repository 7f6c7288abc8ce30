"""The packaged scenarios: ``data/scenarios/ID.toml``, each read when it is first asked for."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from corridors.errors import OptionError
from corridors.tables.reading import data_folder

if TYPE_CHECKING:
    from corridors.changes.scenario import Scenario

__all__ = ["ids", "is_id", "scenario", "scenarios", "scenarios_folder"]

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


def scenarios_folder() -> Path:
    """Find the folder of the packaged scenarios."""
    return data_folder() / "scenarios"


def is_id(text: str) -> bool:
    """Whether a text can be the id of a packaged scenario, and is no file.

    Examples
    --------
    >>> is_id("hormuz-shut"), is_id("mine.toml"), is_id("folder/mine")
    (True, False, False)
    """
    return _ID.fullmatch(text) is not None and not Path(text).is_file()


def ids() -> tuple[str, ...]:
    """List the ids of the packaged scenarios, the status quo first."""
    found = sorted(path.stem for path in scenarios_folder().glob("*.toml"))
    return tuple(sorted(found, key=lambda name: name != "status-quo"))


def scenario(id: str) -> Scenario:  # noqa: A002, the word of the file
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
    known = ids()
    if id not in known:
        wanted = id.strip().casefold().replace(" ", "-").replace("_", "-") if isinstance(id, str) else ""
        if wanted in known:
            return _read(scenarios_folder(), wanted)
        close = get_close_matches(wanted, known, n=3)
        hint = f"did you mean {', '.join(map(repr, close))}?" if close else f"there are {', '.join(known) or 'none'}"
        raise OptionError(f"{id!r} is no packaged scenario: {hint} (files are named with their ending, .toml or .json)")
    return _read(scenarios_folder(), id)


def scenarios() -> tuple[Scenario, ...]:
    """Give all packaged scenarios, the status quo first.

    Examples
    --------
    >>> import corridors as co
    >>> co.scenarios()[0].id
    'status-quo'
    """
    return tuple(scenario(name) for name in ids())


@cache
def _read(folder: Path, name: str) -> Scenario:
    from corridors.changes.scenario import Scenario

    found = Scenario.load(folder / f"{name}.toml")
    if found.id != name:
        raise OptionError(f"{name}.toml has id = {found.id!r}: call both alike")
    return found
