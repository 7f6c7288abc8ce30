"""Write `docs/scenarios-packaged.md`: what each packaged scenario assumes, rests on, changes and does to a journey.

python -m tools.make_scenarios

All of it is read: the paragraph, sources and changes from `data/scenarios/`, the journeys from
`tests/studies/packaged.csv`, which `python -m tools.scenario_journeys` asks of the library.
"""

from __future__ import annotations

import csv
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
if __package__ in (None, ""):  # run as a script: the folder of the package is not on the path
    sys.path.insert(0, str(ROOT))

from tools.answer_claims_kit import table  # noqa: E402
from tools.journeys import Journey  # noqa: E402
from tools.scenario_journeys import STORE, read_journeys  # noqa: E402

__all__ = ["FOLDER", "PAGE", "main", "order", "read_scenarios", "render"]

FOLDER = ROOT / "data" / "scenarios"
PAGE = ROOT / "docs" / "scenarios-packaged.md"

#: By what they are about; the file names alone would part the open from the shut.
GROUPS: dict[str, tuple[str, ...]] = {
    "As it is": ("status-quo",),
    "Borders and straits": (
        "af-pk-border-shut", "af-pk-border-open", "hormuz-shut", "hormuz-half-open", "hormuz-open",
        "red-sea-by-suez", "red-sea-by-the-cape", "iran-closed", "russia-closed", "south-closed",
    ),
    "Railways to China": ("cku-early-2028", "cku-15mt", "cku-late-2035", "bakhty-ayagoz"),
    "Railways through Afghanistan": (
        "trans-afghan-3mt", "trans-afghan-15mt", "trans-afghan-20mt", "trans-afghan-western", "trans-afghan-both",
    ),
    "The Caspian and beyond": (
        "middle-corridor-world-bank-2030", "kuryk-ferries-doubled", "container-ships-2027", "caspian-low-water",
        "casca-single-tariff", "divrigi-kars-rebuilt", "zangezur-tripp-open", "rasht-astara",
    ),
}  # fmt: skip

_HEAD = """# Packaged scenarios

What-ifs that come with the data, in `data/scenarios/`: ask any question with `scenario="hormuz-shut"`, join two with
`|`, and read the file to see what it changes. The page is written by `python -m tools.make_scenarios` from those files
and from the journeys in `tests/studies/packaged.csv`, which `python -m tools.scenario_journeys` asks of the library;
nothing in it is typed by hand.

A figure that a scenario changes is an estimate whatever the tables said before, and rests on the sources named with the
change. What no source says stands in the paragraph as an assumption. The journeys are 40 ft containers handed in singly
unless the table says otherwise, on the day of the scenario (the reference date of the data where it names none).
*Mt a year* is what the tightest place of the way carries, and *gone* and *come* are the stages that make the
difference.
"""


def read_scenarios(folder: Path = FOLDER) -> dict[str, dict[str, Any]]:
    """Read the files as plain data, by id."""
    found = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml")))
    return {data["id"]: data for data in found}


def order() -> list[str]:
    """List the scenarios as the page has them."""
    return [name for names in GROUPS.values() for name in names]


def _table(name: str) -> dict[str, dict[str, str]]:
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def _source(row: Mapping[str, str]) -> str:
    title = f"[{row['title']}]({row['url']})" if row["url"] else row["title"]
    return ", ".join(filter(None, (title, row["publisher"], row["date"])))


def sources_of(data: Mapping[str, Any]) -> list[str]:
    """List the ids of the sources that a scenario rests on, those of its changes included."""
    named = [*data["sources"], *(name for change in data.get("change", ()) for name in change.get("source", ()))]
    return list(dict.fromkeys(named))


def _changes(data: Mapping[str, Any]) -> Iterator[str]:
    for name in data.get("include", ()):
        yield f"all that [{name}](#{name}) changes"
    events = _table("events")
    for what, words in (("shut", "shut"), ("open", "open whatever the tables say")):
        if data.get(what):
            yield f"{words}: {_codes(data[what])}"
    for name in data.get("lift", ()):
        yield f"lifted: `{name}` ({events[name]['name']})"
    for name, date in data.get("shift", {}).items():
        yield f"comes in {date}: `{name}`"
    for change in data.get("change", ()):
        yield _change(change)


