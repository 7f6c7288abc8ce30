"""What comparing corridors gives: a row for each corridor and destination."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any

from corridors.charges.model import Place
from corridors.errors import OptionError, UnknownPlaceError
from corridors.flows.corridor import CorridorCapacity, LaterCapacity
from corridors.gate.arguments import reads
from corridors.gate.quoted import quoted
from corridors.routes.caveats import caveats
from corridors.routes.chances import Again, Chances, Key
from corridors.routes.columns import no_figures, row
from corridors.routes.comparison_files import ComparisonFiles
from corridors.routes.explorable import Explorable
from corridors.routes.route import Route
from corridors.words.brief import brief
from corridors.words.face import public
from corridors.words.fitted import fitted_text
from corridors.world.gazetteer import Gazetteer

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from corridors.maps.explorer import Explorer
    from corridors.maps.regions import RegionLike

__all__ = ["Comparison", "ComparisonRow", "key_of"]


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One corridor between two places: the best route through it, or why there is none.

    Attributes
    ----------
    origin, destination
        The two places.
    corridor, corridor_name
        Id of the corridor and what the row is called; ``direct`` is the best of all ways where that is one of no
        corridor, named by its towns, ``lorry`` the best by lorry.
    route
        The way; None if there is none.
    reasons
        Why there is none.
    branch
        Ids of the branches that the way takes, joined by ``|``, where branches were asked for.
    detour
        Why the way is no alternative and is left out unless ``all=True``; blank if it is one.
    same_as
        The row above that is the same way under another name.
    front
        Whether no other row is as good in all criteria and better in one; None with one criterion.
    """

    origin: Place
    destination: Place
    corridor: str
    corridor_name: str
    route: Route | None
    reasons: tuple[str, ...] = ()
    branch: str = ""
    detour: str = ""
    same_as: str = ""
    front: bool | None = None
    later: LaterCapacity | None = field(default=None, repr=False, compare=False)
    #: whether the corridor lies between the places at all; else the way merely touches it, and turns back
    lies_between: bool = field(default=True, repr=False, compare=False)
    #: id of the corridor or branch that the way was searched through; blank for the ways of none
    through: str = field(default="", repr=False, compare=False)

    @property
    def capacity(self) -> CorridorCapacity | None:
        """What the corridor carries between the two places, worked out when first asked for.

        The greatest flow through its gateways in both directions together, with what binds; the way's own bottleneck
        is ``route.capacity_mt_per_year``. None for a way of no corridor.
        """
        return None if self.later is None else self.later.found

    @property
    def caveats(self) -> str:
        """The highest risks and the restrictions that the way meets, in words."""
        return "" if self.route is None else caveats(self.route)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, one key a column of `Comparison.to_frame`."""
        figures = no_figures() if self.route is None else row(self.route)
        capacity = self.capacity
        known = capacity is not None and capacity.mt_per_year < inf
        return {
            "origin": self.origin.id,
            "destination": self.destination.id,
            "corridor": self.corridor,
            "corridor_name": self.corridor_name,
            "branch": self.branch,
            "found": self.route is not None,
            **figures,
            "price_year": "" if self.route is None else self.route.price_year,
            "corridor_capacity_mt_per_year": capacity.mt_per_year if capacity is not None and known else None,
            "corridor_bottleneck": "" if capacity is None else capacity.bottleneck,
            "corridor_capacity_unknown": "" if capacity is None else "; ".join(capacity.unknown),
            "caveats": self.caveats,
            "front": self.front,
            "same_as": self.same_as,
            "detour": self.detour,
            "reason": "; ".join(self.reasons),
        }

    def __repr__(self) -> str:
        way = f"{self.origin.name} - {self.destination.name}, no way" if self.route is None else repr(self.route)
        return brief(self, f"{self.corridor}: {way}")


def key_of(row: ComparisonRow) -> Key:
    """Give what a row is found again by."""
    return row.origin.id, row.destination.id, row.through or row.corridor


class Comparison(Explorable, ComparisonFiles, Sequence[ComparisonRow]):
    """The rows of `compare_corridors`, by destination, origin and then by what was minimised.

    Hours and days count in the `scope` of the question, and `service` is the class in which the shipment travels by
    rail. A number or a slice gives rows, the name of a destination (of several origins, also of an origin) the
    comparison of that place alone. Capacities of corridors are worked out when looked at: in a row, a frame, a text.

    Examples
    --------
    >>> import corridors as co
    >>> table = co.compare_corridors("Tashkent", ["Poti", "Karachi"])
    >>> {row.destination.id for row in table["Karachi"]}
    {'karachi'}
    """

    def __init__(
        self,
        origins: Sequence[Place],
        rows: Sequence[ComparisonRow],
        *,
        left_out: Sequence[ComparisonRow] = (),
        weight: str,
        shipment: str,
        on: str,
        service: str = "regular",
        scope: str = "terminal",
        again: Again | None = None,
        chances: Mapping[Key, Chances] | None = None,
    ) -> None:
        self.origins = tuple(origins)
        self.rows = tuple(rows)
        self.left_out = tuple(left_out)
        self.weight = weight
        self.shipment = shipment
        self.service = service
        self.scope = scope
        self.on = on
        #: what draws of the same question take; None of a pickle
        self._again = again
        self._chances = dict(chances or {})

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, (str, Place, tuple)):
            return self._to(index)
        return self.rows[index]

    def _to(self, destination: Any) -> Comparison:
        """Give the rows of one end by its id, by any spelling of its name, or by a point at it.

        Raises
        ------
        UnknownPlaceError
            It is none of the destinations; those that there are stand in the message.
        """
        places = tuple(dict.fromkeys((*self.destinations, *(self.origins if len(self.origins) > 1 else ()))))
        try:
            meant = Gazetteer(places).find(destination)[0]
        except UnknownPlaceError:
            known = ", ".join(place.name for place in places)
            raise UnknownPlaceError(
                f"{destination!r} is no destination of this comparison: there are {known}"
            ) from None
        end = "destination" if meant in self.destinations else "origin"
        mine, left_out = (
            [row for row in rows if getattr(row, end).id == meant.id] for rows in (self.rows, self.left_out)
        )
        origins = [place for place in self.origins if any(row.origin is place for row in mine)]
        asked = {name: getattr(self, name) for name in ("weight", "shipment", "service", "scope", "on")}
        return Comparison(origins, mine, left_out=left_out, again=self._again, chances=self._chances, **asked)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[ComparisonRow]:
        return iter(self.rows)

    @property
    def origin(self) -> Place:
        """The origin; of several the first."""
        return self.origins[0]

    @property
    def pairs(self) -> tuple[tuple[Place, Place], ...]:
        """Origins and destinations of the rows, in their order."""
        return tuple(dict.fromkeys((row.origin, row.destination) for row in self.rows))

    @property
    def destinations(self) -> tuple[Place, ...]:
        """Destinations in the order asked for."""
        return tuple(dict.fromkeys(row.destination for row in self.rows))

    @property
    def routes(self) -> tuple[Route, ...]:
        """Routes found, in the order of the rows."""
        return tuple(row.route for row in self.rows if row.route is not None)

    def to_frame(self) -> pd.DataFrame:
        """Give a frame, one row a destination and corridor; refused ones carry a reason and no figures.

        The columns of a route are those of `RouteSet.to_frame`: ``time_h`` and ``days`` (expected), ``_low``, ``_p50``
        and ``_high`` (P10, P50, P90); ``shipment``, ``service`` and ``scope`` say what they are of.
        """
        import pandas as pd

        asked = {"shipment": self.shipment, "service": self.service, "scope": self.scope}
        return pd.DataFrame([row.to_dict() | asked | self._told(row) for row in self.rows])

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "origin": self.origin.id,
            "origins": [place.id for place in self.origins],
            "on": self.on,
            "weight": self.weight,
            "shipment": self.shipment,
            "service": self.service,
            "scope": self.scope,
            "rows": [row.to_dict() | self._told(row) for row in self.rows],
            "left_out": [
                {
                    "origin": row.origin.id,
                    "destination": row.destination.id,
                    "corridor": row.corridor,
                    "corridor_name": row.corridor_name,
                    "detour": row.detour,
                }
                for row in self.left_out
            ],
        }

    @property
    def is_sure(self) -> bool:
        """Whether it tells how likely each way is the best."""
        return bool(self._chances)

    def chances(self, row: ComparisonRow) -> Chances | None:
        """Give how likely a row is the best, and between what it lies; None where that was not asked for."""
        if not isinstance(row, ComparisonRow):
            raise OptionError(f"row={quoted(row)}: give a row of the comparison, such as comparison[0]")
        return self._chances.get(key_of(row))

    def _told(self, row: ComparisonRow) -> dict[str, float | None]:
        chances = self.chances(row)
        return ({} if not self.is_sure else dict.fromkeys(Chances.columns())) | (chances.to_dict() if chances else {})

    def with_probabilities(self, *, n: int = 2048, seed: int = 0, **options: Any) -> Comparison:
        """Give the comparison with how likely each way is the best, by draws of all ranges (extra ``simulation``).

        Parameters
        ----------
        n, seed
            Draws, and what they follow from, as in `corridors.simulate`.
        **options
            What else it takes of draws: `points`, `replications`, `correlation`, `events`, `vary_value_of_time`,
            `workers`, `progress`.

        Returns
        -------
        Comparison
            The same rows. Its frame has the columns ``p_best_cost``, ``p_best_time`` and ``p_best_generalised`` (how
            likely the way through the corridor, chosen by `weight` when all of a draw is known, is the cheapest, the
            quickest, the best of the rows), and P10 and P90 of the draws (``drawn_days_p10`` ...); each with its
            standard error (``_se``). They are None in rows without a way and in ``direct``, which is no one choice.

        Raises
        ------
        OptionError
            As in `corridors.simulate`; a weight that does not vary, such as distance; a comparison read from a pickle.
        MissingExtraError
            scipy is not installed.

        Examples
        --------
        >>> import corridors as co
        >>> table = co.compare_corridors("Tashkent", "Poti", corridors=["casca", "middle-corridor"])
        >>> bool(table.with_probabilities(n=64, seed=1).to_frame().p_best_cost.between(0, 1).all())
        True
        """
        found: Comparison = public("with_probabilities")(self, n=n, seed=seed, **options)  # of a wing above this one
        return found

    def _with(self, chances: Mapping[Key, Chances]) -> Comparison:
        """Give the same comparison with what draws tell of its rows."""
        asked = {name: getattr(self, name) for name in ("weight", "shipment", "service", "scope", "on")}
        return Comparison(self.origins, self.rows, left_out=self.left_out, again=self._again, chances=chances, **asked)

    def __getstate__(self) -> dict[str, Any]:
        """Cross process borders without the network."""
        return self.__dict__ | {"_again": None}

    def summary(self) -> str:
        """Give the comparison as a text table."""
        from corridors.routes.comparison_words import comparison_summary

        return fitted_text(comparison_summary(self))

    @reads("ax", "labels", "title", "legend", "credit", "dark")
    def plot(
        self,
        ax: Axes | None = None,
        *,
        region: RegionLike = None,
        labels: int = 30,
        title: str | None = None,
        legend: bool = True,
        credit: bool = True,
        dark: bool | None = None,
    ) -> Axes:
        """Draw the ways on one map, each in the colour of its corridor (extra ``plot``); see `Network.plot`.

        Raises
        ------
        NoRouteError
            No way was found, so there is nothing to draw.

        Examples
        --------
        >>> import corridors as co
        >>> from matplotlib.figure import Figure
        >>> table = co.compare_corridors("Tashkent", "Poti", corridors=["casca", "middle-corridor"])
        >>> table.plot(Figure().subplots()).get_title(loc="left")
        'Tashkent to Poti: ways by corridor'
        """
        from corridors.maps.drawing import draw
        from corridors.routes.comparison_picture import comparison_picture

        picture = comparison_picture(self, region=region, labels=labels)
        return draw(picture, ax, title=title, legend=legend, credit=credit, dark=dark)

    def _explorer(self) -> Explorer:
        from corridors.routes.explored import comparison_explorer

        return comparison_explorer(self)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        counts = f"{len(self.destinations)} destinations: {len(self.routes)} ways of {len(self.rows)}"
        return brief(self, f"from {', '.join(place.name for place in self.origins)} to {counts}")

    def _repr_html_(self) -> str:
        from corridors.routes.comparison_words import comparison_html

        return comparison_html(self)
