"""Rows of a page to explore that tell of links, of what is charged at places, and of corridors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corridors.charges.charge import Charge
from corridors.charges.model import Link
from corridors.kernels.adding import total_of
from corridors.maps.explorer import Entry, Told, told
from corridors.maps.sources import Sources
from corridors.tables.reading import Row
from corridors.words.figures import ranged
from corridors.words.kinds import kind_words
from corridors.world.core import Core, Corridor
from corridors.world.risks import Risk

__all__ = ["CORRIDOR_HEADS", "LINK_HEADS", "charge_cells", "corridor_entry", "days", "link_entry", "risk_words"]

LINK_HEADS = ("link or place", "what", "km", "days", "USD", "kg CO2e", "Mt a year at most", "state, risks, corridors")
CORRIDOR_HEADS = (
    "corridor",
    "state",
    "members",
    "since",
    "km of links",
    "Mt a year claimed",
    "days claimed",
    "what it is",
)

_HOURS_A_DAY = 24


def days(hours: float, low: float, high: float) -> str:
    """Write hours as days with their range.

    >>> days(36.0, 12.0, 60.0), days(1.2, 1.2, 1.2)
    ('1.5 (0.5 to 2.5)', '0.05')
    """
    figures = [value / _HOURS_A_DAY for value in (hours, low, high)]
    return ranged(figures[0], figures[1], figures[2], ",.1f" if figures[0] >= 0.95 else ".2f", point=False)


def charge_cells(charges: Sequence[Charge], sources: Sources, known: dict[str, Row]) -> list[list[Told]]:
    """Give the cells of km, days, dollars, emissions and capacity; of several charges each names its own."""
    cells: list[list[Told]] = [[] for _ in range(5)]
    for charge in charges:
        before = f"{kind_words(charge.kind)} " if len(charges) > 1 else ""
        dollars = charge.cost_usd, charge.cost_usd_low, charge.cost_usd_high
        hours = charge.time_h, charge.time_h_low, charge.time_h_high
        most = charge.capacity_mt_per_year
        figures = (
            (charge.length_km, f"{charge.length_km:,.6g}", charge.length_grade, charge.length_sources),
            (hours[2], days(*hours), charge.time_grade, charge.time_sources),
            (dollars[2], ranged(*dollars, ",.0f", point=False), charge.cost_grade, charge.cost_sources),
            (charge.co2e_kg, f"{charge.co2e_kg:,.3g}", charge.emission_grade, charge.emission_sources),
            (most, "" if most is None else f"{most:.4g}", charge.capacity_grade, charge.capacity_sources),
        )
        for cell, (amount, text, grade, ids) in zip(cells, figures, strict=True):
            if text and (amount or grade):
                sources.learn(known[id_] for id_ in ids if id_ in known)
                cell.append(told(before + text, sources, ids, grade=grade or "no grade"))
    return cells


def link_entry(
    key: str, core: Core, link: Link, charges: Sequence[Charge], *, sources: Sources, closure: str | None = None,
    risks: Iterable[Risk] = (), corridors: Iterable[str] = (), straight: bool = False,
) -> Entry:  # fmt: skip
    """Tell of a link: its figures, why it is shut, its dates, the risks that it meets and its corridors."""
    start, end = core.places[link.start], core.places[link.end]
    gauge = f", {link.gauge_mm} mm" if link.gauge_mm else ""
    further = [_state(link, closure, sources, core)]
    further += risk_words(risks, sources, core)
    named = ", ".join(corridors)
    further += [Told(f"corridors: {named}")] if named else []
    further += [Told("drawn straight for want of a track")] if straight else []
    return Entry(
        key,
        f"{start.name} – {end.name}",
        [[Told(f"{link.mode}{gauge}")], *charge_cells(charges, sources, core.sources), further],
    )


def risk_words(risks: Iterable[Risk], sources: Sources, core: Core) -> list[Told]:
    """Name risks, each with its kind, its level and since when it has been there."""
    found = []
    for risk in risks:
        sources.learn(core.sources[id_] for id_ in risk.sources if id_ in core.sources)
        text = f"{risk.kind} ({risk.level}): {risk.name}, since {risk.start}"
        found.append(told(text, sources, risk.sources, warns=risk.level == "high"))
    return found


def _state(link: Link, closure: str | None, sources: Sources, core: Core) -> Told:
    """Say whether a link is in use, and its dates."""
    row = link.row
    dates = [f"{name} {row[name]}" for name in ("opened", "closed", "expected") if row.get(name)]
    ids = row.get("status_source") or ()
    sources.learn(core.sources[id_] for id_ in ids if id_ in core.sources)
    known = [closure or row.get("status") or "operating"]
    # what shuts it may say when it is expected already
    known += [date for date in dates if date not in known[0]]
    return told(", ".join(known), sources, ids, warns=closure is not None)


def corridor_entry(key: str, core: Core, corridor: Corridor, sources: Sources) -> Entry:
    """Tell of a corridor what its table says."""
    row, km = corridor.row, total_of(core.links[index].length_km for index in corridor.links)
    ids = row.get("source") or ()
    sources.learn(core.sources[id_] for id_ in ids if id_ in core.sources)
    capacity, claimed = row.get("claimed_capacity_mt_per_year"), row.get("claimed_days")

    def cell(value: object, *, sourced: bool = False) -> list[Told]:
        return [told(str(value), sources, ids if sourced else ())] if value not in (None, "", ()) else []

    return Entry(
        key,
        corridor.name,
        [
            cell(row.get("status")), cell(", ".join(row.get("members") or ())), cell(row.get("founded")),
            cell(f"{km:,.0f}"), cell(capacity if capacity is None else f"{capacity:g}", sourced=True),
            cell(claimed, sourced=True), cell(row.get("description"), sourced=True),
        ],
    )  # fmt: skip
