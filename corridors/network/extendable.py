"""What a user puts beside the network: places, links, services and handling of their own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from corridors.errors import OptionError
from corridors.network.contents import Contents

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from corridors.network.conflicts import OnConflict
    from corridors.network.extension import Extension
    from corridors.world.core import Core

    Rows = pd.DataFrame | Sequence[Mapping[str, Any]] | Mapping[str, Any]

__all__ = ["Extendable"]


class Extendable(Contents):
    """A network beside whose tables rows of one's own can be put."""

    def _on(self, core: Core) -> Self:
        """Give the same view of another core."""
        raise NotImplementedError

    def extend(
        self,
        places: Rows | None = None,
        links: Rows | None = None,
        services: Rows | None = None,
        handling: Rows | None = None,
        *,
        folder: str | Path | None = None,
        owner: str = "me",
        join_within_km: float = 5.0,
        on_conflict: OnConflict = "error",
        check_lengths: bool = True,
    ) -> Self:
        """Give the network with places, links, services and handling of one's own, and lose nothing of it.

        Ids, events, corridors, geometry, sources, date and scenarios stay. Every join is told in `extension`.

        Parameters
        ----------
        places, links, services, handling
            pandas frames, GeoDataFrames, or lists of dicts, a row each; columns as in the data dictionary, and a
            figure's unit in its name. A GeoDataFrame of links brings their lines, one of places their points; any
            CRS is brought to WGS84. What is blank is filled by rule: the source is ``user: <owner>``, the grade
            ``estimated``, the mode rail, its gauge 1520 mm, a length that of the line (``derived``); times, prices
            and emissions follow the rates of the tables unless given. ``from`` and ``to`` (and the places of
            services and handling) take an id, a UN/LOCODE, an exact name or a point (lat, lon); lines without them
            are joined by their ends. The column ``corridor`` of links names corridors that they belong to.
        folder
            Folder of a template (``corridors template``) or a workbook instead of, or before, the tables above.
        owner
            Whose rows they are; the name goes into their sources.
        join_within_km
            A point or the end of a line is joined to the nearest place no further away; a line given with its
            places ends no further from them. Ends too far are one error, with the nearest candidates.
        on_conflict
            What happens where two places are linked in the same mode (and gauge) already: ``error`` tells both
            rows, ``keep both`` has them in parallel, ``replace`` puts the row in place of the one that stands,
            whose id, events, corridors and services stay.
        check_lengths
            Whether a length far off that of its line, or far above the great circle, is refused.

        Raises
        ------
        DataError
            Everything that is wrong with the rows, at once, as ``table[row].column: problem; fix``.
        OptionError
            What is no table, geometry without a CRS, or an option that means nothing.

        Examples
        --------
        >>> import corridors as co
        >>> network = co.load_network().extend(
        ...     links=[{"from": "Angren", "to": "Kashgar", "mode": "road", "length_km": 760, "time_h": 20}]
        ... )
        >>> co.shortest_route("Angren", "Kashgar", modes="road", weight="distance", network=network).length_km
        760.0
        >>> network.links.loc["angren--kashgar--road", "time_source"]
        ('user: me',)
        """
        from corridors.network.extending import Asked, extended

        asked = Asked(owner, join_within_km, on_conflict, check_lengths)
        given: dict[str, Any] = {"places": places, "links": links, "services": services, "handling": handling}
        if folder is not None:
            from corridors.network.own_folder import read_extension

            read = read_extension(folder)
            twice = [name for name, rows in given.items() if rows is not None and read.get(name)]
            if twice:
                raise OptionError(f"{twice[0]} are given twice, and {folder} has some: give one of both")
            given |= {name: rows for name, rows in read.items() if given.get(name) is None}
        core = extended(self._core, given, asked)
        return self if core is None else self._on(core)

    @property
    def extension(self) -> Extension:
        """What was put beside the network with `extend`, and how each row was joined to what stands."""
        from corridors.network.extension import Extension

        return Extension(self._core)
