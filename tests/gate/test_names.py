"""One reader for ids, names and points, and its way through the calls of the package."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.gate.ids import blank, id_text
from corridors.gate.names import as_point, one_name, several_names

FORMS: tuple[Callable[[int], Any], ...] = (int, float, str, np.int32, np.float64, np.uint64, np.str_, np.array)

ROWS: tuple[Callable[[list[Any]], Any], ...] = (
    list, tuple, iter, pd.Series, pd.Index, lambda items: np.array(items, dtype=object),
    lambda items: dict.fromkeys(items).keys(),
)  # fmt: skip


def network() -> co.Network:
    """Four places whose ids are numbers: 1 to 4 in a row."""
    places = pd.DataFrame({"id": [1, 2, 3, 4]})
    links = pd.DataFrame({"from": [1.0, 2.0, 3.0], "to": [2, 3, 4], "length_km": [10, 20, 40]})
    return co.Network.from_frames(places, links)


NETWORK = network()


@given(st.integers(0, 2**31 - 1), st.sampled_from(FORMS))
def test_an_id_in_any_form_is_one_id(value: int, form: Callable[[int], Any]) -> None:
    """A blank elsewhere in a column makes floats of whole numbers; they stay the same ids."""
    assert id_text(form(value)) == str(value)


@pytest.mark.parametrize("nothing", [None, "", "  ", float("nan"), np.nan, pd.NA, pd.NaT, np.datetime64("NaT"), [], ()])
def test_blanks_of_all_kinds_say_nothing(nothing: Any) -> None:
    """And are no names."""
    assert blank(nothing)
    if not isinstance(nothing, str):
        with pytest.raises(co.OptionError):
            co.shortest_route(nothing, 3, network=NETWORK)


@pytest.mark.parametrize(
    "value", [{41, 69}, b"ab", bytearray(b"ab"), "ab", {1: 2, 3: 4}, (True, 1), (1, 2, 3), (1j, 2), 5]
)
def test_what_has_no_order_or_no_numbers_is_no_point(value: Any) -> None:
    """A set gives its two in any order, bytes are numbers by accident."""
    assert as_point(value) is None


@settings(max_examples=30)
@given(
    ids=st.lists(st.integers(1, 4), min_size=1, max_size=4, unique=True),
    form=st.sampled_from(FORMS[:-1]),
    row=st.sampled_from(ROWS),
)
def test_rows_of_ids_are_read_in_any_form(
    ids: list[int], form: Callable[[int], Any], row: Callable[[Any], Any]
) -> None:
    """Two numbers that are ids are two places, whatever holds them."""
    matrix = co.distance_matrix(row([form(value) for value in ids]), [4], network=NETWORK)
    km = {1: 70, 2: 60, 3: 40, 4: 0}
    assert matrix["4"].tolist() == [km[value] for value in ids]


def test_two_numbers_as_one_place_are_asked_back() -> None:
    """They may be a point, or two places; text says which."""
    with pytest.raises(co.OptionError, match="may be a point or the two places '1' and '2'"):
        co.shortest_route((1, 2), 4, network=NETWORK)


def test_a_truth_value_is_no_place_even_after_one_was_found() -> None:
    """True equals 1 to Python, also as a key of what was kept."""
    assert co.shortest_route(1, 4, network=NETWORK).length_km == 70
    with pytest.raises(co.OptionError, match="True is no place"):
        co.shortest_route(True, 4, network=NETWORK)


def test_several_names_are_read_once() -> None:
    """An iterator is there for all that ask."""
    assert several_names(name for name in ("IR", "AF")) == ("IR", "AF")


def test_the_callers_frames_stay_as_they_are_and_are_not_kept() -> None:
    """Changing them later changes no answer, and reading them changes none of them."""
    places, links = pd.DataFrame({"id": ["a", "b"]}), pd.DataFrame({"from": ["a"], "to": ["b"], "length_km": [5.0]})
    before = places.copy(), links.copy()
    made = co.Network.from_frames(places, links)
    pd.testing.assert_frame_equal(places, before[0])
    pd.testing.assert_frame_equal(links, before[1])
    links.loc[0, "length_km"] = 99.0
    assert co.shortest_route("a", "b", network=made).length_km == 5.0


def test_rows_that_are_handed_out_cannot_be_changed() -> None:
    """Every later answer of the process rests on them."""
    link = NETWORK.link(NETWORK.links.index[0])
    with pytest.raises(TypeError, match="cannot be changed"):
        link.row["length_km"] = 1.0


def test_lengths_in_metres_are_questioned() -> None:
    """They can be read, and would give eleven thousand kilometres."""
    places = pd.DataFrame({"id": ["a", "b"], "lat": [41.0, 41.0], "lon": [60.0, 61.0]})
    links = pd.DataFrame({"from": ["a"], "to": ["b"], "length_km": [84_000.0]})
    with pytest.warns(UserWarning, match="in metres"):
        co.Network.from_frames(places, links)


def test_columns_of_other_formats_are_told() -> None:
    """A capacity that nothing reads would be taken for none."""
    places = pd.DataFrame({"id": ["a", "b"]})
    links = pd.DataFrame({"from": ["a"], "to": ["b"], "length_km": [5.0], "capacity": [3.0]})
    with pytest.warns(UserWarning, match="capacity_mt_per_year"):
        co.Network.from_frames(places, links)


def test_row_numbers_are_no_ids_of_places() -> None:
    """A frame of places whose ids nobody named is refused, with its columns."""
    links = pd.DataFrame({"from": ["a"], "to": ["b"], "cost": [1.0]})
    demand = pd.DataFrame({"origin": ["a"], "destination": ["b"], "demand": [1.0]})
    with pytest.raises(co.DataError, match="no column 'id'"):
        co.assign(demand, links=links, places=pd.DataFrame({"code": ["a"], "through": [False]}))


@pytest.mark.parametrize("form", [np.array, lambda name: np.array(name, dtype=object), np.str_, str])
def test_a_name_in_an_array_of_one_is_that_name(form: Callable[[str], Any]) -> None:
    """As what a column gives back by one of its cells."""
    assert one_name(form("Osh")) == "Osh"
    assert type(one_name(form("Osh"))) is str
    assert several_names(form("Osh")) == ("Osh",)


@pytest.mark.parametrize("form", FORMS)
def test_a_number_by_itself_is_one_id(form: Callable[[int], Any]) -> None:
    """And none of the letters of it."""
    assert several_names(form(12)) == (one_name(form(12)),) == ("12",)


@pytest.mark.parametrize("nothing", [b"ab", bytearray(b"ab"), {"a": 1}, 1.5j, object()])
def test_what_is_neither_a_name_nor_several_is_refused(nothing: Any) -> None:
    """Keys of a mapping are not asked for, nor are numbers of bytes."""
    with pytest.raises(co.OptionError, match="is neither a name nor several"):
        several_names(nothing)


def test_two_numbers_are_a_point_unless_both_are_ids() -> None:
    """One of them is not enough, and three are three."""
    assert several_names([1, 2]) == ((1.0, 2.0),)
    assert several_names([1, 2], {"1"}) == ((1.0, 2.0),)
    assert several_names([1, 2], {"1", "2"}) == ("1", "2")
    assert several_names([1, 2, 3]) == ("1", "2", "3")
    assert several_names([1, "2"]) == ("1", "2")
