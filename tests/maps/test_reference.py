"""Eight plots look as they did: no line missing, no colour changed, whatever the font."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from PIL import Image

from tests.maps.reference_plots import FOLDER, MOST_DIFFERING, PLOTS, differing, drawn, inside

#: What lies under the data and may be as faint as it is.
GROUND = {"land", "water", "waterways", "borders", "disputed", "band", "centre"}
#: What lies under a route is seen only beside it.
BENEATH = {"route": "other "}


def kept(name: str) -> Image.Image:
    return Image.open(FOLDER / f"{name}.png").convert("RGB")


def differs(name: str, figure: Figure, ax: Axes) -> bool:
    return differing(kept(name), inside(figure, ax)) > MOST_DIFFERING


def told(name: str, figure: Figure) -> list[Any]:
    """What tells something: lines, collections and bars of all axes."""
    found = [artist for ax in figure.axes for artist in (*ax.lines, *ax.collections, *ax.patches)]
    ids = [str(artist.get_gid()) for artist in found]
    beneath = BENEATH.get(name, "none is called so")
    return [
        artist
        for artist, gid in zip(found, ids, strict=True)
        if gid not in ("None", "place", *GROUND) and not gid.startswith(beneath)
    ]


@pytest.mark.parametrize("name", PLOTS)
def test_it_looks_as_it_did(name: str) -> None:
    """If the change is meant: `python -m tests.maps.reference_plots`, and look at what it writes."""
    assert not differs(name, *drawn(name))


@pytest.mark.parametrize("font", ["DejaVu Serif", "DejaVu Sans Mono", "STIXGeneral"])
@pytest.mark.parametrize("name", PLOTS)
def test_another_font_changes_nothing(name: str, font: str) -> None:
    with mpl.rc_context({"font.family": font}):
        assert not differs(name, *drawn(name))


@pytest.mark.parametrize("name", PLOTS)
def test_whatever_is_missing_is_missed(name: str) -> None:
    """One artist after the other."""
    count = len(told(name, drawn(name)[0]))
    assert count
    for number in range(count):
        figure, ax = drawn(name)
        artist = told(name, figure)[number]
        artist.set_visible(False)
        assert differs(name, figure, ax), artist.get_gid()


@pytest.mark.parametrize("name", PLOTS)
def test_one_line_of_a_collection_is_missed_too(name: str) -> None:
    collections = [number for number, one in enumerate(told(name, drawn(name)[0])) if isinstance(one, LineCollection)]
    for number in collections:
        figure, ax = drawn(name)
        lines = told(name, figure)[number]
        lines.set_segments(lines.get_segments()[1:])
        assert differs(name, figure, ax), lines.get_gid()


@pytest.mark.parametrize("name", PLOTS)
def test_another_colour_is_noticed(name: str) -> None:
    for number in range(len(told(name, drawn(name)[0]))):
        figure, ax = drawn(name)
        artist = told(name, figure)[number]
        artist.set_color("#7F00FF")
        if isinstance(artist, Line2D):
            artist.set_markerfacecolor("#7F00FF")
        assert differs(name, figure, ax), artist.get_gid()
