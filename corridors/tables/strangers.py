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

__all__ = ["held_against", "unlike", "within"]

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
    findings = [
        f"datapackage.json: no table {name!r}; take it over from the packaged one"
        for name, wanted in known.schemas.items()
        if wanted.routing and name not in package.schemas
    ]
    findings += unlike(package, known, "datapackage.json")
    if findings:
        raise DataError(findings)
    completed = {
        name: _completed(known.schemas[name], own) for name, own in package.schemas.items() if name in known.schemas
    }
    return replace(package, schemas={**package.schemas, **completed})


def unlike(package: Package, known: Package, where: str) -> Iterator[str]:
    """Find the columns that the code reads and that are missing or of another type in tables that are there."""
    for name, wanted in known.schemas.items():
        if name not in package.schemas:
            continue
        given = package.schemas[name]
        types = {field.name: field.type for field in given.fields}
        for field in wanted.fields:
            place = f"{where}: {name}.{field.name}"
            if field.name not in types:
                yield f"{place}: the column is missing; {_remedy(field.name, given, wanted)}"
            elif types[field.name] != field.type:
                yield f"{place}: of type {types[field.name]}; it is {field.type}"


def _completed(wanted: Schema, given: Schema) -> Schema:
    fields = {field.name: field for field in given.fields}
    fields |= {field.name: _filled(fields[field.name], field) for field in wanted.fields}
    return replace(given, routing=given.routing or wanted.routing, fields=tuple(fields.values()))


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
