"""What comparing scenarios gives: a row for each scenario, pair of places and corridor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.charges.model import Place
from corridors.errors import OptionError
from corridors.flows.corridor import CorridorCapacity
from corridors.gate.arguments import a_text, reads
from corridors.routes.columns import DIRECT
from corridors.routes.comparison import Comparison
from corridors.routes.route import Route
from corridors.studies.difference import Difference, What, difference
from corridors.studies.laboratory import Figures, Laboratory, Run, ranks_of
from corridors.studies.regret import Penalty, Regret, regrets
from corridors.words.brief import brief
from corridors.words.fitted import fitted_text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["ScenarioComparison", "ScenarioRow"]


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """One corridor between two places under one scenario, and what became of it since the first.

    Attributes
    ----------
    scenario
        Name of the scenario.
    origin, destination
        The two places.
    corridor, corridor_name
        Id and name of the corridor, as in `ComparisonRow`.
    rank
        Place among the ways between the two under this scenario, the best 1; None without a way and for a detour. One
        way under two names has one rank.
    what
        ``same``, ``changed`` (other figures, or another way), ``shut``, ``opened``, or ``none`` (no way under either).
    days_change, cost_usd_change, rank_change
        Against the first scenario; None where one of both has no way. A rank that rises is below zero.
    reasons
        Why there is no way.
    detour, same_as, front
        As in `ComparisonRow`.
    """

    scenario: str
    origin: Place
    destination: Place
    corridor: str
    corridor_name: str
    rank: int | None
    what: What
    days_change: float | None
    cost_usd_change: float | None
    rank_change: int | None
    kept: Figures = field(repr=False)
    _table: ScenarioComparison = field(repr=False, compare=False)

    @property
    def found(self) -> bool:
        """Whether there is a way."""
        return self.kept.found

    @property
    def days(self) -> float | None:
        """Days to be expected; None without a way."""
        value: float | None = self.kept.figures["days"]
        return value

    @property
    def cost_usd(self) -> float | None:
        """Price in USD per shipment unit to be expected; None without a way."""
        value: float | None = self.kept.figures["cost_usd"]
        return value

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why there is no way."""
        return self.kept.reasons

    @property
    def detour(self) -> str:
        """Why the way is no alternative under this scenario; blank if it is one."""
        return self.kept.detour

    @property
    def capacity(self) -> CorridorCapacity | None:
        """What the corridor carries under the scenario, where ``capacities=True`` asked for it."""
        value: CorridorCapacity | None = self.kept.later
        return value

    @property
    def route(self) -> Route | None:
        """The way, found again where the network of the scenario is not at hand any more."""
        return self._table._route(self)

    @property
    def difference(self) -> Difference:
        """What became of the way since the first scenario, and by which elements."""
        return self._table._difference(self)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, one key a column of `ScenarioComparison.to_frame`."""
        kept = self.kept
        told: dict[str, Any] = {
            "scenario": self.scenario,
            "origin": self.origin.id,
            "destination": self.destination.id,
            "corridor": self.corridor,
            "corridor_name": self.corridor_name,
            "found": kept.found,
            "rank": self.rank,
            "what": self.what,
            "days_change": self.days_change,
            "cost_usd_change": self.cost_usd_change,
            "rank_change": self.rank_change,
            **kept.figures,
            "price_year": kept.price_year,
        }
        if kept.later is not None:
            carried: CorridorCapacity = kept.later
            known = carried.mt_per_year < float("inf")
            told["corridor_capacity_mt_per_year"] = carried.mt_per_year if known else None
            told["corridor_bottleneck"] = carried.bottleneck
        return told | {
            "caveats": kept.caveats,
            "front": kept.front,
            "same_as": kept.same_as,
            "detour": kept.detour,
            "reason": "; ".join(kept.reasons),
        }

    def __repr__(self) -> str:
        return brief(self, f"{self.corridor} under {self.scenario}, {self.origin.name} - {self.destination.name}")


class ScenarioComparison(Sequence[ScenarioRow]):
    """The rows of `compare_scenarios`: by scenario, then pair and corridor.

    A number or a slice gives rows, the name of a scenario its rows; `comparison` the whole comparison of corridors
    under one of them.

    Examples
    --------
    >>> import corridors as co
    >>> table = co.compare_scenarios("Tashkent", "Poti", [None, co.Scenario("no Iran", shut=("IR",))])
    >>> table.scenarios
    ('status-quo', 'no Iran')
    >>> {row.days_change for row in table["status-quo"] if row.found}
    {0.0}
    """

    def __init__(
        self,
        laboratory: Laboratory,
        runs: Sequence[Run],
        *,
        all: bool,  # noqa: A002 - as in `compare_scenarios`
        capacities: bool,
    ) -> None:
        self._laboratory = laboratory
        self._runs = {run.case.name: run for run in runs}
        self._capacities = capacities
        base = laboratory.comparison(laboratory.cases[0])
        self.weight, self.shipment, self.service, self.scope = base.weight, base.shipment, base.service, base.scope
        self.origins = base.origins
        self.rows = tuple(_rows(self, laboratory, runs, all=all))
        self._between: dict[tuple[str, str, str], list[ScenarioRow]] = {}
        for row in self.rows:
            self._between.setdefault((row.scenario, row.origin.id, row.destination.id), []).append(row)

    # -- looking at it ------------------------------------------------------------------------------

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, str):
            self._run(index)
            return tuple(row for row in self.rows if row.scenario == index)
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[ScenarioRow]:
        return iter(self.rows)

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Names of the scenarios, the base first."""
        return tuple(self._runs)

    @property
    def base(self) -> str:
        """Name of the scenario that changes are told against."""
        return self.scenarios[0]

    @property
    def pairs(self) -> tuple[tuple[Place, Place], ...]:
        """Origins and destinations of the rows, in their order."""
        return tuple(dict.fromkeys((row.origin, row.destination) for row in self.rows))

    @property
    def destinations(self) -> tuple[Place, ...]:
        """Destinations in the order asked for."""
        return tuple(dict.fromkeys(row.destination for row in self.rows))

    @reads("scenario")
    def on(self, scenario: str) -> str:
        """Give the day (ISO) of the network under a scenario."""
        return self._run(scenario).on

    @reads("scenario")
    def comparison(self, scenario: str) -> Comparison:
        """Give the comparison of corridors under one scenario, detours and all."""
        return self._laboratory.comparison(self._run(scenario).case)

    @reads("scenario")
    def between(self, scenario: str, origin: Place | str, destination: Place | str) -> tuple[ScenarioRow, ...]:
        """Give the rows of two places, or their ids, under a scenario; none where they were not compared."""
        self._run(scenario)
        start = origin.id if isinstance(origin, Place) else a_text("origin", origin)
        end = destination.id if isinstance(destination, Place) else a_text("destination", destination)
        return tuple(self._between.get((scenario, start, end), ()))

    def best(self, scenario: str, origin: Place | str, destination: Place | str) -> ScenarioRow | None:
        """Give the best way between two places under a scenario; None where there is none."""
        return next((row for row in self.between(scenario, origin, destination) if row.rank == 1), None)

    def _run(self, scenario: str) -> Run:
        run = self._runs.get(scenario)
        if run is None:
            raise OptionError(f"no scenario of this comparison is called {scenario!r}: there are {self.scenarios}")
        return run

    def _route(self, row: ScenarioRow) -> Route | None:
        found = self._laboratory.row(self._run(row.scenario).case, row.kept.key) if row.found else None
        return None if found is None else found.route

    def _difference(self, row: ScenarioRow) -> Difference:
        cases = [self._runs[name].case for name in (self.base, row.scenario)]
        if row.scenario == self.base:
            return Difference("same" if row.found else "none")
        routes = []
        for case in cases:
            found = self._laboratory.row(case, row.kept.key)
            routes.append(None if found is None or not found.lies_between else found.route)
        return difference(
            routes[0], routes[1], (self._laboratory.planner(cases[0]), self._laboratory.planner(cases[1]))
        )

    # -- what it loses ------------------------------------------------------------------------------

    def regret(self, *, shut_penalty: Penalty = None) -> Regret:
        """Say how much each choice of corridor loses at worst over the scenarios.

        Under each scenario a corridor loses what it takes more than the best way between the two places: in USD, in
        hours, and in both at the value of time of the shipment (``generalised``). The ways are those of the
        comparison, found by its `weight`; the best way of all counts among them, also where it is of no corridor.

        Parameters
        ----------
        shut_penalty
            What a corridor loses under a scenario in which it has no way while others have one. None: it cannot be
            served, the loss is infinite. A number of USD, or ``{"usd": 500, "h": 72}``: the shipment waits or turns
            round for so much, and goes on by the best other way.

        Returns
        -------
        Regret
            A row for each destination and corridor, and for all destinations together (the worst of them).

        Raises
        ------
        OptionError
            A penalty that is no number of at least 0.

        Examples
        --------
        >>> import corridors as co
        >>> no_iran = co.Scenario("no Iran", shut=("IR",))
        >>> table = co.compare_scenarios("Tashkent", "Mersin", [None, no_iran])
        >>> losses = table.regret(shut_penalty={"h": 240}).to_frame()
        >>> bool((losses["regret_usd"] >= 0).all())
        True
        """
        return regrets(self, shut_penalty)

    # -- other forms --------------------------------------------------------------------------------

    def to_frame(self) -> pd.DataFrame:
        """Give a frame, one row a scenario, pair and corridor; those without a way carry a reason and no figures.

        The columns of a way are those of `Comparison.to_frame`: ``days`` and ``cost_usd`` (expected) with ``_low``,
        ``_p50`` and ``_high`` (P10, P50, P90), ``co2e_kg``, ``capacity_mt_per_year`` (the bottleneck of the way);
        before them ``rank``, ``what``, and the changes against the first scenario.
        """
        import pandas as pd

        return pd.DataFrame([row.to_dict() | self._asked for row in self.rows])

    @property
    def _asked(self) -> dict[str, str]:
        return {"shipment": self.shipment, "service": self.service, "scope": self.scope}

    def changes(self) -> pd.DataFrame:
        """Give a frame of what changed against the first scenario: one row an element of a way.

        ``what`` says what became of the way, ``because`` by what, in words; ``element`` is a part of its account
        (a railway, a border, a port) with the hours and dollars that it takes more or less.
        """
        import pandas as pd

        columns = ["scenario", "origin", "destination", "corridor", "what", "because", "element", "time_h", "cost_usd"]
        told = []
        for row in self.rows:
            if row.what in ("same", "none"):
                continue
            found = row.difference
            ends = {"scenario": row.scenario, "origin": row.origin.id, "destination": row.destination.id}
            head = ends | {"corridor": row.corridor, "what": found.what, "because": found.words}
            elements = [element.to_dict() for element in found.elements]
            told += [head | one for one in elements] or [head | {"element": "", "time_h": None, "cost_usd": None}]
        return pd.DataFrame(told, columns=columns)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "origins": [place.id for place in self.origins],
            "destinations": [place.id for place in self.destinations],
            "weight": self.weight,
            **self._asked,
            "scenarios": [{"name": run.case.name, "on": run.on} for run in self._runs.values()],
            "rows": [row.to_dict() for row in self.rows],
        }

    @reads("path")
    def to_csv(self, path: str | Path | None = None) -> str | None:
        """Write the frame as CSV, whole and without formulas; without a path give it as a text."""
        from corridors.exchange.frames_out import write_csv

        return write_csv(self.to_frame(), path)

    def summary(self) -> str:
        """Say what changed and by which element, and give a text table of the ways."""
        from corridors.studies.words import comparison_summary

        return fitted_text(comparison_summary(self))

    @reads("ax", "figure", "dark")
    def plot(
        self,
        ax: Axes | None = None,
        *,
        figure: str = "days",
        destination: str | None = None,
        dark: bool | None = None,
    ) -> Axes:
        """Draw each corridor's days, dollars or emissions under each scenario (extra ``plot``).

        A band is a scenario, a line P10 to P90 of one corridor, its dot what is to be expected; behind it stands what
        it takes more or less than under the first scenario (a tick marks that), and what has no way is written out.

        Parameters
        ----------
        ax
            Axes to draw one pair of places on. By default a figure of its own with a panel for each pair, three at
            most; the axes of the first are given back.
        figure
            ``"days"``, ``"usd"`` (or ``"cost_usd"``) or ``"co2e_kg"``.
        destination
            Id or name of the one to draw; on axes that are given the first by default.
        dark
            On a dark ground or a light one; by default as the axes, or the style of matplotlib.

        Raises
        ------
        OptionError
            Another figure or destination.
        """
        from corridors.studies.charts import draw_comparison

        return draw_comparison(self, ax, figure, destination=destination, dark=dark)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        counts = f"{len(self.destinations)} destinations under {len(self.scenarios)} scenarios: {len(self.rows)} rows"
        return brief(self, f"from {', '.join(place.name for place in self.origins)} to {counts}")

    def _repr_html_(self) -> str:
        from corridors.studies.words import comparison_html

        return comparison_html(self)


