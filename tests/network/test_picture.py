"""Maps of networks: each corridor in its colour, what is asked for, names that stand apart."""

from __future__ import annotations

from html import escape
from random import Random
from typing import Any

import folium
import pytest
from matplotlib import pyplot as plt

import corridors as co
from corridors.charges.model import Place
from corridors.maps.regions import REGIONS
from corridors.network import picture
from tests.drawn import axes, colors, groups, layers, looks, names, spread
from tests.micro import blank, corridor_rows, micro, micro_tables


def test_every_link_is_one_line_of_its_corridor_or_grey() -> None:
    """Links of a corridor take its colour from the table, the others the colour of others."""
    tables = corridor_rows("silk", [["a--b--rail"]], ["b--c--rail"])
    tables["corridors"][0]["color"] = "#0072B2"
    ax = spread("A ==300== B ==250== C ==220== D", **tables).plot(axes())
    [corridor], [other] = groups(ax, "corridor").values(), groups(ax, "other").values()
    assert colors(corridor) == ["#0072B2"] * 2
    assert len(corridor.get_segments()) == 2
    assert len(other.get_segments()) == 1


def test_the_packaged_map_shows_each_corridor_in_the_colour_of_the_table() -> None:
    """A fixed colour a corridor, and nothing drawn in any other."""
    network = co.load_network()
    ax = network.plot(axes(), region="world", labels=0)
    drawn = {color for group in groups(ax, "corridor").values() for color in colors(group)}
    assert drawn == {color.upper() for color in network.corridors["color"]}
    segments = sum(len(g.get_segments()) for g in groups(ax, "corridor").values())
    members = network.table("corridor_links")
    assert segments == len(members[["corridor", "link"]].drop_duplicates())


def test_tracks_of_two_corridors_lie_side_by_side() -> None:
    """Both colours are seen: neither line lies on the other."""
    tables = corridor_rows("one", [["a--b--rail"]])
    second = corridor_rows("two", [["a--b--rail"]])
    tables = {name: [*rows, *second[name]] for name, rows in tables.items()}
    tables["corridors"][0]["color"], tables["corridors"][1]["color"] = "#0072B2", "#E69F00"
    ax = spread("A ==300== B", **tables).plot(axes())
    [group] = groups(ax, "corridor").values()
    first, other = group.get_segments()
    assert colors(group) == ["#0072B2", "#E69F00"]
    assert abs(first[0] - other[0]).max() > 0.001


def test_modes_and_states_have_a_style_each() -> None:
    """Dots on water, full rails, dashes for what is not in use."""
    network = spread(
        "A ==300== B ~~250~~ C", "C ==220== D", links={"c--d--rail": {"status": "planned", "expected": "2035"}}
    )
    styles = groups(network.plot(axes()), "other")
    assert set(styles) == {"rail in use", "rail not in use", "ferry in use"}
    assert styles["rail in use"].get_linestyle()[0][1] is None
    dashes = {name: tuple(styles[name].get_linestyle()[0][1]) for name in ("rail not in use", "ferry in use")}
    assert dashes["rail not in use"] != dashes["ferry in use"]
    assert set(groups(network.at(2036).plot(axes()), "other")) == {"rail in use", "ferry in use"}


def test_modes_and_corridors_can_be_chosen() -> None:
    """Only what is asked for is coloured, only modes asked for are drawn."""
    network = co.load_network()
    ax = network.plot(axes(), region="world", modes="rail", corridors=["casca"], labels=0)
    assert {name.split()[0] for name in (*groups(ax, "corridor"), *groups(ax, "other"))} == {"rail"}
    drawn = {color for group in groups(ax, "corridor").values() for color in colors(group)}
    assert drawn == {network.corridors.loc["casca", "color"].upper()}


def test_some_corridors_are_named_in_the_title_and_only_their_places_are() -> None:
    network = co.load_network()
    ax = network.plot(axes(), corridors="middle-corridor")
    assert ax.get_title(loc="left") == f"Middle Corridor, network of {network.on}"
    assert names(ax)
    core = network._core
    [corridor] = [one for one in core.corridors if one.id == "middle-corridor"]
    ends = {end for link in corridor.links for end in (core.links[link].start, core.links[link].end)}
    assert set(names(ax)) <= {core.places[end].name.split(" (")[0] for end in ends}
    both = network.plot(axes(), corridors=["casca", "northern"], labels=0).get_title(loc="left")
    assert both == f"CASCA+ and Northern corridor, network of {network.on}"


