"""Maps of comparisons: each way in the colour of its corridor."""

from __future__ import annotations

import pytest

import corridors as co
from tests.drawn import axes, colors, groups, outside


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


def test_routes_of_a_set_have_a_colour_each_and_their_figures_in_the_legend() -> None:
    """A second route through one corridor is a paler shade of its colour."""
    from matplotlib.figure import Figure

    routes = co.alternative_routes("Tashkent", "Poti", k=4, weight="cost")
    figure = Figure(figsize=(6, 4))
    ax = routes.plot(figure.subplots())
    drawn = {color for group in groups(ax, "way").values() for color in colors(group)}
    assert len(drawn) == len(routes)
    legend = ax.get_legend()
    assert legend is not None
    told = [text.get_text() for text in legend.get_texts()]
    assert [text[0] for text in told[: len(routes)]] == ["1", "2", "3", "4"]
    assert outside(figure) == []
