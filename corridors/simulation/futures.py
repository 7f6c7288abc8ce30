"""What `explore_futures` gives: outcomes of every corridor in every future, losses of choices, and boxes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

from corridors.errors import OptionError
from corridors.gate.arguments import reads
from corridors.gate.flags import a_flag
from corridors.gate.numbers import a_count, a_number
from corridors.network.network import Network
from corridors.routing.weights import weight_name, weight_unit
from corridors.simulation.levers import Levers
from corridors.simulation.parameters import Floats2
from corridors.simulation.portfolios import Choice, choices, losses
from corridors.simulation.prim import Axis, Box, prim
from corridors.simulation.ranges import Range
from corridors.simulation.setup import ANY
from corridors.simulation.worlds import Outcomes
from corridors.studies.cases import Case
from corridors.words.asked import least_of
from corridors.words.brief import brief
from corridors.words.fitted import fitted_text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

__all__ = ["Futures"]

_ALIKE = 1e-9
_SCENARIO = "scenario"


class Futures:
    """Many futures, each a scenario and a value of every range, and what each corridor comes to in each.

    Attributes
    ----------
    n
        How many there are.
    corridors
        Names of the corridors that can be chosen, by id.
    weight, unit
        What ways are chosen by, and in what losses are told.
    seed, points
        As asked.
    """

    def __init__(
        self,
        levers: Levers,
        cases: Sequence[Case],
        networks: Sequence[Network],
        ranges: Sequence[Range],
        which: NDArray[np.int64],
        values: Floats2,
        outcomes: Outcomes,
        rules: dict[str, Any],
        *,
        seed: int,
        points: str,
    ) -> None:
        self.n = len(which)
        self.corridors = dict(levers.corridors)
        self.weight = weight_name(rules["weight"])
        self.unit = weight_unit(rules["weight"], per=rules["shipment"])
        self.seed, self.points = seed, points
        self.scenarios = tuple(case.name for case in cases)
        self.on = tuple(network.on for network in networks)
        self.ranges = tuple(ranges)
        self.pairs = tuple(levers.places(pair) for pair in range(len(levers.pairs)))
        self._described = tuple(case.scenario.description if case.scenario else "as it is" for case in cases)
        self._asked = {name: rules.get(name) for name in ("shipment", "service", "scope")}
        self._which, self._values, self._outcomes = which, values, outcomes

    # -- frames -----------------------------------------------------------------------------------------

    @cached_property
    def states(self) -> pd.DataFrame:
        """A row for each future: its scenario, and what it takes of each range."""
        import pandas as pd

        cells: dict[str, Any] = {_SCENARIO: [self.scenarios[k] for k in self._which]}
        cells |= {one.label: self._values[:, k] for k, one in enumerate(self.ranges)}
        return pd.DataFrame(cells).rename_axis("future")

    @cached_property
    def frame(self) -> pd.DataFrame:
        """A row for each future, pair of places and corridor; ``any`` is the best way of all.

        ``days``, ``cost_usd`` and ``generalised_usd`` are what is to be expected in that future of the way that is
        chosen by `weight`, ``regret`` how much more it weighs than the best of all; infinite where there is no way.
        """
        import pandas as pd

        ways = [ANY, *self.corridors]
        index = pd.MultiIndex.from_product(
            [range(self.n), [f"{a.id}|{b.id}" for a, b in self.pairs], ways], names=["future", "pair", "corridor"]
        )
        found = self._outcomes
        table = index.to_frame(index=False)
        table[["origin", "destination"]] = table.pop("pair").str.split("|", expand=True).to_numpy()
        lost = np.stack([losses(found.weight[:, :, k], found.weight[:, :, 0]) for k in range(len(ways))], axis=2)
        table["days"] = found.hours.ravel() / 24
        table["cost_usd"] = found.dollars.ravel()
        table["generalised_usd"] = found.generalised.ravel()
        table["regret"] = lost.ravel()
        table.insert(1, _SCENARIO, np.repeat([self.scenarios[k] for k in self._which], len(self.pairs) * len(ways)))
        return table[[
            "future", _SCENARIO, "origin", "destination", "corridor", "days", "cost_usd", "generalised_usd", "regret",
        ]]  # fmt: skip

    def to_frame(self) -> pd.DataFrame:
        """Same as `frame`."""
        return self.frame

    @cached_property
    def xlrm(self) -> pd.DataFrame:
        """What was varied, by Lempert's letters: exogenous (X), levers (L), relations (R), measures (M)."""
        import pandas as pd

        told = zip(self.scenarios, self._described, strict=True)
        rows = [("X", "scenario", f"{name}: {text or 'a scenario'}") for name, text in told]
        rows += [("X", one.label, one.words) for one in self.ranges]
        rows += [("L", identifier, name) for identifier, name in self.corridors.items()]
        asked = ", ".join(str(value) for value in self._asked.values() if value)
        days = f"network of {', '.join(dict.fromkeys(self.on))}"
        rows += [
            ("R", "best way through each corridor", f"{least_of(self.weight)}, {asked}, {days}, searched exactly"),
            ("R", "all that is not varied", "as is to be expected"),
            ("M", "days, cost_usd, generalised_usd", "of each corridor between each pair of places"),
            ("M", "regret", f"how much more a choice weighs than the best way of all{self._in_unit}"),
        ]
        return pd.DataFrame(rows, columns=["letter", "what", "values"])

    # -- choices ----------------------------------------------------------------------------------------

    def choices(self, size: int = 1, *, destination: Any = None, penalty: float | None = None) -> pd.DataFrame:
        """Say what each corridor, or each pair or three of them, loses over the futures; the least at worst first.

        Parameters
        ----------
        size
            How many corridors are kept open; in each future, and to each destination, the best of them is taken.
        destination
            Id or name of a destination; by default the mean over all pairs of places.
        penalty
            What is lost, in the unit of the weight, where a choice has no way and others have one; by default it
            cannot serve, and its loss is infinite.

        Returns
        -------
        DataFrame
            ``corridors``; ``regret_max``, ``regret_p90`` and ``regret_mean`` over the futures; ``served``, the share
            of futures with a way to every destination; ``best``, the share in which nothing is lost; ``worst``, the
            future in which most is, and ``worst_scenario``.

        Raises
        ------
        OptionError
            A size or a penalty that is none, or no such destination.
        """
        import pandas as pd

        found = self.ranked(size, destination=destination, penalty=penalty)
        rows = [vars(one) | {"worst_scenario": self.scenario_of(one.worst)} for one in found]
        return pd.DataFrame(rows)

    @reads("future")
    def scenario_of(self, future: int) -> str:
        """Name the scenario of a future by its number."""
        if future >= len(self._which):
            raise OptionError(f"future={future}: there are {len(self._which)}, numbered from 0")
        return self.scenarios[int(self._which[future])]

    def ranked(self, size: int = 1, *, destination: Any = None, penalty: float | None = None) -> list[Choice]:
        """Give the rows of `choices` as records."""
        most = min(3, len(self.corridors))
        size = a_count("size", size, least=1, most=most, give=f"1 to {most} corridors")
        pairs = self._pairs_to(destination)
        weight = self._outcomes.weight[:, pairs]
        give = "a loss of at least 0, or None where a choice cannot serve"
        lost = inf if penalty is None else a_number("penalty", penalty, give=give)
        return choices(list(self.corridors), weight[:, :, 1:], weight[:, :, 0], size, lost)

    def _pairs_to(self, destination: Any) -> list[int]:
        if destination is None:
            return list(range(len(self.pairs)))
        wanted = str(destination).casefold()
        mine = [
            k for k, (_, end) in enumerate(self.pairs)
            if wanted in {end.id.casefold(), *(name.casefold() for name in end.spellings)}
        ]  # fmt: skip
        if not mine:
            known = ", ".join(dict.fromkeys(end.id for _, end in self.pairs))
            raise OptionError(f"no future leads to {destination!r}: there are {known}")
        return mine

    # -- discovery --------------------------------------------------------------------------------------

    @reads("corridor", "to")
    def loses(self, corridor: str, to: str | None = None, *, destination: Any = None) -> NDArray[np.bool_]:
        """Say in which futures a corridor loses to another, or (by default) is not the best of all.

        Over several pairs of places, the sum of what it weighs. Where it has no way and the other has one, it loses.

        Raises
        ------
        OptionError
            No such corridor or destination.
        """
        pairs = self._pairs_to(destination)
        mine, other = (self._outcomes.weight[:, pairs, self._way(name)].sum(axis=1) for name in (corridor, to or ANY))
        lost: NDArray[np.bool_] = mine > np.where(np.isinf(other), other, other * (1 + _ALIKE))
        return lost

    def _way(self, corridor: str) -> int:
        ways = [ANY, *self.corridors]
        if corridor not in ways:
            raise OptionError(f"no corridor {corridor!r} among the choices: there are {', '.join(self.corridors)}")
        return ways.index(corridor)

    @reads("against")
    def discover(
        self,
        corridor: str | Sequence[bool] | NDArray[np.bool_],
        against: str | None = None,
        *,
        wins: bool = False,
        destination: Any = None,
        peel: float = 0.05,
        min_mass: float = 0.05,
    ) -> Box:
        """Find the states in which a corridor loses to another, or wins, as a small box of conditions.

        Parameters
        ----------
        corridor
            Id of a corridor; or, for any other question, whether each future is of interest.
        against
            The other; by default the best of all.
        wins
            Look for the states in which it does not lose instead.
        destination
            As in `choices`.
        peel, min_mass
            As in `corridors.simulation.prim.prim`.

        Raises
        ------
        OptionError
            No such corridor or destination, or as many answers as there are no futures.
        """
        wins = a_flag("wins", wins)
        if isinstance(corridor, str):
            interesting = self.loses(corridor, against, destination=destination)
        else:
            interesting = np.asarray(corridor)
            if interesting.shape != (self.n,) or interesting.dtype != np.bool_:
                raise OptionError(f"give a corridor, or True or False for each of the {self.n:,} futures")
        axes = [Axis(one.label, self._values[:, k]) for k, one in enumerate(self.ranges)]
        if len(self.scenarios) > 1:
            axes.append(Axis(_SCENARIO, self._which.astype(np.float64), self.scenarios))
        return prim(axes, ~interesting if wins else interesting, peel=peel, min_mass=min_mass)

    # -- told -------------------------------------------------------------------------------------------

    @property
    def _in_unit(self) -> str:
        return f", in {self.unit}" if self.unit else ""

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON: what was varied, and the choices; an infinite loss is None."""
        tables = {}
        for size in range(1, min(3, len(self.corridors)) + 1):
            tables[str(size)] = [
                {
                    name: (list(cell) if isinstance(cell, tuple) else None if cell == inf else cell)
                    for name, cell in vars(one).items()
                }
                for one in self.ranked(size)
            ]
        return {
            "n": self.n,
            "seed": self.seed,
            "weight": self.weight,
            "unit": self.unit,
            "scenarios": list(self.scenarios),
            "ranges": [vars(one) for one in self.ranges],
            "pairs": [[a.id, b.id] for a, b in self.pairs],
            "corridors": self.corridors,
            "choices": tables,
        }

    @reads("top")
    def summary(self, top: int = 8) -> str:
        """Give what was varied, and what choices of one, two and three corridors lose, as text."""
        from corridors.simulation.futures_words import futures_summary

        return fitted_text(futures_summary(self, top))

    @reads("ax", "size", "top", "title", "dark")
    def plot(
        self,
        ax: Axes | None = None,
        *,
        size: int = 2,
        top: int = 10,
        title: str | None = None,
        dark: bool | None = None,
    ) -> Axes:
        """Draw what choices lose: mean, nine futures of ten, and at worst (extra ``plot``).

        For `title` and `dark` see `Simulation.plot`.
        """
        from corridors.simulation.futures_picture import choices_chart

        return choices_chart(self, ax, size=size, top=top, title=title, dark=dark)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        counts = f"{len(self.ranges)} ranges, {len(self.corridors)} corridors, {len(self.pairs)} pairs"
        return brief(self, f"{self.n:,} of {len(self.scenarios)} scenarios and {counts}")

    def _repr_html_(self) -> str:
        from corridors.simulation.futures_words import futures_html

        return futures_html(self)
