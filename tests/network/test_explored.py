"""The page of a network tells all that the network holds."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import LineString

import corridors as co
from corridors.maps.cartography import chosen_corridors
from corridors.maps.colors import LINK_COLOR, OTHER_COLOR
from corridors.maps.places import CAPITALS, place_ranks
from corridors.network.explored import network_explorer, place_dot
from tests.drawn import spread
from tests.micro import blank, corridor_rows
from tests.pages import Node, check_page, figure, rows


@pytest.fixture(scope="module")
def html() -> str:
    """The packaged network, once."""
    return co.load_network().explore().html


@pytest.fixture(scope="module")
def page(html: str) -> Node:
    return check_page(html)


def test_it_is_small_enough_to_be_sent(html: str) -> None:
    """Under three megabytes, with every link, figure and source."""
    assert len(html.encode()) < 3_000_000


def test_every_link_has_a_row_and_a_line(page: Node) -> None:
    """With its kilometres, and those of no figure blank."""
    links = co.load_network().links
    told = rows(page, "Links")
    assert len(told) == len(links)
    assert [figure(row["km"]) for row in told if row["km"]] == pytest.approx(
        [km for km, row in zip(links["length_km"], told, strict=True) if row["km"]], rel=1e-5
    )
    assert sum(bool(row["km"]) for row in told) > 0.9 * len(told)
    hits = {use.attributes["data-e"] for use in page.all("g", id="hits")[0].all("use")}
    assert hits == {row[""] for row in told}


def test_a_corridor_is_a_layer_of_its_links(page: Node) -> None:
    """Each with a row of its own, a colour and a button that picks it."""
    network = co.load_network()
    members = network.table("corridor_links")
    labels = {
        node.attributes["data-choose"]: node.text for node in page.all("button") if "data-choose" in node.attributes
    }
    drawn = {g.attributes["data-group"]: len(g.all("use")) for g in page.all("g", class_="group")}
    for corridor, record in network.corridors.iterrows():
        [key] = [key for key, label in labels.items() if label.startswith(record["name"].split(" (")[0])]
        assert drawn[key] == members.loc[members["corridor"] == corridor, "link"].nunique()
        assert f"--g{key}:{record['color']}" in page.all("style")[0].text
    assert [row["corridor"] for row in rows(page, "Corridors")] == network.corridors["name"].tolist()


def test_what_is_shut_says_why(page: Node) -> None:
    """In its row, in words that warn."""
    network = co.load_network()
    told = dict(zip(network.links.index, rows(page, "Links"), strict=True))
    shut = {link: why for link, why in network.closures.items() if "road" not in link}
    assert shut
    assert all(why.split(" (")[0] in told[link]["state, risks, corridors"] for link, why in shut.items())


def test_a_region_corridors_and_modes_can_be_chosen() -> None:
    """The others are grey, or are not there."""
    page = check_page(co.load_network().explore(region="caspian", modes=["ferry"], corridors="casca").html)
    assert {row["what"] for row in rows(page, "Links")} == {"ferry"}
    assert [row["corridor"] for row in rows(page, "Corridors")] == ["CASCA+"]


def test_an_event_is_told_on_its_date() -> None:
    """A closure in force dashes the line."""
    closed = blank("events", id="e", name="Shut", kind="closure", start="2020", links=("a--b--rail",))
    html = spread("A ==300== B", on="2025-01-01", events=[closed]).explore().html
    assert 'class="t m-rail shut"' in html
    assert "Shut" in rows(check_page(html), "Links")[0]["state, risks, corridors"]


def test_capitals_are_named_before_all_others() -> None:
    """Of a network alone nobody knows the ends of a journey, so a capital counts three more than on other maps."""
    core = co.load_network()._core
    explorer = network_explorer(co.load_network(), region=None, modes=None, corridors="casca")
    usual = place_ranks(core, chosen_corridors(core, "casca"))
    ranks = {dot.title: dot.rank for dot in explorer.dots}
    more = {place.id: ranks[place_dot(place, 0.0).title] - usual[place.index] for place in core.places}
    assert {id_ for id_, rank in more.items() if rank == pytest.approx(3.0)} == CAPITALS
    assert {id_ for id_, rank in more.items() if rank == 0.0} == more.keys() - CAPITALS


WHOLE: dict[str, Any] = {"region": None, "modes": None, "corridors": None}


def test_links_without_a_track_are_told_as_drawn_straight() -> None:
    """Each in its row, and how many of them in the credit; one with a line of its own is none of them."""
    line = gpd.GeoDataFrame(
        {"mode": ["road"]}, geometry=[LineString([(60.0, 40.0), (61.0, 40.6), (62.0, 40.5)])], crs=4326
    )
    network = spread("A ==300== B ==250== C", links={"b--c--rail": {"direction": "forward"}}).extend(links=line)
    page = network_explorer(network, **WHOLE)
    entries = page.tables[1].entries
    said = [any("straight" in told.text for told in entry.cells[-1]) for entry in entries]
    assert [entry.title for entry in entries] == ["A – B", "B – C", "A – B"]
    assert said == [True, True, False]
    assert "2 links are drawn straight" in page.credit
    assert [len(entry.cells[2]) for entry in entries] == [1, 1, 1]  # each tells its days


def test_roads_are_thinner_and_links_of_corridors_wider() -> None:
    """Of what is shown by mode there is so much to be told, and no more."""
    rows: dict[str, Any] = {**corridor_rows("silk", [["a--b--rail"], ["c--d--road"]])}
    network = spread("A ==300== B ==250.4== C ..220.. D", "B ..260.. C", **rows).without("b--c--rail")
    page = network_explorer(network, **WHOLE)
    widths = [track.width for track in page.tracks]
    wide, thin, wide_road, road = widths
    assert wide > thin
    assert (wide_road / wide, road / thin) == pytest.approx((0.65, 0.65))
    assert [track.in_use for track in page.tracks] == [True, False, True, True]
    assert [(group.label, group.color) for group in page.groups][1] == ("Silk", "#000000")
    assert (page.title.partition(",")[0], page.groups_name, page.groups[0].label) == (
        "Freight corridors", "Corridors", "other links",
    )  # fmt: skip
    assert [(name, told.text) for name, told in page.totals] == [
        ("places", "4"), ("links", "4"), ("not in use", "1"), ("rail", "550 km"), ("road", "480 km"),
    ]  # fmt: skip
    roads = network_explorer(network, **WHOLE | {"modes": "road"})
    assert [(name, told.text) for name, told in roads.totals] == [
        ("places", "3"), ("links", "2"), ("not in use", "0"), ("road", "480 km"),
    ]  # fmt: skip
    bare = network_explorer(spread("A ==300== B"), **WHOLE)
    assert (bare.title.partition(",")[0], bare.groups_name, [group.label for group in bare.groups]) == (
        "Freight network", "Links", ["links"],
    )  # fmt: skip
    assert (bare.groups[0].color, page.groups[0].color) == (LINK_COLOR, OTHER_COLOR)
