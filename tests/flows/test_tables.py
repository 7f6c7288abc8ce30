"""Tables of flows on small frames, worked out by hand: each column means what its name says."""

from __future__ import annotations

from math import inf, nan

import pandas as pd
import pytest

import corridors as co

#: Two ways from a to c, over b (3) and at once (5); the first takes 4 at most, and runs back too.
LINKS = pd.DataFrame(
    {
        "id": ["ab", "bc", "ac"],
        "from": ["a", "b", "a"],
        "to": ["b", "c", "c"],
        "cost": [1.0, 2.0, 5.0],
        "length": [10.0, 20.0, 50.0],
        "capacity": [4.0, inf, 100.0],
        "mode": ["rail", "road", "rail"],
        "direction": ["both", "both", "forward"],
    }
)

DEMAND = pd.DataFrame({"origin": ["a", "c", "b"], "destination": ["c", "a", "c"], "demand": [6.0, 1.0, 2.0]})


@pytest.fixture(scope="module")
def flows() -> co.Flows:
    """The optimum: of ab's 4 units a to c takes 3 and c to a 1; the other 3 go at once."""
    return co.assign(DEMAND, links=LINKS, method="system_optimum")


def test_links_have_their_flow_each_way_and_in_all(flows: co.Flows) -> None:
    """Forward is from `from` to `to`; the load is of both; most flow first."""
    table = flows.links
    assert table.index.tolist() == ["bc", "ab", "ac"]
    assert table["flow"].tolist() == pytest.approx([6.0, 4.0, 3.0])
    assert table["forward"].tolist() == pytest.approx([5.0, 3.0, 3.0])
    assert table["backward"].tolist() == pytest.approx([1.0, 1.0, 0.0])
    assert table["capacity"].tolist() == [inf, 4.0, 100.0]
    assert table["utilisation"].tolist() == pytest.approx([0.0, 1.0, 0.03])
    assert table["weight"].tolist() == [2.0, 1.0, 5.0]
    assert table["price"].tolist() == pytest.approx([0.0, 2.0, 0.0])
    assert table["from"].tolist() == ["b", "a", "a"]
    assert table["to"].tolist() == ["c", "b", "c"]
    assert table["mode"].tolist() == ["road", "rail", "rail"]


def test_capacities_are_those_that_bound_and_are_used(flows: co.Flows) -> None:
    """The fullest first; what nothing bounds is no capacity, and of the full ones nothing is left."""
    table = flows.capacities
    assert table["id"].tolist() == ["ab", "ac"]
    assert table["kind"].tolist() == ["link", "link"]
    assert table["flow"].tolist() == pytest.approx([4.0, 3.0])
    assert table["utilisation"].tolist() == pytest.approx([1.0, 0.03])
    assert table["price"].tolist() == pytest.approx([2.0, 0.0])
    assert flows.bottlenecks["id"].tolist() == ["ab"]


def test_pairs_have_what_moves_at_what_mean_weight(flows: co.Flows) -> None:
    """Of a's six, three at 3 and three at 5; the price is that of one more unit."""
    table = flows.pairs
    assert table[["origin", "destination"]].to_numpy().tolist() == [["a", "c"], ["c", "a"], ["b", "c"]]
    assert table["demand"].tolist() == [6.0, 1.0, 2.0]
    assert table["served"].tolist() == pytest.approx([6.0, 1.0, 2.0])
    assert table["unserved"].tolist() == pytest.approx([0.0, 0.0, 0.0])
    assert table["weight"].tolist() == pytest.approx([4.0, 3.0, 2.0])
    assert table["routes"].tolist() == [2, 1, 1]
    assert table["price"].tolist() == pytest.approx([5.0, 5.0, 2.0])
    assert "shipment" not in table
    assert flows.cost == pytest.approx(3 * 3 + 3 * 5 + 1 * 3 + 2 * 2)


