"""What all charts share: nothing is cut, names do not meet, colours are those of the corridors."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from corridors.maps.looks import DARK, LIGHT, readable
from corridors.maps.manners import line_sample, new_sheets, sheet_of
from corridors.maps.spans import Row, Span, draw_rows
from corridors.maps.tornado import Swing, draw_tornado
from tests.drawn import outside, overlapping

SIZES = [(10.0, 5.6), (6.0, 4.0), (3.5, 3.0)]
NAMES = ("Kazakhstan-Turkmenistan-Iran railway", "Middle Corridor", "Quetta-Taftan-Zahedan (Pakistan-Iran)")


def chart(ax: Axes | None, dark: bool | None = None) -> Axes:
    """Three rows, one of them without a figure."""
    sheet = sheet_of(ax, dark=dark)
    spans = [Span("#882255", 12.0, 8.0, 20.0, words="+2.5"), Span("#0072B2", 15.0, bar_from=0.0), Span("#DDCC77", None)]
    spans[2] = spans[2]._replace(words="Quetta-Taftan-Zahedan: shut")
    rows = [
        Row(name, id_, [span]) for name, id_, span in zip(NAMES, ("kti", "middle-corridor", "q-t"), spans, strict=True)
    ]
    sheet.leave_room([(row.name, row.id) for row in rows])
    sheet.title(
        "Days from a place with a long name to another with a name no shorter", "what was asked, in one line or two"
    )
    sheet.scale("days: line P10 to P90, dot to be expected")
    draw_rows(sheet, rows, limits=(0.0, 25.0), about_pt=80)
    sheet.key([line_sample(name, "#882255") for name in NAMES])
    sheet.credit()
    return sheet.settle()


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_at_any_size(size: tuple[float, float]) -> None:
    figure = Figure(figsize=size)
    ax = chart(figure.subplots())
    assert outside(figure) == []
    assert overlapping(ax) == []


def test_nothing_is_cut_in_a_grid_nor_meets_what_stands_beside() -> None:
    figure = Figure(figsize=(11, 8))
    panels = [chart(ax) for ax in figure.subplots(2, 2).flat]
    assert outside(figure) == []
    frames = [ax.get_tightbbox() for ax in panels]
    assert not any(one.overlaps(other) for one, other in combinations(frames, 2))


def test_a_figure_of_its_own_has_room_for_all_names() -> None:
    ax = chart(None)
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    figure.draw_without_rendering()
    assert outside(figure) == []
    plt.close(figure)


def test_narrow_charts_shorten_names_by_the_rule() -> None:
    def names(wide: float) -> list[str]:
        ax = chart(Figure(figsize=(wide, 3)).subplots())
        return [label.get_text() for label in ax.get_yticklabels()]

    assert names(12.0)[0] == "Kazakhstan-Turkmenistan-Iran railway"
    assert names(3.5)[:2] == ["KTI", "Middle Corridor"]


def test_what_has_no_figure_is_written_in_ink_beside_its_colour() -> None:
    """A pale corridor's words could not be read in its own colour."""
    ax = chart(Figure().subplots())
    [words] = [text for text in ax.texts if text.get_gid() == "no way"]
    assert (words.get_text(), words.get_color()) == ("Quetta-Taftan-Zahedan: shut", LIGHT.ink)
    [mark] = [line for line in ax.lines if line.get_gid() == "no way"]
    assert mark.get_color() == "#DDCC77"


def test_dark_is_asked_for_or_taken_from_the_axes_and_the_style() -> None:
    assert sheet_of(Figure().subplots(), dark=None).look.dark is False
    assert sheet_of(Figure().subplots(), dark=True).look.dark is True
    ax: Any = Figure(facecolor="black").subplots()
    ax.set_facecolor("black")
    assert sheet_of(ax, dark=None).look.dark is True
    with plt.style.context("dark_background"):
        [sheet] = new_sheets(1, dark=None, size_in=(4, 3))
        assert sheet.look.dark is True
    plt.close("all")


def test_colours_are_fixed_on_light_and_lightened_on_dark_only_where_they_vanish() -> None:
    for color in ("#332288", "#0072B2", "#E69F00"):
        assert readable(color, LIGHT) == color
    assert readable("#E69F00", DARK) == "#E69F00"
    assert readable("#332288", DARK) != "#332288"


def test_a_layout_of_matplotlib_is_left_to_it() -> None:
    figure = Figure(figsize=(9, 4), layout="constrained")
    ax = chart(figure.subplots(1, 2)[0])
    assert ax.get_in_layout()  # not placed by hand
    figure.draw_without_rendering()
    assert outside(figure) == []


def test_a_tornado_has_two_bars_a_parameter_and_marks_where_the_ranking_turns() -> None:
    figure = Figure(figsize=(6, 4))
    sheet = sheet_of(figure.subplots(), dark=None)
    sheet.title("What moves the margin")
    swings = [Swing("time at Alat", -200.0, 700.0), Swing("rate of lorries", 150.0, 350.0)]
    ax = draw_tornado(sheet, swings, centre=250.0, label="USD by which one corridor is dearer")
    ends = [sorted((bar.get_x(), bar.get_x() + bar.get_width())) for bar in ax.patches if bar.get_gid() == "bar"]
    assert ends == [[-200, 250], [250, 700], [150, 250], [250, 350]]
    assert sum(line.get_gid() == "turning" for line in ax.lines) == 1
    assert outside(figure) == []
