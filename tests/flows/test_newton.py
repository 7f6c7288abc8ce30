"""Steps over all pairs together: exact where delays are straight lines, never for the worse where they are not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from corridors.flows import newton
from corridors.flows.frames import frame_network
from corridors.flows.known import Known
from corridors.flows.model import FlowNetwork, Pair
from corridors.flows.newton import _gradients, _Point, _root, newton_step
from corridors.flows.paths import FlowPath, Paths
from corridors.flows.task import Task
from tests.flows.ten_orders import instance

Floats = NDArray[np.float64]


def side_by_side(free: list[float], capacity: list[float], *, alpha: list[float], beta: float = 1.0) -> FlowNetwork:
    """Ways from a to b, each a link of its own."""
    links = pd.DataFrame(
        {"from": "a", "to": "b", "time": free, "capacity": capacity, "vdf_alpha": alpha, "vdf_beta": beta}
    )
    return frame_network(links, None, weight=None, directed=True, congestion=True)


def at(network: FlowNetwork, *flows: float) -> Known:
    """What is known where these flows go by the ways of a pair from a to b, the first by the first link."""
    known = Known(Task(network, (Pair("a", "b", "", sum(flows)),)))
    known.begin(Paths.of([FlowPath(0, (arc,), flow) for arc, flow in enumerate(flows)]))
    return known


def flows_of(known: Known, unit: float = 1.0) -> list[float]:
    return [flow / unit for lot in known.lots for flow in lot.flow.tolist()]


def over_three(unit: float, *, second: float = 2.0, third: float = 3.0, hour: float = 1.0) -> Known:
    """Times of 1, 15 and 17 and an hour more for each unit, with 10, 2 and 3 units on them.

    Of 15 units alike in weight 15 would take the first way, 1 the second and -1 the third. So the third is emptied,
    on the way there at three quarters of it, and what weighs the same then is 14.5 and 0.5 on the others.
    """
    free = [1.0, 15.0, 17.0]
    links = side_by_side([t * hour for t in free], [unit] * 3, alpha=[1 / t for t in free])
    return at(links, 10 * unit, second * unit, third * unit)


UNITS = pytest.mark.parametrize("unit", [1e-9, 1e-3, 1.0, 1e3, 1e9])


@UNITS
def test_one_step_over_straight_delays_is_exact(unit: float) -> None:
    """10 (1 + x/5) = 20 (1 + (10 - x)/5) gives x = 50/6, whatever flows are counted in."""
    known = at(side_by_side([10.0, 20.0], [5 * unit] * 2, alpha=[1.0, 1.0]), 9 * unit, unit)
    assert newton_step(known)
    assert flows_of(known, unit) == pytest.approx([50 / 6, 10 / 6], rel=1e-9)


@UNITS
def test_a_step_ends_at_the_first_way_that_it_empties(unit: float) -> None:
    """That is not the way with the least flow, for another loses more of its own."""
    known = over_three(unit)
    length, blocked = _Point(known).to_bound()
    assert blocked
    assert length == pytest.approx(0.75)
    assert flows_of(known, unit) == pytest.approx([13.75, 1.25, 0.0], rel=1e-9)
    assert flows_of(known)[2] == 0.0


@UNITS
def test_bounds_met_are_gone_along(unit: float) -> None:
    """A way that is emptied stays so, and the others go on to where they weigh the same."""
    known = over_three(unit)
    assert newton_step(known)
    assert flows_of(known, unit) == pytest.approx([14.5, 0.5, 0.0], rel=1e-9)


@UNITS
def test_a_step_that_is_cut_back_empties_what_its_own_step_would(unit: float) -> None:
    """And reckons with that for the ways that are left: 15 and 1 weigh the same; the pair moves what it moved."""
    known = over_three(unit, second=5.0, third=1.0)
    assert _Point(known).projected() == 1.0
    assert flows_of(known, unit) == pytest.approx([15.0, 1.0, 0.0], rel=1e-9)
    assert flows_of(known)[2] == 0.0


@pytest.mark.parametrize("hour", [1e-6, 0.05, 1.0, 1e4])
def test_what_weights_are_counted_in_changes_no_step(hour: float) -> None:
    """The third way is dearer by 8 hours, be that 8 or eight millionths of what is counted."""
    known = over_three(1.0, second=5.0, third=1.0, hour=hour)
    assert _Point(known).projected() == 1.0
    assert flows_of(known) == pytest.approx([15.0, 1.0, 0.0], rel=1e-9)
    assert flows_of(known)[2] == 0.0


def test_a_way_that_carries_nothing_is_used_once_it_is_better() -> None:
    """And one that is worse is not."""
    network = side_by_side([1.0, 2.0, 30.0], [1.0] * 3, alpha=[1.0, 0.5, 1 / 30])
    known = at(network, 9.0, 0.0, 0.0)
    assert newton_step(known)
    assert flows_of(known) == pytest.approx([5.0, 4.0, 0.0])


def test_what_cannot_be_better_is_left_alone() -> None:
    """At an equilibrium, and with a single way: it is said that nothing moved."""
    network = side_by_side([10.0, 10.0], [5.0] * 2, alpha=[1.0, 1.0])
    settled = at(network, 4.0, 4.0)
    assert not newton_step(settled)
    assert flows_of(settled) == [4.0, 4.0]
    assert _Point(settled).projected() == 0.0
    assert flows_of(settled) == [4.0, 4.0]
    assert not newton_step(at(network, 8.0))


def test_ways_that_no_load_changes_are_left_to_others() -> None:
    """Between two whose weights are constant there is no curvature to step by."""
    known = at(side_by_side([10.0, 20.0, 10.0], [5.0] * 3, alpha=[0.0, 0.0, 1.0]), 4.0, 1.0, 3.0)
    newton_step(known)
    assert flows_of(known) == pytest.approx([7.0, 1.0, 0.0], abs=1e-9)


@pytest.mark.parametrize("projected", [True, False])
@pytest.mark.parametrize("beta", [1.7, 4.0, 8.0])
def test_a_step_goes_as_far_as_is_best(beta: float, projected: bool) -> None:
    """At first the second way seems to take a hundred times what it can; where a step ends, both weigh the same."""
    known = at(side_by_side([10.0, 12.0], [5.0, 0.05], alpha=[1.0, 1.0], beta=beta), 10.0, 0.0)
    point, before = _Point(known), known.objective()
    length = point.projected() if projected else point.to_bound()[0]
    assert 0 < length < 1
    known.reload()
    assert known.objective() < before
    first, second = (free + now for free, now in zip([10.0, 12.0], known.now.tolist(), strict=True))
    assert first == pytest.approx(second, rel=1e-6)


def test_pairs_that_share_a_capacity_step_together() -> None:
    """Two pairs over one bridge, each with a way of its own: by hand, one step.

    Each unit adds an hour; round the bridge it takes 1 and 4 hours more when all is empty. Weights are alike where
    x + y = (6 - x) + 1 = (6 - y) + 4, which is x = 4/3 and y = 13/3.
    """
    links = pd.DataFrame(
        {
            "from": ["a", "a", "b", "b", "m"],
            "to": ["m", "z", "m", "z", "z"],
            "time": [0.0, 2.0, 0.0, 5.0, 1.0],
            "capacity": 1.0,
            "vdf_alpha": [0.0, 0.5, 0.0, 0.2, 1.0],
            "vdf_beta": 1.0,
        }
    )
    network = frame_network(links, None, weight=None, directed=True, congestion=True)
    known = Known(Task(network, (Pair("a", "z", "", 6.0), Pair("b", "z", "", 6.0))))
    known.begin(Paths.of([FlowPath(p, arcs, 3.0) for p, arcs in ((0, (0, 4)), (0, (1,)), (1, (2, 4)), (1, (3,)))]))
    assert len(known.lots) == 1
    assert newton_step(known)
    assert flows_of(known) == pytest.approx([4 / 3, 14 / 3, 13 / 3, 5 / 3], rel=1e-6)


@pytest.mark.parametrize("most", [0, 150])
@pytest.mark.parametrize("seed", range(12))
def test_steps_never_make_matters_worse(seed: int, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On random networks with delays of any power, solved for exactly or by conjugate gradients: Beckmann's sum falls.

    Every pair keeps moving what it moved, and no way carries less than nothing.
    """
    monkeypatch.setattr(newton, "_DENSE", most)
    known = known_of(seed, orders=3.0)
    for _ in range(6):
        before = known.objective()
        moved = newton_step(known)
        assert all(flow >= 0.0 for flow in flows_of(known))
        for lot in known.lots:
            served = np.bincount(lot.pair_of, weights=lot.flow, minlength=len(lot.ways) - 1)
            joined = np.where(np.diff(lot.ways) > 0, known.amount[slice(*lot.pairs)], 0.0)
            assert served.tolist() == pytest.approx(joined.tolist(), rel=1e-9)
        known.reload()
        assert known.objective() <= before * (1 + 1e-12)
        if not moved:
            break


