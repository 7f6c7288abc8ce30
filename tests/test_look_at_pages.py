"""The tool that looks at pages finds what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.chromium import Chromium, find_chromium
from tools.look_at_pages import look, main

pytestmark = pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine")

GOOD = "<!DOCTYPE html><html lang='en'><head><title>t</title></head><body><main><h1>Good</h1></main></body></html>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    """One browser for all pages."""
    with Chromium() as opened:
        yield opened


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<script>console.error('oh no')</script>", "console: oh no"),
        ("<script>throw new Error('broken')</script>", "console: Error: broken"),
        ("<img alt='' src='https://example.org/x.png'>", "request: asked for https://example.org/x.png"),
        ("<img alt='' src='missing.png'>", "request: net::ERR_FILE_NOT_FOUND"),
        ("<div style='width:3000px'>wide</div>", "wider than the window: <div"),
    ],
)
def test_each_fault_is_found(browser: Chromium, tmp_path: Path, body: str, told: str) -> None:
    """What is wrong is told, and nothing of a good page opened after it."""
    bad, good = tmp_path / "bad.html", tmp_path / "good.html"
    bad.write_text(GOOD.replace("<main>", f"<main>{body}"), encoding="utf-8")
    good.write_text(GOOD, encoding="utf-8")
    assert any(line.startswith(told) for line in look(browser, bad))
    assert look(browser, good) == []


def test_a_page_of_a_policy_that_is_broken_says_so(browser: Chromium, tmp_path: Path) -> None:
    """What the policy refuses is a fault of the page."""
    page = tmp_path / "page.html"
    policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
    page.write_text(GOOD.replace("<title>", f"{policy}<title>").replace("<h1>", "<script>1</script><h1>"), "utf-8")
    assert any("Content Security Policy" in line for line in look(browser, page))


def test_the_tool_ends_with_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Four views of each page, each with its picture."""
    page = tmp_path / "page.html"
    page.write_text(GOOD, encoding="utf-8")
    assert main([str(page), "--to", str(tmp_path / "shots"), "--pdf"]) == 0
    assert capsys.readouterr().out.count("nothing found") == 4
    assert len(list((tmp_path / "shots").glob("*.png"))) == 4
    assert (tmp_path / "shots").joinpath(f"{tmp_path.name}-page.pdf").read_bytes().startswith(b"%PDF")
