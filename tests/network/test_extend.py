"""Links of one's own beside the packaged network: nothing is lost, nothing is joined in silence."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, MultiLineString, Point

import corridors as co

PACKAGED = co.load_network()

#: A yard south of Kashgar, 46 km from it.
YARD = {"id": "my-yard", "name": "My yard", "country": "CN", "lat": 39.05, "lon": 75.95}

ANGREN, KASHGAR_YARD = (70.1405, 41.0246), (75.95, 39.05)


def lines(*points: Sequence[tuple[float, float]], crs: int = 4326, **columns: list[Any]) -> gpd.GeoDataFrame:
    """A frame of lines, given in degrees and kept in `crs`."""
    frame = gpd.GeoDataFrame(columns, geometry=[LineString(line) for line in points], crs=4326)
    return frame.to_crs(crs)


def findings(network: co.Network = PACKAGED, **options: Any) -> list[str]:
    """Everything that is found wrong."""
    with pytest.raises(co.DataError) as caught:
        network.extend(**options)
    return list(caught.value.findings)


def road(start: object, end: object, km: object, **cells: Any) -> dict[str, Any]:
    """A road of the user's."""
    return {"from": start, "to": end, "mode": "road", "length_km": km} | cells


# -- what a new user would do -----------------------------------------------------------------------------


def test_a_line_of_another_crs_joins_angren_to_a_new_place() -> None:
    """Its length is that of the line, derived; it is drawn where it runs; the join and how far is told."""
    way = [ANGREN, (72.5, 40.6), (74.0, 39.6), KASHGAR_YARD]
    network = PACKAGED.extend(places=[YARD], links=lines(way, crs=3857, mode=["rail"], gauge_mm=[1435]))
    [name] = network.extension.added["links"]
    link = network.links.loc[name]
    assert name == "angren--my-yard--rail"
    assert link["length_km"] == pytest.approx(
        gpd.GeoSeries([LineString(way)], crs=4326).to_crs(32643).length[0] / 1e3, rel=2e-3
    )
    assert (link["length_grade"], link["length_source"]) == ("derived", ("user: me",))
    joins = network.extension.joins.set_index("column")
    assert joins.loc["from", ["place", "by"]].tolist() == ["angren", "line end"]
    assert joins.loc["to", "place"] == "my-yard"
    assert joins["km"].max() < 0.01
    route = co.shortest_route("Tashkent", "My yard", modes="rail", network=network)
    assert name in {step.link.id for step in route.steps if step.link is not None}
    drawn = list(route.geometry.coords)
    assert all(min(abs(x - a) + abs(y - b) for a, b in drawn) < 1e-6 for x, y in way)
    frame = network.to_geodataframe()
    assert frame.loc[name, "quality"] == "given"
    assert len(frame.loc[name, "geometry"].coords) == len(way)


def test_nothing_of_what_stands_is_lost() -> None:
    """Tables keep every row in its place; date, scenarios, what is shut and closures stay."""
    before = PACKAGED.at("2026-10-01").apply(co.Scenario("s", shut="kuryk")).without("TM")
    after = before.extend(places=[YARD], links=[road("Kashgar", "my-yard", 60)])
    for table in ("places", "links", "services", "handling", "events", "corridors", "corridor_links", "projects"):
        old, new = before.table(table), after.table(table)
        pd.testing.assert_frame_equal(old, new.iloc[: len(old)][old.columns], check_dtype=False)
    assert (after.on, after.scenarios) == (before.on, before.scenarios)
    assert after.closures == before.closures
    assert set(after.sources.index) - set(before.sources.index) == {"user: me"}
    old, new = before.to_geodataframe(), after.to_geodataframe()
    assert old["quality"].tolist() == new["quality"].tolist()[: len(old)]
    assert before.extension.added == {}
    assert (before.edition, after.edition) == (PACKAGED.edition, f"{PACKAGED.edition}+own")


