"""Small changes of the code, one at a time, and whether the tests of the wing notice: ``python -m tools.mutate``.

Each mutant is one comparison, sign, constant, condition or returned value that is another, drawn by a seed from
all that there are. It stands in a copy of the tree and is held against the tests named as its module
(``tests/routing/test_shelves.py`` for ``corridors/routing/shelves.py``), the module's own examples, and those tests of
the wings asked for that reach the line (``tools/reached.py``): its own wing's before others', the quickest first, as
many as there is time for, until one fails.
A test counts only where it passes, called alone, on the code as it is. Those that survive are printed with their line,
to be read: some change nothing that could be asked for.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from types import CodeType
from typing import NamedTuple, TypeVar

import pytest

from tools.reached import USUAL, CannotSwapError, Loaded, Reach, first_failure_anew, swapped

Kind = TypeVar("Kind", bound=ast.AST)

WINGS = ("gate", "tables", "charges", "network", "routing", "flows")
COPIED = ("corridors", "tests", "tools", "data", "docs", "benchmarks")

_SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


#: How what is said or seen by tools alone begins.
_SAID = ("_log.", "warn", "if TYPE_CHECKING:")


class Site(NamedTuple):
    """A place of a module that can be changed: which node it is, as they are walked, its lines, and if calls do it."""

    module: Path
    node: int
    line: int
    last: int
    in_function: bool


class Outcome(NamedTuple):
    """What the tests said of one mutant."""

    site: Site
    change: str
    noticed_by: str


def sites_of(module: Path, source: str) -> Iterator[Site]:
    """Find what can be changed; messages, annotations and decorators are no behaviour."""
    tree = ast.parse(source)
    left_out = {id(node) for part in _no_behaviour(tree) for node in ast.walk(part)}
    called = {id(node) for part in _bodies(tree) for node in ast.walk(part)}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) not in left_out and isinstance(node, (ast.expr, ast.stmt)) and _change(node) is not None:
            yield Site(module, number, node.lineno, node.end_lineno or node.lineno, id(node) in called)


def _bodies(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from node.body
        elif isinstance(node, ast.Lambda):
            yield node.body


def _no_behaviour(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Raise, ast.JoinedStr, ast.Assert)):
            yield node
        elif isinstance(node, (ast.AnnAssign, ast.arg)) and node.annotation is not None:
            yield node.annotation
        elif isinstance(node, (ast.Call, ast.If)) and ast.unparse(node).startswith(_SAID):
            yield node
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield from node.decorator_list
            if isinstance(node, ast.FunctionDef) and node.returns is not None:
                yield node.returns


def _change(node: ast.AST) -> ast.AST | None:
    """Give a node as it is when changed, or None where there is nothing to change."""
    match node:
        case ast.Compare(left, [op, *ops], right) if type(op) in _SWAPPED:
            return ast.Compare(left, [_swapped(op, ast.cmpop), *ops], right)
        case ast.BinOp(left, op, right) if type(op) in _SWAPPED and not isinstance(left, (ast.List, ast.Tuple)):
            return ast.BinOp(left, _swapped(op, ast.operator), right)
        case ast.BoolOp(op, values):
            return ast.BoolOp(_swapped(op, ast.boolop), values)
        case ast.Constant(bool(value)):
            return ast.Constant(not value)
        case ast.Constant(int(value) | float(value)):
            return ast.Constant(value + 1 if value + 1 != value else value / 2)  # the largest have no next
        case ast.If(test, body, orelse):
            return ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.IfExp(test, body, orelse):
            return ast.IfExp(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Constant):
            return ast.Return(ast.Constant(None))
    return None


def _swapped(op: ast.AST, kind: type[Kind]) -> Kind:
    swapped = _SWAPPED[type(op)]()
    assert isinstance(swapped, kind)
    return swapped


class Mutant(NamedTuple):
    """A place changed: the text, as code and as it was, and what was changed into what."""

    change: str
    text: str
    code: CodeType
    before: CodeType


def mutated(source: str, site: Site, path: Path) -> Mutant:
    """Change one place of a source."""
    tree = ast.parse(source)
    node = next(node for number, node in enumerate(ast.walk(tree)) if number == site.node)
    changed = _change(node)
    assert changed is not None
    change = f"{_head(node)} -> {_head(changed)}"
    for name in node._fields:
        setattr(node, name, getattr(changed, name))
    ast.fix_missing_locations(tree)
    code = compile(tree, str(path), "exec", dont_inherit=True)
    return Mutant(change, ast.unparse(tree), code, compile(source, str(path), "exec", dont_inherit=True))


def _head(node: ast.AST) -> str:
    return ast.unparse(node).splitlines()[0][:70]


def tests_of(site: Site, known: Sequence[Reach], *, most_s: float) -> list[str]:
    """Choose the tests of a place: those that reach it and those named as its module, of its wing and quick ones first.

    What is done when a module is loaded is reached by none alone: it is held against all that go through the module.
    """
    module, wing = str(site.module), site.module.parent.name
    own = f"tests/{wing}/test_{site.module.stem}.py"
    lines = frozenset(range(site.line, site.last + 1))
    asked: list[tuple[bool, bool, float, str]] = []
    for reach in known:
        near = bool(reach.lines.get(module, frozenset()) & lines) if site.in_function else module in reach.lines
        if near or reach.test.partition("::")[0] in (own, module):
            asked.append((not near, f"/{wing}/" not in reach.test, reach.seconds, reach.test))
    chosen, spent = list[str](), 0.0
    for far, _, seconds, test in sorted(asked):
        if spent + seconds <= most_s or not (chosen or far):
            chosen.append(test)
            spent += seconds
    return chosen


class Trial:
    """Mutants in a copy of the tree, which is where one is, and what is known of its tests."""

    def __init__(self, loaded: Loaded, known: Sequence[Reach], *, most_s: float) -> None:
        self._loaded, self._known, self._most_s = loaded, known, most_s
        self._limit_s = 15 + 2 * most_s
        self._sound: dict[str, bool] = {}

    def outcome(self, site: Site) -> Outcome:
        """Try one; a test counts only where it passes on the code as it is."""
        tests = tests_of(site, self._known, most_s=self._most_s)
        mutant = mutated(site.module.read_text(encoding="utf-8"), site, site.module.absolute())
        while tests:
            failed = self._first_failure(site, mutant, tests)
            if failed.startswith("? does not end") or failed not in tests or self._passes(failed):
                return Outcome(site, mutant.change, failed)
            tests.remove(failed)
        return Outcome(site, mutant.change, "")

    def _first_failure(self, site: Site, mutant: Mutant, tests: Sequence[str]) -> str:
        def swap() -> None:
            swapped(site.module.absolute(), mutant.before, mutant.code)

        if site.in_function:
            failed = self._loaded.first_failure(tests, swap, most_s=self._limit_s)
            if failed != f"? {CannotSwapError.__name__}":
                return failed
        source = site.module.read_text(encoding="utf-8")
        site.module.write_text(mutant.text, encoding="utf-8")
        try:
            return first_failure_anew(tests, most_s=self._limit_s)
        finally:
            site.module.write_text(source, encoding="utf-8")

    def _passes(self, test: str) -> bool:
        if test not in self._sound:
            self._sound[test] = not self._loaded.first_failure([test], int, most_s=self._limit_s)
        return self._sound[test]


def copied(folder: Path) -> None:
    """Copy the tree, with what is compiled of its kernels: else each fork would compile them for itself."""
    subprocess.run([sys.executable, "-m", "corridors", "warm"], check=True, stdout=subprocess.DEVNULL)
    for name in COPIED:
        shutil.copytree(name, folder / name, ignore=shutil.ignore_patterns("*.pyc", "_build"))
    for path in (path for path in Path().iterdir() if path.is_file()):
        shutil.copy2(path, folder)


def tests_of_wing(wing: str) -> list[Path]:
    """Name the files of a wing's tests, and its modules, for their examples."""
    modules = [path for path in sorted(Path("corridors", wing).glob("*.py")) if ">>>" in path.read_text("utf-8")]
    return [*sorted(Path("tests", wing).glob("test_*.py")), *modules]


