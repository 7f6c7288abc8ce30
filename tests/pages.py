"""A page to explore read back: its elements, tables, lines and sources."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any, NamedTuple

_VOID = {"meta", "br"}


class Node(NamedTuple):
    """An element: its name, attributes, and what is inside."""

    tag: str
    attributes: dict[str, str]
    inside: list[Any]

    @property
    def text(self) -> str:
        """All text within."""
        return "".join(part if isinstance(part, str) else part.text for part in self.inside)

    def all(self, tag: str = "", **attributes: str) -> list[Node]:
        """List elements within by name and attributes, whose names have ``_`` for ``-``."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        found = []
        for part in self.inside:
            if isinstance(part, Node):
                fits = all(part.attributes.get(name) == value for name, value in wanted.items())
                found += [part] if fits and tag in ("", part.tag) else []
                found += part.all(tag, **attributes)
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {}, [])
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, [])
        self._open[-1].inside.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"</{tag}> ends a {self._open[-1].tag}"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)


def read_page(html: str) -> Node:
    """Read a page; every element must be closed in its turn."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader._open) == 1
    return reader.root


def rows(page: Node, title: str) -> list[dict[str, str]]:
    """Give a table by its title, a row as its cells by the heads of the columns."""
    [table] = [table for table in page.all("table") if table.all("caption")[0].text == title]
    heads = [head.text for head in table.all("th", scope="col")]
    body = table.all("tbody")[0]
    return [
        dict(zip(heads, (cell.text for cell in row.inside if isinstance(cell, Node)), strict=True))
        | {"": row.attributes["id"]}
        for row in body.all("tr")
    ]


def figure(text: str) -> float:
    """Give the first number of a cell."""
    found = re.search(r"-?[0-9][0-9,]*(?:\.[0-9]+)?", text)
    assert found, text
    return float(found[0].replace(",", ""))


def check_page(html: str) -> Node:
    """Read a page and hold it against all that every page keeps; give it."""
    page = read_page(html)
    every = page.all()
    ids = [node.attributes["id"] for node in every if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    known = set(ids)
    for node in every:
        inner = node.attributes.get("href", "")
        assert not inner.startswith("#") or inner[1:] in known, inner
        assert set(node.attributes.get("data-e", "").split()) <= known
        assert not {"src", "onclick", "onload", "onerror", "style"} & node.attributes.keys(), node.tag
        assert node.tag not in ("link", "img", "iframe", "object", "embed", "base", "form")
        if node.tag == "a" and not inner.startswith("#"):
            assert inner.startswith(("https://", "http://"))
            assert node.attributes["rel"] == "noopener noreferrer"
    [policy] = [
        node.attributes["content"] for node in every if node.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; ")
    scripts = [node for node in page.all("script") if node.attributes.get("type") != "application/json"]
    for kind, nodes in (("style", page.all("style")), ("script", scripts)):
        [node] = nodes
        digest = b64encode(sha256(node.text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    json.loads(page.all("script", id="labels")[0].text)
    assert page.all("html")[0].attributes["lang"] == "en"
    assert len(page.all("h1")) == len(page.all("main")) == 1
    return page
