"""Lines of the links of a result: from place to place, where both lie somewhere."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import corridors as co
from corridors.flows.lines import link_points

LINKS = pd.DataFrame({"id": ["ab", "bc"], "from": ["a", "b"], "to": ["b", "c"], "cost": [1.0, 1.0]})
DEMAND = pd.DataFrame({"origin": ["a", "b"], "destination": ["c", "c"], "demand": [1.0, 2.0]})


def points(**columns: Any) -> Any:
    flows = co.assign(DEMAND, links=LINKS, places=pd.DataFrame({"id": ["a", "b", "c"]} | columns))
    return dict(zip(flows.links.index, link_points(flows._network, flows.links), strict=True))


def test_a_link_of_a_frame_is_a_straight_line() -> None:
    """From its first place to its second; nought is a coordinate."""
    assert points(lon=[0.0, 5.0, 9.0], lat=[1.0, 0.0, 8.0]) == {
        "ab": [(0.0, 1.0), (5.0, 0.0)],
        "bc": [(5.0, 0.0), (9.0, 8.0)],
    }


@pytest.mark.parametrize(
    "columns", [{}, {"lon": [1.0, 2.0, 3.0]}, {"lat": [1.0, 2.0, 3.0]}, {"lon": [1, 2, 3], "lat": [1, 2, None]}]
)
def test_half_a_place_lies_nowhere(columns: dict[str, Any]) -> None:
    """It is said what to give."""
    with pytest.raises(co.OptionError, match="give a places frame with id, lon and lat"):
        points(**columns)
