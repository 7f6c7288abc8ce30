"""Draw the pictures of `docs/concepts.md`, yards, classes and scope, with the hours that the library gives today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

import corridors as co

__all__ = ["classes", "scopes", "yards"]

INK, FAINT, PLACE = "#1F2933", "#52606D", "#EEF2F6"
#: Colours of what a time is made of, told apart also by people who do not see all colours.
COLOURS = {
    "lorry": "#999999",
    "loading": "#F0E442",
    "waiting": "#E69F00",
    "hauls": "#0072B2",
    "borders": "#D55E00",
    "unloading": "#CC79A7",
    "collection": "#009E73",
}
KINDS = {
    "first_mile": "lorry", "last_mile": "lorry", "hand_in": "waiting", "haul": "hauls", "border": "borders",
    "loading": "loading", "unloading": "unloading", "collection": "collection",
}  # fmt: skip
SCOPES = {
    "run": ("hauls", "borders"),
    "terminal": ("loading", "waiting", "hauls", "borders", "unloading", "collection"),
}


class Yard(NamedTuple):
    """A yard of the drawing: where it stands, and what it is."""

    x: float
    y: float
    name: str


def yards() -> Axes:
    """Draw two ports and their yards: links join yards of different places, handling yards of one."""
    hours = _caspian()
    ax = _empty((9.6, 4.9), (0, 10.4), (-0.1, 5.0))
    _box(ax, 1.9, 0.65, 3.3, "Turkmenbashi")
    _box(ax, 6.5, 0.65, 3.0, "Alat")
    rail, ship, road = Yard(2.6, 3.1, "rail\n1520 mm\nregular"), Yard(4.5, 1.35, "ferry"), Yard(2.6, 1.35, "road")
    moored, track = Yard(7.2, 1.35, "ferry"), Yard(8.8, 3.1, "rail\n1520 mm\nregular")
    for yard in (rail, ship, road, moored, track):
        ax.add_patch(Circle((yard.x, yard.y), 0.5, fc="white", ec=INK, lw=1.4, zorder=3))
        ax.text(yard.x, yard.y, yard.name, ha="center", va="center", fontsize=8, color=INK, zorder=4)
    _arrow(ax, (0.2, rail.y), (rail.x - 0.53, rail.y), "hauls")
    _arrow(ax, (rail.x + 0.34, rail.y - 0.4), (ship.x - 0.38, ship.y + 0.38), "waiting", dashed=True)
    _arrow(ax, (ship.x + 0.53, ship.y), (moored.x - 0.53, moored.y), "hauls")
    _arrow(ax, (moored.x + 0.35, moored.y + 0.4), (track.x - 0.33, track.y - 0.42), "waiting", dashed=True)
    _arrow(ax, (track.x + 0.53, track.y), (10.35, track.y), "hauls")
    _note(ax, 0.15, 3.25, "a link:\nrail from Bereket", va="bottom")
    moved, waited = hours["transhipment"], hours["vessel_wait"]
    _note(ax, 3.28, 3.35, f"handling:\ntranshipment {moved:.0f} h,\nwait for the vessel {waited:.0f} h", va="center")
    _note(ax, 5.85, 1.47, f"a link:\nferry {hours['ferry']:.0f} h", va="bottom", ha="center")
    _note(ax, 7.75, 2.75, f"handling:\ntranshipment {hours['transhipment_end']:.0f} h", va="center", ha="right")
    _note(ax, 10.4, 3.25, "a link: rail\nto Hajigabul", va="bottom", ha="right")
    ax.text(0.05, 4.85, "A place is not a vertex: its yards are", fontsize=12, weight="bold", color=INK, va="center")
    said = (
        "Links (solid) join yards of two places, handling (dashed) yards of one. "
        "A train that runs on stays in its yard and pays nothing."
    )
    _note(ax, 0.05, 0.1, said, va="center")
    return ax


def _caspian() -> dict[str, float]:
    """Give the hours of the drawing: CASCA+ from Tashkent to Poti."""
    legs = co.shortest_route("Tashkent", "Poti", weight="cost", modes=["rail", "ferry"], corridor="casca").legs
    moved = legs[legs["kind"] == "transhipment"]["time_h"].tolist()
    sailed = legs[(legs["kind"] == "haul") & legs["label"].str.startswith("ferry")]["time_h"].sum()
    waited = legs[legs["kind"] == "vessel_wait"]["time_h"].sum()
    return {"transhipment": moved[0], "transhipment_end": moved[1], "ferry": sailed, "vessel_wait": waited}


def classes() -> Axes:
    """Draw how the hours of one railway way part in each class."""
    ends: dict[str, Any] = {"origin": "Tashkent", "destination": "Moscow", "weight": "time", "modes": ["rail"]}
    asked = {
        "block train": co.shortest_route(**ends, service="block_train"),
        "handed in singly\n(regular)": co.shortest_route(**ends),
        "wagonload": co.shortest_route(**ends, shipment="wagon"),
    }
    figure = Figure(figsize=(9.6, 3.4), layout="constrained")
    ax = figure.subplots()
    used = set[str]()
    for row, route in enumerate(asked.values()):
        start = 0.0
        for part, hours in _parts(route):
            ax.barh(row, hours / 24, left=start, color=COLOURS[part], height=0.62, label=None if part in used else part)
            used.add(part)
            start += hours / 24
        ax.text(start + 0.15, row, f"{start:.1f} days", va="center", fontsize=9.5, color=INK)
    ax.set_yticks(range(len(asked)), list(asked))
    ax.invert_yaxis()
    _plain(ax, "The same track in three classes: Tashkent - Moscow by rail")
    ax.set_xlabel("days, terminal to terminal")
    ax.margins(x=0.12)
    figure.legend(loc="outside lower left", ncols=6, frameon=False, fontsize=9)
    return ax


def scopes() -> Axes:
    """Draw which hours of one way count in each scope."""
    route = co.shortest_route((41.35, 69.2), (55.6, 37.9), weight="time", modes=["rail"], scope="door")
    figure = Figure(figsize=(9.6, 3.4), layout="constrained")
    ax = figure.subplots()
    spans: dict[str, list[tuple[float, float]]] = {}
    start, used = 0.0, set[str]()
    for part, hours in _parts(route):
        end = start + hours / 24
        ax.barh(0, hours / 24, left=start, color=COLOURS[part], height=0.5, label=None if part in used else part)
        used.add(part)
        spans.setdefault("door", []).append((start, end))
        for scope, parts in SCOPES.items():
            if part in parts:
                spans.setdefault(scope, []).append((start, end))
        start = end
    for row, scope in enumerate(("run", "terminal", "door"), start=1):
        first, last = spans[scope][0][0], spans[scope][-1][1]
        ax.annotate(
            "",
            (first, -row * 0.55),
            (last, -row * 0.55),
            arrowprops={"arrowstyle": "|-|", "color": INK, "lw": 1.2, "shrinkA": 0, "shrinkB": 0},
        )
        days = sum(end - begin for begin, end in spans[scope])
        ax.text(
            (first + last) / 2,
            -row * 0.55 + 0.05,
            f'scope="{scope}": {days:.1f} days',
            ha="center",
            va="bottom",
            fontsize=9.5,
        )
    ax.set_ylim(-1.95, 0.35)
    ax.set_yticks([])
    _plain(ax, "What a time counts: a house near Tashkent - a house near Moscow")
    ax.set_xlabel("days since the lorry left the first door")
    figure.legend(loc="outside lower left", ncols=7, frameon=False, fontsize=9)
    return ax


def _parts(route: co.Route) -> Iterator[tuple[str, float]]:
    """Give the parts of a way one after the other: what follows each other of one kind is one part."""
    found: list[tuple[str, float]] = []
    for kind, hours in zip(route.legs["kind"], route.legs["time_h"], strict=True):
        if kind not in KINDS or hours <= 0:
            continue
        if found and found[-1][0] == KINDS[kind]:
            found[-1] = (KINDS[kind], found[-1][1] + hours)
        else:
            found.append((KINDS[kind], float(hours)))
    yield from found


def _empty(size: tuple[float, float], across: tuple[float, float], up: tuple[float, float]) -> Axes:
    ax = Figure(figsize=size, layout="constrained").subplots()
    ax.set(xlim=across, ylim=up)
    ax.axis("off")
    return ax


def _box(ax: Axes, x: float, y: float, width: float, name: str) -> None:
    ax.add_patch(FancyBboxPatch((x, y), width, 3.2, boxstyle="round,pad=0.05,rounding_size=0.25", fc=PLACE, ec="none"))
    ax.text(x + width / 2, y + 3.42, name, ha="center", fontsize=10.5, weight="bold", color=INK)


def _note(ax: Axes, x: float, y: float, text: str, *, va: str, ha: str = "left") -> None:
    ax.text(x, y, text, fontsize=8.5, color=FAINT, va=va, ha=ha)


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], part: str, *, dashed: bool = False) -> None:
    style = (0, (4, 2)) if dashed else "-"
    arrow = FancyArrowPatch(
        start, end, arrowstyle="-|>", mutation_scale=14, color=COLOURS[part], lw=2.2, ls=style, zorder=2
    )
    ax.add_patch(arrow)


def _plain(ax: Axes, title: str) -> None:
    ax.set_title(title, loc="left", fontsize=12, weight="bold", color=INK)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.tick_params(length=0, labelsize=9.5, colors=INK)
