"""Printed maps and charts: what is drawn, in which colour and style, on whose axes."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

import corridors as co
from corridors.maps.cartography import NEUTRAL_COLOR, OTHER_COLOR, REGIONS
from tests.micro import blank, corridor_rows, micro, micro_tables

PLACES = {"a": (60.0, 40.0), "b": (62.0, 40.5), "c": (64.0, 41.0), "d": (66.0, 40.0)}


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def spread(*drawing: str, on: str | None = None, **options: Any) -> co.Network:
    """A drawn network whose places lie apart."""
    tables = micro_tables(*drawing, **options)
    for row in tables["places"]:
        row["lon"], row["lat"] = PLACES[row["id"]]
    return co.Network(tables, on=on)


def axes() -> Axes:
    return Figure(figsize=(6, 4)).add_subplot()


def groups(ax: Axes, gid: str) -> dict[str, LineCollection]:
    """Collections of links by mode and state."""
    found = {c.get_gid(): c for c in ax.collections if isinstance(c, LineCollection) and c.get_gid()}
    return {str(g).removeprefix(gid + " "): c for g, c in found.items() if str(g).startswith(gid + " ")}


def colors(collection: LineCollection) -> list[str]:
    return [to_hex(color).upper() for color in collection.get_colors()]


def names(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts if text.get_gid() == "name"]


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


def test_regions_by_name_and_by_box() -> None:
    """The view is the region's."""
    network = micro("A ==300== B")
    west, south, east, north = REGIONS["caspian"]
    ax = network.plot(axes(), region="caspian")
    assert (*ax.get_xlim(), *ax.get_ylim()) == (west, east, south, north)
    ax = network.plot(axes(), region=(50, 30, 70, 45))
    assert (*ax.get_xlim(), *ax.get_ylim()) == (50, 70, 30, 45)
    ax = co.load_network().plot(axes(), labels=0)
    assert (*ax.get_xlim(), *ax.get_ylim()) == (20, 110, 20, 62)


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


def test_land_and_borders_are_drawn() -> None:
    """The ground comes with the package, disputed borders apart from the others."""
    ax = co.load_network().plot(axes(), labels=0)
    ground = {c.get_gid(): len(c.get_paths()) for c in ax.collections}
    assert ground["land"] > 0
    assert ground["water"] > 0  # the Caspian
    assert ground["borders"] > ground["disputed"] > 0


def test_axes_given_are_used_and_no_other_figure_is_made() -> None:
    """A caller's axes come back, and pyplot is left alone; without them one figure is made."""
    network = micro("A ==300== B")
    ax = axes()
    assert network.plot(ax) is ax
    assert plt.get_fignums() == []
    network.plot()
    assert len(plt.get_fignums()) == 1


def test_route_runs_from_place_to_place_in_the_colour_of_its_corridor() -> None:
    """One line a link, from the origin to the destination."""
    route = co.shortest_route("Tashkent", "Poti", weight="cost", modes=["rail", "ferry"], avoid=["Iran", "Kazakhstan"])
    ax = route.plot(axes())
    segments = [line for group in groups(ax, "route").values() for line in group.get_segments()]
    ends = {tuple(line[i]) for line in segments for i in (0, -1)}
    assert len(segments) == len(route.links)
    assert {(p.lon, p.lat) for p in (route.origin, route.destination)} <= ends
    color = co.load_network().corridors.loc[route.corridors[0], "color"].upper()
    assert {c for group in groups(ax, "route").values() for c in colors(group)} == {color}
    assert {"Tashkent", "Poti"} <= set(names(ax))
    west, east = ax.get_xlim()
    assert west < route.destination.lon < route.origin.lon < east


def test_stops_of_a_route_are_marked() -> None:
    """Borders, transhipments and changes of gauge have a marker each."""
    network = spread("UZ:A ==300== KZ:B --250-- KZ:C ~~220~~ AZ:D")
    ax = co.shortest_route("A", "D", network=network).plot(axes())
    marks = [line.get_gid() for line in ax.lines]
    assert marks.count("end") == 2
    assert {"gauge_change", "transhipment"} <= set(marks)


def test_a_border_is_marked_where_it_is_crossed() -> None:
    """Not at the far end of its link: the Polish-German border is not in Poznan."""
    route = co.shortest_route("Warsaw", "Berlin", modes=["rail"])
    [mark] = [line for line in route.plot(axes()).lines if line.get_gid() == "border"]
    lon, lat = mark.get_xdata()[0], mark.get_ydata()[0]
    assert (lon, lat) == pytest.approx((14.6, 52.35), abs=0.3)  # the Oder at Frankfurt


def test_of_a_crossing_by_ship_the_border_is_in_port() -> None:
    """There is no post in the middle of the Caspian."""
    route = co.shortest_route("Turkmenbashi", "Alat", modes=["ferry"])
    ends = {(place.lon, place.lat) for place in route.places}
    marks = [line for line in route.plot(axes()).lines if line.get_gid() in ("border", "transhipment")]
    assert all((line.get_xdata()[0], line.get_ydata()[0]) in ends for line in marks)


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


def test_the_colours_of_corridors_are_told_from_samples_of_modes() -> None:
    """Twelve colours, and no sample of a mode has one of them or nearly one."""
    colors = [color.upper() for color in co.load_network().corridors["color"]]
    assert len(set(colors)) == len(colors)
    for neutral in (NEUTRAL_COLOR, OTHER_COLOR):
        assert min(distance(neutral, color) for color in colors) > 15


