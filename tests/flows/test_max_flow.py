"""Maximum flow against networkx, and its cut against itself."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import corridors as co
from tests.flows.instances import as_networkx, random_links
from tests.micro import blank, micro, micro_tables


def cut_capacity(result: co.MaxFlow) -> float:
    column = "capacity_mt_per_year" if result.quantity == "mt_per_year" else "capacity"
    return float((result.cut[column] * result.cut["share"]).sum())


@pytest.mark.parametrize("seed", range(25))
def test_equals_networkx_and_the_cut_equals_the_flow(seed: int) -> None:
    n = 5 + seed
    links = random_links(seed, n, 4 * n)
    result = co.max_flow(0, n - 1, links=links)
    graph = as_networkx(links)
    graph.add_nodes_from(range(n))
    expected = nx.maximum_flow_value(graph, 0, n - 1)
    assert result.value == pytest.approx(expected, abs=1e-9)
    assert cut_capacity(result) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", range(15))
def test_places_with_capacities_are_split_places(seed: int) -> None:
    n = 8
    links = random_links(seed, n, 4 * n)
    amounts = np.random.default_rng(seed).integers(1, 12, n).astype(float)
    places = pd.DataFrame({"id": range(n), "capacity": amounts})
    result = co.max_flow(0, n - 1, links=links, places=places)
    split: nx.DiGraph = nx.DiGraph()
    for start, end, capacity in as_networkx(links).edges(data="capacity"):
        split.add_edge((start, "out"), (end, "in"), capacity=capacity)
    for place, amount in enumerate(amounts):
        split.add_edge((place, "in"), (place, "out"), capacity=amount)
    expected = nx.maximum_flow_value(split, (0, "in"), (n - 1, "out"))
    assert result.value == pytest.approx(expected, abs=1e-9)
    assert cut_capacity(result) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", range(10))
def test_links_both_ways_share_their_capacity(seed: int) -> None:
    links = random_links(seed, 8, 20)
    result = co.max_flow([0, 1], [6, 7], links=links, directed=False)
    graph: nx.Graph = nx.Graph()
    for start, end, capacity in zip(links["from"], links["to"], links["capacity"], strict=True):
        before = graph.get_edge_data(start, end, {"capacity": 0.0})["capacity"]
        graph.add_edge(start, end, capacity=before + capacity)
    for end in (0, 1):
        graph.add_edge("s", end, capacity=1e6)
    for end in (6, 7):
        graph.add_edge("t", end, capacity=1e6)
    assert result.value == pytest.approx(nx.maximum_flow_value(graph, "s", "t"), abs=1e-9)
    assert cut_capacity(result) == pytest.approx(result.value, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_the_flow_is_a_flow(seed: int) -> None:
    links = random_links(seed, 8, 40).assign(id=range(40))
    links["id"] = links["id"].astype(str)
    result = co.max_flow(0, 7, links=links)
    used = links.join(result.links[["flow"]], on="id")["flow"].fillna(0.0)
    assert (used >= 0).all()
    assert (used <= links["capacity"] + 1e-9).all()
    balance = used.groupby(links["to"]).sum().sub(used.groupby(links["from"]).sum(), fill_value=0.0)
    assert balance.drop([0, 7], errors="ignore").abs().max() < 1e-9
    assert balance.get(7, 0.0) == pytest.approx(result.value, abs=1e-9)
    assert result.ends.query("role == 'origin'")["flow"].sum() == pytest.approx(result.value)


def test_a_way_without_any_capacity_is_unbounded_and_named() -> None:
    links = pd.DataFrame({"from": ["a", "b", "a"], "to": ["b", "c", "c"], "capacity": [np.inf, np.inf, 1.0]})
    result = co.max_flow("a", "c", links=links)
    assert result.value == np.inf
    assert result.unbounded == ("a", "b", "c")
    assert "Nothing bounds" in result.summary()


def test_zero_capacity_everywhere_is_an_honest_zero() -> None:
    links = random_links(1, 5, 12).assign(capacity=0.0)
    result = co.max_flow(0, 4, links=links)
    assert result.value == 0
    assert len(result.links) == 0
    assert "Nothing can flow" in result.summary()


def handled(operation: str, place: str, amount: float, **cells: object) -> dict[str, object]:
    return blank(
        "handling",
        id=f"{operation}-{place}-{len(cells)}-{cells.get('shipment')}-{cells.get('mode_from')}",
        operation=operation,
        place=place,
        capacity_mt_per_year=amount,
        capacity_grade="published",
        capacity_source=("test",),
        **cells,
    )


def port(*rows: dict[str, object]) -> dict[str, object]:
    base = micro_tables("A ==1== B")["handling"]
    return {"handling": [*base, *rows]}


WIDE = {"capacity_mt_per_year": 100.0, "capacity_grade": "published", "capacity_source": ("test",)}


def wide(*links: str) -> dict[str, dict[str, object]]:
    # sources that differ: one figure from one source would be one track
    return dict.fromkeys(links, WIDE)


def test_a_port_has_one_capacity_however_many_rows_repeat_it() -> None:
    """Two ferries, two directions, two shipments: the cranes are the same."""
    rows = [
        handled("transhipment", "b", 5.0, mode_from="rail", mode_to="ferry", shipment="feu"),
        handled("transhipment", "b", 5.0, mode_from="rail", mode_to="ferry", shipment="wagon"),
        handled("transhipment", "b", 5.0, mode_from="ferry", mode_to="rail", shipment="wagon"),
    ]
    network = micro(
        "A ==10== B ~~10~~ AZ:C",
        "B ~~20~~ AZ:D",
        links=wide("a--b--rail", "b--c--ferry", "b--d--ferry"),
        **port(*rows),
    )
    result = co.max_flow("A", ["C", "D"], network=network)
    assert result.value == pytest.approx(5.0)
    assert result.cut[["kind", "id", "countries"]].values.tolist() == [["port", "b", "UZ"]]


def test_a_gauge_change_binds() -> None:
    rows = [handled("gauge_change", "b", 2.0, gauge_from=1520, gauge_to=1435)]
    network = micro("A ==10== B --10-- C", links=wide("a--b--rail", "b--c--rail"), **port(*rows))
    assert co.max_flow("A", "C", network=network).value == pytest.approx(2.0)
    assert co.max_flow("A", "B", network=network).value == pytest.approx(100.0)


def test_a_border_binds_both_ways_together() -> None:
    rows = [handled("border", "b", 3.0, mode="rail")]
    network = micro("A ==10== KZ:B ==10== KZ:C", links=wide("a--b--rail", "b--c--rail"), **port(*rows))
    result = co.max_flow("A", "C", network=network)
    assert result.value == pytest.approx(3.0)
    assert result.cut["kind"].tolist() == ["border"]
    assert result.cut["countries"].tolist() == ["KZ-UZ"]


def test_rows_of_one_track_share_its_published_capacity() -> None:
    """Three-rail track: two rows between the same places resting on one figure."""
    cells = {"capacity_mt_per_year": 7.5, "capacity_grade": "published", "capacity_source": ("test",)}
    lines = ("A ==9== B", "A --9-- B", "B ==5== C", "B --5-- C")
    one = micro(*lines, links={"a--b--rail": cells, "a--b--rail+": cells})
    assert co.max_flow("A", "B", network=one).value == pytest.approx(7.5)
    other = micro(*lines, links={"a--b--rail": cells, "a--b--rail+": cells | {"capacity_source": ("user",)}})
    assert co.max_flow("A", "B", network=other).value == pytest.approx(15.0)


def test_restrictions_in_force_multiply_capacities() -> None:
    event = blank(
        "events",
        id="storms",
        name="Storms",
        kind="restriction",
        start="2026-01-01",
        places=("b",),
        modes=("rail",),
        capacity_factor=0.25,
        status="in force",
        grade="published",
        source=("test",),
    )
    network = micro("A ==10== B ==10== C", links=wide("a--b--rail", "b--c--rail"), events=[event])
    assert co.max_flow("A", "C", network=network).value == pytest.approx(25.0)
    lifted = co.Scenario("calm", lift=("storms",))
    assert co.max_flow("A", "C", network=network, scenario=lifted).value == pytest.approx(100.0)


def test_what_a_restriction_leaves_nothing_of_is_shut_even_where_no_capacity_is_known() -> None:
    """A half of what nobody knows is not known; nothing of it is nothing."""

    def stopped(left: float) -> co.MaxFlow:
        event = blank(
            "events", id="flood", name="Flood", kind="restriction", start="2026-01-01", links=("b--c--rail",),
            capacity_factor=left, status="in force", grade="published", source=("test",),
        )  # fmt: skip
        network = micro("A ==10== B ==10== C", links=wide("a--b--rail"), events=[event])
        return co.max_flow("A", "C", network=network)

    assert stopped(0.0).value == 0.0
    assert stopped(0.5).value == pytest.approx(100.0)


def test_a_restriction_of_a_port_binds_its_cranes() -> None:
    event = blank(
        "events", id="level", name="Low water", kind="restriction", start="2026-01-01", places=("b",),
        modes=("ferry",), capacity_factor=0.5, status="in force", grade="published", source=("test",),
    )  # fmt: skip
    rows = [handled("transhipment", "b", 8.0)]
    network = micro("A ==10== B ~~10~~ C", links=wide("a--b--rail", "b--c--ferry"), events=[event], **port(*rows))
    result = co.max_flow("A", "C", network=network)
    assert result.value == pytest.approx(4.0)
    assert result.cut["id"].tolist() == ["b"]


def test_places_that_are_ends_only_are_never_passed() -> None:
    links = pd.DataFrame({"from": ["a", "z", "a"], "to": ["z", "b", "b"], "capacity": [5.0, 5.0, 1.0]})
    places = pd.DataFrame({"id": ["z"], "through": [False]})
    assert co.max_flow("a", "b", links=links, places=places).value == pytest.approx(1.0)
    assert co.max_flow("a", "z", links=links, places=places).value == pytest.approx(5.0)
    assert co.max_flow("z", "b", links=links, places=places).value == pytest.approx(5.0)


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    co.max_flow(0, 4, links=random_links(3, 5, 20))
    assert capfd.readouterr() == ("", "")


#: Two ways from a to d, of which c's is the longer and its last link the narrower.
FORK = pd.DataFrame(
    {"id": ["ab", "bd", "ac", "cd"], "from": ["a", "b", "a", "c"], "to": ["b", "d", "c", "d"], "cost": 1.0,
     "capacity": [3.0, 9.0, 9.0, 2.0]}
)  # fmt: skip


def test_the_cut_the_ends_and_the_loads_of_a_fork() -> None:
    """By hand: three over b, two over c; ab and cd bind, and only they."""
    result = co.max_flow("a", "d", links=FORK)
    assert result.value == result.mt_per_year == pytest.approx(5.0)
    assert result.cut["id"].tolist() == ["ab", "cd"]
    assert result.cut["share"].tolist() == pytest.approx([1.0, 1.0])
    assert result.cut["utilisation"].tolist() == pytest.approx([1.0, 1.0])
    assert result.links["flow"].to_dict() == pytest.approx({"ab": 3.0, "bd": 3.0, "ac": 2.0, "cd": 2.0})
    loads = dict(zip(result.capacities["id"], result.capacities["utilisation"], strict=True))
    assert loads == pytest.approx({"ab": 1.0, "cd": 1.0, "bd": 1 / 3, "ac": 2 / 9})
    assert result.capacities["utilisation"].is_monotonic_decreasing
    assert "price" not in result.capacities
    assert "price" not in result.links
    assert result.ends.to_dict("list") == {"role": ["origin", "destination"], "place": ["a", "d"], "flow": [5.0, 5.0]}
    assert result.unbounded == ()
    assert result._title() == "Most from a to d"
    assert "At most 5.00 units from a to d" in result.summary()


def test_ends_that_send_or_get_nothing_are_no_ends() -> None:
    """And places that are both are refused, three of them named."""
    result = co.max_flow(["a", "d"], ["c"], links=FORK)
    assert result.ends[["role", "place"]].to_numpy().tolist() == [["origin", "a"], ["destination", "c"]]
    with pytest.raises(co.OptionError, match=r"origins and destinations overlap \(a, b, c\): take"):
        co.max_flow(["a", "b", "c", "d"], ["d", "c", "b", "a"], links=FORK)
    with pytest.raises(co.OptionError, match="links= has no corridors"):
        co.max_flow("a", "d", links=FORK, corridor="x")


def test_a_way_back_that_nothing_bounds_is_named_in_its_order() -> None:
    """Links both ways, run against their own sense."""
    links = pd.DataFrame({"from": ["b", "c"], "to": ["a", "b"], "capacity": [np.inf, np.inf]})
    assert co.max_flow("a", "c", links=links, directed=False).unbounded == ("a", "b", "c")
    assert co.max_flow("a", "c", links=links).value == 0.0


def test_of_flows_as_great_the_cheapest_is_told() -> None:
    """Not that of the fewest links: a to z by m and n costs 3, straight on it costs 9, and one unit can pass either."""
    links = pd.DataFrame(
        [("a", "z", 9.0, 1.0), ("a", "m", 1.0, 1.0), ("m", "n", 1.0, 1.0), ("n", "z", 1.0, 1.0), ("z", "e", 1.0, 1.0)],
        columns=["from", "to", "time", "capacity"],
    )
    found = co.max_flow("a", "e", links=links)
    assert found.value == 1.0
    carried = found.links[found.links["flow"] > 0]
    assert set(zip(carried["from"], carried["to"], strict=True)) == {("a", "m"), ("m", "n"), ("n", "z"), ("z", "e")}
