"""Answers to the claims about the railways to be built, to China and across Afghanistan, by running the library."""

from __future__ import annotations

from collections.abc import Callable

import corridors as co
from corridors.tables.reading import Row
from tools.answer_claims_kit import (
    LATER,
    Answer,
    Book,
    Check,
    Way,
    direct,
    listed,
    number,
    table,
    through,
    ways_table,
)

__all__ = ["RAILWAYS"]

#: A way is worth a shift, and a railway worth building, from this share of the price on.
_GAIN = 0.05
_BAN = ("india-pakistan-shipping-2025", "attari-2025")
_INDIA = co.Scenario("India open to Pakistani cargo", lift=_BAN)
_BORDER = co.Scenario("Afghan-Pakistani crossings and the Salang open", lift=("af-pk-border-2025", "salang-2026"))


def _ban_kept() -> co.Scenario:
    """India's ban as it stands: the tables take it to end some day, and the claim is put to today's state."""
    rows = [row for row in Book().tables["events"] if row["id"] in _BAN]
    return co.Scenario("India shut to Pakistani cargo", shut=tuple(link for row in rows for link in row["links"]))


# -- China - Kyrgyzstan - Uzbekistan -----------------------------------------------------------------


def _cku_capacity(book: Book, claim: Row) -> Answer:
    stated = float(claim["value"])
    members = {r["link"] for r in book.rows("corridor_links", corridor="cku")}
    new = [r for r in book.tables["links"] if r["id"] in members and r["status"] == "construction"]
    line = through("Kashgar - Andijan, the new line", "cku", "Kashgar", "Andijan", modes=["rail"], on=LATER)
    whole = through("Kashgar - Tashkent", "cku", "Kashgar", "Tashkent", modes=["rail"], on=LATER)
    sources = sorted({source for r in new for source in r["capacity_source"]})
    others = [r for r in book.tables["demand"] if r["origin"] == "CKU railway"]
    checks = [
        Check(
            f"the links under construction carry {listed(sorted({number(r['capacity_mt_per_year']) for r in new}))} "
            f"Mt a year (sources {listed(sources)}; grade {listed(sorted({r['capacity_grade'] for r in new}))})",
            all(r["capacity_mt_per_year"] == stated for r in new),
        )
    ]
    for way in (line, whole):
        capacity = way.found.capacity_mt_per_year
        checks.append(
            Check(
                f"{way.label}: the tightest point carries the {stated:g} Mt stated ({way.tightest()})",
                capacity >= stated,
            )
        )
    forecasts = ", ".join(_range(r) + f" ({listed(r['source'])})" for r in others)
    return Answer(
        checks,
        [
            ways_table([line, whole]),
            f"Forecasts of traffic on record, Mt a year: {forecasts}. The record of the corridor adds: "
            f"{book.row('corridors', 'cku')['notes']}.",
        ],
    )


def _range(row: Row) -> str:
    figures = [row[key] for key in ("low", "value", "high") if row[key] is not None]
    text = f"{figures[0]:g}" if figures[0] == figures[-1] else f"{figures[0]:g} to {figures[-1]:g}"
    return f"{text} {row['year']}"


def _cku_extension(book: Book, _claim: Row) -> Answer:
    # "joins" asks whether a way over both exists, so the way is led through the second corridor where there is one
    joined = (("Hairatan", "cku"), ("Karachi", "trans-afghan"), ("Bandar Abbas", "southern"), ("Turkmenbashi", "cku"))
    ways = [
        through(f"Kashgar - {end}", corridor, "Kashgar", end, modes=["rail"], on=LATER, weight="cost")
        for end, corridor in joined
    ]
    checks = []
    for way, (end, corridor) in zip(ways, joined, strict=True):
        name = "" if corridor == "cku" else f", by the {book.row('corridors', corridor)['name']}"
        met = way.route is not None and {"cku", corridor} <= set(way.route.corridors)
        checks.append(Check(f"a way by rail alone from Kashgar to {end}{name}", met))
    return Answer(checks, [f"Network of {LATER}, cheapest ways by the line:", ways_table(ways)])


