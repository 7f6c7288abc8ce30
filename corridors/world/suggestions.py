"""What a name that is none may have been meant for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corridors.charges.model import Place
from corridors.world.names import allowed_slips, slips, sound

__all__ = ["closest"]

#: So many letters of a part of a name say enough to suggest the whole.
_START, _PART = 3, 4

#: Few people mistake the first letter, so a name that begins otherwise is suggested only where all the rest agrees.
_LONG = 7


def closest(text: str, sounds: Mapping[str, Sequence[Place]]) -> list[Place]:
    """List places by how few slips lead from `text` to one of their names; those that it is a part of come after.

    Nothing is suggested that lies farther away than a spelling: no slip in names of up to three letters, one in up
    to six, two in up to ten, three in longer ones.

    Parameters
    ----------
    text
        What was asked for.
    sounds
        Places by the `sound` of their names.
    """
    wanted = sound(text)
    most = allowed_slips(len(wanted))
    ranked: list[tuple[int, int, str]] = []
    for key in sounds:
        count = slips(wanted, key, most) if key else most + 1
        if count <= most and _starts_alike(wanted, key, count):
            ranked.append((count, _differs(wanted, key), key))
    close = [key for *_, key in sorted(ranked)]
    if len(wanted) >= _START:
        close += sorted(key for key in sounds if key.startswith(wanted))
    if len(wanted) >= _PART:
        close += sorted(key for key in sounds if wanted in key)
    # and the other way round: a name with something before or after it
    words = {sound(word) for word in text.replace(",", " ").replace("-", " ").split()}
    close += sorted(key for key in sounds if len(key) > _PART and key in words)
    return list(dict.fromkeys(place for key in close for place in sounds[key]))


def _starts_alike(one: str, other: str, count: int) -> bool:
    if one[:1] == other[:1] or (one[:2] == other[1::-1] and count == 1):
        return True
    return count == 1 and len(one) >= _LONG


def _differs(one: str, other: str) -> int:
    """Whether more than vowels differ: those are mistaken most."""
    vowels = str.maketrans("", "", "aeiou")
    return one.translate(vowels) != other.translate(vowels)
