"""Lines and branches of each wing that the suite runs, held against their floors: ``python -m tools.covered``.

Floors stand in ``pyproject.toml`` and only rise: whoever raises a share by more than a point raises its floor. Kernels
that numba compiled cannot be seen at work, so the suite runs without it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def shares(report: dict[str, Any]) -> dict[str, float]:
    """Give what is covered of each wing in per cent, by a report of coverage in JSON; modules of no wing are one."""
    covered: dict[str, int] = defaultdict(int)
    asked: dict[str, int] = defaultdict(int)
    for name, file in report["files"].items():
        parts = Path(name).parts
        wing = parts[1] if len(parts) > 2 else "modules"
        told = file["summary"]
        covered[wing] += told["covered_lines"] + told["covered_branches"]
        asked[wing] += told["num_statements"] + told["num_branches"]
    return {wing: 100 * covered[wing] / asked[wing] for wing in sorted(asked) if asked[wing]}


def beneath(found: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Say which wings are covered less than they have to be, and which have no floor.

    >>> beneath({"gate": 91.5, "maps": 80.0}, {"gate": 92})
    ['gate: 91.5 %, below its floor of 92', 'maps: no floor is set']
    """
    told = []
    for wing, share in found.items():
        if wing not in floors:
            told.append(f"{wing}: no floor is set")
        elif share < floors[wing]:
            told.append(f"{wing}: {share:.1f} %, below its floor of {floors[wing]}")
    return told


def measured(pytest_options: list[str]) -> dict[str, Any]:
    """Run the suite and give the report."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "covered.json"
        command = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "loadfile", "--cov=corridors"]
        command += ["--cov-fail-under=0", "--cov-report=", f"--cov-report=json:{report}", *pytest_options]
        subprocess.run(command, cwd=ROOT, env=os.environ | {"CORRIDORS_NUMBA": "0"}, check=True)
        told: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return told


def main() -> int:
    """Run the suite, print the share of each wing beside its floor, and fail below one."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    floors = settings["tool"]["corridors"]["covered"]
    found = shares(measured(sys.argv[1:]))
    print(f"{'wing':<12} {'per cent':>8} {'floor':>6}")
    for wing, share in found.items():
        print(f"{wing:<12} {share:>8.1f} {floors.get(wing, ''):>6}")
    faults = beneath(found, floors)
    print(*faults, sep="\n")
    return int(bool(faults))


if __name__ == "__main__":
    raise SystemExit(main())
