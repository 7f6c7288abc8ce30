"""A comparison as one page: whole, sealed off, the same in each language, and inert whatever names hold."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pandas as pd
import pytest

import corridors as co
from corridors.report.language import Language
from corridors.report.words import CORRIDORS_UZ, LANGUAGES, WORDS
from corridors.words.markup import VOID, Markup, el, script_data, web_link
from tests.report.parts import Tree, hostile


@pytest.fixture(scope="module")
def table() -> co.Comparison:
    return co.compare_corridors("Tashkent", ["Istanbul", "Karachi"], weight=["cost", "time"], branches=True)


@pytest.fixture(scope="module")
def pages(table: co.Comparison, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    return {
        code: table.to_html(folder / f"{code}.html", language=code, draws=0).read_text("utf-8") for code in LANGUAGES
    }


@pytest.fixture(scope="module", params=LANGUAGES)
def page(pages: dict[str, str], request: pytest.FixtureRequest) -> str:
    return pages[request.param]


# -- one sealed file ------------------------------------------------------------------------------------


def test_the_page_is_small_and_balanced(page: str) -> None:
    """Under 3 MB; each element that is opened is closed where it should be; no id stands twice."""
    tree = Tree(page)
    assert len(page.encode()) < 3_000_000
    assert tree.unfit == []
    assert tree.open == []
    ids = [attributes["id"] for _, attributes in tree.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = {href[1:] for a in tree.all("a") if (href := a["href"] or "").startswith("#")}
    assert named <= set(ids)


def test_nothing_is_loaded(page: str) -> None:
    """No address but in links that a reader follows; the policy forbids the rest, and lets one script run."""
    tree = Tree(page)
    loading = {"src", "srcset", "data", "poster", "action", "formaction", "background", "xlink:href"}
    assert {name for _, attributes in tree.elements for name in attributes} & loading == set()
    assert {tag for tag, attributes in tree.elements if "href" in attributes} == {"a"}
    assert {tag for tag, _ in tree.elements} & {"link", "iframe", "object", "embed", "img", "base", "form"} == set()
    for kind, text in tree.texts:
        if kind == "style":
            assert "url(" not in text
            assert "@import" not in text
        if kind == "script" and text.startswith('"use strict"'):
            assert not re.search(r"fetch|XMLHttp|import\(|https?:|eval|innerHTML", text)
    [policy] = [meta["content"] for meta in tree.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert policy.startswith("default-src 'none';")


def test_all_rows_stand_in_it(page: str, table: co.Comparison) -> None:
    """Those found in tables with their figures, the others with the reason, what was left out as well."""
    text = " ".join(data for _, data in Tree(page).texts)
    figures = re.sub(r"[\u00a0,]", "", text)
    assert len(table.routes) > 5
    for row in table:
        if row.route is None:
            assert "; ".join(row.reasons) in text
        else:
            assert f"{row.route.cost_usd:.0f} ({row.route.cost_range_usd[0]:.0f}–" in figures
            assert all(risk.name in text for risk in row.route.risks if risk.level == "high")
    assert all(row.detour in text for row in table.left_out)


def test_each_figure_has_its_sources(page: str, table: co.Comparison) -> None:
    """What a button shows is listed by number, with every source of what a way takes, emits and meets."""
    tree = Tree(page)
    data = json.loads(next(text for kind, text in tree.texts if kind == "script" and text.startswith("{")))
    buttons = [a["data-sources"] for a in tree.all("button") if "data-sources" in a]
    assert len(buttons) > 4 * len(table.routes)
    assert all(data["figures"][key] for key in buttons)
    listed = {f"s{number}" for number in data["sources"]}
    assert listed == {a["id"] for a in tree.all("li") if "id" in a}
    links = {a["href"] for a in tree.all("a")}
    for route in table.routes:
        fields = ("length_sources", "time_sources", "cost_sources", "emission_sources")
        cited = {id_ for step in route.steps for field in fields for id_ in getattr(step.charge, field)}
        cited |= {id_ for met in (*route.risks, *route.restrictions) for id_ in met.sources}
        assert {row["url"] for row in route.source_rows() if row["id"] in cited and row["url"]} <= links


def test_numbers_of_sources_are_those_of_the_figure(pages: dict[str, str], table: co.Comparison) -> None:
    tree = Tree(pages["en"])
    data = json.loads(next(text for kind, text in tree.texts if kind == "script" and text.startswith("{")))
    for number, row in enumerate(table):
        if row.route is not None:
            ids = {id_ for step in row.route.steps for id_ in step.charge.cost_sources}
            titles = {source["title"] for source in row.route.source_rows() if source["id"] in ids}
            assert {data["sources"][str(n)][0] for n in data["figures"][f"w{number}-usd"]} == titles


def test_ranges_never_wrap(page: str) -> None:
    """Whatever has a range stands in an element whose style forbids it."""
    ranges = re.findall(r'<span class="whole-text">[\d,\u00a0]+ \([\d,\u00a0]+–[\d,\u00a0]+\)', page)
    ranked = re.findall(r"[\d,\u00a0]+ \([\d,\u00a0]+–[\d,\u00a0]+\)<button", page)
    assert len(ranges) == len(ranked) > 10
    assert ".whole-text{white-space:nowrap}" in page


def test_it_can_be_used_without_a_pointer(page: str) -> None:
    """Landmarks, heads of columns and rows, a name for each way of the map, and a button that chooses it."""
    tree = Tree(page)
    assert {"header", "nav", "main", "footer", "section", "caption"} <= {tag for tag, _ in tree.elements}
    assert all(a["scope"] in ("col", "row") for a in tree.all("th"))
    sections = {a["aria-labelledby"] for a in tree.all("section")}
    assert sections <= {a.get("id") for a in tree.all("h2")}
    ways = [a for a in tree.all("g") if a["class"] == "way"]
    assert len(ways) > 4
    assert all(a["tabindex"] == "0" and a["role"] == "button" and a["aria-label"] for a in ways)
    chosen = {a["data-choose"] for a in tree.all("button") if "data-choose" in a}
    assert {a["data-choose"] for a in ways} <= chosen


# -- languages ------------------------------------------------------------------------------------------


def test_each_language_has_all_words() -> None:
    """With the same blanks to fill in."""
    for key, texts in WORDS.items():
        assert len(texts) == len(LANGUAGES), key
        assert all(texts), key
        blanks = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in texts]
        assert all(found == blanks[0] for found in blanks), key
    assert set(CORRIDORS_UZ) == {corridor.id for corridor in co.load_network()._core.corridors}


def test_every_word_that_is_asked_for_is_there() -> None:
    """And none stands in the table for nothing."""
    folder = Path(sys.modules["corridors.report"].__file__ or "").parent
    text = "".join(path.read_text("utf-8") for path in folder.glob("*.py") if path.name != "words.py")
    quoted = set(re.findall(r"""["']([a-z_0-9]+)["']""", text))
    shown = {"run", "terminal", "door", "feu", "teu", "wagon", "regular", "block_train", "wagonload"}
    shown |= {"unit_feu", "unit_teu", "unit_wagon", "risk_high", "risk_medium", "risk_low", "published", "derived"}
    tables = co.load_network()._core.tables
    regions = {end for row in tables["services"] for end in (row["lane"] or "").split("--") if end}
    shown |= {f"lane_{region.replace('-', '_')}" for region in regions}
    assert set(WORDS) - quoted - shown - {"estimated"} == set()


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("en", ["Tashkent to Istanbul", "Southern corridor", "3,", "What if a border closes"]),
        ("ru", ["Ташкент – Стамбул", "Южный коридор", "сутки", "Если граница закроется", "Иран – Туркменистан"]),
        ("uz", ["Toshkent – ", "Janubiy yoʻlak", "kun", "Chegara yopilsa", "Eron – Turkmaniston"]),
    ],
)
def test_names_and_units_are_of_the_language(pages: dict[str, str], code: str, told: list[str]) -> None:
    assert f'<html lang="{code}">' in pages[code]
    for text in told:
        assert text in pages[code]


