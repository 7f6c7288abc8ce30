"""A map of the web that needs no network: a page with everything in it."""

from __future__ import annotations

from html import escape
from pathlib import Path

from corridors.gate.arguments import reads
from corridors.maps.explorer import Explorer
from corridors.maps.explorer_page import explorer_page
from corridors.tables.whole import write_whole
from corridors.words.brief import brief

__all__ = ["WebMap", "web_map"]

_FRAME_PX = 760


class WebMap:
    """A page to explore, which loads nothing: what `explore` gives.

    A notebook shows it in a frame. It can be saved, sent and opened anywhere.

    Attributes
    ----------
    title
        What it shows.
    html
        The page as a text.

    Examples
    --------
    >>> import tempfile
    >>> import corridors as co
    >>> page = co.shortest_route("Tashkent", "Termez").explore()
    >>> page.title
    'Tashkent to Termez: ... km, ... days, ... USD of ...'
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page.save(f"{folder}/route.html").stat().st_size < 1_000_000
    True
    """

    def __init__(self, title: str, html: str) -> None:
        self.title = title
        self.html = html

    @reads("path")
    def save(self, path: str | Path) -> Path:
        """Write the page to a file, whole or not at all, and give its path.

        Raises
        ------
        OptionError
            The file cannot be written.
        """
        return write_whole(path, self.html)

    def get_root(self) -> WebMap:
        """Give the page itself, as a `folium.Map` gives its figure: for programs that were written for one."""
        return self

    def render(self) -> str:
        """Give the page as HTML, as the figure of a `folium.Map` does."""
        return self.html

    def _repr_html_(self) -> str:
        # a frame of its own origin: the script of the page reaches nothing of the notebook
        return (
            f'<iframe srcdoc="{escape(self.html)}" title="{escape(self.title)}" width="100%" height="{_FRAME_PX}" '
            'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" style="border:0"></iframe>'
        )

    def __repr__(self) -> str:
        return brief(self, f"{self.title}: {len(self.html.encode()) / 1e6:.1f} MB")


def web_map(page: Explorer) -> WebMap:
    """Make the page."""
    return WebMap(page.title, explorer_page(page))