def test_the_answers_of_what_stands_stay_the_same() -> None:
    """A place that leads nowhere changes no way."""
    after = PACKAGED.extend(places=[YARD], links=[road("Kashgar", "my-yard", 60)])
    for end in ("Istanbul", "Karachi", "Rotterdam"):
        ways = [co.shortest_route("Tashkent", end, weight="cost", network=n).to_dict() for n in (PACKAGED, after)]
        for way in ways:
            way.pop("edition", None)
        assert ways[0] == ways[1]


def test_two_lines_meet_at_a_new_place() -> None:
    """Where they meet must be a place: nothing is bridged; with one there the way goes through."""
    middle = (72.9, 40.1)
    both = lines([ANGREN, middle], [middle, (75.9868, 39.4672)], mode=["road", "road"])
    found = findings(links=both)
    assert len(found) == 2
    assert found[0].startswith("links[row 0].to: the line ends at (40.1, 72.9), and no place is within 5 km: nearest")
    assert "links[row 1] ends there too" in found[0]
    meeting = {"id": "meeting", "country": "Kyrgyzstan", "lat": middle[1], "lon": middle[0]}
    network = PACKAGED.extend(places=[meeting], links=both)
    route = co.shortest_route("Angren", "Kashgar", modes="road", network=network)
    assert [place.name for place in route.places] == ["Angren", "meeting", "Kashgar"]
    assert route.length_km == pytest.approx(network.extension.links["length_km"].sum())
    assert network.place("meeting").country == "KG"
    assert "country: 'Kyrgyzstan' is read as KG" in network.extension.summary()


def test_a_misspelt_place_is_asked_back() -> None:
    """A question may be understood; a link that is joined to the wrong place changes every answer after it."""
    [found] = findings(links=[road("Angrenn", "Kashgar", 900)])
    assert found == (
        "links[row 0].from: 'Angrenn' is no place of the network; is it 'angren' (Angren, UZ)? else add it to places"
    )


def test_a_name_of_two_places_is_asked_back() -> None:
    """With the ids that tell them apart; an id is no name."""
    [found] = findings(links=[road("Astara", "Angren", 2500)])
    assert "'Astara' may be several places; give 'astara-az' (Astara (Azerbaijan), AZ) or 'astara-ir'" in found
    PACKAGED.extend(links=[road("astara-az", "Angren", 2500)])


def test_words_in_other_letters_are_read_and_told() -> None:
    """Rail for "Rail", UZ for "Uzbekistan", length_km for "Length km"."""
    links = pd.DataFrame({"From": ["Angren"], "to": ["Kashgar"], "Mode": ["Rail"], "Length km": ["900"]})
    network = PACKAGED.extend(links=links)
    [name] = network.extension.added["links"]
    assert network.links.loc[name, ["mode", "gauge_mm", "length_km"]].tolist() == ["rail", 1520, 900.0]
    notes = " ".join(network.extension.notes)
    for told in ("'Rail' is read as rail", "'Length km' is read as length_km", "1520 mm where no gauge is given"):
        assert told in notes


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("lenght_km", 900, "is it length_km?"),
        ("length_m", 900_000, "give length_km, in kilometres"),
        ("distance", 900, "is it length_km? name the unit"),
        ("lenght", 900, "is it length_km? name the unit"),
        ("capacity_mt_year", 9, "is it capacity_mt_per_year?"),
    ],
)
def test_columns_of_other_formats_are_not_passed_over(column: str, value: float, told: str) -> None:
    """A length in metres under a name that nothing reads would be a link without a length, or worse a length of 1."""
    link = {"from": "Angren", "to": "Kashgar", "mode": "road", column: value}
    assert any(f"links.{column}: no column of links; {told}" in found for found in findings(links=[link]))