def unmarked(page: str) -> set[str]:
    """Words of Latin letters on a page, but for those that it marks as English."""
    found: set[str] = set()
    within: list[bool] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag not in VOID:
                within.append(tag in ("script", "style") or ("lang", "en") in attrs)

        def handle_endtag(self, tag: str) -> None:
            within.pop()

        def handle_data(self, data: str) -> None:
            if not any(within):
                found.update(re.findall(r"[A-Za-z]{4,}", data))

    Reader().feed(page)
    return found


def test_no_english_is_left_over(pages: dict[str, str]) -> None:
    """Beside what is marked: in Russian only names that the data have in no other letters, in Uzbek no word of ours."""
    core = co.load_network()._core
    names = " ".join([place.name for place in core.places] + [row["name"] for row in core.tables["corridors"]])
    known = {word for texts in WORDS.values() for word in re.findall(r"[A-Za-z]{4,}", texts[1])}
    assert unmarked(pages["ru"]) - known - set(re.findall(r"[A-Za-z]{4,}", names)) == set()
    english, uzbek = ({w for t in WORDS.values() for w in re.findall(r"[A-Za-z]{4,}", t[n])} for n in (0, 2))
    assert unmarked(pages["uz"]) & (english - uzbek) - set(re.findall(r"[A-Za-z]{4,}", names)) == set()


