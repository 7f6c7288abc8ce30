"""Small changes of the code, one at a time, and whether the tests of the module notice: ``python -m tools.mutate``.

Each mutant is one comparison, sign, constant, condition or returned value that is another, drawn by a seed from
all that there are. It stands in a copy of the tree and is held against the tests named as its module
(``tests/routing/test_shelves.py`` for ``corridors/routing/shelves.py``) and the module's own examples. Modules without
such tests are named and left out: of them it can say nothing. Those that survive are printed with their line, to
be read: some change nothing that could be asked for.
"""

from __future__ import annotations

import argparse
import ast
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeVar

import geopandas  # noqa: F401 - with the others, loaded once for all children
import hypothesis  # noqa: F401
import networkx as nx  # noqa: F401
import numba  # noqa: F401
import pytest

Kind = TypeVar("Kind", bound=ast.AST)

WINGS = ("routing", "gate", "charges", "flows")
COPIED = ("corridors", "tests", "tools", "data", "docs", "benchmarks")

_SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


class Site(NamedTuple):
    """A place of a module that can be changed: which node it is, as they are walked, and its line."""

    module: Path
    node: int
    line: int


class Outcome(NamedTuple):
    """What the tests said of one mutant."""

    site: Site
    change: str
    noticed: bool


def sites_of(module: Path, source: str) -> Iterator[Site]:
    """Find what can be changed; messages, annotations and decorators are no behaviour."""
    tree = ast.parse(source)
    left_out = {id(node) for part in _no_behaviour(tree) for node in ast.walk(part)}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) not in left_out and _change(node) is not None:
            yield Site(module, number, getattr(node, "lineno", 0))


def _no_behaviour(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Raise, ast.JoinedStr, ast.Assert)):
            yield node
        elif isinstance(node, (ast.AnnAssign, ast.arg)) and node.annotation is not None:
            yield node.annotation
        elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith(("_log.", "warn")):
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
            return ast.Constant(value + 1)
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


def mutated(source: str, site: Site) -> tuple[str, str]:
    """Give the source with one place changed, and what was changed into what."""
    tree = ast.parse(source)
    node = next(node for number, node in enumerate(ast.walk(tree)) if number == site.node)
    changed = _change(node)
    assert changed is not None
    change = f"{_head(node)} -> {_head(changed)}"
    for name in node._fields:
        setattr(node, name, getattr(changed, name))
    return ast.unparse(ast.fix_missing_locations(tree)), change


def _head(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(node)).splitlines()[0][:70]


def tests_of(module: Path) -> list[str]:
    """Name the tests of a module: those that are called as it is."""
    wing = module.parent.name
    found = Path("tests", wing, f"test_{module.stem}.py")
    return [str(found), str(module)] if found.is_file() else []


def passes(folder: Path, tests: Sequence[str], most_s: float) -> bool:
    """Run tests in a copy of the tree, in a child that has all but the library loaded; what does not end fails."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (int(most_s), int(most_s)))  # the machine may be shared
        os._exit(_run_tests(folder, tests))
    ends = time.monotonic() + 10 * most_s  # for one that waits
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) == 0
        if time.monotonic() > ends:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return False
        time.sleep(0.02)


def _run_tests(folder: Path, tests: Sequence[str]) -> int:
    os.chdir(folder)
    os.environ["PYTHONPATH"] = str(folder)  # of what the tests start themselves
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    asked = ["-x", "-q", "--assert=plain", "-p", "no:xdist", "-p", "no:cacheprovider", "--hypothesis-seed=0", *tests]
    try:
        return int(pytest.main(asked))
    except BaseException:
        return 1


def run(sites: Sequence[Site], folder: Path, *, until: float, most_s: float) -> Iterator[Outcome]:
    """Try mutants until a time; modules whose tests do not pass in half of `most_s` as they are cannot be tried."""
    sound: dict[Path, bool] = {}
    for site in sites:
        if time.monotonic() > until:
            return
        tests = tests_of(site.module)
        if site.module not in sound:
            sound[site.module] = passes(folder, tests, most_s / 2)
            if not sound[site.module]:
                print(
                    f"left out: the tests of {site.module} do not pass in {most_s / 2:g} s of the processor", flush=True
                )
        if not sound[site.module]:
            continue
        target = folder / site.module
        source = target.read_text(encoding="utf-8")
        text, change = mutated(source, site)
        try:
            target.write_text(text, encoding="utf-8")
            yield Outcome(site, change, not passes(folder, tests, most_s))
        finally:
            target.write_text(source, encoding="utf-8")


def main() -> None:
    """Draw, try, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wings", nargs="*", default=WINGS, help="folders of corridors/")
    parser.add_argument("--count", type=int, default=80, help="how many mutants")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=60.0, help="begin none after so many")
    parser.add_argument("--beside", nargs="*", default=[], help="modules to leave out, by stem")
    parser.add_argument("--most-s", type=float, default=60.0, help="seconds of the processor for each")
    asked = parser.parse_args()
    until = time.monotonic() + 60 * asked.minutes
    modules = [path for wing in asked.wings for path in sorted(Path("corridors", wing).glob("[!_]*.py"))]
    tried = [module for module in modules if tests_of(module) and module.stem not in asked.beside]
    print(
        "left out, by wish or without tests of their name:",
        ", ".join(str(each) for each in modules if each not in tried),
    )
    sites = [site for module in tried for site in sites_of(module, module.read_text(encoding="utf-8"))]
    print(f"{len(sites)} places in {len(tried)} of {len(modules)} modules")
    Random(asked.seed).shuffle(sites)
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        for name in COPIED:
            shutil.copytree(name, folder / name)
        for path in (path for path in Path().iterdir() if path.is_file()):
            shutil.copy2(path, folder)
        outcomes: list[Outcome] = []
        for outcome in run(sites, folder, until=until, most_s=asked.most_s):
            outcomes.append(outcome)
            said = "noticed " if outcome.noticed else "SURVIVED"
            print(f"{said} {outcome.site.module}:{outcome.site.line}  {outcome.change}", flush=True)
            if len(outcomes) == asked.count:
                break
    noticed = sum(outcome.noticed for outcome in outcomes)
    print(f"{noticed} of {len(outcomes)} noticed")


if __name__ == "__main__":
    main()
