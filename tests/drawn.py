"""What is drawn on axes and pages, read back."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import folium
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

import corridors as co
from tests.micro import micro_tables

PLACES = {"a": (60.0, 40.0), "b": (62.0, 40.5), "c": (64.0, 41.0), "d": (66.0, 40.0)}


def spread(*drawing: str, on: str | None = None, **options: Any) -> co.Network:
    """A drawn network whose places lie apart."""
    tables = micro_tables(*drawing, **options)
    for row in tables["places"]:
        row["lon"], row["lat"] = PLACES[row["id"]]
    return co.Network(tables, on=on)


def axes() -> Axes:
    return Figure(figsize=(6, 4)).add_subplot()


def groups(ax: Axes, gid: str) -> dict[str, LineCollection]:
    """Collections of links by mode and state."""
    found = {c.get_gid(): c for c in ax.collections if isinstance(c, LineCollection) and c.get_gid()}
    return {str(g).removeprefix(gid + " "): c for g, c in found.items() if str(g).startswith(gid + " ")}


def colors(collection: LineCollection) -> list[str]:
    return [to_hex(color).upper() for color in collection.get_colors()]


def names(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts if text.get_gid() == "name"]


def layers(page: folium.Map) -> dict[str, folium.GeoJson]:
    """Layers of lines by the name in the layer control, without its colour."""
    found = [child for child in page._children.values() if isinstance(child, folium.GeoJson)]
    return {str(layer.layer_name).rpartition("> ")[2]: layer for layer in found}


def looks(layer: folium.GeoJson) -> list[dict[str, Any]]:
    return [feature["properties"]["look"] for feature in layer.data["features"]]


def outside(figure: Figure) -> list[str]:
    """Texts that reach beyond the page."""
    figure.draw_without_rendering()
    page = figure.bbox.padded(1)
    found, unseen = [], _unseen(figure)
    for text in figure.findobj(lambda artist: isinstance(artist, Text)):
        assert isinstance(text, Text)
        if text.get_text() and text.get_visible() and text not in unseen:
            frame = text.get_window_extent()
            if frame.x0 < page.x0 or frame.y0 < page.y0 or frame.x1 > page.x1 or frame.y1 > page.y1:
                found.append(text.get_text())
    return found


def _unseen(figure: Figure) -> set[Text]:
    """Labels of ticks beyond the limits, which matplotlib keeps and does not draw."""
    found = set()
    for ax in figure.axes:
        for axis, limits in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
            low, high = sorted(limits)
            for tick in axis.get_major_ticks():
                if not low <= tick.get_loc() <= high:
                    found |= {tick.label1, tick.label2}
    return found


def overlapping(ax: Axes) -> list[tuple[str, str]]:
    """Couples of texts on axes, names of rows and words alike, that lie over each other."""
    ax.figure.draw_without_rendering()
    texts = [*ax.texts, *ax.get_yticklabels()]
    frames = [(text.get_text(), text.get_window_extent()) for text in texts if text.get_text()]
    return [(a, b) for (a, one), (b, other) in combinations(frames, 2) if one.overlaps(other)]
