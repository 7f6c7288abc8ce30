"""The public face: what is exported, and what importing it costs."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import subprocess
import sys
import types

import pytest

import corridors

MODULES = [
    found.name
    for found in pkgutil.walk_packages(corridors.__path__, "corridors.")
    if not found.ispkg and not found.name.endswith("__main__")
]

HEAVY = {"numpy", "pandas", "geopandas", "networkx", "numba", "shapely", "matplotlib", "folium", "scipy"}


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter that turns warnings into errors."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False, timeout=60
    )


def test_all_lists_every_public_name() -> None:
    """What is not in ``__all__`` is not promised, and nothing promised is missing."""
    public = {
        name
        for name, value in vars(corridors).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType) and name != "annotations"
    }
    assert set(corridors.__all__) == public
    assert list(corridors.__all__) == sorted(corridors.__all__)


def test_every_public_name_is_documented() -> None:
    """Help in a notebook says what each is."""
    for name in corridors.__all__:
        assert inspect.getdoc(getattr(corridors, name)), name


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is_for_and_what_it_exports(module: str) -> None:
    """The names of its ``__all__`` are there, and its docstring opens the file."""
    loaded = importlib.import_module(module)
    assert (loaded.__doc__ or "").strip()
    assert len(set(loaded.__all__)) == len(loaded.__all__)
    assert all(hasattr(loaded, name) for name in loaded.__all__)


def test_importing_loads_nothing_heavy_and_says_nothing() -> None:
    """``import corridors`` must be quick in every script that uses it, and quiet."""
    done = run("import corridors, json, sys; json.dump(sorted(sys.modules), sys.stderr)")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    loaded = {name.partition(".")[0] for name in json.loads(done.stderr)}
    assert "corridors" in loaded
    assert loaded & HEAVY == set()


def test_importing_reads_no_tables() -> None:
    """The packaged network is loaded when first asked for, not by importing."""
    code = """
import builtins, io, pathlib, sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import corridors
print([name for name in opened if name.endswith((".csv", "datapackage.json"))])
"""
    done = run(code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_a_route_on_a_small_network_loads_nothing_heavy() -> None:
    """One route needs no frames: pandas and networkx are for those who ask for them."""
    code = """
import sys
import corridors as co
from tests.micro import micro
route = co.shortest_route("A", "C", network=micro("A ==10== B ~~10~~ C"))
assert route.length_km == 20 and route.summary() and route.to_dict() and route._repr_html_()
print(sorted({name.partition(".")[0] for name in sys.modules}))
"""
    done = run(code)
    assert done.returncode == 0, done.stderr
    assert HEAVY & set(json.loads(done.stdout.replace("'", '"'))) == set()


def test_the_version_is_that_of_the_distribution() -> None:
    """One place to change it."""
    from importlib.metadata import version

    assert corridors.__version__ == version("corridors")


def test_logging_is_silent_unless_asked_for() -> None:
    """A library leaves it to the program whether and where to log."""
    code = """
import corridors as co
from tests.micro import micro
co.distance_matrix("A", "C", network=micro("A ==10== B", "C ==10== D"))
"""
    done = run(code)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
