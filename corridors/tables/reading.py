"""Reading the tables: every cell against the data dictionary, every finding collected."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from corridors.errors import DataError
from corridors.gate.csv_table import csv_lines
from corridors.tables.migration import migrated
from corridors.tables.own import Own
from corridors.tables.schema import Field, Package, Schema, read_package
from corridors.tables.strangers import held_against, within

__all__ = ["Row", "Tables", "data_folder", "duplicates", "read_rows", "read_tables"]

Row = dict[str, Any]


class Tables(Mapping[str, tuple[Row, ...]]):
    """The routing tables by name, each a tuple of rows; further ones are read when asked for.

    Those that are `checked` were so before they were packaged: they need no check when they are loaded, so a question
    waits for no table but those that it needs.
    """

    def __init__(
        self,
        package: Package,
        folder: Path | None,
        rows: dict[str, tuple[Row, ...]],
        *,
        checked: bool = False,
        own: Own | None = None,
    ) -> None:
        self.package = package
        self.folder = folder
        self.checked = checked
        #: What of it a user has put beside the rest; see `Network.extend`.
        self.own = Own() if own is None else own
        self._rows = rows

    def __getitem__(self, name: str) -> tuple[Row, ...]:
        if name not in self._rows:
            if self.folder is None or name not in self.package.schemas:
                raise DataError([f"{name}: no such table; there are {', '.join(self)}"])
            findings: list[str] = []
            rows = tuple(read_rows(self.package.schemas[name], self.folder, findings))
            if findings:
                raise DataError(findings)
            self._rows[name] = rows
        return self._rows[name]

    def __contains__(self, name: object) -> bool:
        return name in set(self)

    def get(self, name: str, default: Any = None) -> Any:
        """Give a table, or the default where there is none."""
        return self[name] if name in self else default  # noqa: SIM401, this is get

    def __iter__(self) -> Iterator[str]:
        return iter(self.package.schemas if self.folder is not None else self._rows)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def loaded(self) -> frozenset[str]:
        """Names of the tables read so far."""
        return frozenset(self._rows)

    def complete(self) -> Tables:
        """Give the same tables with all of routing read."""
        for name, schema in self.package.schemas.items():
            if schema.routing and self.folder is not None:
                self[name]
        return self

    def as_checked(self) -> Tables:
        """Give the same tables as such that were checked."""
        return Tables(self.package, self.folder, self._rows, checked=True, own=self.own)

    def replaced(self, *, own: Own | None = None, **tables: Iterable[Row]) -> Tables:
        """Give the same tables with some of them exchanged; what is exchanged is not checked any more."""
        return self.replaced_by(tables, own=own)

    def replaced_by(self, tables: Mapping[str, Iterable[Row]], *, own: Own | None = None) -> Tables:
        """Give the same as `replaced`, of tables by name."""
        kept = self.complete()._rows  # both share the rows
        rows = kept | {k: tuple(v) for k, v in tables.items()}
        return Tables(self.package, self.folder, rows, own=self.own if own is None else own)

    def with_checked(self, rows: Mapping[str, Iterable[Row]]) -> Tables:
        """Give the same tables with some exchanged by rows of which it is known that all still hold together.

        What was not read yet is read when it is asked for, as before.
        """
        kept = self._rows | {k: tuple(v) for k, v in rows.items()}
        return Tables(self.package, self.folder, kept, checked=True, own=self.own)


def data_folder() -> Path:
    """Find the packaged tables: beside the modules in a wheel, beside the package in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def read_tables(folder: Path | str | None = None, *, everything: bool = False) -> Tables:
    """Read and check the tables of a folder, cell by cell; the packaged ones each when it is first used.

    Parameters
    ----------
    folder
        Folder with ``datapackage.json`` and the CSV files; the packaged one by default.
    everything
        Also read the tables that routing does not need (demand, published figures, claims).

    Raises
    ------
    DataError
        With every finding of every table.
    """
    root = data_folder() if folder is None else Path(folder)
    package = read_package(root / "datapackage.json")
    findings: list[str] = []
    if folder is not None and root.resolve() != data_folder().resolve():
        known = read_package(data_folder() / "datapackage.json")
        package = held_against(migrated(package, known), known)
        findings += within(root, package)
        if findings:
            raise DataError(findings)
    rows = {
        name: tuple(read_rows(schema, root, findings))
        for name, schema in package.schemas.items()
        if everything or (schema.routing and folder is not None)
    }
    if findings:
        raise DataError(findings)
    return Tables(package, root, rows, checked=folder is None and not everything)


