"""The public face: what is exported, and what importing it costs."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pickle
import pkgutil
import re
import subprocess
import sys
import types
from pathlib import Path

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
    assert all(hasattr(corridors, name) for name in corridors.__all__)
    public = {
        name
        for name, value in vars(corridors).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert set(corridors.__all__) == public - {"annotations", "TYPE_CHECKING", "Face"}
    assert list(corridors.__all__) == sorted(corridors.__all__)


def test_names_are_imported_from_where_type_checkers_look_for_them() -> None:
    """What a checker reads under ``TYPE_CHECKING`` and what happens when the program runs are one list."""
    tree = ast.parse(Path(corridors.__file__).read_text(encoding="utf-8"))
    [typed] = [node for node in tree.body if isinstance(node, ast.If) and isinstance(node.test, ast.Name)]
    read = {
        alias.name: (node.module or "").removeprefix("corridors.")
        for node in typed.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert read == corridors._HOMES
    for name, home in read.items():
        assert getattr(corridors, name).__module__ == f"corridors.{home}", name


def test_everything_public_comes_with_a_star() -> None:
    """And nothing else."""
    names: dict[str, object] = {}
    exec("from corridors import *", names)
    assert sorted(names.keys() - {"__builtins__"}) == corridors.__all__


@pytest.mark.parametrize("name", [name for name in corridors.__all__ if not name.endswith("Error")])
def test_a_public_name_can_be_pickled(name: str) -> None:
    """Another process finds it again, and here it is looked up once."""
    assert pickle.loads(pickle.dumps(getattr(corridors, name))) is getattr(corridors, name)
    assert name in vars(corridors)


def test_one_route_waits_for_no_other_wing() -> None:
    """Flows, validation and maps are for those who ask for them."""
    code = """
import sys
import corridors as co
from tests.micro import micro
co.shortest_route("A", "C", network=micro("A ==10== B ~~10~~ C"))
print([wing for wing in ("flows", "validation", "maps") if f"corridors.{wing}" in sys.modules])
"""
    done = run(code)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


@pytest.mark.parametrize("late", ["", "import corridors.flows, corridors.maps"])
def test_a_wing_called_by_mistake_says_what_is_meant_whenever_it_was_imported(late: str) -> None:
    """By whomever: here, a line before."""
    code = f"""
import corridors
{late}
for wing in ("flows", "maps", "errors", "words"):
    try:
        getattr(corridors, wing)()
    except TypeError as error:
        print(error)
"""
    done = run(code)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("is a part of the package, no function") == 4
    assert "corridors.max_flow or corridors.assign is meant?" in done.stdout


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


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("compare", "compare_corridors"),
        ("route", "shortest_route"),
        ("capacity", "max_flow"),
        ("validation", "validate"),
        ("network", "load_network"),
        ("flows", "max_flow"),
        ("shortest_rout", "shortest_route"),
        ("alternativ_routes", "alternative_routes"),
    ],
)
def test_a_name_that_is_not_public_says_which_one_is_meant(name: str, meant: str) -> None:
    """``corridors.compare(...)`` ended in "'module' object is not callable"."""
    with pytest.raises((AttributeError, TypeError), match=meant):
        getattr(corridors, name)("Tashkent", "Poti")


def test_completion_shows_the_public_names_and_nothing_else() -> None:
    assert sorted(dir(corridors)) == sorted([*corridors.__all__, "__version__"])


#: Parameters of the public functions when first promised; more may come, none may go or change its default.
PROMISED = {
    "shortest_route": "origin destination weight='distance' shipment='feu' via=None avoid=None modes=None "
    "corridor=None max_transhipments=None max_borders=None max_gauge_changes=None avoid_borders=None "
    "min_capacity_mt_per_year=None on=None scenario=None network=None",
    "alternative_routes": "origin destination k=5 weight='distance' max_overlap=0.6 shipment='feu' avoid=None "
    "modes=None avoid_borders=None min_capacity_mt_per_year=None on=None scenario=None network=None",
    "pareto_routes": "origin destination criteria=('time','cost') epsilon=0.0 shipment='feu' avoid=None modes=None "
    "avoid_borders=None min_capacity_mt_per_year=None on=None scenario=None network=None",
    "compare_corridors": "origin destinations weight='cost' shipment='feu' corridors=None avoid=None modes=None "
    "max_detour=1.75 max_stretch=2.5 on=None scenario=None network=None",
    "distance_matrix": "origins destinations weight='distance' shipment='feu' avoid=None modes=None on=None "
    "scenario=None network=None",
    "reachable": "origin budget weight='time' shipment='feu' avoid=None modes=None on=None scenario=None network=None",
    "isochrone": "origin budgets weight='time'",
    "load_network": "on=None data=None scenario=None",
    "max_flow": "origins destinations",
    "assign": "demand method='all_or_nothing' weight=None shipment='feu' year=None modes=None avoid=None on=None "
    "scenario=None network=None links=None places=None directed=True scale=20.0 overlap=1.0 routes=6 max_detour=1.5 "
    "unserved_cost=None gap=1e-06 max_iterations=300 vdf=None progress=False",
    "price_curve": "",
    "validate": "",
}


@pytest.mark.parametrize("name", PROMISED)
def test_what_was_promised_can_still_be_called(name: str) -> None:
    """Each parameter is there, with its default, and places go by position."""
    found = inspect.signature(getattr(corridors, name)).parameters
    for promise in PROMISED[name].split():
        parameter, _, default = promise.partition("=")
        assert parameter in found, parameter
        assert not default or repr(found[parameter].default).replace(" ", "") == default, promise
        assert default or found[parameter].default is inspect.Parameter.empty


def test_an_argument_misspelt_is_refused_with_the_one_meant() -> None:
    with pytest.raises(TypeError, match="did you mean 'weight'"):
        corridors.shortest_route("Tashkent", "Poti", wieght="cost")  # type: ignore[call-arg]


def test_help_describes_every_shared_argument() -> None:
    """They are written once, and shown with each verb."""
    for name in ("shortest_route", "alternative_routes", "compare_corridors", "distance_matrix", "reachable"):
        verb = getattr(corridors, name)
        for parameter in inspect.signature(verb).parameters:
            described = inspect.getdoc(verb) or ""
            assert re.search(rf"^(\w+, )*{parameter}(, \w+)*$", described, re.MULTILINE), (name, parameter)
