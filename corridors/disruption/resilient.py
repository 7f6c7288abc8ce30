"""Which two or three ways out stand in for each other best."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import inf
from typing import TYPE_CHECKING, Any, Unpack

from corridors.changes.scenario import ScenarioLike, as_scenario
from corridors.charges.charge import worst_grade
from corridors.disruption.pairs import Pair, pairs_of
from corridors.disruption.ways import ORDERS, ExportWay, Order, Shared, WaySet
from corridors.errors import NoRouteError, OptionError
from corridors.gate.arguments import reads
from corridors.gate.choices import a_choice, items_of
from corridors.gate.numbers import a_count
from corridors.gate.quoted import quoted
from corridors.routes.answer import Found
from corridors.routes.asking import Asked, check_names, own_defaults, split, takes
from corridors.routes.compare import compare_corridors
from corridors.routing.weights import weight_name
from corridors.words.aligned import format_table
from corridors.words.asked import least_of
from corridors.words.brief import brief
from corridors.words.fitted import fitted_text
from corridors.words.html import html_table
from corridors.words.progress import watched

if TYPE_CHECKING:
    import pandas as pd

    from corridors.network.network import Network

__all__ = ["ResilientWays", "resilient_ways"]

#: The way of each corridor, by pair.
Ways = dict[Pair, dict[str, ExportWay]]


@takes(Asked, weight="generalised")
def resilient_ways(
    pairs: Any,
    *,
    size: int = 2,
    order: Order = "shared",
    corridors: str | Iterable[str] | None = None,
    scenarios: Sequence[ScenarioLike] = (),
    demand: float | Sequence[float] | None = None,
    **asked: Unpack[Asked],
) -> ResilientWays:
    """Rank all sets of two or three corridors by how well they stand in for each other.

    Each pair has its best way through each corridor (as `compare_corridors` has it). Of a set that counts which the
    ways share, for its loss leaves none; and what the loss of any other part of the best way costs when the next best
    of the set is taken. All sets are looked at, so the order is exact. First come those that leave out no pair, then
    those of which no pair has but one way, then those of which each scenario leaves one.

    Parameters
    ----------
    pairs
        As in `criticality`.
    **asked
        As in every call.
    size
        2 or 3 corridors at once.
    order
        What decides then: ``"shared"``, the least transit countries, kilometres, risks and restrictions shared; or
        ``"value"``, the least weight under the worst scenario, and after a loss, as a mean over each km of the best
        way.
    corridors
        Ids or names of those to choose from; all by default, with the best way of all and the way by lorry.
    scenarios
        Scenarios under which each set is weighed as well.
    demand
        Mt a year, one number for all pairs or one for each, by which pairs count; alike by default.

    Returns
    -------
    ResilientWays
        The sets, the most resilient first.

    Raises
    ------
    OptionError
        A size that is none, or fewer corridors with a way than that.
    NoRouteError
        No pair has a way.

    Examples
    --------
    >>> import corridors as co
    >>> sets = co.resilient_ways([("Tashkent", "Istanbul")], corridors=["northern", "southern", "casca"])
    >>> len(sets[0].corridors)
    2
    """
    check_names(resilient_ways, asked)
    size = a_count("size", size, least=2, most=3, give="2 or 3 ways")
    a_choice("order", order, ORDERS)
    cases = items_of(scenarios)
    if cases is None:
        raise OptionError(f"scenarios={quoted(scenarios)}: give a list of scenarios")
    network, rules = split(asked)
    options = own_defaults(resilient_ways) | rules
    planner = network.planner(**options)
    wanted = pairs_of(pairs, planner, network, demand)
    worlds = [as_scenario(scenario) for scenario in cases]
    looked: list[tuple[str, Network]] = [("", network), *((world.name, network.apply(world)) for world in worlds)]
    found = {name: _ways(wanted, changed, corridors, options) for name, changed in watched(looked, "scenarios")}
    here = found.pop("")
    names = list(dict.fromkeys(name for pair in wanted for name in here[pair]))
    if not names:
        raise NoRouteError("no pair has a way through any corridor")
    if len(names) < size:
        raise OptionError(f"size={size}: only {len(names)} corridors have a way of their own ({', '.join(names)})")
    amounts = {pair: 1.0 if pair.mt_per_year is None else pair.mt_per_year for pair in wanted}
    sets = [_set(chosen, here, found, amounts) for chosen in combinations(names, size)]
    sets.sort(key=lambda one: (one.rank(order), one.corridors))
    return ResilientWays(sets, wanted, here, weight=weight_name(planner.weight), on=network.on)


def _ways(pairs: Sequence[Pair], network: Network, corridors: Any, options: Mapping[str, Any]) -> Ways:
    """Find the best way of each pair through each corridor; the same way under two names stands once."""
    found: Ways = {}
    for pair in pairs:
        try:
            table = compare_corridors(*pair.asked, corridors=corridors, network=network, **options)
        except NoRouteError:
            found[pair] = {}
            continue
        ways = {}
        for row in table:
            if row.route is not None and not row.same_as:
                answer = row.route._answer
                assert isinstance(answer, Found)  # just found, not kept in a file
                weight = answer.planner.total(answer.root, answer.goal, answer.arcs)
                ways[row.corridor] = ExportWay(row.corridor, row.route, weight)
        found[pair] = ways
    return found


def _set(chosen: tuple[str, ...], here: Ways, scenarios: Mapping[str, Ways], amounts: Mapping[Pair, float]) -> WaySet:
    of_pair = {pair: [ways[name] for name in chosen if name in ways] for pair, ways in here.items()}
    weights = {name: _least(chosen, ways, amounts) for name, ways in scenarios.items()}
    return WaySet(
        chosen,
        {pair: Shared.of(ways) for pair, ways in of_pair.items() if len(ways) > 1},
        tuple(pair for pair, ways in of_pair.items() if len(ways) == 1),
        tuple(pair for pair, ways in of_pair.items() if not ways),
        amounts,
        weights,
    )


def _least(chosen: tuple[str, ...], ways: Ways, amounts: Mapping[Pair, float]) -> float:
    """What the best of a set weighs in all."""
    total = 0.0
    for pair, found in ways.items():
        total += amounts[pair] * min((found[name].weight for name in chosen if name in found), default=inf)
    return total


class ResilientWays(Sequence[WaySet]):
    """Sets of corridors, the most resilient first.

    Attributes
    ----------
    sets
        All of them.
    pairs
        What moves between which places.
    ways
        The best way of each pair through each corridor.
    weight, on
        As asked.
    """

    def __init__(self, sets: Sequence[WaySet], pairs: Sequence[Pair], ways: Ways, *, weight: str, on: str) -> None:
        self.sets = tuple(sets)
        self.pairs = tuple(pairs)
        self.ways = ways
        self.weight = weight
        self.on = on

    def __getitem__(self, index: Any) -> Any:
        return self.sets[index]

    def __len__(self) -> int:
        return len(self.sets)

    def __iter__(self) -> Iterator[WaySet]:
        return iter(self.sets)

    def to_frame(self) -> pd.DataFrame:
        """Give a frame, one row a set; kilometres and weights are summed over the pairs by what they count."""
        import pandas as pd

        return pd.DataFrame([one.to_dict() for one in self.sets])

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "weight": self.weight,
            "on": self.on,
            "pairs": [[*pair.ids, pair.mt_per_year] for pair in self.pairs],
            "sets": [one.to_dict() for one in self.sets],
        }

    def _rows(self, most: int) -> list[list[str]]:
        return [
            [
                " + ".join(one.corridors),
                ", ".join(one.shared_countries),
                str(len(one.shared_links)),
                f"{one.to_dict()['shared_km']:,.0f}",
                str(len(one.shared_threats)),
                f"{one.to_dict()['weight']:,.0f}",
                f"{one.to_dict()['mean_loss']:,.0f}",
                self._grade(one),
                _left_out(one),
            ]
            for one in self.sets[:most]
        ]

    def _grade(self, one: WaySet) -> str:
        ways = (found[name] for found in self.ways.values() for name in one.corridors if name in found)
        return worst_grade(way.route.grade for way in ways) or ""

    @property
    def _head(self) -> str:
        pairs = ", ".join(pair.words for pair in self.pairs[:4])
        more = f" and {len(self.pairs) - 4} more" if len(self.pairs) > 4 else ""
        return f"Ways that stand in for each other, {pairs}{more}: {least_of(self.weight)}, {self.on}"

    @reads("most")
    def summary(self, most: int = 10) -> str:
        """Give the most resilient sets as a text table."""
        return fitted_text(
            f"{self._head}\n" + format_table([_HEADS, *self._rows(most)], left=(0, 1, 8), if_room=["grade"])
        )

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        return brief(self, f"of {len(self.pairs)} pairs: {len(self.sets)} sets")

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p><b>{escape(self._head)}</b></p>" + html_table(_HEADS, self._rows(20), left=2)


_HEADS = ["ways", "shared transit", "links", "km", "threats", "weight", "mean loss", "grade", "left out"]


def _left_out(one: WaySet) -> str:
    parts = [
        f"no way: {', '.join(pair.words for pair in one.unserved)}" if one.unserved else "",
        f"one way only: {', '.join(pair.words for pair in one.single)}" if one.single else "",
    ]
    return "; ".join(part for part in parts if part)
