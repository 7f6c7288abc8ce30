"""What an arc takes: published figures, rates, borders, waits and fixed parts of prices."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.charges.alike import Alike
from corridors.charges.charge import Charge, worst_grade
from corridors.charges.ranges import expected
from corridors.routing.graphs import graph_of
from corridors.tables.reading import Row
from tests.micro import blank, micro, micro_tables

GRADES = ("published", "derived", "estimated")


def rate(parameter: str, mode: str = "*", *, country: str = "*", shipment: str = "*", **figures: Any) -> Row:
    usual = {"unit": "test", "grade": "derived", "source": ("test",)}
    return blank("rates", parameter=parameter, mode=mode, country=country, shipment=shipment, **usual | figures)


def network_of(
    *drawing: str, rates: tuple[Row, ...] = (), handling: tuple[Row, ...] = (), **options: Any
) -> co.Network:
    """A drawn network with further rates and handling."""
    tables = micro_tables(*drawing)
    return micro(
        *drawing,
        rates=[*tables["rates"], *rates],
        handling=[*tables["handling"], *handling],
        **options,
    )


def charges(network: co.Network, origin: str = "A", destination: str = "B", **options: Any) -> list[Charge]:
    return [step.charge for step in co.shortest_route(origin, destination, network=network, **options).steps]


def only(found: list[Charge], kind: str) -> Charge:
    """The single charge of a kind."""
    matches = [charge for charge in found if charge.kind == kind]
    assert len(matches) == 1, [charge.kind for charge in found]
    return matches[0]


# -- hauls ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("drawing", "hours", "usd"),
    [
        ("A ==100== B", 10, 100),
        ("A --100-- B", 10, 100),
        ("A ..100.. B", 5, 200),
        ("A ~~100~~ B", 5, 300),
        ("A ^^100^^ B", 5, 300),
    ],
)
def test_a_haul_takes_its_length_at_the_rates_of_its_mode(drawing: str, hours: float, usd: float) -> None:
    """Length over speed, length times price, length times payload times emission factor."""
    haul = only(charges(micro(drawing)), "haul")
    assert (haul.length_km, haul.time_h, haul.cost_usd) == (100, hours, usd)
    assert haul.co2e_kg == pytest.approx(100 * 20 * 20 / 1000)


def test_rates_make_a_haul_derived() -> None:
    """A published length times a published rate is still a product nobody has published."""
    haul = only(charges(micro("A ==100== B")), "haul")
    assert (haul.length_grade, haul.time_grade, haul.cost_grade) == ("published", "derived", "derived")


@pytest.mark.parametrize("weak", ["length", "rate"])
def test_an_estimated_part_makes_time_and_price_estimates(weak: str) -> None:
    """A figure is as good as its weakest part, be it the length or the rate."""
    rates = tuple(
        rate(parameter, "rail", central=10.0, grade="estimated", country="UZ")
        for parameter in ("speed_km_per_h", "price_usd_per_km")
    )
    length = {"a--b--rail": {"length_grade": "estimated"}}
    network = network_of(
        "A ==100== B", rates=rates if weak == "rate" else (), links=length if weak == "length" else None
    )
    haul = only(charges(network), "haul")
    assert (haul.time_grade, haul.cost_grade) == ("estimated", "estimated")


def test_a_published_time_wins_over_the_rate() -> None:
    """A ferry's own timetable is better than an average speed; it has its own grade and source."""
    cells = {"time_h": 18.0, "time_grade": "published", "time_source": ("user",)}
    haul = only(charges(micro("A ~~100~~ B", links={"a--b--ferry": cells})), "haul")
    assert (haul.time_h, haul.time_h_low, haul.time_h_high) == (18, 18, 18)
    assert haul.time_grade == "published"
    assert (haul.time_sources, haul.cost_sources) == (("user",), ("test",))
    assert haul.cost_usd == 300