def test_regions_by_name_and_by_box() -> None:
    """The view is the region's."""
    network = micro("A ==300== B")
    west, south, east, north = REGIONS["caspian"]
    ax = network.plot(axes(), region="caspian")
    assert (*ax.get_xlim(), *ax.get_ylim()) == (west, east, south, north)
    ax = network.plot(axes(), region=(50, 30, 70, 45))
    assert (*ax.get_xlim(), *ax.get_ylim()) == (50, 70, 30, 45)
    ax = co.load_network().plot(labels=0)
    assert (*ax.get_xlim(), *ax.get_ylim()) == (20, 110, 20, 62)
    plt.close()
    # on a page of another shape there is more to be seen, never less
    ax = co.load_network().plot(axes(), labels=0)
    (west, east), (south, north) = ax.get_xlim(), ax.get_ylim()
    assert west <= 20 and east >= 110 and south <= 20 and north >= 62  # noqa: PT018 - one view


@pytest.mark.parametrize(
    "asked",
    [
        {"region": "atlantis"},
        {"region": (70, 30, 50, 45)},
        {"region": (1, 2)},
        {"modes": "zeppelin"},
        {"modes": []},
        {"corridors": "moon"},
        {"corridors": []},
        {"corridors": [5]},
    ],
)
def test_what_means_nothing_is_refused(asked: dict[str, Any]) -> None:
    """A wrong word gives an error that lists the right ones, not an empty map."""
    with pytest.raises(co.OptionError):
        micro("A ==300== B").plot(axes(), **asked)


def test_names_do_not_overlap_and_can_be_chosen() -> None:
    """Names stand apart on the page; those asked for stand, and no others."""
    network = co.load_network()
    ax = network.plot(axes(), region="central-asia")
    ax.figure.canvas.draw()
    frames = [t.get_window_extent() for t in ax.texts if t.get_gid() == "name"]
    assert len(frames) > 8
    assert not any(one.overlaps(other) for i, one in enumerate(frames) for other in frames[:i])
    ax = network.plot(axes(), region="central-asia", labels=["Toshkent", "Mary"])
    assert sorted(names(ax)) == ["Mary", "Tashkent"]
    assert len(names(network.plot(axes(), labels=3))) == 3
    assert names(network.plot(axes(), labels=0)) == []


def test_title_credit_and_legend() -> None:
    """The date stands on the map and so does the credit; both can be left out."""
    network = co.load_network()
    ax = network.plot(axes(), labels=0)
    assert network.on in ax.get_title(loc="left")
    [credit] = [text.get_text() for text in ax.texts if text.get_gid() == "credit"]
    assert "OpenStreetMap" in credit
    assert "Natural Earth" in credit
    legend = ax.get_legend()
    assert legend is not None
    assert {"CASCA+", "ferry and sea lane"} <= {text.get_text() for text in legend.get_texts()}
    ax = network.plot(axes(), labels=0, title="", legend=False, credit=False)
    assert (ax.get_title(loc="left"), ax.get_legend()) == ("", None)
    assert not [text for text in ax.texts if text.get_gid() == "credit"]


def test_axes_given_are_used_and_no_other_figure_is_made() -> None:
    """A caller's axes come back, and pyplot is left alone; without them one figure is made."""
    network = micro("A ==300== B")
    ax = axes()
    assert network.plot(ax) is ax
    assert plt.get_fignums() == []
    network.plot()
    assert len(plt.get_fignums()) == 1


