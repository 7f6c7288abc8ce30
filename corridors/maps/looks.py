"""Light and dark: the colours of a ground and of what stands on it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corridors.errors import OptionError
from corridors.gate.quoted import quoted
from corridors.maps.colors import BORDER, COAST, CONTEXT_COLOR, LAND, NEUTRAL_COLOR, OTHER_COLOR, RISK_COLORS, SEA

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["DARK", "LIGHT", "Look", "look_of", "readable", "shown"]

_LEAST_CONTRAST = 4.0  # of a colour on a dark ground
_HALO_SHARE = 0.5  # of the colour of a risk, the rest is the dark ground: the way lies over it


class Look(NamedTuple):
    """Colours of a ground and of what stands on it; the last are those of maps."""

    dark: bool
    ground: str
    ink: str
    muted: str
    grid: str
    band: str
    sea: str
    land: str
    coast: str
    border: str
    country: str
    context: str
    other: str


LIGHT = Look(
    dark=False, ground="#FFFFFF", ink=NEUTRAL_COLOR, muted="#5F6B76", grid="#DDE2E6", band="#F3F5F7",
    sea=SEA, land=LAND, coast=COAST, border=BORDER, country="#8A8378", context=CONTEXT_COLOR, other=OTHER_COLOR,
)  # fmt: skip
DARK = Look(
    dark=True, ground="#15191E", ink="#E8ECEF", muted="#A3ADB6", grid="#353C44", band="#1E242A",
    sea="#10212E", land="#23282E", coast="#45586A", border="#5C5A55", country="#9A9488", context="#434A51",
    other="#5A626A",
)  # fmt: skip


def look_of(ax: Axes | None, dark: object) -> Look:
    """Give the look asked for; None follows the ground of the axes, or the style of matplotlib.

    Raises
    ------
    OptionError
        `dark` is neither True, False nor None.
    """
    from matplotlib import rcParams
    from matplotlib.colors import to_hex

    if dark is not None and not isinstance(dark, bool):
        raise OptionError(f"dark={quoted(dark)}: give True or False, or None to follow the axes")
    if dark is not None:
        return DARK if dark else LIGHT
    # a map fills its axes with the sea, so that a second drawing on them goes by the figure
    ground = to_hex(rcParams["axes.facecolor"] if ax is None else ax.get_facecolor())
    if ground.upper() in (LIGHT.sea, DARK.sea):
        return DARK if ground.upper() == DARK.sea else LIGHT
    return DARK if luminance(ground) < 0.25 else LIGHT


def shown(color: str, look: Look) -> str:
    """Give the colour that a light map's colour has in a look.

    Examples
    --------
    >>> shown("#1F2933", LIGHT), shown("#1F2933", DARK), shown("white", DARK)
    ('#1F2933', '#E8ECEF', '#15191E')
    """
    if not look.dark:
        return color
    if color in RISK_COLORS.values():
        return mixed(color, look.ground, _HALO_SHARE)
    fixed = {NEUTRAL_COLOR: look.ink, "white": look.ground, CONTEXT_COLOR: look.context, OTHER_COLOR: look.other}
    return fixed[color] if color in fixed else readable(color, look)


@lru_cache(maxsize=1024)
def readable(color: str, look: Look) -> str:
    """Lighten a colour until it stands off a dark ground; on a light one it is as it is.

    Examples
    --------
    >>> readable("#332288", LIGHT), readable("#E69F00", DARK)
    ('#332288', '#E69F00')
    >>> readable("#332288", DARK) != "#332288"
    True
    """
    if not look.dark:
        return color
    ground = luminance(look.ground)
    for step in range(20):
        lighter = mixed("#FFFFFF", color, step / 20)
        if (luminance(lighter) + 0.05) / (ground + 0.05) >= _LEAST_CONTRAST:
            return lighter
    return look.ink


def mixed(one: str, other: str, share: float) -> str:
    """Give a share of one colour with the rest of another."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(b + (a - b) * share):02X}" for a, b in pairs)


def luminance(color: str) -> float:
    """Give the relative luminance of a colour, by WCAG 2."""
    found = 0.0
    for at, share in ((1, 0.2126), (3, 0.7152), (5, 0.0722)):
        part = int(color[at : at + 2], 16) / 255
        found += share * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return found
