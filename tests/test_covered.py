"""What `make coverage` reads of a report, and what it holds against the floors."""

from __future__ import annotations

import pytest

from tools.covered import beneath, shares


def file(lines: int, of: int, branches: int = 0, of_branches: int = 0) -> dict[str, dict[str, int]]:
    counts = (lines, of, branches, of_branches)
    names = ("covered_lines", "num_statements", "covered_branches", "num_branches")
    return {"summary": dict(zip(names, counts, strict=True))}


def test_a_wing_is_all_its_modules_by_lines_and_branches() -> None:
    report = {
        "files": {
            "corridors/gate/flags.py": file(8, 10, 3, 5),
            "corridors/gate/numbers.py": file(5, 5),
            "corridors/errors.py": file(1, 4),
            "corridors/maps/__init__.py": file(0, 0),
        }
    }
    assert shares(report) == pytest.approx({"gate": 80.0, "modules": 25.0})


def test_a_wing_below_its_floor_or_without_one_is_told() -> None:
    assert beneath({"gate": 80.0, "maps": 79.9}, {"gate": 80, "maps": 79}) == []
    assert beneath({"gate": 79.9}, {"gate": 80}) == ["gate: 79.9 %, below its floor of 80"]
    assert beneath({"new": 100.0}, {}) == ["new: no floor is set"]
