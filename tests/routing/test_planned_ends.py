"""What a planner tells of ends, kilometres and stretches, from one place or point to another."""

from __future__ import annotations

from typing import Any

import pytest

import corridors as co
from corridors.errors import OptionError
from corridors.routing.planner import Planner
from corridors.routing.weights import charge_weight
from tests.micro import LORRIES, micro, micro_tables

#: 22 km from A and 32 km from B, so that a lorry joins it to either
POINT = (40.1, 60.22)


def network() -> co.Network:
    """Places half a degree apart on a line.

    ::

        A ==45== B ==47== C ==53== D,  A ..161.. D
    """
    tables = micro_tables("A ==45== B ==47== C ==53== D", "A ..161.. D", further=LORRIES)
    for row in tables["places"]:
        row["lat"], row["lon"] = 40.0, 60.0 + "abcd".index(row["id"]) / 2
    return co.Network(tables)


def planner(**rules: Any) -> Planner:
    return network().planner(**rules)


def test_two_places_are_one_pair_of_ends_and_a_place_is_none_with_itself() -> None:
    """No lorry joins them."""
    found = planner(weight="time")
    assert [(root.place.id, goal.place.id, lorries) for root, goal, lorries in found.ends_between("A", "D")] == [
        ("a", "d", 0.0)
    ]
    assert found.ends_between("B", "B") == []


@pytest.mark.parametrize("back", [False, True])
def test_a_point_goes_by_each_place_near_it(back: bool) -> None:
    """With the lorry there, in hours: 1.2 times the great circle at 20 km/h. From itself to a place it is one fewer."""
    found = planner(weight="time")
    pairs = found.ends_between(*(("D", POINT) if back else (POINT, "D")))
    ends = {(goal if back else root).place.id: (root, goal, lorries) for root, goal, lorries in pairs}
    assert sorted(ends) == ["a", "b", "c"]
    for root, goal, lorries in ends.values():
        end = goal.end if back else root.end
        assert end is not None
        other = root.end if back else goal.end
        assert other is not None
        assert other.leg is None
        assert (goal if back else root).snapped_km == end.away_km
        assert lorries == pytest.approx(1.2 * end.away_km / 20)
    short = found.ends_between(*(("B", POINT) if back else (POINT, "B")))
    assert sorted((goal if back else root).place.id for root, goal, _ in short) == ["a", "c"]


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        ("distance", lambda leg: leg.length_km),
        ("generalised", lambda leg: leg.cost_usd + 2.0 * leg.time_h),
        ({"time": 3.0, "cost": 0.25}, lambda leg: 3.0 * leg.time_h + 0.25 * leg.cost_usd),
        ({"tracks": 5.0, "emissions": 1.5}, lambda leg: 1.5 * leg.co2e_kg),
        ("tracks", lambda leg: 0.0),
    ],
)
def test_a_lorry_is_weighed_by_what_it_has_figures_of(weight: Any, expected: Any) -> None:
    """A column of the links says nothing of it."""
    found = planner(weight="time")
    leg = found.ends(POINT, "origin")[0].leg
    assert leg is not None
    assert 0 < leg.time_h < leg.length_km < leg.cost_usd
    assert charge_weight(found.graph, leg, weight) == pytest.approx(expected(leg))


def test_a_place_to_be_avoided_is_no_end() -> None:
    """A point goes by another place near it; a name is refused, with what it was avoided as."""
    found = planner(weight="time", avoid=["B"])
    assert [end.place.id for end in found.ends(POINT, "origin")] == ["a", "c"]
    with pytest.raises(OptionError, match="the destination B is itself to be avoided"):
        found.ends("B", "destination")


def test_the_same_stretch_is_crossed_by_tracks_of_one_mode_and_length() -> None:
    """In either direction; operations are of no stretch, and have no length."""
    found = micro("A ==10== B ==10== A", "A ==12.5== B", "A ..10.. B").planner(weight="time")
    traits, graph = found.traits, found.graph
    of_link = {link: {int(traits.stretch[arc]) for arc in graph.arcs_of_link[link]} for link in range(4)}
    assert of_link[0] == of_link[1] == {0}
    assert of_link[2] == {1}
    assert of_link[3] == {2}
    for arc, link in enumerate(graph.link_of):
        assert float(traits.size[arc]) == ([10.0, 10.0, 12.5, 10.0][link] if link >= 0 else 0.0)
        assert (int(traits.stretch[arc]) == -1) == (link < 0)
    assert traits.place.tolist() == [yard.place for yard in graph.yards]


