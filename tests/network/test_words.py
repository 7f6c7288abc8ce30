"""A network as text and HTML."""

from __future__ import annotations

import corridors as co
from tests.micro import micro
from tests.words.pages import rows


def test_the_text_and_the_table_say_the_same() -> None:
    """Links and kilometres by mode, what is shut left out, the names of scenarios below."""
    network = micro("A ==1200== B ==34== C").apply(co.Scenario("rail strike", shut=("b--c--rail",)))
    lines = network.summary().splitlines()
    assert lines[0].endswith(", 1 of them in use")
    assert repr(network) == f"<{lines[0]}>"
    assert [line.split() for line in lines[1:-1]] == [
        [mode, count, "links", km, "km"] for mode, count, km in rows(network._repr_html_())[1:]
    ]
    assert lines[1].split() == ["rail", "1", "links", "1,200", "km"]
    assert lines[-1] == "  scenarios: rail strike"


def test_a_network_is_counted_by_mode() -> None:
    """Links in use and their kilometres; what is shut is not counted."""
    network = micro("A ==1200== B ==34== C", "A ..10.. B", "B ..5.. C").without("b--c--road")
    page = network._repr_html_()
    assert "Network of 3 places and 4 links" in page
    assert rows(page) == [
        ["mode", "links in use", "km"],
        ["rail", "2", "1,234"],
        ["ferry", "0", "0"],
        ["sea", "0", "0"],
        ["road", "1", "10"],
    ]


def test_a_network_under_a_scenario_is_counted_the_same() -> None:
    """The line about scenarios is no row of the table."""
    page = micro("A ==10== B").apply(co.Scenario("rail strike"))._repr_html_()
    assert [row[0] for row in rows(page)] == ["mode", "rail", "ferry", "sea", "road"]
