"""Criteria: one number an arc, from a name, a link column or a mix."""

from __future__ import annotations

from math import inf, nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.routing import parts as parts_module
from corridors.routing.graphs import graph_of
from corridors.routing.weights import (
    CRITERIA,
    TIE_KM_PER_H,
    arc_weights,
    break_ties,
    break_ties_anew,
    refuse_unknown,
    weight_key,
    weight_name,
)
from tests.micro import handling_row, micro, micro_tables, rate_row
from tests.strategies import Drawing, drawings

DRAWING = ("A ==100== B", "B ..40.. KZ:C")


def weights(network: co.Network, weight: Any) -> list[float]:
    return arc_weights(graph_of(network._core, "feu"), network._core.links, weight)


def weigh(weight: Any, network: co.Network | None = None) -> float:
    """Weight of the only way from A to C."""
    return (network or micro(*DRAWING)).planner(weight=weight).distance("A", "C")


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        ("distance", 140.0),
        ("time", 1 + 10 + 5 + 2 + 3 + 2),
        ("cost", 1 + 100 + 50 + 80 + 30 + 2),
        ("emissions", 140 * 20 * 20 / 1000),
        ("generalised", 263 + 2 * 23),
    ],
)
def test_each_criterion_by_hand(weight: str, expected: float) -> None:
    """Loading, rail, transhipment, road, border and unloading, added up on paper."""
    assert weigh(weight) == pytest.approx(expected)


def test_a_mix_adds_criteria_by_factors() -> None:
    """Ten dollars an hour and a cent a gram of CO2 are a user's own generalised cost."""
    assert weigh({"cost": 1, "time": 10, "emissions": 0.01}) == pytest.approx(263 + 230 + 0.56)


def test_a_mix_of_one_is_that_criterion() -> None:
    """A factor of one changes nothing, a factor of zero leaves a criterion out."""
    assert weigh({"time": 1}) == weigh({"time": 1.0, "cost": 0}) == weigh("time")


def test_generalised_cost_is_money_and_time_at_its_value() -> None:
    """It is the mix of cost and time with the shipment's own value of time."""
    assert weigh("generalised") == pytest.approx(weigh({"cost": 1, "time": 2.0}))


def test_a_link_column_is_a_criterion() -> None:
    """Any number that every link has can be minimised; handling has none of it."""
    assert weigh("length_km") == 140.0
    tracks = micro(*DRAWING, links={"a--b--rail": {"tracks": 2}, "b--c--road": {"tracks": 1}})
    assert weigh("tracks", tracks) == 3.0
    assert weigh({"tracks": 10, "distance": 1}, tracks) == 170.0


def test_a_column_with_blanks_is_refused() -> None:
    """A blank is not nothing: a route over links of unknown price would look cheap. Up to three are named."""
    chain = " ".join(f"{name} ==1==" for name in "ABCDE") + " F"
    network = micro(chain, links={"a--b--rail": {"tracks": 2}})
    with pytest.raises(co.OptionError, match="'tracks' is blank") as caught:
        weigh("tracks", network)
    assert "b--c--rail, c--d--rail, d--e--rail and 1 more" in str(caught.value)
    assert "a--b--rail" not in str(caught.value)
    three = micro("A ==1== B ==1== C ==1== D ==1== E", links={"a--b--rail": {"tracks": 2}})
    with pytest.raises(co.OptionError, match="no number on b--c--rail, c--d--rail, d--e--rail: a weight must"):
        weigh("tracks", three)


@pytest.mark.parametrize("column", ["mode", "length_grade", "length_source", "direction"])
def test_a_column_of_words_is_refused(column: str) -> None:
    """Words cannot be added up."""
    with pytest.raises(co.OptionError, match=f"{column!r} is blank, negative or no number"):
        weigh(column)


@pytest.mark.parametrize("value", [-1.0, nan, inf, True])
def test_a_column_with_what_is_no_weight_is_refused(value: object) -> None:
    """Below zero there is no shortest way, infinity would bar the link, and NaN compares with nothing.

    The tables refuse most of these; a criterion must not rely on it.
    """
    network = micro(*DRAWING)
    for link, cell in zip(network._core.links, (value, 1.0), strict=False):
        dict.__setitem__(link.row, "wait_h", cell)  # rows of a network cannot be changed in another way
    with pytest.raises(co.OptionError, match="a--b--rail: a weight must be known on every link"):
        weigh("wait_h", network)


def test_a_column_may_be_nothing_on_a_link() -> None:
    """Who waits nowhere on it waits no time."""
    network = micro(*DRAWING)
    for link, cell in zip(network._core.links, (0.0, 1.5), strict=True):
        dict.__setitem__(link.row, "wait_h", cell)
    assert weigh("wait_h", network) == 1.5


