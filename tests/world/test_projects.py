"""Projects: from when they change a capacity, on a link or at a place, on a route and in flows."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.tables.dates import first_day
from corridors.tables.reading import Row
from corridors.world.projects import by_target, capacity_on
from tests.micro import blank, handling_row, micro

REFERENCE = "2026-11-01"
LINE = "A ==10== B ~~10~~ C"


def project(name: str = "track", **cells: Any) -> Row:
    usual: dict[str, Any] = {
        "quantity": "capacity_mt_per_year",
        "state": "done",
        "grade": "derived",
        "source": ("test",),
    }
    usual |= {"name": name, "value": 9.0, "since": "2024"}
    if "places" not in cells:
        usual["links"] = ("a--b--rail",)
    return blank("projects", id=name, **usual | cells)


def in_force(rows: list[Row], on: str, target: str = "a--b--rail", operation: str = "") -> str | None:
    found = capacity_on(by_target(rows), target, on, REFERENCE, operation=operation)
    return None if found is None else found["id"]


# -- from when ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "on", "acts"),
    [
        ("2024", "2023-12-31", False),
        ("2024", "2024-01-01", True),
        ("2024-05", "2024-04-30", False),
        ("2024-05", "2024-05-01", True),
        ("2024-05-20", "2024-05-19", False),
        ("2024-05-20", "2024-05-20", True),
    ],
)
def test_what_is_done_acts_from_its_first_day_on(since: str, on: str, acts: bool) -> None:
    assert bool(in_force([project(since=since)], on)) == acts


@pytest.mark.parametrize("state", ["construction", "planned"])
def test_what_is_not_done_acts_after_the_reference_date_alone(state: str) -> None:
    """Said to be ready by 2025 and not yet seen in the present: who asks of the future believes it."""
    rows = [project(state=state, since="2025")]
    assert in_force(rows, REFERENCE) is None
    assert in_force(rows, "2026-11-02") == "track"
    assert in_force([project(state=state, since="2028")], "2027-12-31") is None
    assert in_force([project(state=state, since="2028")], "2028-01-01") == "track"


@pytest.mark.parametrize("on", ["2025-01-01", "2030-01-01", "2040-12-31"])
def test_what_is_proposed_never_acts(on: str) -> None:
    """A wish is no capacity, and hides none that somebody builds."""
    assert in_force([project(state="proposed", since="2024")], on) is None
    assert in_force([project("old"), project("wish", state="proposed", since="2024-06")], on) == "old"


@pytest.mark.parametrize("blank_cell", ["value", "since"])
def test_without_a_figure_or_a_date_nothing_moves(blank_cell: str) -> None:
    assert in_force([project(**{blank_cell: None})], "2030-01-01") is None


def test_of_several_the_last_that_has_come_holds() -> None:
    rows = [
        project("third", since="2030", state="planned"),
        project("first", since="1991"),
        project("second", since="2020"),
    ]
    told = {on: in_force(rows, on) for on in ("1990-01-01", "2019-12-31", "2020-01-01", "2029-12-31", "2030-01-01")}
    assert list(told.values()) == [None, "first", "second", "second", "third"]


@given(
    st.lists(
        st.tuples(st.integers(1991, 2040), st.sampled_from(("done", "construction", "planned", "proposed"))), max_size=8
    ),
    st.integers(1991, 2045),
)
def test_the_staircase_is_what_sorting_by_hand_makes_of_it(steps: list[tuple[int, str]], year: int) -> None:
    rows = [project(str(n), since=str(since), state=state) for n, (since, state) in enumerate(steps)]
    on = f"{year}-06-15"
    acting = [
        r for r in rows
        if first_day(r["since"]) <= on and (r["state"] == "done" or (r["state"] != "proposed" and on > REFERENCE))
    ]  # fmt: skip
    found = capacity_on(by_target(rows), "a--b--rail", on, REFERENCE)
    assert (found is None) == (not acting)
    assert found is None or found["since"] == max(row["since"] for row in acting)


def test_a_project_changes_what_it_names_and_nothing_else() -> None:
    rows = [project(links=("a--b--rail", "b--c--rail")), project("quay", places=("b",), operation="port")]
    assert in_force(rows, "2025-01-01", "b--c--rail") == "track"
    assert in_force(rows, "2025-01-01", "c--d--rail") is None
    assert in_force(rows, "2025-01-01", "b") is None
    assert in_force(rows, "2025-01-01", "b", "gauge_change") is None


@pytest.mark.parametrize("operation", ["loading", "unloading", "transhipment"])
@pytest.mark.parametrize("named", ["port", "terminal"])
def test_a_port_or_a_terminal_is_all_that_its_cranes_do(operation: str, named: str) -> None:
    rows = [project("quay", places=("b",), operation=named)]
    assert in_force(rows, "2025-01-01", "b", operation) == "quay"


# -- on a route and in flows ----------------------------------------------------------------------------

KNOWN = {"capacity_mt_per_year": 3.0, "capacity_grade": "published", "capacity_source": ("user",)}
STAIRS = [
    project("second track", value=8.0, since="2024"),
    project("third track", value=20.0, since="2030", state="planned"),
]


def network(*projects: Row, on: str, **options: Any) -> co.Network:
    return micro(LINE, links={"a--b--rail": KNOWN}, projects=projects, on=on, **options)


@pytest.mark.parametrize(
    ("on", "mt"), [("2023-12-31", 3.0), ("2024-01-01", 8.0), ("2029-12-31", 8.0), ("2030-01-01", 20.0)]
)
def test_the_capacity_of_a_way_and_the_greatest_flow_climb_with_the_date(on: str, mt: float) -> None:
    """The same on a route and in flows."""
    found = network(*STAIRS, on=on)
    assert co.shortest_route("A", "B", network=found).capacity_mt_per_year == mt
    assert co.max_flow("A", "B", network=found).value == pytest.approx(mt)


def test_a_capacity_that_a_project_gave_has_its_source_and_grade() -> None:
    (haul,) = [s.charge for s in co.shortest_route("A", "B", network=network(*STAIRS, on="2025")).steps if s.link]
    assert (haul.capacity_grade, haul.capacity_sources) == ("derived", ("test",))


def test_what_nobody_knew_is_known_once_it_is_built() -> None:
    """The ferry had no figure until ships were ordered."""
    ships = project("ships", links=("b--c--ferry",), value=2.0, since="2028", state="construction")
    before, after = (network(ships, on=day) for day in ("2027-06-01", "2028-06-01"))
    assert co.shortest_route("A", "C", network=before).capacity_mt_per_year == 3.0
    assert co.shortest_route("A", "C", network=after).capacity_mt_per_year == 2.0
    assert co.max_flow("A", "C", network=after).value == pytest.approx(2.0)


def test_works_of_a_port_act_on_its_cranes() -> None:
    """Rail to ferry at B: 1 Mt until the quay is lengthened; its capacity bounds a route and a flow."""
    cranes = handling_row("transhipment", 5.0, 50.0, id="cranes", place="b", **KNOWN | {"capacity_mt_per_year": 1.0})
    quay = project("quay", places=("b",), operation="port", value=2.5)
    before, after = (network(quay, on=day, further=[cranes]) for day in ("2023-06-01", "2025-06-01"))
    for found, mt in ((before, 1.0), (after, 2.5)):
        route = co.shortest_route("A", "C", network=found)
        assert route.capacity_mt_per_year == mt
        assert route.bottleneck == "rail to ferry at B"
        assert co.max_flow("A", "C", network=found).value == pytest.approx(mt)


def test_a_restriction_takes_its_share_of_what_a_project_gave() -> None:
    storms = blank(
        "events", id="storms", name="Storms", kind="restriction", start="2024", links=("a--b--rail",),
        capacity_factor=0.5, grade="estimated", source=("user",),
    )  # fmt: skip
    found = network(*STAIRS, on="2025", events=[storms])
    assert co.shortest_route("A", "B", network=found).capacity_mt_per_year == 4.0
    assert co.max_flow("A", "B", network=found).value == pytest.approx(4.0)


def test_rows_of_one_track_that_a_project_names_together_share_it() -> None:
    """Two rows between A and B, wide until now and one track since: 8 Mt, not 16."""
    both = {"a--b--rail": KNOWN, "a--b--rail+": KNOWN | {"capacity_source": ("test",)}}
    works = project(links=tuple(both), value=8.0)
    before, after = (
        micro("A ==10== B", "A ==12== B", links=both, projects=[works], on=day) for day in ("2023", "2025")
    )
    assert co.max_flow("A", "B", network=before).value == pytest.approx(6.0)
    assert co.max_flow("A", "B", network=after).value == pytest.approx(8.0)


def test_a_user_s_own_projects_act() -> None:
    places = pd.DataFrame({"id": ["a", "b"]})
    links = pd.DataFrame({"id": ["line"], "from": ["a"], "to": ["b"], "length_km": [10.0]})
    mine = pd.DataFrame(
        {"id": ["works"], "name": "Works", "links": ["line"], "quantity": "capacity_mt_per_year", "value": 7.0}
        | {"since": "2020", "state": "done", "grade": "estimated", "source": "user"}
    )
    found = co.Network.from_frames(places, links, projects=mine)
    assert co.shortest_route("a", "b", network=found).capacity_mt_per_year == 7.0
