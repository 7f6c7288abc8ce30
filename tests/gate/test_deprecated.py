"""What is deprecated works, warns at the caller's line, and is refused only where it would be ambiguous."""

from __future__ import annotations

import inspect

import pytest

from corridors.gate.deprecated import Deprecation, deprecated, renamed


@deprecated(since="0.2", gone="0.4", instead="new()")
def old(number: int) -> int:
    """Double."""
    return 2 * number


@renamed("via", "through", since="0.3", gone="0.5")
@renamed("by", "weight", since="0.2", gone="0.4")
def route(*, weight: str = "distance", through: str = "") -> str:
    return weight + through


def test_a_function_that_goes_works_and_warns_where_it_is_called() -> None:
    with pytest.warns(
        DeprecationWarning, match=r"^old\(\) is deprecated since corridors 0.2 and goes in 0.4: use new"
    ) as told:
        assert old(4) == 8
    assert told[0].filename == __file__
    assert old.__doc__ == "Double."
    assert str(inspect.signature(old)) == "(number: 'int') -> 'int'"


def test_an_argument_is_taken_under_its_old_name() -> None:
    with pytest.warns(DeprecationWarning, match="by= of route") as told:
        assert route(by="time", through="b") == "timeb"
    assert len(told) == 1
    with pytest.warns(DeprecationWarning, match="via= of route"):
        assert route(via="b") == "distanceb"


def test_the_new_name_warns_of_nothing() -> None:
    assert route(weight="cost") == "cost"


def test_both_names_at_once_are_refused() -> None:
    with pytest.raises(TypeError, match="give weight= alone"):
        route(by="time", weight="cost")


def test_each_deprecation_stands_at_the_function() -> None:
    """By which a test finds those that should be gone."""
    assert [each.argument for each in route.__deprecations__] == ["by", "via"]  # type: ignore[attr-defined]
    assert old.__deprecations__ == (Deprecation(None, "0.2", "0.4", "new()"),)  # type: ignore[attr-defined]
