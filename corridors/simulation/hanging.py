"""What `sensitivity` gives: tornado, indices and break-even values of the ranking of two corridors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import isfinite, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.errors import OptionError
from corridors.gate.arguments import reads
from corridors.simulation.candidates import OUTPUTS, Misses
from corridors.simulation.drivers import Driver
from corridors.simulation.indices import Indices
from corridors.simulation.result import Settings
from corridors.simulation.rivals import Rivals
from corridors.simulation.statistics import Estimate
from corridors.simulation.tornado import Bar
from corridors.simulation.turning import BreakEven
from corridors.words.brief import brief
from corridors.words.fitted import fitted_text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["Sensitivity"]


class Sensitivity:
    """What the ranking of two corridors between two places hangs on.

    Attributes
    ----------
    settings
        What was asked.
    origin, destination
        The two places.
    first, second
        Ids of the corridor that is the better with everything at P50, and of the other; ``first_name`` and
        ``second_name`` are what they are called.
    margin
        By how much the second weighs more than the first with everything at P50, in ``settings.unit``.
    first_is_better
        How likely the first is the better of the two, with its standard error.
    misses
        How far the candidate ways that indices are estimated on fall short of the exact search.
    """

    def __init__(
        self,
        settings: Settings,
        rivals: Rivals,
        bars: Sequence[Bar],
        turning: Sequence[BreakEven],
        drivers: Sequence[Driver],
        indices: Indices,
        misses: Misses,
    ) -> None:
        self.settings = settings
        first, second = rivals.rows[rivals.first], rivals.rows[rivals.second]
        self.origin, self.destination = first.origin, first.destination
        self.first, self.first_name = first.corridor, first.name
        self.second, self.second_name = second.corridor, second.name
        weights = rivals.base.weight[0]
        self.margin = float(weights[rivals.second] - weights[rivals.first])
        ranked = sorted((float(weights[k]), k != rivals.first, k) for k in range(1, len(weights)))
        #: the corridor that is the best of all with everything at P50
        least, _, row = ranked[0]
        self.best = rivals.rows[row].corridor if least < weights[rivals.first] * (1 - 1e-9) else self.first
        self.bars, self.turning, self.misses = tuple(bars), tuple(turning), misses
        self._drivers, self._indices = tuple(drivers), indices
        shares = [np.concatenate([one.a, one.b])[:, OUTPUTS.index("first_is_best")].mean() for one in indices.blocks]
        se = float(np.std(shares, ddof=1)) / sqrt(len(shares))
        self.first_is_better = Estimate(float(np.mean(shares)), se)

    @cached_property
    def tornado(self) -> pd.DataFrame:
        """A row for each parameter that can move a best way: what it does at P10 and at P90 with the others at P50.

        ``margin_`` is by how much the second weighs more than the first, below zero where the ranking has turned;
        ``days_``, ``usd_`` and ``generalised_usd_`` are changes of the best way through the first; ``best_`` is the
        best corridor of all, and ``turns`` says whether it is another at one end. An event's P10 is that it is not in
        force, its P90 that it is. A ``common cause`` moves all times, or all prices, as far as they share it.
        """
        import pandas as pd

        rows = []
        for bar in self.bars:
            cells: dict[str, Any] = {"kind": bar.kind, "name": bar.name}
            for column in ("margin", "days", "usd", "generalised_usd", "best"):
                cells[f"{column}_p10"], cells[f"{column}_p90"] = getattr(bar, column)
            rows.append(cells | {"swing": bar.swing, "turns": bar.turns(self.best)})
        return pd.DataFrame(rows)

    @cached_property
    def indices(self) -> pd.DataFrame:
        """First-order and total Sobol' indices of each driver, with 95 % intervals, for four outputs.

        ``margin``: by how much the second weighs more; ``first_is_best``: which of the two is better; ``days`` and
        ``cost_usd``: of the best way through the first. Drivers are independent: common causes, own parts of
        parameters, and all others together.
        """
        import pandas as pd

        found, rows = self._indices, []
        for o, output in enumerate(OUTPUTS):
            for d, driver in enumerate(self._drivers):
                cells: dict[str, Any] = {"output": output, "kind": driver.kind, "name": driver.name}
                for name, value, half in (
                    ("first_order", found.first, found.first_half), ("total", found.total, found.total_half),
                ):  # fmt: skip
                    at, wide = float(value[d, o]), float(half[d, o])
                    cells |= {name: at, f"{name}_low": at - wide, f"{name}_high": at + wide}
                rows.append(cells)
        return pd.DataFrame(rows)

    @cached_property
    def break_even(self) -> pd.DataFrame:
        """A row for each parameter whose value can turn the ranking of the two, the likeliest first.

        ``value`` in ``unit`` is what the parameter comes to on the best way through ``corridor`` where both weigh the
        same, beside ``p10``, ``p50`` and ``p90``; ``probability`` how likely it lies beyond. All others stay at P50.
        """
        import pandas as pd

        columns = list(BreakEven.__dataclass_fields__)
        return pd.DataFrame([vars(one) for one in self.turning], columns=columns)

    def to_frame(self) -> pd.DataFrame:
        """Same as `tornado`."""
        return self.tornado

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON; what is infinite is None."""
        return {
            **vars(self.settings),
            "origin": self.origin.id,
            "destination": self.destination.id,
            "first": self.first,
            "second": self.second,
            "best": self.best,
            "margin": _plain(self.margin),
            "first_is_better": {"value": self.first_is_better.value, "se": self.first_is_better.se},
            "tornado": _records(self.tornado),
            "indices": _records(self.indices),
            "break_even": _records(self.break_even),
            "misses": vars(self.misses),
        }

    @reads("top")
    def summary(self, top: int = 10) -> str:
        """Give the widest bars, the indices of the margin and the break-even values as text."""
        from corridors.simulation.hanging_words import sensitivity_summary

        return fitted_text(sensitivity_summary(self, top))

    @reads("ax", "top", "title", "dark")
    def plot(
        self, ax: Axes | None = None, *, top: int = 12, title: str | None = None, dark: bool | None = None
    ) -> Axes:
        """Draw the tornado of the margin: bars for each parameter, zero where the ranking turns (extra ``plot``).

        For `title` and `dark` see `Simulation.plot`.
        """
        from corridors.simulation.hanging_picture import tornado_chart

        if isinstance(top, bool) or not isinstance(top, int) or top < 1:
            raise OptionError(f"top={top!r}: give a whole number of bars of at least 1")
        return tornado_chart(self, ax, top=top, title=title, dark=dark)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        ends = f"{self.origin.name} to {self.destination.name}"
        return brief(self, f"of {self.first} before {self.second}, {ends}: {len(self.bars)} parameters")

    def _repr_html_(self) -> str:
        from corridors.simulation.hanging_words import sensitivity_html

        return sensitivity_html(self)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): _plain(cell) for name, cell in row.items()} for row in frame.to_dict("records")]


def _plain(cell: Any) -> Any:
    if isinstance(cell, (bool, np.bool_)):
        return bool(cell)
    if isinstance(cell, (float, np.floating)):
        return float(cell) if isfinite(cell) else None
    return cell
