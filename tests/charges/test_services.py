"""Services: how long they are waited for, when they run, whom they take, and the class that a shipment travels in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors.charges.services import SERVICE_CLASSES, Service, service_class, services_from_rows
from tests.micro import service


def made(ride: str = "A = B = C", **cells: Any) -> Service:
    """A daily train, changed as asked."""
    row = service("express", ride, **cells)
    (found,) = services_from_rows([row], {link: number for number, link in enumerate(row["links"])})
    return found


# -- waits ----------------------------------------------------------------------------------------------


@given(departures=st.floats(0.2, 60))
def test_half_the_interval_is_waited_for_and_four_times_in_five_a_tenth_to_nine_tenths(departures: float) -> None:
    """Whoever comes at any moment of an interval is as likely to come early in it as late."""
    wait = made(departures_per_week=departures).wait()
    assert wait is not None
    interval = 168 / departures
    assert (wait.low, wait.central, wait.high) == pytest.approx((0.1 * interval, 0.5 * interval, 0.9 * interval))
    assert wait.mean == pytest.approx(wait.central)


def test_a_measured_wait_beats_half_the_interval() -> None:
    """A rare sailing is not waited for half its interval but until the vessel is full."""
    cells = {"wait_h": 30.0, "wait_h_low": 10.0, "wait_h_high": 80.0, "wait_grade": "published", "wait_source": ("x",)}
    assert made(departures_per_week=1.0, **cells).wait() == (10, 30, 80, "published", ("x",))


def test_a_measured_wait_without_a_range_is_certain() -> None:
    """Nobody said more."""
    wait = made(wait_h=30.0).wait()
    assert wait is not None
    assert wait[:3] == (30, 30, 30)


def test_of_what_nobody_counts_no_wait_is_known() -> None:
    """The usual wait of a train or vessel at the place holds then, not nothing."""
    assert made(departures_per_week=None).wait() is None


@pytest.mark.parametrize(("told", "kept"), [("published", "derived"), ("derived", "derived"), ("estimated",) * 2])
def test_half_of_a_published_interval_is_derived(told: str, kept: str) -> None:
    """It was computed, not printed."""
    wait = made(departures_grade=told, departures_source=("x",)).wait()
    assert wait is not None
    assert (wait.grade, wait.sources) == (kept, ("x",))


# -- days -----------------------------------------------------------------------------------------------

#: What is said of a service; on which days it runs, and why not on others.
DAYS: dict[str, tuple[dict[str, Any], dict[str, str | None]]] = {
    "no dates": ({}, {"1999-01-01": None, "2099-01-01": None}),
    "since a month": (
        {"since": "2025-04"},
        {"2025-03-31": "the service express does not run before 2025-04", "2025-04-01": None, "2030-01-01": None},
    ),
    "until a year": (
        {"until": "2019", "status": "ended"},
        {"2019-12-31": None, "2020-01-01": "the service express ran until 2019"},
    ),
    "since and until": (
        {"since": "2018-05-02", "until": "2019-06-30", "status": "ended"},
        {
            "2018-05-01": "the service express does not run before 2018-05-02",
            "2018-05-02": None,
            "2019-06-30": None,
            "2019-07-01": "the service express ran until 2019-06-30",
        },
    ),
    "ended, nobody says when": ({"status": "ended"}, {"2026-01-01": "the service express has ended"}),
    "planned": ({"status": "planned"}, {"2026-01-01": "the service express is planned"}),
}


@pytest.mark.parametrize("told", DAYS)
def test_a_service_runs_on_its_days_and_says_why_not_on_others(told: str) -> None:
    """First and last day are days of running."""
    cells, days = DAYS[told]
    assert {day: made(**cells).idle(day) for day in days} == days


# -- whom it takes --------------------------------------------------------------------------------------


def test_a_service_takes_the_shipments_it_names_or_all() -> None:
    """A blank cell is everybody."""
    assert [made(shipments=("feu", "teu")).takes(moved) for moved in ("feu", "teu", "wagon")] == [True, True, False]
    assert all(made().takes(moved) for moved in ("feu", "teu", "wagon"))


def test_stops_are_origin_calls_and_destination() -> None:
    """In the order of the ride; links stand by number."""
    train = made("A = B = C = D", calls=("c",))
    assert (train.stops, train.links, train.both_ways) == (("a", "c", "d"), (0, 1, 2), True)
    assert not made(direction="forward").both_ways


def test_a_time_that_somebody_printed() -> None:
    """With its range, or with none; and none of a service whose parts are added up."""
    assert made().published_time() is None
    cells = {"time_grade": "published", "time_source": ("x",)}
    ranged = made(time_h=48.0, time_h_low=40.0, time_h_high=72.0, **cells).published_time()
    assert ranged == (40, 48, 72, "published", ("x",))
    plain = made(time_h=48.0, **cells).published_time()
    assert plain == (0, 48, 0, "published", ("x",))  # no range is told as nothing


# -- classes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shipment", ["feu", "teu", "wagon"])
@pytest.mark.parametrize("service", SERVICE_CLASSES)
def test_only_a_wagon_handed_in_singly_changes_its_class(shipment: str, service: str) -> None:
    """``regular`` is one container in a terminal; one wagon at a station is a wagonload."""
    single = (shipment, service) == ("wagon", "regular")
    assert service_class(shipment, service) == ("wagonload" if single else service)


@pytest.mark.parametrize(
    ("name", "short"), [("NC Levant: Mersin - Rotterdam", "NC Levant"), ("Express", "Express"), ("A: B: C", "A")]
)
def test_a_short_name_has_no_ports(name: str, short: str) -> None:
    """They stand behind the first colon."""
    row = service("express", "A = B = C") | {"name": name}
    (found,) = services_from_rows([row], {link: number for number, link in enumerate(row["links"])})
    assert found.short_name == short
