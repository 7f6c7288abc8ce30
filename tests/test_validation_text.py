"""The page of the validation: of the model and the data as they are."""

from __future__ import annotations

from pathlib import Path

import corridors as co

PAGE = Path(__file__).resolve().parents[1] / "docs" / "validation.md"


def test_page_is_up_to_date() -> None:
    """Model or data changed: run `corridors validate --markdown > docs/validation.md` again."""
    assert PAGE.read_text(encoding="utf-8").rstrip("\n") == co.validate().to_markdown().rstrip("\n")
