"""The packaged network as a network: gauges, borders, components and dates, each for a reason."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx
import pytest

import corridors as co
from corridors.charges.model import SHIPMENTS, Link
from corridors.routing.graphs import graph_of
from corridors.tables.audit import length_shares
from corridors.tables.dates import first_day
from corridors.validation.comparison import RAN


@pytest.fixture(scope="module")
def network() -> co.Network:
    """The packaged network at the end of 2026."""
    return co.load_network(on=2026)


def links(network: co.Network, *modes: str) -> list[Link]:
    return [link for link in network._core.links if not modes or link.mode in modes]


def test_the_network_of_2026_is_one_component(network: co.Network) -> None:
    """From any place in use one gets to any other: an island would be a hole in the data, not in the world."""
    graph = nx.Graph()
    for link in links(network):
        if link.id not in network.closures:
            graph.add_edge(link.start, link.end)
    parts = sorted(nx.connected_components(graph), key=len)
    names = [[network._core.places[i].id for i in part] for part in parts[:-1]]
    assert names == []


#: What gauge a country's railways have; border stations also know their neighbour's.
GAUGES = {
    "UZ": {1520}, "KZ": {1520, 1435}, "TM": {1520, 1435}, "KG": {1520, 1435}, "TJ": {1520}, "RU": {1520},
    "BY": {1520, 1435},
    "LV": {1520}, "LT": {1520, 1435}, "EE": {1520}, "AZ": {1520, 1435}, "GE": {1520, 1435}, "AM": {1520, 1435},
    "UA": {1520, 1435},
    "CN": {1435, 1520}, "IR": {1435, 1520, 1676}, "TR": {1435, 1520}, "AF": {1520, 1435, 1676},
    "PK": {1676, 1520}, "IN": {1676},
    "PL": {1435, 1520},
    "DE": {1435}, "NL": {1435}, "BE": {1435}, "AT": {1435}, "HU": {1435, 1520}, "SK": {1435},
    "CZ": {1435},
    "RS": {1435}, "RO": {1435}, "BG": {1435}, "GR": {1435}, "IT": {1435}, "HR": {1435}, "SI": {1435},
}  # fmt: skip


def test_gauges_are_those_of_the_country(network: co.Network) -> None:
    """A 1435 mm line in the middle of Uzbekistan would route trains where none can run."""
    for link in links(network, "rail"):
        for end in (link.start, link.end):
            assert link.gauge_mm in GAUGES[network._core.places[end].country], link.id


def test_foreign_gauges_stay_at_the_border(network: co.Network) -> None:
    """In countries of one gauge, another one is found only on links that touch a border or a planned line."""
    own = {"KZ": 1520, "TM": 1520, "BY": 1520, "AZ": 1520, "AM": 1520, "CN": 1435, "PL": 1435}
    for link in links(network, "rail"):
        ends = [network._core.places[i] for i in (link.start, link.end)]
        for place in ends:
            if place.country in own and link.gauge_mm != own[place.country]:
                abroad = len({p.country for p in ends}) == 2
                assert abroad or link.row["status"] != "operating" or place.kind == "border", link.id


def test_gauge_breaks_are_where_two_gauges_meet(network: co.Network) -> None:
    """Each such place has a handling row for its change, so no train passes it at the default's mercy unseen."""
    gauges = defaultdict(set)
    for link in links(network, "rail"):
        for end in (link.start, link.end):
            gauges[end].add(link.gauge_mm)
    breaks = {network._core.places[i].id for i, found in gauges.items() if len(found) > 1}
    assert {"dostyk", "altynkol", "akhalkalaki", "malaszewicze"} <= breaks | {"brest", "alashankou", "khorgos-cn"}
    core = network._core
    for index, found in gauges.items():
        for before in found:
            for after in found - {before}:
                handling = core.handling.find(
                    "gauge_change",
                    place=core.places[index].id,
                    country=core.places[index].country,
                    mode="rail",
                    gauge_from=before,
                    gauge_to=after,
                    shipment="feu",
                )
                assert handling.time is not None, (core.places[index].id, before, after)
                assert handling.cost is not None, (core.places[index].id, before, after)


#: Operations that rightly have no row of handling: (kind, mode of its link, figure), and why.
WITHOUT_A_ROW = {
    ("border", "ferry", "time"): "control is part of the handling of the ports on both shores",
    ("border", "ferry", "cost"): "control is part of the handling of the ports on both shores",
    ("vessel_wait", "", "cost"): "who waits pays storage, and that is in the price of the port's handling",
    ("hand_in", "", "cost"): "what stands at a terminal before departure pays in the price of its handling",
    ("departure_wait", "", "cost"): "as for handing in",
    ("regrouping", "", "cost"): "as for handing in",
    ("collection", "", "cost"): "storage after arrival is free for the days that are usual",
    ("broken_haul", "", "time"): "a lorry's call and a second filing are prices; the lift has hours of its own",
}


