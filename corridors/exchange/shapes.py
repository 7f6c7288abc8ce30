"""Lines as text (WKT) and back, with every digit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corridors.errors import DataError

__all__ = ["line_of", "points_of", "wkt_of"]


def wkt_of(points: Iterable[Any]) -> str:
    """Write a line as well-known text.

    Examples
    --------
    >>> wkt_of([(69.2, 41.3), (70.1, 41.0)])
    'LINESTRING (69.2 41.3, 70.1 41.0)'
    """
    return f"LINESTRING ({', '.join(f'{float(p[0])!r} {float(p[1])!r}' for p in points)})"


def line_of(text: str, *, where: str) -> Any:
    """Read a shape (shapely) from well-known text.

    Raises
    ------
    DataError
        It is none.
    """
    import shapely

    try:
        return shapely.from_wkt(text)
    except shapely.errors.ShapelyError as error:
        raise DataError([f"{where}.geometry: no well-known text ({error}); correct it"]) from None


def points_of(shape: Any, *, where: str) -> tuple[tuple[float, float], ...]:
    """Give the points of a line, of a shape or of well-known text.

    Raises
    ------
    DataError
        It is no line.
    """
    line = line_of(shape, where=where) if isinstance(shape, str) else shape
    if getattr(line, "geom_type", "") != "LineString" or line.is_empty:
        raise DataError([f"{where}.geometry: no line; give a LineString"])
    return tuple((float(point[0]), float(point[1])) for point in line.coords)
