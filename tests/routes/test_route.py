"""A route: everything that can be asked of it, in every form it can be given."""

from __future__ import annotations

import json
import pickle
import re
from html.parser import HTMLParser
from itertools import pairwise
from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.routes.route import Route
from corridors.routes.step import Step
from corridors.tables.reading import Row
from tests.micro import blank, corridor_rows, micro, micro_tables
from tests.strategies import Question, questions

FERRY = {
    "capacity_mt_per_year": 3.0,
    "capacity_grade": "published",
    "capacity_source": ("operator",),
    "time_h": 12.0,
    "time_grade": "published",
    "time_source": ("operator",),
}
SOURCES = [
    blank("sources", id="test", title="A test", kind="method"),
    blank("sources", id="operator", title="A timetable", kind="operator", url="https://example.org/t", date="2026"),
]


def network(**options: Any) -> co.Network:
    """Rail, ferry, rail of another gauge, road; three countries, two corridors, one of them used.

    ::

        UZ:A ==100== UZ:B ~~200~~ AZ:C ==50== AZ:D --30-- KZ:E ..10.. KZ:F
    """
    used = corridor_rows("caspian", [["b--c--ferry"]], ["a--b--rail"])
    other = corridor_rows("north", [["b--c--ferry"], ["a--f--road"]])
    return micro(
        "UZ:A ==100== UZ:B ~~200~~ AZ:C ==50== AZ:D --30-- KZ:E ..10.. KZ:F",
        "UZ:A ..9000.. KZ:F",
        links={"b--c--ferry": FERRY},
        sources=SOURCES,
        **{name: [*used[name], *other[name]] for name in used},
        **options,
    )


@pytest.fixture
def route() -> Route:
    """From A to F, by way of everything."""
    return co.shortest_route("A", "F", network=network())


# -- the way --------------------------------------------------------------------------------------------


def test_a_route_knows_its_ends_and_its_question(route: Route) -> None:
    """Kept apart from its network, a result still says what was asked."""
    assert (route.origin.id, route.destination.id) == ("a", "f")
    assert (route.weight, route.shipment, route.on) == ("distance", "feu", network().reference_date)
    mixed = co.shortest_route("A", "F", weight={"cost": 1, "time": 2}, shipment="wagon", on=2035, network=network())
    assert (mixed.weight, mixed.shipment, mixed.on) == ("1 cost + 2 time", "wagon", "2035-12-31")


def test_a_route_lists_what_it_passes(route: Route) -> None:
    """Places with both ends, links, modes and countries, in order and each run once."""
    assert [place.id for place in route.places] == ["a", "b", "c", "d", "e", "f"]
    assert [link.id for link in route.links] == [
        "a--b--rail",
        "b--c--ferry",
        "c--d--rail",
        "d--e--rail",
        "e--f--road",
    ]
    assert route.modes == ("rail", "ferry", "rail", "road")
    assert route.countries == ("UZ", "AZ", "KZ")


def test_a_route_lists_what_happens_on_it(route: Route) -> None:
    """Borders with their countries and places, gauge changes and transhipments with their places."""
    assert route.borders == (("UZ", "AZ", "b", "c"), ("AZ", "KZ", "d", "e"))
    assert route.gauge_changes == (("d", "1520 to 1435 mm"),)
    assert route.transhipments == (("b", "rail to ferry"), ("c", "ferry to rail"), ("e", "rail to road"))


def test_a_route_names_the_corridors_it_uses(route: Route) -> None:
    """Those of which it crosses every gateway group; one group of two is not enough."""
    assert route.corridors == ("caspian",)


def test_straits_are_no_countries() -> None:
    """A ship that passes Hormuz or Gibraltar does not enter the country the strait is listed under."""
    places = [dict(row) for row in micro_tables("UZ:A ^^10^^ KZ:B ^^10^^ AZ:C")["places"]]
    places[1]["kind"] = "strait"
    route = co.shortest_route("A", "C", network=micro("UZ:A ^^10^^ KZ:B ^^10^^ AZ:C", places=places))
    assert route.countries == ("UZ", "AZ")
    assert [place.id for place in route.places] == ["a", "b", "c"]