def test_a_length_in_metres_is_questioned() -> None:
    """Beside its line, and beside the great circle where there is none."""
    way = lines([ANGREN, (75.9868, 39.4672)], length_km=[540_000.0], mode=["road"])
    [found] = findings(links=way)
    assert "540,000 km, and the line is 52" in found
    assert "in metres? then give 540" in found
    [found] = findings(links=[road("Angren", "Kashgar", 760_000)])
    assert "in metres? then give 760" in found
    [found] = findings(links=[road("Angren", "Kashgar", 90)])
    assert "shorter than the 525 km as the crow flies" in found
    [found] = findings(links=[road("Angren", "Kashgar", 9000)])
    assert "9,000 km, and the places are 52" in found
    assert PACKAGED.extend(links=[road("Angren", "Kashgar", 9000)], check_lengths=False).extension


def test_a_length_that_follows_its_line_is_kept() -> None:
    """A line is simplified; what is printed of the track wins, and the line is still drawn."""
    network = PACKAGED.extend(links=lines([ANGREN, (75.9868, 39.4672)], length_km=[700.0], mode=["road"]))
    [name] = network.extension.added["links"]
    assert network.links.loc[name, ["length_km", "length_grade"]].tolist() == [700.0, "estimated"]
    assert network.to_geodataframe().loc[name, "quality"] == "given"


# -- joining ----------------------------------------------------------------------------------------------


def test_ends_too_far_are_one_error_with_the_nearest_places() -> None:
    """All of them at once, each with three candidates; a greater distance is the user's to say."""
    far = lines([ANGREN, KASHGAR_YARD], [(69.9, 41.15), (76.3, 39.7)], mode=["road", "road"])
    found = findings(links=far)
    assert [text.split(":")[0] for text in found] == ["links[row 0].to", "links[row 1].from", "links[row 1].to"]
    assert all(text.count(" km") >= 4 for text in found)
    assert "'kashgar' (Kashgar) 46." in found[0]
    network = PACKAGED.extend(links=far[:1], join_within_km=50)
    joins = network.extension.joins
    assert joins["km"].tolist() == pytest.approx([0.0, 46.5], abs=0.2)
    assert joins["next_place"].notna().all()
    assert "farthest over 46." in network.extension.summary()
    # what is bridged is part of the length, and said
    [name] = network.extension.added["links"]
    assert "46.5 km from its ends to the places" in network.links.loc[name, "notes"]


def test_points_join_the_nearest_place_and_say_how_far() -> None:
    """As a tuple or as text, (lat, lon)."""
    network = PACKAGED.extend(links=[road((41.03, 70.15), "39.46, 76.0", 760)])
    joins = network.extension.joins
    assert joins["place"].tolist() == ["angren", "kashgar"]
    assert joins["by"].tolist() == ["point", "point"]
    assert all(0 < km < 2 for km in joins["km"])


def test_a_line_that_ends_elsewhere_than_its_places_is_found() -> None:
    """A line of another link under these names would be drawn through the desert."""
    [found] = findings(links=lines([ANGREN, KASHGAR_YARD], **{"from": ["Angren"], "to": ["Kashgar"], "mode": ["road"]}))
    assert "links[row 0].to: the line ends 46." in found
    assert "from Kashgar (kashgar), further than join_within_km=5" in found


def test_a_line_drawn_the_other_way_round_is_turned() -> None:
    """From and to say the sense, which matters for one-way links."""
    way = [(75.9868, 39.4672), (73.0, 40.0), ANGREN]
    columns = {"from": ["Angren"], "to": ["Kashgar"], "mode": ["road"], "direction": ["forward"]}
    network = PACKAGED.extend(links=lines(way, **columns))
    [name] = network.extension.added["links"]
    assert list(network.to_geodataframe().loc[name, "geometry"].coords) == way[::-1]


def test_one_named_end_and_one_of_the_line() -> None:
    """The end that is named takes the nearer end of the line."""
    way = [(75.9868, 39.4672), ANGREN]
    network = PACKAGED.extend(links=lines(way, **{"from": ["Angren"], "mode": ["road"]}))
    assert network.extension.joins["place"].tolist() == ["angren", "kashgar"]
    assert network.extension.joins["by"].tolist() == ["name", "line end"]