class _Rivals:
    """One relation by the new line and by Kazakhstan."""

    def __init__(self, book: Book, origin: str, destination: str, modes: list[str]) -> None:
        self.book = book
        self.label = f"{origin} - {destination}"
        self.ways = {
            (corridor, weight): through(
                f"{self.label}, {corridor}, {weight}", corridor, origin, destination,
                modes=modes, weight=weight, on=LATER, service="block_train",  # no timetable of a line unbuilt
            ).found
            for corridor in ("cku", "kazakhstan-china")
            for weight in ("cost", "time", "generalised")
        }  # fmt: skip

    def price(self, corridor: str) -> float:
        """USD per t on the cheapest way."""
        return self.ways[corridor, "cost"].cost_usd_per_t

    def days(self, corridor: str) -> float:
        """Days on the quickest way."""
        return self.ways[corridor, "time"].time_h / 24

    def money_and_time(self, corridor: str) -> float:
        """USD per 40 ft container with its hours at the value of time."""
        route = self.ways[corridor, "generalised"]
        return route.cost_usd + self.book.value_of_time * route.time_h

    @property
    def kazakhstan_wins(self) -> bool:
        """Whether Kazakhstan's way is the better one in money and time."""
        return self.money_and_time("kazakhstan-china") <= self.money_and_time("cku")

    @property
    def cheap_enough(self) -> bool:
        """Whether the new line undercuts Kazakhstan's way by more than the least gain."""
        return self.price("cku") < (1 - _GAIN) * self.price("kazakhstan-china")

    def cells(self) -> list[str]:
        """Give the row of the table."""
        cku, kz = self.price("cku"), self.price("kazakhstan-china")
        gap = abs(cku - kz)
        low, high = min(cku, kz), max(cku, kz)
        winner, loser = ("CKU", "Kazakhstan") if cku < kz else ("Kazakhstan", "CKU")
        flip = f"{winner} +{100 * gap / low:.1f} % or {loser} -{100 * gap / high:.1f} %"
        payload = self.ways["cku", "cost"].cost_usd / cku
        pair = self.ways["cku", "cost"], self.ways["kazakhstan-china", "cost"]
        hours = pair[0].time_h - pair[1].time_h
        even = (pair[1].cost_usd - pair[0].cost_usd) / hours if hours else 0.0
        whole = (self.money_and_time("cku") - self.money_and_time("kazakhstan-china")) / payload
        return [
            self.label,
            number(cku, 1),
            number(kz, 1),
            f"{winner} by {number(gap, 1)}",
            flip,
            number(self.days("cku"), 1),
            number(self.days("kazakhstan-china"), 1),
            f"{'Kazakhstan' if self.kazakhstan_wins else 'CKU'} by {number(abs(whole), 1)}",
            number(even, 2) if even > 0 else "at no value",
        ]


def _rivals(book: Book) -> dict[str, list[_Rivals]]:
    rail, ferry = ["rail"], ["rail", "ferry"]
    inner = [pair for city in ("Xi'an", "Lanzhou") for pair in (("Tashkent", city), (city, "Tashkent"))]
    return {
        "inner China (Xi'an, Lanzhou) with Tashkent": [_Rivals(book, a, b, rail) for a, b in inner],
        "transit of Xi'an to Istanbul and Moscow": [
            _Rivals(book, "Xi'an", "Istanbul", ferry),
            _Rivals(book, "Xi'an", "Moscow", rail),
        ],
        "Kashgar with Tashkent": [
            _Rivals(book, "Tashkent", "Kashgar", rail),
            _Rivals(book, "Kashgar", "Tashkent", rail),
        ],
    }


