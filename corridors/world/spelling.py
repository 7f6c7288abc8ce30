"""Choices as people write them: criteria, shipments and modes in any case and by their usual other names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from corridors.charges.choices import Criterion, Mode, Scope, Service, Shipment
from corridors.charges.model import SHIPMENTS
from corridors.charges.services import SERVICE_CLASSES, service_class
from corridors.charges.tariff import SCOPES
from corridors.errors import OptionError
from corridors.gate.quoted import quoted
from corridors.world.names import normalise

__all__ = ["close_to", "mode_named", "scope_of", "service_of", "shipment_named", "shipment_of", "weight_of"]


def _words(**meant: str) -> dict[str, Any]:
    """Map each other word, written as `normalise` leaves it, to what it means."""
    return {word: choice for choice, words in meant.items() for word in (choice, *words.split())}


_CRITERIA: dict[str, Criterion] = _words(
    distance="km kms kilometre kilometres kilometer kilometers length lengthkm dist mileage shortest",
    time="days day hours hour h timeh duration transittime traveltime quickest fastest",
    cost="price prices costs costusd usd dollars money cheapest",
    emissions="emission co2 co2e co2ekg carbon ghg greenhousegas greenhousegases cleanest",
    generalised="generalized generalisedcost generalizedcost",
)

_SHIPMENTS: dict[str, Shipment] = _words(
    feu="feus 40 40ft 40feet 40foot 40hc 40hq 40dc 40dv 40ftcontainer 40footcontainer 1feu",
    teu="teus 20 20ft 20feet 20foot 20dc 20dv 20ftcontainer 20footcontainer 1teu",
    wagon="wagons wagonload wagonloads railcar railcars railwagon boxcar bulk вагон vagon",
)

_MODES: dict[str, Mode] = _words(
    rail="rails train trains railway railways railroad byrail поезд жд poyezd",
    road="roads truck trucks trucking lorry lorries highway byroad автомобиль avto",
    sea="ship ships shipping vessel vessels ocean maritime bysea deepsea feeder море dengiz",
    ferry="ferries roro ropax паром parom",
)


_SERVICES: dict[str, Service] = _words(
    block_train="blocktrain blocktrains block wholetrain unittrain",
    regular="container containertrain single groupage ordinary",
    wagonload="wagonloads singlewagon carload",
)

_SCOPES: dict[str, Scope] = _words(
    run="running transit departuretoarrival stationtostation",
    terminal="terminals terminaltoterminal",
    door="doors doortodoor d2d",
)


def service_of(service: object, shipment: Shipment) -> Service:
    """Give the class in which a shipment travels by rail.

    Raises
    ------
    OptionError
        It is none, or not one of such a shipment.

    Examples
    --------
    >>> service_of("Block train", "feu"), service_of("regular", "wagon")
    ('block_train', 'wagonload')
    """
    meant = _named(_SERVICES, service)
    known: list[str] = [name for name in SERVICE_CLASSES if name != ("wagonload", "regular")[shipment == "wagon"]]
    travels = None if meant is None else service_class(shipment, meant)
    if travels not in known:
        unknown = f"service={quoted(service)} is unknown for a {shipment}"
        raise OptionError(f"{unknown}{close_to(service, known)}: give {' or '.join(known)}")
    return travels  # type: ignore[return-value]


def scope_of(scope: object) -> Scope:
    """Give what a time counts.

    Raises
    ------
    OptionError
        It is none.

    Examples
    --------
    >>> scope_of("door-to-door")
    'door'
    """
    meant: Scope | None = _named(_SCOPES, scope)
    if meant is None:
        raise OptionError(f"scope={quoted(scope)} is unknown{close_to(scope, SCOPES)}: give {', '.join(SCOPES)}")
    return meant


def _named(words: Mapping[str, Any], text: object) -> Any:
    return words.get(normalise(text)) or words.get(text) if isinstance(text, str) else None


def shipment_of(shipment: object) -> Shipment:
    """Give the kind of shipment that is meant.

    Raises
    ------
    OptionError
        It is none.

    Examples
    --------
    >>> shipment_of("40ft"), shipment_of("20'"), shipment_of("Wagon")
    ('feu', 'teu', 'wagon')
    """
    meant = shipment_named(shipment)
    if meant is None:
        raise OptionError(
            f"shipment={quoted(shipment)} is unknown{close_to(shipment, SHIPMENTS)}: give {', '.join(SHIPMENTS)}"
        )
    return meant


def shipment_named(word: object) -> Shipment | None:
    """Give the kind of shipment that a word means; None where it means none."""
    return _SHIPMENTS.get(normalise(word)) if isinstance(word, str) else None


def mode_named(text: str) -> Mode | None:
    """Give the mode that a word means; None where it means none.

    Examples
    --------
    >>> mode_named("lorry"), mode_named("Rail"), mode_named("airship")
    ('road', 'rail', None)
    """
    return _MODES.get(normalise(text))


def weight_of(weight: Any, columns: Collection[str] = ()) -> Any:
    """Give a weight with its criteria in their own words; columns of links go first, and the rest stays.

    Raises
    ------
    OptionError
        A mix that names one criterion twice.

    Examples
    --------
    >>> weight_of("Price"), weight_of({"days": 1, "co2": 0.5}), weight_of("tiem")
    ('cost', {'time': 1, 'emissions': 0.5}, 'tiem')
    """
    if isinstance(weight, str):
        return weight if weight in columns else _CRITERIA.get(normalise(weight), weight)
    if not isinstance(weight, Mapping):
        return weight
    meant: dict[Any, Any] = {}
    for name, factor in weight.items():
        criterion = weight_of(name, columns)
        if criterion in meant:
            raise OptionError(f"weight={dict(weight)!r} names {criterion!r} twice: give one factor for it")
        meant[criterion] = factor
    return meant


def close_to(asked: object, known: Iterable[str]) -> str:
    """Say what of the known may have been meant, in brackets; blank if nothing comes close."""
    from difflib import get_close_matches

    close = get_close_matches(asked.casefold(), list(known), n=1) if isinstance(asked, str) else []
    return f" (did you mean {close[0]!r}?)" if close else ""
