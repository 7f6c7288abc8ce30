"""Loading a network from its tables; the packaged one is read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from corridors.gate.paths import a_path
from corridors.network.network import Network
from corridors.tables.dates import DateLike
from corridors.tables.reading import read_tables

if TYPE_CHECKING:
    from corridors.changes.scenario import ScenarioLike

__all__ = ["load_network"]


@cache
def _packaged() -> Network:
    return Network(read_tables())


def load_network(
    on: DateLike | None = None, *, data: str | Path | None = None, scenario: ScenarioLike | None = None
) -> Network:
    """Load the packaged network, or one from a folder of tables.

    Parameters
    ----------
    on
        Date or year (its last day); the data's reference date by default. Planned links count from their
        expected year when `on` lies after the reference date.
    data
        Folder with ``datapackage.json`` and the tables; the packaged one by default.
    scenario
        Changes to apply: a `Scenario`, the id of a packaged one, the path of a saved one, or a dict of its parts.

    Raises
    ------
    DataError
        The tables do not hold together; every finding at once.
    OptionError
        `on` is no date, or one before the tables begin.

    Examples
    --------
    >>> import corridors as co
    >>> "in use" in co.load_network(on=2035).summary()
    True
    """
    if data is None and on is None and scenario is None:
        return _packaged()
    network = _packaged() if data is None else Network(read_tables(a_path("data", data)))
    if scenario is not None:
        network = network.apply(scenario)
    return network.at(on)
