"""Scenarios beside each other: rows, changes against the first, and by which element."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.studies.difference import difference
from corridors.studies.result import ScenarioRow
from tests.drawn import overlapping
from tests.studies.worlds import event, three_ways

NO_NORTH = co.Scenario("no north", shut=("a--b--rail",))
BUILT = co.Scenario("built", open=("a--e--rail",))
SLOW = co.Scenario("slow", links={"b--d--rail": {"time_h": 34.0, "time_grade": "estimated"}})


def compared(*scenarios: Any, destinations: Any = "D", weight: Any = "distance", **options: Any) -> Any:
    options.setdefault("network", three_ways())
    return co.compare_scenarios("A", destinations, scenarios, weight=weight, max_detour=5, **options)


def row(table: Any, scenario: str, corridor: str) -> ScenarioRow:
    return next(one for one in table[scenario] if one.corridor == corridor)


# -- rows -----------------------------------------------------------------------------------------------


def test_the_first_scenario_is_the_base_and_its_changes_are_nothing() -> None:
    """None is the network as it is."""
    table = compared(None, NO_NORTH)
    assert table.scenarios == ("status-quo", "no north")
    for one in table["status-quo"]:
        assert (one.days_change, one.cost_usd_change, one.rank_change) in {(0.0, 0.0, 0), (None, None, None)}
        assert one.what in ("same", "none")


def test_every_scenario_has_a_row_for_every_corridor() -> None:
    """A corridor without a way is a row with the reason, as in `compare_corridors`."""
    table = compared(None, NO_NORTH, BUILT)
    for name in table.scenarios:
        assert {one.corridor for one in table[name]} == {"north", "south", "new"}
    assert row(table, "status-quo", "new").reasons == ("A - E (rail): planned, expected 2034",)
    shut = row(table, "no north", "north")
    assert (shut.what, shut.found, shut.rank, shut.days) == ("shut", False, None, None)
    assert "shut in the scenario 'no north'" in shut.reasons[0]
    assert row(table, "built", "new").what == "opened"


def test_ranks_move_and_a_rank_that_rises_is_below_zero() -> None:
    """South is second until the north is shut; the new line is first where it is built."""
    table = compared(None, NO_NORTH, BUILT)
    south = row(table, "no north", "south")
    assert (south.rank, south.rank_change, south.what) == (1, -1, "same")
    assert row(table, "built", "new").rank == 1
    assert row(table, "built", "north").rank_change == 1


def test_figures_are_those_of_the_comparison_under_the_scenario() -> None:
    """Each row equals the row of `compare_corridors` on the network with the scenario applied."""
    base = three_ways()
    table = compared(None, SLOW, NO_NORTH, network=base)
    for scenario in (SLOW, NO_NORTH):
        alone = co.compare_corridors("A", "D", weight="distance", network=base.apply(scenario), max_detour=5)
        for wanted in alone:
            found = row(table, scenario.name, wanted.corridor)
            figures = wanted.to_dict()
            told = {name: figures[name] for name in found.kept.figures}
            assert told == dict(found.kept.figures)
            assert found.route == wanted.route


def test_a_changed_cell_is_a_change_of_the_ways_that_it_lies_on_alone() -> None:
    """24 hours more on B - D, none of them on the south."""
    table = compared(None, SLOW)
    assert row(table, "slow", "north").days_change == pytest.approx(1.0)
    assert row(table, "slow", "south").what == "same"


def test_a_detour_under_one_scenario_is_shown_where_it_is_an_alternative_under_another() -> None:
    """And has no rank where it is one."""
    table = co.compare_scenarios("A", "D", [None, NO_NORTH], weight="distance", network=three_ways(), max_detour=1.2)
    detour = row(table, "status-quo", "south")
    assert detour.detour
    assert detour.rank is None
    assert row(table, "no north", "south").rank == 1
    alone = co.compare_scenarios("A", "D", None, weight="distance", network=three_ways(), max_detour=1.2)
    assert {one.corridor for one in alone} == {"north", "new"}


def test_capacities_are_worked_out_where_they_are_asked_for() -> None:
    """The way's own bottleneck always stands in the frame."""
    base = three_ways()
    assert "corridor_capacity_mt_per_year" not in compared(None, network=base).to_frame()
    frame = compared(None, capacities=True, network=base).to_frame()
    assert "corridor_capacity_mt_per_year" in frame


