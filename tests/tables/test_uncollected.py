"""The collector rests while records are made, and what it would have found is found all the same."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from corridors.tables import uncollected as module
from corridors.tables.uncollected import _make_old, uncollected


class Ring:
    """An object that holds itself: none but the collector frees it."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """The collector as other tests have it."""
    was = gc.isenabled()
    gc.collect()
    gc.disable()
    yield
    gc.unfreeze()
    (gc.enable if was else gc.disable)()


def old_ring() -> weakref.ref[Ring]:
    """What an earlier network left: a ring that nobody holds."""
    return weakref.ref(Ring())


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_off_meanwhile_and_then_as_it_was(*, on: bool) -> None:
    """After an error too; and one within another changes nothing."""
    (gc.enable if on else gc.disable)()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled() == on
    with pytest.raises(KeyError), uncollected():
        raise KeyError
    assert gc.isenabled() == on


def test_of_few_new_records_beside_many_old_ones_the_old_are_looked_at() -> None:
    """What earlier networks left among them goes."""
    ring = old_ring()
    _make_old(1)
    assert ring() is None


def test_where_most_is_new_nobody_looks_at_it() -> None:
    """That look is what took a third of the time; the ring goes with the next one."""
    ring = old_ring()
    _make_old(10**9)
    assert ring() is not None
    gc.collect()
    assert ring() is None


@pytest.mark.parametrize(("many", "frozen", "gone"), [(1, False, True), (10**9, False, False), (1, True, False)])
def test_what_was_made_is_made_old_where_it_is_much_and_nobody_froze_anything(
    monkeypatch: pytest.MonkeyPatch, *, many: int, frozen: bool, gone: bool
) -> None:
    """Few records leave the collector as it was; and what a caller froze stays frozen."""
    monkeypatch.setattr(module, "_MANY", many)
    ring = old_ring()
    kept = [[] for _ in range(100)] if frozen else []
    if frozen:
        gc.freeze()
    gc.enable()
    with uncollected():
        made = [[number] for number in range(100)]
    gc.disable()
    assert (ring() is None) == gone
    assert (gc.get_freeze_count() > 0) == frozen
    assert len(made) == 100
    assert len(kept) == (100 if frozen else 0)
