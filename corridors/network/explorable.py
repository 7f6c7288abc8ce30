"""A network as a page to explore."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast, overload

if TYPE_CHECKING:
    import folium

    from corridors.maps.cartography import Names
    from corridors.maps.engines import Engine
    from corridors.maps.offline import WebMap
    from corridors.maps.regions import RegionLike
    from corridors.network.network import Network

__all__ = ["Explorable"]


class Explorable:
    """A network that can be looked at link by link."""

    @overload
    def explore(
        self,
        *,
        region: RegionLike = None,
        modes: Names = None,
        corridors: Names = None,
        engine: Literal["own"] | None = None,
    ) -> WebMap: ...
    @overload
    def explore(
        self,
        *,
        region: RegionLike = None,
        modes: Names = None,
        corridors: Names = None,
        engine: Literal["folium"] | None = None,
        tiles: str | None = None,
        leaflet: str | Path | None = None,
    ) -> folium.Map: ...
    def explore(
        self,
        *,
        region: RegionLike = None,
        modes: Names = None,
        corridors: Names = None,
        engine: Engine = None,
        tiles: str | None = None,
        leaflet: str | Path | None = None,
    ) -> WebMap | folium.Map:
        """Make a page to explore, whose links tell figures and sources; see `Route.explore`, and `plot` for the rest.

        Examples
        --------
        >>> import corridors as co
        >>> page = co.load_network().explore(region="caspian", corridors="middle-corridor")
        >>> page.title, "Alat" in page.html
        ('Freight corridors, network of ...', True)
        """
        from corridors.maps.engines import by_folium

        if by_folium(engine, tiles, leaflet):
            from corridors.maps.webmap import make_page
            from corridors.network.picture import network_page

            drawn = network_page(cast("Network", self), region=region, modes=modes, corridors=corridors)
            made: folium.Map = make_page(drawn, tiles=tiles, leaflet=leaflet)
            return made
        from corridors.maps.offline import web_map
        from corridors.network.explored import network_explorer

        network = cast("Network", self)
        return web_map(network_explorer(network, region=region, modes=modes, corridors=corridors))
