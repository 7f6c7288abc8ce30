"""Charts of routes: hours and dollars that add up over the kilometres."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

import corridors as co
from tests.drawn import axes


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
    assert re.search(r"Tashkent: loading \d\.\d, handing in \d\.\d days", text)
    assert re.search(r"Turkmenbashi: transhipment \d\.\d, wait for vessel \d\.\d days", text)
    assert not re.search(r"\d h\b", text)  # days everywhere
    assert ax.get_ylabel() == "days to be expected, terminal to terminal"
    assert "1 FEU handed in singly, terminal to terminal, network" in text
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
