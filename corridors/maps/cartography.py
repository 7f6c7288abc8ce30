"""What of a network a map shows, and whom it thanks for it.

Shared by printed maps (`corridors.maps.drawing`) and web maps (`corridors.maps.webmap`); imports neither's library.
"""

from __future__ import annotations

from collections.abc import Iterable

from corridors.charges.model import MODES
from corridors.errors import OptionError
from corridors.gate.quoted import quoted
from corridors.world.core import Core, Corridor
from corridors.world.selection import modes_of, some_of

__all__ = [
    "CREDIT",
    "SHORT_CREDIT",
    "Names",
    "chosen_corridors",
    "chosen_modes",
    "corridors_of_links",
    "credit",
    "state",
]

Names = str | Iterable[str] | None

CREDIT = (
    "Data: corridors tables, CC BY 4.0. Tracks: © OpenStreetMap contributors, ODbL. "
    "Land and borders: Natural Earth; disputed borders dashed, without judgement on their status."
)

#: Where there is no room for more.
SHORT_CREDIT = "Data: corridors, CC BY 4.0; tracks: © OpenStreetMap contributors, ODbL; land: Natural Earth"

_STATES = {"planned": "planned", "construction": "being built", "suspended": "suspended"}


def chosen_modes(modes: Names) -> tuple[str, ...]:
    """Check modes to be shown; all of them for None."""
    wanted = modes_of(modes) or MODES
    return tuple(mode for mode in MODES if mode in wanted)


def chosen_corridors(core: Core, names: Names) -> tuple[Corridor, ...]:
    """Find corridors by id or name, in the order of the table; all of them for None."""
    if names is None:
        return core.corridors
    wanted = set()
    for name in some_of("corridors", names, (corridor.id for corridor in core.corridors)):
        corridor = core.corridor(name) if isinstance(name, str) else None
        if corridor is None:
            known = ", ".join(c.id for c in core.corridors)
            raise OptionError(f"no corridor {quoted(name)}: there are {known}")
        wanted.add(corridor.id)
    return tuple(corridor for corridor in core.corridors if corridor.id in wanted)


def corridors_of_links(corridors: Iterable[Corridor]) -> dict[int, list[Corridor]]:
    """List the corridors that each link belongs to, by link index."""
    found: dict[int, list[Corridor]] = {}
    for corridor in corridors:
        for link in corridor.links:
            found.setdefault(link, []).append(corridor)
    return found


def state(corridor: Corridor) -> str:
    """Give what to add to the name of a corridor that does not operate: a comma and its state."""
    word = _STATES.get(corridor.row["status"])
    return f", {word}" if word else ""


def credit(straight: int) -> str:
    """Give the credit of a map on which so many links are drawn straight."""
    links = "1 link is" if straight == 1 else f"{straight} links are"
    note = f" {links} drawn straight for want of a track." if straight else ""
    return CREDIT + note