def test_geometry_without_a_crs_is_refused() -> None:
    """Degrees or metres, nobody can tell."""
    bare = gpd.GeoDataFrame({"mode": ["road"]}, geometry=[LineString([ANGREN, KASHGAR_YARD])])
    with pytest.raises(co.OptionError, match=r"links has geometry and no CRS: .* frame.set_crs\(4326\)"):
        PACKAGED.extend(links=bare)
    with pytest.raises(co.OptionError, match="geometry without a coordinate system"):
        PACKAGED.extend(links=[{"mode": "road", "geometry": LineString([ANGREN, KASHGAR_YARD])}])


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        (Point(70, 41), "a Point; links take a LineString each"),
        (MultiLineString([[ANGREN, (71, 41)], [(72, 40), KASHGAR_YARD]]), "2 lines that do not make one"),
    ],
)
def test_other_shapes_are_found(shape: Any, told: str) -> None:
    """With what they are."""
    frame = gpd.GeoDataFrame({"mode": ["road"]}, geometry=[shape], crs=4326)
    assert any(told in found for found in findings(links=frame))


def test_pieces_that_make_one_line_are_one() -> None:
    """Programs of maps give lines as multilines."""
    pieces = MultiLineString([[ANGREN, (73.0, 40.0)], [(73.0, 40.0), (75.9868, 39.4672)]])
    frame = gpd.GeoDataFrame({"mode": ["road"]}, geometry=[pieces], crs=4326)
    [name] = PACKAGED.extend(links=frame).extension.added["links"]
    assert name in ("angren--kashgar--road", "kashgar--angren--road")


def test_places_come_as_points() -> None:
    """A GeoDataFrame of points in any CRS."""
    points = gpd.GeoDataFrame(
        {"name": ["My yard"], "country": ["CN"]}, geometry=[Point(75.95, 39.05)], crs=4326
    ).to_crs(32643)
    place = PACKAGED.extend(places=points).place("My yard")
    assert (place.id, place.lat, place.lon) == ("my-yard", pytest.approx(39.05), pytest.approx(75.95))


# -- what collides ----------------------------------------------------------------------------------------


def test_ids_and_names_of_what_stands_are_taken() -> None:
    """A second Kashgar would make the first one's name ambiguous in every later question."""
    found = findings(
        places=[YARD | {"id": "kashgar"}, YARD | {"name": "Kashi"}, YARD | {"id": "other", "unlocode": "UZTAS"}]
    )
    assert "places[kashgar].id: 'kashgar' is Kashgar (CN, id 'kashgar') of the network; give another" in found[0]
    assert "places[my-yard].name: 'Kashi' is Kashgar" in found[1]
    assert "places[other].unlocode: 'UZTAS' is Tashkent" in found[2]
    [found_link] = findings(links=[road("Angren", "Kashgar", 760, id="angren--pap--rail")])
    assert "'angren--pap--rail' is a link of the network" in found_link
    twice = [road("Angren", "Kashgar", 760, id="x"), road("Angren", "Osh", 760, id="x")]
    assert "stands twice (links[x]); make it unique" in findings(links=twice)[0]


def test_a_place_next_door_is_told() -> None:
    """It is not joined to its neighbour, and somebody should know."""
    network = PACKAGED.extend(places=[YARD | {"lat": 39.47, "lon": 75.99}])
    assert "lies 0.4 km from Kashgar (kashgar); nothing joins the two but links" in network.extension.summary()


def test_the_same_stretch_is_told_with_both_rows() -> None:
    """By default an error; both or the user's alone when asked."""
    mine = {"from": "Pap", "to": "Angren", "mode": "rail", "length_km": 130, "capacity_mt_per_year": 9}
    [found] = findings(links=[mine])
    assert "the same stretch in the same mode stands already" in found
    assert "pap - angren, rail 1520 mm, 130 km (estimated: user: me), 9 Mt a year, operating" in found
    assert "'angren--pap--rail' angren - pap, rail 1520 mm, 124 km (published: tr4)" in found
    assert PACKAGED.extend(links=[mine | {"gauge_mm": 1435}]).extension.added["links"] == ("pap--angren--rail",)


