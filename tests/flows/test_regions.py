"""Ends of flows by name: places, countries and regions, in whatever row they are given."""

from __future__ import annotations

import pandas as pd
import pytest

import corridors as co
from corridors.flows.regions import REGIONS, Region, ends_of
from corridors.world.gazetteer import normalise
from tests.micro import micro, micro_tables

LINKS = pd.DataFrame({"from": [1, 2], "to": [2, 3], "cost": [1.0, 1.0], "capacity": [4.0, 2.0]})


def network() -> co.Network:
    """Two Uzbek places, one Kazakh; a port of the Caspian by its id; a strait of Kazakhstan."""
    tables = micro_tables("UZ:A ==1== UZ:B ==1== KZ:C ~~1~~ AZ:Baku ~~1~~ KZ:Narrows")
    for row in tables["places"]:
        row["kind"] = "strait" if row["id"] == "narrows" else row["kind"]
    return co.Network(tables)


NETWORK = network()


def region(name: str) -> Region:
    return REGIONS[normalise(name)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("A", ("a",)),
        ("a", ("a",)),
        ("UZ", ("a", "b")),
        ("Uzbekistan", ("a", "b")),
        ("KZ", ("c",)),
        ("Central Asia", ("a", "b", "c")),
        ("central asia", ("a", "b", "c")),
        ("Caspian", ("baku",)),
        ("Caspian Sea", ("baku",)),
        ("South Caucasus", ("baku",)),
        (["UZ", "A", "baku"], ("a", "b", "baku")),
        (iter(["baku", "B"]), ("baku", "b")),
    ],
)
def test_ends_are_places_countries_and_regions(asked: object, found: tuple[str, ...]) -> None:
    """In the order asked for, each once; nothing begins in a strait."""
    from corridors.flows.packaged import packaged_network

    flows = packaged_network(NETWORK, shipments=("feu",))
    assert ends_of(flows, NETWORK, asked, "origins") == found


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ([], co.OptionError, "origins is empty"),
        ("Baltic", co.UnknownPlaceError, "no place in the region 'Baltic'"),
        ("Atlantis", co.UnknownPlaceError, "Regions are Central Asia"),
    ],
)
def test_what_is_none_of_them_is_told(asked: object, error: type[Exception], says: str) -> None:
    """With what there is."""
    with pytest.raises(error, match=says):
        co.max_flow(asked, "A", network=NETWORK)  # type: ignore[arg-type]


def test_an_id_of_the_network_beats_the_words_of_the_world() -> None:
    """A place that is called as a country or a sea is that place."""
    own = micro("UZ:UZ ==1== UZ:B", "UZ:Pacific ==1== UZ:B")
    assert co.max_flow("uz", "b", network=own)._facts().origin is not None
    from corridors.flows.packaged import packaged_network

    flows = packaged_network(own, shipments=("feu",))
    assert ends_of(flows, own, "uz", "origins") == ("uz",)
    assert ends_of(flows, own, "pacific", "origins") == ("pacific",)


def test_zones_of_frames_are_found_in_any_form_and_close_ones_told() -> None:
    """Numbers are zones, and two of them are two."""
    assert co.max_flow([1, 2], 3, links=LINKS).value == 2.0
    assert co.max_flow("1", 3.0, links=LINKS).value == 2.0
    assert co.max_flow(pd.Series([1]), 2, links=LINKS).value == 4.0
    named = LINKS.assign(**{"from": ["north", "middle"], "to": ["middle", "south"]})
    with pytest.raises(co.UnknownPlaceError, match="no link or place is called 'nort'; did you mean north"):
        co.max_flow("nort", "south", links=named)
    with pytest.raises(co.UnknownPlaceError, match=r"no link or place is called 'x'$"):
        co.max_flow("x", "south", links=named)


def test_seas_hold_the_ports_of_their_parts() -> None:
    """The open sea is all coasts from which ships sail the oceans, so neither the Caspian nor a country."""
    sea = region("open sea").places
    for part in ("black sea", "persian gulf", "arabian sea", "baltic", "mediterranean", "pacific"):
        assert region(part).places < sea
    assert not region("caspian").places & sea
    assert region("indian ocean").places == region("persian gulf").places | region("arabian sea").places
    assert region("eu").countries == region("european union").countries < region("europe").countries
    assert len(region("eu").countries) == 27