def test_steps_are_the_account_line_by_line(route: Route) -> None:
    """Each haul is on a link with its mode and gauge, everything else at a place or a border."""
    assert all(isinstance(step, Step) for step in route.steps)
    kinds = [step.charge.kind for step in route.steps]
    assert kinds == [
        "loading",
        "haul",
        "transhipment",
        "vessel_wait",
        "haul",
        "border",
        "transhipment",
        "haul",
        "gauge_change",
        "haul",
        "border",
        "transhipment",
        "haul",
        "unloading",
    ]
    hauls = [step for step in route.steps if step.charge.kind == "haul"]
    assert [(step.mode, step.gauge_mm) for step in hauls] == [
        ("rail", 1520),
        ("ferry", None),
        ("rail", 1520),
        ("rail", 1435),
        ("road", None),
    ]
    assert [step.link for step in hauls] == list(route.links)
    at_places = [step for step in route.steps if step.link is None]
    assert all(step.start == step.end for step in at_places)


@given(question=questions(one_way=False))
def test_steps_lead_from_the_origin_to_the_destination(question: Question) -> None:
    """Each line starts where the one before ended, but for what is charged at the same spot."""
    route = co.shortest_route(question.origin, question.destination, network=question.drawing.network())
    hauls = [step for step in route.steps if step.charge.kind == "haul"]
    assert hauls[0].start == route.origin
    assert hauls[-1].end == route.destination
    assert all(before.end == after.start for before, after in pairwise(hauls))
    assert [hauls[0].start, *(step.end for step in hauls)] == list(route.places)


# -- figures --------------------------------------------------------------------------------------------


def test_figures_by_hand(route: Route) -> None:
    """Added up on paper from the numbers of the micro networks."""
    assert route.length_km == 100 + 200 + 50 + 30 + 10
    hours = 1 + 10 + 5 + 4 + 12 + 3 + 5 + 5 + 7 + 3 + 3 + 5 + 0.5 + 2
    assert route.time_h == pytest.approx(hours)
    usd = 1 + 100 + 50 + 600 + 30 + 50 + 50 + 70 + 30 + 30 + 50 + 20 + 2
    assert route.cost_usd == pytest.approx(usd)
    assert route.cost_usd_per_t == pytest.approx(usd / 20)
    assert route.co2e_kg == pytest.approx(390 * 0.4)


def test_ranges_enclose_the_figures() -> None:
    """Every part at its best, every part at its worst; without ranges in the tables they meet."""
    plain = co.shortest_route("A", "F", network=network())
    assert plain.time_range_h == pytest.approx((plain.time_h, plain.time_h))
    rates = [
        row | {"low": row["central"] / 2, "high": row["central"] * 4}
        if row["parameter"] in ("speed_km_per_h", "price_usd_per_km")
        else row
        for row in micro_tables("A ==1== B")["rates"]
    ]
    ranged = co.shortest_route("A", "F", network=network(rates=rates))
    low, high = ranged.time_range_h
    assert low < ranged.time_h < high
    low, high = ranged.cost_range_usd
    assert low < ranged.cost_usd < high


def test_the_tightest_part_is_the_bottleneck(route: Route) -> None:
    """Of what is known; a port's handling may be tighter than its ferry."""
    assert (route.capacity_mt_per_year, route.bottleneck) == (3.0, "ferry B - C")
    port: Row = blank(
        "handling",
        id="port",
        operation="transhipment",
        place="b",
        capacity_mt_per_year=1.0,
        capacity_grade="published",
        capacity_source=("operator",),
    )
    usual = micro_tables("A ==1== B")["handling"]
    tighter = co.shortest_route("A", "F", network=network(handling=[*usual, port]))
    assert (tighter.capacity_mt_per_year, tighter.bottleneck) == (1.0, "rail to ferry at B")


def test_without_any_capacity_there_is_no_bottleneck() -> None:
    """Unknown is infinity for computing, nothing in the name, null in JSON, and never zero."""
    route = co.shortest_route("A", "B", network=micro("A ==10== B"))
    assert (route.capacity_mt_per_year, route.bottleneck) == (inf, "")
    assert route.to_dict()["capacity_mt_per_year"] is None
    assert "bottleneck unknown" in route.summary()


