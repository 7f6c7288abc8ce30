"""The risks as packaged, and the value of goods: who refuses, where, from when, and what is printed of the price."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parent.parent / "data"
Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts(cell: str, bar: str = "|") -> list[str]:
    return [part for part in cell.split(bar) if part]


RISKS = table("risks")
RISK = {row["id"]: row for row in RISKS}
EVENT = {row["id"]: row for row in table("events")}
RATES = {(row["parameter"], row["shipment"]): row for row in table("rates") if row["mode"] == row["country"] == "*"}
PREMIUM = ("insurance_pct_low", "insurance_pct", "insurance_pct_high")
#: Risks that nobody is named to accept.
NOBODY = {"iran-us-tariff", "hormuz-toll-2026", "lithuania-belarus-border"}

each_risk = pytest.mark.parametrize("risk", RISKS, ids=lambda row: row["id"])


def premium(row: Row) -> list[float]:
    return [float(row[column]) for column in PREMIUM if row[column]]


def on(day: str, **where: str) -> set[str]:
    """Ids of the risks that last on a day at a country, place or link."""
    return {
        risk["id"]
        for risk in RISKS
        if risk["start"] <= day <= (risk["end"] or "9999")
        and any(where_it_is in parts(risk[column]) for column, where_it_is in where.items())
    }


@each_risk
def test_a_risk_says_where_it_is(risk: Row) -> None:
    assert risk["countries"] or risk["places"] or risk["links"]


@each_risk
def test_a_risk_says_who_accepts_it(risk: Row) -> None:
    assert bool(risk["accepted_by"]) == (risk["id"] not in NOBODY)


@each_risk
def test_a_premium_is_a_range_in_order(risk: Row) -> None:
    low_to_high = premium(risk)
    assert len(low_to_high) in (0, 3)
    assert low_to_high == sorted(low_to_high)
    assert all(0 <= pct <= 10 for pct in low_to_high)


@each_risk
def test_a_risk_ends_after_it_began(risk: Row) -> None:
    assert risk["start"] <= (risk["end"] or "9999")


@each_risk
def test_what_is_read_between_the_lines_is_not_called_published(risk: Row) -> None:
    if "judgement" in risk["notes"] and risk["id"] != "russia-theft":
        assert risk["grade"] in ("derived", "estimated")


@pytest.mark.parametrize(
    ("event", "risk"),
    [
        ("hormuz-2026-restriction", "hormuz-war-2026"),
        ("iran-war-2026", "iran-war-2026-02"),
        ("red-sea-2023", "red-sea-war-2023"),
        ("red-sea-2026", "red-sea-war-2026"),
        ("ukraine-ports-premium", "ukraine-ports-war"),
        ("novorossiysk-premium", "novorossiysk-war"),
        ("black-sea-west-premium-2025", "black-sea-west-war"),
    ],
)
def test_a_premium_is_the_same_where_it_is_named_and_where_it_is_paid(event: str, risk: str) -> None:
    assert premium(EVENT[event]) == premium(RISK[risk]) != []


def test_chabahar_has_one_state_under_sanctions_after_another() -> None:
    """Waiver of 2018, revoked on 29 September 2025, exempt for six months from 29 October, lapsed on 27 April 2026."""
    states = sorted(
        (r for r in RISKS if r["kind"] == "sanctions" and r["places"] == "chabahar"), key=lambda r: r["start"]
    )
    assert [state["level"] for state in states] == ["low", "high", "medium", "high"]
    for before, after in pairwise(states):
        assert date.fromisoformat(before["end"]) + timedelta(days=1) == date.fromisoformat(after["start"])
    assert not states[-1]["end"]


@pytest.mark.parametrize(
    ("day", "level"), [("2025-06-20", "high"), ("2025-09-01", None), ("2026-04-15", "high"), ("2026-09-01", "medium")]
)
def test_war_in_iran_on_some_days(day: str, level: str | None) -> None:
    levels = {RISK[name]["level"] for name in on(day, countries="IR") if RISK[name]["kind"] == "war"}
    assert levels == ({level} if level else set())


def test_nothing_through_iran_is_without_a_caveat_on_15_april_2026() -> None:
    kinds = {RISK[name]["kind"] for name in on("2026-04-15", countries="IR")}
    assert kinds == {"sanctions", "war", "insurability", "politics"}
    assert on("2026-04-15", places="hormuz") == {"hormuz-war-2026", "hormuz-cover-2026", "hormuz-toll-2026"}
    assert on("2026-04-15", places="bab-el-mandeb") == {"red-sea-war-2026"}


def test_the_middle_corridor_crosses_no_country_at_war_or_under_sanctions() -> None:
    """Uzbekistan, Kazakhstan, Turkmenistan, Azerbaijan, Georgia and Turkiye: caveats there are of places and links."""
    for country in ("UZ", "KZ", "TM", "AZ", "GE", "TR"):
        assert not on("2026-11-01", countries=country)


@pytest.mark.parametrize("shipment", ["feu", "teu", "wagon"])
def test_goods_are_worth_their_payload_times_the_value_of_a_tonne(shipment: str) -> None:
    tonnes = float(RATES["payload_t", shipment]["central"])
    a_tonne = {"wagon": float(RATES["value_usd_per_t", "wagon"]["central"])}.get(shipment, (900 + 2896) / 2)
    goods = RATES["value_of_goods_usd", shipment]
    assert float(goods["central"]) == pytest.approx(tonnes * a_tonne, rel=0.005)
    assert float(goods["low"]) < float(goods["central"]) < float(goods["high"])


def test_usual_insurance_is_cheaper_than_war() -> None:
    usual = RATES["insurance_pct", "*"]
    assert (float(usual["low"]), float(usual["high"])) == (0.3, 1.0)
    assert float(usual["central"]) < premium(RISK["hormuz-war-2026"])[1]
