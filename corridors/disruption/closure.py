"""What a closure of known duration costs: wait until it opens again, or go round, whichever is less.

Freight arrives at an even rate while the way is shut, and all know when it opens. Who arrives at a moment ``t``
after the closure would wait ``W(t)`` hours: until it opens, and in the queue of those who came before and waited as
well. Who loses less by going round goes round. The queue is a fluid one: first in, first out; once the way is open
it lets ``capacity`` through. As ``W`` falls at ``1 - (rate of those who wait) / capacity`` an hour from the whole
duration to nothing, each flow has one moment from which it waits, the one at which ``W`` is what going round costs;
and all that can be worked out without a simulation. With one flow of rate ``a`` that waits from the first hour, the
delay of all is ``a D^2 / 2 * c / (c - a)``, half the duration for each of those affected.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from corridors.kernels.adding import total_of

__all__ = ["Flow", "Outcome", "closure_outcomes"]


class Flow(NamedTuple):
    """What arrives at a closed way, and what going round costs it."""

    #: units an hour, in the unit of the capacity
    rate: float
    #: hours of waiting that it loses as much by as by going round; infinity if there is no way round
    round_h: float


class Outcome(NamedTuple):
    """What becomes of one flow, for all that is affected by the closure until the queue has gone."""

    #: hours from the closure until the last of the queue has gone
    affected_h: float
    #: hours during which those who arrive go round
    going_round_h: float
    #: hours waited times hours of arrival: times the rate it is the delay of all
    waited_h2: float

    @property
    def share_round(self) -> float:
        """Share of the affected that goes round."""
        return self.going_round_h / self.affected_h if self.affected_h else 0.0

    @property
    def mean_wait_h(self) -> float:
        """Hours waited by an affected unit on average, those who go round counted with none."""
        return self.waited_h2 / self.affected_h if self.affected_h else 0.0


def closure_outcomes(duration_h: float, flows: Sequence[Flow], capacity: float = inf) -> list[Outcome]:
    """Give what becomes of each flow at one way that is shut for a while.

    Parameters
    ----------
    duration_h
        Hours for which it is shut.
    flows
        What arrives.
    capacity
        What the way lets through an hour once it is open, more than all flows together; infinity if nobody queues.

    Raises
    ------
    ValueError
        The flows fill or exceed the capacity, so the queue would never go.

    Examples
    --------
    >>> closure_outcomes(10.0, [Flow(1.0, inf)])
    [Outcome(affected_h=10.0, going_round_h=0.0, waited_h2=50.0)]
    >>> closure_outcomes(10.0, [Flow(1.0, inf)], 2.0)
    [Outcome(affected_h=20.0, going_round_h=0.0, waited_h2=100.0)]
    """
    if total_of(flow.rate for flow in flows) >= capacity:
        raise ValueError("the flows fill the capacity: the queue would never go")
    order = sorted(range(len(flows)), key=lambda i: -flows[i].round_h)
    now, wait, waiting = 0.0, duration_h, 0.0
    joined: dict[int, float] = {}
    delay = [0.0] * len(flows)
    for number in [*order, None]:
        # who loses the most by going round waits first; in the end the queue goes to nothing
        level = 0.0 if number is None else min(flows[number].round_h, wait)
        step = (wait - level) / (1.0 - waiting / capacity)
        for other in joined:
            delay[other] += step * (wait + level) / 2
        now, wait = now + step, level
        if number is not None:
            joined[number] = now
            waiting += flows[number].rate
    return [Outcome(now, joined[number], delay[number]) for number in range(len(flows))]