def test_quality_shares_out_what_rests_on_what(route: Route) -> None:
    """By km, hours and dollars: 12 published hours of the ferry, the rest derived."""
    quality = route.quality
    assert quality["length_km"] == {"published": 1.0, "derived": 0.0, "estimated": 0.0}
    assert quality["time_h"]["published"] == pytest.approx(12 / route.time_h)
    assert quality["time_h"]["derived"] == pytest.approx(1 - 12 / route.time_h)
    assert quality["cost_usd"]["derived"] == pytest.approx(1.0)
    assert quality["snapped_km"] == 0.0


@given(question=questions(one_way=False), grades=st.lists(st.sampled_from(("published", "derived", "estimated"))))
def test_quality_shares_add_up(question: Question, grades: list[str]) -> None:
    """Every kilometre, hour and dollar rests on some grade; where there are none the shares are zero."""
    tables = question.drawing.tables()
    links = [
        row | {"length_grade": grades[n] if n < len(grades) else "published"} for n, row in enumerate(tables["links"])
    ]
    route = co.shortest_route(question.origin, question.destination, network=co.Network(tables.replaced(links=links)))
    for figure in ("length_km", "time_h", "cost_usd"):
        total = sum(route.quality[figure].values())
        assert total == pytest.approx(1.0 if getattr(route, figure) else 0.0)
    estimated = sum(link.length_km for link in route.links if link.row["length_grade"] == "estimated")
    assert route.quality["length_km"]["estimated"] == pytest.approx(estimated / route.length_km)


@pytest.mark.parametrize(
    ("estimated_km", "grade"), [(0, "published"), (9, "published"), (10, "published"), (11, "estimated")]
)
def test_the_grade_is_the_weakest_that_matters(estimated_km: int, grade: str) -> None:
    """A tenth of the kilometres may rest on less before the whole counts as no better."""
    published = {
        "time_h": 1.0,
        "time_grade": "published",
        "time_source": ("test",),
        "cost_usd_per_feu": 1.0,
        "cost_grade": "published",
        "cost_source": ("test",),
    }
    drawing = "A ==100== B ==900== C"
    links = {"a--b--rail": dict(published), "b--c--rail": dict(published)}
    network = micro(drawing, links=links, handling=[])
    parts = network._core.tables["links"]
    rows = [
        parts[0]
        | {"length_km": 1.0 * estimated_km or 1.0, "length_grade": "estimated" if estimated_km else "published"},
        parts[1] | {"length_km": 100.0 - estimated_km},
    ]
    route = co.shortest_route("A", "C", network=co.Network(network._core.tables.replaced(links=rows)))
    assert route.grade == grade


def test_rates_make_the_whole_derived(route: Route) -> None:
    """Published lengths do not make published hours and dollars."""
    assert route.grade == "derived"


# -- sources --------------------------------------------------------------------------------------------


def test_sources_are_those_of_every_line(route: Route) -> None:
    """Each once, in the order met, with title and address."""
    assert route.source_ids == ("test", "operator")
    assert [row["id"] for row in route.source_rows()] == ["test", "operator"]
    frame = route.sources()
    assert list(frame.index) == ["test", "operator"]
    assert frame.loc["operator", "url"] == "https://example.org/t"


# -- forms ----------------------------------------------------------------------------------------------


def test_legs_are_a_frame_of_the_account(route: Route) -> None:
    """One row a step; the columns are those of a step's plain data."""
    legs = route.legs
    assert len(legs) == len(route.steps)
    assert list(legs.columns) == list(route.steps[0].to_dict())
    assert legs["length_km"].sum() == route.length_km
    assert legs["link"].dropna().unique().tolist() == [link.id for link in route.links]
    assert route.to_frame().equals(legs)


def test_legs_say_which_source_stands_behind_which_figure(route: Route) -> None:
    """The ferry's time and capacity are the operator's, its length and price are not; together in ``sources``."""
    leg = route.legs.set_index("label").loc["ferry B - C"]
    assert (leg["length_sources"], leg["time_sources"], leg["cost_sources"]) == (["test"], ["operator"], ["test"])
    assert (leg["emission_sources"], leg["capacity_sources"]) == (["test"], ["operator"])
    assert leg["sources"] == ["test", "operator"]
    assert leg["emission_grade"] == "derived"


