"""Networks of bare edges, as large as memory allows: the same questions, answered from arrays.

Such a network has vertices and weights and nothing else: no modes, no handling, no sources. A prepared
weight is answered from a contraction hierarchy, distance matrices from hub labels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isinf
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from corridors.errors import DataError, NoRouteError, OptionError, UnknownPlaceError
from corridors.gate.choices import items_of
from corridors.gate.flags import a_flag
from corridors.gate.names import several_names
from corridors.gate.numbers import a_count, a_number, plain_number
from corridors.gate.quoted import quoted
from corridors.gate.sizes import MOST_WAYS, figures_fit
from corridors.kernels.compile import numba_available
from corridors.kernels.csr import Floats, Graph, Ints, Reverse, arcs_by_tail, as_graph, reverse_of, tails_of
from corridors.kernels.customisable import Customised, Frame, frame_of
from corridors.kernels.dijkstra import shortest_path, tree_from
from corridors.kernels.hierarchy import Hierarchy
from corridors.routing.edge_route import EdgeRoute
from corridors.routing.edge_ways import EdgeArcs, EdgeRoutes, alternatives_of, edge_traits, front_of
from corridors.routing.fronts import fronts_of
from corridors.words.brief import brief

if TYPE_CHECKING:
    import pandas as pd

    from corridors.kernels.overlap import Traits
    from corridors.kernels.pareto import Fronts

__all__ = ["EdgeNetwork", "EdgeRoute"]

#: Arguments that a network of bare edges knows besides the weight.
_OWN = ("k", "max_overlap", "criteria", "epsilon")

_ANSWERED = ("shortest_route", "alternative_routes", "pareto_routes", "distance_matrix", "reachable")

#: Vertices from which `prepare` also makes ready for other weights: below, contracting again takes milliseconds.
_WORTH_A_FRAME = 2_000

#: Vertices from which a network is prepared for all weights at once: contracting takes more than in proportion.
_TOO_LARGE_TO_CONTRACT = 400_000

#: Vertices for each edge beyond which numbers are taken for identifiers of elsewhere, and how many may be at any rate.
_SPARSE = 100
_FEW = 1_000_000

#: What arrays of int32 can number.
_MOST_VERTICES = 2**31 - 2


class EdgeNetwork:
    """Vertices and weighted edges; made by `Network.from_edges`.

    Readers may share one network between threads: nothing changes but what is prepared.
    """

    def __init__(
        self,
        tails: ArrayLike,
        heads: ArrayLike,
        weights: ArrayLike | Mapping[str, ArrayLike],
        *,
        n_vertices: int | None = None,
        labels: Sequence[Any] | None = None,
        directed: bool = True,
    ) -> None:
        if n_vertices is not None:
            n_vertices = a_count("n_vertices", n_vertices, most=10**18, give="a whole number of at least 0")
        directed = a_flag("directed", directed)
        ends = _ends(tails, heads, n_vertices)
        count = len(ends[0])
        named = weights if isinstance(weights, Mapping) else {"distance": weights}
        if not named:
            raise OptionError("weights={} names none: give one number an edge, or several by name")
        self.weights = {str(name): _checked(str(name), values, count) for name, values in named.items()}
        self.directed = directed
        number = np.arange(count, dtype=np.int32)
        if not directed:
            ends, number = (np.concatenate(ends), np.concatenate(ends[::-1])), np.tile(number, 2)
        n = int(max(ends[0].max(initial=-1), ends[1].max(initial=-1))) + 1 if n_vertices is None else n_vertices
        self._offsets, order = arcs_by_tail(n, ends[0])
        self._heads = np.ascontiguousarray(ends[1][order], dtype=np.int32)
        self._edge_of = np.ascontiguousarray(number[order])
        self._tails = tails_of(self._offsets)
        self._labels = None if labels is None else _labels(labels)
        self._index = None if self._labels is None else _label_index(self._labels, n)
        self._graphs: dict[str, Graph] = {}
        self._reverse: Reverse | None = None
        self._prepared: dict[str, Hierarchy | Customised] = {}
        self._frame: list[Frame | None] = []  # one entry once it was tried; all weights share it
        self._traits: dict[str, tuple[Graph, Traits]] = {}
        self._fronts: dict[tuple[str, ...], Fronts] = {}

    is_bare = True

    def answer(self, method: str, *places: Any, weight: Any = None, **rules: Any) -> Any:
        """Answer a call of the package for this network; it knows no rules but the weight.

        Raises
        ------
        OptionError
            A rule was asked for that needs places, modes or dates.
        """
        meant = {name for name, rule in rules.items() if rule is not None and name not in _OWN}
        if meant:
            raise OptionError(f"{', '.join(sorted(meant))}: a network of bare edges knows no such rule, only weight")
        kept = {name: rule for name, rule in rules.items() if name in _OWN}
        if method not in _ANSWERED:
            raise OptionError(f"{quoted(method)}: a network of bare edges answers {', '.join(_ANSWERED)}")
        return getattr(self, method)(*places, **({} if weight is None else {"weight": weight}), **kept)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __repr__(self) -> str:
        kind = "directed" if self.directed else "undirected"
        count = len(next(iter(self.weights.values())))
        return brief(self, f"of {len(self):,} vertices and {count:,} {kind} edges: {', '.join(self.weights)}")

    # -- preparing ----------------------------------------------------------------------------------

    def prepare(self, weight: str | None = None) -> EdgeNetwork:
        """Build the hierarchy of a weight; later questions use it by themselves, and `reweighted` what it rests on."""
        name = self.known_weight(weight)
        if name not in self._prepared:
            graph = self.graph(name)
            frame = self._framed() if len(self) >= _WORTH_A_FRAME and numba_available() else None
            large = frame is not None and len(self) >= _TOO_LARGE_TO_CONTRACT
            self._prepared[name] = Customised(graph, frame) if large and frame is not None else Hierarchy(graph)
        return self

    def _framed(self) -> Frame | None:
        """Give what hierarchies of all weights share, made once; None where the network has no small cuts."""
        if not self._frame:
            self._frame.append(frame_of(self.graph(next(iter(self.weights)))))
        return self._frame[0]

    @property
    def prepared(self) -> tuple[str, ...]:
        """Weights that have a hierarchy."""
        return tuple(self._prepared)

    def reweighted(self, values: ArrayLike, weight: str | None = None) -> EdgeNetwork:
        """Give the same network with other values of one weight.

        Hierarchies of the other weights are kept. One of this weight is customised, in about a fiftieth of the
        time that preparing takes; or contracted again in the order found before, where the network is small or has
        no small cuts.
        """
        name = self.known_weight(weight)
        other = object.__new__(EdgeNetwork)
        other.__dict__.update(self.__dict__)
        count = len(self.weights[name])
        other.weights = self.weights | {name: _checked(name, values, count)}
        other._graphs = {key: graph for key, graph in self._graphs.items() if key != name}
        other._fronts = {names: fronts for names, fronts in self._fronts.items() if name not in names}
        other._prepared = dict(self._prepared)
        if name in self._prepared:
            before, graph = self._prepared[name], other.graph(name)
            frame = self._framed() if isinstance(before, Customised) or len(self) >= _WORTH_A_FRAME else None
            other._prepared[name] = before.reweighted(graph.weights) if frame is None else Customised(graph, frame)
        return other

    # -- asking -------------------------------------------------------------------------------------

    def shortest_route(self, origin: Any, destination: Any, *, weight: str | None = None) -> EdgeRoute:
        """Find the shortest way; the same as ``shortest_route(..., network=network)``.

        Raises
        ------
        UnknownPlaceError, NoRouteError, OptionError
        """
        name = self.known_weight(weight)
        source, target = self.vertex(origin), self.vertex(destination)
        if source == target:
            raise OptionError(f"origin and destination are the same, {origin!r}: give two different ones")
        hierarchy = self._prepared.get(name)
        if hierarchy is not None:
            total, arcs = hierarchy.path(source, target)
        else:
            total, arcs = shortest_path(self.graph(name), source, target, self._tails)
        if isinf(total):
            raise NoRouteError(f"no route from {origin!r} to {destination!r}: no edges join them")
        return EdgeRoute(self, source, self._edge_of[arcs], float(total), name)

    def alternative_routes(
        self, origin: Any, destination: Any, *, k: int = 5, max_overlap: float = 1.0, weight: str | None = None
    ) -> EdgeRoutes:
        """Find the k best ways without a vertex twice that share at most `max_overlap` of the lesser's weight.

        At 1 parallel edges are different ways. Below, edges between the same two vertices count as one; `method`
        and `exact` of the list tell how the ways were found, and whether they are the best in order.
        """
        name = self.known_weight(weight)
        source, target = self.vertex(origin), self.vertex(destination)
        k = a_count("k", k, least=1, most=MOST_WAYS)
        max_overlap = a_number("max_overlap", max_overlap, most=1, give="a share between 0 and 1")
        if source == target:
            raise OptionError(f"k={k!r} from {origin!r} to {destination!r}: give k of at least 1 and two places")
        found = alternatives_of(self, name, source, target, int(k), float(max_overlap))
        if not found:
            raise NoRouteError(f"no route from {origin!r} to {destination!r}: no edges join them")
        return found

    def pareto_routes(
        self, origin: Any, destination: Any, *, criteria: Sequence[str] | None = None, epsilon: float = 0.0
    ) -> EdgeRoutes:
        """Find every way that no other one beats in all of two or more weights, by default all that there are.

        Sorted by the first of them; with an `epsilon` above 0 fewer, of which one is worse than any other way by at
        most this share in each weight.
        """
        names = (
            list(self.weights) if criteria is None else [self.known_weight(name) for name in several_names(criteria)]
        )
        if isinstance(criteria, str) or len(set(names)) < max(2, len(names)):
            raise OptionError(f"criteria={criteria!r}: give two or more different ones of {', '.join(self.weights)}")
        source, target = self.vertex(origin), self.vertex(destination)
        if source == target:
            raise OptionError(f"origin and destination are the same, {origin!r}: give two different ones")
        epsilon = a_number("epsilon", epsilon, give="a share of at least 0")
        found = front_of(self, names, source, target, float(epsilon))
        if not found:
            raise NoRouteError(f"no route from {origin!r} to {destination!r}: no edges join them")
        return found

    def distance_matrix(
        self, origins: Sequence[Any], destinations: Sequence[Any], *, weight: str | None = None
    ) -> pd.DataFrame:
        """Weigh the shortest way between every origin and destination; infinity where there is none."""
        import pandas as pd

        from corridors.kernels.labels import distance_matrix

        name = self.known_weight(weight)
        starts, ends = _vertices("origins", origins), _vertices("destinations", destinations)
        if not starts or not ends:
            raise OptionError("origins or destinations is empty: give at least one vertex each")
        sources, targets = ([self.vertex(place) for place in places] for places in (starts, ends))
        figures_fit(
            f"a matrix of {len(sources):,} origins by {len(targets):,} destinations", len(sources) * len(targets),
            "ask for some origins at a time",
        )  # fmt: skip
        hierarchy = self._prepared.get(name)
        if hierarchy is not None:
            values = distance_matrix(hierarchy, sources, targets)
        else:
            graph = self.graph(name)
            values = np.array([tree_from(graph, source)[0][targets] for source in sources])
        frame = pd.DataFrame(values, index=starts, columns=ends)
        frame.attrs.update(weight=name, unit="")  # bare numbers have none
        return frame

    def reachable(self, origin: Any, budget: float, *, weight: str | None = None) -> pd.Series[float]:
        """Give the vertices within a budget, nearest first, with what it takes to reach them."""
        import pandas as pd

        name = self.known_weight(weight)
        budget = a_number("budget", budget, infinite=True)
        distance, _ = tree_from(self.graph(name), self.vertex(origin), budget)
        inside = np.flatnonzero((distance <= budget) & np.isfinite(distance))  # no budget reaches what nothing leads to
        inside = inside[np.argsort(distance[inside], kind="stable")]
        return pd.Series(distance[inside], index=[self.label(int(v)) for v in inside], name=name)

    # -- parts --------------------------------------------------------------------------------------

    def graph(self, weight: str) -> Graph:
        """Arrays of one weight."""
        graph = self._graphs.get(weight)
        if graph is None:
            graph = as_graph(self._offsets, self._heads, self.weights[weight][self._edge_of])
            self._graphs[weight] = graph
        return graph

    @property
    def reverse(self) -> Reverse:
        """The arcs sorted by head."""
        if self._reverse is None:
            self._reverse = reverse_of(self.graph(next(iter(self.weights))))
        return self._reverse

    def arcs(self, weight: str) -> EdgeArcs:
        """Give all that a search by one weight takes."""
        graph = self.graph(weight)
        known = self._traits.get(weight)
        if known is None or known[0] is not graph:
            known = self._traits[weight] = (graph, edge_traits(graph, self._tails))
        return EdgeArcs(graph, self.reverse, self._tails, self._edge_of, known[1])

    def _fronts_of(self, weights: tuple[str, ...]) -> Fronts:
        """Give what answers questions about fronts of some weights; it is made once."""
        known = self._fronts.get(weights)
        if known is None:
            rows = np.array([self.weights[name][self._edge_of] for name in weights])
            known = self._fronts[weights] = fronts_of(self.graph(weights[0]), rows)
        return known

    def known_weight(self, weight: str | None) -> str:
        """Name of a weight, the first one by default."""
        if weight is None:
            return next(iter(self.weights))
        if not isinstance(weight, str) or weight not in self.weights:
            raise OptionError(f"weight={quoted(weight)} is unknown here: there are {', '.join(self.weights)}")
        return weight

    def vertex(self, place: Any) -> int:
        """Number of a vertex, by label where there are labels."""
        if self._index is not None:
            try:
                return self._index[place]
            except (KeyError, TypeError):
                raise UnknownPlaceError(f"no vertex is labelled {quoted(place)}") from None
        read = plain_number(place)
        if read is not None and 0 <= read < len(self) and read == int(read):
            return int(read)
        raise UnknownPlaceError(f"{quoted(place)} is no vertex: they are numbered 0 to {len(self) - 1}")

    def label(self, vertex: int) -> Any:
        """Label of a vertex; its number where there are none."""
        return vertex if self._labels is None else self._labels[vertex]

    def labels_along(self, source: int, edges: Ints) -> tuple[Any, ...]:
        """Labels of the vertices passed over some edges."""
        passed = [source]
        ends = self._ends_of_edges()
        for edge in edges.tolist():
            a, b = int(ends[0][edge]), int(ends[1][edge])
            passed.append(b if passed[-1] == a else a)
        return tuple(self.label(vertex) for vertex in passed)

    def _ends_of_edges(self) -> tuple[Ints, Ints]:
        """Tail and head of each edge as given, worked out once."""
        known: tuple[Ints, Ints] | None = self.__dict__.get("_given_ends")
        if known is None:
            count = len(next(iter(self.weights.values())))
            first = np.full(count, -1, dtype=np.int32)
            second = np.full(count, -1, dtype=np.int32)
            first[self._edge_of] = self._tails
            second[self._edge_of] = self._heads
            known = self.__dict__["_given_ends"] = (first, second)
        return known


def _ends(tails: ArrayLike, heads: ArrayLike, n_vertices: int | None) -> tuple[Any, Any]:
    try:
        arrays = _whole_numbers("tails", tails), _whole_numbers("heads", heads)
    except ValueError as error:  # lists of different lengths
        raise DataError(
            [f"edges: tails and heads that are no rows of numbers ({error}); give one of each an edge"]
        ) from None
    if n_vertices is not None and n_vertices > _MOST_VERTICES:
        raise OptionError(f"n_vertices={n_vertices:,}: at most {_MOST_VERTICES:,} can be numbered")
    if arrays[0].shape != arrays[1].shape or arrays[0].ndim != 1:
        raise DataError([f"edges: {arrays[0].shape} tails and {arrays[1].shape} heads; give one of each an edge"])
    for name, array in zip(("tails", "heads"), arrays, strict=True):
        if len(array) and array.dtype.kind not in "iu":
            raise DataError([f"edges.{name}: {array.dtype} numbers; give whole vertex numbers from 0"])
        if len(array) and array.min() < 0:
            raise DataError([f"edges.{name}: a vertex {array.min()}; number them from 0"])
        if len(array) and n_vertices is not None and array.max() >= n_vertices:
            raise DataError([f"edges.{name}: a vertex {array.max()}, but n_vertices={n_vertices}; number them from 0"])
        if len(array) and n_vertices is None and array.max() >= max(_SPARSE * len(array), _FEW):
            raise DataError(
                [
                    f"edges.{name}: a vertex {array.max():,} for {len(array):,} edges; number vertices from 0 without "
                    "gaps (numpy.unique(..., return_inverse=True) does) and give yours as labels, or say n_vertices"
                ]
            )
    return arrays


def _whole_numbers(name: str, values: ArrayLike) -> Any:
    """Give vertex numbers as integers, which columns with a blank elsewhere hold as floats or as objects."""
    array = np.asarray(values)
    if array.dtype.kind == "O" and array.ndim == 1:
        read = [plain_number(value) for value in array]
        if any(value is None for value in read):
            raise DataError([f"edges.{name}: object numbers; give whole vertex numbers from 0"])
        array = np.array(read)
    if (
        array.dtype.kind == "f"
        and array.ndim == 1
        and np.all(np.abs(array) < 2**53)
        and np.all(array == np.floor(array))
    ):
        return array.astype(np.int64)
    return array


def _checked(name: str, values: ArrayLike, count: int) -> Floats:
    try:
        array = np.asarray(values)
        if array.dtype.kind not in "iufOU":  # durations and truth values are no weights
            raise DataError([f"edges.{name}: {array.dtype}; give numbers of at least 0, one an edge"])
        array = array.astype(np.float64) if array.dtype.kind != "U" else np.array(array.tolist(), dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise DataError([f"edges.{name}: {error}; give numbers of at least 0, one an edge"]) from None
    if array.shape != (count,):
        raise DataError([f"edges.{name}: {array.shape} weights for {count} edges; give one an edge"])
    wrong = np.flatnonzero(~(array >= 0))
    if len(wrong):
        raise DataError(
            [f"edges[{edge}].{name}: {array[edge]}; give a number of at least 0" for edge in wrong[:100].tolist()]
        )
    return array


def _vertices(name: str, given: Any) -> list[Any]:
    """Read what can be read once."""
    places = items_of(given)
    if places is None:
        raise OptionError(f"{name}={quoted(given)}: give a list of vertices")
    return places


def _labels(given: Any) -> list[Any]:
    """Read what can be read once, and keep nobody else's list."""
    labels = items_of(given, most=_MOST_VERTICES)
    if labels is None:
        raise OptionError(f"labels={quoted(given)}: give a list of names, numbers or tuples, one a vertex")
    return labels


def _label_index(labels: Sequence[Any], n: int) -> dict[Any, int]:
    try:
        index = {label: number for number, label in enumerate(labels)}
    except TypeError:  # no list, or one of lists
        raise OptionError(f"labels={quoted(labels)}: give a list of names, numbers or tuples, one a vertex") from None
    if len(labels) != n or len(index) != n:
        raise DataError([f"labels: {len(labels)} of them, {len(index)} different, for {n} vertices; give one each"])
    return index
