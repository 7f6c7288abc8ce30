"""Networks: views and changes give new ones and leave the old as they were."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import networkx as nx
import pandas as pd
import pytest

import corridors as co
from corridors.charges.model import Link, Place
from tests.drawn import axes
from tests.micro import blank, corridor_rows, micro, micro_tables

STRIKE = blank("events", id="strike", name="A strike", kind="closure", start="2026-10", links=("b--c--rail",))


def network(**options: Any) -> co.Network:
    """Rail and road from A to C; a planned tunnel; a strike that began in October 2026.

    ::

        A ==10== B ==10== KZ:C      A ..50.. C      A ==5== C (expected 2030)
    """
    return micro(
        "A ==10== B ==10== KZ:C",
        "A ..50.. C",
        "A ==5== C",
        links={"a--c--rail": {"status": "planned", "expected": "2030"}},
        events=[STRIKE],
        **{"on": "2026-09-30"} | options,
    )


def state(network: co.Network) -> dict[str, Any]:
    """Everything that a change could leave a trace in."""
    return {
        "on": network.on,
        "scenarios": network.scenarios,
        "closures": dict(network.closures),
        "links": network.links.to_csv(),
        "places": network.places.to_csv(),
        "events": network.events.to_csv(),
        "best": network.planner(weight="cost").distance("A", "C"),
        "summary": network.summary(),
    }


CHANGES: dict[str, Callable[[co.Network], co.Network]] = {
    "at": lambda n: n.at("2031-05-05"),
    "without": lambda n: n.without("B", "road"),
    "replace": lambda n: n.replace(links={"a--b--rail": {"length_km": 500}}),
    "apply": lambda n: n.apply(co.Scenario("x", shut="B", open="a--c--rail", links={"a--c--road": {"tracks": 2}})),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_gives_a_new_network_and_leaves_the_old(change: str) -> None:
    """Two scenarios side by side in one notebook must not disturb each other."""
    old = network()
    before = state(old)
    new = CHANGES[change](old)
    assert isinstance(new, co.Network)
    assert new is not old
    assert state(new) != before
    assert state(old) == before


@pytest.mark.parametrize("first", CHANGES)
@pytest.mark.parametrize("second", CHANGES)
def test_changes_combine(first: str, second: str) -> None:
    """A change keeps what was changed before it."""
    one, other = CHANGES[first](network()), CHANGES[second](network())
    both = CHANGES[second](one)
    assert both.on == (other.on if second == "at" else one.on)
    assert both.scenarios == one.scenarios + other.scenarios
    shut_by_hand = {link for n in (one, other) for link, why in n.closures.items() if "shut in" in why}
    assert {link for link, why in both.closures.items() if "shut in" in why} == shut_by_hand
    lengths = {n.link("a--b--rail").length_km for n in (one, other)}
    assert both.link("a--b--rail").length_km == max(lengths)


# -- dates ----------------------------------------------------------------------------------------------


def test_a_view_has_the_closures_of_its_date() -> None:
    """Before the strike, during it, and when the tunnel is there."""
    base = network()
    assert set(base.closures) == {"a--c--rail"}
    assert set(base.at("2026-10-15").closures) == {"a--c--rail", "b--c--rail"}
    assert set(base.at(2030).closures) == {"b--c--rail"}
    assert co.shortest_route("A", "C", on=2030, network=base).length_km == 5


def test_the_date_is_the_reference_date_unless_given() -> None:
    """The day that the data describe."""
    plain = micro("A ==10== B")
    assert plain.on == plain.reference_date
    assert micro("A ==10== B", on="2020").on == "2020-12-31"


def test_no_date_keeps_the_view_and_the_same_date_gives_the_same_view() -> None:
    """So that its trees are kept."""
    base = network()
    assert base.at(None) is base
    assert base.at(2030) is base.at(2030)


@pytest.mark.parametrize("on", ["soon", 5, "1980", True])
def test_no_date_is_no_view(on: object) -> None:
    """Also when the view of a number that equals it is already there."""
    base = network()
    base.at(2035)
    with pytest.raises(co.OptionError):
        base.at(on)  # type: ignore[arg-type]


@pytest.mark.parametrize("on", [["2026"], {"year": 2026}])
def test_what_cannot_be_a_date_is_refused(on: object) -> None:
    """Whatever is given, the answer is an error of this library."""
    with pytest.raises(co.OptionError, match="is no date"):
        network().at(on)  # type: ignore[arg-type]


# -- shutting -------------------------------------------------------------------------------------------


def test_without_shuts_what_is_named() -> None:
    """Links, places, countries, modes, several at once; the reason says which name it was."""
    assert network().without("a--b--rail").closures["a--b--rail"] == "shut in this network (the link a--b--rail)"
    shut = network().without("B", "road")
    assert set(shut.closures) == {"a--b--rail", "b--c--rail", "a--c--road", "a--c--rail"}
    assert shut.closures["b--c--rail"] == "shut in this network (B)"
    assert set(network().without("KZ").closures) == {"b--c--rail", "a--c--road", "a--c--rail"}


def test_the_first_reason_stays() -> None:
    """Shut twice is shut for the first reason."""
    assert network().without("B").without("rail").closures["a--b--rail"] == "shut in this network (B)"


def test_without_nothing_is_the_same_network_anew() -> None:
    """A program may have an empty list of closures."""
    assert state(network().without()) == state(network())


def test_shutting_what_is_not_there_is_refused() -> None:
    """A mistyped closure must not go unnoticed."""
    with pytest.raises(co.OptionError, match="'Atlantis' is not a place"):
        network().without("A", "Atlantis")


# -- replacing ------------------------------------------------------------------------------------------


def test_replaced_cells_are_the_user_s_estimates() -> None:
    """Unless grade and source are given, a changed figure must not pass for the old source's."""
    row = network().replace(links={"a--b--rail": {"length_km": 77}}).link("a--b--rail").row
    assert (row["length_km"], row["length_grade"], row["length_source"]) == (77.0, "estimated", ("user",))
    given = {"length_km": 77, "length_grade": "published", "length_source": "test"}
    row = network().replace(links={"a--b--rail": given}).link("a--b--rail").row
    assert (row["length_grade"], row["length_source"]) == ("published", ("test",))


