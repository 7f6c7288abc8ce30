"""A route as a transport chain in the sense of ISO 14083: hauls and operations at hubs, and what each emits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from corridors.charges.charge import Charge, unique, worst_grade
from corridors.charges.emissions import HUB_KINDS, lies_in
from corridors.kernels.adding import total_of
from corridors.routes.step import HAULS, Step
from corridors.words.kinds import kind_words

__all__ = ["Element", "Emitted", "chain_elements", "emitted"]


class Element(NamedTuple):
    """One element of a transport chain: a haul, or an operation at a hub."""

    element: str  # haul or hub
    what: str  # mode of a haul, operation at a hub
    start: str
    end: str
    country: str | None
    service_name: str
    length_km: float
    load_t: float
    tkm: float
    #: of a haul by rail, the share of its tonne-kilometres under wires
    electric_share: float | None
    #: well to tank, tank to wheel, and both; None where nobody says
    co2e_wtt_kg: float | None
    co2e_ttw_kg: float | None
    co2e_kg: float | None
    #: of a haul g CO2e a tonne-kilometre, at a hub kg a tonne
    intensity: float | None
    intensity_unit: str
    grade: str | None
    sources: tuple[str, ...]

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Names of the columns, as in `Route.legs` where they mean the same."""
        return tuple({"start": "from", "end": "to"}.get(name, name) for name in cls._fields)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, one key a column of `Route.emissions`."""
        return dict(zip(self.columns(), self, strict=True)) | {"sources": list(self.sources)}


class Emitted(NamedTuple):
    """Kilograms of CO2e of a route: of its hauls well to tank and tank to wheel, and at its hubs."""

    #: None where of some haul nobody says what arises before the vehicle
    wtt_kg: float | None
    ttw_kg: float | None
    hub_kg: float


def emitted(charges: Iterable[Charge]) -> Emitted:
    """Part what charges emit; the parts add up to the whole wherever all are known."""
    charges = list(charges)
    hauls = [charge for charge in charges if charge.kind in HAULS]
    hubs = float(total_of(charge.co2e_kg for charge in charges if charge.kind not in HAULS))
    early = _well_to_tank(hauls)
    if early is None:
        return Emitted(None, None, hubs)
    return Emitted(early, float(total_of(charge.co2e_kg for charge in hauls)) - early, hubs)


def chain_elements(steps: Iterable[Step], payload_t: float) -> list[Element]:
    """Merge an account into the elements of its transport chain, in order; what emits nothing is none.

    A haul is one element as long as mode and service do not change, nor, without a service of its own, the country;
    what is done at one place without a haul between is another.
    """
    told = (step for step in steps if step.charge.kind in HAULS or step.charge.kind in HUB_KINDS)
    return [_element(list(group), payload_t) for _, group in groupby(told, key=_key)]


def _key(step: Step) -> tuple[object, ...]:
    if step.charge.kind in HUB_KINDS:
        return "hub", step.start.id
    return step.charge.kind, step.mode, step.service_name or _country(step)


def _country(step: Step) -> str | None:
    """Country in which a stretch lies, of one across a border the larger part, or else the first; none at sea."""
    if step.link is None:
        return step.start.country
    _, country = max(lies_in(step.link, step.start, step.end), key=lambda part: part[0])
    return None if country == "*" else country


def _element(steps: list[Step], payload_t: float) -> Element:
    first, last, charges = steps[0], steps[-1], [step.charge for step in steps]
    hub = first.charge.kind in HUB_KINDS
    km = float(total_of(charge.length_km for charge in charges))
    tkm = km * payload_t
    # an operation of which nobody says what it emits emits something, so it is not nought
    known = [charge for charge in charges if charge.emission_grade is not None]
    kg = float(total_of(charge.co2e_kg for charge in known)) if known else None
    early = None if hub else _well_to_tank(charges)
    per = payload_t if hub else tkm / 1000
    countries = dict.fromkeys(map(_country, steps))
    kinds = dict.fromkeys(kind_words(charge.kind) for charge in charges)
    return Element(
        element="hub" if hub else "haul",
        what=" and ".join(kinds) if hub else first.mode,
        start=first.start.id,
        end=last.end.id,
        country=next(iter(countries)) if len(countries) == 1 else "-".join(filter(None, countries)),
        service_name="" if hub else first.service_name,
        length_km=km,
        load_t=payload_t,
        tkm=tkm,
        electric_share=_electric_share(steps) if not hub and first.mode == "rail" else None,
        co2e_wtt_kg=early,
        co2e_ttw_kg=None if early is None or kg is None else kg - early,
        co2e_kg=kg,
        intensity=None if kg is None or not per else kg / per,
        intensity_unit="kg CO2e/t" if hub else "g CO2e/tkm",
        grade=worst_grade(charge.emission_grade for charge in known),
        sources=unique(*(charge.emission_sources for charge in known)),
    )


def _well_to_tank(hauls: Iterable[Charge]) -> float | None:
    parts = [charge.co2e_wtt_kg for charge in hauls]
    known = [part for part in parts if part is not None]
    return float(total_of(known)) if len(known) == len(parts) else None


def _electric_share(steps: list[Step]) -> float | None:
    def km(chosen: Iterator[Step]) -> float:
        return float(total_of(step.charge.length_km for step in chosen))

    whole = km(iter(steps))
    wired = km(step for step in steps if step.link is not None and step.link.row["electrified"] == "yes")
    return wired / whole if whole else None
