"""Several routes between the same two places, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from corridors.charges.model import Place
from corridors.gate.arguments import reads
from corridors.routes.columns import row
from corridors.routes.explorable import Explorable
from corridors.routes.route import Route
from corridors.words.brief import brief
from corridors.words.fitted import fitted_text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from corridors.maps.explorer import Explorer
    from corridors.maps.regions import RegionLike

__all__ = ["RouteSet"]


class RouteSet(Explorable, Sequence[Route]):
    """Routes in order; indexing gives a `Route`.

    Examples
    --------
    >>> import corridors as co
    >>> routes = co.alternative_routes("Tashkent", "Poti", k=2, weight="cost")
    >>> routes[0].cost_usd <= routes[1].cost_usd
    True
    """

    def __init__(
        self, origin: Place, destination: Place, routes: Sequence[Route], *, kind: str, method: str, exact: bool
    ) -> None:
        self.origin = origin
        self.destination = destination
        self.routes = tuple(routes)
        self.kind = kind
        #: How they were found: ``"shortest first"`` (all ways in order), ``"priced overlap"`` (what would be shared
        #: made dear), or ``"labels"`` (the front).
        self.method = method
        #: Whether they are the very ones that the definition names, so that none was missed.
        self.exact = exact

    def __getitem__(self, index: Any) -> Any:
        return self.routes[index]

    def __len__(self) -> int:
        return len(self.routes)

    def __iter__(self) -> Iterator[Route]:
        return iter(self.routes)

    def to_frame(self) -> pd.DataFrame:
        """Give a frame, a row a route, with the columns of `Comparison.to_frame`.

        Km, hours and days, dollars (expected, and P10, P50, P90), emissions, capacity, borders, modes, corridors;
        and what was asked: ``shipment``, ``service`` and ``scope``.
        """
        import pandas as pd

        return pd.DataFrame([_row(route) for route in self.routes])

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "origin": self.origin.id,
            "destination": self.destination.id,
            "kind": self.kind,
            "method": self.method,
            "exact": self.exact,
            "routes": [route.to_dict() for route in self.routes],
        }

    def summary(self) -> str:
        """Give the routes as a text table."""
        from corridors.routes.text import routes_summary

        return fitted_text(routes_summary(self))

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
        """Draw the routes on one map, each in the colour of its corridor (extra ``plot``); see `Network.plot`.

        A second route through the same corridor has a paler shade of its colour. Routes of no corridor, or of several,
        are dark, or of colours that no corridor has; each bears its number where it runs alone.

        Examples
        --------
        >>> import corridors as co
        >>> from matplotlib.figure import Figure
        >>> routes = co.alternative_routes("Tashkent", "Poti", k=2, weight="cost")
        >>> routes.plot(Figure().subplots()).get_title(loc="left")
        'Tashkent to Poti: 2 alternatives...'
        """
        from corridors.maps.drawing import draw
        from corridors.routes.routeset_picture import routes_picture

        return draw(
            routes_picture(self, region=region, labels=labels), ax, title=title, legend=legend, credit=credit, dark=dark
        )

    def _explorer(self) -> Explorer:
        from corridors.routes.explored import routes_explorer

        return routes_explorer(self)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        return brief(self, f"{self.origin.name} - {self.destination.name}: {len(self)} {self.kind}")

    def _repr_html_(self) -> str:
        from corridors.routes.html import routes_html

        return routes_html(self)


def _row(route: Route) -> dict[str, Any]:
    return row(route) | {"shipment": route.shipment, "service": route.service, "scope": route.scope}