def test_a_cell_without_grade_or_source_changes_alone() -> None:
    """And no column comes to be beside it."""
    before = network().link("a--b--rail").row
    after = network().replace(links={"a--b--rail": {"notes": "By the river.", "tracks": 2}}).link("a--b--rail").row
    assert set(after) == set(before)
    assert {name for name in after if after[name] != before[name]} <= {"notes", "tracks", "attributes_source"}


def test_several_sources_may_be_given() -> None:
    """As a list, or as the tables write them."""
    for sources in (["test", "user"], "test;user"):
        cells = {"length_km": 77, "length_grade": "derived", "length_source": sources}
        row = network().replace(links={"a--b--rail": cells}).link("a--b--rail").row
        assert row["length_source"] == ("test", "user")


def test_a_cell_can_be_made_blank() -> None:
    """A published time taken away leaves the rates."""
    timed = {"time_h": 99.0, "time_grade": "published", "time_source": ("test",)}
    base = micro("A ==10== B", links={"a--b--rail": timed})
    assert co.shortest_route("A", "B", network=base).time_h == 1 + 99 + 2
    changed = base.replace(links={"a--b--rail": {"time_h": None}})
    assert co.shortest_route("A", "B", network=changed).time_h == 1 + 1 + 2


def test_a_required_cell_cannot_be_made_blank() -> None:
    """A link without a length is none."""
    with pytest.raises(co.DataError, match=r"links\[a--b--rail\].length_km"):
        network().replace(links={"a--b--rail": {"length_km": None}})