@pytest.mark.parametrize("weight", ["", "distances", "roubles", "Distances", "widths"])
def test_an_unknown_name_is_refused_with_what_there_is(weight: str) -> None:
    """The message lists the criteria."""
    with pytest.raises(co.OptionError, match="is no criterion") as caught:
        weigh(weight)
    assert all(repr(name) in str(caught.value) for name in CRITERIA)


def test_a_mistyped_name_gets_a_suggestion() -> None:
    """Most unknown names are slips of the pen."""
    with pytest.raises(co.OptionError, match="did you mean 'emissions'"):
        weigh("emisions")
    with pytest.raises(co.OptionError, match="did you mean 'generalised'"):
        weigh({"generalisedd": 1})


@pytest.mark.parametrize("weight", [None, 5, ["time"], ("time", "cost"), {"time"}, b"time"])
def test_what_is_no_weight_is_refused(weight: object) -> None:
    """A list of criteria is a question for the Pareto front and not a weight; the message shows the dict."""
    with pytest.raises(co.OptionError, match="a dict of criteria and factors"):
        weigh(weight)


@pytest.mark.parametrize("factor", [-1, -0.001, nan, inf, "2", None])
def test_a_factor_must_be_a_number_of_at_least_zero(factor: object) -> None:
    """A negative factor would reward distance and the search would never end."""
    with pytest.raises(co.OptionError, match="'time' has the factor"):
        weigh({"cost": 1, "time": factor})


def test_a_factor_that_cannot_be_compared_is_refused_as_a_factor() -> None:
    """The message must be about the weight that is wrong."""
    with pytest.raises(co.OptionError, match="'time' has the factor"):
        weigh({"time": [1]})


def test_an_empty_mix_is_refused() -> None:
    """Minimising nothing would make every way the best."""
    with pytest.raises(co.OptionError, match="names no criterion"):
        weigh({})


@pytest.mark.parametrize("weight", ["tracks", {"time": 2.0, "tracks": 1.0}, {"time": 0.0}, {}])
def test_what_cannot_be_weighed_is_refused_before_it_is_weighed(weight: Any) -> None:
    """As often as it is asked for; on links that have the figure it is not refused."""
    for _ in range(2):
        with pytest.raises(co.OptionError, match=r"^weight="):
            refuse_unknown(micro(*DRAWING)._core, weight)
    known = micro(*DRAWING, links={"a--b--rail": {"tracks": 2}, "b--c--road": {"tracks": 1}})._core
    refuse_unknown(known, "tracks")
    refuse_unknown(known, {"tracks": 3.0, "time": 0.0})
    core = micro(*DRAWING)._core
    refuse_unknown(core, "time")
    with pytest.raises(co.OptionError, match=r"^weight='tracks'"):
        refuse_unknown(core, "tracks")


@pytest.mark.parametrize("mix", [{"time": 0, "cost": 0}, {"distance": 0.0}])
def test_a_mix_of_nothing_is_refused(mix: dict[str, float]) -> None:
    """All factors zero is the empty mix in other words: the answer would be any way, passed off as the best."""
    with pytest.raises(co.OptionError, match="some factor must be above zero"):
        weigh(mix)


def test_a_number_is_no_name_in_a_mix() -> None:
    """Keys of a mix are names."""
    with pytest.raises(co.OptionError, match="weight=5 is no criterion"):
        weigh({5: 1})


def test_names_describe_weights() -> None:
    """Results carry their criterion in words."""
    assert weight_name("time") == "time"
    assert weight_name({"time": 1, "cost": 0.5}) == "0.5 cost + 1 time"


def test_keys_of_equal_weights_are_equal() -> None:
    """A mix is the same in any order, so its planner is found again."""
    assert weight_key({"time": 1, "cost": 2}) == weight_key({"cost": 2, "time": 1})
    assert weight_key({"time": 1}) != weight_key({"time": 2})
    assert weight_key("time") == "time"


mixes = st.dictionaries(st.sampled_from(CRITERIA), st.floats(0, 100), min_size=1).filter(lambda mix: any(mix.values()))


@given(drawing=drawings(), factors=mixes)
def test_weights_are_numbers_of_at_least_zero(drawing: Drawing, factors: dict[str, float]) -> None:
    """One an arc, none below zero: what the search relies on. A mix is the sum of its parts."""
    network = drawing.network()
    parts = [weights(network, name) for name in factors]
    mixed = weights(network, factors)
    assert len(mixed) == graph_of(network._core, "feu").n_arcs
    assert min(mixed) >= 0
    for arc, total in enumerate(mixed):
        amounts = [f * part[arc] for f, part in zip(factors.values(), parts, strict=True)]
        assert total == pytest.approx(sum(amounts))


