"""The best way year by year: when it changed, and what made it."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co
from tests.drawn import outside, overlapping
from tests.micro import blank, micro, service
from tests.studies.worlds import event, named


def world(**options: Any) -> co.Network:
    """A long way always, a short one from 2005 until 2015, and the shortest from 2030.

    ::

        A ==300== D        A ==100== B ==100== D  (a--b: 2005-03-15 to 2015-06-30)        A ==50== E ==50== D  (planned)
    """
    links = {
        "a--b--rail": {"opened": "2005-03-15", "closed": "2015-06-30"},
        "a--e--rail": {"status": "planned", "expected": "2030"},
        "e--d--rail": {"status": "planned", "expected": "2030"},
    }
    links |= options.pop("links", {})
    return micro("A ==300== D", "A ==100== B ==100== D", "A ==50== E ==50== D", links=links, **options)


def followed(network: co.Network, years: Any = range(2000, 2035), **options: Any) -> co.Timeline:
    options.setdefault("weight", "time")
    return co.timeline("A", "D", years=years, network=network, **options)


def steps(line: co.Timeline) -> list[tuple[str, str]]:
    return [(step.on, step.because) for step in line.steps]


# -- years ----------------------------------------------------------------------------------------------


def test_each_year_has_the_way_of_its_last_day() -> None:
    base = world()
    line = followed(base)
    for year in line:
        assert year.route == co.shortest_route("A", "D", weight="time", on=year.year, network=base)


def test_years_may_come_in_any_order_and_with_gaps() -> None:
    line = followed(world(), years=[2020, 2004, 2006, 2006])
    assert [year.year for year in line] == [2004, 2006, 2020]
    assert [step.on for step in line.steps] == ["2005-03-15", "2015-07-01"]
    assert [len(line.steps_in(year)) for year in (2004, 2006, 2020)] == [0, 1, 1]


def test_years_before_the_tables_begin_are_told_not_left_out() -> None:
    line = co.timeline("Tashkent", "Termez", years=range(1988, 1993))
    assert [year.route is not None for year in line] == [False, False, False, True, True]
    assert "openings are recorded from 1991 on" in line[0].reasons[0]
    assert line.note.startswith("1988 to 1990 cannot be answered for")
    assert line.note in " ".join(line.summary().split())


# -- steps ----------------------------------------------------------------------------------------------


def test_a_step_is_dated_to_the_day_and_named_by_what_made_it() -> None:
    """A line opens in the middle of March, closes in summer; two stretches of another open together."""
    line = followed(world())
    assert steps(line) == [
        ("2005-03-15", "opening of A - B (rail)"),
        ("2015-07-01", "closing of A - B (rail)"),
        ("2030-01-01", "opening of A - E (rail), E - D (rail)"),
    ]
    assert all(step.verified for step in line.steps)
    assert [step.what for step in line.steps] == ["rerouted"] * 3


def test_what_happens_elsewhere_on_the_day_is_no_cause() -> None:
    """Another line opens, and an event begins elsewhere, on the very day."""
    base = micro(
        "A ==300== D", "A ==100== B ==100== D", "D ==5== F", "F ==5== G",
        links={"a--b--rail": {"opened": "2005-03-15"}, "d--f--rail": {"opened": "2005-03-15"}},
        events=[event("elsewhere", "2005-03-15", links=("f--g--rail",))],
    )  # fmt: skip
    assert steps(followed(base, years=[2004, 2005])) == [("2005-03-15", "opening of A - B (rail)")]


def test_an_event_makes_a_step_when_it_begins_and_when_it_ends() -> None:
    base = micro(
        "A ==300== D", "A ==100== B ==100== D",
        events=[event("strike", "2010-05-02", "2012-07-08", links=("a--b--rail",))],
    )  # fmt: skip
    line = followed(base, years=range(2008, 2015))
    assert steps(line) == [("2010-05-02", "Strike"), ("2012-07-09", "end of: Strike")]
    assert [fact.id for fact in line.steps[0].causes.facts] == ["strike"]


def test_two_closures_of_one_line_on_one_day_are_a_cause_together() -> None:
    """Either would do, so neither alone undoes the step: both are named."""
    pair = [event(name, "2010-05-02", links=("a--b--rail",)) for name in ("strike", "flood")]
    line = followed(micro("A ==300== D", "A ==100== B ==100== D", events=pair), years=[2009, 2010])
    [step] = line.steps
    assert step.because == "Strike; Flood"
    assert (step.causes.together, step.verified) == (True, True)


def test_several_steps_within_one_year_are_told_apart() -> None:
    """The short way opens in February, and in October the shortest."""
    base = micro(
        "A ==300== D", "A ==100== B ==100== D", "A ==50== E ==50== D",
        links={"a--b--rail": {"opened": "2005-02-01"}, "a--e--rail": {"opened": "2005-10-01"}},
    )  # fmt: skip
    line = followed(base, years=[2004, 2005])
    assert [step.on for step in line.steps] == ["2005-02-01", "2005-10-01"]


def test_a_delay_is_a_step_on_the_same_way() -> None:
    slow = event(
        "works", "2010-05-02", kind="restriction", links=("a--d--rail",), add_time_h=48.0, effect_grade="estimated",
        effect_source=("test",),
    )  # fmt: skip
    [step] = followed(micro("A ==300== D", events=[slow]), years=[2009, 2010]).steps
    assert (step.what, step.because) == ("changed", "Works")
    assert step.days_change == pytest.approx(2.0)


def test_a_project_is_a_step_of_what_the_way_carries() -> None:
    row = blank(
        "projects", id="second", name="Second track", links=("a--d--rail",), quantity="capacity_mt_per_year",
        value=9.0, since="2012-04", state="done", grade="published", source=("test",),
    )  # fmt: skip
    known = {"capacity_mt_per_year": 3.0, "capacity_grade": "derived", "capacity_source": ("test",)}
    base = micro("A ==300== D", links={"a--d--rail": known}, projects=[row])
    [step] = followed(base, years=[2011, 2012]).steps
    assert (step.on, step.what, step.because, step.verified) == ("2012-04-01", "capacity", "Second track", True)
    assert step.words == "Second track: the way carries 9 Mt a year instead of 3"


def test_a_service_makes_a_step_when_it_starts() -> None:
    """A train with a time of its own, quicker than ordinary trains, from a day on."""
    train = service("express", "A = B = D", since="2016-09-01", time_h=3.0)
    base = micro("A ==100== B ==100== D", services=[train])
    [step] = followed(base, years=[2015, 2016]).steps
    assert (step.on, step.because) == ("2016-09-01", "start of the service express")
    assert step.verified


def test_ways_that_come_and_go_are_steps_too() -> None:
    """No way before the line opens; none after it closes."""
    base = micro("A ==100== D", links={"a--d--rail": {"opened": "2005", "closed": "2010"}})
    line = followed(base, years=range(2003, 2013))
    assert [(step.on, step.what) for step in line.steps] == [("2005-01-01", "opened"), ("2011-01-01", "shut")]
    assert line.steps[1].words == "closing of A - D (rail): no way any more"
    assert "no way in 2003 to 2004" in line.summary()


def test_nothing_changes_where_nothing_is_dated() -> None:
    line = followed(micro("A ==100== D"))
    assert line.steps == ()
    assert "no step" in line.summary()
    assert list(line.steps_frame()) == list(line.steps_frame().columns)


def test_a_scenario_moves_the_steps() -> None:
    """With the short line open whatever its dates, only the planned one is left to change anything."""
    line = followed(world(), scenario=co.Scenario("open", open=("a--b--rail",)))
    assert [step.on for step in line.steps] == ["2030-01-01"]


def told(route: co.Route | None) -> dict[str, object]:
    """All that a route tells but the day."""
    assert route is not None
    return {name: value for name, value in route.to_dict().items() if name != "on"}


@given(
    st.lists(
        st.tuples(st.sampled_from(["a--b--rail", "a--e--rail"]), st.integers(2000, 2010), st.integers(0, 3)),
        max_size=4,
    )
)
@settings(max_examples=20, deadline=None)
def test_between_two_steps_nothing_changes(closures: list[tuple[str, int, int]]) -> None:
    """On the day before each step the way is the one before, on its day the one after; by `shortest_route`."""
    events = [
        event(f"e{n}", f"{year}-06-15", f"{year + more}-12-20", links=(link,))
        for n, (link, year, more) in enumerate(closures)
    ]
    base = micro("A ==300== D", "A ==100== B ==100== D", "A ==50== E ==50== D", events=events)
    line = followed(base, years=range(1999, 2015))
    previous = line[0].route
    for step in line.steps:
        assert told(step.before) == told(previous)
        assert step.after == co.shortest_route("A", "D", weight="time", on=step.on, network=base)
        assert step.verified
        previous = step.after
    assert told(previous) == told(line[-1].route)


# -- forms ----------------------------------------------------------------------------------------------


def test_frame_plain_data_text_and_html(tmp_path: Any) -> None:
    line = followed(world())
    frame = line.to_frame()
    assert list(frame["year"]) == list(range(2000, 2035))
    assert frame.loc[frame["year"] == 2005, "step"].item().startswith("2005-03-15: opening of A - B")
    json.dumps(line.to_dict(), allow_nan=False)
    line.to_csv(tmp_path / "x.csv")
    assert (tmp_path / "x.csv").stat().st_size > 1000
    assert max(map(len, line.summary().split("\n")[1:])) <= 120
    assert "white-space:nowrap" in line._repr_html_()


@pytest.mark.parametrize("size", [(10, 5.6), (3.5, 3)])
def test_a_chart_numbers_the_steps_and_tells_them_below(size: tuple[float, float]) -> None:
    from matplotlib.figure import Figure

    line = followed(world())
    figure = Figure(figsize=size)
    ax = line.plot(figure.subplots())
    assert sum(drawn.get_gid() == "step" for drawn in ax.lines) == len(line.steps) == 3
    assert [text.get_text() for text in ax.texts if text.get_gid() == "name"] == ["1", "2", "3"]
    told = "\n".join(text.get_text() for text in ax.texts if text.get_gid() == "key")
    assert told.startswith("1  Mar 2005: ")
    assert overlapping(ax) == []
    assert outside(figure) == []


def test_a_chart_steps_where_the_steps_are_marked() -> None:
    """A figure of the last day of a year holds for that day, not from the first: jumps lie on their marks."""
    from matplotlib.figure import Figure

    line = followed(world())
    ax = line.plot(Figure().subplots())
    marks = sorted(mark.get_xdata()[0] for mark in ax.lines if mark.get_gid() == "step")
    [drawn] = [figure for figure in ax.lines if figure.get_gid() == "figure"]
    points = [(float(x), float(y)) for x, y in drawn.get_xydata()]
    jumps = [x for (x, y), (then, after) in pairwise(points) if x == then and abs(after - y) > 1e-9]
    assert jumps == marks
    assert [int(x) for x in marks] == [2005, 2015, 2030]
    # between two jumps, the way is the same and so are its days
    assert all(abs(after - y) < 1e-9 for (x, y), (then, after) in pairwise(points) if x != then)


def test_a_chart_says_where_there_is_no_way() -> None:
    from matplotlib.figure import Figure

    base = micro("A ==100== D", links={"a--d--rail": {"opened": "2005", "closed": "2010"}})
    ax = followed(base, years=range(2003, 2013)).plot(Figure().subplots())
    gaps = [(patch.get_x(), patch.get_x() + patch.get_width()) for patch in ax.patches if patch.get_gid() == "gap"]
    assert gaps == [(2003.0, 2005.0), (2011.0, 2013.0)]


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ([], "years is empty"),
        (2020, "give years, such as range"),
        (["2020"], "give whole years"),
        ([2020.5], "give whole years"),
        ([True], "give whole years"),
        ([12], "four digits"),
        ([1950], "the tables begin on"),
    ],
)
def test_what_is_no_year_is_told(years: Any, words: str) -> None:
    with pytest.raises(co.OptionError, match=words):
        followed(micro("A ==100== D"), years=years)


def test_a_date_is_no_argument() -> None:
    with pytest.raises(TypeError, match="on"):
        co.timeline("A", "D", on=2020)  # type: ignore[call-arg]


# -- end to end -----------------------------------------------------------------------------------------


def test_the_afghan_pakistani_closure_is_a_step_of_the_shortest_way_to_karachi() -> None:
    """On 11 October 2025, as the table of events has it."""
    line = co.timeline("Tashkent", "Karachi", weight="distance", years=[2024, 2025])
    [step] = [step for step in line.steps if step.on == "2025-10-11"]
    assert [fact.id for fact in step.causes.facts] == ["af-pk-border-2025"]
    assert step.verified
    assert step.before is not None
    assert step.after is not None
    assert "AF" in step.before.countries
    assert "AF" not in step.after.countries


def test_the_line_from_china_by_kyrgyzstan_makes_a_step_to_kashgar() -> None:
    """By rail, when it opens and when it is enlarged."""
    line = co.timeline("Tashkent", "Kashgar", modes=["rail"], years=[2029, 2030, 2034, 2035])
    first, second = (step for step in line.steps if "China-Kyrgyzstan-Uzbekistan" in step.because)
    assert (first.on, first.what, first.verified) == ("2030-01-01", "rerouted", True)
    assert (second.on, second.what) == ("2035-01-01", "capacity")
    assert line.year(2030).route.corridors == ("cku",)  # type: ignore[union-attr]


def test_named_corridors_are_told_in_the_text() -> None:
    """The way of a year by a corridor has its name beside it."""
    base = micro("A ==100== D", **named(north=[["a--d--rail"]]))
    assert "north" in followed(base, years=[2020]).summary()