@pytest.mark.parametrize(
    ("cells", "finding"),
    [
        ({"length_km": "far"}, "links[a--b--rail].length_km: 'far' is no number"),
        ({"length_km": float("nan")}, "links[a--b--rail].length_km: nan is not finite"),
        ({"length_km": -5}, "links[a--b--rail].length_km: -5 is below 0.05"),
        ({"mode": "air"}, "links[a--b--rail].mode: 'air' is none of"),
        ({"gauge_mm": None}, "links[a--b--rail].gauge_mm: None on a rail link"),
        ({"to": "x"}, "links[a--b--rail].to: 'x' is not in places"),
        ({"status": "planned"}, "links[a--b--rail].expected: blank on a planned link"),
    ],
)
def test_changed_tables_are_checked_like_read_ones(cells: dict[str, Any], finding: str) -> None:
    """Cell by cell and rule by rule: a scenario cannot break what the tables may not."""
    with pytest.raises(co.DataError) as caught:
        network().replace(links={"a--b--rail": cells})
    assert finding in str(caught.value)


def test_every_broken_cell_is_found_at_once() -> None:
    """As when tables are read."""
    with pytest.raises(co.DataError) as caught:
        network().replace(links={"a--b--rail": {"length_km": "far", "mode": "air"}, "a--c--road": {"tracks": "many"}})
    assert len(caught.value.findings) == 3


def test_an_id_cannot_be_given_to_two_links() -> None:
    """Ids are unique, in changed tables too."""
    with pytest.raises(co.CorridorsError):
        network().replace(links={"a--b--rail": {"id": "b--c--rail"}})


def test_unknown_links_and_columns_are_refused() -> None:
    """With where to look."""
    with pytest.raises(co.OptionError, match=r"no link 'x--y': `network.links` lists them by id"):
        network().replace(links={"x--y": {"tracks": 1}})
    with pytest.raises(co.OptionError, match=r"links have no column 'lanes' that could be changed") as refused:
        network().replace(links={"a--b--rail": {"lanes": 1}})
    columns = str(refused.value).partition("there are ")[2].split(", ")
    assert columns == [name for name in micro_tables("A ==10== B")["links"][0] if name != "id"]


def test_a_replaced_link_is_still_shut() -> None:
    """Closures go by link; a new length does not open one."""
    changed = network().without("a--b--rail").replace(links={"a--b--rail": {"length_km": 5}})
    assert "a--b--rail" in changed.closures


# -- what there is --------------------------------------------------------------------------------------


def test_frames_have_the_tables_by_id() -> None:
    """Links with whether they are in use and, if not, why."""
    base = network(**corridor_rows("north", [["a--b--rail"]]))
    assert list(base.places.index) == ["a", "b", "c"]
    assert base.links["in_use"].to_dict() == {
        "a--b--rail": True,
        "b--c--rail": True,
        "a--c--road": True,
        "a--c--rail": False,
    }
    assert base.links.loc["a--c--rail", "closure"] == "planned, expected 2030"
    assert list(base.corridors.index) == ["north"]
    assert list(base.sources.index) == ["test", "user"]
    assert base.table("rates").equals(pd.DataFrame(list(micro_tables("A ==1== B")["rates"])))


@pytest.mark.parametrize("name", ["places", "links", "events", "corridors", "sources"])
def test_frames_are_the_user_s_own(name: str) -> None:
    """Whatever is done to a frame, the network stays as it is."""
    base = network(on="2026-10-15", **corridor_rows("north", [["a--b--rail"]]))
    frame = getattr(base, name)
    columns = list(frame.columns)
    frame["extra"] = 1
    frame.pop(columns[0])
    assert list(getattr(base, name).columns) == columns


def test_closures_cannot_be_changed() -> None:
    """Emptying the list of closures must not open a border."""
    base = network()
    with pytest.raises((TypeError, AttributeError)):
        base.closures.clear()  # type: ignore[attr-defined]
    assert set(base.closures) == {"a--c--rail"}


