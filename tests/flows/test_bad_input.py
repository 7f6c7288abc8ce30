"""Bad input: a clear error, or an honest "unserved"; never an exception from the solver."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import corridors as co
from tests.micro import micro

METHODS = pytest.mark.parametrize("method", co.flows.METHODS)


def links(**cells: object) -> pd.DataFrame:
    return pd.DataFrame({"from": ["a", "b"], "to": ["b", "c"], "cost": [1.0, 2.0], "capacity": [3.0, 3.0]} | cells)


def demand(amount: object = 1.0, origin: object = "a", destination: object = "c") -> pd.DataFrame:
    return pd.DataFrame({"origin": [origin], "destination": [destination], "demand": [amount]})


@METHODS
@pytest.mark.parametrize("amount", [-1.0, np.nan, np.inf, "much", None])
def test_amounts_that_are_none(method: str, amount: object) -> None:
    with pytest.raises(co.DataError, match=r"demand\[0\]\.demand"):
        co.assign(demand(amount), links=links(), method=method)


def test_every_finding_at_once() -> None:
    frame = pd.DataFrame({"origin": ["x", "a"], "destination": ["c", "y"], "mt_per_year": [-1.0, np.nan]})
    with pytest.raises(co.DataError) as error:
        co.assign(frame, links=links())
    assert len(error.value.findings) == 4


@METHODS
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("cost", [np.nan, 1.0]),
        ("cost", [-1.0, 1.0]),
        ("cost", [np.inf, 1.0]),
        ("capacity", [np.nan, 1.0]),
        ("capacity", [-5.0, 1.0]),
        ("capacity", ["wide", 1.0]),
        ("from", [None, "b"]),
        ("vdf_alpha", [-0.1, 0.1]),
        ("direction", ["backward", "both"]),
    ],
)
def test_links_that_do_not_hold_together(method: str, column: str, value: list[object]) -> None:
    with pytest.raises(co.DataError, match=rf"links\[0\]\.{column}"):
        co.assign(demand(), links=links(**{column: value}), method=method)


@METHODS
def test_unconnected_places_are_unserved(method: str) -> None:
    flows = co.assign(demand(origin="c", destination="a"), links=links(), method=method)
    assert flows.unserved == 1.0
    assert flows.served == 0.0
    assert len(flows.links) == len(flows.routes) == 0
    assert "unserved" in flows.summary()


@METHODS
def test_zero_capacity_everywhere_is_unserved(method: str) -> None:
    flows = co.assign(demand(), links=links(capacity=[0.0, 0.0]), method=method)
    assert flows.unserved == 1.0
    assert flows.cost == 0.0


@METHODS
def test_no_demand_at_all(method: str) -> None:
    for frame in (demand(0.0), demand().iloc[:0]):
        flows = co.assign(frame, links=links(), method=method)
        assert flows.demand == flows.served == flows.unserved == 0.0
        assert flows.summary()
        assert flows._repr_html_()


@METHODS
def test_on_a_network_whose_ends_nothing_joins(method: str) -> None:
    network = micro("A ==10== B", "C ==10== D")
    frame = pd.DataFrame({"origin": ["A"], "destination": ["D"], "tonnes": [500_000]})
    flows = co.assign(frame, network=network, method=method)
    assert flows.unserved == pytest.approx(0.5)


def test_unknown_names() -> None:
    with pytest.raises(co.UnknownPlaceError, match="Regions are"):
        co.max_flow("UZ", "Atlantis")
    with pytest.raises(co.UnknownPlaceError, match="did you mean b"):
        co.max_flow("a", "bb", links=links())
    with pytest.raises(co.DataError, match="did you mean"):
        co.assign(pd.DataFrame({"origin": ["Tashkant"], "destination": ["Poti"], "mt_per_year": [1]}))
    with pytest.raises(co.UnknownPlaceError, match="no place in the region"):
        co.max_flow("A", "Black Sea", network=micro("A ==10== B"))


def test_options_that_mean_nothing() -> None:
    for options in (
        {"method": "magic"},
        {"shipment": "crate"},
        {"weight": "beauty"},
        {"weight": {}},
        {"scale": -1.0, "method": "logit"},
        {"scale": np.nan, "method": "logit"},
        {"routes": 0, "method": "logit"},
        {"gap": -1.0, "method": "user_equilibrium"},
        {"modes": ["canal"]},
        {"avoid": ["nowhere at all"]},
        {"vdf": {"canal": (1, 1)}},
        {"vdf": {"rail": 3}},
        {"vdf": {"rail": (-1, 4)}},
        {"year": 1999},
        {"places": pd.DataFrame({"id": ["a"]})},
    ):
        with pytest.raises(co.OptionError):
            co.assign("demand_wb2030", **options)


def test_options_that_contradict_each_other() -> None:
    with pytest.raises(co.OptionError, match="on cannot go with it"):
        co.assign(demand(), links=links(), on=2030)
    with pytest.raises(co.OptionError, match="overlap"):
        co.max_flow("UZ", ["Tashkent", "Poti"])
    with pytest.raises(co.OptionError, match="bare edges"):
        co.max_flow(0, 1, network=co.Network.from_edges([0], [1], [1.0]))
    bare = co.Network.from_edges([0], [1], [1.0])
    with pytest.raises(co.OptionError, match="bare edges"):
        co.assign(demand(origin=0, destination=1), network=bare)
    with pytest.raises(co.OptionError, match="bare edges"):
        co.price_curve(demand(origin=0, destination=1), "cku", network=bare)
    with pytest.raises(co.OptionError, match="empty"):
        co.max_flow([], "Poti")


def test_demand_that_is_none() -> None:
    with pytest.raises(co.OptionError, match="demand_wb2030"):
        co.assign("demand_wb1830")
    with pytest.raises(co.OptionError, match="no demand"):
        co.assign(42)  # type: ignore[arg-type]
    with pytest.raises(co.DataError, match="amounts"):
        co.assign(pd.DataFrame({"origin": ["a"], "destination": ["b"]}), links=links())
    with pytest.raises(co.DataError, match="origin"):
        co.assign(pd.DataFrame({"destination": ["b"], "demand": [1.0]}), links=links())
    with pytest.raises(co.DataError, match="shipment"):
        co.assign(demand("1").assign(shipment="crate", origin="Tashkent", destination="Poti"))


def test_several_years_need_a_choice() -> None:
    frame = pd.concat([demand(1.0).assign(year=2025), demand(2.0).assign(year=2030)], ignore_index=True)
    with pytest.raises(co.OptionError, match="2025, 2030"):
        co.assign(frame, links=links())
    assert co.assign(frame, links=links(), year=2030).demand == 2.0


def test_frames_without_what_they_need() -> None:
    with pytest.raises(co.DataError, match="no column 'from'"):
        co.assign(demand(), links=pd.DataFrame({"to": ["b"], "cost": [1.0]}))
    with pytest.raises(co.OptionError, match="no such column"):
        co.assign(demand(), links=pd.DataFrame({"from": ["a"], "to": ["c"]}))
    with pytest.raises(co.DataError, match="stands twice"):
        co.assign(demand(), links=links(), places=pd.DataFrame({"id": ["a", "a"]}))


def test_rows_of_one_pair_are_added_up() -> None:
    frame = pd.concat([demand(1.0), demand(2.0)], ignore_index=True)
    assert co.assign(frame, links=links()).pairs["demand"].tolist() == [3.0]


def test_a_programme_without_an_optimum_is_no_solver_exception() -> None:
    from corridors.flows.solver import Programme

    programme = Programme(lower=[2.0], upper=[1.0])
    programme.add_columns([1.0], starts=[0], rows=[0], values=[1.0])
    with pytest.raises(co.CorridorsError, match="not solved"):
        programme.solve()