def test_both_are_kept_when_asked() -> None:
    """In parallel, each with its id."""
    mine = road("Tashkent", "Angren", 99)
    network = PACKAGED.extend(links=[mine, mine], on_conflict="keep both")
    assert network.extension.added["links"] == ("tashkent--angren--road-2", "tashkent--angren--road-3")
    assert network.extension.conflicts["done"].tolist() == ["both kept", "both kept"]
    assert co.shortest_route("Tashkent", "Angren", modes="road", network=network).length_km == 99.0


def test_a_row_replaces_another_whose_id_events_and_corridors_stay() -> None:
    """It takes the sense of the one that stood; what went with it is said."""
    mine = {"from": "Pap", "to": "Angren", "mode": "rail", "length_km": 130, "share_from": 0.25}
    network = PACKAGED.extend(links=[mine], on_conflict="replace")
    row = network.links.loc["angren--pap--rail"]
    assert len(network.links) == len(PACKAGED.links)
    assert row[["from", "to", "length_km", "share_from"]].tolist() == ["angren", "pap", 130.0, 0.75]
    assert network.table("corridor_links").equals(PACKAGED.table("corridor_links"))
    assert "what yours does not say is gone: opened 2016-06-22" in network.extension.summary()
    [found] = findings(links=[mine, mine], on_conflict="replace")
    assert "is replaced by another row already" in found


def test_of_several_in_parallel_the_one_to_replace_is_named() -> None:
    """Which of two railways of one gauge is meant, nobody can tell."""
    twice = PACKAGED.extend(
        links=[{"from": "Angren", "to": "Pap", "mode": "rail", "length_km": 140}], on_conflict="keep both"
    )
    [found] = findings(
        twice, links=[{"from": "Angren", "to": "Pap", "mode": "rail", "length_km": 150}], on_conflict="replace"
    )
    assert "several stand there; give the id of the one to replace: 'angren--pap--rail', 'angren--pap--rail-2'" in found


# -- what is filled by rule -------------------------------------------------------------------------------


def test_grade_and_source_are_filled_only_where_absent() -> None:
    """Whose a figure is can be named by the user; the name of the owner stands behind the rest."""
    link = road("Angren", "Kashgar", 760, length_source="My survey 2025", length_grade="published", time_h=20)
    network = PACKAGED.extend(links=[link], owner="Ministry of Transport")
    row = network.links.iloc[-1]
    assert (row["length_source"], row["length_grade"]) == (("My survey 2025",), "published")
    assert (row["time_source"], row["time_grade"]) == (("user: Ministry of Transport",), "estimated")
    assert network.sources.loc["user: Ministry of Transport", "title"].startswith("Given by Ministry of Transport")
    assert "sources[My survey 2025]: named by you, and new to the network" in network.extension.summary()
    route = co.shortest_route("Angren", "Kashgar", modes="road", network=network)
    assert "user: Ministry of Transport" in route.explain()


def test_time_and_cost_follow_the_rates_unless_given() -> None:
    """A link that says only its length takes what one of the tables of that length would."""
    plain = PACKAGED.extend(links=[road("Angren", "Kashgar", 760)])
    given = PACKAGED.extend(links=[road("Angren", "Kashgar", 760, time_h=10.0, cost_usd_per_feu=500.0)])
    ways = [co.shortest_route("Angren", "Kashgar", modes="road", network=n, scope="run") for n in (plain, given)]
    assert ways[0].time_h > ways[1].time_h
    assert ways[0].length_km == ways[1].length_km == 760.0
    assert "user: me" in ways[1].explain()
    [haul] = [step.charge for step in ways[1].steps if step.charge.kind == "haul"]
    assert (haul.time_h, haul.time_sources) == (10.0, ("user: me",))


