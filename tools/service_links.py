"""Fill the column `links` of `data/services.csv`: `python -m tools.service_links`.

A service is a ride over neighbouring links from its origin to its destination. Which links these are follows from the
places it runs through: those where one may get on or off (`calls`) and those that `service_ways.csv` beside this module
names, in order. Between two of them the shortest track is taken; a change of gauge counts as `GAUGE_KM` kilometres, so
that a train changes it where it must and not twice at one border. A vessel within a train's ride is taken only where
the ways name it. A liner or feeder (mode `sea`) sails over the sea links alone; its ways name the straits and capes as
well, so that a line of the Cape does not slip through Suez. A ferry service has one link, which stands in the table
already and is left alone.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from pathlib import Path

__all__ = ["Track", "chain", "fill", "read_tracks", "read_ways"]

DATA = Path(__file__).resolve().parent.parent / "data"
WAYS = Path(__file__).with_name("service_ways.csv")
#: Kilometres that a train would go round to avoid a change of gauge.
GAUGE_KM = 1000.0
#: Kilometres that a liner would go round rather than pass one place more: it keeps off ports where it does not call.
PASSED_KM = 20.0


@dataclass(frozen=True, slots=True)
class Track:
    """A link that a service may run over."""

    id: str
    start: str
    end: str
    gauge: str
    length_km: float


Row = dict[str, str]
State = tuple[str, str]


def read_rows(path: Path) -> list[Row]:
    """Read a table as plain text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_tracks(path: Path, vessels: Iterable[str] = (), mode: str = "rail") -> list[Track]:
    """Give the links of a mode that operate, and the vessels that are named."""
    named = set(vessels)
    passed = PASSED_KM if mode == "sea" else 0.0
    return [
        Track(row["id"], row["from"], row["to"], row["gauge_mm"], float(row["length_km"]) + passed)
        for row in read_rows(path)
        if row["id"] in named or (row["mode"] == mode and row["status"] == "operating")
    ]


def read_ways(path: Path = WAYS) -> dict[str, tuple[list[str], list[str]]]:
    """Give the places that a service runs through, in order, and the vessels within its ride."""
    return {row["service"]: (listed(row["through"]), listed(row["vessels"])) for row in read_rows(path)}


def listed(cell: str) -> list[str]:
    """Split a cell at its bars."""
    return [part for part in cell.split("|") if part]


def chain(tracks: Sequence[Track], stops: Sequence[str]) -> list[str]:
    """Give the links of the shortest ride through stops in order.

    Examples
    --------
    >>> tracks = [Track("a--b", "a", "b", "1520", 5), Track("c--b", "c", "b", "1520", 7)]
    >>> chain(tracks, ["a", "c"])
    ['a--b', 'c--b']
    """
    reach: dict[str, list[tuple[Track, str]]] = {}
    for track in tracks:
        reach.setdefault(track.start, []).append((track, track.end))
        reach.setdefault(track.end, []).append((track, track.start))
    ends: dict[State, tuple[float, list[str]]] = {(stops[0], ""): (0.0, [])}
    for stop in stops[1:]:
        ends = leg(reach, ends, stop)
        if not ends:
            raise ValueError(f"no track to {stop!r}")
    return min(ends.values())[1]


def leg(
    reach: dict[str, list[tuple[Track, str]]], begin: dict[State, tuple[float, list[str]]], stop: str
) -> dict[State, tuple[float, list[str]]]:
    """Go on to a stop: the best way of arriving at it on each gauge."""
    heap = [(cost, ridden, state) for state, (cost, ridden) in begin.items()]
    heap.sort()
    done: set[State] = set()
    found: dict[State, tuple[float, list[str]]] = {}
    while heap:
        cost, ridden, (place, gauge) = heappop(heap)
        if (place, gauge) in done:
            continue
        done.add((place, gauge))
        if place == stop:
            found[place, gauge] = (cost, ridden)
            continue
        for track, beyond in reach.get(place, []):
            # a vessel has no gauge: the one before it is kept
            change = GAUGE_KM if track.gauge and gauge and track.gauge != gauge else 0.0
            heappush(heap, (cost + track.length_km + change, [*ridden, track.id], (beyond, track.gauge or gauge)))
    return found


def fill(services: list[Row], links: Path, ways: dict[str, tuple[list[str], list[str]]]) -> list[Row]:
    """Give the rows with their links."""
    filled = []
    for row in services:
        if row["mode"] in {"rail", "sea"}:
            through, vessels = ways.get(row["id"], (listed(row["calls"]), []))
            if missing := set(listed(row["calls"])) - set(through):
                raise ValueError(f"{row['id']}: calls at {sorted(missing)}, which its way does not run through")
            ridden = chain(read_tracks(links, vessels, row["mode"]), [row["origin"], *through, row["destination"]])
            row = {**row, "links": "|".join(ridden)}
        filled.append(row)
    return filled


def main() -> int:
    """Fill the packaged table."""
    path = DATA / "services.csv"
    rows = fill(read_rows(path), DATA / "links.csv", read_ways())
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
