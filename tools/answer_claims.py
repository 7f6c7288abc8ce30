"""Answer the claims of `data/claims.csv` by running the library, and write `docs/claims.md`.

python tools/answer_claims.py
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if __package__ in (None, ""):  # run as a script: the folder of the package is not on the path
    sys.path.insert(0, str(ROOT))

from corridors.tables.reading import Row  # noqa: E402
from tools.answer_claims_caspian import CASPIAN  # noqa: E402
from tools.answer_claims_kit import (  # noqa: E402
    INTERVIEW,
    LATER,
    OUTSIDE,
    VERDICTS,
    Answer,
    Book,
    bullets,
    listed,
    table,
)
from tools.answer_claims_railways import RAILWAYS  # noqa: E402
from tools.answer_claims_record import RECORD  # noqa: E402
from tools.answer_claims_trade import TRADE  # noqa: E402

__all__ = ["PAGE", "main", "render"]

PAGE = ROOT / "docs" / "claims.md"
_SPEAKS = {"network": "by the network", "record": "by the record", "outside": "outside"}
_ANSWERS = {"network": CASPIAN | RAILWAYS, "record": RECORD | TRADE}


def render() -> str:
    """Give the page."""
    book = Book()
    rows = book.tables["claims"]
    subjects = list(dict.fromkeys(claim["subject"] for claim in rows))
    claims = sorted(rows, key=lambda claim: subjects.index(claim["subject"]))
    answers = {claim["id"]: _answer(book, claim) for claim in claims}
    verdicts = {
        claim["id"]: OUTSIDE if claim["speaks"] == "outside" else answers[claim["id"]].verdict for claim in claims
    }
    parts = [_head(book, claims, verdicts), _parts_not_met(claims, answers), _glance(claims, verdicts)]
    for subject in subjects:
        parts.append(f"## {subject}")
        parts += [
            _section(number, claim, answers[claim["id"]], verdicts[claim["id"]])
            for number, claim in enumerate(claims, start=1)
            if claim["subject"] == subject
        ]
    return "\n\n".join(parts) + "\n"


def _answer(book: Book, claim: Row) -> Answer:
    if claim["speaks"] == "outside":
        return Answer(lines=["The network cannot speak to this; recorded with its source."])
    return _ANSWERS[claim["speaks"]][claim["id"]](book, claim)


def _head(book: Book, claims: list[Row], verdicts: dict[str, str]) -> str:
    counts = Counter((claim["speaks"], verdicts[claim["id"]]) for claim in claims)
    rows = [
        [words, *(str(counts[speaks, v] or "") for v in VERDICTS), str(sum(counts[speaks, v] for v in VERDICTS))]
        for speaks, words in _SPEAKS.items()
    ]
    totals = [sum(counts[speaks, v] for speaks in _SPEAKS) for v in VERDICTS]
    rows.append(["all", *map(str, totals), str(sum(totals))])
    source = book.row("sources", INTERVIEW)
    return "\n\n".join(
        [
            "# What the library says to the claims of one interview",
            "<!-- written by `python tools/answer_claims.py`; do not edit -->",
            f"The {len(claims)} claims of `data/claims.csv` come from one text: {source['title']} "
            f"(`{INTERVIEW}`). Each is put to the library here, and every figure in an answer is computed when "
            "the page is written.",
            table(("answered", *VERDICTS, "claims"), rows),
            "## How to read it",
            bullets(_rules(book)),
        ]
    )


def _rules(book: Book) -> list[str]:
    return [
        "A claim is split into checks, each a statement that the library finds true (*yes*), untrue (**no**) or "
        "cannot test (*not tested*).",
        "*Supported*: every check is met. *Qualified*: some are, others are not or cannot be tested. "
        "*Contradicted*: all could be tested and none is met. *Untested*: none is met, and some or all cannot "
        "be tested. *Outside*: not a question of freight transport.",
        "A row of the record that rests on the interview alone repeats a claim and tests nothing. A corridor's "
        "row cites its sources together, so a further source there may cover only part of the row.",
        f"*Today* is the reference date of the data, {book.today}, with the closures then in force. In {LATER} "
        "what is planned or being built counts as open from its expected year.",
        f"A shipment is a 40 ft container unless another is named. Prices are in USD of {_price_year(book)}, with "
        "the sums of all low and of all high figures in brackets. A way's grade is the weakest on which more than "
        "a tenth of its km, hours or dollars rest; the last column of each table gives the share of each that is "
        "published or derived, not estimated. How figures come about is told in [method.md](method.md), how far "
        "they are from printed ones in [validation.md](validation.md).",
    ]


def _price_year(book: Book) -> str:
    years = Counter(str(r["year"]) for r in book.tables["rates"] if "usd" in str(r["parameter"]) and r["year"])
    return years.most_common(1)[0][0]


def _parts_not_met(claims: list[Row], answers: dict[str, Answer]) -> str:
    lines = [
        f"{claim['subject']}: {check.text} ([claim {number}](#c-{number}))."
        for number, claim in enumerate(claims, start=1)
        for check in answers[claim["id"]].checks
        if check.met is False
    ]
    heading = "## Statements that the library finds untrue"
    return heading + "\n\n" + (bullets(lines) if lines else "None.")


def _glance(claims: list[Row], verdicts: dict[str, str]) -> str:
    rows = [
        (f"[{number}](#c-{number})", c["subject"], c["claim"], _value(c), _SPEAKS[c["speaks"]], verdicts[c["id"]])
        for number, c in enumerate(claims, start=1)
    ]
    heads = ("no.", "subject", "claim", "stated", "answered", "verdict")
    return "## All claims\n\n" + table(heads, rows, left=range(6))


def _value(claim: Row) -> str:
    if claim["value"] is None:
        return ""
    unit = claim["unit"] or ""
    return str(claim["value"]) + ("" if unit in ("year", "date", "") else f" {unit}")


def _section(number: int, claim: Row, answer: Answer, verdict: str) -> str:
    facts = [f"Stated: {_value(claim) or 'no figure'}"]
    if claim["year"] and str(claim["year"]) != str(claim["value"]):
        facts.append(f"for {claim['year']}")
    source = claim["source"] if isinstance(claim["source"], str) else listed(claim["source"])
    parts = [
        f'<a id="c-{number}"></a>\n\n### {number}. {claim["subject"]}: {claim["claim"]}',
        f"{' '.join(facts)}. Source: {source}. Claim `{claim['id']}`, answered {_SPEAKS[claim['speaks']]}: "
        f"**{verdict}**.",
    ]
    if answer.checks:
        parts.append(bullets(check.line() for check in answer.checks))
    return "\n\n".join([*parts, *answer.lines])


def main(argv: Sequence[str] | None = None) -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description="Answer the claims of data/claims.csv and write docs/claims.md.")
    parser.parse_args(argv)  # there is nothing to choose, but --help must not write
    PAGE.write_text(render(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
