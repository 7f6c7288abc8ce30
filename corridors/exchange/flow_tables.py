"""Networks for assignment, as GMNS and TNTP have them: links, places and demand, ready for `corridors.assign`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corridors.words.brief import brief
from corridors.words.html import html_paragraph

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FlowTables"]


@dataclass(frozen=True, eq=False)
class FlowTables:
    """Frames of a network and of what is to move on it.

    Attributes
    ----------
    links
        A row each: ``from``, ``to``, ``capacity``, ``length``, ``free_flow_time``, ``vdf_alpha``, ``vdf_beta`` and the
        other columns of the file, in its own units.
    places
        A row each: ``id``, ``through`` (whether it may be passed) and what else the file says.
    demand
        ``origin``, ``destination`` and ``demand``; None where the file has none.
    flows
        Known flows by link; None where there are none.
    about
        What the file says of itself.

    Examples
    --------
    >>> import corridors as co
    >>> import pandas as pd
    >>> tables = FlowTables(
    ...     links=pd.DataFrame({"from": [1, 1], "to": [2, 2], "free_flow_time": [1.0, 2.0], "capacity": [4.0, 9.0]}),
    ...     places=pd.DataFrame({"id": [1, 2], "through": [True, True]}),
    ...     demand=pd.DataFrame({"origin": [1], "destination": [2], "demand": [6.0]}),
    ... )
    >>> flows = co.assign(**tables.for_assign(), method="user_equilibrium")
    >>> float(flows.served)
    6.0
    """

    links: pd.DataFrame
    places: pd.DataFrame
    demand: pd.DataFrame | None = None
    flows: pd.DataFrame | None = None
    about: Mapping[str, str] = field(default_factory=dict)

    def for_assign(self) -> dict[str, Any]:
        """Give the arguments of `corridors.assign`: ``co.assign(**tables.for_assign(), method="user_equilibrium")``.

        Raises
        ------
        OptionError
            The file has no demand: give ``demand=`` to `corridors.assign` beside ``links`` and ``places``.
        """
        from corridors.errors import OptionError

        if self.demand is None:
            raise OptionError("no demand was read: call assign(demand, links=tables.links, places=tables.places)")
        return {"demand": self.demand, "links": self.links, "places": self.places}

    def __repr__(self) -> str:
        demand = "no demand" if self.demand is None else f"{len(self.demand):,} pairs"
        return brief(self, f"of {len(self.links):,} links, {len(self.places):,} places, {demand}")

    def _repr_html_(self) -> str:
        about = [f"{name}: {text}" for name, text in self.about.items()]
        return html_paragraph([repr(self).strip("<>"), *about])