def test_a_planned_link_counts_from_its_year() -> None:
    """As any other that is planned."""
    network = PACKAGED.extend(links=[road("Angren", "Kashgar", 600, expected="2030")])
    assert "angren--kashgar--road" in network.closures
    assert "angren--kashgar--road" not in network.at(2031).closures
    assert "links[row 0].status: planned, for it is expected" in network.extension.summary()


def test_links_belong_to_the_corridors_that_they_name() -> None:
    """By id or name; another name is asked back with all ids."""
    network = PACKAGED.extend(links=[road("Angren", "Kashgar", 600, corridor="casca|Middle Corridor")])
    [name] = network.extension.added["links"]
    rows = network.table("corridor_links")
    assert rows.loc[rows["link"] == name, "corridor"].tolist() == ["casca", "middle-corridor"]
    assert name not in {network._core.links[i].id for c in network._core.corridors for g in c.gateways for i in g}
    [found] = findings(links=[road("Angren", "Kashgar", 600, corridor="silk")])
    assert "'silk' is no corridor; there are middle-corridor, casca" in found


def test_a_service_and_its_handling_on_a_new_link() -> None:
    """A train over new and old links, with a price of its own at the new yard."""
    network = PACKAGED.extend(
        places=[YARD],
        links=[{"id": "mine", "from": "Kashgar", "to": "my-yard", "mode": "rail", "gauge_mm": 1435, "length_km": 60}],
        services=[
            {"origin": "kashgar", "destination": "My yard", "links": ["mine"], "departures_per_week": 3, "time_h": 2}
        ],
        handling=[{"operation": "unloading", "place": "my-yard", "mode": "rail", "time_h": 1, "cost_usd": 7}],
    )
    assert network.extension.added["services"] == ("kashgar-my-yard",)
    assert network.extension.added["handling"] == ("unloading-my-yard-rail",)
    route = co.shortest_route("Kashgar", "My yard", weight="time", modes="rail", network=network)
    [ride] = route.services
    assert (ride.id, ride.start.id, ride.end.id) == ("kashgar-my-yard", "kashgar", "my-yard")
    [unloading] = [step.charge for step in route.steps if step.charge.kind == "unloading"]
    # in dollars of the day, a few per cent more than those of the tables' price year
    assert unloading.time_h == 1.0
    assert unloading.cost_usd == pytest.approx(7, rel=0.05)


def test_handling_of_the_same_case_is_told() -> None:
    """Of two rows for one case only the first would be read."""
    row = {"operation": "loading", "mode": "rail", "time_h": 1, "cost_usd": 1}
    [found] = findings(handling=[row])
    assert "the same case stands already, 'loading-rail' with 5 h, 100 USD; yours has 1 h, 1 USD" in found
    network = PACKAGED.extend(handling=[row], on_conflict="replace")
    assert network.table("handling").loc["loading-rail", "cost_usd"] == 1.0


def test_rules_of_the_packaged_tables_do_not_refuse_a_strangers_rows() -> None:
    """Links under 50 m, other gauges, places that no link reaches yet."""
    network = PACKAGED.extend(
        places=[YARD, YARD | {"id": "siding", "name": "Siding", "lat": 39.0501}],
        links=[{"from": "my-yard", "to": "siding", "mode": "rail", "gauge_mm": 1000, "length_km": 0.02}],
    )
    assert network.links.iloc[-1][["gauge_mm", "length_km"]].tolist() == [1000, 0.02]
    lonely = PACKAGED.extend(places=[YARD])
    again = lonely.extend(links=[road("Kashgar", "My yard", 60)])
    assert co.shortest_route("Kashgar", "my-yard", network=again).length_km == 60.0
    assert lonely.replace(links={"angren--pap--rail": {"length_km": 125}}).place("My yard")


