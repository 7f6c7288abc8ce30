"""Regret: how much each choice of corridor loses at worst over the scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite, isinf
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from corridors.charges.charge import worst_grade
from corridors.charges.model import Place
from corridors.errors import OptionError
from corridors.gate.arguments import a_text, reads
from corridors.gate.numbers import plain_number
from corridors.gate.quoted import quoted
from corridors.maps.colors import LORRY_COLOR
from corridors.routes.columns import DIRECT, LORRY
from corridors.studies.laboratory import Figures
from corridors.words.brief import brief
from corridors.words.fitted import fitted_text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from corridors.studies.result import ScenarioComparison

__all__ = ["Penalty", "Regret", "WorstLoss", "regrets"]

#: What a corridor loses where it has no way: nothing given, it cannot be served.
Penalty: TypeAlias = float | Mapping[str, float] | None

#: Where all destinations are meant.
ALL = "all"

_UNITS = ("usd", "h", "generalised_usd")


@dataclass(frozen=True, slots=True)
class WorstLoss:
    """What one choice of corridor loses at worst, to one destination or (``None``) to any.

    Attributes
    ----------
    origin, destination
        The pair; None of all pairs that the corridor lies between.
    usd, h, generalised_usd
        The greatest loss over the scenarios; infinite where the corridor cannot be served under one of them.
    usd_under, h_under, generalised_under
        The scenario of each; blank where nothing is ever lost.
    shut_under
        Scenarios under which the corridor has no way while others have one.
    grade
        The weakest of its ways.
    """

    origin: Place | None
    destination: Place | None
    corridor: str
    corridor_name: str
    usd: float
    h: float
    generalised_usd: float
    usd_under: str
    h_under: str
    generalised_under: str
    shut_under: tuple[str, ...]
    grade: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Give plain data; an infinite loss is None, with the scenarios that cause it in ``shut_under``."""
        return {
            "origin": ALL if self.origin is None else self.origin.id,
            "destination": ALL if self.destination is None else self.destination.id,
            "corridor": self.corridor,
            "corridor_name": self.corridor_name,
            **{f"regret_{unit}": _json(getattr(self, unit)) for unit in _UNITS},
            "usd_under": self.usd_under,
            "h_under": self.h_under,
            "generalised_under": self.generalised_under,
            "shut_under": "|".join(self.shut_under),
            "grade": self.grade,
        }

    def __repr__(self) -> str:
        return brief(self, f"{self.corridor}: {self.generalised_usd:,.0f} USD under {self.generalised_under or 'none'}")


class Regret(Sequence[WorstLoss]):
    """The losses of all choices, made by `ScenarioComparison.regret`: by destination, the least regret first.

    A choice is a corridor, or ``lorry``. The best way of no corridor (``direct``) is none, for what it is differs from
    scenario to scenario; but the others are held against it. Where nothing has a way, nothing is lost by a choice.
    """

    def __init__(
        self,
        losses: Sequence[WorstLoss],
        scenarios: Sequence[str],
        weight: str,
        colors: Mapping[str, str] | None = None,
    ) -> None:
        self.losses = tuple(losses)
        #: colour of each corridor in charts
        self.colors = dict(colors or {})
        self.scenarios = tuple(scenarios)
        self.weight = weight

    def __getitem__(self, index: Any) -> Any:
        return self.losses[index]

    def __len__(self) -> int:
        return len(self.losses)

    def __iter__(self) -> Iterator[WorstLoss]:
        return iter(self.losses)

    @reads("unit")
    def least(self, destination: str | None = None, *, unit: str = "generalised_usd") -> WorstLoss:
        """Give the choice that loses least at worst, to one destination (id) or over all.

        Raises
        ------
        OptionError
            No such destination or unit (``usd``, ``h``, ``generalised_usd``).
        """
        if unit not in _UNITS:
            raise OptionError(f"unit={unit!r}: give one of {', '.join(_UNITS)}")
        wanted = None if destination is None else a_text("destination", destination)
        mine = [loss for loss in self if wanted == (loss.destination.id if loss.destination else None)]
        if not mine:
            known = dict.fromkeys(loss.destination.id for loss in self if loss.destination is not None)
            raise OptionError(f"no choice leads to {destination!r}: there are {', '.join(known)}, or None for all")
        return min(mine, key=lambda loss: (getattr(loss, unit), loss.generalised_usd))

    def to_frame(self) -> pd.DataFrame:
        """Give a row a destination and corridor; ``all`` is the worst over all destinations."""
        import pandas as pd

        figures = [{f"regret_{unit}": getattr(loss, unit) for unit in _UNITS} for loss in self]
        return pd.DataFrame([loss.to_dict() | own for loss, own in zip(self, figures, strict=True)])

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        losses = [loss.to_dict() for loss in self]
        return {"weight": self.weight, "scenarios": list(self.scenarios), "losses": losses}

    def summary(self) -> str:
        """Give the losses as a text table."""
        from corridors.studies.regret_words import regret_summary

        return fitted_text(regret_summary(self))

    @reads("ax", "unit", "title", "dark")
    def plot(
        self,
        ax: Axes | None = None,
        *,
        unit: str = "generalised_usd",
        destination: str | None = None,
        title: str | None = None,
        dark: bool | None = None,
    ) -> Axes:
        """Draw what each choice loses at worst and under which scenario; what cannot serve is written (extra ``plot``).

        Parameters
        ----------
        ax
            Axes to draw on; a figure of its own by default.
        unit
            ``"generalised_usd"``, ``"usd"`` or ``"days"``.
        destination
            Id of one destination; by default the worst over all.
        title
            In place of what is shown; a blank one leaves it out.
        dark
            On a dark ground or a light one; by default as the axes, or the style of matplotlib.

        Raises
        ------
        OptionError
            No such unit or destination.
        """
        from corridors.studies.charts import draw_regret

        return draw_regret(self, ax, unit=unit, destination=destination, title=title, dark=dark)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        return brief(self, f"of {len(self)} choices over {len(self.scenarios)} scenarios")

    def _repr_html_(self) -> str:
        from corridors.studies.regret_words import regret_html

        return regret_html(self)


