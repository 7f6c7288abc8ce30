"""A page to explore: a map beside its legend, tables beneath, and the sources; one file that loads nothing."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Any

from corridors.maps.colors import LORRY_COLOR, NEUTRAL_COLOR
from corridors.maps.explorer import Entry, Explorer, Group, Sheet, Told
from corridors.maps.explorer_map import MODE_NAMES, a_color, labels_of, laid, map_part
from corridors.words.markup import Markup, el, script_data, web_link

__all__ = ["explorer_page"]

_HELP = (
    "Drag or use the arrow keys to move, the wheel or + and - to zoom, 0 to see all. A line or a place shows its "
    "figures; a click keeps them beside the map. All of it stands in the tables below too."
)
#: Letters of a text that no line breaks, and sources that stand beside a figure without being asked for.
_SHORT, _MANY = 32, 4
#: How far colours go towards white on a dark page, which has its own for text and lorries.
_LIGHTER = 0.28
#: By how much the parts of a grey may differ.
_GREY = 20


def explorer_page(page: Explorer) -> str:
    """Give the page as a text."""
    css, script = (files(__package__).joinpath(f"explorer.{kind}").read_text("utf-8") for kind in ("css", "js"))
    style = Markup(css + _colors(page.groups))
    sheet = laid(page)
    # only this script and these styles count, whatever a name holds, and nothing is loaded
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy + "; form-action 'none'"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", page.title),
        el("style", style),
    )
    body = el(
        "body",
        el("a", "Skip to the tables", href="#tables", class_="skip"),
        el("header", el("h1", page.title), *(el("p", line) for line in page.lines), _totals(page.totals)),
        el("main", _stage(page, map_part(page, sheet)), *_tables(page.tables), *_sources(page)),
        el("footer", el("p", page.credit)),
        el("div", id="tip", role="tooltip", hidden=True),
        el("script", script_data(labels_of(page, sheet)), type="application/json", id="labels"),
        el("script", Markup(script)),
    )
    return f"<!DOCTYPE html>\n{el('html', head, body, lang='en')}\n"


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _colors(groups: Iterable[Group]) -> str:
    """Give each group its colour, a lighter one on a dark page."""
    light, dark = [], []
    for number, group in enumerate(groups):
        color = a_color(group.color)
        named = {NEUTRAL_COLOR: "var(--ink)", LORRY_COLOR: "var(--lorry)"}.get(color)
        light.append(f"--g{number}:{named or color}")
        dark.append(f"--g{number}:{named or (_darker(color) if group.halo else _lighter(color))}")
    rules = "".join(
        f'[data-group="{number}"],.sample-{number}{{stroke:var(--g{number})}}' for number in range(len(light))
    )
    return (
        f":root{{{';'.join(light)}}}@media screen and (prefers-color-scheme:dark){{:root{{{';'.join(dark)}}}}}{rules}"
    )


def _mixed(color: str, other: int, share: float) -> str:
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (other - part) * share):02X}" for part in parts)


def _lighter(color: str) -> str:
    parts = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    # a grey is what stands back
    return color if max(parts) - min(parts) < _GREY else _mixed(color, 255, _LIGHTER)


def _darker(color: str) -> str:
    return _mixed(color, 20, 0.6)


def _totals(totals: Sequence[tuple[str, Told]]) -> Markup:
    items = [el("div", el("dt", name), el("dd", *_statement(said))) for name, said in totals]
    return el("dl", *items, class_="totals")


def _stage(page: Explorer, drawn: Markup) -> Markup:
    buttons = [
        el("button", sign, type="button", data_zoom=way, aria_label=name, title=name)
        for sign, way, name in (("+", "in", "Zoom in"), ("−", "out", "Zoom out"), ("⤢", "all", "See all"))
    ]
    return el(
        "div",
        el("figure", drawn, el("div", *buttons, class_="zoom"), class_="frame"),
        el(
            "aside",
            el(
                "div",
                el("p", _HELP, id="map-help"),
                id="card",
                tabindex="0",
                role="region",
                aria_live="polite",
                aria_label="Figures",
            ),
            _legend(page),
            aria_label="Legend and figures",
        ),
        class_="stage",
    )


def _legend(page: Explorer) -> Markup:
    drawn = {key for track in page.tracks for key in track.groups}
    rows = [_layer(n, group) for n, group in enumerate(page.groups) if group.key in drawn]
    modes = [mode for mode in MODE_NAMES if any(track.mode == mode for track in page.tracks)]
    parts = [el("h2", page.groups_name), el("ul", *rows, class_="layers")]
    parts += [el("h2", "Modes"), el("ul", *map(_mode, modes), class_="layers")] if modes else []
    if any(not track.in_use for track in page.tracks):
        parts.append(el("p", _sample("M1,5H37", "rail shut"), "planned, being built or shut"))
    return el("div", *parts, class_="legend")


def _layer(number: int, group: Group) -> Markup:
    sample = _sample("M1,5H37", f"sample-{number}{' halo' if group.halo else ''}")
    shown = el("input", type="checkbox", checked=True, data_layer=number, aria_label=f"Show {group.label}")
    entry = group.entry or None
    chosen = el(
        "button", sample, el("span", group.label), type="button", data_choose=number, data_e=entry, aria_pressed="false"
    )
    return el("li", shown, chosen)


def _mode(mode: str) -> Markup:
    shown = el("input", type="checkbox", checked=True, data_mode=mode)
    return el("li", el("label", shown, _sample("M3,5H37", f"m-{mode}"), MODE_NAMES[mode]))


def _sample(path: str, kind: str) -> Markup:
    lines = [el("path", d=path, class_=f"t {kind}")]
    return el("svg", *lines, viewBox="0 0 40 10", width="40", height="10", aria_hidden="true", class_="sample")


def _tables(tables: Iterable[Sheet]) -> list[Markup]:
    return [
        el("section", *(_table(number, table) for number, table in enumerate(tables) if table.entries), id="tables",
           aria_label="Tables")
    ]  # fmt: skip


def _table(number: int, table: Sheet) -> Markup:
    heads = el("tr", *(el("th", head, scope="col") for head in table.heads))
    rows = [_row(entry) for entry in table.entries]
    return el(
        "details",
        el("summary", f"{table.title} ({len(rows):,})"),
        el(
            "div",
            el("table", el("caption", table.title), el("thead", heads), el("tbody", *rows)),
            class_="wide-table", tabindex="0", role="region", aria_label=f"{table.title}, a table",
        ),
        open=table.opened,
        id=f"table-{number}",
    )  # fmt: skip


def _row(entry: Entry) -> Markup:
    button = el("button", entry.title, type="button", data_go=entry.key)
    cells = []
    for statements in entry.cells:
        inside: list[object] = []
        for said in statements:
            inside += [el("br") if inside else None, *_statement(said)]
        cells.append(el("td", *inside))
    return el("tr", el("th", button, scope="row"), *cells, id=entry.key)


def _statement(said: Told) -> list[object]:
    text: object = said.text
    if said.warns:
        text = el("b", said.text, class_="warn")
    elif len(said.text) < _SHORT and " " in said.text:  # a range that a line breaks reads as two figures
        text = el("span", said.text, class_="f")
    parts = [text, *([" ", el("i", said.grade)] if said.grade else [])]
    numbers: list[object] = []
    for number in said.sources:
        numbers += [" ", el("a", f"[{number}]", href=f"#s{number}")]
    if len(said.sources) > _MANY:
        return [*parts, " ", el("details", el("summary", f"{len(said.sources)} sources"), *numbers)]
    return [*parts, *numbers]


def _sources(page: Explorer) -> list[Markup]:
    rows = page.sources.rows()
    if not rows:
        return []
    listed = [el("li", *_source(row), id=f"s{number}", value=number) for number, row in rows]
    inside = el("ol", *listed, class_="sources")
    return [el("section", el("details", el("summary", f"Sources ({len(listed):,})"), inside), aria_label="Sources")]


def _source(row: Any) -> list[Markup | str]:
    title, address = row["title"] or row["id"], web_link(row.get("url"))
    further = ", ".join(str(row[name]) for name in ("publisher", "date") if row.get(name))
    named = (
        el("span", title)
        if address is None
        else el("a", title, href=address, rel="noopener noreferrer", target="_blank")
    )
    return [named, f". {further}" if further else ""]
