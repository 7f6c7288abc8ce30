"""The part of a page that axes may fill with their title, names and key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corridors.maps.boxes import Box

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["slot_of"]


def slot_of(ax: Axes) -> Box:
    """Give the part of the page that axes may fill with all that stands about them."""
    figure: Any = ax.figure  # of the grid, which may be part of another
    page = figure.bbox
    spec = ax.get_subplotspec()
    if spec is None:
        west, south, east, north = page.extents
        return west, south, east, north
    grid = spec.get_gridspec()
    if hasattr(grid, "get_topmost_subplotspec"):  # a grid within a cell of another
        west, south, east, north = spec.get_position(figure).extents
        x0, y0, x1, y1 = west, south, east, north
    else:
        bottoms, tops, lefts, rights = grid.get_grid_positions(figure)
        rows, columns = spec.rowspan, spec.colspan
        x0 = 0.0 if columns.start == 0 else (rights[columns.start - 1] + lefts[columns.start]) / 2
        x1 = 1.0 if columns.stop == grid.ncols else (rights[columns.stop - 1] + lefts[columns.stop]) / 2
        y1 = 1.0 if rows.start == 0 else (bottoms[rows.start - 1] + tops[rows.start]) / 2
        y0 = 0.0 if rows.stop == grid.nrows else (bottoms[rows.stop - 1] + tops[rows.stop]) / 2
    return (
        float(page.x0 + x0 * page.width),
        float(page.y0 + y0 * page.height),
        float(page.x0 + x1 * page.width),
        float(page.y0 + y1 * page.height),
    )
