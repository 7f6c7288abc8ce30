"""What a picture of a network is made of: which names stand on it, what is told of it, and its layers."""

from __future__ import annotations

from typing import Any

import pytest

import corridors as co
from corridors.maps.colors import LINK_COLOR, OTHER_COLOR
from corridors.maps.places import CAPITALS, is_main, place_ranks
from corridors.network import picture
from tests.drawn import spread
from tests.micro import corridor_rows, micro, micro_tables


def star(*names_of_others: str, kind: str = "station") -> co.Network:
    """The hub in the middle, on a link to each of the others, all of a kind of which no rank comes."""
    tables = micro_tables(*(f"Hub ==10== {name}" for name in names_of_others))
    for row in tables["places"]:
        row["kind"] = kind
    return co.Network(tables)


@pytest.mark.parametrize("links", range(9))
@pytest.mark.parametrize("first", [True, False])
def test_a_capital_is_worth_two_more_in_rank_beside_a_city(links: int, *, first: bool) -> None:
    """Of two names where one has room; whichever of the two stands first in the table."""
    others = [f"City ==10== P{number}" for number in range(links)]
    drawn = ["Tashkent ==10== Q", *others] if first else [*others, "Tashkent ==10== Q"]
    tables = micro_tables(*drawn, *([] if links else ["City ~~10~~ R"]))
    for row in tables["places"]:
        row["kind"] = {"tashkent": "terminal", "city": "city"}.get(row["id"], "station")
    core = micro("A ==10== B")._core.__class__(tables.as_checked())
    capital, city = core.place_index["tashkent"], core.place_index["city"]
    ranks = place_ranks(core, [])
    assert is_main(core.places[capital], [], core)
    [chosen] = picture._always_named(core, [], range(len(core.places)), (50.0, 30.0, 70.0, 42.0))
    worth = {capital: ranks[capital] + 2.0, city: ranks[city]}
    assert worth[chosen.index] == max(worth.values())
    if links == 8:
        assert chosen.id == "city"
    if links == 1:
        assert chosen.id == "tashkent"


#: A map on which names keep eight degrees apart across and three up and down, but for what computers round.
BOX = (-20.0, -10.0, 80 / 1.4, 20.0)
WIDE, HIGH = 0.07 * 2 * (BOX[2] - BOX[0]), 0.07 * (BOX[3] - BOX[1])


@pytest.mark.parametrize(
    ("lon", "lat", "count"),
    [(WIDE, 0.0, 2), (WIDE - 1e-9, 0.0, 1), (0.0, HIGH, 2), (0.0, HIGH - 1e-9, 1), (-WIDE, 0.0, 2), (0.0, -HIGH, 2),
     (1e-9 - WIDE, 1e-9 - HIGH, 1), (BOX[0], 0.0, 1), (BOX[0] + 1e-9, 0.0, 2), (BOX[2], 0.0, 1), (0.0, BOX[1], 1),
     (BOX[2] - 1e-9, 0.0, 2), (0.0, BOX[1] + 1e-9, 2), (0.0, BOX[3], 1), (0.0, BOX[3] - 1e-9, 2)],
)  # fmt: skip
def test_a_name_stands_within_the_map_and_a_share_of_it_from_others(lon: float, lat: float, count: int) -> None:
    """Seven hundredths of its height, and twice as much of its width; on its edge it would be cut."""
    tables = micro_tables("A ==10== B")
    for row, spot in zip(tables["places"], ((0.0, 0.0), (lon, lat)), strict=True):
        row["lon"], row["lat"] = spot
    core = micro("A ==10== B")._core.__class__(tables.as_checked())
    assert [place.id for place in picture._always_named(core, [], [0, 1], BOX)] == ["a", "b"][:count]


@pytest.mark.parametrize(("count", "main"), [(39, 9), (40, 10), (43, 10), (44, 10), (48, 10)])
def test_of_many_places_to_be_named_ten_are_bold(count: int, main: int) -> None:
    """And no more, however many are asked for; all of them are needed."""
    network = star(*(f"P{number}" for number in range(48)))
    written, most = picture._names(network, (), [f"P{number}" for number in range(count)], set())
    assert [name.bold for name in written] == [True] * main + [False] * (count - main)
    assert all(name.needed for name in written)
    assert most == count