@pytest.mark.parametrize("seed", range(12))
def test_over_straight_delays_one_step_is_the_equilibrium_of_the_known_ways(seed: int) -> None:
    """Of all pairs together, on a random network."""
    known = known_of(seed, orders=1.0, beta=1.0)
    newton_step(known)
    known.reload()
    assert known._excess() <= 1e-6 * known.total()


@pytest.mark.parametrize("seed", [2, 4, 5, 9])
def test_gradients_give_the_step_that_an_exact_solution_gives(seed: int) -> None:
    """Nearly: what it would still gain is a millionth of what it gains; nothing else tells many pairs from few."""
    point = _Point(known_of(seed, orders=1.0, beta=1.0))
    free = np.flatnonzero(point.other)
    exact, near = point._dense(free, point.ahead[free]), point._conjugate(free, point.ahead[free])

    def gained(step: Floats) -> float:
        move = np.zeros(len(point.flow))
        move[free] = step
        through = point._through(move)
        return -float(point.ahead @ move) - float(point.known.slope @ through**2) / 2

    assert gained(exact) > 0
    assert gained(near) == pytest.approx(gained(exact), rel=1e-4)


def known_of(seed: int, *, orders: float, beta: float | None = None) -> Known:
    """Ways of a random network: the best ones when it is empty, and twice those when it is full."""
    case = instance(seed, orders=orders)
    links = case.links if beta is None else case.links.assign(vdf_beta=beta)
    case = replace(case, links=links)
    network = frame_network(case.links, None, weight=None, directed=case.directed, congestion=True)
    pairs = tuple(
        Pair(str(a), str(b), "", float(amount))
        for a, b, amount in case.demand.itertuples(index=False)
        if {str(a), str(b)} <= network.ends.keys()
    )
    known = Known(Task(network, pairs))
    known.load()
    for _ in range(2):
        known.look()
        known.reload()
        known.settle(1, 0.0, together=False)
    known.look()
    known.reload()
    return known