def test_plain_data_is_json(route: Route) -> None:
    """No NaN, no infinity, no tuple that would come back as something else."""
    data = route.to_dict()
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_plain_data_says_what_the_route_says(route: Route) -> None:
    """Figure by figure the same as the properties."""
    data = route.to_dict()
    for name in ("length_km", "time_h", "cost_usd", "cost_usd_per_t", "co2e_kg", "capacity_mt_per_year"):
        assert data[name] == getattr(route, name)
    for name in ("on", "weight", "shipment", "bottleneck", "quality"):
        assert data[name] == getattr(route, name)
    assert (data["time_h_low"], data["time_h_high"]) == route.time_range_h
    assert (data["cost_usd_low"], data["cost_usd_high"]) == route.cost_range_usd
    for name in ("modes", "countries", "corridors"):
        assert data[name] == list(getattr(route, name))
    for name in ("borders", "gauge_changes"):
        assert data[name] == [list(item) for item in getattr(route, name)]
    assert data["places"] == [place.id for place in route.places]
    assert data["legs"] == [step.to_dict() for step in route.steps]
    assert data["sources"] == list(route.source_ids)
    assert (data["origin"], data["destination"]) == ("a", "f")


@given(question=questions(one_way=False))
def test_plain_data_of_any_route_is_json(question: Question) -> None:
    """Also where nothing is known of capacity, and whatever the shipment."""
    network = question.drawing.network()
    for shipment in ("feu", "teu", "wagon"):
        route = co.shortest_route(question.origin, question.destination, shipment=shipment, network=network)
        plain = json.loads(json.dumps(route.to_dict(), allow_nan=False))
        assert plain["shipment"] == shipment
        assert sum(leg["length_km"] for leg in plain["legs"]) == pytest.approx(plain["length_km"])


def spread() -> co.Network:
    """A network whose places lie apart, so that its lines have a direction."""
    places = [dict(row) for row in micro_tables("A ==1== B ==1== C")["places"]]
    for row, (lat, lon) in zip(places, ((41.3, 69.3), (39.7, 66.9), (37.2, 67.3)), strict=True):
        row |= {"lat": lat, "lon": lon}
    return micro("A ==400== B ==400== C", places=places)


def test_the_geometry_is_one_line_from_origin_to_destination() -> None:
    """In longitude and latitude, in the order of travel, each place once; the way back is turned round."""
    there = co.shortest_route("A", "C", network=spread()).geometry
    assert there.geom_type == "LineString"
    assert list(there.coords) == [(69.3, 41.3), (66.9, 39.7), (67.3, 37.2)]
    back = co.shortest_route("C", "A", network=spread()).geometry
    assert list(back.coords) == list(there.coords)[::-1]


@given(question=questions(one_way=False))
def test_the_geometry_is_never_empty(question: Question) -> None:
    """Even where all places lie on one spot there is a line with as many points as places."""
    route = co.shortest_route(question.origin, question.destination, network=question.drawing.network())
    assert not route.geometry.is_empty


def test_geojson_has_a_feature_a_link() -> None:
    """With the figures of the haul as properties, ready for any map program."""
    route = co.shortest_route("A", "C", network=spread())
    data = json.loads(json.dumps(route.to_geojson(), allow_nan=False))
    assert data["type"] == "FeatureCollection"
    assert [f["properties"]["link"] for f in data["features"]] == ["a--b--rail", "b--c--rail"]
    assert data["features"][0]["geometry"] == {"type": "LineString", "coordinates": [[69.3, 41.3], [66.9, 39.7]]}
    assert sum(f["properties"]["length_km"] for f in data["features"]) == route.length_km


def test_the_summary_has_totals_and_stages(route: Route) -> None:
    """What a terminal shows: nothing that matters may be missing from it."""
    text = str(route)
    assert text == route.summary()
    assert text.startswith("A - F, least distance, 1 FEU handed in singly, terminal to terminal, network of ")
    for part in (
        "390 km",
        "kg CO2e",
        "countries UZ-AZ-KZ",
        "2 border crossings",
        "1 gauge change |",
        "3 transhipments",
    ):
        assert part in text
    assert text.count("P10 to P90 in brackets") == 1
    assert "corridors caspian" in text
    assert "bottleneck 3 Mt a year: ferry B - C" in text
    for stage in (
        "rail 1520",
        "ferry",
        "rail 1435",
        "road",
        "loading",
        "change of gauge",
        "wait for vessel",
        "unloading",
    ):
        assert re.search(rf"^ +{stage}", text, re.MULTILINE), stage


