"""What the command line asks of scenarios and years: its arguments, and what it makes of them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from typing import Any

from corridors.changes.scenario import Scenario
from corridors.errors import OptionError

__all__ = ["compared", "compared_options", "followed", "followed_options", "what_if", "what_if_options", "years_of"]


def compared_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``compare-scenarios``."""
    parser.add_argument("origin")
    parser.add_argument("destinations", nargs="+", metavar="destination")
    parser.add_argument(
        "--with", action="append", required=True, dest="scenarios", metavar="SCENARIO",
        help="a scenario by id or file, or status-quo; repeated, the first is what the others are told against",
    )  # fmt: skip
    _further(parser)


def what_if_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``whatif``."""
    parser.add_argument("origin")
    parser.add_argument("destinations", nargs="+", metavar="destination")
    for name, text in (
        ("shut", "place, country, corridor, mode, link or event to shut"),
        ("open", "link or corridor to open, built or not"),
        ("lift", "event that no longer holds"),
    ):
        parser.add_argument(f"--{name}", action="append", default=[], metavar="WHAT", help=f"{text}; may be repeated")
    parser.add_argument("--name", default="what if", help="what to call it")
    _further(parser)


def _further(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corridor", action="append", metavar="NAME", help="only this corridor; may be repeated")
    parser.add_argument("--regret", action="store_true", help="say what each choice of corridor loses at worst instead")
    parser.add_argument(
        "--shut-penalty", type=float, metavar="USD",
        help="with --regret: what it costs to go on by the best other way where a corridor is shut; no way by default",
    )  # fmt: skip
    parser.add_argument("--csv", metavar="FILE", help="write the table as CSV as well")


def followed_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``timeline``."""
    parser.add_argument("origin")
    parser.add_argument("destination")
    parser.add_argument(
        "--years", default="1990-2040", metavar="LIST", help="such as 1990-2040 or 2020,2025,2030 (default 1990-2040)"
    )
    parser.add_argument("--via", action="append", default=[], metavar="PLACE", help="place to pass; may be repeated")
    parser.add_argument("--csv", metavar="FILE", help="write the table as CSV as well")


def compared(args: argparse.Namespace, options: Mapping[str, Any]) -> tuple[bool, Any, str]:
    """Compare scenarios: whether any way was found, plain data, text."""
    from corridors.studies.compare import compare_scenarios

    table = compare_scenarios(args.origin, args.destinations, args.scenarios, corridors=args.corridor, **options)
    if args.csv:
        table.to_csv(args.csv)
    told = table.regret(shut_penalty=args.shut_penalty) if args.regret else table
    return any(row.found for row in table), told.to_dict(), told.summary()


def what_if(args: argparse.Namespace, options: Mapping[str, Any]) -> tuple[bool, Any, str]:
    """Hold a scenario told in words against the network as it is."""
    scenario = Scenario(args.name, shut=tuple(args.shut), open=tuple(args.open), lift=tuple(args.lift))
    if not (scenario.shut or scenario.open or scenario.lift):
        raise OptionError("what if what? give something to --shut, --open or --lift")
    args.scenarios = [None, scenario]
    return compared(args, options)


def followed(args: argparse.Namespace, options: Mapping[str, Any]) -> tuple[bool, Any, str]:
    """Follow a way from year to year."""
    from corridors.studies.timeline import timeline

    if options.get("on") is not None:
        raise OptionError("a time line looks at every year: give --years, and leave --on out")
    asked = {name: value for name, value in options.items() if name != "on"}
    line = timeline(args.origin, args.destination, years=years_of(args.years), via=args.via or None, **asked)
    if args.csv:
        line.to_csv(args.csv)
    return bool(line.routes), line.to_dict(), line.summary()


def years_of(text: str) -> list[int]:
    """Read years: single ones and spans, with commas between.

    >>> years_of("2020-2022,2030")
    [2020, 2021, 2022, 2030]
    """
    years: list[int] = []
    for part in text.split(","):
        match = re.fullmatch(r"(\d{4})(?:\s*-\s*(\d{4}))?", part.strip())
        if match is None:
            raise OptionError(f"years {text!r}: give a span such as 1990-2040, or years with commas between")
        years += range(int(match[1]), int(match[2] or match[1]) + 1)
    return years
