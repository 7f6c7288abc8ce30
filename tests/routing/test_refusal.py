"""Why there is no route: each rule that stands in the way is named, with how far it would have to go."""

from __future__ import annotations

from typing import Any

import pytest

import corridors as co
from tests.micro import corridor_rows, micro, service

#: Two changes of mode and two borders on the only way; a third link is out of use.
CHAIN = ("UZ:A ==10== UZ:B ..10.. KZ:C ==10== TM:D",)


def why(network: co.Network, origin: str = "A", destination: str = "D", **rules: Any) -> co.NoRouteError:
    with pytest.raises(co.NoRouteError) as told:
        co.shortest_route(origin, destination, network=network, **rules)
    return told.value


@pytest.mark.parametrize(
    ("limit", "counted"),
    [("max_transhipments", "transhipments"), ("max_borders", "border crossings")],
)
@pytest.mark.parametrize("most", [0, 1])
def test_a_limit_is_told_with_what_the_way_needs(limit: str, counted: str, most: int) -> None:
    """Two are enough; of one less there is no way, and none has fewer."""
    network = micro(*CHAIN)
    assert co.shortest_route("A", "D", network=network, **{limit: 2}).length_km == 30
    told = str(why(network, **{limit: most}))
    assert f"The limits leave no way: the best one without them has 2 {counted} ({limit}={most})" in told


def test_a_limit_of_one_is_told_in_the_singular() -> None:
    """One change of gauge is none too many."""
    network = micro("A ==10== B --10-- D")
    told = str(why(network, max_gauge_changes=0))
    assert "has 1 change of gauge (max_gauge_changes=0)" in told


def test_what_would_do_is_told_where_the_best_way_has_more() -> None:
    """The best has four changes, a longer one two: a limit of one is told that two would do."""
    lines = ("A ==1== B ..1.. C ==1== E ..1.. F ==1== D", "A ==100== G ..100.. H ==100== D")
    network = micro(*lines)
    told = str(why(network, max_transhipments=1))
    assert "has 4 transhipments (max_transhipments=1; no way has fewer than 2)" in told
    assert co.shortest_route("A", "D", network=network, max_transhipments=2).length_km == 300


def test_limits_that_each_leave_a_way_and_not_together_say_so() -> None:
    """The short way crosses borders, the long one changes mode."""
    network = micro("UZ:A ==1== KZ:B ==1== UZ:D", "UZ:A ==5== UZ:C ..5.. UZ:E ==5== UZ:D")
    told = str(why(network, max_borders=1, max_transhipments=1))
    assert "2 border crossings (max_borders=1; the ways that keep to it break another limit)" in told


def test_what_carries_too_little_is_told_beside_the_limits() -> None:
    """Both rules stand in the way."""
    small = {"capacity_mt_per_year": 1.0, "capacity_grade": "published", "capacity_source": ("test",)}
    network = micro("A ==10== B ..10.. D", links={"a--b--rail": small})
    told = str(why(network, max_transhipments=0, min_capacity_mt_per_year=2))
    assert "has 1 transhipment (max_transhipments=0) and uses what carries too little" in told
    assert "A - B (rail): carries 1 Mt a year, less than the 2 asked for" in told


def test_what_is_shut_comes_before_what_is_not_wanted() -> None:
    """Of two ways that may not be used the one is told that the caller did not rule out himself."""
    planned = {"a--b--rail": {"status": "planned", "expected": "2040"}}
    network = micro("A ==10== B ==10== D", "A ..1.. C ..1.. D", links=planned)
    error = why(network, modes=["rail"])
    assert [list(reason.links) for reason in error.reasons] == [["a--b--rail"]]
    wished = why(micro("A ..1.. C ..1.. D"), modes=["rail"])
    assert str(wished.reasons[0]) == "A - C (road), C - D (road): mode road not asked for"
    assert list(wished.reasons[0].links) == ["a--c--road", "c--d--road"]


