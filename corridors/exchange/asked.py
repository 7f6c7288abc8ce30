"""What a foreign file does not say, and what its reader is therefore asked by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from corridors.charges.model import MODES
from corridors.errors import OptionError
from corridors.gate.csv_table import encoding_problem
from corridors.gate.quoted import quoted

__all__ = ["KM_OF", "Asked"]

#: Units of length, in km.
KM_OF: Mapping[str, float] = {"m": 0.001, "km": 1.0, "mi": 1.609344, "ft": 0.0003048}

#: Other spellings of the units, as GMNS and others have them.
_SPELT = {
    "metre": "m", "metres": "m", "meter": "m", "meters": "m", "kilometre": "km", "kilometres": "km",
    "kilometer": "km", "kilometers": "km", "mile": "mi", "miles": "mi", "foot": "ft", "feet": "ft",
}  # fmt: skip


def unit_of(text: Any) -> str | None:
    """Give the unit that a word stands for; None for a word of another meaning.

    Examples
    --------
    >>> unit_of("Miles"), unit_of("parsec")
    ('mi', None)
    """
    word = str(text).strip().casefold()
    word = _SPELT.get(word, word)
    return word if word in KM_OF else None


@dataclass(frozen=True, slots=True)
class Asked:
    """Answers to what a file leaves open.

    Attributes
    ----------
    mode
        What moves on links that do not say it themselves.
    length_unit
        Unit of a column ``length``.
    columns
        Name in the file of a column, by its name here: ``{"time_h": "hours", "from": "Ausgang"}``.
    country
        Country (ISO code) of all places that name none.
    join_within_km
        How far ends of lines may lie apart that are to be one place.
    check_lengths
        Whether a length far off its line, or far from the great circle, is refused.
    encoding
        Of CSV files; by default what their first bytes say, else UTF-8.
    decimal
        Whether numbers of CSV files have a decimal point or a comma.
    """

    mode: str | None = None
    length_unit: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    country: str | None = None
    join_within_km: float = 0.0
    check_lengths: bool = True
    encoding: str | None = None
    decimal: str = "."

    def __post_init__(self) -> None:
        if self.mode is not None and self.mode not in MODES:
            raise OptionError(f"mode={self.mode!r}: give one of {', '.join(MODES)}")
        if self.length_unit is not None and unit_of(self.length_unit) is None:
            raise OptionError(f"length_unit={self.length_unit!r}: give one of {', '.join(KM_OF)}")
        within = self.join_within_km
        if isinstance(within, bool) or not isinstance(within, (int, float)) or not 0 <= within <= 1000:
            raise OptionError(f"join_within_km={within!r}: give km of at least 0 and at most 1,000")
        if self.encoding is not None and encoding_problem(self.encoding):
            problem = encoding_problem(self.encoding)
            raise OptionError(f"encoding={quoted(self.encoding)} {problem}: give one such as 'cp1251'")
        if not isinstance(self.decimal, str) or self.decimal not in (".", ","):
            raise OptionError(f"decimal={quoted(self.decimal)}: give '.' or ','")
        if not isinstance(self.columns, Mapping) or not all(
            isinstance(part, str) for pair in self.columns.items() for part in pair
        ):
            raise OptionError(f"columns={self.columns!r}: give names in the file by names of columns here")

    def km(self, where: str) -> float:
        """Give the km of one unit of the lengths of a file.

        Raises
        ------
        OptionError
            Nobody has said which unit that is.
        """
        unit = None if self.length_unit is None else unit_of(self.length_unit)
        if unit is None:
            raise OptionError(
                f"{where}: in which unit are the lengths? Give length_unit={' or '.join(map(repr, KM_OF))}"
            )
        return KM_OF[unit]

    def renamed(self, names: list[str]) -> dict[str, str]:
        """Give the name here by the name in the file, of the columns asked for that are in it."""
        return {theirs: ours for ours, theirs in self.columns.items() if theirs in names}

    def check_columns(self, names: list[str], where: str) -> None:
        """See to it that each column asked for is in one of the tables.

        Raises
        ------
        OptionError
            One is not.
        """
        for ours, theirs in self.columns.items():
            if theirs not in names:
                close = get_close_matches(theirs, names, n=1)
                hint = f"; is it {close[0]!r}?" if close else f": there are {', '.join(names)}"
                raise OptionError(f"columns={{{ours!r}: {theirs!r}}}: {where} has no such column{hint}")
