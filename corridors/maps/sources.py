"""Sources of what a page tells, numbered as they are met."""

from __future__ import annotations

from collections.abc import Iterable

from corridors.tables.reading import Row

__all__ = ["Sources"]


class Sources:
    """Sources in the order met, numbered from 1.

    Examples
    --------
    >>> sources = Sources()
    >>> sources.learn([{"id": "b", "title": "Second"}, {"id": "a", "title": "First"}])
    >>> sources.numbers(["a"]), sources.numbers(["b", "a"]), [row["title"] for _, row in sources.rows()]
    ([1], [1, 2], ['First', 'Second'])
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._known: dict[str, Row] = {}

    def learn(self, rows: Iterable[Row]) -> None:
        """Note rows of the table, by id."""
        for row in rows:
            self._known.setdefault(row["id"], row)

    def numbers(self, ids: Iterable[str]) -> list[int]:
        """Give the numbers of sources, new ones behind those known."""
        return sorted({self._numbers.setdefault(id_, len(self._numbers) + 1) for id_ in ids})

    def rows(self) -> list[tuple[int, Row]]:
        """Give the sources that were named, by number; of one that is in no table the id alone."""
        return [(number, self._known.get(id_, {"id": id_, "title": id_})) for id_, number in self._numbers.items()]
