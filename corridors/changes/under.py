"""A network as it is under a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.changes.apply import Applied, applied, closures
from corridors.world.core import Core
from corridors.world.view import View

if TYPE_CHECKING:
    from corridors.changes.scenario import Scenario

__all__ = ["core_under", "view_under"]


def core_under(core: Core, made: Applied) -> Core:
    """Give the core of the tables that a scenario makes; the same one where it changes none.

    The rows were checked when they were made (`corridors.changes.holding`).
    """
    return Core(core.tables.with_checked(made.tables)) if made.tables else core


def view_under(view: View, scenario: Scenario) -> View:
    """Give what is in use under a scenario, on the date of a view.

    Raises
    ------
    ScenarioError
        With every finding.
    """
    made = applied(scenario, view.core, view.on)
    core = core_under(view.core, made)
    reasons, opened, lifted = closures(scenario, made, core)
    shut = dict(view.shut)
    for link, reason in reasons.items():
        shut.setdefault(link, reason)
    return View(core, view.on, shut=shut, opened=view.opened | opened, lifted=view.lifted | lifted)