def _rows(
    table: ScenarioComparison,
    laboratory: Laboratory,
    runs: Sequence[Run],
    *,
    all: bool,  # noqa: A002 - as in `compare_scenarios`
) -> Iterator[ScenarioRow]:
    """Give the rows of all scenarios: the same corridors under each, and those of no corridor where they are."""
    known = [{one.key: one for one in run.rows} for run in runs]
    wanted = dict.fromkeys(one.key for run in runs for one in run.rows if all or not one.detour)
    first = {key: next(kept[key] for kept in known if key in kept) for key in wanted}
    ranks = [ranks_of(run.rows) for run in runs]
    for run, kept, rank in zip(runs, known, ranks, strict=True):
        found: list[Figures] = [one for one in run.rows if one.key in wanted]
        missing = [key for key in wanted if key not in kept and key[2] != DIRECT]
        found += [laboratory.absent(run.case, first[key]) for key in missing]
        pairs = list(dict.fromkeys(key[:2] for key in wanted))
        found.sort(key=lambda one: (pairs.index(one.key[:2]), not one.found))
        for one in found:
            yield _row(table, run, one, (known[0].get(one.key), ranks[0].get(one.key)), rank.get(one.key))


def _row(
    table: ScenarioComparison, run: Run, one: Figures, base: tuple[Figures | None, int | None], rank: int | None
) -> ScenarioRow:
    before, rank_before = base
    had = before is not None and before.found
    what: What
    if not (had and one.found):
        what = "shut" if had else "opened" if one.found else "none"
        days = usd = None
    else:
        assert before is not None
        days, usd = (one.figures[name] - before.figures[name] for name in ("days", "cost_usd"))
        alike = all(one.figures[name] == before.figures[name] for name in _TOLD) and one.arcs == before.arcs
        what = "same" if alike else "changed"
    moved = rank - rank_before if rank is not None and rank_before is not None else None
    return ScenarioRow(
        run.case.name, one.origin, one.destination, one.corridor, one.corridor_name, rank, what, days, usd, moved,
        one, table,
    )  # fmt: skip


_TOLD = ("length_km", "time_h", "cost_usd", "co2e_kg", "capacity_mt_per_year", "time_h_low", "time_h_high")
