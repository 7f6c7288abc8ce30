"""Scenarios: named, saved, composable changes to a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from reprlib import repr as shortened
from typing import TYPE_CHECKING, Any

from corridors.changes.change import Change, dates_of, names_of
from corridors.changes.compose import Conflict, composed
from corridors.changes.entry import Entry, delay_of, entries_of
from corridors.changes.files import load, save
from corridors.changes.findings import Spots
from corridors.changes.frozen import Frozen, blanked, frozen, key_of, plain
from corridors.changes.packaged_files import is_id, path_of
from corridors.changes.reading import scenario_from_toml
from corridors.changes.writing import toml_of
from corridors.errors import OptionError
from corridors.gate.arguments import reads
from corridors.gate.paths import a_path
from corridors.gate.quoted import quoted
from corridors.words.brief import brief
from corridors.words.html import html_paragraph

if TYPE_CHECKING:
    from corridors.network.network import Network

__all__ = ["Scenario", "ScenarioLike", "as_scenario", "packaged"]


@dataclass(frozen=True, eq=False)
class Scenario:
    """A named set of changes, to be applied with `Network.apply` or ``scenario=``.

    Parameters
    ----------
    name
        What it is called.
    description
        What it stands for and what it assumes.
    shut, open
        Links, places, countries, corridors, branches, modes, events, services, or the border of a pair of countries
        (``"AF-PK"``) that it shuts; links (or corridors, meaning all their links) and services that it opens whatever
        their status. For a time: ``{"what": ["AF-PK"], "since": "2027", "until": "2028-06"}``. A link that stands
        under both, by whatever names, is shut: so a corridor can be opened but for a part.
    lift
        Events that no longer hold.
    links
        New values by link id and column, such as ``{"kuryk--alat--ferry": {"capacity_mt_per_year": 4}}``: the short
        form of a change of one link.
    changes
        Changes of cells of any table (`Change`); where several touch one cell, the last holds.
    add
        Further rows by table, each with its cells by column.
    shift
        Planned links, projects, or corridors (their planned links and the projects on them) that come earlier or
        later: a date, or ``"-2 years"``. A date of a corridor is that of its first work; the others keep their
        distance.
    delay
        How much longer it takes all who arrive at a place, use a link or cross a border (``"AF-PK"``): ``"+24 h"``, or
        ``{"time_h": "+24 h", "modes": ["rail"]}``.
    include
        Scenarios that are applied first: ids of packaged ones, or files.
    id
        Short name under which it is packaged.
    sources
        Ids of the sources that it rests on.
    on
        The date that it is meant for, used where none is asked for.

    Examples
    --------
    >>> import corridors as co
    >>> reopened = co.Scenario("crossings reopened", lift=("af-pk-border-2025",))
    >>> co.shortest_route("Tashkent", "Karachi", modes=["road"], avoid=["IR", "CN"], scenario=reopened).countries[-2:]
    ('AF', 'PK')
    >>> (reopened | co.Scenario("no Iran", shut=("IR",))).name
    'crossings reopened + no Iran'
    """

    name: str
    description: str = ""
    shut: tuple[str | Entry, ...] = ()
    open: tuple[str | Entry, ...] = ()
    lift: tuple[str, ...] = ()
    links: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    add: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    shift: Mapping[str, str] = field(default_factory=dict)
    delay: Mapping[str, Any] = field(default_factory=dict)
    include: tuple[str, ...] = ()
    id: str = ""
    sources: tuple[str, ...] = ()
    on: str | None = None
    #: where its parts stand in their file, the folder of that file, and what its parts disagreed about
    _spots: Spots = field(default_factory=dict, repr=False)
    _folder: Path | None = field(default=None, repr=False)
    _conflicts: tuple[Conflict, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.name, str):
            raise OptionError(f"a scenario is called {self.name!r}: give a name")
        whose = f"scenario {self.name!r}"
        for name in ("description", "id"):
            if not isinstance(getattr(self, name), str):
                raise OptionError(f"{whose} has {name}={getattr(self, name)!r}: give a text")
        for name in ("shut", "open"):
            self._keep(name, entries_of(whose, name, getattr(self, name)))
        for name in ("lift", "include", "sources"):
            self._keep(name, names_of(whose, name, getattr(self, name)))
        if not isinstance(self.links, Mapping) or not all(isinstance(v, Mapping) for v in self.links.values()):
            raise OptionError(f"{whose} has links={self.links!r}: give columns by link id")
        self._keep("links", Frozen({key: blanked(frozen(cells)) for key, cells in self.links.items()}))
        self._keep("changes", _changes_of(whose, self.changes))
        self._keep("add", _rows_of(whose, self.add))
        for name in ("shift", "delay"):
            if not isinstance(getattr(self, name), Mapping):
                raise OptionError(f"{whose} has {name}={getattr(self, name)!r}: give amounts by name")
        self._keep("shift", frozen({key: _text(value) for key, value in self.shift.items()}))
        self._keep("delay", frozen({key: _short(delay_of(whose, value)) for key, value in self.delay.items()}))
        self._keep("on", dates_of(whose, self.on, None)[0])

    def _keep(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    # -- comparison -------------------------------------------------------------------------------------

    def _key(self) -> tuple[Any, ...]:
        """Give what makes it what it is; the order of names that are sets does not count."""
        return (
            self.name, self.description, self.id, self.on, self.changes, self.include,
            *(frozenset(part) for part in (self.shut, self.open, self.lift, self.sources)),
            *(key_of(part) for part in (self.links, self.add, self.shift, self.delay)),
        )  # fmt: skip

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, Scenario) else NotImplemented

    def __hash__(self) -> int:
        found: int | None = self.__dict__.get("_hash")
        if found is None:
            found = hash(self._key())
            self._keep("_hash", found)
        return found

    # -- composition ------------------------------------------------------------------------------------

    def __or__(self, other: ScenarioLike) -> Scenario:
        """Join two: applying it is applying this one and then the other; where both touch a cell, the later holds.

        Raises
        ------
        OptionError
            `other` is no scenario, nor the data, the path or the id of one.
        """
        return composed(self, as_scenario(other))

    def __add__(self, other: ScenarioLike) -> Scenario:
        """Do the same as ``|``."""
        return self | other

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What both of two scenarios that were joined touch, with both values; the later holds."""
        return self._conflicts

    @property
    def label(self) -> str:
        """What its figures name as their source: its id, or else its name."""
        return self.id or self.name

    @property
    def is_dated(self) -> bool:
        """Whether what it does depends on the date of the network."""
        dates = [(item.since, item.until) for item in (*self.shut, *self.open) if isinstance(item, Entry)]
        dates += [(change.since, change.until) for change in self.changes]
        return any(date is not None for pair in dates for date in pair)

    def check(self, network: Network) -> None:
        """Check it against a network: that there is all it names, on whatever dates, and that what it makes holds.

        Raises
        ------
        DataError
            With every finding, each with its line where the scenario was read from a file.
        """
        from corridors.changes.apply import check_against

        core = getattr(network, "_core", None)
        if core is None:
            raise OptionError(f"network={quoted(network)}: give a network, such as corridors.load_network()")
        check_against(self, core)

    # -- data and files ---------------------------------------------------------------------------------

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON; of what was not known to earlier versions, only what is said."""
        data: dict[str, Any] = {"name": self.name, "description": self.description}
        data |= {
            name: [item if isinstance(item, str) else item.to_dict() for item in getattr(self, name)]
            for name in ("shut", "open")
        }
        data |= {"lift": list(self.lift), "links": plain(self.links)}
        if self.changes:
            data["changes"] = [change.to_dict() for change in self.changes]
        for name in ("add", "shift", "delay", "include", "id", "sources", "on"):
            if getattr(self, name):
                data[name] = plain(getattr(self, name))
        return data

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
        known = {part.name for part in fields(cls) if not part.name.startswith("_")}
        unknown = sorted(str(key) for key in set(data) - known)
        if unknown or "name" not in data:
            problem = f"unknown keys {', '.join(unknown)}" if unknown else "no name"
            raise OptionError(f"scenario with {problem}: it takes {', '.join(sorted(known))}")
        return cls(**data)

    def to_toml(self) -> str:
        """Give it as the text of a TOML file (docs/scenarios.md)."""
        return toml_of(self)

    @classmethod
    @reads("text", "file")
    def from_toml(cls, text: str, *, file: str = "scenario.toml") -> Scenario:
        """Read the text of a TOML file.

        Parameters
        ----------
        text
            The text.
        file
            What findings call it.

        Raises
        ------
        DataError
            With every finding and its line.
        """
        return scenario_from_toml(text, cls, file=file)

    def save(self, path: str | Path) -> None:
        """Write the scenario as TOML or as JSON, by the ending of the path; whole or not at all.

        Raises
        ------
        OptionError
            The file cannot be written.
        """
        save(self, a_path("path", path, what="the path of a file"))

    @classmethod
    def load(cls, path: str | Path) -> Scenario:
        """Read a scenario from a TOML file, or one saved as JSON.

        Raises
        ------
        OptionError
            The file is absent or no scenario; of TOML it is a DataError too, with every finding and its line.
        """
        return load(a_path("path", path, what="the path of a file"), cls)

    def __repr__(self) -> str:
        return brief(self, self.name if self.id in ("", self.name) else f"{self.id}: {self.name}")

    def _repr_html_(self) -> str:
        counts = {
            name: len(getattr(self, name)) for name in ("shut", "open", "lift", "links", "changes", "add", "shift")
        }
        does = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
        return html_paragraph([self.name, *filter(None, (self.description, does and f"parts: {does}"))])


def _changes_of(whose: str, value: Any) -> tuple[Change, ...]:
    items = (value,) if isinstance(value, Change) else value
    if not isinstance(items, (list, tuple)):
        raise OptionError(f"{whose} has changes={shortened(value)}: give a list of corridors.Change")
    found = []
    for item in items:
        if isinstance(item, Mapping):
            known = {part.name for part in fields(Change) if not part.name.startswith("_")}
            unknown = sorted(str(key) for key in set(item) - known)
            if unknown or "table" not in item:
                problem = f"unknown keys {', '.join(unknown)}" if unknown else "no 'table'"
                raise OptionError(f"{whose} has a change with {problem}: it takes {', '.join(sorted(known))}")
            item = Change(**item)
        if not isinstance(item, Change):
            raise OptionError(f"{whose} has a change {shortened(item)}: give a corridors.Change or a dict of its parts")
        found.append(item)
    return tuple(found)


def _rows_of(whose: str, value: Any) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
    if not isinstance(value, Mapping):
        raise OptionError(f"{whose} has add={shortened(value)}: give rows by table")
    kept: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for table, rows in value.items():
        rows = (rows,) if isinstance(rows, Mapping) else rows
        if not isinstance(rows, (list, tuple)) or not all(isinstance(row, Mapping) for row in rows):
            raise OptionError(f"{whose} adds {shortened(rows)} to {table}: give rows, each a dict of its cells")
        kept[table] = tuple(blanked(frozen(row)) for row in rows)
    return Frozen(kept)


def _text(value: Any) -> Any:
    """Give a year as its text."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _short(delay: Mapping[str, Any]) -> Any:
    return delay["time_h"] if set(delay) == {"time_h"} else delay