@pytest.mark.parametrize(
    ("region", "wanted"),
    [
        ("caucasus", {"AZERBAIJAN", "ARMENIA", "GEORGIA", "TÜRKIYE", "IRAN"}),
        ("caspian", {"AZERBAIJAN", "TURKMENISTAN", "KAZAKHSTAN", "UZBEKISTAN", "IRAN"}),
        ("central-asia", {"UZBEKISTAN", "KYRGYZSTAN", "TAJIKISTAN", "TURKMENISTAN", "KAZAKHSTAN"}),
        ("south", {"IRAN", "AFGHANISTAN", "PAKISTAN", "INDIA", "TURKMENISTAN"}),
    ],
)
def test_every_region_names_its_countries(region: str, wanted: set[str]) -> None:
    """The names stand inside the axes and not over the names of places."""
    ax = co.load_network().plot(region=region)
    countries = [text for text in ax.texts if text.get_gid() == "country"]
    assert wanted <= {text.get_text() for text in countries}
    frames = [text.get_window_extent() for text in countries]
    others = [text.get_window_extent() for text in ax.texts if text.get_gid() == "name"]
    assert all(ax.bbox.contains(f.x0, f.y0) and ax.bbox.contains(f.x1, f.y1) for f in frames)
    assert not any(frame.overlaps(other) for frame in frames for other in others)


def test_the_world_is_what_the_network_reaches() -> None:
    """From New York to Shanghai, and not to the Cape, where ships only pass."""
    network = co.load_network()
    ax = network.plot(region="world")
    assert {"New York", "Rotterdam", "Shanghai", "Tashkent"} <= set(names(ax))
    (west, east), (south, north) = ax.get_xlim(), ax.get_ylim()
    reached = [place for place in network.find_places() if place.kind != "strait"]
    assert west < min(p.lon for p in reached) < max(p.lon for p in reached) < east
    assert -20 < south < min(p.lat for p in reached) < max(p.lat for p in reached) < north


def test_names_in_bold_are_of_capitals_and_ports() -> None:
    """Many corridors pass Gulistan, which makes it no main city."""
    ax = co.load_network().plot(region="uzbekistan")
    bold = {text.get_text() for text in ax.texts if text.get_gid() == "name" and text.get_fontweight() == "bold"}
    assert "Tashkent" in bold
    assert not bold & {"Gulistan", "Jizzakh", "Samarkand"}


def test_what_an_event_shuts_is_dashed() -> None:
    """A closure in force shows on the map of its date."""
    closed = blank("events", id="e", name="Shut", kind="closure", start="2020", links=("a--b--rail",))
    network = spread("A ==300== B", on="2025-01-01", events=[closed])
    assert set(groups(network.plot(axes()), "other")) == {"rail not in use"}


@pytest.fixture(scope="module")
def network_page() -> folium.Map:
    """The packaged network, once."""
    return co.load_network().explore(engine="folium")


def test_each_corridor_is_a_layer_in_its_colour(network_page: folium.Map) -> None:
    """Every link of a corridor lies in its layer."""
    network = co.load_network()
    members = network.table("corridor_links")
    drawn = layers(network_page)
    for corridor, record in network.corridors.iterrows():
        [name] = [n for n in drawn if n.startswith(record["name"].split(" (")[0])]
        assert {look["color"] for look in looks(drawn[name])} == {record["color"]}
        assert len(looks(drawn[name])) == members.loc[members["corridor"] == corridor, "link"].nunique()


def test_links_of_no_corridor_are_a_layer_too(network_page: folium.Map) -> None:
    """Nothing of the network is missing."""
    network = co.load_network()
    alone = set(network.links.index) - set(network.table("corridor_links")["link"])
    assert len(looks(layers(network_page)["other links"])) == len(alone)


def test_what_is_not_in_use_is_dashed_and_says_why(network_page: folium.Map) -> None:
    """The reason stands in the tooltip."""
    network = co.load_network()
    [layer] = [layer for name, layer in layers(network_page).items() if name.startswith("Trans-Afghan")]
    texts = [f["properties"]["text"] for f in layer.data["features"] if "dashArray" in f["properties"]["look"]]
    members = network.table("corridor_links").query("corridor == 'trans-afghan'")["link"].unique()
    reasons = [why for link, why in network.closures.items() if link in members]
    assert len(texts) == len(reasons) > 0
    assert all(any(escape(why) in text for why in reasons) for text in texts)


