"""What tests of reports share: pages read back, and a comparison whose every name is an attack."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import corridors as co
from tests.micro import blank, corridor_rows, micro

HOSTILE = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;</title>\u2028"
_VOID = {"meta", "br", "link", "hr", "img", "input"}


class Tree(HTMLParser):
    """Elements in order with their attributes and texts; ends that do not fit are noted."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.unfit: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note an end that fits no element."""
        if not self.open or self.open.pop() != tag:
            self.unfit.append(tag)

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append((self.open[-1] if self.open else "", data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """List the attributes of the elements of a name."""
        return [attributes for name, attributes in self.elements if name == tag]


def hostile(text: str = HOSTILE, **options: Any) -> co.Comparison:
    """Compare two ways of a network whose every name ends in a text, such as an attack.

    ::

        A ==10== B ==10== D     north: a--b        A ==25== C ==1== D    south: a--c
    """
    rows = [corridor_rows(name, gateways) for name, gateways in (("n", [["a--b--rail"]]), ("s", [["a--c--rail"]]))]
    tables: dict[str, Any] = {
        name: [dict(row) for part in rows for row in part[name]] for name in ("corridors", "corridor_links")
    }
    for row in tables["corridors"]:
        row["name"] = row["name"] + text
        row["name_ru"] = row["name"]
    places = [
        blank(
            "places", id=key, name=key.upper() + text, name_ru=key.upper() + text, country="UZ", kind="city",
            lat=40.0 + 0.001 * n, lon=60.0, source=("test",), grade="published",
        )
        for n, key in enumerate("abcd")
    ]  # fmt: skip
    titled = {"title": text, "publisher": text, "url": f"javascript:alert(3)//{text}", "kind": "method"}
    sources = [blank("sources", id=name, **titled) for name in ("test", "user")]
    network = micro("A ==10== B ==10== D", "A ==25== C ==1== D", places=places, sources=sources, **tables)
    return co.compare_corridors("a", "d", weight="distance", network=network, **options)
