"""What the command line asks of comparisons: its arguments, and what it makes of them."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

__all__ = ["compared", "comparison_options"]


def comparison_options(compare: argparse.ArgumentParser) -> None:
    """Add the arguments of ``compare``."""
    compare.add_argument("origin")
    compare.add_argument("destinations", nargs="+", metavar="destination")
    compare.add_argument(
        "--from", action="append", default=[], dest="origins", metavar="PLACE", help="a further origin; may be repeated"
    )
    compare.add_argument("--corridor", action="append", metavar="NAME", help="only this corridor; may be repeated")
    compare.add_argument(
        "--no-branches",
        action="store_false",
        dest="branches",
        help="one row a corridor, without the branches that differ, such as the Middle Corridor by Aktau and by Kuryk",
    )
    compare.add_argument("--all", action="store_true", help="show the ways too that are left out as detours")
    compare.add_argument(
        "--max-detour",
        type=float,
        default=1.75,
        metavar="FACTOR",
        help="leave out ways that weigh more than this many times the best (default 1.75)",
    )
    compare.add_argument(
        "--max-stretch",
        type=float,
        default=2.5,
        metavar="FACTOR",
        help="leave out ways more than this many times as long as the shortest (default 2.5)",
    )
    compare.add_argument(
        "--sure", action="store_true", help="say how likely each is the cheapest, the quickest, the best, by draws"
    )
    compare.add_argument("--draws", type=int, default=2048, metavar="N", help="with --sure: how many (default 2048)")
    compare.add_argument("--seed", type=int, default=0, help="with --sure: what the draws follow from (default 0)")


def compared(args: argparse.Namespace, options: Mapping[str, Any]) -> tuple[bool, Any, str]:
    """Compare corridors: whether any way was found, plain data, text."""
    from corridors.routes.compare import compare_corridors

    asked = dict(options)
    criteria = [name.strip() for name in args.weight.split(",")]
    asked["weight"] = criteria[0] if len(criteria) == 1 else criteria
    table = compare_corridors(
        [args.origin, *args.origins] if args.origins else args.origin,
        args.destinations,
        corridors=args.corridor,
        branches=args.branches,
        all=args.all,
        max_detour=args.max_detour,
        max_stretch=args.max_stretch,
        **asked,
    )
    if args.sure and table.routes:
        table = table.with_probabilities(n=args.draws, seed=args.seed)
    return bool(table.routes), table.to_dict(), table.summary()
