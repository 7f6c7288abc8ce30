"""What no machine holds is refused before it is begun, with what would be right."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import pytest

import corridors as co
from corridors.gate.sizes import MOST_FIGURES, MOST_ITEMS, figures_fit, held

HUGE = 10**9


def test_lists_are_held_up_to_their_bound() -> None:
    """Sets, columns and iterators alike; what has a length is not gone through first."""
    for three in ([1, 2, 3], (1, 2, 3), pd.Series([1, 2, 3]), np.arange(1, 4), {1: 0, 2: 0, 3: 0}, range(1, 4)):
        assert held(three, most=3) == held(iter(three), most=3) == [1, 2, 3]
        for given in (three, iter(three)):
            with pytest.raises(co.OptionError, match="more than 2 things in one list, or no end of them"):
                held(given, most=2)
    for many in (range(HUGE), itertools.count(), itertools.repeat("Baku")):
        with pytest.raises(co.OptionError, match=f"more than {MOST_ITEMS:,} things"):
            held(many)


def test_an_iterator_is_read_no_farther_than_it_takes() -> None:
    """One beyond the bound, to know that there is one."""
    numbers = itertools.count()
    with pytest.raises(co.OptionError):
        held(numbers, most=10)
    assert next(numbers) == 11


def test_figures_fit_up_to_their_bound() -> None:
    """And one more does not."""
    figures_fit("a matrix", MOST_FIGURES, "ask for less")
    with pytest.raises(co.OptionError, match=r"^a matrix: 500,000,001 figures, and at most .* at once; ask for less$"):
        figures_fit("a matrix", MOST_FIGURES + 1, "ask for less")


TWO_EDGES = co.Network.from_edges([0, 1], [1, 2], weights={"time": [1.0, 2.0]})

ASKED: dict[str, Callable[[], object]] = {
    "k": lambda: co.alternative_routes("Tashkent", "Poti", k=HUGE),
    "k of edges": lambda: co.alternative_routes(0, 2, k=HUGE, network=TWO_EDGES),
    "n": lambda: co.simulate("Tashkent", "Poti", n=HUGE),
    "n of futures": lambda: co.explore_futures("Tashkent", "Poti", n=HUGE, ranges={"price: rail KZ": (0.8, 1.5)}),
    "n of a sensitivity": lambda: co.sensitivity("Tashkent", "Poti", n=HUGE),
    "draws": lambda: co.write_report(co.compare_corridors("Tashkent", "Poti"), "never.html", draws=HUGE),
    "a matrix": lambda: co.distance_matrix(["Tashkent"] * 30_000, ["Poti"] * 30_000),
    "years": lambda: co.timeline("Tashkent", "Poti", years=range(1990, HUGE)),
    "years without end": lambda: co.timeline("Tashkent", "Poti", years=itertools.count(1990)),
    "budgets": lambda: co.isochrone("Tashkent", range(1, HUGE)),
    "via": lambda: co.shortest_route("Tashkent", "Poti", via=itertools.repeat("Baku")),
    "avoid": lambda: co.shortest_route("Tashkent", "Poti", avoid=itertools.repeat("Baku")),
    "destinations": lambda: co.compare_corridors("Tashkent", itertools.repeat("Poti")),
    "places of a flow": lambda: co.max_flow(itertools.repeat("Tashkent"), "Poti"),
}


@pytest.mark.parametrize("name", ASKED)
def test_a_slip_of_the_finger_takes_no_memory(name: str) -> None:
    """Every list and every count that is asked for; a thousand millions of anything are 8 GB."""
    with pytest.raises(co.OptionError, match=r"at most [\d,]+|more than [\d,]+ things|of 1 to 100000"):
        ASKED[name]()


def test_as_many_ways_as_there_are() -> None:
    """More than the search looks at are not more ways; the answer is that of a number that is enough."""
    few = co.alternative_routes("Tashkent", "Termez", k=1_000, max_overlap=1.0)
    many = co.alternative_routes("Tashkent", "Termez", k=100_000, max_overlap=1.0)
    assert [route.length_km for route in many][: len(few)] == [route.length_km for route in few]
    assert len(many) <= 1_000


def given() -> Iterator[int]:
    yield from (2027, 2026, 2027)


def test_years_are_given_by_anything_that_ends() -> None:
    """Once each and in order."""
    table = co.timeline("Tashkent", "Poti", years=given())
    assert sorted({int(year) for year in table.to_frame()["year"]}) == [2026, 2027]
