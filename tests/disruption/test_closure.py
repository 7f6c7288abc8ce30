"""The closed form of waiting and queueing against a small simulation, hour by hour."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.disruption.closure import Flow, closure_outcomes
from corridors.disruption.pricing import hours_of
from tests.micro import micro

STEPS = 4000


def simulated(duration_h: float, flows: list[Flow], capacity: float) -> tuple[float, list[tuple[float, float]]]:
    """Let freight arrive in small steps: who would wait longer than going round takes goes round, others queue.

    Given back are the hours until the queue has gone, and of each flow the hours gone round and the hours waited
    times those of arrival.
    """
    step = duration_h / STEPS
    now = queue = 0.0
    round_h, waited = [0.0] * len(flows), [0.0] * len(flows)
    while True:
        wait = max(0.0, duration_h - now) + queue / capacity
        if now >= duration_h and queue <= 0:
            return now, list(zip(round_h, waited, strict=True))
        joins = 0.0
        for number, flow in enumerate(flows):
            if wait > flow.round_h:
                round_h[number] += step
            else:
                waited[number] += wait * step
                joins += flow.rate
        served = capacity if now >= duration_h else 0.0
        queue = max(0.0, queue + (joins - served) * step)
        now += step


flows_of = st.lists(
    st.builds(Flow, st.floats(0.01, 1.0), st.one_of(st.just(inf), st.floats(0.0, 40.0))), min_size=1, max_size=4
)


@given(flows=flows_of, duration=st.floats(1.0, 30.0), spare=st.floats(1.3, 5.0))
@settings(max_examples=40)
def test_the_closed_form_is_what_a_simulation_gives(flows: list[Flow], duration: float, spare: float) -> None:
    capacity = spare * sum(flow.rate for flow in flows)
    until, parts = simulated(duration, flows, capacity)
    for outcome, (round_h, waited) in zip(closure_outcomes(duration, flows, capacity), parts, strict=True):
        near = {"rel": 0.01, "abs": 0.01 * duration * max(1.0, duration)}
        assert outcome.affected_h == pytest.approx(until, **near)
        assert outcome.going_round_h == pytest.approx(round_h, **near)
        assert outcome.waited_h2 == pytest.approx(waited, **near)


def test_one_flow_that_cannot_go_round_is_the_textbook_queue() -> None:
    """A D^2 / 2 * c / (c - a) in all, half the duration for each of those affected."""
    (outcome,) = closure_outcomes(10.0, [Flow(3.0, inf)], 5.0)
    assert 3.0 * outcome.waited_h2 == pytest.approx(3.0 * 10.0**2 / 2 * 5.0 / 2.0)
    assert outcome.mean_wait_h == pytest.approx(5.0)


def test_without_a_queue_the_late_wait_and_the_early_go_round() -> None:
    """Going round takes 4 h: for the first 6 of 10 h all do, then they wait 2 h on average."""
    (outcome,) = closure_outcomes(10.0, [Flow(0.0, 4.0)])
    assert (outcome.affected_h, outcome.going_round_h, outcome.waited_h2) == (10.0, 6.0, 8.0)


def test_a_way_round_that_costs_nothing_is_always_taken() -> None:
    (outcome,) = closure_outcomes(10.0, [Flow(1.0, 0.0)], 3.0)
    assert outcome.waited_h2 == 0.0
    assert outcome.share_round == 1.0


def test_a_queue_that_would_never_go_is_refused() -> None:
    with pytest.raises(ValueError, match="never go"):
        closure_outcomes(10.0, [Flow(2.0, inf)], 2.0)


RING = ("A ==5== B ==5== C", "A ==20== D ==10== C")


def test_a_short_closure_is_waited_for_and_a_long_one_gone_round() -> None:
    """Round takes 2 h more. Of one hour everybody waits, half an hour on average; of 1,000 h nearly all go round."""
    network = micro(*RING)
    short = co.criticality([("a", "c")], weight="time", duration="1 h", network=network)[0].pairs[0]
    assert (short.share_round, short.wait_h, short.extra.time_h) == (0.0, 0.5, 0.5)
    long = co.criticality([("a", "c")], weight="time", duration=1000, network=network)[0].pairs[0]
    assert long.share_round == pytest.approx(0.998)
    assert long.extra.time_h == pytest.approx(2.0 * 0.998 + 1.0 * 0.002)


def test_no_duration_costs_more_than_the_loss_for_good() -> None:
    network = micro(*RING)
    for_good = co.criticality([("a", "c")], network=network)[0].extra.weight
    costs = [co.criticality([("a", "c")], duration=d, network=network)[0].extra.weight for d in (1, 3, 24, 1e5)]
    assert costs == sorted(costs)
    assert costs[-1] <= for_good + 1e-9


def test_who_is_cut_off_waits_where_the_closure_has_an_end() -> None:
    losses = co.criticality([("a", "b")], weight="time", duration="2 d", demand=1.0, network=micro("A ==10== B"))
    loss = losses[0]
    assert loss.pairs[0].cut_off
    assert loss.unserved_mt_per_year == 0.0
    assert loss.pairs[0].extra.time_h == pytest.approx(24.0)
    assert any("no capacity is known" in note for note in losses.notes)


def test_the_queue_counts_where_capacity_and_demand_are_known() -> None:
    """Half the capacity is used: the queue needs as long again as the closure lasted, so twice as many wait."""
    cells = {"capacity_mt_per_year": 2.0, "capacity_grade": "published", "capacity_source": ("test",)}
    network = micro("A ==10== B", links={"a--b--rail": cells})
    losses = co.criticality([("a", "b")], weight="time", duration="2 d", demand=1.0, network=network)
    pair = losses[0].pairs[0]
    assert pair.affected_h == pytest.approx(96.0)
    assert pair.wait_h == pytest.approx(24.0)
    units = 1e6 / 20 * 96 / 8766
    assert losses[0].extra.time_h == pytest.approx(24.0 * units)
    assert losses.notes == ()
    assert losses.per == "closure"


def test_a_queue_that_never_goes_is_named_and_not_counted() -> None:
    cells = {"capacity_mt_per_year": 1.0, "capacity_grade": "published", "capacity_source": ("test",)}
    network = micro("A ==10== B", links={"a--b--rail": cells})
    losses = co.criticality([("a", "b")], weight="time", duration="2 d", demand=1.5, network=network)
    assert losses[0].pairs[0].affected_h == 48.0
    assert any("never go" in note for note in losses.notes)


@pytest.mark.parametrize(("text", "hours"), [("30 d", 720.0), ("1 week", 168.0), ("2w", 336.0), ("12 hours", 12.0)])
def test_durations_as_people_write_them(text: str, hours: float) -> None:
    assert hours_of(text) == hours
