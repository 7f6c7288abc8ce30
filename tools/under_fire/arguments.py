"""Odd arguments of every public function and of every method of what they give: an answer, or an error on purpose."""

from __future__ import annotations

import io
import logging
import os
import tempfile
import traceback
import warnings
from collections import Counter
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import corridors as co
from tests.fuzz.odd import ODD
from tests.fuzz.verbs import USUAL, Verb, methods, network, verbs

__all__ = ["Asked", "arguments"]

_log = logging.getLogger(__name__)

#: Pictures and the like take a hundred times as long, and are asked so much more seldom.
_SELDOM = 0.03


@dataclass(slots=True)
class Asked:
    """What came out: how many were answered all the same, how many refused, and what was foreign, by kind."""

    answered: int = 0
    refused: int = 0
    foreign: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)


def arguments(count: int, seed: int = 0) -> Asked:
    """Ask so many times with one to three odd arguments, and look that a plain question is answered as before."""
    os.environ.setdefault("MPLBACKEND", "agg")
    draw, result = Random(seed), Asked()
    found = {name: verb for name, verb in {**verbs(), **methods()}.items() if verb.names}
    names = list(found)
    weights = [_SELDOM if found[name].slow else 1.0 for name in names]
    plain = co.shortest_route("A", "C", network=network()).to_dict()
    with tempfile.TemporaryDirectory() as room, chdir(room):
        inside = Path(room, "in", "side")
        inside.mkdir(parents=True)
        with chdir(inside):
            for number in range(1, count + 1):
                name = draw.choices(names, weights)[0]
                _ask(name, found[name], draw, result)
                if number % 100 == 0:
                    _close_pictures()
                    if co.shortest_route("A", "C", network=network()).to_dict() != plain:
                        result.foreign.append(f"after {name}: another answer to a plain question")
                if number % 5000 == 0:
                    _log.info("%s of %s, %s foreign", f"{number:,}", f"{count:,}", len(result.foreign))
    return result


def _ask(name: str, verb: Verb, draw: Random, result: Asked) -> None:
    numbers = {draw.choice(verb.names): draw.randrange(len(ODD)) for _ in range(draw.choice((0, 1, 1, 1, 2, 3)))}
    usual = [name for name in verb.names if name in USUAL]
    beside = {name: draw.choice(USUAL[name]) for name in draw.sample(usual, min(len(usual), draw.randint(0, 2)))}
    given: dict[str, Any] = {**verb.plain, **beside, **{key: ODD[which]() for key, which in numbers.items()}}
    hushed = io.StringIO()
    try:
        with warnings.catch_warnings(), redirect_stderr(hushed), redirect_stdout(hushed):
            warnings.simplefilter("ignore")
            verb.call(**given)
        result.answered += 1
    except co.CorridorsError:
        result.refused += 1
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        kind = f"{name}: {type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        result.kinds[kind] += 1
        if result.kinds[kind] == 1:
            told = beside | {key: repr(ODD[which]())[:60] for key, which in numbers.items()}
            result.foreign.append(f"{kind}: {str(error)[:100]!r} of {told}")


def _close_pictures() -> None:
    from matplotlib import pyplot

    pyplot.close("all")
