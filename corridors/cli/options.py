"""The arguments that commands share, and what a call takes of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from corridors.charges.model import MODES, SHIPMENTS
from corridors.cli.output import tell_plainly
from corridors.errors import OptionError
from corridors.routing.weights import CRITERIA

if TYPE_CHECKING:
    from corridors.network.network import Network

__all__ = [
    "asked_options",
    "call_options",
    "command",
    "joining_options",
    "network_of",
    "network_options",
    "refuse_blanks",
]


def command(commands: Any, name: str, run: Callable[..., Any], text: str) -> argparse.ArgumentParser:
    """Add a command: what answers it, and its one line of help."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text.capitalize() + ".")
    parser.set_defaults(run=run, parser=parser)
    parser.add_argument("--json", action="store_true", help="give JSON")
    return parser


def asked_options(parser: argparse.ArgumentParser, *, weight: str, several: bool = False) -> None:
    """Add the arguments that all calls understand."""
    parser.add_argument(
        "--weight",
        default=weight,
        metavar="CRITERION",
        help=f"{', '.join(CRITERIA)} or a link column (default {weight})"
        + ("; several with commas between mark the rows that none beats in all" if several else ""),
    )
    parser.add_argument(
        "--shipment", default="feu", help=f"what moves: {', '.join(SHIPMENTS)} (default feu, a 40 ft container)"
    )
    parser.add_argument(
        "--service",
        default="regular",
        help="how it travels by rail: regular (one container handed in at a terminal), block_train (a whole train, "
        "which leaves when it is ready) or, for wagons, wagonload (default regular; a wagon then goes as a wagonload)",
    )
    parser.add_argument(
        "--scope",
        default="terminal",
        help="what a time counts: run (departure to arrival), terminal (from handing in until it can be collected) or "
        "door (with the lorries of the first and last mile, in the price as well) (default terminal)",
    )
    parser.add_argument(
        "--snap-limit",
        type=float,
        metavar="KM",
        help="refuse points farther than this from every place; nearer ones are joined by a lorry (default 100)",
    )
    parser.add_argument(
        "--avoid",
        action="append",
        default=[],
        metavar="WHAT",
        help="place, country, corridor, mode, link, event or risk (its id or its kind, such as sanctions) to avoid; "
        "may be repeated",
    )
    parser.add_argument("--modes", metavar="LIST", help=f"comma-separated among {','.join(MODES)}")
    parser.add_argument(
        "--on", metavar="DATE", help="date or year (its last day); the data's reference date by default"
    )
    parser.add_argument(
        "--price-year",
        type=int,
        metavar="YEAR",
        help="year in whose dollars prices are told, by consumer prices; that of --on by default",
    )
    parser.add_argument(
        "--value",
        type=float,
        metavar="USD",
        help="value of what a unit carries, on which war and risk premiums are charged; as usual by default",
    )
    parser.add_argument(
        "--box",
        default="carrier",
        help="whose box: carrier (its empty return is charged) or shipper (default carrier)",
    )
    parser.add_argument("--scenario", metavar="ID or FILE", help="a packaged scenario's id, or a file (TOML or JSON)")
    network_options(parser)


def network_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that name the network."""
    parser.add_argument("--data", metavar="FOLDER", help="folder of tables instead of the packaged one")
    parser.add_argument(
        "--extend", metavar="FOLDER", help="folder or workbook with links of your own beside them (see template)"
    )
    joining_options(parser)


def joining_options(parser: argparse.ArgumentParser) -> None:
    """Add the arguments by which links of the user's own are joined."""
    parser.add_argument("--owner", default="me", metavar="NAME", help="whose links they are (default me)")
    parser.add_argument(
        "--join-within",
        type=float,
        default=5.0,
        metavar="KM",
        help="how far a point or the end of a line of yours may be from the place that it joins (default 5)",
    )
    parser.add_argument(
        "--on-conflict",
        default="error",
        choices=["error", "keep both", "replace"],
        help="what to do where two places are linked in the same mode already (default error)",
    )


def network_of(args: argparse.Namespace) -> Network:
    """Give the network of a call, with what the user puts beside it; joins are told, apart from the answer."""
    from corridors.network.loading import load_network

    network = load_network(data=args.data)
    if args.extend:
        network = network.extend(
            folder=args.extend, owner=args.owner, join_within_km=args.join_within, on_conflict=args.on_conflict
        )
        if not getattr(args, "is_check", False):
            tell_plainly(network.extension.summary() + "\n\n")
    return network


def call_options(args: argparse.Namespace) -> dict[str, Any]:
    """Give what the arguments mean to a call of the package."""
    return {
        "weight": args.weight,
        "shipment": args.shipment,
        "service": args.service,
        "scope": args.scope,
        "snap_limit_km": args.snap_limit,
        "avoid": args.avoid or None,
        "modes": args.modes,
        "box": args.box,
        "value_usd": args.value,
        "price_year": args.price_year,
        "on": args.on,
        "scenario": args.scenario or None,
        "network": network_of(args) if args.data or args.extend else None,
    }


def refuse_blanks(args: argparse.Namespace) -> None:
    """Refuse options with a blank value, such as a variable of a script that was never set.

    To leave them out without a word would be to answer for another network than was asked for.

    Raises
    ------
    OptionError
        Some option is blank.
    """
    parser: argparse.ArgumentParser = args.parser
    for action in parser._actions:
        value = getattr(args, action.dest, None)
        given = value if isinstance(value, list) else [value]
        if action.option_strings and any(isinstance(one, str) and not one.strip() for one in given):
            raise OptionError(f"{action.option_strings[-1]} is blank: give a value, or leave it out")
