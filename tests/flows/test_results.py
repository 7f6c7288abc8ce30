"""Tables and words of results."""

from __future__ import annotations

import pandas as pd
import pytest

import corridors as co
from corridors.flows.known import _part
from corridors.flows.result import _told_apart
from corridors.flows.tables import bindings
from corridors.flows.words import flows_summary
from tests.flows.instances import sioux_falls

#: The weekly feeder carries 120 TEU: 52 sailings each way at 12 t.
FEEDER = co.Scenario("feeder", links={"turkmenbashi--alat--ferry-container": {"capacity_mt_per_year": 0.15}})

#: Over the Caspian or not at all.
ELSEWHERE = ["RU", "IR", "PK", "malacca"]


@pytest.fixture(scope="module")
def flows() -> co.Flows:
    return co.assign("demand_wb2030", method="system_optimum", avoid=ELSEWHERE, scenario=FEEDER)


def test_the_packaged_demand_is_read_by_name(flows: co.Flows) -> None:
    assert flows.demand == pytest.approx(11.0)
    assert flows.served + flows.unserved == pytest.approx(11.0)
    assert flows.unserved > 0
    assert set(flows.pairs["shipment"]) == {"feu", "wagon"}


def test_no_capacity_is_exceeded_and_full_ones_have_the_prices(flows: co.Flows) -> None:
    table = flows.capacities
    assert (table["utilisation"] <= 1 + 1e-9).all()
    assert (table.loc[table["price"] > 1e-6, "utilisation"] > 1 - 1e-6).all()
    assert "KZ-AZ" in flows.bottlenecks["countries"].tolist()


def test_nothing_runs_through_what_is_avoided(flows: co.Flows) -> None:
    network = co.load_network()
    countries = {network.place(place).country for places in flows.routes["places"] for place in places}
    assert not countries & {"RU", "IR", "PK"}


def test_corridors_and_routes_agree(flows: co.Flows) -> None:
    routes, corridors = flows.routes, flows.corridors
    middle = routes[routes["corridors"].str.contains("middle-corridor")]["mt_per_year"].sum()
    assert corridors.loc["middle-corridor", "mt_per_year"] == pytest.approx(middle)
    none = routes[routes["corridors"] == ""]["mt_per_year"].sum()
    assert corridors.loc["(none)", "mt_per_year"] == pytest.approx(none)


def test_a_route_costs_what_shortest_route_says() -> None:
    demand = pd.DataFrame({"origin": ["Tashkent"], "destination": ["Poti"], "mt_per_year": [1.0]})
    for shipment in ("feu", "wagon"):
        route = co.shortest_route("Tashkent", "Poti", weight="cost", shipment=shipment, service="block_train")
        found = co.assign(demand, shipment=shipment).routes.iloc[0]
        assert found["usd_per_t"] == pytest.approx(route.cost_usd_per_t)
        assert found["length_km"] == pytest.approx(route.length_km)
        assert found["places"] == tuple(place.id for place in route.places)


def test_every_table_by_name(flows: co.Flows) -> None:
    for name in ("links", "capacities", "bottlenecks", "pairs", "routes", "corridors", "history"):
        assert isinstance(flows.to_frame(name), pd.DataFrame)
    with pytest.raises(co.OptionError, match="no table"):
        flows.to_frame("maps")
    best = co.max_flow("Tashkent", "Poti")
    for name in ("links", "capacities", "cut", "ends"):
        assert isinstance(best.to_frame(name), pd.DataFrame)
    with pytest.raises(co.OptionError, match="no table"):
        best.to_frame("maps")


def test_words(flows: co.Flows) -> None:
    text = flows.summary()
    assert text == str(flows)
    assert "unserved counts as" in text
    assert "<table>" in flows._repr_html_()
    assert "11.000" in repr(flows)
    best = co.max_flow("UZ", "Black Sea")
    assert "bounded by the minimum cut" in best.summary() == str(best)
    assert "<table>" in best._repr_html_()
    assert "UZ - Black Sea" in repr(best)


def test_names_stay_as_the_user_wrote_them() -> None:
    flows = co.assign(sioux_falls("trips"), links=sioux_falls("links"))
    assert flows.links["from"].dtype.kind == "i"
    assert set(flows.pairs["origin"]) == set(range(1, 25))


def test_tonnes_are_converted_where_capacities_are_in_mt() -> None:
    links = pd.DataFrame({"from": ["a"], "to": ["b"], "cost_usd_per_t": [2.0], "capacity_mt_per_year": [1.0]})
    demand = pd.DataFrame({"origin": ["a"], "destination": ["b"], "tonnes": [1_500_000]})
    flows = co.assign(demand, links=links, method="system_optimum")
    assert flows.quantity == "mt_per_year"
    assert (flows.served, flows.unserved) == (pytest.approx(1.0), pytest.approx(0.5))


