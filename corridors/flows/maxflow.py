"""How much can flow from here to there, and what binds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from corridors.charges.choices import Modes, Shipment
from corridors.errors import OptionError
from corridors.flows.outcome import Outcome
from corridors.flows.regions import ends_of
from corridors.gate.arguments import a_text, reads
from corridors.gate.flags import a_flag
from corridors.gate.sizes import held
from corridors.tables.dates import DateLike
from corridors.words.brief import brief
from corridors.words.fitted import fitted_text
from corridors.world.gazetteer import PlaceLike

if TYPE_CHECKING:
    import pandas as pd

    from corridors.changes.scenario import ScenarioLike
    from corridors.flows.maximum import Maximum
    from corridors.flows.model import FlowNetwork
    from corridors.flows.words import MaxFlowFacts
    from corridors.network.network import Network

__all__ = ["MaxFlow", "max_flow"]


class MaxFlow(Outcome):
    """The greatest flow between two sets of places, made by `corridors.max_flow`.

    Examples
    --------
    >>> import corridors as co
    >>> best = co.max_flow("UZ", "Black Sea", modes=["rail", "ferry"])
    >>> capacity = (best.cut["capacity_mt_per_year"] * best.cut["share"]).sum()
    >>> bool(abs(capacity - best.mt_per_year) < 1e-6)
    True
    """

    def __init__(
        self,
        network: FlowNetwork,
        found: Maximum,
        ends: tuple[Sequence[str], Sequence[str]],
        labels: tuple[str, str],
    ) -> None:
        super().__init__(network)
        self._found = found
        self.origins, self.destinations = tuple(ends[0]), tuple(ends[1])
        self.origin_label, self.destination_label = labels

    @property
    def value(self) -> float:
        """The greatest flow in Mt a year (or in the user's unit); infinity where no capacity bounds it."""
        return self._found.value

    @property
    def mt_per_year(self) -> float:
        """The greatest flow in Mt a year (or in the user's unit)."""
        return self._found.value

    @property
    def unbounded(self) -> tuple[object, ...]:
        """Places of a way that nothing bounds, where the flow is infinite; otherwise empty."""
        network = self._network
        places: list[object] = []
        for arc in self._found.unbounded:
            if network.link_of[arc] >= 0:
                link = network.links[network.link_of[arc]]
                ends = (link.start, link.end) if network.forward[arc] else (link.end, link.start)
                places += [network.ends[end].label for end in (ends if not places else ends[1:])]
        return tuple(places)

    @cached_property
    def cut(self) -> pd.DataFrame:
        """The minimum cut: the capacities that bind, whose they are, and how far each counts.

        Capacities times ``share`` add up to the flow. The share is 1 except where freight may need the
        same capacity twice. Several cuts may be equally small; this is one.
        """
        from corridors.flows.tables import capacity_table

        network, found = self._network, self._found
        return capacity_table(network, network.used(found.arc_flows), None, share=found.cut)

    @cached_property
    def links(self) -> pd.DataFrame:
        """Flow on every link used, most first: of all greatest flows, the cheapest."""
        from corridors.flows.tables import link_table

        return link_table(self._network, self._found.arc_flows, None).drop(columns="price")

    @cached_property
    def capacities(self) -> pd.DataFrame:
        """What each capacity is used to, the fullest first: links, ports, gauge changes, borders."""
        from corridors.flows.tables import capacity_table

        network = self._network
        return capacity_table(network, network.used(self._found.arc_flows), None).drop(columns="price")

    @cached_property
    def ends(self) -> pd.DataFrame:
        """How much leaves each origin and reaches each destination."""
        import numpy as np
        import pandas as pd

        network, flows = self._network, self._found.arc_flows
        tails, heads = np.array(network.tails, dtype=int), np.array(network.heads, dtype=int)
        rows: list[dict[str, Any]] = []
        for role, ids in (("origin", self.origins), ("destination", self.destinations)):
            for name in ids:
                vertex = network.origin_of[name] if role == "origin" else network.destination_of[name]
                amount = float(flows[(tails if role == "origin" else heads) == vertex].sum())
                rows.append({"role": role, "place": network.ends[name].label, self.quantity: amount})
        frame = pd.DataFrame(rows, columns=["role", "place", self.quantity])
        return frame[frame[self.quantity] > 0].reset_index(drop=True)

    @reads("what")
    def to_frame(self, what: str = "links") -> pd.DataFrame:
        """Give one of the tables: links, capacities, cut or ends."""
        known = ("links", "capacities", "cut", "ends")
        return self._table(what, known)

    def _title(self) -> str:
        return f"Most from {self.origin_label} to {self.destination_label}"

    def _facts(self) -> MaxFlowFacts:
        from corridors.flows.tables import bindings
        from corridors.flows.words import MaxFlowFacts

        return MaxFlowFacts(
            value=self.value,
            quantity=self.quantity,
            origin=self.origin_label,
            destination=self.destination_label,
            on=self.on,
            unbounded=self.unbounded,
            cut=bindings(self._network, self.cut, "share"),
        )

    def summary(self) -> str:
        """Describe the flow and what binds it."""
        from corridors.flows.words import max_flow_summary

        return fitted_text(max_flow_summary(self._facts()))

    def __repr__(self) -> str:
        return brief(self, f"{self.origin_label} - {self.destination_label}: {self.value:,.3f}")

    def _repr_html_(self) -> str:
        from corridors.flows.words import max_flow_html

        return max_flow_html(self._facts())


def max_flow(
    origins: object,
    destinations: object,
    *,
    on: DateLike | None = None,
    modes: Modes | None = None,
    avoid: PlaceLike | Iterable[PlaceLike] | None = None,
    scenario: ScenarioLike | None = None,
    network: Network | None = None,
    shipment: Shipment = "wagon",
    corridor: str | None = None,
    links: pd.DataFrame | None = None,
    places: pd.DataFrame | None = None,
    directed: bool = True,
) -> MaxFlow:
    """Find how much can flow in Mt a year, through links, ports, gauge changes and borders, and what binds.

    Parameters
    ----------
    origins, destinations
        A place, a country (ISO code or name: all its places), a region (such as ``"Black Sea"``,
        ``"Central Asia"``, ``"open sea"``; `corridors.flows.REGIONS`), or several of these.
    on, modes, avoid, scenario, network
        As in `corridors.shortest_route`. What flows moves in whole trains (``service="block_train"``).
    shipment
        ``"feu"``, ``"teu"`` or ``"wagon"``; decides which vessels and links take it, and which of the flows as great is
        the cheapest.
    corridor
        Id or name: only what crosses a link of each of its gateways counts, by whatever ways lead there.
    links, places, directed
        A network of plain frames instead, as in `corridors.assign`; only capacities are needed.

    Returns
    -------
    MaxFlow
        With the flow by link, the minimum cut and what each capacity is used to.

    Raises
    ------
    UnknownPlaceError
        An end is no place, country or region.
    OptionError
        Origins and destinations overlap, there is no such corridor, or an argument means nothing.
    DataError
        The frames do not hold together.

    Examples
    --------
    >>> import pandas as pd
    >>> import corridors as co
    >>> links = pd.DataFrame({"from": ["a", "a", "b"], "to": ["b", "c", "c"], "capacity": [2.0, 1.0, 5.0]})
    >>> co.max_flow("a", "c", links=links).value
    3.0
    """
    from corridors.flows.corridor import through_corridor
    from corridors.flows.maximum import maximum
    from corridors.flows.setup import flow_network

    directed = a_flag("directed", directed)
    # what can be read once only is read here
    origins, destinations = (tuple(held(p)) if isinstance(p, Iterator) else p for p in (origins, destinations))
    flows, view = flow_network(
        network=network, on=on, scenario=scenario, modes=modes, avoid=avoid, shipments=(shipment,),
        weight=None, links=links, places=places, directed=directed, weighed=False,
    )  # fmt: skip
    ends = ends_of(flows, view, origins, "origins"), ends_of(flows, view, destinations, "destinations")
    both = sorted(set(ends[0]) & set(ends[1]))
    if both:
        named = ", ".join(flows.ends[name].name for name in both[:3])
        raise OptionError(f"origins and destinations overlap ({named}): take the common places out of one")
    sources, sinks = [flows.origin_of[e] for e in ends[0]], [flows.destination_of[e] for e in ends[1]]
    if corridor is None:
        return MaxFlow(flows, maximum(flows, sources, sinks), ends, (_label(origins), _label(destinations)))
    wanted = None if view is None else view._core.corridor(a_text("corridor", corridor))
    if wanted is None:
        known = (
            "links= has no corridors" if view is None else f"there are {', '.join(c.id for c in view._core.corridors)}"
        )
        raise OptionError(f"corridor={corridor!r} is unknown: {known}")
    found = through_corridor(flows, wanted, sources, sinks)
    return MaxFlow(flows, found, ends, (_label(origins), f"{_label(destinations)} by {wanted.name}"))


def _label(asked: object) -> str:
    if getattr(asked, "ndim", 0):
        asked = list(asked)  # type: ignore[call-overload]
    if isinstance(asked, (list, tuple, set, frozenset)):
        return ", ".join(sorted(map(_label, asked)) if isinstance(asked, (set, frozenset)) else map(_label, asked))
    return str(getattr(asked, "name", asked))
