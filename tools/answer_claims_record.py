"""Answers to the claims that the record speaks to: corridors, demand, opening years."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable

from corridors.tables.reading import Row
from tools.answer_claims_kit import (
    INTERVIEW,
    Answer,
    Book,
    Check,
    Way,
    bullets,
    direct,
    grades,
    listed,
    number,
    through,
    ways_table,
)

__all__ = ["RECORD"]

#: Members of the European Union that the network knows on the way from the Black Sea.
_UNION = ("AT", "BG", "HU", "RO")


def _others(row: Row) -> tuple[str, ...]:
    """Sources of a row besides the interview."""
    return tuple(source for source in row["source"] if source != INTERVIEW)


def _on_record(row: Row, *, agrees: bool) -> bool | None:
    """Whether a row agrees; nothing is tested by a row that rests on the interview alone."""
    return agrees if _others(row) else None


def _sourced(row: Row, table_name: str) -> str:
    return f"Record: table `{table_name}`, row `{row['id']}`; sources besides the interview: {listed(_others(row))}."


def _joined(row: Row) -> dict[str, str]:
    """Years of joining by country, from the notes of a corridor."""
    return dict(re.findall(r"\b([A-Z]{2}) (\d{4})\b", row["notes"].split(";")[0]))


# -- CASCA+ and the Middle Corridor ------------------------------------------------------------------


def _casca_founding(book: Book, claim: Row) -> Answer:
    row = book.row("corridors", "casca")
    joined = _joined(row)
    named = book.countries_in(claim["claim"])
    first = [code for code in joined if joined[code] == str(claim["value"])]
    return Answer(
        [
            Check(
                f"founded in {row['founded']} by the corridor record",
                _on_record(row, agrees=str(row["founded"]) == str(claim["value"])),
            ),
            Check(
                f"the founders on record are those named ({listed(map(book.name, first))})",
                _on_record(row, agrees=set(first) == set(named)),
            ),
        ],
        [_sourced(row, "corridors")],
    )


def _casca_turkiye(book: Book, claim: Row) -> Answer:
    row = book.row("corridors", "casca")
    year = _joined(row).get("TR", "")
    with_it = through(
        "Tashkent - Mersin by CASCA+, today", "casca", "Tashkent", "Mersin", modes=["rail", "ferry"], weight="cost"
    )
    return Answer(
        [
            Check(f"joined in {year} by the corridor record", _on_record(row, agrees=year == str(claim["value"]))),
            Check(
                "with it the corridor reaches the Mediterranean by rail and ferry alone (Tashkent-Mersin)",
                with_it.route is not None,
            ),
        ],
        [_sourced(row, "corridors"), ways_table([with_it])],
    )


def _casca_name(book: Book, _claim: Row) -> Answer:
    row = book.row("corridors", "casca")
    regions = {
        "Central Asia": {"KZ", "KG", "TJ", "TM", "UZ"},
        "South Caucasus": {"AM", "AZ", "GE"},
        "Anatolia": {"TR"},
    }
    members = set(row["members"])
    checks = [
        Check(
            f"{region} has a member on record ({listed(sorted(members & codes))})",
            _on_record(row, agrees=bool(members & codes)),
        )
        for region, codes in regions.items()
    ]
    plus = "plus stands for further countries" in row["notes"]
    checks.append(Check("the plus is explained so by a source besides the interview", None if plus else False))
    return Answer(checks, [_sourced(row, "corridors")])


def _etca_note(book: Book) -> tuple[Row, str]:
    row = book.row("corridors", "casca")
    return row, str(row["notes"]).partition("Eurasian Transport Corridors Association")[2]


def _etca(book: Book, claim: Row) -> Answer:
    row, note = _etca_note(book)
    report = re.search(r"press report of (\w+ \d{4})", note)
    agreed = report.group(1) if report else ""
    return Answer(
        [
            Check("the association is on record, on the platform of CASCA+", _on_record(row, agrees=bool(note))),
            Check(
                f"its creation dated to {claim['value']} by a source besides the interview",
                str(claim["value"]) in agreed or None,
            ),
        ],
        [_sourced(row, "corridors"), f"The press report on record is of {agreed}: the founding was agreed then."],
    )


def _etca_turkmenistan(book: Book, _claim: Row) -> Answer:
    row, note = _etca_note(book)
    names = re.search(r"names ([A-Z, ]+) as agreeing", note)
    founders = re.findall(r"[A-Z]{2}", names.group(1)) if names else []
    casca = "TM" in row["members"]
    return Answer(
        [
            Check(
                f"the founders on record leave it out ({listed(founders)})",
                _on_record(row, agrees=bool(founders) and "TM" not in founders),
            ),
            Check("it is a member of CASCA+ itself all the same", _on_record(row, agrees=casca)),
        ],
        [_sourced(row, "corridors")],
    )


def _titr_members(book: Book, claim: Row) -> Answer:
    row = book.row("corridors", "middle-corridor")
    named = book.countries_in(claim["claim"].split(";")[0])
    ways = [
        through(f"Xi'an - {end}", "middle-corridor", "Xi'an", end, modes=["rail", "ferry"], weight="cost")
        for end in ("Istanbul", "Constanta")
    ]
    between = {c for way in ways for c in way.found.countries} - {"CN", *_UNION}
    return Answer(
        [
            Check(
                f"the members on record are those named ({listed(row['members'])})",
                _on_record(row, agrees=set(row["members"]) == set(named)),
            ),
            Check(
                "the corridor's ways from China to Istanbul and to Constanta (European Union) pass these "
                f"countries and none between but China and the Union ({listed(sorted(between))})",
                between == set(named),
            ),
        ],
        [_sourced(row, "corridors"), ways_table(ways)],
    )


# -- railways to be built ----------------------------------------------------------------------------


def _cku_start(book: Book, claim: Row) -> Answer:
    row = book.row("corridors", "cku")
    members = {r["link"] for r in book.rows("corridor_links", corridor="cku")}
    building = [r for r in book.tables["links"] if r["id"] in members and r["status"] == "construction"]
    sources = sorted({source for r in building for source in r["status_source"]})
    expected = sorted({str(r["expected"]) for r in building})
    km = sum(r["length_km"] for r in building)
    return Answer(
        [
            Check(
                f"under construction by the record of links ({len(building)} links, {number(km)} km; sources "
                f"{listed(sources)})",
                bool(building) and any(source != INTERVIEW for source in sources),
            ),
            Check(f"the month {claim['value']} by a source besides the interview", None),
        ],
        [
            _sourced(row, "corridors"),
            f"Expected opening {listed(expected)}: the network takes the line as open from then, not before.",
        ],
    )


def _ta_proposed(book: Book, claim: Row) -> Answer:
    row = book.row("corridors", "trans-afghan")
    agrees = str(row["founded"]) == str(claim["value"])
    return Answer(
        [Check(f"{row['founded']} by the corridor record", _on_record(row, agrees=agrees))],
        [_sourced(row, "corridors")],
    )


def _ta_agreement(book: Book, claim: Row) -> Answer:
    row = book.row("corridors", "trans-afghan")
    year, month = str(claim["value"]).split("-")
    when = f"{month_name[int(month)]} {year}"
    notes = str(row["notes"])
    agrees = "framework agreement on the feasibility study" in notes and when in notes
    return Answer(
        [
            Check(f"a framework agreement of {when} on record", _on_record(row, agrees=agrees)),
            Check(
                f"three parties ({listed(map(book.name, row['members']))})",
                _on_record(row, agrees=len(row["members"]) == 3),
            ),
        ],
        [_sourced(row, "corridors")],
    )


def _ta_office(book: Book, claim: Row) -> Answer:
    row = book.row("corridors", "trans-afghan")
    notes = str(row["notes"])
    agrees = f"project office Tashkent {claim['value']}" in notes
    cities = [city for city in ("Kabul", "Islamabad") if city not in notes]
    return Answer(
        [
            Check(f"a project office in Tashkent of {claim['value']} on record", _on_record(row, agrees=agrees)),
            Check(f"its branches in {listed(cities)} on record", None if cities else True),
        ],
        [_sourced(row, "corridors")],
    )


def _hairatan(on: int) -> Way:
    return direct(f"Hairatan - Mazar-i-Sharif on {on}", "Hairatan", "Mazar-i-Sharif", modes=["rail"], on=on)


def _ta_hairatan(_book: Book, claim: Row) -> Answer:
    year = int(claim["value"])
    before, after = _hairatan(year - 1), _hairatan(year + 1)
    links = [link.row for link in after.found.links]
    operated = all("operated by Uzbekistan" in row["notes"] for row in links)
    sources = sorted({source for row in links for source in row["status_source"]})
    return Answer(
        [
            Check(f"no way by rail at the end of {year - 1}", before.route is None),
            Check(f"a way by rail at the end of {year + 1}", after.route is not None),
            Check(f"opened in {year} by the record of links", {row["opened"] for row in links} == {str(year)}),
            Check(f"operated by Uzbekistan by the record of links (sources {listed(sources)})", operated),
        ],
        [ways_table([before, after])],
    )


def _wb_share(book: Book, claim: Row) -> Answer:
    rows = book.tables["demand_wb2030"]
    country = {place_id: row["country"] for place_id, row in book.places.items()}
    groups = {"China with Europe and Türkiye": 0.0, "from Uzbekistan": 0.0, "others": 0.0}
    for row in rows:
        ends = {country[row["origin"]], country[row["destination"]]}
        name = list(groups)[0 if "CN" in ends else 1 if "UZ" in ends else 2]
        groups[name] += row["mt_per_year"]
    total = sum(groups.values())
    share = 100 * groups["China with Europe and Türkiye"] / total
    return Answer(
        [
            Check(
                f"the transcontinental share of `demand_wb2030` ({share:.0f} %) against the {claim['value']} % "
                "stated; the table was made from the claim",
                None,
            )
        ],
        [
            bullets(f"{name}: {number(mt, 2)} Mt, {100 * mt / total:.0f} %" for name, mt in groups.items()),
            f"Sum {number(total, 2)} Mt a year in {len(rows)} relations, all graded {grades(rows)}.",
        ],
    )


RECORD: dict[str, Callable[[Book, Row], Answer]] = {
    "casca-founding": _casca_founding,
    "casca-turkiye": _casca_turkiye,
    "casca-name": _casca_name,
    "etca": _etca,
    "etca-turkmenistan": _etca_turkmenistan,
    "titr-members": _titr_members,
    "cku-start": _cku_start,
    "wb-share": _wb_share,
    "ta-proposed": _ta_proposed,
    "ta-hairatan": _ta_hairatan,
    "ta-agreement": _ta_agreement,
    "ta-office": _ta_office,
}
