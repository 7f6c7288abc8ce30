"""What people and programs hand in as arguments, and what nobody should."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from hypothesis import strategies as st

__all__ = ["ODD", "odd"]

BIG = 10**400

#: Each is made afresh: some are used up, and some may be changed.
ODD: tuple[Callable[[], Any], ...] = (
    *(
        (lambda value=value: value)
        for value in (
            None, True, False, 0, 1, 2, -1, 0.5, 1.0, -0.0, 1e300, 1e-300, float("nan"), float("inf"), BIG, -BIG, 3j,
            Decimal("1.5"), Decimal("NaN"), Fraction(1, 3), "", " ", "A", "B", "Nowhere", "1", "10**3", "ä", "\0",
            "\udc80", "x" * 500, b"", b"ab", b"\xff", (), [], {}, set(), frozenset({"A"}), {"A", "B"},
            ("A", "B"), ["A", "C"],
            (1, 2), [41.0, 69.0], (BIG, 3), [["A"]], {"A": 1}, {"time": 1}, {"time": BIG}, {("a",): {}}, [None],
            datetime.timedelta(hours=2), datetime.date(2027, 1, 1), range(3), object(), int, len, np.int64(2),
            np.uint8(3),
            np.float32(0.5), np.bool_(True), np.array(5), np.array(["A"]), np.array([[1, 2], [3, 4]]), np.array([1, 2]),
            np.timedelta64(3, "h"), np.datetime64("2027-01-01"), np.datetime64("NaT"), pd.NA, pd.NaT,
            "time", "cost", "en", "2027-01-01", "A,C", "=1+1", "${x}", "$A$", "<b>", "../up", Path(), Path("no/such"),
            slice(0, 2), 2**63, 10**12, -0.5, 0.1, [], [0], [0.5, 2.0], [float("nan")], [1, "a"], ("A",), {"x": [1, 2]},
            {"A": {"B": 1}}, [{"name": "x"}], [{"name": "x"}, {"name": "x"}], {"name": "x", "shut": ["B"]},
        )
    ),
    lambda: pd.Series(["A", "C"]),
    lambda: pd.Series([1, None], dtype="Int64"),
    lambda: pd.DataFrame({"id": ["A"]}),
    lambda: pd.DataFrame({"origin": ["A"], "destination": ["C"], "tonnes": [1.0]}),
    lambda: pd.DataFrame({"from": ["A"], "to": [pd.NA], "length_km": [np.nan], "cost": [1]}),
    lambda: pd.DataFrame({"from": [[1]], "to": [b"x"], "length_km": ["1,5"], "cost": [True]}),
    lambda: (name for name in ("A", "B")),
    lambda: nx.path_graph(3),
)  # fmt: skip

odd = st.sampled_from(ODD).map(lambda make: make())