def test_the_explanation_has_every_line_and_every_source(route: Route) -> None:
    """A figure whose source is not told might as well be made up."""
    text = route.explain()
    assert text.startswith(route.summary())
    for step in route.steps:
        assert step.charge.label in text
    ferry = text[text.index("  ferry B - C\n") :].splitlines()[1:6]
    assert [" ".join(line.split()) for line in ferry] == [
        "200 km published [test]",
        "12.0 h published [operator]",
        "600 USD derived [test]",
        "80 kg CO2e derived [test]",
        "up to 3 Mt a year published [operator]",
    ]
    assert "[operator] A timetable. 2026 https://example.org/t" in text
    assert text.rstrip().endswith("https://example.org/t")


def test_the_explanation_tells_ranges_and_what_costs_nothing() -> None:
    """What is to be expected between a low and a high figure; a printed nothing; an operation that no row knows."""
    [load] = [row for row in micro_tables("A ==1== B")["handling"] if row["operation"] == "loading"]
    ranged = load | {"time_h_low": 0.5, "time_h_high": 2.0, "cost_usd": 0.0}
    text = co.shortest_route("A", "B", network=micro("A ==100== B", handling=[ranged])).explain()
    lines = [" ".join(line.split()) for line in text.splitlines()]
    start = lines.index("loading to rail at A", lines.index("") + 1)
    assert lines[start + 1 : start + 3] == ["1.2 h (0.5 to 2.0) derived [test]", "0 USD derived [test]"]
    assert lines[lines.index("unloading from rail at B", start) + 1].startswith("nothing charged")


def test_the_explanation_fits_a_terminal_and_cuts_no_source() -> None:
    """Many sources of one figure go on below each other; 120 columns."""
    route = co.shortest_route("Tashkent", "Rotterdam", weight="cost")
    account, _, _ = route.explain().partition("\nSources:")
    assert max(len(line) for line in account.splitlines()) <= 120
    words = {word.strip("[],") for word in account.split()}
    assert set(route.source_ids) <= words


def test_the_short_form_is_one_line(route: Route) -> None:
    """For lists and debuggers."""
    assert repr(route) == "<Route A - F: 390 km, 2.7 days, 1,083 USD/feu>"


