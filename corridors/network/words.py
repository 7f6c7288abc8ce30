"""A network as text and HTML: places, links and kilometres in use by mode."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from corridors.charges.model import MODES
from corridors.words.html import html_table
from corridors.world.view import View

__all__ = ["network_html", "network_summary"]


class _Count(NamedTuple):
    """What is in use of one mode."""

    mode: str
    links: int
    length_km: float


def network_summary(view: View, scenarios: Sequence[str]) -> str:
    """Describe a network in a few lines."""
    lines = [_headline(view), *(f"  {mode:<6}{links:>5} links {km:>10,.0f} km" for mode, links, km in _counts(view))]
    if scenarios:
        lines.append("  scenarios: " + ", ".join(scenarios))
    return "\n".join(lines)


def network_html(view: View) -> str:
    """Give a network as a table."""
    rows = [[mode, str(links), f"{km:,.0f}"] for mode, links, km in _counts(view)]
    return f"<p><b>{escape(_headline(view))}</b></p>{html_table(['mode', 'links in use', 'km'], rows)}"


def _headline(view: View) -> str:
    places, links = len(view.core.places), len(view.core.links)
    return f"Network of {places} places and {links} links on {view.on}, {links - len(view.closed)} of them in use"


def _counts(view: View) -> list[_Count]:
    """Count links and kilometres that are in use, a row a mode."""
    counts = dict.fromkeys(MODES, 0)
    km = dict.fromkeys(MODES, 0.0)
    for link in view.core.links:
        if link.index not in view.closed:
            counts[link.mode] += 1
            km[link.mode] += link.length_km
    return [_Count(mode, counts[mode], km[mode]) for mode in MODES]
