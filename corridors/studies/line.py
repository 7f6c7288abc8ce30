"""What following a way through time gives: its years, and the steps between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.charges.model import Place
from corridors.gate.arguments import reads
from corridors.routes.columns import no_figures, row
from corridors.routes.route import Route
from corridors.routes.towns import by_towns
from corridors.studies.causes import Causes
from corridors.studies.difference import Difference
from corridors.words.brief import brief
from corridors.words.fitted import fitted_text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["TimeStep", "Timeline", "Year"]


#: Columns of the frame of steps, which stand there too where there is none.
_STEP_COLUMNS = (
    "on", "what", "because", "causes", "verified", "together", "days_change", "cost_usd_change", "via_before",
    "via_after", "words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Year:
    """The best way on the last day of a year, or why there is none.

    Attributes
    ----------
    year
        The year.
    route
        The way; None if there is none.
    reasons
        Why there is none, or why nobody can say.
    """

    year: int
    route: Route | None
    reasons: tuple[str, ...] = ()

    @property
    def via(self) -> str:
        """Two towns that tell the way, such as "by Mary and Mashhad"."""
        return "" if self.route is None else by_towns(self.route.places)

    def __repr__(self) -> str:
        return brief(self, f"{self.year}: {'no way' if self.route is None else repr(self.route)}")


@dataclass(frozen=True, slots=True)
class TimeStep:
    """A day on which the best way changed, and what changed it.

    Attributes
    ----------
    on
        The day (ISO) from which the new way holds.
    before, after
        The ways; None where there is none.
    reasons
        Why there is none any more.
    causes
        Ids and kinds of what made it: ``causes.facts``; whether each was put back and undid the step
        (``causes.verified``), and whether only together (``causes.together``).
    because
        The same in words.
    difference
        What became of the way, by which elements.
    """

    on: str
    before: Route | None
    after: Route | None
    reasons: tuple[str, ...]
    causes: Causes = field(repr=False)
    because: str
    difference: Difference = field(repr=False)

    @property
    def verified(self) -> bool:
        """Whether the step vanishes when its causes are put back, or nothing else changed on the day."""
        return self.causes.verified

    @property
    def what(self) -> str:
        """What became of the way: ``changed``, ``rerouted``, ``shut`` or ``opened``; ``capacity`` if but that."""
        return "capacity" if self.difference.what == "same" else self.difference.what

    @property
    def days_change(self) -> float | None:
        """Days more or less than on the day before; None where one of both has no way."""
        return self._change("time_h", 24.0)

    @property
    def cost_usd_change(self) -> float | None:
        """USD more or less than on the day before."""
        return self._change("cost_usd", 1.0)

    def _change(self, figure: str, unit: float) -> float | None:
        if self.before is None or self.after is None:
            return None
        return float(getattr(self.after, figure) - getattr(self.before, figure)) / unit

    @property
    def words(self) -> str:
        """The step in one line, but for its day."""
        from corridors.studies.line_words import step_words

        return step_words(self)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, one key a column of `Timeline.steps_frame`."""
        return {
            "on": self.on,
            "what": self.what,
            "because": self.because,
            "causes": [f"{fact.kind} {fact.id}".strip() for fact in self.causes.facts],
            "verified": self.verified,
            "together": self.causes.together,
            "days_change": self.days_change,
            "cost_usd_change": self.cost_usd_change,
            "via_before": "" if self.before is None else by_towns(self.before.places),
            "via_after": "" if self.after is None else by_towns(self.after.places),
            "words": self.words,
        }

    def __repr__(self) -> str:
        return brief(self, f"{self.on}: {self.what}, {self.because}")


