"""The same stretch twice: links of a user's own between two places that are linked in the same mode already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Literal

from corridors.errors import OptionError
from corridors.network.own_links import NewLink
from corridors.tables.given import Hearing
from corridors.tables.own import Conflict
from corridors.tables.reading import Row
from corridors.world.core import Core

__all__ = ["OnConflict", "Settled", "check_on_conflict", "settle"]

OnConflict = Literal["error", "keep both", "replace"]

_Key = tuple[frozenset[str], str, int | None]


@dataclass(slots=True)
class Settled:
    """Links that are new, those that stand in for others (by id), and the conflicts met."""

    new: list[NewLink] = field(default_factory=list)
    instead: dict[str, NewLink] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)


def check_on_conflict(on_conflict: object) -> None:
    """Refuse what is none of the three ways.

    Raises
    ------
    OptionError
        With the three.
    """
    if not isinstance(on_conflict, str) or on_conflict not in ("error", "keep both", "replace"):
        raise OptionError(f"on_conflict={on_conflict!r}: give 'error', 'keep both' or 'replace'")


def settle(links: Sequence[NewLink], core: Core, on_conflict: OnConflict, hearing: Hearing) -> Settled:
    """Hold new links against those that stand and against each other, and give each an id that nothing else has."""
    standing: dict[_Key, list[Row]] = {}
    for row in core.tables["links"]:
        standing.setdefault(_key(row), []).append(row)
    settled, earlier = Settled(), dict[_Key, NewLink]()
    given_ids: dict[str, str] = {}
    for link in links:
        row, key = link.row, _key(link.row)
        if row["id"]:
            if row["id"] in given_ids:
                hearing.wrong(link.given, "id", f"{row['id']!r} stands twice ({given_ids[row['id']]}); make it unique")
                continue
            given_ids[row["id"]] = link.given.label
        others = standing.get(key, [])
        if others and on_conflict == "replace":
            _replace(link, others, settled, hearing)
            continue
        if row["id"] in core.link_index:
            other = core.tables["links"][core.link_index[row["id"]]]
            hearing.wrong(link.given, "id", f"{row['id']!r} is a link of the network ({_told(other)}); give another")
            continue
        if on_conflict == "error":
            rivals = [*others, *([earlier[key].row] if key in earlier else [])]
            for other in rivals:
                _refuse(link, other, hearing, own=not others)
        else:
            settled.conflicts += [Conflict(row, other, "both kept") for other in others]
        earlier.setdefault(key, link)
        settled.new.append(link)
    _name(settled.new, {*core.link_index, *given_ids})
    return settled


def _key(row: Row) -> _Key:
    return frozenset((row["from"], row["to"])), row["mode"], row["gauge_mm"]


def _refuse(link: NewLink, other: Row, hearing: Hearing, *, own: bool) -> None:
    ways = "on_conflict='keep both' has both" if own else "on_conflict='keep both' has both, 'replace' only yours"
    hearing.findings.append(
        f"{link.given.label}: the same stretch in the same mode stands already\n"
        f"      yours:    {_told(link.row)}\n"
        f"      standing: {_told(other)}\n"
        f"      drop one; {ways}"
    )


def _replace(link: NewLink, others: Sequence[Row], settled: Settled, hearing: Hearing) -> None:
    """Have a link stand in for another: its id and sense stay, for events, corridors and services."""
    row = link.row
    chosen = [other for other in others if other["id"] == row["id"]] if row["id"] else list(others)
    if len(chosen) != 1:
        ways = ", ".join(repr(other["id"]) for other in others)
        why = "several stand there" if len(others) > 1 else "it would replace a link of another id"
        hearing.wrong(link.given, "id", f"{why}; give the id of the one to replace: {ways}")
        return
    other = chosen[0]
    if other["id"] in settled.instead:
        hearing.wrong(link.given, "id", f"{other['id']!r} is replaced by another row already; keep one")
        return
    if row["from"] != other["from"]:
        if row["direction"] == "forward":
            hearing.wrong(link.given, "direction", f"forward, against the sense of {other['id']!r}; keep both instead")
            return
        row["from"], row["to"] = other["from"], other["to"]
        link.line = None if link.line is None else link.line[::-1]
        if row["share_from"] is not None:
            row["share_from"] = 1 - row["share_from"]
    row["id"] = other["id"]
    lost = [
        f"{column} {other[column]}"
        for column in ("time_h", "cost_usd_per_feu", "capacity_mt_per_year", "opened", "expected")
        if other[column] is not None and row[column] is None
    ]
    if lost:
        hearing.note(f"links[{row['id']}] is replaced, and what yours does not say is gone: {', '.join(lost)}")
    settled.instead[row["id"]] = link
    settled.conflicts.append(Conflict(row, other, "replaced"))


def _told(row: Row) -> str:
    """Tell a row in a line."""
    gauge = f" {row['gauge_mm']} mm" if row["gauge_mm"] else ""
    figures = [f"{row['length_km']:,g} km ({row['length_grade']}: {'; '.join(row['length_source'])})"]
    figures += [
        f"{row[column]:,g} {unit}"
        for column, unit in (("time_h", "h"), ("cost_usd_per_feu", "USD/FEU"), ("capacity_mt_per_year", "Mt a year"))
        if row[column] is not None
    ]
    dates = [f"{column} {row[column]}" for column in ("opened", "closed", "expected") if row[column]]
    name = repr(row["id"]) if row["id"] else "(no id yet)"
    return f"{name} {row['from']} - {row['to']}, {row['mode']}{gauge}, " + ", ".join([*figures, row["status"], *dates])


def _name(links: Iterable[NewLink], taken: set[str]) -> None:
    """Give links without an id one as the packaged links have it."""
    for link in links:
        row = link.row
        if not row["id"]:
            base = f"{row['from']}--{row['to']}--{row['mode']}"
            row["id"] = next(i for i in chain((base,), (f"{base}-{n}" for n in count(2))) if i not in taken)
            taken.add(row["id"])
