"""Run what is asked for, print its figures, and exit 1 if anything failed."""

from __future__ import annotations

import argparse
import logging
import time
import warnings
from collections.abc import Callable, Iterable
from random import Random

from tests.fuzz.answers import wrong_answer
from tools.under_fire import arguments, damage, kills, memory, processes, threads

#: By name: the budget of a whole run, and what it counts.
BUDGETS = {
    "kills": 210, "threads": 60, "memory": 1_000_000, "dates": 10_000, "processes": 40, "damage": 20_000,
    "arguments": 200_000, "answers": 200_000,
}  # fmt: skip

#: Cases between two lines of progress.
_TOLD = 10_000


def _kills(budget: int, seed: int) -> list[str]:
    draw, faults = Random(seed), []
    found = kills.writers()
    total = kills.Outcome()
    for number, writer in enumerate(found):
        times = budget // len(found) + (number < budget % len(found))
        outcome = kills.kill(writer, times, draw)
        print(f"  {writer.name}: {outcome.kills} kills, the old {outcome.old}, the new {outcome.new}", flush=True)
        faults += outcome.faults
        total.kills += outcome.kills
        total.old += outcome.old
        total.new += outcome.new
        total.rooms_left += outcome.rooms_left
    print(
        f"  {total.kills} kills: {total.old} old, {total.new} new; rooms left until the next write {total.rooms_left}"
    )
    return faults


def _threads(budget: int, seed: int) -> list[str]:
    answers, faults = threads.ask_together(budget, seed=seed)
    print(f"  8 threads, {budget} s: {answers} answers, {len(faults)} differences and errors")
    return faults


def _level(name: str, measure: Callable[..., memory.Memory], budget: int, seed: int) -> list[str]:
    held = measure(budget, warm_up=max(budget // 5, 1), seed=seed)
    print(
        f"  {held.asked:,} {name}: {held.warm:.0f} MiB after the first fifth, {held.end:.0f} at the end "
        f"(+{held.growth:.0f}), peak {held.peak:.0f}"
    )
    return [f"{name}: {held.growth:.0f} MiB of growth"] if held.growth > 50 else []


def _memory(budget: int, seed: int) -> list[str]:
    return _level("queries", memory.many_queries, budget, seed)


def _dates(budget: int, seed: int) -> list[str]:
    return _level("dates, each under a scenario of its own", memory.many_scenarios, budget, seed)


def _processes(budget: int, seed: int) -> list[str]:
    differ = processes.ask_elsewhere(budget, seed=seed)
    print("  " + "; ".join(f"{how}: {count} differences" for how, count in differ.items()))
    return [how for how, count in differ.items() if count]


def _damage(budget: int, seed: int) -> list[str]:
    found = damage.damage(budget, seed)
    print(f"  {budget} damaged files: {found.read} read, {found.refused} refused, {sum(found.kinds.values())} foreign")
    return found.foreign


def _arguments(budget: int, seed: int) -> list[str]:
    found = arguments.arguments(budget, seed)
    foreign = sum(found.kinds.values())
    print(f"  {budget:,} cases: {found.answered:,} answered, {found.refused:,} refused, {foreign} foreign")
    return found.foreign


def _answers(budget: int, seed: int) -> list[str]:
    wrong: list[str] = []
    for number in range(budget):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of lengths drawn at random
            told = wrong_answer(number, seed)
        if told is not None:
            wrong.append(told)
            print(f"  {told}", flush=True)  # a run is long
        if (number + 1) % _TOLD == 0:
            print(f"  {number + 1:,} of {budget:,}, {len(wrong)} wrong", flush=True)
    return wrong


RUNS: dict[str, Callable[[int, int], Iterable[str]]] = {
    "kills": _kills,
    "threads": _threads,
    "memory": _memory,
    "dates": _dates,
    "processes": _processes,
    "damage": _damage,
    "arguments": _arguments,
    "answers": _answers,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.under_fire", description=__doc__)
    parser.add_argument("what", choices=[*RUNS, "all"], nargs="?", default="all")
    parser.add_argument("--budget", type=int, help="kills, seconds, queries, dates, questions, files or cases")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="  %(message)s")
    failed = False
    for name in RUNS if args.what == "all" else [args.what]:
        print(name, flush=True)
        began = time.monotonic()
        faults = list(RUNS[name](args.budget or BUDGETS[name], args.seed))
        for fault in faults[:40]:
            print(f"  FAULT {fault}")
        print(f"  {len(faults)} faults, {time.monotonic() - began:.0f} s", flush=True)
        failed |= bool(faults)
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
