"""How much is asked for at once: what no machine holds is refused with a message, before it is begun.

An iterator may give for ever, and a count of a thousand millions is a slip of the finger: both would take all memory
of the machine, and what else runs on it with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sized
from itertools import islice
from typing import Any

from corridors.errors import OptionError

__all__ = ["MOST_DRAWS", "MOST_FIGURES", "MOST_ITEMS", "MOST_WAYS", "figures_fit", "held"]

#: Things in one list that is asked for, such as places or years.
MOST_ITEMS = 5_000_000

#: Figures in one table, 8 bytes each: 4 GB.
MOST_FIGURES = 500_000_000

#: Draws or futures in one study; beyond, no digit that anybody reads changes.
MOST_DRAWS = 10_000_000

#: Ways in one answer.
MOST_WAYS = 100_000


def held(values: Iterable[Any], *, most: int = MOST_ITEMS) -> list[Any]:
    """Take what can be read once into a list.

    Raises
    ------
    OptionError
        There are more than `most`, perhaps without end.

    Examples
    --------
    >>> held(n * n for n in range(3))
    [0, 1, 4]
    """
    if type(values) in (list, tuple) and len(values) <= most:  # type: ignore[arg-type] # as nearly all are
        return list(values)
    too_many = isinstance(values, Sized) and len(values) > most
    found = [] if too_many else list(islice(values, most + 1))
    if too_many or len(found) > most:
        raise OptionError(f"more than {most:,} things in one list, or no end of them: give fewer at once")
    return found


def figures_fit(what: str, count: int, instead: str) -> None:
    """See to it that a table of so many figures can be held.

    Parameters
    ----------
    what
        What asks for it, as in ``a matrix of 3 origins by 4 destinations``.
    count
        How many figures that takes.
    instead
        What would be right.

    Raises
    ------
    OptionError
        It cannot.

    Examples
    --------
    >>> figures_fit("a matrix of 3 origins by 4 destinations", 12, "ask for fewer")
    """
    if count > MOST_FIGURES:
        raise OptionError(f"{what}: {count:,} figures, and at most {MOST_FIGURES:,} are held at once; {instead}")