def test_a_column_of_ones_own_is_a_weight_where_all_links_have_it() -> None:
    """And where they have not, the refusal says which."""
    small = co.Network.from_frames(
        pd.DataFrame({"id": ["a", "b"]}), pd.DataFrame({"from": ["a"], "to": ["b"], "length_km": [5.0], "noise": [3.0]})
    )
    wide = small.extend(places=[{"id": "c"}], links=[{"from": "b", "to": "c", "length_km": 5.0, "noise": 4}])
    assert wide.planner(weight="noise").distance("a", "c") == 7.0
    with pytest.raises(co.OptionError, match="'toll' is blank, negative or no number on"):
        co.shortest_route(
            "Angren", "Kashgar", weight="toll", network=PACKAGED.extend(links=[road("Angren", "Kashgar", 600, toll=3)])
        )


# -- the network goes on ----------------------------------------------------------------------------------

EXTENDED = PACKAGED.extend(places=[YARD], links=lines([ANGREN, (73.0, 40.0), KASHGAR_YARD], mode=["road"]))

CHANGES: Mapping[str, Callable[[co.Network], co.Network]] = {
    "at": lambda n: n.at(2035),
    "apply": lambda n: n.apply(co.Scenario("s", shut="IR", links={"angren--my-yard--road": {"tracks": 2}})),
    "replace": lambda n: n.replace(links={"angren--my-yard--road": {"time_h": 9}}),
    "without": lambda n: n.without("TM"),
    "extend": lambda n: n.extend(links=[road("My yard", "Osh", 500)], owner="you"),
    "pickle": lambda n: pickle.loads(pickle.dumps(n)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_extended_network_is_changed_as_any_other(change: str) -> None:
    """Its links, their lines and what is told of them stay."""
    network = CHANGES[change](EXTENDED)
    assert "angren--my-yard--road" in network.extension.added["links"]
    assert network.extension.joins["place"].tolist()[:2] == ["angren", "my-yard"]
    assert len(co.shortest_route("Angren", "My yard", modes="road", network=network).geometry.coords) >= 3
    assert network.to_geodataframe().loc["angren--my-yard--road", "quality"] == "given"


def test_extending_twice_tells_both_owners() -> None:
    """Each row is its owner's."""
    network = CHANGES["extend"](EXTENDED)
    assert network.extension.links["owner"].tolist() == ["me", "you"]
    assert network.extension.links["line"].tolist() == ["given", "straight"]
    assert "drawn straight: my-yard--osh--road" in network.extension.summary()
    assert {"user: me", "user: you"} <= set(network.sources.index)


def test_a_link_can_be_shut_and_avoided() -> None:
    """By its id, as those of the tables."""
    with pytest.raises(co.NoRouteError):
        co.shortest_route("Angren", "My yard", network=EXTENDED, avoid=["angren--my-yard--road"])
    with pytest.raises(co.NoRouteError):
        co.shortest_route("Angren", "My yard", network=EXTENDED.without("angren--my-yard--road"))


def test_an_event_at_a_place_shuts_new_links_there() -> None:
    """What is shut is the place, whoever drew the link."""
    lifted = {"from": "Hormuz", "to": "my-port", "mode": "sea", "length_km": 100}
    port = {"id": "my-port", "country": "AE", "kind": "port", "lat": 26.3, "lon": 56.0}
    network = PACKAGED.extend(places=[port], links=[lifted])
    assert "Hormuz" in network.at("2026-05-01").closures["hormuz--my-port--sea"]
    assert "hormuz--my-port--sea" not in network.closures


def test_maps_show_them() -> None:
    """Printed and on the web, with the source."""
    from matplotlib.figure import Figure

    assert EXTENDED.plot(Figure().subplots(), region="central-asia").get_title(loc="left")
    assert "My yard" in EXTENDED.explore(engine="folium").get_root().render()
    assert "My yard" in EXTENDED.explore().html


def test_the_callers_rows_are_not_kept() -> None:
    """Changing them later, or what is handed out, changes no answer."""
    link, place = road("Kashgar", "my-yard", 60), dict(YARD)
    network = PACKAGED.extend(places=[place], links=[link])
    link["length_km"], place["lat"] = 1, 0.0
    network.extension.added["links"] = ()  # type: ignore[index]
    joins = network.extension.joins
    joins["place"] = "elsewhere"
    assert network.extension.joins["place"].tolist() == ["kashgar", "my-yard"]
    assert network.links.loc["kashgar--my-yard--road", "length_km"] == 60.0
    assert network.place("my-yard").lat == 39.05
    assert network.extension.added["links"] == ("kashgar--my-yard--road",)


def test_a_stored_route_over_them_answers_and_does_not_draw_another_line() -> None:
    """A pickled route leaves its network behind, so that the line of a link of one's own is not at hand."""
    route = co.shortest_route("Angren", "My yard", modes="road", network=EXTENDED)
    stored = pickle.loads(pickle.dumps(route))
    assert (stored.length_km, stored.to_dict()["edition"]) == (route.length_km, f"{PACKAGED.edition}+own")
    assert "user: me" in {source["id"] for source in stored.sources().reset_index().to_dict("records")}
    with pytest.raises(co.OptionError, match="draw its map before it is stored"):
        _ = stored.geometry


def test_the_packaged_network_stays_as_it_was() -> None:
    """Whoever loads it next must not find the links of another."""
    assert co.load_network() is PACKAGED
    assert "my-yard" not in PACKAGED.places.index
    assert not PACKAGED.extension
    assert PACKAGED.extension.summary() == "Nothing was put beside the network."


# -- options ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"on_conflict": "ignore"}, "give 'error', 'keep both' or 'replace'"),
        ({"owner": ""}, "owner='': give a name"),
        ({"owner": "a;b"}, "without ';'"),
        ({"join_within_km": -1}, "give km of at least 0"),
        ({"join_within_km": float("nan")}, "give km of at least 0"),
        ({"links": "links.csv"}, "is no table: give a pandas.DataFrame"),
        ({"links": 5}, "is no table"),
        ({"links": [("a", "b")]}, "is no table"),
        ({"folder": "/nowhere/at/all"}, "there is no folder"),
    ],
)
def test_options_that_mean_nothing_are_refused(options: dict[str, Any], told: str) -> None:
    """In words."""
    with pytest.raises(co.OptionError, match=told):
        PACKAGED.extend(**options)


