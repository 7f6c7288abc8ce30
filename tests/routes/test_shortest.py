"""The one call most people need, and its options."""

from __future__ import annotations

import pytest

import corridors as co
from corridors.network.calls import network_for
from tests.micro import corridor_rows, micro

NETWORK = micro("A ==10== B ==10== KZ:C", "A ..15.. KZ:C", "A ~~18~~ TM:D ~~1~~ KZ:C")


def ids(route: co.Route) -> list[str]:
    return [place.id for place in route.places]


def test_the_plain_question() -> None:
    """By distance, on the network's date."""
    assert co.shortest_route("A", "C", network=NETWORK).modes == ("road",)


def test_modes_are_those_that_may_be_used() -> None:
    """One or several; all by default."""
    assert co.shortest_route("A", "C", modes="rail", network=NETWORK).modes == ("rail",)
    assert co.shortest_route("A", "C", modes=["ferry", "rail"], network=NETWORK).modes == ("ferry",)


def test_avoid_takes_places_countries_modes_and_links() -> None:
    """Each on its own, or together."""
    assert ids(co.shortest_route("A", "C", avoid="road", network=NETWORK)) == ["a", "d", "c"]
    assert ids(co.shortest_route("A", "C", avoid=["a--c--road", "Turkmenistan"], network=NETWORK)) == ["a", "b", "c"]
    assert ids(co.shortest_route("A", "C", avoid=["road", "B"], network=NETWORK)) == ["a", "d", "c"]


def test_via_takes_one_place_or_several() -> None:
    """A name, a point, a Place, or a list of these."""
    for via in ("D", ["D"], NETWORK.place("D"), [NETWORK.place("D")]):
        assert "d" in ids(co.shortest_route("A", "C", via=via, network=NETWORK))
    assert ids(co.shortest_route("A", "C", via=["B", "D"], modes=["rail", "ferry"], network=NETWORK))[-2:] == ["d", "c"]


def test_ends_may_be_places_and_points() -> None:
    """As `network.place` gives them, or as (lat, lon); the points of these networks are all one."""
    origin, destination = NETWORK.place("A"), NETWORK.place("C")
    assert co.shortest_route(origin, destination, network=NETWORK).length_km == 15
    assert co.shortest_route((40.0, 60.0), "C", network=NETWORK).origin.id == "a"
    assert co.shortest_route([40.0, 60.0], "C", network=NETWORK).origin.id == "a"  # type: ignore[arg-type]


def test_the_scenario_is_applied_before_the_date() -> None:
    """Both hold, and the network given is left alone."""
    scenario = co.Scenario("no road", shut="road")
    route = co.shortest_route("A", "C", scenario=scenario, on=2040, network=NETWORK)
    assert (route.on, route.modes) == ("2040-12-31", ("ferry",))
    assert network_for(NETWORK, 2040, scenario).scenarios == ("no road",)
    assert NETWORK.scenarios == ()


def test_the_same_question_has_the_same_planner() -> None:
    """Asked plainly or with its defaults spelled out."""
    one = co.shortest_route("A", "C", weight="time", network=NETWORK)
    two = co.shortest_route("A", "B", weight="time", shipment="feu", network=NETWORK)
    assert one._answer.planner is two._answer.planner


@pytest.mark.parametrize("weight", ["distance", "time", "cost", "emissions", "generalised", {"time": 1, "cost": 1}])
@pytest.mark.parametrize("shipment", ["feu", "teu", "wagon"])
def test_every_criterion_for_every_shipment(weight: str | dict[str, float], shipment: str) -> None:
    """There is an answer, it is the best of the three ways, and it says for whom."""
    ways = [
        co.shortest_route("A", "C", weight=weight, shipment=shipment, modes=mode, network=NETWORK)
        for mode in ("rail", "road", "ferry")
    ]
    best = co.shortest_route("A", "C", weight=weight, shipment=shipment, network=NETWORK)
    assert best.shipment == shipment
    assert best in ways
    weigh = best._answer.planner.weigh
    assert weigh(best.arcs) == min(weigh(way.arcs) for way in ways)


def test_a_shipment_that_cannot_be_looked_up_is_refused() -> None:
    """With the error of this library."""
    with pytest.raises(co.OptionError):
        co.shortest_route("A", "C", shipment=["feu"], network=NETWORK)  # type: ignore[arg-type]


# -- by corridor ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("corridor", [5, ["line"], True])
def test_what_is_no_corridor_is_refused(corridor: object) -> None:
    """Also what has no name to look up."""
    with pytest.raises(co.OptionError, match="is no corridor: give the id or the name"):
        co.shortest_route("A", "C", corridor=corridor, network=NETWORK)  # type: ignore[arg-type]


def test_a_corridor_that_is_to_be_avoided_is_a_contradiction() -> None:
    """By its own name, or by a place or country that all its gateways touch; others may be avoided."""
    network = micro(
        "A ==10== B ==10== KZ:C ==10== KZ:D", "A ..9.. KZ:D", **corridor_rows("line", [["a--b--rail"], ["b--c--rail"]])
    )
    for avoid in ("line", "Line", ["a--d--road", "line"], "B", "a--b--rail", "rail"):
        with pytest.raises(co.OptionError, match="corridor and avoid contradict each other: the Line is to be used"):
            co.shortest_route("A", "D", corridor="line", avoid=avoid, network=network)
    assert co.shortest_route("A", "D", corridor="line", avoid="road", network=network).length_km == 30


def test_a_corridor_that_is_avoided_is_still_compared() -> None:
    """The table tells of corridors; one that is to be avoided is no contradiction there."""
    network = micro("A ==10== B", "A ..9.. B", **corridor_rows("line", [["a--b--rail"]]))
    [row] = co.compare_corridors("A", "B", avoid="line", network=network)
    assert (row.route.modes, row.corridor_name) == (("road",), "by lorry")


def test_a_way_by_a_corridor_may_double_back() -> None:
    """As the documentation says: out over the gateway and back again."""
    network = micro("A ==10== B", "A ==3== C", **corridor_rows("line", [["a--c--rail"]]))
    assert ids(co.shortest_route("A", "B", corridor="line", network=network)) == ["a", "c", "a", "b"]
