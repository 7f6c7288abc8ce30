"""Legends: samples of lines and marks, and the bar of colours."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from corridors.charges.model import Link
from corridors.maps.colors import NEUTRAL_COLOR
from corridors.maps.layers import DotSample, Sample, Scale
from corridors.maps.strands import MODE_WIDTHS, line_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.legend import Legend
    from matplotlib.lines import Line2D

__all__ = ["LORRY_LABEL", "draw_scale", "handles", "mode_samples", "take_literally"]

#: What joins a point to a place, of which nobody knows the way.
LORRY_LABEL = "lorry to or from a point"

_LABELS = {"rail": "railway", "road": "road", "ferry": "ferry", "sea": "sea lane"}
_WIDTH_PT = 2.4


def mode_samples(links: Iterable[Link], closed: Collection[int]) -> list[Sample]:
    """List the modes among links, and what is not in use if something is not."""
    links = list(links)
    present = {link.mode for link in links}
    floating = " and ".join(_LABELS[mode] for mode in ("ferry", "sea") if mode in present)
    samples = [Sample(_LABELS[m], NEUTRAL_COLOR, _WIDTH_PT, m) for m in ("rail", "road") if m in present]
    if floating:
        samples.append(Sample(floating, NEUTRAL_COLOR, _WIDTH_PT, "ferry"))
    if any(link.index in closed for link in links):
        samples.append(Sample("planned, being built or shut", NEUTRAL_COLOR, _WIDTH_PT, in_use=False))
    return samples


def handles(samples: Sequence[Sample | DotSample]) -> list[Line2D]:
    """Give what matplotlib puts in a legend."""
    return [_line(sample) if isinstance(sample, Sample) else _dot(sample) for sample in samples]


def take_literally(legend: Legend) -> None:
    """Have the words of a legend read as they are: a name with two dollar signs is no formula."""
    for text in legend.get_texts():
        text.set_parse_math(False)


def _line(sample: Sample) -> Line2D:
    from matplotlib.lines import Line2D
    from matplotlib.patheffects import Normal, Stroke

    look = line_style(sample.mode, in_use=sample.in_use)
    width_pt = sample.width_pt * MODE_WIDTHS[sample.mode]
    cap: Literal["butt"] | None = None if sample.mode is None else "butt"
    line = Line2D(
        [], [], color=sample.color, linewidth=width_pt, label=sample.label, linestyle=look["linestyle"],
        dash_capstyle=look["capstyle"], solid_capstyle=cap,
    )  # fmt: skip
    if sample.mode == "road" and sample.in_use:
        line.set(color="white", linewidth=1.0)
        line.set_path_effects([Stroke(linewidth=width_pt, foreground=sample.color), Normal()])
    return line


def _dot(sample: DotSample) -> Line2D:
    from matplotlib.lines import Line2D

    dot = sample.dot
    return Line2D(
        [], [], ls="", marker=dot.marker, ms=dot.size_pt, mfc=dot.fill, mec=dot.edge, mew=dot.edge_pt,
        label=sample.label,
    )  # fmt: skip


def draw_scale(ax: Axes, scale: Scale, *, below: bool) -> None:
    """Draw a bar of colours: below a map, which may not shrink once its names stand, else beside the axes."""
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    figure = ax.get_figure(root=True)
    assert figure is not None
    mappable = ScalarMappable(Normalize(0.0, scale.most), scale.palette)
    if not below:
        figure.colorbar(mappable, ax=ax, label=scale.label, shrink=0.7)
        return
    point = figure.dpi / 72 / ax.bbox.height  # as a share of the height of the axes
    bar = ax.inset_axes((0.62, -28 * point, 0.38, 7 * point))
    figure.colorbar(mappable, cax=bar, orientation="horizontal").ax.tick_params(labelsize=6.5, length=2)
    ax.text(0.61, -24.5 * point, scale.label, transform=ax.transAxes, ha="right", va="center", fontsize=7.5)
