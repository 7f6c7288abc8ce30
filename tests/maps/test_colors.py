"""Colours that can be told apart by any eye."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_rgb

import corridors as co
from corridors.maps.colors import NEUTRAL_COLOR, OTHER_COLOR


def test_the_colours_of_corridors_are_told_from_samples_of_modes() -> None:
    """Twelve colours, and no sample of a mode has one of them or nearly one."""
    colors = [color.upper() for color in co.load_network().corridors["color"]]
    assert len(set(colors)) == len(colors)
    for neutral in (NEUTRAL_COLOR, OTHER_COLOR):
        assert min(distance(neutral, color) for color in colors) > 15


@pytest.mark.parametrize("sight", ["normal", "protan", "deutan", "tritan"])
def test_the_north_south_corridor_is_told_from_the_others_by_any_eye(sight: str) -> None:
    """Its colour is far from all others also without red, green or blue cones."""
    colors = co.load_network().corridors["color"]
    own = colors["instc"]
    assert min(distance(own, color, sight) for corridor, color in colors.items() if corridor != "instc") > 20


# Machado, Oliveira and Fernandes 2009, full severity, on linear RGB.
SIGHTS = {
    "normal": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def distance(one: str, other: str, sight: str = "normal") -> float:
    """Distance of two colours in CIELAB, as an eye sees them."""
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))


def lab(color: str, sight: str) -> Any:
    shares = np.array(to_rgb(color))
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    xyz = XYZ @ np.clip(SIGHTS[sight] @ linear, 0, 1) / (0.9505, 1.0, 1.089)
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])
