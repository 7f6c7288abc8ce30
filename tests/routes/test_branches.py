"""Branches of corridors, ways left out, several origins, fronts and capacities in a comparison."""

from __future__ import annotations

import pickle
from math import inf
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.flows.corridor import CorridorCapacity
from corridors.routes.detours import hops, no_way_of
from corridors.routes.front import on_front
from corridors.routes.towns import by_towns
from corridors.tables.reading import Row
from tests.micro import blank, corridor_rows, micro
from tests.words.pages import tables


def sea_crossing(**options: Any) -> co.Network:
    """A corridor over a sea with two crossings, and two ways on.

    ::

        UZ:A ==10== KZ:B ~~10~~ AZ:D ==10== AZ:F ==10== TM:G
                    KZ:B ==2== KZ:C ~~14~~ AZ:D ==14== TM:G
    """
    drawing = (
        "UZ:A ==10== KZ:B ~~10~~ AZ:D ==10== AZ:F ==10== TM:G",
        "KZ:B ==2== KZ:C ~~14~~ AZ:D ==14== TM:G",
    )
    ferries = [["b--d--ferry", "c--d--ferry"]]
    rails = ["a--b--rail", "b--c--rail", "d--f--rail", "f--g--rail", "d--g--rail"]
    branches = [
        branch("north", "b", "b--d--ferry"),
        branch("north", "c", "c--d--ferry"),
        branch("north", "f", "f--g--rail"),
    ]
    return micro(*drawing, branches=branches, **corridor_rows("north", ferries, rails), **options)


def branch(corridor: str, name: str, *links: str) -> Row:
    return blank("branches", corridor=corridor, id=name, name=f"by {name.upper()}", links=links)


# -- branches -------------------------------------------------------------------------------------------


def test_each_branch_that_differs_has_a_row() -> None:
    """Named by what each way takes; without branches there is the best way alone."""
    base = sea_crossing()
    plain = co.compare_corridors("A", "G", weight="distance", network=base)
    assert [(row.corridor_name, row.branch) for row in plain] == [("North", "")]
    table = co.compare_corridors("A", "G", weight="distance", branches=True, network=base)
    assert [(row.corridor_name, row.branch, row.route.length_km) for row in table if row.route] == [
        ("North by B", "b", 34),
        ("North by C", "c", 40),
        ("North by B and F", "b|f", 40),
    ]


def test_a_branch_that_the_best_way_takes_is_no_row_of_its_own() -> None:
    table = co.compare_corridors("A", "D", weight="distance", branches=True, network=sea_crossing())
    assert [row.corridor_name for row in table] == ["North by B", "North by C"]


def test_a_branch_is_a_corridor_for_a_route() -> None:
    route = co.shortest_route("A", "G", corridor="north/c", network=sea_crossing())
    assert [place.id for place in route.places] == ["a", "b", "c", "d", "g"]
    table = co.compare_corridors("A", "G", corridors="north/c", network=sea_crossing())
    assert [row.route.length_km for row in table if row.route] == [40]


def test_branches_of_the_packaged_corridors() -> None:
    """The Middle Corridor by Aktau and by Kuryk, and none under the name of another."""
    table = co.compare_corridors("Tashkent", "Rotterdam", branches=True, max_detour=3)
    names = [row.corridor_name for row in table]
    assert len(set(names)) == len(names)
    assert {"aktau|kars", "kuryk|kars"} <= {row.branch for row in table if row.corridor == "middle-corridor"}
    line = co.compare_corridors("Tashkent", "Karachi", branches=True, on=2040)
    assert {"karachi", "gwadar"} <= {part for row in line for part in row.branch.split("|")}


# -- what is left out -----------------------------------------------------------------------------------


def test_ways_left_out_are_named_with_why_and_shown_by_all() -> None:
    """One too dear, one that turns round at the end of a branch."""
    base = micro(
        "A ==10== D", "A ==30== B ==1== D", "D ==5== F",
        **_two(south=[["a--b--rail"]], stub=[["d--f--rail"]]),
    )  # fmt: skip
    table = co.compare_corridors("A", "D", weight="length_km", network=base)
    assert [row.corridor for row in table] == ["direct"]
    told = {row.corridor: row.detour for row in table.left_out}
    assert told == {"south": "weighs 3.1 times as much as the best", "stub": "passes D twice"}
    line = (
        "left out as detours, all=True shows them: South (weighs 3.1 times as much as the best); Stub (passes D twice)"
    )
    assert line in " ".join(table.summary().split())
    assert "all=True" in table._repr_html_()
    everything = co.compare_corridors("A", "D", weight="length_km", all=True, network=base)
    assert {row.corridor for row in everything} == {"direct", "south", "stub"}
    assert everything.left_out == ()
    assert "a detour: passes D twice" in everything.summary()
    assert {row.corridor: row.detour for row in everything if row.detour} == told


