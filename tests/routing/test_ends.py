"""Points off the network: a lorry joins them to the place that makes the whole journey the best.

::

    point ····· A ==45== B ==45== C
       ·········B
"""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.routing.ends import FREE_KM
from corridors.routing.weights import CRITERIA
from corridors.tables.sphere import great_circle_km
from tests.micro import LORRIES, micro_tables

#: Places along the 40th parallel, half a degree (42.6 km) apart.
SPOTS = {"a": (40.0, 60.0), "b": (40.0, 60.5), "c": (40.0, 61.0), "d": (40.4, 60.2), "e": (40.0, 64.0)}

DRAWING = ("A ==45== B ==45== C ==500== E", "A ..60.. D ..60.. B")


def network(*drawing: str, spots: dict[str, tuple[float, float]] = SPOTS, **options: Any) -> co.Network:
    tables = micro_tables(*(drawing or DRAWING), further=LORRIES, **options)
    for row in tables["places"]:
        row["lat"], row["lon"] = spots[row["id"]]
    return co.Network(tables)


BASE = network()


def lorry_km(point: tuple[float, float], place: str) -> float:
    return great_circle_km(*point, *SPOTS[place])


def joined(point: tuple[float, float], place: str, weight: str) -> float:
    """What a lorry between the two weighs, from the prose of `tests.micro`: 1.2 times the great circle."""
    away = lorry_km(point, place)
    km = 1.2 * away if away > FREE_KM else 0.0
    usd = max(40.0, 2 * km) if km else 0.0
    found = {"distance": km, "time": km / 20, "cost": usd, "emissions": km * 20 * 20 / 1000}
    return found.get(weight, usd + 2 * km / 20)


points = st.tuples(st.floats(39.7, 40.6), st.floats(59.8, 61.2))


@pytest.mark.parametrize("weight", CRITERIA)
@given(point=points, other=points | st.sampled_from(["C", "E"]))
@settings(max_examples=60)
def test_the_best_of_the_places_near_is_taken(weight: str, point: tuple[float, float], other: Any) -> None:
    """Trying every pair of the four nearest at either end finds no better journey, lorries included."""
    planner = BASE.planner(weight=weight)

    def ends(asked: Any) -> list[tuple[str, float]]:
        if isinstance(asked, str):
            return [(asked.lower(), 0.0)]
        means = BASE._core.gazetteer.find(asked)[0].id
        near = sorted(SPOTS, key=lambda place: lorry_km(asked, place))
        if lorry_km(asked, means) <= FREE_KM:
            return [(means, 0.0)]
        within = [place for place in near[:4] if lorry_km(asked, place) <= 100]
        return [(place, joined(asked, place, weight)) for place in dict.fromkeys([means, *within])]

    pairs = [(a, b) for a, b in product(ends(point), ends(other)) if a[0] != b[0]]
    if not pairs:
        return
    best = min(first + planner.distance(a, b) + last for (a, first), (b, last) in pairs)
    assert planner.distance(point, other) == pytest.approx(best)
    route = co.shortest_route(point, other, weight=weight, network=BASE)  # type: ignore[arg-type]
    figure = {"distance": "length_km", "time": "time_h", "cost": "cost_usd", "emissions": "co2e_kg"}.get(weight)
    if figure:
        assert getattr(route, figure) == pytest.approx(best)


WEST = (40.0, 59.7)  # 25.5 km west of A


def test_a_lorry_stands_in_the_account_with_its_grade_and_on_the_map() -> None:
    """Its kilometres, hours and dollars are those of a derived road; its line runs from the point to the place."""
    route = co.shortest_route(WEST, "C", network=BASE)
    first = route.steps[0]
    away = lorry_km(WEST, "a")
    assert (first.charge.kind, first.mode, first.start.id) == ("first_mile", "road", "a")
    assert first.charge.length_km == pytest.approx(1.2 * away)
    assert first.charge.time_h == pytest.approx(1.2 * away / 20)
    assert first.charge.cost_usd == pytest.approx(max(40, 2 * 1.2 * away))
    assert {first.charge.length_grade, first.charge.time_grade, first.charge.cost_grade} == {"derived"}
    assert first.charge.length_sources == ("test",)
    assert route.length_km == pytest.approx(1.2 * away + 90)
    assert route.snapped_km == pytest.approx(away)
    assert route._answer.miles == (((59.7, 40.0), (60.0, 40.0)),)


def test_the_way_back_ends_with_the_lorry() -> None:
    """From a place to a point it is the last line of the account."""
    route = co.shortest_route("C", WEST, network=BASE)
    assert route.steps[-1].charge.kind == "last_mile"
    assert route._answer.miles == (((60.0, 40.0), (59.7, 40.0)),)


def test_a_lorry_has_a_least_price() -> None:
    """Six kilometres cost what twenty do: nobody comes for less."""
    near = (40.0, 59.93)
    assert co.shortest_route(near, "C", network=BASE).steps[0].charge.cost_usd == 40


