"""Networks of bare edges: what is made ready and kept, what is refused just beyond a limit, and what is said of it.

::

    4 ──2.5──► 1 ──3.25──► 0 ──1.5──► 2 ◄──0.75── 3
    4 ──────────9────────► 0
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import inf, nan
from typing import Any

import numpy as np
import pytest

import corridors as co
from corridors.kernels.csr import Graph
from corridors.kernels.customisable import Customised, Frame, frame_of
from corridors.kernels.hierarchy import Hierarchy
from corridors.routing import edges as edges_module
from corridors.routing.edges import EdgeNetwork

TAILS, HEADS = (4, 1, 0, 3, 4), (1, 0, 2, 2, 0)
KM = (2.5, 3.25, 1.5, 0.75, 9.0)
USD = (7.0, 5.0, 4.0, 6.0, 3.0)


def network(**options: Any) -> EdgeNetwork:
    return co.Network.from_edges(TAILS, HEADS, {"km": KM, "usd": USD}, **options)


def test_vertices_are_as_many_as_the_highest_number_says_whichever_end_has_it() -> None:
    """And none where there are no edges; those that are on none are counted where it is said."""
    assert len(network()) == 5
    assert len(co.Network.from_edges(HEADS, TAILS, KM)) == 5
    assert len(co.Network.from_edges([], [], [])) == 0
    assert len(network(n_vertices=5)) == 5
    assert len(network(n_vertices=8)) == 8
    with pytest.raises(co.DataError, match=r"edges.tails: a vertex 4, but n_vertices=4; number them from 0"):
        network(n_vertices=4)


def test_edges_lead_one_way_unless_it_is_said() -> None:
    """Both ways, each edge keeps its number and what it weighs."""
    one_way = EdgeNetwork(TAILS, HEADS, KM)
    assert (one_way.directed, one_way.weights["distance"].tolist()) == (True, list(KM))
    with pytest.raises(co.NoRouteError, match="no route from 2 to 4: no edges join them"):
        one_way.shortest_route(2, 4)
    both_ways = network(directed=False)
    route = both_ways.shortest_route(3, 4)
    assert (route.places, route.edges.tolist(), route.total) == ((3, 2, 0, 1, 4), [3, 2, 1, 0], 8.0)
    assert both_ways.shortest_route(3, 4, weight="usd").edges.tolist() == [3, 2, 4]


def test_what_a_terminal_shows_tells_the_size_and_the_weights() -> None:
    """An edge that leads both ways is one."""
    assert repr(network()) == "<EdgeNetwork of 5 vertices and 5 directed edges: km, usd>"
    both_ways = network(directed=False, n_vertices=1234)
    assert repr(both_ways) == "<EdgeNetwork of 1,234 vertices and 5 undirected edges: km, usd>"


@pytest.mark.parametrize(
    ("n_vertices", "words"),
    [
        (10**18, "n_vertices=1,000,000,000,000,000,000: at most 2,147,483,646 can be numbered"),
        (10**18 + 1, "n_vertices=1000000000000000001: give a whole number of at least 0"),
    ],
)
def test_a_count_of_vertices_that_no_machine_holds_is_refused(n_vertices: int, words: str) -> None:
    """In words of what can be numbered, or as no count at all."""
    with pytest.raises(co.OptionError) as caught:
        network(n_vertices=n_vertices)
    assert str(caught.value) == words


def test_as_many_vertices_as_can_be_numbered_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """And not one more."""
    monkeypatch.setattr(edges_module, "_MOST_VERTICES", 8)
    assert len(network(n_vertices=8)) == 8
    with pytest.raises(co.OptionError, match="n_vertices=9: at most 8 can be numbered"):
        network(n_vertices=9)


def test_a_network_without_a_weight_is_none() -> None:
    """Each edge has at least one number."""
    with pytest.raises(co.OptionError, match="names none: give one number an edge, or several by name"):
        co.Network.from_edges([0], [1], {})


def test_only_questions_about_ways_are_answered_and_only_their_rules_are_known() -> None:
    """A rule that is None is no rule; those that are wrong are told in order."""
    assert network().answer("shortest_route", 4, 0, modes=None, avoid=None).total == 5.75
    assert network().answer("shortest_route", 4, 0, weight="usd").total == 3.0
    assert [route.total for route in network().answer("alternative_routes", 4, 0, k=1)] == [5.75]
    with pytest.raises(co.OptionError, match=r"^modes, on: a network of bare edges knows no such rule, only weight$"):
        network().answer("alternative_routes", 4, 0, on="2030-01-01", k=1, modes="rail")
    with pytest.raises(co.OptionError, match="'corridors': a network of bare edges answers shortest_route, altern"):
        network().answer("corridors")


@pytest.fixture
def framed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Graph]]:
    """Sets sizes, and gives the graphs of which it was asked what all weights share."""

    def settle(worth: int, too_large: int, *, compiled: bool = True, cuts: bool = True) -> list[Graph]:
        asked: list[Graph] = []

        def framed_of(graph: Graph) -> Frame | None:
            asked.append(graph)
            return frame_of(graph) if cuts else None

        monkeypatch.setattr(edges_module, "_WORTH_A_FRAME", worth)
        monkeypatch.setattr(edges_module, "_TOO_LARGE_TO_CONTRACT", too_large)
        monkeypatch.setattr(edges_module, "numba_available", lambda: compiled)
        monkeypatch.setattr(edges_module, "frame_of", framed_of)
        return asked

    return settle


@pytest.mark.parametrize(
    ("worth", "too_large", "more", "kind", "asked"),
    [
        (6, 6, {}, Hierarchy, 0),  # one vertex short of both sizes
        (5, 6, {}, Hierarchy, 1),
        (6, 5, {}, Hierarchy, 0),
        (5, 5, {}, Customised, 1),
        (5, 5, {"compiled": False}, Hierarchy, 0),
        (5, 5, {"cuts": False}, Hierarchy, 1),
    ],
)
def test_from_a_size_on_a_network_is_made_ready_for_other_weights_and_from_another_for_all_at_once(
    framed: Callable[..., list[Graph]], worth: int, too_large: int, more: dict[str, bool], kind: type, asked: int
) -> None:
    """Where compiled code does it and there are small cuts; whatever is made, the answers are those of before."""
    graphs = framed(worth, too_large, **more)
    made = network().prepare()
    assert (type(made._prepared["km"]), len(graphs)) == (kind, asked)
    assert made.prepared == ("km",)
    assert made.prepare() is made
    made.prepare("usd").prepare("usd")
    assert (type(made._prepared["usd"]), len(graphs)) == (kind, asked)
    assert ", ".join(made.prepared) == "km, usd"
    assert [made.shortest_route(4, 2, weight=name).total for name in ("km", "usd")] == [7.25, 7.0]


@pytest.mark.parametrize(
    ("worth", "cuts", "kind"), [(6, True, Hierarchy), (5, True, Customised), (5, False, Hierarchy)]
)
def test_a_small_network_is_contracted_again_for_other_values(
    framed: Callable[..., list[Graph]], worth: int, cuts: bool, kind: type
) -> None:
    """From the size on, it is customised where it can be; what was prepared of other weights stays."""
    framed(worth, 10**9, cuts=cuts)
    before = network().prepare("usd").prepare("km")
    other = before.reweighted([2.5, 9.0, 1.5, 0.75, 10.25], "km")
    assert type(other._prepared["km"]) is kind
    assert other._prepared["usd"] is before._prepared["usd"]
    assert (other.shortest_route(4, 2).total, before.shortest_route(4, 2).total) == (11.75, 7.25)


def test_what_was_customised_stays_so_however_small(framed: Callable[..., list[Graph]]) -> None:
    """As after a pickle, in a process that has the sizes set otherwise."""
    framed(5, 5)
    before = network().prepare()
    framed(6, 6)
    other = before.reweighted([2.5, 9.0, 1.5, 0.75, 10.25])
    assert isinstance(other._prepared["km"], Customised)
    assert other.shortest_route(4, 2).total == 11.75


def test_other_values_of_a_weight_leave_what_was_made_of_the_others() -> None:
    """A weight that was not prepared is not so with its new values; wrong values are refused as ever."""
    before = network().prepare("usd")
    usd, km = before.graph("usd"), before.graph("km")
    other = before.reweighted([1.5] * 5)
    assert (other.prepared, other.graph("usd") is usd, before.graph("km") is km) == (("usd",), True, True)
    assert other.graph("km").weights.tolist() == [1.5] * 5
    for wrong in ([1.5] * 4, [1.5] * 10):
        with pytest.raises(co.DataError, match=r"edges.km: \(\d+,\) weights for 5 edges; give one an edge"):
            before.reweighted(wrong)


def test_what_searches_go_by_is_made_once_and_anew_for_other_values() -> None:
    """Arcs by head, stretches side by side and fronts, though both networks stand beside each other."""
    before = network()
    other = before.reweighted([1.0, 2.0, 3.0, 4.0, 5.0])
    assert before.reverse is before.reverse
    assert before.graph("km") is before.graph("km")
    assert before.arcs("km").traits is before.arcs("km").traits
    assert sorted(before.arcs("km").traits.size.tolist()) == sorted(KM)
    assert sorted(other.arcs("km").traits.size.tolist()) == [1.0, 2.0, 3.0, 4.0, 5.0]
    assert sorted(before.arcs("km").traits.size.tolist()) == sorted(KM)
    assert before._fronts_of(("km", "usd")) is before._fronts_of(("km", "usd"))


def test_five_ways_are_given_unless_it_is_said() -> None:
    """Of seven edges side by side; a way may share all of another."""
    side_by_side = co.Network.from_edges([0] * 7, [1] * 7, [3.0, 1.0, 4.0, 1.5, 9.0, 2.0, 6.0])
    routes = side_by_side.alternative_routes(0, 1)
    assert [(route.total, route.edges.tolist()) for route in routes] == [
        (1.0, [1]), (1.5, [3]), (2.0, [5]), (3.0, [0]), (4.0, [2]),
    ]  # fmt: skip
    assert [route.total for route in side_by_side.alternative_routes(0, 1, max_overlap=0.999)] == [1.0]
    assert (routes.method, routes.exact) == ("shortest first", True)


@pytest.mark.parametrize("wrong", [1.001, 2, -0.001, nan, "1", True])
def test_an_overlap_is_a_share(wrong: Any) -> None:
    """Of the whole at most."""
    with pytest.raises(co.OptionError, match=r"max_overlap=.*: give a share between 0 and 1"):
        network().alternative_routes(4, 0, max_overlap=wrong)


@pytest.mark.parametrize("wrong", [0, -1, 1.5, "2", True])
def test_ways_are_asked_for_by_a_count(wrong: Any) -> None:
    """Of one at least."""
    with pytest.raises(co.OptionError, match=r"k=.*: give a whole number of 1 to 100000"):
        network().alternative_routes(4, 0, k=wrong)


@pytest.mark.parametrize("epsilon", [-0.001, nan, inf, "0.1"])
def test_what_a_front_may_miss_is_a_share(epsilon: Any) -> None:
    """Of none unless it is said, and then all ways are found."""
    with pytest.raises(co.OptionError, match=r"epsilon=.*: give a share of at least 0"):
        network().pareto_routes(4, 0, epsilon=epsilon)


def test_a_front_is_whole_unless_it_is_said() -> None:
    """Sorted by the weight named first; a share lets ways go that are hardly better."""
    found = network().pareto_routes(4, 0)
    assert [(route.weight, route.total, route.edges.tolist()) for route in found] == [
        ("km", 5.75, [0, 1]),
        ("km", 9.0, [4]),
    ]
    assert (found.method, found.exact) == ("labels", True)
    turned = network().pareto_routes(4, 0, criteria=["usd", "km"])
    assert [(route.weight, route.total) for route in turned] == [("usd", 3.0), ("usd", 12.0)]
    alike = co.Network.from_edges([0, 0], [1, 1], {"km": [10.0, 10.5], "usd": [8.4, 8.0]})
    assert len(alike.pareto_routes(0, 1)) == 2
    rough = alike.pareto_routes(0, 1, epsilon=0.25)
    assert (len(rough), rough.exact) == (1, False)


def test_three_criteria_are_different_ones() -> None:
    """Two of three being the same is told as a mistake, as is one alone."""
    three = co.Network.from_edges([0], [1], {"km": [1.0], "usd": [2.0], "h": [3.0]})
    assert len(three.pareto_routes(0, 1, criteria=["h", "km", "usd"])) == 1
    for wrong in (["km", "usd", "km"], ["usd"], []):
        with pytest.raises(co.OptionError, match="give two or more different ones of km, usd, h"):
            three.pareto_routes(0, 1, criteria=wrong)


def test_a_way_has_two_ends_whatever_is_asked() -> None:
    """Each question says so, by the names that were given."""
    named = network(labels=["p", "q", "r", "s", "t"])
    for ask, words in (
        (named.shortest_route, "origin and destination are the same, 'q': give two different ones"),
        (named.alternative_routes, "k=5 from 'q' to 'q': give k of at least 1 and two places"),
        (named.pareto_routes, "origin and destination are the same, 'q': give two different ones"),
    ):
        with pytest.raises(co.OptionError, match=f"^{words}$"):
            ask("q", "q")
        with pytest.raises(co.NoRouteError, match=r"^no route from 'r' to 'q': no edges join them$"):
            ask("r", "q")


@pytest.mark.parametrize("prepared", [False, True])
def test_a_matrix_has_a_row_an_origin_in_the_order_asked_for(prepared: bool) -> None:
    """Whatever the places come in, even what can be read once only; one with no row or no column is refused."""
    asked = network().prepare() if prepared else network()
    expected = [[5.75, inf], [inf, inf], [0.0, inf]]
    once: tuple[Any, Any] = iter([4, 2, 0]), (vertex for vertex in (0, 3))
    for origins, destinations in (([4, 2, 0], [0, 3]), once):
        matrix = asked.distance_matrix(origins, destinations)
        assert matrix.to_numpy().tolist() == expected
        assert [*matrix.index, *matrix.columns] == [4, 2, 0, 0, 3]
        assert matrix.attrs == {"weight": "km", "unit": ""}
    assert asked.distance_matrix([4], [0], weight="usd").attrs["weight"] == "usd"
    for origins, destinations in ((list[int](), [0]), ([4], list[int]())):
        with pytest.raises(co.OptionError, match="origins or destinations is empty: give at least one vertex each"):
            asked.distance_matrix(origins, destinations)
    with pytest.raises(co.OptionError, match="destinations='0': give a list of vertices"):
        asked.distance_matrix([4], "0")


def test_what_lies_just_on_the_budget_is_reached_and_what_nothing_leads_to_never() -> None:
    """Nearest first, those as near in the order of their numbers; a budget may be without end."""
    assert network().reachable(4, 5.75).to_dict() == {4: 0.0, 1: 2.5, 0: 5.75}
    assert network().reachable(4, 5.7499).to_dict() == {4: 0.0, 1: 2.5}
    assert list(network().reachable(4, inf, weight="usd").items()) == [(4, 0.0), (0, 3.0), (1, 7.0), (2, 7.0)]
    named = network(labels=list("pqrst"))
    assert (named.reachable("s", 99).to_dict(), named.reachable("s", 99).name) == ({"s": 0.0, "r": 0.75}, "km")
    wrongs: tuple[Any, ...] = (-0.001, nan, "9")
    for wrong in wrongs:
        with pytest.raises(co.OptionError, match=r"budget=.*: give a number of at least 0"):
            network().reachable(4, wrong)


@pytest.mark.parametrize("wrong", [-1, 5, 0.5, nan, inf, "0", None, True, (1,)])
def test_vertices_are_numbered_from_0(wrong: Any) -> None:
    """What is no number of one is told so, with the last that there is."""
    assert [network().vertex(place) for place in (0, 4.0, np.int64(4), Fraction(3))] == [0, 4, 4, 3]
    with pytest.raises(co.UnknownPlaceError, match=r"is no vertex: they are numbered 0 to 4$"):
        network().vertex(wrong)


def test_labels_are_one_a_vertex_and_no_two_alike() -> None:
    """Anything that can be told apart is one, and is what answers are told by; a number then is no vertex."""
    named = network(labels=["p", ("q", 1), 7, None, "t"])
    assert [named.label(v) for v in range(5)] == ["p", ("q", 1), 7, None, "t"]
    assert named.shortest_route("t", 7).places == ("t", ("q", 1), "p", 7)
    for unknown in (0, ["p"]):
        with pytest.raises(co.UnknownPlaceError, match="no vertex is labelled"):
            named.vertex(unknown)
    for labels, words in (
        ("pqrs", "labels='pqrs': give a list"),
        (list("pqrs"), "labels: 4 of them, 4 different, for 5 vertices; give one each"),
        (list("pqrsp"), "labels: 5 of them, 4 different, for 5 vertices; give one each"),
        (list("pqrstp"), "labels: 6 of them, 5 different, for 5 vertices; give one each"),
    ):
        with pytest.raises((co.DataError, co.OptionError), match=words):
            network(labels=labels)


@pytest.mark.parametrize(
    ("tails", "heads", "words"),
    [
        ([[0, 1]], [[1, 2]], r"edges: \(1, 2\) tails and \(1, 2\) heads; give one of each an edge"),
        (np.array([[0.0]]), np.array([[1.0]]), r"edges: \(1, 1\) tails and \(1, 1\) heads; give one of each an edge"),
        ([0, 1, 2], [1, 2], r"edges: \(3,\) tails and \(2,\) heads; give one of each an edge"),
        (0, 1, r"edges: \(\) tails and \(\) heads; give one of each an edge"),
        ([0, 1], [2.0, -3.0], "edges.heads: a vertex -3; number them from 0"),
        ([0.0, 2.0**53 - 1], [1, 2], "edges.tails: a vertex 9,007,199,254,740,991 for 2 edges; number vertices"),
        ([0.0, 1.25], [1, 2], "edges.tails: float64 numbers; give whole vertex numbers from 0"),
        (np.array([[0, 1]], dtype=object), [[1, 2]], r"edges: \(1, 2\) tails and \(1, 2\) heads"),
    ],
)
def test_ends_of_edges_are_two_rows_of_whole_numbers(tails: Any, heads: Any, words: str) -> None:
    """As many tails as heads; a float that is one is a whole number."""
    assert co.Network.from_edges([0.0, 2.0], [1, 0], [1.5, 2.5]).shortest_route(2, 1).total == 4.0
    with pytest.raises(co.DataError, match=words):
        co.Network.from_edges(tails, heads, [1.0, 2.0])


@pytest.mark.parametrize("count", [99, 100, 101, 250])
def test_the_first_hundred_wrong_weights_are_told(count: int) -> None:
    """Each by its edge, the first right ones left out; nothing is weighed less than nought, or by no number."""
    values = [0.0, 2.5, *[-0.5] * (count - 1), nan]
    with pytest.raises(co.DataError) as caught:
        co.Network.from_edges([0] * len(values), [1] * len(values), {"km": values})
    told = [f"edges[{edge}].km: -0.5; give a number of at least 0" for edge in range(2, count + 1)]
    last = f"edges[{count + 1}].km: nan; give a number of at least 0"
    assert list(caught.value.findings) == [*told, last][:100]


@pytest.mark.parametrize(
    "given", [["2.5", "0.25"], [Fraction(5, 2), 0.25], np.array([2.5, 0.25], dtype=np.float32), (2.5, 0.25)]
)
def test_weights_are_numbers_in_whatever_they_are_written(given: Any) -> None:
    """Text, fractions and short floats among them."""
    assert co.Network.from_edges([0, 1], [1, 2], given).shortest_route(0, 2).total == 2.75


@pytest.mark.parametrize("wrong", [[True, False], np.array([1, 2], dtype="m8[h]"), [b"1", b"2"], [1j, 2j]])
def test_what_counts_otherwise_is_no_weight(wrong: Any) -> None:
    """Truths, durations and bytes."""
    with pytest.raises(co.DataError, match="give numbers of at least 0, one an edge"):
        co.Network.from_edges([0, 1], [1, 2], wrong)