@pytest.mark.parametrize(("shipment", "usd"), [("feu", 900.0), ("teu", 500.0), ("wagon", 300.0)])
def test_a_published_price_holds_for_its_own_shipment(shipment: str, usd: float) -> None:
    """A price per 40 ft container says nothing about wagons: those fall back to the rate."""
    cells = {
        "cost_usd_per_feu": 900.0,
        "cost_usd_per_teu": 500.0,
        "cost_grade": "published",
        "cost_source": ("user",),
    }
    network = micro("A ~~100~~ B", links={"a--b--ferry": cells})
    haul = only(charges(network, shipment=shipment), "haul")
    assert haul.cost_usd == usd
    assert haul.cost_grade == ("derived" if shipment == "wagon" else "published")


def test_a_published_nothing_wins_over_the_rate() -> None:
    """A free crossing is free, and not one whose price is unknown; a time of nothing likewise."""
    timed = {"time_h": 0.0, "time_grade": "published", "time_source": ("test",)}
    assert only(charges(micro("A ~~100~~ B", links={"a--b--ferry": timed})), "haul").time_h == 0
    cells = {"cost_usd_per_feu": 0.0, "cost_grade": "published", "cost_source": ("test",)}
    assert only(charges(micro("A ~~100~~ B", links={"a--b--ferry": cells})), "haul").cost_usd == 0


def test_a_link_across_a_border_lies_half_in_either_country() -> None:
    """Half the way at 10 km/h, half at 20; half at 1 USD/km, half at 3."""
    rates = (
        rate("speed_km_per_h", "rail", country="KZ", central=20.0),
        rate("price_usd_per_km", "rail", country="KZ", central=3.0),
    )
    haul = only(charges(network_of("A ==100== KZ:B", rates=rates)), "haul")
    assert haul.time_h == pytest.approx(50 / 10 + 50 / 20)
    assert haul.cost_usd == pytest.approx(50 * 1 + 50 * 3)


def test_at_sea_no_country_s_rate_holds() -> None:
    """A lane between ports of a dear country is not dearer for that."""
    rates = (rate("price_usd_per_km", "sea", country="UZ", central=1000.0),)
    assert only(charges(network_of("A ^^100^^ B", rates=rates)), "haul").cost_usd == 300


def test_the_range_of_a_rate_is_the_range_of_the_haul() -> None:
    """The fastest speed makes the least hours, the slowest the most; what is expected lies on the long side."""
    rates = (
        rate("speed_km_per_h", "rail", country="UZ", low=5.0, central=10.0, high=20.0),
        rate("price_usd_per_km", "rail", country="UZ", low=0.5, central=1.0, high=4.0),
    )
    haul = only(charges(network_of("A ==100== B", rates=rates)), "haul")
    assert (haul.time_h_low, haul.time_h_p50, haul.time_h_high) == (5, pytest.approx(10), 20)
    assert (haul.cost_usd_low, haul.cost_usd_p50, haul.cost_usd_high) == (50, pytest.approx(100), 400)
    assert haul.time_h == expected(5, 10, 20) > 10
    assert haul.cost_usd == expected(50, 100, 400) > 100


def test_a_printed_time_of_a_link_has_the_spread_of_its_mode() -> None:
    """Timetables print what goes well; where no rate says how well, the printed hours are taken as they are."""
    cells = {"a--b--ferry": {"time_h": 10.0, "time_grade": "published", "time_source": ("user",)}}
    plain = only(charges(network_of("A ~~100~~ B", links=cells)), "haul")
    assert (plain.time_h_low, plain.time_h, plain.time_h_high, plain.time_grade) == (10, 10, 10, "published")
    factor = rate("printed_time_factor", "ferry", low=0.8, central=1.1, high=2.0)
    haul = only(charges(network_of("A ~~100~~ B", links=cells, rates=(factor,))), "haul")
    assert (haul.time_h_low, haul.time_h_p50, haul.time_h_high) == (8, pytest.approx(11), 20)
    assert (haul.time_grade, haul.time_sources) == ("derived", ("user", "test"))


