"""Units of a weight as charts tell them: days, not hours, and what money and emissions are for."""

from __future__ import annotations

from corridors.charges.model import SHIPMENT_UNITS

__all__ = ["chart_unit"]


def chart_unit(unit: str) -> tuple[str, float]:
    """Give a unit in words, and what figures in the unit given are multiplied by.

    Examples
    --------
    >>> chart_unit("USD/feu"), chart_unit("km")
    (('USD per FEU', 1.0), ('km', 1.0))
    >>> chart_unit("h")[0]
    'days'
    """
    if unit == "h":
        return "days", 1 / 24
    what, _, shipment = unit.partition("/")
    return (f"{what} per {SHIPMENT_UNITS.get(shipment, shipment)}" if shipment else unit), 1.0
