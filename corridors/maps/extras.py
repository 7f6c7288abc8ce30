"""The libraries that draw, which not everybody has installed."""

from __future__ import annotations

from typing import Any

from corridors.errors import MissingExtraError

__all__ = ["need_folium", "need_matplotlib"]


def need_matplotlib() -> None:
    """Stop with the line that installs it where matplotlib is missing."""
    try:
        import matplotlib as _  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("matplotlib", "plot") from error


def need_folium() -> Any:
    """Give folium, or stop with the line that installs it."""
    try:
        import folium
    except ImportError as error:
        raise MissingExtraError("folium", "map") from error
    return folium
