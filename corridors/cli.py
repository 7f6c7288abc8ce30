"""The command line: ``corridors route | compare | whatif | timeline | criticality | scenarios | places | ...``.

Exit codes: 0 found, 1 no route, 2 bad input.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors import __version__
from corridors.charges.model import MODES, SHIPMENTS
from corridors.errors import CorridorsError, DataError, NoRouteError, OptionError
from corridors.network.file_commands import add_file_commands
from corridors.routing.weights import CRITERIA

if TYPE_CHECKING:
    from corridors.network.network import Network

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
  corridors compare-scenarios Tashkent Karachi --with status-quo --with my-scenario.json
  corridors whatif Tashkent Karachi --shut IR --weight time
  corridors timeline Tashkent Karachi --weight distance --years 1990-2040
  corridors criticality Tashkent --to Istanbul Karachi --by border --duration "30 d"
  corridors places kan
  corridors route Tashkent Karachi --scenario mine.toml
  corridors scenarios status-quo
  corridors sources tr4
  corridors template my-links; corridors check my-links
  corridors compare Tashkent Istanbul --extend my-links
  corridors export gpkg network.gpkg; corridors import roads.geojson --mode road

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

    _scenario_commands(commands)
    _criticality_options(_command(commands, "criticality", _criticality, "what each loss costs, the worst first"))

    places = _command(commands, "places", _places, "list or search places")
    places.add_argument("text", nargs="?", default="", help="part of a name, code or id")
    _network_options(places)

    sources = _command(commands, "sources", _sources, "list the sources of the data")
    sources.add_argument("text", nargs="?", default="", help="part of an id, title or publisher")
    _network_options(sources)

    scenarios = _command(commands, "scenarios", _scenarios, "list the packaged scenarios, or print one whole")
    scenarios.add_argument("id", nargs="?", default="", help="id of the one to print, as the text of its file")
    template = _command(commands, "template", _template, "write tables to fill in with links of your own")
    template.add_argument("folder", help="where to; files that are there are never touched")
    template.add_argument("--example", action="store_true", help="fill in a place and two links")

    own = _command(commands, "check", _check, "check tables with links of your own, and tell what they join")
    own.add_argument("extend", metavar="folder", help="folder of the template, or a workbook")
    _joining_options(own)
    own.add_argument("--data", metavar="FOLDER", help="folder of tables instead of the packaged one")

    add_file_commands(commands, _command, _network_options, _network_of)

    check = _command(commands, "check-data", _check_data, "check the tables")
    check.add_argument("folder", nargs="?", help="folder of tables; the packaged one by default")
    check.add_argument("--markdown", action="store_true", help="give the data dictionary as a page")

    validate = _command(commands, "validate", _validate, "compare the model with published figures")
    validate.add_argument("--quantity", help="only distance_km, time, cost or capacity_mt_per_year")
    validate.add_argument("--markdown", action="store_true", help="give the page of the documentation")
    return parser


def _scenario_commands(commands: Any) -> None:
    from corridors.studies import commands as scenarios

    for name, arguments, answer, text in (
        ("compare-scenarios", scenarios.compared_options, scenarios.compared, "corridors under several scenarios"),
        ("whatif", scenarios.what_if_options, scenarios.what_if, "what is changed when something is shut or opened"),
        ("timeline", scenarios.followed_options, scenarios.followed, "the best way year by year, each step explained"),
    ):
        parser = _command(commands, name, _of_scenarios(answer), text)
        arguments(parser)
        _options(parser, weight="time" if name == "timeline" else "cost")


def _of_scenarios(answer: Callable[..., tuple[bool, Any, str]]) -> Callable[..., tuple[int, Any, str]]:
    def run(args: argparse.Namespace) -> tuple[int, Any, str]:
        found, data, text = answer(args, _call_options(args))
        return FOUND if found else NO_ROUTE, data, text

    return run


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


def _criticality_options(parser: argparse.ArgumentParser) -> None:
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
    _options(parser, weight="generalised")


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
        help="whose box: carrier (its empty return is charged) or shipper (default carrier)",
    )
    parser.add_argument("--scenario", metavar="ID or FILE", help="a packaged scenario's id, or a file (TOML or JSON)")
    _network_options(parser)


def _network_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="FOLDER", help="folder of tables instead of the packaged one")
    parser.add_argument(
        "--extend", metavar="FOLDER", help="folder or workbook with links of your own beside them (see template)"
    )
    _joining_options(parser)


def _joining_options(parser: argparse.ArgumentParser) -> None:
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


def _network_of(args: argparse.Namespace) -> Network:
    """Give the network of a call, with what the user puts beside it; joins are told, apart from the answer."""
    from corridors.network.loading import load_network

    network = load_network(data=args.data)
    if args.extend:
        network = network.extend(
            folder=args.extend, owner=args.owner, join_within_km=args.join_within, on_conflict=args.on_conflict
        )
        if args.run is not _check:
            sys.stderr.write(network.extension.summary() + "\n\n")
    return network


def _call_options(args: argparse.Namespace) -> dict[str, Any]:
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
        "network": _network_of(args) if args.data or args.extend else None,
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


def _criticality(args: argparse.Namespace) -> tuple[int, Any, str]:
    from corridors.disruption.criticality import criticality

    losses = criticality(
        (args.origins, args.to),
        by=args.by,
        duration=args.duration,
        demand=args.demand,
        k=args.k,
        within=args.within,
        budget=_seconds(args.budget),
        **_call_options(args),
    )
    return FOUND, losses.to_dict(), losses.summary(args.top)


def _seconds(budget: str | None) -> float | str | None:
    """Give a budget as a number where it is one."""
    try:
        return None if budget is None else float(budget)
    except ValueError:
        return budget


def _places(args: argparse.Namespace) -> tuple[int, Any, str]:
    from corridors.words.aligned import format_table

    network = _network_of(args)
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
    wanted = args.text.casefold()
    rows = [
        row
        for row in _network_of(args)._core.sources.values()
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


def _template(args: argparse.Namespace) -> tuple[int, Any, str]:
    from corridors.network.template import write_template

    files = write_template(args.folder, example=args.example)
    text = f"Written into {args.folder}: {', '.join(files)}. README.md says how to fill them in."
    if "tables.xlsx" not in files:
        text += ' A workbook as well needs: pip install "corridors[excel]"'
    return FOUND, {"folder": args.folder, "files": files}, text


def _check(args: argparse.Namespace) -> tuple[int, Any, str]:
    try:
        network = _network_of(args)
    except DataError as error:  # all of them, which the message of the error would cut short
        count = len(error.findings)
        text = "\n".join([f"{count} finding{'s' if count != 1 else ''}:", *(f"  {each}" for each in error.findings)])
        return BAD_INPUT, {"findings": list(error.findings)}, text
    return FOUND, {"findings": []} | network.extension.to_dict(), "0 findings. " + network.extension.summary()


def _check_data(args: argparse.Namespace) -> tuple[int, Any, str]:
    from corridors.tables.audit import audit

    report = audit(Path(args.folder) if args.folder else None)
    if args.markdown:
        from corridors.tables.dictionary import dictionary_page

        return FOUND, report.to_dict(), dictionary_page()
    if args.folder:
        return FOUND, report.to_dict(), report.summary()
    from corridors.changes.packaged import check_packaged
    from corridors.network.loading import load_network

    count = check_packaged(load_network()._core)
    words = f"Scenarios: {count} packaged, each read, applied and its sources found"
    return FOUND, report.to_dict() | {"scenarios": count}, f"{report.summary()}\n\n{words}"


def _scenarios(args: argparse.Namespace) -> tuple[int, Any, str]:
    from corridors.changes.packaged import described, scenario, scenarios
    from corridors.words.aligned import format_table

    if args.id:
        found = scenario(args.id)
        return FOUND, found.to_dict(), found.to_toml().rstrip()
    data = [described(found) for found in scenarios()]
    rows = [["id", "name", "changes", "sources", "what"]]
    rows += [[d["id"], d["name"], str(d["changes"]), str(len(d["sources"])), d["sentence"]] for d in data]
    return FOUND, data, format_table(rows, left=(0, 1, 4), indent="")


def _validate(args: argparse.Namespace) -> tuple[int, Any, str]:
    from corridors.validation.comparison import validate

    result = validate(quantity=args.quantity)
    return FOUND, result.to_dict(), result.to_markdown() if args.markdown else result.summary()


if __name__ == "__main__":
    raise SystemExit(main())