@pytest.mark.parametrize(("capitals", "bold"), [(9, 9), (10, 10), (12, 10)])
def test_ten_names_at_most_stand_out(capitals: int, bold: int) -> None:
    """The most wanted first; none of them is needed."""
    network = star(*(name.title() for name in sorted(CAPITALS)[:capitals]), kind="city")
    everywhere = set(range(len(network._core.places)))
    written, most = picture._names(network, (), 60, everywhere)
    ranks = place_ranks(network._core, ())
    order = sorted(everywhere, key=lambda index: (-ranks[index], index))
    assert [name.text for name in written] == [network._core.places[index].name for index in order]
    assert [name.text for name in written if name.bold] == [
        name.text for name in written if name.text.lower() in CAPITALS
    ][:bold]
    assert not any(name.needed for name in written)
    assert most == 60


@pytest.mark.parametrize(
    ("most", "named"), [(0, ["P0"]), (6, ["P0"]), (7, ["P0", "Hub", *(f"P{n}" for n in range(1, 6))])]
)
def test_places_of_no_rank_are_named_where_there_is_room_for_all(most: int, named: list[str]) -> None:
    """Seven places here; one of rank two is wanted in any case, and one of a little less is not."""
    tables = micro_tables(*(f"Hub ==10== P{number}" for number in range(6)), *["P0 ==10== P1"] * 3)
    for row in tables["places"]:
        row["kind"] = "border" if row["id"] in ("p0", "p1") else "station"
        if row["id"] == "p1":
            row["kind"] = "strait"
    network = co.Network(tables)
    ranks = place_ranks(network._core, ())
    assert [ranks[network._core.place_index[id_]] for id_ in ("p0", "hub", "p1")] == [2.0, 1.5, 1.5]
    written, allowed = picture._names(network, (), most, set(range(7)))
    assert ([name.text for name in written], allowed) == (named, most)
    assert [name.text for name in picture._names(network, (), 1, {3})[0]] == ["P2"]


def several(count: int) -> dict[str, Any]:
    """Corridors of the one railway from A to B, each in its colour, the second of which is being built."""
    tables: dict[str, Any] = {}
    for number in range(count):
        rows = corridor_rows(f"c{number}", [["a--b--rail"]])
        rows["corridors"][0] |= {"name": f"Way {number} (old)", "color": f"#00000{number}"}
        rows["corridors"][0] |= {"status": "construction"} if number == 1 else {}
        tables = {name: [*tables.get(name, []), *rows[name]] for name in rows}
    return tables


WHOLE: dict[str, Any] = {"region": None, "modes": None, "corridors": None, "labels": 60}


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        (None, "Freight corridors"),
        (["c0"], "Way 0"),
        (["c0", "c3"], "Way 0 and Way 3"),
        (["c2", "c0", "c1"], "Way 0, Way 1 and Way 2"),
        (["c0", "c1", "c2", "c3"], "Freight corridors"),
    ],
)
def test_three_corridors_are_named_in_the_title_and_no_more(asked: list[str] | None, title: str) -> None:
    """Those asked for, in the order of the table, with the date."""
    network = spread("A ==300== B ==250== C", on="2026-06-01", **several(4))
    shown = picture.network_picture(network, **WHOLE | {"corridors": asked})
    assert shown.title == f"{title}, network of 2026-06-01"
    under = network.apply(co.Scenario("s")).apply(co.Scenario("t"))
    assert picture.network_picture(under, **WHOLE).title == "Freight corridors, network of 2026-06-01, scenario s + t"
    assert picture.network_picture(spread("A ==300== B"), **WHOLE).title.startswith("Freight network, network of ")


