"""Processes that fork or spawn after use: the same answers as at home."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import corridors as co
from tools.under_fire.questions import answer, questions

__all__ = ["ask_elsewhere"]


def _answers(network: co.Network | None, count: int, seed: int) -> list[str]:
    held = co.load_network() if network is None else network
    return [answer(question, held) for question in questions(count, seed)]


def ask_elsewhere(count: int, *, workers: int = 3, seed: int = 0) -> dict[str, int]:
    """Ask in this process, then in such as are forked and spawned after it; count the differences by how.

    Once each asks the network that is loaded there, and once the one that was used here, handed over as a pickle.
    """
    network = co.load_network()
    right = _answers(network, count, seed)
    differ: dict[str, int] = {}
    for method in ("fork", "spawn"):
        if method not in multiprocessing.get_all_start_methods():
            continue
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(method)) as pool:
            for name, handed in (("own", None), ("handed over", network)):
                given = list(pool.map(_answers, [handed] * workers, [count] * workers, [seed] * workers))
                wrong = sum(a != b for answers in given for a, b in zip(answers, right, strict=True))
                differ[f"{method}, {name} network"] = wrong
    return differ
