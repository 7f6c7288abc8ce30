"""What a figure is of, in words: the class in which a shipment travels, and what its time counts."""

from __future__ import annotations

__all__ = ["RANGES", "SCOPES_IN_WORDS", "SERVICES_IN_WORDS", "least_of", "travels"]

#: How a shipment travels by rail.
SERVICES_IN_WORDS = {
    "regular": "handed in singly",
    "block_train": "in a block train",
    "wagonload": "as a wagonload",
}

#: What a time counts.
SCOPES_IN_WORDS = {
    "run": "departure to arrival",
    "terminal": "terminal to terminal",
    "door": "door to door",
}

#: What stands in brackets behind a figure.
RANGES = "P10 to P90 in brackets"


def travels(unit: str, service: str, scope: str) -> str:
    """Say what travels, how, and from where to where it is counted.

    >>> travels("FEU", "regular", "terminal")
    '1 FEU handed in singly, terminal to terminal'
    """
    how = SERVICES_IN_WORDS.get(service, service.replace("_", " "))
    return f"1 {unit} {how}, {SCOPES_IN_WORDS.get(scope, scope)}"


def least_of(weight: str) -> str:
    """Say by what a way is the best.

    >>> least_of("time"), least_of("generalised")
    ('least time', 'least generalised cost')
    """
    return "least generalised cost" if weight == "generalised" else f"least {weight}"