def regrets(table: ScenarioComparison, shut_penalty: Penalty) -> Regret:
    """Work out the losses of a comparison; see `ScenarioComparison.regret`."""
    penalty = _penalty(shut_penalty)
    losses: list[WorstLoss] = []
    for origin, destination in table.pairs:
        mine = [
            _loss(table, (origin, destination), corridor, name, penalty)
            for corridor, name in _choices(table, origin, destination).items()
        ]
        losses += sorted(mine, key=lambda loss: (loss.generalised_usd, loss.usd))
    core = table._laboratory.network._core
    colors = {corridor.id: str(corridor.row["color"]) for corridor in core.corridors} | {LORRY: LORRY_COLOR}
    return Regret([*losses, *_over_all(losses)], table.scenarios, table.weight, colors)


def _penalty(asked: Penalty) -> tuple[float, float] | None:
    if asked is None:
        return None
    given = dict(asked) if isinstance(asked, Mapping) else {"usd": asked}
    for name, amount in given.items():
        read = plain_number(amount)
        if name not in ("usd", "h") or read is None or not isfinite(read) or read < 0:
            raise OptionError(f"shut_penalty={quoted(asked)}: give USD of at least 0, or {{'usd': 500, 'h': 72}}")
    return float(given.get("usd", 0.0)), float(given.get("h", 0.0))


def _choices(table: ScenarioComparison, origin: Place, destination: Place) -> dict[str, str]:
    """List the corridors that have a way between two places under some scenario."""
    return {
        row.corridor: row.corridor_name
        for scenario in reversed(table.scenarios)  # the name under the first scenario stays
        for row in table.between(scenario, origin, destination)
        if row.found and row.corridor != DIRECT
    }


def _loss(
    table: ScenarioComparison,
    pair: tuple[Place, Place],
    corridor: str,
    name: str,
    penalty: tuple[float, float] | None,
) -> WorstLoss:
    worst: dict[str, tuple[float, str]] = dict.fromkeys(_UNITS, (0.0, ""))
    shut, grades = [], []
    for scenario in table.scenarios:
        rows = [row for row in table.between(scenario, *pair) if row.found]
        if not rows:
            continue
        worth = table._runs[scenario].value_of_time_usd_per_h
        own = next((row.kept for row in rows if row.corridor == corridor), None)
        if own is None:
            shut.append(scenario)
        else:
            grades.append(own.figures["grade"])
        best = [min(column) for column in zip(*(_figures(row.kept, worth) for row in rows), strict=True)]
        lost = _lost(own, best, worth, penalty)
        for unit, amount in zip(_UNITS, lost, strict=True):
            if amount > worst[unit][0]:
                worst[unit] = amount, scenario
    (usd, usd_under), (h, h_under), (both, under) = (worst[unit] for unit in _UNITS)
    return WorstLoss(
        *pair, corridor, name, usd, h, both, usd_under, h_under, under, tuple(shut), worst_grade(grades) or ""
    )


def _figures(kept: Figures, worth: float) -> tuple[float, float, float]:
    usd, hours = kept.figures["cost_usd"], kept.figures["time_h"]
    return usd, hours, usd + worth * hours


def _lost(
    own: Figures | None, best: Sequence[float], worth: float, penalty: tuple[float, float] | None
) -> Sequence[float]:
    if own is not None:
        return [mine - least for mine, least in zip(_figures(own, worth), best, strict=True)]
    if penalty is None:
        return inf, inf, inf
    usd, hours = penalty
    return usd, hours, usd + worth * hours


def _over_all(losses: Sequence[WorstLoss]) -> list[WorstLoss]:
    """Give the worst of each corridor over all pairs that it lies between."""
    by_corridor: dict[str, list[WorstLoss]] = {}
    for loss in losses:
        by_corridor.setdefault(loss.corridor, []).append(loss)
    found = []
    for corridor, mine in by_corridor.items():
        by_usd, by_h, by_both = (max(mine, key=attrgetter(unit)) for unit in _UNITS)
        shut = tuple(dict.fromkeys(name for loss in mine for name in loss.shut_under))
        found.append(
            WorstLoss(
                None, None, corridor, mine[0].corridor_name, by_usd.usd, by_h.h, by_both.generalised_usd,
                by_usd.usd_under, by_h.h_under, by_both.generalised_under, shut,
                worst_grade(loss.grade for loss in mine) or "",
            )
        )  # fmt: skip
    return sorted(found, key=lambda loss: (loss.generalised_usd, loss.usd))


def _json(amount: float) -> float | None:
    return None if isinf(amount) else amount
