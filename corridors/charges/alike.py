"""Charges that say where they arise, made only when somebody asks for them.

On a network of hundreds of thousands of places, loading at one place takes what loading at the next does, but for the
name in its label. There such charges stand for one another in sums, and each is made when a route leads over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, SupportsIndex, cast, overload

from corridors.charges.charge import Charge

if TYPE_CHECKING:
    from corridors.charges.tariff import Charges

__all__ = ["Alike", "ArcCharges", "charges_of"]


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


def charges_of(given: Charges | Alike) -> Charges:
    """Give charges, made if need be."""
    return given.make(*given.of) if isinstance(given, Alike) else given


class ArcCharges(list[tuple[Charge, ...]]):
    """The charges of all arcs; of some only how they are made."""

    __slots__ = ()

    def __init__(self, given: Iterable[Charges | Alike] = ()) -> None:
        super().__init__(given)  # type: ignore[arg-type]

    @overload
    def __getitem__(self, arc: SupportsIndex) -> Charges: ...
    @overload
    def __getitem__(self, arc: slice) -> list[Charges]: ...
    def __getitem__(self, arc: SupportsIndex | slice) -> Charges | list[Charges]:
        found = super().__getitem__(arc)
        return [charges_of(one) for one in found] if isinstance(arc, slice) else charges_of(found)  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[Charges]:
        return map(charges_of, super().__iter__())

    def copied(self) -> ArcCharges:
        """Give a copy in which nothing is made that was not."""
        return ArcCharges(super().__iter__())

    def sums(self, value: Callable[[Charge], float]) -> list[float]:
        """Add up one figure arc by arc; what is alike is added up once."""
        known: dict[int, float] = {}
        totals = []
        for given in cast("Iterator[Charges | Alike]", super().__iter__()):
            if not isinstance(given, Alike):
                totals.append(sum(map(value, given)))
                continue
            total = known.get(id(given.model))
            if total is None:
                total = known[id(given.model)] = sum(map(value, given.model))
            totals.append(total)
        return totals