class Timeline(Sequence[Year]):
    """The years of `timeline` with their best ways, and the steps between.

    Examples
    --------
    >>> import corridors as co
    >>> line = co.timeline("Tashkent", "Karachi", weight="distance", years=[2024, 2025])
    >>> [step.on for step in line.steps if "Pakistani" in step.because]
    ['2025-10-11']
    """

    def __init__(
        self,
        origin: Place,
        destination: Place,
        years: Sequence[Year],
        steps: Sequence[TimeStep],
        *,
        weight: str,
        note: str = "",
    ) -> None:
        self.origin = origin
        self.destination = destination
        self.years = tuple(sorted(years, key=lambda year: year.year))
        self.steps = tuple(steps)
        self.weight = weight
        self.note = note

    def __getitem__(self, index: Any) -> Any:
        return self.years[index]

    def __len__(self) -> int:
        return len(self.years)

    def __iter__(self) -> Iterator[Year]:
        return iter(self.years)

    @reads("year")
    def year(self, year: int) -> Year | None:
        """Give one year; None where it was not asked for."""
        return next((one for one in self.years if one.year == year), None)

    @property
    def routes(self) -> tuple[Route, ...]:
        """The ways found, in the order of the years."""
        return tuple(year.route for year in self.years if year.route is not None)

    @reads("year")
    def steps_in(self, year: int) -> tuple[TimeStep, ...]:
        """Give the steps of one year, or since the year before it that was asked for."""
        before = max((one.year for one in self.years if one.year < year), default=0)
        return tuple(step for step in self.steps if before < int(step.on[:4]) <= year)

    def to_frame(self) -> pd.DataFrame:
        """Give a frame, a row a year: when, by what, how long and how dear, and the steps since the year before.

        Figures are those of `RouteSet.to_frame`; ``price_year`` says of which year the dollars are, ``levels`` which
        price levels moved most since the year before on the same way.
        """
        import pandas as pd

        return pd.DataFrame(self._rows())

    def _rows(self) -> list[dict[str, Any]]:
        told, before = [], None
        for year in self.years:
            route = year.route
            told.append(
                {
                    "year": year.year,
                    "on": f"{year.year}-12-31",
                    "found": route is not None,
                    "via": year.via,
                    **(no_figures() if route is None else row(route)),
                    "price_year": "" if route is None else route.price_year,
                    "levels": _levels(before, route),
                    "step": "; ".join(f"{step.on}: {step.words}" for step in self.steps_in(year.year)),
                    "reason": "; ".join(year.reasons),
                }
            )
            before = route
        return told

    def steps_frame(self) -> pd.DataFrame:
        """Give a frame of the steps, a row each: day, cause, whether it was tested, what it changed."""
        import pandas as pd

        return pd.DataFrame([step.to_dict() for step in self.steps], columns=list(_STEP_COLUMNS))

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "origin": self.origin.id,
            "destination": self.destination.id,
            "weight": self.weight,
            "note": self.note,
            "years": self._rows(),
            "steps": [step.to_dict() for step in self.steps],
        }

    @reads("path")
    def to_csv(self, path: str | Path | None = None) -> str | None:
        """Write the frame as CSV, whole and without formulas; without a path give it as a text."""
        from corridors.exchange.frames_out import write_csv

        return write_csv(self.to_frame(), path)

    def summary(self) -> str:
        """Give the years as a text table, with the steps between them in words."""
        from corridors.studies.line_words import line_summary

        return fitted_text(line_summary(self))

    @reads("ax", "title", "dark")
    def plot(self, ax: Axes | None = None, *, title: str | None = None, dark: bool | None = None) -> Axes:
        """Draw days (above) and USD (below) year by year; numbers mark steps, told in a key (extra ``plot``).

        The axes given back carry the days; the dollars have an axis of their own to the right.

        Parameters
        ----------
        ax
            Axes to draw on; a figure of its own by default.
        title
            In place of what is shown and asked; a blank one leaves it out.
        dark
            On a dark ground or a light one; by default as the axes, or the style of matplotlib.
        """
        from corridors.studies.line_chart import draw_line

        return draw_line(self, ax, title=title, dark=dark)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        ends = f"{self.origin.name} - {self.destination.name}"
        return brief(self, f"{ends}, {self.years[0].year} to {self.years[-1].year}: {len(self.steps)} steps")

    def _repr_html_(self) -> str:
        from corridors.studies.line_words import line_html

        return line_html(self)


_MOST_LEVELS = 2
_NO_MOVE = 0.005  # a level that moves less is as it was


def _levels(before: Route | None, after: Route | None) -> str:
    """Name the price levels that moved most between two years."""
    if before is None or after is None:
        return ""
    was = {level.market: level.central for level in before.price_levels}
    moved = [
        (level.market, was[level.market], level.central)
        for level in after.price_levels
        if level.market in was and abs(level.central - was[level.market]) > _NO_MOVE
    ]
    moved.sort(key=lambda one: -abs(one[2] - one[1]))
    return "; ".join(f"{market} {old:.2f} to {new:.2f}" for market, old, new in moved[:_MOST_LEVELS])