def test_pairs_apart_are_solved_at_once_by_gradients(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten pairs with two ways each, and capacities of each pair ten times those of the one before.

    10 (1 + x/c) = 20 (1 + y/c) with x + y = 10 c gives x = 7 c and y = 3 c.
    """
    monkeypatch.setattr(newton, "_DENSE", 0)
    units = [10.0**power for power in range(10)]
    links = pd.DataFrame(
        [(f"a{n}", f"b{n}", time, unit) for n, unit in enumerate(units) for time in (10.0, 20.0)],
        columns=["from", "to", "time", "capacity"],
    ).assign(vdf_alpha=1.0, vdf_beta=1.0)
    network = frame_network(links, None, weight=None, directed=True, congestion=True)
    pairs = tuple(Pair(f"a{n}", f"b{n}", "", 10 * unit) for n, unit in enumerate(units))
    known = Known(Task(network, pairs))
    known.begin(Paths.of([FlowPath(n // 2, (n,), 5 * units[n // 2]) for n in range(20)]))
    assert newton_step(known)
    loads = [flow / units[n // 2] for n, flow in enumerate(flows_of(known))]
    assert loads == pytest.approx([7.0, 3.0] * 10)


# -- solving and finding --------------------------------------------------------------------------------


def system(seed: int, size: int = 8) -> tuple[Floats, Floats]:
    """A random system whose unknowns lie orders apart, as those of ways do."""
    random = np.random.default_rng(seed)
    factor = random.uniform(0.2, 1.0, (size, size)) + 2 * np.eye(size)
    scale = np.diag(10 ** random.uniform(-3, 3, size))
    return scale @ (factor @ factor.T) @ scale, scale @ random.uniform(-1, 1, size)


@pytest.mark.parametrize("seed", range(8))
def test_gradients_solve_to_a_thousandth(seed: int) -> None:
    """Measured as they do: what is left over, each unknown by its own curvature."""
    matrix, right = system(seed)
    inverse = 1 / np.diag(matrix)
    found = _gradients(lambda step: matrix @ step, right, inverse)
    left = right - matrix @ found
    assert float(left @ (inverse * left)) <= 1e-6 * float(right @ (inverse * right)) * (1 + 1e-6)


def test_gradients_need_one_round_where_unknowns_are_apart() -> None:
    """Each is divided by its own curvature, however far these differ."""
    curved = 10.0 ** np.arange(-6, 7)
    asked: list[Floats] = []

    def product(step: Floats) -> Floats:
        asked.append(step)
        return curved * step

    right = np.arange(13.0) - 4
    assert _gradients(product, right, 1 / curved).tolist() == pytest.approx((right / curved).tolist())
    assert len(asked) == 1


def test_gradients_stop_where_nothing_bends_and_where_nothing_is_wanted() -> None:
    """A step to nowhere, then."""
    assert _gradients(lambda step: 0 * step, np.ones(3), np.ones(3)).tolist() == [0.0] * 3
    assert _gradients(lambda step: step, np.zeros(3), np.ones(3)).tolist() == [0.0] * 3


CURVES: dict[str, Callable[[float, float], tuple[float, float]]] = {
    "root": lambda x, r: (x**0.5 - r**0.5, 0.5 * x**-0.5),
    "straight": lambda x, r: (x - r, 1.0),
    "fourth power": lambda x, r: (x**4 - r**4, 4 * x**3),
    "step": lambda x, r: (1.0 if x > r else -1.0, 0.0),
}


@pytest.mark.parametrize("curve", CURVES.values(), ids=CURVES.keys())
@pytest.mark.parametrize("crosses", [1e-9, 3e-7, 0.002, 0.05, 0.3, 0.5, 0.77, 0.999])
def test_a_root_is_found_whatever_the_curve(
    curve: Callable[[float, float], tuple[float, float]], crosses: float
) -> None:
    """Where Newton's step leaves what is known to hold the root, orders are gone down, then halves."""
    found = _root(lambda length: curve(length, crosses))
    assert found == pytest.approx(crosses, rel=1e-9, abs=0)
    assert found <= crosses * (1 + 1e-12)  # never beyond: what is moved gains up to there


def test_a_root_many_orders_below_is_found_as_exactly() -> None:
    """Halving all the way would leave too few of the hundred looks for its digits."""
    assert _root(lambda length: CURVES["step"](length, 1e-25)) == pytest.approx(1e-25, rel=1e-9, abs=0)


def test_a_function_that_does_not_cross_has_its_root_at_an_end() -> None:
    """All of it where it is below zero throughout, or just reaches that; nothing where it is above."""
    assert _root(lambda length: (length - 2.0, 1.0)) == 1.0
    assert _root(lambda length: (length - 1.0, 1.0)) == 1.0
    assert _root(lambda length: (length + 1.0, 1.0)) == pytest.approx(0.0, abs=1e-12)
