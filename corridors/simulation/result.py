"""What a simulation gives: figures with standard errors, ways, samples, and what was varied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from corridors.errors import OptionError
from corridors.gate.arguments import reads
from corridors.routing.weights import weight_name, weight_unit
from corridors.simulation.run import Outcome, Problem
from corridors.simulation.setup import Options, Row
from corridors.simulation.statistics import FIGURES, Estimate, draws_needed
from corridors.simulation.stream import sample_columns
from corridors.words.asked import least_of
from corridors.words.brief import brief

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["Settings", "Simulation"]

_CHANCES = tuple(name for name in FIGURES if name.startswith("p_"))
_LOSSES = ("regret", "regret_fixed", "flexibility")


@dataclass(frozen=True)
class Settings:
    """What was asked."""

    n: int
    seed: int
    points: str
    replications: int
    by: str | None
    tolerance: float
    weight: str
    unit: str
    shipment: str
    service: str
    scope: str
    on: str
    price_year: str
    dependence: dict[str, Any]

    @classmethod
    def of(cls, problem: Problem, options: Options) -> Settings:
        """Take them from a problem."""
        planner, draws = problem.arcs.planner, problem.draws
        shipment, tariff = planner.graph.shipment, planner.graph.tariff
        return cls(
            draws.n, options.seed, options.points, draws.replications, options.by, options.tolerance,
            weight_name(planner.weight), weight_unit(planner.weight, per=shipment), shipment, tariff.service,
            tariff.scope, planner.view.on, planner.in_force.prices.dollars, draws.dependence.to_dict(),
        )  # fmt: skip

    def __repr__(self) -> str:
        return brief(self, f"{self.n:,} draws, seed {self.seed}, {least_of(self.weight)}, network of {self.on}")


class Simulation:
    """Draws of one question, and the best way of each.

    Attributes
    ----------
    settings
        What was asked.
    rows
        Of each row of `frame` the places, the corridor and the way that is best at what is to be expected.
    """

    def __init__(self, settings: Settings, rows: Sequence[Row], outcome: Outcome, problem: Problem | None) -> None:
        self.settings = settings
        self.rows = tuple(rows)
        self._outcome = outcome
        #: what `sensitivity` builds on: parameters, draws, and ways as functions of them
        self.problem = problem

    @cached_property
    def frame(self) -> pd.DataFrame:
        """A row for each origin, destination and corridor; corridor ``any`` is the best way of each draw.

        ``days``, ``cost_usd`` and ``generalised_usd`` are means, with ``_p10``, ``_p50``, ``_p80``, ``_p90`` and
        ``_p95`` beside them. ``p_best_time``, ``p_best_cost`` and ``p_best_generalised`` are how likely the row's way,
        chosen by `weight`, is the quickest, the cheapest or the best of the rows between the two places, ``p_best`` by
        `weight` itself; ways that several corridors share count for each. ``p_on_time``: within the deadline.
        ``p_open``: there is a way. ``regret``: how much more the row's way weighs than the best of all;
        ``regret_fixed``: how much more the way does that is best at what is to be expected, kept to whatever happens;
        ``flexibility``: how much is won by choosing the row's way after the news instead of before. Figures with
        ``_se`` are standard errors. ``converged`` says whether all are below the tolerance, and ``n_needed`` how many
        draws would do.
        """
        import pandas as pd

        found = []
        for number, row in enumerate(self.rows):
            cells: dict[str, Any] = {
                "origin": row.origin.id,
                "destination": row.destination.id,
                "corridor": row.corridor,
                "corridor_name": row.name,
            }
            for name in self.figures:
                value, se = self.estimate(number, name)
                cells |= {name: value, f"{name}_se": se}
            needed = self._needed(number)
            found.append(cells | {"converged": needed <= self.settings.n, "n_needed": needed})
        table = pd.DataFrame(found)
        table.attrs.update(weight=self.settings.weight, unit=self.settings.unit, n=self.settings.n)
        return table

    @property
    def figures(self) -> tuple[str, ...]:
        """Names of the figures that the rows have."""
        left_out = set()
        if self.settings.by is None:
            left_out |= {"p_best_time", "p_best_cost", "p_best_generalised", "p_best", "regret"}
        if not np.isfinite(self._outcome.value[:, FIGURES.index("p_on_time")]).any():
            left_out.add("p_on_time")
        return tuple(name for name in FIGURES if name not in left_out)

    @reads("row", "figure")
    def estimate(self, row: int, figure: str) -> Estimate:
        """Give one figure of one row with its standard error.

        Raises
        ------
        OptionError
            There is no such row or figure.
        """
        if row >= len(self._outcome.value):
            raise OptionError(f"row={row}: there are {len(self._outcome.value)}, numbered from 0")
        if figure not in FIGURES:
            raise OptionError(f"{figure!r} is no figure: there are {', '.join(self.figures)}")
        column = FIGURES.index(figure)
        return Estimate(float(self._outcome.value[row, column]), float(self._outcome.se[row, column]))

    def _needed(self, row: int) -> int:
        """Give how many draws bring every figure of a row below the tolerance."""
        scale = abs(self.estimate(row, self._weighed).value) if self._weighed else 1.0
        needed = 0
        for name in self.figures:
            value, se = self.estimate(row, name)
            if not isfinite(se):
                continue
            of = 1.0 if name in _CHANCES else scale if name in _LOSSES else abs(value)
            needed = max(needed, draws_needed(se, self.settings.tolerance * max(of, 1e-12), self.settings.n))
        return needed

    @property
    def _weighed(self) -> str:
        """The column that losses are measured against."""
        return {"cost": "cost_usd", "time": "days", "generalised": "generalised_usd"}.get(
            self.settings.weight, "generalised_usd"
        )

    @property
    def converged(self) -> bool:
        """Whether every figure of every row has a standard error below the tolerance."""
        return all(self._needed(row) <= self.settings.n for row in range(len(self.rows)))

    @cached_property
    def parameters(self) -> pd.DataFrame:
        """What was varied: kind, name, how many charges hang on it, and how it is distributed."""
        import pandas as pd

        varying = self._kept().arcs.varying
        told = {
            "event": "in force or not",
            "time": "two halves of a normal at P10, P50 and P90, not below zero, mean kept",
        }
        told |= {"price": told["time"], "value of time": told["time"]}
        return pd.DataFrame(
            {
                "kind": parameter.kind,
                "name": parameter.name,
                "charges": number,
                "distribution": told[parameter.kind],
                "probability": parameter.probability,
            }
            for parameter, number in zip(varying.parameters, varying.charges, strict=True)
        )

    @cached_property
    def ways(self) -> pd.DataFrame:
        """The distinct ways that were the best of all in some draws, with the share of draws and its standard error."""
        import pandas as pd

        problem, n, r = self._kept(), self.settings.n, self.settings.replications
        planner = problem.arcs.planner
        graph, core = planner.graph, planner.core
        found = []
        for way in self._outcome.ways:
            row = self.rows[way.column]
            arcs = problem.arcs.arcs_of(way.arcs)
            links = [graph.link_of[arc] for arc in arcs if graph.link_of[arc] >= 0]
            crossed = frozenset(links)
            spread = max(0.0, way.squares - way.count**2 / r) / (r - 1)
            found.append(
                {
                    "origin": row.origin.id,
                    "destination": row.destination.id,
                    "share": way.count / n,
                    "share_se": (spread / r) ** 0.5 * r / n,
                    "corridors": "|".join(one.id for one in core.corridors if one.used_by(crossed)),
                    "modes": "-".join(_runs(core.links[link].mode for link in links)),
                    "links": len(links),
                    "arcs": tuple(arcs),
                }
            )
        return pd.DataFrame(found)

    @property
    def samples(self) -> pd.DataFrame:
        """Every draw: a row for each sample and row of `frame`, infinite where there is no way.

        Raises
        ------
        OptionError
            They were not kept.
        """
        import pandas as pd

        samples = self._outcome.samples
        if samples is None:
            raise OptionError(
                "the samples were not kept, for they are too many or keep=False: ask for to_parquet='samples.parquet'"
            )
        each = self.settings.n // self.settings.replications
        labels = [(row.origin.id, row.destination.id, row.corridor) for row in self.rows]
        replication = np.arange(self.settings.n) // each
        return pd.DataFrame(sample_columns(labels, replication, 0, samples))

    def _kept(self) -> Problem:
        if self.problem is None:
            raise OptionError("this simulation was read from a pickle, which holds the figures without the network")
        return self.problem

    def __reduce__(self) -> tuple[Any, ...]:
        """Cross process borders without the network."""
        return Simulation, (self.settings, self.rows, self._outcome, None)

    def to_frame(self) -> pd.DataFrame:
        """Same as `frame`."""
        return self.frame

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON: None where a row has no such figure."""
        rows = []
        for number, row in enumerate(self.rows):
            cells: dict[str, Any] = {
                "origin": row.origin.id,
                "destination": row.destination.id,
                "corridor": row.corridor,
                "corridor_name": row.name,
            }
            for name in self.figures:
                value, se = self.estimate(number, name)
                cells[name] = None if not isfinite(value) else {"value": value, "se": se}
            needed = self._needed(number)
            rows.append(cells | {"converged": needed <= self.settings.n, "n_needed": needed})
        return {**vars(self.settings), "rows": rows}

    def summary(self) -> str:
        """Give the figures as text."""
        from corridors.simulation.words import simulation_summary

        return simulation_summary(self)

    @reads("ax", "figure", "title", "dark")
    def plot(
        self,
        ax: Axes | None = None,
        *,
        figure: str | None = None,
        kind: Literal["violin", "dots"] = "violin",
        title: str | None = None,
        dark: bool | None = None,
    ) -> Axes:
        """Draw how the days or the dollars of every row are distributed (extra ``plot``).

        A line is P10 to P95, a dot the median, an area all draws where they were kept, in the colour of the corridor.

        Parameters
        ----------
        ax
            Axes to draw on. By default a figure of its own, with days and dollars beside each other unless `figure`
            says which; the axes of the days are given back.
        figure
            ``"days"``, ``"usd"`` or ``"generalised_usd"`` (time at its value); days on axes that are given.
        kind
            ``"violin"``, or ``"dots"``: twenty dots a row, each one draw in twenty, to be counted rather than guessed.
        title
            In place of what is shown and asked; a blank one leaves it out.
        dark
            On a dark ground or a light one; by default as the axes, or the style of matplotlib.
        """
        from corridors.simulation.picture import ranges_chart

        return ranges_chart(self, ax, figure=figure, kind=kind, title=title, dark=dark)

    @reads("ax", "title", "dark")
    def plot_best(self, ax: Axes | None = None, *, title: str | None = None, dark: bool | None = None) -> Axes:
        """Draw how likely each corridor is the best, with its standard error, the quickest and the cheapest.

        Ways may count for several corridors, so that all together may be more than 100 %. Parameters as in `plot`.

        Raises
        ------
        OptionError
            The simulation was not made by corridor.
        """
        from corridors.simulation.picture import best_chart

        return best_chart(self, ax, title=title, dark=dark)

    @reads("ax", "title", "dark")
    def plot_deadline(
        self,
        ax: Axes | None = None,
        *,
        destination: str | None = None,
        title: str | None = None,
        dark: bool | None = None,
    ) -> Axes:
        """Draw how likely a shipment is there within so many days, a curve for each corridor.

        Parameters
        ----------
        destination
            Id or name of one destination; the first by default. Others as in `plot`.

        Raises
        ------
        OptionError
            The samples were not kept, or no such destination.
        """
        from corridors.simulation.picture import deadline_chart

        return deadline_chart(self, ax, destination=destination, title=title, dark=dark)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        pairs = len({(row.origin, row.destination) for row in self.rows})
        many = f"{pairs} pair{'s' if pairs > 1 else ''}"
        return brief(self, f"of {self.settings.n:,} draws: {many}, {len(self.rows)} rows")

    def _repr_html_(self) -> str:
        from corridors.simulation.words import simulation_html

        return simulation_html(self)


def _runs(names: Any) -> list[str]:
    """Give names in their order, the same one after itself once."""
    found: list[str] = []
    for name in names:
        if not found or found[-1] != name:
            found.append(name)
    return found