def _change(change: Mapping[str, Any]) -> str:
    where = "; ".join(f"{column} {_codes([value] if isinstance(value, str) else value)}"
                      for column, value in change["where"].items())  # fmt: skip
    cells = ", ".join(f"{column} = {value}" for column, value in change["set"].items())
    since = f", since {change['since']}" if "since" in change else ""
    return f"{change['table']}, {where}: {cells}{since} ({change['note']}) [{', '.join(change['source'])}]"


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _asked(journey: Journey) -> str:
    more = [journey["weight"] or "distance", journey["shipment"], journey["modes"].replace("|", ", ")]
    more += [f"{word} {journey[word].replace('|', ', ')}" for word in ("via", "avoid", "corridor") if journey[word]]
    more += [f"on {journey['on']}"] if journey["on"] else []
    return f"{journey['origin']} - {journey['destination']} ({'; '.join(filter(None, more))})"


def _row(when: str, journey: Journey) -> list[str]:
    def cell(name: str) -> str:
        return journey[f"{when}_{name}"]

    money = f"{float(cell('cost_usd')):,.0f}" if cell("cost_usd") else ""
    length = f"{float(cell('length_km')):,.0f}" if cell("length_km") else ""
    bound = "unbounded" if cell("capacity_mt_per_year") == "inf" else cell("capacity_mt_per_year")
    return [when, cell("way"), length, cell("days"), money, bound, cell("bottleneck")]


def _journeys(journeys: list[Journey]) -> Iterator[str]:
    for journey in (journey for journey in journeys if journey["touched"] == "yes"):
        yield f"**{_asked(journey)}**\n"
        heads = ("", "way", "km", "days", "USD", "Mt a year", "bound by")
        yield table(heads, [_row("before", journey), _row("after", journey)], left=(0, 1, 6)) + "\n"
        for word, name in (("gone", "went"), ("come", "came")):
            if journey[name]:
                yield f"- {word}: {journey[name].replace('>', ' to ')}"
        if not (journey["went"] or journey["came"]):
            yield "- the same stages, kilometres, hours and dollars: what changes is how much passes"
        yield ""
    still = [_asked(journey) for journey in journeys if journey["touched"] == "no"]
    if still:
        yield f"Stays as it was: {'; '.join(still)}.\n"


def _section(data: Mapping[str, Any], journeys: list[Journey], sources: Mapping[str, Mapping[str, str]]) -> str:
    lines = [f"### {data['id']}", "", f"**{data['name']}.** {' '.join(data['description'].split())}", ""]
    lines += [f"Meant for {data['on']}.", ""] if "on" in data else []
    changes = list(_changes(data))
    lines += ["It changes" + (":" if changes else " nothing."), "", *(f"- {line}" for line in changes)]
    lines += [""] if changes else []
    lines += list(_journeys(journeys))
    lines += ["Sources:", "", *(f"- `{name}`: {_source(sources[name])}" for name in sources_of(data)), ""]
    return "\n".join(lines)


def render() -> str:
    """Give the page."""
    scenarios, sources = read_scenarios(), _table("sources")
    journeys: dict[str, list[Journey]] = {}
    for journey in read_journeys(STORE):
        journeys.setdefault(journey["scenario"], []).append(journey)
    parts = [_HEAD]
    names = [(f"[{name}](#{name})", scenarios[name]["name"]) for name in order()]
    parts.append(table(("scenario", "what"), names, left=(0, 1)) + "\n")
    for group, members in GROUPS.items():
        parts.append(f"## {group}\n")
        parts += [_section(scenarios[name], journeys.get(name, []), sources) for name in members]
    return "\n".join(parts).rstrip() + "\n"


def main() -> int:
    """Write the page."""
    PAGE.write_text(render(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
