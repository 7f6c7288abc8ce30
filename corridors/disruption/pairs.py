"""What moves between which places: pairs as people give them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corridors.errors import CorridorsError, DataError, OptionError
from corridors.flows.demand import demand_frame, read_pairs
from corridors.gate.choices import items_of
from corridors.gate.numbers import a_number, plain_number
from corridors.gate.quoted import quoted
from corridors.words.brief import brief
from corridors.world.selection import as_tuple

if TYPE_CHECKING:
    import pandas as pd

    from corridors.charges.model import Place
    from corridors.network.network import Network
    from corridors.routing.planner import Planner
    from corridors.world.gazetteer import PlaceLike

__all__ = ["Pair", "pairs_of"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places, and how much moves between them in Mt a year where that is known."""

    origin: Place
    destination: Place
    asked: tuple[PlaceLike, PlaceLike]
    mt_per_year: float | None = None

    @property
    def ids(self) -> tuple[str, str]:
        """Ids of both places."""
        return self.origin.id, self.destination.id

    @property
    def words(self) -> str:
        """Both names."""
        return f"{self.origin.name} - {self.destination.name}"

    def __repr__(self) -> str:
        return brief(self, self.words + ("" if self.mt_per_year is None else f": {self.mt_per_year:.3g} Mt a year"))


def pairs_of(pairs: Any, planner: Planner, network: Network, demand: object = None) -> list[Pair]:
    """Turn what was given as pairs into pairs of places, each once.

    Raises
    ------
    OptionError
        It is none of what pairs may be, or empty.
    DataError
        Pairs or rows that name no places, every one of them.
    """
    if isinstance(pairs, str) or hasattr(pairs, "columns"):
        if demand is not None:
            raise OptionError("demand= is given twice: the frame has amounts already; leave demand= out")
        return _of_frame(demand_frame(pairs, network), planner)
    named = _named(pairs, planner.core.place_index)
    findings: list[str] = []
    found: dict[tuple[int, int], Pair] = {}
    for number, (origin, destination, listed) in enumerate(named):
        try:
            ends = planner.root(origin).place, planner.goal(destination).place
        except CorridorsError as error:
            findings.append(f"pairs[{number}]: {error}")
            continue
        if ends[0] is not ends[1]:
            found.setdefault((ends[0].index, ends[1].index), Pair(*ends, (origin, destination)))
        elif listed:
            findings.append(f"pairs[{number}]: both are {ends[0].name}; give two different places")
    if findings:
        raise DataError(findings)
    if not found:
        raise OptionError("pairs hold no two different places: give a list of (origin, destination)")
    return _with_demand(list(found.values()), demand)


def _named(pairs: Any, ids: Container[str] = ()) -> list[tuple[Any, Any, bool]]:
    """Spell out the pairs; those of a product may be of one place and are left out then."""
    wrong = f"pairs={quoted(pairs)}: give a list of (origin, destination), a tuple (origins, destinations) or a frame"
    if isinstance(pairs, tuple) and len(pairs) == 2:
        origins, destinations = (as_tuple(part, ids) for part in pairs)
        single = len(origins) == len(destinations) == 1
        return [(o, d, single) for o in origins for d in destinations]
    given = items_of(pairs)
    if given is None:
        raise OptionError(wrong)
    named = []
    for pair in given:
        is_pair = (
            hasattr(pair, "__len__") and hasattr(pair, "__getitem__") and not isinstance(pair, (str, bytes, Mapping))
        )
        if not is_pair or len(pair) != 2:
            raise OptionError(wrong)
        named.append((*pair, True))
    return named


def _of_frame(frame: pd.DataFrame, planner: Planner) -> list[Pair]:
    places = planner.core.places
    index = planner.core.place_index

    def find(name: Any) -> str:
        return planner.root(name).place.id

    shipment = planner.graph.shipment
    rows = read_pairs(frame, find, shipment=shipment, year=None, in_mt=True, kinds=("",))
    found = [
        Pair(places[index[row[0]]], places[index[row[1]]], (row[0], row[1]), row[3]) for row in rows if row[0] != row[1]
    ]
    if not found:
        raise OptionError("the demand has no rows between two different places")
    return found


def _with_demand(pairs: list[Pair], demand: object) -> list[Pair]:
    """Give the pairs with Mt a year: one number for each of them, or one for all."""
    if demand is None:
        return pairs
    one = plain_number(demand)
    amounts = [one] * len(pairs) if one is not None else items_of(demand) or []
    if len(amounts) != len(pairs):
        raise OptionError(
            f"demand={quoted(demand)}: give Mt a year, one number for all pairs or one for each of the {len(pairs)}"
        )
    give = "Mt a year, a finite number of at least 0"
    return [
        Pair(pair.origin, pair.destination, pair.asked, a_number("demand", amount, give=give))
        for pair, amount in zip(pairs, amounts, strict=True)
    ]
