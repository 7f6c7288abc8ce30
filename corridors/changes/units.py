"""Units of figures: whether one fits a column, and how many of the column's one of it is."""

from __future__ import annotations

import re

from corridors.world.spelling import close_to

__all__ = ["in_unit_of"]

#: What is measured, and how many of its first unit one of another is.
_KNOWN: dict[str, tuple[str, float]] = {
    "h": ("time", 1.0), "hour": ("time", 1.0), "hours": ("time", 1.0), "hrs": ("time", 1.0),
    "min": ("time", 1 / 60), "minute": ("time", 1 / 60), "minutes": ("time", 1 / 60),
    "d": ("time", 24.0), "day": ("time", 24.0), "days": ("time", 24.0),
    "week": ("time", 168.0), "weeks": ("time", 168.0),
    "month": ("time", 730.5), "months": ("time", 730.5),
    "year": ("time", 8766.0), "years": ("time", 8766.0), "yr": ("time", 8766.0), "a": ("time", 8766.0),
    "km": ("length", 1.0), "m": ("length", 0.001), "mi": ("length", 1.609344), "miles": ("length", 1.609344),
    "nmi": ("length", 1.852), "mm": ("length", 1e-6),
    "usd": ("money", 1.0), "$": ("money", 1.0), "kusd": ("money", 1e3), "musd": ("money", 1e6),
    "t": ("mass", 1.0), "tonne": ("mass", 1.0), "tonnes": ("mass", 1.0), "kt": ("mass", 1e3), "mt": ("mass", 1e6),
    "g": ("mass", 1e-6), "kg": ("mass", 1e-3), "gco2e": ("co2e", 1.0), "kgco2e": ("co2e", 1e3),
    "wh": ("energy", 1e-3), "kwh": ("energy", 1.0), "mwh": ("energy", 1e3),
    "feu": ("feu", 1.0), "teu": ("teu", 1.0), "wagon": ("wagon", 1.0), "wagons": ("wagon", 1.0),
    "1": ("", 1.0), "%": ("", 0.01), "pp": ("", 0.01), "points": ("", 0.01),
}  # fmt: skip

#: What may be left out behind the first part of a unit, for the column says it: "+100 USD" of a price per FEU.
_UNSAID = frozenset({"feu", "teu", "wagon", "shipment unit", "lift or transfer", "the value of the goods"})

_Part = tuple[str, float]


def in_unit_of(unit: str, column_unit: str | None) -> float:
    """Give how many of the column's unit one of a unit is.

    Raises
    ------
    ValueError
        It does not fit; the message says what would.

    Examples
    --------
    >>> in_unit_of("days", "h"), in_unit_of("kt/year", "Mt/year"), in_unit_of("USD", "USD/h per feu".partition("/")[0])
    (24.0, 0.001, 1.0)
    >>> in_unit_of("km", "h")
    Traceback (most recent call last):
    ValueError: the unit km does not fit: give it in h
    """
    if not unit:
        return 1.0
    if column_unit is None:
        msg = f"the unit {unit} does not fit: this column has none"
        raise ValueError(msg)
    given, wanted = _parts(unit), _parts(column_unit)
    factor = 1.0
    for number, (kind, size) in enumerate(wanted):
        if number < len(given):
            if given[number][0] != kind:
                break
            ratio = given[number][1] / size
            factor = factor * ratio if number == 0 else factor / ratio
        elif not (kind in _UNSAID or (number == 1 and wanted[0][0] == "mass" and kind == "time")):
            break  # only what the column says by itself may be left out
    else:
        if len(given) <= len(wanted):
            return factor
    hint = "" if given[0][0] in {kind for kind, _ in _KNOWN.values()} else close_to(unit, _KNOWN)
    msg = f"the unit {unit} does not fit{hint}: give it in {column_unit}"
    raise ValueError(msg)


def _parts(unit: str) -> list[_Part]:
    """Take a unit apart: what is counted first, then what it is per."""
    text = unit.strip().casefold().replace("million ", "m ").replace("m usd", "musd").replace("thousand usd", "kusd")
    text = text.replace("million", "m").replace(" co2e", "co2e").replace(" of ", "/")
    first, *rest = (part.strip() for part in re.split(r"/| per ", text))
    parts = [first]
    for part in rest:
        parts += [piece.strip() for piece in part.split("-")]
    found = [_KNOWN.get(part, (part, 1.0)) for part in parts]
    return [found[0], *sorted(found[1:], key=lambda part: (part[0] in _UNSAID, part[0]))]
