"""Towns by which a way is told from others: "by Samara and Brest"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from corridors.charges.model import Place
from corridors.words.reason import with_and

__all__ = ["by_towns"]

#: Where along the way the towns are looked for that tell it.
_AT = (1 / 3, 2 / 3)


def by_towns(places: tuple[Place, ...], others: Collection[Sequence[Place]] = ()) -> str:
    """Name a way by two of the towns that it passes, those first that no other way passes; blank if there are none.

    Parameters
    ----------
    places
        Places passed, ends included.
    others
        Places of the ways that it is to be told from.
    """
    between = [place for place in places[1:-1] if place.kind != "strait"]
    for ends in (places[:1] + places[-1:], places[:1]):  # abroad, if it leads there
        abroad = [place for place in between if place.country not in {end.country for end in ends}]
        if abroad:
            between = abroad
            break
    elsewhere = {place.index for way in others for place in way}
    own = [place for place in between if place.index not in elsewhere]
    towns = [place for place in own or between if place.kind in ("city", "port")] or own or between
    chosen: dict[str, None] = {}
    for share in _AT if towns else ():
        nearest = min(towns, key=lambda place: abs(places.index(place) / (len(places) - 1) - share))
        chosen[nearest.name.split(" (")[0]] = None
    return f"by {with_and(list(chosen))}" if chosen else ""
