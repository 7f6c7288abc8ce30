"""Ask the same journeys on several days, and write `docs/dates.md`: what was cheapest, and what moved it.

python -m tools.make_dates
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if __package__ in (None, ""):  # run as a script: the folder of the package is not on the path
    sys.path.insert(0, str(ROOT))

import corridors as co  # noqa: E402
from tools.answer_claims_kit import table  # noqa: E402

__all__ = ["DAYS", "ENDS", "PAGE", "caveats", "main", "moved", "render"]

PAGE = ROOT / "docs" / "dates.md"
ENDS = ("Rotterdam", "Mumbai", "Istanbul", "Poti")
#: A calm year, the year of dear boxes, the Red Sea without its lines, the winter after, Iran under attack, later.
DAYS = ("2019-06-01", "2021-09-01", "2024-06-01", "2026-01-15", "2026-04-15", "2026-09-01")
#: A level within so much of the tables' prices moves nothing worth telling.
_STILL = 0.1
_MOVERS = 2

_HEAD = """# One journey on several days

A 40 ft container, handed in singly at Tashkent and collected at the terminal of its destination, by the way of least
cost on each day, in the dollars of that day. The page is written by `python -m tools.make_dates`, which asks the
library; nothing in it is typed by hand.

- *cheapest*: the countries and modes of the way, with the service at sea.
- *caveats*: restrictions in force on the way and its risks of level medium or high; their sources stand at the end;
  `Route.risks` lists all.
- *moved by*: the one or two price levels that take most dollars off the tables' prices of 2024 or put most on, and
  what restrictions add in dollars; each with the source in brackets. A level that is held lies outside its series.
"""


def caveats(route: co.Route) -> dict[str, tuple[str, ...]]:
    """Say what stands beside a price, with sources: restrictions, and risks that are more than low."""
    found = {restriction.name: restriction.sources for restriction in route.restrictions}
    return found | {f"{risk.kind}: {risk.name}": risk.sources for risk in route.risks if risk.level != "low"}


def moved(route: co.Route) -> list[str]:
    """Say what moves a price from that of the tables: the levels that weigh most, and what restrictions add."""
    by: list[tuple[float, str]] = []
    for level in route.price_levels:
        if level.central <= 0 or abs(level.central - 1) < _STILL:
            continue
        cited = set(level.sources)
        usd = sum(step.charge.cost_usd for step in route.steps if cited <= set(step.charge.cost_sources))
        change = usd * (1 - 1 / level.central)
        by.append((abs(change), f"{level} ({change:+,.0f} USD) [{', '.join(level.sources)}]"))
    told = [words for _, words in sorted(by, reverse=True)[:_MOVERS]]
    return told + list(_added(route))


def _added(route: co.Route) -> Iterator[str]:
    for step in route.steps:
        charge = step.charge
        if charge.kind == "disruption" and charge.cost_usd > 0:
            yield f"{charge.label}: {charge.cost_usd:+,.0f} USD [{', '.join(charge.cost_sources)}]"


def _way(route: co.Route) -> str:
    vessels = [ride.name for ride in route.services if ride.mode == "sea"]
    return "-".join(route.countries) + (" by " + ", ".join(vessels) if vessels else " " + "-".join(route.modes))


def _cells(day: str, route: co.Route) -> list[str]:
    low, high = route.cost_range_usd
    return [
        day,
        _way(route),
        f"{route.cost_usd:,.0f} ({low:,.0f} to {high:,.0f})",
        f"{route.time_h / 24:.0f}",
        "<br>".join(caveats(route)) or "none",
        "<br>".join(moved(route)) or "nothing by a tenth",
    ]


def _section(end: str, routes: Sequence[co.Route]) -> str:
    rows = [_cells(day, route) for day, route in zip(DAYS, routes, strict=True)]
    heads = ["day", "cheapest", "USD (P10 to P90)", "days", "caveats", "moved by"]
    return f"## Tashkent - {end}\n\n" + table(heads, rows, left=(0, 1, 4, 5))


def _sources(routes: Iterable[co.Route]) -> str:
    cited: dict[str, tuple[str, ...]] = {}
    for route in routes:
        cited |= caveats(route)
    rows = [[name, ", ".join(sources)] for name, sources in sorted(cited.items())]
    return "## Where the caveats come from\n\n" + table(["caveat", "sources"], rows, left=(0, 1))


def render() -> str:
    """Give the page."""
    asked = {end: [co.shortest_route("Tashkent", end, weight="cost", on=day) for day in DAYS] for end in ENDS}
    sections = [_section(end, routes) for end, routes in asked.items()]
    every = [route for routes in asked.values() for route in routes]
    return "\n\n".join([_HEAD.rstrip(), *sections, _sources(every)]) + "\n"


def main() -> int:
    """Write the page."""
    PAGE.write_text(render(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
