"""The command line: ``corridors route | compare | places | sources | check-data | validate``.

Exit codes: 0 found, 1 no route, 2 bad input.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corridors import __version__
from corridors.charges.model import MODES, SHIPMENTS
from corridors.errors import CorridorsError, DataError, NoRouteError, OptionError
from corridors.routing.weights import CRITERIA

__all__ = ["main"]

FOUND, NO_ROUTE, BAD_INPUT = 0, 1, 2

_EPILOG = """\
examples:
  corridors route Tashkent Istanbul --weight time --via Turkmenbashi
  corridors route Tashkent Karachi --modes road --on 2025-09-01
  corridors route Tashkent Moscow --weight time --service "block train" --scope run
  corridors route Tashkent Rotterdam --weight cost --avoid sanctions --price-year 2024
  corridors route 41.56,64.2 Poti --snap-limit 120
  corridors compare Tashkent Poti Karachi "Bandar Abbas" --weight cost
  corridors compare Rotterdam Tashkent --from Shanghai --from Istanbul --weight cost,time
  corridors places kan
  corridors sources tr4

exit codes: 0 found, 1 no route, 2 bad input
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    parser = _parser()
    args = parser.parse_args(argv)
    try:
        run: Callable[[argparse.Namespace], tuple[int, Any, str]] = args.run
        code, data, text = run(args)
        out = json.dumps(data, ensure_ascii=False, indent=1) if args.json else text
        sys.stdout.write(out + "\n")
        sys.stdout.flush()
    except NoRouteError as error:
        return _fail(args, NO_ROUTE, error)
    except CorridorsError as error:
        return _fail(args, BAD_INPUT, error)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    return code


def _fail(args: argparse.Namespace, code: int, error: CorridorsError) -> int:
    if args.json:
        data: dict[str, Any] = {"error": type(error).__name__, "message": str(error)}
        if isinstance(error, NoRouteError):
            data["reasons"] = list(error.reasons)
        if isinstance(error, DataError):
            data["findings"] = list(error.findings)
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    sys.stderr.write(f"corridors: {error}\n")
    return code


