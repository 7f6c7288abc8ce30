"""Networks under scenarios: what was applied to which network, so that more can be, on any date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from corridors.errors import OptionError
from corridors.network.contents import Contents
from corridors.network.kept import Kept
from corridors.tables.dates import DateLike

if TYPE_CHECKING:
    from corridors.changes.scenario import Scenario, ScenarioLike

__all__ = ["Applying"]


class Applying(Contents):
    """A network that knows what was applied to it."""

    scenarios: tuple[str, ...]
    #: Networks made of this one, by what was asked.
    _views: Kept[Self]
    #: Whether somebody asked for its date, or it is that of the data.
    _dated: bool
    #: The network before any scenario, and all that was applied to it since, as one.
    _under: tuple[Self, Scenario] | None = None
    #: The network without any change, from which this one takes over what is the same; None where it is that itself.
    _plain: Self | None = None

    if TYPE_CHECKING:  # as a network has them

        def __init__(self, *args: Any, **options: Any) -> None: ...
        def at(self, on: DateLike | None) -> Self: ...  # noqa: D102
        def without(self, *what: object) -> Self: ...  # noqa: D102
        def _with(self, *, on: str | None = None) -> Self: ...

    def _at(self, day: str) -> Self:
        if self._under is None:
            view = self._with(on=day)
        else:
            from corridors.changes.compose import expanded

            before, scenario = self._under
            before = before.at(day)
            if expanded(scenario).is_dated:
                return before._under_scenario(scenario, self.scenarios)
            view = self._with(on=day)
            view._under = before, scenario
        view._dated = True
        return view

    def apply(self, scenario: ScenarioLike) -> Self:
        """Give the network under a scenario.

        Amounts are of the figures that stood before any scenario: applying one and then another is applying the two
        joined by ``|``, and where both touch a cell the later holds.

        Parameters
        ----------
        scenario
            A `Scenario`, the id of a packaged one (``"status-quo"``), the path of a saved one, or a dict of its parts.

        Raises
        ------
        OptionError
            There is no such scenario, or it names what the network does not have; every finding at once.
        DataError
            What it makes of the tables does not hold together.

        Examples
        --------
        >>> import corridors as co
        >>> later = co.Scenario("two years later", shift={"cku": "+2 years"})
        >>> co.load_network().apply(later).scenarios
        ('two years later',)
        """
        # no scenario is read for a plain route
        from corridors.changes.scenario import as_scenario

        scenario = as_scenario(scenario)
        return self._views.get(("apply", scenario), lambda: self._applied(scenario))

    def _applied(self, scenario: Scenario) -> Self:
        from corridors.changes.compose import expanded

        names = (*self.scenarios, scenario.name)
        before, whole = self, scenario
        if self._under is not None:
            before, earlier = self._under
            whole = earlier | scenario
        meant = expanded(whole).on
        if meant is not None and not self._dated:
            before = before.at(meant)
        return before._under_scenario(whole, names)

    def _under_scenario(self, scenario: Scenario, names: tuple[str, ...]) -> Self:
        """Give this network, which no scenario has changed, under one."""
        from corridors.changes.under import view_under

        changed = view_under(self.view, scenario)
        view = type(self)(changed.core.tables, _view=changed, _scenarios=names)
        view._under, view._dated = (self, scenario), self._dated
        view._plain = self if self._plain is None else self._plain
        return view

    def _under_without(self, what: Sequence[object]) -> tuple[Self, Scenario] | None:
        """Give what a network without some of it was before its scenarios, and these."""
        if self._under is None:
            return None
        before, scenario = self._under
        try:
            return before.without(*what), scenario
        except OptionError:  # it names what the scenario adds
            return None
