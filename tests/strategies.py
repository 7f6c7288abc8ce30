"""Random drawn networks for property tests.

What the generators like: parallel links (same mode twice, different lengths), one-way links, ties, handling
that costs nothing, places where many modes meet. A failing example prints as a drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from corridors.network.network import Network
from corridors.tables.reading import Tables
from tests.micro import HANDLING, handling_row, micro_tables

HOPS = "=-.~^"

#: Few and round, so that ways tie; the shortest is the least that the tables allow.
LENGTHS = ("0.05", "1", "2", "2", "5", "10", "100")

COUNTRIES = ("UZ", "KZ", "TM")


@dataclass(frozen=True)
class Drawing:
    """A micro network as drawn, with the numbers of its one-way lines and its price of handling."""

    lines: tuple[str, ...]
    one_way: frozenset[int]
    handling: tuple[tuple[str, float, float], ...]

    @property
    def places(self) -> list[str]:
        """Ids of the places drawn."""
        return sorted({word.rpartition(":")[2].lower() for line in self.lines for word in line.split()[::2]})

    def tables(self, **changed: Any) -> Tables:
        """Its tables; `changed` replaces whole tables."""
        ids = [row["id"] for row in micro_tables(*self.lines)["links"]]
        links = {ids[number]: {"direction": "forward"} for number in self.one_way}
        rows = [handling_row(*entry) for entry in self.handling]
        return micro_tables(*self.lines, links=links, **{"handling": rows} | changed)

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
def drawings(
    draw: st.DrawFn, *, most_places: int = 7, most_extra: int = 6, one_way: bool = True, hops: str = HOPS
) -> Drawing:
    """Draw 2 to 7 places in up to 3 countries, joined by a tree of links and some more, parallel ones too."""
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
    return Drawing(tuple(lines), frozenset(ways), handling)


@st.composite
def questions(draw: st.DrawFn, **options: Any) -> Question:
    """Draw a network and two different places of it."""
    drawing = draw(drawings(**options))
    origin, destination = draw(st.permutations(drawing.places))[:2]
    return Question(drawing, origin, destination)
