"""Shorter names, by one rule, for where a name in full has no room."""

from __future__ import annotations

from collections.abc import Callable, Iterator

__all__ = ["cut", "shorter", "shortest"]

_LONGEST_ID = 5  # letters of an id that is an abbreviation, such as CKU
_SAVED = 3  # letters that an id must save at least
_KINDS = ("corridor", "railway", "road", "rail crossings")


def shorter(name: str, id: str, fits: Callable[[str], bool]) -> str:  # noqa: A002 - the id of a row
    """Give the first form of a name that fits.

    In full; without what stands in brackets; its id, if that is an abbreviation or the codes of two countries; without
    its kind (railway, road); else the shortest of these, cut, with an ellipsis.

    Examples
    --------
    >>> shorter("Kazakhstan-Turkmenistan-Iran railway", "kti", lambda text: len(text) <= 22)
    'KTI'
    >>> shorter("Trans-Afghan railway (Kabul corridor)", "trans-afghan", lambda text: len(text) <= 22)
    'Trans-Afghan railway'
    """
    shortest = name
    for form in _forms(name, id):
        if fits(form):
            return form
        shortest = min(shortest, form, key=len)
    return cut(shortest, fits)


def shortest(name: str, id: str) -> str:  # noqa: A002 - the id of a row
    """Give the shortest form of a name that is still one.

    Examples
    --------
    >>> shortest("International North-South Transport Corridor", "instc"), shortest("CASCA+", "casca")
    ('INSTC', 'CASCA+')
    """
    forms = list(_forms(name, id))
    # an id that saves a letter or two says less than the name
    return min((form for form in forms if form != id.upper() or len(form) + _SAVED < len(forms[1])), key=len)


def cut(text: str, fits: Callable[[str], bool]) -> str:
    """Cut a text behind the last letter that leaves room for an ellipsis.

    Examples
    --------
    >>> cut("border of Kazakhstan and Uzbekistan", lambda text: len(text) <= 14)
    'border of Kaz…'
    """
    if fits(text):
        return text
    ends = (f"{text[:length].rstrip(' -,;(')}…" for length in range(len(text) - 1, 1, -1))
    return next((short for short in ends if fits(short)), f"{text[:1]}…")


def _forms(name: str, id: str) -> Iterator[str]:  # noqa: A002 - as above
    yield name
    bare = name.partition(" (")[0]
    yield bare
    if len(id) == len("AF-PK") and id[2] == "-" and id.isupper():
        yield f"border {id}"
    if id.isalpha() and len(id) <= _LONGEST_ID and len(id) < len(bare):
        yield id.upper()
    for kind in _KINDS:
        if bare.lower().endswith(f" {kind}"):
            yield bare[: -len(kind) - 1]
