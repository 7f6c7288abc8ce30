"""The order of the wings: the contract keeps it, the page draws it, and one call goes through it."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.imports import ROOT, import_graph

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
DRAWING = re.search(r"```text\n(.*?)```", PAGE, flags=re.DOTALL)
WINGS, CALL = PAGE.split("## The way of one call")


def contract() -> list[list[str]]:
    """Give the floors of the contract, the highest first; wings of one floor in the order of the alphabet."""
    [layers] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    return [sorted(floor.replace("|", " ").split()) for floor in layers["layers"]]


def test_the_drawing_has_the_floors_of_the_contract() -> None:
    """Each floor a line of boxes, the highest first."""
    assert DRAWING is not None
    inside = [re.findall(r"│ (\w+) {2,}\w", line) for line in DRAWING[1].splitlines()]
    assert [sorted(floor) for floor in inside if floor] == contract()


def test_each_wing_has_its_sentence_which_is_that_of_the_wing_itself() -> None:
    """In the order of the drawing; the wing says it in its own first line."""
    told = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", WINGS, flags=re.MULTILINE))
    assert sorted(told) == sorted(wing for floor in contract() for wing in floor)
    for wing, sentence in told.items():
        folder = ROOT / "corridors" / wing
        path = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert said is not None
        assert said.partition("\n")[0] == sentence, wing


def test_nothing_below_imports_the_face() -> None:
    """It stands above the contract, and imports what it names when a name is first used."""
    above = {name for name, imported in import_graph().items() if "corridors" in imported}
    assert above <= {"corridors.__main__", "corridors.cli.parser"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy the package with its contract to where arrows may be turned."""
    shutil.copytree(ROOT / "corridors", tmp_path / "corridors", ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> tuple[int, str]:
    """Check the contract of a copy."""
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_the_contract_holds(copy: Path) -> None:
    code, told = lint(copy)
    assert code == 0, told
    assert "1 kept, 0 broken" in told


@pytest.mark.parametrize(
    ("module", "turned", "arrow"),
    [
        ("world/turned.py", "from corridors.routes.route import Route", "world.turned -> corridors.routes.route"),
        (
            "routing/turned.py",
            "def late():\n    import corridors.network.network",
            "turned -> corridors.network.network",
        ),
        ("maps/turned.py", "from corridors.routes import route", "maps.turned -> corridors.routes.route"),
        ("flows/turned.py", "from corridors.routes.route import Route", "flows.turned -> corridors.routes.route"),
        ("routes/turned.py", "import corridors.validation.comparison", "routes.turned -> corridors.validation"),
        ("kernels/turned.py", "from corridors.words.aligned import format_table", "turned -> corridors.words.aligned"),
        ("words/turned.py", "from corridors.errors import OptionError", "words.turned -> corridors.errors"),
    ],
)
def test_one_arrow_turned_round_breaks_it(copy: Path, module: str, turned: str, arrow: str) -> None:
    """At the top or inside a function, upwards or sideways: the contract names the arrow."""
    (copy / "corridors" / module).write_text(turned, encoding="utf-8")
    code, told = lint(copy)
    assert code == 1
    assert arrow in told


def test_a_name_of_a_type_does_not_break_it(copy: Path) -> None:
    text = "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from corridors.routes.route import Route\n"
    (copy / "corridors" / "world" / "typed.py").write_text(text, encoding="utf-8")
    assert lint(copy)[0] == 0


def test_a_wing_that_has_no_floor_breaks_it(copy: Path) -> None:
    """Whoever builds one says where it stands."""
    (copy / "corridors" / "cellar.py").touch()
    code, told = lint(copy)
    assert code == 1
    assert "corridors.cellar" in told


_CALL = """
import json, sys
import corridors as co
order = {}
def note(frame, event, _):
    module = frame.f_globals.get("__name__", "")
    if event == "call" and module.startswith("corridors.") and frame.f_code.co_name != "<module>":
        order.setdefault(f"{module.removeprefix('corridors.')}.{frame.f_code.co_qualname}", len(order))
find = co.shortest_route
sys.setprofile(note)
find("Tashkent", "Poti").summary()
sys.setprofile(None)
json.dump([order, sorted(sys.modules)], sys.stdout)
"""


def test_one_call_goes_the_way_that_the_page_tells() -> None:
    """Through the wings named and no others, function by function in this order."""
    done = subprocess.run([sys.executable, "-c", _CALL], cwd=ROOT, capture_output=True, text=True, check=True)
    order, loaded = json.loads(done.stdout)
    rows = re.findall(r"^\| (\w+) \| (`.*?`) \|", CALL, flags=re.MULTILINE)
    told = [f"{wing}.{name}" for wing, names in rows for name in re.findall(r"`([\w.]+)`", names)]
    assert len(told) > 15
    assert set(told) <= set(order)
    assert sorted(told, key=order.__getitem__) == told
    assert {name.partition(".")[0] for name in order} == {wing for wing, _ in rows}
    assert {"pandas", "numpy", "numba", "corridors.maps", "corridors.flows"} & set(loaded) == set()
