"""Answers to the claims about the Caspian, the Middle Corridor and CASCA+, by running the library."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import corridors as co
from corridors.tables.reading import Row
from tools.answer_claims_kit import (
    INTERVIEW,
    LATER,
    Answer,
    Book,
    Check,
    Way,
    direct,
    grades,
    listed,
    number,
    table,
    through,
    ways_table,
)

__all__ = ["CASPIAN"]

_LITTORAL = {"AZ", "IR", "KZ", "RU", "TM"}
_CENTRAL_ASIA = ("KZ", "KG", "TJ", "TM", "UZ")
_CAPITALS = {"UZ": "Tashkent", "KG": "Bishkek", "TJ": "Dushanbe"}
_RAIL_FERRY = ["rail", "ferry"]
#: A way is as good as another while it is no more than this share dearer or slower.
_NEAR = 0.10
#: Capacities counted in unlike ways (with lorries or without) tell nothing while closer than this.
_UNLIKE = 0.25


def _caspian_links(book: Book) -> list[Row]:
    country = {place_id: row["country"] for place_id, row in book.places.items()}
    return [
        row
        for row in book.tables["links"]
        if row["mode"] in ("ferry", "sea") and {country[row["from"]], country[row["to"]]} <= _LITTORAL
    ]


def _ports(book: Book) -> dict[str, list[str]]:
    """Names of the ports on the Caspian, by country of Central Asia."""
    found: dict[str, list[str]] = {code: [] for code in _CENTRAL_ASIA}
    for place_id in sorted({row[end] for row in _caspian_links(book) for end in ("from", "to")}):
        place = book.places[place_id]
        if place["country"] in found:
            found[place["country"]].append(place["name"])
    return found


def _caspian_access(book: Book, claim: Row) -> Answer:
    ports = _ports(book)
    checks = []
    for code, names in ports.items():
        if names:
            text = f"{book.name(code)} has ports with a ferry: {listed(names)}; all of them are named"
            checks.append(Check(text, all(n in claim["claim"] for n in (*names, book.name(code)))))
        else:
            checks.append(Check(f"{book.name(code)} has none", book.name(code) not in claim["claim"]))
    rows = [
        (
            f"{book.places[r['from']]['name']} - {book.places[r['to']]['name']}",
            number(r["length_km"]),
            r["length_grade"],
            "" if r["capacity_mt_per_year"] is None else number(r["capacity_mt_per_year"], 2),
            r["capacity_grade"] or "",
            r["status"],
        )
        for r in _caspian_links(book)
        if {book.places[r[end]]["country"] for end in ("from", "to")} & set(_CENTRAL_ASIA)
    ]
    heads = ("ferry", "km", "grade", "Mt a year", "grade", "status")
    return Answer(checks, ["Ferries of Central Asia on the Caspian:", table(heads, rows, left=(0, 2, 4, 5))])


def _caspian_others(book: Book, _claim: Row) -> Answer:
    checks, ways = [], []
    for code, capital in _CAPITALS.items():
        way = direct(f"{capital} - Baku, shortest", capital, "Baku", modes=_RAIL_FERRY)
        port = way.port()
        ways.append(way)
        abroad = port is not None and port.country != code and port.country in _CENTRAL_ASIA
        where = f"{port.name} ({book.name(port.country)})" if port else "no port"
        checks.append(Check(f"the shortest way of {book.name(code)} to Baku by rail and ferry takes {where}", abroad))
    for weight, word in (("cost", "cheapest"), ("time", "quickest")):
        ways += [
            direct(f"{city} - Baku, {word}", city, "Baku", modes=_RAIL_FERRY, weight=weight)
            for city in _CAPITALS.values()
        ]
    round_it = [way.label for way in ways if way.port() is None]
    lines = [ways_table(ways)]
    if round_it:
        lines.append(f"Round the Caspian by land, without any port: {listed(round_it)}.")
    return Answer(checks, lines)


def _titr_uz_user(_book: Book, _claim: Row) -> Answer:
    ends = (("Tashkent", "Baku"), ("Baku", "Tashkent"))
    by_aktau = [
        direct(f"{a} - {b} by Aktau", a, b, via="Aktau", modes=_RAIL_FERRY, weight="cost", avoid=["TM"])
        for a, b in ends
    ]
    other = [through(f"{a} - {b} by CASCA+", "casca", a, b, modes=_RAIL_FERRY, weight="cost") for a, b in ends]
    checks = [
        Check(
            f"{way.label} exists and counts as the Middle Corridor",
            way.route is not None and "middle-corridor" in way.route.corridors,
        )
        for way in by_aktau
    ]
    extra = [a.found.cost_usd_per_t - b.found.cost_usd_per_t for a, b in zip(by_aktau, other, strict=True)]
    faster = [(b.found.time_h - a.found.time_h) / 24 for a, b in zip(by_aktau, other, strict=True)]
    line = (
        f"Against CASCA+ it costs {number(extra[0])} USD per t more on the way out and {number(extra[1])} on the "
        f"way home, and saves {number(faster[0], 1)} and {number(faster[1], 1)} days (cheapest ways; minus means "
        "the reverse)."
    )
    return Answer(checks, [ways_table([*by_aktau, *other]), line])


def _titr_role(_book: Book, _claim: Row) -> Answer:
    modes = ["rail", "ferry", "sea"]
    rows, exists, spare = [], [], []
    for city in _CAPITALS.values():
        for end in ("Poti", "Istanbul", "Rotterdam", "New York"):
            way = through("", "middle-corridor", city, end, modes=modes, weight="cost")
            best = direct("", city, end, modes=modes, weight="cost").found
            exists.append(way.route is not None)
            if way.route is None:
                rows.append((f"{city} - {end}", "no way", "", "", "", "", "", ""))
                continue
            spare.append("middle-corridor" not in best.corridors)
            extra = 100 * (way.route.cost_usd / best.cost_usd - 1)
            rows.append(
                (
                    f"{city} - {end}",
                    number(way.route.length_km),
                    number(way.route.time_h / 24, 1),
                    number(way.route.cost_usd),
                    way.route.grade,
                    f"{number(best.cost_usd)} in {number(best.time_h / 24, 1)} days",
                    f"{extra:+.0f} %",
                    "-".join(best.countries),
                )
            )
    heads = ("relation", "km", "days", "USD per 40 ft", "grade", "cheapest of all, USD", "dearer by", "by way of")
    return Answer(
        [
            Check(f"a way by the Kazakh ports exists ({sum(exists)} of {len(exists)} relations)", all(exists)),
            Check(f"it is additional: another way is cheaper ({sum(spare)} of {len(spare)} relations)", all(spare)),
        ],
        ["Cheapest ways by the Middle Corridor's Caspian ferries, today:", table(heads, rows, left=(0, 4, 7))],
    )


# -- CASCA+ ------------------------------------------------------------------------------------------


def _casca_china(book: Book, _claim: Row) -> Answer:
    ways, checks = [], []
    for on, word in ((book.today, "today"), (str(LATER), f"in {LATER}")):
        for weight, kind in (("cost", "cheapest"), ("time", "quickest")):
            options = {"modes": _RAIL_FERRY, "weight": weight, "on": on}
            casca = through(f"CASCA+, {kind}, {word}", "casca", "Xi'an", "Istanbul", **options)
            best = direct(f"all rail and ferry ways, {kind}, {word}", "Xi'an", "Istanbul", **options)
            ways += [casca, best]
            if on != book.today:
                continue
            figures = [(r.found.cost_usd if weight == "cost" else r.found.time_h) for r in (casca, best)]
            more = figures[0] / figures[1] - 1
            text = f"its {kind} way is within {100 * _NEAR:.0f} % of the {kind} by rail and ferry ({100 * more:+.0f} %)"
            checks.append(Check(text, more <= _NEAR))
    ways.append(direct("by sea, cheapest, today", "Xi'an", "Istanbul", weight="cost"))
    checks.append(Check("China's interest itself, which is politics", None))
    return Answer(checks, ["Xi'an - Istanbul:", ways_table(ways)])


def _casca_turkmen_key(_book: Book, _claim: Row) -> Answer:
    ways, shares, shut, ports = [], [], [], []
    for end in ("Poti", "Mersin"):
        options = {"modes": _RAIL_FERRY, "weight": "cost"}
        casca = through(f"Tashkent - {end} by CASCA+", "casca", "Tashkent", end, **options)
        without = through(
            f"Tashkent - {end} by CASCA+, Turkmenistan avoided", "casca", "Tashkent", end, avoid=["TM"], **options
        )
        ferry = direct(
            f"Tashkent - {end} over the Caspian, Turkmenistan avoided", "Tashkent", end,
            avoid=["TM", "RU", "IR"], **options,
        )  # fmt: skip
        free = direct(f"Tashkent - {end}, Turkmenistan avoided", "Tashkent", end, avoid=["TM"], **options)
        ways += [casca, without, ferry, free]
        shares.append(100 * casca.share_in("TM"))
        shut.append(without.route is None)
        port = ferry.port()
        ports.append(port.country if port else "")
    return Answer(
        [
            Check(
                f"the corridor crosses it ({listed(f'{share:.0f} %' for share in shares)} of the km to Poti and "
                "Mersin lie between two places of Turkmenistan)",
                min(shares) > 0,
            ),
            Check("without it CASCA+ has no way", all(shut)),
            Check(
                "what then crosses the Caspian goes by the ports of Kazakhstan, which is the Middle Corridor",
                set(ports) == {"KZ"},
            ),
        ],
        [ways_table(ways)],
    )


# -- tonnes and capacities ---------------------------------------------------------------------------


def _ferries_to_baku(book: Book) -> list[Row]:
    """Ferries from Central Asia to Azerbaijan that have a capacity on record."""
    return [
        row
        for row in _caspian_links(book)
        if row["to"] == "alat" and book.places[row["from"]]["country"] in _CENTRAL_ASIA
        and row["capacity_mt_per_year"] is not None
    ]  # fmt: skip


def _port_capacity(book: Book, place: str) -> Row:
    rows = [r for r in book.rows("handling", place=place) if r["capacity_mt_per_year"] is not None]
    return max(rows, key=lambda row: float(row["capacity_mt_per_year"]))


def _capacity_table(book: Book) -> str:
    rows = [
        (f"ferry {book.places[r['from']]['name']} - {book.places[r['to']]['name']}", r) for r in _ferries_to_baku(book)
    ]
    ports = sorted({r[end] for r in _ferries_to_baku(book) for end in ("from", "to")})
    rows += [(f"port {book.places[p]['name']}, nominal", _port_capacity(book, p)) for p in ports]
    cells = [
        (name, number(r["capacity_mt_per_year"], 1), r["capacity_grade"], listed(r["capacity_source"]))
        for name, r in rows
    ]
    cells += [
        (
            f"traffic of the port {book.places[r['origin']]['name']} in {r['year']}",
            number(r["high"], 1),
            r["grade"],
            listed(r["source"]),
        )
        for r in book.rows("published", quantity="volume_mt_per_year")
        if r["origin"] in ports and not r["destination"]
    ]
    record = book.row("corridors", "middle-corridor")
    claimed = number(record["claimed_capacity_mt_per_year"], 1)
    cells.append(("the corridor as announced by its members", claimed, "", record["notes"]))
    return table(("what", "Mt a year", "grade", "sources"), cells, left=(0, 2, 3))


def _wb_2030(book: Book, claim: Row) -> Answer:
    stated = float(claim["value"])
    demand = sum(row["mt_per_year"] for row in book.tables["demand_wb2030"])
    ferries = _ferries_to_baku(book)
    kazakh = [r for r in ferries if book.places[r["from"]]["country"] == "KZ"]
    carried = sum(r["capacity_mt_per_year"] for r in kazakh)
    every = sum(r["capacity_mt_per_year"] for r in ferries)
    east = sum(_port_capacity(book, r["from"])["capacity_mt_per_year"] for r in kazakh)
    west = _port_capacity(book, "alat")["capacity_mt_per_year"]
    forecast = next(
        r
        for r in book.rows("demand", origin="TITR", destination="all", unit="Mt", kind="forecast")
        if str(r["year"]) == str(claim["year"]) and INTERVIEW not in r["source"]
    )
    return Answer(
        [
            Check(
                f"the forecast is on record from another source ({forecast['value']:g} Mt in {forecast['year']}, "
                f"{listed(forecast['source'])}, {forecast['grade']})",
                forecast["value"] == stated,
            ),
            Check(
                f"it fits the ferries that sail today: Kazakh ports {number(carried, 1)} Mt a year, with "
                f"Turkmenbashi {number(every, 1)}",
                stated <= every,
            ),
            Check(
                f"it fits the ports as built: {number(east, 1)} Mt a year on the Kazakh side, {number(west, 1)} at "
                "Alat, nominal",
                stated <= min(east, west),
            ),
        ],
        [
            _capacity_table(book),
            f"`demand_wb2030` sums to {number(demand, 2)} Mt a year ({grades(book.tables['demand_wb2030'])}, made to "
            f"the forecast). To carry the {stated:g} Mt the ferries from Kazakhstan would have to grow "
            f"{stated / carried:.1f}-fold. The traffic of a port holds all its cargo, "
            "lorries and other lines included.",
        ],
    )


def _wb_uz(book: Book, claim: Row) -> Answer:
    stated = float(claim["value"])
    uzbek = [r for r in book.tables["demand_wb2030"] if book.places[r["origin"]]["country"] == "UZ"]
    total = sum(r["mt_per_year"] for r in uzbek)
    today = next(r for r in book.tables["demand"] if r["origin"] == "UZ" and "Port of Baku" in r["destination"])
    soon = next(r for r in book.tables["demand"] if r["origin"] == "UZ" and r["destination"] == "Middle Corridor")
    ferry = next(r for r in _ferries_to_baku(book) if book.places[r["from"]]["country"] == "TM")
    return Answer(
        [
            Check(
                f"no more than twice what moved in {today['year']} ({today['value']:g} {today['unit']} of Uzbek "
                f"cargo by the Port of Baku, {listed(today['source'])}, {today['grade']})",
                stated <= 2 * today["value"],
            ),
            Check(
                f"no more than the ministry expects over the Caspian in {soon['year']} ({soon['value']:g} "
                f"{soon['unit']}, all Uzbek flows, {listed(soon['source'])}, {soon['grade']})",
                stated <= soon["value"],
            ),
            Check(
                "it fits the ferry Turkmenbashi - Alat as it sails today "
                f"({number(ferry['capacity_mt_per_year'], 1)} Mt a year, {ferry['capacity_grade']}), others left out",
                stated <= ferry["capacity_mt_per_year"],
            ),
        ],
        [
            f"`demand_wb2030` holds {number(total, 2)} Mt a year from Uzbekistan in {len(uzbek)} relations "
            f"({grades(uzbek)}, made to the claim)."
        ],
    )


def _ends(book: Book, row: Row) -> set[str]:
    """Countries of the ends of a relation."""
    return {book.places[row[end]]["country"] for end in ("origin", "destination")}


def _ports_taken(book: Book, weight: str) -> dict[str, float]:
    """Mt of the 2030 demand by the country of the Caspian port, each relation on its best way."""
    tonnes: dict[str, float] = defaultdict(float)
    for row in book.tables["demand_wb2030"]:
        way = direct(
            "", row["origin"], row["destination"],
            weight=weight, shipment=row["shipment"], modes=_RAIL_FERRY, avoid=["RU", "IR"], on=int(row["year"]),
        )  # fmt: skip
        passed = {place.country for place in _crossing(way)} & {"KZ", "TM"}
        tonnes[next(iter(passed)) if passed else "none"] += row["mt_per_year"]
    return tonnes


def _crossing(way: Way) -> list[co.Place]:
    """Ends of the ferry to or from Alat."""
    steps = (step for step in way.found.steps if step.link is not None and step.mode == "ferry")
    return [end for step in steps for end in (step.start, step.end) if "alat" in (step.start.id, step.end.id)]


def _titr_kz_leader(book: Book, _claim: Row) -> Answer:
    checks, rows = [], []
    for weight, word in (("cost", "price"), ("time", "time"), ("generalised", "money and time")):
        tonnes = _ports_taken(book, weight)
        total = sum(tonnes.values())
        share = 100 * tonnes["KZ"] / total
        rows.append((f"best by {word}", number(tonnes["KZ"], 1), number(tonnes["TM"], 1), f"{share:.0f} %"))
        checks.append(
            Check(f"more of the 2030 demand takes Kazakh ports, each relation on its best way by {word}", share > 50)
        )
    demand = book.tables["demand_wb2030"]
    kazakh = sum(r["mt_per_year"] for r in demand if "KZ" in _ends(book, r))
    today = dict.fromkeys(("KZ", "TM"), 0.0)
    for row in _ferries_to_baku(book):
        today[book.places[row["from"]]["country"]] += row["capacity_mt_per_year"]
    more = today["KZ"] / today["TM"] - 1
    checks.append(
        Check(
            f"the ferries from Kazakhstan carry more today ({number(today['KZ'], 1)} Mt a year against "
            f"{number(today['TM'], 1)} from Turkmenbashi, {grades(_ferries_to_baku(book), 'capacity_grade')}; the "
            f"links count unlike things, so less than {100 * _UNLIKE:.0f} % apart tells nothing)",
            None if abs(more) < _UNLIKE else more > 0,
        )
    )
    heads = ("each relation on its way", "by Kazakh ports, Mt", "by Turkmenbashi, Mt", "Kazakh share")
    every = number(sum(r["mt_per_year"] for r in demand), 1)
    text = (
        f"`demand_wb2030` ({every} Mt, {grades(demand)}; {number(kazakh, 1)} Mt of it begin or end in Kazakhstan by "
        f"the making of the table), network of {demand[0]['year']}, rail and ferry, Russia and Iran avoided. "
        "Capacities do not bind in this count."
    )
    return Answer(checks, [text, table(heads, rows)])


CASPIAN: dict[str, Callable[[Book, Row], Answer]] = {
    "casca-china": _casca_china,
    "casca-turkmen-key": _casca_turkmen_key,
    "titr-uz-user": _titr_uz_user,
    "caspian-access": _caspian_access,
    "caspian-others": _caspian_others,
    "titr-kz-leader": _titr_kz_leader,
    "titr-role": _titr_role,
    "wb-2030": _wb_2030,
    "wb-uz": _wb_uz,
}
