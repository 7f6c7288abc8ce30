"""Parts of a document for Word: headings, runs in two languages, tables with widths of their own, links, pictures."""

from __future__ import annotations

import re
from typing import Any

from corridors.kernels.adding import total_of
from corridors.report.tree import Node

__all__ = ["Page"]

#: What no XML can hold.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

#: What Word calls the languages of the report.
_LANGUAGES = {"en": "en-GB", "ru": "ru-RU", "uz": "uz-Latn-UZ"}

_PAGE_MM, _MARGIN_MM = (210, 297), 18
_TABLE_PT, _SMALL_PT, _BODY_PT = 7.5, 8.0, 10.0
_LINK = "0B5CAD"

#: Millimetres that a character of a table takes, and a cell besides.
_CHARACTER_MM, _CELL_MM, _BOLD = 1.5, 2.2, 1.12
_CELL_SIDE_MM = 0.9
_MOST_CHARACTERS = 44

#: A font that every system has, or one of the same widths.
_FONT = "Arial"


def fit(text: str) -> str:
    """Give a text that XML can hold: control characters, which no name needs, are replaced."""
    return _UNFIT.sub("\ufffd", text)


class Page:
    """A document that is written from top to bottom."""

    def __init__(self, docx: Any, language: str, title: str) -> None:
        self._docx = docx
        self._shared = docx.shared
        self._oxml = docx.oxml
        self._language = language
        self._bookmarks = 0
        self.document = docx.Document()
        self._set_up(title)

    def _set_up(self, title: str) -> None:
        mm, document = self._shared.Mm, self.document
        section = document.sections[0]
        section.page_width, section.page_height = map(mm, _PAGE_MM)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = mm(_MARGIN_MM)
        about = document.core_properties
        about.title, about.author, about.comments = fit(title), "corridors", ""
        about.language = _LANGUAGES[self._language]
        normal = document.styles["Normal"]
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
            fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            for script in list(fonts.attrib):
                del fonts.attrib[script]
            for script in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(self._name(f"w:{script}"), _FONT)
        normal.font.size = self._shared.Pt(_BODY_PT)
        normal.paragraph_format.space_after = self._shared.Pt(4)
        self._say_language(normal.element.get_or_add_rPr(), self._language)
        document.add_heading(fit(title), 0)

    # -- texts --------------------------------------------------------------------------------------

    def heading(self, text: str, level: int) -> None:
        """Write a heading, which stays with what follows."""
        self.document.add_heading(fit(text), level)

    def paragraph(self, text: str = "", *, english: bool = False, small: bool = False) -> Any:
        """Write a paragraph."""
        paragraph = self.document.add_paragraph()
        if text:
            self._run(paragraph, text, english=english, size=_SMALL_PT if small else None)
        return paragraph

    def item(self, node: Node) -> None:
        """Write an item of a list; one with an id is numbered, and can be linked to."""
        number = node.attributes.get("value")
        if number is None:
            self.rich(self.document.add_paragraph(style="List Bullet"), node)
            return
        paragraph = self.document.add_paragraph()
        shape = paragraph.paragraph_format
        shape.left_indent, shape.first_line_indent = self._shared.Mm(9), self._shared.Mm(-9)
        shape.space_after = self._shared.Pt(1)
        self._bookmark(paragraph, str(node.attributes["id"]), f"{number}.\t")
        shape.tab_stops.add_tab_stop(self._shared.Mm(9))
        self.rich(paragraph, node, size=_SMALL_PT)

    def rich(self, paragraph: Any, node: Node, *, size: float | None = None, english: bool = False) -> None:
        """Write what is in an element: texts, those in English marked so, and links."""
        for part in node.inside:
            if isinstance(part, str):
                self._run(paragraph, part, english=english, size=size)
            elif "source" in part.classes or "swatch" in part.classes or "bars" in part.classes:
                continue  # what can only be pointed at, or is drawn
            elif part.tag == "a":
                self._link(paragraph, part, size)
            else:
                self.rich(paragraph, part, size=size, english=english or part.attributes.get("lang") == "en")

    def _run(self, paragraph: Any, text: str, *, english: bool = False, size: float | None = None) -> Any:
        run = paragraph.add_run(fit(text))
        if size is not None:
            run.font.size = self._shared.Pt(size)
        if english and self._language != "en":
            self._say_language(run._r.get_or_add_rPr(), "en")
        return run

    def _say_language(self, properties: Any, language: str) -> None:
        element = properties.find(self._name("w:lang"))
        if element is None:
            element = self._element("w:lang")
            properties.append(element)
        element.set(self._name("w:val"), _LANGUAGES[language])

    def _link(self, paragraph: Any, node: Node, size: float | None) -> None:
        """Write a link to the web, or to a source of this document."""
        address = str(node.attributes["href"])
        link = self._element("w:hyperlink")
        if address.startswith("#"):
            link.set(self._name("w:anchor"), address[1:])
        else:
            kind = self._docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK
            link.set(self._name("r:id"), paragraph.part.relate_to(fit(address), kind, is_external=True))
        run = self._run(paragraph, node.text, english=node.attributes.get("lang") == "en", size=size)
        run.font.color.rgb = self._shared.RGBColor.from_string(_LINK)
        run.font.underline = not address.startswith("#")
        link.append(run._r)
        paragraph._p.append(link)

    def _bookmark(self, paragraph: Any, name: str, text: str) -> None:
        self._bookmarks += 1
        begin, end = self._element("w:bookmarkStart"), self._element("w:bookmarkEnd")
        for mark in (begin, end):
            mark.set(self._name("w:id"), str(self._bookmarks))
        begin.set(self._name("w:name"), name)
        paragraph._p.append(begin)
        self._run(paragraph, text, size=_SMALL_PT)
        paragraph._p.append(end)

    # -- tables and pictures ------------------------------------------------------------------------

    def table(self, node: Node) -> None:
        """Write a table: its head repeats on each page, and no row is broken."""
        heads = [cell.text for cell in node.all("thead")[0].all("th")]
        rows = [row for body in node.all("tbody") for row in body.elements if row.tag == "tr"]
        figures = ["figure" in cell.classes for cell in node.all("thead")[0].all("th")]
        table = self.document.add_table(rows=1, cols=len(heads), style="Table Grid")
        table.autofit = False
        self._describe(table, node.all("caption")[0].text)
        for cell, head, figure in zip(table.rows[0].cells, heads, figures, strict=True):
            self._fill(cell, Node("th", {}, [head]), right=figure, bold=True)
        self._row(table.rows[0], head=True)
        self._keep_with_next(table.rows[0])
        for row in rows:
            self._body_row(table, row, figures)
        for column, width in zip(table.columns, _widths(heads, rows), strict=True):
            for cell in column.cells:
                cell.width = self._shared.Mm(width)
            column.width = self._shared.Mm(width)
        self.document.add_paragraph().paragraph_format.space_after = self._shared.Pt(2)

    def _body_row(self, table: Any, row: Node, figures: list[bool]) -> None:
        cells = [part for part in row.elements if part.tag in ("th", "td")]
        made = table.add_row()
        self._row(made)
        if len(cells) == 1:  # what stands below a row over the whole width
            whole = made.cells[0].merge(made.cells[-1])
            self._keep_with_next(table.rows[-2])
            lines = cells[0].all("p") or [cells[0]]
            for n, line in enumerate(lines):
                self._fill(whole, line, more=n > 0)
            return
        for cell, part, figure in zip(made.cells, cells, figures, strict=True):
            self._fill(cell, part, right=figure)

    def _fill(self, cell: Any, node: Node, *, right: bool = False, bold: bool = False, more: bool = False) -> None:
        paragraph = cell.add_paragraph() if more else cell.paragraphs[0]
        paragraph.paragraph_format.space_after = self._shared.Pt(0)
        if right:
            paragraph.alignment = self._docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
        self.rich(paragraph, node, size=_TABLE_PT)
        for run in paragraph.runs:
            run.font.bold = bold or None

    def _row(self, row: Any, *, head: bool = False) -> None:
        properties = row._tr.get_or_add_trPr()
        properties.append(self._element("w:cantSplit"))
        if head:
            properties.append(self._element("w:tblHeader"))

    def _keep_with_next(self, row: Any) -> None:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True

    def _describe(self, table: Any, text: str) -> None:
        caption = self._element("w:tblCaption")
        caption.set(self._name("w:val"), fit(text))
        sides = self._element("w:tblCellMar")
        for side in ("left", "right"):
            margin = self._element(f"w:{side}")
            margin.set(self._name("w:w"), str(self._shared.Mm(_CELL_SIDE_MM).twips))
            margin.set(self._name("w:type"), "dxa")
            sides.append(margin)
        properties = table._tbl.tblPr
        look = properties.find(self._name("w:tblLook"))
        for element in (sides, caption):  # in the order of the format: margins, look, caption
            if element is sides and look is not None:
                look.addprevious(element)
            else:
                properties.append(element)

    def picture(self, held: Any, told: str, caption: str) -> None:
        """Put in a picture over the whole width, with words for those who do not see it and a line below."""
        width = self._shared.Mm(_PAGE_MM[0] - 2 * _MARGIN_MM)
        shape = self.document.add_picture(held, width=width)
        properties = shape._inline.docPr
        properties.set("descr", fit(told))
        properties.set("title", fit(caption))
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        self._run(self.document.add_paragraph(style="Caption"), caption)

    def _element(self, name: str) -> Any:
        return self._oxml.OxmlElement(name)

    def _name(self, name: str) -> str:
        found: str = self._oxml.ns.qn(name)
        return found


