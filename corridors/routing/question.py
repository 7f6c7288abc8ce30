"""One question to a network, spelled out: what is minimised, and under which rules."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from corridors.charges.model import Place
from corridors.errors import CorridorsError, OptionError
from corridors.gate.numbers import a_count, a_number
from corridors.gate.quoted import quoted
from corridors.routing.graph import RoutingGraph
from corridors.routing.graphs import graph_of
from corridors.routing.in_force import BOXES, InForce, Terms
from corridors.routing.layers import LIMITS
from corridors.routing.planner import Planner
from corridors.routing.shelves import Shelf, set_up_allowance_of
from corridors.routing.weighing import Weighing
from corridors.routing.weights import WeightLike, known_weight, weight_key
from corridors.tables.uncollected import uncollected
from corridors.world.core import Core, Corridor
from corridors.world.risks import KINDS, risks_met
from corridors.world.selection import as_tuple, modes_of, select
from corridors.world.spelling import scope_of, service_of, shipment_of
from corridors.world.view import View

__all__ = [
    "Question",
    "ask",
    "idle_arcs",
    "make_question",
    "not_carrying",
    "outside_modes",
    "planner_of",
    "refuse_avoided_corridor",
    "risks_among",
]


_USUAL = Terms()

#: What a search takes beside its weights and its trees, as so many numbers.
_PLANNER_NUMBERS = 2000


@dataclass(frozen=True, slots=True)
class Question:
    """The rules of a search, in a form that can be looked up."""

    weight: str | tuple[tuple[str, float], ...]
    shipment: str = "feu"
    service: str = "regular"
    scope: str = "terminal"
    via: tuple[Any, ...] = ()
    avoid: tuple[Any, ...] = ()
    modes: tuple[Any, ...] = ()
    corridor: str | None = None
    limits: tuple[tuple[str, int], ...] = ()
    avoid_borders: tuple[Any, ...] = ()
    min_capacity_mt_per_year: float = 0.0
    snap_limit_km: float | None = None
    terms: Terms = _USUAL


def make_question(
    *,
    weight: WeightLike = "distance",
    shipment: str = "feu",
    service: str = "regular",
    scope: str = "terminal",
    via: Any = None,
    avoid: Any = None,
    modes: Any = None,
    corridor: str | Corridor | None = None,
    avoid_borders: Any = None,
    min_capacity_mt_per_year: float | None = None,
    snap_limit_km: float | None = None,
    box: str = "carrier",
    value_usd: float | None = None,
    price_year: int | None = None,
    **limits: int | None,
) -> Question:
    """Put the arguments of a call into one form.

    Raises
    ------
    OptionError
        An argument that is none, a limit that is no whole number of at least 0, or a capacity that is no number.
    """
    moves = shipment_of(shipment)
    unknown = set(limits) - set(LIMITS)
    if unknown:
        raise TypeError(f"unexpected argument {sorted(unknown)[0]!r}")
    kept = {name: a_count(name, most) for name, most in sorted(limits.items()) if most is not None}
    if corridor is not None and not isinstance(corridor, (str, Corridor)):
        raise OptionError(f"corridor={quoted(corridor)} is no corridor: give the id or the name of one")
    return Question(
        weight=weight_key(weight),
        shipment=moves,
        service=service_of(service, moves),
        scope=scope_of(scope),
        via=as_tuple(via),
        avoid=as_tuple(avoid),
        modes=modes_of(modes),
        corridor=corridor.id if isinstance(corridor, Corridor) else corridor,
        limits=tuple(kept.items()),
        avoid_borders=as_tuple(avoid_borders),
        min_capacity_mt_per_year=0.0
        if min_capacity_mt_per_year is None
        else _amount("min_capacity_mt_per_year", "Mt a year", min_capacity_mt_per_year),
        snap_limit_km=None if snap_limit_km is None else _amount("snap_limit_km", "km", snap_limit_km),
        terms=_terms(box, value_usd, price_year),
    )


def _terms(box: object, value_usd: object, price_year: object) -> Terms:
    whose = box.strip().lower() if isinstance(box, str) else box
    if not isinstance(whose, str) or whose not in BOXES:
        raise OptionError(f"box={quoted(box)} is nobody's: give {' or '.join(map(repr, BOXES))}")
    value = None if value_usd is None else _amount("value_usd", "USD for what a unit carries", value_usd)
    year = None if price_year is None else a_count("price_year", price_year)
    return Terms(whose, value, year)


def _amount(name: str, unit: str, given: object) -> float:
    return a_number(name, given, infinite=True, give=f"{unit}, a number of at least 0")


def planner_of(view: View, question: Question) -> Planner:
    """Set up a search, or find it again: of a network those are kept that were set up last."""
    kept: Shelf[Planner] = _shelf(view, "planners")
    planner = kept.held.get(question)
    if planner is None:
        with uncollected():
            planner = ask(view, question)
        kept.put(question, planner, numbers=_PLANNER_NUMBERS, parts=planner.weighing.parts())
    return planner


def _shelf(view: View, name: str) -> Shelf[Any]:
    found: Shelf[Any] | None = view.made.get(name)
    if found is None:
        found = view.made.setdefault(name, Shelf(set_up_allowance_of(view.core)))
    return found


def ask(view: View, question: Question) -> Planner:
    """Set up the search that answers a question.

    Raises
    ------
    OptionError
        Something named is not of the network, or the rules contradict each other.
    """
    core = view.core
    corridor = None
    if question.corridor is not None:
        corridor = core.corridor(question.corridor) if isinstance(question.corridor, str) else None
        if corridor is None:
            known = ", ".join(c.id for c in core.corridors)
            raise OptionError(f"no corridor is called {quoted(question.corridor)}: there are {known}")
    stops = [core.gazetteer.find(place)[0] for place in question.via]
    if stops and question.avoid:
        _refuse_avoided_stops(view, question, stops)
    base = view.base
    return Planner(
        _weighing_of(view, question),
        stops=stops,
        corridor=corridor,
        limits=dict(question.limits),
        notes=[note for note in map(core.gazetteer.note, question.via) if note],
        snap_limit_km=question.snap_limit_km,
        like=None if base is None else partial(planner_of, base, question),
    )


def _weighing_of(view: View, question: Question) -> Weighing:
    """Weigh the arcs for a question, or find the weights of one that differs only in what has to be passed."""
    key = replace(question, via=(), corridor=None, limits=(), snap_limit_km=None)
    kept: Shelf[Weighing] = _shelf(view, "weighings")
    weighing = kept.held.get(key)
    if weighing is None:
        weighing = _weigh(view, key)
        kept.put(key, weighing, parts=weighing.parts())
    return weighing


def _weigh(view: View, question: Question) -> Weighing:
    core = view.core
    graph = graph_of(core, question.shipment, question.service, question.scope)
    asked = question.weight if isinstance(question.weight, str) else dict(question.weight)
    weight = known_weight(asked, core.links)
    links, avoided = _avoided(view, question)
    # what stands last is what is told of a link
    unwanted = {
        **_borders(core, question.avoid_borders),
        **outside_modes(core, question.modes),
        **not_carrying(core, question.shipment),
        **links,
    }
    base = None
    if view.base is not None:
        try:
            base = _weighing_of(view.base, question)
        except CorridorsError:  # a name, a figure or a year that only the scenario brought in
            base = None
    terms = _known_terms(core, question.terms)
    in_force = InForce(view, graph, terms, None if base is None else base.in_force)
    return Weighing(
        in_force,
        weight,
        closed=view.closed_to(question.shipment),
        unwanted=unwanted,
        avoided=avoided,
        barred=_too_small(in_force, question.min_capacity_mt_per_year),
        idle=idle_arcs(view, graph),
        base=base,
    )


def refuse_avoided_corridor(core: Core, corridor: Corridor, avoid: Any) -> None:
    """Refuse to use a corridor none of whose gateways is left.

    Not part of `ask`: comparing corridors asks for every one, and tells of those that are to be avoided.

    Raises
    ------
    OptionError
        One of the names to avoid, such as the corridor's own, takes away all links of a gateway.
    """
    for selection in select(core, as_tuple(avoid)):
        if any(gateway <= selection.links for gateway in corridor.gateways):
            raise OptionError(
                f"corridor and avoid contradict each other: the {corridor.name} is to be used, and "
                f"{selection.label} avoided, without which it has no gateway; drop one of them"
            )


def idle_arcs(view: View, graph: RoutingGraph) -> Mapping[int, str]:
    """Map the arcs of services that do not run on the day, or take no such shipment, to why."""
    return _once(view.made, ("idle", graph), lambda: _idle_arcs(view, graph))


def _once(made: dict[Any, Any], key: Hashable, make: Callable[[], dict[int, str]]) -> Mapping[int, str]:
    """Make once what many questions ask for."""
    found: dict[int, str] | None = made.get(key)
    if found is None:
        found = made[key] = make()
    return found


def _idle_arcs(view: View, graph: RoutingGraph) -> dict[int, str]:
    idle = dict(graph.refused)
    for number, arcs in graph.arcs_of_service.items():
        why = view.core.services[number].idle(view.on)
        if why is not None:
            idle |= dict.fromkeys(arcs, why)
    return idle


def _refuse_avoided_stops(view: View, question: Question, stops: Sequence[Place]) -> None:
    named, _ = risks_among(view, question.avoid)
    for selection in select(view.core, named):
        clash = [stop.name for stop in stops if stop.index in selection.places]
        if clash:
            raise OptionError(
                f"via and avoid contradict each other: {clash[0]} is to be passed, and {selection.label} avoided; "
                "drop one of them"
            )


def _avoided(view: View, question: Question) -> tuple[dict[int, str], dict[int, str]]:
    """Map links and places to why they are to be avoided."""
    links: dict[int, str] = {}
    places: dict[int, str] = {}
    named, risky = risks_among(view, question.avoid)
    for link, why in risky.items():
        links.setdefault(link, f"to be avoided ({why})")
    for selection in select(view.core, named):
        places |= dict.fromkeys(selection.places, selection.label)
        for link in selection.links:
            links.setdefault(link, f"to be avoided ({selection.label})")
    return links, places


def risks_among(view: View, names: Sequence[object]) -> tuple[list[object], dict[int, str]]:
    """Part the names to avoid into what is no risk, and the links that risks in force concern."""
    core = view.core
    rest: list[object] = []
    risky: dict[int, str] = {}
    if not names:
        return rest, risky
    known = {row["id"] for row in core.tables["risks"]}
    for name in names:
        wanted = name.strip().lower() if isinstance(name, str) else ""
        if wanted not in KINDS and wanted not in known:
            rest.append(name)
            continue
        rows = [row for row in view.risks if wanted in (row["kind"], row["id"])]
        own = core.place_called(str(name))
        if own is not None:
            if rows:
                raise OptionError(
                    f"avoid={name!r} may be the risk or the place of that name: for the place give {own.id!r}"
                )
            rest.append(name)
            continue
        for link in core.links:
            for row in risks_met(rows, [link], core.places):
                risky.setdefault(link.index, f"{row['kind']}: {row['name']}")
    return rest, risky


def not_carrying(core: Core, shipment: str) -> Mapping[int, str]:
    """Map links that carry other shipments only to what they carry: a container feeder takes no wagons."""
    return _once(core.made, ("not carrying", shipment), lambda: _not_carrying(core, shipment))


def _not_carrying(core: Core, shipment: str) -> dict[int, str]:
    return {
        link.index: f"carries {', '.join(link.row['shipments'])} only"
        for link in core.links
        if link.row["shipments"] and shipment not in link.row["shipments"]
    }


def outside_modes(core: Core, modes: Iterable[object]) -> Mapping[int, str]:
    """Map the links of modes that are not asked for to these words; none where all are."""
    wanted = tuple(modes)
    return _once(core.made, ("outside modes", wanted), lambda: _outside_modes(core, wanted)) if wanted else {}


def _outside_modes(core: Core, wanted: tuple[object, ...]) -> dict[int, str]:
    return {link.index: f"mode {link.mode} not asked for" for link in core.links if link.mode not in wanted}


def _borders(core: Core, names: Iterable[object]) -> dict[int, str]:
    shut = {}
    for name in names:
        code = core.country_code(name) if isinstance(name, str) else None
        if code is None:
            raise OptionError(f"avoid_borders={quoted(name)} is no country: give an ISO code or a name")
        for link in core.links:
            ends = {core.places[link.start].country, core.places[link.end].country}
            if code in ends and len(ends) > 1:
                shut[link.index] = f"no border of {core.country_name(code)} wanted"
    return shut


def _too_small(in_force: InForce, floor: float) -> dict[int, str]:
    """Map the arcs whose known capacity lies below `floor` to the reason."""
    if not floor:
        return {}
    return {
        arc: f"carries {charge.capacity_mt_per_year:.3g} Mt a year, less than the {floor:g} asked for"
        for arc in range(in_force.graph.n_arcs)
        for charge in in_force.account(arc)
        if charge.capacity_mt_per_year is not None and charge.capacity_mt_per_year < floor
    }


def _known_terms(core: Core, terms: Terms) -> Terms:
    """Refuse a year of which nobody knows what its dollars are worth."""
    year, known = terms.price_year, core.money.prices
    if year is not None and year not in known:
        years = f"{min(known)} to {max(known)}" if known else "none"
        raise OptionError(f"price_year={year}: consumer prices are known of {years}; give one of these years")
    return terms
