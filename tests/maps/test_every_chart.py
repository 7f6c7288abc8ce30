"""Every chart at the sizes it is used at: nothing cut, nothing over another, legible on its ground, no formula read."""

from __future__ import annotations

import inspect
import re
from itertools import combinations
from pathlib import Path

import matplotlib as mpl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

import corridors as co
from corridors.maps.looks import luminance
from corridors.maps.manners import line_sample, sheet_of
from corridors.maps.spans import Row, Span, draw_rows
from tests.drawn import outside
from tools.look_at_charts import CHARTS, LAYOUTS, Layout, figure_of

ASKED = [layout for layout in LAYOUTS if layout.name in ("small", "beside, constrained", "6 x 4, dark")]
MAPS = ("network", "one-corridor", "route", "routes", "comparison", "flows", "criticality-map")
_LEAST_CONTRAST = 2.2  # names of countries are pale on purpose


def texts(figure: Figure) -> list[Text]:
    """All that is written."""
    found = figure.findobj(lambda artist: isinstance(artist, Text) and artist.get_visible() and artist.get_text())
    return [text for text in found if isinstance(text, Text)]


@pytest.mark.parametrize("layout", ASKED, ids=[layout.name for layout in ASKED])
@pytest.mark.parametrize("name", CHARTS)
def test_it_fits_its_page(name: str, layout: Layout) -> None:
    figure = figure_of(layout, CHARTS[name])
    assert outside(figure) == []
    panels = [ax for ax in figure.axes if ax.get_subplotspec() is not None and ax.get_title(loc="left")]
    assert len(panels) == layout.rows * layout.columns
    frames = [ax.get_tightbbox() for ax in panels]
    assert not any(
        one is not None and other is not None and one.overlaps(other) for one, other in combinations(frames, 2)
    )
    for ax in panels:
        legend = ax.get_legend()
        told = [text.get_window_extent() for text in legend.get_texts()] if legend is not None else []
        assert not any(one.overlaps(other) for one, other in combinations(told, 2))
        assert [text for text in ax.texts if text.get_gid() == "credit"]
        room = figure.bbox.width / layout.columns
        if name in MAPS:
            assert ax.bbox.width > 0.75 * room  # the map is as wide as its part of the page
            assert ax.bbox.height > 0.4 * figure.bbox.height / layout.rows
    if layout.dark:
        ground = luminance(mpl.colors.to_hex(figure.get_facecolor()))
        for text in texts(figure):
            lit = luminance(mpl.colors.to_hex(to_rgb(text.get_color())))
            bright, dim = max(lit, ground) + 0.05, min(lit, ground) + 0.05
            assert bright / dim > _LEAST_CONTRAST or text.get_bbox_patch() is not None, text.get_text()
    plt.close(figure)


@pytest.mark.parametrize("name", CHARTS)
def test_no_word_is_read_as_a_formula_and_no_time_is_in_hours(name: str) -> None:
    """A name with two dollar signs is written as it is, wherever it stands."""
    figure = figure_of(LAYOUTS[1], CHARTS[name])
    figure.draw_without_rendering()
    for text in texts(figure):
        if re.search("[A-Za-z]", text.get_text()):
            assert not text.get_parse_math(), text.get_text()
        assert not re.search(r"\d h\b|\bhours?\b", text.get_text()), text.get_text()
    plt.close(figure)


def test_every_plot_of_the_package_is_looked_at() -> None:
    """A new one must come into the contact sheets."""
    drawn = "\n".join(inspect.getsource(draw) for draw in CHARTS.values())
    package = Path(co.__file__).parent
    known = set()
    for path in package.rglob("*.py"):
        known |= set(re.findall(r"^    def (plot\w*)\(", path.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert known == {name for name in known if f".{name}(ax" in drawn}


words = st.text(alphabet=list("ab $^_{}\\%&#~"), min_size=1, max_size=24)


@given(name=words, title=words, note=words, unit=words, said=words)
@settings(max_examples=25, deadline=None)
def test_whatever_a_name_holds_is_written_as_it_is(name: str, title: str, note: str, unit: str, said: str) -> None:
    figure = Figure(figsize=(4, 3), dpi=50)
    sheet = sheet_of(figure.subplots(), dark=None)
    rows = [Row(name, "id", [Span("#0072B2", 3.0, bar_from=0.0, words=said)]), Row(title, "")]
    sheet.leave_room([(row.name, row.id) for row in rows if row.spans])
    sheet.title(title, note)
    sheet.scale(unit)
    sheet.up(sheet.ax, (unit,), "#0072B2")
    draw_rows(sheet, rows, limits=(0.0, 5.0), about_pt=60)
    sheet.key([line_sample(said, "#0072B2")])
    sheet.below([note])
    sheet.credit()
    sheet.settle()
    figure.draw_without_rendering()
    assert not any(text.get_parse_math() for text in texts(figure) if not re.fullmatch(r"[\d.,−]*", text.get_text()))
