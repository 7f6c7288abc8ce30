"""What is said where a library that draws is missing."""

from __future__ import annotations

import builtins
import sys
from typing import Any

import pytest

import corridors as co


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


@pytest.mark.parametrize("what", ["network", "route"])
def test_without_folium_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """The error says what to install."""
    monkeypatch.setitem(sys.modules, "folium", None)
    drawn: Any = co.load_network() if what == "network" else co.shortest_route("Tashkent", "Termez")
    with pytest.raises(co.MissingExtraError, match=r"corridors\[map\]"):
        drawn.explore(engine="folium")
    assert drawn.explore().html
