"""Draw every chart at every size it is used at, to be looked at: `python -m tools.look_at_charts FOLDER [NAMES]`.

For each chart there is one contact sheet: alone, at 6 x 4 and 3.5 x 3 inches, in a 1 x 2 figure, in a 2 x 2 grid (with
and without a layout of matplotlib), light and dark. A test asks of the same drawings what can be asked without eyes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib

matplotlib.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

import corridors as co

Draw = Callable[..., Axes]
_DPI = 100


class Layout(NamedTuple):
    """A figure that charts are drawn in."""

    name: str
    rows: int = 1
    columns: int = 1
    size_in: tuple[float, float] = (0.0, 0.0)  # nought: the chart makes its own
    engine: str | None = None
    dark: bool = False


LAYOUTS = (
    Layout("alone"),
    Layout("6 x 4", size_in=(6.0, 4.0)),
    Layout("small", size_in=(3.5, 3.0)),
    Layout("beside", columns=2, size_in=(10.0, 4.5)),
    Layout("beside, constrained", columns=2, size_in=(10.0, 4.5), engine="constrained"),
    Layout("grid", rows=2, columns=2, size_in=(10.0, 8.0)),
    Layout("alone, dark", dark=True),
    Layout("6 x 4, dark", size_in=(6.0, 4.0), dark=True),
    Layout("beside, dark", columns=2, size_in=(10.0, 4.5), dark=True),
)


def figure_of(layout: Layout, draw: Draw) -> Figure:
    """Draw a chart in a layout, in every panel."""
    if layout.size_in[0] == 0:
        figure = draw(None, dark=layout.dark).get_figure(root=True)
        assert figure is not None
        return figure
    made: Figure = plt.figure(figsize=layout.size_in, layout=layout.engine)
    for ax in made.subplots(layout.rows, layout.columns, squeeze=False).flat:
        draw(ax, dark=layout.dark)
    return made


@cache
def _network() -> co.Network:
    return co.load_network()


@cache
def _route() -> co.Route:
    return co.shortest_route("Tashkent", "Poti", weight="cost", modes=["rail", "ferry"], avoid=["Iran", "Kazakhstan"])


@cache
def _comparison() -> co.Comparison:
    return co.compare_corridors("Tashkent", "Istanbul")


@cache
def _routes() -> co.RouteSet:
    return co.alternative_routes("Tashkent", "Karachi", k=3, weight="cost")


@cache
def _simulation() -> Any:
    return co.simulate("Tashkent", "Istanbul", n=512, seed=1, by="corridor")


@cache
def _sensitivity() -> Any:
    return co.sensitivity("Tashkent", "Istanbul", n=256, seed=1)


@cache
def _futures() -> Any:
    ranges = {"price: rail KZ": (0.8, 1.5), "price: rail TM": (0.8, 1.5)}
    return co.explore_futures("Tashkent", ["Istanbul", "Karachi"], ranges=ranges, n=64, seed=1)


@cache
def _criticality() -> Any:
    pairs = [("Tashkent", end) for end in ("Istanbul", "Karachi", "Poti", "Moscow")]
    return co.criticality(pairs, by="link")


@cache
def _scenarios() -> Any:
    iran = co.Scenario("no Iran", shut=("IR",))
    return co.compare_scenarios("Tashkent", ["Istanbul", "Karachi"], ["status-quo", iran])


@cache
def _timeline() -> Any:
    return co.timeline("Tashkent", "Karachi", weight="distance", years=range(2010, 2036))


@cache
def _flows() -> Any:
    return co.assign("demand_uz2025")


@cache
def _prices() -> Any:
    return co.price_curve("demand_uz2025", "northern")


CHARTS: dict[str, Draw] = {
    "network": lambda ax, **look: _network().plot(ax, **look),
    "one-corridor": lambda ax, **look: _network().plot(ax, corridors="middle-corridor", **look),
    "route": lambda ax, **look: _route().plot(ax, **look),
    "time-cost-distance": lambda ax, **look: _route().plot_time_cost_distance(ax, **look),
    "routes": lambda ax, **look: _routes().plot(ax, **look),
    "comparison": lambda ax, **look: _comparison().plot(ax, **look),
    "flows": lambda ax, **look: _flows().plot(ax, **look),
    "price-curve": lambda ax, **look: _prices().plot(ax, **look),
    "simulation": lambda ax, **look: _simulation().plot(ax, **look),
    "dots": lambda ax, **look: _simulation().plot(ax, kind="dots", **look),
    "best": lambda ax, **look: _simulation().plot_best(ax, **look),
    "deadline": lambda ax, **look: _simulation().plot_deadline(ax, **look),
    "tornado": lambda ax, **look: _sensitivity().plot(ax, **look),
    "futures": lambda ax, **look: _futures().plot(ax, **look),
    "criticality": lambda ax, **look: _criticality().plot(ax, **look),
    "criticality-map": lambda ax, **look: _criticality().plot_map(ax, **look),
    "scenarios": lambda ax, **look: _scenarios().plot(ax, **look),
    "regret": lambda ax, **look: _scenarios().regret().plot(ax, **look),
    "timeline": lambda ax, **look: _timeline().plot(ax, **look),
}


def contact_sheet(draw: Draw, layouts: Iterable[Layout] = LAYOUTS) -> Image.Image:
    """Paste the drawings of a chart in all layouts onto one sheet."""
    found = []
    for layout in layouts:
        figure, written = figure_of(layout, draw), BytesIO()
        figure.savefig(written, dpi=_DPI, format="png")
        plt.close(figure)
        found.append(Image.open(written).convert("RGB"))
    rows = [found[at : at + 3] for at in range(0, len(found), 3)]
    wide = max(sum(image.width + 8 for image in row) for row in rows)
    sheet = Image.new("RGB", (wide, sum(max(image.height for image in row) + 8 for row in rows)), "#D05050")
    top = 0
    for row in rows:
        left = 0
        for image in row:
            sheet.paste(image, (left, top))
            left += image.width + 8
        top += max(image.height for image in row) + 8
    return sheet


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name in arguments[1:] or CHARTS:
        contact_sheet(CHARTS[name]).save(folder / f"{name}.png")
        sys.stderr.write(f"{folder / name}.png\n")


if __name__ == "__main__":
    main(sys.argv[1:])