def test_within_five_kilometres_a_point_is_in_its_place() -> None:
    """No lorry, no line on the map; how far it was is told all the same."""
    near = (40.0, 60.05)
    route = co.shortest_route(near, "C", network=BASE)
    assert 4 < route.snapped_km < FREE_KM
    assert route.steps[0].charge.kind == "loading"
    assert route._answer.miles == ()


def test_a_limit_refuses_what_lies_farther() -> None:
    """Who wants no lorry says so; the message names the place and how far it is."""
    with pytest.raises(co.UnknownPlaceError, match="is 26 km from the nearest place, A"):
        co.shortest_route(WEST, "C", network=BASE, snap_limit_km=20)
    assert co.shortest_route(WEST, "C", network=BASE, snap_limit_km=30).origin.id == "a"


def test_a_limit_leaves_out_the_farther_ones_of_several() -> None:
    """From a point between A and B, only those within it are weighed."""
    between = (40.0, 60.2)
    free = co.shortest_route(between, "C", weight="time", network=BASE)
    near = co.shortest_route(between, "C", weight="time", network=BASE, snap_limit_km=20)
    assert (free.origin.id, near.origin.id) == ("b", "a")
    assert near.time_h > free.time_h


def test_no_lorry_smuggles_its_load_over_a_border() -> None:
    """B is the better start, and abroad: the border between is crossed by the way, which pays for it.

    WEST ····· A ==45== KZ:B ==45== KZ:C
    """
    abroad = network("A ==200== KZ:B ==45== KZ:C", spots=SPOTS)
    for weight in CRITERIA:
        route = co.shortest_route((40.0, 60.2), "C", weight=weight, network=abroad)
        assert (route.origin.id, len(route.borders)) == ("a", 1)


def test_a_place_that_is_avoided_is_no_end_of_a_point() -> None:
    """The next one near is."""
    assert co.shortest_route(WEST, "C", network=BASE, avoid="A").origin.id == "b"


@pytest.mark.parametrize("scope", ["run", "terminal", "door"])
def test_the_matrix_and_the_route_agree_in_every_scope(scope: Any) -> None:
    """Door to door, the lorry to a known point stands in the place of a usual local one."""
    planner = BASE.planner(weight="time", scope=scope)
    route = co.shortest_route(WEST, "C", weight="time", scope=scope, network=BASE)
    assert planner.distance(WEST, "C") == pytest.approx(route.time_h)
    miles = [step.charge.kind for step in route.steps if step.charge.kind.endswith("mile")]
    assert miles == (["first_mile", "last_mile"] if scope == "door" else ["first_mile"])


def test_points_of_a_pickled_route_keep_their_lines() -> None:
    """The map is drawn of the answer, without the network."""
    import pickle

    route = co.shortest_route(WEST, "C", network=BASE)
    again = pickle.loads(pickle.dumps(route))
    assert again._answer.miles == route._answer.miles
    assert again.time_h == route.time_h


def test_a_lorry_is_told_by_the_way_it_drives() -> None:
    """From the point to the place, and from the place to the point."""
    route = co.shortest_route((40.1, 60.0), (40.1, 64.0), weight="cost", modes="rail", network=BASE)
    told = [step.charge for step in route.steps if step.charge.kind in ("first_mile", "last_mile")]
    assert [(charge.kind, charge.label) for charge in told] == [
        ("first_mile", "lorry (40.1, 60) - A"), ("last_mile", "lorry E - (40.1, 64)"),
    ]  # fmt: skip


def test_beyond_five_kilometres_a_lorry_drives() -> None:
    """To the metre, as the great circle goes."""
    planner = BASE.planner(weight="time")
    for km, driven in ((4.999, False), (5.001, True)):
        south = (40.0 - km / great_circle_km(40.0, 60.0, 39.0, 60.0), 60.0)
        for kind in ("origin", "destination"):
            end = planner.ends(south, kind)[0]
            assert (end.place.id, end.leg is not None, end.point is not None) == ("a", driven, driven)
            assert end.away_km == pytest.approx(km, abs=1e-4)


def test_four_places_near_a_point_are_weighed() -> None:
    """A fifth is too far, though within the limit; those abroad are passed over, and none comes in their place."""
    spots = {name: (40.0, 60.0 + number / 10) for number, name in enumerate("abcdef")}
    point = (39.8, 60.02)
    for second, expected in (("UZ:B", ["a", "b", "c", "d"]), ("KZ:B", ["a", "c", "d"])):
        drawing = f"UZ:A ==9== {second} ==9== UZ:C ==9== UZ:D ==9== UZ:E ==9== UZ:F"
        planner = network(drawing, spots=spots).planner(weight="time")
        ends = planner.ends(point, "origin")
        assert [end.place.id for end in ends] == expected
        assert [end.away_km for end in ends] == [great_circle_km(*point, *spots[each]) for each in expected]
        assert {end.point for end in ends} == {(60.02, 39.8)}
