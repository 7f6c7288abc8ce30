"""The figures of a charge in words, each with what it rests on."""

from __future__ import annotations

from typing import NamedTuple

from corridors.charges.charge import Charge
from corridors.words.figures import ranged

__all__ = ["Figure", "charge_figures"]


class Figure(NamedTuple):
    """One figure of a charge in words, with what it rests on."""

    text: str
    grade: str
    sources: tuple[str, ...]


def charge_figures(charge: Charge) -> list[Figure]:
    """Put the figures of a charge in words; one that no row gives is left out, a printed nothing is not."""
    hours = charge.time_h, charge.time_h_low, charge.time_h_high
    parts = "" if charge.time_h_by_parts is None else f", as printed; {charge.time_h_by_parts:,.1f} h by parts"
    early = charge.co2e_wtt_kg
    before = f", {early:,.3g} of them well to tank" if early else ""
    dollars = charge.cost_usd, charge.cost_usd_low, charge.cost_usd_high
    found = [
        Figure(text, grade or "no grade", sources)
        for amount, text, grade, sources in (
            (charge.length_km, f"{charge.length_km:,.6g} km", charge.length_grade, charge.length_sources),
            (hours[2], ranged(*hours, ",.1f", "h", point=False) + parts, charge.time_grade, charge.time_sources),
            (dollars[2], ranged(*dollars, ",.0f", "USD", point=False), charge.cost_grade, charge.cost_sources),
            (charge.co2e_kg, f"{charge.co2e_kg:,.3g} kg CO2e{before}", charge.emission_grade, charge.emission_sources),
        )
        if amount or grade
    ]
    if charge.capacity_mt_per_year is not None:
        text = f"up to {charge.capacity_mt_per_year:.4g} Mt a year"
        found.append(Figure(text, charge.capacity_grade or "no grade", charge.capacity_sources))
    return found
