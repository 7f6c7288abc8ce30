"""The page of claims: complete, up to date, and saying what the network and the record say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import corridors as co
from tools.answer_claims import PAGE, main, render
from tools.answer_claims_kit import VERDICTS, Answer, Book, Check


@pytest.fixture(scope="module")
def page() -> str:
    """The page as the library would write it now."""
    return render()


@pytest.fixture(scope="module")
def book() -> Book:
    return Book()


def section(page: str, claim: str) -> str:
    """Text of one claim, from its heading to the next."""
    parts = [part for part in page.split('<a id="c-') if f"Claim `{claim}`" in part]
    assert len(parts) == 1
    return parts[0]


def verdict(page: str, claim: str) -> str:
    found = re.search(rf"Claim `{claim}`, answered [a-z ]+: \*\*(\w+)\*\*\.", page)
    assert found, claim
    return found[1]


def test_every_claim_stands_once(page: str, book: Book) -> None:
    """A claim left out would be a claim passed over in silence."""
    ids = [claim["id"] for claim in book.tables["claims"]]
    assert len(ids) == 40
    assert {claim: page.count(f"`{claim}`") for claim in ids} == dict.fromkeys(ids, 1)
    assert {verdict(page, claim) for claim in ids} <= set(VERDICTS)


def test_page_is_up_to_date(page: str) -> None:
    """Data changed: run `python tools/answer_claims.py` again."""
    assert PAGE.read_text(encoding="utf-8") == page


@pytest.mark.parametrize("argument", ["--help", "--verbose"])
def test_asking_for_help_writes_nothing(
    argument: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor does a mistyped argument: only the plain call is a wish for a new page."""
    monkeypatch.setattr("tools.answer_claims.PAGE", tmp_path / "claims.md")
    with pytest.raises(SystemExit) as caught:
        main([argument])
    assert caught.value.code == (0 if argument == "--help" else 2)
    assert "usage: " in "".join(capsys.readouterr())
    assert list(tmp_path.iterdir()) == []


def test_page_is_the_same_every_time(page: str) -> None:
    """Sets and dicts must not leak their order into the page."""
    assert render() == page


def test_counts_of_the_introduction_add_up(page: str, book: Book) -> None:
    """The table at the top counts what the sections say."""
    claims = book.tables["claims"]
    found = [verdict(page, claim["id"]) for claim in claims]
    row = next(line for line in page.splitlines() if line.startswith("| all |"))
    assert [int(cell) for cell in row.split("|")[2:-1]] == [*(found.count(v) for v in VERDICTS), len(claims)]


def test_outside_claims_are_recorded_and_no_others(page: str, book: Book) -> None:
    """An investment fund is nothing a network can speak to, and the page says so."""
    for claim in book.tables["claims"]:
        silent = "The network cannot speak to this; recorded with its source." in section(page, claim["id"])
        assert silent == (claim["speaks"] == "outside") == (verdict(page, claim["id"]) == "outside"), claim["id"]


@pytest.mark.parametrize(
    ("met", "expected"),
    [
        ([True, True], "supported"),
        ([True, False], "qualified"),
        ([True, None], "qualified"),
        ([False, None], "untested"),
        ([False, False], "contradicted"),
        ([None], "untested"),
    ],
)
def test_verdicts_follow_the_printed_rule(met: list[bool | None], expected: str) -> None:
    assert Answer([Check("a statement", value) for value in met]).verdict == expected


def test_hairatan_is_shut_before_it_was_built(page: str) -> None:
    """The railway of 2011 is no way in 2010 and one in 2012."""
    with pytest.raises(co.NoRouteError):
        co.shortest_route("Hairatan", "Mazar-i-Sharif", modes=["rail"], on=2010)
    assert co.shortest_route("Hairatan", "Mazar-i-Sharif", modes=["rail"], on=2012).modes == ("rail",)
    assert verdict(page, "ta-hairatan") == "supported"


def test_landlocked_states_take_a_foreign_port(page: str) -> None:
    """Uzbekistan, Kyrgyzstan and Tajikistan have no port of their own on the Caspian."""
    assert verdict(page, "caspian-access") == verdict(page, "caspian-others") == "supported"
    text = section(page, "caspian-others")
    assert all(f"the shortest way of {name}" in text for name in ("Uzbekistan", "Kyrgyzstan", "Tajikistan"))


def test_forecast_does_not_fit_the_ferries_of_today(page: str, book: Book) -> None:
    """11 Mt against what the Caspian ferries carry: more than they can, less than the ports are built for."""
    ferries = [row for row in book.tables["links"] if row["mode"] == "ferry" and row["to"] == "alat"]
    assert sum(row["capacity_mt_per_year"] or 0 for row in ferries) < 11
    assert sum(row["mt_per_year"] for row in book.tables["demand_wb2030"]) == pytest.approx(11, abs=0.01)
    assert verdict(page, "wb-2030") == "qualified"


def test_rivals_of_the_new_line_are_compared_in_money_and_time(page: str) -> None:
    """Both ways of each relation stand in the table, with what would flip the order."""
    text = section(page, "cku-competition")
    for city in ("Kashgar", "Xi'an", "Lanzhou"):
        assert f"| Tashkent - {city} |" in text
        assert f"| {city} - Tashkent |" in text
    assert len(re.findall(r"(?:CKU|Kazakhstan) \+[\d.]+ % or (?:CKU|Kazakhstan) -[\d.]+ %", text)) == 8


def test_casca_needs_turkmenistan(page: str) -> None:
    """Avoided, it leaves the corridor without a way and the Caspian to the Kazakh ports."""
    rows = co.compare_corridors("Tashkent", "Poti", corridors="casca", avoid=["TM"], modes=["rail", "ferry"])
    assert not rows.routes
    assert verdict(page, "casca-turkmen-key") == "supported"


def test_trade_is_tested_from_the_demand_table(page: str) -> None:
    """The year 2024 and the nine months of 2025 stand in other texts; the base of the growth and the rank in part."""
    assert verdict(page, "trade-2024") == verdict(page, "trade-2025-9m") == "supported"
    assert verdict(page, "trade-growth") == verdict(page, "partner-rank") == "qualified"


def test_no_figure_is_blank_or_infinite(page: str) -> None:
    """What went wrong in the making must not look like an answer."""
    assert not re.search(r"\b(?:nan|None|inf)\b", page)
