"""Pages of flows tell what flows, how full it is, and what binds."""

from __future__ import annotations

import pandas as pd
import pytest

import corridors as co
from corridors.flows.explored import flows_explorer
from corridors.maps.cartography import CREDIT
from corridors.maps.explorer import Entry
from tests.drawn import PLACES as SPOTS
from tests.drawn import spread
from tests.flows.test_max_flow import handled, port
from tests.micro import corridor_rows
from tests.pages import check_page, figure, rows

DEMAND = pd.DataFrame(
    {"origin": ["Tashkent", "Tashkent"], "destination": ["Poti", "Karachi"], "mt_per_year": [3.0, 2.0]}
)
LINKS = pd.DataFrame(
    {"id": ["ab", "bc"], "from": ["a", "b"], "to": ["b", "c"], "cost": [1.0, 1.0], "capacity": [30.0, 2.0]}
)
PLACES = pd.DataFrame({"id": ["a", "b", "c"], "lon": [0.0, 5.0, 9.0], "lat": [0.0, 4.0, 51.0]})


def test_every_link_in_use_has_a_row_with_its_flow() -> None:
    """Flow, capacity and load; what binds stands in a table of its own, with what one more is worth."""
    flows = co.assign(DEMAND, method="system_optimum")
    page = check_page(flows.explore().html)
    told = rows(page, "Links")
    assert [figure(row["Mt a year"]) for row in told] == pytest.approx(flows.links["mt_per_year"].tolist(), rel=1e-3)
    known = flows.links["capacity_mt_per_year"] < float("inf")
    assert [bool(row["share of capacity"]) for row in told] == known.tolist()
    binding = rows(page, "What binds")
    assert [row["what"] for row in binding] == flows.capacities.query("utilisation > 1 - 1e-6")["label"].tolist()
    assert len(binding) > 0
    prices = {row["what"]: figure(row["worth of one more"]) for row in binding if row["worth of one more"]}
    dear = flows.bottlenecks.set_index("label")["price"]
    assert prices == pytest.approx(dear[dear > 0].to_dict(), rel=1e-3)
    assert [figure(row["demand, Mt a year"]) for row in rows(page, "Demand")] == [3.0, 2.0]


def test_a_link_is_as_wide_as_its_flow_and_in_the_colour_of_its_load() -> None:
    """On plain frames too, which lie nowhere on the Earth and have no land."""
    demand = pd.DataFrame({"origin": ["a", "b"], "destination": ["c", "c"], "demand": [1.0, 1.0]})
    page = check_page(co.assign(demand, links=LINKS, places=PLACES).explore().html)
    drawn = {g.attributes["data-group"]: g.all("use") for g in page.all("g", class_="group")}
    widths = [float(use.attributes["stroke-width"]) for uses in drawn.values() for use in uses]
    assert sorted(widths) == pytest.approx([6.5, 13.0])
    assert not page.all("path", class_="land")
    labels = {b.attributes["data-choose"]: b.text for b in page.all("button") if "data-choose" in b.attributes}
    assert {labels[key]: len(uses) for key, uses in drawn.items() if uses} == {
        "less than half full": 1, "full: it binds": 1,
    }  # fmt: skip


def test_the_greatest_flow_has_a_page() -> None:
    """Its cut is among what binds."""
    best = co.max_flow("UZ", "Black Sea", modes=["rail", "ferry"])
    page = check_page(best.explore().html)
    assert set(best.cut["label"]) <= {row["what"] for row in rows(page, "What binds")}


def test_nothing_is_no_page() -> None:
    """It is said."""
    demand = pd.DataFrame({"origin": ["c"], "destination": ["a"], "demand": [1.0]})
    one_way = LINKS.assign(direction="forward") if "direction" in LINKS else LINKS.assign(capacity=0.0)
    flows = co.assign(demand, links=one_way, places=PLACES, method="system_optimum")
    with pytest.raises(co.OptionError, match="nothing flows"):
        flows.explore()


def told(entries: list[Entry], column: int) -> list[str]:
    """What a column says, the one of titles left out; nothing where a cell is empty."""
    return ["".join(told.text for told in entry.cells[column]) for entry in entries]