def test_everything_wrong_is_told_at_once() -> None:
    """Cells, joins and rules of rows that could be read."""
    found = findings(
        places=[{"id": "p", "lat": 99, "lon": 5, "country": "UZ"}, {"id": "q", "lat": 40, "country": "UZ"}],
        links=[
            road("Angren", "Kashgar", "abc"),
            road("Angren", "Kashgar", -3, opened="2020-13"),
            road("Angren", "Angren", 3),
            road("Angren", "p", 3),
            road("Angren", "Osh", 300, opened="2030", closed="2020"),
        ],
    )
    text = "\n".join(found)
    for told in (
        "places[p].lat: 99 is above 90",
        "places[q].lon: blank although lat is given",
        "links[row 0].length_km: 'abc' is no number",
        "links[row 1].length_km: -3 is below 0",
        "links[row 1].opened: '2020-13' is no date",
        "links[row 2].to: the same place as from",
        "links[row 3].to: 'p' is in your places, where something is wrong with it",
        "links[row 4].closed: 2020 lies before opened 2030",
    ):
        assert told in text, (told, text)


@pytest.mark.parametrize(("notes", "before"), [(None, ""), ("by hand", "by hand; ")])
def test_a_length_that_was_measured_is_noted_behind_what_is_noted_already(notes: str | None, before: str) -> None:
    """So that whoever reads the table knows where it comes from."""
    way = [ANGREN, (72.5, 40.6), (74.0, 39.6), KASHGAR_YARD]
    network = PACKAGED.extend(places=[YARD], links=lines(way, mode=["road"], notes=[notes]))
    [name] = network.extension.added["links"]
    assert network.links.loc[name, "notes"].startswith(f"{before}length: ")
    assert network.links.loc[name, "notes"].endswith(" km of the line given")
