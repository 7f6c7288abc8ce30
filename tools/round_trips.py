"""Write random networks in every format, read them back, and count what is not equal.

Usage: ``python -m tools.round_trips [COUNT] [FIRST]`` (1,000 from 0 by default); exits 1 if anything was lost.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import perf_counter

from corridors.exchange.bundle import bundle_of, differences
from corridors.exchange.formats import FORMATS
from corridors.exchange.partial import CARRIED
from corridors.network.files import read_network
from corridors.network.network import Network
from tests.exchange.networks import random_network


def lost(network: Network, name: str, folder: Path) -> list[str]:
    """List what a network loses in a format, on the way out and back."""
    kind = FORMATS[name]
    path = folder / f"{name}{''.join(kind.endings[:1])}"
    network.to_file(path, format=name)
    back = read_network(path)
    tables = None if kind.whole else CARRIED
    return differences(bundle_of(network._core), bundle_of(back._core), tables=tables)


def main(count: int = 1000, first: int = 0) -> int:
    began, faults = perf_counter(), 0
    for seed in range(first, first + count):
        network = random_network(seed)
        with tempfile.TemporaryDirectory() as folder:
            for name in FORMATS:
                found = lost(network, name, Path(folder))
                faults += bool(found)
                for text in found[:3]:
                    print(f"seed {seed}, {name}: {text}")
        done = seed - first + 1
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{done} of {count}")
        elif done % 50 == 0:
            print(f"{done} of {count}, {faults} unequal", flush=True)
    took = perf_counter() - began
    print(
        f"{count} networks, {len(FORMATS)} formats, {count * len(FORMATS)} round trips, {faults} unequal, {took:.0f} s"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:3])))
