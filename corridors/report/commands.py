"""What the command line asks of a report: its arguments, and what it makes of them."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from corridors.errors import OptionError
from corridors.report.words import LANGUAGES

__all__ = ["report_options", "reported"]


def report_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``report``."""
    parser.add_argument("origins", nargs="+", metavar="origin")
    parser.add_argument("--to", nargs="+", required=True, metavar="PLACE", help="destinations")
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help="the page to write (.html), a document for Word (.docx), or a workbook (.xlsx)",
    )
    parser.add_argument("--language", default="en", help=f"{', '.join(LANGUAGES)} (default en)")
    parser.add_argument("--corridor", action="append", metavar="NAME", help="only this corridor; may be repeated")
    parser.add_argument("--branches", action="store_true", help="show branches of a corridor that differ as well")
    parser.add_argument("--all", action="store_true", help="show the ways too that are left out as detours")
    parser.add_argument(
        "--draws", type=int, default=256, metavar="N", help="draws that tell how sure it is; 0 for none (default 256)"
    )
    parser.add_argument("--seed", type=int, default=0, help="what the draws follow from (default 0)")


def reported(args: argparse.Namespace, options: Mapping[str, Any]) -> tuple[bool, Any, str]:
    """Write a report: whether any way was found, plain data, text."""
    from corridors.report.page import write_report
    from corridors.routes.compare import compare_corridors

    ending = args.output.rpartition(".")[2].lower()
    if ending not in ("html", "htm", "docx", "xlsx"):
        raise OptionError(f"{args.output!r}: a report is written as .html, .docx or .xlsx; give one of these endings")
    asked = dict(options)
    criteria = [name.strip() for name in args.weight.split(",")]
    asked["weight"] = criteria[0] if len(criteria) == 1 else criteria
    table = compare_corridors(
        args.origins, args.to, corridors=args.corridor, branches=args.branches, all=args.all, **asked
    )
    write_report(table, args.output, language=args.language, draws=args.draws, seed=args.seed)
    return bool(table.routes), {"file": args.output, "ways": len(table.routes)}, f"Written: {args.output}"
