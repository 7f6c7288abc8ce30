"""Rules that the tables keep together, one function a rule.

Each takes the tables and yields findings as ``table[row].column: problem; fix``. What can be seen in a
single cell is checked while reading (`corridors.tables.reading`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from corridors.errors import DataError
from corridors.tables.dated_checks import DATED_RULES
from corridors.tables.dates import first_day, last_day
from corridors.tables.reading import Row, Tables
from corridors.tables.sphere import great_circle_km

__all__ = ["RULES", "check_tables", "find_problems"]

Finding = Iterator[str]

#: A sphere is up to 0.6 % off the ellipsoid, so a length may fall short of the sphere's by that much.
SPHERE_TOLERANCE = 0.994

#: Further apart no two points are.
HALF_ROUND_KM = 20_038.0

_COLOR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})|[A-Za-z]+")


def references_resolve(tables: Tables) -> Finding:
    """Every id that a table names stands in the table it refers to."""
    known = {name: {row.get("id") for row in tables[name]} for name in _loaded(tables)}
    for name in _loaded(tables):
        for field in tables.package.schemas[name].fields:
            if field.references is None:
                continue
            targets = known.get(field.references)
            if targets is None:
                there = ", ".join(known)
                yield f"{name}.{field.name}: refers to {field.references!r}, no table here; name one of {there}"
                continue
            named = {row[field.name] for row in tables[name]}
            if field.type == "list":
                named = {part for parts in named for part in parts}
            if named <= targets | {None, "*"}:  # as nearly always; tables may have hundreds of thousands of rows
                continue
            for number, row in enumerate(tables[name], start=2):
                value = row[field.name]
                for part in value if isinstance(value, tuple) else (value,):
                    if part is not None and part not in targets and part != "*":
                        yield (
                            f"{name}[{_label(row, number)}].{field.name}: {part!r} is not in "
                            f"{field.references}; add it there or correct it"
                        )


def figures_have_source_and_grade(tables: Tables) -> Finding:
    """No figure without a source and a grade."""
    for name in _loaded(tables):
        for field in tables.package.schemas[name].fields:
            for column in (field.source, field.grade):
                if column is None:
                    continue
                for number, row in enumerate(tables[name], start=2):
                    if row[field.name] is not None and not row[column]:
                        yield (
                            f"{name}[{_label(row, number)}].{column}: blank although "
                            f"{field.name} is {row[field.name]:g}; say where the figure is from"
                            if isinstance(row[field.name], (int, float))
                            else f"{name}[{_label(row, number)}].{column}: blank; say where {field.name} is from"
                        )


def gauge_belongs_to_rail(tables: Tables) -> Finding:
    """Rail links have a gauge, others none."""
    for row in tables["links"]:
        if (row["mode"] == "rail") != (row["gauge_mm"] is not None):
            fix = "give 1520, 1435 or 1676" if row["mode"] == "rail" else "leave it blank"
            yield f"links[{row['id']}].gauge_mm: {row['gauge_mm']} on a {row['mode']} link; {fix}"


def ends_differ(tables: Tables) -> Finding:
    """A link joins two places."""
    for row in tables["links"]:
        if row["from"] == row["to"]:
            yield f"links[{row['id']}].to: the same place as from; a link joins two places"


def not_shorter_than_the_crow_flies(tables: Tables) -> Finding:
    """No link is shorter than the great circle between its ends, given how exact their points are."""
    places = {row["id"]: row for row in tables["places"]}
    for row in tables["links"]:
        a, b = places.get(row["from"]), places.get(row["to"])
        if a is None or b is None or row["length_km"] is None:
            continue
        if None in (a["lat"], a["lon"], b["lat"], b["lon"]):
            continue
        slack = (a["accuracy_km"] or 0) + (b["accuracy_km"] or 0)
        if row["length_km"] + slack > HALF_ROUND_KM:
            continue
        crow = great_circle_km(a["lat"], a["lon"], b["lat"], b["lon"])
        if row["length_km"] < crow * SPHERE_TOLERANCE - slack:
            yield (
                f"links[{row['id']}].length_km: {row['length_km']:g} km is shorter than the "
                f"{crow:.0f} km as the crow flies; correct the length or a point"
            )


def unbuilt_has_expected_year(tables: Tables) -> Finding:
    """What is planned or being built says when it is expected; what operates does not."""
    for row in tables["links"]:
        unbuilt = row["status"] in ("planned", "construction")
        if unbuilt and row["expected"] is None:
            yield f"links[{row['id']}].expected: blank on a {row['status']} link; give the year"
        if row["expected"] is not None and row["status"] == "operating":
            yield f"links[{row['id']}].expected: set on a {row['status']} link; leave it blank"
        if row["expected"] is not None and first_day(row["expected"])[:4] < tables.package.reference_date[:4]:
            yield f"links[{row['id']}].expected: {row['expected']} is past; update it"


def dates_in_order(tables: Tables) -> Finding:
    """Nothing closes before it opens, no event or service ends before it starts."""
    for table, early, late in (
        ("links", "opened", "closed"),
        ("events", "start", "end"),
        ("services", "since", "until"),
        ("risks", "start", "end"),
    ):
        for row in tables[table]:
            if row[early] and row[late] and last_day(row[late]) < first_day(row[early]):
                yield f"{table}[{row['id']}].{late}: {row[late]} lies before {early} {row[early]}"


def low_central_high_in_order(tables: Tables) -> Finding:
    """Low is not above central, central not above high."""
    for number, row in enumerate(tables["rates"], start=2):
        yield from _order(row, f"rates[line {number}]", "low", "central", "high")
    for table, columns in _RANGED:
        for row in tables[table]:
            for column in columns:
                yield from _order(row, f"{table}[{row['id']}]", f"{column}_low", column, f"{column}_high")


_RANGED = (
    ("handling", ("time_h", "cost_usd")),
    ("services", ("wait_h", "time_h")),
    ("levels", ("factor",)),
    ("events", ("add_time_h", "add_cost_usd", "insurance_pct")),
    ("risks", ("insurance_pct",)),
)


def services_are_rides(tables: Tables) -> Finding:
    """Links lead from origin to destination in one chain, through the calls in their order, the right way along."""
    links = {row["id"]: row for row in tables["links"]}
    for row in tables["services"]:
        here, passed = row["origin"], [row["origin"]]
        for link in (links[name] for name in row["links"] if name in links):
            ends = (link["from"], link["to"])
            if here not in ends:
                yield (
                    f"services[{row['id']}].links: {link['id']!r} does not touch {here}; "
                    "name them in order from origin to destination"
                )
                break
            one_way = link["direction"] == "forward"
            if one_way and (here == link["to"] or row["direction"] != "forward"):
                yield f"services[{row['id']}].links: {link['id']!r} is one-way; ride it as it leads, forward only"
            here = ends[here == ends[0]]
            passed.append(here)
        else:
            yield from _stops_lie_on(row, passed)


def _stops_lie_on(row: Row, passed: list[str]) -> Finding:
    """Check the end and the calls of a service against the places it passes."""
    if passed[-1] != row["destination"]:
        yield (
            f"services[{row['id']}].links: end at {passed[-1]}, not at {row['destination']}; "
            "name all of them, or correct the destination"
        )
        return
    rest = iter(passed[1:-1])
    for call in row["calls"]:
        if call not in rest:  # what was passed before is used up
            yield f"services[{row['id']}].calls: {call} is not passed there; name what it passes, in order"
            return


#: Over what links a service of each mode runs, and how to say so.
_RIDES = {
    "rail": ({"rail", "ferry"}, "a train runs by rail, and on ferries between"),
    "ferry": ({"ferry"}, "a vessel takes ferry links alone"),
    "sea": ({"sea"}, "a liner sails over sea links alone"),
}


def services_fit_their_mode(tables: Tables) -> Finding:
    """A ferry says what it takes, a liner names its lane, and each mode runs over links of its own."""
    modes = {row["id"]: row["mode"] for row in tables["links"]}
    for row in tables["services"]:
        mode, ferry = row["mode"], row["mode"] == "ferry"
        known = {modes[name] for name in row["links"] if name in modes}
        allowed, fix = _RIDES[mode]
        if not known <= allowed or (mode == "rail" and known == {"ferry"}):
            ridden = " and ".join(sorted(known))
            yield f"services[{row['id']}].links: {ridden} links of a {mode} service; {fix}"
        if ferry != bool(row["carries"]):
            kind = "liner" if mode == "sea" else "train"
            fix = "say what the vessel takes: container, lorry, wagon" if ferry else f"leave it blank for a {kind}"
            yield f"services[{row['id']}].carries: {'|'.join(row['carries']) or 'blank'}; {fix}"
        if (mode == "sea") != (row["lane"] is not None):
            fix = "name the two regions that the liner joins" if mode == "sea" else "leave it blank but for a liner"
            yield f"services[{row['id']}].lane: {row['lane'] or 'blank'}; {fix}"
        if row["departures_per_week"] is not None and row["departures_per_week"] <= 0:
            yield (
                f"services[{row['id']}].departures_per_week: {row['departures_per_week']:g}; "
                "what never leaves is no service: leave it blank or say when it ended"
            )


def colors_are_colors(tables: Tables) -> Finding:
    """What is drawn is drawn in a colour, and no page is written with anything else in its place."""
    for row in tables["corridors"]:
        if _COLOR.fullmatch(row["color"]) is None:
            yield f"corridors[{row['id']}].color: {row['color']!r} is no colour; write it as #1A2B3C"


def corridors_have_gateways(tables: Tables) -> Finding:
    """A corridor without a gateway could not be told from its neighbours."""
    with_gateway = {row["corridor"] for row in tables["corridor_links"] if row["gateway"] is not None}
    for row in tables["corridors"]:
        if row["id"] not in with_gateway:
            yield (
                f"corridors[{row['id']}]: no gateway in corridor_links; mark the links that a "
                "route must cross to count as using it"
            )


def branches_belong_to_their_corridor(tables: Tables) -> Finding:
    """A branch names links of its corridor, and its id once in it."""
    members: dict[str, set[str]] = {}
    for row in tables["corridor_links"]:
        members.setdefault(row["corridor"], set()).add(row["link"])
    seen = set()
    for row in tables["branches"]:
        key = f"{row['corridor']}/{row['id']}"
        if key in seen:
            yield f"branches[{key}].id: stands twice; keep one row, with all its links"
        seen.add(key)
        for link in row["links"]:
            if link not in members.get(row["corridor"], set()):
                yield f"branches[{key}].links: {link!r} is no link of it; add it to corridor_links or correct it"


def closures_shut_something(tables: Tables) -> Finding:
    """A closure names the places or links that it shuts; a country or a mode alone would shut nothing."""
    for row in tables["events"]:
        if row["kind"] == "closure" and not row["places"] and not row["links"]:
            yield f"events[{row['id']}].links: a closure without places or links; name what it shuts"


def nothing_dangles(tables: Tables) -> Finding:
    """Every place is on a link; a user may give places first and links to them later."""
    used = {row[end] for row in tables["links"] for end in ("from", "to")}
    for row in tables["places"]:
        if row["id"] not in used and not tables.own.has("places", row["id"]):
            yield f"places[{row['id']}]: on no link; thread it on one or leave it out"


def rates_are_possible(tables: Tables) -> Finding:
    """No rate is below zero, none stands twice, and what is divided by is above zero."""
    seen = set()
    for number, row in enumerate(tables["rates"], start=2):
        key = (row["parameter"], row["mode"], row["country"], row["shipment"], row["service"] or "*")
        if key in seen:
            yield f"rates[line {number}]: {' '.join(map(str, key))} stands twice; keep one row"
        seen.add(key)
        for column in ("low", "central", "high"):
            value = row[column]
            if value is not None and (value < 0 or (value == 0 and row["parameter"] in _DIVISORS)):
                bound = "above zero" if row["parameter"] in _DIVISORS else "of at least zero"
                yield f"rates[line {number}].{column}: {row['parameter']} of {value:g}; give one {bound}"


_DIVISORS = frozenset({"speed_km_per_h", "payload_t"})


RULES: tuple[Callable[[Tables], Finding], ...] = (
    references_resolve,
    figures_have_source_and_grade,
    gauge_belongs_to_rail,
    ends_differ,
    not_shorter_than_the_crow_flies,
    unbuilt_has_expected_year,
    dates_in_order,
    low_central_high_in_order,
    services_are_rides,
    services_fit_their_mode,
    colors_are_colors,
    corridors_have_gateways,
    branches_belong_to_their_corridor,
    closures_shut_something,
    nothing_dangles,
    rates_are_possible,
    *DATED_RULES,
)


def find_problems(tables: Tables) -> list[str]:
    """Collect the findings of every rule.

    Examples
    --------
    >>> import corridors.tables.reading
    >>> find_problems(corridors.tables.reading.read_tables())
    []
    """
    tables.complete()
    return [finding for rule in RULES for finding in rule(tables)]


def check_tables(tables: Tables) -> Tables:
    """Give the tables back, or raise `DataError` with every finding."""
    findings = find_problems(tables)
    if findings:
        raise DataError(findings)
    return tables


def _loaded(tables: Tables) -> list[str]:
    return sorted(tables.loaded)


def _label(row: Row, number: int) -> str:
    return row.get("id") or f"line {number}"


def _order(row: Row, label: str, *columns: str) -> Finding:
    known = [(name, row[name]) for name in columns if row[name] is not None]
    for (a, x), (b, y) in pairwise(known):
        if x > y:
            yield f"{label}.{a}: {x:g} is above {b} {y:g}; put them in order"
