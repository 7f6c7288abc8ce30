"""What a corridor carries between two places: through every gateway, over the links allowed, and what is not known."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.flows.corridor import CorridorCapacity, LaterCapacity, corridor_capacity
from tests.micro import corridor_rows, micro

LINES = ("A ==1== B ==1== C ==1== D", "B ..1.. C", "A ..1.. D")
GATES = corridor_rows("silk", [["b--c--rail", "b--c--road"], ["c--d--rail"]], ["a--b--rail"])
IDS = ("a--b--rail", "b--c--rail", "c--d--rail", "b--c--road", "a--d--road")

amounts = st.sampled_from((None, 1.0, 2.0, 3.0, 5.0))


def known(figures: Iterable[float | None]) -> dict[str, dict[str, Any]]:
    return {
        link: {"capacity_mt_per_year": amount, "capacity_grade": "published", "capacity_source": ("test",)}
        for link, amount in zip(IDS, figures, strict=True)
        if amount is not None
    }


def capacity(network: co.Network, allowed: Iterable[str] = IDS, ends: tuple[str, str] = ("a", "d")) -> CorridorCapacity:
    core = network._core
    links = [core.link_index[link] for link in allowed]
    return corridor_capacity(network, core.corridors[0], *ends, shipment="feu", links=links)


@given(st.tuples(amounts, amounts, amounts, amounts, amounts))
def test_a_chain_carries_what_its_narrowest_part_does(figures: tuple[float | None, ...]) -> None:
    """Two ways between B and C add up; the road past it all is none of it; what nobody knows bounds nothing."""
    ab, bc, cd, road, _ = (inf if amount is None else amount for amount in figures)
    found = capacity(micro(*LINES, links=known(figures), **GATES), IDS[:4])
    assert found.mt_per_year == pytest.approx(min(ab, bc + road, cd))
    names = {"rail B - C": bc, "road B - C": road, "rail C - D": cd}
    assert set(found.unknown) == {name for name, amount in names.items() if amount == inf}
    if found.mt_per_year < inf:
        assert found.binds
        assert {amount for _, amount in found.binds} <= {ab, bc, cd, road}
        assert [amount for _, amount in found.binds] == sorted(amount for _, amount in found.binds)


@pytest.mark.parametrize(
    ("allowed", "amount"),
    [(IDS[:4], 3.0), (IDS[:3], 2.0), (("a--b--rail", "c--d--rail", "b--c--road"), 1.0), (IDS[:2], 0.0), (IDS[1:4], 0.0),
     (IDS[1:], 1.5)],
)  # fmt: skip
def test_only_links_allowed_are_used(allowed: tuple[str, ...], amount: float) -> None:
    """Those of the corridor and of the ways to it; by the road to D one comes back to B and goes there again."""
    network = micro(*LINES, links=known((5.0, 2.0, 5.0, 1.0, 5.0)), **GATES)
    assert capacity(network, allowed).mt_per_year == pytest.approx(amount)
    assert capacity(network, allowed[::-1]) is capacity(network, allowed)


def test_what_is_not_of_both_ends_is_not_gone_to() -> None:
    """A spur that leads nowhere; and the way back is another question."""
    network = micro(*LINES, "B ==1== E", links=known((5.0, 2.0, 4.0, 1.0, 5.0)), **GATES)
    assert capacity(network, (*IDS[:4], "b--e--rail")).mt_per_year == pytest.approx(3.0)
    assert capacity(network, IDS[:4], ("d", "a")).mt_per_year == pytest.approx(3.0)
    assert capacity(network, ends=("a", "c")).mt_per_year > 0


def test_a_maximum_by_a_corridor_crosses_each_of_its_gateways() -> None:
    """In layers that share the capacities: what goes past it does not count."""
    network = micro(*LINES, links=known((5.0, 2.0, 5.0, 1.0, 7.0)), **GATES)
    flow = co.max_flow("A", "D", network=network, corridor="silk")
    assert flow.value == pytest.approx(3.0)
    assert flow.links["mt_per_year"].to_dict() == pytest.approx(
        {"a--b--rail": 3.0, "c--d--rail": 3.0, "b--c--rail": 2.0, "b--c--road": 1.0}
    )
    assert co.max_flow("A", "D", network=network).value == pytest.approx(10.0)
    with pytest.raises(co.OptionError, match="corridor='wool' is unknown: there are silk"):
        co.max_flow("A", "D", network=network, corridor="wool")
    open_ = micro(*LINES, **GATES)
    assert co.max_flow("A", "D", network=open_, corridor="silk").unbounded[:2] == ("a", "b")


def test_capacities_that_bind_alike_are_told_in_the_order_of_their_names() -> None:
    """However the links are given: B - C and C - D carry as much, and so do the two of the way round."""
    lines = ("A ==1== B ==1== C", "A ==1== D ==1== C")
    corridor = corridor_rows("silk", [["a--b--rail", "a--d--rail"]], ["b--c--rail", "d--c--rail"])
    figures = {
        link: {"capacity_mt_per_year": amount, "capacity_grade": "published", "capacity_source": ("test",)}
        for link, amount in (("a--b--rail", 4.0), ("b--c--rail", 2.0), ("a--d--rail", 2.0), ("d--c--rail", 5.0))
    }
    network = micro(*lines, links=figures, **corridor)
    found = capacity(network, figures, ("a", "c"))
    assert found.mt_per_year == 4.0
    assert [name for name, _ in found.binds] == sorted(name for name, _ in found.binds)
    assert len(found.binds) == 2


def test_a_capacity_in_words() -> None:
    """Up to so much where a gateway is not known; what binds, the least first."""
    assert CorridorCapacity(2.6).words == "2.6"
    assert CorridorCapacity(37.0, (), ("ferry A - B",)).words == "up to 37"
    assert CorridorCapacity(inf, (), ("ferry A - B",)).words == "not known"
    assert CorridorCapacity(3.0, (("x", 1.0), ("y", 2.0))).bottleneck == "x 1, y 2"
    assert "3 Mt a year: x 3" in repr(CorridorCapacity(3.0, (("x", 3.0),)))


def test_a_capacity_is_worked_out_when_it_is_looked_at_and_kept_alone() -> None:
    """A pickle has no network."""
    network = micro(*LINES, links=known((5.0, 2.0, 5.0, 1.0, 7.0)), **GATES)
    core = network._core
    later = LaterCapacity(network, core.corridors[0], ("a", "d"), "feu", frozenset(range(len(core.links))))
    again = pickle.loads(pickle.dumps(later))
    assert again.found == later.found
    assert again.found.mt_per_year == pytest.approx(3.0)
    assert later.found is later.found
