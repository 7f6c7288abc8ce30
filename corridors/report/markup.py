"""Elements of the page: those that all pages share."""

from __future__ import annotations

from corridors.words.markup import Markup, el, script_data, web_link

__all__ = ["Markup", "el", "script_data", "web_link"]
