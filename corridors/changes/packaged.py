"""The packaged scenarios, each read when it is first asked for."""

from __future__ import annotations

from corridors.changes.packaged_files import ids, path_of
from corridors.changes.scenario import Scenario, packaged

__all__ = ["scenario", "scenarios"]


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
