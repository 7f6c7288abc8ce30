"""Rows of one's own in one call: they may name each other, in whatever order."""

from __future__ import annotations

from itertools import permutations

import pytest

import corridors as co
from tests.micro import micro

NETWORK = micro("A ==10== B")

#: Three terminals a degree apart, east of all that stands.
NEW = [{"id": f"t{n}", "name": f"Terminal {n}", "country": "UZ", "lat": 41.0, "lon": 65.0 + n} for n in range(3)]


@pytest.mark.parametrize(("first", "second"), list(permutations(range(3), 2)))
def test_a_point_joins_the_new_place_that_lies_there(first: int, second: int) -> None:
    """Whichever of the new ones it is, and not one that stood before."""
    row = {"from": (41.0, 65.0 + first), "to": (41.001, 65.0 + second), "mode": "road", "length_km": 170.0}
    network = NETWORK.extend(places=NEW, links=[row])
    link = network.links.iloc[-1]
    assert (link["from"], link["to"]) == (f"t{first}", f"t{second}")
    assert network.extension.joins["place"].tolist() == [f"t{first}", f"t{second}"]


def test_all_that_is_wrong_is_told_at_once() -> None:
    """Of the rows that could be read as well as of those that could not."""
    rows = [
        {"from": "A", "to": "Nowhere", "mode": "road", "length_km": 3.0},
        {"from": "A", "to": "B", "mode": "road", "length_km": 3.0, "opened": "2030", "closed": "2020"},
    ]
    with pytest.raises(co.DataError) as told:
        NETWORK.extend(links=rows)
    assert len(told.value.findings) == 2
    assert "Nowhere" in told.value.findings[0]
    assert "2020" in told.value.findings[1]
