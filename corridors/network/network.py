"""The network: immutable, seen on a date, with what is shut or changed by scenarios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corridors.charges.choices import Shipment, Weight
from corridors.errors import OptionError
from corridors.gate.arguments import reads
from corridors.gate.quoted import quoted
from corridors.network.applying import Applying
from corridors.network.explorable import Explorable
from corridors.network.extendable import Extendable
from corridors.network.filed import Filed
from corridors.network.kept import Kept
from corridors.routing.planner import Planner
from corridors.routing.question import make_question, planner_of
from corridors.tables.dates import DateLike, view_date
from corridors.tables.reading import Tables
from corridors.world.core import Core
from corridors.world.gazetteer import PlaceLike
from corridors.world.selection import as_tuple, select
from corridors.world.view import View

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike

    from corridors.maps.cartography import Names
    from corridors.maps.regions import RegionLike
    from corridors.routing.edges import EdgeNetwork

__all__ = ["Network"]

#: Views on other dates and under scenarios that a network keeps: a date takes up to 2 MB, a scenario up to 3.
_MOST_VIEWS = 64

#: The same of a view itself: dates of scenarios would otherwise be kept by the thousand.
_MOST_VIEWS_OF_VIEWS = 4


class Network(Applying, Explorable, Extendable, Filed):
    """Places and links, on one date.

    Made by `corridors.load_network`; every change gives a new network and leaves this one as it is.

    Examples
    --------
    >>> import corridors as co
    >>> network = co.load_network()
    >>> network.place("Toshkent").name
    'Tashkent'
    >>> network.at(2035).on
    '2035-12-31'
    """

    is_bare = False

    def __init__(
        self,
        tables: Tables,
        *,
        on: DateLike | None = None,
        _view: View | None = None,
        _scenarios: tuple[str, ...] = (),
    ) -> None:
        package = tables.package
        day = view_date(
            on,
            default=package.reference_date,
            earliest=package.earliest_date,
            reason=package.earliest_date_reason,
        )
        super().__init__(View(Core(tables), day) if _view is None else _view)
        self.scenarios = _scenarios
        self._dated = on is not None
        self.plain: dict[tuple[object, str], Planner] = {}
        self._views: Kept[Network] = Kept(_MOST_VIEWS if _view is None else _MOST_VIEWS_OF_VIEWS, _let_go)
        #: the network without the changes of scenarios; None where there are none
        self._plain: Network | None = None

    @classmethod
    def from_frames(
        cls,
        places: pd.DataFrame,
        links: pd.DataFrame,
        *,
        on: DateLike | None = None,
        **tables: pd.DataFrame | None,
    ) -> Network:
        """Make a network of one's own frames.

        Parameters
        ----------
        places
            One row a place: ``id`` (column or index); ``name``, ``country``, ``lat``, ``lon`` (degrees) and the
            other columns of the data dictionary where known. Give a ``country`` (ISO code) for all places or for
            none: without any they lie in an unknown country (``ZZ``), where the default rates and handling hold
            (rows for every country) and no border is met. Places without ``lat`` and ``lon`` can be routed to by
            name; they cannot be drawn, and no point is taken to them. A GeoDataFrame brings their points, in any CRS.
        links
            One row a link: ``from``, ``to``, ``length_km``; ``mode`` (rail by default), ``gauge_mm`` (1520 by
            default) and the others where known. Further numeric columns can serve as ``weight``. A GeoDataFrame
            brings their lines, in any CRS, which are kept and give a length that is missing; one far off its line
            is refused. Edges of OSMnx (u, v, key) are read by its conventions: ``length`` in metres, modes by tags.
        on
            Date of the network; the reference date of the packaged data by default.
        **tables
            Frames for ``services``, ``rates``, ``handling``, ``corridors``, ``corridor_links``, ``branches``,
            ``events``, ``levels``, ``deflator``, ``risks``, ``projects``, ``sources`` or ``countries``; rates,
            handling, sources and countries are the packaged ones by default.
            A service has an ``id``, an ``origin``, a ``destination``, the ``links`` between in order (a list, or
            joined by ``|``), and ``departures_per_week`` or ``wait_h``; a vessel is of mode ``ferry`` and says what
            it ``carries``.

        Raises
        ------
        DataError
            With every finding at once.
        OptionError
            What is no frame, or no table.

        Examples
        --------
        >>> import pandas as pd
        >>> import corridors as co
        >>> places = pd.DataFrame({"id": ["a", "b", "c"]})
        >>> links = pd.DataFrame({"from": ["a", "b"], "to": ["b", "c"], "length_km": [10.0, 20.0]})
        >>> network = co.Network.from_frames(places, links)
        >>> co.shortest_route("a", "c", network=network).length_km
        30.0
        """
        from corridors.exchange.own_frames import tables_of_frames
        from corridors.tables.uncollected import uncollected

        with uncollected():
            return cls(tables_of_frames(places, links, tables), on=on)

    @classmethod
    def from_networkx(cls, graph: nx.Graph[Any], *, length: str | None = None, on: DateLike | None = None) -> Network:
        """Make a network of a networkx graph, directed or not, with parallel edges or without.

        Parameters
        ----------
        graph
            Nodes may carry ``name``, ``country``, ``lat`` and ``lon`` (or ``y`` and ``x``, degrees), of which the
            same holds as in `from_frames`; edges ``mode``, ``gauge_mm`` and the other columns of ``links``. What
            ``to_networkx(level="places")`` gave comes back equal. A graph of OSMnx (``crs``, ``length``) is read by
            its conventions: metres, modes by tags, an edge a direction, lines kept, in whatever CRS it is.
        length
            Edge attribute that holds the length in km, ``length_km`` by default; an edge without one is refused.
        on
            Date of the network.

        Raises
        ------
        DataError
            A length that is missing, not a number or below zero, and all else that does not hold together.

        Examples
        --------
        >>> import networkx as nx
        >>> import corridors as co
        >>> graph = nx.Graph()
        >>> graph.add_edge("a", "b", length_km=12.0)
        >>> co.shortest_route("a", "b", network=co.Network.from_networkx(graph)).length_km
        12.0
        """
        from corridors.exchange.graphs import is_ours, is_street_graph, tables_of_graph
        from corridors.tables.frames import tables_from_networkx

        if is_ours(graph):
            return cls(tables_of_graph(graph), on=on)
        if (length is None or (isinstance(length, str) and length == "length_km")) and is_street_graph(graph):
            from corridors.exchange.arrivals import graph_tables
            from corridors.exchange.asked import Asked

            return cls(graph_tables(graph, Asked(), where="graph"), on=on)
        return cls(tables_from_networkx(graph, length=length), on=on)

    @staticmethod
    def from_edges(
        tails: ArrayLike,
        heads: ArrayLike,
        weights: ArrayLike | Mapping[str, ArrayLike],
        *,
        n_vertices: int | None = None,
        labels: Sequence[Any] | None = None,
        directed: bool = True,
    ) -> EdgeNetwork:
        """Make a network of bare edges, of any size.

        Parameters
        ----------
        tails, heads
            Vertex numbers from 0, one an edge; parallel edges stay apart.
        weights
            One number of at least 0 an edge, or several by name; the first is the default.
        n_vertices
            How many there are, if not all are on edges.
        labels
            One different label a vertex, by which places are then asked for.
        directed
            Whether edges lead from tail to head only.

        Returns
        -------
        EdgeNetwork
            Answers ``shortest_route``, ``alternative_routes``, ``distance_matrix`` and ``reachable``, as methods
            and by ``network=``; `EdgeNetwork.prepare` makes it quick.

        Raises
        ------
        DataError
            Arrays that do not fit together, weights below zero or not a number.

        Examples
        --------
        >>> import corridors as co
        >>> network = co.Network.from_edges([0, 1, 0], [1, 2, 2], [1.0, 2.0, 5.0])
        >>> co.shortest_route(0, 2, network=network).total
        3.0
        """
        from corridors.routing.edges import EdgeNetwork

        return EdgeNetwork(tails, heads, weights, n_vertices=n_vertices, labels=labels, directed=directed)

    # -- views and changes --------------------------------------------------------------------------

    def at(self, on: DateLike | None) -> Network:
        """Give the same network on another date (a year means its last day)."""
        if on is None:
            return self
        package = self._core.tables.package
        day = view_date(on, default=self.on, earliest=package.earliest_date, reason=package.earliest_date_reason)
        return self._views.get(("at", day), lambda: self._at(day))

    def without(self, *what: object) -> Network:
        """Shut places, countries, corridors, modes or links."""
        shut = dict(self.view.shut)
        for selection in select(self._core, as_tuple(what, self._core.place_index)):
            for link in selection.links:
                shut.setdefault(link, f"shut in this network ({selection.label})")
        view = self._with(shut=shut)
        view._under = self._under_without(what)
        return view

    def replace(self, *, links: Mapping[str, Mapping[str, Any]]) -> Network:
        """Change cells of links, by link id and column.

        A changed figure is graded as an estimate of the user's unless grade and source are given too.

        Raises
        ------
        OptionError
            No such link or column.
        DataError
            The changed tables do not hold together.
        """
        if not isinstance(links, Mapping) or not all(isinstance(cells, Mapping) for cells in links.values()):
            raise OptionError(f"links={quoted(links)}: give columns and their new values by link id")
        links = {self.link(link_id).id: cells for link_id, cells in links.items()}
        core = self._core
        touched = [core.link_index[link_id] for link_id in links]
        from corridors.tables.changes import changed_links

        return self._with(core=core.derived({"links": changed_links(core.tables, links)}, {"links": touched}))

    def _on(self, core: Core) -> Network:
        return self._with(core=core)

    def _with(
        self,
        *,
        core: Core | None = None,
        on: str | None = None,
        shut: Mapping[int, str] | None = None,
    ) -> Network:
        view = self.view
        plain = self if self._plain is None else self._plain
        only_date = core is None and shut is None
        core = view.core if core is None else core
        day = view.on if on is None else on
        changed = View(
            core,
            day,
            shut=view.shut if shut is None else shut,
            opened=view.opened,
            lifted=view.lifted,
            base=None if only_date and self._plain is None else (plain if day == plain.on else plain.at(day)).view,
        )
        network = Network(core.tables, _view=changed, _scenarios=self.scenarios)
        if changed.base is not None:
            network._plain = plain
        return network

    # -- searching ----------------------------------------------------------------------------------

    def prepare(self, weight: Weight = "distance", *, shipment: Shipment = "feu") -> Network:
        """Grow the shortest-path trees of all places for a weight, so that no later question waits for one.

        Under half a minute's work for thousands of places; the packaged network takes about two seconds.
        """
        planner = self.planner(weight=weight, shipment=shipment)
        for place in self._core.places:
            planner.root(place.id)
        return self

    def planner(self, **rules: Any) -> Planner:
        """Set up a search, or find it again; the rules are those of `shortest_route`."""
        ids = self._core.place_index
        rules |= {name: as_tuple(rules[name], ids) for name in ("via", "avoid") if rules.get(name) is not None}
        question = make_question(**rules)
        try:
            hash(question)
        except TypeError:
            raise OptionError("via and avoid take names, or points as tuples (lat, lon); modes takes names") from None
        return planner_of(self.view, question)

    # -- maps ---------------------------------------------------------------------------------------

    @reads("ax", "title", "legend", "credit")
    def plot(
        self,
        ax: Axes | None = None,
        *,
        region: RegionLike = None,
        modes: Names = None,
        corridors: Names = None,
        labels: int | Sequence[PlaceLike] = 60,
        title: str | None = None,
        legend: bool = True,
        credit: bool = True,
        dark: bool | None = None,
    ) -> Axes:
        """Draw a map offline, each corridor in its colour (extra ``plot``).

        Parameters
        ----------
        ax
            Axes to draw on, in degrees; a figure of its own by default.
        region
            A name (``overview``, ``central-asia``, ``uzbekistan``, ``caspian``, ``caucasus``, ``south``, ``world``)
            or (west, south, east, north) in degrees; by default what the network reaches, but at most the
            ``overview``. The ``world`` is all that it reaches.
        modes, corridors
            What to show; everything by default. Links of other corridors are grey.
        labels
            The most places to be named, or the places to name, the most wanted first.
        title, legend, credit
            What stands around the map; a blank title leaves it out.
        dark
            On a dark ground or a light one; by default as the axes, or the style of matplotlib.

        Examples
        --------
        >>> import corridors as co
        >>> from matplotlib.figure import Figure
        >>> ax = co.load_network().plot(Figure().subplots(), region="caspian", labels=["Aktau", "Alat"])
        >>> ax.get_title(loc="left")
        'Freight corridors, network of ...'
        """
        from corridors.maps.drawing import draw
        from corridors.network.picture import network_picture

        picture = network_picture(self, region=region, modes=modes, corridors=corridors, labels=labels)
        return draw(picture, ax, title=title, legend=legend, credit=credit, dark=dark)

    def answer(self, method: str, *_places: Any, **_rules: Any) -> Any:
        """Answer a call of the package by a method of that name; for networks of bare edges only."""
        raise OptionError(f"{method} of a network with places is asked through the package, not the network")

    def summary(self) -> str:
        """Describe the network in a few lines."""
        from corridors.network.words import network_summary

        return network_summary(self.view, self.scenarios)

    def __repr__(self) -> str:
        return f"<{self.summary().splitlines()[0]}>"

    def _repr_html_(self) -> str:
        from corridors.network.words import network_html

        return network_html(self.view)


def _let_go(network: Network) -> None:
    """Part a view of which nobody asks any more from what it keeps, which holds it in turn.

    Else both would wait for the collector of circles, which comes late where few but large things are held. Whoever
    still has the view, or a route of it, makes again what is needed.
    """
    network._views.clear()
    network.view.made.clear()
