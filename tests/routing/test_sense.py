"""What a planner would not do is not found: by distance a transhipment counts as a detour, in the search alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from tests.micro import LORRIES, micro, rate_row
from tests.oracle import networkx_weight
from tests.strategies import Question, questions

#: A dollar counts as two kilometres, so a transhipment (50 USD) as a hundred.
DETOUR = rate_row("detour_km_per_usd", 2.0)


def shortest(*drawing: str, **options: Any) -> co.Route:
    asked = {name: options.pop(name) for name in ("weight", "scope") if name in options}
    return co.shortest_route("A", "C", network=micro(*drawing, further=(DETOUR, *LORRIES)), **asked, **options)


def test_a_train_is_not_left_to_save_a_few_kilometres() -> None:
    """The road ends 20 km sooner; changing to it counts as 100, and the lorry's call as 80 more.

    A ==100== B ==60== C
              B ..40.. C
    """
    route = shortest("A ==100== B ==60== C", "B ..40.. C")
    assert (route.modes, route.length_km) == (("rail",), 160)


def test_it_is_left_where_that_saves_many() -> None:
    """Two hundred kilometres are worth it."""
    route = shortest("A ==100== B ==240== C", "B ..40.. C")
    assert (route.modes, route.length_km) == (("rail", "road"), 140)


def test_the_length_reported_is_of_kilometres_alone() -> None:
    """What a change counted as in the search is in no total, no leg and no matrix."""
    route = shortest("A ==100== B ..40.. C")
    assert route.length_km == 140 == route.legs["length_km"].sum()
    network = micro("A ==100== B ..40.. C", further=(DETOUR, *LORRIES))
    assert co.distance_matrix(["A"], ["C"], network=network).iloc[0, 0] == 140


@pytest.mark.parametrize("weight", ["length_km", {"length_km": 1}])
def test_the_column_gives_the_pure_shortest(weight: Any) -> None:
    """Whoever wants kilometres and nothing else names the column of the table."""
    route = shortest("A ==100== B ==60== C", "B ..40.. C", weight=weight)
    assert (route.modes, route.length_km) == (("rail", "road"), 140)


def test_a_border_and_a_change_of_gauge_count_as_well() -> None:
    """Neither is passed twice to save thirty kilometres.

    A ==100============= C
    A ==40== KZ:B ==30== C
    """
    assert shortest("A ==100== C", "A ==40== KZ:B ==30== C").length_km == 100
    assert shortest("A ==200== C", "A ==40== KZ:B ==30== C").length_km == 70
    assert shortest("A ==100== C", "A --40-- B ==60== C", "A ..1.. B").length_km == 100


def test_handling_at_the_ends_counts_nothing() -> None:
    """Every way is loaded and unloaded; ways do not differ by it, and the shorter of two wins as ever."""
    assert shortest("A ==100== C", "A ..99.. C").modes == ("road",)


def test_without_a_rate_kilometres_are_kilometres() -> None:
    """A network of one's own that says nothing of detours is searched by its lengths."""
    network = micro("A ==100== B ==60== C", "B ..40.. C")
    assert co.shortest_route("A", "C", network=network).length_km == 140


@given(question=questions(), km_per_usd=st.sampled_from((0.0, 0.1, 1.0, 10.0)))
def test_dearer_handling_means_no_more_of_it_and_no_shorter_way(question: Question, km_per_usd: float) -> None:
    """The pure shortest is never longer; what lies between hauls, in dollars, never more than on it."""
    tables = question.drawing.tables()
    network = co.Network(tables.replaced(rates=[rate_row("detour_km_per_usd", km_per_usd), *tables["rates"]]))
    ends = question.origin, question.destination
    try:
        sensible, pure = (
            co.shortest_route(*ends, weight=weight, network=network) for weight in ("distance", "length_km")
        )
    except co.NoRouteError:
        return

    def between(route: co.Route) -> float:
        kinds = {"transhipment", "gauge_change", "class_change", "broken_haul", "border"}
        return sum(step.charge.cost_usd for step in route.steps if step.charge.kind in kinds)

    assert pure.length_km <= sensible.length_km + 1e-9
    assert pure.length_km == pytest.approx(networkx_weight(network, *ends, "distance"))
    weighed = [route.length_km + km_per_usd * between(route) for route in (sensible, pure)]
    assert weighed[0] <= weighed[1] + 1e-6
    if km_per_usd:
        assert between(sensible) <= between(pure) + 1e-6


# -- a broken haul --------------------------------------------------------------------------------------


def test_leaving_a_train_for_a_lorry_costs_its_call_and_a_second_filing() -> None:
    """However short the way: the lorry's least price (40 USD), another filing (90) and the lift (50)."""
    filing = rate_row("customs_filing_usd", 90.0, "road")
    network = micro("A ==100== B ..1.. C", further=(filing, *LORRIES))
    steps = co.shortest_route("A", "C", network=network).steps
    broken = {step.charge.label: step.charge.cost_usd for step in steps if step.charge.kind == "broken_haul"}
    assert broken == {"lorry called at B": 40, "second filing at B": 90}
    back = co.shortest_route("C", "A", network=network).steps
    assert {step.charge.label for step in back if step.charge.kind == "broken_haul"} == set(broken)


@pytest.mark.parametrize(("last", "modes"), [(28, ("rail",)), (400, ("rail", "road"))])
def test_by_cost_a_train_is_left_only_where_it_pays(last: int, modes: tuple[str, ...]) -> None:
    """The last 28 km by lorry save 36 USD of tariff and cost 180; the last 400 km of detour are another matter.

    A ==100== B ==last== C
              B ..28..   C
    """
    filing = rate_row("customs_filing_usd", 90.0, "road")
    network = micro(f"A ==100== B =={last}== C", "B ..28.. C", further=(filing, *LORRIES))
    assert co.shortest_route("A", "C", weight="cost", network=network).modes == modes


def test_from_ship_to_lorry_is_no_broken_haul() -> None:
    """Every container leaves its port by something."""
    network = micro("A ^^100^^ B ..10.. C", further=LORRIES)
    kinds = [step.charge.kind for step in co.shortest_route("A", "C", network=network).steps]
    assert "broken_haul" not in kinds
