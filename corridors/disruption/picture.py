"""Losses as bars, and on a map (extra ``plot``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corridors.charges.model import SHIPMENT_UNITS
from corridors.disruption.words import asked_words
from corridors.errors import OptionError
from corridors.maps.boxes import reach, room
from corridors.maps.cartography import credit
from corridors.maps.charts import COST_COLOR, TIME_COLOR
from corridors.maps.colors import NEUTRAL_COLOR
from corridors.maps.context import ways_in_use
from corridors.maps.extras import need_matplotlib
from corridors.maps.geometry import STRAIGHT, Tracks
from corridors.maps.layers import Dot, DotSample, Layer, Mark, Name, Picture, Sample, Strand
from corridors.maps.manners import sheet_of
from corridors.maps.places import place_name, short_name
from corridors.maps.regions import RegionLike, region_box
from corridors.maps.spans import Row, Span, draw_rows, limit_behind
from corridors.routing.weights import weight_unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from corridors.disruption.loss import Loss
    from corridors.disruption.result import Criticality
    from corridors.world.core import Core

__all__ = ["draw_bars", "loss_picture"]

_FIGURES = ("days", "usd", "weight")
_LOSS_COLOR, _CUT_COLOR = "#0072B2", "#B2182B"
_WIDEST_PT, _NARROWEST_PT = 9.0, 1.0
_MOST_POINT_PT = 13.0


def draw_bars(
    result: Criticality, ax: Axes | None, *, most: int, figure: str | None, title: str | None, dark: bool | None
) -> Axes:
    """Draw the worst losses, the worst on top; who is cut off stands there in words.

    Raises
    ------
    MissingExtraError
        There is no matplotlib.
    OptionError
        Nothing is lost, or no such figure.
    """
    need_matplotlib()
    figure = _figure(result, figure)
    losses = result.losses[:most]
    if not losses:
        raise OptionError("nothing is lost, so there is nothing to draw")
    sheet = sheet_of(ax, dark=dark, size_in=(9.5, max(2.8, 1.6 + 0.3 * len(losses))))
    color = sheet.colored(COST_COLOR if figure == "usd" else TIME_COLOR)
    rows: list[Row] = []
    ends: list[tuple[float, str]] = []
    for loss in losses:
        value = max(0.0, _value(loss, figure))
        cut = f"cuts off {len(loss.cut_off)} pair{'s' if len(loss.cut_off) > 1 else ''}" if loss.cut_off else ""
        stops = f"{len(loss.ends)} pair{'s end' if len(loss.ends) > 1 else ' ends'} there" if loss.ends else ""
        lost = "" if value == 0 and (cut or stops) else f"{value:,.1f}" if figure == "days" else f"{value:,.0f}"
        words = ", ".join(part for part in (lost, cut, stops) if part)
        span = Span(color, value, bar_from=0.0, words=words, hatched=bool(loss.cut_off))
        ends.append((value, words))
        rows.append(Row(loss.name, loss.id, [span]))
    sheet.leave_room([(row.name, row.id) for row in rows])
    whole = asked_words(result)
    head, _, note = whole.partition(": ")
    sheet.title(head if title is None else title, (note if title is None else ""))
    sheet.scale(f"{_unit(result, figure)} lost, {_of(result)}")
    draw_rows(sheet, rows, limits=(0.0, limit_behind(sheet, ends)), about_pt=8 * sheet.size_pt)
    sheet.credit()
    return sheet.settle()


def _figure(result: Criticality, asked: str | None) -> str:
    if asked is None:
        return {"time": "days", "cost": "usd"}.get(result.weight, "weight")
    if asked not in _FIGURES:
        raise OptionError(f"figure={asked!r}: give one of {', '.join(_FIGURES)}")
    return asked


def _value(loss: Loss, figure: str) -> float:
    extra = loss.extra
    return {"days": extra.time_h / 24, "usd": extra.cost_usd, "weight": extra.weight}[figure]


def _unit(result: Criticality, figure: str) -> str:
    if figure != "weight":
        return {"days": "days", "usd": "USD"}[figure]
    unit = weight_unit(result.weight, per=result.shipment).partition("/")[0]
    return f"{unit} ({result.weight})" if unit else result.weight


def _of(result: Criticality) -> str:
    unit = SHIPMENT_UNITS[result.shipment]
    if result.per == "unit of each pair":
        return f"one {unit} of each pair added up"
    return f"the demand of one {result.per}"


def loss_picture(
    result: Criticality, *, figure: str | None, region: RegionLike, labels: int, most: int | None
) -> Picture:
    """Make the map of losses: width is what is lost with a link; who is cut off has a colour of its own."""
    figure = _figure(result, figure)
    losses = result.losses[:most]
    if not losses:
        raise OptionError("nothing is lost, so there is nothing to draw")
    finder = result.finder
    core, closed = finder.planner.core, finder.planner.view.closed
    longest = max((_value(loss, figure) for loss in losses), default=0.0) or 1.0
    by_link: dict[int, Loss] = {}
    spots: dict[int, Loss] = {}
    for loss in losses:  # the worst first, so that each link has the worst of its losses
        for element in loss.elements:
            inside = list(element.places) if element.kind == "place" else []
            for place in inside:
                spots.setdefault(place, loss)
            for link in () if inside else element.links:
                by_link.setdefault(link, loss)
    tracks = Tracks(core)
    lines = {index: tracks.line(core.links[index]) for index in by_link}
    ends = {place.index: place for pair in result.pairs for place in (pair.origin, pair.destination)}
    points = [point for line in lines.values() for point in line.points]
    points += [core.places[index].point for index in spots] + [place.point for place in ends.values()]
    box = region_box(region, points) if region is not None else room(points)

    def strand(index: int, loss: Loss) -> Strand:
        width = max(_NARROWEST_PT, _WIDEST_PT * _value(loss, figure) / longest)
        color = _CUT_COLOR if loss.cut_off else _LOSS_COLOR
        mode = core.links[index].mode
        # a wide road would be hollow
        return Strand(
            lines[index].points, mode if mode in ("ferry", "sea") else None, (color,), index not in closed, width
        )

    lost = sorted(by_link.items(), key=lambda item: -_value(item[1], figure))
    what = asked_words(result)
    return Picture(
        box,
        core,
        title=what.partition(": ")[0],
        note=f"{what.partition(': ')[2]}; {_of(result)}",
        grows=region is None,
        layers=(
            ways_in_use(core, closed, box if region is not None else reach(box)),
            Layer("loss", [strand(*item) for item in lost], 4),
        ),
        marks=[*_spots(core, spots, figure, longest), *(_end(place.point) for place in ends.values())],
        names=[
            *(Name(short_name(place), place.point, 8.5, bold=True, needed=True) for place in ends.values()),
            *(place_name(core.places[index]) for index in _named(core, by_link, spots) if index not in ends),
        ],
        most_names=labels,
        legend=_samples(result, losses, figure, longest),
        credit=credit(sum(line.quality == STRAIGHT for line in lines.values())),
    )


def _spots(core: Core, spots: dict[int, Loss], figure: str, longest: float) -> list[Mark]:
    marks = []
    for index, loss in sorted(spots.items(), key=lambda item: -_value(item[1], figure)):
        size = max(3.5, _MOST_POINT_PT * (max(0.0, _value(loss, figure)) / longest) ** 0.5)
        fill = _CUT_COLOR if loss.cut_off else _LOSS_COLOR
        marks.append(Mark("loss", core.places[index].point, Dot("o", fill, size, "white", 0.8), 7.0))
    return marks


def _end(point: tuple[float, float]) -> Mark:
    return Mark("end", point, Dot("o", NEUTRAL_COLOR, 5.5, "white", 1.0), 7.6)


def _named(core: Core, by_link: dict[int, Loss], spots: dict[int, Loss]) -> list[int]:
    """List places to be named: those lost, then the ends of what is lost, the worst first."""
    found = dict.fromkeys(spots)
    for index in by_link:
        link = core.links[index]
        found |= dict.fromkeys((link.start, link.end))
    return list(found)


def _samples(result: Criticality, losses: tuple[Loss, ...], figure: str, longest: float) -> list[Sample | DotSample]:
    unit = _unit(result, figure)
    digits = ",.1f" if figure == "days" else ",.0f"
    samples: list[Sample | DotSample] = [
        Sample(f"{share * longest:{digits}} {unit} lost", _LOSS_COLOR, max(_NARROWEST_PT, share * _WIDEST_PT), None)
        for share in (1.0, 0.5, 0.1)
    ]
    if any(loss.cut_off for loss in losses):
        samples.append(Sample("cuts somebody off", _CUT_COLOR, 4.0, None))
    samples.append(DotSample("origins and destinations", Dot("o", NEUTRAL_COLOR, 5.5, "white", 1.0)))
    return samples
