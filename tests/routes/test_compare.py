"""Comparing corridors: the best way through each, and why there is none."""

from __future__ import annotations

import json
from math import inf, isinf
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.routes.comparison import ComparisonRow
from corridors.tables.reading import Row
from tests.micro import corridor_rows, micro
from tests.oracle import layered_weight, networkx_weight
from tests.strategies import Question, questions


def named(**gateways: list[list[str]]) -> dict[str, list[Row]]:
    """Tables of several corridors by their gateway groups."""
    parts = [corridor_rows(name, groups) for name, groups in gateways.items()]
    return {table: [row for part in parts for row in part[table]] for table in ("corridors", "corridor_links")}


def network(**options: Any) -> co.Network:
    """Three ways from A to D and a branch; the third is not built.

    ::

        A ==10== B ==10== D     north: a--b        A ==25== C ==1== D    south: a--c
        A ==12== E ==1== D      new: a--e, expected 2034                 B ==5== F    branch: b--f
    """
    drawing = "A ==10== B ==10== D", "A ==25== C ==1== D", "A ==12== E ==1== D", "B ==5== F"
    return micro(
        *drawing,
        links={"a--e--rail": {"status": "planned", "expected": "2034"}},
        **named(north=[["a--b--rail"]], south=[["a--c--rail"]], new=[["a--e--rail"]], branch=[["b--f--rail"]]),
        **options,
    )


def corridors_of(table: co.Comparison) -> list[str]:
    return [row.corridor for row in table]


# -- rows -----------------------------------------------------------------------------------------------


def test_a_row_for_each_corridor_that_is_an_alternative() -> None:
    """Best first, then those without a way and why; a branch line touched in passing is none."""
    table = co.compare_corridors("A", "D", weight="distance", network=network())
    assert corridors_of(table) == ["north", "south", "new"]
    assert [row.route.length_km if row.route else None for row in table] == [20, 26, None]
    assert table[2].reasons == ("A - E (rail): planned, expected 2034",)
    assert table[0].corridor_name == "North"


def test_rows_are_in_order_of_what_is_minimised() -> None:
    """Not of the table of corridors: with the planned line built it comes first."""
    table = co.compare_corridors("A", "D", weight="distance", on=2034, max_detour=2, network=network())
    assert corridors_of(table) == ["new", "north", "south"]
    assert [row.route.length_km for row in table if row.route] == [13, 20, 26]
    assert table.on == "2034-12-31"


def test_each_route_uses_its_corridor() -> None:
    """Also where it is not the best of all; that is what the row is for."""
    table = co.compare_corridors("A", "D", network=network())
    for row in table:
        assert row.route is None or row.corridor in row.route.corridors


def test_destinations_come_one_after_the_other() -> None:
    """In the order asked for, each with its own rows."""
    table = co.compare_corridors("A", ["D", "B"], weight="distance", network=network())
    assert [place.id for place in table.destinations] == ["d", "b"]
    by_destination = [(row.destination.id, row.corridor) for row in table if row.route]
    assert by_destination == [("d", "north"), ("d", "south"), ("b", "north")]


def test_a_place_alone_is_a_destination() -> None:
    """A name, a point or a Place."""
    base = network()
    for destination in ("D", base.place("D")):
        assert [p.id for p in co.compare_corridors("A", destination, network=base).destinations] == ["d"]


def test_a_way_by_no_corridor_is_a_row_of_its_own() -> None:
    """The best of all comes first as "direct" when it uses no named corridor, and only then."""
    base = micro("A ==10== D", "A ==11== B ==1== D", **named(north=[["a--b--rail"]]))
    table = co.compare_corridors("A", "D", weight="distance", network=base)
    assert corridors_of(table) == ["direct", "north"]
    assert table[0].route == co.shortest_route("A", "D", network=base)
    assert "direct" not in corridors_of(co.compare_corridors("A", "D", network=network()))


