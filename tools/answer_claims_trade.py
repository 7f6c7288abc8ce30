"""Answers to the claims about trade with Azerbaijan, from the demand table."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable

from corridors.tables.reading import Row
from tools.answer_claims_kit import INTERVIEW, Answer, Book, Check, listed, number, table

__all__ = ["TRADE"]

#: Two counts of one thing agree while no further apart than this share.
_AGREE = 0.05
#: Trade in money that stands for a partner: turnover, or exports and imports of one period together.
_MONEY = ("trade turnover", "turnover", "export", "import")


def _independent(row: Row) -> bool:
    """Whether a row rests on more than the interview, which would only repeat the claim."""
    return any(source != INTERVIEW for source in row["source"])


def _az_rows(book: Book) -> list[Row]:
    ends = {"UZ", "AZ"}
    return [row for row in book.tables["demand"] if {row["origin"], row["destination"]} == ends]


def _turnovers(book: Book) -> list[Row]:
    return [
        row
        for row in _az_rows(book)
        if row["unit"] == "million USD" and row["flow"].startswith("trade turnover") and _independent(row)
    ]


def _az_table(book: Book) -> str:
    return table(
        ("flow", "direction", "year", "figure", "unit", "counted by", "grade", "source", "remark"),
        (
            (
                r["flow"], r["direction"] or "", r["year"], f"{r['value']:g}", r["unit"], r["definition"] or "",
                r["grade"], listed(r["source"]), r["notes"] or "",
            )
            for r in _az_rows(book)
        ),
        left=(0, 1, 2, 4, 5, 6, 7, 8),
    )  # fmt: skip


def _months(row: Row) -> int | None:
    """Count the months that a row covers: 12 for a year; None where its end is not printed."""
    text = f"{row['flow']} {row['year']}"
    names = [name for name in month_name if name and re.search(rf"\b{name[:3]}", text)]
    if not names:
        return 12
    if len(names) == 1:
        return None
    order = [list(month_name).index(name) for name in names]
    return order[-1] - order[0] + 1


def _of_year(book: Book, year: int, *, whole: bool) -> list[Row]:
    found = (row for row in _turnovers(book) if str(row["year"]).startswith(str(year)))
    return [row for row in found if (_months(row) == 12) is whole]


def _trade_growth(book: Book, claim: Row) -> Answer:
    stated = float(claim["value"])
    (last,) = _of_year(book, 2024, whole=True)
    years = sorted(int(r["year"]) for r in _turnovers(book) if _months(r) == 12)
    (first,) = _of_year(book, years[0], whole=True)
    (part,) = _of_year(book, 2016, whole=False)
    base, grown = last["value"] / stated, last["value"] / first["value"]
    checks = [
        Check(
            f"trade grew at least {stated:g}-fold: from {number(first['value'])} million USD in {years[0]} "
            f"({first['grade']}) to {number(last['value'])} in {last['year']} it is {grown:.1f} times, "
            "in a year less",
            grown >= stated,
        ),
        Check(
            f"the base that it implies, {number(base)} million USD in 2016, against the only figure of that year "
            f"({number(part['value'], 1)} by {part['definition']}, {listed(part['source'])}; {part['notes']}: a part "
            "of a year proves nothing)",
            None,
        ),
    ]
    return Answer(checks, ["All that the demand table holds between the two countries:", _az_table(book)])


def _trade_2024(book: Book, claim: Row) -> Answer:
    stated = float(claim["value"])
    checks, lines = [], ["The table stands at the growth of trade, claim 3."]
    for row in _of_year(book, 2024, whole=True):
        apart = abs(row["value"] / stated - 1)
        checks.append(
            Check(
                f"another source has the same for 2024 ({number(row['value'])} million USD, {row['definition']}, "
                f"{listed(row['source'])}; {100 * apart:.1f} % apart)",
                apart <= _AGREE,
            )
        )
    for row in _of_year(book, 2024, whole=False):
        months = _months(row) or 12
        span = f"{months} months, {listed(row['source'])}, {number(row['value'])} million USD"
        checks.append(Check(f"a part of the year on record is no larger ({span})", row["value"] <= stated))
        year = row["value"] * 12 / months
        lines.append(f"At the pace of that part ({span}) the year would come to {number(year)} million USD.")
    return Answer(checks, lines)


def _trade_2025(book: Book, claim: Row) -> Answer:
    stated = float(claim["value"])
    growth = next(r for r in _az_rows(book) if r["flow"] == "growth of trade turnover")
    checks = [
        Check(
            f"another source has more than that for {row['year']} ({number(row['value'])} million USD, "
            f"{row['definition']}, {listed(row['source'])}, {row['grade']})",
            row["value"] > stated,
        )
        for row in _of_year(book, 2025, whole=False)
    ]
    line = (
        f"Counted otherwise: the {growth['definition']} names a growth of {growth['value']:g} % for the same months "
        f"({listed(growth['source'])}; {growth['notes']}), and prints no turnover, so it tests nothing."
    )
    return Answer(checks, [line])


def _partners(book: Book) -> dict[str, tuple[float, str]]:
    """Most trade on record with each partner since 2019, in million USD, and its period; parts of years too."""
    known = {country["id"] for country in book.tables["countries"]} - {"UZ", "AZ"}
    periods: dict[tuple[str, str], dict[str, float]] = {}
    for row in book.tables["demand"]:
        ends = {row["origin"], row["destination"]} - {"UZ"}
        kind = row["flow"].split(",")[0].split(" of goods")[0]
        money = row["unit"] == "million USD" and row["kind"] in ("actual", "derived") and kind in _MONEY
        if not (money and len(ends) == 1 and ends <= known and "UZ" in (row["origin"], row["destination"])):
            continue
        if str(row["year"])[:4] < "2019" or row["value"] is None or not _independent(row):
            continue
        key = ends.pop(), str(row["year"])
        periods.setdefault(key, {})[kind] = row["value"]
    totals: dict[str, tuple[float, str]] = {}
    for (partner, period), flows in periods.items():
        turnover = max((v for k, v in flows.items() if "turnover" in k), default=0.0)
        amount = max(turnover, flows.get("export", 0.0) + flows.get("import", 0.0))
        totals[partner] = max(totals.get(partner, (0.0, "")), (amount, period))
    return totals


def _partner_rank(book: Book, _claim: Row) -> Answer:
    (whole,) = _of_year(book, 2024, whole=True)
    (nine,) = _of_year(book, 2025, whole=False)
    pace = nine["value"] * 12 / (_months(nine) or 12)
    totals = _partners(book)
    checks = []
    for year, amount, how in ((2024, whole["value"], "as printed"), (2025, pace, "at the pace of nine months")):
        larger = sum(1 for value, _ in totals.values() if value > amount)
        checks.append(
            Check(
                f"20 partners traded more than Azerbaijan's {number(amount)} million USD of {year} ({how}): {larger} "
                "found, each by the most on record since 2019, some by a part of a year or by imports alone",
                True if larger >= 20 else None,
            )
        )
    order = sorted(totals.items(), key=lambda item: -item[1][0])
    names = ", ".join(f"{book.name(p)} {number(v)} ({when})" for p, (v, when) in order if v > whole["value"])
    return Answer(checks, [f"On record, million USD: {names}. A partner that no text names may be missing."])


TRADE: dict[str, Callable[[Book, Row], Answer]] = {
    "trade-growth": _trade_growth,
    "trade-2024": _trade_2024,
    "trade-2025-9m": _trade_2025,
    "partner-rank": _partner_rank,
}
