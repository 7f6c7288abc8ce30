"""Comparing corridors: the best way through each, a row each."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Any, Unpack

from corridors.charges.choices import Weight
from corridors.errors import OptionError
from corridors.gate.choices import items_of
from corridors.gate.flags import a_flag
from corridors.gate.numbers import a_number
from corridors.gate.quoted import quoted
from corridors.network.network import Network
from corridors.routes.asking import Ranked, check_names, own_defaults, split, takes
from corridors.routes.chances import Again
from corridors.routes.comparison import Comparison, ComparisonRow
from corridors.routes.pair import Asked, pair_rows
from corridors.routing.weights import weight_name
from corridors.world.core import Corridor
from corridors.world.gazetteer import PlaceLike
from corridors.world.selection import as_tuple, some_of

__all__ = ["Comparison", "ComparisonRow", "compare_corridors"]


@takes(Ranked, weight="cost")
def compare_corridors(
    origin: PlaceLike | Iterable[PlaceLike],
    destinations: PlaceLike | Iterable[PlaceLike],
    *,
    corridors: str | Iterable[str] | None = None,
    branches: bool = False,
    all: bool = False,  # noqa: A002 - what a user would call it
    max_detour: float = 1.75,
    max_stretch: float = 2.5,
    **asked: Unpack[Ranked],
) -> Comparison:
    """Find the best way through each corridor, a row each.

    `weight` may be several criteria, such as ``["cost", "time"]``: the first finds and orders the ways, and the rows
    that no other beats in all of them are marked (``row.front``).

    Parameters
    ----------
    origin
        A place, as in `shortest_route`, or several: imports are asked for as exports are.
    destinations
        One place or several; one named twice counts once.
    **asked
        As in every call.
    corridors
        Ids or names of corridors; all by default.
    branches
        Show each branch of a corridor that differs as well, such as the Middle Corridor by Aktau and by Kuryk. Any
        branch is a corridor of its own for ``corridor=``: ``"middle-corridor/kuryk"``.
    all
        Show the ways too that are left out as detours; why stands beside them.
    max_detour, max_stretch
        Ways that weigh more than `max_detour` times the best of all, or that are more than `max_stretch`
        times as long as the shortest, are no alternatives and are left out; infinity keeps them. So are
        ways that would pass a place twice to touch the corridor, and ways that touch it only to leave it again:
        they turn back over the border that its gateways cross, or hardly follow it (less than a tenth of the way by
        land and ferry before or beyond the gateways, where it goes on there, and less than a quarter of the
        corridor). The best of all always stays.

    Returns
    -------
    Comparison
        Found ways first, then those that are shut or not built, with the reason. Unless `corridors` or `modes` rule
        it out, the way by lorries is among them (``lorry``), however dear: the same weight, by road and ferry alone.
        What was left out is in `Comparison.left_out`.

    Raises
    ------
    UnknownPlaceError, OptionError
        As in `shortest_route`.

    Examples
    --------
    >>> import corridors as co
    >>> table = co.compare_corridors("Tashkent", ["Poti"])
    >>> {row.corridor for row in table if row.route} >= {"casca", "middle-corridor", "lorry"}
    True
    """
    check_names(compare_corridors, asked)
    network, rules = split(asked)
    max_detour, max_stretch = (
        a_number(name, factor, least=1, infinite=True, give="a factor of at least 1")
        for name, factor in (("max_detour", max_detour), ("max_stretch", max_stretch))
    )
    branches, all = a_flag("branches", branches), a_flag("all", all)  # noqa: A001 - as the argument is called
    chosen = _chosen(network, corridors)
    options = own_defaults(compare_corridors) | rules
    criteria = _criteria(options.pop("weight"))
    options["weight"] = criteria[0]
    free = network.planner(**options)
    question = Asked(
        network, free, chosen, options, criteria, max_detour, max_stretch, corridors is not None, branches, all, {}
    )
    starts = _different("origin", origin, network._core.place_index, free.root)
    ends = _different("destinations", destinations, network._core.place_index, free.goal)
    rows: list[ComparisonRow] = []
    left_out: list[ComparisonRow] = []
    pairs = [(start, end) for end in ends.values() for start in starts.values()]
    for start, end in pairs:
        if len(pairs) > 1 and free.root(start).place is free.goal(end).place:
            continue  # of several places some may be both
        shown, hidden = pair_rows(question, start, end)
        rows += shown
        left_out += hidden
    return Comparison(
        [free.root(start).place for start in starts.values()],
        rows,
        left_out=left_out,
        weight=", ".join(map(weight_name, criteria)),
        shipment=free.graph.shipment,
        service=free.graph.tariff.service,
        scope=free.graph.tariff.scope,
        on=network.on,
        again=Again(network, options, list(starts.values()), list(ends.values())),
    )


def _criteria(weight: Any) -> list[Weight]:
    """Give what is ranked by: one criterion, or several of which the first finds the ways."""
    items = items_of(weight)
    several: list[Weight] = [weight] if items is None else items
    if not several:
        raise OptionError("weight is empty: give one criterion or several, such as ['cost', 'time']")
    return several


def _different(argument: str, places: Any, ids: Container[str], find: Any) -> dict[int, PlaceLike]:
    """Give places asked for, the same place in two spellings once, by index."""
    different: dict[int, PlaceLike] = {}
    for place in as_tuple(places, ids):
        different.setdefault(find(place).place.index, place)  # type: ignore[arg-type]
    if not different:
        raise OptionError(f"{argument} is empty: give at least one place")
    return different


def _chosen(network: Network, corridors: str | Iterable[str] | None) -> Sequence[Corridor]:
    core = network._core
    if corridors is None:
        return list(core.corridors)
    chosen: list[Corridor] = []
    for name in some_of("corridors", corridors, (corridor.id for corridor in core.corridors)):
        corridor = core.corridor(name) if isinstance(name, str) else None
        if corridor is None:
            known = ", ".join(c.id for c in core.corridors)
            raise OptionError(f"no corridor is called {quoted(name)}: there are {known}")
        if corridor not in chosen:
            chosen.append(corridor)
    return chosen