def test_only_the_corridors_named() -> None:
    """By id or name, one or several; then the direct way is not asked for."""
    base = network()
    assert corridors_of(co.compare_corridors("A", "D", corridors="south", network=base)) == ["south"]
    both = co.compare_corridors("A", "D", corridors=["South", "north"], network=base)
    assert corridors_of(both) == ["north", "south"]
    direct = micro("A ==10== D", "A ==11== B ==1== D", **named(north=[["a--b--rail"]]))
    assert corridors_of(co.compare_corridors("A", "D", corridors=["north"], network=direct)) == ["north"]


def test_ways_that_weigh_too_much_are_left_out() -> None:
    """Up to the factor they stay, above it they are no alternative; infinity keeps all."""
    base = micro("A ==10== D", "A ==10== B ==10== D", **named(north=[["a--b--rail"]]))
    found = {
        factor: corridors_of(co.compare_corridors("A", "D", weight="distance", max_detour=factor, network=base))
        for factor in (1.99, 2.0, inf)
    }
    assert found == {1.99: ["direct"], 2.0: ["direct", "north"], inf: ["direct", "north"]}


@pytest.mark.parametrize("destination", ["Hamburg", "Constanta", "Kashgar"])
def test_the_best_of_all_is_always_among_the_rows(destination: str) -> None:
    """However long it is beside the shortest: by sea round Asia, by rail round a mountain."""
    for shipment in ("feu", "teu"):
        best = co.shortest_route("Tashkent", destination, weight="cost", shipment=shipment)
        table = co.compare_corridors("Tashkent", destination, shipment=shipment)
        assert table[0].route is not None
        assert table[0].route.cost_usd == pytest.approx(best.cost_usd)


def test_ways_that_are_too_long_are_left_out() -> None:
    """By another weight a way may look fine and yet go round the world."""
    base = micro("A ..10.. D", "A ~~15~~ B ~~15~~ D", **named(sea=[["a--b--ferry"]]))
    options: dict[str, Any] = {"weight": "generalised", "max_detour": inf, "network": base}
    assert corridors_of(co.compare_corridors("A", "D", max_stretch=2.9, **options)) == ["lorry"]
    assert corridors_of(co.compare_corridors("A", "D", max_stretch=3.0, **options)) == ["lorry", "sea"]


def test_ways_that_pass_a_place_twice_are_left_out() -> None:
    """Touching the branch and turning round is no use of it, whatever factors are allowed."""
    table = co.compare_corridors("A", "D", max_detour=inf, max_stretch=inf, network=network())
    assert "branch" not in corridors_of(table)


def test_a_destination_that_nothing_reaches_has_one_row() -> None:
    """With the reason, for a destination must not vanish from the table."""
    base = micro("A ==10== B", **named(north=[["a--b--rail"]])).without("a--b--rail")
    table = co.compare_corridors("A", "B", network=base)
    assert [(row.corridor, row.route) for row in table] == [("north", None)]
    islands = micro("A ==10== B", "C ==10== D", **named(north=[["a--b--rail"]]))
    (row,) = co.compare_corridors("A", "C", network=islands)
    assert (row.corridor, row.corridor_name, row.route) == ("direct", "no corridor", None)
    assert "no links that join them" in row.reasons[0]


