"""Packages of tables as readers of the standard of data packages see them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import corridors as co
from corridors.tables.reading import data_folder
from corridors.tables.schema import STANDARD, package_from
from tests.exchange.networks import random_network

DATA = data_folder()

frictionless = pytest.importorskip("frictionless")

#: Of networks drawn at random, whose lengths are.
pytestmark = pytest.mark.filterwarnings("ignore:links.length_km is far")


def findings(folder: Path) -> list[list[object]]:
    report = frictionless.validate(str(folder / "datapackage.json"))
    return report.flatten(["type", "note"])


def test_the_packaged_tables_are_a_valid_package() -> None:
    assert findings(DATA) == []


@pytest.mark.parametrize("seed", range(4))
def test_what_is_written_is_a_valid_package(seed: int, tmp_path: Path) -> None:
    random_network(seed).to_file(tmp_path / "package", format="datapackage")
    assert findings(tmp_path / "package") == []


def test_the_packaged_network_is_written_as_a_valid_package(tmp_path: Path) -> None:
    co.load_network().to_file(tmp_path / "package", format="datapackage")
    assert findings(tmp_path / "package") == []


def test_a_cell_that_breaks_a_rule_is_found_by_others_too(tmp_path: Path) -> None:
    random_network(1).to_file(tmp_path / "package", format="datapackage")
    links = tmp_path / "package" / "links.csv"
    head, *rows = links.read_text(encoding="utf-8").splitlines()
    cells = rows[0].split(",")
    cells[head.split(",").index("length_km")] = "far"
    links.write_text("\n".join([head, ",".join(cells), *rows[1:]]) + "\n", encoding="utf-8")
    assert [kind for kind, _ in findings(tmp_path / "package")] == ["type-error"]


def test_forms_of_our_own_are_read_where_they_stood_before() -> None:
    """As the type itself, and lists with the words of their parts among the rules."""
    now = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    before = json.loads(json.dumps(now))
    for resource in before["resources"]:
        for field in resource["schema"]["fields"]:
            field["type"] = field.pop("form", field["type"])
            if "parts" in field:
                field.setdefault("constraints", {})["enum"] = field.pop("parts")
    assert package_from(before) == package_from(now)
    assert {field.type for schema in package_from(now).schemas.values() for field in schema.fields} >= set(STANDARD)
