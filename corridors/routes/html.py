"""Routes as plain HTML: what a notebook shows."""

from __future__ import annotations

from html import escape

from corridors.charges.model import SHIPMENT_UNITS
from corridors.routes.caveats import caveats
from corridors.routes.named import told_apart
from corridors.routes.rows import (
    STAGE_HEADS,
    RouteFacts,
    RouteSetFacts,
    asked_words,
    further_lines,
    stage_cells,
)
from corridors.words.asked import RANGES, least_of
from corridors.words.figures import dollars, ranged
from corridors.words.html import html_table, unbroken

__all__ = ["route_html", "routes_html"]


def route_html(route: RouteFacts) -> str:
    """Give a route: totals, corridors, bottleneck, quality and stages."""
    low_h, high_h = route.time_range_h
    money = dollars(route.price_year, SHIPMENT_UNITS[route.shipment])
    price = ranged(route.cost_usd, *route.cost_range_usd, ",.0f", money)
    totals = ", ".join(
        map(
            unbroken,
            (
                f"{route.length_km:,.0f} km",
                ranged(route.time_h / 24, low_h / 24, high_h / 24, ".1f", "days"),
                price,
                f"{route.co2e_kg:,.0f} kg CO2e",
            ),
        )
    )
    rows = [[what.strip(), *cells] for what, *cells in stage_cells(route)]
    return (
        f"<p><b>{escape(route.origin.name)} &ndash; {escape(route.destination.name)}</b>, "
        f"{escape(least_of(route.weight))}, {escape(asked_words(route))}, {escape(route.on)}<br>{totals}; {RANGES}<br>"
        f"{escape('-'.join(route.countries))}; grade {escape(route.grade)}<br>"
        + "<br>".join(escape(line) for line in further_lines(route))
        + "</p>"
        + html_table(STAGE_HEADS, rows, left=2)
    )


def routes_html(routes: RouteSetFacts) -> str:
    """Give several routes: a row each."""
    asked = "".join(f", {escape(asked_words(route))}" for route in list(routes)[:1])
    ends = f"{escape(routes.origin.name)} &ndash; {escape(routes.destination.name)}"
    head = f"<p><b>{ends}</b>, {escape(routes.kind)}{asked}; {RANGES}</p>"
    rows = [
        [
            name,
            caveats(route).replace(" | ", "; "),
            f"{route.length_km:,.0f}",
            ranged(route.time_h / 24, route.time_range_h[0] / 24, route.time_range_h[1] / 24, ".1f", between="-"),
            ranged(route.cost_usd, *route.cost_range_usd, ",.0f", between="-"),
            str(len(route.borders)),
            route.grade,
        ]
        for route, name in zip(routes, told_apart(routes), strict=True)
    ]
    return head + html_table(["by way of", "caveats", "km", "days", "USD", "borders", "grade"], rows, left=2)
