"""Random drawn networks for property tests.

What the generators like: parallel links (same mode twice, different lengths), one-way links, ties, handling
that costs nothing, places where many modes meet. A failing example prints as a drawing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from corridors.network.network import Network
from corridors.tables.reading import Tables
from tests.micro import HANDLING, blank, handling_row, micro_tables

HOPS = "=-.~^"

#: Few and round, so that ways tie; the shortest is the least that the tables allow.
LENGTHS = ("0.05", "1", "2", "2", "5", "10", "100")

COUNTRIES = ("UZ", "KZ", "TM")

LOADS = ("container", "lorry", "wagon")


@dataclass(frozen=True)
class Ride:
    """A service as drawn: where it begins, the links that it rides, and what is said of it."""

    origin: str
    destination: str
    links: tuple[str, ...]
    cells: tuple[tuple[str, Any], ...]

    def row(self, number: int) -> dict[str, Any]:
        """Its row."""
        known = {f"{figure}_{kept}": value for figure in ("departures", "wait", "time", "price")
                 for kept, value in (("grade", "derived"), ("source", ("test",)))}  # fmt: skip
        ends = {"origin": self.origin, "destination": self.destination, "links": self.links}
        name = {"id": f"service-{number}", "name": f"Service {number}", "status": "running"}
        return blank("services", status_source=("test",), **known, **ends, **name, **dict(self.cells))


@dataclass(frozen=True)
class Drawing:
    """A micro network as drawn, with the numbers of its one-way lines, its price of handling and its services."""

    lines: tuple[str, ...]
    one_way: frozenset[int]
    handling: tuple[tuple[str, float, float], ...]
    services: tuple[Ride, ...] = ()

    @property
    def places(self) -> list[str]:
        """Ids of the places drawn."""
        return sorted({word.rpartition(":")[2].lower() for line in self.lines for word in line.split()[::2]})

    def tables(self, **changed: Any) -> Tables:
        """Its tables; `changed` replaces whole tables."""
        ids = [row["id"] for row in micro_tables(*self.lines)["links"]]
        links = {ids[number]: {"direction": "forward"} for number in self.one_way}
        rows = [handling_row(*entry) for entry in self.handling]
        services = [ride.row(number) for number, ride in enumerate(self.services)]
        return micro_tables(*self.lines, links=links, **{"handling": rows, "services": services} | changed)

    def network(self, **changed: Any) -> Network:
        """Its network."""
        return Network(self.tables(**changed))


@dataclass(frozen=True)
class Question:
    """A drawing and two different places of it."""

    drawing: Drawing
    origin: str
    destination: str


@st.composite
def rides(draw: st.DrawFn, links: list[dict[str, Any]], mode: str) -> Ride | None:
    """Draw a service that wanders over rails, or over rails and water, or over water; None where it cannot start."""
    taken = {"vessel": ("ferry",), "train": ("rail",), "train across water": ("rail", "ferry")}[mode]
    usable = [link for link in links if link["mode"] in taken]
    if not usable:
        return None
    here = start = draw(st.sampled_from(sorted({link[end] for link in usable for end in ("from", "to")})))
    ridden: list[dict[str, Any]] = []
    passed = [start]
    for _ in range(draw(st.integers(1, 4))):
        on = [link for link in usable if here == link["from"] or (here == link["to"] and not link["direction"])]
        if not on:
            break
        ridden.append(draw(st.sampled_from(on)))
        here = ridden[-1]["to" if ridden[-1]["from"] == here else "from"]
        passed.append(here)
    train = any(link["mode"] == "rail" for link in ridden)
    if not ridden or start == here or train != (mode != "vessel"):
        return None
    both = draw(st.booleans()) and not any(link["direction"] for link in ridden)
    hours = draw(st.sampled_from((None, None, 1.0, 40.0)))
    cells = {
        "mode": "rail" if train else "ferry",
        "carries": () if train else tuple(sorted(draw(st.sets(st.sampled_from(LOADS), min_size=1)))),
        "calls": tuple(place for place in passed[1:-1] if draw(st.booleans())),
        "shipments": draw(st.sampled_from(((), (), ("feu",), ("wagon",)))),
        "direction": "both" if both else "forward",
        "departures_per_week": draw(st.sampled_from((None, 1.0, 7.0, 84.0))),
        "time_h": hours,
        "time_h_low": None if hours is None else draw(st.sampled_from((None, hours / 2))),
        "price_usd_per_feu": draw(st.sampled_from((None, None, 10.0, 1000.0))),
    }
    if cells["time_h_low"] is not None:
        cells["time_h_high"] = hours * 3 if hours else None
    return Ride(start, here, tuple(link["id"] for link in ridden), tuple(cells.items()))


@st.composite
def drawings(
    draw: st.DrawFn,
    *,
    most_places: int = 7,
    most_extra: int = 6,
    one_way: bool = True,
    hops: str = HOPS,
    most_services: int = 0,
) -> Drawing:
    """Draw 2 to 7 places in up to 3 countries, joined by a tree of links and some more, parallel ones too.

    Services ride them where some are asked for.
    """
    count = draw(st.integers(2, most_places))
    words = [f"{draw(st.sampled_from(COUNTRIES))}:{name}" for name in "ABCDEFG"[:count]]
    pairs = [(draw(st.integers(0, number - 1)), number) for number in range(1, count)]
    others = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda p: p[0] != p[1])
    pairs += draw(st.lists(others | st.sampled_from(pairs), max_size=most_extra))
    lines = []
    for a, b in pairs:
        hop, length = draw(st.sampled_from(hops)), draw(st.sampled_from(LENGTHS))
        lines.append(f"{words[a]} {hop * 2}{length}{hop * 2} {words[b]}")
    ways = draw(st.sets(st.integers(0, len(lines) - 1), max_size=3)) if one_way else set()
    handling = tuple(
        (operation, draw(st.sampled_from((0.0, hours))), draw(st.sampled_from((0.0, usd))))
        for operation, (hours, usd) in HANDLING.items()
    )
    drawing = Drawing(tuple(lines), frozenset(ways), handling)
    if not most_services:
        return drawing
    links = list(drawing.tables()["links"])
    kinds = draw(st.lists(st.sampled_from(("vessel", "train", "train across water")), max_size=most_services))
    wanted = [draw(rides(links, kind)) for kind in kinds]
    return replace(drawing, services=tuple(ride for ride in wanted if ride is not None))


@st.composite
def questions(draw: st.DrawFn, **options: Any) -> Question:
    """Draw a network and two different places of it."""
    drawing = draw(drawings(**options))
    origin, destination = draw(st.permutations(drawing.places))[:2]
    return Question(drawing, origin, destination)
