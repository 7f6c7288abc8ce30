"""The lines of the links and the land layer, as packaged: complete, at their places, on the right ground."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from shapely.geometry import Point, shape

from tools.check_geometry import DATA, DRY, barriers, findings
from tools.geometry.barrier import Barrier
from tools.geometry.model import Link, Place, read_hints, read_links, read_places

LARGEST = {"geometry.geojson": 3_000_000, "land.geojson": 1_500_000}


@pytest.fixture(scope="module")
def lines() -> list[dict[str, Any]]:
    return json.loads((DATA / "geometry.geojson").read_text(encoding="utf-8"))["features"]


@pytest.fixture(scope="module")
def land() -> list[dict[str, Any]]:
    return json.loads((DATA / "land.geojson").read_text(encoding="utf-8"))["features"]


@pytest.fixture(scope="module")
def ground(land) -> tuple[Barrier, Barrier]:
    return barriers(land)


@pytest.fixture(scope="module")
def links() -> list[Link]:
    return read_links(DATA / "links.csv", read_places(DATA / "places.csv"))


def test_every_line_is_in_order(links, lines, ground):
    assert [str(finding) for finding in findings(links, lines, ground, DRY)] == []


def test_most_lines_are_as_long_as_their_links(lines, links):
    known = {link.id: link for link in links}
    near: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for feature in lines:
        link = known[feature["properties"]["link"]]
        group = f"{link.mode} {feature['properties']['quality']}"
        total[group] += 1
        near[group] += abs(feature["properties"]["length_km"] / link.length_km - 1) <= 0.12
    assert near["rail track"] >= 0.8 * total["rail track"]
    assert total["rail track"] >= 0.75 * sum(count for group, count in total.items() if group.startswith("rail"))
    assert near["sea lane"] >= 0.95 * total["sea lane"]
    assert near["ferry lane"] == total["ferry lane"]


def test_links_of_one_course_share_a_line(lines):
    by_link = {feature["properties"]["link"]: feature["geometry"] for feature in lines}
    assert by_link["dostyk--alashankou--rail"] == by_link["dostyk--alashankou--rail-1435"]


@pytest.mark.parametrize("name", sorted(LARGEST))
def test_files_are_small_and_say_what_they_are_made_of(name):
    text = (DATA / name).read_text(encoding="utf-8")
    assert len(text.encode()) < LARGEST[name]
    metadata = json.loads(text)["metadata"]
    assert metadata["licence"]
    assert all(item["version"] and item["licence"] for item in metadata["inputs"].values())


def test_hints_name_links(links):
    assert set(read_hints()) <= {link.id for link in links}


def test_land_knows_land_from_water(land):
    shapes = [shape(feature["geometry"]) for feature in land if feature["properties"]["kind"] == "land"]
    assert all(item.is_valid for item in shapes)
    on_land = {"Tashkent": (69.28, 41.3), "Cape Town": (18.9, -33.9), "New York": (-74.5, 41.0)}
    at_sea = {"Caspian": (51.0, 41.0), "Black Sea": (34.0, 43.0), "Aegean": (25.0, 39.0), "Atlantic": (-40.0, 30.0)}
    for place, spot in {**on_land, **at_sea}.items():
        assert any(item.contains(Point(spot)) for item in shapes) is (place in on_land), place


def test_borders_in_dispute_are_marked(land):
    marks: dict[str, set[bool]] = {}
    for feature in land:
        if feature["properties"]["kind"] == "border":
            marks.setdefault(feature["properties"]["name"], set()).add(feature["properties"]["disputed"])
    assert marks["Kazakhstan / Uzbekistan"] == {False}
    assert marks["China / India"] == {True}
    assert marks["India / Pakistan"] == {True, False}
    assert marks["Russia / Ukraine"] == {True, False}


AKTAU, ALAT = Place("aktau", (51.2226, 43.5996), "KZ"), Place("alat", (49.44, 39.98), "AZ")


def found(mode: str, stops: list[tuple[float, float]], ground: tuple[Barrier, Barrier], quality: str = "lane") -> str:
    """Tell what the checks find in a line from Aktau to Alat by some points."""
    link = Link("one", AKTAU, ALAT, mode, 487.0, "published", "printed", "operating")
    told = {"link": "one", "quality": quality, "length_km": 0.0, "reason": ""}
    line = {"properties": told, "geometry": {"type": "LineString", "coordinates": [AKTAU.point, *stops]}}
    return " ".join(str(item) for item in findings([link], [line], ground))


@pytest.mark.parametrize(
    ("mode", "stops", "quality", "problem"),
    [
        ("rail", [ALAT.point], "track", "crosses the sea"),
        ("ferry", [(54.0, 43.0), ALAT.point], "lane", "crosses land"),
        ("ferry", [(50.2, 40.0)], "lane", "km from alat"),
        ("ferry", [(51.0, 43.0)], "lane", "no reason"),
        ("rail", [ALAT.point], "lane", "does not fit"),
    ],
)
def test_checks_find_what_is_wrong(mode, stops, quality, problem, ground):
    assert problem in found(mode, stops, ground, quality)


def test_a_link_needs_a_line_and_a_line_a_link(ground):
    link = Link("one", AKTAU, ALAT, "ferry", 487.0, "published", "printed", "operating")
    stray = {"properties": {"link": "two"}}
    assert [str(item) for item in findings([link], [stray], ground)] == ["two: no such link", "one: has no line"]


def test_lanes_keep_off_land_but_pass_the_canal(ground):
    ashore, _ = ground
    assert ashore.over([(32.6, 29.7), (32.56, 30.21), (32.38, 30.32), (32.31, 31.1)]) < 1.5
    assert ashore.over([(36.0, 37.5), (40.0, 37.5)]) > 300
