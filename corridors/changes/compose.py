"""Two scenarios as one: what is first done and what then, and what both touch.

Every amount is of the figures that stood before any scenario, and where several changes touch a cell the last holds.
So joining is associative, a scenario joined with itself has its own effect, and applying two in turn is applying
what they make together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from corridors.changes.change import Change
from corridors.changes.entry import Entry, names_within
from corridors.changes.including import included

if TYPE_CHECKING:
    from corridors.changes.scenario import Scenario

__all__ = ["Conflict", "composed", "expanded", "steps"]


class Conflict(NamedTuple):
    """A cell or a name that both of two scenarios touch, in different ways."""

    what: str  # such as ``links[kuryk--alat--ferry].capacity_mt_per_year`` or ``shut: IR``
    earlier: Any
    later: Any  # what holds

    def __str__(self) -> str:
        return f"{self.what}: {self.earlier!r} and then {self.later!r}; the later holds"


def steps(scenario: Scenario) -> tuple[Change, ...]:
    """List the changes of cells of a scenario in their order: links, changes, and what comes earlier or later."""
    links = [
        Change("links", {"id": key}, cells, _spots=_below(scenario, "links", key))
        for key, cells in scenario.links.items()
    ]
    shifts = [
        Change("shift", {"what": key}, {"date": value}, _spots=_below(scenario, "shift", key))
        for key, value in scenario.shift.items()
    ]
    return (*links, *scenario.changes, *shifts)


def _below(scenario: Scenario, *way: str) -> dict[tuple[Any, ...], str]:
    """Give where the parts of a change stand that is written in its short form."""
    depth = len(way)
    found = {
        ("set", *key[depth:]) if key[depth:] else (): spot
        for key, spot in scenario._spots.items()
        if key[:depth] == way
    }
    if () in scenario._spots:
        found.setdefault((), scenario._spots[()])
    return found


def expanded(scenario: Scenario) -> Scenario:
    """Give a scenario with those that it includes joined before it."""
    if not scenario.include:
        return scenario
    own = replace(scenario, include=())
    first, *others = (expanded(other) for other in included(scenario))
    joined = first
    for other in (*others, own):
        joined = composed(joined, other)
    return replace(
        joined,
        name=scenario.name,
        description=scenario.description,
        id=scenario.id,
        on=joined.on if scenario.on is None else scenario.on,
    )


def composed(one: Scenario, two: Scenario) -> Scenario:
    """Give one scenario that does what `one` does and then what `two` does."""
    one, two = expanded(one), expanded(two)
    links = {key: dict(value) for key, value in one.links.items()}
    for key, cells in two.links.items():
        links[key] = {**links.get(key, {}), **cells}
    shift: Mapping[str, str] = _later(one.shift, two.shift)
    changes: tuple[Change, ...] = ()
    if one.changes or two.changes or (one.shift and two.links):
        # in one row of changes, for then the order in which they were made is kept
        changes, links, shift = (*_signed(one), *_signed(two)), {}, {}
    return type(two)(
        name=f"{one.name} + {two.name}",
        description=" ".join(filter(None, (one.description, two.description))),
        shut=_names(one.shut, two.shut, undone=two.open),
        open=_names(one.open, two.open, undone=two.shut),
        lift=tuple(dict.fromkeys((*one.lift, *two.lift))),
        links=links,
        changes=changes,
        add=_added(one.add, two.add),
        shift=shift,
        delay=_later(one.delay, two.delay),
        sources=tuple(dict.fromkeys((*one.sources, *two.sources))),
        on=one.on if two.on is None else two.on,
        _spots={**one._spots, **two._spots},
        _folder=two._folder,
        _conflicts=tuple(dict.fromkeys((*one.conflicts, *two.conflicts, *_conflicts(one, two)))),
    )


def _signed(scenario: Scenario) -> list[Change]:
    """List the changes of a scenario, each naming it as the source where it has no other."""
    own = (f"scenario {scenario.label}",)
    return [change if change.source else replace(change, source=own) for change in steps(scenario)]


def _later(one: Mapping[str, Any], two: Mapping[str, Any]) -> dict[str, Any]:
    """Join by key; what stands in both moves to its later place."""
    return {key: value for key, value in one.items() if key not in two} | dict(two)


def _names(
    one: Iterable[str | Entry], two: Iterable[str | Entry], *, undone: Iterable[str | Entry]
) -> tuple[str | Entry, ...]:
    """Join names but those that the second undoes; each stands once, at its last place."""
    gone = {item for item in undone if isinstance(item, str)}
    kept = [*(item for item in one if not (isinstance(item, str) and item in gone)), *two]
    return tuple(reversed(dict.fromkeys(reversed(kept))))


def _added(one: Mapping[str, Any], two: Mapping[str, Any]) -> dict[str, tuple[Mapping[str, Any], ...]]:
    """Join rows by table; of rows with the same id the later stands, and rows that are alike stand once."""
    found: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for table in dict.fromkeys((*one, *two)):
        rows = {row.get("id") or row: row for row in one.get(table, ())}
        found[table] = tuple(_later(rows, {row.get("id") or row: row for row in two.get(table, ())}).values())
    return found


# -- what both touch --------------------------------------------------------------------------------------


def _conflicts(one: Scenario, two: Scenario) -> list[Conflict]:
    found = []
    first, second = _touched(one), _touched(two)
    for what, later in second.items():
        if what in first and first[what] != later:
            found.append(Conflict(what, first[what], later))
    for earlier, later, names in (
        ("shut", "open", set(names_within(one.shut)) & set(names_within(two.open))),
        ("open", "shut", set(names_within(one.open)) & set(names_within(two.shut))),
    ):
        found += [Conflict(name, earlier, later) for name in sorted(names)]
    return found


def _touched(scenario: Scenario) -> dict[str, Any]:
    """Give what a scenario makes of each cell or name that it touches, as far as its own words tell."""
    found: dict[str, Any] = {}
    for change in steps(scenario):
        if change.table == "shift":
            found[f"shift of {change.where['what']}"] = change.set["date"]
            continue
        ids = change.where.get("id") if set(change.where) == {"id"} else None
        labels = (ids,) if isinstance(ids, str) else ids or (_told(change.where),)
        for label in labels:
            found |= {f"{change.table}[{label}].{column}": amount for column, amount in change.set.items()}
    found |= {f"delay at {key}": value for key, value in scenario.delay.items()}
    return found | {
        f"{table}[{row['id']}]": row for table, rows in scenario.add.items() for row in rows if row.get("id")
    }


def _told(where: Mapping[str, Any]) -> str:
    return ", ".join(f"{key} = {where[key]}" for key in sorted(where)) or "all rows"
