"""What the command line asks of pages to explore: its arguments, and what it makes of them."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from corridors.errors import OptionError

if TYPE_CHECKING:
    from corridors.maps.offline import WebMap

__all__ = ["page_options", "paged"]


def page_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``explore``."""
    parser.add_argument(
        "places",
        nargs="*",
        metavar="place",
        help="none for the network, two for a route; with --to, where corridors are compared from",
    )
    parser.add_argument("--to", nargs="+", metavar="PLACE", help="destinations of a comparison of corridors")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="the page to write (.html)")
    parser.add_argument("--via", action="append", default=[], metavar="PLACE", help="of a route: a place to pass")
    parser.add_argument("--region", help="of the network: a region such as caspian, or all that it reaches (world)")
    parser.add_argument("--corridor", action="append", metavar="NAME", help="only this corridor; may be repeated")


def paged(args: argparse.Namespace, options: Mapping[str, Any]) -> tuple[bool, Any, str]:
    """Write a page: that it was made, plain data, text."""
    if args.output.rpartition(".")[2].lower() not in ("html", "htm"):
        raise OptionError(f"{args.output!r}: a page to explore is written as .html; give this ending")
    page = _compared(args, options) if args.to else _route(args, options) if args.places else _network(args, options)
    page.save(args.output)
    return True, {"file": args.output, "title": page.title}, f"{page.title}\nWritten: {args.output}"


def _compared(args: argparse.Namespace, options: Mapping[str, Any]) -> WebMap:
    from corridors.routes.compare import compare_corridors

    if not args.places or args.via:
        raise OptionError("a comparison leads from one place or several --to others, and takes no --via")
    return compare_corridors(args.places, args.to, corridors=args.corridor, **options).explore()


def _route(args: argparse.Namespace, options: Mapping[str, Any]) -> WebMap:
    from corridors.routes.shortest import shortest_route

    if len(args.places) != 2:
        raise OptionError(
            f"{len(args.places)} places: give two for a route, none for the network, or --to for a comparison"
        )
    origin, destination = args.places
    if args.corridor and len(args.corridor) > 1:
        raise OptionError("a route leads through one corridor: give one, or --to to compare several")
    corridor = args.corridor[0] if args.corridor else None
    return shortest_route(origin, destination, via=args.via or None, corridor=corridor, **options).explore()


def _network(args: argparse.Namespace, options: Mapping[str, Any]) -> WebMap:
    from corridors.network.loading import load_network

    network = options["network"] or load_network()
    if options["on"] is not None:
        network = network.at(options["on"])
    if options["scenario"] is not None:
        network = network.apply(options["scenario"])
    if options["avoid"]:
        network = network.without(*options["avoid"])
    return network.explore(region=args.region, modes=options["modes"], corridors=args.corridor)
