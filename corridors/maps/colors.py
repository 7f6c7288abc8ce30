"""Colours that every map shares; those of corridors stand in their table."""

from __future__ import annotations

__all__ = [
    "BORDER",
    "COAST",
    "CONTEXT_COLOR",
    "LAND",
    "LINK_COLOR",
    "LORRY_COLOR",
    "NEUTRAL_COLOR",
    "OTHER_COLOR",
    "RISK_COLORS",
    "SEA",
]

SEA, LAND, COAST, BORDER = "#DCE8F0", "#F8F6F0", "#A8BDCB", "#B3AA9E"

#: Text, samples in a legend and a route of no corridor or of several; no corridor has it.
NEUTRAL_COLOR = "#1F2933"

#: Links of no named corridor, on a map of corridors.
OTHER_COLOR = "#9AA0A6"

#: The way by lorries beside those of corridors; no corridor has it.
LORRY_COLOR = "#7A4B1E"

#: Links where no corridor is shown, and edges of flows.
LINK_COLOR = "#4A5560"

#: Links that are only the ground of something else.
CONTEXT_COLOR = "#C3C6C9"

#: Halos of stretches that meet a risk, by its level, the highest first; pale, for the way lies over them.
RISK_COLORS = {"high": "#F2A69E", "medium": "#F7D28C", "low": "#E3E0A5"}