def _widths(heads: list[str], rows: list[Node]) -> list[float]:
    """Share the width of the page: no figure and no word is broken while there is room, long texts get the rest."""
    least, wanted = ([_BOLD * max(map(len, head.split()), default=1) for head in heads] for _ in range(2))
    for row in rows:
        cells = [part for part in row.elements if part.tag in ("th", "td")]
        if len(cells) != len(heads):
            continue
        for k, cell in enumerate(cells):
            whole = any("whole-text" in span.classes for span in cell.all("span"))
            text = _without_buttons(cell)
            words = [text] if whole else text.replace("-", "- ").split()
            least[k] = max([least[k], *map(len, words)])
            wanted[k] = max(wanted[k], min(len(text), _MOST_CHARACTERS))
    most = _PAGE_MM[0] - 2 * _MARGIN_MM
    low, high = ([_CELL_MM + _CHARACTER_MM * number for number in part] for part in (least, wanted))
    high = [max(pair) for pair in zip(low, high, strict=True)]
    room = most - total_of(low)
    if room <= 0:
        return [most * width / total_of(low) for width in low]
    more = total_of(high) - total_of(low)
    share = min(1.0, room / more) if more else 0.0
    return [a + share * (b - a) for a, b in zip(low, high, strict=True)]


def _without_buttons(node: Node) -> str:
    return "".join(
        part if isinstance(part, str) else "" if "source" in part.classes else _without_buttons(part)
        for part in node.inside
    )
