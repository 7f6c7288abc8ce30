"""The environment of the peers: made once beside the benchmarks, with whatever of the group ``bench`` installs here."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
HOME = HERE / ".venv"


def wanted() -> tuple[list[str], list[str]]:
    """Give what the library itself needs, and the peers, which are tried one by one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    return [*project["project"]["dependencies"], *extras["fast"], *extras["simulation"]], project["dependency-groups"][
        "bench"
    ]


def made() -> tuple[Path, list[str]]:
    """Make the environment, or complete it; give its Python, and of each peer that does not install the reason."""
    python = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        print(f"... making {HOME.relative_to(ROOT)}", file=sys.stderr, flush=True)
        venv.create(HOME, with_pip=True)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", ROOT / "constraints.txt"]
    own, peers = wanted()
    print("... installing what corridors needs", file=sys.stderr, flush=True)
    subprocess.run([*install, *own], check=True)
    missing = []
    for number, peer in enumerate(peers, start=1):
        print(f"... installing {peer}, {number} of {len(peers)}", file=sys.stderr, flush=True)
        run = subprocess.run([*install, "--only-binary", ":all:", peer], check=False, stderr=subprocess.PIPE, text=True)
        if run.returncode:
            said = [line for line in run.stderr.splitlines() if line.startswith("ERROR")]
            missing.append(f"{peer} ({said[-1].removeprefix('ERROR: ').strip() if said else 'does not install'})")
    return python, missing
