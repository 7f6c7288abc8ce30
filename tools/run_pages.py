"""Run every code block of the documentation's own pages, and write what it prints: ``python -m tools.run_pages``.

A block of ``python`` or ``console`` is run where it stands, in one session a page. What Python prints stands in the
``text`` block that follows it; a command begins with ``$ ``, and its output follows in the same block. A line ``...``
in an output stands for any number of lines.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["DOCS", "PAGES", "main", "run_page"]

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = ("first-hour.md", "guide.md", "recipes.md", "concepts.md", "limits.md")

_BLOCK = re.compile(r"^```(python|console)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", flags=re.MULTILINE | re.DOTALL)
_CUT = "..."


def main() -> None:
    for name in sys.argv[1:] or PAGES:
        page = DOCS / name
        text = page.read_text(encoding="utf-8")
        page.write_text(run_page(text, name), encoding="utf-8")
        print(f"{name}: {len(_BLOCK.findall(text))} blocks run")


def run_page(text: str, name: str) -> str:
    """Give the page with the outputs that its blocks have today; what they write goes to a folder that goes away."""
    import matplotlib

    matplotlib.use("Agg")
    names: dict[str, Any] = {"__name__": "__main__"}

    def ran(block: re.Match[str]) -> str:
        kind, code, output = block.groups()
        if kind == "console":
            return f"```console\n{''.join(_commands(code))}```\n" + (
                "" if output is None else f"\n```text\n{output}```\n"
            )
        printed = _python(code, names, f"{name}: {code.splitlines()[0]}")
        if not printed:
            return f"```python\n{code}```\n"
        return f"```python\n{code}```\n\n```text\n{_shortened(printed, output or '')}```\n"

    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        return _BLOCK.sub(ran, text)


def _python(code: str, names: dict[str, Any], where: str) -> str:
    """Run a block as a notebook would: what is printed, and the last line's value unless it is nothing or a drawing."""
    tree = ast.parse(code, where)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        exec(compile(tree, where, "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), where, "eval"), names)
            if value is not None and not type(value).__module__.startswith("matplotlib"):
                print(value if hasattr(value, "to_string") else repr(value))
    return _without_tails(out.getvalue())


def _commands(block: str) -> Iterator[str]:
    """Give each command of a block with what it prints; errors and output together, as a terminal shows them."""
    place = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    place["PYTHONPATH"] = str(DOCS.parent)
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, told = part.partition("\n")
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=place,
            check=False,
        )
        printed = re.sub(r"^.*\r", "", _without_tails(done.stdout), flags=re.MULTILINE)
        yield f"$ {command}\n{_shortened(printed, told)}"


def _without_tails(text: str) -> str:
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE).rstrip("\n")
    return f"{text}\n" if text else ""


def _shortened(printed: str, told: str) -> str:
    """Cut an output where the page cuts it."""
    lines, shown = printed.splitlines(keepends=True), told.splitlines()
    if _CUT not in shown:
        return printed
    head = shown.index(_CUT)
    tail = len(shown) - head - 1
    return "".join([*lines[:head], f"{_CUT}\n", *lines[len(lines) - tail :]])


if __name__ == "__main__":
    main()
