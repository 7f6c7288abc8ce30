"""A network as text and HTML: places, links and kilometres in use by mode."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from html import escape
from typing import NamedTuple

from corridors.charges.model import MODES, Link
from corridors.words.html import html_table

__all__ = ["Count", "count_by_mode", "network_headline", "network_html", "network_summary"]


class Count(NamedTuple):
    """What is in use of one mode."""

    mode: str
    links: int
    length_km: float


def count_by_mode(links: Iterable[Link], closed: Container[int]) -> list[Count]:
    """Count links and kilometres that are in use, a row a mode."""
    counts = dict.fromkeys(MODES, 0)
    km = dict.fromkeys(MODES, 0.0)
    for link in links:
        if link.index not in closed:
            counts[link.mode] += 1
            km[link.mode] += link.length_km
    return [Count(mode, counts[mode], km[mode]) for mode in MODES]


def network_headline(places: int, links: int, counts: Sequence[Count], on: str) -> str:
    """Say how many places and links there are, and how many of the links are in use."""
    in_use = sum(count.links for count in counts)
    return f"Network of {places} places and {links} links on {on}, {in_use} of them in use"


def network_summary(headline: str, counts: Iterable[Count], scenarios: Sequence[str]) -> str:
    """Describe a network in a few lines."""
    lines = [headline, *(f"  {mode:<6}{links:>5} links {km:>10,.0f} km" for mode, links, km in counts)]
    if scenarios:
        lines.append("  scenarios: " + ", ".join(scenarios))
    return "\n".join(lines)


def network_html(headline: str, counts: Iterable[Count]) -> str:
    """Give a network as a table."""
    rows = [[mode, str(links), f"{km:,.0f}"] for mode, links, km in counts]
    return f"<p><b>{escape(headline)}</b></p>{html_table(['mode', 'links in use', 'km'], rows)}"
