"""Pages to explore in a browser without a network: what moves, what is picked, and that nothing else runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import corridors as co
from corridors.maps.offline import web_map
from tests.maps.test_offline import HOSTILE, made
from tools.chromium import Chromium, find_chromium

pytestmark = pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine")

CARD = "document.querySelector('#card').innerText"
#: Couples of names that lie over each other, and how many names there are.
OVERLAPS = """
(() => {
  const boxes = [...document.querySelectorAll("#names text")].map((e) => [e.textContent, e.getBBox()]);
  const found = [];
  boxes.forEach(([a, p], i) => boxes.slice(i + 1).forEach(([b, q]) => {
    if (p.x < q.x + q.width - 1 && q.x < p.x + p.width - 1 && p.y < q.y + q.height - 4 && q.y < p.y + p.height - 4)
      found.push(`${a} / ${b}`);
  }));
  return [found, boxes.length];
})()
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    """One browser for all pages."""
    with Chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages of each kind, once."""
    folder = tmp_path_factory.mktemp("pages")
    demand = pd.DataFrame({"origin": ["Tashkent"], "destination": ["Poti"], "mt_per_year": [3.0]})
    drawn: dict[str, Any] = {
        "network": co.load_network(),
        "route": co.shortest_route("Tashkent", "Istanbul", weight="cost"),
        "comparison": co.compare_corridors("Tashkent", ["Istanbul", "Karachi"]),
        "flows": co.assign(demand, method="system_optimum"),
        "losses": co.criticality([("Tashkent", "Poti")], by="border"),
    }
    return {name: what.explore().save(folder / f"{name}.html") for name, what in drawn.items()}


@pytest.mark.parametrize("name", ["network", "route", "comparison", "flows", "losses"])
@pytest.mark.parametrize(("width", "dark"), [(1400, False), (400, True)])
def test_it_opens_without_a_word_on_the_console(
    browser: Chromium, pages: dict[str, Path], name: str, width: int, *, dark: bool
) -> None:
    """No error, no request, nothing wider than the window, and names that keep apart at any zoom."""
    browser.view(width, 900, dark=dark, touch=width < 500)
    browser.open(pages[name])
    assert (browser.errors, browser.failed) == ([], [])
    assert browser.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    for _ in range(4):
        found, count = browser.run(OVERLAPS)
        assert found == []
        assert count > 0
        browser.run("document.querySelector('[data-zoom=in]').click()")
        browser.wait(0.15)


def test_a_click_on_a_corridor_shows_its_way_and_its_figures(browser: Chromium, pages: dict[str, Path]) -> None:
    """In the legend; a second click lets go."""
    browser.view(1400, 1000)
    browser.open(pages["comparison"])
    table = co.compare_corridors("Tashkent", ["Istanbul", "Karachi"])
    row = next(row for row in table if row.corridor == "casca")
    assert row.route is not None
    x, y = browser.run("""(() => {
      const b = [...document.querySelectorAll("[data-choose]")].find((e) => e.innerText.trim() === "CASCA+");
      const box = b.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2];
    })()""")
    browser.click(x, y)
    assert f"{row.route.length_km:,.0f}" in browser.run(CARD)
    assert f"{row.route.cost_usd:,.0f}" in browser.run(CARD)
    on = browser.run("[...document.querySelectorAll('.group.on')].map((e) => e.querySelectorAll('use').length)")
    assert len(on) == 1
    links = {link.id for r in table if r.corridor == "casca" and r.route for link in r.route.links}
    assert on == [len(links)]
    assert browser.run("getComputedStyle(document.querySelector('.group:not(.on)')).opacity") == "0.16"
    assert browser.run("document.querySelector('[aria-pressed=true]').innerText.trim()") == "CASCA+"
    browser.click(x, y)
    assert browser.run("document.querySelectorAll('.group.on').length") == 0


def test_a_click_on_a_line_shows_the_link_and_its_sources(browser: Chromium, pages: dict[str, Path]) -> None:
    """With the pointer over it a card, after a click beside the map with sources that lead to where they are from."""
    browser.view(1400, 1000)
    browser.open(pages["route"])
    x, y, title = browser.run("""(() => {
      const svg = document.querySelector("#map"), hits = [...document.querySelectorAll("#hits use")];
      for (const hit of hits) {
        const path = document.querySelector(hit.getAttribute("href")), m = hit.getScreenCTM();
        const at = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(m);
        if (document.elementFromPoint(at.x, at.y) !== hit) continue;
        return [at.x, at.y, document.getElementById(hit.dataset.e).cells[0].innerText];
      }
    })()""")
    browser.move(x, y)
    assert browser.run("document.querySelector('#tip').hidden") is False
    assert title in browser.run("document.querySelector('#tip').innerText")
    browser.click(x, y)
    assert title in browser.run(CARD)
    assert browser.run("document.querySelectorAll('#picked use').length") == 1
    links = browser.run("[...document.querySelectorAll('#card .cites a')].map((e) => e.href)")
    urls = {row["url"] for row in co.shortest_route("Tashkent", "Istanbul", weight="cost").source_rows()}
    assert links
    assert set(links) & urls


def test_keys_move_and_zoom(browser: Chromium, pages: dict[str, Path]) -> None:
    """Tab leads to the map; then arrows, plus and nought."""
    browser.view(1400, 1000)
    browser.open(pages["route"])
    for _ in range(2):
        browser.key("Tab")
    assert browser.run("document.activeElement.id") == "map"
    transform = "document.querySelector('#world').getAttribute('transform')"
    before = browser.run(transform)
    for key in ("+", "+", "ArrowRight"):
        browser.key(key)
    browser.wait(0.2)
    nearer = browser.run(transform)
    assert nearer != before
    browser.key("0")
    browser.wait(0.2)
    assert browser.run(transform) == before


def test_the_wheel_zooms_about_the_pointer(browser: Chromium, pages: dict[str, Path]) -> None:
    """What lies under it stays, and from near lines are drawn in more detail."""
    browser.view(1400, 1000)
    browser.open(pages["network"])
    place = """(() => { const m = document.querySelector("#world").getScreenCTM().inverse();
      const at = new DOMPoint(500, 450).matrixTransform(m); return [at.x, at.y]; })()"""
    length = "[...document.querySelectorAll('defs path')].reduce((n, e) => n + e.getAttribute('d').length, 0)"
    before, coarse = browser.run(place), browser.run(length)
    for _ in range(5):
        browser.wheel(500, 450, -300)
    browser.wait(0.3)
    assert browser.run(place) == pytest.approx(before, abs=1.0)
    assert browser.run(length) > coarse


def test_a_mode_and_a_layer_can_be_hidden(browser: Chromium, pages: dict[str, Path]) -> None:
    """With what takes their clicks; where lines lay over each other the one left is whole."""
    browser.view(1400, 1000)
    browser.open(pages["comparison"])
    seen = "[...document.querySelectorAll('.group use')].filter((e) => e.style.display !== 'none')"
    shown = f"{seen}.filter((e) => e.matches('.m-ferry')).length"
    dashed = f"{seen}.filter((e) => e.style.strokeDasharray).length"
    assert browser.run(shown) > 0
    assert browser.run(dashed) > 0
    browser.run("document.querySelector('[data-mode=ferry]').click()")
    assert browser.run(shown) == 0
    browser.run("[...document.querySelectorAll('[data-layer]')].slice(1).forEach((e) => e.click())")
    assert browser.run(dashed) == 0
    assert browser.run(f"new Set({seen}.map((e) => e.parentNode)).size") == 1


def test_a_row_of_the_table_leads_to_the_map(browser: Chromium, pages: dict[str, Path]) -> None:
    """By its button, which a keyboard reaches."""
    browser.view(1400, 1000)
    browser.open(pages["route"])
    before = browser.run("document.querySelector('#world').getAttribute('transform')")
    title = browser.run("""(() => {
      const button = [...document.querySelectorAll("[data-go]")].find((e) => e.innerText.includes("–"));
      button.click(); return button.innerText;
    })()""")
    browser.wait(0.3)
    assert title in browser.run(CARD)
    assert browser.run("document.querySelector('#world').getAttribute('transform')") != before


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_is_run(browser: Chromium, tmp_path: Path, text: str) -> None:
    """Not when the page opens, and not when a card shows it."""
    page = web_map(made(text)).save(tmp_path / "page.html")
    browser.view(1400, 1000)
    browser.open(page, settle_s=0.1)
    browser.run("document.querySelectorAll('[data-choose],[data-go]').forEach((e) => e.click())")
    click = "e.dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    browser.run(f"document.querySelectorAll('.dot,#hits use').forEach((e) => {click})")
    assert browser.run("document.title") == re.sub("[ \t\n\f\r]+", " ", text).strip(" ")
    assert text.strip() in browser.run("document.querySelector('h1').textContent")
    assert (browser.errors, browser.failed) == ([], [])


def test_it_runs_in_the_frame_of_a_notebook(browser: Chromium, pages: dict[str, Path], tmp_path: Path) -> None:
    """Without an origin of its own."""
    frame = tmp_path / "notebook.html"
    shown = co.shortest_route("Tashkent", "Termez").explore()._repr_html_()
    frame.write_text(f"<!DOCTYPE html><html lang='en'><title>t</title><body>{shown}</body></html>", encoding="utf-8")
    browser.view(1400, 1000)
    browser.open(frame, settle_s=1.0)
    assert (browser.errors, browser.failed) == ([], [])
