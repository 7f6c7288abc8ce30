"""Names of what to shut or avoid: places, countries, corridors, modes, links."""

from __future__ import annotations

import pandas as pd
import pytest

import corridors as co
from corridors.world.selection import as_tuple, select
from tests.micro import blank, corridor_rows, micro

NETWORK = micro(
    "A ==10== B ==10== KZ:C ..10.. KZ:D",
    "B ~~10~~ D",
    **corridor_rows("north", [["b--c--rail"], ["c--d--road"]], ["a--b--rail"]),
)


def chosen(*names: object, whole_corridors: bool = False) -> list[tuple[str, set[str], set[str]]]:
    """Label, links and places of each selection."""
    core = NETWORK._core
    return [
        (found.label, {core.links[i].id for i in found.links}, {core.places[i].id for i in found.places})
        for found in select(core, names, whole_corridors=whole_corridors)
    ]


def test_a_link_is_itself() -> None:
    """By its id."""
    assert chosen("a--b--rail") == [("the link a--b--rail", {"a--b--rail"}, set())]


def test_a_mode_is_all_its_links() -> None:
    """Avoiding road avoids no place: those may have trains."""
    assert chosen("road") == [("mode road", {"c--d--road"}, set())]


def test_a_place_is_every_link_there() -> None:
    """A place that is shut can neither be passed nor be an end."""
    assert chosen("B") == [("B", {"a--b--rail", "b--c--rail", "b--d--ferry"}, {"b"})]


def test_a_point_is_the_place_it_is_taken_to() -> None:
    """Coordinates work wherever a place does."""
    assert len(chosen((40.0, 60.0))[0][2]) == 1


@pytest.mark.parametrize("name", ["KZ", "kz", " KZ ", "Kazakhstan", "kazakhstan"])
def test_a_country_is_every_link_that_touches_it(name: str) -> None:
    """By code or by name; a link across its border touches it."""
    assert chosen(name) == [("Kazakhstan", {"b--c--rail", "c--d--road", "b--d--ferry"}, {"c", "d"})]


def test_a_country_has_names_in_other_languages() -> None:
    """The same spellings as for places: Russian, Uzbek, aliases."""
    countries = [
        blank(
            "countries",
            id="UZ",
            name="Uzbekistan",
            name_ru="Узбекистан",
            name_uz="Oʻzbekiston",
            aliases=("RUz",),
        )
    ]
    core = micro("A ==10== B", countries=countries)._core
    for name in ("Узбекистан", "O'zbekiston", "O‘zbekiston", "ruz"):
        assert select(core, [name])[0].label == "Uzbekistan"


def test_a_corridor_to_avoid_is_its_gateway() -> None:
    """Its other links are shared with corridors that are not avoided; without the gateway it is not used."""
    assert chosen("north") == chosen("North") == [("North", {"b--c--rail"}, set())]


def test_a_whole_corridor_is_all_its_links() -> None:
    """Opening a corridor opens all of it."""
    links = {"a--b--rail", "b--c--rail", "c--d--road"}
    assert chosen("north", whole_corridors=True) == [("North", links, set())]


def test_several_names_are_several_selections() -> None:
    """Each keeps its own label, for the reasons in messages."""
    assert [label for label, _, _ in chosen("KZ", "A", "rail")] == ["Kazakhstan", "A", "mode rail"]


@pytest.mark.parametrize("name", ["Atlantis", "", "XX", "airship", (0.0, 0.0)])
def test_a_name_that_is_nothing_is_refused(name: object) -> None:
    """A mistyped closure must not silently close nothing."""
    with pytest.raises(co.OptionError, match="is not a place, country"):
        chosen(name)


@pytest.mark.parametrize("name", [None, 5, 2.5])
def test_what_is_no_name_is_refused(name: object) -> None:
    """Numbers and nothing are no names."""
    with pytest.raises(co.OptionError):
        chosen(name)


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (None, ()),
        ("A", ("A",)),
        (["A", "B"], ("A", "B")),
        (("A", "B"), ("A", "B")),
        ((41.3, 69.2), ((41.3, 69.2),)),
        ((41, 69), ((41, 69),)),
        ([(41.3, 69.2), "B"], ((41.3, 69.2), "B")),
        ([], ()),
    ],
)
def test_one_name_or_several(given: object, names: tuple[object, ...]) -> None:
    """A word is one name and not its letters; a pair of numbers is one point and not two."""
    assert as_tuple(given) == names  # type: ignore[arg-type]


def test_a_place_itself_is_one_name() -> None:
    """`network.place(...)` gives a Place, and a Place may stand wherever a name may."""
    place = NETWORK.place("B")
    assert as_tuple(place) == (place,)


@pytest.mark.parametrize("given", [True, b"ab", object()])
def test_what_is_neither_name_nor_names_is_refused(given: object) -> None:
    """Whatever a user gives, the answer is an error of this library."""
    with pytest.raises(co.OptionError):
        co.shortest_route("A", "D", via=given, network=NETWORK)  # type: ignore[arg-type]


@pytest.mark.parametrize("word", ["IN", "DE", "sea", "Europe", "war"])
@pytest.mark.parametrize("by_id", [True, False])
def test_a_place_of_ones_own_hides_behind_no_word_of_the_world(word: str, by_id: bool) -> None:
    """P - WORD - q, with a way round: a country, mode or region that the network has nothing of is not meant.

    10 km, 20 km by WORD; 110 km round.
    """
    middle = word if by_id else "m"
    places = pd.DataFrame({"id": ["p", middle, "q", "r"], "name": ["P", word, "Q", "R"]})
    ends = {"from": ["p", middle, "p", "r"], "to": [middle, "q", "r", "q"]}
    network = co.Network.from_frames(places, pd.DataFrame({**ends, "length_km": [10.0, 20.0, 50.0, 60.0]}))
    assert co.shortest_route("p", "q", network=network).length_km == 30.0
    assert co.shortest_route("p", "q", avoid=word, network=network).length_km == 110.0
    assert co.shortest_route("p", "q", network=network.without(word)).length_km == 110.0
    if by_id:
        assert co.max_flow(word, "q", network=network).origins == (word,)


def test_a_word_that_is_a_place_and_something_else_of_the_network_is_asked_back() -> None:
    """A place called sea, and links of that mode elsewhere."""
    places = pd.DataFrame({"id": ["p", "m", "q"], "name": ["P", "rail", "Q"]})
    links = pd.DataFrame({"from": ["p", "m"], "to": ["m", "q"], "length_km": [1.0, 2.0], "mode": ["rail", "rail"]})
    network = co.Network.from_frames(places, links)
    with pytest.raises(co.OptionError, match="may be mode rail or the place with this name: for the place give 'm'"):
        network.without("rail")
    with pytest.raises(co.NoRouteError):
        co.shortest_route("p", "q", avoid="m", network=network)