def test_a_network_without_events_has_an_empty_frame_with_columns() -> None:
    """``network.events["name"]`` works on a quiet day."""
    assert list(micro("A ==10== B").events.columns) == list(network(on="2026-10-15").events.columns)


@pytest.mark.parametrize("name", ["nope", "", 5, None, ["links"]])
def test_a_table_that_is_not_there_is_refused_with_those_there_are(name: Any) -> None:
    """Like every unknown name; ``demand`` is a table of the packaged network and not of this one."""
    with pytest.raises(co.OptionError, match=r"no table is called .*: there are places, links, sources, countries"):
        network().table(name)
    with pytest.raises(co.OptionError, match="no table is called 'demand'"):
        network().table("demand")


@pytest.mark.parametrize("other", ["x", 5, pd.DataFrame({"from": ["a"]}), {"links": []}])
def test_what_is_no_network_is_refused(other: Any) -> None:
    """Whichever call it is given to, with the error of this library."""
    calls: list[Callable[[], object]] = [
        lambda: co.shortest_route("A", "C", network=other),
        lambda: co.alternative_routes("A", "C", network=other),
        lambda: co.pareto_routes("A", "C", network=other),
        lambda: co.compare_corridors("A", "C", network=other),
        lambda: co.distance_matrix("A", "C", network=other),
        lambda: co.reachable("A", 5, network=other),
        lambda: co.max_flow("A", "C", network=other),
    ]
    for call in calls:
        with pytest.raises(co.OptionError, match=r"(?s)network=.* is no network: give one of corridors.load_network"):
            call()


def test_bare_edges_are_refused_where_places_are_needed() -> None:
    """There are no corridors to compare among numbered vertices."""
    bare = co.Network.from_edges([0, 1], [1, 2], [1.0, 2.0])
    with pytest.raises(co.OptionError, match="a network of bare edges has no places"):
        co.compare_corridors(0, 2, network=bare)  # type: ignore[arg-type]
    with pytest.raises(co.OptionError, match="two or more different ones of distance"):
        co.pareto_routes(0, 2, network=bare)  # type: ignore[arg-type]


def test_places_are_searched_by_a_text() -> None:
    """A number is none."""
    with pytest.raises(co.OptionError, match="5 is no part of a name"):
        network().find_places(5)  # type: ignore[arg-type]


def test_places_and_links_are_found() -> None:
    """Records with what the search needs."""
    base = network()
    assert isinstance(base.place("A"), Place)
    assert base.find_places("c") == [base.place("C")]
    assert len(base.find_places()) == len(base) == 3
    link = base.link("a--b--rail")
    assert isinstance(link, Link)
    assert (link.mode, link.gauge_mm, link.length_km) == ("rail", 1520, 10.0)
    assert link.other(link.start) == link.end
    assert link.other(link.end) == link.start
    with pytest.raises(co.OptionError, match="no link 'x'"):
        base.link("x")
    with pytest.raises(co.UnknownPlaceError):
        base.place("Atlantis")


def test_records_cannot_be_changed() -> None:
    """They are shared by every view."""
    base = network()
    for record, name in ((base.place("A"), "name"), (base.link("a--b--rail"), "length_km")):
        with pytest.raises(AttributeError):
            setattr(record, name, 0)


def test_the_summary_counts_what_is_in_use() -> None:
    """By mode, with kilometres, and the scenarios applied."""
    text = network().apply(co.Scenario("dry", shut="B")).summary()
    lines = text.splitlines()
    assert lines[0] == "Network of 3 places and 4 links on 2026-09-30, 1 of them in use"
    assert lines[1].split() == ["rail", "0", "links", "0", "km"]
    assert lines[4].split() == ["road", "1", "links", "50", "km"]
    assert lines[5].strip() == "scenarios: dry"
    assert repr(network()).startswith("<Network of 3 places and 4 links on 2026-09-30")


