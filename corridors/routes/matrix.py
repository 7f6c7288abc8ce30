"""Many origins by many destinations."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Unpack

from corridors.errors import OptionError
from corridors.gate.sizes import figures_fit
from corridors.network.calls import is_bare
from corridors.routes.asking import Asked, answer_bare, planner_for, takes
from corridors.routing.many_by_many import matrix_of
from corridors.routing.weights import weight_name, weight_unit
from corridors.world.gazetteer import PlaceLike
from corridors.world.selection import as_tuple

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["distance_matrix"]

_log = logging.getLogger(__name__)


@takes(Asked)
def distance_matrix(
    origins: PlaceLike | Iterable[PlaceLike], destinations: PlaceLike | Iterable[PlaceLike], **asked: Unpack[Asked]
) -> pd.DataFrame:
    """Weigh the best way between every origin and every destination.

    Parameters
    ----------
    origins, destinations
        One place or several, as in `shortest_route`.
    **asked
        As in every call.

    Returns
    -------
    pandas.DataFrame
        Shape (origins, destinations), labelled with place ids, in the unit of the weight (km, h, USD per
        shipment unit or kg CO2e); ``attrs`` holds ``weight`` and ``unit``, what it is of
        (``shipment``, ``service``, ``scope``), and ``notes`` where a name has namesakes. Infinity where there is no way
        (`shortest_route` says why), zero on the same place; never NaN.

    Raises
    ------
    UnknownPlaceError, OptionError
        As in `shortest_route`.

    Examples
    --------
    >>> import corridors as co
    >>> matrix = co.distance_matrix(["Tashkent", "Termez"], ["Poti", "Bandar Abbas"])
    >>> matrix.shape
    (2, 2)
    """
    import numpy as np
    import pandas as pd

    if is_bare(asked.get("network")):
        bare: pd.DataFrame = answer_bare(distance_matrix, asked, origins, destinations)
        return bare
    planner = planner_for(distance_matrix, asked)
    ids = planner.core.place_index
    rows, columns = as_tuple(origins, ids), as_tuple(destinations, ids)
    if not rows or not columns:
        raise OptionError("origins or destinations is empty: give at least one place each")
    figures_fit(
        f"a matrix of {len(rows):,} origins by {len(columns):,} destinations", len(rows) * len(columns),
        "ask for some origins at a time",
    )  # fmt: skip
    ends = [planner.goal(place) for place in columns]  # type: ignore[arg-type]
    goals = [end.place.id for end in ends]
    places, values = matrix_of(planner, rows, columns, ends)  # type: ignore[arg-type]
    roots = [place.id for place in places]
    table = np.array(values, dtype=float)
    missing = np.count_nonzero(np.isinf(table))
    if missing:
        _log.warning("%d of %d pairs have no way and are infinite", missing, len(rows) * len(columns))
    frame = pd.DataFrame(table, index=pd.Index(roots, name="origin"), columns=pd.Index(goals, name="destination"))
    frame.attrs["weight"] = weight_name(planner.weight)
    frame.attrs["unit"] = weight_unit(planner.weight, per=planner.graph.shipment, columns=planner.core.link_units)
    tariff = planner.graph.tariff
    frame.attrs.update(shipment=tariff.shipment, service=tariff.service, scope=tariff.scope)
    notes = dict.fromkeys(filter(None, map(planner.core.gazetteer.note, (*rows, *columns))))  # type: ignore[arg-type]
    if notes:
        frame.attrs["notes"] = list(notes)
    return frame