def _two(**gateways: list[list[str]]) -> dict[str, list[Row]]:
    parts = [corridor_rows(name, groups) for name, groups in gateways.items()]
    return {table: [row for part in parts for row in part[table]] for table in ("corridors", "corridor_links")}


def touching(last_km: int) -> tuple[co.Network, str]:
    """A corridor UZ-KZ-TM whose crossing lies on the way to AZ, which leaves it beyond.

    ::

        UZ:A ==10== UZ:B ==1== KZ:C ==L== AZ:Z        north: a--b, b--c (gateway), c--e
                               KZ:C ==100== TM:E
    """
    drawing = f"UZ:A ==10== UZ:B ==1== KZ:C =={last_km}== AZ:Z", "KZ:C ==100== TM:E"
    return micro(*drawing, **corridor_rows("north", [["b--c--rail"]], ["a--b--rail", "c--e--rail"])), "Z"


def test_a_way_that_leaves_the_corridor_beyond_its_gateways_is_none_of_it() -> None:
    """It stands as the way of no corridor then, by its towns."""
    base, end = touching(50)
    table = co.compare_corridors("A", end, network=base)
    assert [(row.corridor, row.corridor_name) for row in table] == [("direct", "by C")]
    assert table.left_out[0].detour == "leaves it again, 0 % of the way beyond its gateways is along it"
    to_the_end = co.compare_corridors("A", "E", network=base)
    assert [row.corridor for row in to_the_end] == ["north"]


def test_a_corridor_that_ends_at_its_gateway_is_not_left_there() -> None:
    """What goes on for 4 km beyond it can be followed no further on a way of 50."""
    drawing = "UZ:A ==10== UZ:B ==40== KZ:C ==50== AZ:Z"
    far = [blank("corridor_links", corridor="north", link="z--y--rail")]  # so that little of it all is followed
    for beyond, kept in (("KZ:C ==4== TM:E", True), ("KZ:C ==6== TM:E", False)):
        tables = corridor_rows("north", [["b--c--rail"]], ["a--b--rail", "c--e--rail"])
        tables["corridor_links"] += far
        table = co.compare_corridors("A", "Z", network=micro(drawing, beyond, "AZ:Z ==999== AZ:Y", **tables))
        assert ("north" in [row.corridor for row in table]) == kept


def test_a_way_that_follows_a_quarter_of_a_corridor_is_one_of_it() -> None:
    """A short railway is hardly ever a tenth of a long way; here 5 of 20 km beyond 60, and 5 of 21."""
    for last, kept in (("KZ:D ==15== TM:E", True), ("KZ:D ==16== TM:E", False)):
        tables = corridor_rows("north", [["b--c--rail"]], ["c--d--rail", "d--e--rail"])
        # the crossing itself is of the corridor too, and as good as nothing long
        base = micro("UZ:A ==10== UZ:B ==0.001== KZ:C ==5== KZ:D ==60== AZ:Z", last, **tables)
        assert ("north" in [row.corridor for row in co.compare_corridors("A", "Z", network=base)]) == kept


def test_a_way_that_turns_back_over_the_border_is_none() -> None:
    """Into KZ and out of it again by another bridge; no place is passed twice."""
    base = micro(
        "UZ:A ==10== UZ:B ==1== KZ:C ==1== UZ:D ==10== UZ:Z", "UZ:A ==30== UZ:Z",
        **corridor_rows("north", [["b--c--rail"]], ["a--b--rail", "c--d--rail", "d--z--rail"]),
    )  # fmt: skip
    planner = base.planner(weight="length_km", corridor="north")
    way = hops(planner, planner.path("A", "Z")[2])
    assert no_way_of(planner, base._core.corridors[0], way) == "turns back into Uzbekistan"
    assert "north" not in [row.corridor for row in co.compare_corridors("A", "Z", weight="length_km", network=base)]


