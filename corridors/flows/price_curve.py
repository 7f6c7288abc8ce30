"""What a corridor may charge: how much freight it draws at which surcharge or discount."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isinf
from typing import TYPE_CHECKING, Any

from corridors.charges.choices import Modes, Shipment
from corridors.charges.model import SHIPMENTS
from corridors.errors import OptionError
from corridors.gate.arguments import reads
from corridors.gate.quoted import quoted
from corridors.kernels.adding import total_of
from corridors.tables.dates import DateLike
from corridors.words.brief import brief
from corridors.words.html import html_paragraph, html_table
from corridors.world.spelling import shipment_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from corridors.changes.scenario import ScenarioLike
    from corridors.flows.model import Pair
    from corridors.network.network import Network
    from corridors.routing.planner import Planner
    from corridors.world.core import Corridor

__all__ = ["PriceCurve", "price_curve"]


class PriceCurve:
    """How much freight a corridor draws at each price, made by `corridors.price_curve`.

    Each pair goes by the corridor as long as the surcharge on it is below the pair's *break-even*: what
    its best way without the corridor costs more, in USD per tonne. Capacities do not count here.

    Examples
    --------
    >>> import corridors as co
    >>> curve = co.price_curve("demand_uz2025", "northern")
    >>> curve.drawn(0) >= curve.drawn(50)
    True
    """

    def __init__(self, rows: list[dict[str, Any]], corridor: Corridor, on: str) -> None:
        self._rows = sorted(rows, key=lambda row: -row["break_even_usd_per_t"])
        self.corridor = corridor.id
        self.corridor_name = corridor.name
        self.on = on
        #: of the corridor in charts
        self.color = str(corridor.row["color"])

    def to_frame(self) -> pd.DataFrame:
        """Give a row a pair, the most faithful first, with the Mt drawn up to it.

        ``with_usd_per_t`` and ``without_usd_per_t`` are the best ways by the corridor and round it,
        ``corridor_usd_per_t`` is what the corridor's own links cost now on the way by it.
        """
        import pandas as pd

        columns = ["origin", "destination", "shipment", "mt_per_year", "with_usd_per_t", "without_usd_per_t"]
        columns += ["corridor_usd_per_t", "break_even_usd_per_t"]
        frame = pd.DataFrame(self._rows, columns=columns)
        frame["drawn_mt_per_year"] = frame["mt_per_year"].cumsum()
        return frame

    def drawn(self, surcharge_usd_per_t: float = 0.0) -> float:
        """Mt a year that go by the corridor at a surcharge (negative: a discount) in USD per tonne."""
        return float(total_of(r["mt_per_year"] for r in self._rows if r["break_even_usd_per_t"] > surcharge_usd_per_t))

    def price_for(self, mt_per_year: float) -> float:
        """Surcharge in USD per tonne up to which that much is drawn; minus infinity if it never is."""
        total = 0.0
        for row in self._rows:
            total += row["mt_per_year"]
            if total >= mt_per_year * (1 - 1e-12) and not isinf(row["break_even_usd_per_t"]):
                return float(row["break_even_usd_per_t"])
            if total >= mt_per_year * (1 - 1e-12):
                return inf if row["break_even_usd_per_t"] > 0 else -inf
        return -inf

    def must_cost(self, mt_per_year: float) -> float:
        """USD per tonne that the corridor's own links may cost to draw that much: their cost now, plus
        the surcharge, for the last pair drawn.
        """  # noqa: D205
        total = 0.0
        for row in self._rows:
            total += row["mt_per_year"]
            if total >= mt_per_year * (1 - 1e-12):
                return float(row["corridor_usd_per_t"] + row["break_even_usd_per_t"])
        return -inf

    def summary(self, amounts: Sequence[float] = (1, 5, 10, 15)) -> str:
        """Describe the curve in a few lines."""
        lines = [self._head]
        for amount in amounts:
            price, *then = self._told(amount)
            lines.append(f"  {amount:g} Mt: {price}" + "".join(f" ({words})" for words in then))
        return "\n".join(lines)

    @property
    def _head(self) -> str:
        everything = total_of(row["mt_per_year"] for row in self._rows)
        drawn = f"{self.drawn():,.2f} of {everything:,.2f} Mt a year at present prices"
        return f"{self.corridor_name} on {self.on}: draws {drawn}"

    def _told(self, amount: float) -> tuple[str, ...]:
        """Say up to which price so much is drawn, and what the links of the corridor then cost."""
        price = self.price_for(amount)
        if isinf(price):
            return ("never" if price < 0 else "at any price, there is no other way",)
        word, own = "surcharge up to" if price >= 0 else "discount of", self.must_cost(amount)
        then = f"its links then cost {own:,.1f} USD/t" if own >= 0 else "more than its links cost: not even free"
        return f"{word} {abs(price):,.1f} USD/t", then

    @reads("ax", "title", "dark")
    def plot(self, ax: Axes | None = None, *, title: str | None = None, dark: bool | None = None) -> Axes:
        """Draw how much is drawn at each surcharge or discount (extra ``plot``).

        Parameters
        ----------
        ax
            Axes to draw on; a figure of its own by default.
        title
            In place of what is shown; a blank one leaves it out.
        dark
            On a dark ground or a light one; by default as the axes, or the style of matplotlib.

        Raises
        ------
        OptionError
            No pair has another way, so that no price has a meaning.
        """
        from corridors.flows.price_picture import draw_curve

        return draw_curve(self, ax, title=title, dark=dark)

    def __repr__(self) -> str:
        return brief(self, f"{self.corridor}: {self.drawn():,.3f} Mt a year at present prices")

    def __str__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        rows = [[f"{amount:g}", *self._told(amount), ""][:3] for amount in (1, 5, 10, 15)]
        heads = ["Mt a year", "drawn up to", "then"]
        return html_paragraph([self._head]) + html_table(heads, rows)


def price_curve(
    demand: pd.DataFrame | str,
    corridor: str,
    *,
    shipment: Shipment = "feu",
    year: int | None = None,
    modes: Modes | None = None,
    on: DateLike | None = None,
    scenario: ScenarioLike | None = None,
    network: Network | None = None,
) -> PriceCurve:
    """Find how much freight a corridor draws at which price, in USD per tonne.

    Parameters
    ----------
    demand, shipment, year
        As in `corridors.assign`.
    corridor
        Id or name.
    modes, on, scenario, network
        As in `corridors.shortest_route`. Demand travels in whole trains, as in `corridors.assign`.

    Returns
    -------
    PriceCurve
        With the break-even price of each pair.

    Raises
    ------
    OptionError
        No such corridor.
    DataError
        The demand does not hold together.

    Examples
    --------
    >>> import corridors as co
    >>> curve = co.price_curve("demand_uz2025", "cku", on=2031)
    >>> curve.to_frame()["break_even_usd_per_t"].is_monotonic_decreasing
    True
    """
    from corridors.flows.demand import demand_frame, read_pairs
    from corridors.flows.packaged import SCOPE, SERVICE
    from corridors.flows.setup import network_of_call

    view = network_of_call(network, on, scenario)
    core = view._core
    wanted = core.corridor(corridor) if isinstance(corridor, str) else None
    if wanted is None:
        known = ", ".join(c.id for c in core.corridors)
        raise OptionError(f"corridor={quoted(corridor)} is unknown: there are {known}")
    frame = demand_frame(demand, view)
    shipment = shipment_of(shipment)
    pairs = read_pairs(
        frame,
        lambda name: core.gazetteer.find(name)[0].id,
        shipment=shipment,
        year=year,
        in_mt=True,
        kinds=SHIPMENTS,
    )
    rows = []
    for pair in pairs:
        if pair.origin == pair.destination:
            continue
        rules: dict[str, Any] = {"shipment": pair.shipment, "service": SERVICE, "scope": SCOPE, "modes": modes}
        by = view.planner(weight="cost", corridor=wanted, **rules)
        # the gateways of the first group are what cannot be used without using the corridor
        without = view.planner(weight="cost", avoid=wanted.id, **rules)
        rows.append(_row(pair, by, without, wanted))
    return PriceCurve(rows, wanted, view.on)


def _row(pair: Pair, by: Planner, without: Planner, corridor: Corridor) -> dict[str, Any]:
    graph = by.graph
    payload = graph.tariff.payload_t
    via, round_it = (
        by.distance(pair.origin, pair.destination),
        without.distance(pair.origin, pair.destination),
    )
    own = inf
    if not isinf(via):
        _, _, arcs = by.path(pair.origin, pair.destination)
        mine = [arc for arc in arcs if graph.link_of[arc] in corridor.links]
        own = total_of(charge.cost_usd for arc in mine for charge in by.in_force.charges(arc)) / payload
    return {
        "origin": pair.origin,
        "destination": pair.destination,
        "shipment": pair.shipment,
        "mt_per_year": pair.amount,
        "with_usd_per_t": via / payload,
        "without_usd_per_t": round_it / payload,
        "corridor_usd_per_t": own,
        # where the corridor gives no way it draws nothing at any price
        "break_even_usd_per_t": -inf if isinf(via) else (round_it - via) / payload,
    }
