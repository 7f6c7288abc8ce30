"""What each choice of corridor loses at worst, against sums made by hand."""

from __future__ import annotations

import json
from math import inf, isinf
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co
from tests.studies.worlds import three_ways

LINKS = ("a--b--rail", "b--d--rail", "a--c--rail", "c--d--rail", "a--e--rail", "e--d--rail")


def table_of(*scenarios: Any, destinations: Any = "D", **options: Any) -> Any:
    options.setdefault("weight", "cost")
    options.setdefault("max_detour", 50)
    options.setdefault("max_stretch", 50)
    return co.compare_scenarios("A", destinations, scenarios, network=three_ways(), **options)


def longer(name: str, **km: float) -> co.Scenario:
    return co.Scenario(name, links={link.replace("_", "-"): {"length_km": value} for link, value in km.items()})


def test_the_loss_is_the_greatest_difference_to_the_best_under_any_scenario() -> None:
    """Rail costs 1 USD/km: 200 km north, 250 south; under the second the north is 200 longer.

    The north loses 150 under it, the south 50 under the first.
    """
    regret = table_of(None, longer("long", **{"a--b--rail": 300.0})).regret()
    losses = {loss.corridor: loss for loss in regret if loss.destination is not None}
    assert (losses["north"].usd, losses["north"].usd_under) == (pytest.approx(150), "long")
    assert (losses["south"].usd, losses["south"].usd_under) == (pytest.approx(50), "status-quo")
    assert losses["south"].h == pytest.approx(5)
    # two dollars an hour: 50 USD and 5 h are 60
    assert losses["south"].generalised_usd == pytest.approx(60)
    assert regret.least().corridor == "south"


def test_a_choice_that_is_the_best_everywhere_loses_nothing() -> None:
    regret = table_of(None, longer("long", **{"a--c--rail": 300.0})).regret()
    north = next(loss for loss in regret if loss.corridor == "north")
    assert (north.usd, north.h, north.generalised_usd, north.usd_under) == (0, 0, 0, "")


def test_what_is_shut_loses_without_end_unless_a_penalty_is_named() -> None:
    """It cannot be served; or it waits and goes on by the best other way."""
    table = table_of(None, co.Scenario("no north", shut=("a--b--rail",)))
    north = next(loss for loss in table.regret() if loss.corridor == "north")
    assert isinf(north.usd)
    assert north.shut_under == ("no north",)
    north = next(loss for loss in table.regret(shut_penalty={"usd": 10, "h": 72}) if loss.corridor == "north")
    assert (north.usd, north.h, north.generalised_usd) == (10, 72, 10 + 2 * 72)
    north = next(loss for loss in table.regret(shut_penalty=25) if loss.corridor == "north")
    assert (north.usd, north.h) == (25, 0)


def test_over_all_destinations_the_worst_counts() -> None:
    table = table_of(None, longer("long", **{"a--b--rail": 400.0}), destinations=["D", "B"])
    regret = table.regret(shut_penalty=0)
    single = [loss for loss in regret if loss.corridor == "north" and loss.destination is not None]
    [whole] = [loss for loss in regret if loss.corridor == "north" and loss.destination is None]
    assert whole.usd == max(loss.usd for loss in single)


def test_where_nothing_has_a_way_nothing_is_lost_by_a_choice() -> None:
    table = table_of(None, co.Scenario("no way", shut=("D",)))
    assert all(loss.usd < inf for loss in table.regret())


def test_losses_can_be_read_printed_and_kept() -> None:
    regret = table_of(None, co.Scenario("no north", shut=("a--b--rail",))).regret()
    json.dumps(regret.to_dict(), allow_nan=False)
    assert max(map(len, str(regret).split("\n"))) <= 120
    assert "no way" in str(regret)
    assert "white-space:nowrap" in regret._repr_html_()
    assert set(regret.to_frame()["destination"]) == {"d", "all"}
    for penalty in (-1, "much", {"days": 3}, True):
        with pytest.raises(co.OptionError, match="shut_penalty"):
            table_of(None).regret(shut_penalty=penalty)  # type: ignore[arg-type]
    with pytest.raises(co.OptionError, match="unit="):
        regret.least(unit="days")
    with pytest.raises(co.OptionError, match="no choice leads to 'x'"):
        regret.least("x")


@st.composite
def futures(draw: st.DrawFn) -> list[co.Scenario | None]:
    """A few scenarios that lengthen some links and shut others."""
    made: list[co.Scenario | None] = [None]
    for number in range(draw(st.integers(1, 3))):
        lengths = draw(st.dictionaries(st.sampled_from(LINKS), st.integers(20, 400), max_size=3))
        shut = draw(st.lists(st.sampled_from(LINKS), max_size=2, unique=True))
        links = {link: {"length_km": float(km)} for link, km in lengths.items()}
        made.append(co.Scenario(f"future {number}", shut=tuple(shut), open=("a--e--rail",), links=links))
    return made


def through(corridor: str, network: co.Network) -> float:
    """Price of the way through a corridor; a way that turns back to touch it is none, as in `compare_corridors`."""
    try:
        route = co.shortest_route("A", "D", network=network, weight="cost", corridor=corridor)
    except co.NoRouteError:
        return inf
    passed = [place.id for place in route.places]
    return route.cost_usd if len(set(passed)) == len(passed) else inf


@given(futures())
@settings(max_examples=20, deadline=None)
def test_losses_equal_those_of_routes_asked_for_one_by_one(scenarios: list[co.Scenario | None]) -> None:
    """Each corridor's route by `shortest_route(corridor=)`, the best by `shortest_route`; differences by hand."""
    base = three_ways()
    regret = co.compare_scenarios(
        "A", "D", scenarios, network=base, weight="cost", max_detour=1e9, max_stretch=1e9, all=True
    ).regret()
    for loss in regret:
        if loss.destination is None:
            continue
        worst = 0.0
        for scenario in scenarios:
            network = base if scenario is None else base.apply(scenario)
            try:
                best = co.shortest_route("A", "D", network=network, weight="cost").cost_usd
            except co.NoRouteError:
                continue
            own = through(loss.corridor, network)
            worst = max(worst, own - best)
        assert loss.usd == pytest.approx(worst)