@pytest.mark.parametrize(("destination", "corridor"), [("Moscow", "casca"), ("Istanbul", "instc"), ("Mumbai", "casca")])
def test_ways_over_the_caspian_and_back_are_no_ways_of_a_corridor(destination: str, corridor: str) -> None:
    table = co.compare_corridors("Tashkent", destination, max_detour=inf, max_stretch=inf)
    assert corridor not in {row.corridor for row in table}
    assert corridor in {row.corridor for row in table.left_out}


def test_every_corridor_has_a_row_or_is_named_with_why() -> None:
    """The line by Kazakhstan, Turkmenistan and Iran to Rotterdam, too."""
    names = set(co.load_network().corridors.index)
    for destination in ("Rotterdam", "Moscow"):
        table = co.compare_corridors("Tashkent", destination)
        assert {row.corridor for row in table} | {row.corridor for row in table.left_out} >= names
        assert all(row.detour for row in table.left_out)


# -- names ----------------------------------------------------------------------------------------------


def test_towns_tell_a_way_from_others() -> None:
    """Abroad if it leads there, and those that the other does not pass."""
    base = micro("UZ:A ==1== UZ:B ==1== KZ:C ==1== KZ:D ==1== TM:E", "UZ:B ==9== KZ:F ==9== TM:E")
    one = co.shortest_route("A", "E", weight="length_km", network=base).places
    other = co.shortest_route("A", "E", weight="length_km", via="F", network=base).places
    assert by_towns(one) == "by C and D"
    assert by_towns(other, [one]) == "by F"
    assert by_towns(one[:2]) == ""


def test_alternatives_through_the_same_countries_are_told_apart() -> None:
    routes = co.alternative_routes("Tashkent", "Moscow", k=4)
    told = [line.split("  ")[-1] for line in routes.summary().splitlines()[2:]]
    assert len(set(told)) == len(routes)


def test_one_way_under_two_names_says_so() -> None:
    base = micro("A ==10== B ==10== D", **_two(north=[["a--b--rail"]], south=[["b--d--rail"]]))
    first, second = co.compare_corridors("A", "D", network=base)
    assert (first.same_as, second.same_as) == ("", "North")
    assert "the same way as North" in co.compare_corridors("A", "D", network=base).summary()


# -- origins and fronts ---------------------------------------------------------------------------------


def test_imports_are_asked_for_as_exports_are() -> None:
    base = sea_crossing()
    table = co.compare_corridors(["G", "F", "g"], ["A"], weight="distance", network=base)
    assert [(row.origin.id, row.destination.id) for row in table] == [("g", "a"), ("f", "a")]
    assert [place.id for place in table.origins] == ["g", "f"]
    assert table.to_frame()["origin"].tolist() == ["g", "f"]
    assert table.to_dict()["origins"] == ["g", "f"]
    assert [line for line in table.summary().splitlines() if line.startswith("from")] == ["from G to A", "from F to A"]
    assert "from F to <b>A</b>" in table._repr_html_()
    assert [row.origin.id for row in table["F"]] == ["f"]
    single = co.compare_corridors("G", "A", weight="distance", network=base)
    assert single["A"].rows == tuple(row for row in table if row.origin.id == "g")


def test_no_origin_is_refused() -> None:
    with pytest.raises(co.OptionError, match="origin is empty"):
        co.compare_corridors([], "A", network=sea_crossing())


def test_several_criteria_mark_the_front() -> None:
    """A railway is cheap, a road quick, and a longer road neither."""
    base = micro("A ==10== B ==10== D", "A ..12.. C ..12.. D", **_two(north=[["a--b--rail"]], south=[["a--c--road"]]))
    table = co.compare_corridors("A", "D", weight=["cost", "time"], max_detour=9, network=base)
    assert table.weight == "cost, time"
    assert [(row.corridor, row.front) for row in table if row.corridor != "lorry"] == [("north", True), ("south", True)]
    assert ">on front<" in table._repr_html_()
    single = co.compare_corridors("A", "D", weight=["cost"], network=base)
    assert {row.front for row in single} == {None}
    assert ">on front<" not in single._repr_html_()
    with pytest.raises(co.OptionError, match="weight is empty"):
        co.compare_corridors("A", "D", weight=[], network=base)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=8))
