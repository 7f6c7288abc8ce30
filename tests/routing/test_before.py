"""What a changed network takes over: one arc weighs what it does among all, and what is blocked is as dear as it is."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.routing import before as before_module
from corridors.routing.before import (
    _beyond,
    nearest_before,
    nearest_grown,
    nearest_weight,
    nearest_weights,
    way_before,
)
from corridors.routing.planner import Planner
from corridors.routing.question import make_question, planner_of
from corridors.routing.search import Tree
from tests.micro import LORRIES, corridor_rows, micro, micro_tables, service
from tests.strategies import Question, questions


def planner(network: co.Network, **rules: Any) -> Planner:
    return planner_of(network.view, make_question(**rules))


@given(questions(most_services=2), st.data(), st.booleans(), st.booleans())
def test_one_arc_weighs_what_it_weighs_among_all(
    question: Question, data: st.DataObject, wishes: bool, loads: bool
) -> None:
    """Whatever is shut, not wanted, too small or not carried, and whether the wishes count."""
    network = question.drawing.network()
    ids = [link.id for link in network._core.links]
    shut = data.draw(st.lists(st.sampled_from(ids), max_size=2), label="shut")
    rules: dict[str, Any] = {"shipment": data.draw(st.sampled_from(["feu", "wagon"])), "weight": "time"}
    rules |= data.draw(st.sampled_from([{}, {"modes": ["rail", "ferry"]}, {"min_capacity_mt_per_year": 5.0}]))
    found = planner(network.without(*shut), **rules)
    every = nearest_weights(found, wishes=wishes, loads=loads)
    each = [nearest_weight(found, arc, wishes=wishes, loads=loads) for arc in range(found.graph.n_arcs)]
    assert each == every


@pytest.mark.parametrize("wishes", [True, False])
@pytest.mark.parametrize("corridor", [None, "silk"])
def test_each_reason_makes_a_link_dearer_and_a_wish_makes_it_infinite(*, wishes: bool, corridor: str | None) -> None:
    """By so much that fewest blocked links come first; by half as much again where a corridor must be used."""
    planned = {
        "b--c--rail": {"status": "planned", "expected": "2040"},
        "c--d--road": {"status": "planned", "expected": "2040"},
    }
    network = micro("A ==1== B ==1== C ..1.. D", links=planned, **corridor_rows("silk", [["a--b--rail"]]))
    found = planner(network, modes=["rail"], corridor=corridor)
    weights = nearest_weights(found, wishes=wishes, loads=True)
    for link, reasons, wished in ((0, 0, False), (1, 1, False), (2, 2, True)):
        for arc in found.graph.arcs_of_link[link]:
            usual = found.weighing.open[arc]
            dear = usual + reasons * 1e9 if corridor is None else usual * 1.5**reasons
            assert weights[arc] == (inf if wished and wishes else pytest.approx(dear))


def test_what_no_vessel_takes_is_infinite_where_loads_count() -> None:
    """And is not, where it is asked what else would do."""
    feeder = service("feeder", "B ~ C", carries=("container",))
    network = micro("A ==1== B ~~1~~ C", services=[feeder])
    found = planner(network, shipment="wagon")
    refused = set(found.graph.refused)
    assert refused
    with_loads, without = (nearest_weights(found, wishes=True, loads=loads) for loads in (True, False))
    assert all(with_loads[arc] == inf for arc in refused)
    assert all(without[arc] < inf for arc in refused)
    with pytest.raises(co.NoRouteError):
        co.shortest_route("A", "C", network=network, shipment="wagon")


RULES: list[dict[str, Any]] = [{}, {"via": ["B"]}, {"corridor": "silk"}, {"weight": "time", "modes": ["rail"]}]


@pytest.mark.parametrize("rules", RULES, ids=str)
def test_a_search_under_a_scenario_rests_on_the_same_search_without_it(rules: dict[str, Any]) -> None:
    """Whatever is asked, for then it takes over all trees that the scenario leaves alone."""
    network = micro("A ==1== B ==1== C", "A ..5.. C", **corridor_rows("silk", [["a--b--rail"]]))
    changed = network.apply(co.Scenario("slower", links={"b--c--rail": {"length_km": 2.0}}))
    assert planner(changed, **rules)._like is planner(network, **rules)
    assert planner(network, **rules)._like is None
    assert planner(changed, **rules, max_borders=1)._like is None


def test_a_search_for_what_only_a_scenario_brings_rests_on_none() -> None:
    """A corridor of other links, or a stop that is not there without it, is another search."""
    network = micro("A ==1== B ==1== C", "A ..5.. C")
    row = {"id": "d", "name": "D", "country": "UZ", "lat": 40.0, "lon": 60.01, "kind": "city"}
    link = {"id": "b--d--rail", "from": "b", "to": "d", "mode": "rail", "gauge_mm": 1520, "length_km": 1.0}
    changed = network.apply(co.Scenario("built", add={"places": (row,), "links": (link,)}))
    found = planner(changed, via=["D"])
    assert found._like is None
    assert [place.id for place in co.shortest_route("A", "C", via=["D"], network=changed).places] == list("abdbc")


@pytest.mark.parametrize(
    ("least", "weight", "beyond"),
    [(inf, inf, True), (inf, 1.0, True), (1.0, 1.0, False), (1.0, inf, False), (0.0, 0.0, False), (1.1, 1.0, True),
     (0.9, 1.0, False), (1.0 + 1e-12, 1.0, False), (1e-300, 0.0, True)],
)  # fmt: skip
def test_what_weighs_as_much_up_to_rounding_is_a_match(least: float, weight: float, *, beyond: bool) -> None:
    """Nothing against nothing too: a way of no weight may be tied, and then the search has to tell which it takes."""
    assert _beyond(least, weight) == beyond


# -- what was found without the changes of a scenario ---------------------------------------------------

#: Two ways from A to C, by B and by D; E lies beyond, F and G apart.
#:
#:     A ==3== B ==4== C ==7== E
#:     A ==5== D ==6== C           F ==8== G
CROSSED = ("A ==3== B ==4== C ==7== E", "A ==5== D ==6== C", "F ==8== G")


def lengths(**km: float) -> co.Scenario:
    """Links of other lengths, each by the letters of its ends."""
    return co.Scenario("changed", links={f"{ab[0]}--{ab[1]}--rail": {"length_km": long} for ab, long in km.items()})


def passed(found: Planner, arcs: list[int]) -> str:
    """Places that a way passes, by their letters."""
    graph, core = found.graph, found.core
    vertices = [graph.tails[arcs[0]], *(graph.heads[arc] for arc in arcs)] if arcs else []
    letters = [core.places[graph.yards[vertex].place].id for vertex in vertices]
    return "".join(letter for n, letter in enumerate(letters) if n == 0 or letter != letters[n - 1])


def told_before(found: Planner, origin: Any, destination: Any) -> str | None:
    way = way_before(found, origin, destination)
    return None if way is None else passed(found, way[2])


@pytest.mark.parametrize(
    ("ends", "km", "told"),
    [
        ("ac", {"ad": 50.0}, "abc"),  # longer where it does not go
        ("ac", {"ab": 3.5}, None),  # on it: still the best, but another
        ("ac", {"ab": 2.5}, None),
        ("ac", {"ce": 0.5}, "abc"),  # shorter beyond it
        ("ac", {"ad": 2.0}, "abc"),  # 2 + 6 km are no match for 3 + 4
        ("ac", {"ad": 1.0}, None),  # 1 + 6 are
        ("ac", {"ad": 0.5}, None),
        ("ac", {"ad": 4.0, "dc": 5.0}, None),  # 4 and nothing more after D - C: so much is not looked into
        ("ac", {"ad": 9.0, "dc": 1.9}, None),  # nor that the one makes up for the other
        ("ca", {"dc": 3.0}, "cba"),
        ("ca", {"dc": 2.0}, None),
        ("af", {"ad": 0.5}, ""),  # there was none, and none is shorter than none
        ("af", {"ad": 9.0}, ""),
    ],
)
def test_a_way_stays_the_best_where_no_lighter_one_can_match_it(
    ends: str, km: dict[str, float], told: str | None
) -> None:
    found = planner(micro(*CROSSED).apply(lengths(**km)))
    assert told_before(found, *ends) == told


def test_without_a_scenario_no_way_is_taken_over() -> None:
    found = planner(micro(*CROSSED))
    place = found.core.places
    assert way_before(found, "a", "c") is None
    assert nearest_before(found, place[0], place[2], wishes=True, loads=True) is None


def test_where_there_was_no_way_one_that_is_opened_is_looked_for() -> None:
    """And none where what is opened leads elsewhere."""
    planned = {f"{a}--rail": {"status": "planned", "expected": "2040"} for a in ("c--f", "c--e")}
    network = micro(*CROSSED, "C ==2== F", links=planned)
    for opened, told in (("c--f--rail", None), ("c--e--rail", "")):
        found = planner(network.apply(co.Scenario("built", open=(opened,))))
        assert told_before(found, "a", "f") == told
        assert told_before(found, "a", "c") == "abc"


def test_what_cannot_be_asked_is_left_to_the_search_to_refuse() -> None:
    """From a place to itself, or to one that there is not."""
    changed = micro(*CROSSED).apply(lengths(ad=50.0))
    for ends, error in (("aa", co.OptionError), ("az", co.UnknownPlaceError)):
        assert way_before(planner(changed), *ends) is None
        with pytest.raises(error):
            planner(changed).path(*ends)


def test_a_way_from_or_to_a_point_is_always_searched_anew() -> None:
    """The lorry that joins it may cost otherwise, and that is on no arc; in a place, it is as by its name."""
    tables = micro_tables(*CROSSED, further=LORRIES)
    for number, row in enumerate(tables["places"]):
        row["lat"], row["lon"] = 40.0, 60.0 + number / 1000
    found = planner(co.Network(tables).apply(lengths(ad=50.0)))
    far, near = (40.1, 60.0), (40.0001, 60.0)
    assert told_before(found, near, "c") == told_before(found, "a", "c") == "abc"
    assert told_before(found, "c", near) == "cba"
    assert told_before(found, far, "c") is None
    assert told_before(found, "c", far) is None


#: The only link to F is not yet built.
SHUT = {"c--f--rail": {"status": "planned", "expected": "2040"}}


def nearest(found: Planner, ends: str, *, wishes: bool = True, loads: bool = True) -> str | None:
    places = (found.core.places[found.core.place_index[end]] for end in ends)
    arcs = nearest_before(found, *places, wishes=wishes, loads=loads)
    return None if arcs is None else passed(found, arcs)


@pytest.mark.parametrize(
    ("ends", "km", "told", "by_corridor"),
    [
        ("af", {"ad": 50.0}, "abcf", "abcf"),
        ("af", {"ab": 3.5}, None, None),
        ("af", {"ab": 2.5}, None, None),
        ("af", {"cf": 3.0}, None, None),
        ("af", {"cf": 1.0}, None, None),
        ("af", {"ad": 2.5}, None, "abcf"),  # 2.5 + 6 + 2 km are no match for 3 + 4 + 2 * 1.5
        ("af", {"ad": 2.0}, None, None),  # 2 + 6 + 2 are
        ("af", {"ad": 0.5}, None, None),
        ("fa", {"dc": 3.5}, None, "fcba"),
        ("fa", {"dc": 3.0}, None, None),
        ("fa", {"ce": 1.5}, None, "fcba"),
        ("fa", {"ce": 0.5}, None, None),
        ("ah", {"ad": 0.5}, "", ""),
        ("ah", {"ad": 9.0}, "", ""),
    ],
)
def test_the_way_that_came_nearest_is_told_where_it_still_does(
    ends: str, km: dict[str, float], told: str | None, by_corridor: str | None
) -> None:
    """What is blocked is gone over, at half as much again where a corridor leads there; nothing joins H."""
    drawing = (*CROSSED, "C ==2== F", "H ==1== I")
    assert nearest(planner(micro(*drawing, links=SHUT).apply(lengths(**km))), ends) == told
    silk = micro(*drawing, links=SHUT, **corridor_rows("silk", [["c--f--rail"]]))
    assert nearest(planner(silk.apply(lengths(**km)), corridor="silk"), ends) == by_corridor


def test_what_comes_to_carry_enough_may_bring_a_way_where_none_came_near() -> None:
    """As for whoever asks for two million tonnes a year; for whoever does not there was one before."""
    small = {"capacity_mt_per_year": 1.0, "capacity_grade": "published", "capacity_source": ("test",)}
    network = micro(*CROSSED, "C ==2== F", "H ==1== I", links={"c--f--rail": small, "h--i--rail": small})
    for link, told in (("c--f--rail", None), ("h--i--rail", "")):
        scenario = co.Scenario("widened", links={link: {"capacity_mt_per_year": 3.0}})
        found = planner(network.apply(scenario), min_capacity_mt_per_year=2)
        assert nearest(found, "af") == told
    assert nearest(found, "af", wishes=False) == "abcf"
    assert nearest(found, "hi", wishes=False) is None


def test_a_link_blocked_for_another_reason_is_as_far_as_it_was() -> None:
    """The vessel does not sail yet, or it does and the water is shut: one reason each."""
    packet = service("packet", "C ~ F", status="planned")
    network = micro(*CROSSED, "C ~~2~~ F", services=[packet])
    found = planner(network.apply(co.Scenario("ice", open=("packet",), shut=("c--f--ferry",))))
    assert found.weighing.touched
    assert nearest(found, "af") == "abcf"
    assert nearest(found, "fa") == "fcba"


@pytest.mark.parametrize("ready", [False, True])
@pytest.mark.parametrize("rules", [{}, {"via": ["D"]}, {"via": ["D", "B"]}, {"corridor": "silk"}], ids=str)
@pytest.mark.parametrize("km", [{"ad": 50.0}, {"ad": 1.5}, {"ab": 3.5}, {"bc": 9.0, "dc": 1.5}, {"cf": 1.0}], ids=str)
def test_trees_made_of_those_before_are_those_of_a_search(
    monkeypatch: pytest.MonkeyPatch, rules: dict[str, Any], km: dict[str, float], *, ready: bool
) -> None:
    """With stops and a corridor layer by layer, mended or grown; and so are those of the way itself."""
    monkeypatch.setattr(before_module, "is_ready", lambda: ready)
    network = micro(*CROSSED, "C ==2== F", links=SHUT, **corridor_rows("silk", [["c--e--rail", "a--d--rail"]]))
    usual, found = planner(network, **rules), planner(network.apply(lengths(**km)), **rules)
    origin = usual.core.places[0]
    usual._nearest(origin, usual.core.places[5], wishes=True)
    trees, entered = nearest_grown(found, origin, wishes=True, loads=True)
    weights = nearest_weights(found, wishes=True, loads=True)
    assert (trees, entered) == found._trees(origin, weights, found._unlimited)
    within = found._trees(origin, list(found.weights), found._plan)
    assert ([*map(plain, found.root("a").trees)], found.root("a").entered) == ([*map(plain, within[0])], within[1])


def plain(tree: Tree) -> Tree:
    return Tree(list(tree.distance), list(tree.arc))


def test_layers_of_a_search_that_nothing_changes_are_kept_once() -> None:
    """A scenario of words alone: the trees are those that stand there."""
    network = micro(*CROSSED)
    same = network.apply(co.Scenario("same", links={"a--b--rail": {"notes": "as before"}}))
    for rules in ({"via": ["D"]}, {"via": ["B", "D"], "weight": "time"}):
        usual, found = planner(network, **rules), planner(same, **rules)
        assert found._like is usual
        trees = usual.root("a").trees
        assert len(trees) == 1 + len(rules["via"])
        assert all(one is other for one, other in zip(found.root("a").trees, trees, strict=True))


def test_trees_are_mended_where_none_is_grown_quicker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A link that no tree uses has become longer: nothing is grown again, unless compiled code does that."""
    called: list[str] = []

    def noted(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def noting(*given: Any) -> Any:
            called.append(name)
            return work(*given)

        return noting

    for name in ("repaired", "tree_of"):
        monkeypatch.setattr(before_module, name, noted(name, getattr(before_module, name)))
    network = micro(*CROSSED, "C ==2== F", links=SHUT)
    for ready, way in ((False, "repaired"), (True, "tree_of")):
        monkeypatch.setattr(before_module, "is_ready", lambda ready=ready: ready)
        for rules in ({"via": ["B"]}, {"via": ["B", "C"]}):
            usual, found = planner(network, **rules), planner(network.apply(lengths(dc=6.5)), **rules)
            origin = usual.core.places[0]
            usual._nearest(origin, usual.core.places[5], wishes=True)
            called.clear()
            nearest_grown(found, origin, wishes=True, loads=True)
            assert called == [way] * (1 + len(rules["via"]))
