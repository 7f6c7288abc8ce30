"""What the lines of an account are about, in words: one place for text, charts, maps and tooltips."""

from __future__ import annotations

__all__ = ["KINDS", "kind_words"]

#: Words of each kind of charge.
KINDS = {
    "haul": "haul",
    "border": "border",
    "entry": "fixed part of price",
    "loading": "loading",
    "unloading": "unloading",
    "hand_in": "handing in",
    "collection": "collection",
    "departure_wait": "wait for train",
    "vessel_wait": "wait for vessel",
    "regrouping": "wait for ordinary train",
    "transhipment": "transhipment",
    "gauge_change": "change of gauge",
    "class_change": "change of train",
    "broken_haul": "train and lorry joined",
    "first_mile": "first mile by lorry",
    "last_mile": "last mile by lorry",
    "disruption": "surcharge or delay",
    "empty_return": "return of the empty box",
}


def kind_words(kind: str) -> str:
    """Name a kind of charge in words; one that has none is written with blanks.

    >>> kind_words("hand_in"), kind_words("own_kind")
    ('handing in', 'own kind')
    """
    return KINDS.get(kind, kind.replace("_", " "))
