"""Eight plots whose look is kept: `python -m tests.maps.reference_plots` renews their pictures in `reference/`.

They are drawn of plain rows and of micro networks, so that no figure of the tables moves them. What is compared is the
inside of the axes without any text: letters differ from font to font, lines and colours do not.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text
from PIL import Image

import corridors as co
from corridors.maps.charts import Band, Chart, Stretch, draw_chart
from corridors.maps.drawing import draw
from corridors.maps.layers import Dot, Layer, Mark, Picture, Scale, Strand
from corridors.maps.manners import sheet_of
from corridors.maps.spans import Mark as RowMark
from corridors.maps.spans import Row, Span, draw_rows
from corridors.maps.tornado import Swing, draw_tornado
from tests.drawn import spread
from tests.micro import corridor_rows

FOLDER = Path(__file__).resolve().parent / "reference"
SIZE_PX = (420, 280)
#: Colour channels that differ by less are alike.
ALIKE = 32
#: Share of the pixels that may differ: hinting and the last bits of a line's place.
MOST_DIFFERING = 0.0001
#: Whatever stands where there is room for it, and so hangs on the font.
PLACED_BY_NAMES = ("place",)

PLACE = (0.15, 0.15, 0.7, 0.7)
Draw = Callable[[Axes], Axes]


def _network(ax: Axes) -> Axes:
    tables = corridor_rows("silk", [["a--b--rail"]], ["b--c--rail"])
    tables["corridors"][0]["color"] = "#0072B2"
    return spread("A ==300== B ==250== C ==220== D", **tables).plot(ax, region=(57, 37, 69, 44))


def _route(ax: Axes) -> Axes:
    network = spread("A ==300== B ~~250~~ C", "C ==220== D")
    return co.shortest_route("A", "D", network=network).plot(ax, region=(57, 37, 69, 44))


def _lines(ax: Axes) -> Axes:
    """Every mode and state, colours side by side, marks; dark."""
    ground = co.load_network()._core
    rows = {"rail": 43.0, "road": 42.2, "ferry": 41.4, "sea": 40.6, "lorry": 39.8}
    strands = [
        Strand([(58.5, y), (63.0, y - 0.5), (67.5, y)], mode, ("#0072B2",), True, 4.0) for mode, y in rows.items()
    ]
    strands.append(Strand([(58.5, 39.0), (67.5, 39.0)], "rail", ("#D55E00", "#009E73"), True, 4.0))
    strands.append(Strand([(58.5, 38.4), (67.5, 38.4)], "rail", ("#CC79A7",), False, 4.0))
    marks = [Mark("stop", (63.0, 41.9), Dot("D", "#F0E442", 9.0), 7.5)]
    picture = Picture((58.0, 38.0, 68.0, 44.0), ground, "Lines", [Layer("ways", strands, 4)], marks)
    return draw(picture, ax, dark=True)


def _flows(ax: Axes) -> Axes:
    """Widths and a bar of colours."""
    scale = Scale("load", "RdYlBu_r", most=1.2)
    loads = (0.1, 0.6, 1.2)
    strands = [
        Strand([(58.5, 43 - 1.6 * n), (67.5, 42 - 1.6 * n)], None, (color,), True, 3.0 + 3 * n)
        for n, color in enumerate(scale.colors(loads))
    ]
    ground = co.load_network()._core
    return draw(Picture((58.0, 38.0, 68.0, 44.0), ground, "Flows", [Layer("flow", strands, 4)], scale=scale), ax)


def _time_cost_distance(ax: Axes) -> Axes:
    run = Stretch([(0, 0, 0), (60, 20, 30), (100, 40, 50)], "rail")
    stop = Stretch([(100, 40, 50), (100, 90, 150)], None, "Alat: transhipment 2.1 days")
    crossing = Stretch([(100, 90, 150), (300, 190, 250)], "rail")
    bands = [Band("AZ", 100), Band("at sea", 200)]
    return draw_chart(Chart("A way", "", "Baku", "FEU", "terminal to terminal", [run, stop, crossing], bands), ax)


def _rows(ax: Axes) -> Axes:
    """A distribution, a bar with a whisker and marks, a range, words where there is no figure."""
    sheet = sheet_of(ax, dark=None)
    xs = np.linspace(5, 25, 60)
    density = list(zip(xs.tolist(), np.exp(-(((xs - 13) / 5) ** 2)).tolist(), strict=True))
    rows = [
        Row("distribution", "", [Span("#0072B2", 13.0, 8.0, 20.0, density=density)]),
        Row("bar", "", [Span("#D55E00", 15.0, 12.0, 18.0, 0.0, marks=[RowMark(21.0, "D", "#1F2933", hollow=True)])]),
        Row("ranges", "", [Span("#882255", 12.0, 8.0, 20.0), Span("#009E73", 14.0, 9.0, 23.0)], shaded=True),
        Row("shut", "", [Span("#DDCC77", None, words="shut")]),
    ]
    sheet.title("Rows")
    draw_rows(sheet, rows, limits=(0.0, 30.0), about_pt=60)
    return sheet.ax


def _dots(ax: Axes) -> Axes:
    sheet = sheet_of(ax, dark=None)
    values = [10 + 0.09 * (n - 10) * abs(n - 10) for n in range(20)]
    rows = [
        Row(name, "", [Span(color, 10.0, 4.0, 16.0, dots=[shift + v for v in values])])
        for name, color, shift in (("one", "#0072B2", 4.0), ("two", "#E69F00", 8.0))
    ]
    draw_rows(sheet, rows, limits=(0.0, 30.0), about_pt=60)
    return sheet.ax


def _tornado(ax: Axes) -> Axes:
    sheet = sheet_of(ax, dark=None)
    swings = [Swing("time", -200.0, 700.0), Swing("rate", 150.0, 350.0), Swing("queue", 260.0, 240.0)]
    return draw_tornado(sheet, swings, centre=250.0, label="USD")


PLOTS: dict[str, Draw] = {
    "network": _network,
    "route": _route,
    "lines": _lines,
    "flows": _flows,
    "time-cost-distance": _time_cost_distance,
    "rows": _rows,
    "dots": _dots,
    "tornado": _tornado,
}


def drawn(name: str) -> tuple[Figure, Axes]:
    """Draw one plot on axes of a fixed shape."""
    figure = Figure(figsize=(6, 4), dpi=100)
    ax = PLOTS[name](figure.add_axes(PLACE))
    for axes in figure.axes:
        axes.set_position(PLACE)  # names about the axes had moved them
    return figure, ax


def inside(figure: Figure, ax: Axes) -> Image.Image:
    """Give the inside of the axes without text, at the size that is kept."""

    def is_text(artist: Any) -> bool:
        return isinstance(artist, Text | Legend) or artist.get_gid() in PLACED_BY_NAMES

    for artist in figure.findobj(is_text):
        artist.set_visible(False)
    for spine in (spine for axes in figure.axes for spine in axes.spines.values()):
        spine.set_visible(False)  # whether the edge falls inside is a matter of rounding
    written = BytesIO()
    figure.savefig(written, dpi=100, format="png")
    page = Image.open(written).convert("RGB")
    west, south, east, north = ax.get_window_extent().extents
    return page.resize(SIZE_PX, Image.Resampling.BOX, box=(west, page.height - north, east, page.height - south))


def differing(one: Image.Image, other: Image.Image) -> float:
    """Give the share of pixels of either that no pixel of the other, there or beside it, is like."""
    first, second = (np.asarray(image, dtype=np.int16) for image in (one, other))
    return max(_unmatched(first, second), _unmatched(second, first))


def _unmatched(one: Any, other: Any) -> float:
    padded = np.pad(other, ((1, 1), (1, 1), (0, 0)), mode="edge")
    high, wide, _ = one.shape
    least = np.full((high, wide), 999)
    for down in range(3):
        for right in range(3):
            apart = np.abs(one - padded[down : down + high, right : right + wide]).max(axis=2)
            least = np.minimum(least, apart)
    return float((least > ALIKE).mean())


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in PLOTS:
        inside(*drawn(name)).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