@cache
def packaged(path: Path) -> Scenario:
    """Read a packaged scenario, once.

    Raises
    ------
    OptionError
        The file is called otherwise than its scenario.
    """
    found = Scenario.load(path)
    if found.id != path.stem:
        raise OptionError(f"{path.name} has id = {found.id!r}: call both alike")
    return found


#: What can be given as a scenario: one, its plain data, the path of its file, or the id of a packaged one.
ScenarioLike = Scenario | Mapping[str, Any] | str | Path


def as_scenario(asked: ScenarioLike) -> Scenario:
    """Give a scenario, read from its file, found among the packaged or made of its plain data where need be.

    Raises
    ------
    OptionError
        The file or the data hold no scenario, or `asked` is nothing of the kind.
    """
    if isinstance(asked, Scenario):
        return asked
    if isinstance(asked, Path):
        return Scenario.load(asked)
    if isinstance(asked, str):
        a_path("scenario", asked, what="a Scenario, a dict of its parts, an id or the path of a file")
        return packaged(path_of(asked)) if is_id(asked) else Scenario.load(asked)
    if isinstance(asked, Mapping):
        return Scenario.from_dict(asked)
    raise OptionError(
        f"scenario={shortened(asked)} is no scenario: give a Scenario, a dict of its parts, or the path of a saved one "
        "(or the id of a packaged one: `corridors scenarios` lists them)"
    )
