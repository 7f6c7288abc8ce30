"""Build the wheel and the sdist, put the wheel alone into an empty environment outside the checkout, and ask it.

Usage: ``python -m tools.try_wheel``. Needs no more than Python and pip; exits 1 where something is wrong.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent

#: What must be in the wheel: licences of code, tables and geometry, the tables themselves, and the mark of types.
INSIDE = (
    ".dist-info/licenses/LICENSE",
    ".dist-info/licenses/data/LICENSE",
    ".dist-info/licenses/data/LICENSE-geometry",
    "corridors/data/datapackage.json",
    "corridors/data/links.csv",
    "corridors/data/geometry.geojson",
    "corridors/py.typed",
)

#: What must be in the sdist, from which distributions build and test.
IN_SOURCE = ("LICENSE", "Makefile", "tests/test_public.py", "data/LICENSE-geometry", "constraints-lowest.txt")


def _run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def _environment(folder: Path, *packages: str) -> Path:
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    options = ("--disable-pip-version-check", "--quiet")
    _run(python, "-m", "pip", *options, "install", "--constraint", ROOT / "constraints.txt", *packages, cwd=folder)
    return python


def _built(python: Path, folder: Path) -> tuple[Path, Path]:
    """Build both, the wheel from the sdist as an index would have it."""
    _run(python, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=ROOT)
    [sdist] = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    [source] = (folder / "unpacked").iterdir()
    _run(python, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source)
    [wheel] = folder.glob("*.whl")
    return wheel, sdist


def _missing(names: list[str], wanted: tuple[str, ...]) -> list[str]:
    return [each for each in wanted if not any(name.endswith(each) for name in names)]


def _alone(python: Path, folder: Path) -> str:
    """Ask it in an empty folder, without the checkout, with nothing of this environment, and a home it cannot write."""
    home = folder / "home"
    home.mkdir()
    home.chmod(stat.S_IRUSR | stat.S_IXUSR)
    env = {"PATH": os.environ.get("PATH", ""), "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    where = _run(python, "-c", "import corridors; print(corridors.__file__)", cwd=folder, env=env)
    if str(ROOT) in where:
        raise SystemExit(f"the checkout was asked, not the wheel: {where}")
    return _run(python.parent / "corridors", "compare", "Tashkent", "Istanbul", cwd=folder, env=env)


def main() -> int:
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        wheel, sdist = _built(_environment(folder / "build", "hatchling"), folder)
        with zipfile.ZipFile(wheel) as packed, tarfile.open(sdist) as source:
            names = packed.namelist()
            missing = _missing(names, INSIDE) + _missing(source.getnames(), IN_SOURCE)
        if missing:
            raise SystemExit(f"not in the wheel or sdist: {', '.join(missing)}")
        strays = [name for name in names if not name.startswith(("corridors/", "corridors-"))]
        if strays:
            raise SystemExit(f"in the wheel, and not its own: {', '.join(strays[:5])}")
        sizes = [f"{path.name} ({path.stat().st_size / 1e6:.1f} MB)" for path in (wheel, sdist)]
        print(" from ".join(sizes), flush=True)
        answer = _alone(_environment(folder / "alone", str(wheel)), folder)
        print(answer)
        if "Istanbul" not in answer or "km" not in answer:
            raise SystemExit("this is no answer")
    return 0


if __name__ == "__main__":
    sys.exit(main())
