"""Demand as people write it: amounts, units, years, kinds, and what is wrong with a row."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.flows.demand import demand_frame, read_pairs
from corridors.flows.model import Pair
from corridors.gate.ids import id_text
from tests.micro import micro


def read(frame: pd.DataFrame, **options: Any) -> list[Pair]:
    usual: dict[str, Any] = {"shipment": "feu", "year": None, "in_mt": True, "kinds": ("feu", "teu", "wagon")}
    return read_pairs(frame, id_text, **usual | options)


def rows(**columns: list[Any]) -> pd.DataFrame:
    count = max(map(len, columns.values()))
    return pd.DataFrame({"origin": ["a"] * count, "destination": ["b"] * count} | columns)


def wrong(frame: pd.DataFrame, **options: Any) -> list[str]:
    with pytest.raises(co.DataError) as told:
        read(frame, **options)
    return list(told.value.findings)


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.floats(0, 1e6)), min_size=1, max_size=8),
    st.sampled_from((float, str, object)),
)
def test_rows_of_one_pair_are_added_up(drawn: list[tuple[str, str, float]], form: Any) -> None:
    """In the order in which pairs come first, whatever holds the numbers."""
    frame = pd.DataFrame(drawn, columns=["origin", "destination", "mt_per_year"]).astype({"mt_per_year": form})
    wanted: dict[tuple[str, str], float] = {}
    for start, end, amount in drawn:
        wanted[start, end] = wanted.get((start, end), 0.0) + amount
    found = read(frame)
    assert [(p.origin, p.destination) for p in found] == list(wanted)
    assert [p.amount for p in found] == pytest.approx(list(wanted.values()))
    assert {p.shipment for p in found} == {"feu"}


@pytest.mark.parametrize(
    ("column", "in_mt", "amount"),
    [("mt_per_year", True, 5.0), ("tonnes", True, 5e-6), ("demand", True, 5.0), ("tonnes", False, 5.0),
     ("trips", False, 5.0), ("flow", True, 5.0), ("volume", False, 5.0), ("mt_per_year", False, 5.0)],
)  # fmt: skip
def test_tonnes_are_a_millionth_where_flows_are_megatonnes(column: str, *, in_mt: bool, amount: float) -> None:
    """A unit of the user's own stays one."""
    assert [p.amount for p in read(rows(**{column: [5]}), in_mt=in_mt)] == pytest.approx([amount])
    both = rows(**{column: [5]}).assign(other=[9])
    assert read(both, in_mt=in_mt)[0].amount == pytest.approx(amount)


def test_megatonnes_go_before_tonnes_and_both_before_the_rest() -> None:
    """Where several columns might be the amount."""
    assert read(rows(tonnes=[5.0], mt_per_year=[2.0], demand=[9.0]))[0].amount == 2.0
    assert read(rows(demand=[9.0], tonnes=[5e6]))[0].amount == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("amount", "says"),
    [("x", "'x' is no number; write one"), (None, "is no amount; give a finite number"), (float("inf"), "is no amount"),
     (-0.5, "-0.5 is below 0; for freight the other way swap"), (2e15, "is more than any network carries"),
     (True, "is no number")],
)  # fmt: skip
@pytest.mark.parametrize("beside", [[], [1.0]])
def test_what_is_no_amount_is_found_in_its_row(amount: Any, says: str, beside: list[Any]) -> None:
    """Among others that are."""
    frame = rows(mt_per_year=pd.Series([*beside, amount], dtype=object).tolist())
    [finding] = wrong(frame.astype({"mt_per_year": object}) if amount is True else frame)
    assert finding.startswith(f"demand[{len(beside)}].mt_per_year: ")
    assert says in finding


@pytest.mark.parametrize("amount", [0.0, 1e15])
def test_the_least_and_the_most_are_amounts(amount: float) -> None:
    """Nothing, and as much as any figure."""
    assert read(rows(mt_per_year=[amount]))[0].amount == amount
    assert read(rows(mt_per_year=[str(amount)]))[0].amount == amount


def test_columns_that_are_not_there_are_all_told() -> None:
    """With what to add."""
    assert wrong(pd.DataFrame({"from": ["a"]})) == [
        "demand: no column 'origin'; add it",
        "demand: no column 'destination'; add it",
        "demand: no column of amounts; add mt_per_year or tonnes",
    ]


def test_years_are_chosen_and_asked_for() -> None:
    """One is taken, of several one is named; those without a year are of none."""
    frame = rows(mt_per_year=[1.0, 2.0, 4.0], year=[2025, 2030, 2030])
    assert read(frame, year=2030)[0].amount == 6.0
    assert read(frame, year=2025.0)[0].amount == 1.0
    with pytest.raises(co.OptionError, match=r"several years \(2025, 2030\): name one"):
        read(frame)
    with pytest.raises(co.OptionError, match="no rows of 2031: there are 2025, 2030"):
        read(frame, year=2031)
    assert read(rows(mt_per_year=[1.0, 2.0], year=[2030, None]))[0].amount == 3.0
    assert read(rows(mt_per_year=[1.0]), year=2031)[0].amount == 1.0


def test_kinds_are_those_of_the_network() -> None:
    """Blank ones are the usual; words of freight are understood, one's own are not guessed."""
    frame = rows(mt_per_year=[1.0, 2.0, 4.0], shipment=["teu", None, "TEU"])
    assert [(p.shipment, p.amount) for p in read(frame)] == [("teu", 5.0), ("feu", 2.0)]
    assert "'van' is unknown; give feu, teu, wagon" in wrong(rows(mt_per_year=[1.0], shipment=["van"]))[0]
    own = rows(mt_per_year=[1.0], shipment=["van"])
    assert [p.shipment for p in read(own, kinds=("van", "lorry"), shipment="van")] == ["van"]
    assert "give car, lorry" in wrong(own, kinds=("car", "lorry"), shipment="car")[0]
    assert [p.shipment for p in read(own, kinds=("",))] == [""]


def test_a_place_that_is_none_is_found_in_its_row_and_both_ends_are_looked_at() -> None:
    """Each row by itself."""
    network = micro("A ==1== B")
    demand = pd.DataFrame({"origin": ["A", "X"], "destination": ["Y", "B"], "mt_per_year": [1.0, 1.0]})
    with pytest.raises(co.DataError) as told:
        co.assign(demand, network=network)
    where = [finding.partition(": ")[0] for finding in told.value.findings]
    assert where == ["demand[0].destination", "demand[1].origin"]


def test_a_demand_is_a_frame_or_a_packaged_table() -> None:
    """Of one's own network there may be none."""
    frame = rows(mt_per_year=[1.0])
    assert demand_frame(frame, None).equals(frame)
    assert demand_frame(frame, None) is not frame
    network = co.load_network()
    assert demand_frame("demand_wb2030", network).equals(network.table("demand_wb2030"))
    with pytest.raises(co.OptionError, match=r"demand='demand_x' is no packaged table: there are .*demand_wb2030"):
        demand_frame("demand_x", network)
    for other in ("demand_wb2030", [1], None):
        with pytest.raises(co.OptionError, match="is no demand: give a frame"):
            demand_frame(other, None)
