"""Which places are worth a name on a map, and how the name is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from corridors.charges.model import Place
from corridors.maps.boxes import Point
from corridors.maps.layers import Name
from corridors.world.core import Core, Corridor

__all__ = ["CAPITALS", "is_main", "is_town", "place_name", "place_ranks", "reached_points", "short_name"]

#: Capitals by id of place: they need no corridor to be looked for on a map.
CAPITALS = frozenset(
    (
        "ankara", "ashgabat", "astana", "baku", "beijing", "belgrade", "berlin", "bishkek", "bratislava", "bucharest",
        "budapest", "dushanbe", "kabul", "minsk", "moscow", "prague", "riga", "singapore", "sofia", "tallinn",
        "tashkent", "tbilisi", "tehran", "vienna", "vilnius", "warsaw", "yerevan",
    )
)  # fmt: skip

_RANK_BY_KIND = {"city": 3.0, "port": 2.5, "terminal": 0.5, "border": 1.0, "strait": 0.5}


def short_name(place: Place) -> str:
    """Give a name without what stands in brackets: that tells stations of one city apart.

    Examples
    --------
    >>> import corridors as co
    >>> short_name(co.load_network().place("Alat"))
    'Alat'
    """
    return place.name.split(" (")[0]


def place_name(place: Place, *, main: bool = False, needed: bool = False) -> Name:
    """Give the name of a place as maps write it, in bold and larger where it is a main one."""
    return Name(short_name(place), place.point, 8.0 if main else 7.0, bold=main, needed=needed)


def reached_points(core: Core) -> list[Point]:
    """Give the places where freight begins or ends: straits and capes are only passed."""
    places = [place for place in core.places if place.kind != "strait"] or core.places
    return [place.point for place in places]


def is_town(place: Place) -> bool:
    """Tell whether a reader may know the name: a city or a port, or a capital whose place is its goods station."""
    return place.kind in ("city", "port") or place.id in CAPITALS


def is_main(place: Place, corridors: Iterable[Corridor], core: Core) -> bool:
    """Tell whether a name may stand out: a capital, or a port where one of the corridors goes abroad by ship.

    How many corridors pass says nothing of a place: all that leave Tashkent to the south pass Gulistan.

    Examples
    --------
    >>> import corridors as co
    >>> network = co.load_network()
    >>> core = network._core
    >>> [is_main(network.place(name), core.corridors, core) for name in ("tashkent", "alat", "guliston")]
    [True, True, False]
    """
    if place.kind != "port":
        return place.id in CAPITALS
    abroad = set()
    for index in core.links_at[place.index]:
        link = core.links[index]
        other = core.places[link.end if link.start == place.index else link.start]
        # beyond a strait lies the open sea; across a lake lies the same country
        if link.mode in ("ferry", "sea") and (other.country != place.country or other.kind == "strait"):
            abroad.add(index)
    return place.id in CAPITALS or any(abroad & corridor.links for corridor in corridors)


def place_ranks(core: Core, corridors: Iterable[Corridor]) -> dict[int, float]:
    """Weigh places by how much a reader of a map of these corridors looks for their names, by index."""
    reached: dict[int, Counter[str]] = {}
    for corridor in corridors:
        for index in corridor.links:
            link = core.links[index]
            for end in (link.start, link.end):
                reached.setdefault(end, Counter())[corridor.id] += 1
    ranks = {}
    for place in core.places:
        crossing = reached.get(place.index, Counter())
        # a corridor begins, ends or changes to a vessel where its name is looked for
        ends = sum(count == 1 for count in crossing.values())
        afloat = any(core.links[i].mode in ("ferry", "sea") for i in core.links_at[place.index])
        ranks[place.index] = (
            _RANK_BY_KIND.get(place.kind, 0.0)
            + 0.8 * len(crossing)
            + 1.2 * min(ends, 2)
            + (1.5 if crossing else 0.8) * afloat
            + 2.0 * (place.id in CAPITALS)
            + 0.25 * min(len(core.links_at[place.index]), 8)
        )
    return ranks