class _Version(argparse.Action):
    """Print the version of the code and the edition of the data; the tables are read only when asked."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from corridors.tables.reading import read_tables

        sys.stdout.write(f"corridors {__version__}, data edition {read_tables().package.version}\n")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="corridors",
        description="How freight leaves Uzbekistan: by which corridor, in how many days, for how many "
        "dollars, with how much capacity.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the versions of the code and of the data")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    route = _command(commands, "route", _route, "the best way between two places")
    route.add_argument("origin", help="name (Latin, Russian, Uzbek), UN/LOCODE, id or LAT,LON")
    route.add_argument("destination")
    route.add_argument(
        "--via", action="append", default=[], metavar="PLACE", help="place to pass; may be repeated, in order"
    )
    route.add_argument("--explain", action="store_true", help="say where each figure comes from")
    _options(route, weight="distance")

    _compare_options(_command(commands, "compare", _compare, "the best way through each corridor, and by lorry"))

    places = _command(commands, "places", _places, "list or search places")
    places.add_argument("text", nargs="?", default="", help="part of a name, code or id")
    _network_options(places)

    sources = _command(commands, "sources", _sources, "list the sources of the data")
    sources.add_argument("text", nargs="?", default="", help="part of an id, title or publisher")
    _network_options(sources)

    check = _command(commands, "check-data", _check_data, "check the tables")
    check.add_argument("folder", nargs="?", help="folder of tables; the packaged one by default")
    check.add_argument("--markdown", action="store_true", help="give the data dictionary as a page")

    validate = _command(commands, "validate", _validate, "compare the model with published figures")
    validate.add_argument("--quantity", help="only distance_km, time, cost or capacity_mt_per_year")
    validate.add_argument("--markdown", action="store_true", help="give the page of the documentation")

    _command(commands, "warm", _warm, "compile what large networks need, now rather than at the first question")
    return parser


def _compare_options(compare: argparse.ArgumentParser) -> None:
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
    _options(compare, weight="cost", several=True)


def _command(commands: Any, name: str, run: Callable[..., Any], text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text.capitalize() + ".")
    parser.set_defaults(run=run)
    parser.add_argument("--json", action="store_true", help="give JSON")
    return parser


def _options(parser: argparse.ArgumentParser, *, weight: str, several: bool = False) -> None:
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
        help="whose box it is: carrier (its empty return is charged) or shipper (default carrier)",
    )
    parser.add_argument("--scenario", metavar="FILE", help="scenario saved as JSON")
    _network_options(parser)


def _network_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="FOLDER", help="folder of tables instead of the packaged one")


def _call_options(args: argparse.Namespace) -> dict[str, Any]:
    from corridors.network.loading import load_network

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
        "network": load_network(data=args.data) if args.data else None,
    }


def _route(args: argparse.Namespace) -> tuple[int, Any, str]:
    from corridors.routes.shortest import shortest_route

    route = shortest_route(
        args.origin,
        args.destination,
        via=args.via or None,
        **_call_options(args),
    )
    return FOUND, route.to_dict(), route.explain() if args.explain else route.summary()


def _compare(args: argparse.Namespace) -> tuple[int, Any, str]:
    from corridors.routes.compare import compare_corridors

    options = _call_options(args)
    criteria = [name.strip() for name in args.weight.split(",")]
    options["weight"] = criteria[0] if len(criteria) == 1 else criteria
    table = compare_corridors(
        [args.origin, *args.origins] if args.origins else args.origin,
        args.destinations,
        corridors=args.corridor,
        branches=args.branches,
        all=args.all,
        max_detour=args.max_detour,
        max_stretch=args.max_stretch,
        **options,
    )
    return FOUND if table.routes else NO_ROUTE, table.to_dict(), table.summary()


def _places(args: argparse.Namespace) -> tuple[int, Any, str]:
    from corridors.network.loading import load_network
    from corridors.words.aligned import format_table

    network = load_network(data=args.data)
    found = network.find_places(args.text)
    if not found:
        network.place(args.text)  # raises with close matches
    data = [
        {
            "id": p.id, "name": p.name, "country": p.country, "kind": p.kind, "lat": p.lat, "lon": p.lon,
            "unlocode": p.unlocode, "spellings": list(p.spellings),
        }
        for p in found
    ]  # fmt: skip
    rows = [["id", "name", "country", "kind", "UN/LOCODE", "other spellings"]]
    rows += [[p.id, p.name, p.country, p.kind, p.unlocode or "", ", ".join(p.spellings[1:])] for p in found]
    return FOUND, data, format_table(rows, left=range(6), indent="")


def _sources(args: argparse.Namespace) -> tuple[int, Any, str]:
    from corridors.network.loading import load_network

    wanted = args.text.casefold()
    rows = [
        row
        for row in load_network(data=args.data)._core.sources.values()
        if any(wanted in (row[c] or "").casefold() for c in ("id", "title", "publisher"))
    ]
    if not rows:
        raise OptionError(f"no source has {args.text!r} in its id, title or publisher; without a text all are listed")
    lines = [
        f"[{row['id']}] {row['title']}"
        + "".join(f"\n    {row[c]}" for c in ("publisher", "date", "url", "licence") if row[c])
        for row in rows
    ]
    return FOUND, rows, "\n".join(lines)


def _check_data(args: argparse.Namespace) -> tuple[int, Any, str]:
    from corridors.tables.audit import audit

    report = audit(Path(args.folder) if args.folder else None)
    if args.markdown:
        from corridors.tables.dictionary import dictionary_page

        return FOUND, report.to_dict(), dictionary_page()
    return FOUND, report.to_dict(), report.summary()


def _validate(args: argparse.Namespace) -> tuple[int, Any, str]:
    from corridors.validation.comparison import validate

    result = validate(quantity=args.quantity)
    return FOUND, result.to_dict(), result.to_markdown() if args.markdown else result.summary()


def _warm(_args: argparse.Namespace) -> tuple[int, Any, str]:
    from corridors.kernels.compile import numba_available
    from corridors.kernels.warm import warm

    seconds = warm()
    told = f"compiled in {seconds:.1f} s" if numba_available() else "nothing to compile: install corridors[fast]"
    return FOUND, {"seconds": seconds, "numba": numba_available()}, told


if __name__ == "__main__":
    raise SystemExit(main())
