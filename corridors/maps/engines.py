"""Who draws a page to explore: the library itself, or folium where somebody asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from corridors.errors import OptionError
from corridors.gate.choices import a_choice

__all__ = ["ENGINES", "Engine", "by_folium"]

ENGINES = ("own", "folium")

Engine = Literal["own", "folium"] | None


def by_folium(engine: Engine, tiles: str | None, leaflet: str | Path | None) -> bool:
    """Tell whether folium draws: it is asked for, or for what only it can do.

    Raises
    ------
    OptionError
        No such engine, or the own page is asked for what it does not have.

    Examples
    --------
    >>> by_folium(None, None, None), by_folium(None, "OpenStreetMap", None), by_folium("folium", None, None)
    (False, True, True)
    """
    if engine is not None:
        a_choice("engine", engine, ENGINES, more="; or leave it out")
    asked = "tiles" if tiles is not None else "leaflet" if leaflet is not None else ""
    if engine == "own" and asked:
        raise OptionError(f"{asked}= is of folium, and engine='own' loads nothing: leave one of them out")
    return engine == "folium" or bool(asked)
