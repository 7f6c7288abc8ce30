"""Finding places: by name in any spelling, by UN/LOCODE, by id, or by coordinates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from functools import cached_property
from itertools import chain, islice
from math import isfinite

from corridors.charges.model import Place
from corridors.errors import OptionError, UnknownPlaceError
from corridors.gate.ids import id_text
from corridors.gate.names import as_point, one_name
from corridors.gate.quoted import quoted
from corridors.tables.sphere import great_circle_km
from corridors.tables.uncollected import uncollected
from corridors.world.names import apiece, normalise, point_of, sound, trimmings
from corridors.world.suggestions import closest

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

#: So many spellings asked for are kept.
_MOST_MEMO = 20_000

#: Fewer letters than these are never taken for another spelling: Pap, Osh and Qom are one slip from too much.
_LEAST_SOUND = 5


class Gazetteer:
    """The names of a network's places.

    Parameters
    ----------
    places
        The places, in the order of their indices.
    country_code
        Gives the ISO code of what is the name of a country and not of a place; without it none is.
    other_kind
        Says of what is the name of something else than a place what it is.
    """

    def __init__(
        self,
        places: Sequence[Place],
        country_code: Callable[[str], str | None] | None = None,
        other_kind: Callable[[str], str | None] | None = None,
    ) -> None:
        self._places = places
        self._country_code = country_code or (lambda _: None)
        self._other_kind = other_kind or (lambda _: None)
        self._ids = {place.id: place for place in places}
        self._names: dict[str, list[Place]] = {}
        self._codes: dict[str, Place] = {}
        self._aliases: dict[str, list[Place]] = {}
        self._shared: dict[str, list[Place]] = {}
        with uncollected():
            self._spell()
        self._memo: dict[str, tuple[Place, str]] = {}

    def _spell(self) -> None:
        """Note the places by their codes and by all spellings."""
        places = self._places
        for place in places:
            if place.unlocode:
                self._codes[place.unlocode.upper()] = place
        for table, spelt in (
            (self._names, [(text, place) for place in places for text in {place.id: None, place.name: None}]),
            (self._aliases, [(text, place) for place in places for text in place.spellings]),
            # what stands in brackets tells a place from its namesakes
            (self._shared, [(t.split(" (")[0], place) for place in places for t in place.spellings if " (" in t]),
        ):
            for name, (_, place) in zip(apiece(normalise, (text for text, _ in spelt)), spelt, strict=True):
                entry = table.setdefault(name, [])
                if place not in entry:
                    entry.append(place)

    def beside(self, other_kind: Callable[[str], str | None]) -> Gazetteer:
        """Give the same names beside other things than places."""
        other = copy(self)
        other._other_kind = other_kind
        return other

    @cached_property
    def _sounds(self) -> dict[str, list[Place]]:
        """Places by how each of their names sounds; made when the first name is looked up that no table has."""
        sounds: dict[str, list[Place]] = {}
        with uncollected():
            texts = [
                {place.id, *place.spellings, *(text.split(" (")[0] for text in place.spellings if " (" in text)}
                for place in self._places
            ]
            heard = iter(apiece(sound, chain.from_iterable(texts)))
            for place, some in zip(self._places, texts, strict=True):
                for key in (next(heard),) if len(some) == 1 else sorted(set(islice(heard, len(some)))):
                    sounds.setdefault(key, []).append(place)
        return sounds

    def find(self, asked: PlaceLike, *, limit_km: float | None = None) -> tuple[Place, float]:
        """Find a place and how far (km) the asked point lies from it (0 for names), at most `limit_km`.

        Raises
        ------
        UnknownPlaceError
            No place by that name (close matches in the message), several by it, or a point too far
            from any.
        """
        if isinstance(asked, str):
            found = self._memo.get(asked)
            if found is None:
                point = point_of(asked)
                if point is not None:
                    return self._by_point(point, limit_km)
                found = self._by_name(asked)
                if len(self._memo) >= _MOST_MEMO:
                    self._memo.clear()
                self._memo[asked] = found
            return found[0], 0.0
        if isinstance(asked, Place):
            if self._ids.get(asked.id) != asked:
                raise UnknownPlaceError(f"{asked.name!r} is a place of another network; give its name")
            return asked, 0.0
        meant = one_name(asked)
        return self.find(meant, limit_km=limit_km) if isinstance(meant, str) else self._by_point(meant, limit_km)

    def point(self, asked: PlaceLike) -> tuple[float, float] | None:
        """Give the point (lat, lon) that is asked for; None for a name or a place."""
        if isinstance(asked, str):
            return None if asked in self._memo else point_of(asked)
        return None if isinstance(asked, Place) else as_point(asked)

    def near(
        self, point: tuple[float, float], count: int, *, limit_km: float | None = None
    ) -> list[tuple[Place, float]]:
        """List the places nearest to a point (lat, lon), and how far (km) they are."""
        most = MAX_SNAP_KM if limit_km is None else limit_km
        ashore = sorted(self._ashore(*point), key=lambda entry: (entry[0], entry[1].index))
        return [(place, away) for away, place in ashore[:count] if away <= most]

    def note(self, asked: PlaceLike) -> str:
        """Say what a name was taken for, where it may be read in another way; blank where it cannot.

        Raises
        ------
        UnknownPlaceError
            As in `find`.
        """
        if not isinstance(asked, str):
            meant = "" if isinstance(asked, Place) else one_name(asked)
            return self.note(meant) if meant and isinstance(meant, str) else ""
        self.find(asked)
        found = self._memo.get(asked)
        return "" if found is None else found[1]

    def search(self, text: str = "") -> list[Place]:
        """List places whose id, code or any spelling contains `text`; all of them for a blank one.

        Raises
        ------
        OptionError
            `text` is none.
        """
        if not isinstance(text, str):
            raise OptionError(f"{quoted(text)} is no part of a name: give a text, such as 'kand'")
        wanted = normalise(text)
        return [
            place
            for place in self._places
            if any(wanted in normalise(t) for t in (place.id, *place.spellings, place.unlocode or ""))
        ]

    def spelt(self, text: str) -> tuple[list[Place], str]:
        """List the places with exactly this id, code or name in any spelling (no guesses), and by which of these.

        A name that only what stands in brackets tells from its namesakes is ``shared``, even of one place.

        Examples
        --------
        >>> import corridors as co
        >>> places, by = co.load_network()._core.gazetteer.spelt("Qashqar")
        >>> [place.id for place in places], by
        (['kashgar'], 'name')
        """
        if text in self._ids:
            return [self._ids[text]], "id"
        code = self._codes.get(text.strip().upper().replace(" ", ""))
        if code is not None:
            return [code], "code"
        wanted = normalise(text)
        for table in (self._names, self._aliases):
            found = _narrowed(table.get(wanted, []) if wanted else [], text)
            if found:
                return found, "name"
        found = self._shared.get(wanted, [])
        return found, "shared" if found else ""

    def suggest(self, text: str, count: int = 5) -> list[Place]:
        """Places whose spelling comes close to `text`, best first: a slip or two away, or with `text` as a part."""
        return closest(text, self._sounds, {**self._aliases, **self._names})[:count]

    def _by_name(self, text: str) -> tuple[Place, str]:
        """Find a place by name, and say what was taken where the name leaves a doubt."""
        if not text.strip():
            raise UnknownPlaceError("the name of the place is blank: give a name, a UN/LOCODE or an id")
        code = self._codes.get(text.strip().upper().replace(" ", ""))
        if text in self._ids:
            return self._noted(text, text, self._ids[text])
        if code is not None:
            return code, ""
        for name, country, port in self._readings(text):
            if name != text and self._country_code(text):
                break
            place = self._exactly(text, name, country)
            if place is not None:
                if country:
                    return place, ""
                return self._noted(text, name, place, changed=port and place.kind != "port")
        for name, country, _ in self._readings(text):
            if self._country_code(text):
                break
            key = sound(name)
            found = self._within(self._sounds.get(key, []), country) if len(key) >= _LEAST_SOUND else []
            if len(found) > 1:
                raise UnknownPlaceError(_several(text, found), [p.name for p in found])
            if found:
                return self._noted(text, name, found[0], changed=True, told=bool(country))
        raise self._unknown(text)

    def _readings(self, text: str) -> Iterator[tuple[str, str, bool]]:
        """Give what the text may mean, the likeliest first: name, country (blank for any), whether a port is meant."""
        readings = [(text, "")]
        parts = [part.strip() for part in text.split(",")]
        words = text.replace("(", " ").replace(")", " ").replace(",", " ").split()
        splits = [(parts[0], parts[-1])] if len(parts) > 1 else []
        splits += [(" ".join(words[:-n]), " ".join(words[-n:])) for n in (1, 2, 3) if n < len(words)]
        for name, last in splits:
            # of two letters alone only what stands after a comma or in brackets is a country: not the "in" of a name
            country = self._country_code(last) or (last.upper() if len(last) == 2 and len(parts) > 1 else None)
            if country and (len(last) > 2 or len(parts) > 1 or f"({last})" in text) and (name, country) not in readings:
                readings.append((name, country))
        for name, country in readings:
            yield name, country, False
        for name, country in readings:
            for shorter, port in trimmings(name):
                yield shorter, country, port

    def _exactly(self, text: str, name: str, country: str) -> Place | None:
        for table in (self._names, self._aliases, self._shared):
            found = _narrowed(self._within(table.get(normalise(name), []), country), name)
            if len(found) == 1 and (country or table is not self._shared):
                return found[0]
            if found:
                raise UnknownPlaceError(_several(text, found), [p.name for p in found])
        return None

    def _within(self, found: list[Place], country: str) -> list[Place]:
        return [place for place in found if place.country == country] if country else found

    def _noted(
        self, text: str, name: str, place: Place, *, changed: bool = False, told: bool = False
    ) -> tuple[Place, str]:
        """Say which place was taken where others are called alike, or where the name was read with some licence."""
        others = [] if told else [other for other in self._sounds.get(sound(name), []) if other is not place]
        if not others and not changed:
            return place, ""
        note = f"{text!r} is taken as {_told(place)}"
        return place, note + "".join(f"; for {_told(other)} give {other.id!r}" for other in others)

    def _unknown(self, text: str) -> UnknownPlaceError:
        """Say that nothing is called so, and what may have been meant."""
        code = self._country_code(text)
        if code is not None:
            inside = [place for place in self._places if place.country == code and place.kind != "strait"]
            # the best known first: those with a code, and among them cities and ports
            inside.sort(key=lambda p: (p.unlocode is None, _ENDS.index(p.kind) if p.kind in _ENDS else len(_ENDS)))
            if not inside:
                return UnknownPlaceError(f"{text!r} is a country, and this network has no place there")
            some = inside[:5]
            return UnknownPlaceError(
                f"{text!r} is a country: give a place in it, such as {_listed(some)}", [p.name for p in some]
            )
        other = self._other_kind(text)
        if other:
            return UnknownPlaceError(f"{text!r} is no place but {other}")
        close = self.suggest(text)
        hint = (
            f"did you mean {_listed(close)}?"
            if close
            else "nothing comes close; `corridors places TEXT` searches the names"
        )
        return UnknownPlaceError(f"no place is called {quoted(text)}: {hint}", [p.name for p in close])

    def _by_point(self, point: tuple[float, float], limit_km: float | None = None) -> tuple[Place, float]:
        most = MAX_SNAP_KM if limit_km is None else limit_km
        pair = as_point(point)
        if pair is None:
            raise OptionError(f"{quoted(point)} is no place: give a name, a UN/LOCODE, an id or a pair (lat, lon)")
        lat, lon = pair
        names = [id_text(part) for part in pair]
        if all(name in self._ids for name in names):
            raise OptionError(
                f"({lat:g}, {lon:g}) may be a point or the two places {names[0]!r} and {names[1]!r}: give the ids as "
                f"texts, or the point as the text '{lat!r}, {lon!r}'"
            )
        if not (isfinite(lat) and isfinite(lon) and -90 <= lat <= 90 and -180 <= lon <= 180):
            hint = "; is it (lon, lat)? " if -90 <= lon <= 90 and -180 <= lat <= 180 else ": "
            raise OptionError(
                f"({lat:g}, {lon:g}) is no point on Earth{hint}give (lat, lon) in degrees, "
                "lat -90 to 90, lon -180 to 180"
            )
        nearest, away = self._nearest(lat, lon)
        if away > most:
            raise UnknownPlaceError(
                f"({lat:g}, {lon:g}) is {away:,.0f} km from the nearest place, {nearest.name} "
                f"({nearest.country}); a lorry joins a point at most {most:g} km away: "
                f"{self._turned_round(lat, lon)}give a place or a point near one",
                [nearest.name],
            )
        return nearest, away

    def _turned_round(self, lat: float, lon: float) -> str:
        """Ask whether the two numbers stand in the wrong order, where the other order makes sense."""
        if abs(lon) > 90:
            return ""
        place, away = self._nearest(lon, lat)
        if away > MAX_SNAP_KM:
            return ""
        return f"is it (lon, lat)? ({lon:g}, {lat:g}) is {away:,.0f} km from {place.name} ({place.country}); "

    def _ashore(self, lat: float, lon: float) -> list[tuple[float, Place]]:
        return [
            (great_circle_km(lat, lon, place.lat, place.lon), place)
            for place in self._places
            if place.kind != "strait" and place.lat is not None and place.lon is not None
        ]

    def _nearest(self, lat: float, lon: float) -> tuple[Place, float]:
        """Find the place that a point means, and how far (km) it is."""
        ashore = [(away, place.kind != "city", place.index, place) for away, place in self._ashore(lat, lon)]
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


def _told(place: Place) -> str:
    return place.name if place.name.endswith(")") else f"{place.name} ({place.country})"


def _listed(places: Iterable[Place]) -> str:
    return ", ".join(f"{p.name} ({p.country}, id {p.id!r})" for p in places)
