"""What a ranking hangs on: against routes asked for one by one, and a break-even that can be worked out by hand."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

import corridors as co
from corridors.charges.ranges import Z90
from corridors.errors import NoRouteError, OptionError
from corridors.network.network import Network
from corridors.simulation.rivals import rivals_of
from corridors.simulation.setup import Options, prepared
from corridors.simulation.tornado import matter
from tests.micro import corridor_rows, micro, rate_row

#: Two ways from A to C: by rail over B, and by road over D; each is a corridor.
DRAWING = ("KZ:A ==300== KZ:B ==300== KZ:C", "A ..200.. KZ:D ..200.. C")

#: (parameter, mode): P10, P50, P90.
RANGES = {
    ("price_usd_per_km", "rail"): (0.8, 1.0, 1.6),
    ("price_usd_per_km", "road"): (1.0, 2.0, 3.5),
    ("speed_km_per_h", "rail"): (5.0, 10.0, 12.0),
    ("speed_km_per_h", "road"): (10.0, 20.0, 30.0),
}


def drawn(**at: float) -> Network:
    """The network, with figures that vary; or, by name, certain ones."""
    rows = []
    for (parameter, mode), (low, central, high) in RANGES.items():
        name = f"{'time' if parameter.startswith('speed') else 'price'}_{mode}"
        if at:
            central = at.get(name, central)
            low = high = central
        rows.append(rate_row(parameter, central, mode, country="KZ", low=low, high=high))
    one, other = (
        corridor_rows("iron", [["b--c--rail"]], ["a--b--rail"]),
        corridor_rows("tar", [["a--d--road"]], ["d--c--road"]),
    )
    return micro(*DRAWING, further=rows, **{name: one[name] + other[name] for name in one})


def hung(**asked: Any) -> co.Sensitivity:
    given: dict[str, Any] = {"network": drawn(), "weight": "generalised", "n": 64, "seed": 1, "correlation": 0.0}
    return co.sensitivity("A", "C", **given | asked)


def weights(network: Network) -> dict[str, tuple[float, float, float]]:
    """Generalised cost, days and dollars of both corridors."""
    found = {}
    for name in ("iron", "tar"):
        route = co.shortest_route("A", "C", network=network, weight="generalised", corridor=name)
        found[name] = (route.cost_usd + 2 * route.time_h, route.time_h / 24, route.cost_usd)
    return found


ENDS = {
    "price: rail KZ": ("price_rail", 0.8, 1.6),
    "price: road KZ": ("price_road", 1.0, 3.5),
    "time: rail": ("time_rail", 12.0, 5.0),
    "time: road": ("time_road", 30.0, 10.0),
}


def test_the_tornado_is_what_routes_asked_for_one_by_one_say() -> None:
    found = hung()
    at_p50 = drawn(none=0.0)
    base = weights(at_p50)
    assert found.first == min(base, key=lambda name: base[name][0])
    first, second = found.first, found.second
    assert found.margin == pytest.approx(base[second][0] - base[first][0])
    told = {f"{bar.kind}: {bar.name}": bar for bar in found.bars}
    compared = 0
    for label, (name, low, high) in ENDS.items():
        bar = told[label]
        for end, value in enumerate((low, high)):
            now = weights(drawn(**{name: value}))
            assert bar.margin[end] == pytest.approx(now[second][0] - now[first][0])
            assert bar.days[end] == pytest.approx(now[first][1] - base[first][1], abs=1e-9)
            assert bar.usd[end] == pytest.approx(now[first][2] - base[first][2], abs=1e-9)
            assert bar.generalised_usd[end] == pytest.approx(now[first][0] - base[first][0], abs=1e-9)
            assert bar.best[end] == min(now, key=lambda corridor: now[corridor][0])
            compared += 1
    assert compared == 8
    assert [bar.swing for bar in found.bars] == sorted((bar.swing for bar in found.bars), reverse=True)


def test_the_break_even_is_the_value_at_which_both_weigh_the_same() -> None:
    found = hung()
    row = found.break_even.set_index("name").loc["road KZ"]
    assert row.verified
    per_km = row.value / 400
    now = weights(drawn(price_road=per_km))
    assert now["iron"][0] == pytest.approx(now["tar"][0], rel=1e-5)
    # two halves of a normal: how many standard deviations from P50 that is
    half = (3.5 - 2.0) / Z90 if per_km > 2 else (2.0 - 1.0) / Z90
    from statistics import NormalDist

    assert row["quantile"] == pytest.approx(NormalDist().cdf((per_km - 2.0) / half), abs=1e-4)
    assert row.probability == pytest.approx(min(row["quantile"], 1 - row["quantile"]))
    assert (row.p10, row.p50, row.p90) == pytest.approx((400, 800, 1400))
    assert row.unit == "USD"
    assert row.corridor == "tar"


def test_all_break_even_values_of_the_packaged_network_are_verified_by_the_search() -> None:
    found = co.sensitivity("Tashkent", "Poti", corridors=["casca", "middle-corridor"], n=64, seed=1, progress=False)
    assert len(found.break_even) > 3
    assert found.break_even.verified.all()
    assert found.break_even.probability.is_monotonic_decreasing


def test_what_a_parameter_costs_where_it_turns_is_told_of_the_ways_up_to_there() -> None:
    """Beyond it another way may be the best, on which nothing hangs on it: one was told to turn at 0 of 0 dollars."""
    turning = co.sensitivity("Tashkent", "Karachi", n=64, seed=0, progress=False).break_even
    priced = turning[turning.kind.isin(["price", "time"])]
    assert len(priced) > 3
    assert (priced.p50 > 0).all()
    beyond = (priced["quantile"] - 0.5) * (priced.value - priced.p50)
    assert (beyond > 0).all(), "above P50 where the parameter is, and below it where that is"


def test_what_is_left_out_of_the_tornado_moves_nothing() -> None:
    """Every parameter of a pair by itself, searched at both ends, against the few that are said to matter."""
    network = co.load_network()
    table = co.compare_corridors("Tashkent", "Poti", corridors=["casca", "middle-corridor"], weight="generalised")
    problem, rows = prepared(
        network, {"weight": "generalised"}, "Tashkent", "Poti", Options.of(64, 1, None, "sobol", "corridor", 0.01),
        deadline_days=None, correlation=None, events=None, vary_value_of_time=False, table=table,
    )  # fmt: skip
    rivals = rivals_of(problem, rows, 1)
    chosen = set(matter(rivals))
    others = [p for p in range(len(problem.draws.parameters)) if p not in chosen][::9]
    assert others
    z = rivals.at_p50(2 * len(others))
    for k, p in enumerate(others):
        z[2 * k, p], z[2 * k + 1, p] = rivals.ends_of(p)
    found = rivals.search(z).weight
    assert np.allclose(found, rivals.base.weight, rtol=1e-12)


def test_common_causes_and_own_parts_are_drivers_and_all_others_are_one() -> None:
    found = hung(correlation=0.3, drivers=1, n=256)
    kinds = [(one.kind, one.name.split()[-1]) for one in found._drivers]
    assert kinds[:2] == [("common cause", "times"), ("common cause", "prices")]
    assert kinds[-1] == ("group", "others")
    margin = found.indices[found.indices.output == "margin"]
    assert margin.first_order.sum() == pytest.approx(1, abs=0.2)


def test_parameters_correlated_in_pairs_are_one_driver() -> None:
    pair = ("price: rail KZ", "price: road KZ")
    found = hung(correlation={"time": 0.0, "price": 0.0, pair: 0.8}, n=256)
    assert ("group", "correlated in pairs") in [(one.kind, one.name) for one in found._drivers]
    assert not {"rail KZ", "road KZ"} & {one.name for one in found._drivers if one.kind == "price"}
    assert {"rail", "road"} & {one.name for one in found._drivers}


def test_an_event_is_told_in_force_and_not() -> None:
    found = co.sensitivity(
        "Tashkent", "Karachi", n=64, seed=1, events={"af-pk-border-2025": 0.3}, modes=["road"], progress=False
    )
    bar = next(bar for bar in found.bars if bar.kind == "event")
    assert bar.name == "af-pk-border-2025"
    assert "event" not in set(found.break_even.kind)


def test_the_same_seed_gives_the_same_answer_on_any_number_of_threads() -> None:
    one, two = (hung(workers=workers, n=128).to_dict() for workers in (1, 2))
    assert one == two
    assert one["indices"] != hung(seed=2, n=128).to_dict()["indices"]


def test_it_is_told_in_words_data_and_a_chart() -> None:
    found = hung()
    assert "Break-even" in found.summary()
    assert "<table" in found._repr_html_()
    assert json.loads(json.dumps(found.to_dict()))["first"] == found.first
    from matplotlib.figure import Figure

    ax = found.plot(Figure().subplots(), top=3)
    assert len(ax.get_yticks()) == 3


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"n": 0}, "n=0"),
        ({"n": 32}, "at least 64"),
        ({"seed": -1}, "seed=-1"),
        ({"seed": "x"}, "seed='x'"),
        ({"drivers": 0}, "drivers=0"),
        ({"correlation": 2}, "give a correlation"),
        ({"events": {"nothing": 0.5}}, "no event is called"),
        ({"weight": "distance"}, "does not vary"),
        ({"corridors": ["iron"]}, "two corridors"),
    ],
)
def test_bad_input_is_refused_in_words(asked: dict[str, Any], words: str) -> None:
    with pytest.raises(OptionError, match=words):
        hung(**asked)


def test_a_ranking_is_of_two_places() -> None:
    with pytest.raises(OptionError, match="give one"):
        co.sensitivity("A", ["C"], network=drawn())  # type: ignore[arg-type]
    with pytest.raises(NoRouteError):
        co.sensitivity("A", "C", network=micro("A ==1== B", "D ==1== C"), n=64)


def test_where_nothing_varies_it_says_so() -> None:
    """Without a range on any way there is nothing to rank."""
    rows = corridor_rows("land", [["a--b--rail"]], ["b--c--rail"]), corridor_rows("water", [["a--c--ferry"]])
    both: dict[str, Any] = {name: [*rows[0][name], *rows[1][name]] for name in rows[0]}
    network = micro("A ==100== B ==50== KZ:C", "A ~~90~~ C", **both)
    with pytest.raises(OptionError, match="nothing varies"):
        co.sensitivity("A", "C", n=64, network=network, progress=False)


def test_counts_may_be_numbers_of_any_kind() -> None:
    """As everywhere: whole ones of numpy, and floats that are whole."""
    asked = {"corridors": ["casca", "middle-corridor"], "seed": 1}
    plain = co.sensitivity("Tashkent", "Poti", n=64, drivers=2, **asked)
    other = co.sensitivity("Tashkent", "Poti", n=64.0, drivers=np.int64(2), **asked)  # type: ignore[arg-type]
    assert other.to_dict() == plain.to_dict()
    for wrong in (True, 1.5, 0, "2", None):
        with pytest.raises(co.OptionError, match="drivers="):
            co.sensitivity("Tashkent", "Poti", n=64, drivers=wrong, **asked)  # type: ignore[arg-type]