def _cku_competition(book: Book, _claim: Row) -> Answer:
    groups = _rivals(book)
    checks = [
        Check(
            f"{name}: Kazakhstan's way stays the better one in money and time on every relation, and the new line "
            f"undercuts its price by more than {100 * _GAIN:.0f} % on none",
            all(r.kazakhstan_wins and not r.cheap_enough for r in rivals),
        )
        for name, rivals in groups.items()
    ]
    every = [r for rivals in groups.values() for r in rivals]
    cheaper = sum(r.price("cku") < r.price("kazakhstan-china") for r in every)
    slower = sum(r.days("cku") > r.days("kazakhstan-china") for r in every)
    heads = (
        "relation",
        "CKU, USD per t",
        "Kazakhstan, USD per t",
        "cheaper, USD per t",
        "what flips the price",
        "CKU, days",
        "Kazakhstan, days",
        "better in money and time, USD per t",
        "even at an hour worth, USD",
    )
    grades = listed(sorted({route.grade for r in every for route in r.ways.values()}))
    return Answer(
        checks,
        [
            f"Network of {LATER}, 40 ft containers by rail (to Istanbul by rail and ferry). Prices are of the cheapest "
            "way through each, days of the quickest; an hour is worth "
            f"{number(book.value_of_time, 2)} USD per container ({book.hour['grade']}, "
            f"{number(book.hour['low'], 2)} to {number(book.hour['high'], 2)}; the last column gives the value at "
            f"which the two cheapest ways come even). Grade of all ways: {grades}.",
            table(heads, (r.cells() for r in every), left=(0, 3, 4, 7)),
            f"The new line is the cheaper way on {cheaper} of {len(every)} relations and the slower one on {slower}. "
            "Where the prices differ by less than the spread between low and high below, the order is not sure.",
            ways_table(_both(every)),
        ],
    )


def _both(every: list[_Rivals]) -> list[Way]:
    names = {"cku": "CKU", "kazakhstan-china": "Kazakhstan"}
    return [Way(f"{r.label}, {name}, cheapest", r.ways[c, "cost"]) for r in every for c, name in names.items()]


# -- across Afghanistan ------------------------------------------------------------------------------


def _grades_to(ends: list[str]) -> str:
    """Grades of the best ways from Tashkent."""
    pairs = [(end, weight) for end in ends for weight in ("cost", "generalised")]
    return listed(sorted({direct("", "Tashkent", e, weight=w, on=LATER).found.grade for e, w in pairs}))


def _ta_priority(_book: Book, _claim: Row) -> Answer:
    shut = {"neither": ("cku", "trans-afghan"), "CKU": ("trans-afghan",), "Trans-Afghan": ("cku",), "both": ()}
    ends = ["Kashgar", "Xi'an", "Karachi", "Gwadar", "Mundra", "Bandar Abbas", "Poti"]
    figures = {
        (name, weight): co.distance_matrix(
            "Tashkent", ends, weight=weight, on=LATER, scenario=co.Scenario(name, shut=closed)
        )
        .iloc[0]
        .tolist()
        for name, closed in shut.items()
        for weight in ("cost", "generalised")
    }
    rows = []
    for name in shut:
        pairs = zip(figures[name, "cost"], figures[name, "generalised"], strict=True)
        rows.append([name, *(f"{number(price)} / {number(whole)}" for price, whole in pairs)])
    checks = []
    for name in ("CKU", "Trans-Afghan"):
        for weight, words in (("cost", "in price"), ("generalised", "in money and time")):
            triples = zip(ends, figures["neither", weight], figures[name, weight], strict=True)
            gains = {end: 100 * (1 - now / before) for end, before, now in triples}
            won = [f"{end} -{gain:.0f} %" for end, gain in gains.items() if gain >= 100 * _GAIN]
            text = f"{name} alone saves at least {100 * _GAIN:.0f} % {words} on a way from Tashkent ({listed(won)})"
            checks.append(Check(text, bool(won)))
    checks.append(Check("the rank among the projects of the state, which is politics", None))
    return Answer(
        checks,
        [
            f"Network of {LATER}, all modes, from Tashkent: USD per 40 ft on the cheapest way / USD with the hours at "
            f"their value on the best way (grade: {_grades_to(ends)}):",
            table(("open", *ends), rows),
        ],
    )


