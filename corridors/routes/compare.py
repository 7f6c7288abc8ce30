"""Comparing corridors: the best way through each, a row each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING, Any, Unpack

from corridors.charges.model import Place
from corridors.errors import NoRouteError, OptionError
from corridors.network.network import Network
from corridors.routes.asking import Asked, check_names, own_defaults, split, takes
from corridors.routes.route import Route
from corridors.routing.planner import Planner
from corridors.routing.weights import weight_name
from corridors.world.core import Corridor
from corridors.world.gazetteer import PlaceLike
from corridors.world.selection import as_tuple, some_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from corridors.maps.regions import RegionLike

__all__ = ["Comparison", "ComparisonRow", "compare_corridors"]

#: The row of the best way of all where that way uses no named corridor.
DIRECT = "direct"

_ALIKE = 1e-9  # two weights nearer than this share are those of one way


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One corridor to one destination: the best route through it, or why there is none."""

    destination: Place
    corridor: str
    corridor_name: str
    route: Route | None
    reasons: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, one key a column of `Comparison.to_frame`."""
        route = self.route
        row: dict[str, Any] = {
            "destination": self.destination.id,
            "corridor": self.corridor,
            "found": route is not None,
            "length_km": None,
            "days": None,
            "days_low": None,
            "days_high": None,
            "cost_usd": None,
            "cost_usd_low": None,
            "cost_usd_high": None,
            "cost_usd_per_t": None,
            "co2e_kg": None,
            "capacity_mt_per_year": None,
            "bottleneck": "",
            "border_crossings": None,
            "gauge_changes": None,
            "transhipments": None,
            "modes": "",
            "countries": "",
            "grade": "",
            "reason": "; ".join(self.reasons),
        }
        if route is None:
            return row
        low_h, high_h = route.time_range_h
        low_usd, high_usd = route.cost_range_usd
        capacity = route.capacity_mt_per_year
        return row | {
            "length_km": route.length_km,
            "days": route.time_h / 24,
            "days_low": low_h / 24,
            "days_high": high_h / 24,
            "cost_usd": route.cost_usd,
            "cost_usd_low": low_usd,
            "cost_usd_high": high_usd,
            "cost_usd_per_t": route.cost_usd_per_t,
            "co2e_kg": route.co2e_kg,
            "capacity_mt_per_year": capacity if isfinite(capacity) else None,
            "bottleneck": route.bottleneck,
            "border_crossings": len(route.borders),
            "gauge_changes": len(route.gauge_changes),
            "transhipments": len(route.transhipments),
            "modes": "-".join(route.modes),
            "countries": "-".join(route.countries),
            "grade": route.grade,
        }


class Comparison(Sequence[ComparisonRow]):
    """The rows of `compare_corridors`, by destination and then by what was minimised."""

    def __init__(self, origin: Place, rows: Sequence[ComparisonRow], *, weight: str, shipment: str, on: str) -> None:
        self.origin = origin
        self.rows = tuple(rows)
        self.weight = weight
        self.shipment = shipment
        self.on = on

    def __getitem__(self, index: Any) -> Any:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[ComparisonRow]:
        return iter(self.rows)

    @property
    def destinations(self) -> tuple[Place, ...]:
        """Destinations in the order asked for."""
        return tuple(dict.fromkeys(row.destination for row in self.rows))

    @property
    def routes(self) -> tuple[Route, ...]:
        """Routes found, in the order of the rows."""
        return tuple(row.route for row in self.rows if row.route is not None)

    def to_frame(self) -> pd.DataFrame:
        """Give a frame, one row a destination and corridor; refused ones carry a reason and no figures."""
        import pandas as pd

        return pd.DataFrame([row.to_dict() for row in self.rows])

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "origin": self.origin.id,
            "on": self.on,
            "weight": self.weight,
            "shipment": self.shipment,
            "rows": [row.to_dict() for row in self.rows],
        }

    def summary(self) -> str:
        """Give the comparison as a text table."""
        from corridors.routes.text import comparison_summary

        return comparison_summary(self)

    def plot(
        self,
        ax: Axes | None = None,
        *,
        region: RegionLike = None,
        labels: int = 30,
        title: str | None = None,
        legend: bool = True,
        credit: bool = True,
    ) -> Axes:
        """Draw the ways on one map, each in the colour of its corridor (extra ``plot``); see `Network.plot`.

        Raises
        ------
        NoRouteError
            No way was found, so there is nothing to draw.

        Examples
        --------
        >>> import corridors as co
        >>> from matplotlib.figure import Figure
        >>> table = co.compare_corridors("Tashkent", "Poti", corridors=["casca", "middle-corridor"])
        >>> table.plot(Figure().subplots()).get_title(loc="left")
        'Tashkent to Poti: least cost, network of ...'
        """
        from corridors.maps.drawing import draw
        from corridors.routes.comparison_picture import comparison_picture

        picture = comparison_picture(self, region=region, labels=labels)
        return draw(picture, ax, title=title, legend=legend, credit=credit)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        return (
            f"<Comparison from {self.origin.name} to {len(self.destinations)} destinations: "
            f"{len(self.routes)} ways of {len(self.rows)}>"
        )

    def _repr_html_(self) -> str:
        from corridors.routes.html import comparison_html

        return comparison_html(self)


@takes(Asked, weight="cost")
def compare_corridors(
    origin: PlaceLike,
    destinations: PlaceLike | Iterable[PlaceLike],
    *,
    corridors: str | Iterable[str] | None = None,
    max_detour: float = 1.75,
    max_stretch: float = 2.5,
    **asked: Unpack[Asked],
) -> Comparison:
    """Find the best way through each corridor, a row each.

    Parameters
    ----------
    origin
        A place, as in `shortest_route`.
    destinations
        One place or several; one named twice counts once.
    **asked
        As in every call.
    corridors
        Ids or names of corridors; all by default.
    max_detour, max_stretch
        Ways that weigh more than `max_detour` times the best of all, or that are more than `max_stretch`
        times as long as the shortest, are no alternatives and are left out; infinity keeps them. So are
        ways that would pass a place twice to touch the corridor. The best of all always stays.

    Returns
    -------
    Comparison
        Found ways first, then those that are shut or not built, with the reason.

    Raises
    ------
    UnknownPlaceError, OptionError
        As in `shortest_route`.

    Examples
    --------
    >>> import corridors as co
    >>> table = co.compare_corridors("Tashkent", ["Poti"])
    >>> {row.corridor for row in table if row.route} >= {"casca", "middle-corridor"}
    True
    """
    check_names(compare_corridors, asked)
    network, rules = split(asked)
    for name, factor in (("max_detour", max_detour), ("max_stretch", max_stretch)):
        if isinstance(factor, bool) or not isinstance(factor, (int, float)) or not factor >= 1:
            raise OptionError(f"{name}={factor!r}: give a factor of at least 1")
    chosen = _chosen(network, corridors)
    options = own_defaults(compare_corridors) | rules
    free = network.planner(**options)
    rows = []
    targets = as_tuple(destinations)
    if not targets:
        raise OptionError("destinations is empty: give at least one place")
    different: dict[int, object] = {}
    for target in targets:  # the same place in two spellings is one destination
        different.setdefault(free.goal(target).place.index, target)  # type: ignore[arg-type]
    for destination in different.values():
        rows += _rows(network, free, origin, destination, chosen, options, (max_detour, max_stretch), corridors)
    return Comparison(
        free.root(origin).place,
        rows,
        weight=weight_name(free.weight),
        shipment=free.graph.shipment,
        on=network.on,
    )


def _chosen(network: Network, corridors: str | Iterable[str] | None) -> list[Corridor]:
    core = network._core
    if corridors is None:
        return list(core.corridors)
    chosen: list[Corridor] = []
    for name in some_of("corridors", corridors, (corridor.id for corridor in core.corridors)):
        corridor = core.corridor(name) if isinstance(name, str) else None
        if corridor is None:
            known = ", ".join(c.id for c in core.corridors)
            raise OptionError(f"no corridor is called {name!r}: there are {known}")
        if corridor not in chosen:
            chosen.append(corridor)
    return chosen


def _rows(
    network: Network,
    free: Planner,
    origin: PlaceLike,
    destination: Any,
    chosen: Sequence[Corridor],
    options: dict[str, Any],
    factors: tuple[float, float],
    named: object,
) -> list[ComparisonRow]:
    goal = free.goal(destination).place
    best: Route | None = None
    least = limit = longest = inf
    try:
        best = Route(free, *free.path(origin, destination))
        least = free.weigh(best.arcs)
        limit = factors[0] * least
        short = network.planner(**options | {"weight": "distance"})
        longest = factors[1] * short.distance(origin, destination)
    except NoRouteError as error:
        nothing = ComparisonRow(goal, DIRECT, "no corridor", None, error.reasons or (str(error),))

    def sensible(planner: Planner, arcs: Sequence[int]) -> bool:
        weight = planner.weigh(arcs)
        if weight <= least * (1 + _ALIKE):  # the best of all is no bad way, however long
            return True
        return weight <= limit and planner.kilometres(arcs) <= longest and not planner.doubles_back(arcs)

    found, refused = [], []
    for corridor in chosen:
        planner = network.planner(corridor=corridor.id, **options)
        try:
            route = Route(planner, *planner.path(origin, destination))
        except NoRouteError as error:
            arcs = planner.nearest(origin, destination)
            if arcs and sensible(planner, arcs):
                refused.append(ComparisonRow(goal, corridor.id, corridor.name, None, error.reasons))
            continue
        if sensible(planner, route.arcs):
            found.append((planner.weigh(route.arcs), ComparisonRow(goal, corridor.id, corridor.name, route)))
    found.sort(key=lambda pair: pair[0])
    rows = [row for _, row in found]
    if best is not None and named is None and not (found and found[0][0] <= least * (1 + _ALIKE)):
        rows.insert(0, ComparisonRow(goal, DIRECT, "no named corridor", best))
    if not rows and not refused and best is None:
        rows.append(nothing)
    return rows + refused
