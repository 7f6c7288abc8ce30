"""Make the page of the command line, `docs/command-line.md`, of its parser: ``python -m tools.make_commands``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from corridors.cli.parser import make_parser
from corridors.words.markdown import markdown_table

__all__ = ["PAGE", "commands", "main", "render"]

PAGE = Path(__file__).resolve().parent.parent / "docs" / "command-line.md"

_HEAD = """\
# Command line

<!-- written by `make api`; do not edit -->

`corridors COMMAND ...`, or `python -m corridors`. Every command has `--help`; with `--json` it prints plain data.
What it ends with, and how to call it from another program: [Recipes](recipes.md#call-it-from-another-program).
"""


def main() -> None:
    PAGE.write_text(render(), encoding="utf-8")


def render() -> str:
    """Give the page."""
    parts = [_HEAD]
    for name, (said, parser) in commands().items():
        parts += [f"## {name}\n", f"{said[:1].upper()}{said[1:]}.\n"]
        if rows := list(_arguments(parser)):
            parts += [*markdown_table(["argument", "what"], rows), ""]
    examples, _, _ = (make_parser().epilog or "").partition("\n\n")
    parts += ["## Examples\n", "```sh", *(line.strip() for line in examples.splitlines()[1:]), "```", ""]
    return "\n".join(parts)


def commands() -> dict[str, tuple[str, argparse.ArgumentParser]]:
    """Give each command with what it does and its parser."""
    action = next(each for each in make_parser()._actions if isinstance(each, argparse._SubParsersAction))
    said = {choice.dest: choice.help or "" for choice in action._choices_actions}
    return {name: (said[name], parser) for name, parser in action.choices.items()}


def _arguments(parser: argparse.ArgumentParser) -> Iterator[list[str]]:
    formatter = parser._get_formatter()
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        name = action.option_strings[-1] if action.option_strings else formatter._format_args(action, action.dest)
        value = (
            ""
            if action.nargs == 0 or not action.option_strings
            else f" {formatter._format_args(action, action.dest.upper())}"
        )
        yield [f"`{name}{value}`", formatter._expand_help(action) if action.help else ""]


if __name__ == "__main__":
    main()
