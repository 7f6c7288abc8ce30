"""Which module imports which, read from the source: nothing is run, and nothing is hidden.

An import inside a function counts like any other, since it hides an arrow and does not turn it round; one
under ``if TYPE_CHECKING`` only names a type and does not count.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

Graph = Mapping[str, frozenset[str]]


def modules(package: str = "corridors", root: Path = ROOT) -> dict[str, Path]:
    """Give the file of every module of a package, by its dotted name."""
    found = {}
    for path in sorted((root / package).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def import_graph(package: str = "corridors", root: Path = ROOT, *, types: bool = False) -> Graph:
    """Give the modules of the same package that each module imports; with `types`, those only named as types too."""
    files = modules(package, root)
    graph = {}
    for name, path in files.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        base = name if path.name == "__init__.py" else name.rpartition(".")[0]
        graph[name] = frozenset(_imported(tree.body, base, files, types=types)) - {name}
    return graph


def _imported(nodes: Iterable[ast.AST], base: str, known: Mapping[str, Path], *, types: bool) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(base.split(".")[: len(base.split(".")) + 1 - node.level]) if node.level else ""
            module = ".".join(filter(None, (above, node.module)))
            for alias in node.names:
                # `from corridors.words import html` names a module, `from corridors.words.html import table` a thing
                inner = f"{module}.{alias.name}"
                if inner in known or module in known:
                    yield inner if inner in known else module
        elif isinstance(node, ast.If) and _only_types(node.test) and not types:
            yield from _imported(node.orelse, base, known, types=types)
        else:
            yield from _imported(ast.iter_child_nodes(node), base, known, types=types)


def _only_types(test: ast.expr) -> bool:
    return "TYPE_CHECKING" in {getattr(test, "id", None), getattr(test, "attr", None)}


def circles(graph: Graph) -> list[list[str]]:
    """Find the sets of modules of which each imports, over others, itself."""
    reached = {name: _reached(graph, name) for name in graph}
    groups = {
        frozenset(other for other in reached[name] if name in reached[other]) for name in graph if name in reached[name]
    }
    return sorted(map(sorted, groups))


def _reached(graph: Graph, start: str) -> frozenset[str]:
    """Everything that a module imports, directly or not; itself only over others."""
    found: set[str] = set()
    queue = list(graph[start])
    while queue:
        name = queue.pop()
        if name not in found:
            found.add(name)
            queue.extend(graph.get(name, ()))
    return frozenset(found)
