"""Charges that say where they arise, made only when somebody asks for them.

On a network of hundreds of thousands of places, loading at one place takes what loading at the next does, but for the
name in its label; and hauls differ by their lengths alone, each times the same rates. There such charges stand for one
another in sums, those of a swarm of arcs are summed up together, and each is made when a route leads over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, SupportsIndex, cast, overload

from corridors.charges.charge import Charge
from corridors.kernels.adding import total_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from corridors.charges.tariff import Charges

__all__ = ["Alike", "ArcCharges", "Later", "Swarm", "charges_of"]


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


class Later:
    """Charges that are made when somebody first asks for them: of one arc, or of a few together.

    Parameters
    ----------
    make
        Gives the charges; of a few arcs those of each, or how these are made in their turn.
    arcs
        The arcs; none where it stands for the charges of one alone.
    """

    __slots__ = ("arcs", "make")

    def __init__(self, make: Callable[[], Any], arcs: Sequence[int] = ()) -> None:
        self.make = make
        self.arcs = arcs


def charges_of(given: Charges | Alike) -> Charges:
    """Give charges, made if need be."""
    return given.make(*given.of) if isinstance(given, Alike) else given


class ArcCharges(list[tuple[Charge, ...]]):
    """The charges of all arcs; of some only how they are made.

    Parameters
    ----------
    given
        One an arc; a swarm stands at each of its arcs, and so does what is made later.
    swarms
        The swarms among them.
    later
        Whether some are made later.
    """

    __slots__ = ("_apart", "_later", "swarms")

    def __init__(
        self,
        given: Iterable[Charges | Alike | Swarm | Later] = (),
        swarms: tuple[Swarm, ...] = (),
        *,
        later: bool = False,
    ) -> None:
        super().__init__(given)  # type: ignore[arg-type]
        self.swarms = swarms
        self._later = later
        self._apart: list[int] | None = None  # arcs of no swarm, found when first asked for

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
        if isinstance(found, Later):
            return self._made(found, int(arc))
        return found.make(int(arc)) if isinstance(found, Swarm) else charges_of(found)

    def __iter__(self) -> Iterator[Charges]:
        if self.swarms or self._later:
            return map(self.__getitem__, range(len(self)))
        return map(charges_of, super().__iter__())

    def __eq__(self, other: object) -> bool:
        return list(self) == (list(other) if isinstance(other, list) else other)

    __hash__ = None  # as of every list

    def _made(self, later: Later, arc: int) -> Charges:
        """Make what was to be made later, and put it where nothing else has come in the meantime."""
        found: Any = later.make()
        if not later.arcs:
            found = charges_of(found)
            self._replace(later, arc, found)
            return cast("Charges", found)
        for each, made in zip(later.arcs, found, strict=True):
            self._replace(later, each, made)
            found = made if each == arc else found
        return self._made(found, arc) if isinstance(found, Later) else charges_of(found)

    def _replace(self, later: Later, arc: int, made: Any) -> None:
        stands: Any = super().__getitem__(arc)
        if stands is later:
            super().__setitem__(arc, made)

    def copied(self) -> ArcCharges:
        """Give a copy in which nothing is made that was not."""
        return ArcCharges(super().__iter__(), self.swarms, later=self._later)

    def sums(self, value: Callable[[Charge], float]) -> list[float]:
        """Add up one figure arc by arc; what is alike is added up once."""
        if self.swarms:
            return self._sums_with_swarms(value)
        known: dict[int, float] = {}
        totals = []
        for arc, given in enumerate(cast("Iterator[Charges | Alike | Later]", super().__iter__())):
            if not isinstance(given, Alike):
                totals.append(total_of(map(value, self[arc] if isinstance(given, Later) else given)))
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
        if self._apart is None:
            every: Iterator[Any] = super().__iter__()
            self._apart = [arc for arc, given in enumerate(every) if type(given) is not Swarm]
        for arc in self._apart:
            given: Any = super().__getitem__(arc)
            stands = given.model if isinstance(given, Alike) else given
            totals[arc] = total_of(map(value, cast("Charges", stands)))
        return totals