def run(loaded: Loaded, sites: Sequence[Site], asked: argparse.Namespace) -> None:
    """Try mutants until a time, and print."""
    until = time.monotonic() + 60 * asked.minutes
    files = [file for wing in asked.wings for file in tests_of_wing(wing)]
    known = loaded.reaches(files, asked.kept, most_s=900.0)
    print(f"{len(known)} tests are known by what they reach", flush=True)
    trial = Trial(loaded, known, most_s=asked.most_s)
    tried, noticed = Counter[str](), Counter[str]()
    for site in sites[: asked.count]:
        if time.monotonic() > until:
            break
        outcome, wing = trial.outcome(site), site.module.parent.name
        tried[wing] += 1
        noticed[wing] += bool(outcome.noticed_by)
        said = f"noticed   {outcome.noticed_by}" if outcome.noticed_by else "SURVIVED"
        print(f"{site.module}:{site.line}  {outcome.change}\n    {said}", flush=True)
    for wing in sorted(tried):
        print(f"{wing}: {noticed[wing]} of {tried[wing]} noticed")
    print(f"{noticed.total()} of {tried.total()} noticed")


def main() -> None:
    """Draw, load, try."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wings", nargs="*", default=WINGS, help="folders of corridors/")
    parser.add_argument("--count", type=int, default=80, help="how many mutants")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=60.0, help="begin none after so many")
    parser.add_argument("--most-s", type=float, default=15.0, help="seconds of the processor for each, as tests take")
    parser.add_argument("--kept", type=Path, help="a folder to keep in, between runs, which test reaches what")
    asked = parser.parse_args()
    modules = [path for wing in asked.wings for path in sorted(Path("corridors", wing).glob("[!_]*.py"))]
    sites = [site for module in modules for site in sites_of(module, module.read_text(encoding="utf-8"))]
    print(f"{len(sites)} places in {len(modules)} modules", flush=True)
    Random(asked.seed).shuffle(sites)
    with tempfile.TemporaryDirectory() as room:
        asked.kept = (asked.kept or Path(room)).absolute()
        asked.kept.mkdir(parents=True, exist_ok=True)
        folder = Path(room, "tree")
        copied(folder)
        os.chdir(folder)
        os.environ["PYTHONPATH"] = str(folder)  # of what the tests start themselves
        sys.path.insert(0, str(folder))
        sys.dont_write_bytecode = True
        files = [str(file) for wing in asked.wings for file in tests_of_wing(wing)]
        pytest.main([*USUAL, *files], plugins=[Loaded(lambda loaded: run(loaded, sites, asked))])


if __name__ == "__main__":
    main()