def test_routes_tell_their_way_their_length_and_their_share(flows: co.Flows) -> None:
    """By pair, most flow first; the same mode on and on is said once."""
    table = flows.routes
    ways = {("a", ("ab", "bc")): ("a", "b", "c"), ("a", ("ac",)): ("a", "c")}
    ways |= {("c", ("bc", "ab")): ("c", "b", "a"), ("b", ("bc",)): ("b", "c")}
    found = dict(zip(zip(table["origin"], table["links"], strict=True), table["places"], strict=True))
    assert found == ways
    rows = {row["links"]: row for row in table.to_dict("records")}
    assert rows["ab", "bc"]["modes"] == "rail-road"
    assert rows["bc", "ab"]["modes"] == "road-rail"
    assert rows["ab", "bc"]["length_km"] == 30.0
    assert rows["ab", "bc"]["weight"] == pytest.approx(3.0)
    assert rows["ac",]["share"] == pytest.approx(0.5)
    assert rows["bc", "ab"]["share"] == pytest.approx(1.0)
    assert "usd_per_t" not in table
    chain = LINKS.assign(mode="rail", direction="both", capacity=inf)
    assert co.assign(DEMAND, links=chain).routes["modes"].unique().tolist() == ["rail"]


def test_whose_flow_passes_links(flows: co.Flows) -> None:
    """Over all of them or over any; with its share of the pair's demand, most first."""
    over = flows.select_links("ab")
    assert over["flow"].tolist() == pytest.approx([3.0, 1.0])
    assert over["share"].tolist() == pytest.approx([0.5, 1.0])
    assert over["origin"].tolist() == ["a", "c"]
    assert flows.select_links("bc")["flow"].tolist() == pytest.approx([3.0, 2.0, 1.0])
    assert flows.select_links("bc").index.tolist() == [0, 1, 2]
    both = flows.select_links(["ab", "ac"])
    assert len(both) == 0
    either = flows.select_links(["ab", "ac"], through="any")
    assert either["flow"].tolist() == pytest.approx([6.0, 1.0])
    assert flows.select_links(["ab", "bc"])["flow"].tolist() == pytest.approx([3.0, 1.0])
    for bad in ({"links": []}, {"links": "xy"}, {"links": "ab", "through": "some"}):
        with pytest.raises(co.OptionError):
            flows.select_links(**bad)  # type: ignore[arg-type]


def test_without_corridors_all_flow_is_of_none(flows: co.Flows) -> None:
    """Plain frames have none."""
    assert flows.corridors["flow"].to_dict() == {"(none)": pytest.approx(9.0)}
    assert flows.corridors["share"].tolist() == pytest.approx([1.0])


def test_what_does_not_move_has_no_weight_and_no_route() -> None:
    """A pair without a way is unserved whole, its mean weight unknown; nothing that flows is a use of nothing."""
    demand = pd.DataFrame({"origin": ["c", "a"], "destination": ["b", "b"], "demand": [2.0, 1.5]})
    links = LINKS.assign(direction="forward")
    flows = co.assign(demand, links=links)
    table = flows.pairs
    assert table["served"].tolist() == [0.0, 1.5]
    assert table["unserved"].tolist() == [2.0, 0.0]
    assert table["routes"].tolist() == [0, 1]
    assert table["weight"].tolist() == [pytest.approx(nan, nan_ok=True), 1.0]
    assert (flows.served, flows.unserved, flows.demand) == (1.5, 2.0, 3.5)
    assert flows.links.index.tolist() == ["ab"]
    assert flows.capacities["id"].tolist() == ["ab"]
    nothing = co.assign(demand.head(1), links=links)
    assert nothing.corridors["share"].tolist() == [0.0]
    assert len(nothing.routes) == len(nothing.links) == len(nothing.capacities) == 0


def test_kinds_of_shipment_are_told_apart() -> None:
    """Each by its own weight, in a column that is there only for them."""
    weight = {"car": {"cost": 1.0}, "lorry": {"cost": 2.0}}
    demand = pd.DataFrame(
        {"origin": ["a", "a"], "destination": ["c", "c"], "demand": [1.0, 2.0], "shipment": ["car", "lorry"]}
    )
    flows = co.assign(demand, links=LINKS, weight=weight)
    assert flows.pairs["shipment"].tolist() == ["car", "lorry"]
    assert flows.pairs["weight"].tolist() == pytest.approx([3.0, 6.0])
    assert flows.routes["shipment"].tolist() == ["car", "lorry"]
    assert flows.select_links("ab")["shipment"].tolist() == ["lorry", "car"]
    assert flows.cost == pytest.approx(1 * 3 + 2 * 6)
    assert flows.links.loc["ab", "weight"] == pytest.approx(1.5)