def test_no_operation_is_free_for_want_of_a_row(network: co.Network) -> None:
    """Without a row an operation takes nothing and has no grade: that would be a silent hole, not a free border."""
    core, found = network._core, set()
    for shipment in SHIPMENTS:
        graph = graph_of(core, shipment)
        for arc, charges in enumerate(graph.charges):
            mode = core.links[graph.link_of[arc]].mode if graph.link_of[arc] >= 0 else ""
            for charge in charges:
                if charge.kind in ("haul", "entry"):  # a haul has rates, an entry is made only where it has a rate
                    continue
                for figure, grade in (("time", charge.time_grade), ("cost", charge.cost_grade)):
                    if grade is None:
                        found.add((charge.kind, mode, figure))
                        assert (charge.kind, mode, figure) in WITHOUT_A_ROW, (shipment, charge.label, figure)
    assert found == set(WITHOUT_A_ROW), "an exception that is none any more should go"


def test_every_figure_of_the_packaged_network_names_its_sources(network: co.Network) -> None:
    """Kilometres, hours, dollars, CO2 and capacity, each with a grade and at least one source of its own."""
    for charges in graph_of(network._core, "feu").charges:
        for charge in charges:
            for grade, sources in (
                (charge.length_grade, charge.length_sources),
                (charge.time_grade, charge.time_sources),
                (charge.cost_grade, charge.cost_sources),
                (charge.emission_grade, charge.emission_sources),
                (charge.capacity_grade, charge.capacity_sources),
            ):
                assert (grade is None) == (not sources), charge


def test_opening_dates_agree_with_status(network: co.Network) -> None:
    """What operates has opened and expects nothing; what is planned or being built has not opened."""
    for link in links(network):
        row = link.row
        if row["status"] == "operating":
            assert row["opened"] is None or first_day(row["opened"]) <= network.reference_date, link.id
            assert row["expected"] is None, link.id
        if row["status"] in ("planned", "construction"):
            assert row["opened"] is None, link.id
            assert first_day(row["expected"]) >= network.reference_date[:4], link.id


def test_ferries_join_ports_and_lanes_leave_from_ports_or_straits(network: co.Network) -> None:
    """Ships do not call at railway junctions."""
    for link in links(network, "ferry", "sea"):
        for end in (link.start, link.end):
            assert network._core.places[end].kind in ("port", "strait", "city", "terminal", "station"), link.id


def test_no_rail_or_road_crosses_the_caspian(network: co.Network) -> None:
    """The only links between its eastern and western shores are ferries and the way round."""
    east = {"KZ", "TM"}
    for link in links(network, "rail", "road"):
        ends = {network._core.places[link.start].country, network._core.places[link.end].country}
        assert not ("AZ" in ends and ends & east), link.id


def test_lengths_by_the_tariff_guide_are_within_a_percent() -> None:
    """Every distance of Tariff Guide No. 4 that the model was given is what the model answers."""
    rows = [row for row in co.validate(quantity="distance_km") if row.published["source"] == ("tr4",)]
    assert len(rows) > 50
    assert [row.published["id"] for row in rows if abs(row.deviation or 0) > 0.01] == []


def test_published_distances_are_met() -> None:
    """Median under 2 %, nine in ten within 6 %, of figures that are not the tariff guide's."""
    rows = [row for row in co.validate(quantity="distance_km") if row.published["source"] != ("tr4",)]
    sizes = sorted(abs(row.deviation) for row in rows if row.deviation is not None)
    assert len(sizes) == len(rows)
    assert sizes[len(sizes) // 2] < 0.02
    assert sizes[int(0.9 * len(sizes))] < 0.06


def test_rail_lengths_rest_on_printed_figures(network: co.Network) -> None:
    """Printed, between two kilometre posts or summed: 85 % of the corridors; with differences 70 % of all rail."""
    corridors, everything = length_shares(network._core.tables)
    exact = sum(corridors.km_by_method[method] for method in ("printed", "posts", "sum"))
    assert exact / corridors.total_km > 0.85
    assert everything.from_printed_figures > 0.70


@pytest.mark.xfail(
    reason="12 of 20: classes of service are told apart, their parameters are still being calibrated", strict=True
)
def test_times_of_trains_and_lorries_in_ordinary_service_are_met() -> None:
    """Three in four within a quarter of what was printed; first runs and plans scatter more and are only reported."""
    ordinary = [
        row
        for row in co.validate(quantity="time")
        if row.published["comparable_as"] in RAN and row.published["occasion"] is None
    ]
    assert len(ordinary) >= 20
    assert sum(row.met for row in ordinary) / len(ordinary) > 0.75


def test_prices_are_met() -> None:
    """Two in three within 35 %."""
    prices = co.validate(quantity="cost")
    assert sum(row.met for row in prices) / len(prices) > 2 / 3
