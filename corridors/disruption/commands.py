"""What the command line asks of losses: its arguments, and what it makes of them."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

__all__ = ["criticality_options", "listed"]


def criticality_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``criticality``."""
    parser.add_argument("origins", nargs="+", metavar="origin")
    parser.add_argument("--to", nargs="+", required=True, metavar="PLACE", help="destinations")
    parser.add_argument(
        "--by",
        default="link",
        help="what is lost: link, place, border, country, corridor, service or event (default link)",
    )
    parser.add_argument("--duration", help="how long, such as '30 d' or '12 h'; for good by default")
    parser.add_argument("--demand", type=float, metavar="MT", help="Mt a year of each pair; one unit by default")
    parser.add_argument(
        "--couples", action="store_const", const=2, default=1, dest="k", help="lose two at once; see --within, --budget"
    )
    parser.add_argument(
        "--within", action="append", metavar="WHAT", help="only these: a corridor or elements; may be repeated"
    )
    parser.add_argument("--budget", help="most work for couples: seconds, or such as '2000 searches'")
    parser.add_argument("--top", type=int, default=15, metavar="N", help="how many are shown (default 15)")


def listed(args: argparse.Namespace, options: Mapping[str, Any]) -> tuple[bool, Any, str]:
    """List losses: that there are some, plain data, text."""
    from corridors.disruption.criticality import criticality

    losses = criticality(
        (args.origins, args.to),
        by=args.by,
        duration=args.duration,
        demand=args.demand,
        k=args.k,
        within=args.within,
        budget=_seconds(args.budget),
        **options,
    )
    return True, losses.to_dict(), losses.summary(args.top)


def _seconds(budget: str | None) -> float | str | None:
    """Give a budget as a number where it is one."""
    try:
        return None if budget is None else float(budget)
    except ValueError:
        return budget
