"""What the command line asks of sensitivity and of futures: its arguments, and what it makes of them."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from corridors.errors import OptionError

__all__ = ["explored", "futures_options", "hanging", "range_of_text", "sensitivity_options"]


def sensitivity_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``sensitivity``."""
    parser.add_argument("origin")
    parser.add_argument("destination")
    parser.add_argument("--corridor", action="append", metavar="NAME", help="only this corridor; may be repeated")
    parser.add_argument("--draws", type=int, default=4096, metavar="N", help="rows of the two samples (default 4096)")
    parser.add_argument("--seed", type=int, default=0, help="what the draws follow from (default 0)")
    parser.add_argument("--drivers", type=int, default=12, help="so many parameters have indices (default 12)")
    parser.add_argument("--top", type=int, default=10, metavar="N", help="how many bars are shown (default 10)")


def futures_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``futures``."""
    parser.add_argument("origins", nargs="+", metavar="origin")
    parser.add_argument("--to", nargs="+", required=True, metavar="PLACE", help="destinations")
    parser.add_argument(
        "--range", action="append", default=[], dest="ranges", metavar="NAME=LOW:HIGH",
        help="such as 'price: rail KZ=0.8:1.5' (times what is to be expected) or 'time: border alat=6 h:10 days'; may "
        "be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--with", action="append", dest="scenarios", metavar="SCENARIO",
        help="a scenario by id or file, or status-quo; repeated, each is as much of the futures",
    )  # fmt: skip
    parser.add_argument("--corridor", action="append", metavar="NAME", help="only this corridor; may be repeated")
    parser.add_argument("--number", type=int, default=2000, metavar="N", help="how many futures (default 2000)")
    parser.add_argument("--seed", type=int, default=0, help="what they follow from (default 0)")
    parser.add_argument("--loses", nargs=2, metavar="NAME", help="say in which states one corridor loses to the other")


def hanging(args: argparse.Namespace, options: Mapping[str, Any]) -> tuple[bool, Any, str]:
    """Say what a ranking hangs on: whether there is one, plain data, text."""
    from corridors.simulation.sensitivity import sensitivity

    found = sensitivity(
        args.origin, args.destination, n=args.draws, seed=args.seed, corridors=args.corridor, drivers=args.drivers,
        **options,
    )  # fmt: skip
    return True, found.to_dict(), found.summary(args.top)


def explored(args: argparse.Namespace, options: Mapping[str, Any]) -> tuple[bool, Any, str]:
    """Say what choices lose over futures, or where one loses to another."""
    from corridors.simulation.explore import explore_futures

    if args.scenarios and options.get("scenario") is not None:
        raise OptionError("give scenarios by --with, or one for all futures by --scenario")
    found = explore_futures(
        args.origins, args.to, scenarios=args.scenarios, ranges=dict(map(range_of_text, args.ranges)), n=args.number,
        seed=args.seed, corridors=args.corridor, **options,
    )  # fmt: skip
    data, text = found.to_dict(), found.summary()
    if args.loses:
        one, other = args.loses
        box = found.discover(one, other)
        data["box"] = box.to_dict() | {"loses": one, "to": other}
        text += f"\n\n{one} loses to {other} where {box}"
    return True, data, text


def range_of_text(text: str) -> tuple[str, tuple[float | str, float | str]]:
    """Read a range as the command line has it.

    >>> range_of_text("price: rail KZ=0.8:1.5"), range_of_text("time: border alat = 6 h : 10 days")
    (('price: rail KZ', (0.8, 1.5)), ('time: border alat', ('6 h', '10 days')))
    """
    name, equals, ends = text.rpartition("=")
    low, colon, high = ends.partition(":")
    if not (equals and colon and low.strip() and high.strip()):
        raise OptionError(f"range {text!r}: give NAME=LOW:HIGH, such as 'price: rail KZ=0.8:1.5'")
    return name.strip(), (_end(low.strip()), _end(high.strip()))


def _end(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
