"""Pages of routes and comparisons tell the figures of what they show."""

from __future__ import annotations

import time

import pytest

import corridors as co
from tests.maps.test_offline import HOSTILE
from tests.pages import Node, check_page, figure, rows

ROUTE = co.shortest_route("Tashkent", "Istanbul", weight="cost")
LINKS = "From link to link"


@pytest.fixture(scope="module")
def page() -> Node:
    """A long route, once."""
    return check_page(ROUTE.explore().html)


def test_totals_are_those_of_the_route(page: Node) -> None:
    """With their ranges."""
    [totals] = page.all("dl", class_="totals")
    told = dict(zip((n.text for n in totals.all("dt")), (n.text for n in totals.all("dd")), strict=True))
    low, high = (hours / 24 for hours in ROUTE.time_range_h)
    assert told["days"] == f"{ROUTE.time_h / 24:.1f} ({low:.1f} to {high:.1f})"
    assert told["km"] == f"{ROUTE.length_km:,.0f}"
    cheap, dear = ROUTE.cost_range_usd
    assert told["USD per FEU"] == f"{ROUTE.cost_usd:,.0f} ({cheap:,.0f} to {dear:,.0f})"
    assert told["on the way"].startswith(f"{len(ROUTE.borders)} borders, ")


def test_rows_add_up_to_the_route(page: Node) -> None:
    """A row a link and a row an operation; kilometres sum up, and no step is left out."""
    told = rows(page, LINKS)
    assert sum(figure(row["km"]) for row in told if row["km"]) == pytest.approx(ROUTE.length_km, rel=1e-4)
    assert len(told) == len(ROUTE.links) + sum(step.link is None for step in ROUTE.steps)
    titles = [row["link or place"] for row in told if " – " in row["link or place"]]
    assert titles[0].startswith(ROUTE.origin.name)
    assert titles[-1].endswith(ROUTE.destination.name)


def test_every_source_is_listed_and_linked(page: Node) -> None:
    """Those of the route, and no others."""
    [listed] = page.all("ol", class_="sources")
    titles = {row["title"]: row["url"] for row in ROUTE.source_rows()}
    found = {item.all()[0].text: item.all()[0].attributes.get("href") for item in listed.all("li")}
    assert set(titles) <= set(found)
    assert all(found[title] == url for title, url in titles.items() if url)
    status = {id_ for link in ROUTE.links for id_ in link.row["status_source"]}
    assert len(found) <= len(titles) + len(status)


def test_each_risk_is_a_halo_and_a_row(page: Node) -> None:
    """Under the links that meet it."""
    assert ROUTE.risks
    halos = page.all("g", class_="group halo")
    assert sum(len(halo.all("use")) for halo in halos) > 0
    text = " ".join(row["which"] for row in rows(page, "Risks met"))
    assert all(risk.name in text for risk in ROUTE.risks)


def test_pages_are_small_and_made_at_once() -> None:
    """A route is under a megabyte; once the land is read it takes a fraction of a second of work."""
    ROUTE.explore()
    start = time.process_time()
    html = ROUTE.explore().html
    assert time.process_time() - start < 2.0  # a third of a second on a quiet machine
    assert len(html.encode()) < 1_000_000


def test_the_same_route_gives_the_same_page() -> None:
    """To the letter."""
    assert ROUTE.explore().html == co.shortest_route("Tashkent", "Istanbul", weight="cost").explore().html


def test_a_lorry_to_a_point_has_a_line() -> None:
    """And a row that says how far."""
    route = co.shortest_route((41.56, 64.9), "Samarkand", weight="cost", modes=["rail"])
    page = check_page(route.explore().html)
    assert any(row["what"] == "first mile by lorry" for row in rows(page, LINKS))
    assert page.all("use", class_="t m-lorry")


def test_several_routes_are_layers_with_their_figures() -> None:
    """In order, each with a row."""
    routes = co.alternative_routes("Tashkent", "Poti", k=3, weight="cost")
    page = check_page(routes.explore().html)
    told = rows(page, "Ways")
    assert [figure(row["USD per FEU"]) for row in told] == [round(route.cost_usd) for route in routes]
    assert len(page.all("g", class_="group")) == len(routes)
    for group, route in zip(page.all("g", class_="group"), routes, strict=True):
        assert len(group.all("use")) == len(route.links)


def test_a_comparison_tells_every_way() -> None:
    """Figures, why others are none, and what stands beside them."""
    table = co.compare_corridors("Tashkent", ["Istanbul", "Karachi"])
    page = check_page(table.explore().html)
    found = [row for row in table if row.route is not None]
    told = rows(page, "Ways")
    assert [figure(row["km"]) for row in told] == [round(row.route.length_km) for row in found if row.route]
    assert [figure(row["days"]) for row in told] == [float(f"{r.route.time_h / 24:.1f}") for r in found if r.route]
    refused = {row.corridor_name for row in table if row.route is None}
    text = page.all("header")[0].text
    assert all(name in text for name in refused)
    for row, cells in zip(found, told, strict=True):
        assert row.route is not None
        assert all(risk.name in cells["caveats"] for risk in row.route.risks)
    assert set(page.all("svg", id="map")[0].attributes) >= {"data-by-group", "aria-label", "tabindex", "role"}


def test_nothing_found_is_said() -> None:
    """As on a printed map."""
    with pytest.raises(co.NoRouteError, match="there is no way to show"):
        co.compare_corridors("Tashkent", "Karachi", corridors="trans-afghan").explore()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_place_of_any_name_is_a_place(name: str) -> None:
    """Nothing of a user's tables is code."""
    tables = co.load_network()._core.tables
    places = [row | {"name": name} if row["id"] == "tashkent" else row for row in tables["places"]]
    network = co.Network(tables.replaced(places=places))
    page = check_page(co.shortest_route("tashkent", "termez", network=network).explore().html)
    assert any(
        dot.attributes["data-title"].startswith(name) for dot in page.all("path") if "data-title" in dot.attributes
    )
