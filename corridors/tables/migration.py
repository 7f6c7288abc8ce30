"""Tables of an earlier schema, read as those of today.

A schema has a number, `schema_version` in ``datapackage.json``; where none stands it is the first. What each later
one added is listed here with what it is in tables that are older. A step that only adds never changes an answer of
its own accord: what is added is blank, or says what was meant before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from corridors.errors import DataError
from corridors.gate.told import warn
from corridors.tables.schema import Package, Schema

__all__ = ["SCHEMA_VERSION", "migrated"]

#: The schema of the packaged tables, and the newest that can be read.
SCHEMA_VERSION = 2


class _Step(NamedTuple):
    """What one version added: tables that are empty before it, and columns with what they are before it."""

    tables: tuple[str, ...]
    columns: Mapping[str, Mapping[str, str]]


def _blank(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "")


#: By the version that added it.
_STEPS = {
    2: _Step(
        tables=("services", "branches", "projects", "risks", "levels", "deflator"),
        columns={
            "links": _blank("share_from", "share_grade", "share_source", "shipments"),
            "services": _blank("lane"),
            "handling": _blank("service"),
            "rates": {"service": "*"},
            "events": _blank(
                *("assumed_end", "months", "direction", "shipments", "services"),
                *("add_time_h_low", "add_time_h", "add_time_h_high", "time_factor"),
                *("add_cost_usd_low", "add_cost_usd", "add_cost_usd_high", "cost_factor"),
                *("insurance_pct_low", "insurance_pct", "insurance_pct_high", "effect_grade", "effect_source"),
            ),
            "published": _blank("spans", "occasion", "service", "scope", "happened"),
            "demand": _blank("direction", "definition"),
        },
    )
}


def migrated(package: Package, known: Package, where: str = "datapackage.json") -> Package:
    """Give a dictionary with what later schemas added to it, and tell of it.

    Parameters
    ----------
    package
        As it was read.
    known
        The packaged one, which describes what is added.
    where
        Name of the file, for messages.

    Raises
    ------
    DataError
        Its schema is newer than any that is known here.
    """
    if package.schema_version > SCHEMA_VERSION:
        raise DataError(
            [
                f"{where}: schema_version: {package.schema_version} is newer than {SCHEMA_VERSION}, the newest that "
                "this release of corridors reads; install a newer release"
            ]
        )
    schemas = dict(package.schemas)
    empty: list[str] = []
    for version in range(package.schema_version + 1, SCHEMA_VERSION + 1):
        step = _STEPS[version]
        for name in step.tables:
            if name not in schemas:
                schemas[name] = replace(known.schemas[name], absent=True)
                empty.append(name)
        for name, columns in step.columns.items():
            if name in schemas:
                schemas[name] = _widened(schemas[name], known.schemas[name], columns)
    _tell(package, schemas, empty, where)
    return replace(package, schemas=schemas, schema_version=SCHEMA_VERSION)


def _widened(given: Schema, known: Schema, columns: Mapping[str, str]) -> Schema:
    there = {field.name for field in given.fields}
    described = {field.name: field for field in known.fields}
    added = [replace(described[name], filling=text) for name, text in columns.items() if name not in there]
    return replace(given, fields=(*given.fields, *added))


def _tell(package: Package, schemas: Mapping[str, Schema], empty: Sequence[str], where: str) -> None:
    """Say once what is empty, and which columns hold what, by table."""
    told = [f"the tables {', '.join(empty)} are empty"] if empty else []
    for schema in schemas.values():
        by_filling: dict[str, list[str]] = {}
        for field in schema.fields:
            if field.filling is not None:
                by_filling.setdefault(field.filling or "blank", []).append(field.name)
        told += [f"{schema.table}: {', '.join(names)} {filling}" for filling, names in by_filling.items()]
    if told:
        warn(
            f"{where}: the tables are of schema version {package.schema_version} and are read as {SCHEMA_VERSION}: "
            f"{'; '.join(told)}. To keep it so, write the network anew with to_file, or add the tables and columns and "
            f'"schema_version": {SCHEMA_VERSION} to the description'
        )
