"""Anything as an argument of any public function or method: only what corridors raises on purpose comes out.

And right answers to questions drawn at random, worked out by networkx of the same rows. A fixed small budget in every
run; ``CORRIDORS_FUZZ=200000`` asks as many cases, for a night.
"""

from __future__ import annotations

import inspect
import os
from pathlib import Path

import pytest

import corridors as co
from tests.fuzz.answers import CHECKS, wrong_answer
from tests.fuzz.verbs import FUNCTIONS, made, methods, network, verbs
from tools.under_fire.arguments import arguments

CASES = int(os.environ.get("CORRIDORS_FUZZ", "350"))


@pytest.mark.filterwarnings("ignore")
def test_nothing_foreign_comes_out_of_odd_arguments() -> None:
    """Whatever up to three arguments are; and a plain question is answered as before."""
    found = arguments(CASES, seed=7)
    assert found.foreign == []
    assert found.answered > CASES // 20
    assert found.refused > CASES // 2


@pytest.mark.filterwarnings("ignore")
def test_answers_are_those_of_networkx() -> None:
    """Of bare edges, frames and files: routes, alternatives, matrices, flows, assignments."""
    wrong = [told for number in range(CASES // 5) if (told := wrong_answer(number, seed=7)) is not None]
    assert wrong == []
    assert len(CHECKS) <= CASES // 5


def test_every_public_function_and_method_is_among_them() -> None:
    """Of a new one the fuzz knows by itself, or says that it lacks what to ask it plainly."""
    functions = {name for name in co.__all__ if inspect.isfunction(getattr(co, name))}
    assert functions <= {name.partition(" ")[0] for name in FUNCTIONS}
    kinds = {name for name in co.__all__ if inspect.isclass(getattr(co, name)) and hasattr(getattr(co, name), "plot")}
    assert kinds - {"PriceCurve"} <= set(made())
    assert {"Network.to_file", "Route.plot", "Comparison.to_excel", "Timeline.year"} <= set(methods())
    assert "weight" in verbs()["shortest_route"].names


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", sorted(name for name, verb in {**verbs(), **methods()}.items() if not verb.slow))
def test_plain_arguments_are_answered(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else odd ones beside them would never be looked at."""
    monkeypatch.chdir(tmp_path)
    verb = {**verbs(), **methods()}[name]
    if name in _NEED_MORE:
        with pytest.raises(co.CorridorsError):
            verb.call(**verb.plain)
    elif name != "warm":
        verb.call(**verb.plain)


#: What has to have a file, a network or a row, and is plainly asked with a text.
_NEED_MORE = {
    "Comparison.chances", "MaxFlow.plot", "Scenario.check", "Scenario.load", "read_gmns", "read_network", "read_tntp",
}  # fmt: skip


def test_an_argument_that_does_not_exist_is_a_type_error() -> None:
    """As Python raises it, with what may have been meant."""
    with pytest.raises(TypeError, match="did you mean 'weight'"):
        co.shortest_route("A", "C", wieght="time", network=network())  # type: ignore[call-arg]
