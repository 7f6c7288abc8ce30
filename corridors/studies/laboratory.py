"""Where scenarios are tried one after the other: one network and one question for all of them.

Of each scenario its figures are kept; the network under it, with its graphs and trees, only of the last few. Whoever
asks later by which element something changed has it set up again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from corridors.charges.charge import Charge
from corridors.charges.model import Place
from corridors.network.network import Network
from corridors.routes.account import Account
from corridors.routes.answer import Found, Kept
from corridors.routes.caveats import caveats
from corridors.routes.columns import LORRY, no_figures, row
from corridors.routes.compare import compare_corridors
from corridors.routes.comparison import Comparison, ComparisonRow
from corridors.routes.step import Step
from corridors.routing.growing import get_ready
from corridors.routing.planner import Planner
from corridors.studies.alike import Alike
from corridors.studies.cases import Case

__all__ = ["Figures", "Laboratory", "Run", "ranks_of"]

#: So many networks are kept set up.
_KEPT = 12

#: From so many scenarios on, to compile what grows trees takes less time than it saves.
_MANY = 12

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
        self._base: dict[Key, Figures] | None = None
        if len(self.cases) >= _MANY:
            get_ready()

    @property
    def made_of(self) -> tuple[Any, Any, dict[str, Any], bool]:
        """Origins, destinations, options, and whether the caller named a date."""
        return *self._asked, self._options, self._dated

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
        """Give the figures of a scenario; of a way that it leaves as it is, those of the base."""
        table = self.comparison(case)
        planner = self.planner(case)
        alike = None if self._base is None else Alike(self.planner(self.cases[0]), planner)
        rows = []
        for one in table:
            key = one.origin.id, one.destination.id, one.corridor
            before = None if self._base is None else self._base.get(key)
            reused = None
            if before is not None and alike is not None and one.route is not None and one.lies_between:
                same = before.arcs == one.route.arcs and alike.untouched(one.route)
                reused = before if same else None
            rows.append(_kept(one, reused, capacities=capacities))
        if self._base is None:
            self._base = {one.key: one for one in rows}
        return Run(case, table.on, tuple(rows), planner.graph.tariff.value_of_time_usd_per_h)

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


class _Written:
    """An answer whose account is written out once."""

    def __init__(self, answer: Found | Kept) -> None:
        self._answer = answer
        self._steps = tuple(answer.steps())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._answer, name)

    def steps(self) -> Iterator[Step]:
        """Give the account line by line."""
        return iter(self._steps)

    def charges(self) -> Iterator[Charge]:
        """Give the charges of the account."""
        return (step.charge for step in self._steps)

    def totals(self, figure: str) -> float:
        """Add up one figure of the account, in the order of its search."""
        return self._answer.totals(figure)


def _kept(one: ComparisonRow, reused: Figures | None, *, capacities: bool) -> Figures:
    later = one.capacity if capacities else None
    if reused is not None:
        return reused._replace(
            corridor_name=one.corridor_name, detour=one.detour, same_as=one.same_as, front=one.front, later=later
        )
    told: dict[str, Any] = {"figures": no_figures(), "found": False, "arcs": (), "caveats": "", "price_year": ""}
    reasons = one.reasons
    if one.route is not None and not one.lies_between:
        reasons = (f"no way through it: {one.detour}",)
    elif one.route is not None:
        # its account is written once, and asked for many figures
        account = Account(_Written(one.route._answer))  # type: ignore[arg-type]
        told = {
            "figures": row(account),
            "found": True,
            "arcs": one.route.arcs,
            "caveats": caveats(account),
            "price_year": account.price_year,
        }
    return Figures(
        origin=one.origin, destination=one.destination, corridor=one.corridor, corridor_name=one.corridor_name,
        reasons=reasons, detour=one.detour, same_as=one.same_as, later=later, front=one.front, **told,
    )  # fmt: skip


def ranks_of(rows: Sequence[Figures]) -> dict[tuple[str, str, str], int]:
    """Number the ways of each pair, the best first; rows come in their order."""
    ranks: dict[tuple[str, str, str], int] = {}
    seen: dict[tuple[str, str], dict[tuple[int, ...], int]] = {}
    for one in rows:
        if one.found and not one.detour:
            ways = seen.setdefault(one.key[:2], {})
            ranks[one.key] = ways.setdefault(one.arcs, len(ways) + 1)
    return ranks
