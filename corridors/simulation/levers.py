"""What can be chosen: the places, and the corridors between them that are an alternative under some scenario."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from corridors.charges.model import Place
from corridors.errors import NoRouteError, OptionError
from corridors.gate.names import several_names
from corridors.network.network import Network
from corridors.routes.columns import DIRECT
from corridors.routes.compare import compare_corridors
from corridors.simulation.setup import End, places_of
from corridors.words.progress import watched

__all__ = ["Levers", "levers_of"]


@dataclass(frozen=True)
class Levers:
    """What can be chosen.

    Attributes
    ----------
    starts, ends
        Origins and destinations, as asked for and as places.
    pairs
        Which of them are asked for together, by their numbers: all that are not the same place.
    corridors
        Names by id.
    """

    starts: tuple[End, ...]
    ends: tuple[End, ...]
    pairs: tuple[tuple[int, int], ...]
    corridors: dict[str, str]

    def places(self, pair: int) -> tuple[Place, Place]:
        """Give origin and destination of a pair."""
        s, t = self.pairs[pair]
        return self.starts[s][1], self.ends[t][1]


def levers_of(
    networks: Sequence[Network],
    rules: dict[str, Any],
    origins: Any,
    destinations: Any,
    corridors: str | Iterable[str] | None,
) -> Levers:
    """Find the places, and what `compare_corridors` shows of corridors under each scenario.

    Raises
    ------
    NoRouteError
        Nothing leads anywhere under any scenario.
    """
    planner = networks[0].planner(**rules)
    ids = planner.core.place_index
    starts = places_of("origins", origins, ids, planner.root)
    ends = places_of("destinations", destinations, ids, planner.goal)
    pairs = tuple((s, t) for t in range(len(ends)) for s in range(len(starts)) if starts[s][1] is not ends[t][1])
    if not pairs:
        raise OptionError("origins and destinations are the same place: give two different ones")
    chosen = None if corridors is None else several_names(corridors)
    usual = {name: rule for name, rule in rules.items() if rule is not None}
    found: dict[str, str] = {}
    for network in watched(networks, "scenario"):
        table = compare_corridors(
            [start for start, _ in starts], [end for end, _ in ends], corridors=chosen, all=chosen is not None,
            network=network, **usual,
        )  # fmt: skip
        for row in table:
            if row.route is not None and row.corridor != DIRECT:
                found.setdefault(row.through or row.corridor, row.corridor_name)
    if not found:
        raise NoRouteError("no corridor has a way between these places under any of the scenarios")
    return Levers(tuple(starts), tuple(ends), pairs, found)
