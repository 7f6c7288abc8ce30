"""What an assignment gives: flows by link, capacity, corridor, pair and route."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from corridors.errors import OptionError
from corridors.flows.outcome import Outcome
from corridors.gate.arguments import reads
from corridors.gate.names import several_names
from corridors.kernels.adding import total_of
from corridors.words.asked import least_of
from corridors.words.brief import brief
from corridors.words.fitted import fitted_text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from corridors.flows.task import Answer, Task
    from corridors.flows.words import AssignmentFacts

__all__ = ["Flows"]

#: A capacity counts as full within this part of it: what is left is rounding.
FULL = 1e-6


class Flows(Outcome):
    """Flows of an assignment, made by `corridors.assign`.

    Amounts are in Mt a year on the packaged network (columns ``mt_per_year``), in the user's unit on plain
    frames (``flow``). Weights, costs and prices are per tonne (or per unit of flow).

    Examples
    --------
    >>> import pandas as pd
    >>> import corridors as co
    >>> demand = pd.DataFrame({"origin": ["Tashkent"], "destination": ["Poti"], "mt_per_year": [1.0]})
    >>> flows = co.assign(demand, weight="time")
    >>> float(flows.served), float(flows.unserved)
    (1.0, 0.0)
    """

    def __init__(self, task: Task, answer: Answer, method: str) -> None:
        from corridors.flows.paths import Paths

        super().__init__(task.network)
        self.method = method
        self._task = task
        self._answer = answer
        network = self._network
        self._paths = Paths.of(answer.paths)
        self._arc_flows = self._paths.arc_flows(network.n_arcs)
        self._used = network.used(self._arc_flows)
        self._served = self._paths.served(len(task.pairs))

    # -- totals -------------------------------------------------------------------------------------

    @property
    def weight(self) -> str:
        """What ways were weighed by."""
        return self._network.weight

    @property
    def settings(self) -> Mapping[str, Any]:
        """Parameters that the method used."""
        return self._answer.settings

    @property
    def demand(self) -> float:
        """All that was asked to move."""
        return float(total_of(pair.amount for pair in self._task.pairs))

    @property
    def served(self) -> float:
        """All that moves."""
        return float(self._served.sum())

    @property
    def unserved(self) -> float:
        """What does not move: no way at all, or no capacity left."""
        return float(self._unserved.sum())

    @property
    def _unserved(self) -> NDArray[np.float64]:
        import numpy as np

        amounts = np.array([pair.amount for pair in self._task.pairs], dtype=np.float64)
        left = amounts - self._served
        # what is within rounding of nothing is nothing
        return np.where(np.abs(left) <= 1e-9 * np.maximum(amounts, 1e-300), 0.0, np.maximum(left, 0.0))

    @cached_property
    def cost(self) -> float:
        """Weights times flows, summed: million USD a year where the weight is USD per tonne and flows Mt."""
        return float(self._paths.flow @ self._path_weights)

    @property
    def objective(self) -> float:
        """What the method minimised: Beckmann's sum in a user equilibrium, otherwise the cost."""
        return self.cost if self._answer.objective is None else self._answer.objective

    @property
    def gap(self) -> float | None:
        """Relative gap of a user equilibrium; None for the other methods."""
        return self._answer.history[-1]["gap"] if self._answer.history else None

    @property
    def converged(self) -> bool:
        """Whether the method ended because it was done, not because it ran out of iterations."""
        return self._answer.converged

    @property
    def history(self) -> pd.DataFrame:
        """Gap, objective and seconds by iteration (user equilibrium; empty for the other methods)."""
        import pandas as pd

        columns = ["iteration", "gap", "objective", "seconds"]
        return pd.DataFrame(self._answer.history, columns=columns).astype({"iteration": int})

    @property
    def unserved_cost(self) -> float | None:
        """What a unit of unserved demand counted as (system optimum)."""
        return self._answer.unserved_cost

    @cached_property
    def _path_weights(self) -> NDArray[np.float64]:
        """Weight of each way at these flows."""
        import numpy as np

        network = self._network
        row = {shipment: number for number, shipment in enumerate(network.shipments)}
        rows = np.array([row[pair.shipment] for pair in self._task.pairs], dtype=np.int64)
        weights = network.weights if self._answer.weights is None else self._answer.weights
        return self._paths.weights(rows, weights)

    # -- tables -------------------------------------------------------------------------------------

    @cached_property
    def links(self) -> pd.DataFrame:
        """Flow on every link that is used, most first, indexed by link id.

        ``from``, ``to``, ``mode``, the flow both ways and each way, ``capacity``, ``utilisation`` (flow by
        capacity) and, in a system optimum, ``price``: what one more unit of its capacity is worth.
        """
        from corridors.flows.tables import link_table

        answer = self._answer
        return link_table(
            self._network, self._arc_flows, answer.prices, congested=answer.weights, exact=bool(answer.history)
        )

    @cached_property
    def capacities(self) -> pd.DataFrame:
        """Every capacity that is used: of links, ports, gauge changes, borders; the fullest first.

        ``kind``, ``id``, ``label``, ``countries``, the flow, ``capacity``, ``utilisation`` and ``price``.
        """
        from corridors.flows.tables import capacity_table

        return capacity_table(self._network, self._used, self._answer.prices, exact=bool(self._answer.history))

    @property
    def bottlenecks(self) -> pd.DataFrame:
        """Capacities that are full, or overfull where the method does not heed them; dearest first."""
        frame = self.capacities
        full = frame[frame["utilisation"] >= 1 - FULL]
        return full.sort_values(["price", "utilisation"], ascending=False, kind="stable")

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """Each pair's demand, what of it is served and unserved, its mean weight, and number of routes."""
        from corridors.flows.tables import pair_table

        return pair_table(self._task, self._answer, self._paths, self._path_weights, self._unserved)

    @cached_property
    def routes(self) -> pd.DataFrame:
        """Each route in use: its pair, flow, share of the demand, weight, length, modes, places, corridors."""
        from corridors.flows.tables import route_table

        return route_table(self._task, self._paths, self._path_weights)

    @cached_property
    def corridors(self) -> pd.DataFrame:
        """Flow by corridor; a route that crosses the gateways of two counts in both, so they may overlap.

        What crosses the gateways of none stands in the row ``(none)``.
        """
        from corridors.flows.tables import corridor_table

        return corridor_table(self._task, self._paths)

    @reads("through")
    def select_links(self, links: str | Iterable[str], *, through: str = "all") -> pd.DataFrame:
        """Whose flow passes over given links: by pair, most first.

        In a user equilibrium the flow of a link is certain, but not by which of several equally good ways a pair
        goes; what is given is that of the ways found (`routes`).

        Parameters
        ----------
        links
            Id of a link, or several.
        through
            ``"all"``: what passes over all of them, in any order. ``"any"``: over at least one.

        Returns
        -------
        pandas.DataFrame
            ``origin``, ``destination``, ``shipment`` where there are several, the flow over the links and its
            ``share`` of the pair's demand.

        Raises
        ------
        OptionError
            There is no such link, or `through` is neither.

        Examples
        --------
        >>> import pandas as pd
        >>> import corridors as co
        >>> links = pd.DataFrame({"id": ["ab", "bc"], "from": ["a", "b"], "to": ["b", "c"], "cost": [1.0, 1.0]})
        >>> demand = pd.DataFrame({"origin": ["a", "b"], "destination": ["c", "c"], "demand": [2.0, 3.0]})
        >>> co.assign(demand, links=links).select_links("ab")["flow"].tolist()
        [2.0]
        """
        from corridors.flows.tables import select_table

        if through not in ("all", "any"):
            raise OptionError(f"through={through!r}: give 'all' or 'any'")
        wanted = list(several_names(links))
        known = {link.id: number for number, link in enumerate(self._network.links)}
        unknown = [name for name in wanted if str(name) not in known]
        if unknown or not wanted:
            raise OptionError(f"no link {unknown[0]!r}: give ids of links" if unknown else "links is empty: give an id")
        numbers = [known[str(name)] for name in wanted]
        return select_table(self._task, self._paths, numbers, everything=through == "all")

    @reads("what")
    def to_frame(self, what: str = "links") -> pd.DataFrame:
        """Give one of the tables: links, capacities, bottlenecks, pairs, routes, corridors or history."""
        known = ("links", "capacities", "bottlenecks", "pairs", "routes", "corridors", "history")
        return self._table(what, known)

    def _demand_tables(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        return self.pairs, self.corridors

    # -- words --------------------------------------------------------------------------------------

    def _title(self) -> str:
        when = f", {self.on}" if self.on else ""
        return f"Freight flows: {self.method.replace('_', ' ')}, {least_of(self.weight)}{when}"

    def _facts(self) -> AssignmentFacts:
        from corridors.flows.tables import bindings
        from corridors.flows.words import AssignmentFacts

        by_corridor, missing = [], self.pairs[self.pairs["unserved"] > 0]
        if self._network.corridors and self.served > 0:
            used = self.corridors[self.corridors[self.quantity] > 0]
            by_corridor = list(zip(used.index, used[self.quantity], used["share"], strict=True))
        missing = missing.sort_values("unserved", ascending=False)
        return AssignmentFacts(
            method=self.method,
            weight=self.weight,
            weight_unit=self._network.weight_unit,
            on=self.on,
            quantity=self.quantity,
            demand=self.demand,
            served=self.served,
            unserved=self.unserved,
            cost=self.cost,
            gap=self.gap,
            converged=self.converged,
            iterations=len(self._answer.history) - 1,
            unserved_cost=self.unserved_cost,
            corridors=by_corridor,
            full=bindings(self._network, self.bottlenecks, "price"),
            missing=list(zip(missing["origin"], _told_apart(missing), missing["unserved"], strict=True)),
        )

    def summary(self) -> str:
        """Describe the flows in a few lines."""
        from corridors.flows.words import flows_summary

        return fitted_text(flows_summary(self._facts()))

    def __repr__(self) -> str:
        from corridors.flows.words import amounts_in

        served = f"{self.served:,.3f} of {self.demand:,.3f} {amounts_in(self.quantity)} served"
        return brief(self, f"({self.method}): {served}, {self.unserved:,.3f} unserved")

    def _repr_html_(self) -> str:
        from corridors.flows.words import flows_html

        return flows_html(self._facts())


def _told_apart(pairs: pd.DataFrame) -> list[str]:
    """Give the destinations of pairs, with the shipment where a pair is there for several."""
    names = [str(name) for name in pairs["destination"]]
    if "shipment" not in pairs or not pairs.duplicated(["origin", "destination"]).any():
        return names
    return [f"{name}, {shipment}" for name, shipment in zip(names, pairs["shipment"], strict=True)]
