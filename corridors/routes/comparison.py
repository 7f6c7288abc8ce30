"""What comparing corridors gives: a row for each corridor and destination."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corridors.charges.model import Place
from corridors.errors import UnknownPlaceError
from corridors.routes.columns import no_figures, row
from corridors.routes.route import Route
from corridors.world.gazetteer import Gazetteer

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from corridors.maps.regions import RegionLike

__all__ = ["Comparison", "ComparisonRow"]


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One corridor to one destination: the best route through it, or why there is none."""

    destination: Place
    corridor: str
    corridor_name: str
    route: Route | None
    reasons: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, one key a column of `Comparison.to_frame`."""
        figures = no_figures() if self.route is None else row(self.route)
        return {
            "destination": self.destination.id,
            "corridor": self.corridor,
            "corridor_name": self.corridor_name,
            "found": self.route is not None,
            **figures,
            "reason": "; ".join(self.reasons),
        }


class Comparison(Sequence[ComparisonRow]):
    """The rows of `compare_corridors`, by destination and then by what was minimised.

    Hours and days count in the `scope` of the question, and `service` is the class in which the shipment travels by
    rail. A number or a slice gives rows, the name of a destination the comparison of that destination alone.

    Examples
    --------
    >>> import corridors as co
    >>> table = co.compare_corridors("Tashkent", ["Poti", "Karachi"])
    >>> {row.destination.id for row in table["Karachi"]}
    {'karachi'}
    """

    def __init__(
        self,
        origin: Place,
        rows: Sequence[ComparisonRow],
        *,
        weight: str,
        shipment: str,
        on: str,
        service: str = "regular",
        scope: str = "terminal",
    ) -> None:
        self.origin = origin
        self.rows = tuple(rows)
        self.weight = weight
        self.shipment = shipment
        self.service = service
        self.scope = scope
        self.on = on

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, (str, Place, tuple)):
            return self._to(index)
        return self.rows[index]

    def _to(self, destination: Any) -> Comparison:
        """Give the rows of one destination by its id, by any spelling of its name, or by a point at it.

        Raises
        ------
        UnknownPlaceError
            It is none of the destinations; those that there are stand in the message.
        """
        places = self.destinations
        try:
            meant = Gazetteer(places).find(destination)[0]
        except UnknownPlaceError:
            known = ", ".join(place.name for place in places)
            raise UnknownPlaceError(
                f"{destination!r} is no destination of this comparison: there are {known}"
            ) from None
        mine = [row for row in self.rows if row.destination.id == meant.id]
        asked = {name: getattr(self, name) for name in ("weight", "shipment", "service", "scope", "on")}
        return Comparison(self.origin, mine, **asked)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[ComparisonRow]:
        return iter(self.rows)

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
        return pd.DataFrame([row.to_dict() | asked for row in self.rows])

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "origin": self.origin.id,
            "on": self.on,
            "weight": self.weight,
            "shipment": self.shipment,
            "service": self.service,
            "scope": self.scope,
            "rows": [row.to_dict() for row in self.rows],
        }

    def summary(self) -> str:
        """Give the comparison as a text table."""
        from corridors.routes.text import comparison_summary

        return comparison_summary(self)

    def plot(
        self,
        ax: Axes | None = None,
        *,
        region: RegionLike = None,
        labels: int = 30,
        title: str | None = None,
        legend: bool = True,
        credit: bool = True,
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
        'Tashkent to Poti: least cost, network of ...'
        """
        from corridors.maps.drawing import draw
        from corridors.routes.comparison_picture import comparison_picture

        picture = comparison_picture(self, region=region, labels=labels)
        return draw(picture, ax, title=title, legend=legend, credit=credit)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        return (
            f"<Comparison from {self.origin.name} to {len(self.destinations)} destinations: "
            f"{len(self.routes)} ways of {len(self.rows)}>"
        )

    def _repr_html_(self) -> str:
        from corridors.routes.html import comparison_html

        return comparison_html(self)
