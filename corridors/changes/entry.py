"""What is shut or opened for a time, and what takes longer: names with dates, notes and sources of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from corridors.changes.change import dates_of, holds_on, names_of
from corridors.changes.frozen import frozen
from corridors.errors import OptionError

__all__ = ["Entry", "delay_of", "entries_of", "names_in_force", "names_within"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Names that are shut, or open, between two dates."""

    what: tuple[str, ...]
    since: str | None = None
    until: str | None = None
    note: str = ""
    source: tuple[str, ...] = ()

    @classmethod
    def of(cls, whose: str, data: Mapping[str, Any]) -> Entry:
        """Make one of plain data.

        Raises
        ------
        OptionError
            Keys or values that mean nothing.
        """
        unknown = sorted(str(key) for key in set(data) - set(cls.__slots__))
        if unknown or "what" not in data:
            problem = f"unknown keys {', '.join(unknown)}" if unknown else "no 'what'"
            raise OptionError(f"{whose} has an entry with {problem}: it takes {', '.join(cls.__slots__)}")
        since, until = dates_of(whose, data.get("since"), data.get("until"))
        note = data.get("note", "")
        if not isinstance(note, str):
            raise OptionError(f"{whose} has note={note!r}: give a text")
        what = names_of(whose, "what", data["what"])
        return cls(what, since, until, note, names_of(whose, "source", data.get("source", ())))

    def to_dict(self) -> dict[str, Any]:
        """Give plain data; what is as usual is left out."""
        data: dict[str, Any] = {"what": list(self.what)}
        data |= {name: getattr(self, name) for name in ("since", "until") if getattr(self, name) is not None}
        data |= {"note": self.note} if self.note else {}
        return data | ({"source": list(self.source)} if self.source else {})


def entries_of(whose: str, name: str, value: Any) -> tuple[str | Entry, ...]:
    """Give names, and entries with dates, as a scenario keeps them.

    Raises
    ------
    OptionError
        It is neither a name nor a list of names.
    """
    if isinstance(value, (str, Entry, Mapping)):
        value = (value,)
    if isinstance(value, (set, frozenset)):
        value = sorted(value, key=str)
    if not isinstance(value, (list, tuple)):
        raise OptionError(f"{whose} has {name}={value!r}: give a name or a list of names")
    found: list[str | Entry] = []
    for item in value:
        if isinstance(item, Mapping):
            item = Entry.of(f"{whose}, {name}", item)
        if isinstance(item, Entry):
            # what holds always and says nothing more is a name like others
            found += [item] if item != Entry(item.what) else item.what
        elif isinstance(item, str):
            found.append(item)
        else:
            raise OptionError(f"{whose} has {name}={value!r}: give a name or a list of names")
    return tuple(found)


def names_within(entries: Iterable[str | Entry]) -> list[str]:
    """List the names of entries, whenever they hold."""
    return [name for item in entries for name in ((item,) if isinstance(item, str) else item.what)]


def names_in_force(entries: Iterable[str | Entry], day: str) -> tuple[str, ...]:
    """List the names of entries that hold on a day, each once."""
    held = [item for item in entries if isinstance(item, str) or holds_on(day, item.since, item.until)]
    return tuple(dict.fromkeys(names_within(held)))


#: What can be said of a delay besides its hours.
DELAY_KEYS = ("time_h", "modes", "since", "until", "note", "source")


def delay_of(whose: str, value: Any) -> dict[str, Any]:
    """Give a delay as its parts.

    Raises
    ------
    OptionError
        Keys or values that mean nothing.
    """
    data = dict(value) if isinstance(value, Mapping) else {"time_h": value}
    unknown = sorted(str(key) for key in set(data) - set(DELAY_KEYS))
    if unknown or "time_h" not in data:
        problem = f"unknown keys {', '.join(unknown)}" if unknown else "no 'time_h'"
        raise OptionError(f"{whose} has a delay with {problem}: it takes {', '.join(DELAY_KEYS)}")
    since, until = dates_of(f"{whose}, delay", data.get("since"), data.get("until"))
    kept: dict[str, Any] = {"time_h": frozen(data["time_h"])}
    kept |= {"modes": names_of(whose, "modes", data["modes"])} if data.get("modes") else {}
    kept |= {name: date for name, date in (("since", since), ("until", until)) if date is not None}
    kept |= {"note": data["note"]} if data.get("note") else {}
    return kept | ({"source": names_of(whose, "source", data["source"])} if data.get("source") else {})
