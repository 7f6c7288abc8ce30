"""Rides: the parts of a way that go by a service with departures of its own."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from corridors.charges.model import Place
from corridors.kernels.adding import total_of
from corridors.routes.step import Step
from corridors.words.brief import brief

__all__ = ["Ride", "rides"]


class Ride(NamedTuple):
    """A part of the way by one train, feeder or ferry, without the wait for it."""

    id: str
    name: str
    mode: str
    start: Place
    end: Place
    time_h: float
    #: Hours by the sum of parts, where a printed time of the service stands in `time_h`.
    time_h_by_parts: float | None

    def to_dict(self) -> dict[str, Any]:
        """Give plain data."""
        return self._asdict() | {"start": self.start.id, "end": self.end.id}

    def __repr__(self) -> str:
        return brief(self, f"{self.id}: {self.start.name} - {self.end.name}, {self.time_h:,.0f} h")


def rides(steps: Iterable[Step]) -> tuple[Ride, ...]:
    """List the rides among the lines of an account, in order."""
    found = []
    for service, group in groupby(steps, key=lambda step: step.service if step.link and step.service_name else ""):
        if not service:
            continue
        part = list(group)
        printed = any(step.charge.time_h_by_parts is not None for step in part)
        found.append(
            Ride(
                id=service,
                name=part[0].service_name,
                mode=part[0].mode,
                start=part[0].start,
                end=part[-1].end,
                time_h=total_of(step.charge.time_h for step in part),
                time_h_by_parts=total_of(map(_by_parts, part)) if printed else None,
            )
        )
    return tuple(found)


def _by_parts(step: Step) -> float:
    parts = step.charge.time_h_by_parts
    return step.charge.time_h if parts is None else parts
