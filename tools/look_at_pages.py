"""Look at pages as a reader would: in headless Chromium, offline, wide and narrow, light and dark.

``python -m tools.look_at_pages report.html docs/_build/html/index.html --to shots --axe axe.min.js`` opens each page
in each view, tells what it wrote to the console, which requests failed or left the machine, whether it is wider than
its window, and what axe-core finds (serious and critical faults; all with ``--every``), and writes a picture of each
view. It ends with 1 if anything was found. ``--pdf`` prints each page on A4 too.

axe-core is not part of this project. ``npm pack axe-core && tar xf axe-core-*.tgz`` puts it at
``package/axe.min.js``; without ``--axe`` pages are looked at without it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tools.chromium import Chromium

__all__ = ["axe_faults", "look", "main"]

#: Width, height and whether it is touched, of each window.
VIEWS = ((1400, 1000, False), (400, 860, True))
_GRAVE = ("serious", "critical")

_ASK_AXE = """
axe.run(document, {resultTypes: ["violations", "incomplete"]}).then((found) => found.violations.map((fault) => ({
  id: fault.id, impact: fault.impact, help: fault.help, count: fault.nodes.length,
  nodes: fault.nodes.slice(0, 4).map((node) =>
    node.target.join(" ") + "  " + node.html.slice(0, 160) + "  " + (node.any[0] ? node.any[0].message : "")),
})))
"""
#: What sticks out of the window, the outermost elements only.
_TOO_WIDE = """
(() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room + 1) return [];
  const out = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > room + 1);
  return out.slice(0, 3).map((e) => e.outerHTML.slice(0, 120));
})()
"""


def axe_faults(browser: Chromium, axe: Path, *, every: bool = False) -> list[str]:
    """Give the faults that axe-core finds in the open page, a line each with the elements concerned."""
    browser.run(axe.read_text(encoding="utf-8") + "\n;0")
    found: list[dict[str, Any]] = browser.run(_ASK_AXE)
    return [
        f"axe {fault['impact']} {fault['id']} ({fault['count']}): {fault['help']}"
        + "".join(f"\n      {node}" for node in fault["nodes"])
        for fault in found
        if every or fault["impact"] in _GRAVE
    ]


def look(
    browser: Chromium, page: str | Path, *, width: int = 1400, height: int = 1000, touch: bool = False,
    dark: bool = False, axe: Path | None = None, every: bool = False, shot: Path | None = None, whole: bool = False,
) -> list[str]:  # fmt: skip
    """Open a page in one view and give everything found, a line each; `shot` is a picture to write."""
    browser.view(width, height, dark=dark, touch=touch)
    browser.open(page)
    if shot is not None:
        browser.screenshot(shot, whole=whole)
    found = [f"console: {error}" for error in browser.errors]
    found += [f"request: {failed}" for failed in browser.failed]
    found += [f"wider than the window: {what}" for what in browser.run(_TOO_WIDE)]
    return found + (axe_faults(browser, axe, every=every) if axe is not None else [])


def _name(page: str) -> str:
    """Give a name for the pictures of a page; those of one name in two folders keep apart."""
    return "-".join(Path(page.partition("#")[0]).with_suffix("").parts[-2:]).strip("/-").replace("/", "")


def main(argv: Sequence[str] | None = None) -> int:
    """Look at the pages given, and tell what was found."""
    parser = argparse.ArgumentParser(prog="look_at_pages", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pages", nargs="+", help="files or addresses")
    parser.add_argument("--to", type=Path, help="folder for the pictures")
    parser.add_argument("--axe", type=Path, help="axe.min.js")
    parser.add_argument("--every", action="store_true", help="faults of every impact")
    parser.add_argument("--whole", action="store_true", help="pictures of whole pages, not of windows")
    parser.add_argument("--pdf", action="store_true", help="print each page on A4 as well (needs --to)")
    args = parser.parse_args(argv)
    if args.to:
        args.to.mkdir(parents=True, exist_ok=True)
    faults = 0
    with Chromium() as browser:
        for page in args.pages:
            for width, height, touch in VIEWS:
                for dark in (False, True):
                    view = f"{width}-{'dark' if dark else 'light'}"
                    shot = args.to / f"{_name(page)}-{view}.png" if args.to else None
                    found = look(
                        browser, page, width=width, height=height, touch=touch, dark=dark, axe=args.axe,
                        every=args.every, shot=shot, whole=args.whole,
                    )  # fmt: skip
                    faults += len(found)
                    print(f"{page} {view}: {'nothing found' if not found else f'{len(found)} found'}")
                    print("".join(f"   {line}\n" for line in found), end="")
            if args.pdf and args.to:
                browser.pdf(args.to / f"{_name(page)}.pdf")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
