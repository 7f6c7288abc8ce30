"""Legends: samples of lines and marks, and the bar of colours."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from corridors.charges.model import Link
from corridors.maps.colors import NEUTRAL_COLOR
from corridors.maps.layers import DotSample, Sample, Scale
from corridors.maps.looks import Look, shown
from corridors.maps.strands import MODE_WIDTHS, line_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend
    from matplotlib.lines import Line2D
    from matplotlib.transforms import Bbox, BboxBase

__all__ = ["LORRY_LABEL", "draw_scale", "handles", "mode_samples", "take_literally"]

#: What joins a point to a place, of which nobody knows the way.
LORRY_LABEL = "lorry to or from a point"

_LABELS = {"rail": "railway", "road": "road", "ferry": "ferry", "sea": "sea lane"}
_WIDTH_PT = 2.4
_BAR_SHARE = 0.45  # of the width: a bar of colours


def mode_samples(links: Iterable[Link], closed: Collection[int]) -> list[Sample]:
    """List the modes among links, and what is not in use if something is not."""
    links = list(links)
    present = {link.mode for link in links}
    floating = " and ".join(_LABELS[mode] for mode in ("ferry", "sea") if mode in present)
    samples = [Sample(_LABELS[m], NEUTRAL_COLOR, _WIDTH_PT, m) for m in ("rail", "road") if m in present]
    if floating:
        samples.append(Sample(floating, NEUTRAL_COLOR, _WIDTH_PT, "ferry"))
    if any(link.index in closed for link in links):
        samples.append(
            Sample("planned, being built or shut", NEUTRAL_COLOR, _WIDTH_PT, in_use=False, short="not in use")
        )
    return samples


def handles(samples: Sequence[Sample | DotSample], look: Look, *, share: float = 1.0) -> list[Line2D]:
    """Give what matplotlib puts in a legend; lines as wide as on the map, a share of what they are on a large one."""
    return [_line(one, look, share) if isinstance(one, Sample) else _dot(one, look) for one in samples]


def take_literally(legend: Legend) -> None:
    """Have the words of a legend read as they are: a name with two dollar signs is no formula."""
    for text in legend.get_texts():
        text.set_parse_math(False)


def _line(sample: Sample, look: Look, share: float) -> Line2D:
    from matplotlib.lines import Line2D
    from matplotlib.patheffects import Normal, Stroke

    style = line_style(sample.mode, in_use=sample.in_use)
    width_pt = sample.width_pt * share * MODE_WIDTHS[sample.mode]
    line = Line2D(
        [], [], color=shown(sample.color, look), linewidth=width_pt, label=sample.label, linestyle=style["linestyle"],
        dash_capstyle=style["capstyle"], solid_capstyle="butt",
    )  # fmt: skip
    if sample.mode == "road" and sample.in_use:
        line.set(color=look.ground, linewidth=0.4 * width_pt)
        line.set_path_effects([Stroke(linewidth=width_pt, foreground=shown(sample.color, look)), Normal()])
    return line


def _dot(sample: DotSample, look: Look) -> Line2D:
    from matplotlib.lines import Line2D

    dot = sample.dot
    return Line2D(
        [], [], ls="", marker=dot.marker, ms=dot.size_pt, mfc=shown(dot.fill, look), mec=shown(dot.edge, look),
        mew=dot.edge_pt, label=sample.label,
    )  # fmt: skip


def draw_scale(ax: Axes, scale: Scale, look: Look, *, down_pt: float | None) -> None:
    """Draw a bar of colours: so far below a map, which may not shrink once its names stand, or beside the axes."""
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize
    from matplotlib.transforms import ScaledTranslation

    figure = ax.get_figure(root=True)
    assert figure is not None
    mappable = ScalarMappable(Normalize(0.0, scale.most), scale.palette)
    if down_pt is None:
        bar = figure.colorbar(mappable, ax=ax, label=scale.label, shrink=0.7)
        bar.ax.tick_params(colors=look.ink)
        bar.ax.yaxis.label.set(color=look.ink, parse_math=False)
        return
    # a share of the width, but points of the height
    shift = ScaledTranslation(0, -(down_pt + 4) / 72, figure.dpi_scale_trans)
    under = ax.inset_axes((0, 0, 1, 1))
    under.set_axes_locator(lambda _, __: _fraction(figure, ax.bbox, down_pt + 4, 7.0))
    bar = figure.colorbar(mappable, cax=under, orientation="horizontal")
    bar.outline.set_visible(False)
    under.tick_params(labelsize=6.0, length=2, colors=look.ink)
    ax.text(
        _BAR_SHARE + 0.02, 0, scale.label, transform=ax.transAxes + shift, ha="left", va="top", fontsize=7.0,
        color=look.ink, gid="scale label", parse_math=False,
    )  # fmt: skip


def _fraction(figure: Figure, frame: BboxBase, down_pt: float, high_pt: float) -> Bbox:
    """Give where a bar lies below axes, as shares of the figure."""
    from matplotlib.transforms import Bbox, TransformedBbox

    point = figure.dpi / 72
    top = frame.y0 - down_pt * point
    placed = Bbox.from_extents(frame.x0, top - high_pt * point, frame.x0 + _BAR_SHARE * frame.width, top)
    return Bbox(TransformedBbox(placed, figure.transFigure.inverted()).get_points())
