"""The page of what was measured: first what the leaders do, then a table for each piece of work."""

from __future__ import annotations

import platform
from datetime import UTC, datetime

from published import PUBLISHED

#: Load a core, from other work, from which figures are marked.
QUIET = 0.25


def page_of(found: dict) -> str:
    """Give the page as markdown."""
    busy = [table for table in found["tables"] if table["load"] > QUIET * found["cores"]]
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench BENCH=--markdown`; do not edit. Interleaved rounds in one run, medians, paths returned",
        "as the library returns them. Times are those of this machine at that moment: read the ratios. `x` says how",
        "many times as long as ours a peer takes.",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {found['cores']} cores ({platform.machine()}, {platform.system()}), "
        f"Python {found.get('python', '')}, " + ", ".join(found.get("versions", [])) + ".",
    ]
    if found["quick"]:
        lines.append("A quick run: fewer pairs.")
    if busy:
        most = max(table["load"] for table in busy)
        lines.append(
            f"**Measured under load**: other work held the machine at a load of up to {most:.1f} on {found['cores']} "
            "cores. The tables so marked say something in their ratios only."
        )
    if found["missing"]:
        lines.append(f"Not installed or not usable here: {'; '.join(found['missing'])}.")
    if found["failed"]:
        lines.append(f"Did not end well: {'; '.join(found['failed'])}.")
    lines += _leaders(found["summary"])
    for table in found["tables"]:
        lines += ["", f"## {table['title']}", "", *table["notes"]]
        if table in busy:
            lines.append(f"Under load ({table['load']:.1f}).")
        lines += ["", "| " + " | ".join(table["head"]) + " |"]
        lines.append("| --- |" + " ---: |" * (len(table["head"]) - 1))
        lines += ["| " + " | ".join(map(str, row)) + " |" for row in table["rows"]]
    return "\n".join(lines) + "\n"


def _leaders(summary: dict) -> list[str]:
    """Give the table of leaders, published figures and ours beside each other."""
    lines = [
        "",
        "## Beside the leaders",
        "",
        "Published: not measured here, but on another machine by others (two shared cores, one run each). Asked: what",
        "this project asks of itself. Measured: here and in this run, each peer beside ours.",
        "",
        "| work | published, not measured here | asked | ours | peers measured here | x |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for leader in PUBLISHED:
        here = summary.get(leader.key)
        ours = _time(here["ours"]) + (f", {here['said']}" if "said" in here else "") if here else "not in this run"
        peers = (here or {}).get("peers", {})
        told = "; ".join(f"{name} {_time(seconds)}" for name, seconds in peers.items())
        ratio = "; ".join(f"{seconds / here['ours']:.2g}" for seconds in peers.values()) if here else ""
        published = f"{leader.who}: {_time(leader.seconds)}" if leader.seconds is not None else ""
        lines.append(f"| {leader.work} | {published} | {_time(leader.asked)} | {ours} | {told} | {ratio} |")
    return lines


def _time(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds:.3g} s" if seconds >= 1 else f"{1e3 * seconds:.3g} ms"
