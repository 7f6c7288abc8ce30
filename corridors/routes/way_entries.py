"""Rows of a page to explore that tell of whole ways, and of the links and places that they cross."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import TYPE_CHECKING

from corridors.charges.charge import Charge
from corridors.charges.model import SHIPMENT_UNITS
from corridors.maps.boxes import Point
from corridors.maps.explorer import Entry, Told, told
from corridors.maps.geometry import STRAIGHT
from corridors.maps.sources import Sources
from corridors.network.link_entries import charge_cells, days, link_entry, risk_words
from corridors.routes.route_picture import closed_links, risks_of_links
from corridors.routes.track import route_miles, route_tracks
from corridors.words.figures import ranged
from corridors.words.kinds import kind_words
from corridors.world.core import Corridor

if TYPE_CHECKING:
    from corridors.routes.route import Route

__all__ = ["Crossed", "Walk", "corridor_names", "totals_of", "way_entry", "way_heads"]


def way_heads(routes: Sequence[Route]) -> tuple[str, ...]:
    """Name the columns of a table of ways."""
    unit = SHIPMENT_UNITS[routes[0].shipment] if routes else ""
    return (
        "way", "km", "days", f"USD per {unit}", "kg CO2e", "Mt a year at most", "on the way", "grade",
        "caveats",
    )  # fmt: skip


def _figures(route: Route, sources: Sources) -> list[tuple[str, Told]]:
    """Give the figures of a way, each with all sources that it rests on."""
    sources.learn(route.source_rows())
    charges = [step.charge for step in route.steps]
    most = route.capacity_mt_per_year
    cited = {
        name: [id_ for charge in charges for id_ in getattr(charge, f"{name}_sources")]
        for name in ("length", "time", "cost", "emission")
    }
    cited["capacity"] = [
        id_ for charge in charges if charge.capacity_mt_per_year == most < inf for id_ in charge.capacity_sources
    ]
    texts = (
        ("km", f"{route.length_km:,.0f}", "length"),
        ("days", days(route.time_h, *route.time_range_h), "time"),
        ("USD", ranged(route.cost_usd, *route.cost_range_usd, ",.0f", point=False), "cost"),
        ("kg CO2e", f"{route.co2e_kg:,.0f}", "emission"),
        ("Mt a year at most", "unknown" if most == inf else f"{most:.3g}: {route.bottleneck}", "capacity"),
    )
    return [(name, told(text, sources, cited[ids])) for name, text, ids in texts]


def way_entry(key: str, title: str, route: Route, sources: Sources, *, notes: Iterable[str] = ()) -> Entry:
    """Tell of a way: its figures, what happens on it, and what stands beside it."""
    met = risk_words(route.risks, sources, route._answer.core)
    met += [told(f"restricted: {found}", sources, found.sources) for found in route.restrictions]
    return Entry(
        key,
        title,
        [
            *([said] for _, said in _figures(route, sources)),
            [Told(text) for text in _counted(route)],
            [Told(route.grade)],
            [*(Told(note) for note in notes if note), *met],
        ],
    )


def _counted(route: Route) -> list[str]:
    """Count what happens on the way."""
    counts = (
        ("border", "borders", len(route.borders)),
        ("transhipment", "transhipments", len(route.transhipments)),
        ("change of gauge", "changes of gauge", len(route.gauge_changes)),
    )
    return [f"{count} {one if count == 1 else several}" for one, several, count in counts]


def totals_of(route: Route, sources: Sources) -> list[tuple[str, Told]]:
    """Give the totals of a way without the numbers of their sources, which its rows have."""
    unit = SHIPMENT_UNITS[route.shipment]
    figures = [
        (f"USD per {unit}" if name == "USD" else name, Told(said.text)) for name, said in _figures(route, sources)
    ]
    return [*figures, ("on the way", Told(", ".join(_counted(route)))), ("grade", Told(route.grade))]


def corridor_names(corridors: Iterable[Corridor], link: int) -> list[str]:
    """Name the corridors that a link belongs to."""
    return [corridor.name.split(" (")[0] for corridor in corridors if link in corridor.links]


class Crossed:
    """A link or a lorry's way that is crossed: its line and the row that tells of it."""

    __slots__ = ("entry", "in_use", "mode", "points", "quality")

    def __init__(self, entry: Entry, points: Sequence[Point], mode: str, quality: str, *, in_use: bool) -> None:
        self.entry, self.points, self.mode, self.quality, self.in_use = entry, points, mode, quality, in_use


class Walk:
    """What lies along a way: rows in the order of travel, of links and of what is done at places.

    Attributes
    ----------
    rows
        Every row, in order.
    links
        Lines by index of the link; those of lorries, which have none, by what they are.
    places
        Keys of rows by index of the place.
    """

    def __init__(self, route: Route, sources: Sources, prefix: str) -> None:
        sources.learn(route.source_rows())
        self._sources, self._core, self._prefix = sources, route._answer.core, prefix
        self.rows: list[Entry] = []
        self.links: dict[int | str, Crossed] = {}
        self.places: dict[int, list[str]] = {}
        self._walk(route)

    def _key(self) -> str:
        return f"{self._prefix}{len(self.rows)}"

    def _walk(self, route: Route) -> None:
        core, closed, miles = self._core, closed_links(route), route_miles(route)
        tracks = dict(zip((link.index for link in route.links), route_tracks(route), strict=True))
        risks = dict(zip((link.index for link in route.links), risks_of_links(route), strict=True))
        of_link: dict[int, list[Charge]] = {}
        for step in route.steps:
            if step.link is not None:
                of_link.setdefault(step.link.index, []).append(step.charge)
        for step in route.steps:
            link, kind = step.link, step.charge.kind
            if link is None or kind in miles:
                self._at_place(step.charge, step.start.index, step.start.name, miled=kind in miles)
                if kind in miles:
                    line = miles[kind][1]
                    self.links[kind] = Crossed(self.rows[-1], line.points, "lorry", STRAIGHT, in_use=True)
            elif link.index not in self.links:
                figures, points = tracks[link.index]
                entry = link_entry(
                    self._key(), core, link, of_link[link.index], sources=self._sources,
                    closure=closed.get(link.index), risks=risks[link.index],
                    corridors=corridor_names(core.corridors, link.index), straight=figures["quality"] == STRAIGHT,
                )  # fmt: skip
                if step.start.index != link.start:
                    entry = entry._replace(title=f"{step.start.name} – {step.end.name}")
                self.rows.append(entry)
                in_use = link.index not in closed
                self.links[link.index] = Crossed(entry, points, link.mode, figures["quality"], in_use=in_use)

    def _at_place(self, charge: Charge, place: int, name: str, *, miled: bool) -> None:
        cells = charge_cells([charge], self._sources, self._core.sources)
        title = charge.label if miled else name
        entry = Entry(self._key(), title, [[Told(kind_words(charge.kind))], *cells, [Told(charge.label)]])
        self.rows.append(entry)
        if not miled:
            self.places.setdefault(place, []).append(entry.key)
