"""Flows as a page to explore: width is the flow, colour the load; what binds, the demand and whose flow it is."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

from corridors.errors import OptionError
from corridors.flows.lines import link_points
from corridors.flows.model import FlowNetwork
from corridors.flows.tables import capacity_column
from corridors.flows.words import amounts_in
from corridors.maps.boxes import Point, extent, room
from corridors.maps.cartography import CREDIT
from corridors.maps.explorer import Dot, Entry, Explorer, Group, Sheet, Told, Track, told
from corridors.maps.places import place_ranks
from corridors.maps.sources import Sources

if TYPE_CHECKING:
    import pandas as pd

    from corridors.flows.outcome import Outcome

__all__ = ["flows_explorer"]

_WIDEST, _NARROWEST, _UNBOUNDED = 13.0, 1.6, 1.4
#: Least load of each colour, the fullest first, with what it is called; apart for every eye, and darker the fuller.
_LOADS = (
    (1 - 1e-6, "full", "full: it binds", "#7A0177"),
    (0.9, "nearly", "90 % full and more", "#D55E00"),
    (0.5, "half", "half full and more", "#E69F00"),
    (0.0, "free", "less than half full", "#2C7BB6"),
)
_UNKNOWN = Group("unknown", "no capacity known", "#8B9299")
#: Degrees across a drawing of a network that lies nowhere on the Earth.
_ABSTRACT_DEG = 10.0


def flows_explorer(outcome: Outcome) -> Explorer:
    """Make the page of flows; see `Flows.explore`.

    Raises
    ------
    OptionError
        Nothing flows, or the places have no coordinates.
    """
    network, links, sources = outcome._network, outcome.links, Sources()
    if links.empty:
        raise OptionError("nothing flows, so there is nothing to show")
    lines = link_points(network, links)
    if network.core is None:
        lines = _abstract(lines)
    unit = amounts_in(network.quantity)
    entries = _link_entries(network, links, sources)
    keys = dict(zip(map(str, links.index), (entry.key for entry in entries), strict=True))
    full, of_link = _binding(outcome, unit, keys)
    tracks = _tracks(network, links, lines, keys, of_link)
    loads = [Group(key, label, color) for _, key, label, color in _LOADS]
    tables = [Sheet("What binds", full.heads, full.entries, opened=True), *_further(outcome, unit)]
    heads = (
        "link",
        "mode",
        unit,
        "there and back",
        f"capacity, {unit}",
        "share of capacity",
        "worth of one more",
        "state",
    )
    return Explorer(
        title=outcome.summary().partition("\n")[0].strip(),
        lines=[],
        totals=_totals(outcome, unit, len(full.entries)),
        box=room([point for line in lines for point in line]),
        places=() if network.core is None else network.core.places,
        countries={} if network.core is None else {row["id"]: row["name"] for row in network.core.tables["countries"]},
        groups_name="Load of capacity",
        groups=[_UNKNOWN, *reversed(loads)],
        tracks=tracks,
        dots=_dots(network, links, lines),
        tables=[*tables, Sheet("Links", heads, entries)],
        sources=sources,
        credit=CREDIT if network.core is not None else "",
        land=network.core is not None,
    )


def _abstract(lines: Sequence[Sequence[Point]]) -> list[list[Point]]:
    """Lay a network that need not lie on the Earth about the point where degrees are square."""
    west, south, east, north = extent([point for line in lines for point in line])
    scale = _ABSTRACT_DEG / (max(east - west, north - south) or 1.0)
    across, up = (west + east) / 2, (south + north) / 2
    return [[((x - across) * scale, (y - up) * scale) for x, y in line] for line in lines]


def _name(network: FlowNetwork, end: str) -> str:
    place = network.ends[end]
    return place.name or str(place.label)


def _link_entries(network: FlowNetwork, links: pd.DataFrame, sources: Sources) -> list[Entry]:
    """Tell of links in the order of their table, which is that of what flows."""
    by_id = {link.id: link for link in network.links}
    known = {} if network.core is None else {link.id: link for link in network.core.links}
    entries = []
    for number, (name, row) in enumerate(zip(map(str, links.index), links.to_dict("records"), strict=True)):
        link, capacity = by_id[name], row[capacity_column(network)]
        cited = known[name].row.get("capacity_source") or () if name in known else ()
        if network.core is not None:
            sources.learn(network.core.sources[id_] for id_ in cited if id_ in network.core.sources)
        price = float(row.get("price", 0.0))
        bounded = isfinite(capacity)
        state = "it binds" if bounded and row["utilisation"] >= _LOADS[0][0] else ""
        entries.append(
            Entry(
                f"e{number}",
                f"{_name(network, link.start)} – {_name(network, link.end)}",
                [
                    [Told(link.mode)] if link.mode else [],
                    [Told(f"{row[network.quantity]:,.4g}")],
                    [Told(f"{row['forward']:,.4g} and {row['backward']:,.4g}")],
                    [told(f"{capacity:,.4g}", sources, cited)] if bounded else [Told("not known")],
                    [Told(f"{100 * row['utilisation']:,.0f} %")] if bounded else [],
                    [Told(f"{price:,.4g}")] if price else [],
                    [Told(state, warns=True)] if state else [],
                ],
            )
        )
    return entries


def _load(row: dict[Hashable, Any], network: FlowNetwork) -> str:
    if not isfinite(row[capacity_column(network)]):
        return _UNKNOWN.key
    return next(key for least, key, _, _ in _LOADS if row["utilisation"] >= least)


def _tracks(
    network: FlowNetwork,
    links: pd.DataFrame,
    lines: Sequence[Sequence[Point]],
    keys: dict[str, str],
    of_link: dict[str, str],
) -> list[Track]:
    rows = list(zip(map(str, links.index), links.to_dict("records"), lines, strict=True))
    bounded = [row[network.quantity] for _, row, _ in rows if _load(row, network) != _UNKNOWN.key]
    most = max(bounded, default=0.0) or max((row[network.quantity] for _, row, _ in rows), default=0.0) or 1.0
    modes = {link.id: link.mode for link in network.links}
    tracks = []
    for name, row, line in rows:
        load = _load(row, network)
        # a sea lane carries all there is and is never full: it must not outshine what is
        width = _UNBOUNDED if load == _UNKNOWN.key else max(_NARROWEST, _WIDEST * row[network.quantity] / most)
        entries = [keys[name], *([of_link[name]] if name in of_link else [])]
        tracks.append(Track(line, modes[name], [load], in_use=True, width=width, entries=entries))
    return tracks


def _binding(outcome: Outcome, unit: str, keys: dict[str, str]) -> tuple[Sheet, dict[str, str]]:
    """List the capacities that are full, and the row of each by the link whose it is."""
    network = outcome._network
    frame = outcome.capacities
    frame = frame[frame["utilisation"] >= _LOADS[0][0]]
    entries, of_link = [], {}
    for number, row in enumerate(frame.to_dict("records")):
        price = float(row.get("price", 0.0))
        if row["kind"] == "link" and str(row["id"]) in keys:
            of_link[str(row["id"])] = f"b{number}"
        entries.append(
            Entry(
                f"b{number}",
                str(row["label"]),
                [
                    [Told(str(row["kind"]).replace("_", " "))],
                    [Told(str(row["countries"]))] if row["countries"] else [],
                    [Told(f"{row[network.quantity]:,.4g}")],
                    [Told(f"{row[capacity_column(network)]:,.4g}", str(row["grade"] or ""))],
                    [Told(f"{price:,.4g}")] if price else [],
                ],
            )
        )
    heads = ("what", "kind", "countries", unit, f"capacity, {unit}", "worth of one more")
    return Sheet("What binds", heads, entries), of_link


def _further(outcome: Outcome, unit: str) -> list[Sheet]:
    """List demand by pair and flow by corridor, of flows that have them."""
    demand = outcome._demand_tables()
    if demand is None:
        return []
    by_pair, by_name = demand
    network = outcome._network
    pairs = [
        Entry(
            f"p{n}",
            f"{row['origin']} – {row['destination']}",
            _amounts(row, ("demand", "served", "unserved", "routes")),
        )
        for n, row in enumerate(by_pair.to_dict("records"))
    ]
    used = by_name[by_name[network.quantity] > 0]
    rows = zip(used.index, used.to_dict("records"), strict=True)
    by_corridor = [
        Entry(f"k{n}", str(name), [[Told(f"{row[network.quantity]:,.4g}")], [Told(f"{100 * row['share']:,.0f} %")]])
        for n, (name, row) in enumerate(rows)
    ]
    return [
        Sheet("Demand", ("pair", f"demand, {unit}", "served", "unserved", "routes"), pairs, opened=True),
        Sheet(
            "By corridor; what crosses two counts in both", ("corridor", unit, "share of what is served"), by_corridor,
            opened=True,
        ),
    ]  # fmt: skip


def _amounts(row: dict[Hashable, Any], names: Sequence[str]) -> list[list[Told]]:
    return [[Told(f"{row[name]:,.4g}", warns=name == "unserved" and row[name] > 0)] for name in names]


def _totals(outcome: Outcome, unit: str, full: int) -> list[tuple[str, Told]]:
    demand = outcome._demand_tables()
    totals = []
    if demand is not None:
        names = ("demand", "served", "unserved")
        totals = [(name, Told(f"{float(demand[0][name].sum()):,.4g} {unit}")) for name in names]
    return [*totals, ("links used", Told(f"{len(outcome.links):,}")), ("capacities that bind", Told(str(full)))]


def _dots(network: FlowNetwork, links: pd.DataFrame, lines: Sequence[Sequence[Point]]) -> list[Dot]:
    by_id = {link.id: link for link in network.links}
    spots: dict[str, Point] = {}
    for name, line in zip(map(str, links.index), lines, strict=True):
        spots.setdefault(by_id[name].start, line[0])
        spots.setdefault(by_id[name].end, line[-1])
    ranks = {} if network.core is None else place_ranks(network.core, network.core.corridors)
    index = {} if network.core is None else network.core.place_index
    return [
        Dot(spot, _name(network, end).split(" (")[0], _name(network, end), ranks.get(index.get(end, -1), 2.0))
        for end, spot in spots.items()
    ]
