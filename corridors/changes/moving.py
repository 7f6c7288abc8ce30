"""Planned links, projects and corridors that come earlier or later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from corridors.changes.amounts import Amount, amount_of, moved_date
from corridors.changes.book import Book
from corridors.changes.change import Change
from corridors.changes.where import several
from corridors.tables.dates import first_day
from corridors.tables.schema import Field
from corridors.world.core import Branch, Corridor
from corridors.world.spelling import close_to

__all__ = ["move"]

_DATE = Field("date", "date-or-year", "Date.")


class _Work(NamedTuple):
    """A date of a row that can be moved."""

    table: str
    position: int
    column: str
    date: str


def move(book: Book, change: Change, found: Callable[..., None]) -> None:
    """Note the dates of what a change of ``shift`` names.

    A link is moved by the year in which it is expected, a project by the one since when it holds; a corridor by its
    planned links and the projects on them, each by as much. A date is that of the first of them.
    """
    try:
        amount = amount_of(change.set.get("date"), _DATE)
    except ValueError as error:
        found(("set", "date"), str(error))
        return
    if amount.value is None:
        found(("set", "date"), "blank; give a date, or such as '-2 years'")
        return
    for name in several(change.where.get("what")):
        works = list(_works(book, name))
        if not works:
            found(("where", "what"), _nothing(book, name))
            continue
        for work, moved in _moved(works, amount, name, found):
            book.change(work.table, work.position, work.column, Amount("set", moved), change)


def _moved(works: list[_Work], amount: Amount, name: str, found: Callable[..., None]) -> Iterator[tuple[_Work, str]]:
    step = amount.value
    if amount.kind == "set":
        if len(works) == 1:
            yield works[0], amount.value
            return
        first = min(works, key=lambda work: first_day(work.date))
        step = _months(amount.value) - _months(first.date), 0
    for work in works:
        if amount.kind == "set" and work.date == first.date:
            yield work, amount.value
            continue
        try:
            yield work, moved_date(work.date, step)
        except ValueError as error:
            found(("set", "date"), f"{name}: {error}")


def _months(text: str) -> int:
    return int(text[:4]) * 12 + int(text[5:7] or 1)


def _works(book: Book, name: str) -> Iterator[_Work]:
    core = book.core
    if name in core.link_index:
        yield from _links(book, {name})
        return
    projects = {row["id"]: number for number, row in enumerate(book.rows("projects"))}
    if name in projects:
        row = book.rows("projects")[projects[name]]
        if row["since"] is not None:
            yield _Work("projects", projects[name], "since", row["since"])
        return
    added = {row["id"] for row in book.rows("links")[len(core.links) :]}
    if name in added:
        yield from _links(book, {name})
        return
    corridor = core.corridor(name) if isinstance(name, str) else None
    if corridor is None:
        return
    links = {core.links[index].id for index in _of(corridor)}
    planned = list(_links(book, links))
    yield from planned
    rows = book.rows("links")
    on = {rows[work.position]["id"] for work in planned} or links
    for number, row in enumerate(book.rows("projects")):
        if row["since"] is not None and row["state"] != "done" and not on.isdisjoint(row["links"]):
            yield _Work("projects", number, "since", row["since"])


def _of(corridor: Corridor) -> frozenset[int]:
    return corridor.crossed if isinstance(corridor, Branch) else corridor.links


def _links(book: Book, names: set[str]) -> Iterator[_Work]:
    for number, row in enumerate(book.rows("links")):
        if row["id"] in names and row["status"] != "operating" and row["expected"] is not None:
            yield _Work("links", number, "expected", row["expected"])


def _nothing(book: Book, name: object) -> str:
    core = book.core
    if isinstance(name, str):
        if name in core.link_index:
            status = core.links[core.link_index[name]].row["status"]
            return f"the link {name!r} is {status} without a year in which it is expected; nothing to move"
        if core.corridor(name) is not None:
            return f"the corridor {name!r} has no planned link and no project to come; nothing to move"
        if any(row["id"] == name for row in book.rows("projects")):
            return f"the project {name!r} has no date; set its 'since' by a change of projects"
    planned = [row["id"] for row in book.rows("links") if row["expected"] is not None]
    known = [*planned, *(row["id"] for row in (*book.rows("projects"), *core.tables["corridors"]))]
    return f"{name!r} is no planned link, project or corridor{close_to(name, known)}"
