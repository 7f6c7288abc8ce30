"""The map and the charts of a report as pictures, for documents that hold no vector drawings (extra ``plot``)."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import cycle
from typing import TYPE_CHECKING

from corridors.maps.colors import LORRY_COLOR
from corridors.maps.drawing import draw
from corridors.maps.extras import need_matplotlib
from corridors.maps.layers import Sample
from corridors.maps.places import short_name
from corridors.report.chart import ticks
from corridors.report.facts import Facts, Way
from corridors.routes.comparison_picture import comparison_picture

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["chart_png", "map_png"]

_DPI = 200
_MAP_IN, _CHART_IN = (6.9, 4.6), (6.9, 3.6)
_MOST_NAMES = 30
_HOURS_A_DAY = 24

#: Where the number of a way stands, in points: ways next to each other have theirs apart.
_BESIDE = ((5, 4), (-11, 4), (5, -11), (-11, -11))


@contextmanager
def _missing_signs_unsaid() -> Iterator[None]:
    """Keep matplotlib from warning of a sign that the font lacks: it is drawn as a box, and the tables have it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")
        yield


@_missing_signs_unsaid()
def map_png(facts: Facts) -> bytes:
    """Draw the map, named in the language, and give it as PNG.

    Raises
    ------
    MissingExtraError
        matplotlib is not installed.
    """
    need_matplotlib()
    from matplotlib.figure import Figure

    picture = comparison_picture(facts.comparison, region=None, labels=_MOST_NAMES)
    called = {short_name(place): facts.language.place(place) for place in facts.core.places}
    names = [name._replace(text=called.get(name.text, name.text)) for name in picture.names]
    samples: dict[str, Sample] = {}
    for way in facts.found():
        samples.setdefault(way.of, Sample(facts.language.corridor(way.row), color(way), 3.0))
    figure = Figure(figsize=_MAP_IN, layout="constrained")
    countries = {place.country: facts.language.country(place.country) for place in facts.core.places}
    picture = picture._replace(names=names, legend=list(samples.values()), countries=countries)
    draw(picture, figure.subplots(), title="", credit=False)
    return _png(figure)


@_missing_signs_unsaid()
def chart_png(facts: Facts, ways: Sequence[Way]) -> bytes:
    """Draw days against dollars of one pair with their ranges, each way by its number, and give it as PNG.

    Raises
    ------
    MissingExtraError
        matplotlib is not installed.
    """
    need_matplotlib()
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter

    figure = Figure(figsize=_CHART_IN, layout="constrained")
    ax = figure.subplots()
    ways = [way for way in ways if not way.row.same_as]
    for way, beside in zip(ways, cycle(_BESIDE), strict=False):
        route = way.route
        days, early, late = (hours / _HOURS_A_DAY for hours in (route.time_h, *route.time_range_h))
        cheap, dear = route.cost_range_usd
        ax.errorbar(
            [days], [route.cost_usd], xerr=[[days - early], [late - days]],
            yerr=[[route.cost_usd - cheap], [dear - route.cost_usd]], fmt="o", color=color(way), capsize=2,
            elinewidth=1.2, label=f"{way.number}. {way.name}",
        )  # fmt: skip
        ax.annotate(
            str(way.number), (days, route.cost_usd), xytext=beside, textcoords="offset points", weight="bold", size=9
        )
    ax.set_xlim(0, ticks(max(way.route.time_range_h[1] for way in ways) / _HOURS_A_DAY)[-1])
    ax.set_ylim(0, ticks(max(way.route.cost_range_usd[1] for way in ways))[-1])
    ax.set_xlabel(facts.language.word("days"))
    ax.set_ylabel(facts.language.word("usd_short"))
    number = FuncFormatter(lambda value, _: facts.language.number(value))
    ax.xaxis.set_major_formatter(number)
    ax.yaxis.set_major_formatter(number)
    ax.grid(alpha=0.3)
    legend = figure.legend(loc="outside right upper", fontsize=8, frameon=False)
    for text in legend.get_texts():
        text.set_parse_math(False)
    return _png(figure)


def color(way: Way) -> str:
    """Give the colour of a way on white."""
    return LORRY_COLOR if way.color == "lorry" else way.color


def _png(figure: Figure) -> bytes:
    held = BytesIO()
    figure.savefig(held, format="png", dpi=_DPI, facecolor="white", metadata={"Software": None})
    return held.getvalue()