def test_a_network_is_made_of_sound_tables_only() -> None:
    """Broken ones are refused with every finding."""
    with pytest.raises(co.DataError, match="gauge_mm"):
        micro("A ==10== B", links={"a--b--rail": {"gauge_mm": None}})


@pytest.mark.parametrize("shipment", ["ton", "", "box", None, 5])
def test_an_unknown_shipment_is_refused(shipment: object) -> None:
    """The unit of cost hangs on it."""
    with pytest.raises(co.OptionError, match="is unknown: give feu, teu, wagon"):
        co.shortest_route("A", "C", shipment=shipment, network=network())  # type: ignore[arg-type]


@pytest.mark.parametrize("modes", ["air", "rail,air", ["rail", "canal"], [None]])
def test_an_unknown_mode_is_refused(modes: object) -> None:
    """Otherwise it would silently forbid everything."""
    with pytest.raises(co.OptionError, match=r"is unknown: give some of rail, ferry, sea, road|is no place"):
        co.shortest_route("A", "C", modes=modes, network=network())  # type: ignore[arg-type]


def test_no_mode_is_refused() -> None:
    """A list filtered down to nothing must not mean every mode; in the words that hold for all such lists."""
    message = r"modes=.* is empty: leave it out for all, or give some of rail, ferry, sea, road"
    for modes in ([], (), set()):
        with pytest.raises(co.OptionError, match=message):
            co.shortest_route("A", "C", modes=modes, network=network())  # type: ignore[arg-type]
        with pytest.raises(co.OptionError, match=message):
            co.max_flow("A", "C", modes=modes, network=network())  # type: ignore[arg-type]


def test_names_that_cannot_be_looked_up_are_refused() -> None:
    """A list of lists of names is no list of names."""
    with pytest.raises(co.OptionError, match="is no place"):
        co.shortest_route("A", "C", via=[["A", "B"]], network=network())


def test_networks_and_what_they_answer_can_be_pickled() -> None:
    """For workers in other processes; a route read back is the same route."""
    base = co.load_network().at(2035)
    assert base.closures  # kept from the first question on
    assert dict(pickle.loads(pickle.dumps(base)).closures) == dict(base.closures)
    route = co.shortest_route("Tashkent", "Termez", network=base)
    assert pickle.loads(pickle.dumps(route)) == route
    flows = co.assign("demand_uz2025", network=base)
    assert pickle.loads(pickle.dumps(flows)).links.equals(flows.links)


def test_a_map_has_a_title_a_legend_and_a_credit_unless_it_is_asked_otherwise() -> None:
    """Each by itself."""
    network = micro("A ==300== B ==250== C")
    for without in ("", "title", "legend", "credit"):
        asked: dict[str, Any] = {"title": {"title": ""}, "": {}}.get(without, {without: False})
        ax = network.plot(axes(), **asked)
        assert bool(ax.get_title(loc="left")) == (without != "title")
        assert (ax.get_legend() is not None) == (without != "legend")
        assert any(text.get_gid() == "credit" for text in ax.texts) == (without != "credit")


@pytest.mark.parametrize("asked", [{}, {"length": None}, {"length": "length_km"}])
def test_a_street_graph_is_known_by_its_conventions(asked: dict[str, Any]) -> None:
    """Unless it is said in which column its kilometres are."""
    graph = nx.MultiDiGraph(crs="EPSG:4326")
    graph.add_node(1, x=69.0, y=41.0)
    graph.add_node(2, x=69.01, y=41.0)
    graph.add_edge(1, 2, length=850.0, highway="primary", km=0.9)
    found = co.Network.from_networkx(graph, **asked)
    assert found.links[["mode", "direction", "length_km"]].to_numpy().tolist() == [["road", "forward", 0.85]]
    named = co.Network.from_networkx(graph, length="km")
    assert named.links["length_km"].tolist() == [0.9]
