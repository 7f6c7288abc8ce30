"""Names as people write them: what spellings have in common, and how far apart two of them are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from math import isfinite

__all__ = ["allowed_slips", "apiece", "normalise", "point_of", "slips", "sound", "trimmings"]

#: Marks within a number: between two figures, or a sign before the first with nothing before it.
_FIGURES = re.compile(r"((?<=\d)[-–—_.,'/ ]+(?=\d)|(?:(?<=\n)|(?<=^))[-–—](?=\d))")

_DROPPED = dict.fromkeys(map(ord, " -–—_.,'’‘ʻʼ`´′″\"()/ъьʹʺ\u200c"))


def normalise(text: str) -> str:
    """Reduce a name to what spellings have in common: no case, accents, apostrophes, dashes or blanks.

    Examples
    --------
    >>> normalise("Mazar-i-Sharif"), normalise("Qoʻqon"), normalise("Türkmenbaşy")
    ('mazarisharif', 'qoqon', 'turkmenbasy')

    What stands between figures, or makes a number negative, is part of the number:

    >>> normalise("Km 1.5"), normalise("Km 15"), normalise("km-15"), normalise("-1")
    ('km1.5', 'km15', 'km15', '-1')
    """
    plain = _plain(text)
    if _FIGURES.search(plain) is None:
        return plain.translate(_DROPPED)
    kept = _FIGURES.split(plain)
    kept[::2] = [part.translate(_DROPPED) for part in kept[::2]]
    return "".join(kept)


def apiece(form: Callable[[str], str], texts: Iterable[str]) -> list[str]:
    """Give a form of each of many texts, such as how it sounds, worked out of all in one go.

    Examples
    --------
    >>> apiece(normalise, ["Mazar-i-Sharif", "Qoʻqon"])
    ['mazarisharif', 'qoqon']
    """
    texts = list(texts)
    # a line break is nothing that a form looks at, nor anything that joins with its neighbours
    found = form("\n".join(texts)).split("\n")
    return found if len(found) == len(texts) else [form(text) for text in texts]


def _plain(text: str) -> str:
    folded = text.casefold()
    if folded.isascii():  # most spellings: nothing to take apart
        return folded
    folded = unicodedata.normalize("NFKD", folded.replace("ı", "i"))
    for letter in set(folded):
        if unicodedata.combining(letter):
            folded = folded.replace(letter, "")
    return folded


#: Letters that stand for a sound of their own, so that losing their accents would lose it: Turkmen, Turkish, Azeri,
#: Uzbek and Kazakh ones, and Cyrillic ones in Latin.
_LETTERS = str.maketrans(
    {
        "ş": "s", "ç": "c", "ž": "j", "ý": "i", "ə": "a", "ł": "l", "ø": "o", "æ": "a", "đ": "d",
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z", "и": "i",
        "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
        "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "c", "ш": "s", "щ": "s", "ы": "i", "э": "e", "ю": "iu",
        "я": "ia", "і": "i", "ї": "i", "є": "e", "қ": "k", "ғ": "g", "ҳ": "h", "һ": "h", "ҷ": "j", "ў": "o",
        "ӯ": "u", "ө": "o", "ү": "u", "ұ": "u", "ң": "n", "ә": "a", "ӣ": "i",
        "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "ؤ": "و",
    }
)  # fmt: skip

#: Ways of writing one sound, in the order in which they are replaced.
_DIGRAPHS = (
    ("shch", "s"), ("sch", "s"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("zh", "j"), ("dj", "j"), ("kh", "h"),
    ("gh", "g"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("x", "h"), ("w", "v"), ("ye", "e"), ("y", "i"), ("ie", "e"),
    ("ee", "i"), ("oo", "u"), ("ou", "u"),
)  # fmt: skip

_DOUBLED = re.compile(r"([^\W\d])\1+")


def sound(text: str) -> str:
    """Reduce a name to how it sounds: one alphabet, one way to write each sound, no doubled letters.

    Vowels stay as they are written, so that only transliterations of one name come out alike.

    Examples
    --------
    >>> sound("Türkmenbaşy"), sound("Туркменбаши"), sound("Turkmenbashi")
    ('turkmenbasi', 'turkmenbasi', 'turkmenbasi')
    """
    # the letters first: without its accent й would be и, and ş no sh
    composed = unicodedata.normalize("NFC", text.casefold())
    key = normalise(composed.translate(_LETTERS))
    for written, one in _DIGRAPHS:
        key = key.replace(written, one)
    return _DOUBLED.sub(r"\1", key)


def allowed_slips(length: int) -> int:
    """How many slips leave a name of so many letters recognisable.

    Examples
    --------
    >>> [allowed_slips(length) for length in (3, 6, 8, 12)]
    [0, 1, 2, 3]
    """
    return (length > 3) + (length > 6) + (length > 10)


def slips(one: str, other: str, most: int) -> int:
    """Count the slips between two texts: a letter dropped, added, replaced, or swapped with its neighbour.

    More than `most` are told as ``most + 1``.

    Examples
    --------
    >>> slips("tashkent", "tahskent", 2), slips("london", "zahedan", 2)
    (1, 3)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)


#: What may stand beside the name of a port.
_PORT_WORDS = (
    "port ports seaport sea dry harbour harbor haven hafen limani liman porti portu порт порта порти порту морской "
    "сухой бандари bandari bandar бандар бендер بندر пурт"
)
_PORT = frozenset(_plain(_PORT_WORDS).split())

#: What may stand beside any name.
_AROUND_WORDS = (
    "of the city town station railway rail terminal i e de г город станция ст вокзал шахри шаҳри shahri shahar "
    "stansiyasi stansiya gari istasyonu şäheri saheri"
)
_AROUND = frozenset(_plain(_AROUND_WORDS).split())


def trimmings(text: str) -> Iterator[tuple[str, bool]]:
    """Give a name with fewer and fewer of the words around it, and whether one of those meant a port.

    Examples
    --------
    >>> list(trimmings("Bandar Abbas port"))
    [('bandar abbas', True), ('abbas port', True), ('abbas', True)]
    """
    words = [word for word in re.split(r"[\s\-–—_.,()]+", _plain(text)) if word]
    around = _PORT | _AROUND
    head = next((n for n, word in enumerate(words) if word not in around), len(words))
    tail = next((n for n, word in enumerate(reversed(words)) if word not in around), len(words))
    cuts = ((a, b) for a in range(head + 1) for b in range(tail + 1) if 0 < a + b < len(words))
    for a, b in sorted(cuts, key=sum):
        yield " ".join(words[a : len(words) - b]), bool(_PORT & {*words[:a], *words[len(words) - b :]})


def point_of(text: str) -> tuple[float, float] | None:
    """Read ``41.31,69.24`` as a point; None for what is none.

    Examples
    --------
    >>> point_of("41.31, 69.24"), point_of("Tashkent, UZ")
    ((41.31, 69.24), None)
    """
    parts = text.replace("°", "").split(",")
    if len(parts) != 2:
        return None
    try:
        lat, lon = float(parts[0]), float(parts[1])
    except ValueError:
        return None
    return (lat, lon) if isfinite(lat) and isfinite(lon) else None
