"""What each loss costs: the call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from time import perf_counter
from typing import Any, Unpack

from corridors.disruption.elements import BY, By, Element, elements_by, within_of
from corridors.disruption.events import detours_by_event, event_element
from corridors.disruption.finder import Detour, Finder
from corridors.disruption.history import History
from corridors.disruption.loss import Loss
from corridors.disruption.pairs import pairs_of
from corridors.disruption.pricing import Pricing, hours_of
from corridors.disruption.result import Criticality
from corridors.disruption.search import Searcher
from corridors.disruption.sets import Budget, Couples
from corridors.disruption.singles import detours_by_element, elements_on_ways
from corridors.errors import NoRouteError, OptionError
from corridors.gate.ids import blank
from corridors.gate.numbers import a_count
from corridors.gate.quoted import quoted
from corridors.routes.asking import Filters, check_names, own_defaults, split, takes
from corridors.routing.question import make_question
from corridors.routing.weights import weight_name
from corridors.scale.cluster import check_client
from corridors.tables.reading import Row
from corridors.world.spelling import close_to

__all__ = ["criticality"]


@takes(Filters, weight="generalised")
def criticality(
    pairs: Any,
    *,
    by: By = "link",
    duration: str | float | None = None,
    demand: float | Sequence[float] | None = None,
    k: int = 1,
    within: Any = None,
    budget: float | str | None = None,
    client: Any = None,
    **asked: Unpack[Filters],
) -> Criticality:
    """Tell what the loss of each link, place, border, country, corridor, service or event costs.

    Every loss is exact: what it costs a pair is the difference between its best way and the best way without what is
    lost, the same as by ``network.without(...)``. What lies on nobody's best way costs nothing and is not listed.

    Parameters
    ----------
    pairs
        A list of (origin, destination); a tuple (origins, destinations), each one place or a list; or a frame of
        demand (``origin``, ``destination``, ``mt_per_year``), or the name of a packaged one.
    **asked
        As in every call.
    by
        What is lost: each ``"link"``, ``"place"`` (all links there), ``"border"`` (between two countries by rail,
        road and ferry, and each of its crossings), ``"country"`` (all of it, so that who begins or ends there is cut
        off too, and told apart), ``"corridor"`` (its first gateway, as ``avoid`` takes it), ``"service"`` (a train,
        feeder or ferry with departures of its own stops running), or ``"event"`` (each of the table: one in force is
        lifted, any other imposed).
    duration
        How long it is lost, such as ``"30 d"``, ``"12 h"`` or hours; None for good, or for nobody knows how long.
        Where it is known everybody waits or goes round, whichever costs less, and with `demand` queues when it opens.
    demand
        Mt a year, one number for all pairs or one for each; one unit of each pair by default.
    k
        How many elements are lost at once, 1 or 2.
    within
        A corridor (all its links), elements, or both: only these are lost. With ``k=2`` all couples of them are
        listed; without it only couples of which one lies on a way round the other.
    budget
        Most work to be spent on couples: seconds, or a text such as ``"2000 searches"``. Where it ends before all is
        searched, losses say so (``exact``) and give bounds.
    client
        A ``dask.distributed.Client``: its cluster searches, 64 losses a piece, with the same answer to the last bit
        (extra ``scale``; ``docs/scale.md``). Not for events, each of which is a network of its own, nor with a budget
        in seconds.

    Returns
    -------
    Criticality
        The losses, the worst first.

    Raises
    ------
    OptionError
        The arguments mean nothing, a client is closed, or a duration with a weight in which waiting costs nothing.
    DataError
        Pairs that name no places, each of them.
    NoRouteError
        No pair has a way to begin with.
    MissingExtraError
        distributed is not installed, which `client` needs.

    Examples
    --------
    >>> import corridors as co
    >>> losses = co.criticality(("Tashkent", ["Poti", "Karachi"]), by="country")
    >>> sorted(pair.words for pair in losses["UZ"].ends)
    ['Tashkent - Karachi', 'Tashkent - Poti']
    """
    began = perf_counter()
    check_names(criticality, asked)
    by = _checked(by, k, within, budget, client)
    network, rules = split(asked)
    options = own_defaults(criticality) | rules
    planner = network.planner(**options)
    wanted = pairs_of(pairs, planner, network, demand)
    finder = Finder(planner, wanted)
    _some_way(finder)
    pricing = Pricing(finder, hours_of(duration))
    history = History(planner.view, planner.graph.shipment)
    searches, undone = 0, 0
    if by == "event":
        events = _events(finder, within)
        found = [
            _event_loss(event, pricing, history)
            for event in detours_by_event(finder, make_question(**options), wanted, events)
        ]
    else:
        elements = elements_by(by, planner)
        if within is not None:
            elements = within_of(elements, within, planner.core)
        hit = elements_on_ways(finder, elements)
        searcher = Searcher(finder, network, options, client)
        single = detours_by_element(searcher, elements, hit)
        searches = sum(map(len, hit.values()))
        if k == 1:
            listed = range(len(elements)) if within is not None else single
            found = [_loss([elements[n]], single.get(n, []), pricing, history) for n in listed]
        else:
            couples = Couples(searcher, elements, single, Budget(budget))
            searches, undone = searches + couples.searches, couples.undone
            found = list(_couple_losses(couples, pricing, all_of_them=within is not None))
    return Criticality(
        sorted(found, key=lambda loss: tuple(-part for part in loss.rank)),
        finder,
        by=by,
        k=k,
        weight=weight_name(planner.weight),
        duration_h=pricing.duration_h,
        on=network.on,
        notes=_notes(finder, pricing, undone),
        record=(history.start, history.end),
        searches=searches,
        undone=undone,
        seconds=perf_counter() - began,
    )


def _checked(by: object, k: object, within: object, budget: object, client: object) -> By:
    check_client(client)
    kind = by.strip().lower() if isinstance(by, str) else by
    if not isinstance(kind, str) or kind not in BY:
        raise OptionError(f"by={quoted(by)} is no kind of loss{close_to(by, BY)}: give one of {', '.join(BY)}")
    k = a_count("k", k, least=1, most=2, give="1, or 2 for couples of losses")
    if k == 2 and kind == "event":
        raise OptionError("k=2 is not known of events: name the links that they shut in within=, by='link'")
    if budget is not None and k == 1:
        raise OptionError("budget= is of couples of losses: give k=2, or leave it out, for single losses take moments")
    if client is not None and kind == "event":
        raise OptionError("client= is not known of events, of which each takes moments here: leave it out")
    if client is not None and not Budget(budget).is_counted:
        raise OptionError(
            f"budget={quoted(budget)} is of seconds, in which a cluster gets further than one machine: give searches, "
            "such as '2000 searches'"
        )
    if within is not None and not isinstance(within, str) and blank(within):
        raise OptionError("within= is empty: leave it out for all, or name a corridor or elements")
    return kind


def _some_way(finder: Finder) -> None:
    """Refuse pairs of which none has a way, with the reasons of the first."""
    if all(finder.whole.way(pair) is None for pair in range(len(finder.pairs))):
        finder.planner.path(*finder.pairs[0].asked)
        raise NoRouteError("no pair has a way")


def _notes(finder: Finder, pricing: Pricing, undone: int) -> tuple[str, ...]:
    notes = list(pricing.notes)
    without = [p.words for n, p in enumerate(finder.pairs) if finder.whole.way(n) is None]
    if without:
        notes.append(f"without a way from the start, whatever is lost: {', '.join(without)}")
    if undone:
        notes.append(
            f"the budget ended before {undone} searches: losses that are not exact are told at least and at most"
        )
    return tuple(notes)


def _loss(elements: Sequence[Element], detours: Iterable[Detour], pricing: Pricing, history: History | None) -> Loss:
    detours = list(detours)
    record = None if history is None or len(elements) > 1 else history.of(elements[0])
    return Loss(
        tuple(elements),
        pricing.losses(elements, detours),
        expected=pricing.expected(elements, detours, record),
    )


def _couple_losses(couples: Couples, pricing: Pricing, *, all_of_them: bool) -> Iterable[Loss]:
    for couple in couples.couples(all_of_them=all_of_them):
        elements = [couples.elements[number] for number in couple]
        detours, exact = couples.detours(couple)
        yield Loss(tuple(elements), pricing.losses(elements, detours), exact=exact)


def _events(finder: Finder, within: object) -> list[tuple[Row, Element]]:
    """Give the events of the table that concern the shipment, with what they shut or restrict."""
    planner = finder.planner
    shipment = planner.graph.shipment
    rows = [row for row in planner.core.tables["events"] if not row["shipments"] or shipment in row["shipments"]]
    known = {row["id"]: row for row in rows}
    elements = [event_element(row, planner) for row in rows]
    if within is not None:
        elements = within_of(elements, within, planner.core)
    return [(known[element.id], element) for element in elements]


def _event_loss(event: Any, pricing: Pricing, history: History) -> Loss:
    under = pricing.of(event.under)
    elements = (event.element,)
    record = history.of_event(event.event)
    return Loss(
        elements,
        under.losses(elements, event.detours),
        expected=under.expected(elements, event.detours, record),
        in_force=event.in_force,
    )