#: A way whose links are full, nearly, half, and not half, and one of no known capacity; its end lies aside.
WAY = pd.DataFrame(
    {"id": list("vwxyz"), "from": list("abcde"), "to": list("bcdef"), "cost": 1.0, "mode": ["rail", "", "", "", ""],
     "capacity": [9.0, 10.0, 18.0, 18.1, float("inf")]}
)  # fmt: skip
STOPS = pd.DataFrame({"id": list("abcdef"), "lon": [0.0, 1, 2, 3, 4, 8], "lat": [0.0, 0, 0, 0, 0, 4]})


def along_the_way(*rows: tuple[str, str, float], places: pd.DataFrame = STOPS) -> co.Flows:
    demand = pd.DataFrame(rows, columns=["origin", "destination", "demand"])
    return co.assign(demand, links=WAY, places=places, directed=False)


def test_a_load_has_a_colour_from_its_least_on() -> None:
    """A load of a half is half full; what binds is written out, and where nothing is known nothing is said of it."""
    page = flows_explorer(along_the_way(("a", "f", 9.0)))
    assert [list(track.groups) for track in page.tracks] == [["full"], ["nearly"], ["half"], ["free"], ["unknown"]]
    entries = list(page.tables[-1].entries)
    assert [entry.title for entry in entries] == ["a – b", "b – c", "c – d", "d – e", "e – f"]
    assert told(entries, 0) == ["rail", "", "", "", ""]
    assert told(entries, 3) == ["9", "10", "18", "18.1", "not known"]
    assert told(entries, 4) == ["100 %", "90 %", "50 %", "50 %", ""]
    assert told(entries, 5) == [""] * 5  # nothing has a price where capacities are not asked about
    assert told(entries, 6) == ["it binds", "", "", "", ""]
    greatest = flows_explorer(co.max_flow("a", "f", links=WAY, places=STOPS))
    assert told(list(greatest.tables[-1].entries), 5) == [""] * 5
    assert told(list(greatest.tables[0].entries), 4) == [""]


def test_a_line_is_as_wide_as_its_part_of_the_most_but_can_be_seen() -> None:
    """Measured by the fullest link of a known capacity; others are thin, whatever they carry."""
    page = flows_explorer(
        along_the_way(("a", "b", 8.0), ("b", "a", 1.0), ("c", "d", 3.0), ("d", "e", 0.1), ("e", "f", 99))
    )
    widths = {entry.title: track.width for entry, track in zip(page.tables[-1].entries, page.tracks, strict=True)}
    assert widths == pytest.approx({"a – b": 13.0, "c – d": 13 / 3, "d – e": 1.6, "e – f": 1.4})
    both = {entry.title: "".join(t.text for t in entry.cells[2]) for entry in page.tables[-1].entries}
    assert both["a – b"] == "8 and 1"
    assert both["c – d"] == "3 and 0"


def test_places_stand_where_their_links_end() -> None:
    """Of a network that lies nowhere, about the middle and ten degrees across; of one on the Earth, where they are."""
    page = flows_explorer(along_the_way(("a", "f", 9.0)))
    assert {dot.name: dot.point for dot in page.dots} == {
        "a": (-5.0, -2.5), "b": (-3.75, -2.5), "c": (-2.5, -2.5), "d": (-1.25, -2.5), "e": (0.0, -2.5), "f": (5.0, 2.5),
    }  # fmt: skip
    elsewhere = STOPS.assign(lon=STOPS["lon"] + 100, lat=STOPS["lat"] - 50)
    moved = flows_explorer(along_the_way(("a", "f", 9.0), places=elsewhere))
    assert {dot.rank for dot in page.dots} == {2.0}
    assert [dot.point for dot in moved.dots] == [dot.point for dot in page.dots]
    upright = STOPS.rename(columns={"lon": "lat", "lat": "lon"}).assign(lat=STOPS["lon"] + 40)
    turned = flows_explorer(along_the_way(("a", "f", 9.0), places=upright))
    assert [dot.point[::-1] for dot in turned.dots] == [dot.point for dot in page.dots]
    assert not page.land
    assert page.credit == ""
    network = spread("A ==200== B ==200== KZ:C")
    demand = pd.DataFrame({"origin": ["C"], "destination": ["A"], "mt_per_year": [3.0]})
    real = flows_explorer(co.assign(demand, network=network))
    assert {dot.title: dot.point for dot in real.dots} == {name.upper(): SPOTS[name] for name in "abc"}
    assert real.land
    assert real.credit == CREDIT


