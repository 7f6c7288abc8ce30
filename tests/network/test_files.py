"""Networks read from files: what holds where the caller says nothing else."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import LineString

import corridors as co


def roads(folder: Path, km: float) -> Path:
    """A file of one road of 84 km along its line, with the length that the file gives it."""
    file = folder / "roads.geojson"
    gpd.GeoDataFrame({"length_km": [km]}, geometry=[LineString([(69, 41), (70, 41)])], crs=4326).to_file(file)
    return file


def test_lengths_are_held_against_the_lines_unless_told_not_to(tmp_path: Path) -> None:
    """A length that no line of the file bears out is asked about, and taken from who means it, in words that warn."""
    file = roads(tmp_path, 500.0)
    with pytest.raises(co.DataError, match="say check_lengths=False"):
        co.read_network(file, mode="road")
    with pytest.warns(UserWarning, match="far from the great circle"):
        network = co.read_network(file, mode="road", check_lengths=False)
    assert network.links["length_km"].tolist() == [500.0]


def test_a_network_is_of_the_date_that_is_asked_for(tmp_path: Path) -> None:
    """As one that is loaded."""
    file = roads(tmp_path, 84.0)
    assert co.read_network(file, mode="road", on="2030").on == "2030-12-31"
    assert co.read_network(file, mode="road").on == co.load_network().on