def test_numbers_are_written_as_the_language_has_them() -> None:
    core = co.load_network()._core
    english, russian = Language("en", core), Language("ru", core)
    assert english.figure(3449.4, 2506, 4591) == "3,449 (2,506–4,591)"
    assert russian.figure(3449.4, 2506, 4591) == "3\u00a0449 (2\u00a0506–4\u00a0591)"
    assert (russian.rough(0.75), english.rough(19.14), english.number(-0.2)) == ("0,75", "19.1", "0")
    assert english.number(-17.6, 1, signed=True) == "\u221217.6"


def test_labels_of_the_data_are_told_in_the_language() -> None:
    russian = Language("ru", co.load_network()._core)
    assert russian.label("rail Tashkent - Samarkand") == "ж/д: Ташкент - Самарканд"
    assert russian.label("1520 to 1435 mm at Incheh Borun").startswith("1520 на 1435 мм, ")


def test_another_language_is_refused(table: co.Comparison, tmp_path: Path) -> None:
    with pytest.raises(co.OptionError, match="'ru'"):
        table.to_html(tmp_path / "x.html", language="fr")
    assert list(tmp_path.iterdir()) == []


# -- names that would be code ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_are_inert(language: str, tmp_path: Path) -> None:
    """No element, attribute or script comes of them, and they read as they are."""
    page = hostile().to_html(tmp_path / "x.html", language=language, draws=0).read_text("utf-8")
    tree = Tree(page)
    assert tree.unfit == tree.open == []
    assert len(tree.all("script")) == 2
    assert tree.all("img") == []
    assert not any((a["href"] or "").startswith("javascript") for a in tree.all("a"))
    assert not any(name.startswith("on") for _, attributes in tree.elements for name in attributes)
    assert any("<script>alert(1)</script>" in data for kind, data in tree.texts if kind not in ("script", "style"))


def test_parts_are_escaped() -> None:
    assert el("a", "<b>", Markup("<i></i>"), title='"><') == '<a title="&quot;&gt;&lt;">&lt;b&gt;<i></i></a>'
    text = script_data({"x": "</script><!--\u2028"})
    assert not set("<>\u2028") & set(text)
    assert json.loads(text) == {"x": "</script><!--\u2028"}
    assert web_link("JavaScript:alert(1)") is None
    assert web_link("data:text/html,x") is None


# -- writing, and what may be missing -------------------------------------------------------------------


