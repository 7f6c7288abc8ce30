"""Pages of flows tell what flows, how full it is, and what binds."""

from __future__ import annotations

import pandas as pd
import pytest

import corridors as co
from tests.pages import check_page, figure, rows

DEMAND = pd.DataFrame(
    {"origin": ["Tashkent", "Tashkent"], "destination": ["Poti", "Karachi"], "mt_per_year": [3.0, 2.0]}
)
LINKS = pd.DataFrame(
    {"id": ["ab", "bc"], "from": ["a", "b"], "to": ["b", "c"], "cost": [1.0, 1.0], "capacity": [30.0, 2.0]}
)
PLACES = pd.DataFrame({"id": ["a", "b", "c"], "lon": [0.0, 5.0, 9.0], "lat": [0.0, 4.0, 51.0]})


def test_every_link_in_use_has_a_row_with_its_flow() -> None:
    """Flow, capacity and load; what binds stands in a table of its own, with what one more is worth."""
    flows = co.assign(DEMAND, method="system_optimum")
    page = check_page(flows.explore().html)
    told = rows(page, "Links")
    assert [figure(row["Mt a year"]) for row in told] == pytest.approx(flows.links["mt_per_year"].tolist(), rel=1e-3)
    known = flows.links["capacity_mt_per_year"] < float("inf")
    assert [bool(row["share of capacity"]) for row in told] == known.tolist()
    binding = rows(page, "What binds")
    assert [row["what"] for row in binding] == flows.capacities.query("utilisation > 1 - 1e-6")["label"].tolist()
    assert len(binding) > 0
    prices = {row["what"]: figure(row["worth of one more"]) for row in binding if row["worth of one more"]}
    dear = flows.bottlenecks.set_index("label")["price"]
    assert prices == pytest.approx(dear[dear > 0].to_dict(), rel=1e-3)
    assert [figure(row["demand, Mt a year"]) for row in rows(page, "Demand")] == [3.0, 2.0]


def test_a_link_is_as_wide_as_its_flow_and_in_the_colour_of_its_load() -> None:
    """On plain frames too, which lie nowhere on the Earth and have no land."""
    demand = pd.DataFrame({"origin": ["a", "b"], "destination": ["c", "c"], "demand": [1.0, 1.0]})
    page = check_page(co.assign(demand, links=LINKS, places=PLACES).explore().html)
    drawn = {g.attributes["data-group"]: g.all("use") for g in page.all("g", class_="group")}
    widths = [float(use.attributes["stroke-width"]) for uses in drawn.values() for use in uses]
    assert sorted(widths) == pytest.approx([6.5, 13.0])
    assert not page.all("path", class_="land")
    labels = {b.attributes["data-choose"]: b.text for b in page.all("button") if "data-choose" in b.attributes}
    assert {labels[key]: len(uses) for key, uses in drawn.items() if uses} == {
        "less than half full": 1, "full: it binds": 1,
    }  # fmt: skip


def test_the_greatest_flow_has_a_page() -> None:
    """Its cut is among what binds."""
    best = co.max_flow("UZ", "Black Sea", modes=["rail", "ferry"])
    page = check_page(best.explore().html)
    assert set(best.cut["label"]) <= {row["what"] for row in rows(page, "What binds")}


def test_nothing_is_no_page() -> None:
    """It is said."""
    demand = pd.DataFrame({"origin": ["c"], "destination": ["a"], "demand": [1.0]})
    one_way = LINKS.assign(direction="forward") if "direction" in LINKS else LINKS.assign(capacity=0.0)
    flows = co.assign(demand, links=one_way, places=PLACES, method="system_optimum")
    with pytest.raises(co.OptionError, match="nothing flows"):
        flows.explore()
