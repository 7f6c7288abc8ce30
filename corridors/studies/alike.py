"""Which ways a scenario leaves as they are: those whose figures need not be worked out anew."""

from __future__ import annotations

from corridors.routes.route import Route
from corridors.routing.planner import Planner
from corridors.world.restrictions import links_concerned

__all__ = ["Alike"]

#: Tables that may change any figure of any way.
_ANYWHERE = ("levels", "deflator", "projects", "risks", "places", "services")

#: Rates that stand in the charges of arcs, and nowhere else.
_IN_CHARGES = frozenset({"price_usd_per_km", "speed_km_per_h", "emission_g_co2e_per_tkm"})


class Alike:
    """Two searches for one question, held against each other.

    Parameters
    ----------
    base, other
        The searches, in the network without the scenario and with it.
    """

    def __init__(self, base: Planner, other: Planner) -> None:
        self._base, self._other = base.graph.charges, other.graph.charges
        tables = base.core.tables, other.core.tables
        same = base.core is other.core or all(tables[0][name] == tables[1][name] for name in _ANYWHERE)
        rates = [[row for row in each["rates"] if row["parameter"] not in _IN_CHARGES] for each in tables]
        self._anything = base.view.on != other.view.on or not same or rates[0] != rates[1]
        was, now = ({row["id"]: row for row in planner.view.events} for planner in (base, other))
        changed = [row for key, row in {**was, **now}.items() if was.get(key) != now.get(key)]
        self._restricted: set[int] = set()
        for row in changed:
            for core, rows in ((base.core, was), (other.core, now)):
                if row["id"] in rows and rows[row["id"]]["kind"] == "restriction":
                    self._restricted |= {link.index for link in links_concerned(rows[row["id"]], core)}

    def untouched(self, route: Route) -> bool:
        """Whether a way of the same arcs in both has the same figures in both."""
        if self._anything or not self._restricted.isdisjoint(link.index for link in route.links):
            return False
        base, other = self._base, self._other
        return base is other or all(arc < len(base) and base[arc] == other[arc] for arc in route.arcs)