@pytest.mark.parametrize(("electrified", "factor"), [("yes", 7.0), ("no", 30.0), (None, 30.0)])
def test_electric_trains_emit_at_their_own_rate(electrified: str | None, factor: float) -> None:
    """A line not known to be electrified is taken as diesel, the worse case."""
    rates = tuple(
        rate("emission_g_co2e_per_tkm", f"rail-{traction}", central=central)
        for traction, central in (("electric", 7.0), ("diesel", 30.0))
    )
    network = network_of("A ==100== B", rates=rates, links={"a--b--rail": {"electrified": electrified}})
    assert only(charges(network), "haul").co2e_kg == pytest.approx(100 * 20 * factor / 1000)


def test_payload_makes_the_emissions() -> None:
    """Emissions are per tonne-kilometre, so a wagon of 60 t emits three times a container of 20 t."""
    network = micro("A ==100== B")
    feu, wagon = (only(charges(network, shipment=s), "haul").co2e_kg for s in ("feu", "wagon"))
    assert wagon == pytest.approx(3 * feu)


def test_a_haul_carries_the_capacity_of_its_link() -> None:
    """Capacity belongs to the stretch, with its grade and source."""
    cells = {"capacity_mt_per_year": 4.0, "capacity_grade": "published", "capacity_source": ("user",)}
    haul = only(charges(micro("A ~~100~~ B", links={"a--b--ferry": cells})), "haul")
    assert (haul.capacity_mt_per_year, haul.capacity_grade) == (4.0, "published")
    assert "user" in haul.sources


def test_every_source_of_a_haul_is_named_once() -> None:
    """Length, speed, price and emissions stand behind one line; a source of several of them is named once."""
    assert only(charges(micro("A ==100== B")), "haul").sources == ("test",)


# -- borders --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hop", ["==10==", "--10--", "..10..", "~~10~~"])
def test_a_border_is_charged_on_the_link_that_crosses_it(hop: str) -> None:
    """Rail, road and ferry go through customs between two countries, and not within one."""
    border = only(charges(micro(f"A {hop} KZ:B")), "border")
    assert (border.time_h, border.cost_usd, border.label) == (3, 30, "border UZ-KZ (A - B)")
    assert "border" not in [charge.kind for charge in charges(micro(f"A {hop} B"))]


def test_the_open_sea_has_no_border_posts() -> None:
    """Customs at sea are part of handling at the ports."""
    assert "border" not in [charge.kind for charge in charges(micro("A ^^10^^ KZ:B"))]


def test_a_border_may_differ_by_direction() -> None:
    """Entering may take days where leaving takes hours."""
    entering = blank(
        "handling",
        id="entering",
        operation="border",
        country_from="UZ",
        country_to="KZ",
        time_h=48.0,
        time_grade="published",
        time_source=("user",),
    )
    network = network_of("A ==10== KZ:B", handling=(entering,))
    assert only(charges(network, "A", "B"), "border").time_h == 48
    assert only(charges(network, "B", "A"), "border").time_h == 3


# -- waits ----------------------------------------------------------------------------------------------


def test_a_ferry_is_waited_for_as_published() -> None:
    """Four in five wait between half of a measured wait and twice as long."""
    cells = {"wait_h": 30.0, "headway_h": 100.0, "wait_grade": "published", "wait_source": ("user",)}
    wait = only(charges(micro("A ~~10~~ B", links={"a--b--ferry": cells})), "vessel_wait")
    assert (wait.time_h_low, wait.time_h_p50, wait.time_h_high) == (15, pytest.approx(30), 60)
    assert (wait.time_grade, wait.sources, wait.cost_usd) == ("published", ("user",), 0)


def test_a_ferry_with_a_headway_is_waited_for_half_of_it() -> None:
    """Arriving at any time, one waits half the interval on average, four times in five a tenth to nine tenths."""
    cells = {"headway_h": 48.0, "wait_grade": "derived", "wait_source": ("user",)}
    wait = only(charges(micro("A ~~10~~ B", links={"a--b--ferry": cells})), "vessel_wait")
    assert (wait.time_h_low, wait.time_h, wait.time_h_high) == pytest.approx((4.8, 24, 43.2))


