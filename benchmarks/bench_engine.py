"""Side by side with the peers, in one run: `make bench`, or `python benchmarks/bench_engine.py`.

Makes an environment of its own (benchmarks/.venv) with the dependency group ``bench``, says which of the peers cannot
be had and why, and measures part by part, each in a process of its own, in interleaved rounds. Read the ratios: the
times are those of the machine.

    --quick              fewer pairs, and no more than 10^5 nodes in the growth: about five minutes
    --markdown           write docs/benchmarks.md besides printing it
    --part NAME          only this part, or several by repeating it; the page is then not written
    --python PATH        use that Python and what it has, instead of making an environment
    CORRIDORS_TNTP=PATH  also measure the assignment instances in the folders there
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from environment import made
from page import page_of

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "benchmarks.md"
PARTS = (
    "packaged", "packaged matrix", "small", "fronts", "alternatives", "equilibria", "large", "reweighting",
    "simulation", "growth",
)  # fmt: skip

#: What the part before has added to the load by itself; some of them work in two threads.
OWN_LOAD = 1.5

#: No part takes so long on a quiet machine by far.
MOST_S = 1800


def main() -> int:
    options = asked()
    python, missing = (options.python, []) if options.python else made()
    around = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE.parent), str(HERE)])}
    quick = ["--quick"] if options.quick else []
    found: dict = {"tables": [], "summary": {}, "failed": [], "cores": os.cpu_count(), "quick": options.quick}
    parts = options.part or PARTS
    # what is compared is warm: without it, what plain code answers in the time that compiling takes is measured
    subprocess.run([python, "-m", "corridors", "warm"], env=around, check=False)
    with TemporaryDirectory() as folder:  # through a file: some peers print
        target = Path(folder) / "found.json"
        for number, part in enumerate(("inventory", *parts)):
            began, load = time.perf_counter(), os.getloadavg()[0]
            print(f"... {number} of {len(parts)}: {part}", file=sys.stderr, flush=True)
            target.unlink(missing_ok=True)
            try:
                command = [python, "-W", "ignore", HERE / "measure.py", *quick, "--part", part, "--to", target]
                subprocess.run(command, env=around, check=True, timeout=MOST_S, stdout=subprocess.DEVNULL)
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
                found["failed"].append(f"{part} ({type(error).__name__})")
                continue
            one = json.loads(target.read_text(encoding="utf-8"))
            for table in one["tables"]:
                table["load"] = load if number < 2 else max(0.0, load - OWN_LOAD)
            found["tables"] += one.pop("tables")
            found["summary"] |= one.pop("summary")
            found |= one
            print(f"    {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    found["missing"] = missing + [name for name in found.get("missing", []) if not any(name in one for one in missing)]
    text = page_of(found)
    print(text)
    if options.markdown and not options.part:
        PAGE.write_text(text + by_hand(), encoding="utf-8")
    return len(found["failed"])


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--part", action="append", choices=PARTS)
    parser.add_argument("--python", type=Path)
    return parser.parse_args()


def by_hand() -> str:
    """Give the section that first_minute.py measures for, as it stands on the page."""
    before = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    title = "\n## The first minute\n"
    return title + before.split(title, 1)[1] if title in before else ""


if __name__ == "__main__":
    sys.exit(main())
