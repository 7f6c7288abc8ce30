"""Maps of comparisons: each way in the colour of its corridor."""

from __future__ import annotations

import pytest

import corridors as co
from tests.drawn import axes, colors, groups


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
