"""TNTP: networks, trips and flows of the Transportation Networks for Research."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.exchange.flow_tables import FlowTables
from corridors.exchange.tntp import write_tntp

#: Networks drawn at random, and files of elsewhere, hold lengths and columns that are questioned when they come in.
pytestmark = pytest.mark.filterwarnings("ignore:links")

#: Braess' network (Unternehmensforschung 12, 1968) in the form of the collection, with 6 trips.
NET = """<NUMBER OF ZONES> 2
<NUMBER OF NODES> 4
<FIRST THRU NODE> 3
<NUMBER OF LINKS> 5
<END OF METADATA>

~ \tinit_node\tterm_node\tcapacity\tlength\tfree_flow_time\tb\tpower\tspeed\ttoll\tlink_type\t;
\t1\t3\t1\t0\t0.00000001\t1000000000\t1\t0\t0\t1\t;
\t1\t4\t1\t0\t50\t0.02\t1\t0\t0\t1\t;
\t3\t2\t1\t0\t50\t0.02\t1\t0\t0\t1\t;
\t3\t4\t1\t0\t10\t0.1\t1\t0\t0\t1\t;
\t4\t2\t1\t0\t0.00000001\t1000000000\t1\t0\t0\t1\t;
"""
TRIPS = """<NUMBER OF ZONES> 2
<TOTAL OD FLOW> 6.0
<END OF METADATA>

Origin \t1
    1 :    7.0;    2 :    6.0;
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Braess_net.tntp").write_text(NET, encoding="utf-8")
    (tmp_path / "Braess_trips.tntp").write_text(TRIPS, encoding="utf-8")
    return tmp_path


def test_one_call_reads_and_assign_solves(folder: Path) -> None:
    """Two units take each of the three ways, and each takes 92."""
    tables = co.read_tntp(folder)
    assert tables.places["through"].tolist() == [False, False, True, True]
    assert tables.demand is not None
    assert tables.demand.values.tolist() == [[1, 2, 6.0]]  # within a zone nothing is on the network
    flows = co.assign(**tables.for_assign(), method="user_equilibrium", gap=1e-8, max_iterations=2000)
    assert flows.links.loc["0", "flow"] == pytest.approx(4.0, abs=0.01)
    assert flows.cost == pytest.approx(6 * 92, rel=1e-3)


def test_the_files_may_be_named(folder: Path) -> None:
    net = folder / "Braess_net.tntp"
    assert co.read_tntp(net, folder / "Braess_trips.tntp").demand is not None
    (folder / "Braess_trips.tntp").unlink()
    with pytest.raises(co.OptionError, match="no demand was read"):
        co.read_tntp(net).for_assign()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("<NUMBER OF LINKS> 5", "<NUMBER OF LINKS> 6", "5 links, and its head says 6"),
        ("\t1\t3\t1\t0", "\t1\t3\t1", "9 figures instead of 10"),
        ("\t1\t4\t1", "\t1\t9\t1", "links end at 9"),
        ("\t50\t0.02", "\tfifty\t0.02", "'fifty' is no figure"),
        ("\t3\t4\t1", "\t3\t4.5\t1", "'4.5' is no whole number"),
    ],
)
def test_what_is_wrong_is_said_by_line(old: str, new: str, words: str, folder: Path) -> None:
    net = folder / "Braess_net.tntp"
    net.write_text(NET.replace(old, new), encoding="utf-8")
    with pytest.raises(co.DataError, match=words):
        co.read_tntp(net)


def test_trips_that_are_none(folder: Path) -> None:
    (folder / "Braess_trips.tntp").write_text(TRIPS.replace("2 :    6.0", "2 = 6.0"), encoding="utf-8")
    with pytest.raises(co.DataError, match="is no 'zone : demand'"):
        co.read_tntp(folder)


def test_no_network_or_several(tmp_path: Path) -> None:
    with pytest.raises(co.OptionError, match="holds none"):
        co.read_tntp(tmp_path)
    with pytest.raises(co.OptionError, match="there is no file"):
        co.read_tntp(tmp_path / "x_net.tntp")


FIGURE = st.floats(0, 1e9, allow_nan=False) | st.integers(0, 10**6).map(float)


@settings(max_examples=30, deadline=None)
@given(
    rows=st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6), *[FIGURE] * 7, st.integers(0, 9)), min_size=1),
    trips=st.dictionaries(st.tuples(st.integers(1, 6), st.integers(1, 6)), st.floats(1e-6, 1e6), max_size=9),
    first=st.integers(1, 6),
)
def test_what_is_written_comes_back_equal(rows: list, trips: dict, first: int, tmp_path_factory) -> None:
    """Every digit of every figure."""
    import pandas as pd

    names = [
        "from",
        "to",
        "capacity",
        "length",
        "free_flow_time",
        "vdf_alpha",
        "vdf_beta",
        "speed",
        "toll",
        "link_type",
    ]
    pairs = [(*pair, amount) for pair, amount in trips.items() if pair[0] != pair[1]]
    tables = FlowTables(
        pd.DataFrame(rows, columns=names),
        pd.DataFrame({"id": range(1, 7), "through": [number >= first for number in range(1, 7)]}),
        pd.DataFrame(pairs, columns=["origin", "destination", "demand"]),
        pd.DataFrame([row[:4] for row in rows], columns=["from", "to", "flow", "weight"]),
    )
    folder = tmp_path_factory.mktemp("t") / "x"
    write_tntp(tables, folder, "drawn")
    back = co.read_tntp(folder)
    assert back.links.values.tolist() == tables.links.values.tolist()
    assert back.places.values.tolist() == tables.places.values.tolist()
    assert back.demand is not None
    assert back.flows is not None
    assert sorted(back.demand.values.tolist()) == sorted(map(list, pairs))
    assert back.flows.values.tolist() == tables.flows.values.tolist()  # type: ignore[union-attr]


def test_places_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    import pandas as pd

    tables = FlowTables(
        pd.DataFrame({"from": ["a"], "to": ["b"], "capacity": [1.0], "free_flow_time": [1.0]}),
        pd.DataFrame({"id": ["a", "b"], "through": [True, True]}),
    )
    with pytest.raises(co.DataError, match="number them"):
        write_tntp(tables, tmp_path / "x", "x")
