"""Scenarios: named, saved, composable changes to a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from reprlib import repr as shortened
from typing import Any

from corridors.errors import OptionError

__all__ = ["Scenario", "ScenarioLike", "as_scenario"]


@dataclass(frozen=True)
class Scenario:
    """A named set of changes, to be applied with `Network.apply` or ``scenario=``.

    Parameters
    ----------
    name
        What it is called.
    description
        What it stands for, in a sentence.
    shut, open
        Links, places, countries, corridors or modes that it shuts; links (or corridors, meaning all their
        links) that it opens whatever their status. A link that stands under both, by whatever names, is shut: so
        a corridor can be opened but for a part. That holds as well where one of two scenarios opens it and the
        other shuts it, added or applied in turn.
    lift
        Events that no longer hold.
    links
        New values by link id and column, such as ``{"kuryk--alat--ferry": {"capacity_mt_per_year": 4}}``. Lists
        are kept as tuples, days as ISO texts and numbers of numpy as Python's, so that a scenario read from its
        file equals the one that was saved.

    Examples
    --------
    >>> import corridors as co
    >>> reopened = co.Scenario("crossings reopened", lift=("af-pk-border-2025",))
    >>> co.shortest_route("Tashkent", "Karachi", modes=["road"], avoid=["IR", "CN"], scenario=reopened).countries[-2:]
    ('AF', 'PK')
    >>> (reopened + co.Scenario("no Iran", shut=("IR",))).name
    'crossings reopened + no Iran'
    """

    name: str
    description: str = ""
    shut: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    lift: tuple[str, ...] = ()
    links: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not isinstance(self.name, str):
            raise OptionError(f"a scenario is called {self.name!r}: give a name")
        if not isinstance(self.description, str):
            raise OptionError(f"scenario {self.name!r} has description={self.description!r}: give a text")
        for name in ("shut", "open", "lift"):
            value = getattr(self, name)
            if not isinstance(value, (str, list, tuple, set, frozenset)):
                raise OptionError(f"scenario {self.name!r} has {name}={value!r}: give a name or a list of names")
            object.__setattr__(self, name, (value,) if isinstance(value, str) else tuple(value))
        if not isinstance(self.links, Mapping) or not all(isinstance(v, Mapping) for v in self.links.values()):
            raise OptionError(f"scenario {self.name!r} has links={self.links!r}: give columns by link id")
        links = {key: {column: _plain(cell) for column, cell in cells.items()} for key, cells in self.links.items()}
        object.__setattr__(self, "links", links)

    def __add__(self, other: ScenarioLike) -> Scenario:
        """Apply both; where they change the same cell, the later one holds.

        Raises
        ------
        OptionError
            `other` is no scenario, nor the data or the path of one.
        """
        other = as_scenario(other)
        links = {key: dict(value) for key, value in self.links.items()}
        for key, value in other.links.items():
            links[key] = {**links.get(key, {}), **value}
        return Scenario(
            name=f"{self.name} + {other.name}",
            description=" ".join(filter(None, (self.description, other.description))),
            shut=self.shut + other.shut,
            open=self.open + other.open,
            lift=self.lift + other.lift,
            links=links,
        )

    def __hash__(self) -> int:
        return hash((self.name, self.shut, self.open, self.lift, json.dumps(self.to_dict()["links"], sort_keys=True)))

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self), default=str))
        return plain

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Scenario:
        """Make a scenario of plain data.

        Raises
        ------
        OptionError
            Unknown keys, or no name.
        """
        if not isinstance(data, Mapping):
            raise OptionError(f"{shortened(data)} is no scenario: give a dict of its parts")
        known = set(cls.__dataclass_fields__)
        unknown = sorted(str(key) for key in set(data) - known)
        if unknown or "name" not in data:
            problem = f"unknown keys {', '.join(unknown)}" if unknown else "no name"
            raise OptionError(f"scenario with {problem}: it takes {', '.join(sorted(known))}")
        return cls(**data)

    def save(self, path: str | Path) -> None:
        """Write the scenario as JSON."""
        text = json.dumps(self.to_dict(), indent=1, ensure_ascii=False) + "\n"
        Path(path).write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, path: str | Path) -> Scenario:
        """Read a scenario saved as JSON.

        Raises
        ------
        OptionError
            The file is absent or no scenario.
        """
        try:
            return cls.from_dict(json.loads(Path(path).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise OptionError(f"{path} holds no scenario: {error}") from error


def _plain(cell: Any) -> Any:
    """Give the value of a cell in the form in which it also comes back from JSON."""
    if isinstance(cell, (list, tuple)):
        return tuple(_plain(item) for item in cell)
    if isinstance(cell, (set, frozenset)):
        return tuple(sorted((_plain(item) for item in cell), key=str))
    if isinstance(cell, date):
        return cell.isoformat()
    # a scalar of numpy, told by what it can do so that numpy need not be loaded
    if getattr(cell, "ndim", None) == 0 and hasattr(cell, "item"):
        return _plain(cell.item())
    return cell


#: What can be given as a scenario: one, its plain data, or the path of the file in which it was saved.
ScenarioLike = Scenario | Mapping[str, Any] | str | Path


def as_scenario(asked: ScenarioLike) -> Scenario:
    """Give a scenario, read from its file or made of its plain data where need be.

    Raises
    ------
    OptionError
        The file or the data hold no scenario, or `asked` is nothing of the kind.
    """
    if isinstance(asked, Scenario):
        return asked
    if isinstance(asked, (str, Path)):
        return Scenario.load(asked)
    if isinstance(asked, Mapping):
        return Scenario.from_dict(asked)
    raise OptionError(
        f"scenario={shortened(asked)} is no scenario: give a Scenario, a dict of its parts, or the path of a saved one"
    )
