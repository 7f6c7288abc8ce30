"""What every answer about flows has in common: its network, its tables, its picture and its words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from corridors.errors import OptionError
from corridors.gate.arguments import reads

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from matplotlib.axes import Axes

    from corridors.flows.model import FlowNetwork
    from corridors.maps.offline import WebMap
    from corridors.maps.regions import RegionLike

__all__ = ["Outcome"]


class Outcome(ABC):
    """Flows on the links of a network, as `Flows` and `MaxFlow` have them."""

    def __init__(self, network: FlowNetwork) -> None:
        self._network = network

    @property
    def on(self) -> str:
        """The day (ISO) of the network; blank for plain frames."""
        return self._network.on

    @property
    def quantity(self) -> str:
        """Name of the columns of amounts: ``mt_per_year``, or ``flow`` in the user's unit."""
        return self._network.quantity

    @property
    @abstractmethod
    def links(self) -> pd.DataFrame:
        """Flow on every link that is used, most first."""

    @property
    @abstractmethod
    def capacities(self) -> pd.DataFrame:
        """Every capacity that is used, the fullest first."""

    @abstractmethod
    def summary(self) -> str:
        """Describe the flows in a few lines."""

    @abstractmethod
    def _title(self) -> str:
        """Name what a picture shows."""

    def _demand_tables(self) -> tuple[pd.DataFrame, pd.DataFrame] | None:
        """Give what becomes of the demand of each pair, and the flow by corridor; None where nobody demands."""
        return None

    def _table(self, what: str, known: Sequence[str]) -> pd.DataFrame:
        if what not in known:
            raise OptionError(f"no table {what!r}: there are {', '.join(known)}")
        return getattr(self, what)  # type: ignore[no-any-return]

    def to_geodataframe(self) -> gpd.GeoDataFrame:
        """Give the links with their lines (WGS84)."""
        from corridors.flows.lines import link_lines

        return link_lines(self._network, self.links)

    @reads("ax", "title", "legend", "credit", "dark")
    def plot(
        self,
        ax: Axes | None = None,
        *,
        region: RegionLike = None,
        title: str | None = None,
        legend: bool = True,
        credit: bool = True,
        dark: bool | None = None,
    ) -> Axes:
        """Draw the flows: width is the flow, colour the load of the capacity (extra ``plot``); see `Network.plot`.

        Raises
        ------
        MissingExtraError
            matplotlib is not installed.
        """
        from corridors.flows.picture import flows_picture
        from corridors.maps.drawing import draw

        picture = flows_picture(self._network, self.links, title=self._title(), region=region)
        return draw(picture, ax, title=title, legend=legend, credit=credit, dark=dark)

    def explore(self) -> WebMap:
        """Make a page to explore, which needs no network: width is the flow, colour the load; it tells what binds.

        Raises
        ------
        OptionError
            Nothing flows, or the places have no coordinates.

        Examples
        --------
        >>> import pandas as pd
        >>> import corridors as co
        >>> demand = pd.DataFrame({"origin": ["Tashkent"], "destination": ["Poti"], "mt_per_year": [1.0]})
        >>> co.assign(demand, weight="time").explore().title
        'All or nothing, least time, ...'
        """
        from corridors.flows.explored import flows_explorer
        from corridors.maps.offline import web_map

        return web_map(flows_explorer(self))

    def __str__(self) -> str:
        return self.summary()
