"""Pages to explore: what every page keeps, whatever its names hold."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.maps.engines import by_folium
from corridors.maps.explorer import Dot, Entry, Explorer, Group, Sheet, Told, Track
from corridors.maps.offline import WebMap, web_map
from corridors.maps.sources import Sources
from corridors.maps.vector import VectorSheet
from tests.pages import check_page, read_page, rows

HOSTILE = (
    "X${document.title=1}", "</script><script>document.title=1</script>", "<img src=x onerror=document.title=1>",
    '"><svg onload=document.title=1>', "' onfocus='document.title=1", "`${document.title=1}`", "&lt;b&gt; &amp; \u2028",
    "</title></style><h1>", "<!--", "]]>",
)  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\x00"), min_size=1),
)


def made(text: str, color: str = "#0072B2", url: str | None = "https://example.org/?a=1&b=2") -> Explorer:
    """A page on which a text stands wherever a text of the tables can."""
    sources = Sources()
    sources.learn([{"id": text, "title": text, "publisher": text, "date": text, "url": url}])
    said = Told(text, text, sources.numbers([text]))
    entry = Entry("e0", text, [[said], [Told(text, warns=True)]])
    return Explorer(
        text, [text], [(text, said)], (60.0, 38.0, 66.0, 43.0), (), {}, text,
        [Group(text, text, color, "e0"), Group("halo", text, color, halo=True)],
        [Track([(60.0, 40.0), (64.0, 41.0)], "rail", [text, "halo"], in_use=False, width=2.0, entries=["e0"])],
        [Dot((60.0, 40.0), text, text, 3.0, ["e0"], end=True)],
        [Sheet(text, (text, text, text), [entry], opened=True)], sources, text,
    )  # fmt: skip


def shape(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page with the names of their attributes."""
    return [(node.tag, tuple(node.attributes)) for node in read_page(html).all()]


@given(TEXTS)
def test_a_text_is_a_text_wherever_it_stands(text: str) -> None:
    """The page has the elements of a harmless one, and the text comes back as it was."""
    page = web_map(made(text))
    harmless = "".join(" " if sign == " " else "x" for sign in text)
    assert shape(page.html) == shape(web_map(made(harmless)).html)
    read = check_page(page.html)
    assert read.all("h1")[0].text == text
    assert read.all("title")[0].text == text
    [row] = rows(read, text)
    assert text in row[text]


@pytest.mark.parametrize("color", ["red;}body{display:none}", "</style><script>1</script>", "url(https://example.org)"])
def test_what_is_no_colour_does_not_reach_the_styles(color: str) -> None:
    """It is drawn in that of no corridor."""
    html = web_map(made("plain", color=color)).html
    assert color not in html
    check_page(html)


def test_an_address_that_a_browser_would_run_is_no_link() -> None:
    """Its title stands without one."""
    assert "javascript:" not in web_map(made("plain", url="javascript:document.title=1")).html


@given(st.lists(st.tuples(st.floats(60, 66), st.floats(38, 43)), min_size=2, max_size=30))
def test_a_path_leads_where_the_line_does(points: list[tuple[float, float]]) -> None:
    """Steps of a tenth of a pixel do not add up to more."""
    sheet = VectorSheet((60.0, 38.0, 66.0, 43.0), 960.0)
    numbers = [float(n) for n in re.findall(r"-?(?:[0-9]+(?:\.[0-9])?|\.[0-9])", sheet.path(points))]
    x, y, walked = 0.0, 0.0, []
    for across, down in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + across, y + down
        walked.append((x, y))
    for point in points:
        at = sheet.at(point)
        assert min(max(abs(at[0] - x), abs(at[1] - y)) for x, y in walked) <= 0.0501


def test_a_page_is_saved_whole_or_not_at_all(tmp_path: Path) -> None:
    """What was there stays where it cannot be written."""
    page = WebMap("title", "<p>page</p>")
    assert page.save(tmp_path / "a.html") == tmp_path / "a.html"
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == page.html
    with pytest.raises(co.OptionError, match="cannot be written"):
        page.save(tmp_path / "missing" / "a.html")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


@given(TEXTS)
def test_a_notebook_shows_it_in_a_frame_of_its_own(text: str) -> None:
    """Which holds the page itself, and whose script reaches nothing outside."""
    page = WebMap(text, "<p title='quoted'>it's \"one\" &amp; another</p>")
    [frame] = read_page(page._repr_html_().replace("<iframe", "<div").replace("</iframe", "</div")).inside
    assert frame.attributes["srcdoc"] == page.html
    assert frame.attributes["title"] == text
    assert "allow-same-origin" not in frame.attributes["sandbox"]
    assert unescape(page._repr_html_()).count("allow-scripts") == 1


def test_who_draws_is_asked_or_follows_from_what_is_asked() -> None:
    """Tiles are of folium alone."""
    assert not by_folium("own", None, None)
    assert by_folium(None, None, "folder")
    wrong: Any = "leaflet"
    with pytest.raises(co.OptionError, match="give one of own, folium"):
        by_folium(wrong, None, None)
    with pytest.raises(co.OptionError, match="tiles= is of folium"):
        by_folium("own", "OpenStreetMap", None)


def test_programs_written_for_folium_find_the_page() -> None:
    """They ask for the root and have it rendered."""
    page = co.shortest_route("Tashkent", "Termez").explore()
    assert page.get_root().render() == page.html
