"""What each command answers: an exit code, plain data for JSON, and a text."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from corridors.cli.codes import BAD_INPUT, FOUND
from corridors.cli.options import call_options, network_of
from corridors.errors import DataError, OptionError

__all__ = [
    "answer_check", "answer_check_data", "answer_places", "answer_route",
    "answer_scenarios", "answer_sources", "answer_template", "answer_validate", "answer_warm",
]  # fmt: skip


def answer_route(args: argparse.Namespace) -> tuple[int, Any, str]:
    """Give the best way between two places."""
    from corridors.routes.shortest import shortest_route

    route = shortest_route(
        args.origin,
        args.destination,
        via=args.via or None,
        **call_options(args),
    )
    return FOUND, route.to_dict(), route.explain() if args.explain else route.summary()


def answer_places(args: argparse.Namespace) -> tuple[int, Any, str]:
    """List places."""
    from corridors.words.aligned import format_table

    network = network_of(args)
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


def answer_sources(args: argparse.Namespace) -> tuple[int, Any, str]:
    """List sources."""
    wanted = args.text.casefold()
    rows = [
        row
        for row in network_of(args)._core.sources.values()
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


def answer_template(args: argparse.Namespace) -> tuple[int, Any, str]:
    """Write tables to fill in."""
    from corridors.network.template import write_template

    files = write_template(args.folder, example=args.example)
    text = f"Written into {args.folder}: {', '.join(files)}. README.md says how to fill them in."
    if "tables.xlsx" not in files:
        text += ' A workbook as well needs: pip install "corridors[excel]"'
    return FOUND, {"folder": args.folder, "files": files}, text


def answer_check(args: argparse.Namespace) -> tuple[int, Any, str]:
    """Check tables with links of the user's own."""
    try:
        network = network_of(args)
    except DataError as error:  # all of them, which the message of the error would cut short
        count = len(error.findings)
        text = "\n".join([f"{count} finding{'s' if count != 1 else ''}:", *(f"  {each}" for each in error.findings)])
        return BAD_INPUT, {"findings": list(error.findings)}, text
    return FOUND, {"findings": []} | network.extension.to_dict(), "0 findings. " + network.extension.summary()


def answer_check_data(args: argparse.Namespace) -> tuple[int, Any, str]:
    """Check the tables."""
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


def answer_scenarios(args: argparse.Namespace) -> tuple[int, Any, str]:
    """List the packaged scenarios, or give one."""
    from corridors.changes.packaged import described, scenario, scenarios
    from corridors.words.aligned import format_table

    if args.id:
        found = scenario(args.id)
        return FOUND, found.to_dict(), found.to_toml().rstrip()
    data = [described(found) for found in scenarios()]
    rows = [["id", "name", "changes", "sources", "what"]]
    rows += [[d["id"], d["name"], str(d["changes"]), str(len(d["sources"])), d["sentence"]] for d in data]
    return FOUND, data, format_table(rows, left=(0, 1, 4), indent="")


def answer_validate(args: argparse.Namespace) -> tuple[int, Any, str]:
    """Compare with published figures."""
    from corridors.validation.comparison import validate

    result = validate(quantity=args.quantity)
    return FOUND, result.to_dict(), result.to_markdown() if args.markdown else result.summary()


def answer_warm(_args: argparse.Namespace) -> tuple[int, Any, str]:
    """Compile the kernels."""
    from corridors.kernels.compile import numba_available
    from corridors.kernels.warm import warm

    seconds = warm()
    told = f"compiled in {seconds:.1f} s" if numba_available() else "nothing to compile: install corridors[fast]"
    return FOUND, {"seconds": seconds, "numba": numba_available()}, told
