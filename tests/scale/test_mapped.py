"""Work in pieces in this process: order, how far ahead, what is told, and what is refused."""

from __future__ import annotations

import pickle
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.network.sent import Sent
from corridors.scale.cluster import check_client
from corridors.scale.mapped import mapped
from corridors.scale.parcel import opened, packed


@given(st.lists(st.integers()), st.integers(), st.integers(1, 4))
def test_answers_come_in_the_order_of_the_items(items: list[int], common: int, workers: int) -> None:
    assert list(mapped(add, items, common=common, workers=workers)) == [common + item for item in items]


def test_progress_is_told_after_every_piece() -> None:
    told: list[int] = []
    assert list(mapped(add, range(5), common=1, workers=2, progress=told.append)) == [1, 2, 3, 4, 5]
    assert told == [1, 2, 3, 4, 5]


def test_threads_take_items_only_so_far_ahead() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(1_000):
            taken += 1
            yield number

    with closing(mapped(add, items(), common=0, workers=2)) as found:
        for done, _ in enumerate(found, 1):
            assert taken - done <= 5
            if done == 100:
                break
    assert taken <= 105


def test_an_error_in_a_piece_is_raised_where_it_stands() -> None:
    found = mapped(lambda common, item: common // item, [2, 1, 0, 5], common=10, workers=2)
    assert [next(found), next(found)] == [5, 10]
    with pytest.raises(ZeroDivisionError):
        next(found)


def test_a_parcel_is_opened_once_in_a_process() -> None:
    parcel = packed({"a": [1, 2]})
    arrived = pickle.loads(pickle.dumps(parcel))
    assert arrived == parcel
    assert opened(arrived) is opened(parcel)
    assert opened(arrived) == {"a": [1, 2]}
    assert packed({"a": [1, 3]}) != parcel


def test_what_cannot_be_sent_is_refused_in_words() -> None:
    with pytest.raises(co.OptionError, match="cannot be sent to workers"):
        packed(threading.Lock())


@pytest.mark.parametrize("client", ["tcp://127.0.0.1:8786", 4, object()])
def test_what_is_no_client_is_refused(client: object) -> None:
    """An address is none yet."""
    pytest.importorskip("distributed")
    with pytest.raises(co.OptionError, match=r"no client of a cluster: give dask\.distributed\.Client"):
        check_client(client)


@pytest.mark.parametrize(
    "call",
    [
        lambda client: co.simulate("Tashkent", "Poti", client=client),
        lambda client: co.criticality(("Tashkent", "Poti"), client=client),
        lambda client: co.compare_scenarios("Tashkent", "Poti", "status-quo", client=client),
    ],
)
def test_without_the_extra_the_line_that_installs_it_is_told(call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(co.MissingExtraError, match=r'pip install "corridors\[scale\]"'):
        call(object())


def test_the_packaged_network_travels_as_its_edition_and_date() -> None:
    """And a scenario as what it changes; what was made otherwise travels whole."""
    network = co.load_network()
    for light in (
        network,
        network.at(2035),
        network.apply("hormuz-half-open"),
        network.apply("hormuz-half-open").at(2030),
    ):
        data = pickle.dumps(Sent(light))
        assert len(data) < 20_000
        again = pickle.loads(data).network
        assert again._core is light._core or again.scenarios
        assert (again.on, again.edition, again.scenarios) == (light.on, light.edition, light.scenarios)
        rules = {"weight": "cost"}
        assert list(again.planner(**rules).weights) == list(light.planner(**rules).weights)
    shut = network.without("IR")
    again = pickle.loads(pickle.dumps(Sent(shut))).network
    assert again.closures == shut.closures


def test_another_edition_of_the_data_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pickle.dumps(Sent(co.load_network()))
    edition = co.load_network().edition
    with pytest.raises(co.OptionError, match=f"the caller has {edition[:-1]}x: install the same release"):
        pickle.loads(data.replace(edition.encode(), f"{edition[:-1]}x".encode()))
