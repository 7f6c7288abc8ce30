"""Results as HTML: what a notebook shows."""

from __future__ import annotations

import corridors as co
from corridors.routes.text import further_lines
from tests.micro import corridor_rows, micro


def rows(page: str) -> list[list[str]]:
    """Cells of the table rows of a page."""
    cells = []
    for row in page.split("<tr>")[1:]:
        parts = row.split("</tr>")[0].replace("</th>", "</td>").split("</td>")[:-1]
        cells.append([part.rpartition(">")[2] for part in parts])
    return cells


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


def test_a_comparison_has_a_table_a_destination_and_the_refused_below() -> None:
    """A corridor that is shut is listed with its reason and has no row of dashes."""
    tables = corridor_rows("north", [["a--b--rail"]]), corridor_rows("south", [["a--c--rail"]])
    merged = {name: [*tables[0][name], *tables[1][name]] for name in tables[0]}
    planned = {"a--c--rail": {"status": "planned", "expected": "2034"}}
    network = micro("A ==10== B ==10== D", "A ==10== C ==10== D", links=planned, **merged)
    page = co.compare_corridors("A", ["D", "B"], network=network)._repr_html_()
    assert page.count("<table>") == 2
    assert "<li>South: no way: A - C (rail): planned, expected 2034</li>" in page
    assert [row[0] for row in rows(page) if row[0] != "corridor"] == ["North", "North"]


def test_a_route_tells_what_its_text_tells() -> None:
    """Corridors, bottleneck and quality; kilometres to the nearest places where points were given."""
    route = co.shortest_route((41.5, 69.5), "Poti", weight="cost")
    page = route._repr_html_()
    assert f"corridors {', '.join(route.corridors)}" in page
    assert f"bottleneck {route.capacity_mt_per_year:g} Mt a year" in page
    assert "published/derived/estimated %" in page
    assert f"{route.snapped_km:.1f} km in all" in page
    assert route.snapped_km > 0
    summary = route.summary()
    assert all(f"  {line}\n" in summary for line in further_lines(route))
