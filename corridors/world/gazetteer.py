"""Finding places: by name in any spelling, by UN/LOCODE, by id, or by coordinates."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from math import isfinite

from corridors.charges.model import Place
from corridors.errors import OptionError, UnknownPlaceError
from corridors.tables.sphere import great_circle_km

__all__ = ["CITY_KM", "MAX_SNAP_KM", "SPOT_KM", "Gazetteer", "PlaceLike", "normalise"]

PlaceLike = str | tuple[float, float] | Place

#: A point further than this from every place is more likely a mistake than an origin.
MAX_SNAP_KM = 100.0

#: A point this near to a place marks that place.
SPOT_KM = 1.0

#: Any other point this near to a city means the city, although a station or terminal at its edge may be nearer.
CITY_KM = 10.0

#: Kinds of places where freight begins and ends, the likeliest first.
_ENDS = ("city", "port", "terminal", "station")

_DROPPED = dict.fromkeys(map(ord, " -–—_.,'’‘ʻʼ`´\"()/ъьʹʺ"))


def normalise(text: str) -> str:
    """Reduce a name to what spellings have in common: no case, accents, apostrophes, dashes or blanks.

    Examples
    --------
    >>> normalise("Mazar-i-Sharif"), normalise("Qoʻqon"), normalise("Türkmenbaşy")
    ('mazarisharif', 'qoqon', 'turkmenbasy')
    """
    folded = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return plain.translate(_DROPPED)


class Gazetteer:
    """The names of a network's places.

    Parameters
    ----------
    places
        The places, in the order of their indices.
    country_code
        Gives the ISO code of what is the name of a country and not of a place; without it none is.
    """

    def __init__(self, places: Sequence[Place], country_code: Callable[[str], str | None] | None = None) -> None:
        self._places = places
        self._country_code = country_code
        self._ids = {place.id: place for place in places}
        self._names: dict[str, list[Place]] = {}
        self._codes: dict[str, Place] = {}
        self._aliases: dict[str, list[Place]] = {}
        self._shared: dict[str, list[Place]] = {}
        for place in places:
            if place.unlocode:
                self._codes[place.unlocode.upper()] = place
            for table, texts in (
                (self._names, (place.id, place.name)),
                (self._aliases, place.spellings),
                # what stands in brackets tells a place from its namesakes
                (self._shared, tuple(text.split(" (")[0] for text in place.spellings if " (" in text)),
            ):
                for text in texts:
                    entry = table.setdefault(normalise(text), [])
                    if place not in entry:
                        entry.append(place)
        self._memo: dict[str, Place] = {}

    def find(self, asked: PlaceLike) -> tuple[Place, float]:
        """Find a place and how far (km) the asked point was snapped to it (0 for names).

        Raises
        ------
        UnknownPlaceError
            No place by that name (close matches in the message), several by it, or a point too far
            from any.
        """
        if isinstance(asked, str):
            place = self._memo.get(asked)
            if place is None:
                place = self._memo[asked] = self._by_name(asked)
            return place, 0.0
        if isinstance(asked, Place):
            if self._ids.get(asked.id) != asked:
                raise UnknownPlaceError(f"{asked.name!r} is a place of another network; give its name")
            return asked, 0.0
        return self._by_point(asked)

    def search(self, text: str = "") -> list[Place]:
        """List places whose id, code or any spelling contains `text`; all of them for a blank one.

        Raises
        ------
        OptionError
            `text` is none.
        """
        if not isinstance(text, str):
            raise OptionError(f"{text!r} is no part of a name: give a text, such as 'kand'")
        wanted = normalise(text)
        return [
            place
            for place in self._places
            if any(wanted in normalise(t) for t in (place.id, *place.spellings, place.unlocode or ""))
        ]

    def suggest(self, text: str, count: int = 5) -> list[Place]:
        """Places whose spelling comes close to `text`, best first."""
        from difflib import get_close_matches

        spellings = {**self._aliases, **self._names}
        wanted = normalise(text)
        close = get_close_matches(wanted, spellings, n=3 * count, cutoff=0.6)
        if len(wanted) >= 3:
            close += [key for key in sorted(spellings) if key.startswith(wanted)]
            close += [key for key in sorted(spellings) if wanted in key]
        found = dict.fromkeys(place for key in close for place in spellings[key])
        return list(found)[:count]

    def _by_name(self, text: str) -> Place:
        if not text.strip():
            raise UnknownPlaceError("the name of the place is blank: give a name, a UN/LOCODE or an id")
        if text in self._ids:
            return self._ids[text]
        code = self._codes.get(text.strip().upper().replace(" ", ""))
        if code is not None:
            return code
        name, _, country = (part.strip() for part in text.partition(","))
        for table in (self._names, self._aliases, self._shared):
            found = _narrowed(table.get(normalise(text), []), text)
            if not found and country:
                found = [p for p in table.get(normalise(name), []) if p.country == country.upper()]
            if len(found) == 1 and table is not self._shared:
                return found[0]
            if len(found) == 1 and found[0].country == country.upper():
                return found[0]
            if found:
                raise UnknownPlaceError(_several(text, found), [p.name for p in found])
        raise self._unknown(text)

    def _unknown(self, text: str) -> UnknownPlaceError:
        """Say that nothing is called so, and what may have been meant."""
        code = self._country_code(text) if self._country_code is not None else None
        if code is not None:
            inside = [place for place in self._places if place.country == code and place.kind != "strait"]
            # the best known first: those with a code, and among them cities and ports
            inside.sort(key=lambda p: (p.unlocode is None, _ENDS.index(p.kind) if p.kind in _ENDS else len(_ENDS)))
            if not inside:
                return UnknownPlaceError(f"{text!r} is a country, and this network has no place there")
            some = inside[:5]
            return UnknownPlaceError(
                f"{text!r} is a country: give one of its places, such as {_listed(some)}", [p.name for p in some]
            )
        close = self.suggest(text)
        hint = (
            f"did you mean {_listed(close)}?"
            if close
            else "nothing comes close; `corridors places TEXT` searches the names"
        )
        return UnknownPlaceError(f"no place is called {text!r}: {hint}", [p.name for p in close])

    def _by_point(self, point: tuple[float, float]) -> tuple[Place, float]:
        try:
            lat, lon = (float(value) for value in point)
        except (TypeError, ValueError):
            raise OptionError(f"{point!r} is no place: give a name, a UN/LOCODE, an id or a pair (lat, lon)") from None
        if not (isfinite(lat) and isfinite(lon) and -90 <= lat <= 90 and -180 <= lon <= 180):
            hint = "; is it (lon, lat)? " if -90 <= lon <= 90 and -180 <= lat <= 180 else ": "
            raise OptionError(
                f"({lat:g}, {lon:g}) is no point on Earth{hint}give (lat, lon) in degrees, "
                "lat -90 to 90, lon -180 to 180"
            )
        nearest, away = self._nearest(lat, lon)
        if away > MAX_SNAP_KM:
            raise UnknownPlaceError(
                f"({lat:g}, {lon:g}) is {away:,.0f} km from the nearest place, {nearest.name} "
                f"({nearest.country}); a point is snapped at most {MAX_SNAP_KM:g} km: give a place or "
                "a point near one",
                [nearest.name],
            )
        return nearest, away

    def _nearest(self, lat: float, lon: float) -> tuple[Place, float]:
        """Find the place that a point means, and how far (km) it is."""
        ashore = [
            (great_circle_km(lat, lon, place.lat, place.lon), place.kind != "city", place.index, place)
            for place in self._places
            if place.kind != "strait" and place.lat is not None and place.lon is not None
        ]
        if not ashore:
            raise UnknownPlaceError(
                "the network has no place to snap to: give it places with lat and lon, or give a name"
            )
        spot = min(ashore)
        town = min((entry for entry in ashore if not entry[1] and entry[0] <= CITY_KM), default=spot)
        away, *_, place = spot if spot[0] <= SPOT_KM else town
        return place, away


def _narrowed(found: list[Place], text: str) -> list[Place]:
    """Of several places by one name, keep the one whose id or name is spelt as asked: case first, dashes next."""
    if len(found) < 2:
        return found
    asked = text.strip()
    for form in (str, str.casefold):
        exact = [place for place in found if form(asked) in (form(place.id), form(place.name))]
        if len(exact) == 1:
            return exact
    return found


def _several(text: str, found: Sequence[Place]) -> str:
    ways = " or ".join(f"{p.id!r} ({p.name}, {p.country})" for p in found)
    if len(found) == 1:
        return f"{text!r} has namesakes elsewhere: for the one of this network give {ways}"
    return f"{text!r} may be several places: give {ways}"


def _listed(places: Iterable[Place]) -> str:
    return ", ".join(f"{p.name} ({p.country}, id {p.id!r})" for p in places)