@settings(max_examples=40)
@given(
    question=questions(most_places=5),
    weight=st.sampled_from(("distance", "time", "cost")),
    picks=st.lists(st.integers(0, 9), min_size=2, max_size=2),
)
def test_every_row_is_the_best_way_through_its_corridor(question: Question, weight: str, picks: list[int]) -> None:
    """Rows found weigh what an explicit layered networkx graph finds, in ascending order, the best among them.

    A corridor may be missing only if its best way doubles back.
    """
    ids = [row["id"] for row in question.drawing.tables()["links"]]
    gateways = [ids[pick % len(ids)] for pick in picks]
    base = question.drawing.network(**named(one=[[gateways[0]]], two=[[gateways[0]], [gateways[1]]]))
    ends = question.origin, question.destination
    table = co.compare_corridors(*ends, weight=weight, max_detour=inf, max_stretch=inf, network=base)
    groups = {"one": [[gateways[0]]], "two": [[gateways[0]], [gateways[1]]], "direct": []}
    lorries = base.without("rail", "sea") if {"rail", "sea"} & {link.mode for link in base._core.links} else base
    figure = {"distance": "length_km", "time": "time_h", "cost": "cost_usd"}[weight]
    weights = []
    for row in table:
        if row.corridor == "lorry":
            best = networkx_weight(lorries, *ends, weight)
        else:
            best = layered_weight(base, *ends, weight, groups=groups[row.corridor])
        if row.route is None:
            assert isinf(best)
            continue
        weights.append(getattr(row.route, figure))
        assert weights[-1] == pytest.approx(best)
    assert weights == sorted(weights)
    best = networkx_weight(base, *ends, weight)
    assert (weights[:1] == []) == isinf(best)
    assert weights == [] or weights[0] == pytest.approx(best)


# -- lorries --------------------------------------------------------------------------------------------


def by_road(**options: Any) -> co.Network:
    """A railway of a named corridor, and a road that is dearer than any detour would be worth.

    ::

        A ==10== D      north      A ..40.. D
    """
    return micro("A ==10== D", "A ..40.. D", **named(north=[["a--d--rail"]]), **options)


def test_a_lorry_stands_beside_the_corridors() -> None:
    """However dear and long it is; only road and ferry, the same weight, in the same class and scope."""
    table = co.compare_corridors("A", "D", network=by_road())
    assert corridors_of(table) == ["north", "lorry"]
    assert (table[1].corridor_name, table[1].route.modes) == ("by lorry", ("road",))
    assert table[1].route.cost_usd > 1.75 * table[0].route.cost_usd
    assert table[1].route == co.shortest_route("A", "D", weight=table.weight, modes=["road"], network=by_road())


@pytest.mark.parametrize(
    "options", [{"modes": ["rail"]}, {"modes": "rail,ferry"}, {"corridors": ["north"]}, {"avoid": "road"}]
)
def test_no_lorry_where_none_is_wanted(options: dict[str, Any]) -> None:
    """Who names modes without the road, or corridors, did not ask for one."""
    assert corridors_of(co.compare_corridors("A", "D", network=by_road(), **options)) == ["north"]


def test_the_best_way_is_not_printed_twice() -> None:
    """Where it is the lorry itself, the row of the lorry tells it."""
    table = co.compare_corridors("A", "D", modes=["road"], network=by_road())
    assert corridors_of(table) == ["lorry"]


def test_to_every_destination_of_the_first_command_a_lorry_is_quicker_than_the_trains() -> None:
    """Of the packaged network; dearer, too, to places as far as these."""
    table = co.compare_corridors("Tashkent", ["Istanbul", "Poti", "Moscow"])
    for place in table.destinations:
        rows = {row.corridor: row.route for row in table[place] if row.route}
        lorry = rows.pop("lorry")
        assert set(lorry.modes) <= {"road", "ferry"}
        assert all(lorry.time_h < route.time_h for route in rows.values())


# -- class, scope, points -------------------------------------------------------------------------------


def test_class_and_scope_are_those_of_every_row() -> None:
    options: dict[str, Any] = {"service": "block train", "scope": "run", "weight": "time"}
    table = co.compare_corridors("Tashkent", "Poti", **options)
    assert (table.service, table.scope) == ("block_train", "run")
    assert {(route.service, route.scope) for route in table.routes} == {("block_train", "run")}
    assert "1 FEU in a block train, departure to arrival; P10 to P90 in brackets" in table.summary()
    assert "1 FEU in a block train, departure to arrival" in table._repr_html_()
    usual = co.compare_corridors("Tashkent", "Poti", weight="time", corridors="middle-corridor")
    assert usual.routes[0].time_h > next(r.route.time_h for r in table if r.corridor == "middle-corridor" and r.route)