def test_whoever_is_off_the_front_is_beaten_by_one_on_it(weights: list[tuple[int, int]]) -> None:
    marks = on_front(weights)
    front = [weight for weight, mark in zip(weights, marks, strict=True) if mark]
    assert front
    for weight, mark in zip(weights, marks, strict=True):
        beaten = any(a <= weight[0] and b <= weight[1] and (a, b) != weight for a, b in front)
        assert beaten != mark


# -- capacity and caveats -------------------------------------------------------------------------------

KNOWN = {"capacity_grade": "published", "capacity_source": ("test",)}


def bounded(**more: Any) -> co.Network:
    """The crossing by B carries 2 Mt a year, that by C 3, the railway to B 4.5."""
    amounts = {"b--d--ferry": 2.0, "c--d--ferry": 3.0, "a--b--rail": 4.5}
    return sea_crossing(
        links={link: {"capacity_mt_per_year": amount} | KNOWN for link, amount in amounts.items()}, **more
    )


def test_the_capacity_of_a_corridor_is_the_greatest_flow_through_its_gateways() -> None:
    """Apart from the way's own bottleneck; of a branch, through that alone, which may be what nobody knows."""
    table = co.compare_corridors("A", "G", weight="distance", branches=True, network=bounded())
    whole, by_c, by_f = table
    assert whole.route is not None
    assert whole.route.capacity_mt_per_year == 2.0
    assert whole.capacity == CorridorCapacity(4.5, (("rail A - B", 4.5),))
    assert by_f.capacity == CorridorCapacity(4.5, (("rail A - B", 4.5),), ("rail F - G",))
    assert by_c.capacity == CorridorCapacity(3.0, (("ferry C - D", 3.0),))
    frame = table.to_frame()
    assert frame["corridor_capacity_mt_per_year"].tolist() == [4.5, 3.0, 4.5]
    assert frame["corridor_bottleneck"].tolist()[1] == "ferry C - D 3"
    assert "4.5" in table.summary()


def test_what_nobody_knows_bounds_nothing_and_says_so() -> None:
    """All unknown: not known; a gateway unknown beside a bottleneck: up to that."""
    (row,) = co.compare_corridors("A", "G", weight="distance", network=sea_crossing())
    assert row.capacity is not None
    assert (row.capacity.words, row.capacity.bottleneck) == ("not known", "")
    assert "not known" in co.compare_corridors("A", "G", weight="distance", network=sea_crossing()).summary()
    assert row.to_dict()["corridor_capacity_mt_per_year"] is None
    half = sea_crossing(links={"a--b--rail": {"capacity_mt_per_year": 4.5} | KNOWN})
    (row,) = co.compare_corridors("A", "G", weight="distance", network=half)
    assert row.capacity is not None
    assert row.capacity.words == "up to 4.5"
    assert row.capacity.unknown == ("ferry B - D", "ferry C - D")


def test_a_tonne_that_does_not_cross_the_gateways_is_none_of_the_corridors() -> None:
    """A railway beside the crossing carries more, and does not count."""
    base = micro(
        "A ==10== B ==10== D", "B ==1== D",
        links={
            "b--d--rail": {"capacity_mt_per_year": 1.0} | KNOWN,
            "b--d--rail+": {"capacity_mt_per_year": 9.0} | KNOWN,
        },
        **corridor_rows("north", [["b--d--rail"]], ["a--b--rail", "b--d--rail+"]),
    )  # fmt: skip
    (row,) = (row for row in co.compare_corridors("A", "D", max_detour=9, network=base) if row.corridor == "north")
    assert row.capacity == CorridorCapacity(1.0, (("rail B - D", 1.0),))


def project(value: float, since: str, state: str = "planned", **cells: Any) -> Row:
    usual = {"quantity": "capacity_mt_per_year", "grade": "published", "source": ("test",)}
    return blank("projects", id=f"to-{value:g}", name="Works", value=value, since=since, state=state, **usual | cells)


