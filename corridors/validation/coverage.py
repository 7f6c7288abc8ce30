"""Whether ranges keep their word: how many times and prices lie in the model's P10 to P90, by group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import Any, NamedTuple

from corridors.kernels.adding import total_of
from corridors.validation.figures import ValidationRow

__all__ = ["GROUPS_OF_JOURNEYS", "coverage", "price_coverage"]

_CENTRAL_ASIA = frozenset({"KZ", "KG", "TJ", "TM", "UZ"})
_EAST_CASPIAN = frozenset({"aktau", "kuryk", "turkmenbashi", "bandar-anzali", "amirabad"})


class Journey(NamedTuple):
    """What tells a group of journeys from another."""

    regime: str
    occasion: str
    service: str
    modes: frozenset[str]
    points: frozenset[str]
    ends: tuple[str, str]  # countries
    countries: frozenset[str]


#: Groups of journeys; one may belong to several.
GROUPS_OF_JOURNEYS: dict[str, Callable[[Journey], bool]] = {
    "all": lambda _: True,
    "ordinary block trains": lambda j: j.regime == "block train" and j.occasion == "ordinary",
    "first runs": lambda j: j.occasion == "first",
    "usual": lambda j: j.regime == "typical",
    "China-Central Asia": lambda j: "CN" in j.ends and bool(_CENTRAL_ASIA & set(j.ends)),
    "Uzbek ends": lambda j: "UZ" in j.ends,
    "Caspian": lambda j: bool({"ferry", "sea"} & j.modes) and bool(_EAST_CASPIAN & j.points),
    "Iran": lambda j: "IR" in j.countries,
    "lorries": lambda j: "road" in j.modes and "rail" not in j.modes,
    "in a block train": lambda j: j.service == "block_train",
    "handed in singly": lambda j: j.service == "regular",
    "wagonload": lambda j: j.service == "wagonload",
}


def coverage(rows: Iterable[ValidationRow]) -> list[dict[str, Any]]:
    """Describe each group that has figures; see `Validation.coverage`."""
    happened = [
        row
        for row in rows
        if row.group == "time"
        and row.independent
        and row.published["happened"] == "yes"
        and row.occasion != "record"
        and row.covered is not None
    ]
    told = [(row, _journey(row)) for row in happened]
    found = []
    for name, belongs in GROUPS_OF_JOURNEYS.items():
        members = [row for row, journey in told if belongs(journey)]
        if members:
            found.append({"group": name, **_kept(members, near=25)})
    return found


#: A lane by itself is told of from so many prices on.
_TOLD = 5


def price_coverage(rows: Iterable[ValidationRow]) -> list[dict[str, Any]]:
    """Describe prices, each asked on its own date and in its own direction; see `Validation.price_coverage`."""
    groups: dict[str, list[ValidationRow]] = {}
    lanes: dict[str, list[ValidationRow]] = {}
    for row in rows:
        if row.group != "cost" or not row.independent or row.covered is None:
            continue
        modes = " and ".join(row.published["modes"]) or "any mode"
        for name in ("all", modes, _years(row)):
            groups.setdefault(name, []).append(row)
        if row.published["modes"] == ("sea",):
            lanes.setdefault(f"{row.published['origin']} to {row.published['destination']}", []).append(row)
    first = ("all", *sorted(name for name in groups if name != "all"))
    told = {name: groups[name] for name in first if name in groups}
    told |= {name: lanes[name] for name in sorted(lanes) if len(lanes[name]) >= _TOLD}
    return [{"group": name, **_kept(members, near=30)} for name, members in told.items()]


def _years(row: ValidationRow) -> str:
    year = int((row.published["on"] or row.published["year"])[:4])
    return next((words for last, words in _PERIODS if year <= last), _LATER)


#: Calm years, those of dear boxes, and the time since lines left the Red Sea.
_PERIODS = ((2019, "until 2019"), (2022, "2020 to 2022"), (2023, "2023"))
_LATER = "2024 and later"


def _journey(row: ValidationRow) -> Journey:
    published = row.published
    assert row.route is not None  # else nothing was covered
    places = row.route.places
    ends = places[0].country, places[-1].country
    names = {published["origin"], published["destination"], *published["via"]}
    return Journey(
        regime=row.regime,
        occasion=row.occasion,
        service=published["service"] or "",
        modes=frozenset(published["modes"]),
        points=frozenset(names),
        ends=ends,
        countries=frozenset(place.country for place in places if place.id in names),
    )


def _kept(rows: Sequence[ValidationRow], near: int) -> dict[str, Any]:
    """Describe a group; what is near lies within so many per cent."""
    ratios, widths, met = [], [], 0
    for row in rows:
        assert row.printed is not None
        assert row.model is not None
        assert row.model_low is not None
        assert row.model_high is not None
        ratios.append(row.printed / row.model)
        widths.append(row.model_high / row.model_low if row.model_low > 0 else float("inf"))
        met += row.deviation is not None and abs(row.deviation) <= near / 100
    return {
        "figures": len(rows),
        "coverage": sum(row.covered is True for row in rows) / len(rows),
        "too_long": total_of(_below(row) for row in rows) / len(rows),
        "bias": median(ratios),
        "width": median(widths),
        f"within_{near}": met / len(rows),
    }


def _below(row: ValidationRow) -> bool:
    return row.printed is not None and row.model_low is not None and row.printed < row.model_low