def test_links_shut_for_one_reason_are_told_together() -> None:
    """In the order of the way, each reason once."""
    planned = {"status": "planned", "expected": "2040"}
    other = {"status": "planned", "expected": "2041"}
    links = {"a--b--rail": planned, "b--c--rail": other, "c--d--rail": planned}
    error = why(micro("A ==1== B ==1== C ==1== D", links=links))
    assert [list(reason.links) for reason in error.reasons] == [["a--b--rail", "c--d--rail"], ["b--c--rail"]]


def test_what_nothing_joins_is_told_with_what_was_asked() -> None:
    """By way of a place, by a corridor."""
    network = micro("A ==1== B", "C ==1== D")
    assert str(why(network)).startswith("no route from A to D: the network has no links that join them")
    by = micro("A ==1== B", "C ==1== D", **corridor_rows("silk", [["a--b--rail"]]))
    told = str(why(by, via="B", corridor="silk"))
    assert told.startswith("no route from A to D by way of B by the Silk: the network has no links")


def test_the_corridor_is_gone_through_as_if_it_were_open() -> None:
    """A shut gateway is named, and not a turn at it."""
    shut = {"b--c--rail": {"status": "planned", "expected": "2040"}}
    silk = corridor_rows("silk", [["b--c--rail"]])
    network = micro("A ==10== B ==10== C ==10== D", "A ==5== D", links=shut, **silk)
    error = why(network, corridor="silk")
    assert [list(reason.links) for reason in error.reasons] == [["b--c--rail"]]


@pytest.mark.parametrize("via", [(), ("B",), ("B", "C")])
@pytest.mark.parametrize("shut", ["c--d--rail", "b--c--rail", "a--b--rail", "b--e--rail"])
@pytest.mark.parametrize("rules", [{}, {"modes": ["rail"]}, {"max_borders": 1}])
def test_reasons_under_a_scenario_are_those_of_a_network_made_so(
    via: tuple[str, ...], shut: str, rules: dict[str, Any]
) -> None:
    """What the network without it answered before is made use of, and changes nothing of what is told."""
    planned = {"d--f--rail": {"status": "planned", "expected": "2040"}}
    lines = ("A ==1== B ==1== C ==1== D ==1== F", "A ..9.. C", "B ==4== E ==4== D", "C ..7.. E")
    scenario = co.Scenario("changed", shut=(shut,), links={"c--e--road": {"length_km": 2.0}})
    asked_before, fresh = micro(*lines, links=planned), micro(*lines, links=planned)
    assert "2040" in str(why(asked_before, destination="F", via=list(via), **rules))
    told = [
        why(network.apply(scenario), destination="F", via=list(via), **rules).reasons
        for network in (asked_before, fresh)
    ]
    first, second = ([(str(reason), list(reason.links)) for reason in reasons] for reasons in told)
    assert first == second
    assert any("d--f--rail" in links for _, links in first)


def test_what_takes_no_such_load_is_told_last() -> None:
    """After what the caller ruled out, and with it where nothing else is left."""
    boat = [service("boat", "A ~ D", carries=("wagon",))]
    beside = micro("A ~~10~~ D", "A ..1.. B ..1.. C ..1.. D", services=boat)
    wished = why(beside, modes=["rail"], shipment="feu")
    assert list(map(str, wished.reasons)) == ["A - B (road), B - C (road), C - D (road): mode road not asked for"]
    alone = micro("A ~~10~~ D", services=boat)
    told = [str(reason) for reason in why(alone, shipment="feu").reasons]
    assert told == ["A - D (ferry): boat takes no such load"]
    told = [str(reason) for reason in why(alone, modes=["rail"], shipment="feu").reasons]
    assert told == ["A - D (ferry): mode ferry not asked for"]


def test_two_links_that_are_not_built_are_told_before_one_that_is_not_wanted() -> None:
    """However much nearer the way over that would be."""
    planned = {"status": "planned", "expected": "2040"}
    lines = ("A ==10== B ==10== D", "A ..1.. D")
    network = micro(*lines, links={"a--b--rail": planned, "b--d--rail": planned})
    error = why(network, modes=["rail"])
    assert [list(reason.links) for reason in error.reasons] == [["a--b--rail", "b--d--rail"]]
