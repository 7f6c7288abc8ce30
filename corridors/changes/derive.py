"""The core of a network under a scenario."""

from __future__ import annotations

from corridors.changes.apply import Applied
from corridors.world.core import Core

__all__ = ["core_under"]


def core_under(core: Core, made: Applied) -> Core:
    """Give the core of the tables that a scenario makes; the same one where it changes none.

    The rows were checked when they were made (`corridors.changes.holding`).
    """
    return Core(core.tables.with_checked(made.tables)) if made.tables else core
