"""The scenarios of a comparison: each with the name that stands in tables, the first one the base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from corridors.changes.scenario import Scenario, ScenarioLike, as_scenario
from corridors.errors import OptionError
from corridors.gate.choices import items_of
from corridors.gate.quoted import quoted

__all__ = ["AS_IS", "Case", "Cases", "cases_of"]

#: What is compared where nothing is changed.
AS_IS = "status-quo"

#: What can be given as scenarios: several, or one; None stands for the network as it is.
Cases = ScenarioLike | None | Iterable[ScenarioLike | None]


class Case(NamedTuple):
    """One scenario of a comparison; without changes it is the network as it is."""

    name: str
    scenario: Scenario | None


def cases_of(scenarios: Cases) -> tuple[Case, ...]:
    """Give the scenarios under different names, the first one the base.

    Raises
    ------
    OptionError
        None is given, one is no scenario, or two are called the same.

    Examples
    --------
    >>> [case.name for case in cases_of([None, Scenario("no Iran", shut=("IR",))])]
    ['status-quo', 'no Iran']
    """
    one = scenarios is None or isinstance(scenarios, (Scenario, str, Path, Mapping))
    given: list[Any] | None = [scenarios] if one else items_of(scenarios)
    if given is None:
        raise OptionError(f"scenarios={quoted(scenarios)}: give a list, such as ['status-quo', my_scenario]")
    if not given:
        raise OptionError("scenarios is empty: give at least one, such as ['status-quo', my_scenario]")
    cases = [_case(scenario) for scenario in given]
    names = [case.name for case in cases]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise OptionError(f"two scenarios are called {twice[0]!r}: give each a name of its own, the tables tell by it")
    return tuple(cases)


def _case(asked: ScenarioLike | None) -> Case:
    if asked is None or (isinstance(asked, str) and asked == AS_IS):
        return Case(AS_IS, None)
    scenario = as_scenario(asked)
    return Case(getattr(scenario, "id", "") or scenario.name, scenario)
