"""Results as HTML: what a notebook shows."""

from __future__ import annotations

import corridors as co
from corridors.routes.rows import further_lines
from tests.micro import corridor_rows, micro
from tests.words.pages import rows


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
    summary = " ".join(route.summary().split())  # long lines go on below
    assert all(line in summary for line in further_lines(route))


def test_caveats_stand_beside_the_name_of_a_corridor() -> None:
    """Where a notebook cuts a wide table off, the figures go first and no caveat."""
    table = co.compare_corridors("Tashkent", "Rotterdam", weight="cost")
    first = next(row for row in table if row.route is not None and row.caveats)
    line = next(part for part in table._repr_html_().split("<tr>") if first.caveats[:30] in part)
    cells = [cell.split(">", 1)[1] for cell in line.split("<td")[1:]]
    assert cells[0].startswith(first.corridor_name.split(" (")[0])
    assert first.caveats[:30] in cells[1]
