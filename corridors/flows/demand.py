"""Demand: reading a frame, or a packaged table, into pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite, nan
from typing import TYPE_CHECKING, Any

from corridors.charges.model import SHIPMENTS
from corridors.errors import CorridorsError, DataError, OptionError
from corridors.flows.model import Pair
from corridors.gate.frames import a_frame
from corridors.gate.ids import blank, id_text
from corridors.gate.numbers import LARGEST_FIGURE, a_count, text_number
from corridors.gate.quoted import quoted
from corridors.world.spelling import shipment_named

if TYPE_CHECKING:
    import pandas as pd

    from corridors.network.network import Network

__all__ = ["demand_frame", "read_pairs"]

#: Columns that hold the amount, and what one of its units is in Mt a year (None: the user's own unit).
_AMOUNTS = {"mt_per_year": 1.0, "tonnes": 1e-6, "demand": None, "flow": None, "trips": None, "volume": None}


def demand_frame(demand: object, network: Network | None) -> pd.DataFrame:
    """Give the frame of a demand: itself, or a packaged table by name."""
    import pandas as pd

    if isinstance(demand, pd.DataFrame):
        return a_frame("demand", demand)
    if isinstance(demand, str) and network is not None:
        known = [name for name in network._core.tables if name.startswith("demand_")]
        if demand in known:
            return network.table(demand)
        raise OptionError(f"demand={quoted(demand)} is no packaged table: there are {', '.join(known)}")
    raise OptionError(f"demand={quoted(demand)} is no demand: give a frame with origin, destination and mt_per_year")


def read_pairs(
    frame: pd.DataFrame,
    find: Callable[[Any], str],
    *,
    shipment: str,
    year: int | None,
    in_mt: bool,
    kinds: Sequence[str],
) -> list[Pair]:
    """Turn rows into pairs; rows of the same pair and shipment are added up.

    Parameters
    ----------
    frame
        ``origin``, ``destination`` and an amount; ``shipment`` and ``year`` if there are any.
    find
        Gives the id of a place.
    shipment
        Of rows that name none.
    year
        Rows of this year only.
    in_mt
        Whether flows are in Mt a year, to which tonnes are converted.
    kinds
        Kinds of shipment that the network tells apart.

    Raises
    ------
    DataError
        With every finding.
    """
    amount = next((name for name in _AMOUNTS if name in frame.columns), None)
    missing = [name for name in ("origin", "destination") if name not in frame.columns]
    findings = [f"demand: no column {name!r}; add it" for name in missing]
    if amount is None:
        findings.append("demand: no column of amounts; add mt_per_year or tonnes")
    if findings:
        raise DataError(findings)
    assert amount is not None
    unit = _AMOUNTS[amount] if in_mt else 1.0
    frame = _of_year(frame, year)
    named = frame["shipment"].tolist() if "shipment" in frame.columns else [shipment] * len(frame)
    amounts = _plain_amounts(frame[amount])
    known = _memory(frame)
    totals: dict[tuple[str, str, str], float] = {}
    columns = (frame.index, frame["origin"].tolist(), frame["destination"].tolist(), frame[amount].tolist(), named)
    for number, (row, origin, destination, value, kind) in enumerate(zip(*columns, strict=True)):
        kind = _shipment(kind, shipment, row, kinds, findings)
        tonnes = amounts[number] if amounts else _amount(value, f"demand[{row}].{amount}", findings)
        start, stop = (None, None) if known is None else (known.get(origin), known.get(destination))
        key = (
            _end(find, origin, (row, "origin"), findings, known) if start is None else start,
            _end(find, destination, (row, "destination"), findings, known) if stop is None else stop,
            kind,
        )
        totals[key] = totals.get(key, 0.0) + tonnes * (1.0 if unit is None else unit)
    if findings:
        raise DataError(findings)
    return [Pair(*key, total) for key, total in totals.items()]


def _of_year(frame: pd.DataFrame, year: int | None) -> pd.DataFrame:
    if "year" not in frame.columns:
        return frame
    wanted = None if year is None else a_count("year", year)
    texts = [id_text(value) for value in frame["year"]]
    years = sorted({text for text in texts if text})
    if year is None and len(years) > 1:
        raise OptionError(f"the demand has several years ({', '.join(years)}): name one with year=")
    if year is None:
        return frame
    chosen = frame[[text == str(wanted) for text in texts]]
    if not len(chosen):
        raise OptionError(f"the demand has no rows of {wanted}: there are {', '.join(years)}")
    return chosen


def _shipment(kind: Any, default: str, row: Any, kinds: Sequence[str], findings: list[str]) -> str:
    if tuple(kinds) == ("",):
        return ""
    kind = default if blank(kind) else kind
    own = set(kinds) - set(SHIPMENTS)
    meant = str(kind) if str(kind) in kinds else None if own else shipment_named(kind)
    if meant is None:
        findings.append(
            f"demand[{row}].shipment: {quoted(kind)} is unknown; give {', '.join(kinds if own else SHIPMENTS)}"
        )
    return meant or str(kind)


def _amount(value: Any, where: str, findings: list[str]) -> float:
    read = nan if blank(value) else text_number(value)
    if read is None:
        findings.append(f"{where}: {quoted(value)} is no number; write one")
        return 0.0
    number = float(read)
    if not isfinite(number):
        findings.append(f"{where}: {number} is no amount; give a finite number")
    elif number > LARGEST_FIGURE:
        findings.append(f"{where}: {number:g} is more than any network carries; check the unit")
    elif number < 0:
        findings.append(f"{where}: {number:g} is below 0; for freight the other way swap origin and destination")
    return number


def _plain_amounts(column: pd.Series) -> list[float] | None:
    """Give amounts that are numbers with nothing to be said of any; None where rows must be looked at one by one."""
    if column.dtype.kind not in "fiu":
        return None
    plain = bool(((column >= 0) & (column <= LARGEST_FIGURE)).all())
    return column.astype(float).tolist() if plain else None


def _memory(frame: pd.DataFrame) -> dict[Any, str] | None:
    """Give what remembers places by their names; of names that are neither text nor numbers some cannot be a key."""
    import pandas as pd

    kinds = {pd.api.types.infer_dtype(frame[role]) for role in ("origin", "destination")}
    return {} if kinds <= {"integer", "string"} else None


def _end(
    find: Callable[[Any], str], name: Any, where: tuple[Any, str], findings: list[str], known: dict[Any, str] | None
) -> str:
    """Find a place, and remember it."""
    try:
        found = find(name)
    except CorridorsError as error:
        findings.append(f"demand[{where[0]}].{where[1]}: {error}")
        return ""
    if known is not None:
        known[name] = found
    return found
