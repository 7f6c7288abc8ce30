"""What the command line asks of files: ``corridors export`` and ``corridors import``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.charges.model import MODES
from corridors.errors import OptionError
from corridors.exchange.asked import KM_OF
from corridors.exchange.formats import FORMATS
from corridors.gate.paths import a_path

if TYPE_CHECKING:
    from corridors.network.network import Network

__all__ = ["add_file_commands"]

Answer = tuple[int, Any, str]


def add_file_commands(
    commands: Any,
    command: Callable[[Any, str, Callable[[argparse.Namespace], Answer], str], argparse.ArgumentParser],
    network_options: Callable[[argparse.ArgumentParser], None],
    network_of: Callable[[argparse.Namespace], Network],
) -> None:
    """Add both commands.

    Parameters
    ----------
    commands, command
        Where to, and what makes a command with a name, what it runs and a line of help.
    network_options, network_of
        The arguments by which a network is chosen, and what gives it.
    """
    out = command(commands, "export", lambda args: exported(args, network_of), "write the network for other programs")
    out.add_argument(
        "format", choices=list(FORMATS), help="; ".join(f"{n}: {kind.text}" for n, kind in FORMATS.items())
    )
    out.add_argument("file", help="where to; a folder must be new")
    out.add_argument("--on", metavar="DATE", help="date or year, for what is told to be in use")
    out.add_argument("--scenario", metavar="ID or FILE", help="a packaged scenario's id, or a file")
    out.add_argument("--level", choices=["places", "yards"], default="places", help="of GraphML (default places)")
    network_options(out)

    come = command(commands, "import", imported, "read another program's network into a folder for --data")
    come.add_argument("file", help="file or folder: GeoPackage, GeoJSON, GraphML, workbook, CSV, GMNS, TNTP or lines")
    come.add_argument("folder", nargs="?", help="where to; by default beside it, by its name with -data")
    come.add_argument("--format", help="what it is, where neither ending nor content says it")
    come.add_argument("--mode", choices=list(MODES), help="what moves, where the file does not say it")
    come.add_argument("--length-unit", choices=list(KM_OF), help="unit of its lengths, where the file does not say it")
    come.add_argument(
        "--column", action="append", default=[], metavar="OURS=THEIRS",
        help="what the file calls a column, such as time_h=hours; may be repeated",
    )  # fmt: skip
    come.add_argument("--country", metavar="CODE", help="country of places that name none")
    come.add_argument(
        "--join-within", type=float, default=0.0, metavar="KM",
        help="how far apart ends of lines may lie that are one place; every join is told (default 0: they coincide)",
    )  # fmt: skip
    come.add_argument("--encoding", metavar="NAME", help="encoding of its CSV, such as cp1251, where it is not UTF-8")
    come.add_argument("--decimal", choices=[".", ","], default=".", help="whether its CSV has decimal points or commas")
    come.add_argument("--no-length-check", action="store_false", dest="check_lengths", help="take lengths as they are")


def exported(args: argparse.Namespace, network_of: Callable[[argparse.Namespace], Network]) -> Answer:
    """Write the network of a call."""
    network = network_of(args)
    if args.scenario:
        network = network.apply(args.scenario)
    if args.on:
        network = network.at(args.on)
    written = network.to_file(args.file, format=args.format, level=args.level)
    whole = FORMATS[args.format].whole
    count = f"{len(network.places):,} places and {len(network.links):,} links"
    carried = "with all tables" if whole else "without services, events and rates, which this format cannot carry"
    data = {"file": str(written), "format": args.format, "whole": whole}
    return 0, data, f"Written to {written}: {count}, {carried}. docs/interchange.md says what is lost."


def imported(args: argparse.Namespace) -> Answer:
    """Read a network of another program, and write it as a folder of tables."""
    from corridors.network.files import read_network

    source = a_path("file", args.file, what="the file or folder to read")
    named = source if source.name else source.resolve()  # "." has no name of its own
    if not args.folder and not named.name:
        raise OptionError(f"{args.file} has no name to call the folder by: give the folder to write as well")
    target = Path(args.folder) if args.folder else named.with_name(f"{named.stem}-data")
    network = read_network(
        source,
        format=args.format,
        mode=args.mode,
        length_unit=args.length_unit,
        columns=_columns(args.column),
        country=args.country,
        join_within_km=args.join_within,
        check_lengths=args.check_lengths,
        encoding=args.encoding,
        decimal=args.decimal,
    )
    network.to_file(target, format="datapackage")
    own = network._core.tables.own
    far = [join for join in own.joins if join.km]
    lines = [f"Read {len(network.places):,} places and {len(network.links):,} links into {target}."]
    if own.joins:
        farthest = max((join.km or 0.0 for join in own.joins), default=0.0)
        lines.append(
            f"{len(own.joins):,} ends of lines joined, {len(far):,} of them over a gap, at most {farthest:.3g} km:"
        )
        lines += [f"  {j.table}[{j.row}].{j.column} {j.asked} to {j.place}, {j.km:.3g} km" for j in far]
    lines += [f"- {note}" for note in own.notes]
    lines.append(f"Ask it: corridors places --data {target}")
    joins = [{"row": j.row, "column": j.column, "asked": j.asked, "place": j.place, "km": j.km} for j in own.joins]
    data = {"folder": str(target), "places": len(network.places), "links": len(network.links)}
    return 0, data | {"joins": joins, "notes": list(own.notes)}, "\n".join(lines)


def _columns(texts: list[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in texts]
    for ours, mark, theirs in pairs:
        if not (ours and mark and theirs):
            raise OptionError(f"--column {ours}{mark}{theirs}: give OURS=THEIRS, such as time_h=hours")
    return {ours: theirs for ours, _, theirs in pairs}
