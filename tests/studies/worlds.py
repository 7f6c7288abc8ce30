"""Micro networks under scenarios and on dates."""

from __future__ import annotations

from typing import Any

import corridors as co
from corridors.tables.reading import Row
from tests.micro import blank, corridor_rows, micro


def named(**gateways: list[list[str]]) -> dict[str, list[Row]]:
    """Tables of several corridors by their gateway groups."""
    parts = [corridor_rows(name, groups) for name, groups in gateways.items()]
    return {table: [row for part in parts for row in part[table]] for table in ("corridors", "corridor_links")}


def three_ways(**options: Any) -> co.Network:
    """Three ways from A to D, and one from A to F; the third is not built.

    ::

        A ==100== B ==100== D     north: a--b        A ==150== C ==100== D    south: a--c
        A ==60== E ==60== D       new: a--e, expected 2034                    B ==50== F
    """
    drawing = "A ==100== B ==100== D", "A ==150== C ==100== D", "A ==60== E ==60== D", "B ==50== F"
    return micro(
        *drawing,
        links={"a--e--rail": {"status": "planned", "expected": "2034"}},
        **named(north=[["a--b--rail"]], south=[["a--c--rail"]], new=[["a--e--rail"]]),
        **options,
    )


def event(name: str, start: str, end: str | None = None, **cells: Any) -> Row:
    """A closure of links, unless the cells say more."""
    usual: dict[str, Any] = {"kind": "closure", "status": "in force", "grade": "published", "source": ("test",)}
    return blank("events", **usual | {"id": name, "name": name.title(), "start": start, "end": end} | cells)
