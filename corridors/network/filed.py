"""A network in the form of other libraries and files: frames, graphs, and `Network.to_file`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from corridors.errors import OptionError
from corridors.gate.arguments import reads
from corridors.network.contents import Contents

if TYPE_CHECKING:
    import geopandas as gpd
    import networkx as nx

    from corridors.charges.choices import Scope, Service, Shipment, Weight
    from corridors.exchange.bundle import Bundle

    Level = Literal["places", "yards"]

__all__ = ["Filed"]


class Filed(Contents):
    """What a network is in other forms."""

    @reads("level")
    def to_networkx(
        self,
        *,
        level: Level = "yards",
        weight: Weight = "distance",
        shipment: Shipment = "feu",
        service: Service = "regular",
        scope: Scope = "terminal",
    ) -> nx.MultiDiGraph[Any]:
        """Give what is in use as a networkx multigraph, of yards or of places.

        Parameters
        ----------
        level
            ``yards``: the routing graph, on which shortest paths are those of the library. Nodes are numbers
            (attributes place, mode, gauge_mm, service), edges are keyed by arc number and carry ``weight``,
            ``length_km``, ``time_h``, ``cost_usd``, ``co2e_kg`` and ``link``. Services that do not run on the day, and
            vessels that do not take the shipment, are left out.
            ``places``: nodes are place ids, edges link ids, by the conventions of OSMnx: ``crs``, ``x`` and ``y`` in
            degrees, ``length`` in metres, ``geometry`` where a line is known, two edges for both directions (the one
            back is ``reversed``). What changing modes takes is in no edge. `from_networkx` reads it back.
        weight, shipment, service, scope
            Of yards; as in `shortest_route`.

        Examples
        --------
        >>> import corridors as co
        >>> graph = co.load_network().to_networkx(level="places")
        >>> edge = graph.edges["keles", "saryagash", "saryagash--keles--rail back"]
        >>> graph.nodes["tashkent"]["name"], edge["length"], edge["reversed"]
        ('Tashkent', 9000.0, True)
        """
        if level == "places":
            from corridors.exchange.graphs import places_graph

            return places_graph(self._bundle(), everything=False)
        if level != "yards":
            raise OptionError(f"level={level!r}: give 'yards' or 'places'")
        from corridors.network.interchange import to_networkx

        return to_networkx(self, weight=weight, shipment=shipment, service=service, scope=scope)  # type: ignore[arg-type]

    def to_geodataframe(self) -> gpd.GeoDataFrame:
        """Give `links` with their lines (WGS84) and the ``quality`` of each, ``straight`` for want of a track."""
        from corridors.maps.geometry import links_frame

        return links_frame(self._core, self.links)

    def to_geodataframes(self) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
        """Give nodes and edges as OSMnx has them: by (u, v, key), ``length`` in metres, ``x`` and ``y`` in degrees.

        Only what is in use; `from_frames` takes both, and OSMnx makes a graph of them.

        Examples
        --------
        >>> import corridors as co
        >>> nodes, edges = co.load_network().to_geodataframes()
        >>> nodes.loc["tashkent", "name"], list(edges.index.names)
        ('Tashkent', ['u', 'v', 'key'])
        """
        from corridors.exchange.street_frames import street_frames

        return street_frames(self._bundle())

    @reads("path", "format", "level")
    def to_file(self, path: str | Path, *, format: str | None = None, level: Level = "places") -> Path:  # noqa: A002
        """Write the network to a file or a folder, whole or not at all.

        Parameters
        ----------
        path
            Its ending says the format: ``.gpkg``, ``.geojson``, ``.xlsx``, ``.graphml``; without one it is a folder.
        format
            ``datapackage`` (a folder for ``load_network(data=...)``), ``csv``, ``excel``, ``gpkg``, ``parquet``,
            ``geojson`` carry all tables; ``graphml`` and ``gmns`` places, links and lines. `read_network` reads each
            back; docs/interchange.md says what none carries (the date of the view, what was shut in it).
        level
            For GraphML: ``places``, or ``yards`` for the routing graph by distance, which is not read back.

        Returns
        -------
        pathlib.Path
            What was written.

        Raises
        ------
        OptionError
            An unknown format, a folder that is there already, or a file that cannot be written.
        DataError
            A name or a column that the format cannot carry.
        MissingExtraError
            ``excel`` or ``parquet`` is needed.

        Examples
        --------
        >>> import tempfile
        >>> import corridors as co
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     file = co.load_network().to_file(f"{folder}/network.geojson")
        ...     len(co.read_network(file).links) == len(co.load_network().links)
        True
        """
        from corridors.exchange.formats import format_of, write_file

        target = Path(path)
        kind = format_of(target, format)
        if level not in ("places", "yards") or (level == "yards" and kind != "graphml"):
            raise OptionError(f"level={level!r}: give 'places', or 'yards' with GraphML")
        if level == "yards":
            from corridors.exchange.graphs import write_graph

            write_graph(self.to_networkx(), target)
        else:
            write_file(self._bundle(), target, kind)
        return target

    def _bundle(self) -> Bundle:
        from corridors.exchange.bundle import bundle_of

        return bundle_of(self._core, self.closures)