@pytest.mark.parametrize("sight", ["normal", "protan", "deutan", "tritan"])
def test_the_north_south_corridor_is_told_from_the_others_by_any_eye(sight: str) -> None:
    """Its colour is far from all others also without red, green or blue cones."""
    colors = co.load_network().corridors["color"]
    own = colors["instc"]
    assert min(distance(own, color, sight) for corridor, color in colors.items() if corridor != "instc") > 20


# Machado, Oliveira and Fernandes 2009, full severity, on linear RGB.
SIGHTS = {
    "normal": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def distance(one: str, other: str, sight: str = "normal") -> float:
    """Distance of two colours in CIELAB, as an eye sees them."""
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))


def lab(color: str, sight: str) -> Any:
    shares = np.array(to_rgb(color))
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    xyz = XYZ @ np.clip(SIGHTS[sight] @ linear, 0, 1) / (0.9505, 1.0, 1.089)
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_what_an_event_shuts_is_dashed() -> None:
    """A closure in force shows on the map of its date."""
    closed = blank("events", id="e", name="Shut", kind="closure", start="2020", links=("a--b--rail",))
    network = spread("A ==300== B", on="2025-01-01", events=[closed])
    assert set(groups(network.plot(axes()), "other")) == {"rail not in use"}


def test_comparison_draws_each_way_in_its_colour() -> None:
    """Every corridor found is on the map and in the legend, with its figures."""
    table = co.compare_corridors("Tashkent", "Poti", corridors=["casca", "middle-corridor", "trans-afghan"])
    ax = table.plot(axes())
    drawn = {color for group in groups(ax, "way").values() for color in colors(group)}
    corridors = co.load_network().corridors
    assert drawn == {corridors.loc[row.corridor, "color"].upper() for row in table if row.route}
    legend = ax.get_legend()
    assert legend is not None
    assert any(text.get_text().startswith("CASCA+: ") for text in legend.get_texts())


def test_comparison_without_a_way_says_why() -> None:
    """There is nothing to draw, so there is no empty map."""
    table = co.compare_corridors("Tashkent", "Kashgar", corridors="cku", modes="rail", max_detour=9, max_stretch=9)
    assert not table.routes
    with pytest.raises(co.NoRouteError, match="expected"):
        table.plot(axes())


def test_time_and_cost_add_up_over_distance() -> None:
    """The hours end at the route's hours, the dollars at its dollars, both at its kilometres."""
    route = co.shortest_route("Tashkent", "Poti", weight="cost", modes=["rail", "ferry"], avoid=["Iran", "Kazakhstan"])
    ax = route.plot_time_cost_distance(axes())
    [money] = [other for other in ax.figure.axes if other is not ax]
    for drawn, total in ((ax, route.time_h), (money, route.cost_usd)):
        ways = [line for line in drawn.lines if line.get_gid() in ("way", "stop")]
        xs, ys = ways[-1].get_data()
        assert (xs[-1], ys[-1]) == pytest.approx((route.length_km, total))
        for before, after in pairwise(ways):  # no gap and no step back
            assert before.get_xydata()[-1] == pytest.approx(after.get_xydata()[0])
    stops = [line for line in ax.lines if line.get_gid() == "stop"]
    assert all(line.get_xdata()[0] == line.get_xdata()[-1] for line in stops)
    text = " ".join(t.get_text() for t in ax.texts).replace("\n", " ")
    assert "Turkmenbashi: transhipment 72 h, wait for vessel 8 h" in text
    assert "border UZ-TM" in text


@pytest.mark.parametrize("ends", [("Bukhara", "Istanbul"), ("Tashkent", "Poti"), ("Tashkent", "Karachi")])
def test_names_of_stops_lie_within_the_chart_and_off_its_lines(ends: tuple[str, str]) -> None:
    """Not over the axis, not over each other, and never across a line."""
    ax = co.shortest_route(*ends, weight="cost").plot_time_cost_distance()
    ax.figure.draw_without_rendering()
    stops = [text for text in ax.texts if text.get_gid() == "stop name"]
    assert stops
    frames = [text.get_window_extent() for text in stops]
    for frame in frames:
        assert ax.bbox.contains(frame.x0, frame.y0)
        assert ax.bbox.contains(frame.x1, frame.y1)
    assert not any(one.overlaps(other) for i, one in enumerate(frames) for other in frames[:i])
    lines = [
        line.get_path().transformed(line.get_transform())
        for axes in ax.figure.axes
        for line in axes.lines
        if line.get_gid() in ("way", "stop")
    ]
    assert not any(line.intersects_bbox(frame, filled=False) for line in lines for frame in frames)


@pytest.mark.parametrize("method", ["plot", "plot_time_cost_distance"])
def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    """The error says what to install."""
    real = builtins.__import__

    def missing(name: str, *args: Any, **options: Any) -> Any:
        if name.split(".")[0] == "matplotlib":
            raise ImportError(name)
        return real(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", missing)
    route = co.shortest_route("Tashkent", "Termez")
    with pytest.raises(co.MissingExtraError, match=r"corridors\[plot\]"):
        getattr(route, method)()


def test_without_matplotlib_networks_and_comparisons_say_so_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """No method of a map fails in another way."""
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    with pytest.raises(co.MissingExtraError, match="matplotlib"):
        co.load_network().plot()
    with pytest.raises(co.MissingExtraError, match="matplotlib"):
        co.compare_corridors("Tashkent", "Poti", corridors="casca").plot()
