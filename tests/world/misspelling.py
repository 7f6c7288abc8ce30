"""Misspelt names made by a procedure: one typical slip each in real names of four kinds of writing.

The first letter is never touched, for people seldom miss it. Names of fewer than five letters are left out, and so
is a slip that makes the name of another place, which nobody could tell from that.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator

from corridors.charges.model import Place

VOWELS = {"latin": "aeiou", "cyrillic": "аеиоуыэ", "arabic": "اوی"}


def swapped(name: str, where: int) -> str:
    """Two neighbours change places."""
    return name[:where] + name[where + 1 : where + 2] + name[where] + name[where + 2 :]


def dropped(name: str, where: int) -> str:
    """A letter is left out."""
    return name[:where] + name[where + 1 :]


def doubled(name: str, where: int) -> str:
    """A letter is typed twice."""
    return name[: where + 1] + name[where:]


def another_vowel(name: str, where: int) -> str:
    """A vowel for another."""
    for vowels in VOWELS.values():
        if name[where] in vowels:
            return name[:where] + vowels[(vowels.index(name[where]) + 1) % len(vowels)] + name[where + 1 :]
    return name


def without_marks(name: str, _where: int) -> str:
    """The keyboard has no accents and no turned comma."""
    letters = unicodedata.normalize("NFD", name.replace("ʻ", "").replace("ı", "i").replace("қ", "к").replace("ғ", "г"))
    return "".join(letter for letter in letters.replace("ҳ", "х") if not unicodedata.combining(letter))


SLIPS: tuple[Callable[[str, int], str], ...] = (swapped, dropped, doubled, another_vowel, without_marks)


def names_of(place: Place) -> dict[str, list[str]]:
    """Names of a place by the way they are written; those with brackets left out."""
    kinds: dict[str, list[str]] = {"latin": [], "russian": [], "turkic": [], "persian": []}
    for name in place.spellings:
        letters = [letter for letter in name.casefold() if letter.isalpha()]
        if len(letters) < 5 or "(" in name or any(letter.isdigit() for letter in name):
            continue
        if any(letter in "şçğıöüýňžəäoʻқғҳўңөүұәіҷ" and letter != "o" for letter in name.casefold()):
            kinds["turkic"].append(name)
        elif all("a" <= letter <= "z" for letter in letters):
            kinds["latin"].append(name)
        elif all("а" <= letter <= "ё" for letter in letters):
            kinds["russian"].append(name)
        elif all("\u0600" <= letter <= "\u06ff" for letter in letters):
            kinds["persian"].append(name)
    return kinds


def misspelt(
    places: tuple[Place, ...], taken: Callable[[str], bool], each: int, seed: int
) -> Iterator[tuple[str, Place, str]]:
    """Give so many misspelt names of each kind: (kind, place meant, as typed); `taken` tells what is a name already."""
    pick = random.Random(seed)
    for kind in ("latin", "russian", "turkic", "persian"):
        known = [(place, name) for place in places for name in names_of(place)[kind]]
        made: dict[str, Place] = {}
        while len(made) < each:
            place, name = pick.choice(known)
            slip = pick.choice(SLIPS)
            inside = [n for n in range(1, len(name) - 1) if name[n].isalpha() and name[n + 1].isalpha()]
            typed = slip(name, pick.choice(inside))
            if typed != name and not taken(typed):
                made.setdefault(typed, place)
        yield from ((kind, place, typed) for typed, place in made.items())
