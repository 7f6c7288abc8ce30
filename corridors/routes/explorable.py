"""Several ways as a page to explore."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corridors.maps.explorer import Explorer
    from corridors.maps.offline import WebMap

__all__ = ["Explorable"]


class Explorable:
    """What several ways have in common: a page on which each can be picked."""

    def _explorer(self) -> Explorer:
        """Make the page in plain parts."""
        raise NotImplementedError

    def explore(self) -> WebMap:
        """Make a page to explore, which needs no network: who picks a way sees its figures and what they rest on.

        Raises
        ------
        NoRouteError
            No way was found, so there is nothing to show.

        Examples
        --------
        >>> import corridors as co
        >>> table = co.compare_corridors("Tashkent", "Poti", corridors=["casca", "middle-corridor"])
        >>> table.explore().title
        'Tashkent to Poti: least cost, network of ...'
        """
        from corridors.maps.offline import web_map

        return web_map(self._explorer())
