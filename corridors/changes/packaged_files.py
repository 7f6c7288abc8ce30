"""Where the packaged scenarios lie: ``data/scenarios/ID.toml``."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

from corridors.errors import OptionError
from corridors.gate.quoted import quoted
from corridors.tables.reading import data_folder

__all__ = ["ids", "is_id", "path_of", "scenarios_folder"]

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


def path_of(name: str) -> Path:
    """Find the file of a packaged scenario.

    Raises
    ------
    OptionError
        There is none of this id; says which may have been meant.
    """
    known = ids()
    wanted = name if name in known else _simple(name)
    if wanted in known:
        return scenarios_folder() / f"{wanted}.toml"
    close = get_close_matches(wanted, known, n=3)
    hint = f"did you mean {', '.join(map(repr, close))}?" if close else f"there are {', '.join(known) or 'none'}"
    asked = quoted(name)
    raise OptionError(f"{asked} is no packaged scenario: {hint} (files are named with their ending, .toml or .json)")


def _simple(name: object) -> str:
    return name.strip().casefold().replace(" ", "-").replace("_", "-") if isinstance(name, str) else ""