def test_it_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was there stays where the new page cannot be put in its place."""
    path = tmp_path / "x.html"
    path.write_text("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(co.OptionError, match="cannot be written"):
        hostile().to_html(path, draws=0)
    assert [found.name for found in tmp_path.iterdir()] == ["x.html"]
    assert path.read_text() == "before"


def test_how_sure_it_is(tmp_path: Path) -> None:
    """With draws a table, and without scipy a word."""
    told = hostile(corridors=["n", "s"]).to_html(tmp_path / "x.html", draws=0).read_text("utf-8")
    assert "Not worked out: no draws were asked for." in told
    table = co.compare_corridors("Tashkent", "Poti", corridors=["casca", "middle-corridor"])
    page = table.with_probabilities(n=64, seed=1).to_html(tmp_path / "y.html").read_text("utf-8")
    assert len(re.findall(r'class="bar"', page)) == 3 * len(table.routes)


def test_without_scipy_it_says_so(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['scipy'] = None\nimport corridors as co\n"
        f"co.compare_corridors('Tashkent', 'Poti', corridors=['casca']).to_html({str(tmp_path / 'x.html')!r})"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert "scipy is not installed" in (tmp_path / "x.html").read_text("utf-8")


def test_a_comparison_without_ways_says_why(tmp_path: Path) -> None:
    table = co.compare_corridors("Tashkent", "Karachi", corridors=["trans-afghan"])
    page = table.to_html(tmp_path / "x.html").read_text("utf-8")
    assert table[0].reasons[0] in " ".join(data for _, data in Tree(page).texts)
    assert "<svg" not in page


def test_the_command_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from corridors.cli import main

    path = tmp_path / "x.html"
    asked = ["report", "Tashkent", "--to", "Poti", "--corridor", "casca", "--draws", "0", "-o"]
    assert main([*asked, str(path), "--language", "uz"]) == 0
    assert '<html lang="uz">' in path.read_text("utf-8")
    assert main([*asked, str(tmp_path / "x.doc")]) == 2
    assert ".xlsx" in capsys.readouterr().err


def test_a_workbook_has_a_tab_a_table(table: co.Comparison, tmp_path: Path) -> None:
    """Accounts and emissions add up to the rows, and every source named has its row."""
    table.to_excel(tmp_path / "x.xlsx")
    tabs = pd.read_excel(tmp_path / "x.xlsx", sheet_name=None)
    assert list(tabs) == ["corridors", "account", "emissions", "sources"]
    assert tabs["account"]["cost_usd"].sum() == pytest.approx(tabs["corridors"]["cost_usd"].sum())
    assert tabs["emissions"]["co2e_kg"].sum() == pytest.approx(tabs["corridors"]["co2e_kg"].sum())
    named = {id_ for cell in tabs["emissions"]["sources"].dropna() for id_ in cell.split("|")}
    assert named <= set(tabs["sources"]["id"])


# -- in a browser, where there is one -------------------------------------------------------------------

_CLICK = """<script>
const ways = [...document.querySelectorAll("g.way")];
ways[1].dispatchEvent(new MouseEvent("click", {bubbles: true}));
ways[2].dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}));
document.querySelector(".source").focus();
</script></body>"""


@pytest.fixture
def browser() -> str:
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no browser here")
    return found


def test_a_corridor_that_is_chosen_stands_out(pages: dict[str, str], browser: str, tmp_path: Path) -> None:
    """By the keyboard after the pointer: its way, its rows, its figures, and no other's; sources show on focus."""
    open_to_scripts = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", pages["en"])
    (tmp_path / "x.html").write_text(open_to_scripts.replace("</body>", _CLICK), encoding="utf-8")
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=1000", "--dump-dom",
         f"--user-data-dir={tmp_path / 'profile'}", (tmp_path / "x.html").as_uri()],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    tree = Tree(done.stdout)
    wanted = [a["data-of"] for a in Tree(pages["en"]).all("g") if a["class"] == "way"][2]
    marked = {(tag, a["data-of"]) for tag, a in tree.elements if "on" in (a.get("class") or "").split()}
    assert marked == {("g", wanted), ("tbody", wanted)}
    assert {a["data-panel"] for a in tree.all("dl") if "hidden" not in a} == {wanted}
    assert {a["data-choose"] for _, a in tree.elements if a.get("aria-pressed") == "true"} == {wanted}
    [shown] = [a for a in tree.all("div") if a.get("id") == "shown"]
    assert "hidden" not in shown
