"""Flows drawn: width is the flow, colour the load."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

import corridors as co
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