def test_projects_move_the_capacity_with_the_day() -> None:
    """Of links and of ports; what is only proposed never comes."""
    projects = [
        project(2.5, "2030", links=("b--d--ferry",)),
        project(0.7, "2034", places=("c",), operation="port"),
        project(99.0, "2030", state="proposed", links=("a--b--rail",)),
    ]
    found = {}
    for day in (None, 2031, 2035):
        table = co.compare_corridors(
            "A", "G", weight="distance", on=day, branches=True, network=bounded(projects=projects)
        )
        found[day] = {row.branch: row.capacity.mt_per_year for row in table if row.capacity}
    assert found[None]["b"] == 4.5
    assert found[2031] == {"b": 4.5, "b|f": 4.5, "c": 3.0}
    assert found[2035]["c"] == pytest.approx(0.7)
    assert found[2035]["b"] == pytest.approx(2.5 + 0.7)


def test_projects_move_flows_and_routes_alike() -> None:
    base = bounded(projects=[project(1.5, "2020", "done", links=("b--d--ferry",))])
    assert co.shortest_route("A", "F", network=base).capacity_mt_per_year == 1.5
    assert co.max_flow("A", "F", shipment="feu", network=base).mt_per_year == 4.5
    assert co.max_flow("A", "F", shipment="feu", avoid="c--d--ferry", network=base).mt_per_year == 1.5


def test_capacities_are_worked_out_when_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A comparison that nobody asks for them makes no flow network; a pickle keeps the answer."""
    from corridors.flows import corridor

    asked: list[str] = []
    plain = corridor._capacity
    monkeypatch.setattr(corridor, "_capacity", lambda *given: asked.append("once") or plain(*given))
    base = bounded()
    table = co.compare_corridors("A", "G", weight="distance", network=base)
    assert asked == []
    again = co.compare_corridors("A", "G", weight="distance", network=base)
    assert table[0].capacity == again[0].capacity
    assert asked == ["once"]
    assert pickle.loads(pickle.dumps(table))[0].capacity == table[0].capacity


def test_the_packaged_corridors_grow_with_their_projects() -> None:
    """Aktau-Alat by its ships; the figure of today is the vessels' own."""
    found = []
    for day in (None, 2028, 2030):
        (row,) = co.compare_corridors("Tashkent", "Poti", corridors="middle-corridor", on=day)
        assert row.capacity is not None
        found.append(row.capacity.mt_per_year)
    assert found == sorted(found)
    assert found[0] < found[-1]
    assert row.capacity.binds[0][0].startswith("ferry Aktau - Alat")


def test_no_caveat_is_hidden() -> None:
    """The highest risks and the restrictions stand below the row, in the page and in the frame."""
    risk = {"kind": "war", "grade": "published", "source": ("test",), "start": "2020"}
    risks = [
        blank("risks", id="a", name="Shells", countries=("KZ",), level="high", **risk),
        blank("risks", id="b", name="Mines", countries=("AZ",), level="high", **risk),
        blank("risks", id="c", name="Thieves", countries=("KZ",), level="low", **risk),
    ]
    event = {"kind": "restriction", "status": "in force", "grade": "published", "source": ("test",)}
    events = [blank("events", id="d", name="Storms", start="2020", modes=("ferry",), **event)]
    table = co.compare_corridors("A", "G", weight="distance", network=sea_crossing(risks=risks, events=events))
    assert table[0].caveats == "high risk: Shells; Mines (and 1 low) | restricted: Storms"
    for text in (table.summary(), table._repr_html_()):
        assert "high risk: Shells; Mines (and 1 low)" in text
        assert "restricted: Storms" in text
    assert table.to_frame()["caveats"].tolist() == [table[0].caveats]
    assert table.to_dict()["rows"][0]["caveats"] == table[0].caveats


def test_the_columns_say_class_dollars_and_emissions() -> None:
    table = co.compare_corridors("Tashkent", "Moscow")
    head = next(line for line in table.summary().splitlines() if line.startswith("  corridor "))
    assert head.split()[1:4] == ["class", "km", "days"]
    assert "USD of 2026 per FEU" in head
    assert "CO2e" in head
    heads, *lines = tables(table._repr_html_())[0]
    assert "kg CO2e" in heads
    classes = {row.corridor: line[heads.index("class")] for row, line in zip(table, lines, strict=True)}
    assert classes["northern"] == "singly"
    assert classes["lorry"] == "by lorry"
    frame = table.to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert set(frame["price_year"]) == {table.routes[0].price_year}
