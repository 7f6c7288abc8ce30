"""Elements of HTML and SVG, in which every text is escaped that was not made here."""

from __future__ import annotations

import json
from html import escape
from typing import Any

__all__ = ["VOID", "Markup", "el", "script_data", "web_link"]

#: Elements without an end.
VOID = frozenset(("meta", "br", "link", "hr"))


class Markup(str):
    """A text that is markup already, and goes into other elements as it is."""

    __slots__ = ()


def el(tag: str, *inside: object, **attributes: object) -> Markup:
    """Give an element; texts inside and values of attributes are escaped.

    Parameters
    ----------
    tag
        Its name.
    *inside
        `Markup` as it is, anything else as a text; None is nothing.
    **attributes
        By name, ``_`` standing for ``-`` and one at the end for nothing (``class_``); None and False are left out,
        True has no value.

    Examples
    --------
    >>> el("p", "rail & <road>", el("b", 1), class_='"wide"', hidden=True)
    '<p class="&quot;wide&quot;" hidden>rail &amp; &lt;road&gt;<b>1</b></p>'
    """
    named = "".join(
        f" {name.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    if tag in VOID:
        return Markup(f"<{tag}{named}>")
    parts = "".join(
        part if isinstance(part, Markup) else escape(str(part), quote=False) for part in inside if part is not None
    )
    return Markup(f"<{tag}{named}>{parts}</{tag}>")


def script_data(data: Any) -> Markup:
    r"""Write data as JSON that cannot end the script which holds it.

    >>> print(script_data({"name": "</script>"}))
    {"name":"\u003c/script\u003e"}
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def web_link(url: str | None) -> str | None:
    """Give an address that may be linked: one of the web, and none that a browser would run.

    >>> web_link("https://example.org"), web_link("javascript:alert(1)"), web_link(None)
    ('https://example.org', None, None)
    """
    return url if url is not None and url.lower().startswith(("https://", "http://")) else None
