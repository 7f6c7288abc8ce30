"""The heart of a network: records, corridors and names made of checked tables."""

from __future__ import annotations

import pytest

import corridors as co
from tests.micro import blank, corridor_rows, micro

NETWORK = micro(
    "A ==10== B ==10== KZ:C",
    "B ~~5~~ KZ:C",
    **corridor_rows("north-line", [["a--b--rail"], ["b--c--rail", "b--c--ferry"]], []),
)


def test_places_and_links_are_numbered_in_the_order_of_the_tables() -> None:
    """Numbers are what the search works with; ids lead to them and links to their places."""
    core = NETWORK._core
    assert [place.index for place in core.places] == [0, 1, 2]
    assert [core.place_index[place.id] for place in core.places] == [0, 1, 2]
    assert [core.link_index[link.id] for link in core.links] == [0, 1, 2]
    for link in core.links:
        assert link.index in core.links_at[link.start]
        assert link.index in core.links_at[link.end]
    assert sum(len(links) for links in core.links_at) == 2 * len(core.links)


def test_a_corridor_has_its_links_and_its_gateways_in_order() -> None:
    """By number of the group, all links together."""
    (corridor,) = NETWORK._core.corridors
    assert (corridor.id, corridor.name) == ("north-line", "North-Line")
    assert corridor.links == {0, 1, 2}
    assert corridor.gateways == (frozenset({0}), frozenset({1, 2}))


@pytest.mark.parametrize(("links", "used"), [({0, 1}, True), ({0, 2}, True), ({0}, False), ({1, 2}, False)])
def test_a_corridor_is_used_by_crossing_a_link_of_every_group(links: set[int], used: bool) -> None:
    """One of each is enough, one group is not."""
    assert NETWORK._core.corridors[0].used_by(frozenset(links)) is used


@pytest.mark.parametrize("name", ["north-line", "North-Line", "NORTH LINE", "northline"])
def test_a_corridor_is_found_in_any_spelling(name: str) -> None:
    """By id or name, as places are; unknown ones are None."""
    found = NETWORK._core.corridor(name)
    assert found is not None
    assert found.id == "north-line"
    assert NETWORK._core.corridor("south") is None


@pytest.mark.parametrize(("name", "code"), [("UZ", "UZ"), ("uz", "UZ"), ("uzbekistan", "UZ"), ("X", None), ("U", None)])
def test_a_country_is_found_by_code_or_name(name: str, code: str | None) -> None:
    """Unknown ones are None; a code without a name is its own name."""
    assert NETWORK._core.country_code(name) == code
    assert NETWORK._core.country_name("UZ") == "Uzbekistan"
    assert NETWORK._core.country_name("XX") == "XX"


def test_a_place_has_every_spelling_once() -> None:
    """Name, Russian, Uzbek and aliases, the name first."""
    places = [
        blank(
            "places",
            id=key,
            name="Kokand",
            name_ru="Коканд",
            name_uz="Qoʻqon",
            aliases=("Khokand", "Коканд"),
            country="UZ",
            kind="city",
            lat=40.5,
            lon=70.9,
            source=("test",),
            grade="published",
        )
        for key in ("a", "b")
    ]
    network = micro("A ==1== B", places=places)
    assert network._core.places[0].spellings == ("Kokand", "Коканд", "Qoʻqon", "Khokand")


def test_views_share_one_core() -> None:
    """Records and graphs are made once for all dates and closures; changed tables have their own."""
    assert NETWORK.at(2040)._core is NETWORK.without("B")._core is NETWORK._core
    assert NETWORK.replace(links={"a--b--rail": {"tracks": 2}})._core is not NETWORK._core


def test_broken_tables_have_no_core() -> None:
    """Every number in a record has passed the rules."""
    with pytest.raises(co.DataError):
        micro("A ==10== B", links={"a--b--rail": {"to": "x"}})
