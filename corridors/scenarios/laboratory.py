"""Where scenarios are tried one after the other: one network and one question for all of them.

Of each scenario its figures are kept; the network under it, with its graphs and trees, only of the last few. Whoever
asks later by which element something changed has it set up again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from corridors.charges.model import Place
from corridors.network.network import Network
from corridors.routes.caveats import caveats
from corridors.routes.columns import LORRY, no_figures, row
from corridors.routes.compare import compare_corridors
from corridors.routes.comparison import Comparison, ComparisonRow
from corridors.routing.planner import Planner
from corridors.scenarios.cases import Case

__all__ = ["Figures", "Laboratory", "Run"]

#: So many networks are kept set up.
_KEPT = 12

#: How lorries travel.
_BY_LORRY = ["road", "ferry"]

Key = tuple[str, str, str]


class Figures(NamedTuple):
    """What is kept of one corridor between two places under a scenario."""

    origin: Place
    destination: Place
    corridor: str
    corridor_name: str
    figures: Mapping[str, Any]  # as `corridors.routes.columns.row` gives them
    found: bool
    arcs: tuple[int, ...]
    reasons: tuple[str, ...]
    detour: str
    same_as: str
    caveats: str
    price_year: str
    later: Any  # what the corridor carries, where it was asked for
    front: bool | None

    @property
    def key(self) -> Key:
        """What a row is found again by under another scenario."""
        return self.origin.id, self.destination.id, self.corridor


class Run(NamedTuple):
    """What is kept of a scenario."""

    case: Case
    on: str
    rows: tuple[Figures, ...]
    value_of_time_usd_per_h: float


class Laboratory:
    """One question under several scenarios.

    Parameters
    ----------
    network
        The network that each scenario is applied to.
    cases
        The scenarios.
    origins, destinations, options
        What is asked, as `compare_corridors` takes it.
    dated
        Whether the caller named a date: then no scenario brings its own.
    """

    def __init__(
        self,
        network: Network,
        cases: Sequence[Case],
        origins: Any,
        destinations: Any,
        options: Mapping[str, Any],
        *,
        dated: bool,
    ) -> None:
        self.network = network
        self.cases = tuple(cases)
        self._asked = origins, destinations
        self._options = dict(options)
        self._dated = dated
        self._kept: OrderedDict[str, Comparison] = OrderedDict()
        self._networks: OrderedDict[str, Network] = OrderedDict()

    def under(self, case: Case) -> Network:
        """Give the network under a scenario."""
        known = self._networks.get(case.name)
        if known is None:
            known = self._set_up(case)
            self._networks[case.name] = known
            if len(self._networks) > _KEPT:
                # the base is what all others are held against
                oldest = next(name for name in self._networks if name != self.cases[0].name)
                del self._networks[oldest]
        return known

    def _set_up(self, case: Case) -> Network:
        if case.scenario is None:
            return self.network
        on = None if self._dated else getattr(case.scenario, "on", None)
        # not `apply`, which would keep the network of every scenario for good
        return self.network.at(on)._applied(case.scenario)

    def comparison(self, case: Case) -> Comparison:
        """Compare the corridors under a scenario, detours and all."""
        known = self._kept.get(case.name)
        if known is None:
            known = compare_corridors(*self._asked, all=True, network=self.under(case), **self._options)
            self._kept[case.name] = known
            if len(self._kept) > _KEPT:
                oldest = next(name for name in self._kept if name != self.cases[0].name)
                del self._kept[oldest]
        return known

    def run(self, case: Case, *, capacities: bool) -> Run:
        """Give the figures of a scenario."""
        table = self.comparison(case)
        rows = tuple(_kept(one, capacities=capacities) for one in table)
        tariff = self.planner(case).graph.tariff
        return Run(case, table.on, rows, tariff.value_of_time_usd_per_h)

    def planner(self, case: Case, *, by_lorry: bool = False) -> Planner:
        """Give the search under a scenario, for no corridor."""
        rules = {k: v for k, v in self._options.items() if k not in ("corridors", "max_detour", "max_stretch")}
        weight = rules["weight"]
        if not isinstance(weight, (str, Mapping)):
            rules["weight"] = next(iter(weight))
        if by_lorry:
            rules["modes"] = _BY_LORRY
        return self.under(case).planner(**rules)

    def row(self, case: Case, key: Key) -> ComparisonRow | None:
        """Give a row of a scenario with its route."""
        table = self.comparison(case)
        return next((r for r in table if (r.origin.id, r.destination.id, r.corridor) == key), None)

    def absent(self, case: Case, like: Figures) -> Figures:
        """Give the row of what has none under a scenario, with why: there the best way is another, or no lorry goes."""
        reasons: tuple[str, ...] = ()
        if like.corridor == LORRY:
            from corridors.errors import NoRouteError

            try:
                self.planner(case, by_lorry=True).path(like.origin.id, like.destination.id)
            except NoRouteError as error:
                reasons = error.reasons or (str(error),)
        return like._replace(
            figures=no_figures(), found=False, arcs=(), reasons=reasons or ("no way of its own under this scenario",),
            detour="", same_as="", caveats="", price_year="", later=None, front=None,
        )  # fmt: skip


def _kept(one: ComparisonRow, *, capacities: bool) -> Figures:
    route = one.route
    return Figures(
        one.origin,
        one.destination,
        one.corridor,
        one.corridor_name,
        no_figures() if route is None else row(route),
        route is not None,
        () if route is None else route.arcs,
        one.reasons,
        one.detour,
        one.same_as,
        "" if route is None else caveats(route),
        "" if route is None else route.price_year,
        one.capacity if capacities else None,
        one.front,
    )
