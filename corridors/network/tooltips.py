"""What a web map tells of a link or a place under the pointer, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from corridors.charges.charge import Charge
from corridors.charges.figures import charge_figures
from corridors.charges.model import Link, Place
from corridors.maps.webmap import Spot
from corridors.tables.reading import Row
from corridors.words.kinds import kind_words
from corridors.world.core import Core
from corridors.world.risks import Risk

__all__ = ["charges_text", "link_text", "place_spot", "risks_text"]

_TITLE_SHOWN = 60


def place_spot(place: Place, further: str = "") -> Spot:
    """Give a place as a web map shows it: its name, kind and country, and further text."""
    text = f"<b>{escape(place.name)}</b> ({escape(place.kind)}, {escape(place.country)})"
    return Spot(place.point, f"{text}<br>{further}" if further else text, place.kind in ("city", "port"))


def link_text(
    core: Core, link: Link, charges: Sequence[Charge], closure: str | None, risks: Sequence[Risk] = ()
) -> str:
    """Tell a link's figures, why it is shut, what risks it meets, and sources."""
    start, end = core.places[link.start], core.places[link.end]
    gauge = f", {link.gauge_mm} mm" if link.gauge_mm else ""
    lines = [f"<b>{escape(start.name)} &ndash; {escape(end.name)}</b> ({link.mode}{gauge})"]
    if closure:
        lines.append(f'<span style="color:#B00020">{escape(closure)}</span>')
    lines += [risks_text(risks), charges_text(charges, core.sources)]
    return "<br>".join(line for line in lines if line)


def risks_text(risks: Iterable[Risk]) -> str:
    """Name risks, each with its kind, its level and since when it has been there."""
    told = (f"{risk.kind} ({risk.level}): {risk.name}, since {risk.start}" for risk in risks)
    return "<br>".join(f'<span style="color:#B00020">{escape(text)}</span>' for text in told)


def charges_text(charges: Iterable[Charge], sources: Mapping[str, Row]) -> str:
    """Tell the figures, each with its grade and the numbers of its sources, then the sources by number."""
    lines, numbers = [], dict[str, int]()
    for charge in charges:
        figures = []
        for figure in charge_figures(charge):
            refs = ", ".join(str(numbers.setdefault(source, len(numbers) + 1)) for source in figure.sources)
            figures.append(f"{figure.text}, {figure.grade} [{refs}]")
        if figures:
            lines.append(f"{escape(kind_words(charge.kind))}: {'; '.join(figures)}")
    if numbers:
        titles = (f"[{number}] {escape(_cut(sources[source]['title']))}" for source, number in numbers.items())
        lines.append(f"<small>Sources: {'; '.join(titles)}</small>")
    return "<br>".join(lines)


def _cut(title: str) -> str:
    return title if len(title) <= _TITLE_SHOWN else f"{title[: _TITLE_SHOWN - 1].rstrip()}\u2026"
