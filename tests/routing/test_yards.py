"""Arcs in the order of their tails, heads and links."""

from __future__ import annotations

from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from corridors.charges.alike import Later
from corridors.routing.yards import Arc, Yard, arc_order, charges_or_later, sorted_arcs

ends = st.integers(0, 5)


@settings(max_examples=40)
@given(st.lists(st.tuples(ends, ends, st.integers(-1, 3)), max_size=25))
def test_arcs_stand_by_tail_then_head_then_link(drawn: list[tuple[int, int, int]]) -> None:
    """Those alike as they were given; and each is told where it stands."""
    arcs = [Arc(*ends, ()) for ends in drawn]
    made, standing = sorted_arcs(arcs, 6, 4)
    assert list(zip(made.tails, made.heads, made.links, strict=True)) == sorted(drawn)
    assert sorted(standing) == list(range(len(arcs)))
    assert [(made.tails[at], made.heads[at], made.links[at]) for at in standing] == drawn
    order = arc_order(6, 4)
    assert all((order(one) < order(other)) == (one[:3] < other[:3]) for one in arcs for other in arcs)


def test_charges_that_something_makes_are_made_later() -> None:
    """All others stand as they are."""
    assert charges_or_later(Arc(0, 1, 2, ())) == ()
    assert isinstance(charges_or_later(Arc(0, 1, 2, partial(tuple))), Later)


def test_a_side_is_of_the_same_yard() -> None:
    yard = Yard(3, "rail", 1520, "", "regular")
    assert yard.at("arrivals") == Yard(3, "rail", 1520, "arrivals", "regular")
