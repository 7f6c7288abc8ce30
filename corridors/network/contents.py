"""What there is in a network: its tables as frames, its places and links by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from corridors.charges.levels import PriceLevel
from corridors.charges.model import Link, Place
from corridors.errors import OptionError
from corridors.gate.ids import id_text
from corridors.gate.quoted import quoted
from corridors.tables.reading import Row
from corridors.world.core import Core
from corridors.world.gazetteer import PlaceLike
from corridors.world.projects import project_in_force
from corridors.world.view import View

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Contents"]


class Contents:
    """Tables on one date, to look things up in; what a `Network` is made of."""

    def __init__(self, view: View) -> None:
        self.view = view

    def __len__(self) -> int:
        return len(self._core.places)

    @property
    def _core(self) -> Core:
        return self.view.core

    @property
    def on(self) -> str:
        """The date (ISO) of the network."""
        return self.view.on

    @property
    def edition(self) -> str:
        """The edition of the data, such as ``2026.11``, which is apart from the version of the code."""
        return self._core.tables.package.version

    @property
    def reference_date(self) -> str:
        """The day (ISO) that the data describe; the default of ``on``."""
        return self._core.tables.package.reference_date

    @property
    def closures(self) -> Mapping[str, str]:
        """Why a link is not in use on this network's date, by link id; what is shut to some shipments is in use."""
        return MappingProxyType(self._reasons)  # made at each call: a proxy kept could not be pickled

    @cached_property
    def _reasons(self) -> dict[str, str]:
        return {self._core.links[index].id: why for index, why in self.view.closed.items()}

    @property
    def events(self) -> pd.DataFrame:
        """Closures and restrictions in force, a row each."""
        return self._frame("events", self.view.events)

    @property
    def risks(self) -> pd.DataFrame:
        """Risks in force, a row each, the highest first; ``table("risks")`` has those of other days as well."""
        return self._frame("risks", self.view.risks)

    @property
    def projects(self) -> pd.DataFrame:
        """Projects, a row each, with ``in_force`` for the network's date: works, ships and new lines."""
        frame = self._frame("projects")
        day, known = self.on, self.reference_date
        frame["in_force"] = [project_in_force(row, day, known) for row in self._core.tables["projects"]]
        return frame

    @property
    def levels(self) -> pd.DataFrame:
        """Price levels on the network's date, a row a market: factors on the tables' prices (P10, P50, P90).

        ``held`` says since or until when a level is held beyond its series; ``table("levels")`` has the series.

        Examples
        --------
        >>> import corridors as co
        >>> levels = co.load_network().at("2024-06-01").levels
        >>> len(levels) == len(levels.groupby(["mode", "where", "shipment", "direction"]))
        True
        """
        import pandas as pd

        columns = ("mode", "where", "shipment", "direction", *PriceLevel._fields)
        found = [(*key, *PriceLevel.of(level)) for key, level in self._core.levels.on(self.on)]
        return pd.DataFrame(found, columns=list(columns)).rename(
            columns={"low": "factor_low", "central": "factor", "high": "factor_high"}
        )

    @property
    def places(self) -> pd.DataFrame:
        """Places, a row each, indexed by id; columns as in the data dictionary."""
        return self._frame("places")

    @property
    def links(self) -> pd.DataFrame:
        """Links, a row each, indexed by id, with ``in_use`` and ``closure`` for the network's date."""
        frame = self._frame("links")
        frame["closure"] = [self.closures.get(index, "") for index in frame.index]
        frame["in_use"] = frame["closure"] == ""
        return frame

    @property
    def corridors(self) -> pd.DataFrame:
        """The record of each corridor, indexed by id."""
        return self._frame("corridors")

    @property
    def sources(self) -> pd.DataFrame:
        """Sources, a row each, indexed by id."""
        return self._frame("sources")

    def table(self, name: str) -> pd.DataFrame:
        """Give any table of the package, such as ``demand`` or ``published``, as a frame.

        Raises
        ------
        OptionError
            No such table.
        """
        if not isinstance(name, str) or name not in self._core.tables:
            raise OptionError(f"no table is called {quoted(name)}: there are {', '.join(self._core.tables)}")
        return self._frame(name)

    def _frame(self, table: str, rows: Iterable[Row] | None = None) -> pd.DataFrame:
        import pandas as pd

        tables = self._core.tables
        columns = [field.name for field in tables.package.schemas[table].fields]
        found = list(tables[table] if rows is None else rows)
        frame = pd.DataFrame(found) if found else pd.DataFrame(columns=columns)
        return frame.set_index("id") if "id" in frame else frame

    def place(self, name: PlaceLike) -> Place:
        """Find a place by name, UN/LOCODE, id or (lat, lon).

        Raises
        ------
        UnknownPlaceError
            No such place, several by that name, or a country; with what may have been meant.

        Examples
        --------
        >>> import corridors as co
        >>> network = co.load_network()
        >>> network.place("Jalalabad").country, network.place("Jalal-Abad").country
        ('AF', 'KG')
        >>> network.place("Astara")
        Traceback (most recent call last):
        corridors.errors.UnknownPlaceError: 'Astara' may be several places: give 'astara-az' ...
        """
        return self._core.gazetteer.find(name)[0]

    def find_places(self, text: str = "") -> list[Place]:
        """List the places whose name in any spelling, code or id contains `text`."""
        return self._core.gazetteer.search(text)

    def link(self, link_id: str) -> Link:
        """Find a link by id.

        Raises
        ------
        OptionError
            No such link.
        """
        index = self._core.link_index.get(id_text(link_id))
        if index is None:
            raise OptionError(f"no link {quoted(link_id)}: `network.links` lists them by id")
        return self._core.links[index]