# -- by which element -----------------------------------------------------------------------------------


def test_a_way_shut_tells_what_is_shut() -> None:
    found = row(compared(None, NO_NORTH), "no north", "north").difference
    assert found.what == "shut"
    assert found.words == "A - B (rail): shut in the scenario 'no north' (the link a--b--rail)"


def test_a_way_opened_tells_what_is_no_longer_in_its_way() -> None:
    found = row(compared(None, BUILT), "built", "new").difference
    assert found.what == "opened"
    assert found.words == "no longer: A - E (rail): planned, expected 2034"


def test_the_elements_of_a_way_add_up_to_its_change() -> None:
    """Hours and dollars of the elements are those of the row."""
    table = compared(None, SLOW)
    north = row(table, "slow", "north")
    assert north.days_change is not None
    assert sum(e.time_h for e in north.difference.elements) == pytest.approx(24 * north.days_change)
    assert [e.words for e in north.difference.elements] == ["rail UZ"]
    assert north.difference.what == "changed"


def test_a_way_round_tells_what_is_shut_and_what_is_instead() -> None:
    """The corridor is the same, the way through it is not: B - D is shut, and there is a way by C."""
    base = three_ways()
    scenario = co.Scenario("cut", shut=("b--d--rail",))
    table = compared(None, scenario, network=base)
    before = co.shortest_route("A", "D", weight="time", network=base)
    after = co.shortest_route("A", "D", weight="time", network=base, scenario=scenario)
    planners = tuple(n.planner(weight="time") for n in (base, base.apply(scenario)))
    told = difference(before, after, (planners[0], planners[1]))
    assert told.what == "rerouted"
    assert told.causes == ("B - D (rail): shut in the scenario 'cut' (the link b--d--rail)", "now by C instead of by B")
    north = row(table, "cut", "north")
    assert (north.what, north.reasons) == ("shut", ("no way through it: passes A twice",))


def test_a_lifted_event_is_told_by_its_name() -> None:
    """What was shut by it, and no longer is."""
    base = three_ways(events=[event("strike", "2020", links=("a--b--rail",))])
    table = compared(None, co.Scenario("settled", lift=("strike",)), network=base)
    north = row(table, "settled", "north")
    assert north.what == "opened"
    assert "Strike" in north.difference.words


# -- forms ----------------------------------------------------------------------------------------------


