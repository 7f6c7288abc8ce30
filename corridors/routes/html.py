"""Results as plain HTML: what a notebook shows. No scripts, no styles from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from corridors.charges.model import SHIPMENT_UNITS
from corridors.routes.text import COMPARISON_HEADS, comparison_cells, further_lines, stages

if TYPE_CHECKING:
    from corridors.network.network import Network
    from corridors.routes.compare import Comparison
    from corridors.routes.route import Route
    from corridors.routes.routeset import RouteSet

__all__ = ["comparison_html", "network_html", "route_html", "routes_html"]


def network_html(network: Network) -> str:
    """Give a network: counts and kilometres in use by mode."""
    head, *lines = network.summary().splitlines()
    rows = [line.split() for line in lines if line.lstrip().split(" ")[0] in _MODES]
    cells = [[mode, count, km] for mode, count, _, km, _ in rows]
    return f"<p><b>{escape(head)}</b></p>{_table(['mode', 'links in use', 'km'], cells)}"


_MODES = ("rail", "ferry", "sea", "road")


def route_html(route: Route) -> str:
    """Give a route: totals, corridors, bottleneck, quality and stages."""
    low_h, high_h = route.time_range_h
    low_usd, high_usd = route.cost_range_usd
    totals = (
        f"{route.length_km:,.0f} km, {route.time_h / 24:.1f} days ({low_h / 24:.1f} to "
        f"{high_h / 24:.1f}), {route.cost_usd:,.0f} USD per {SHIPMENT_UNITS[route.shipment]} ({low_usd:,.0f} to "
        f"{high_usd:,.0f}), {route.co2e_kg:,.0f} kg CO2e"
    )
    rows = [
        [what.strip(), where, f"{km:,.0f}" if km else "", f"{hours:,.1f}", f"{usd:,.0f}"]
        for what, where, km, hours, usd in stages(route)
    ]
    return (
        f"<p><b>{escape(route.origin.name)} &ndash; {escape(route.destination.name)}</b>, least "
        f"{escape(route.weight)}, {escape(route.on)}<br>{escape(totals)}<br>"
        f"{escape('-'.join(route.countries))}; grade {escape(route.grade)}<br>"
        + "<br>".join(escape(line) for line in further_lines(route))
        + "</p>"
        + _table(["stage", "where", "km", "hours", "USD"], rows, left=2)
    )


def comparison_html(comparison: Comparison) -> str:
    """Give a comparison: a table a destination, refused corridors below it."""
    parts = [
        f"<p><b>Corridors from {escape(comparison.origin.name)}</b>, least "
        f"{escape(comparison.weight)}, {escape(comparison.on)}</p>"
    ]
    heads = [head.format(unit=SHIPMENT_UNITS[comparison.shipment]) for head in COMPARISON_HEADS]
    for destination in comparison.destinations:
        rows = [row for row in comparison if row.destination is destination]
        parts.append(f"<p>to <b>{escape(destination.name)}</b></p>")
        found = [comparison_cells(row) for row in rows if row.route is not None]
        if found:
            parts.append(_table(heads, found))
        refused = [row for row in rows if row.route is None]
        if refused:
            items = "".join(
                f"<li>{escape(row.corridor_name)}: no way: {escape('; '.join(row.reasons))}</li>" for row in refused
            )
            parts.append(f"<ul>{items}</ul>")
    return "".join(parts)


def routes_html(routes: RouteSet) -> str:
    """Give several routes: a row each."""
    head = (
        f"<p><b>{escape(routes.origin.name)} &ndash; {escape(routes.destination.name)}</b>, {escape(routes.kind)}</p>"
    )
    rows = [
        [
            "-".join(route.countries) + " " + "-".join(route.modes),
            f"{route.length_km:,.0f}",
            f"{route.time_h / 24:.1f}",
            f"{route.cost_usd:,.0f}",
            str(len(route.borders)),
            route.grade,
        ]
        for route in routes
    ]
    return head + _table(["by way of", "km", "days", "USD", "borders", "grade"], rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1) -> str:
    def line(tag: str, cells: Sequence[str]) -> str:
        aligned = "".join(
            f'<{tag} style="text-align:{"left" if i < left else "right"}">{escape(cell)}</{tag}>'
            for i, cell in enumerate(cells)
        )
        return f"<tr>{aligned}</tr>"

    body = "".join(line("td", row) for row in rows)
    return f"<table><thead>{line('th', heads)}</thead><tbody>{body}</tbody></table>"
