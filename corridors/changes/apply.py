"""What a scenario makes of tables: the rows that change, and what is shut, opened and lifted.

All of it is of the tables as they stood before: first rows are added (those that the scenario brings, and copies of
general ones where a change means a case that has none of its own), then each change chooses its rows and notes what
becomes of their cells, and last the cells that were noted are changed, each once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from corridors.changes.aliases import ALIASES, SHIFT, unchangeable
from corridors.changes.amounts import amount_of
from corridors.changes.book import Book
from corridors.changes.cells import changed_rows
from corridors.changes.change import Change, holds_on
from corridors.changes.compose import Conflict, expanded, steps
from corridors.changes.delays import delay_rows
from corridors.changes.entry import names_in_force, names_within
from corridors.changes.findings import Findings, spot_of
from corridors.changes.holding import held_problems
from corridors.changes.moving import move
from corridors.changes.own_handling import own_handling
from corridors.changes.own_rates import own_rates
from corridors.changes.rows import added_row
from corridors.changes.where import rule_of
from corridors.errors import CorridorsError
from corridors.tables.reading import Row
from corridors.world.core import Core
from corridors.world.selection import events_lifted, select
from corridors.world.spelling import close_to

if TYPE_CHECKING:
    from corridors.changes.scenario import Scenario

__all__ = ["Applied", "applied", "check_against", "closures"]

_SOURCE = "scenario "


@dataclass(frozen=True)
class Applied:
    """What a scenario makes of tables on a day.

    Attributes
    ----------
    tables
        Tables that change, each whole: rows in their order, added ones last.
    touched
        Positions of the rows changed or added, by table.
    shut, opened, lifted
        Names that hold on the day, services left out: they are rows of a table.
    conflicts
        Cells that several changes touched in different ways; the later holds.
    """

    tables: Mapping[str, tuple[Row, ...]]
    touched: Mapping[str, frozenset[int]]
    shut: tuple[str, ...]
    opened: tuple[str, ...]
    lifted: tuple[str, ...]
    conflicts: tuple[Conflict, ...] = ()


def applied(scenario: Scenario, core: Core, on: str) -> Applied:
    """Give what a scenario makes of tables on a day.

    Parameters
    ----------
    scenario
        The scenario.
    core
        The tables before it.
    on
        The day (ISO), on which its dated parts hold or not.

    Raises
    ------
    ScenarioError
        With every finding.

    Examples
    --------
    >>> import corridors as co
    >>> slow = co.Scenario("slow", changes=[co.Change("links", {"id": "aktau--alat--ferry"}, {"time_h": "+1 day"})])
    >>> made = applied(slow, co.load_network()._core, "2026-11-01")
    >>> sorted(made.tables), len(made.touched["links"])
    (['links', 'sources'], 1)
    """
    return _applied(scenario, core, on, dated=True)


def check_against(scenario: Scenario, core: Core) -> None:
    """Check a scenario against tables, all its parts as if they held at once.

    Raises
    ------
    ScenarioError
        With every finding.
    """
    made = _applied(scenario, core, core.tables.package.reference_date, dated=False)
    after = core
    if any(made.tables.get(name) for name in ("links", "places", "events")):
        after = Core(core.tables.with_checked(made.tables))
    closures(scenario, made, after)


def _applied(scenario: Scenario, core: Core, on: str, *, dated: bool) -> Applied:
    scenario = expanded(scenario)
    book, findings = Book(core), Findings()
    report = partial(_report, findings, scenario)
    _add_rows(book, scenario, report)
    shut, opened = (
        names_in_force(part, on) if dated else tuple(dict.fromkeys(names_within(part)))
        for part in (scenario.shut, scenario.open)
    )
    services = _services(book, shut, opened)
    changes = [change for change in steps(scenario) if not dated or holds_on(on, change.since, change.until)]
    changes = [_whole(change, scenario) for change in (*changes, *services)]
    for change in changes:
        _prepare(book, change)
    conflicts: dict[Conflict, None] = {}
    for change in changes:
        for conflict in _note(book, change, partial(_of_change, findings, change, scenario)):
            conflicts[conflict] = None
    for row in delay_rows(core, scenario.delay, scenario.label, report):
        book.add("events", row)
    findings.raise_any()
    tables, touched = changed_rows(book, lambda change, problem: _of_change(findings, change, scenario, (), problem))
    _sources(book, scenario, tables, touched, findings)
    findings.raise_any()
    where = spot_of(scenario._spots, ()) or f"scenario {scenario.name!r}"
    findings += [f"{where}: {problem}" for problem in held_problems(core.tables, tables, touched)]
    findings.raise_any()
    known = {row["id"] for row in book.rows("services")} - set(core.link_index)
    return Applied(
        tables,
        touched,
        tuple(name for name in shut if name not in known),
        tuple(name for name in opened if name not in known),
        scenario.lift,
        tuple(conflicts),
    )


# -- findings -------------------------------------------------------------------------------------------


def _report(findings: Findings, scenario: Scenario, way: tuple[Any, ...], problem: str) -> None:
    findings.append(f"{spot_of(scenario._spots, *way) or f'scenario {scenario.name!r}'}: {problem}")


def _of_change(findings: Findings, change: Change, scenario: Scenario, way: tuple[Any, ...], problem: str) -> None:
    where = spot_of(change._spots, *way) or spot_of(scenario._spots) or f"scenario {scenario.name!r}"
    findings.append(f"{where}: {problem}")


# -- rows that are added --------------------------------------------------------------------------------


def _add_rows(book: Book, scenario: Scenario, report: Callable[..., None]) -> None:
    schemas = book.core.tables.package.schemas
    for table, rows in scenario.add.items():
        if table not in schemas or (unchangeable(table) and table != "sources"):
            report(("add", table), f"no table {table!r} to which rows could be added{close_to(table, schemas)}")
            continue
        known = {row["id"] for row in book.rows(table)} if "id" in book.fields(table) else set()
        for number, cells in enumerate(rows):
            found = partial(_of_row, report, ("add", table, number))
            row = added_row(schemas[table], cells, (f"{_SOURCE}{_plain(scenario.label)}",), found)
            if row.get("id") in known:
                found(
                    "id", f"{table}[{row['id']}] stands already; change it by a change, or call the new one otherwise"
                )
                continue
            book.add(table, row)


def _of_row(report: Callable[..., None], way: tuple[Any, ...], column: str | None, problem: str) -> None:
    report((*way, column), problem)


def _plain(label: str) -> str:
    """Give what a scenario is called so that it can stand in a list of sources."""
    return label.replace(";", ",").strip() or "without a name"


def _sources(
    book: Book,
    scenario: Scenario,
    tables: dict[str, tuple[Row, ...]],
    touched: dict[str, frozenset[int]],
    findings: Findings,
) -> None:
    """Add a source for each scenario that figures rest on, so that whoever asks where one is from is told."""
    known = {row["id"] for row in book.rows("sources")} if tables or scenario.sources else set()
    for name in scenario.sources:
        if name not in known:
            _report(
                findings, scenario, ("sources", name), f"the source {name!r} is not in sources{close_to(name, known)}"
            )
    named: dict[str, None] = {}
    for table, positions in touched.items():
        columns = {
            field.source or field.name
            for field in book.fields(table).values()
            if field.source or field.references == "sources"
        }
        for position in sorted(positions):
            row = tables[table][position]
            named |= dict.fromkeys(source for column in sorted(columns) for source in row.get(column) or ())
    new = [name for name in named if name not in known and name.startswith(_SOURCE)]
    if not new:
        return
    fields = book.fields("sources").values()
    blank: Row = {field.name: () if field.type == "list" else None for field in fields}
    own = f"{_SOURCE}{_plain(scenario.label)}"
    for name in new:
        notes = scenario.description if name == own else "Stands behind figures that a scenario changed"
        title = f"Scenario {scenario.name}" if name == own else name.capitalize()
        book.add("sources", blank | {"id": name, "title": title, "kind": "method", "notes": notes or None})
    tables["sources"] = tuple(book.rows("sources"))
    touched["sources"] = frozenset(book.added("sources"))


# -- changes --------------------------------------------------------------------------------------------


def _whole(change: Change, scenario: Scenario) -> Change:
    """Give a change of a table itself, and with its source."""
    if change.table in ALIASES:
        table, preset = ALIASES[change.table]
        change = replace(change, table=table, where={**change.where, **preset})
    return change if change.source else replace(change, source=(f"{_SOURCE}{_plain(scenario.label)}",))


def _services(book: Book, shut: Iterable[str], opened: Iterable[str]) -> list[Change]:
    """Give the changes that stop services, or have them run."""
    known = {row["id"] for row in book.rows("services")} - set(book.core.link_index)
    stopped = [name for name in shut if name in known]
    running = [name for name in opened if name in known and name not in stopped]
    runs = {"status": "running", "since": None, "until": None}
    return [Change("services", {"id": name}, runs) for name in running] + [
        Change("services", {"id": name}, {"status": "ended", "until": None}) for name in stopped
    ]


def _prepare(book: Book, change: Change) -> None:
    """Add copies of general rows for cases that have none of their own; what means nothing is told later."""
    try:
        if change.table == "rates":
            own_rates(book, change.where)
        elif change.table == "handling":
            broken: list[str] = []
            rules = rule_of(book, "handling", change.where, lambda _key, problem: broken.append(problem))
            if not broken:
                own_handling(book, change.where, rules, set(change.set))
    except (ValueError, CorridorsError):
        return


def _note(book: Book, change: Change, report: Callable[..., None]) -> list[Conflict]:
    """Choose the rows of a change and note what becomes of their cells."""
    if change.table == SHIFT:
        move(book, change, report)
        return []
    schemas = book.core.tables.package.schemas
    if change.table not in schemas or unchangeable(change.table) or change.table not in book.core.tables:
        known = [name for name in schemas if not unchangeable(name)] + list(ALIASES)
        report(("table",), f"no table {change.table!r} that could be changed{close_to(change.table, known)}")
        return []
    if change.table == "rates" and "parameter" not in change.where:
        report(("where",), "rates of all kinds would be changed alike: name the parameter, such as 'price_usd_per_km'")
        return []
    broken: list[str] = []

    def wrong(key: str, problem: str) -> None:
        broken.append(key)
        report(("where", key), problem)

    rules = rule_of(book, change.table, change.where, wrong)
    columns = _columns(book, change, report)
    if broken:
        return []
    positions = _positions(book, change, rules)
    if not positions:
        words = ", ".join(f"{key} = {value!r}" for key, value in change.where.items()) or "all"
        report(("where",), f"no row of {change.table} is chosen by {words}; nothing would be changed")
    return _cells(book, change, positions, columns, report)


def _columns(book: Book, change: Change, report: Callable[..., None]) -> list[str]:
    fields = book.fields(change.table)
    known = []
    for column in change.set:
        if column in fields and column != "id":
            known.append(column)
            continue
        names = ", ".join(name for name in fields if name != "id")
        hint = close_to(column, fields)
        report(
            ("set", column), f"{change.table} have no column {column!r} that could be changed{hint}: there are {names}"
        )
    if not change.set:
        report(("set",), "nothing is set; say which column becomes what")
    return known


def _positions(book: Book, change: Change, rules: list[Callable[[Row], bool]]) -> list[int]:
    rows = book.rows(change.table)
    if change.table == "links" and set(change.where) == {"id"} and not book.added("links"):
        ids = change.where["id"]
        index = book.core.link_index
        return [index[name] for name in (ids if isinstance(ids, tuple) else (ids,)) if name in index]
    return [number for number, row in enumerate(rows) if all(rule(row) for rule in rules)]


def _cells(
    book: Book, change: Change, positions: list[int], columns: list[str], report: Callable[..., None]
) -> list[Conflict]:
    conflicts = []
    rows, fields = book.rows(change.table), book.fields(change.table)
    for column in columns:
        amounts: dict[str | None, Any] = {}
        acting = False
        for position in positions:
            unit = rows[position]["unit"] if change.table == "rates" and column in ("low", "central", "high") else None
            if unit not in amounts:
                try:
                    amounts[unit] = amount_of(change.set[column], fields[column], unit)
                except ValueError as error:
                    report(("set", column), f"{change.table}[{book.label(change.table, position)}].{column}: {error}")
                    amounts[unit] = None
            amount = amounts[unit]
            if amount is None or (amount.is_relative and rows[position][column] is None):
                acting = acting or amount is None
                continue
            acting = True
            before = book.cells.get((change.table, position), {}).get(column)
            if before is not None and before[0] != amount:
                what = f"{change.table}[{book.label(change.table, position)}].{column}"
                conflicts.append(Conflict(what, before[1].set.get(column), change.set[column]))
            book.change(change.table, position, column, amount, change)
        if positions and not acting:
            report(
                ("set", column),
                f"{change.table}.{column} is blank in all {len(positions)} rows chosen, and "
                f"{change.set[column]!r} needs a figure; set a value",
            )
    return conflicts


# -- what is shut, opened and lifted --------------------------------------------------------------------


def closures(scenario: Scenario, made: Applied, core: Core) -> tuple[dict[int, str], frozenset[int], frozenset[str]]:
    """Give why links are shut by a scenario, which are opened, and which events are lifted.

    Parameters
    ----------
    scenario
        Which it is.
    made
        What it makes of the tables.
    core
        The tables with that made of them.

    Raises
    ------
    ScenarioError
        Names that are nothing of the network.
    """
    findings = Findings()
    shut: dict[int, str] = {}
    opened: set[int] = set()
    for key, names in (("shut", made.shut), ("open", made.opened)):
        for name in names:
            try:
                (chosen,) = select(core, (name,), whole_corridors=key == "open")
            except CorridorsError as error:
                _report(findings, scenario, (key, name), f"{key}: {error}")
                continue
            if key == "open":
                opened |= chosen.links
                continue
            for link in chosen.links:
                shut.setdefault(link, f"shut in the scenario {scenario.name!r} ({chosen.label})")
    lifted: frozenset[str] = frozenset()
    for name in made.lifted:
        try:
            lifted |= events_lifted(core, (name,), whose=f"scenario {scenario.name!r}")
        except CorridorsError as error:
            _report(findings, scenario, ("lift", name), str(error))
    findings.raise_any()
    return shut, frozenset(opened), lifted
