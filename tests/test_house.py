"""The house: what imports what, and how large its rooms are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.imports import ROOT, circles, import_graph, modules

PACKAGE = ROOT / "corridors"
FILES = sorted(PACKAGE.rglob("*.py"))

MOST_FILES_AT_THE_DOOR = 8
MOST_LINES = 450
MEDIAN_LINES = 150
MOST_LINES_OF_A_FUNCTION = 60


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function or method of a file, with its lines; the docstring of a public one is left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert node.end_lineno is not None
            length = node.end_lineno - node.lineno + 1
            if not node.name.startswith("_") and ast.get_docstring(node) is not None:
                said = node.body[0]
                assert said.end_lineno is not None
                length -= said.end_lineno - said.lineno + 1
            yield f"{path.relative_to(ROOT)}: {node.name}", length


def test_no_module_imports_itself_over_others() -> None:
    """Imports inside functions counted: they would hide a circle and not open it."""
    assert circles(import_graph()) == []


def test_few_files_stand_at_the_door() -> None:
    """The face, the command line and the errors; all else has its wing."""
    assert len(list(PACKAGE.glob("*.py"))) <= MOST_FILES_AT_THE_DOOR


def test_modules_are_small() -> None:
    """Half of them well under three screens, none a book; packages that only have a name do not count."""
    sizes = {str(path.relative_to(ROOT)): lines(path) for path in FILES}
    assert {name: size for name, size in sizes.items() if size > MOST_LINES} == {}
    assert median(size for name, size in sizes.items() if not name.endswith("__init__.py")) < MEDIAN_LINES


def test_functions_are_small() -> None:
    """What a public function says of itself does not count."""
    long = [found for path in FILES for found in functions(path) if found[1] > MOST_LINES_OF_A_FUNCTION]
    assert long == []


def house(folder: Path, **files: str) -> Path:
    """Build a package ``rooms`` of such files, by dotted name."""
    for name, text in files.items():
        path = folder / "rooms" / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "arrow",
    [
        "from rooms.low import thing",
        "from rooms import low",
        "import rooms.low",
        "from . import low",
        "from .low import thing",
        "def late():\n    from rooms.low import thing",
        "class Late:\n    def late(self):\n        if self:\n            import rooms.low as below",
        "try:\n    import nothing\nexcept ImportError:\n    from rooms.low import thing",
        "from typing import TYPE_CHECKING\nif not TYPE_CHECKING:\n    import rooms.low",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    pass\nelse:\n    import rooms.low",
    ],
)
def test_an_arrow_is_seen_however_it_is_drawn(arrow: str, tmp_path: Path) -> None:
    """At the top, late, or where something else is missing; turned round it makes a circle."""
    root = house(tmp_path, high=arrow, low="thing = 1")
    assert import_graph("rooms", root)["rooms.high"] == {"rooms.low"}
    assert circles(import_graph("rooms", root)) == []
    house(tmp_path, low="def late():\n    import rooms.high")
    assert circles(import_graph("rooms", root)) == [["rooms.high", "rooms.low"]]


def test_a_name_of_a_type_is_no_arrow(tmp_path: Path) -> None:
    """Unless it is asked for."""
    text = "import typing\nif typing.TYPE_CHECKING:\n    from rooms.wing.low import Thing"
    root = house(tmp_path, high=text, wing__low="class Thing: ...")
    assert import_graph("rooms", root)["rooms.high"] == frozenset()
    assert import_graph("rooms", root, types=True)["rooms.high"] == {"rooms.wing.low"}


def test_circles_of_several_are_told_apart(tmp_path: Path) -> None:
    """A ring of three, a pair, and one that only leads into them."""
    root = house(
        tmp_path,
        a="import rooms.b", b="import rooms.c", c="import rooms.a",
        d="import rooms.e", e="import rooms.d", f="import rooms.a, rooms.d",
    )  # fmt: skip
    assert circles(import_graph("rooms", root)) == [["rooms.a", "rooms.b", "rooms.c"], ["rooms.d", "rooms.e"]]


def test_every_module_is_in_the_graph() -> None:
    """And every arrow ends at one."""
    graph = import_graph()
    assert set(graph) == set(modules())
    assert len(graph) == len(FILES)
    assert set().union(*graph.values()) <= set(graph)
    assert "corridors.words.aligned" in graph["corridors.routes.text"]