def test_a_point_too_far_off_is_refused_on_demand() -> None:
    point = 41.56, 64.9
    assert co.compare_corridors(point, "Poti", corridors="casca").routes
    with pytest.raises(co.UnknownPlaceError, match="a lorry joins a point at most 20 km away"):
        co.compare_corridors(point, "Poti", snap_limit_km=20)


# -- the question ---------------------------------------------------------------------------------------


def test_options_are_those_of_a_route() -> None:
    """Weight, shipment, avoid, modes, date and scenario mean the same as there."""
    scenario = co.Scenario("longer", links={"a--b--rail": {"length_km": 24}})
    options: dict[str, Any] = {"weight": "cost", "shipment": "wagon", "avoid": "F", "modes": "rail", "on": 2030}
    table = co.compare_corridors("A", "D", scenario=scenario, network=network(), **options)
    route = co.shortest_route("A", "D", scenario=scenario, network=network(), **options)
    assert route.corridors == ("south",)
    assert table.routes[0].to_dict() == route.to_dict()
    assert (table.weight, table.shipment, table.on) == ("cost", "wagon", "2030-12-31")


@pytest.mark.parametrize("name", ["max_detour", "max_stretch"])
@pytest.mark.parametrize("factor", [0.99, 0, -1, float("nan")])
def test_a_factor_below_one_is_refused(name: str, factor: float) -> None:
    """Nothing is better than the best."""
    with pytest.raises(co.OptionError, match=f"{name}=.*: give a factor of at least 1"):
        co.compare_corridors("A", "D", network=network(), **{name: factor})  # type: ignore[arg-type]


@pytest.mark.parametrize("factor", ["2", None, [2]])
def test_a_factor_that_is_no_number_is_refused(factor: object) -> None:
    """With the error of this library."""
    with pytest.raises(co.OptionError, match="max_detour"):
        co.compare_corridors("A", "D", max_detour=factor, network=network())  # type: ignore[arg-type]


def test_unknown_names_are_refused() -> None:
    """Corridors with those there are, places with close matches."""
    with pytest.raises(co.OptionError, match="no corridor is called 'west': there are north, south, new, branch"):
        co.compare_corridors("A", "D", corridors="west", network=network())
    with pytest.raises(co.UnknownPlaceError, match="'Atlantis'"):
        co.compare_corridors("A", ["D", "Atlantis"], network=network())
    with pytest.raises(co.UnknownPlaceError, match="'Atlantis'"):
        co.compare_corridors("Atlantis", "D", network=network())


def test_no_destination_is_refused() -> None:
    """An empty list is a mistake upstream."""
    with pytest.raises(co.OptionError, match="destinations is empty"):
        co.compare_corridors("A", [], network=network())


def test_no_corridor_is_refused() -> None:
    """An empty list is a filter that found nothing, not a wish for the direct way."""
    with pytest.raises(
        co.OptionError, match=r"corridors=.. is empty: leave it out for all, or give some of north, sou"
    ):
        co.compare_corridors("A", "D", corridors=[], network=network())
    with pytest.raises(co.OptionError, match="no corridor is called '5'"):
        co.compare_corridors("A", "D", corridors=[5], network=network())  # type: ignore[list-item]


def test_what_is_named_twice_counts_once() -> None:
    """A destination in two spellings, a corridor by id and by name: each has one row, where it was named first."""
    once = co.compare_corridors("A", ["D", "E"], corridors=["north", "south"], network=network())
    twice = co.compare_corridors("A", ["D", "e", "d"], corridors=["north", "South", "North"], network=network())
    assert [place.id for place in twice.destinations] == ["d", "e"]
    assert twice.to_dict() == once.to_dict()


# -- forms ----------------------------------------------------------------------------------------------


@pytest.fixture
def table() -> co.Comparison:
    """North and south found, the new line refused."""
    return co.compare_corridors("A", "D", weight="distance", network=network())


