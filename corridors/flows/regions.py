"""Where flows begin and end: places, countries, or regions by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from corridors.errors import OptionError, UnknownPlaceError
from corridors.gate.choices import items_of
from corridors.gate.ids import id_text
from corridors.gate.quoted import quoted
from corridors.world.gazetteer import normalise
from corridors.world.selection import as_tuple

if TYPE_CHECKING:
    from corridors.flows.model import FlowNetwork
    from corridors.network.network import Network

__all__ = ["REGIONS", "Region", "ends_of"]


class Region(NamedTuple):
    """A region: the places of some countries, or named places."""

    name: str
    countries: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


def _of_countries(name: str, codes: str) -> Region:
    return Region(name, countries=frozenset(codes.split()))


def _of_places(name: str, ids: str) -> Region:
    return Region(name, places=frozenset(ids.split()))


_EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"

_BLACK_SEA = (
    "poti batumi anaklia novorossiysk taman constanta burgas varna chornomorsk odesa trabzon samsun "
    "zonguldak karasu filyos"
)
_CASPIAN = (
    "turkmenbashi aktau kuryk alat baku astrakhan makhachkala olya amirabad bandar-anzali bandar-torkaman astara-ir"
)
_GULF = "bandar-abbas bandar-imam jebel-ali"
_ARABIAN = "chabahar gwadar karachi port-qasim mundra nhava-sheva mumbai kandla"
_BALTIC = "st-petersburg ust-luga riga ventspils liepaja klaipeda tallinn gdansk gdynia hamina"
_MEDITERRANEAN = "mersin iskenderun piraeus genoa naples"
_PACIFIC = "lianyungang shanghai shenzhen tianjin qingdao vladivostok"

#: Named regions. Countries by their codes; coasts by the ids of the ports on them.
REGIONS: Mapping[str, Region] = {
    normalise(region.name): region
    for region in (
        _of_countries("Central Asia", "UZ KZ KG TJ TM"),
        _of_countries("South Caucasus", "AM AZ GE"),
        _of_countries("South Asia", "AF PK IN BD LK NP BT"),
        _of_countries("European Union", _EU),
        _of_countries("EU", _EU),
        _of_countries("Europe", _EU + " GB CH NO UA BY MD RS BA ME MK AL IS"),
        _of_places("Black Sea", _BLACK_SEA),
        _of_places("Caspian", _CASPIAN),
        _of_places("Caspian Sea", _CASPIAN),
        _of_places("Persian Gulf", _GULF),
        _of_places("Arabian Sea", _ARABIAN),
        _of_places("Indian Ocean", f"{_GULF} {_ARABIAN}"),
        _of_places("Baltic Sea", _BALTIC),
        _of_places("Baltic", _BALTIC),
        _of_places("Mediterranean", _MEDITERRANEAN),
        _of_places("Pacific", _PACIFIC),
        _of_places("open sea", f"{_BLACK_SEA} {_GULF} {_ARABIAN} {_BALTIC} {_MEDITERRANEAN} {_PACIFIC}"),
    )
}


def ends_of(flows: FlowNetwork, network: Network | None, asked: object, role: str) -> tuple[str, ...]:
    """Ids of the places that an argument stands for.

    Parameters
    ----------
    flows, network
        The flow network, and the network that it was made of (None for plain frames).
    asked
        A place, country (ISO code or name) or region, or several of them.
    role
        Name of the argument, for messages.

    Raises
    ------
    UnknownPlaceError
        It is none of these; close matches are in the message.
    OptionError
        It names nothing at all.
    """
    # zones of plain frames are often numbers, and two of them are no point on Earth
    names = zones_of(asked) if network is None else as_tuple(asked, network._core.place_index)
    found: dict[str, None] = {}
    for name in names:
        found.update(dict.fromkeys(_one(flows, network, name)))
    if not found:
        raise OptionError(f"{role} is empty: give at least one place, country or region")
    return tuple(found)


def zones_of(asked: object) -> tuple[object, ...]:
    """Give the zones of plain frames that are asked for: one, or several in any row of them."""
    items = items_of(asked)
    return (asked,) if items is None else tuple(items)


def _one(flows: FlowNetwork, network: Network | None, name: object) -> Iterable[str]:
    if network is None:
        return (_zone(flows, name),)
    core = network._core
    ashore = [place for place in core.places if place.kind != "strait"]
    if isinstance(name, str) and name in core.place_index:  # an id of this network beats the world's words
        return (name,)
    if isinstance(name, str):
        region = REGIONS.get(normalise(name))
        if region is not None:
            found = [p.id for p in ashore if p.country in region.countries or p.id in region.places]
            if not found:
                raise UnknownPlaceError(f"the network has no place in the region {region.name!r}")
            return found
        country = core.country_code(name)
        inside = [p.id for p in ashore if p.country == country]
        if inside:
            return inside
    try:
        return (core.gazetteer.find(name)[0].id,)  # type: ignore[arg-type]
    except UnknownPlaceError as error:
        regions = ", ".join(dict.fromkeys(region.name for region in REGIONS.values()))
        raise UnknownPlaceError(
            f"{name!r} is no place, country or region: {error}. Regions are {regions}", error.matches
        ) from error


def _zone(flows: FlowNetwork, name: object) -> str:
    key = id_text(name)
    if key not in flows.ends:
        from difflib import get_close_matches

        close = get_close_matches(key, flows.ends, n=3)
        hint = f"; did you mean {', '.join(close)}?" if close else ""
        raise UnknownPlaceError(f"no link or place is called {quoted(name)}{hint}", close)
    return key
