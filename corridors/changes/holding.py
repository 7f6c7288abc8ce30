"""Whether changed tables hold together: the rules of the tables, asked of what was changed alone.

A scenario of one cell must not wait until a thousand links have been looked at. Most rules are about one row; they are
asked of the rows touched. The others are asked of whole tables where what they are about was touched at all.
`tests.changes.test_holding` has every rule of the tables stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from corridors.tables import checks, dated_checks
from corridors.tables.reading import Row, Tables, duplicates

__all__ = ["BY_ROW", "BY_TABLE", "WITH_LINKS", "held_problems"]

_Rule = Callable[[Tables], Iterator[str]]

#: Rules that look at one row, or at the places beside it.
BY_ROW: tuple[_Rule, ...] = (
    checks.figures_have_source_and_grade,
    checks.gauge_belongs_to_rail,
    checks.ends_differ,
    checks.not_shorter_than_the_crow_flies,
    checks.unbuilt_has_expected_year,
    checks.dates_in_order,
    checks.low_central_high_in_order,
    checks.closures_shut_something,
    dated_checks.effects_are_whole,
    dated_checks.risks_concern_something,
    dated_checks.projects_say_what_and_when,
)

#: Rules of services, which look at their links as well.
WITH_LINKS: tuple[_Rule, ...] = (checks.services_are_rides, checks.services_fit_their_mode)

#: Rules that look at whole tables, asked when one of them was touched.
BY_TABLE: Mapping[_Rule, tuple[str, ...]] = {
    checks.corridors_have_gateways: ("corridors", "corridor_links"),
    checks.branches_belong_to_their_corridor: ("branches", "corridor_links"),
    checks.nothing_dangles: ("places",),
    checks.rates_are_possible: ("rates",),
    dated_checks.levels_are_possible: ("levels",),
    dated_checks.years_stand_once: ("deflator",),
}

#: Columns of links on which services lean.
_LEANED_ON = ("from", "to", "mode", "direction")


def held_problems(
    before: Tables, changed: Mapping[str, Sequence[Row]], touched: Mapping[str, Collection[int]]
) -> list[str]:
    """Find what does not hold together any more after some rows were changed or added.

    Parameters
    ----------
    before
        Tables that hold together.
    changed
        Whole tables of which some rows are others, by name.
    touched
        Positions of those rows.
    """
    package = before.package

    def rows(name: str) -> Sequence[Row]:
        return changed.get(name) or before[name]

    parts = {name: tuple(changed[name][i] for i in sorted(touched[name])) for name in touched if touched[name]}
    empty = {name: parts.get(name, ()) for name, schema in package.schemas.items() if schema.routing}
    # findings name rates by their line, so those are looked at whole
    cut = Tables(package, None, empty | parts | {"rates": tuple(rows("rates")) if "rates" in parts else ()})
    near = cut if "links" not in parts else Tables(package, None, empty | parts | {"places": tuple(rows("places"))})
    findings = [
        finding for rule in BY_ROW for finding in rule(near if rule is checks.not_shorter_than_the_crow_flies else cut)
    ]
    findings += _references(before, changed, parts)
    structural = "links" in parts and _leaned_on(before, changed["links"], touched["links"])
    if "services" in parts or structural:
        services = tuple(rows("services")) if structural else parts["services"]
        beside = Tables(package, None, empty | {"services": services, "links": tuple(rows("links"))})
        findings += [finding for rule in WITH_LINKS for finding in rule(beside)]
    for rule, names in BY_TABLE.items():
        if not parts.keys().isdisjoint(names) or (structural and rule is checks.nothing_dangles):
            whole = {name: tuple(rows(name)) for name in (*names, "links")}
            findings += list(rule(Tables(package, None, empty | whole)))
    for name in parts:
        if len(changed[name]) > len(before[name]):
            findings += duplicates(package.schemas[name], changed[name])
    return findings


def _leaned_on(before: Tables, links: Sequence[Row], touched: Collection[int]) -> bool:
    known = before["links"]
    return any(i < len(known) and any(links[i][c] != known[i][c] for c in _LEANED_ON) for i in touched)


def _references(
    before: Tables, changed: Mapping[str, Sequence[Row]], parts: Mapping[str, Sequence[Row]]
) -> Iterator[str]:
    """Do for rows touched what `corridors.tables.checks.references_resolve` does for all."""
    known: dict[str, set[str]] = {}
    for name, rows in parts.items():
        for field in before.package.schemas[name].fields:
            target = field.references
            if target is None:
                continue
            if target not in known:
                known[target] = {row["id"] for row in changed.get(target) or before[target]}
            for row in rows:
                value = row[field.name]
                for part in value if isinstance(value, tuple) else (value,):
                    if part is not None and part != "*" and part not in known[target]:
                        yield (
                            f"{name}[{row.get('id') or 'a row'}].{field.name}: {part!r} is not in {target}; "
                            "add it there or correct it"
                        )
