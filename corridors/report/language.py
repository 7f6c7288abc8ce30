"""One language: its words, how it writes numbers, and what it calls places, countries and corridors."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from corridors.charges.model import Place
from corridors.errors import OptionError
from corridors.gate.quoted import quoted
from corridors.report.words import CORRIDORS_UZ, LANGUAGES, WORDS
from corridors.routes.columns import DIRECT, LORRY
from corridors.routes.comparison import ComparisonRow
from corridors.world.core import Core

__all__ = ["Language", "checked_language"]

_MODE = re.compile(r"^(rail|road|ferry|sea) (.*)$")
_GAUGE = re.compile(r"^(\d+) to (\d+) mm at (.*)$")


def checked_language(language: object) -> str:
    """Give the code of a language, in whatever case.

    Raises
    ------
    OptionError
        The page is not written in it.
    """
    code = language.strip().lower() if isinstance(language, str) else ""
    if code not in LANGUAGES:
        raise OptionError(f"language={quoted(language)}: give 'en' (English), 'ru' (Russian) or 'uz' (Uzbek)")
    return code


class Language:
    """Words, numbers and names as one language has them.

    Examples
    --------
    >>> import corridors as co
    >>> network = co.load_network()
    >>> uzbek = Language("uz", network._core)
    >>> uzbek.place(network.place("Tashkent")), uzbek.country("KZ"), uzbek.figure(38.2, 22, 57)
    ('Toshkent', 'Qozogʻiston', '38 (22–57)')
    """

    def __init__(self, code: str, core: Core) -> None:
        self.code = code
        self._column = LANGUAGES.index(code)
        self._core = core

    def word(self, key: str, **filled: object) -> str:
        """Give a word or sentence by its key."""
        text = WORDS[key][self._column]
        return text.format(**filled) if filled else text

    # -- numbers ------------------------------------------------------------------------------------

    def number(self, value: float, digits: int = 0, *, signed: bool = False) -> str:
        """Write a number; a blank that no line breaks parts its thousands in Russian and Uzbek."""
        text = f"{round(value, digits) + 0.0:{'+' if signed else ''},.{digits}f}".replace("-", "\u2212")
        return text if self.code == "en" else text.replace(",", "\u00a0").replace(".", ",")

    def rough(self, value: float) -> str:
        """Write a number with three digits that count."""
        if value >= 100:
            return self.number(value)
        text = f"{value:.3g}"
        return text if self.code == "en" else text.replace(".", ",")

    def figure(self, central: float, low: float, high: float) -> str:
        """Write a figure with its range."""
        return f"{self.number(central)} ({self.span(low, high)})"

    def span(self, low: float, high: float) -> str:
        """Write a range."""
        return f"{self.number(low)}\u2013{self.number(high)}"

    # -- names --------------------------------------------------------------------------------------

    def place(self, place: Place) -> str:
        """Name a place without what stands in brackets."""
        row = self._core.tables["places"][place.index] if place.index < len(self._core.places) else {}
        known = row.get(f"name_{self.code}") if row.get("id") == place.id else None
        return str(known or place.name).split(" (")[0]

    def place_of(self, identity: str) -> str:
        """Name a place by its id."""
        index = self._core.place_index.get(identity)
        return identity if index is None else self.place(self._core.places[index])

    def knows(self, identity: str) -> bool:
        """Whether there is a place of this id."""
        return identity in self._core.place_index

    def named(self, table: str, identity: str) -> str:
        """Name a row of a table as the data have it; one that is not there by its id."""
        return next((str(row["name"]) for row in self._core.tables[table] if row["id"] == identity), identity)

    def pair(self, origin: Place, destination: Place) -> str:
        """Name two places."""
        return self.word("to", origin=self.place(origin), destination=self.place(destination))

    @cached_property
    def _countries(self) -> dict[str, str]:
        column = "name" if self.code == "en" else f"name_{self.code}"
        return {row["id"]: row.get(column) or row["name"] for row in self._core.tables["countries"]}

    def country(self, code: str) -> str:
        """Name a country by its code."""
        return self._countries.get(code, code)

    def way(self, row: ComparisonRow) -> str:
        """Name the way of a row: its corridor, and by where that branches."""
        if row.corridor == LORRY:
            return self.word("by_lorry")
        corridor = self._core.corridor(row.corridor, exactly=True)
        if corridor is None or self.code == "en":
            if row.corridor == DIRECT:
                return f"{self.word('best')}: {self.label(row.corridor_name)}"
            return _without_brackets(row.corridor_name)
        tail = row.corridor_name.removeprefix(corridor.name)
        name = self.corridor(row)
        if not tail.startswith(" by "):
            return name
        return f"{name} ({self.label(tail.removeprefix(' by ').replace(' and ', ', '))})"

    def corridor(self, row: ComparisonRow) -> str:
        """Name the corridor of a row, whichever way it takes."""
        corridor = self._core.corridor(row.corridor, exactly=True)
        if corridor is None:
            return self.way(row)
        known = {"ru": corridor.row.get("name_ru"), "uz": CORRIDORS_UZ.get(corridor.id)}.get(self.code)
        return str(known or corridor.name).split(" (")[0]

    def known_as(self, name: str, rows: Any) -> str:
        """Name the row that another names as its equal."""
        return next((self.way(row) for row in rows if row.corridor_name == name), _without_brackets(name))

    def label(self, text: str) -> str:
        """Tell a link or an operation, of which the data have the English label."""
        if self.code == "en":
            return text
        if gauge := _GAUGE.match(text):
            return self.word("gauge_at", one=gauge[1], other=gauge[2], place=self._names(gauge[3]))
        if mode := _MODE.match(text):
            return f"{self.word(mode[1])}: {self._names(mode[2])}"
        return self._names(text)

    def _names(self, text: str) -> str:
        return self._known_names.sub(lambda found: self._own_names[found[0]], text)

    @cached_property
    def _own_names(self) -> dict[str, str]:
        named: dict[str, str] = {}
        for place in self._core.places:
            named[place.name] = self.place(place)
            named.setdefault(place.name.split(" (")[0], self.place(place))
        return named

    @cached_property
    def _known_names(self) -> re.Pattern[str]:
        names = sorted(map(re.escape, self._own_names), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")


def _without_brackets(name: str) -> str:
    head, bracket, tail = name.partition(" (")
    return head + tail.partition(")")[2] if bracket else name
