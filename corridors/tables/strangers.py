"""Folders of tables from elsewhere: held against the packaged dictionary, and kept within themselves.

What the code reads must be there, of the kind that it reads: a dictionary that leaves out a column, or says less of
it than the packaged one, would end in errors long after the tables were read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from corridors.errors import DataError
from corridors.gate.quoted import quoted
from corridors.tables.schema import Field, Package, Schema

__all__ = ["held_against", "within"]

#: What a place of elsewhere may lack, as those of frames may: routes do not need it.
_ANYWHERE = ("lat", "lon")

#: Rules of a column that hold as in the packaged dictionary where another says nothing of them.
_TAKEN_OVER = ("minimum", "maximum", "enum", "separator", "references", "grade", "source")


def held_against(package: Package, known: Package) -> Package:
    """Give a dictionary with what it leaves unsaid taken over from the packaged one.

    Raises
    ------
    DataError
        A table or column that the code reads is missing, or of another type.
    """
    findings: list[str] = []
    schemas = dict(package.schemas)
    for name, wanted in known.schemas.items():
        if name in schemas:
            schemas[name] = _completed(schemas[name], wanted, findings)
        elif wanted.routing:
            findings.append(f"datapackage.json: no table {name!r}; take it over from the packaged one")
    if findings:
        raise DataError(findings)
    return replace(package, schemas=schemas)


def _completed(given: Schema, wanted: Schema, findings: list[str]) -> Schema:
    fields = {field.name: field for field in given.fields}
    for field in wanted.fields:
        own = fields.get(field.name)
        where = f"datapackage.json: {given.table}.{field.name}"
        if own is None:
            findings.append(f"{where}: the column is missing; {_remedy(field.name, given, wanted)}")
        elif own.type != field.type:
            findings.append(f"{where}: of type {own.type}; it is {field.type}")
        else:
            fields[field.name] = _filled(own, field)
    routing = given.routing or wanted.routing
    return replace(given, routing=routing, fields=tuple(fields[field.name] for field in given.fields))


def _remedy(name: str, given: Schema, wanted: Schema) -> str:
    """Say what to do about a missing column; one that nothing reads and that is spelled alike may be it."""
    read = {field.name for field in wanted.fields}
    alike = get_close_matches(name, [field.name for field in given.fields if field.name not in read], 1)
    renamed = f"rename {quoted(alike[0])} if that is it, or " if alike else ""
    return f"{renamed}take it over from the packaged one"


def _filled(own: Field, wanted: Field) -> Field:
    unsaid: dict[str, Any] = {name: getattr(wanted, name) for name in _TAKEN_OVER if getattr(own, name) is None}
    required = own.required or (wanted.required and own.name not in _ANYWHERE)
    unique = own.unique or wanted.unique
    return replace(own, required=required, unique=unique, **unsaid)


def within(folder: Path, package: Package) -> Iterator[str]:
    """Find the tables whose files lie elsewhere than in the folder, by way of a link."""
    root = folder.resolve()
    for schema in package.schemas.values():
        try:
            inside = (folder / schema.path).resolve().is_relative_to(root)
        except (OSError, RuntimeError, ValueError):  # links in a circle
            inside = False
        if not inside:
            yield f"{schema.table}: the file {schema.path} is a link that leads out of the folder; put the file there"
