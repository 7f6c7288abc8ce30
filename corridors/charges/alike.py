"""Charges that say where they arise, made only when somebody asks for them.

On a network of hundreds of thousands of places, loading at one place takes what loading at the next does, but for the
name in its label; and hauls differ by their lengths alone, each times the same rates. There such charges stand for one
another in sums, those of a swarm of arcs are summed up together, and each is made when a route leads over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, SupportsIndex, cast, overload

from corridors.charges.charge import Charge
from corridors.kernels.adding import total_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corridors.charges.tariff import Charges

__all__ = ["Alike", "ArcCharges", "Swarm", "charges_of"]


class Alike:
    """Charges with the figures of others, and how to make them.

    Parameters
    ----------
    model
        Charges that take exactly as much.
    make, of
        A function and its arguments, which give the charges themselves.
    """

    __slots__ = ("make", "model", "of")

    def __init__(self, model: Charges, make: Callable[..., Charges], *of: object) -> None:
        self.model = model
        self.make = make
        self.of = of


class Swarm:
    """Charges of many arcs that differ by length, or printed hours and prices, and by their labels alone.

    Parameters
    ----------
    model
        Charges whose figures are arrays, a number an arc, or numbers that hold for all of them.
    arcs
        The arcs, in the order of the arrays.
    make
        Gives the charges of one of the arcs.
    """

    __slots__ = ("arcs", "make", "model")

    def __init__(self, model: Charges, arcs: NDArray[np.intp], make: Callable[[int], Charges]) -> None:
        self.model = model
        self.arcs = arcs
        self.make = make


def charges_of(given: Charges | Alike) -> Charges:
    """Give charges, made if need be."""
    return given.make(*given.of) if isinstance(given, Alike) else given


class ArcCharges(list[tuple[Charge, ...]]):
    """The charges of all arcs; of some only how they are made.

    Parameters
    ----------
    given
        One an arc; a swarm stands at each of its arcs.
    swarms
        The swarms among them.
    """

    __slots__ = ("swarms",)

    def __init__(self, given: Iterable[Charges | Alike | Swarm] = (), swarms: tuple[Swarm, ...] = ()) -> None:
        super().__init__(given)  # type: ignore[arg-type]
        self.swarms = swarms

    @overload
    def __getitem__(self, arc: SupportsIndex) -> Charges: ...
    @overload
    def __getitem__(self, arc: slice) -> list[Charges]: ...
    def __getitem__(self, arc: SupportsIndex | slice) -> Charges | list[Charges]:
        found: Any = super().__getitem__(arc)
        if type(found) is tuple:
            return found
        if isinstance(arc, slice):
            return [self[one] for one in range(*arc.indices(len(self)))]
        return found.make(int(arc)) if isinstance(found, Swarm) else charges_of(found)

    def __iter__(self) -> Iterator[Charges]:
        return map(self.__getitem__, range(len(self))) if self.swarms else map(charges_of, super().__iter__())

    def copied(self) -> ArcCharges:
        """Give a copy in which nothing is made that was not."""
        return ArcCharges(super().__iter__(), self.swarms)

    def sums(self, value: Callable[[Charge], float]) -> list[float]:
        """Add up one figure arc by arc; what is alike is added up once."""
        if self.swarms:
            return self._sums_with_swarms(value)
        known: dict[int, float] = {}
        totals = []
        for given in cast("Iterator[Charges | Alike]", super().__iter__()):
            if not isinstance(given, Alike):
                totals.append(total_of(map(value, given)))
                continue
            total = known.get(id(given.model))
            if total is None:
                total = known[id(given.model)] = total_of(map(value, given.model))
            totals.append(total)
        return totals

    def _sums_with_swarms(self, value: Callable[[Charge], float]) -> list[float]:
        """Add up arrays of figures, and what is not of a swarm one by one."""
        import numpy as np

        found = np.zeros(len(self))
        for swarm in self.swarms:
            found[swarm.arcs] = total_of(map(value, swarm.model))
        totals: list[float] = found.tolist()
        for arc, given in enumerate(cast("Iterator[Charges | Alike | Swarm]", super().__iter__())):
            if type(given) is not Swarm:
                stands = given.model if isinstance(given, Alike) else given
                totals[arc] = total_of(map(value, cast("Charges", stands)))
        return totals
