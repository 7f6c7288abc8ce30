"""The commands and their arguments."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from corridors import __version__
from corridors.cli.answers import (
    answer_check,
    answer_check_data,
    answer_places,
    answer_route,
    answer_scenarios,
    answer_sources,
    answer_template,
    answer_validate,
    answer_warm,
)
from corridors.cli.codes import FOUND, NO_ROUTE, NOT_WRITTEN
from corridors.cli.options import asked_options, call_options, command, joining_options, network_of, network_options
from corridors.cli.output import write
from corridors.network.file_commands import add_file_commands

__all__ = ["make_parser"]

_EPILOG = """\
examples:
  corridors route Tashkent Istanbul --weight time --via Turkmenbashi
  corridors route Tashkent Karachi --modes road --on 2025-09-01
  corridors route Tashkent Moscow --weight time --service "block train" --scope run
  corridors route Tashkent Rotterdam --weight cost --avoid sanctions --price-year 2024
  corridors route 41.56,64.2 Poti --snap-limit 120
  corridors compare Tashkent Poti Karachi "Bandar Abbas" --weight cost
  corridors compare Tashkent Poti --sure --draws 2048 --seed 1
  corridors sensitivity Tashkent Poti --corridor casca --corridor middle-corridor/aktau
  corridors futures Tashkent --to Istanbul Karachi --range "price: road *=0.8:1.5" --with status-quo
  corridors compare Rotterdam Tashkent --from Shanghai --from Istanbul --weight cost,time
  corridors report Tashkent --to Istanbul Karachi -o report.html --language ru
  corridors explore -o network.html; corridors explore Tashkent Poti -o route.html
  corridors explore Tashkent --to Istanbul Karachi -o comparison.html
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

exit codes: 0 found, 1 no route, 2 bad input, 3 the answer could not be written
"""


class _Version(argparse.Action):
    """Print the version of the code and the edition of the data; the tables are read only when asked."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from corridors.tables.reading import read_tables

        written = write(f"corridors {__version__}, data edition {read_tables().package.version}\n")
        parser.exit(FOUND if written else NOT_WRITTEN)


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="corridors",
        description="How freight leaves Uzbekistan: by which corridor, in how many days, for how many "
        "dollars, with how much capacity.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the versions of the code and of the data")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    route = command(commands, "route", answer_route, "the best way between two places")
    route.add_argument("origin", help="name (Latin, Russian, Uzbek), UN/LOCODE, id or LAT,LON")
    route.add_argument("destination")
    route.add_argument(
        "--via", action="append", default=[], metavar="PLACE", help="place to pass; may be repeated, in order"
    )
    route.add_argument("--explain", action="store_true", help="say where each figure comes from")
    asked_options(route, weight="distance")

    wing_commands(commands)
    scenario_commands(commands)

    places = command(commands, "places", answer_places, "list or search places")
    places.add_argument("text", nargs="?", default="", help="part of a name, code or id")
    network_options(places)

    sources = command(commands, "sources", answer_sources, "list the sources of the data")
    sources.add_argument("text", nargs="?", default="", help="part of an id, title or publisher")
    network_options(sources)

    scenarios = command(commands, "scenarios", answer_scenarios, "list the packaged scenarios, or print one whole")
    scenarios.add_argument("id", nargs="?", default="", help="id of the one to print, as the text of its file")
    template = command(commands, "template", answer_template, "write tables to fill in with links of your own")
    template.add_argument("folder", help="where to; files that are there are never touched")
    template.add_argument("--example", action="store_true", help="fill in a place and two links")

    own = command(commands, "check", answer_check, "check tables with links of your own, and tell what they join")
    own.set_defaults(is_check=True)
    own.add_argument("extend", metavar="folder", help="folder of the template, or a workbook")
    joining_options(own)
    own.add_argument("--data", metavar="FOLDER", help="folder of tables instead of the packaged one")

    add_file_commands(commands, command, network_options, network_of)

    check = command(commands, "check-data", answer_check_data, "check the tables")
    check.add_argument("folder", nargs="?", help="folder of tables; the packaged one by default")
    check.add_argument("--markdown", action="store_true", help="give the data dictionary as a page")

    validate = command(commands, "validate", answer_validate, "compare the model with published figures")
    validate.add_argument("--quantity", help="only distance_km, time, cost or capacity_mt_per_year")
    validate.add_argument("--markdown", action="store_true", help="give the page of the documentation")

    command(commands, "warm", answer_warm, "compile what large networks need, now rather than at the first question")
    return parser


def scenario_commands(commands: Any) -> None:
    from corridors.studies import commands as scenarios

    for name, arguments, answer, text in (
        ("compare-scenarios", scenarios.compared_options, scenarios.compared, "corridors under several scenarios"),
        ("whatif", scenarios.what_if_options, scenarios.what_if, "what is changed when something is shut or opened"),
        ("timeline", scenarios.followed_options, scenarios.followed, "the best way year by year, each step explained"),
    ):
        parser = command(commands, name, answered(answer), text)
        arguments(parser)
        asked_options(parser, weight="time" if name == "timeline" else "cost")


def answered(answer: Callable[..., tuple[bool, Any, str]]) -> Callable[..., tuple[int, Any, str]]:
    def run(args: argparse.Namespace) -> tuple[int, Any, str]:
        found, data, text = answer(args, call_options(args))
        return FOUND if found else NO_ROUTE, data, text

    return run


def wing_commands(commands: Any) -> None:
    from corridors.disruption import commands as lost
    from corridors.report import commands as report
    from corridors.routes import commands as routes
    from corridors.routes import explore_commands as pages
    from corridors.simulation import commands as sure

    for name, arguments, answer, text in (
        ("compare", routes.comparison_options, routes.compared, "the best way through each corridor, and by lorry"),
        ("report", report.report_options, report.reported, "a comparison as one page to pass on (HTML, or a workbook)"),
        (
            "explore",
            pages.page_options,
            pages.paged,
            "a page to explore, which needs no network: of all, a route, or ways",
        ),
        ("criticality", lost.criticality_options, lost.listed, "what each loss costs, the worst first"),
        ("sensitivity", sure.sensitivity_options, sure.hanging, "what the ranking of two corridors hangs on"),
        ("futures", sure.futures_options, sure.explored, "what choices of corridor lose over many futures"),
    ):
        parser = command(commands, name, answered(answer), text)
        arguments(parser)
        compared = name in ("compare", "report", "explore")
        asked_options(parser, weight="cost" if compared else "generalised", several=compared)