def test_column_names_of_tntp_and_gmns() -> None:
    demand = pd.DataFrame({"origin": [1], "destination": [2], "volume": [1.0]})
    for start, end in (("init_node", "term_node"), ("from_node_id", "to_node_id")):
        links = pd.DataFrame({start: [1], end: [2], "length": [3.0], "capacity": [1.0]})
        assert co.assign(demand, links=links).cost == pytest.approx(3.0)


def test_weights_are_hours_or_dollars_a_tonne() -> None:
    demand = pd.DataFrame({"origin": ["Tashkent"], "destination": ["Poti"], "mt_per_year": [2.0]})
    for weight, figure in (("time", "time_h"), ("distance", "length_km"), ("cost", "cost_usd_per_t")):
        # by distance, a route would count handling as the kilometres that it costs; flows do not
        pure = "length_km" if weight == "distance" else weight
        route = co.shortest_route("Tashkent", "Poti", weight=pure, service="block_train")
        assert co.assign(demand, weight=weight).cost == pytest.approx(2 * getattr(route, figure))


def test_planned_links_count_from_their_year() -> None:
    today, later = (co.max_flow("KG", "UZ", modes=["rail"], on=on) for on in (None, 2035))
    assert later.value > today.value


def test_prices_of_capacities_are_the_worth_of_one_more_tonne(flows: co.Flows) -> None:
    """The price of a ferry, checked by giving it a little more."""
    ferry = "kuryk--alat--ferry"
    price = flows.links.loc[ferry, "price"]
    before = flows.links.loc[ferry, "capacity_mt_per_year"]
    more = FEEDER + co.Scenario("more", links={ferry: {"capacity_mt_per_year": before + 0.01}})
    cost = flows.unserved_cost
    assert cost is not None
    options = {"method": "system_optimum", "avoid": ELSEWHERE, "unserved_cost": cost}
    after = co.assign("demand_wb2030", scenario=more, **options)
    saved = (flows.cost + cost * flows.unserved) - (after.cost + cost * after.unserved)
    assert saved / 0.01 == pytest.approx(price, rel=1e-3)


def test_shares_of_more_than_all_say_why(flows: co.Flows) -> None:
    """A route may use several corridors."""
    used = flows.corridors[flows.corridors["mt_per_year"] > 0]
    whole = 100 * used["share"].sum()
    assert (f"add up to {whole:.0f} %" in flows.summary()) == (whole > 100.5)
    assert (f"add up to {whole:.0f} %" in flows._repr_html_()) == (whole > 100.5)
    twice = flows._facts()._replace(corridors=[("one", 5.0, 0.8), ("two", 4.0, 0.6)])
    assert "a route may use several, so that they add up to 140 %" in flows_summary(twice)
    assert "add up" not in flows_summary(twice._replace(corridors=[("one", 5.0, 0.8), ("two", 1.0, 0.2)]))


def test_two_capacities_of_one_name_are_told_apart(flows: co.Flows) -> None:
    table = flows.capacities.head(3).assign(label="rail A - B", id=["one", "two", "three"])
    named = [row.label for row in bindings(flows._network, table, "price")]
    assert named == ["rail A - B [one]", "rail A - B [two]", "rail A - B [three]"]
    alone = [row.label for row in bindings(flows._network, table.head(1), "price")]
    assert alone == ["rail A - B"]


def test_a_pair_unserved_by_two_shipments_names_them(flows: co.Flows) -> None:
    missing = flows._facts().missing
    assert len({(start, end) for start, end, _ in missing}) == len(missing) > 0


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ({"origin": ["a", "a"], "destination": ["b", "c"]}, ["b", "c"]),
        ({"origin": ["a", "a"], "destination": ["b", "b"]}, ["b", "b"]),
        ({"origin": ["a", "d"], "destination": ["b", "b"], "shipment": ["feu", "wagon"]}, ["b", "b"]),
        ({"origin": ["a", "a"], "destination": ["b", "b"], "shipment": ["feu", "wagon"]}, ["b, feu", "b, wagon"]),
    ],
)
def test_a_shipment_is_told_where_a_pair_stands_twice(pairs: dict[str, list[str]], told: list[str]) -> None:
    """And nowhere else."""
    assert _told_apart(pd.DataFrame(pairs)) == told


@pytest.mark.parametrize("blank", [None, "", " ", float("nan")])
def test_a_blank_place_is_told_as_such(blank: object) -> None:
    """Rather than as a name that is not known."""
    demand = pd.DataFrame({"origin": ["Tashkent", blank], "destination": ["Poti", "Poti"], "mt_per_year": [1.0, 1.0]})
    with pytest.raises(co.DataError, match=r"demand\[1\]\.origin: blank; name a place"):
        co.assign(demand)


def test_the_gap_of_all_lots_is_what_could_be_gained_of_their_weight() -> None:
    """In any unit; of nothing there is none."""
    for unit in (1e-9, 1.0, 1e9):
        assert _part([(6.0 * unit, 1.0 * unit), (2.0 * unit, 1.0 * unit)]) == pytest.approx(0.25)
    assert _part([(0.0, 0.0)]) == _part([]) == 0.0
