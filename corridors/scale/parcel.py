"""What all pieces of a work have in common, packed to be sent once: a worker process opens it once and keeps it."""

from __future__ import annotations

import pickle
import zlib
from functools import lru_cache
from hashlib import blake2b
from threading import Lock
from typing import Any

from corridors.errors import OptionError
from corridors.kernels.forked import renew_by

__all__ = ["Parcel", "opened", "packed"]

#: So many are kept open in a process: those of the works that go on at once.
_MOST_OPEN = 4

_OPENING = Lock()


@renew_by
def _renew() -> None:
    global _OPENING
    _OPENING = Lock()


class Parcel:
    """Something packed; two with the same content are the same.

    Examples
    --------
    >>> packed([1, 2]) == packed([1, 2]), opened(packed([1, 2]))
    (True, [1, 2])
    """

    __slots__ = ("content", "digest")

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.digest = blake2b(content, digest_size=16).digest()

    def __reduce__(self) -> tuple[type[Parcel], tuple[bytes]]:
        """Its digest is made of the content."""
        return type(self), (self.content,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Parcel) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def packed(common: object) -> Parcel:
    """Pack what all pieces of a work have in common.

    Raises
    ------
    OptionError
        Part of it cannot leave the process.
    """
    try:
        content = pickle.dumps(common, protocol=pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise OptionError(
            f"client=: part of what is asked cannot be sent to workers ({error}): give names, tuples and lists, or "
            "leave client out"
        ) from error
    return Parcel(zlib.compress(content, 1))


def opened(parcel: Parcel) -> Any:
    """Open a parcel, once in a process."""
    with _OPENING:  # threads of one worker share what is in it
        return _opened(parcel)


@lru_cache(maxsize=_MOST_OPEN)
def _opened(parcel: Parcel) -> Any:
    return pickle.loads(zlib.decompress(parcel.content))  # noqa: S301 - what `packed` made
