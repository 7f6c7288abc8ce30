"""Printed maps of plain layers: what is drawn, in which style, on whose axes."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

import corridors as co
from corridors.maps.drawing import draw
from corridors.maps.layers import Dot, DotSample, Layer, Mark, Name, Picture, Sample, Scale, Strand
from tests.drawn import axes, colors, groups, names

BOX = (58.0, 38.0, 68.0, 44.0)
LINE = [(60.0, 40.0), (62.0, 40.5), (66.0, 40.0)]


def strand(mode: str | None = "rail", *hues: str, in_use: bool = True, width_pt: float = 2.0) -> Strand:
    return Strand(LINE, mode, hues or ("#0072B2",), in_use, width_pt)


def picture(*strands: Strand, **parts: Any) -> Picture:
    """A map of Central Asia with one layer."""
    ground = co.load_network()._core
    return Picture(BOX, ground, "A map", [Layer("ways", strands or (strand(),), 4)], **parts)


def test_land_and_borders_are_drawn() -> None:
    """The ground comes with the package, disputed borders apart from the others."""
    ax = draw(picture()._replace(box=(20.0, 20.0, 110.0, 62.0)), axes())
    ground = {c.get_gid(): len(c.get_paths()) for c in ax.collections}
    assert ground["land"] > 0
    assert ground["water"] > 0  # the Caspian
    assert ground["borders"] > ground["disputed"] > 0


def test_lines_of_one_mode_and_state_are_one_collection_in_the_order_given() -> None:
    """Each keeps its colour and its width."""
    ax = draw(
        picture(strand("rail", "#0072B2"), strand("rail", "#D55E00", width_pt=3.0), strand(None, "#009E73")), axes()
    )
    found = groups(ax, "ways")
    assert set(found) == {"rail in use"}
    assert colors(found["rail in use"]) == ["#0072B2", "#D55E00"]
    first, second = found["rail in use"].get_linewidths()
    assert second / first == pytest.approx(1.5)
    assert [colors(c) for c in ax.collections if c.get_gid() == "ways"] == [["#009E73"]]  # of no mode


def test_each_mode_and_state_has_a_style_of_its_own() -> None:
    """Rails full, roads hollow, dots on water, dashes for what is not in use."""
    ax = draw(picture(*(strand(mode) for mode in ("rail", "road", "ferry")), strand(in_use=False)), axes())
    found = groups(ax, "ways")
    dashes = {name: lines.get_linestyle()[0][1] for name, lines in found.items()}
    assert dashes["rail in use"] is dashes["road in use"] is None
    assert dashes["ferry in use"] != dashes["rail not in use"]
    white = [c for c in ax.collections if isinstance(c, LineCollection) and colors(c) == ["#FFFFFF"]]
    assert len(white) == 1  # the road's inside


@pytest.mark.parametrize("count", [2, 3])
def test_colours_of_one_line_lie_side_by_side(count: int) -> None:
    """None lies on another."""
    ax = draw(picture(strand("rail", *("#0072B2", "#E69F00", "#009E73")[:count], width_pt=4.0)), axes())
    lines = groups(ax, "ways")["rail in use"].get_segments()
    assert len(lines) == count
    assert all(abs(one[0] - other[0]).max() > 0.001 for one, other in combinations(lines, 2))


def test_marks_stand_at_their_points() -> None:
    """A mark has the shape and the fill that it is given."""
    ax = draw(picture(marks=[Mark("stop", (62.0, 40.5), Dot("D", "#F0E442"), 7.5)]), axes())
    [mark] = [line for line in ax.lines if line.get_gid() == "stop"]
    assert (mark.get_xdata()[0], mark.get_ydata()[0]) == (62.0, 40.5)
    assert (mark.get_marker(), mark.get_markerfacecolor()) == ("D", "#F0E442")


def test_names_that_are_needed_come_first_and_no_more_than_asked_stand() -> None:
    """Of names at one point the first one wanted stands, unless another must."""
    here = [Name(text, (62.0, 40.5)) for text in ("First", "Second")]
    assert names(draw(picture(names=here, most_names=9), axes()))[0] == "First"
    needed = [here[0], here[1]._replace(needed=True)]
    assert names(draw(picture(names=needed, most_names=1), axes())) == ["Second"]
    assert names(draw(picture(names=needed, most_names=0), axes())) == []


def test_names_keep_off_lines_unless_the_layer_is_only_ground() -> None:
    """A name is written beside a thicket of lines, and over one that does not matter."""
    west, east, rows = 58.2, 67.8, [38.1 + 0.01 * step for step in range(580)]
    thicket = [Strand([(west, y), (east, y)], "rail", ("#0072B2",), True, 1.0) for y in rows]
    wanted = picture(names=[Name("Here", (62.0, 40.5))], most_names=9)
    assert names(draw(wanted._replace(layers=[Layer("ways", thicket, 4)]), axes())) == []
    assert names(draw(wanted._replace(layers=[Layer("ways", thicket, 4, clear=False)]), axes())) == ["Here"]


def test_what_stands_around_the_map_can_be_left_out_or_changed() -> None:
    """Title, legend and credit."""
    whole = picture(legend=[Sample("railway", "#0072B2", 2.4), DotSample("stop", Dot("o", "white"))], credit="Thanks")
    ax = draw(whole, axes())
    legend = ax.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["railway", "stop"]
    assert ax.get_title(loc="left") == "A map"
    assert [text.get_text() for text in ax.texts if text.get_gid() == "credit"] == ["Thanks"]
    ax = draw(whole, axes(), title="", legend=False, credit=False)
    assert (ax.get_title(loc="left"), ax.get_legend()) == ("", None)
    assert not [text for text in ax.texts if text.get_gid() == "credit"]


def test_without_a_ground_lines_stand_on_axes_with_degrees() -> None:
    """No land, and all lines in view."""
    ax = draw(picture()._replace(box=None, ground=None), axes())
    assert {c.get_gid() for c in ax.collections} == {"ways rail in use"}
    assert ax.get_xlabel() == "longitude"
    west, east = ax.get_xlim()
    assert west < 60 < 66 < east


@pytest.mark.parametrize("ground", [True, False])
def test_a_scale_tells_colours_and_leaves_the_legend_inside(ground: bool) -> None:
    """The bar has axes of its own, from nothing to its end."""
    scale = Scale("load", "RdYlBu_r", most=1.2)
    whole = picture(scale=scale, legend=[Sample("no load known", "#8B9299", 0.9, mode=None)])
    if not ground:
        whole = whole._replace(box=None, ground=None)
    ax = draw(whole, axes())
    bars = [*ax.child_axes, *(other for other in ax.figure.axes if other is not ax)]
    assert any((0.0, 1.2) in (bar.get_xlim(), bar.get_ylim()) for bar in bars)
    assert ax.get_legend() is not None


def test_a_scale_ends_where_it_says() -> None:
    """What lies beyond has the colour of the end."""
    one, end, beyond = Scale("load", "RdYlBu_r", most=1.2).colors([0.6, 1.2, 7.0])
    assert end == beyond != one


def test_axes_given_are_used_and_no_other_figure_is_made() -> None:
    """A caller's axes come back, and pyplot is left alone; without them one figure is made."""
    ax = axes()
    assert draw(picture(), ax) is ax
    assert plt.get_fignums() == []
    draw(picture())
    assert len(plt.get_fignums()) == 1


def test_two_dollar_signs_are_no_formula(tmp_path: Path) -> None:
    """Names, titles, legends and axes are written as they are."""
    places = pd.DataFrame(
        {
            "id": ["a", "b"],
            "name": ["Port $x^$", "B $y^$"],
            "kind": ["port", "city"],
            "lat": [40.0, 41.0],
            "lon": [60.0, 61.0],
        }
    )
    links = pd.DataFrame({"from": ["a"], "to": ["b"], "length_km": [200.0]})
    network = co.Network.from_frames(places, links)
    route = co.shortest_route("a", "b", network=network)
    for plot in (network.plot, route.plot, route.plot_time_cost_distance):
        figure = Figure()
        plot(figure.subplots())
        figure.savefig(tmp_path / "picture.png")
        texts = [text.get_text() for text in figure.findobj(Text)]
        assert any("$x^$" in text for text in texts)