def test_links_of_no_corridor_are_thinner_where_there_are_corridors_and_names_keep_off_the_others() -> None:
    """Without corridors the links are the picture, which names may not lie on."""
    with_some = picture.network_picture(spread("A ==300== B ==250== C", **several(2)), **WHOLE)
    without = picture.network_picture(spread("A ==300== B ==250== C"), **WHOLE)
    other, corridor = with_some.layers
    assert (other.name, other.clear, corridor.name, corridor.clear) == ("other", False, "corridor", True)
    assert 1.5 < other.zorder < corridor.zorder < 7  # above what countries are called, below the marks of places
    alone, none = without.layers
    assert (alone.clear, len(alone.strands), len(none.strands)) == (True, 2, 0)
    [thin], [wide] = other.strands, corridor.strands
    assert thin.width_pt == alone.strands[0].width_pt / 2
    assert 1.0 < wide.width_pt / alone.strands[0].width_pt < 1.5  # several lie side by side
    assert wide.colors == ("#000000", "#000001")
    assert (thin.colors, alone.strands[0].colors) == ((OTHER_COLOR,), (LINK_COLOR,))
    assert [sample.label for sample in with_some.legend[:2]] == ["Way 0 (old)", "Way 1 (old), being built"]
    assert (with_some.grows, picture.network_picture(spread("A ==300== B"), **WHOLE | {"region": "south"}).grows) == (
        True, False,
    )  # fmt: skip
    assert "2 links are drawn straight" in without.credit
    assert [sample[2] for sample in with_some.legend[:2]] == [3.0, 3.0]  # wide enough to be seen


def test_of_chosen_corridors_the_places_that_they_pass_are_named() -> None:
    """Of all of them, or where none of them is seen, whatever there is."""
    network = spread("A ==300== B ==250== C ~~290~~ D", **several(2))
    texts = {
        str(asked): [name.text for name in picture.network_picture(network, **WHOLE | asked).names]
        for asked in ({}, {"corridors": ["c0"]}, {"corridors": ["c0"], "modes": "ferry"})
    }
    assert [sorted(found) for found in texts.values()] == [["A", "B", "C", "D"], ["A", "B"], ["C", "D"]]
    at_sea = picture.network_picture(network, **WHOLE | {"modes": "ferry"})
    assert [len(layer.strands) for layer in at_sea.layers] == [1, 0]
    assert not any(sample.label.startswith("Way") for sample in at_sea.legend)


def test_layers_of_a_page_are_those_that_have_lines() -> None:
    """Links alone are no other links; spots are those of the links that are shown."""
    asked: dict[str, Any] = {"region": None, "modes": None, "corridors": None}
    one_way = {"b--c--rail": {"direction": "forward"}}
    alone = picture.network_page(spread("A ==300== B ==250== C ~~290~~ D", links=one_way), **asked)
    [layer] = alone.layers
    assert (layer.label, layer.color, len(layer.lines)) == ("links", None, 3)
    assert all(" km" in line.text and " USD" in line.text for line in layer.lines)
    network = spread("A ==300== B ==250== C ~~290~~ D", **several(2))
    page = picture.network_page(network, **asked)
    assert [layer.label for layer in page.layers] == ["other links", "Way 0", "Way 1, being built"]
    assert [layer.color for layer in page.layers] == [None, "#000000", "#000001"]
    assert {line.color for line in page.layers[0].lines} == {OTHER_COLOR}
    assert {line.color for line in layer.lines} == {LINK_COLOR}
    assert len(page.spots) == 4
    assert all(" km" in line.text and " USD" in line.text for layer in page.layers for line in layer.lines)
    at_sea = picture.network_page(network, **asked | {"modes": "ferry"})
    assert [layer.label for layer in at_sea.layers] == ["other links"]
    assert [text.text.partition("</b>")[0] for text in at_sea.spots] == ["<b>C", "<b>D"]
    shut = picture.network_page(network.without("b--c--rail"), **asked)
    assert [[line.in_use for line in layer.lines] for layer in shut.layers] == [[False, True], [True], [True]]
    assert sum("shut in this network" in line.text for layer in shut.layers for line in layer.lines) == 1
