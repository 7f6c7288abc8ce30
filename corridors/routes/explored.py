"""A route, several routes and a comparison as pages to explore."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from corridors.charges.model import Place
from corridors.errors import NoRouteError
from corridors.maps.boxes import room
from corridors.maps.cartography import credit
from corridors.maps.colors import RISK_COLORS
from corridors.maps.explorer import Dot, Entry, Explorer, Group, Sheet, Told, Track
from corridors.maps.geometry import STRAIGHT
from corridors.maps.places import place_ranks, short_name
from corridors.maps.sources import Sources
from corridors.network.explored import countries_of, place_dot
from corridors.network.link_entries import LINK_HEADS, risk_words
from corridors.routes.comparison_picture import row_color
from corridors.routes.route_picture import risk_layers, route_color, route_note, route_title
from corridors.routes.routeset_picture import route_colors
from corridors.routes.rows import asked_words
from corridors.routes.towns import by_towns
from corridors.routes.way_entries import Crossed, Walk, totals_of, way_entry, way_heads
from corridors.words.asked import least_of
from corridors.world.core import Core

if TYPE_CHECKING:
    from corridors.routes.comparison import Comparison
    from corridors.routes.route import Route
    from corridors.routes.routeset import RouteSet

__all__ = ["comparison_explorer", "route_explorer", "routes_explorer"]

_WIDTH, _ROAD, _HALO = 3.4, 0.7, 12.0
_ONLY = "way"


def _track(crossed: Crossed, groups: Sequence[str]) -> Track:
    width = _WIDTH * (_ROAD if crossed.mode in ("road", "lorry") else 1.0)
    return Track(crossed.points, crossed.mode, groups, crossed.in_use, width, [crossed.entry.key])


def _dots(core: Core, places: Mapping[int, Sequence[str]], ends: Sequence[Place]) -> list[Dot]:
    """Mark places passed, with the rows of what is done there, and the ends."""
    ranks, of_ends = place_ranks(core, core.corridors), {place.index for place in ends}
    shown = dict.fromkeys((*places, *of_ends))
    return [place_dot(core.places[i], ranks[i], end=i in of_ends, entries=tuple(places.get(i, ()))) for i in shown]


def route_explorer(route: Route) -> Explorer:
    """Make the page of a route; see `Route.explore`."""
    core, sources = route._answer.core, Sources()
    walk = Walk(route, sources, "e")
    halos: list[Track] = []
    risks: list[Entry] = []
    whole = way_entry("w0", by_towns(route.places) or "straight", route, sources)
    groups = [Group(_ONLY, f"{short_name(route.origin)} to {short_name(route.destination)}", route_color(route), "w0")]
    for level, (label, met) in risk_layers(route).items():
        lines = [walk.links[index] for index in met]
        key = f"r{len(risks)}"
        groups.append(Group(level, label, RISK_COLORS[level], key, halo=True))
        found = dict.fromkeys(risk for of_link in met.values() for risk in of_link)
        risks.append(Entry(key, label, [risk_words(found, sources, core)]))
        halos += [
            Track(line.points, "halo", [level], in_use=True, width=_HALO, entries=[line.entry.key]) for line in lines
        ]
    places: dict[int, list[str]] = {place.index: walk.places.get(place.index, []) for place in route.places}
    lines = list(walk.links.values())
    title, asked = route_title(route), route_note(route)
    return Explorer(
        title=title,
        lines=[f"{asked}. Ranges run from P10 to P90."],
        totals=totals_of(route, sources),
        box=room([point for line in lines for point in line.points]),
        places=core.places,
        countries=countries_of(core),
        groups_name="Way",
        groups=groups,
        tracks=[*halos, *(_track(line, [_ONLY]) for line in lines)],
        dots=_dots(core, places, [route.origin, route.destination]),
        tables=[
            Sheet("The whole way", way_heads([route]), [whole]),
            Sheet("From link to link", LINK_HEADS, walk.rows, opened=True),
            Sheet("Risks met", ("risks", "which"), risks),
        ],
        sources=sources,
        credit=credit(sum(line.quality == STRAIGHT for line in lines)),
    )  # fmt: skip


def routes_explorer(routes: RouteSet) -> Explorer:
    """Make the page of several routes; see `RouteSet.explore`.

    Raises
    ------
    NoRouteError
        There is none.
    """
    if not routes.routes:
        raise NoRouteError(f"there is no route to show from {routes.origin.name} to {routes.destination.name}")
    first, sources = routes[0], Sources()
    core = first._answer.core
    names = [f"{n} {by_towns(route.places) or 'straight'}" for n, route in enumerate(routes, 1)]
    colors = route_colors(core, routes.routes)
    groups = [Group(f"k{n}", names[n], color, f"w{n}") for n, color in enumerate(colors)]
    entries = [
        way_entry(f"w{n}", name, route, sources) for n, (name, route) in enumerate(zip(names, routes, strict=True))
    ]
    ends = f"{short_name(routes.origin)} to {short_name(routes.destination)}"
    return _several(
        core, [(f"k{n}", route) for n, route in enumerate(routes)], groups, entries, sources,
        title=f"{ends}: {len(routes)} {routes.kind}, {least_of(first.weight)}, network of {first.on}",
        line=f"{asked_words(first)}. Ranges run from P10 to P90.", totals=_best(list(zip(names, routes, strict=True))),
        groups_name="Ways", ends=[routes.origin, routes.destination],
    )  # fmt: skip


def comparison_explorer(comparison: Comparison) -> Explorer:
    """Make the page of a comparison; see `Comparison.explore`.

    Raises
    ------
    NoRouteError
        No way was found.
    """
    found = [row for row in comparison if row.route is not None]
    if not found:
        reasons = tuple(dict.fromkeys(reason for row in comparison for reason in row.reasons))
        raise NoRouteError("there is no way to show: " + "; ".join(reasons), reasons)
    core, sources = comparison.routes[0]._answer.core, Sources()
    single, groups, entries, ways = len(comparison.pairs) == 1, dict[str, Group](), [], []
    for n, row in enumerate(found):
        assert row.route is not None
        pair = "" if single else f": {short_name(row.origin)} – {short_name(row.destination)}"
        notes = [f"the same way as {row.same_as}" if row.same_as else "", row.detour]
        entries.append(way_entry(f"w{n}", row.corridor_name.split(" (")[0] + pair, row.route, sources, notes=notes))
        named = core.corridor(row.corridor, exactly=True)
        label = (row.corridor_name if single or named is None else named.name).split(" (")[0]
        group = groups.setdefault(row.corridor, Group(row.corridor, label, row_color(core, row.corridor)))
        groups[row.corridor] = group._replace(entry=f"{group.entry} w{n}".strip())
        ways.append((row.corridor, row.route))
    origins, where = (", ".join(map(short_name, p)) for p in (comparison.origins, comparison.destinations))
    none = list(dict.fromkeys(row.corridor_name for row in comparison if row.route is None))
    line = f"{asked_words(comparison)}. Ranges run from P10 to P90."
    page = _several(
        core, ways, list(groups.values()), entries, sources,
        title=f"{origins} to {where}: {least_of(comparison.weight)}, network of {comparison.on}", line=line,
        totals=_best([(row.corridor_name.split(" (")[0], row.route) for row in found if row.route is not None]),
        groups_name="Corridors", ends=[*comparison.origins, *comparison.destinations],
    )  # fmt: skip
    return page._replace(lines=[*page.lines, f"No way: {', '.join(none)}."]) if none else page


def _best(ways: Sequence[tuple[str, Route]]) -> list[tuple[str, Told]]:
    """Name the cheapest and the quickest way of each pair."""
    pairs: dict[tuple[Place, Place], list[tuple[str, Route]]] = {}
    for name, route in ways:
        pairs.setdefault((route.origin, route.destination), []).append((name, route))
    found = []
    for (origin, destination), of_pair in pairs.items():
        cheap, quick = (min(of_pair, key=lambda way: getattr(way[1], by)) for by in ("cost_usd", "time_h"))
        text = f"{cheap[1].cost_usd:,.0f} USD ({cheap[0]}), {quick[1].time_h / 24:,.1f} days ({quick[0]})"
        found.append((f"{short_name(origin)} to {short_name(destination)}, cheapest and quickest", Told(text)))
    return found


def _several(
    core: Core, ways: Sequence[tuple[str, Route]], groups: Sequence[Group], entries: Sequence[Entry], sources: Sources,
    *, title: str, line: str, totals: Sequence[tuple[str, Told]], groups_name: str, ends: Sequence[Place],
) -> Explorer:  # fmt: skip
    """Make the page of ways: who picks a line sees the whole way, and the link as the first way counts it."""
    crossed: dict[int | str, Crossed] = {}
    users: dict[int | str, dict[str, None]] = {}
    met: dict[int, list[str]] = {}
    for number, (key, route) in enumerate(ways):
        walk = Walk(route, sources, f"e{number}-")
        for of, line_of in walk.links.items():
            # a lorry to a point is the affair of its way alone
            name = of if isinstance(of, int) else f"{of} {number}"
            crossed.setdefault(name, line_of)
            users.setdefault(name, {})[key] = None
        met |= {place.index: [] for place in route.places if place.index not in met}
    tracks = [_track(line_of, list(users[name])) for name, line_of in crossed.items()]
    routes = [route for _, route in ways]
    return Explorer(
        title=title,
        lines=[line],
        totals=totals,
        box=room([point for track in tracks for point in track.points] + [place.point for place in ends]),
        places=core.places,
        countries=countries_of(core),
        groups_name=groups_name,
        groups=groups,
        tracks=tracks,
        dots=_dots(core, met, ends),
        tables=[
            Sheet("Ways", way_heads(routes), entries, opened=True),
            Sheet(
                "Links, as the first way that takes each counts them", LINK_HEADS, [c.entry for c in crossed.values()]
            ),
        ],
        sources=sources,
        credit=credit(sum(line_of.quality == STRAIGHT for line_of in crossed.values())),
        by_group=True,
    )