def _to_the_sea(name: str, end: str) -> dict[str, Way]:
    """Ways from Tashkent to a port of Pakistan, with the railway and without."""
    road = "salang-torkham"
    return {
        "railway": through(
            f"{name}, railway, {LATER}", "trans-afghan", "Tashkent", end, modes=["rail"], weight="cost", on=LATER
        ),
        "cheapest": direct(f"{name}, cheapest, today", "Tashkent", end, weight="cost"),
        "quickest": direct(f"{name}, quickest, today", "Tashkent", end, weight="time"),
        "road": through(f"{name}, road by Salang, today", road, "Tashkent", end, weight="cost"),
        "open": through(
            f"{name}, road by Salang, border and tunnel open", road, "Tashkent", end, weight="cost", scenario=_BORDER
        ),
    }


def _to_india(name: str, end: str) -> dict[str, Way]:
    """Ways from Tashkent to a port of India, with the railway and without."""
    options = {"modes": ["rail", "sea"], "weight": "cost", "on": LATER}
    return {
        "railway": through(
            f"{name}, railway, {LATER}", "trans-afghan", "Tashkent", end, scenario=_ban_kept(), **options
        ),
        "lifted": through(
            f"{name}, railway, {LATER}, ban lifted", "trans-afghan", "Tashkent", end, scenario=_INDIA, **options
        ),
        "cheapest": direct(f"{name}, cheapest, today", "Tashkent", end, weight="cost"),
    }


def _ta_countries(book: Book, _claim: Row) -> Answer:
    ways = {end: _to_the_sea(f"Tashkent - {end}", end) for end in ("Karachi", "Gwadar")}
    ways |= {end: _to_india(f"Tashkent - {end}", end) for end in ("Mundra", "Nhava Sheva")}

    def passes(end: str, key: str, *countries: str) -> bool:
        route = ways[end][key].route
        return route is not None and route.countries == countries

    checks = [
        Check(
            f"a way by rail to {end} in {LATER} through these three countries and no others",
            passes(end, "railway", "UZ", "AF", "PK"),
        )
        for end in ("Karachi", "Gwadar")
    ]
    for end in ("Mundra", "Nhava Sheva"):
        for key, words in (("railway", "as things stand"), ("lifted", "once India takes cargo of Pakistan again")):
            text = f"onward from Pakistan straight to {end}, {words}"
            checks.append(Check(text, passes(end, key, "UZ", "AF", "PK", "IN")))
    record, karachi = book.row("corridors", "trans-afghan"), ways["Karachi"]["railway"]
    days = (
        f"The corridor record claims {record['claimed_days']} days and {record['claimed_capacity_mt_per_year']:g} Mt "
        f"a year; the model has {number(karachi.found.time_h / 24, 1)} days Tashkent - Karachi, tightest at "
        f"{karachi.tightest()}."
    )
    return Answer(checks, [ways_table(way for group in ways.values() for way in group.values()), days])


def _ta_route(_book: Book, _claim: Row) -> Answer:
    way = direct(f"Mazar-i-Sharif - Peshawar by rail, {LATER}", "Mazar-i-Sharif", "Peshawar", modes=["rail"], on=LATER)
    today = direct("the same today", "Mazar-i-Sharif", "Peshawar", modes=["rail"])
    names = [place.name for place in way.found.places]
    wanted = ("Naibabad", "Maidan Shahr", "Logar", "Kharlachi")
    spots = [next((n for n, name in enumerate(names) if w in name), -1) for w in wanted]
    return Answer(
        [
            *(Check(f"passes {w}", spot >= 0) for w, spot in zip(wanted, spots, strict=True)),
            Check("in this order", spots == sorted(spots) and -1 not in spots),
        ],
        [f"Places: {' - '.join(names)}.", ways_table([way, today])],
    )


def _from_the_north(origin: str, end: str) -> dict[str, Way]:
    """Ways from Russia or Belarus to South Asia, by Uzbekistan and by the North-South corridor."""
    name = f"{origin} - {end}"
    options = {"modes": ["rail", "sea", "ferry"], "weight": "cost"}
    afghan, north = "trans-afghan", "instc"
    later = {"on": LATER, "scenario": _ban_kept()} | options
    via = {"via": ["Tashkent", "Kharlachi"]} | later
    ways = {
        "Tashkent": direct(f"{name} by Tashkent and the railway, {LATER}", origin, end, **via),
        "best": through(f"{name} by the railway, best way, {LATER}", afghan, origin, end, **later),
        "today": through(f"{name} by the North-South corridor, today", north, origin, end, **options),
        "later": through(f"{name} by the North-South corridor, {LATER}", north, origin, end, on=LATER, **options),
    }
    if end == "Mundra":
        label = f"{name} by Tashkent and the railway, {LATER}, ban lifted"
        ways["lifted"] = direct(label, origin, end, **via | {"scenario": _INDIA})
    return ways