def test_frame_plain_data_and_csv_have_the_same_rows(tmp_path: Any) -> None:
    table = compared(None, NO_NORTH, SLOW)
    frame = table.to_frame()
    assert len(frame) == len(table) == len(table.to_dict()["rows"])
    assert {
        "scenario",
        "corridor",
        "days",
        "days_low",
        "cost_usd_high",
        "co2e_kg",
        "rank",
        "days_change",
        "reason",
    } <= {*frame}
    json.dumps(table.to_dict(), allow_nan=False)
    table.to_csv(tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text(encoding="utf-8").count("\n") == len(table) + 1
    assert set(table.changes()["what"]) == {"shut", "changed"}


def test_the_text_fits_a_terminal_and_says_what_changed() -> None:
    table = compared(None, NO_NORTH, BUILT, SLOW)
    text = table.summary()
    assert max(map(len, text.split("\n")[1:])) <= 120
    assert "North has no way any more: A - B (rail): shut in the scenario 'no north'" in text
    assert "the best is now New" in text
    assert "no change" not in text


def test_ranges_do_not_wrap_in_html() -> None:
    html = compared(None, NO_NORTH)._repr_html_()
    assert "white-space:nowrap" in html
    assert "<script" not in html


def test_a_chart_has_ranges_and_writes_what_is_shut() -> None:
    from matplotlib.figure import Figure

    table = compared(None, NO_NORTH)
    ax = table.plot(Figure(figsize=(6, 4)).subplots())
    shut = [text.get_text() for text in ax.texts if text.get_gid() == "no way"]
    assert len(shut) == 1  # the north under the second
    assert shut[0].endswith(": shut")
    found = [row for row in table if row.found and row.corridor != "direct"]
    drawn = sorted(float(line.get_xdata()[0]) for line in ax.lines if line.get_gid() == "dot")
    assert drawn == pytest.approx(sorted(row.days for row in found))
    assert [label.get_text() for label in ax.get_yticklabels()] == list(table.scenarios)
    assert overlapping(ax) == []
    with pytest.raises(co.OptionError, match="destination='nowhere'"):
        table.plot(destination="nowhere")
    with pytest.raises(co.OptionError, match="give one of days"):
        compared(None).plot(figure="hours")


@pytest.mark.parametrize(
    ("scenarios", "words"),
    [
        ([], "scenarios is empty"),
        ([NO_NORTH, NO_NORTH], "two scenarios are called 'no north'"),
        ([7], "is no scenario"),
        ([co.Scenario("x", shut=("nowhere",))], "nowhere"),
    ],
)
def test_what_is_no_scenario_is_told(scenarios: Any, words: str) -> None:
    with pytest.raises(co.OptionError, match=words):
        co.compare_scenarios("A", "D", scenarios, network=three_ways())


def test_arguments_are_checked() -> None:
    with pytest.raises(co.OptionError, match="client"):
        compared(None, client=object())
    with pytest.raises(co.OptionError, match="there are"):
        compared(None)["other"]


@given(st.lists(st.sampled_from(["a--b--rail", "b--d--rail", "a--c--rail", "c--d--rail"]), max_size=3, unique=True))
@settings(max_examples=25, deadline=None)
def test_the_best_of_each_scenario_is_the_shortest_route_under_it(shut: list[str]) -> None:
    """Whatever is shut."""
    base = three_ways()
    scenario = co.Scenario("shut", shut=tuple(shut))
    table = compared(None, scenario, network=base)
    best = table.best("shut", table.origins[0], base.place("D"))
    try:
        wanted = co.shortest_route("A", "D", network=base, scenario=scenario)
    except co.NoRouteError:
        assert best is None
    else:
        assert best is not None
        assert best.kept.figures["length_km"] == wanted.length_km


# -- end to end -----------------------------------------------------------------------------------------


def test_the_afghan_border_with_and_without_the_closure() -> None:
    """In 2026 the crossings are shut; lifted, the road by Torkham has a way, and its cause is told."""
    opened = co.Scenario("crossings open", lift=("af-pk-border-2025",))
    table = co.compare_scenarios(
        "Tashkent", "Karachi", ["status-quo", opened], corridors=["salang-torkham", "southern"]
    )
    salang = row(table, "crossings open", "salang-torkham")
    assert salang.what == "opened"
    assert "All Afghan-Pakistani crossings shut" in salang.difference.words
    assert row(table, "crossings open", "southern").what == "same"


def test_a_chart_of_regret_has_a_bar_a_choice_and_writes_who_cannot_serve() -> None:
    from matplotlib.figure import Figure

    table = compared(None, NO_NORTH)
    for penalty, figure in ((None, "usd"), ({"usd": 500, "h": 240}, "days")):
        regret = table.regret(shut_penalty=penalty)
        ax = regret.plot(Figure(figsize=(6, 4)).subplots(), unit=figure, dark=True)
        over_all = [loss for loss in regret if loss.destination is None]
        shut = [text.get_text() for text in ax.texts if text.get_gid() == "no way"]
        assert len(shut) == sum(loss.usd == float("inf") for loss in over_all) == (penalty is None)
        widths = [patch.get_width() for patch in ax.patches if patch.get_gid() == "bar"]
        amounts = [loss.h / 24 if figure == "days" else loss.usd for loss in over_all]
        assert widths == pytest.approx([amount for amount in amounts if amount < float("inf")])
    with pytest.raises(co.OptionError, match="unit='weeks'"):
        regret.plot(unit="weeks")
