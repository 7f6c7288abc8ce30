"""Markup of the page as a tree, for documents that are no page."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from corridors.words.markup import VOID, Markup

__all__ = ["Node", "tree_of"]


@dataclass
class Node:
    """An element: what it is called, what it says of itself, and what is in it, texts or elements."""

    tag: str
    attributes: dict[str, str | None]
    inside: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return (self.attributes.get("class") or "").split()

    @property
    def elements(self) -> list[Node]:
        """The elements in it, without texts."""
        return [part for part in self.inside if isinstance(part, Node)]

    def all(self, tag: str) -> list[Node]:
        """Elements of a name in it, however deep, in order."""
        found = []
        for part in self.elements:
            found += ([part] if part.tag == tag else []) + part.all(tag)
        return found

    @property
    def text(self) -> str:
        """All texts in it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.inside)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        self._open[-1].inside.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, "markup is made by `el`, which closes what it opens"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)


def tree_of(*parts: Markup) -> Node:
    """Read markup back; texts are whole and as they were before they were escaped.

    Examples
    --------
    >>> from corridors.words.markup import el
    >>> tree_of(el("p", "rail & ", el("b", "<road>"))).elements[0].text
    'rail & <road>'
    """
    reader = _Reader()
    for part in parts:
        reader.feed(part)
    reader.close()
    return reader.root
