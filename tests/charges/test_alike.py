"""Charges made when asked for are those that are made at once."""

from operator import attrgetter

import numpy as np
import pandas as pd

import corridors as co
from corridors.routing import graph as graphs
from corridors.routing.graphs import graph_of


def network() -> co.Network:
    rng = np.random.default_rng(1)
    n, m = 60, 200
    start = np.concatenate([np.arange(n), rng.integers(0, n, m - n)])
    end = (start + rng.integers(1, n, m)) % n
    places = pd.DataFrame({"id": [f"p{i}" for i in range(n)], "country": rng.choice(["UZ", "KZ", "TM"], n)})
    links = pd.DataFrame(
        {
            "from": [f"p{i}" for i in start],
            "to": [f"p{i}" for i in end],
            "length_km": rng.uniform(10, 500, m),
            "mode": rng.choice(["rail", "road", "sea"], m),
        }
    )
    return co.Network.from_frames(places, links)


def test_a_large_network_charges_what_a_small_one_does(monkeypatch):
    """The same labels, figures and sums, whether there are few places or many."""
    few = graph_of(network()._core, "feu")
    monkeypatch.setattr(graphs, "MANY_PLACES", 0)
    many = graph_of(network()._core, "feu")
    assert any(type(given).__name__ == "Alike" for given in list.__iter__(many.charges))
    assert not any(type(given).__name__ == "Alike" for given in list.__iter__(few.charges))
    assert list(many.charges) == list(few.charges)
    assert many.charges[3:9] == few.charges[3:9]
    for figure in ("time_h", "cost_usd", "length_km", "co2e_kg"):
        assert many.sums(attrgetter(figure)) == few.sums(attrgetter(figure))