def test_a_comparison_is_a_sequence_of_rows(table: co.Comparison) -> None:
    """Length, index, slice, iteration; the routes found apart."""
    assert len(table) == 3
    assert isinstance(table[0], ComparisonRow)
    assert table[-1] is list(table)[2]
    assert table[:2] == table.rows[:2]
    assert table[0] in table
    assert table.routes == (table[0].route, table[1].route)
    assert table.origin.id == "a"
    with pytest.raises(IndexError):
        table[3]


def test_a_destination_by_name_gives_its_rows() -> None:
    """By id, any spelling, the place itself or a point at it: the comparison of it alone."""
    table = co.compare_corridors("Tashkent", ["Poti", "Bandar Abbas"], corridors=["casca", "southern"])
    place = table.destinations[1]
    for name in ("bandar-abbas", "Bandar Abbas", "Бендер-Аббас", "bandar abbas port", place, (place.lat, place.lon)):
        part = table[name]
        assert part.rows == tuple(row for row in table if row.destination is place)
        assert (part.weight, part.shipment, part.service, part.scope, part.on, part.origin) == (
            "cost", "feu", "regular", "terminal", table.on, table.origin,
        )  # fmt: skip
    with pytest.raises(co.UnknownPlaceError, match="'Hamburg' is no destination of this comparison: there are Poti, "):
        table["Hamburg"]


def test_a_frame_has_a_row_a_corridor_and_the_figures_of_its_route(table: co.Comparison) -> None:
    """The figures of the route, in hours and in days, and no figures where there is no way."""
    frame = table.to_frame()
    assert frame["corridor"].tolist() == ["north", "south", "new"]
    assert frame["found"].tolist() == [True, True, False]
    route = table[0].route
    assert route is not None
    first = frame.iloc[0]
    for name in ("length_km", "cost_usd", "cost_usd_per_t", "co2e_kg", "grade"):
        assert first[name] == getattr(route, name)
    assert first["time_h"] == route.time_h
    assert (first["time_h_low"], first["time_h_p50"], first["time_h_high"]) == route.time_quantiles_h
    assert first["days"] == route.time_h / 24
    assert (first["days_low"], first["days_high"]) == tuple(h / 24 for h in route.time_range_h)
    assert (first["cost_usd_low"], first["cost_usd_high"]) == route.cost_range_usd
    assert (first["border_crossings"], first["gauge_changes"], first["transhipments"]) == (0, 0, 0)
    assert (first["modes"], first["countries"]) == ("rail", "UZ")
    assert (frame["service"] == "regular").all()
    assert (frame["scope"] == "terminal").all()
    assert frame.iloc[2][["length_km", "days", "cost_usd", "co2e_kg"]].isna().all()
    assert frame.iloc[2]["reason"] == "A - E (rail): planned, expected 2034"


def test_plain_data_is_json(table: co.Comparison) -> None:
    """With the question, and null where nothing is known."""
    data = table.to_dict()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert (data["origin"], data["weight"], data["shipment"], data["on"]) == ("a", "distance", "feu", table.on)
    assert [row["corridor"] for row in data["rows"]] == ["north", "south", "new"]
    assert {key for row in data["rows"] for key in row} == set(data["rows"][0])
    assert data["rows"][0]["capacity_mt_per_year"] is None


def test_the_summary_has_a_table_and_the_reasons(table: co.Comparison) -> None:
    """What a terminal shows."""
    text = str(table)
    assert text == table.summary()
    lines = text.splitlines()
    assert lines[0].startswith("Corridors from A, the way of least distance through each, network of ")
    assert lines[1] == "1 FEU handed in singly, terminal to terminal; P10 to P90 in brackets"
    assert "to D" in lines
    assert [line.split()[0] for line in lines if line.startswith(("  North", "  South"))] == ["North", "South"]
    assert "  New: no way" in lines
    assert "    A - E (rail): planned, expected 2034" in lines
    assert "USD of 2024 per FEU" in text


def test_the_short_form_counts(table: co.Comparison) -> None:
    """For lists and debuggers."""
    assert repr(table) == "<Comparison from A to 1 destinations: 2 ways of 3>"
