"""The data dictionary as a page: every table and column, and what its figures rest on."""

from __future__ import annotations

from corridors.tables.audit import FROM_PRINTED, GradeShare, grade_shares, length_shares
from corridors.tables.reading import read_tables
from corridors.tables.schema import GRADES, Field
from corridors.words.markdown import markdown_table

__all__ = ["dictionary_page"]


def dictionary_page() -> str:
    """Give the packaged tables as Markdown: rows, columns, units, and figures by grade.

    Examples
    --------
    >>> from corridors.tables.dictionary import dictionary_page
    >>> "## links" in dictionary_page()
    True
    """
    tables = read_tables(everything=True)
    graded = grade_shares(tables)
    shares = {(share.table, share.column): share for share in graded if share.unit == "figures"}
    parts = [
        "# The data",
        "",
        "<!-- written by `corridors check-data --markdown`; do not edit -->",
        "",
        f"Version {tables.package.version}, reference date {tables.package.reference_date}. Every figure has a",
        "source and a grade: *published* as printed, *derived* by arithmetic on printed figures or rates,",
        "*estimated* otherwise, saying how.",
        "",
    ]
    kilometres = [[share.column, *_percents(share), f"{share.total:,.0f}"] for share in graded if share.unit == "km"]
    heads = ["kilometres of", *(f"{grade} %" for grade in GRADES), "km"]
    parts += markdown_table(heads, kilometres, right=range(1, len(heads)))
    rails = []
    for part in length_shares(tables):
        cells = [f"{100 * part.km_by_method.get(method, 0.0) / part.total_km:.1f}" for method in FROM_PRINTED]
        rails.append([part.part, *cells, f"{100 * part.from_printed_figures:.1f}", f"{part.total_km:,.0f}"])
    heads = ["rail kilometres of", *(f"{method} %" for method in (*FROM_PRINTED, "all of these")), "km"]
    parts += ["", *markdown_table(heads, rails, right=range(1, len(heads)))]
    for name, schema in tables.package.schemas.items():
        parts += ["", f"## {name}", "", f"{schema.title}. {len(tables[name]):,} rows.", ""]
        rows = []
        for field in schema.fields:
            found = shares.get((name, field.name))
            grades = " / ".join(_percents(found)) if found else ""
            rows.append([f"`{field.name}`", _type(field), field.unit or "", field.description, grades])
        heads = ["column", "type", "unit", "meaning", "published / derived / estimated %"]
        parts += markdown_table(heads, rows, right=[4])
    return "\n".join(parts) + "\n"


def _percents(share: GradeShare) -> list[str]:
    return [f"{100 * getattr(share, grade) / share.total:.0f}" for grade in GRADES]


def _type(field: Field) -> str:
    notes = [field.type]
    if field.required:
        notes.append("required")
    if field.enum:
        notes.append("one of " + ", ".join(map(str, field.enum)))
    if field.references:
        notes.append(f"in {field.references}")
    return "; ".join(notes)
