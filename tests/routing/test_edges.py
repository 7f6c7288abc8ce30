"""Networks of bare edges against networkx, prepared and not."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.routing.edges import EdgeNetwork


@st.composite
def edges(draw: st.DrawFn) -> tuple[int, list[tuple[int, int, float]]]:
    """Draw up to eight vertices and twenty edges: parallel ones, loops and weights of zero included."""
    n = draw(st.integers(2, 8))
    end = st.integers(0, n - 1)
    return n, draw(st.lists(st.tuples(end, end, st.integers(0, 9).map(float)), max_size=20))


def both(n: int, given_edges: list[tuple[int, int, float]], *, directed: bool) -> tuple[EdgeNetwork, Any]:
    """Make the network, and the same in networkx."""
    tails, heads, weights = ([edge[i] for edge in given_edges] for i in range(3))
    network = co.Network.from_edges(
        np.array(tails, dtype=int), np.array(heads, dtype=int), weights, n_vertices=n, directed=directed
    )
    graph: Any = nx.MultiDiGraph() if directed else nx.MultiGraph()
    graph.add_nodes_from(range(n))
    graph.add_weighted_edges_from(given_edges)
    return network, graph


@given(edges(), st.booleans(), st.booleans())
def test_every_pair_equals_networkx(case: tuple[int, list[Any]], directed: bool, prepared: bool) -> None:
    """Length, the edges that make it up, and who cannot be reached."""
    network, graph = both(*case, directed=directed)
    if prepared:
        network.prepare()
    for source in range(case[0]):
        lengths = nx.single_source_dijkstra_path_length(graph, source)
        for target in set(range(case[0])) - {source}:
            if target not in lengths:
                with pytest.raises(co.NoRouteError):
                    co.shortest_route(source, target, network=network)
                continue
            route = co.shortest_route(source, target, network=network)
            assert route.total == pytest.approx(lengths[target])
            assert route.sum("distance") == pytest.approx(lengths[target])
            assert (route.places[0], route.places[-1]) == (source, target)
            steps = zip(route.places, route.places[1:], route.edges.tolist(), strict=False)
            assert all({a, b} == set(case[1][edge][:2]) for a, b, edge in steps)


@given(edges(), st.booleans(), st.booleans())
def test_matrix_equals_pairs(case: tuple[int, list[Any]], directed: bool, prepared: bool) -> None:
    """Many by many is the same as one by one, infinite where nothing leads."""
    network, graph = both(*case, directed=directed)
    if prepared:
        network.prepare()
    everything = list(range(case[0]))
    matrix = co.distance_matrix(everything, everything, network=network)
    lengths = dict(nx.all_pairs_dijkstra_path_length(graph))
    for a in everything:
        for b in everything:
            assert matrix.loc[a, b] == pytest.approx(lengths[a].get(b, float("inf")))


@given(edges(), st.floats(0, 12))
def test_reachable_is_what_lies_within_the_budget(case: tuple[int, list[Any]], budget: float) -> None:
    """Nearest first, the origin included at nothing."""
    network, graph = both(*case, directed=True)
    near = co.reachable(0, budget, network=network)
    lengths = nx.single_source_dijkstra_path_length(graph, 0)
    assert near.to_dict() == pytest.approx({v: d for v, d in lengths.items() if d <= budget})
    assert list(near) == sorted(near)


def test_new_weights_give_a_new_network_and_leave_the_old() -> None:
    """A prepared weight stays prepared with its new values."""
    network = co.Network.from_edges([0, 1, 0], [1, 2, 2], [1.0, 2.0, 5.0]).prepare()
    other = network.reweighted([1.0, 9.0, 5.0])
    assert other.prepared == ("distance",)
    assert co.shortest_route(0, 2, network=other).total == 5
    assert co.shortest_route(0, 2, network=network).total == 3


def test_labels_name_vertices() -> None:
    """Places are then asked for by label."""
    network = co.Network.from_edges([0, 1], [1, 2], {"hours": [1.0, 2.0]}, labels=["a", "b", "c"])
    assert co.shortest_route("a", "c", weight="hours", network=network).places == ("a", "b", "c")
    with pytest.raises(co.UnknownPlaceError, match="labelled 'd'"):
        co.shortest_route("a", "d", weight="hours", network=network)


@pytest.mark.parametrize(
    ("tails", "heads", "weights", "words"),
    [
        ([0], [1, 2], [1.0], "one of each"),
        ([0.5], [1], [1.0], "whole vertex numbers"),
        ([-1], [1], [1.0], "edges.tails: a vertex -1; number them from 0"),
        ([0], [-2], [1.0], "edges.heads: a vertex -2; number them from 0"),
        ([[0], [1, 2]], [1, 2], [1.0, 2.0], "give one of each an edge"),
        (["a"], ["b"], [1.0], "whole vertex numbers"),
        ([0], [1], ["x"], "edges.distance: could not convert string to float: 'x'; give numbers"),
        ([0], [1], [None], "at least 0"),
        ([0], [1], [{}], "give numbers of at least 0"),
        ([0, 1], [1, 2], [[1.0], [1.0, 2.0]], "give numbers of at least 0"),
        ([0], [1], [float("nan")], "at least 0"),
        ([0], [1], [-1.0], "at least 0"),
        ([0], [1], [1.0, 2.0], "give one an edge"),
    ],
)
def test_broken_arrays_are_refused(tails: Any, heads: Any, weights: Any, words: str) -> None:
    """Each with what is wrong and what would be right."""
    with pytest.raises(co.DataError, match=words):
        co.Network.from_edges(tails, heads, weights)


def test_vertex_numbers_may_stand_in_a_column_of_objects() -> None:
    """As a frame holds them that had a blank elsewhere: whole numbers in any type, and as floats."""
    for tails in ([0, np.int64(1)], [0.0, 1], [np.float64(0.0), 1.0]):
        network = co.Network.from_edges(np.array(tails, dtype=object), np.array([1.0, 2.0]), [1.0, 2.0])
        assert co.shortest_route(0, 2, network=network).places == (0, 1, 2)


@pytest.mark.parametrize(
    ("tails", "kind"),
    [
        (np.array([0, None], dtype=object), "object"),
        (np.array([0, "1"], dtype=object), "object"),
        (np.array([0, 0.5], dtype=object), "float64"),
        (np.array([0.0, float("nan")]), "float64"),
        (np.array([0.0, float("inf")]), "float64"),
        (np.array([0.0, 2.0**53]), "float64"),
        (np.array([True, False]), "bool"),
    ],
)
def test_what_is_no_whole_number_is_no_vertex(tails: Any, kind: str) -> None:
    """Told by the column, and by what it holds; a float that may be its neighbour is none either."""
    with pytest.raises(co.DataError, match=f"edges.tails: {kind} numbers; give whole vertex numbers from 0"):
        co.Network.from_edges(tails, [1, 2], [1.0, 2.0])


def test_vertices_are_as_many_as_said() -> None:
    """Told with the number that is too high, and the count given."""
    with pytest.raises(co.DataError, match=r"edges.heads: a vertex 5, but n_vertices=3; number them from 0"):
        co.Network.from_edges([0], [5], [1.0], n_vertices=3)
    for wrong in (-1, 1.5, "3", True):
        with pytest.raises(co.OptionError, match=r"n_vertices=.*: give a whole number"):
            co.Network.from_edges([0], [1], [1.0], n_vertices=wrong)  # type: ignore[arg-type]


def test_what_is_no_label_weight_or_list_is_refused() -> None:
    """In words, where Python would speak of iterables and hashes."""
    for labels in (5, [[1], [2]]):
        with pytest.raises(co.OptionError, match=r"labels=.* give a list of names"):
            co.Network.from_edges([0], [1], [1.0], labels=labels)  # type: ignore[arg-type]
    network = co.Network.from_edges([0], [1], [1.0])
    with pytest.raises(co.OptionError, match="unknown here"):
        co.shortest_route(0, 1, weight=[5], network=network)  # type: ignore[arg-type]
    with pytest.raises(co.OptionError, match="origins=0: give a list of vertices"):
        co.distance_matrix(0, [1], network=network)  # type: ignore[arg-type]


def test_budgets_and_counts_may_come_from_an_array() -> None:
    """Numbers of numpy are numbers."""
    network = co.Network.from_edges([0, 1], [1, 2], [1.0, 2.0])
    assert list(network.reachable(0, np.float32(1)).index) == [0, 1]  # type: ignore[arg-type]
    assert list(network.reachable(0, np.int64(3)).index) == [0, 1, 2]  # type: ignore[arg-type]
    assert len(network.alternative_routes(0, 2, k=np.int64(2))) == 1  # type: ignore[arg-type]


def test_rules_that_need_places_are_refused() -> None:
    """Bare edges know no modes, dates or corridors; asking for them is a mistake, not ignored."""
    network = co.Network.from_edges([0, 1], [1, 2], [1.0, 2.0])
    with pytest.raises(co.OptionError, match="knows no such rule"):
        co.shortest_route(0, 2, modes=["rail"], network=network)
    with pytest.raises(co.OptionError, match="min_capacity_mt_per_year"):
        co.shortest_route(0, 2, min_capacity_mt_per_year=1.0, network=network)
    for shipment in ("zz", "wagon", 5):
        with pytest.raises(co.OptionError, match="shipment: a network of bare edges knows no such rule"):
            co.shortest_route(0, 2, shipment=shipment, network=network)  # type: ignore[arg-type]
    assert [r.total for r in co.alternative_routes(0, 2, network=network)] == [3.0]
    with pytest.raises(co.OptionError, match="unknown here"):
        co.shortest_route(0, 2, weight="cost", network=network)


def test_alternatives_share_no_more_than_asked() -> None:
    """The third way shares its first edge with the best, which is more than half of it."""
    network = co.Network.from_edges([0, 1, 1, 0], [1, 2, 2, 2], [4.0, 1.0, 2.0, 9.0])
    everything = co.alternative_routes(0, 2, max_overlap=1.0, network=network)
    assert [route.total for route in everything] == [5.0, 6.0, 9.0]
    different = co.alternative_routes(0, 2, max_overlap=0.5, network=network)
    assert [route.total for route in different] == [5.0, 9.0]


@given(edges(), st.integers(1, 4), st.sampled_from([0.0, 0.4, 0.8]))
def test_alternatives_say_that_they_are_exact_where_few_ways_are(case: Any, k: int, overlap: float) -> None:
    """On a small network all ways are looked through, and none shares more than asked."""
    network, _ = both(*case, directed=False)
    try:
        routes = co.alternative_routes(0, 1, k=k, max_overlap=overlap, network=network)
    except co.NoRouteError:
        return
    assert (routes.method, routes.exact) == ("shortest first", True)
    weights = network.weights["distance"]
    for number, one in enumerate(routes):
        for other in routes[:number]:
            shared = weights[np.intersect1d(one.edges, other.edges)].sum()
            assert shared <= overlap * min(one.total, other.total) + 1e-12


def test_alternatives_of_a_large_grid_keep_the_overlap() -> None:
    """Where thousands of ways are hardly longer than the best, what is shared is priced, and the list says so."""
    side = 30
    at = np.arange(side * side).reshape(side, side)
    tails = np.concatenate([at[:, :-1].ravel(), at[:-1].ravel()])
    heads = np.concatenate([at[:, 1:].ravel(), at[1:].ravel()])
    length = np.random.default_rng(3).uniform(1, 2, len(tails))
    network = co.Network.from_edges(tails, heads, length, directed=False)
    routes = co.alternative_routes(0, side * side - 1, k=5, max_overlap=0.3, network=network)
    assert (routes.method, routes.exact, len(routes)) == ("priced overlap", False, 5)
    assert routes[0].total == pytest.approx(co.shortest_route(0, side * side - 1, network=network).total)
    assert [r.total for r in routes] == sorted(r.total for r in routes)
    assert routes[-1].total < 1.25 * routes[0].total
    for number, one in enumerate(routes):
        assert len(set(one.places)) == len(one.places)
        for other in routes[:number]:
            assert length[np.intersect1d(one.edges, other.edges)].sum() <= 0.3 * min(one.total, other.total)


def test_fronts_of_bare_edges() -> None:
    """By the names of weights, all of them where none are named."""
    network = co.Network.from_edges(
        [0, 1, 0, 0], [1, 2, 2, 2], {"km": [1.0, 1.0, 5.0, 6.0], "usd": [3.0, 3.0, 2.0, 2.0], "h": [1.0, 1.0, 1.0, 0.5]}
    )
    assert [r.total for r in co.pareto_routes(0, 2, criteria=("km", "usd"), network=network)] == [2.0, 5.0]
    everything = co.pareto_routes(0, 2, network=network)
    assert [(r.sum("km"), r.sum("usd"), r.sum("h")) for r in everything] == [(2, 6, 2), (5, 2, 1), (6, 2, 0.5)]
    assert everything.exact
    assert not network.pareto_routes(0, 2, epsilon=1.0).exact
    for wrong in (("km",), ("km", "km"), "km", ("km", "minutes"), ("time", "km")):
        with pytest.raises(co.OptionError, match=r"give two or more|unknown here"):
            co.pareto_routes(0, 2, criteria=wrong, network=network)
    with pytest.raises(co.NoRouteError):
        network.pareto_routes(2, 0)


def test_the_first_weight_is_the_default_of_every_call() -> None:
    """By the package as by the method; what is asked for by a name that there is not is refused."""
    network = co.Network.from_edges([0, 1, 0], [1, 2, 2], {"minutes": [1.0, 2.0, 5.0], "fare": [3.0, 3.0, 1.0]})
    assert co.shortest_route(0, 2, network=network).weight == "minutes"
    assert [route.total for route in co.alternative_routes(0, 2, network=network)] == [3.0, 5.0]
    assert co.distance_matrix([0], [2], network=network).iloc[0, 0] == 3.0
    assert co.reachable(0, 3, network=network).to_dict() == {0: 0.0, 1: 1.0, 2: 3.0}
    with pytest.raises(co.OptionError, match="there are minutes, fare"):
        co.shortest_route(0, 2, weight="distance", network=network)


def test_bands_of_vertices_are_told_by_the_first_budget_that_reaches_them() -> None:
    """Without places there are figures only."""
    network = co.Network.from_edges([0, 1, 2], [1, 2, 3], [1.0, 2.0, 9.0])
    bands = co.isochrone(0, [1, 3], network=network)
    assert bands["band"].to_dict() == {0: 1, 1: 1, 2: 3}


@pytest.mark.parametrize("prepared", [False, True])
def test_a_matrix_of_nothing_is_refused(prepared: bool) -> None:
    """As it is for places."""
    network = co.Network.from_edges([0, 1], [1, 2], [1.0, 2.0])
    if prepared:
        network.prepare()
    with pytest.raises(co.OptionError, match="at least one vertex"):
        network.distance_matrix([], [])


@pytest.mark.parametrize("vertex", [400_000_000, 5_414_342_274])
def test_identifiers_of_elsewhere_are_no_vertex_numbers(vertex: int) -> None:
    """They would ask for a vertex for every number below them."""
    with pytest.raises(co.DataError, match="number vertices from 0 without gaps"):
        co.Network.from_edges([vertex], [vertex + 1], [1.0])
    with pytest.raises(co.OptionError, match="can be numbered"):
        co.Network.from_edges([0], [1], [1.0], n_vertices=vertex * 10)


@given(edges(), st.booleans())
def test_a_prepared_network_and_its_routes_survive_a_pickle_and_a_copy(
    case: tuple[int, list[Any]], directed: bool
) -> None:
    """With the same answers, none of them prepared anew."""
    network, _ = both(*case, directed=directed)
    network.prepare()
    for other in (pickle.loads(pickle.dumps(network)), copy.deepcopy(network), copy.copy(network)):
        assert other.prepared == network.prepared
        every = range(case[0])
        assert other.distance_matrix(every, every).equals(network.distance_matrix(every, every))
        for target in range(1, case[0]):
            try:
                route = network.shortest_route(0, target)
            except co.NoRouteError:
                continue
            assert other.shortest_route(0, target).places == route.places
            assert pickle.loads(pickle.dumps(route)).to_dict() == route.to_dict()


@pytest.mark.parametrize("large", [False, True])
def test_a_prepared_network_takes_new_weights_without_contracting_again(
    monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    """Beyond a size it is customised; edges that were shut may be open then."""
    from corridors.kernels.customisable import Customised
    from corridors.routing import edges

    monkeypatch.setattr(edges, "_WORTH_A_FRAME", 0)
    monkeypatch.setattr(edges, "_TOO_LARGE_TO_CONTRACT", 0 if large else 10**9)
    rng = np.random.default_rng(3)
    n, m = 60, 150
    ends = rng.integers(0, n, (2, m))
    network = co.Network.from_edges(*ends, rng.uniform(1, 9, m), n_vertices=n, directed=False).prepare()
    for _ in range(5):
        values = rng.uniform(1, 9, m)
        network = network.reweighted(values)
        assert isinstance(network._prepared["distance"], Customised)
        fresh = co.Network.from_edges(*ends, values, n_vertices=n, directed=False)
        near = fresh.distance_matrix(range(10), range(n))
        assert network.distance_matrix(range(10), range(n)).to_numpy() == pytest.approx(near.to_numpy())
        for target in range(10, n):
            if np.isfinite(near.loc[0, target]):
                route = network.shortest_route(0, target)
                assert route.total == pytest.approx(near.loc[0, target])
                assert values[route.edges].sum() == pytest.approx(route.total)


def test_fronts_of_other_values_are_found_anew() -> None:
    """And those of weights that stay are kept; the network as it was answers as before."""
    weights = {"km": [1.0, 1.0, 5.0], "usd": [5.0, 5.0, 1.0], "h": [1.0, 1.0, 1.0]}
    network = co.Network.from_edges([0, 1, 0], [1, 2, 2], weights)

    def totals(of: Any, *criteria: str) -> list[float]:
        return [route.total for route in co.pareto_routes(0, 2, criteria=criteria, network=of)]

    assert totals(network, "km", "usd") == [2.0, 5.0]
    assert totals(network, "km", "h") == [2.0, 5.0]
    other = network.reweighted([1.0, 1.0, 0.5], "km")
    assert totals(other, "km", "usd") == [0.5]
    assert totals(other, "km", "h") == [0.5]
    assert totals(network, "km", "usd") == [2.0, 5.0]


def test_a_million_vertices_may_be_numbered_by_one_edge_and_a_hundred_by_each_of_many() -> None:
    """Beyond, numbers are taken for identifiers of elsewhere, unless it is said how many there are."""
    assert len(co.Network.from_edges([0], [999_999], [1.0])) == 1_000_000
    with pytest.raises(co.DataError, match=r"edges.heads: a vertex 1,000,000 for 1 edges"):
        co.Network.from_edges([0], [1_000_000], [1.0])
    assert len(co.Network.from_edges([0], [1_000_000], [1.0], n_vertices=1_000_001)) == 1_000_001
    many, last = np.zeros(10_001, dtype=np.int64), np.arange(10_001) == 7
    assert len(co.Network.from_edges(many, 1_000_099 * last, many + 1.0)) == 1_000_100
    with pytest.raises(co.DataError, match=r"edges.heads: a vertex 1,000,100 for 10,001 edges"):
        co.Network.from_edges(many, 1_000_100 * last, many + 1.0)
    with pytest.raises(co.OptionError, match="at most 2,147,483,646 can be numbered"):
        co.Network.from_edges([0], [1], [1.0], n_vertices=2**31 - 1)
