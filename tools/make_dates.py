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
from corridors.charges.choices import Shipment  # noqa: E402
from tools.answer_claims_kit import table  # noqa: E402

__all__ = ["DAYS", "ENDS", "PAGE", "caveats", "main", "moved", "render"]

PAGE = ROOT / "docs" / "dates.md"
ENDS = ("Rotterdam", "Mumbai", "Istanbul", "Poti")
#: A calm year, the year of dear boxes, the Red Sea without its lines, the winter after, Iran under attack, later.
DAYS = ("2019-06-01", "2021-09-01", "2024-06-01", "2026-01-15", "2026-04-15", "2026-09-01")
#: A level within so much of the tables' prices moves nothing worth telling.
_STILL = 0.1
_MOVERS = 2

SHIPMENTS: tuple[Shipment, ...] = ("feu", "wagon")
YEARS = (2024, 2026, 2028, 2030, 2035)
#: Corridors by id, and where each is asked to.
CORRIDORS = {"middle-corridor": "Poti", "casca": "Poti", "southern": "Bandar Abbas", "northern": "Moscow"}

_CAPACITY = """## What the corridors carry, year by year

From Tashkent, in Mt a year, both directions together: the greatest flow through the gateways of the corridor, what
binds it, and of the projects that came into force since the year before those at what bound then or binds now.
*up to*: a gateway in use has no figure, and what nobody knows bounds nothing. A project that is only proposed counts
in no year. The way of least cost, whose links count besides those of the corridor, may become another.
"""

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


def _capacities() -> str:
    rows = []
    for corridor, end in CORRIDORS.items():
        before: dict[str, str] = {}
        for number, year in enumerate(YEARS):
            network = co.load_network(on=year)
            cells = [f"{corridor} to {end}" if number == 0 else "", str(year)]
            steps: dict[str, None] = {}
            changed = False
            for shipment in SHIPMENTS:
                words, binds = _capacity(network, corridor, end, shipment)
                cells += [words, binds]
                if number and words != before[f"{shipment} words"]:
                    changed = True
                    since = YEARS[number - 1]
                    bound = f"{before[shipment]}, {binds}"
                    steps |= dict.fromkeys(_projects(network, co.load_network(on=since), bound))
                before |= {shipment: binds, f"{shipment} words": words}
            if number and changed and not steps:
                steps["another way is the cheapest"] = None
            rows.append([*cells, "<br>".join(steps)])
    heads = ["corridor", "year", "40 ft boxes", "bound by", "wagons", "bound by", "step made by"]
    return _CAPACITY + "\n" + table(heads, rows, left=(0, 1, 3, 5, 6))


def _capacity(network: co.Network, corridor: str, end: str, shipment: Shipment) -> tuple[str, str]:
    found = co.compare_corridors(
        "Tashkent", end, corridors=corridor, shipment=shipment, weight="cost", all=True, network=network
    )
    row = next(row for row in found if row.corridor == corridor)
    if row.capacity is None:
        return "no way", ""
    return row.capacity.words, ", ".join(label for label, _ in row.capacity.binds)


def _projects(network: co.Network, earlier: co.Network, bound: str) -> Iterator[str]:
    """Name the projects at what binds that have come into force since."""
    names = {str(place): str(name) for place, name in network.places["name"].items()}
    links = network.links[["from", "to"]].to_dict("index")
    done = earlier.projects["in_force"].to_dict()
    for key, project in network.projects.to_dict("index").items():
        if not project["in_force"] or done[key]:
            continue
        ends = [[names[place] for place in links[link].values()] for link in project["links"]]
        ends += [[names[place]] for place in project["places"]]
        if any(all(name in bound for name in pair) for pair in ends):
            yield f"{project['name']} ({project['state']}, {project['since']}) [{', '.join(project['source'])}]"


def render() -> str:
    """Give the page."""
    asked = {end: [co.shortest_route("Tashkent", end, weight="cost", on=day) for day in DAYS] for end in ENDS}
    sections = [_section(end, routes) for end, routes in asked.items()]
    every = [route for routes in asked.values() for route in routes]
    return "\n\n".join([_HEAD.rstrip(), *sections, _sources(every), _capacities()]) + "\n"


def main() -> int:
    """Write the page."""
    PAGE.write_text(render(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
