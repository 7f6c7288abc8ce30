"""Levels as packaged, read as plain tables: each is a printed price over what the rates give for the same way.

The divisor is worked out here from the lengths of links and the two rates of the sea, so a level that was not
divided, or divided by another way, shows. Then the prices held out of the table are asked of it.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from math import log
from pathlib import Path
from statistics import median

import networkx as nx
import pytest

DATA = Path(__file__).resolve().parent.parent / "data"
Row = dict[str, str]
Series = dict[tuple[str, ...], list[Row]]

#: From this day the lines sail round the Cape, and the divisor with them.
CAPE = date(2023, 12, 15)
NO_STRAIT = {"bab-el-mandeb", "suez-canal"}
#: The pair of ports that a printed price of a lane is of, forward.
PORTS = {
    "far-east--north-europe": ("shanghai", "rotterdam"),
    "far-east--mediterranean": ("shanghai", "genoa"),
    "far-east--gulf": ("shanghai", "jebel-ali"),
    "intra-far-east": ("shanghai", "singapore"),
    "india--europe": ("nhava-sheva", "rotterdam"),
    "india--north-america": ("nhava-sheva", "new-york"),
    "europe--north-america": ("rotterdam", "new-york"),
}
#: Lanes that are asked by another pair of ports as well.
ALSO = {("nhava-sheva", "genoa"): "india--europe", ("singapore", "nhava-sheva"): "far-east--south-asia"}
PRINTED = re.compile(r"([\d,.]+) USD (?:a 20 ft box )?over ([\d,]+) \(([\d,]+) km( by the Cape| by Suez)?\)")


def table(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date:
    """A month counts from its middle."""
    year, month, *rest = map(int, text.split("-"))
    return date(year, month, rest[0] if rest else 15)


def number(text: str) -> float:
    return float(text.replace(",", ""))


LEVELS = table("levels")
BY_ID = {row["id"]: row for row in LEVELS}
SEA_RATES = {
    (row["parameter"], row["shipment"]): float(row["central"]) for row in table("rates") if row["mode"] == "sea"
}
SEA: nx.Graph[str] = nx.Graph()
for link in table("links"):
    if link["mode"] == "sea":
        SEA.add_edge(link["from"], link["to"], km=float(link["length_km"]))


def freight(origin: str, destination: str, shipment: str, on: date) -> float:
    """What the tables ask for the voyage: a fixed part, and each kilometre of the way that ships took."""
    water = SEA.subgraph(set(SEA) - NO_STRAIT) if on >= CAPE else SEA
    km = nx.shortest_path_length(water, origin, destination, weight="km")
    return SEA_RATES["entry_usd", shipment] + SEA_RATES["price_usd_per_km", shipment] * km


def by_series() -> Series:
    series: Series = defaultdict(list)
    for row in LEVELS:
        series[row["lane"], row["mode"], row["country"], row["shipment"], row["direction"]].append(row)
    return series


def level(lane: str, direction: str, shipment: str, on: date, column: str = "factor") -> float:
    """On the line between two dates; beyond the ends, the end."""
    series = by_series()
    rows = series.get((lane, "sea", "", shipment, direction)) or series[lane, "sea", "", "", direction]
    for early, late in pairwise(rows):
        first, last = day(early["date"]), day(late["date"])
        if first <= on <= last:
            part = (on - first) / (last - first)
            return float(early[column]) * (1 - part) + float(late[column]) * part
    return float(rows[0 if on < day(rows[0]["date"]) else -1][column])


def test_a_lane_has_no_country_and_a_country_no_lane() -> None:
    """One of the two says whose price it is."""
    assert [row["id"] for row in LEVELS if bool(row["lane"]) == bool(row["country"])] == []
    assert [row["id"] for row in LEVELS if bool(row["lane"]) != (row["mode"] == "sea")] == []


def test_a_lane_is_sailed_forward_and_back_and_a_railway_to_and_from_uzbekistan() -> None:
    ways = {"sea": {"forward", "back"}, "rail": {"both", "to_uz", "from_uz"}, "road": {"both", "to_uz", "from_uz"}}
    assert [row["id"] for row in LEVELS if row["direction"] not in ways.get(row["mode"], {"both"})] == []


def test_every_lane_has_both_directions() -> None:
    """A lane known one way only would fall back on the price year the other way."""
    directions = defaultdict(set)
    for row in LEVELS:
        if row["lane"]:
            directions[row["lane"]].add(row["direction"])
    assert {lane for lane, known in directions.items() if known != {"forward", "back"}} == set()


def test_dates_of_a_series_rise() -> None:
    """They are read in the order of the table, and a level between two dates lies between them."""
    for name, rows in by_series().items():
        dates = [day(row["date"]) for row in rows]
        assert dates == sorted(set(dates)), name


def test_the_range_is_one_and_never_narrower_than_the_indexs_own() -> None:
    """An index drops what lies a fifth to a third off its median: no shipper is surer than that."""
    for row in LEVELS:
        low, middle, high = (float(row[name]) for name in ("factor_low", "factor", "factor_high"))
        assert 0 < low <= middle <= high, row["id"]
        if row["mode"] == "sea" and row["basis"] == "index":
            assert low <= middle / 1.24, row["id"]
            assert high >= middle * 1.24, row["id"]


def test_what_is_asked_or_planned_is_not_in_force() -> None:
    """Only indexations that were charged are levels: the Kazakh ones asked for in 2025 and 2026 were not seen."""
    assert {row["mode"] for row in LEVELS if row["basis"] == "asked"} <= {"road"}
    tariffs = [row for row in LEVELS if row["country"] == "KZ" and row["basis"] == "tariff"]
    assert max(row["date"] for row in tariffs) == "2025-03-07"


def test_a_step_is_two_rows_a_day_apart() -> None:
    """The day before an indexation and the day of it, further apart by the percentage that the note tells."""
    risen = [row for row in LEVELS if row["mode"] == "rail" and re.match(r"\+[\d.]+ %", row["notes"])]
    assert len(risen) >= 7
    for row in risen:
        eve = (day(row["date"]) - timedelta(days=1)).isoformat()
        before = BY_ID[row["id"].replace(row["date"], eve)]
        percent = float(re.match(r"\+([\d.]+)", row["notes"])[1])  # type: ignore[index]
        assert float(row["factor"]) / float(before["factor"]) == pytest.approx(1 + percent / 100, rel=0.002)


def test_a_factor_is_the_printed_price_over_the_tables_price() -> None:
    """Worked out again from the links and the two rates, by Suez or by the Cape as the ships went."""
    checked = 0
    for row in LEVELS:
        told = PRINTED.search(row["notes"])
        if row["grade"] != "derived" or row["lane"] not in PORTS or told is None:
            continue
        shipment = "teu" if row["shipment"] == "teu" or "a 20 ft box, taken for all" in row["notes"] else "feu"
        ends = PORTS[row["lane"]]
        if row["notes"].startswith("exporters") and shipment == "feu":
            ends = ("karachi", "hamburg")  # exporters of Pakistan told what a box to Germany cost
        tables = freight(*ends, shipment, day(row["date"]))
        assert number(told[2]) == pytest.approx(tables, abs=1), row["id"]
        assert float(row["factor"]) == pytest.approx(number(told[1]) / tables, rel=0.001), row["id"]
        checked += 1
    assert checked >= 380


def test_what_is_taken_from_another_lane_says_from_which_and_is_wider() -> None:
    """The same middle, an estimate, and a range at least as wide."""
    taken = [(row, re.match(r"taken from (\S+):", row["notes"])) for row in LEVELS]
    borrowed = [(row, BY_ID[match[1]]) for row, match in taken if match]
    assert len(borrowed) > 200
    for row, model in borrowed:
        assert row["factor"] == model["factor"], row["id"]
        assert row["grade"] == "estimated", row["id"]
        assert log(float(row["factor_high"]) / float(row["factor_low"])) >= 0.999 * log(
            float(model["factor_high"]) / float(model["factor_low"])
        ), row["id"]


def test_shanghai_rotterdam_and_back_are_as_printed() -> None:
    """1,459 USD in June 2019 and ten times that in 2021; 5,270 in May 2024 of which a seventh was asked back."""
    for on, there, back in (("2019-06-20", 1459, 565), ("2021-05-27", 10174, None), ("2022-01-13", 14028, 1524)):
        when = day(on)
        asked = level("far-east--north-europe", "forward", "feu", when) * freight("shanghai", "rotterdam", "feu", when)
        assert asked == pytest.approx(there, rel=0.001)
        if back:
            asked = level("far-east--north-europe", "back", "feu", when) * freight("rotterdam", "shanghai", "feu", when)
            assert asked == pytest.approx(back, rel=0.001)


HELD_OUT = [row for row in table("published") if row["notes"].startswith("held out of the levels")]


def test_no_price_that_is_asked_stands_in_the_levels() -> None:
    """Neither on its day nor in its week: the answer would be the question."""
    own = [row for row in LEVELS if row["grade"] == "derived"]
    dates = {(row["lane"], row["direction"], row["shipment"], row["date"]) for row in own}
    lanes = {ports: lane for lane, ports in PORTS.items()}
    weekly = [row for row in HELD_OUT if re.search("levels; (WCI|SCFI)", row["notes"])]
    assert len(weekly) > 70
    for row in weekly:
        ends = (row["origin"], row["destination"])
        lane, direction = (lanes[ends], "forward") if ends in lanes else (lanes[ends[::-1]], "back")
        for shipment in (row["shipment"], ""):
            for text in (row["on"], row["on"][:7]):
                assert (lane, direction, shipment, text) not in dates, row["id"]


def test_prices_held_out_are_met_by_the_levels_around_them() -> None:
    """Seven in ten within 30 %, three quarters to nine tenths inside the range, and the range not too wide."""
    lanes = {ports: lane for lane, ports in PORTS.items()} | ALSO
    within, inside, widths = [], [], []
    for row in HELD_OUT:
        ends = (row["origin"], row["destination"])
        if row["modes"] != "sea":
            continue
        on = day(row["on"])
        lane, direction = (lanes[ends], "forward") if ends in lanes else (lanes[ends[::-1]], "back")
        base = freight(*ends, row["shipment"], on)
        low, middle, high = (
            base * level(lane, direction, row["shipment"], on, name) for name in ("factor_low", "factor", "factor_high")
        )
        printed = (float(row["low"]) + float(row["high"])) / 2
        within.append(1 / 1.3 <= middle / printed <= 1.3)
        inside.append(low <= float(row["high"]) and float(row["low"]) <= high)
        widths.append(high / low)
    assert len(within) >= 100
    assert sum(within) / len(within) >= 0.7
    assert 0.75 <= sum(inside) / len(inside) <= 0.9
    assert median(widths) <= 2.2


def test_one_price_in_five_is_held_out_of_every_lane_that_is_printed() -> None:
    """So that no lane is judged by what it was made of."""
    lanes = {ports: lane for lane, ports in PORTS.items()}
    asked: dict[str, int] = defaultdict(int)
    for row in HELD_OUT:
        ends = (row["origin"], row["destination"])
        lane = lanes.get(ends) or lanes.get(ends[::-1])
        if lane:
            asked[lane] += 1
    for lane in PORTS:
        kept = sum(row["lane"] == lane and row["grade"] == "derived" for row in LEVELS)
        assert 0.08 <= asked[lane] / (kept + asked[lane]) <= 0.35, lane


def test_consumer_prices_are_of_every_year_from_2010() -> None:
    """A gap would leave a price without constant dollars."""
    rows = table("deflator")
    assert [int(row["year"]) for row in rows] == list(range(2010, 2026))
    for early, late in pairwise(rows):
        assert 0.99 < float(late["index"]) / float(early["index"]) < 1.09, late["year"]


def test_dollars_of_2021_are_worth_a_sixth_more_in_2024() -> None:
    """313.689 over 270.970, as the Bureau of Labor Statistics prints them."""
    index = {row["year"]: float(row["index"]) for row in table("deflator")}
    assert index["2024"] / index["2021"] == pytest.approx(1.1577, abs=0.0001)