@given(drawing=drawings())
def test_distance_is_nothing_on_handling(drawing: Drawing) -> None:
    """Only links have a length; that is why ties of distance are frequent and broken by time."""
    network = drawing.network()
    graph = graph_of(network._core, "feu")
    for arc, km in enumerate(weights(network, "distance")):
        link = graph.link_of[arc]
        assert km == (network._core.links[link].length_km if link >= 0 else 0)


def test_ties_are_broken_by_time_and_only_for_distance() -> None:
    """An hour counts as a tenth of a millimetre, so no real difference in length is ever overruled."""
    network = micro(*DRAWING)
    graph = graph_of(network._core, "feu")
    km, hours = weights(network, "distance"), weights(network, "time")
    assert break_ties(graph, list(km), "distance") == [k + TIE_KM_PER_H * h for k, h in zip(km, hours, strict=True)]
    for weight in ("time", "cost", {"distance": 1.0}):
        assert break_ties(graph, list(km), weight) == km


def test_what_is_done_between_hauls_counts_as_kilometres_and_a_border_as_a_hundred_dollars_at_most() -> None:
    """Half a kilometre a dollar: 170 USD to tranship, 250 at a border; what is done at the ends does not count.

    ::

        A ==100== B ..40.. KZ:C ..10.. UZ:D
    """
    drawing = ("A ==100== B ..40.. KZ:C ..10.. UZ:D",)
    further = [handling_row("border", 3.0, 250.0), handling_row("transhipment", 5.0, 170.0),
               handling_row("loading", 1.0, 500.0), rate_row("detour_km_per_usd", 0.5)]  # fmt: skip
    network = micro(*drawing, further=further)
    graph = graph_of(network._core, "feu")
    plain, hours = weights(network, "distance"), weights(network, "time")
    found = break_ties(graph, list(plain), "distance")
    more = [round(f - p - TIE_KM_PER_H * h, 9) for f, p, h in zip(found, plain, hours, strict=True)]
    border, transhipped, nothing = 50.0, 85.0, 0.0
    assert {graph.link_of[arc]: value for arc, value in enumerate(more) if graph.link_of[arc] >= 0} == {
        0: nothing, 1: border, 2: border}  # fmt: skip
    assert sorted({value for arc, value in enumerate(more) if graph.link_of[arc] < 0}) == [nothing, transhipped]


def test_ties_are_broken_alike_where_charges_stand_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a large network's links and ends as of a small one's: by hours, and by what is done between hauls."""
    drawing = "A ==100== B ..30.. C ~~50~~ KZ:D ==10== KZ:E"
    rates = [*micro_tables(drawing)["rates"], rate_row("detour_km_per_usd", 0.5)]
    few = graph_of(micro(drawing, rates=rates)._core, "feu")
    monkeypatch.setattr(parts_module, "MANY_PLACES", 5)
    network = micro(drawing, rates=rates)
    many, links = graph_of(network._core, "feu"), network._core.links
    assert many.charges.swarms
    assert not few.charges.swarms
    right = break_ties(few, arc_weights(few, links, "distance"), "distance")
    found = break_ties(many, arc_weights(many, links, "distance"), "distance")
    assert found == pytest.approx(right, rel=1e-13, abs=1e-13)
    assert {1 + 10 * TIE_KM_PER_H, 100 + 10 * TIE_KM_PER_H} & set(found) == {100 + 10 * TIE_KM_PER_H}


@pytest.mark.parametrize("weight", ["distance", "time"])
def test_what_is_weighed_anew_weighs_as_at_first(weight: str) -> None:
    """Arc by arc, also where something is done between hauls; arcs that are not named stay as they were."""
    drawing = "A ==100== B ..30.. C ~~50~~ KZ:D ==10== KZ:E"
    network = micro(drawing, rates=[*micro_tables(drawing)["rates"], rate_row("detour_km_per_usd", 0.5)])
    graph, plain = graph_of(network._core, "feu"), weights(network, weight)
    right = break_ties(graph, list(plain), weight)
    assert right != list(plain) or weight == "time"
    other = [value + 1 for value in right]
    assert break_ties_anew(graph, plain, weight, other, range(len(plain))) == pytest.approx(right)
    some = break_ties_anew(graph, plain, weight, other, [0])
    assert some is not None
    assert (some[0], some[1:]) == (pytest.approx(right[0]), other[1:])