def test_what_binds_names_its_kind_its_countries_and_how_it_is_known() -> None:
    """A link that binds is found by its line as well; a border has none. On plain frames there are no countries."""
    known = {"capacity_mt_per_year": 3.0, "capacity_grade": "published", "capacity_source": ("test",)}
    network = spread(
        "A ==200== B ==200== KZ:C",
        links={"a--b--rail": known, "b--c--rail": known},
        **port(handled("border", "c", 3.0)),
    )
    demand = pd.DataFrame({"origin": ["A"], "destination": ["C"], "mt_per_year": [3.0]})
    page = flows_explorer(co.assign(demand, network=network))
    binds = list(page.tables[0].entries)
    rows_found = {entry.title: [told([entry], column)[0] for column in range(5)] for entry in binds}
    assert rows_found == {
        "border KZ-UZ at c": ["border", "KZ-UZ", "3", "3", ""],
        "rail A - B": ["link", "UZ", "3", "3", ""],
        "rail B - C": ["link", "UZ-KZ", "3", "3", ""],
    }
    assert {entry.cells[3][0].grade for entry in binds} == {"published"}
    keys = {entry.title: entry.key for entry in binds}
    assert [track.entries[1:] for track in page.tracks] == [[keys["rail A - B"]], [keys["rail B - C"]]]
    cited = [[source for told in entry.cells[3] for source in told.sources] for entry in page.tables[-1].entries]
    assert cited == [[1], [1]]
    assert "A test" in check_page(co.assign(demand, network=network).explore().html).text
    frames = flows_explorer(along_the_way(("a", "f", 9.0)))
    assert told(list(frames.tables[0].entries), 1) == [""]
    assert [list(track.entries) for track in frames.tracks][:2] == [["e0", "b0"], ["e1"]]


def test_a_place_that_binds_is_not_the_link_of_its_name() -> None:
    """The line of a link leads to its own row of what binds, if it has one."""
    links = pd.DataFrame(
        {"id": ["b", "c"], "from": ["a", "b"], "to": ["b", "c"], "cost": 1.0, "capacity": [9.0, 3.0]}
    )  # fmt: skip
    demand = pd.DataFrame({"origin": ["a"], "destination": ["c"], "demand": [3.0]})
    flows = co.assign(demand, links=links, places=STOPS.head(3).assign(capacity=[9.0, 3.0, 9.0]))
    page = flows_explorer(flows)
    keys = {told([entry], 0)[0]: entry.key for entry in page.tables[0].entries}
    assert keys.keys() == {"place", "link"}
    assert sorted(list(track.entries[1:]) for track in page.tracks) == [[], [keys["link"]]]


def test_corridors_that_carry_nothing_have_no_row() -> None:
    """Those that do have what they carry, and its share of all."""
    silk = corridor_rows("silk", [["a--b--rail"]])
    network = spread("A ==200== B ==200== C", **silk)
    for origin, carried in (("A", [("silk", "3", "75 %"), ("(none)", "1", "25 %")]), ("B", [("(none)", "4", "100 %")])):
        demand = pd.DataFrame({"origin": [origin, "B"], "destination": ["C", "C"], "mt_per_year": [3.0, 1.0]})
        page = flows_explorer(co.assign(demand, network=network))
        table = next(sheet for sheet in page.tables if sheet.title.startswith("By corridor"))
        found = [(entry.title, told([entry], 0)[0], told([entry], 1)[0]) for entry in table.entries]
        assert sorted(found) == sorted(carried)


def test_what_is_not_served_warns() -> None:
    """And only that."""
    demand = pd.DataFrame({"origin": ["a", "a"], "destination": ["b", "c"], "demand": [9.5, 0.0]})
    page = flows_explorer(co.assign(demand, links=WAY, places=STOPS, method="system_optimum"))
    table = next(sheet for sheet in page.tables if sheet.title == "Demand")
    assert [told([entry], column)[0] for entry in table.entries for column in range(4)] == [
        "9.5", "9", "0.5", "1", "0", "0", "0", "0",
    ]  # fmt: skip
    assert [[told.warns for cell in entry.cells for told in cell] for entry in table.entries] == [
        [False, False, True, False], [False] * 4,
    ]  # fmt: skip
    assert [(name, told.text) for name, told in page.totals] == [
        ("demand", "9.5 units"), ("served", "9 units"), ("unserved", "0.5 units"), ("links used", "1"),
        ("capacities that bind", "1"),
    ]  # fmt: skip
