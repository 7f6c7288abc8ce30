"""Extending equals building the whole afresh; by nothing it is the same; junk is refused in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co

PACKAGED = co.load_network()

#: Small, so that many rows can be tried; rates and handling are the packaged ones.
SMALL = co.Network.from_frames(
    pd.DataFrame(
        {
            "id": ["angren", "kashgar"],
            "name": ["Angren", "Kashgar"],
            "country": ["UZ", "CN"],
            "lat": [41.02, 39.47],
            "lon": [70.14, 75.99],
        }
    ),
    pd.DataFrame({"from": ["angren"], "to": ["kashgar"], "mode": ["road"], "length_km": [900.0]}),
)


@dataclass(frozen=True)
class Case:
    """Places of a small network, its links, and which of both are put beside the others."""

    places: tuple[str, ...]
    links: tuple[dict[str, Any], ...]
    mine: frozenset[int]

    @property
    def whole(self) -> co.Network:
        """The network of all, built at once: what stands first, then the user's."""
        return co.Network.from_frames(self._places(self.places), pd.DataFrame([*self._base, *self._own]))

    @property
    def extended(self) -> co.Network:
        """The same, in two steps."""
        met = {link[end] for link in self._base for end in ("from", "to")}
        old = [place for place in self.places if place in met]
        base = co.Network.from_frames(self._places(old), pd.DataFrame(self._base))
        return base.extend(
            self._places([place for place in self.places if place not in met]),
            [dict(link) for link in self._own],
            on_conflict="keep both",
        )

    @property
    def _base(self) -> list[dict[str, Any]]:
        return [link for number, link in enumerate(self.links) if number not in self.mine]

    @property
    def _own(self) -> list[dict[str, Any]]:
        return [link for number, link in enumerate(self.links) if number in self.mine]

    @staticmethod
    def _places(names: Any) -> pd.DataFrame:
        return pd.DataFrame({"id": list(names)})


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Parallel links, one-way links, all modes, two gauges; every place is on some link."""
    count = draw(st.integers(2, 6))
    places = tuple("ABCDEF"[:count])
    ends = [(places[i], places[i + 1]) for i in range(count - 1)]
    ends += draw(st.lists(st.tuples(st.sampled_from(places), st.sampled_from(places)), max_size=6))
    links = []
    for start, end in ends:
        if start == end:
            continue
        mode = draw(st.sampled_from(["rail", "road", "ferry", "sea"]))
        link = {
            "from": start,
            "to": end,
            "mode": mode,
            "gauge_mm": draw(st.sampled_from([1520, 1435])) if mode == "rail" else None,
            "length_km": draw(st.sampled_from([0.05, 1.0, 2.0, 5.0, 100.0])),
            "direction": draw(st.sampled_from(["both", "both", "forward"])),
            "time_h": draw(st.sampled_from([None, None, 3.0])),
        }
        links.append(link)
    mine = draw(st.sets(st.integers(0, len(links) - 1), max_size=len(links) - 1))
    return Case(places, tuple(links), frozenset(mine))


def answers(network: co.Network, weight: str) -> list[float]:
    """What every pair of places takes; infinite where no way leads."""
    names = sorted(network.places.index)
    matrix = co.distance_matrix(names, names, weight=weight, network=network)
    return list(np.nan_to_num(matrix.to_numpy(dtype=float), nan=np.inf).ravel())


@given(cases(), st.sampled_from(["distance", "time", "cost"]))
@settings(max_examples=25, deadline=None)
def test_extending_equals_building_the_whole_afresh(case: Case, weight: str) -> None:
    """Same rows in the same order, same answers."""
    whole, extended = case.whole, case.extended
    assert answers(extended, weight) == answers(whole, weight)
    links = [network.links.drop(columns=["closure", "in_use"]).reset_index() for network in (whole, extended)]
    told = ["from", "to", "mode", "gauge_mm", "length_km", "direction", "time_h"]
    pd.testing.assert_frame_equal(links[0][told], links[1][told], check_dtype=False)


@given(st.sampled_from([None, [], pd.DataFrame(), pd.DataFrame({"from": [None, " "], "to": [np.nan, pd.NA]})]))
def test_extending_by_nothing_is_the_same(nothing: Any) -> None:
    """No rows, or blank ones."""
    assert PACKAGED.extend(nothing, nothing, nothing, nothing) is PACKAGED


JUNK = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(-(10**20), 10**20),
    st.just(10**400),
    st.floats(),
    st.booleans(),
    st.dates().map(pd.Timestamp),
    st.dates(),
    st.just(pd.NaT),
    st.just(pd.NA),
    st.just(np.datetime64("2027-01-01")),
    st.sampled_from(
        [np.float32(3), np.uint8(3), np.bool_(1), np.str_("Angren"), {"a": 1}, {1, 2}, b"x", ["a"], (1, 2)]
    ),
    st.sampled_from(["Angren", "Kashgar", "rail", "Road", "2027", "41.02, 70.14", "|", ";", "casca"]),
)
COLUMNS = {
    "places": ["id", "name", "country", "kind", "lat", "lon", "unlocode", "aliases", "source", "grade", "accuracy_km"],
    "links": [
        "id", "from", "to", "mode", "gauge_mm", "length_km", "time_h", "opened", "expected", "status", "tracks",
        "electrified", "length_source", "share_from", "shipments", "direction", "corridor", "toll",
    ],
    "services": ["id", "name", "mode", "origin", "destination", "calls", "links", "carries", "wait_h", "since"],
    "handling": ["id", "place", "country", "operation", "mode", "gauge_from", "service", "time_h", "time_h_low"],
}  # fmt: skip


@given(st.data(), st.sampled_from(sorted(COLUMNS)))
@settings(max_examples=200, deadline=None)
def test_junk_is_refused_in_words(data: st.DataObject, table: str) -> None:
    """Whatever stands in the cells of a stranger: an answer, or an error on purpose that names the table."""
    rows = data.draw(st.lists(st.dictionaries(st.sampled_from(COLUMNS[table]), JUNK, max_size=8), max_size=3))
    network, told = SMALL, [table]
    try:
        network = SMALL.extend(**{table: rows})
    except co.DataError as error:
        told = list(error.findings)
    assert all(table in finding for finding in told)
    assert len(network.table(table)) >= len(SMALL.table(table))


def test_dates_and_numbers_of_all_kinds_are_read() -> None:
    """Those of pandas, numpy, Excel and of text."""
    for opened in (pd.Timestamp("2025-05-01"), date(2025, 5, 1), np.datetime64("2025-05-01"), "2025-05-01"):
        link = {"from": "Angren", "to": "Kashgar", "mode": "road", "length_km": np.float32(760), "opened": opened}
        network = PACKAGED.extend(links=[link])
        assert network.links.iloc[-1]["opened"] == "2025-05-01"
    for length in ("760", "760.0", " 760 ", np.int16(760), "1 760"):
        network = PACKAGED.extend(links=[{"from": "Angren", "to": "Kashgar", "mode": "road", "length_km": length}])
        assert network.links.iloc[-1]["length_km"] in (760.0, 1760.0)
    assert "'1 760' is read as 1760" in network.extension.summary()