def test_what_is_shut_to_feu_says_so_although_others_use_it(network_page: folium.Map) -> None:
    """The map is of FEU, whose figures it tells; the line is whole, for lighter lorries pass."""
    features = [f for layer in layers(network_page).values() for f in layer.data.get("features", ())]
    found = [f["properties"] for f in features if "shut to FEU since" in f["properties"].get("text", "")]
    assert found
    assert all("Salang" in p["text"] and "dashArray" not in p["look"] for p in found)


def test_the_main_cities_are_named_at_any_zoom(network_page: folium.Map) -> None:
    """Fifteen names stand, Tashkent among them, none beside another."""
    [group] = [c for c in network_page._children.values() if getattr(c, "layer_name", "") == "places"]
    marks = [mark for mark in group._children.values() if mark._children]
    tips = [(tip, mark.location) for mark in marks for tip in mark._children.values()]
    named = {tip.text: spot for tip, spot in tips if tip.options.get("permanent")}
    assert len(named) == 15
    assert "Tashkent" in named
    spots = list(named.values())
    assert all(
        abs(one[0] - other[0]) > 1 or abs(one[1] - other[1]) > 1 for i, one in enumerate(spots) for other in spots[:i]
    )


@pytest.mark.parametrize("several", [1, 2, 3])
def test_on_a_page_the_first_of_several_corridors_is_the_widest(several: int) -> None:
    """Each by as much as the last is wide, so that all are seen; what is of none is thinner."""
    tables: dict[str, Any] = {}
    for number in range(several):
        rows = corridor_rows(f"c{number}", [["a--b--rail"]])
        tables = {name: [*tables.get(name, []), *rows[name]] for name in rows}
    page = picture.network_page(spread("A ==300== B ==250== C", **tables), region=None, modes=None, corridors=None)
    other, *layers = page.layers
    widths = [line.width for layer in layers for line in layer.lines]
    assert widths == pytest.approx([widths[-1] * (several - number) for number in range(several)])
    assert [line.width < widths[-1] for line in other.lines] == [True]


@pytest.mark.parametrize(("count", "main"), [(1, 0), (3, 0), (4, 1)])
def test_of_places_to_be_named_the_first_quarter_is_bold(count: int, main: int) -> None:
    """In the order in which they are asked for."""
    network = spread("A ==300== B ==250== C ==220== D")
    written, most = picture._names(network, (), ["D", "B", "A", "C"][:count], set())
    assert [name.text for name in written] == ["D", "B", "A", "C"][:count]
    assert [name.bold for name in written] == [True] * main + [False] * (count - main)
    assert most == count


@pytest.mark.parametrize("seed", range(8))
def test_names_that_always_stand_lie_apart_by_a_share_of_the_map(seed: int) -> None:
    """Twice as far across as up, for names are wide; what is left out lies beside one that is looked for more."""
    random, box = Random(seed), (50.0, 30.0, 70.0, 42.0)
    tables = micro_tables(*(f"A ==10== P{number}" for number in range(40)))
    for row in tables["places"]:
        row["lon"], row["lat"] = random.uniform(49.0, 71.0), random.uniform(29.0, 43.0)
        row["kind"] = random.choice(["city", "city", "port", "station"])
    core = micro("A ==10== B")._core.__class__(tables.as_checked())
    chosen = picture._always_named(core, [], range(len(core.places)), box)
    wide, high = 20.0 * 2 * 0.07, 12.0 * 0.07

    def beside(one: Place, other: Place) -> bool:
        return abs(one.point[0] - other.point[0]) < wide and abs(one.point[1] - other.point[1]) < high

    assert 1 < len(chosen) <= 15
    assert all(50 < p.point[0] < 70 and 30 < p.point[1] < 42 and p.kind != "station" for p in chosen)
    assert not any(beside(one, other) for number, one in enumerate(chosen) for other in chosen[:number])
    if len(chosen) < 15:
        seen = [p for p in core.places if 50 < p.point[0] < 70 and 30 < p.point[1] < 42 and p.kind != "station"]
        assert all(p in chosen or any(beside(p, other) for other in chosen) for p in seen)
