"""Why a line is not as long as its link, or why it is straight: said for each, never left to be guessed."""

from __future__ import annotations

from tools.geometry.model import Drawn, Hint, Link

__all__ = ["LIMIT", "reason"]

LIMIT = 0.12
SHORT_LINK_KM = 25.0


def reason(link: Link, drawn: Drawn, drawn_km: float, hint: Hint | None) -> str:
    """Give the reason that a line needs, or nothing where it needs none."""
    off = drawn_km / link.length_km - 1
    if abs(off) <= LIMIT and drawn.quality != "straight":
        return hint.reason if hint is not None and hint.reason else drawn.reason
    said = f"line {drawn_km:.0f} km, link {link.length_km:.0f} km: " if abs(off) > LIMIT else ""
    if hint is not None and hint.reason:
        return said + hint.reason
    if link.status in {"planned", "construction"} and drawn.quality in {"straight", "towns"}:
        drawn_how = "straight" if drawn.quality == "straight" else "through towns"
        return said + f"not built: its course is in no source, drawn {drawn_how}"
    if drawn.quality == "straight":
        return said + "straight: neither the source nor a town lies between its ends"
    if link.length_km < SHORT_LINK_KM:
        return said + "a short link between places that stand for stations or towns some kilometres wide"
    if drawn.quality == "towns":
        return said + "drawn through towns where the source has no line, so its curves are cut"
    if drawn.quality == "lane" and drawn.reason:
        return said + drawn.reason
    if drawn.quality == "lane":
        return said + "the shortest way over water between the two points"
    if abs(drawn.source_km / link.length_km - 1) <= LIMIT:
        return said + f"the source gives {drawn.source_km:.0f} km, but between few points: its curves are cut"
    if link.grade == "estimated":
        how = link.method.replace("_", " ")
        return said + f"the link's length is an estimate ({how}), the source gives {drawn.source_km:.0f} km"
    if link.method == "shared":
        return said + f"the link's length is its share of a printed total, the source gives {drawn.source_km:.0f} km"
    return said + f"the way along the source is {drawn.source_km:.0f} km; the link's length is {link.grade}"
