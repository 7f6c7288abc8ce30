"""The report for Word and for Excel: opened again, it tells what the page tells, whatever names hold."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.report.tree import tree_of
from corridors.report.words import LANGUAGES, WORDS
from tests.report.parts import HOSTILE, Tree, hostile

docx = pytest.importorskip("docx")
openpyxl = pytest.importorskip("openpyxl")

NAMES = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "<w:p/>", "]]>", "{MERGEFIELD x}", "&lt;", HOSTILE]


@pytest.fixture(scope="module")
def table() -> co.Comparison:
    return co.compare_corridors("Tashkent", ["Poti", "Karachi"])


@pytest.fixture(scope="module")
def files(table: co.Comparison, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("documents")
    return {code: table.to_docx(folder / f"{code}.docx", language=code, draws=0) for code in LANGUAGES}


def texts(document: Any) -> str:
    """All that is written in a document, links and cells too."""
    return "\n".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_has_the_parts_of_the_page(files: dict[str, Path], code: str, table: co.Comparison) -> None:
    """Headings in order, a table for each of the page, pictures with words, and the language."""
    document = docx.Document(str(files[code]))
    column = LANGUAGES.index(code)
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    wanted = ["map", "ranking", "chart", "binds", "closes", "sure", "turns", "emissions", "sources"]
    assert headings == [WORDS[key][column] for key in wanted]
    assert document.core_properties.language.startswith(code)
    written = texts(document).replace("\u00a0", "").replace(",", "")
    for row in table:
        if row.route is None:
            assert "; ".join(row.reasons).replace(",", "") in written
        else:
            assert f"{row.route.cost_usd:.0f} ({row.route.cost_range_usd[0]:.0f}" in written
    pictures = [shape._inline.docPr for shape in document.inline_shapes]
    assert len(pictures) == 1 + len(table.destinations)
    assert all(len(picture.get("descr")) > 20 for picture in pictures)


def test_heads_of_tables_repeat(files: dict[str, Path]) -> None:
    """And no row is broken; every table fits on the page and is named."""
    document = docx.Document(str(files["en"]))
    assert len(document.tables) > 6
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for one in document.tables:
        head, *rows = one._tbl.tr_lst
        assert head.xpath("w:trPr/w:tblHeader")
        assert not any(row.xpath("w:trPr/w:tblHeader") for row in rows)
        assert all(row.xpath("w:trPr/w:cantSplit") for row in one._tbl.tr_lst)
        assert sum(column.width for column in one.columns) <= room * 1.001
        assert one._tbl.xpath("w:tblPr/w:tblCaption/@w:val")[0]


def test_links_lead_somewhere(files: dict[str, Path], table: co.Comparison) -> None:
    """Numbers to their source in the list, and sources to the web."""
    document = docx.Document(str(files["en"]))
    body = document.element.body
    anchors = set(body.xpath("//w:hyperlink/@w:anchor"))
    assert len(anchors) > 20
    assert anchors <= set(body.xpath("//w:bookmarkStart/@w:name"))
    outside = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    cited = {id_ for route in table.routes for step in route.steps for id_ in step.charge.cost_sources}
    wanted = {row["url"] for route in table.routes for row in route.source_rows() if row["id"] in cited and row["url"]}
    assert wanted <= outside


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(NAMES) | st.text(min_size=1, max_size=12))
def test_names_are_texts_everywhere(name: str, tmp_path: Path) -> None:
    """Whatever a name holds: no element, field or formula comes of it, and all three files can be opened."""
    try:
        table = hostile(name)
    except co.CorridorsError:  # such as a name that is told to be corrected
        return
    told = tmp_path / "x.docx"
    table.to_docx(told, draws=0)
    with zipfile.ZipFile(told) as parts:
        body = parts.read("word/document.xml").decode()
    assert body.count("<w:fldChar") == body.count("<w:fldSimple") == body.count("<w:instrText") == 0
    rels = docx.Document(str(told)).part.rels.values()
    assert not any(rel.is_external and not rel.target_ref.startswith("http") for rel in rels)
    assert docx.Document(str(told)).paragraphs[0].style.name == "Title"
    co.write_report(table, tmp_path / "x.xlsx", draws=0)
    for sheet in openpyxl.load_workbook(tmp_path / "x.xlsx"):
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    page = Tree(table.to_html(tmp_path / "x.html", draws=0).read_text("utf-8"))
    assert page.unfit == page.open == []
    assert (len(page.all("script")), page.all("img")) == (2, [])
    notebook = Tree(table._repr_html_())
    assert notebook.unfit == notebook.open == []
    assert {tag for tag, _ in notebook.elements} & {"script", "img", "a"} == set()


def test_the_workbook_has_a_tab_a_table(table: co.Comparison, tmp_path: Path) -> None:
    """With heads that stay, widths, numbers as numbers, and a row for every source that is named."""
    co.write_report(table, tmp_path / "x.xlsx", draws=0)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == [
        "corridors", "account", "emissions", "borders_closed", "stand_ins", "turns", "worth_of_time", "scenarios",
        "sources",
    ]  # fmt: skip
    for sheet in book:
        heads = [cell.value for cell in sheet[1]]
        assert sheet.freeze_panes == "A2"
        assert all(cell.font.bold for cell in sheet[1])
        assert all(sheet.column_dimensions[cell.column_letter].width >= len(str(cell.value)) for cell in sheet[1])
        for number, head in enumerate(heads, start=1):
            if head.endswith(("_h", "_usd", "_km", "_kg", "_pct")):
                cells = [row[0].value for row in sheet.iter_rows(min_row=2, min_col=number, max_col=number)]
                assert all(isinstance(value, (int, float)) for value in cells if value is not None), head
    listed = {row[0] for row in book["sources"].iter_rows(min_row=2, values_only=True)}
    for row in book["turns"].iter_rows(min_row=2, values_only=True):
        assert set(row[-1].split("|")) <= listed


def test_another_ending_is_refused(table: co.Comparison, tmp_path: Path) -> None:
    with pytest.raises(co.OptionError, match=r"ends in \.docx"):
        table.to_docx(tmp_path / "x.html")
    with pytest.raises(co.OptionError, match="cannot be written"):
        table.to_docx(tmp_path / "nowhere" / "x.docx", draws=0, maps=False)
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_installed_is_told(tmp_path: Path) -> None:
    """Without python-docx the line that installs it; without matplotlib words in place of pictures."""
    path = str(tmp_path / "x.docx")
    for missing, expected in (("docx", "corridors[word]"), ("matplotlib", "written")):
        code = (
            f"import sys; sys.modules[{missing!r}] = None\nimport corridors as co\n"
            "table = co.compare_corridors('Tashkent', 'Poti', corridors=['casca'])\n"
            f"try: table.to_docx({path!r}, draws=0); print('written')\n"
            "except co.MissingExtraError as error: print(error)"
        )
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        assert expected in done.stdout
    assert "matplotlib is not installed" in texts(docx.Document(path))


@given(st.text(max_size=30))
def test_trees_give_texts_back(text: str) -> None:
    """As they were before they were escaped, but for line ends, which are all alike."""
    from corridors.words.markup import el

    [node] = tree_of(el("p", el("b", text), title="x")).elements
    assert node.text == text
    assert node.all("b")[0].tag == "b"
