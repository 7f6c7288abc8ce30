"""Make the page of public names, `docs/api.md`, of their docstrings: ``python -m tools.make_api``."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import corridors as co
from corridors.charges.levels import PriceLevel
from corridors.disruption.loss import Loss, PairLoss
from corridors.disruption.ways import WaySet
from corridors.routes.asking import _MEANING
from corridors.routes.compare import ComparisonRow
from corridors.routes.step import Step
from corridors.routing.edge_route import EdgeRoute
from corridors.routing.edges import EdgeNetwork
from corridors.studies.difference import Difference
from corridors.studies.line import TimeStep, Year
from corridors.studies.regret import WorstLoss
from corridors.studies.result import ScenarioRow
from corridors.words.reason import Reason
from corridors.world.restrictions import Restriction
from corridors.world.risks import Risk

__all__ = ["CLASSES", "PAGE", "main", "members", "render"]

PAGE = Path(__file__).resolve().parent.parent / "docs" / "api.md"

#: Classes whose names are not exported: they are met in results.
MET = (
    EdgeNetwork, EdgeRoute, ComparisonRow, ScenarioRow, Difference, WorstLoss, Year, TimeStep, Loss, PairLoss, WaySet,
    Step, Restriction, Risk, PriceLevel, Reason,
)  # fmt: skip

#: Classes of the page, in the order in which a user meets them.
CLASSES: tuple[type, ...] = (
    co.Route, co.RouteSet, co.Comparison, co.ScenarioComparison, co.Regret, co.Timeline, co.Criticality,
    co.ResilientWays, co.Simulation, co.Sensitivity, co.Futures, co.Network, co.Scenario, co.Change, co.MaxFlow,
    co.Flows, co.FlowTables, co.PriceCurve, co.Validation, co.WebMap, co.Place, co.Link, *MET,
)  # fmt: skip

_HEAD = """\
# The public names

Written by `make api` from the docstrings; do not edit. `import corridors as co`, and `help(co.shortest_route)` or a
notebook's `?` shows the whole of what stands here in a line: parameters, errors, a runnable example. Names that are
not on this page may change without notice.
"""


def main() -> None:
    PAGE.write_text(render(), encoding="utf-8")


def render() -> str:
    """Give the page."""
    return "\n".join([_HEAD, *_functions(), *_shared(), *_classes(), *_errors()])


def _functions() -> Iterator[str]:
    verbs = [name for name in co.__all__ if inspect.isfunction(getattr(co, name))]
    yield "## Functions\n"
    yield from _table("function", ((f"`{name}`", _said(getattr(co, name))) for name in verbs))
    for name in verbs:
        yield f"- `{name}{_call(getattr(co, name))}`"
    yield ""


def _shared() -> Iterator[str]:
    yield "## Arguments that calls share\n"
    rows = ((f"`{name}`", " ".join(text.split())) for name, text in _MEANING.items())
    yield from _table("argument", rows)


def _classes() -> Iterator[str]:
    for kind in CLASSES:
        where = "" if kind.__name__ in co.__all__ else f" (`{kind.__module__}`)"
        yield f"## {kind.__name__}{where}\n"
        yield f"{_plain(_said(kind))}\n"
        names = _fields(kind)
        if names:
            yield f"Fields: {', '.join(f'`{name}`' for name in names)}.\n"
        rows = [(f"`{name}{_parentheses(member)}`", _said(member)) for name, member in members(kind)]
        if rows:
            yield from _table("name", rows)


def _errors() -> Iterator[str]:
    errors = [getattr(co, name) for name in co.__all__ if name.endswith("Error")]
    yield "## Errors\n"
    yield from _table("error", ((f"`{error.__name__}`", _said(error)) for error in errors))


def members(kind: type) -> list[tuple[str, Any]]:
    """List the public methods and properties of a class that its own or a parent's code here defines, by name."""
    return sorted((name, member) for name, member in _public(kind).items() if _is_member(member))


def _public(kind: type) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for parent in kind.__mro__:
        if parent.__module__.startswith("corridors."):
            for name, member in vars(parent).items():
                if not name.startswith("_"):
                    found.setdefault(name, member)
    return found


def _is_member(member: object) -> bool:
    return isinstance(member, (property, cached_property, classmethod, staticmethod)) or inspect.isfunction(member)


def _parentheses(member: object) -> str:
    return "" if isinstance(member, (property, cached_property)) else "()"


def _fields(kind: type) -> list[str]:
    """List the attributes of a class that hold plain values."""
    own = [field.name for field in fields(kind)] if is_dataclass(kind) else list(getattr(kind, "_fields", ()))
    own += [name for name, member in _public(kind).items() if not _is_member(member) and name not in own]
    return [name for name in own if not name.startswith("_")]


def _call(verb: Any) -> str:
    """Give a signature without its types."""
    plain = inspect.signature(verb)
    bare = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in plain.parameters.values()]
    return str(plain.replace(parameters=bare, return_annotation=inspect.Signature.empty))


def _said(what: Any) -> str:
    """Give the first sentence or two of a docstring, up to its first blank line."""
    return " ".join((inspect.getdoc(what) or "").partition("\n\n")[0].split())


def _table(head: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"| {head} | what |"
    yield "| --- | --- |"
    for name, text in rows:
        yield f"| {name} | {_plain(text)} |"
    yield ""


def _plain(text: str) -> str:
    return text.replace("``", "`").replace("|", "\\|")


if __name__ == "__main__":
    main()