def _ta_purpose(_book: Book, _claim: Row) -> Answer:
    rail: dict[str, list[str]] = {"modes": ["rail"]}
    north = {(o, e): _from_the_north(o, e) for o in ("Moscow", "Minsk") for e in ("Karachi", "Mundra")}
    now = direct("Tashkent - Karachi by rail alone, today", "Tashkent", "Karachi", **rail)
    new = direct(f"Tashkent - Karachi by rail alone, {LATER}", "Tashkent", "Karachi", on=LATER, **rail)
    straight = direct("", "Tashkent", "Karachi", avoid=["IR"], **rail)
    far = [
        through(f"{city} - Karachi by the railway, {LATER}", "trans-afghan", city, "Karachi", on=LATER, **rail)
        for city in ("Xi'an", "Duisburg")
    ]
    checks = [
        Check("no way by rail alone from Tashkent to Karachi today", now.route is None),
        Check("none today that keeps out of Iran", straight.route is None),
        Check(
            f"ways by rail alone of China (Xi'an) and the European Union (Duisburg) to Karachi by the line in {LATER}",
            all(way.route is not None for way in far),
        ),
    ]
    for end in ("Karachi", "Mundra"):
        pairs = [(ways["Tashkent"].found, ways["today"].found) for (_, e), ways in north.items() if e == end]
        text = f"from Russia and Belarus to {end} the way by Tashkent and the line in {LATER} is"
        rival = "than by the North-South corridor today"
        checks += [
            Check(f"{text} quicker {rival}", all(a.time_h < b.time_h for a, b in pairs)),
            Check(f"{text} cheaper {rival}", all(a.cost_usd < b.cost_usd for a, b in pairs)),
        ]
    ways = [way for group in north.values() for way in group.values()]
    return Answer(checks, ["Cheapest ways of each kind:", ways_table([*ways, *far, now, new])])


def _ta_security(book: Book, _claim: Row) -> Answer:
    events = book.network.events
    names = {"af-pk-border-2025": "Afghan-Pakistani", "india-pakistan-shipping-2025": "Indo-Pakistani at sea",
             "attari-2025": "Indo-Pakistani by land"}  # fmt: skip
    checks = [
        Check(f"{name}: a closure in force on {book.today} (event `{event}`)", event in events.index)
        for event, name in names.items()
    ]
    rows = [
        (row["name"], row["start"], row["end"] or "no end known", row["effect"], row["grade"])
        for row in (book.row("events", event) for event in names)
    ]
    now = through(
        "Tashkent - Karachi by Salang and Torkham, today", "salang-torkham", "Tashkent", "Karachi", weight="cost"
    )
    then = through(
        "the same, border and tunnel open", "salang-torkham", "Tashkent", "Karachi", weight="cost", scenario=_BORDER
    )
    other = direct("Tashkent - Karachi, cheapest way left, today", "Tashkent", "Karachi", weight="cost")
    checks.append(Check("the closed border shuts the road from Tashkent to Karachi by Torkham", now.route is None))
    return Answer(
        checks,
        [
            table(("event", "from", "to", "effect", "grade"), rows, left=range(5)),
            ways_table([now, then, other]),
            "The events shut roads and sea lanes. The railway to come is taken as open from its year, which supposes "
            "an open border.",
        ],
    )


RAILWAYS: dict[str, Callable[[Book, Row], Answer]] = {
    "cku-capacity": _cku_capacity,
    "cku-extension": _cku_extension,
    "cku-competition": _cku_competition,
    "ta-priority": _ta_priority,
    "ta-countries": _ta_countries,
    "ta-route": _ta_route,
    "ta-purpose": _ta_purpose,
    "ta-security": _ta_security,
}
