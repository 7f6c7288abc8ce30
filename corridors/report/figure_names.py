"""What moves together, in words of each language: ``rail KZ``, ``border yallama-saryagash``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corridors.report.language import Language
from corridors.report.words import WORDS

__all__ = ["figure_name"]

_CODE = re.compile(r"[A-Z]{2}")

#: What the first word of a name is called; the others have words of their own in the page already.
_WORDS = {
    "rail": "rail",
    "road": "road",
    "ferry": "ferry",
    "sea": "sea",
    "border": "border",
    "loading": "f_loading",
    "unloading": "f_unloading",
    "hand_in": "f_hand_in",
    "collection": "f_collection",
    "transhipment": "f_transhipment",
    "gauge_change": "f_gauge_change",
    "class_change": "f_class_change",
    "regrouping": "f_regrouping",
    "vessel_wait": "f_vessel_wait",
    "wait": "f_vessel_wait",
    "lane": "f_lane",
    "service": "f_service",
    "event": "f_event",
}


def figure_name(language: Language, kind: str, name: str) -> str:
    """Name what moves together, and whether its prices or its hours do.

    Examples
    --------
    >>> import corridors as co
    >>> core = co.load_network()._core
    >>> figure_name(Language("en", core), "price", "rail KZ")
    'price: rail, Kazakhstan'
    >>> figure_name(Language("ru", core), "time", "border tashkent-saryagash")
    'время: граница, Ташкент – Сарыагаш'
    """
    first, _, rest = name.partition(" ")
    what = f"{language.word('cost' if kind == 'price' else 'time')}: "
    if first not in _WORDS:
        return what + name.replace("_", " ")
    word = language.word(_WORDS[first])
    return f"{what}{word}, {_whose(language, first, rest)}" if rest else what + word


def _whose(language: Language, first: str, rest: str) -> str:
    if _CODE.fullmatch(rest):
        return language.country(rest)
    if first in ("event", "service"):
        return language.named(f"{first}s", rest)
    if first == "lane":
        regions, _, direction = rest.partition(" ")
        between = " – ".join(_region(language, part) for part in regions.split("--"))
        return f"{between} ({language.word(direction)})" if direction in ("forward", "back") else between
    if first == "border":
        return " – ".join(_both(language, rest))
    if "--" in rest:
        return " – ".join(language.place_of(part) for part in rest.split("--")[:2])
    return language.place_of(rest.rpartition(" ")[2])


def _region(language: Language, name: str) -> str:
    """Name a region of a lane; one of the user's own by its id."""
    key = f"lane_{name.replace('-', '_')}"
    return language.word(key) if key in WORDS else name


def _both(language: Language, rest: str) -> Iterable[str]:
    """Part two ids that a hyphen joins, though ids have hyphens themselves."""
    parts = rest.split("-")
    for n in range(1, len(parts)):
        first, last = "-".join(parts[:n]), "-".join(parts[n:])
        if language.knows(first) and language.knows(last):
            return language.place_of(first), language.place_of(last)
    return (rest,)
