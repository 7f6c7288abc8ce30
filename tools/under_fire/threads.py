"""Eight threads that ask mixed questions of one network, against answers given alone."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from random import Random

import corridors as co
from tools.under_fire.questions import answer, questions

__all__ = ["ask_together"]


#: Questions that each thread asks even if the time is over: on a busy machine they would hardly meet.
_LEAST = 2


def ask_together(
    seconds: float, *, threads: int = 8, of: int = 120, seed: int = 0, routes_alone: bool = False
) -> tuple[int, list[str]]:
    """Ask for so many seconds; give how many answers there were, and what was other than when it was asked alone.

    Every round of questions begins with a network made afresh, for it is while all is still being made that threads
    meet.
    """
    asked = questions(of, seed, routes_alone=routes_alone)
    alone = co.Network(co.load_network()._core.tables)
    right = [answer(question, alone) for question in asked]
    until = time.monotonic() + seconds
    counts: Counter[str] = Counter()
    faults: list[str] = []

    def work(network: co.Network, number: int) -> None:
        draw = Random(number)
        for turn in range(of):
            if turn >= _LEAST and time.monotonic() > until:
                return
            which = draw.randrange(of)
            try:
                given = answer(asked[which], network)
            except Exception as error:
                faults.append(f"question {which}: {type(error).__name__}: {error}")
                continue
            counts["answers"] += 1  # read after all threads are done, and inexact by races at most
            if given != right[which]:
                faults.append(f"question {which}: {given[:200]} instead of {right[which][:200]}")

    rounds = 0
    while time.monotonic() < until:
        fresh = co.Network(alone._core.tables)
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(work, [fresh] * threads, range(rounds * threads, (rounds + 1) * threads)))
        rounds += 1
    return counts["answers"], faults
