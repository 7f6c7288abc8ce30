"""Memory over very many queries, dates and scenarios."""

from __future__ import annotations

import gc
import logging
import os
import resource
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import corridors as co
from corridors.routing.growing import get_ready
from tools.under_fire.questions import ENDS, WEIGHTS

__all__ = ["Memory", "many_queries", "many_scenarios"]

MIB = 2**20

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Memory:
    """What the process held after the warm-up and at the end, and at most in between, in MiB."""

    asked: int
    warm: float
    end: float
    peak: float

    @property
    def growth(self) -> float:
        """What was added after the warm-up."""
        return self.end - self.warm


def _held_mib() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MIB


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _measured(steps: Iterator[None], warm_up: int, count: int) -> Memory:
    warm = _held_mib()
    done = 0
    for done, _ in enumerate(steps, 1):
        if done == warm_up:
            warm = _held_mib()
        if done % max(count // 50, 1) == 0:
            _log.info("%s of %s: %.0f MiB", f"{done:,}", f"{count:,}", _held_mib())
        if done >= count:
            break
    return Memory(done, warm, _held_mib(), _peak_mib())


def many_queries(count: int, *, warm_up: int, seed: int = 0) -> Memory:
    """Ask for shortest routes from random places to twenty others each: ever another weight, date and scenario.

    One weight in a thousand is a mixed one that never comes again.
    """
    get_ready()  # trees by the ten thousand
    network = co.load_network()
    draw = Random(seed)
    places = list(network.places.index)
    scenarios = [None, co.Scenario("a", shut=("Poti",)), co.Scenario("b", shut=("aktau",))]

    def steps() -> Iterator[None]:
        while True:
            weight: Any = draw.choice(WEIGHTS) if draw.random() < 0.999 else {"time": draw.random(), "cost": 1.0}
            rules: dict[str, Any] = {"on": draw.choice((None, 2019, 2030)), "scenario": draw.choice(scenarios)}
            origin, *destinations = draw.sample(places, 21)
            for destination in destinations:
                with suppress(co.NoRouteError):
                    co.shortest_route(origin, destination, weight=weight, network=network, **rules)
                yield

    return _measured(steps(), warm_up, count)


def many_scenarios(count: int, *, warm_up: int, seed: int = 0) -> Memory:
    """Look at ever new dates under ever new scenarios, and ask each for a route."""
    get_ready()  # the compiler takes 50 MiB whenever it comes
    network = co.load_network()
    draw = Random(seed)
    links = list(network.links.index)
    first = date(1992, 1, 1)

    def steps() -> Iterator[None]:
        number = 0
        while True:
            number += 1
            changed = {link: {"length_km": f"*{draw.uniform(1, 1.4):.6f}"} for link in draw.sample(links, 3)}
            seen = network.at(first + timedelta(days=number)).apply(co.Scenario(f"number {number}", links=changed))
            weight: Any = draw.choice(WEIGHTS)
            with suppress(co.NoRouteError):
                co.shortest_route("Tashkent", draw.choice(ENDS), weight=weight, network=seen)
            yield

    return _measured(steps(), warm_up, count)
