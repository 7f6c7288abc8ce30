"""Events that may be in force when a shipment passes: each with a probability, or how often and how long."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import Any, NamedTuple

from corridors.errors import OptionError
from corridors.gate.numbers import a_number
from corridors.network.network import Network
from corridors.routing.planner import Planner
from corridors.tables.reading import Row
from corridors.world.view import View

__all__ = ["EventLike", "RandomEvent", "random_events", "share_of_time"]

#: A probability, or {"per_year": how often it begins, "days": how long it lasts}.
EventLike = float | Mapping[str, float]

_DAYS_A_YEAR = 365.25


class RandomEvent(NamedTuple):
    """An event that may be in force, and the search while it is."""

    id: str
    probability: float
    planner: Planner


class _ViewWith(View):
    """A view with chosen events in force, whatever their dates."""

    def __init__(self, view: View, without: frozenset[str], event: Row | None = None) -> None:
        super().__init__(view.core, view.on, shut=view.shut, opened=view.opened, lifted=view.lifted | without)
        self._event = event

    @cached_property
    def events(self) -> list[Row]:
        kept = [row for row in super().events if self._event is None or row["id"] != self._event["id"]]
        return kept if self._event is None else [*kept, self._event]


def random_events(
    network: Network, rules: Mapping[str, Any], asked: Mapping[str, EventLike]
) -> tuple[Network, list[RandomEvent]]:
    """Give the network without the events asked for, and each of these with its search.

    Raises
    ------
    OptionError
        An unknown event, or a probability that is none.
    """
    if not isinstance(asked, Mapping):
        raise OptionError(f"events={asked!r}: give a dict of events and how likely each is")
    if not asked:
        return network, []
    rows = {row["id"]: row for row in network._core.tables["events"]}
    for name in asked:
        if name not in rows:
            close = get_close_matches(str(name), list(rows), n=1)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            raise OptionError(f"events: no event is called {name!r}{hint}")
    every = frozenset(asked)
    found = []
    for name, given in asked.items():
        share = share_of_time(name, given)
        row = dict(rows[name]) | {"start": "1000-01-01", "end": None, "assumed_end": None, "months": ()}
        found.append(RandomEvent(name, share, _seen(network, _ViewWith(network.view, every, row)).planner(**rules)))
    return _seen(network, _ViewWith(network.view, every)), found


def _seen(network: Network, view: View) -> Network:
    return Network(network._core.tables, _view=view, _scenarios=network.scenarios)


def share_of_time(name: str, given: EventLike) -> float:
    """Give the probability that an event is in force at any moment.

    With a frequency and a duration that is the share of time: so many times a year, so many days each.

    Examples
    --------
    >>> round(share_of_time("jam", {"per_year": 2, "days": 30}), 3)
    0.164
    """
    if isinstance(given, Mapping):
        if set(given) != {"per_year", "days"}:
            raise OptionError(f"events[{name!r}]={dict(given)!r}: give 'per_year' and 'days', or a probability")
        parts = [_amount(name, key, given[key]) for key in ("per_year", "days")]
        share = parts[0] * parts[1] / _DAYS_A_YEAR
        if share > 1:
            raise OptionError(
                f"events[{name!r}]: {parts[0]:g} times a year for {parts[1]:g} days is more than the year has: give at "
                f"most {_DAYS_A_YEAR:g} days in all"
            )
        return share
    share = _amount(name, "probability", given)
    if share > 1:
        raise OptionError(f"events[{name!r}]={given!r} is no probability: give a number from 0 to 1")
    return share


def _amount(name: str, what: str, given: object) -> float:
    return a_number(f"events[{name!r}]: {what}", given)
