"""Days against dollars as SVG: a point a way, with its ranges."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

from corridors.maps.boxes import Box
from corridors.maps.placing import Label, placed
from corridors.maps.vector import paint
from corridors.report.facts import Facts, Way
from corridors.words.markup import Markup, el

__all__ = ["chart_svg", "ticks"]

_WIDTH, _HEIGHT = 560.0, 380.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 80.0, 14.0, 12.0, 46.0
_HOURS_A_DAY = 24


def ticks(most: float, count: int = 5) -> list[float]:
    """Give round numbers from 0 to beyond the greatest value, about so many steps apart.

    >>> ticks(57.0)
    [0.0, 20.0, 40.0, 60.0]
    """
    rough = max(most, 1e-9) / count
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= rough)
    found = [0.0]
    while found[-1] < most:
        found.append(round(found[-1] + step, 9))
    return found


class _Axes:
    """Days across and dollars up."""

    def __init__(self, ways: Sequence[Way]) -> None:
        self.days = ticks(max(way.route.time_range_h[1] for way in ways) / _HOURS_A_DAY)
        self.usd = ticks(max(way.route.cost_range_usd[1] for way in ways))

    def x(self, days: float) -> float:
        return _LEFT + days / self.days[-1] * (_WIDTH - _LEFT - _RIGHT)

    def y(self, usd: float) -> float:
        return _HEIGHT - _BOTTOM - usd / self.usd[-1] * (_HEIGHT - _TOP - _BOTTOM)


def chart_svg(facts: Facts, ways: Sequence[Way], name: str) -> Markup:
    """Draw the ways of one pair; of ways that are the same one is drawn."""
    ways = [way for way in ways if not way.row.same_as]
    axes = _Axes(ways)
    page: Box = (_LEFT, _TOP, _WIDTH, _HEIGHT - _BOTTOM)
    points = {way.key: (axes.x(way.route.time_h / _HOURS_A_DAY), axes.y(way.route.cost_usd)) for way in ways}
    taken: list[Box] = [(x - 6, y - 6, x + 6, y + 6) for x, y in points.values()]
    labels = [Label(str(way.number), points[way.key], bold=True, needed=True) for way in ways]
    return el(
        "svg",
        *_grid(facts, axes),
        *(_mark(way, axes) for way in ways),
        *placed(labels, page, 14.0, "", taken),
        viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}", role="img", class_="chart",
        aria_label=facts.language.word("chart_label", pair=name),
    )  # fmt: skip


def _grid(facts: Facts, axes: _Axes) -> list[Markup]:
    write, word = facts.language.number, facts.language.word
    bottom, parts = _HEIGHT - _BOTTOM, []
    for days in axes.days:
        x = f"{axes.x(days):.1f}"
        parts.append(el("line", x1=x, x2=x, y1=_TOP, y2=bottom, class_="grid"))
        parts.append(el("text", write(days), x=x, y=bottom + 16, text_anchor="middle", class_="tick"))
    for usd in axes.usd:
        y = axes.y(usd)
        parts.append(el("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=f"{y:.1f}", y2=f"{y:.1f}", class_="grid"))
        parts.append(el("text", write(usd), x=_LEFT - 6, y=f"{y + 4:.1f}", text_anchor="end", class_="tick"))
    middle = (_TOP + bottom) / 2
    parts.append(el("text", word("days"), x=(_LEFT + _WIDTH) / 2, y=_HEIGHT - 10, text_anchor="middle", class_="axis"))
    parts.append(
        el("text", word("usd_short"), transform=f"translate(14 {middle:g}) rotate(-90)", text_anchor="middle",
           class_="axis")
    )  # fmt: skip
    return parts


def _mark(way: Way, axes: _Axes) -> Markup:
    """Draw a way: a point, and a line from P10 to P90 each way."""
    early, late = (hours / _HOURS_A_DAY for hours in way.route.time_range_h)
    cheap, dear = way.route.cost_range_usd
    x, y = f"{axes.x(way.route.time_h / _HOURS_A_DAY):.1f}", f"{axes.y(way.route.cost_usd):.1f}"
    color = paint(way.color)
    return el(
        "g",
        el("line", x1=f"{axes.x(early):.1f}", x2=f"{axes.x(late):.1f}", y1=y, y2=y),
        el("line", x1=x, x2=x, y1=f"{axes.y(cheap):.1f}", y2=f"{axes.y(dear):.1f}"),
        el("circle", cx=x, cy=y, r=5.5),
        class_="mark", data_of=way.of, data_choose=way.of, stroke=color, fill=color,
    )  # fmt: skip