def test_a_ferry_without_a_timetable_is_waited_for_as_at_its_port() -> None:
    """Nobody publishes the headway of most Caspian ferries; the handling row of the port or sea holds."""
    wait = only(charges(micro("A ~~10~~ B")), "vessel_wait")
    assert (wait.time_h, wait.label) == (4, "wait for the vessel at A")


def test_a_liner_is_waited_for_at_boarding_only() -> None:
    """Loading to a liner and transhipment to one wait for it; sailing on through a port does not."""
    assert only(charges(micro("A ^^10^^ B ^^10^^ C"), "A", "C"), "vessel_wait").label.endswith("at A")
    assert only(charges(micro("A ==10== B ^^10^^ C"), "A", "C"), "vessel_wait").label.endswith("at B")
    landing = [charge.kind for charge in charges(micro("A ..10.. B"), "A", "B")]
    assert "vessel_wait" not in landing


# -- fixed parts ----------------------------------------------------------------------------------------


def test_each_railway_entered_has_its_fixed_part() -> None:
    """The tariff's fixed part is due where the train starts and in each further country, not at each link."""
    rates = (rate("entry_usd", "rail", central=100.0), rate("entry_usd", "rail", country="KZ", central=150.0))
    network = network_of("A ==10== B ==10== KZ:C ==10== KZ:D", rates=rates)
    entries = [c for c in charges(network, "A", "D") if c.kind == "entry"]
    assert [c.cost_usd for c in entries] == [100, 150]
    assert [c.label for c in entries] == [
        "fixed part of the rail tariff in UZ",
        "fixed part of the rail tariff in KZ",
    ]


def test_returning_to_the_railway_pays_the_fixed_part_again() -> None:
    """A shipment that was put on a truck in between is a new consignment."""
    rates = (rate("entry_usd", "rail", central=100.0),)
    network = network_of("A ==10== B ..10.. C ==10== D", rates=rates)
    assert [c.cost_usd for c in charges(network, "A", "D") if c.kind == "entry"] == [100, 100]


def test_a_train_ferry_within_the_country_is_part_of_the_railway() -> None:
    """The wagons cross a lake; over a sea to another country the railway there is a new one."""
    rates = (rate("entry_usd", "rail", central=100.0),)
    lake = network_of("A ==10== B ~~10~~ C ==10== D", rates=rates)
    assert [c.cost_usd for c in charges(lake, "A", "D") if c.kind == "entry"] == [100]
    sea = network_of("A ==10== B ~~10~~ KZ:C ==10== KZ:D", rates=rates)
    assert [c.cost_usd for c in charges(sea, "A", "D") if c.kind == "entry"] == [100, 100]


def test_a_gauge_change_is_no_new_consignment() -> None:
    """The wagon changes its wheels or the container its wagon within the same railway."""
    rates = (rate("entry_usd", "rail", central=100.0),)
    network = network_of("A ==10== B --10-- C", rates=rates)
    assert [c.cost_usd for c in charges(network, "A", "C") if c.kind == "entry"] == [100]


def test_a_foreign_road_net_has_its_fees() -> None:
    """Permits and road fees are due on entering another country by road, not at home."""
    rates = (rate("entry_usd", "road", central=80.0),)
    fee = only(charges(network_of("A ..10.. B ..10.. KZ:C", rates=rates), "A", "C"), "entry")
    assert (fee.cost_usd, fee.label) == (80, "road fees in KZ")


def test_a_sea_voyage_has_its_fixed_part_once() -> None:
    """However many ports are passed, and whatever the country of the port."""
    rates = (rate("entry_usd", "sea", central=500.0), rate("entry_usd", "sea", country="UZ", central=9.0))
    fee = only(charges(network_of("A ^^10^^ KZ:B ^^10^^ C", rates=rates), "A", "C"), "entry")
    assert (fee.cost_usd, fee.label) == (500, "fixed part of the freight from A")


def test_a_fixed_part_of_nothing_is_no_line() -> None:
    """The account shows what is charged; only a range that starts at nothing is kept."""
    nothing = network_of("A ==10== B", rates=(rate("entry_usd", "rail", central=0.0),))
    assert "entry" not in [charge.kind for charge in charges(nothing)]
    some = network_of("A ==10== B", rates=(rate("entry_usd", "rail", low=0.0, central=0.0, high=9.0),))
    assert only(charges(some), "entry").cost_usd_high == 9


