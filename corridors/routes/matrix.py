"""Many origins by many destinations."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from math import isinf
from typing import TYPE_CHECKING

from corridors.charges.choices import Modes, Shipment, Weight
from corridors.errors import OptionError
from corridors.network.network import Network
from corridors.routes.shortest import is_bare, network_for
from corridors.routing.weights import weight_name, weight_unit
from corridors.tables.dates import DateLike
from corridors.world.gazetteer import PlaceLike
from corridors.world.scenario import ScenarioLike
from corridors.world.selection import as_tuple

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["distance_matrix"]

_log = logging.getLogger(__name__)


def distance_matrix(
    origins: PlaceLike | Iterable[PlaceLike],
    destinations: PlaceLike | Iterable[PlaceLike],
    *,
    weight: Weight = "distance",
    shipment: Shipment = "feu",
    avoid: PlaceLike | Iterable[PlaceLike] | None = None,
    modes: Modes | None = None,
    on: DateLike | None = None,
    scenario: ScenarioLike | None = None,
    network: Network | None = None,
) -> pd.DataFrame:
    """Weigh the best way between every origin and every destination.

    Parameters
    ----------
    origins, destinations
        One place or several, as in `shortest_route`.
    weight, shipment, avoid, modes, on, scenario, network
        As in `shortest_route`.

    Returns
    -------
    pandas.DataFrame
        Shape (origins, destinations), labelled with place ids, in the unit of the weight (km, h, USD per
        shipment unit or kg CO2e); ``attrs`` holds ``weight`` and ``unit``. Infinity where there is no way
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
    import pandas as pd

    if network is not None and is_bare(network):
        rules = {"avoid": avoid, "modes": modes, "on": on, "scenario": scenario}
        bare: pd.DataFrame = network.answer("distance_matrix", origins, destinations, weight=weight, **rules)
        return bare
    rows, columns = as_tuple(origins), as_tuple(destinations)
    if not rows or not columns:
        raise OptionError("origins or destinations is empty: give at least one place each")
    planner = network_for(network, on, scenario).planner(weight=weight, shipment=shipment, avoid=avoid, modes=modes)
    goals = [planner.goal(place).place.id for place in columns]  # type: ignore[arg-type]
    roots = [planner.root(place).place.id for place in rows]  # type: ignore[arg-type]
    values = [[planner.distance(a, b) for b in columns] for a in rows]  # type: ignore[arg-type]
    missing = sum(isinf(value) for row in values for value in row)
    if missing:
        _log.warning("%d of %d pairs have no way and are infinite", missing, len(rows) * len(columns))
    frame = pd.DataFrame(values, index=pd.Index(roots, name="origin"), columns=pd.Index(goals, name="destination"))
    frame.attrs["weight"] = weight_name(planner.weight)
    frame.attrs["unit"] = weight_unit(planner.weight, per=planner.graph.shipment, columns=planner.core.link_units)
    return frame
