"""The sourced tables: read, checked and counted; every figure with its source and grade."""

from __future__ import annotations

from corridors.tables.reading import read_tables

__all__ = ["read_tables"]
