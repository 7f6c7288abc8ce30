"""What a user has put beside the network: rows, and how each was joined to what stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from html import escape
from typing import TYPE_CHECKING, Any

from corridors.maps.geometry import STRAIGHT, Tracks
from corridors.tables.own import Join, Own
from corridors.words.aligned import format_table
from corridors.words.brief import brief
from corridors.words.html import html_table

if TYPE_CHECKING:
    import pandas as pd

    from corridors.world.core import Core

__all__ = ["Extension"]

_HEADS = ["row", "column", "asked", "place", "by", "km", "next nearest"]
_SHOWN = 40


@dataclass(frozen=True, slots=True, eq=False)
class Extension:
    """What `Network.extend` has added, with every join and how far it reaches.

    Attributes
    ----------
    added : mapping of str to tuple of str
        Ids of the rows of the user's own, by table; replaced links are among them.
    notes : tuple of str
        Whatever was read otherwise than it stood, or filled by rule.

    Examples
    --------
    >>> import corridors as co
    >>> network = co.load_network().extend(
    ...     places=[{"id": "yard", "name": "My yard", "country": "UZ", "lat": 41.1, "lon": 70.0}],
    ...     links=[{"from": "Angren", "to": "yard", "mode": "road", "length_km": 21}],
    ... )
    >>> network.extension.joins[["asked", "place", "by"]].values.tolist()
    [['Angren', 'angren', 'name'], ['yard', 'yard', 'id']]
    """

    _core: Core

    @property
    def _own(self) -> Own:
        return self._core.tables.own

    @property
    def added(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the rows of the user's own, by table."""
        return dict(self._own.added)

    @property
    def notes(self) -> tuple[str, ...]:
        """Whatever was read otherwise than it stood, or filled by rule."""
        return self._own.notes

    @property
    def joins(self) -> pd.DataFrame:
        """What joined what: a row an end or a place named, with ``by`` and ``km`` (NaN where no point was given)."""
        import pandas as pd

        frame = pd.DataFrame([asdict(join) for join in self._own.joins], columns=[f.name for f in fields(Join)])
        return frame.astype({"km": float, "next_km": float})

    @property
    def links(self) -> pd.DataFrame:
        """The links of the user's own, a row each, with whose they are and what line they have."""
        import pandas as pd

        own, lines = self._own, self._qualities
        rows = []
        for name in own.added.get("links", ()):
            link = self._core.links[self._core.link_index[name]]
            start, end = self._core.places[link.start], self._core.places[link.end]
            rows.append(
                {
                    "id": name,
                    "from": start.id,
                    "to": end.id,
                    "mode": link.mode,
                    "length_km": link.length_km,
                    "length_grade": link.row["length_grade"],
                    "line": lines[name],
                    "owner": own.owner_of["links", name],
                }
            )
        columns = ["id", "from", "to", "mode", "length_km", "length_grade", "line", "owner"]
        return pd.DataFrame(rows, columns=columns).set_index("id")

    @property
    def conflicts(self) -> pd.DataFrame:
        """Links on a stretch that was linked in the same mode already, a row each, and what was ``done``."""
        import pandas as pd

        rows = [
            {
                "given": conflict.given["id"],
                "standing": conflict.standing["id"],
                "given_km": conflict.given["length_km"],
                "standing_km": conflict.standing["length_km"],
                "done": conflict.done,
            }
            for conflict in self._own.conflicts
        ]
        return pd.DataFrame(rows, columns=["given", "standing", "given_km", "standing_km", "done"])

    @property
    def _qualities(self) -> dict[str, str]:
        """How well the line of each link of the user's own follows the track; known ones stay where one is replaced."""
        core, names = self._core, self._own.added.get("links", ())
        if not names:
            return {}
        tracks = Tracks(core)
        return {name: tracks.quality(core.links[core.link_index[name]]) for name in names}

    def __bool__(self) -> bool:
        return bool(self._own.added)

    def summary(self) -> str:
        """Tell what was added, what joined what and how far, and what was read or filled by rule."""
        own = self._own
        if not self and not own.joins and not own.notes:
            return "Nothing was put beside the network."
        counts = ", ".join(f"{len(ids)} {_counted(table, len(ids))}" for table, ids in own.added.items())
        lines = [f"Put beside the network: {counts}." if counts else "Read as a network of its own."]
        straight = [name for name, quality in self._qualities.items() if quality == STRAIGHT]
        if straight:
            shown = ", ".join(straight[:5]) + (f" and {len(straight) - 5} more" if len(straight) > 5 else "")
            lines.append(f"No line was given, so drawn straight: {shown}.")
        if own.joins:
            farthest = max((join.km or 0.0 for join in own.joins), default=0.0)
            lines.append(f"Joins, {len(own.joins)} in all, the farthest over {farthest:.1f} km:")
            lines.append(format_table([_HEADS, *_cells(own.joins[:_SHOWN])], left=(0, 1, 2, 3, 4, 6)))
            if len(own.joins) > _SHOWN:
                lines.append(f"  ... and {len(own.joins) - _SHOWN} more in .joins")
        lines += [
            f"- {conflict.given['id']} beside {conflict.standing['id']} ({conflict.given['length_km']:,g} and "
            f"{conflict.standing['length_km']:,g} km): {conflict.done}"
            for conflict in own.conflicts
        ]
        lines += [f"- {note}" for note in own.notes[:_SHOWN]]
        if len(own.notes) > _SHOWN:
            lines.append(f"- ... and {len(own.notes) - _SHOWN} more in .notes")
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        own = self._own
        return {
            "added": {table: list(ids) for table, ids in own.added.items()},
            "joins": [asdict(join) for join in own.joins],
            "lines": self._qualities,
            "conflicts": [
                {"given": dict(c.given), "standing": dict(c.standing), "done": c.done} for c in own.conflicts
            ],
            "notes": list(own.notes),
        }

    def __repr__(self) -> str:
        return brief(self, self.summary().splitlines()[0])

    def _repr_html_(self) -> str:
        own = self._own
        head = f"<p><b>{escape(self.summary().splitlines()[0])}</b></p>"
        table = html_table(_HEADS, _cells(own.joins[:_SHOWN])) if own.joins else ""
        notes = "".join(f"<li>{escape(note)}</li>" for note in own.notes[:_SHOWN])
        return head + table + (f"<ul>{notes}</ul>" if notes else "")


def _counted(table: str, count: int) -> str:
    return table[:-1] if count == 1 and table.endswith("s") else table


def _cells(joins: Sequence[Join]) -> list[list[str]]:
    return [
        [
            f"{join.table}[{join.row}]",
            join.column,
            join.asked,
            join.place,
            join.by,
            "" if join.km is None else f"{join.km:.1f}",
            "" if join.next_place is None else f"{join.next_place} {join.next_km or 0:.1f} km",
        ]
        for join in joins
    ]
