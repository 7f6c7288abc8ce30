"""Linear programmes, by HiGHS: set up so that nothing is printed and every failure has a message."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corridors.errors import CorridorsError

__all__ = ["Programme"]

Floats = NDArray[np.float64]

_TOLERANCE = 1e-9


class Programme:
    """A linear programme to be minimised, built up by rows and columns and solved again when it grows.

    With `primal` it is solved by the primal simplex method as it stands, which is quickest where all
    variables at zero are a solution.

    Examples
    --------
    >>> programme = Programme(lower=[2.0], upper=[float("inf")])
    >>> programme.add_columns([3.0, 5.0], starts=[0, 1], rows=[0, 0], values=[1.0, 1.0])
    >>> programme.solve()
    6.0
    """

    def __init__(self, *, lower: Any, upper: Any, primal: bool = False) -> None:
        import highspy

        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        # before anything else: a later moment is too late to keep the terminal clean
        self._highs.setOptionValue("output_flag", False)  # noqa: FBT003
        self._highs.setOptionValue("threads", 1)
        for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
            self._highs.setOptionValue(name, _TOLERANCE)
        if primal:
            self._highs.setOptionValue("presolve", "off")
            self._highs.setOptionValue("simplex_strategy", 4)
        low, up = np.asarray(lower, dtype=np.float64), np.asarray(upper, dtype=np.float64)
        none = np.array([], dtype=np.int32)
        self._highs.addRows(len(low), low, up, 0, none, none, np.array([], dtype=np.float64))
        self._optimal = highspy.HighsModelStatus.kOptimal
        self._columns = 0

    def add_columns(self, costs: Any, *, starts: Any, rows: Any, values: Any, upper: Any = None) -> None:
        """Add variables of at least zero; `rows[starts[i]:starts[i + 1]]` are the rows of the i-th."""
        cost = np.asarray(costs, dtype=np.float64)
        count = len(cost)
        above = np.full(count, inf) if upper is None else np.asarray(upper, dtype=np.float64)
        self._highs.addCols(
            count,
            cost,
            np.zeros(count),
            above,
            len(rows),
            np.asarray(starts, dtype=np.int32),
            np.asarray(rows, dtype=np.int32),
            np.asarray(values, dtype=np.float64),
        )
        self._columns += count

    def set_costs(self, costs: Floats, first: int = 0) -> None:
        """Change the costs of variables from the `first` on."""
        index = np.arange(first, first + len(costs), dtype=np.int32)
        self._highs.changeColsCost(len(index), index, np.asarray(costs, dtype=np.float64))

    def bound_row(self, row: int, lower: float, upper: float) -> None:
        """Change the bounds of a row."""
        self._highs.changeRowBounds(row, lower, upper)

    def solve(self) -> float:
        """Minimise; give the least value.

        Raises
        ------
        CorridorsError
            There is no optimum, which the callers' programmes rule out.
        """
        self._highs.run()
        status = self._highs.getModelStatus()
        if status != self._optimal:
            told = self._highs.modelStatusToString(status)
            raise CorridorsError(
                f"the linear programme of the flows was not solved ({told}): please report the network"
            )
        return float(self._highs.getInfo().objective_function_value)

    @property
    def values(self) -> Floats:
        """Values of the variables."""
        return np.array(self._highs.getSolution().col_value, dtype=np.float64)

    @property
    def row_prices(self) -> Floats:
        """Duals of the rows: by how much the least value falls if a row's bound falls by one."""
        return np.array(self._highs.getSolution().row_dual, dtype=np.float64)