def test_a_way_has_the_kilometres_of_its_links() -> None:
    """And it doubles back where it comes again to a place that it has left, also to the first."""
    found = planner(weight="time")
    graph = found.graph
    there = found.path("A", "D")[2]
    assert found.kilometres(there) == 161.0
    assert not found.doubles_back(there)
    hauls = {
        (
            graph.yards[graph.tails[arc]].place,
            graph.yards[graph.heads[arc]].place,
            graph.yards[graph.tails[arc]].mode,
        ): arc
        for arc in range(graph.n_arcs)
        if graph.link_of[arc] >= 0
    }
    rail = [hauls[one, one + 1, "rail"] for one in range(3)]
    assert found.kilometres(rail) == 145.0
    assert not found.doubles_back(rail)
    assert found.doubles_back([*rail, hauls[3, 0, "road"]])
    assert found.doubles_back([*rail, hauls[3, 2, "rail"]])
    assert not found.doubles_back([hauls[1, 0, "rail"], hauls[0, 3, "road"]])


def test_a_tree_may_be_taken_over_only_from_the_same_start() -> None:
    """Where nothing has changed the tree is itself; from another start it is another, or is to be grown."""
    found = planner(weight="time").weighing
    one, other = found.graph.origin_of[:2]
    before, wanted = found.tree(one), found.tree(other)
    assert found.again(before, {one: 0.0}, {one: 0.0}) is before
    again = found.again(before, {other: 0.0}, {one: 0.0})
    assert again is None or list(again.distance) == list(wanted.distance)


def test_two_points_that_only_one_place_is_near_are_the_same_place() -> None:
    """From one to the other there is no way to give."""
    found = planner(weight="time", snap_limit_km=25.0)
    other = (39.9, 60.0)
    assert found.ends_between(POINT, other) == []
    assert found.distance(POINT, other) == 0.0
    with pytest.raises(OptionError, match="the same place, A: give two different ones"):
        found.path(POINT, other)
    with pytest.raises(OptionError, match="the same place, A: give two different ones"):
        found.path(POINT, "A")
    assert found.distance(POINT, "B") > 0.0


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize(("place", "end"), [("C", "b"), ("D", "c"), ("B", "a"), ("A", "b")])
def test_a_point_goes_by_the_place_that_is_the_best_for_the_whole_journey(place: str, end: str, back: bool) -> None:
    """Which may be the farther one; lorry and way together are the least of all pairs of ends."""
    found = planner(weight="time")
    asked: tuple[Any, Any] = (POINT, place) if back else (place, POINT)
    whole = {
        (root if back else goal).place.id: lorries + found.distance(root.place.id, goal.place.id)
        for root, goal, lorries in found.ends_between(*asked)
    }
    assert min(whole, key=whole.__getitem__) == end
    assert found.distance(*asked) == pytest.approx(whole[end])
    root, goal, arcs = found.path(*asked)
    assert (root if back else goal).place.id == end
    assert found.total(root, goal, arcs) == pytest.approx(whole[end])


@pytest.mark.parametrize("scope", ["door", "terminal"])
@pytest.mark.parametrize("weight", ["time", "cost"])
@pytest.mark.parametrize("asked", [(POINT, "D"), ("D", POINT), (POINT, (40.1, 61.3)), ("A", "D")], ids=str)
def test_a_lorry_of_its_own_stands_in_place_of_the_usual_one(scope: Any, weight: Any, asked: tuple[Any, Any]) -> None:
    """At the end that is a point; from door to door the other has the usual one. The route adds up to what was weighed.

    To a known point no lorry drives the ten kilometres that one does to a place in general.
    """
    route = co.shortest_route(*asked, weight=weight, scope=scope, network=network())
    found = planner(weight=weight, scope=scope)
    assert found.distance(*asked) == pytest.approx(route.time_h if weight == "time" else route.cost_usd)
    if weight == "cost":  # by rail; who goes all the way by road has no other lorry
        kinds = [step.charge.kind for step in route.steps]
        points = [isinstance(end, tuple) for end in asked]
        assert (kinds.count("first_mile"), kinds.count("last_mile")) == tuple(scope == "door" or one for one in points)
