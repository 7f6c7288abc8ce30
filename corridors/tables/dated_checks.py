"""Rules of the tables that know the date: price levels, consumer prices, what events do, risks and projects.

They are run with those of `corridors.tables.checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from corridors.tables.reading import Row, Tables

__all__ = ["DATED_RULES"]

Finding = Iterator[str]

#: Directions by what a level is of.
_DIRECTIONS = {"lane": ("forward", "back", "both"), "country": ("to_uz", "from_uz", "both")}

#: What an event can add, each with a low and a high figure.
_ADDED = ("add_time_h", "add_cost_usd", "insurance_pct")


def levels_are_possible(tables: Tables) -> Finding:
    """A level is above zero, of a lane or of a country, in a direction that fits, and stands once for each date."""
    seen = set()
    for row in tables["levels"]:
        label = f"levels[{row['id']}]"
        key = tuple(row[name] for name in ("mode", "lane", "country", "shipment", "direction", "date"))
        if key in seen:
            yield f"{label}.date: the series has another row for {row['date']}; keep one"
        seen.add(key)
        for column in ("factor_low", "factor", "factor_high"):
            if row[column] is not None and row[column] <= 0:
                yield f"{label}.{column}: {row[column]:g}; give a factor above zero"
        if row["lane"] and (row["country"] or row["mode"] != "sea"):
            yield f"{label}.lane: {row['lane']} beside a country or ashore; a level is of a lane at sea or of a country"
        of = "lane" if row["lane"] else "country"
        if row["direction"] not in _DIRECTIONS[of]:
            allowed = ", ".join(_DIRECTIONS[of])
            yield f"{label}.direction: {row['direction']} of a {of}; give {allowed}"


def years_stand_once(tables: Tables) -> Finding:
    """What a dollar of a year is worth is said once, above zero."""
    seen = set()
    for row in tables["deflator"]:
        if row["year"] in seen:
            yield f"deflator[{row['year']}].year: stands twice; keep one row"
        seen.add(row["year"])
        if row["index"] <= 0:
            yield f"deflator[{row['year']}].index: {row['index']:g}; give an index above zero"


def effects_are_whole(tables: Tables) -> Finding:
    """A range has its middle, what is multiplied is multiplied by more than zero, what is added is on links named."""
    for row in tables["events"]:
        label = f"events[{row['id']}]"
        for column in _ADDED:
            ends = [f"{column}_{end}" for end in ("low", "high") if row[f"{column}_{end}"] is not None]
            if ends and row[column] is None:
                yield f"{label}.{column}: blank although {' and '.join(ends)} are known; give the P50"
            if row[column] is not None and not row["links"]:
                yield f"{label}.{column}: {row[column]:g} and no links; name those on which it is added"
        for column in ("time_factor", "cost_factor"):
            if row[column] is not None and row[column] <= 0:
                yield f"{label}.{column}: {row[column]:g}; give a factor above zero"
        if row["kind"] == "closure":
            acting = [name for name in (*_ADDED, "time_factor", "cost_factor") if row[name] is not None]
            for column in acting:
                yield f"{label}.{column}: {row[column]:g} on a closure, which nobody passes; make it a restriction"


def risks_concern_something(tables: Tables) -> Finding:
    """A risk names where it is met; a mode alone would be met nowhere."""
    for row in tables["risks"]:
        if not (row["countries"] or row["places"] or row["links"]):
            yield f"risks[{row['id']}].countries: neither countries nor places nor links; name where it is met"


def projects_say_what_and_when(tables: Tables) -> Finding:
    """A project acts on links, or on what is done at places; a date may be missing of what is only proposed."""
    for row in tables["projects"]:
        label = f"projects[{row['id']}]"
        if row["links"] and row["places"]:
            yield f"{label}.places: {'|'.join(row['places'])} beside links; make it two rows"
        elif row["value"] is not None and not row["links"] and not row["places"]:
            yield f"{label}.links: neither links nor places; name what has {row['value']:g}"
        if bool(row["places"]) != (row["operation"] is not None):
            fix = "say what is done there" if row["places"] else "leave it blank on links"
            yield f"{label}.operation: {row['operation'] or 'blank'}; {fix}"
        yield from _undated(row, label)


def _undated(row: Row, label: str) -> Finding:
    if row["since"] is None and row["state"] != "proposed":
        yield f"{label}.since: blank on a project that is {_STATES[row['state']]}; give the year, or call it proposed"


_STATES = {"done": "done", "construction": "being built", "planned": "planned"}


DATED_RULES: tuple[Callable[[Tables], Finding], ...] = (
    levels_are_possible,
    years_stand_once,
    effects_are_whole,
    risks_concern_something,
    projects_say_what_and_when,
)
