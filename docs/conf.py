"""How the documentation is built: `make docs`. Nothing is executed, and nothing is fetched, now or by the reader."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

ROOT = Path(__file__).resolve().parent.parent

project = "corridors"
author = "The corridors developers"
copyright = author  # noqa: A001
release = re.findall(r'__version__ = "(.+)"', (ROOT / "corridors" / "__init__.py").read_text(encoding="utf-8"))[0]
version = release

extensions = ["myst_nb"]
exclude_patterns = ["_build", "**.ipynb_checkpoints"]
# `make notebooks` executes them
nb_execution_mode = "off"
myst_enable_extensions = ["attrs_inline", "deflist"]
# the pages link to headings as GitHub names them
myst_heading_anchors = 3

html_theme = "pydata_sphinx_theme"
html_title = "corridors"
templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["site.css"]
# without pages below them
html_sidebars = {"index": [], "first-hour": []}
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {
    "navbar_persistent": ["search-by-name"],
    "navbar_end": ["theme-switcher"],
    "navbar_align": "left",
    "header_links_before_dropdown": 7,
    "show_prev_next": True,
    "show_toc_level": 2,
    "footer_start": ["copyright"],
    "footer_end": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
html_context = {"default_mode": "auto"}


def setup(app: Sphinx) -> None:
    """Let pages read on GitHub and here alike, and see that what was built needs no network."""
    app.connect("source-read", named_anchors)
    app.connect("build-finished", loads_nothing)


def named_anchors(_app: Sphinx, _page: str, source: list[str]) -> None:
    """Make targets of the anchors that GitHub takes as HTML."""
    source[0] = re.sub(r'^<a id="([\w-]+)"></a>$', r"(\1)=", source[0], flags=re.MULTILINE)


#: What a browser fetches by itself: not the links of a text.
_FETCHED = re.compile(r"""<(?:script|img|iframe|source|video)\b[^>]*\bsrc=["']?(?:https?:)?//[^>]*>
    |<link\b(?=[^>]*\brel=["']?(?:stylesheet|preload|icon|modulepreload))[^>]*\bhref=["']?(?:https?:)?//[^>]*>
    |(?:url\(|@import\s+)["']?(?:https?:)?//[^)"';]*""", flags=re.VERBOSE)  # fmt: skip


def loads_nothing(app: Sphinx, failed: Exception | None) -> None:
    """Refuse a site that asks other servers for scripts, styles, fonts or pictures."""
    if failed is not None:
        return
    pages = [path for kind in ("*.html", "*.css") for path in Path(app.outdir).rglob(kind)]
    found = [
        f"{path.name}: {asked[0]}" for path in pages for asked in _FETCHED.finditer(path.read_text(encoding="utf-8"))
    ]
    if found:
        raise ExtensionError("the site would load from elsewhere: " + "; ".join(found[:5]))
