"""The pages that teach: every block runs, and prints what the page shows."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import matplotlib
import pytest

from corridors.cli import main
from tools.run_pages import DOCS, PAGES, run_page

matplotlib.use("Agg")
TEXTS = {name: (DOCS / name).read_text(encoding="utf-8") for name in PAGES}
ROOT = DOCS.parent


@pytest.mark.parametrize("name", PAGES)
def test_every_block_runs_and_prints_what_the_page_shows(name: str) -> None:
    """What changed shows in the difference; if it is meant: `make pages`."""
    assert run_page(TEXTS[name], name) == TEXTS[name]


def test_a_changed_output_is_seen() -> None:
    """A wrong figure is put right, what a page cuts stays cut, and a command's output is its own."""
    wrong = "```python\nprint(6 * 7)\n```\n\n```text\n41\n```\n"
    assert run_page(wrong, "page") == wrong.replace("41", "42")
    cut = "```python\nfor n in range(9):\n    print(n)\n```\n\n```text\n0\n...\n8\n```\n"
    assert run_page(cut, "page") == cut
    told = "```console\n$ echo one\nnone\n$ exit 3\n```\n"
    assert run_page(told, "page") == told.replace("none", "one")


def test_a_first_route_needs_nothing_but_python() -> None:
    """No package is found under ``-S``, as in a new environment; the page says so."""
    command = "python3 -m corridors route Tashkent Istanbul --weight cost"
    assert f"$ {command}\n" in TEXTS["first-hour.md"]
    bare = [sys.executable, "-I", "-S", "-c"]
    assert subprocess.run([*bare, "import numpy"], capture_output=True, check=False).returncode != 0
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.argv = {command.split()[2:]!r}; import runpy; "
    run = "runpy.run_module('corridors', run_name='__main__')"
    done = subprocess.run([*bare, script + run], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Tashkent - Istanbul")


def test_a_block_that_fails_is_not_passed_over() -> None:
    with pytest.raises(ZeroDivisionError):
        run_page("```python\n1 / 0\n```\n", "page")


@pytest.mark.parametrize("name", PAGES)
def test_every_block_is_of_a_kind_that_is_run_or_looked_at(name: str) -> None:
    """Only installing is not run here: its files, extras and commands are looked up."""
    kinds = set(re.findall(r"^```(\S+)$", TEXTS[name], flags=re.MULTILINE))
    assert kinds <= {"python", "console", "text", "sh", "{toctree}"}
    for block in re.findall(r"^```sh\n(.*?)^```$", TEXTS[name], flags=re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            look_at(line)


def look_at(line: str) -> None:
    """See that a line of a shell names only what there is."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    if found := re.fullmatch(r'pip install --constraint (\S+) "?\.(?:\[(.*)\])?"?', line):
        assert (ROOT / found[1]).exists()
        assert set((found[2] or "all").split(",")) <= set(extras)
    elif line.startswith("corridors "):
        with pytest.raises(SystemExit) as end:
            main([*line.split()[1:], "--help"])
        assert end.value.code == 0
    else:
        assert line in {"python3 -m venv .venv", ". .venv/bin/activate"}


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.stem)
def test_pictures_and_pages_named_are_there(page: Path) -> None:
    """Also on GitHub, where nothing builds them."""
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert re.match(r"https?://", target) or (DOCS / target).exists(), target


def test_every_extra_has_its_row() -> None:
    """In the table of the first hour, and no other."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    table = TEXTS["first-hour.md"].partition("| extra | for what |\n")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, flags=re.MULTILINE)) == set(extras)
