"""What columns of links and places are called: here, in TNTP and in GMNS, and elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ID_COLUMNS", "MEANINGS", "SUMMED", "find_column", "meant_elsewhere"]

#: Columns under which a figure may stand, first one first. TNTP's, GMNS's and this library's own names.
MEANINGS: Mapping[str, tuple[str, ...]] = {
    "from": ("from", "init_node", "from_node_id"),
    "to": ("to", "term_node", "to_node_id"),
    "time": ("free_flow_time", "time_h", "time", "VDF_fftt1", "vdf_fftt"),
    "cost": ("cost", "cost_usd_per_t"),
    "distance": ("length", "length_km"),
    "capacity": ("capacity", "capacity_mt_per_year"),
    "alpha": ("vdf_alpha", "b", "VDF_alpha1"),
    "beta": ("vdf_beta", "power", "VDF_beta1"),
}

#: What other formats call a figure, and where it would be read.
_ELSEWHERE: Mapping[str, tuple[tuple[str, ...], str]] = {
    "distance": (("length_m", "distance", "distance_km", "distance_m", "km"), "is it length or length_km?"),
    "time": (("fft", "travel_time", "traveltime", "free_flow_time_h", "hours"), "is it free_flow_time or time_h?"),
    "cost": (("toll", "price", "cost_usd", "generalized_cost", "generalised_cost"), "is it cost?"),
    "capacity": (("capacity_t", "capacity_mt", "cap", "capacity_tonnes"), "is it capacity or capacity_mt_per_year?"),
    "alpha": (("alpha", "bpr_alpha"), "is it vdf_alpha?"),
    "beta": (("beta", "bpr_beta"), "is it vdf_beta?"),
    "direction": (("directed", "oneway", "one_way"), "is it direction (both or forward)?"),
}
#: What is summed along a way: nought on every link says nothing of it.
SUMMED = ("cost", "time", "distance")

#: What other formats call the ids of places.
ID_COLUMNS = ("node_id", "node", "zone_id", "zone")


def find_column(frame: pd.DataFrame, meaning: str) -> str | None:
    """Name of the column that holds a figure; None if there is none."""
    return next((name for name in MEANINGS.get(meaning, (meaning,)) if name in frame.columns), None)


def meant_elsewhere(meanings: Iterable[str]) -> dict[str, str]:
    """Give what other formats call these figures, each with where it would be read.

    >>> meant_elsewhere(["cost"])["toll"]
    'is it cost?'
    """
    found: dict[str, str] = {}
    for meaning in meanings:
        names, asked = _ELSEWHERE[meaning]
        found |= dict.fromkeys(names, asked)
    return found