class Tags(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data


def test_html_escapes_every_name() -> None:
    """A network of somebody else's may have anything in its names; a notebook must show it and not run it."""
    evil = '<script>alert("x")</script>&amp;'
    drawing = "A ==10== B ..10.. C"
    places = [row | {"name": f"{row['id']}{evil}"} for row in micro_tables(drawing)["places"]]
    corridor = corridor_rows("north", [["a--b--rail"]])
    corridor["corridors"] = [row | {"name": evil} for row in corridor["corridors"]]
    network = micro(drawing, places=places, **corridor)
    route = co.shortest_route("a", "c", network=network)
    table = co.compare_corridors("a", ["c", "b"], network=network)
    shut = co.compare_corridors("a", "c", network=network.apply(co.Scenario(evil, shut="b--c--road")))
    for page in (route._repr_html_(), table._repr_html_(), shut._repr_html_(), network._repr_html_()):
        assert "script" not in Tags(page).tags
        assert "<script" not in page
    assert f"a{evil}" in Tags(route._repr_html_()).text
    assert evil in Tags(table._repr_html_()).text


def test_html_has_the_stages_and_totals(route: Route) -> None:
    """The same account as the text, as a table."""
    page = Tags(route._repr_html_())
    assert {"table", "th", "td"} <= set(page.tags)
    for part in ("A – F", "390 km", "rail 1520", "change of gauge", "UZ-AZ-KZ", "grade derived"):
        assert part in page.text


# -- identity -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["length_km", "arcs", "origin", "places", "weight", "something_new"])
def test_nothing_can_be_set(route: Route, name: str) -> None:
    """A result that can be changed cannot be quoted."""
    with pytest.raises(AttributeError):
        setattr(route, name, 0)


def test_what_is_handed_out_can_be_changed_without_harm(route: Route) -> None:
    """Frames and plain data are copies; tuples cannot be changed at all."""
    before = route.to_dict()
    legs = route.legs
    legs["length_km"] = 0.0
    route.to_dict()["legs"].clear()
    route.quality["length_km"].clear()
    route.source_rows().clear()
    route.sources().pop("title")
    assert isinstance(route.arcs, tuple)
    assert route.to_dict() == before
    assert route.legs["length_km"].sum() == route.length_km


def test_routes_are_equal_where_all_that_they_tell_is() -> None:
    """Asked again, in other spellings or of a view of the same day; not of another day, weight, end or shipment."""
    base = network()
    one = co.shortest_route("A", "F", network=base)
    for same in (
        co.shortest_route("a", "f", network=base),
        co.shortest_route("A", "F", network=base.at(base.on)),
        pickle.loads(pickle.dumps(one)),
    ):
        assert one == same
        assert len({one, same}) == 1
    assert one != co.shortest_route("A", "F", network=base.at(2030))
    assert one != co.shortest_route("A", "F", weight="length_km", network=base)
    assert one != co.shortest_route("A", "E", network=base)
    assert one != co.shortest_route("A", "F", shipment="teu", network=base)
    assert one != "a route"


def test_routes_whose_figures_differ_are_not_equal() -> None:
    """The same links on two days: a restriction of one halves the ferry, so it is not the same answer."""
    storm = blank("events", id="storm", name="Storm", kind="restriction", start="2029", modes=("ferry",),
                  capacity_factor=0.5, status="in force", grade="published", source=("test",))  # fmt: skip
    base = network(events=[storm])
    calm, stormy = (co.shortest_route("A", "F", network=base.at(on)) for on in (2028, 2030))
    assert calm.links == stormy.links
    assert calm != stormy


def test_a_pickle_holds_the_answer_and_comes_back_equal(route: Route) -> None:
    """What goes between processes is the answer, not the network it was found in."""
    packed = pickle.dumps(co.shortest_route("Tashkent", "Istanbul", weight="cost"))
    assert len(packed) < 200_000
    for asked in (route, co.shortest_route("Tashkent", "Istanbul", weight="cost")):
        back = pickle.loads(pickle.dumps(asked))
        assert back == asked
        assert hash(back) == hash(asked)
        assert back.to_dict() == asked.to_dict()
        assert back.summary() == asked.summary()
        assert back.explain() == asked.explain()
        assert pickle.loads(pickle.dumps(back)) == asked


def test_a_packaged_route_read_back_still_has_its_line() -> None:
    """Its network is at hand: the packaged one of the same edition."""
    route = co.shortest_route("Tashkent", "Termez")
    assert pickle.loads(pickle.dumps(route)).geometry.equals(route.geometry)


def test_a_route_of_another_network_read_back_says_that_its_map_is_gone(route: Route) -> None:
    with pytest.raises(co.OptionError, match="without its network"):
        pickle.loads(pickle.dumps(route)).geometry  # noqa: B018


def test_plain_data_say_their_layout_and_the_edition_of_the_figures(route: Route) -> None:
    assert route.to_dict()["schema_version"] == 2
    assert route.to_dict()["edition"] == network().edition
    assert co.shortest_route("Tashkent", "Termez").to_dict()["edition"] == co.load_network().edition


def test_legs_carry_their_country(route: Route) -> None:
    """A link across a border lies in both; what is done at a place lies in its country."""
    countries = route.legs.set_index("label")["country"]
    assert countries["rail A - B"] == "UZ"
    assert countries["ferry B - C"] == "UZ-AZ"


def test_the_arcs_are_those_of_the_graph(route: Route) -> None:
    """An identity to look up in the graph: each starts where the one before ended."""
    graph = route._answer.planner.graph
    assert all(graph.heads[a] == graph.tails[b] for a, b in pairwise(route.arcs))
    assert graph.tails[route.arcs[0]] == graph.origin_of[route.origin.index]
    assert graph.heads[route.arcs[-1]] == graph.destination_of[route.destination.index]
