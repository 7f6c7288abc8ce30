"""Which capacity an arc of a network needs, and how large it is, worked out here from the rows."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.flows.packaged import packaged_network
from corridors.flows.regions import ends_of
from tests.flows.test_max_flow import handled, port, wide
from tests.micro import corridor_rows, micro, rate_row

RULE = [
    rate_row("rail_capacity_train_pairs_per_day", 10.0, "rail-single-diesel", country="UZ"),
    rate_row("rail_capacity_train_pairs_per_day", 8.0, "rail-single-diesel", country="KZ"),
    rate_row("freight_share_of_paths", 0.5, "rail"),
    rate_row("train_net_load_t", 2000.0, "rail"),
    rate_row("operating_days_per_year", 300.0, "rail"),
]


def most(network: co.Network, origin: str = "A", destination: str = "C", **options: Any) -> float:
    return co.max_flow(origin, destination, network=network, **options).value


def test_a_terminal_is_one_whatever_comes_to_it() -> None:
    """Road and rail share its cranes; a border is one for each mode, for each has posts of its own."""
    rows = [handled("unloading", "b", 4.0)]
    lines = ("A ==10== B", "C ..10.. B")
    ways = wide("a--b--rail", "c--b--road")
    terminal = co.max_flow(["A", "C"], "B", network=micro(*lines, links=ways, **port(*rows)))
    assert terminal.value == pytest.approx(4.0)
    assert terminal.cut["kind"].tolist() == ["terminal"]
    posts = [handled("border", "b", 4.0)]
    foreign = micro("A ==10== KZ:B", "C ..10.. KZ:B", links=ways, **port(*posts))
    border = co.max_flow(["A", "C"], "B", network=foreign)
    assert border.value == pytest.approx(8.0)
    assert border.cut["kind"].tolist() == ["border", "border"]
    assert border.cut["id"].tolist() == ["b", "b"]


def test_a_port_serves_vessels_and_its_terminal_is_the_same() -> None:
    """What a railway and a vessel bring goes over the same cranes."""
    rows = [handled("unloading", "b", 4.0)]
    network = micro("A ==10== B", "C ~~10~~ B", links=wide("a--b--rail", "c--b--ferry"), **port(*rows))
    assert co.max_flow(["A", "C"], "B", network=network).value == pytest.approx(4.0)
    quay = micro("C ~~10~~ B", links=wide("c--b--ferry"), **port(*rows))
    assert co.max_flow("C", "B", network=quay).cut["kind"].tolist() == ["port"]


@given(st.lists(st.sampled_from((2.0, 3.0, 5.0)), min_size=1, max_size=4))
def test_where_rows_differ_the_largest_holds(amounts: list[float]) -> None:
    """Cranes serve all shipments and both directions."""
    cases = [("loading", {}), ("unloading", {}), ("unloading", {"shipment": "wagon"}), ("loading", {"shipment": "teu"})]
    rows = [
        handled(operation, "b", amount, **cells) for (operation, cells), amount in zip(cases, amounts, strict=False)
    ]
    network = micro("A ==10== B ==10== C", links=wide("a--b--rail", "b--c--rail"), **port(*rows))
    flows = packaged_network(network, shipments=("feu",))
    assert {c.amount for c in flows.capacities if c.kind == "terminal"} == {max(amounts)}


def test_by_rule_the_smaller_of_two_countries_binds() -> None:
    """10 pairs a day here, 8 there: 8 x 0.5 x 2000 t x 300 days."""
    told = {"a--b--rail": {"tracks": 1}, "b--c--rail": {"tracks": 1}}
    network = micro("UZ:A ==10== UZ:B ==10== KZ:C", further=RULE, links=told)
    flows = packaged_network(network, shipments=("feu",))
    found = {c.id: (c.amount, c.countries, c.grade, c.label) for c in flows.capacities}
    assert found == {
        "a--b--rail": (pytest.approx(3.0), ("UZ",), "estimated", "rail A - B"),
        "b--c--rail": (pytest.approx(2.4), ("UZ", "KZ"), "estimated", "rail B - C"),
    }
    assert most(network) == pytest.approx(2.4)


@pytest.mark.parametrize(
    ("figure", "source", "together"), [(4.0, ("test",), 4.0), (None, ("test",), 6.0), (None, (), 6.0)]
)
def test_two_lines_are_one_track_by_a_figure_that_both_rest_on(
    figure: float | None, source: tuple[str, ...], together: float
) -> None:
    """Where there is none each has its own by the rule, 3, even if a source is named."""
    told: dict[str, Any] = {"tracks": 1, "capacity_mt_per_year": figure, "capacity_source": source}
    told |= {"capacity_grade": "published"} if figure else {}
    network = micro("A ==10== C", "A ==12== C", further=RULE, links={"a--c--rail": told, "a--c--rail+": told})
    assert most(network) == pytest.approx(together)


def test_borders_bind_where_a_row_says_so_and_not_at_sea() -> None:
    """The row of the place, of the countries, and the direction in which it holds."""
    rows = [handled("border", "c", 3.0, country_from="UZ")]
    links = wide("a--b--rail", "b--c--rail")
    network = micro("A ==10== B ==10== KZ:C", links=links, **port(*rows))
    assert most(network) == pytest.approx(3.0)
    assert most(network, "C", "A") == pytest.approx(100.0)
    assert most(network, "A", "B") == pytest.approx(100.0)
    found = [c for c in packaged_network(network, shipments=("feu",)).capacities if c.kind == "border"]
    assert [(c.id, c.label, c.countries, c.grade) for c in found] == [
        ("c", "border KZ-UZ at c", ("KZ", "UZ"), "published"),
    ]
    everywhere = [handled("border", "c", 3.0) | {"place": None}]
    sea = micro("A ^^10^^ KZ:C", "A ..10.. KZ:D", links=wide("a--c--sea", "a--d--road"), **port(*everywhere))
    assert most(sea) == pytest.approx(100.0)
    assert most(sea, "A", "D") == pytest.approx(3.0)
    [border] = [c for c in packaged_network(sea, shipments=("feu",)).capacities if c.kind == "border"]
    assert border.id == "a--d--road"


@pytest.mark.parametrize(
    ("operation", "where", "ends"),
    [("border", "c", "AC"), ("loading", "a", "AC"), ("unloading", "c", "AC"), ("unloading", "b", "AB")],
)
def test_a_row_that_is_the_only_one_of_its_operation_binds(operation: str, where: str, ends: str) -> None:
    """Also where the table has no other row at all."""
    links = wide("a--b--rail", "b--c--rail")
    network = micro("A ==10== B ==10== KZ:C", links=links, handling=[handled(operation, where, 3.0)])
    assert most(network, *ends) == pytest.approx(3.0)
    assert most(network, "B" if operation == "loading" else "A", "B" if where == "c" else "C") == pytest.approx(100.0)


def test_a_capacity_of_nothing_is_shut_and_one_of_nobody_is_open() -> None:
    """A printed nought bounds; a blank does not."""
    shut = {"a--b--rail": {"capacity_mt_per_year": 0.0, "capacity_grade": "published", "capacity_source": ("test",)}}
    assert most(micro("A ==10== B", links=shut), "A", "B") == 0.0
    assert most(micro("A ==10== B"), "A", "B") == float("inf")


def test_links_avoided_and_modes_not_wanted_carry_nothing() -> None:
    """The other way takes what it can."""
    links = wide("a--b--rail", "b--c--rail", "a--c--road")
    network = micro("A ==10== B ==10== C", "A ..50.. C", links=links)
    assert most(network) == pytest.approx(200.0)
    assert most(network, modes=["rail"]) == pytest.approx(100.0)
    assert most(network, avoid=["B"]) == pytest.approx(100.0)


def test_flows_through_corridors_are_told_by_their_gateways() -> None:
    """One that is crossed, one that is not, and what crosses none."""
    lines = ("A ==10== B ==10== C", "A ..500.. C")
    network = micro(
        *lines, links=wide("a--b--rail", "b--c--rail", "a--c--road"), **corridor_rows("silk", [["b--c--rail"]])
    )
    demand = pd.DataFrame({"origin": ["A", "A"], "destination": ["C", "B"], "mt_per_year": [3.0, 1.0]})
    flows = co.assign(demand, network=network)
    assert flows.corridors["mt_per_year"].to_dict() == {"silk": pytest.approx(3.0), "(none)": pytest.approx(1.0)}
    assert flows.corridors["share"].to_dict() == {"silk": pytest.approx(0.75), "(none)": pytest.approx(0.25)}
    assert flows.routes["corridors"].tolist() == ["silk", ""]
    assert flows.links.loc["a--b--rail", "mt_per_year"] == pytest.approx(4.0)
    assert "silk" in flows.summary()


@pytest.mark.parametrize(("shipment", "payload"), [("feu", 20.0), ("teu", 12.0), ("wagon", 60.0)])
def test_dollars_are_of_a_tonne_and_hours_of_a_journey(shipment: Any, payload: float) -> None:
    """10 km by rail: 1 USD to load, 10 on the way, 2 to unload; 1 + 1 + 2 hours."""
    demand = pd.DataFrame({"origin": ["A"], "destination": ["B"], "mt_per_year": [2.0]})
    network = micro("A ==10== B")
    costs = co.assign(demand, network=network, shipment=shipment)
    assert costs.cost == pytest.approx(2 * 13 / payload)
    assert costs.routes["usd_per_t"].tolist() == pytest.approx([13 / payload])
    hours = co.assign(demand, network=network, shipment=shipment, weight="time")
    assert hours.cost == pytest.approx(2 * 4)
    assert hours.routes["usd_per_t"].tolist() == pytest.approx([13 / payload])
    assert co.assign(demand, network=network, shipment=shipment, weight="distance").cost == pytest.approx(2 * 10)
    kg = co.assign(demand, network=network, shipment=shipment, weight="emissions").cost
    assert kg == pytest.approx(2 * 10 * 20 / 1000)


def test_columns_of_delay_change_the_form_of_their_link_alone() -> None:
    """What the user gave his links; others keep that of their mode."""
    links = wide("a--b--rail", "b--c--rail")
    links["a--b--rail"] = {**links["a--b--rail"], "vdf_alpha": 0.5, "vdf_beta": None}
    links["b--c--rail"] = {**links["b--c--rail"], "vdf_alpha": None, "vdf_beta": None}
    flows = packaged_network(micro("A ==10== B ==10== C", links=links), shipments=("feu",))
    found = {c.id: (c.alpha, c.beta, c.form) for c in flows.capacities}
    assert found == {"a--b--rail": (0.5, 4.0, "bpr"), "b--c--rail": (0.15, 4.0, "bpr")}
    assert ends_of(flows, None, "a", "origins") == ("a",)


def test_a_delay_begins_at_the_mean_weight_of_what_needs_the_capacity() -> None:
    """Of a link's two directions, and of all kinds that take it."""
    network = micro("A ==10== B", links=wide("a--b--rail"))
    [link] = packaged_network(network, shipments=("feu", "wagon")).capacities
    assert link.delay_base == pytest.approx((10 / 20 + 10 / 60) / 2)
    assert packaged_network(network, shipments=("feu",), weight="time").capacities[0].delay_base == pytest.approx(1.0)
