"""What a name that is none may have been meant for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from corridors.charges.model import Place
from corridors.world.names import allowed_slips, normalise, slips, sound

__all__ = ["closest"]

#: So many letters of a part of a name say enough to suggest the whole.
_START, _PART = 3, 5

#: Few people mistake the first letter, so a name that begins otherwise is suggested only where all the rest agrees.
_LONG = 7


def closest(text: str, sounds: Mapping[str, Sequence[Place]], names: Mapping[str, Sequence[Place]]) -> list[Place]:
    """List places by how few slips lead from `text` to one of their names; those that it is a part of come after.

    Nothing is suggested that lies farther away than a spelling: no slip in names of up to three letters, one in up
    to six, two in up to ten, three in longer ones.

    Parameters
    ----------
    text
        What was asked for.
    sounds
        Places by the `sound` of their names.
    names
        Places by their names as `normalise` leaves them: a slip may fall within what writes one sound.
    """
    wanted = sound(text)
    ranked = [(*rank, key, sounds[key]) for key, rank in _within_slips(wanted, sounds)]
    ranked += [(*rank, key, names[key]) for key, rank in _within_slips(normalise(text), names)]
    found = [place for *_, places in sorted(ranked, key=lambda entry: entry[:3]) for place in places]
    close: list[str] = []
    typed = len(normalise(text))
    if typed >= _START:
        close += sorted(key for key in sounds if key.startswith(wanted))
    if typed >= _PART:
        close += sorted(key for key in sounds if wanted in key)
    # and the other way round: a name with something before or after it
    words = {sound(word) for word in text.replace(",", " ").replace("-", " ").split()}
    close += sorted(key for key in sounds if len(key) > _PART and key in words)
    return list(dict.fromkeys((*found, *(place for key in close for place in sounds[key]))))


def _within_slips(wanted: str, keys: Iterable[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Give the keys that are no farther than a spelling, with what they are ranked by."""
    most = allowed_slips(len(wanted))
    for key in keys if most else ():
        alike = wanted[:1] == key[:1]
        count = slips(wanted, key, most) if alike else (1 if _first_slip(wanted, key) else most + 1)
        if count <= most:
            yield key, (count, _differs(wanted, key))


def _first_slip(one: str, other: str) -> bool:
    """Whether nothing but the first letters differ: swapped, or in a long name left out, added or replaced."""
    if one[:2] == other[1::-1] and one[2:] == other[2:]:
        return True
    return len(one) >= _LONG and (one[1:] == other or one == other[1:] or one[1:] == other[1:])


def _differs(one: str, other: str) -> int:
    """Whether more than vowels differ: those are mistaken most."""
    vowels = str.maketrans("", "", "aeiou")
    return one.translate(vowels) != other.translate(vowels)
