"""Tables by the names under which a change may ask for them, and the rules by which it may choose rows."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ALIASES", "RULES", "SHIFT", "rows_table", "unchangeable"]

#: Names of tables that are a part of another: the table, and which of its rows.
ALIASES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "borders": ("handling", {"operation": "border"}),
    "value_of_time": ("rates", {"parameter": "value_of_time_usd_per_h"}),
    "value_of_goods": ("rates", {"parameter": "value_of_goods_usd"}),
}

#: The dates of planned links and of projects together: what a change of this name chooses by ``what``.
SHIFT = "shift"

#: Rules by which rows can be chosen besides their columns.
RULES = ("border", "class", "corridor", "country", "gateways", "id", "mode", "place", "service", "shipment")

#: Tables of which a change of cells would change what is called how, or what is only told.
_FIXED = frozenset({"sources", "countries", "published", "claims", "deflator"})


def rows_table(table: str) -> str:
    """Give the table whose rows are meant.

    >>> rows_table("borders"), rows_table("links")
    ('handling', 'links')
    """
    return ALIASES[table][0] if table in ALIASES else table


def unchangeable(table: str) -> bool:
    """Whether a table is one of those that no scenario changes."""
    return table in _FIXED
