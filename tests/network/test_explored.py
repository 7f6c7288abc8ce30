"""The page of a network tells all that the network holds."""

from __future__ import annotations

import pytest

import corridors as co
from corridors.maps.cartography import chosen_corridors
from corridors.maps.places import CAPITALS, place_ranks
from corridors.network.explored import network_explorer, place_dot
from tests.drawn import spread
from tests.micro import blank
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
