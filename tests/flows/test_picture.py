"""Flows drawn: width is the flow, colour the load."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

import corridors as co
from corridors.flows.picture import flows_picture
from tests.drawn import spread
from tests.flows.instances import sioux_falls


def test_lines_and_plots() -> None:
    flows = co.assign("demand_wb2030", method="system_optimum")
    frame = flows.to_geodataframe()
    assert frame.crs.to_epsg() == 4326
    assert len(frame) == len(flows.links)
    assert not frame.geometry.is_empty.any()
    axes = flows.plot()
    assert "system optimum" in axes.get_title(loc="left")
    best = co.max_flow("UZ", "Black Sea")
    given = mpl.figure.Figure().subplots()
    assert best.plot(given) is given
    assert len(best.to_geodataframe()) == len(best.links)


def test_flows_lie_on_land_and_what_has_no_capacity_is_thin() -> None:
    """Sea lanes carry most and are never full: they do not outshine the railways that are."""
    flows = co.assign("demand_wb2030")
    axes = flows.plot()
    drawn = {collection.get_gid(): collection for collection in axes.collections}
    assert {"land", "borders", "flow", "unbounded flow"} <= set(drawn)
    bounded = np.isfinite(flows.links["capacity_mt_per_year"])
    assert 0 < bounded.sum() < len(bounded)
    assert len(drawn["flow"].get_segments()) == bounded.sum()
    assert max(drawn["flow"].get_linewidths()) == pytest.approx(8.0)
    assert max(drawn["unbounded flow"].get_linewidths()) < 1
    names = [text.get_text() for text in axes.texts]
    assert {"Tashkent", "KAZAKHSTAN"} <= set(names)


def test_frames_are_drawn_where_places_have_coordinates() -> None:
    flows = co.assign(sioux_falls("trips"), links=sioux_falls("links"))
    with pytest.raises(co.OptionError, match="coordinates"):
        flows.to_geodataframe()
    ids = range(1, 25)
    places = pd.DataFrame({"id": ids, "lon": np.arange(24) % 5, "lat": np.arange(24) // 5})
    located = co.assign(sioux_falls("trips"), links=sioux_falls("links"), places=places)
    assert len(located.to_geodataframe()) == len(located.links)
    # places of a user may lie nowhere on the Earth: no ground is drawn under them
    assert {collection.get_gid() for collection in located.plot().collections} == {"flow", "flow edge"}


def test_widths_are_shares_of_the_largest_flow_and_the_key_says_of_which() -> None:
    """The widest has a capacity; what has none is thin, and is in the key only where there is some."""
    links = pd.DataFrame(
        {"from": list("abcd"), "to": list("bcde"), "cost": 1.0, "capacity": [10.0, 10.0, 10.0, np.inf]}
    )
    places = pd.DataFrame({"id": list("abcde"), "lon": range(5), "lat": range(5)})
    demand = pd.DataFrame({"origin": list("abd"), "destination": list("bce"), "demand": [4.0, 2.0, 9.0]})
    network = co.assign(demand, links=links, places=places)
    picture = flows_picture(network._network, network.links, title="x")
    drawn = {layer.name: [strand.width_pt for strand in layer.strands] for layer in picture.layers}
    assert drawn["flow"] == [8.0, 4.0]
    assert drawn["flow edge"] == pytest.approx([8.9, 4.9])
    assert drawn["unbounded flow"] == [0.9]
    assert [(sample.label, sample.width_pt) for sample in picture.legend] == [
        ("4 in all", 8.0), ("2 in all", 4.0), ("0.4 in all", pytest.approx(0.8)), ("no capacity known", 0.9),
    ]  # fmt: skip
    assert "at most 4.00 in all" in picture.note
    bounded = co.assign(demand.head(2), links=links, places=places)
    assert len(flows_picture(bounded._network, bounded.links, title="x").legend) == 3
    thin = co.assign(demand.assign(demand=[4.0, 0.01, 9.0]), links=links, places=places)
    layers = {layer.name: layer for layer in flows_picture(thin._network, thin.links, title="x").layers}
    assert [strand.width_pt for strand in layers["flow"].strands] == [8.0, 0.4]


def test_the_ground_is_that_of_the_bounded_links_or_the_region_asked_for() -> None:
    """A railway on three degrees; what nothing bounds lies farther off, and is shown where it is asked for."""
    known = {"capacity_mt_per_year": 9.0, "capacity_grade": "published", "capacity_source": ("test",)}
    network = spread("A ==300== B ~~900~~ D", links={"a--b--rail": known})
    demand = pd.DataFrame({"origin": ["A"], "destination": ["D"], "mt_per_year": [1.0]})
    flows = co.assign(demand, network=network)
    west, south, east, north = flows_picture(flows._network, flows.links, title="x").box
    assert west < 60 < 62 < east < 66
    assert south < 40 < 40.5 < north
    chosen = flows_picture(flows._network, flows.links, title="x", region=(50, 30, 80, 50))
    assert chosen.box == (50, 30, 80, 50)
    assert not chosen.grows
    assert [name.text for name in chosen.names]
