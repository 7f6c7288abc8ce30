"""The claims on trade, answered without the network: a demand table that says otherwise changes the verdict."""

from __future__ import annotations

import pytest

from tools.answer_claims_kit import Book
from tools.answer_claims_trade import TRADE


@pytest.fixture
def book() -> Book:
    return Book()


def verdict(book: Book, claim: str) -> str:
    return TRADE[claim](book, book.row("claims", claim)).verdict


def with_value(book: Book, row_id: str, value: float) -> Book:
    """The same record with one figure of the demand table changed."""
    rows = tuple(row | {"value": value} if row["id"] == row_id else row for row in book.tables["demand"])
    assert any(row["id"] == row_id for row in rows)
    book.tables = book.tables.replaced(demand=rows)
    return book


def test_the_turnover_of_2024_stands_in_another_text(book: Book) -> None:
    """252 million USD by the president, 253 by the interview."""
    assert verdict(book, "trade-2024") == "supported"


def test_another_turnover_of_2024_would_be_told(book: Book) -> None:
    assert verdict(with_value(book, "uz-az-trade-turnover-both-2024", 180.0), "trade-2024") == "qualified"


def test_less_than_stated_in_2025_would_be_told(book: Book) -> None:
    changed = with_value(book, "uz-az-trade-turnover-both-2025-jan-sep", 290.0)
    assert verdict(changed, "trade-2025-9m") == "contradicted"


def test_a_growth_that_fell_short_would_be_told(book: Book) -> None:
    """From 50 to 252 million USD is fivefold; stated are 7.8 times."""
    answer = TRADE["trade-growth"](
        with_value(book, "uz-az-trade-turnover-both-2017", 50.0), book.row("claims", "trade-growth")
    )
    assert [check.met for check in answer.checks] == [False, None]


def test_the_rank_is_certain_only_with_twenty_larger_partners(book: Book) -> None:
    """In 2024 twenty partners are found above it; at the pace of 2025 not all are."""
    answer = TRADE["partner-rank"](book, book.row("claims", "partner-rank"))
    assert [check.met for check in answer.checks] == [True, None]
    changed = with_value(book, "uz-lv-turnover-both-2025", 200.0)
    assert verdict(changed, "partner-rank") == "untested"