# -- operations -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "hours", "usd", "label"),
    [
        ("loading", 1, 1, "loading to rail at A"),
        ("transhipment", 5, 50, "rail to road at B"),
        ("unloading", 2, 2, "unloading from road at C"),
    ],
)
def test_operations_take_what_the_handling_table_says(kind: str, hours: float, usd: float, label: str) -> None:
    """No length and no emissions: only time and money."""
    charge = only(charges(micro("A ==10== B ..10.. C"), "A", "C"), kind)
    assert (charge.time_h, charge.cost_usd, charge.label) == (hours, usd, label)
    assert (charge.length_km, charge.co2e_kg, charge.length_grade) == (0, 0, None)


def test_an_operation_has_the_range_and_the_capacity_of_its_row() -> None:
    """A port's berths bound what passes through it, with a grade and a source of their own."""
    port = blank(
        "handling",
        id="port",
        operation="transhipment",
        place="b",
        time_h_low=10.0,
        time_h=24.0,
        time_h_high=72.0,
        time_grade="published",
        time_source=("user",),
        cost_usd=10.0,
        cost_usd_high=90.0,
        cost_grade="estimated",
        cost_source=("test",),
        capacity_mt_per_year=2.5,
        capacity_grade="published",
        capacity_source=("port",),
    )
    sources = [blank("sources", id=s, title="A test", kind="method") for s in ("test", "user", "port")]
    network = network_of("A ==10== B ..10.. C", handling=(port,), sources=sources)
    charge = only(charges(network, "A", "C"), "transhipment")
    assert (charge.time_h_low, charge.time_h_p50, charge.time_h_high) == (10, pytest.approx(24), 72)
    assert (charge.cost_usd_low, charge.cost_usd_p50, charge.cost_usd_high) == (10, pytest.approx(10), 90)
    assert (charge.capacity_mt_per_year, charge.capacity_grade) == (2.5, "published")
    assert (charge.time_grade, charge.cost_grade) == ("published", "estimated")
    assert (charge.time_sources, charge.cost_sources, charge.capacity_sources) == (("user",), ("test",), ("port",))
    assert charge.sources == ("user", "test", "port")


def test_a_place_with_a_row_of_its_own_shares_no_figures_with_others() -> None:
    """Ends of one country and mode are made alike once, but for those that the table names."""
    figures = {"operation": "loading", "time_grade": "derived", "time_source": ("test",)}
    own = tuple(blank("handling", id=f"at {at}", place=at, time_h=h, **figures) for at, h in (("b", 24.0), ("c", 36.0)))
    core = network_of("A ==10== B ==10== C ==10== D ==10== E", handling=own)._core
    tariff = graph_of(core, "feu").tariff
    hours = {}
    for place in core.places:
        made = tariff.end_alike("loading", place, "rail")
        hours[place.id] = sum(charge.time_h for charge in (made.model if isinstance(made, Alike) else made))
        assert sum(charge.time_h for charge in tariff.end("loading", place, "rail")) == hours[place.id]
    assert hours == {"a": 1, "b": 24, "c": 36, "d": 1, "e": 1}


def test_an_operation_without_a_row_takes_nothing() -> None:
    """An empty handling table is a network without handling; nothing is made up, and no grade claimed."""
    network = micro("A ==10== B ..10.. KZ:C", handling=[])
    for charge in charges(network, "A", "C"):
        if charge.kind != "haul":
            assert (charge.time_h, charge.cost_usd, charge.time_grade, charge.sources) == (0, 0, None, ())


# -- sources --------------------------------------------------------------------------------------------


