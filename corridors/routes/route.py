"""A route: what was found, with everything that can be asked of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from corridors.gate.arguments import reads
from corridors.routes.account import Account
from corridors.routes.answer import Found, Kept
from corridors.routes.chain import Element, chain_elements
from corridors.routes.columns import figures
from corridors.routing.planner import Goal, Planner, Root
from corridors.tables.reading import Row
from corridors.words.brief import brief
from corridors.words.fitted import fitted_text

if TYPE_CHECKING:
    import folium
    import geopandas as gpd
    import pandas as pd
    from matplotlib.axes import Axes
    from shapely.geometry import LineString

    from corridors.maps.engines import Engine
    from corridors.maps.offline import WebMap
    from corridors.maps.regions import RegionLike

__all__ = ["Route"]


#: Version of the layout of `Route.to_dict`; it rises when a key changes its meaning or goes.
SCHEMA_VERSION = 2


class Route(Account):
    """A way through the network, immutable; it holds arcs and works out the rest when asked.

    Two routes are equal whose accounts are: the same steps with the same figures under the same restrictions,
    whatever was asked. A pickled route keeps its answer without the network.

    Made by `shortest_route` and its kin. Times are in hours, in the class (`service`) and `scope` of the question;
    prices in USD per shipment unit (40 ft container, 20 ft container or wagon), emissions in kg CO2e (well to
    wheel) per shipment unit. Hours and dollars are what is to be expected, their ranges P10 to P90.

    Examples
    --------
    >>> import corridors as co
    >>> route = co.shortest_route("Tashkent", "Turkmenbashi", modes=["rail"])
    >>> route.countries
    ('UZ', 'TM')
    >>> route.length_km == sum(step.charge.length_km for step in route.steps)
    True
    """

    __slots__ = ()

    def __init__(self, planner: Planner, root: Root, goal: Goal, arcs: list[int]) -> None:
        super().__init__(Found(planner, root, goal, arcs))

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep the answer, not the network that it was found in."""
        return _kept_route, (Kept.of(self._answer),)

    # -- where it comes from ------------------------------------------------------------------------

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Ids of all sources, in the order met."""
        found: dict[str, None] = {}
        for step in self._iter_steps():
            found.update(dict.fromkeys(step.charge.sources))
        for restriction in self.restrictions:
            found.update(dict.fromkeys(restriction.sources))
        for risk in self.risks:
            found.update(dict.fromkeys(risk.sources))
        return tuple(found)

    def source_rows(self) -> list[Row]:
        """Sources that the figures rest on, as rows of the table ``sources``."""
        known = self._answer.known_sources
        return [known[source] for source in self.source_ids]

    def sources(self) -> pd.DataFrame:
        """Sources that the figures rest on: title, publisher, url, date, kind, licence; by id."""
        import pandas as pd

        return pd.DataFrame(self.source_rows()).set_index("id")

    # -- other forms --------------------------------------------------------------------------------

    @property
    def legs(self) -> pd.DataFrame:
        """The account as a frame: one row for each link, border, handling, wait and lorry, in order.

        ``time_h`` and ``cost_usd`` are to be expected, ``_low``, ``_p50`` and ``_high`` their P10, P50 and P90.
        Where a printed time of a service stands for the sum of parts, ``time_h_by_parts`` has what that would be.
        ``attrs`` holds shipment, service and scope.
        """
        import pandas as pd

        frame = pd.DataFrame([step.to_dict() for step in self._iter_steps()])
        frame.attrs.update(shipment=self.shipment, service=self.service, scope=self.scope)
        return frame

    def to_frame(self) -> pd.DataFrame:
        """Same as `legs`."""
        return self.legs

    def emissions(self) -> pd.DataFrame:
        """Emissions as a report by ISO 14083 wants them: one row for each element of the transport chain.

        Hauls (by mode and service, or country) have ``tkm`` and an intensity in g CO2e a tonne-kilometre, operations
        at hubs ``load_t`` and one in kg a tonne. ``co2e_kg`` is well to wheel, ``co2e_wtt_kg`` and ``co2e_ttw_kg``
        its parts; blank where nobody says, as at hubs. All are of one shipment unit, whose ``payload_t`` is in
        ``attrs``.

        Examples
        --------
        >>> import corridors as co
        >>> route = co.shortest_route("Tashkent", "Poti")
        >>> table = route.emissions()
        >>> bool(abs(table["co2e_kg"].sum() - route.co2e_kg) < 1e-6)
        True
        """
        import pandas as pd

        rows = [element.to_dict() for element in self._chain()]
        frame = pd.DataFrame(rows, columns=list(Element.columns()))
        frame.attrs.update(shipment=self.shipment, payload_t=self._answer.payload_t, standard="ISO 14083:2023")
        return frame

    def _chain(self) -> list[Element]:
        return chain_elements(self._iter_steps(), self._answer.payload_t)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "schema_version": SCHEMA_VERSION,
            "edition": self._answer.edition,
            "origin": self.origin.id,
            "destination": self.destination.id,
            "on": self.on,
            "weight": self.weight,
            "shipment": self.shipment,
            "service": self.service,
            "scope": self.scope,
            **figures(self),
            **{f"co2e_{name}": kg for name, kg in self.co2e_parts_kg._asdict().items()},
            "bottleneck": self.bottleneck,
            "modes": list(self.modes),
            "countries": list(self.countries),
            "corridors": list(self.corridors),
            "places": [place.id for place in self.places],
            "borders": [list(border) for border in self.borders],
            "gauge_changes": [list(change) for change in self.gauge_changes],
            "transhipments": [list(change) for change in self.transhipments],
            "services": [ride.to_dict() for ride in self.services],
            "restrictions": [restriction.to_dict() for restriction in self.restrictions],
            "risks": [risk.to_dict() for risk in self.risks],
            "price_year": self.price_year,
            "price_levels": [level.to_dict() for level in self.price_levels],
            "quality": self.quality,
            "notes": list(self.notes),
            "legs": [step.to_dict() for step in self._iter_steps()],
            "sources": list(self.source_ids),
        }

    @property
    def geometry(self) -> LineString:
        """The line of the route along the track (shapely, WGS84), from origin to destination; never empty.

        Points that a lorry joins to a place are joined by a straight line.
        """
        from corridors.maps.geometry import joined_line
        from corridors.routes.track import route_line

        return joined_line(stretch.points for stretch in route_line(self))

    def to_geojson(self) -> dict[str, Any]:
        """Give a GeoJSON FeatureCollection, a feature a link crossed, with its figures and ``quality``.

        So are the lorries that join points to places: straight lines of mode road, ``kind`` first_mile or last_mile.
        """
        from corridors.maps.geometry import feature_collection
        from corridors.routes.track import route_line

        return feature_collection(route_line(self))

    def to_geodataframe(self) -> gpd.GeoDataFrame:
        """Give the links crossed as a GeoDataFrame (WGS84), a row each in the order of travel; see `to_geojson`."""
        from corridors.exchange.tracks import stretches_frame
        from corridors.routes.track import route_line

        return stretches_frame(list(route_line(self)))

    @reads("path")
    def to_file(self, path: str | Path) -> Path:
        """Write the route, whole or not at all: its line as GPX, KML, GeoJSON or GeoPackage, its legs as CSV or Excel.

        Parameters
        ----------
        path
            Its ending says which: ``.gpx``, ``.kml``, ``.geojson``, ``.gpkg``, ``.csv`` or ``.xlsx``.

        Raises
        ------
        OptionError
            Another ending, or the file cannot be written.
        MissingExtraError
            A workbook needs the extra ``excel``.
        """
        from corridors.exchange.tracks import write_track
        from corridors.routes.track import route_as_track

        write_track(route_as_track(self), path)
        return Path(path)

    def summary(self) -> str:
        """Describe the route in a few lines."""
        from corridors.routes.text import route_summary

        return fitted_text(route_summary(self))

    def explain(self) -> str:
        """Say of each step what each figure is, its grade, and the sources that it comes from."""
        from corridors.routes.text import route_explanation

        return route_explanation(self)

    # -- pictures -----------------------------------------------------------------------------------

    @reads("ax", "labels", "title", "legend", "credit", "dark")
    def plot(
        self,
        ax: Axes | None = None,
        *,
        region: RegionLike = None,
        labels: int = 25,
        title: str | None = None,
        legend: bool = True,
        credit: bool = True,
        dark: bool | None = None,
    ) -> Axes:
        """Draw the way on a map (extra ``plot``); parameters as in `Network.plot`.

        The colour is that of its corridor, or dark if it uses none or several.

        Examples
        --------
        >>> import corridors as co
        >>> from matplotlib.figure import Figure
        >>> ax = co.shortest_route("Tashkent", "Termez").plot(Figure().subplots())
        >>> ax.get_title(loc="left").startswith("Tashkent to Termez: ")
        True
        """
        from corridors.maps.drawing import draw
        from corridors.routes.route_picture import route_picture

        picture = route_picture(self, region=region, labels=labels)
        return draw(picture, ax, title=title, legend=legend, credit=credit, dark=dark)

    @reads("ax", "title", "dark")
    def plot_time_cost_distance(
        self, ax: Axes | None = None, *, title: str | None = None, dark: bool | None = None
    ) -> Axes:
        """Draw days and dollars so far against km, with a jump at each border and handling (extra ``plot``).

        The axes given back carry the hours, told as days; the dollars have an axis of their own to the right. For
        `title` and `dark` see `Network.plot`.

        Examples
        --------
        >>> import corridors as co
        >>> from matplotlib.figure import Figure
        >>> ax = co.shortest_route("Tashkent", "Poti").plot_time_cost_distance(Figure().subplots())
        >>> ax.get_ylabel()
        'days to be expected, terminal to terminal'
        """
        from corridors.maps.charts import draw_chart
        from corridors.routes.route_chart import route_chart

        return draw_chart(route_chart(self, title=title), ax, dark=dark)

    @overload
    def explore(self, *, engine: Literal["own"] | None = None) -> WebMap: ...
    @overload
    def explore(
        self, *, engine: Literal["folium"] | None = None, tiles: str | None = None, leaflet: str | Path | None = None
    ) -> folium.Map: ...
    def explore(
        self, *, engine: Engine = None, tiles: str | None = None, leaflet: str | Path | None = None
    ) -> WebMap | folium.Map:
        """Make a page to explore: a map that tells figures and sources, and needs no network.

        Parameters
        ----------
        engine
            ``"own"``: the library's own page, which loads nothing. ``"folium"``: a map of folium (extra ``map``). By
            default the own one, unless `tiles` or `leaflet` ask for folium.
        tiles
            Of folium: an online background that it knows, in place of the packaged land.
        leaflet
            Of folium: folder with ``leaflet.js`` and ``leaflet.css``, to be written into the page; without it the page
            loads them from jsdelivr.net.

        Returns
        -------
        WebMap or folium.Map
            Either is shown by a notebook, and has ``save(path)``.

        Examples
        --------
        >>> import corridors as co
        >>> page = co.shortest_route("Tashkent", "Termez").explore()
        >>> "Samarkand" in page.html
        True
        """
        from corridors.maps.engines import by_folium

        if by_folium(engine, tiles, leaflet):
            from corridors.maps.webmap import make_page
            from corridors.routes.route_picture import route_page

            made: folium.Map = make_page(route_page(self), tiles=tiles, leaflet=leaflet)
            return made
        from corridors.maps.offline import web_map
        from corridors.routes.explored import route_explorer

        return web_map(route_explorer(self))

    def __repr__(self) -> str:
        figures = f"{self.length_km:,.0f} km, {self.time_h / 24:.1f} days, {self.cost_usd:,.0f} USD/{self.shipment}"
        return brief(self, f"{self.origin.name} - {self.destination.name}: {figures}")

    def __str__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        from corridors.routes.html import route_html

        return route_html(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Route):
            return NotImplemented
        # all that is told must be the same: over the same links another day may tell other figures
        return self._answer is other._answer or self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash((self.origin.id, self.destination.id, tuple(link.id for link in self.links)))


def _kept_route(answer: Kept) -> Route:
    """Give a route back as it was kept."""
    route = Route.__new__(Route)
    route._answer = answer
    return route
