"""The one call most people need."""

from __future__ import annotations

from collections.abc import Iterable
from reprlib import repr as shortened

from corridors.charges.choices import Modes, Shipment, Weight
from corridors.errors import OptionError
from corridors.network.loading import load_network
from corridors.network.network import Network
from corridors.routes.route import Route
from corridors.routing.question import refuse_avoided_corridor
from corridors.tables.dates import DateLike
from corridors.world.gazetteer import PlaceLike
from corridors.world.scenario import ScenarioLike

__all__ = ["is_bare", "network_for", "shortest_route"]


def shortest_route(
    origin: PlaceLike,
    destination: PlaceLike,
    *,
    weight: Weight = "distance",
    shipment: Shipment = "feu",
    via: PlaceLike | Iterable[PlaceLike] | None = None,
    avoid: PlaceLike | Iterable[PlaceLike] | None = None,
    modes: Modes | None = None,
    corridor: str | None = None,
    max_transhipments: int | None = None,
    max_borders: int | None = None,
    max_gauge_changes: int | None = None,
    avoid_borders: str | Iterable[str] | None = None,
    min_capacity_mt_per_year: float | None = None,
    on: DateLike | None = None,
    scenario: ScenarioLike | None = None,
    network: Network | None = None,
) -> Route:
    """Find the best way from one place to another.

    Parameters
    ----------
    origin, destination
        Name in Latin, Russian or Uzbek spelling, UN/LOCODE, id, or (lat, lon) in degrees, which is taken
        to the nearest place (`Route.snapped_km`), or to a city within 10 km unless another place lies within 1 km.
    weight
        What is minimised: ``"distance"`` (km; changes of mode have no length, so name `modes` or
        `max_transhipments` where they should not be free), ``"time"`` (h), ``"cost"`` (USD per shipment unit),
        ``"emissions"`` (kg CO2e), ``"generalised"`` (USD, time at the shipment's value of time), a numeric
        link column, or a dict of these with factors.
    shipment
        ``"feu"`` (40 ft container), ``"teu"`` (20 ft container) or ``"wagon"`` (bulk, wagonload).
    via
        Places to pass, in order; a train that passes through without stopping pays no handling there. The way
        may double back: a place on a branch is passed by going out to it and returning.
    avoid
        Places, countries (ISO code or name), corridors (their gateways), modes or link ids.
    modes
        Modes that may be used: rail, ferry, sea, road; all by default.
    corridor
        Id or name of a corridor that must be used, that is, whose gateways must be crossed. The way may double
        back: where the corridor does not lie between the two places, it is entered, its gateways are crossed,
        and the way returns. `compare_corridors` leaves such ways out.
    max_transhipments, max_borders, max_gauge_changes
        How often at most the mode or vessel, the country (by land or ferry), the gauge may change.
    avoid_borders
        Countries none of whose borders may be crossed.
    min_capacity_mt_per_year
        Links and operations known to carry less (Mt a year) are left out.
    on
        Date or year (its last day); the data's reference date by default. Planned links count only when
        `on` lies after the reference date, from their expected year.
    scenario
        Changes to apply first: a `Scenario`, a dict of its parts, or the path of a saved one.
    network
        Another network than the packaged one.

    Returns
    -------
    Route
        Always a route; there is never None or an empty one.

    Raises
    ------
    UnknownPlaceError
        An end or a via is no place; close matches are in the message.
    OptionError
        The arguments mean nothing or contradict each other.
    NoRouteError
        Nothing joins the two; says which limits the best way breaks, or else what was shut, avoided or not
        built on the way that would.

    Examples
    --------
    >>> import corridors as co
    >>> route = co.shortest_route("Tashkent", "Poti", weight="time")
    >>> route.origin.name, route.destination.name
    ('Tashkent', 'Poti')
    >>> co.shortest_route("Toshkent", "UZTMZ").destination.name
    'Termez'
    """
    if network is None:
        network = load_network()
    if is_bare(network):
        answer: Route = network.answer(
            "shortest_route",
            origin,
            destination,
            weight=weight,
            # the default cannot be told from having been asked for, and stands for any load
            shipment=None if shipment == "feu" else shipment,
            via=via,
            avoid=avoid,
            modes=modes,
            corridor=corridor,
            max_transhipments=max_transhipments,
            max_borders=max_borders,
            max_gauge_changes=max_gauge_changes,
            avoid_borders=avoid_borders,
            min_capacity_mt_per_year=min_capacity_mt_per_year,
            on=on,
            scenario=scenario,
        )
        return answer
    if on is not None or scenario is not None:
        network = network_for(network, on, scenario)
    # the plainest questions are also the most frequent ones, so they skip the setting up
    plain = via is None and avoid is None and modes is None and corridor is None and avoid_borders is None
    plain = plain and max_transhipments is None and max_borders is None and max_gauge_changes is None
    if plain and min_capacity_mt_per_year is None and isinstance(weight, str) and isinstance(shipment, str):
        planner = network.plain.get((weight, shipment))
        if planner is None:
            planner = network.plain[weight, shipment] = network.planner(weight=weight, shipment=shipment)
    else:
        planner = network.planner(
            weight=weight,
            shipment=shipment,
            via=via,
            avoid=avoid,
            modes=modes,
            corridor=corridor,
            max_transhipments=max_transhipments,
            max_borders=max_borders,
            max_gauge_changes=max_gauge_changes,
            avoid_borders=avoid_borders,
            min_capacity_mt_per_year=min_capacity_mt_per_year,
        )
        if planner.corridor is not None and avoid is not None:
            refuse_avoided_corridor(planner.core, planner.corridor, avoid)
    root, goal, arcs = planner.path(origin, destination)
    return Route(planner, root, goal, arcs)


def is_bare(network: Network | None) -> bool:
    """Whether a network answers by itself (`Network.from_edges`).

    Raises
    ------
    OptionError
        It is no network at all.
    """
    try:
        return network is not None and network.is_bare
    except AttributeError:
        raise OptionError(
            f"network={shortened(network)} is no network: give one of corridors.load_network() or of "
            "Network.from_frames(), or leave it out for the packaged one"
        ) from None


def network_for(network: Network | None, on: DateLike | None, scenario: ScenarioLike | None) -> Network:
    """Give the network of a call: the packaged one by default, changed and on a date.

    Raises
    ------
    OptionError
        It is no network, or one of bare edges, which knows neither dates nor scenarios.
    """
    if is_bare(network):
        raise OptionError("a network of bare edges has no places, modes or dates: this call cannot be made of it")
    if network is None:
        network = load_network()
    if scenario is not None:
        network = network.apply(scenario)
    return network.at(on)