def read_rows(schema: Schema, folder: Path, findings: list[str]) -> list[Row]:
    """Read one CSV file by its schema; what is wrong is appended to `findings`."""
    if schema.absent:
        return []
    try:
        with (folder / schema.path).open(encoding="utf-8-sig", newline="") as file:
            header, *lines = csv_lines(file.read()) or [[]]
    except FileNotFoundError:
        findings.append(f"{schema.table}: the file {schema.path} is missing; restore it")
        return []
    except OSError as error:
        findings.append(f"{schema.table}: the file {schema.path} cannot be read ({error.strerror}); restore it")
        return []
    except (UnicodeDecodeError, csv.Error) as error:
        findings.append(f"{schema.table}: cannot be read as UTF-8 CSV ({error}); save it as such")
        return []
    expected = [field.name for field in schema.fields if field.filling is None]
    if header != expected:
        findings.extend(_header_findings(schema.table, header, expected))
        return []
    # what an earlier schema lacks stands at the end
    fillings = [field.filling for field in schema.fields if field.filling is not None]
    return parse_rows(schema, [line + fillings for line in lines] if fillings else lines, findings)


def parse_rows(schema: Schema, lines: Iterable[list[str]], findings: list[str]) -> list[Row]:
    """Turn lines of text into rows; blank cells become None (an empty tuple in list columns)."""
    fields = schema.fields
    kept: list[list[str]] = []
    numbers: list[int] = []
    found: list[tuple[int, int, str]] = []  # line, column, what is wrong
    for number, line in enumerate(lines, start=2):
        if len(line) == len(fields):
            kept.append(line)
            numbers.append(number)
            continue
        problem = f"{len(line)} cells instead of {len(fields)}; quote cells that hold commas"
        found.append((number, 0, f"{schema.table}[line {number}]: {problem}"))
    # column by column, for most cells of one say the same: each text is parsed once
    columns: list[list[Any]] = []
    for place, (field, texts) in enumerate(zip(fields, zip(*kept, strict=True), strict=bool(kept))):
        values, problems = _parsed(field, set(texts))
        columns.append(list(map(values.__getitem__, texts)))
        for number, line in zip(numbers, kept, strict=True) if problems else ():
            if line[place] in problems:
                label = line[0] or f"line {number}"
                found.append((number, place, f"{schema.table}[{label}].{field.name}: {problems[line[place]]}"))
    names = [field.name for field in fields]
    rows: list[Row] = [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]
    findings.extend(text for *_, text in sorted(found))
    findings.extend(duplicates(schema, rows))
    return rows


def _parsed(field: Field, texts: Iterable[str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Give the values of the texts that stand in one column, and what is wrong with some of them."""
    plain = field.type == "string" and field.enum is None
    blank: Any = () if field.type == "list" else None
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for text in texts:
        values[text] = blank
        if text == "":
            if field.required:
                problems[text] = "blank; it is required"
            continue
        try:
            values[text] = text if plain else field.parse(text)
        except ValueError as error:
            problems[text] = str(error)
    return values, problems


def _header_findings(table: str, header: list[str], expected: list[str]) -> list[str]:
    missing = [name for name in expected if name not in header]
    unknown = [name for name in header if name not in expected]
    findings = [f"{table}.{name}: the column is missing; add it" for name in missing]
    findings += [f"{table}.{name}: unknown column; remove it or describe it" for name in unknown]
    return findings or [f"{table}: the columns stand in another order than in datapackage.json"]


def duplicates(schema: Schema, rows: Iterable[Row]) -> list[str]:
    """Find what stands twice in columns where nothing may."""
    findings = []
    for field in schema.fields:
        if not field.unique:
            continue
        seen = set()
        for row in rows:
            value = row[field.name]
            if value is not None and value in seen:
                findings.append(f"{schema.table}[{value}].{field.name}: stands twice; make it unique")
            seen.add(value)
    return findings
