"""One run of the command line: arguments read, answered, written."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from corridors.cli.codes import BAD_INPUT, NO_ROUTE, NOT_WRITTEN
from corridors.cli.options import refuse_blanks
from corridors.cli.output import flush, prepare, tell, write, written_as_json
from corridors.cli.parser import make_parser
from corridors.errors import CorridorsError, DataError, NoRouteError

__all__ = ["run"]


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    prepare()
    parser = make_parser()
    try:
        args = parser.parse_args(argv)
    except SystemExit:  # help or the version was printed, or the arguments were refused
        if not flush():
            return NOT_WRITTEN
        raise
    try:
        refuse_blanks(args)
        answer: Callable[[argparse.Namespace], tuple[int, Any, str]] = args.run
        code, data, text = answer(args)
    except NoRouteError as error:
        return _fail(args, NO_ROUTE, error)
    except CorridorsError as error:
        return _fail(args, BAD_INPUT, error)
    out = written_as_json(data) if args.json else text
    return code if write(out + "\n") else NOT_WRITTEN


def _fail(args: argparse.Namespace, code: int, error: CorridorsError) -> int:
    if args.json:
        data: dict[str, Any] = {"error": type(error).__name__, "message": str(error)}
        if isinstance(error, NoRouteError):
            data["reasons"] = list(error.reasons)
        if isinstance(error, DataError):
            data["findings"] = list(error.findings)
        if not write(written_as_json(data) + "\n"):
            code = NOT_WRITTEN
    tell(error)
    return code
