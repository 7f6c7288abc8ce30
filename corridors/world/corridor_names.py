"""What corridors are called besides their names: parts, initials, and what the press says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from corridors.world.names import normalise

__all__ = ["corridor_names"]

#: Words that say of a corridor only that it is one.
_GENERIC_WORDS = (
    "the by corridor corridors railway railways rail railroad route routes road line way project crossings "
    "коридор железная дорога маршрут"
)
_GENERIC = frozenset(_GENERIC_WORDS.split())

#: Names that cannot be worked out from those in the tables, by the corridor's id.
_OTHER = {
    "middle-corridor": ("trans-caspian", "trans-caspian corridor", "ТМТМ", "TMTM"),
    "trans-afghan": ("Kabul corridor", "UAP", "Uzbekistan-Afghanistan-Pakistan"),
    "cku": ("China-Kyrgyzstan-Uzbekistan", "Китай-Кыргызстан-Узбекистан"),
    "southern": ("south", "Iran corridor", "southern route"),
    "northern": ("north", "Russia corridor", "northern route"),
    "instc": ("NSTC", "north-south", "north-south corridor", "Север-Юг"),
}


def corridor_names(rows: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Map what corridors may be called, as `normalise` leaves it, to their ids; what several may be called is left out.

    Parameters
    ----------
    rows
        The rows of ``corridors``.

    Examples
    --------
    >>> row = {"id": "middle", "name": "Middle Corridor (Trans-Caspian International Transport Route)", "name_ru": None}
    >>> sorted(corridor_names([row]))[:3]
    ['middle', 'middlecorridor', 'middlecorridortranscaspianinternationaltransportroute']
    """
    found: dict[str, set[str]] = {}
    for row in rows:
        texts = {row["id"], *_OTHER.get(row["id"], ())}
        for name in filter(None, (row["name"], row["name_ru"])):
            texts |= set(_forms(name))
        for text in texts:
            found.setdefault(normalise(text), set()).add(row["id"])
    return {text: ids.pop() for text, ids in found.items() if text and len(ids) == 1}


def _forms(name: str) -> Iterator[str]:
    yield name
    for part in filter(None, (part.strip() for part in re.split(r"[()]", name))):
        yield part
        words = part.split()
        if len(words) > 2:
            yield "".join(word[0] for word in words)
        yield " ".join(word for word in words if word.casefold() not in _GENERIC)
