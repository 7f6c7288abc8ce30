"""The errors: their family, their messages and what they carry."""

from __future__ import annotations

import pickle

import pytest

import corridors as co
from corridors import errors


@pytest.mark.parametrize(
    ("error", "standard"),
    [
        (co.UnknownPlaceError, LookupError),
        (co.NoRouteError, Exception),
        (co.DataError, ValueError),
        (co.OptionError, ValueError),
        (co.MissingExtraError, ImportError),
    ],
)
def test_every_error_has_two_parents(error: type[Exception], standard: type[Exception]) -> None:
    """One ``except CorridorsError`` catches all; code that expects Python's own kind of error works too."""
    assert issubclass(error, co.CorridorsError)
    assert issubclass(error, standard)


def test_the_module_exports_its_errors_and_so_does_the_package() -> None:
    """Every error that can be raised can be caught by name from the top."""
    found = [value for value in vars(errors).values() if isinstance(value, type)]
    classes = {value.__name__ for value in found if issubclass(value, co.CorridorsError)}
    assert set(errors.__all__) == classes
    assert all(getattr(co, name) is getattr(errors, name) for name in errors.__all__)


def test_unknown_places_carry_their_matches() -> None:
    """A web form can offer them without reading the message."""
    error = co.UnknownPlaceError("no place", ["Tashkent", "Termez"])
    assert (str(error), error.matches) == ("no place", ("Tashkent", "Termez"))
    assert co.UnknownPlaceError("no place").matches == ()


def test_no_route_carries_its_reasons() -> None:
    """One sentence each, as shown in the message."""
    error = co.NoRouteError("no route", ["a border is shut"])
    assert (str(error), error.reasons) == ("no route", ("a border is shut",))
    assert co.NoRouteError("no route").reasons == ()


def test_findings_are_all_kept_and_the_first_twenty_shown() -> None:
    """A broken table may have thousands; the message stays readable and says where the rest is."""
    findings = [f"links[{number}].length_km: blank; it is required" for number in range(23)]
    error = co.DataError(iter(findings))
    assert error.findings == tuple(findings)
    lines = str(error).splitlines()
    assert lines[0] == "23 findings in the tables:"
    assert [line.strip() for line in lines[1:21]] == findings[:20]
    assert lines[21].strip() == "... and 3 more in .findings"


def test_twenty_findings_are_all_shown() -> None:
    """No "0 more"."""
    assert "more" not in str(co.DataError(["x"] * 20))


def test_one_finding_is_singular() -> None:
    """It reads as a sentence."""
    assert str(co.DataError(["places: the file is missing"])).startswith("1 finding in the tables:\n")


def test_a_missing_extra_says_what_to_install() -> None:
    """The command can be copied from the message."""
    message = str(co.MissingExtraError("folium", "map"))
    assert "needs folium" in message
    assert 'pip install "corridors[map]"' in message


@pytest.mark.parametrize("error", [co.UnknownPlaceError("x", ["y"]), co.NoRouteError("x", ["y"])])
def test_errors_cross_process_borders(error: Exception) -> None:
    """Work spread over processes must give back the error itself with its lists."""
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))


def test_data_and_extra_errors_cross_process_borders() -> None:
    """The two whose constructor takes something else than the message."""
    data = pickle.loads(pickle.dumps(co.DataError(["a", "b"])))
    assert data.findings == ("a", "b")
    extra = pickle.loads(pickle.dumps(co.MissingExtraError("folium", "map")))
    assert "needs folium" in str(extra)
