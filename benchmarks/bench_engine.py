"""Side by side with the peers, in one run: `python benchmarks/bench_engine.py`.

Makes a virtual environment of its own (benchmarks/.venv), installs numba and the peers into it, says which
of them cannot be had, measures in interleaved rounds and writes docs/benchmarks.md. Read the ratios: the
times are those of the machine. ``--quick`` takes fewer pairs and no more than 10^5 nodes in the growth.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
HOME = HERE / ".venv"
OWN = ["numpy>=1.26", "scipy", "numba>=0.60", "pandas>=2.1", "geopandas>=1.0"]
PEERS = ["networkx", "scgraph", "igraph", "rustworkx", "pandana", "pyroutingkit"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer pairs, growth up to 10^5 nodes")
    parser.add_argument("--here", action="store_true", help="use this Python and what it has")
    parser.add_argument("--output", type=Path, default=HERE.parent / "docs" / "benchmarks.md")
    options = parser.parse_args()
    python = Path(sys.executable) if options.here else _environment()
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE.parent), str(HERE)])}
    quick = ["--quick"] if options.quick else []
    with TemporaryDirectory() as folder:  # through a file: some peers print
        found = Path(folder) / "found.json"
        subprocess.run([python, HERE / "measure.py", *quick, "--to", found], env=environment, check=True)
        text = _page(json.loads(found.read_text(encoding="utf-8")))
    print(text)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(text + _by_hand(options.output), encoding="utf-8")


def _by_hand(page: Path) -> str:
    """Give the section that first_minute.py measures for, as it stands on the page."""
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    title = "\n## The first minute\n"
    return title + before.split(title, 1)[1] if title in before else ""


def _environment() -> Path:
    """Make the environment and install everything that can be had."""
    python = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(HOME, with_pip=True)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, *OWN], check=True)
    for peer in PEERS:
        if subprocess.run([*install, peer], check=False).returncode:
            print(f"{peer} cannot be installed here", file=sys.stderr)
    return python


def _page(found: dict) -> str:
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`; do not edit. Interleaved rounds in one run, medians, paths returned as the",
        "library returns them. Times are those of this machine at that moment: read the ratios. `x` says how",
        "many times as long as ours a peer takes.",
        "",
        f"{found['cores']} cores, Python {platform.python_version()}, " + ", ".join(found["versions"]) + ".",
    ]
    if found["missing"]:
        lines.append(f"Not installed or not usable here: {', '.join(found['missing'])}.")
    for table in found["tables"]:
        lines += ["", f"## {table['title']}", "", *table["notes"], ""]
        lines.append("| " + " | ".join(table["head"]) + " |")
        lines.append("| --- |" + " ---: |" * (len(table["head"]) - 1))
        lines += ["| " + " | ".join(map(str, row)) + " |" for row in table["rows"]]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