def test_each_figure_of_a_haul_has_its_own_sources() -> None:
    """A reader who doubts the hours must not search among the sources of the kilometres."""
    names = ("km", "speed", "price", "factor", "payload", "capacity")
    rates = (
        rate("speed_km_per_h", "rail", country="UZ", central=10.0, source=("speed",)),
        rate("price_usd_per_km", "rail", country="UZ", central=1.0, source=("price",)),
        rate("emission_g_co2e_per_tkm", "rail-diesel", central=20.0, source=("factor",), grade="estimated"),
    )
    usual = micro_tables("A ==100== B")["rates"]
    usual = tuple(row | {"source": ("payload",)} if row["parameter"] == "payload_t" else row for row in usual)
    cells = {"length_source": ("km",), "capacity_mt_per_year": 5.0, "capacity_grade": "published"}
    network = micro(
        "A ==100== B",
        rates=[*usual, *rates],
        links={"a--b--rail": cells | {"capacity_source": ("capacity",)}},
        sources=[blank("sources", id=s, title="A test", kind="method") for s in ("test", *names)],
    )
    haul = only(charges(network), "haul")
    assert (haul.length_sources, haul.time_sources, haul.cost_sources) == (("km",), ("speed",), ("price",))
    assert (haul.emission_sources, haul.capacity_sources) == (("factor", "payload"), ("capacity",))
    assert haul.sources == names
    assert haul.emission_grade == "estimated"


# -- grades ---------------------------------------------------------------------------------------------


@given(grades=st.lists(st.sampled_from((*GRADES, None)), max_size=6))
def test_the_worst_grade_is_the_weakest_link(grades: list[str | None]) -> None:
    """Estimated is worse than derived is worse than published; unknown grades do not count."""
    known = [grade for grade in grades if grade]
    expected = next((grade for grade in reversed(GRADES) if grade in known), None)
    assert worst_grade(grades) == expected


# -- several lorries -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("shipment", "lorries"), [("wagon", 3.0), ("feu", 1.0), ("teu", 1.0)])
@pytest.mark.parametrize("hop", ["..10..", "==10=="])
def test_each_lorry_of_a_shipment_pays_at_the_border(shipment: str, lorries: float, hop: str) -> None:
    """What one pays is dear low, middle and high alike; they wait side by side, and a train is one."""
    many = rate("lorries_per_unit", "road", shipment="wagon", central=3.0)
    tables = micro_tables("A ==1== B")
    rows = [row for row in tables["handling"] if row["operation"] != "border"]
    usd = {"cost_usd": 30.0, "cost_usd_low": 20.0, "cost_usd_high": 50.0, "cost_grade": "derived"}
    hours = {"time_h": 3.0, "time_h_low": 2.0, "time_h_high": 5.0, "time_grade": "derived"}
    post = blank(
        "handling", id="post", operation="border", cost_source=("test",), time_source=("test",), **usd, **hours
    )
    network = micro(f"A {hop} KZ:B", rates=[*tables["rates"], many], handling=[*rows, post])
    found = only(charges(network, shipment=shipment), "border")
    times = lorries if "." in hop else 1.0
    assert (found.cost_usd_low, found.cost_usd_high) == (20.0 * times, 50.0 * times)
    assert found.cost_usd == pytest.approx(expected(20.0, 30.0, 50.0) * times)
    assert (found.time_h_low, found.time_h, found.time_h_high) == (2.0, expected(2.0, 3.0, 5.0), 5.0)
    own = post | {"shipment": "wagon", "id": "wagons"}
    both = micro(f"A {hop} KZ:B", rates=[*tables["rates"], many], handling=[*rows, post, own])
    whole = only(charges(both, shipment="wagon"), "border")
    assert whole.cost_usd_low == 20.0  # a row of the shipment is about all of it


@pytest.mark.parametrize(("scope", "waits"), [("run", 0), ("terminal", 1)])
def test_a_liner_is_waited_for_at_the_origin_as_far_as_the_scope_goes(scope: str, waits: int) -> None:
    """From departure to arrival nothing is waited for; elsewhere on the way one waits in any scope."""
    found = charges(micro("A ^^100^^ B"), scope=scope)
    assert [charge.kind for charge in found].count("vessel_wait") == waits
    later = charges(micro("A ==10== B ^^100^^ C"), "A", "C", scope=scope)
    assert [charge.kind for charge in later].count("vessel_wait") == 1
