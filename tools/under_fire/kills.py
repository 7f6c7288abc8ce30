"""Writers that are really killed (SIGKILL) at random moments: the old is there or the new, and nothing beside."""

from __future__ import annotations

import os
import signal
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

import corridors as co
from corridors.exchange.bundle import bundle_of, differences
from corridors.exchange.formats import FORMATS
from corridors.exchange.partial import CARRIED
from corridors.network.template import write_template
from tests.exchange.networks import random_network

__all__ = ["Outcome", "Writer", "kill", "writers"]


@dataclass(frozen=True, slots=True)
class Writer:
    """Something that writes version 0 or 1 to a path, and says which version stands there whole, if any.

    Attributes
    ----------
    over
        Whether it replaces what is there; else it only writes where nothing is.
    """

    name: str
    write: Callable[[int, Path], Any]
    found: Callable[[Path], int | None]
    over: bool = True


@dataclass(slots=True)
class Outcome:
    """What kills of one writer came to."""

    kills: int = 0
    old: int = 0
    new: int = 0
    rooms_left: int = 0
    faults: list[str] = field(default_factory=list)


def _scenario(version: int) -> co.Scenario:
    lengths = {f"link-{number}": {"length_km": number + 1 + version} for number in range(400)}
    return co.Scenario("under fire", links=lengths)


def _scenario_found(path: Path) -> int | None:
    held = co.Scenario.load(path)
    return next((version for version in (0, 1) if held == _scenario(version)), None)


def _networks() -> tuple[co.Network, co.Network]:
    made: list[co.Network] = []
    seed = 0
    while len(made) < 2:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of lengths drawn at random
            network = random_network(seed)
        seed += 1
        if len(network.links) >= 5:
            made.append(network)
    return made[0], made[1]


def _network_writer(kind: str, networks: tuple[co.Network, co.Network]) -> Writer:
    tables = None if FORMATS[kind].whole else CARRIED

    def found(path: Path) -> int | None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            back = bundle_of(co.read_network(path)._core)
        equal = [v for v in (0, 1) if not differences(bundle_of(networks[v]._core), back, tables=tables)]
        return equal[0] if equal else None

    ending = "".join(FORMATS[kind].endings[:1])
    return Writer(
        f"network{ending or '-' + kind}",
        lambda version, path: networks[version].to_file(path, format=kind),
        found,
        over=bool(ending),
    )


def _frames_found(read: Callable[[Path], pd.DataFrame], versions: list[pd.DataFrame], path: Path) -> int | None:
    held = read(path)
    return next((version for version, frame in enumerate(versions) if held.equals(frame)), None)


def _by_example(name: str, write: Callable[[int, Path], Any], read: Callable[[Path], pd.DataFrame]) -> Writer:
    """Make a writer of which each version is known from having been written alone."""
    versions = []
    with tempfile.TemporaryDirectory() as folder:
        for version in (0, 1):
            path = Path(folder) / name
            write(version, path)
            versions.append(read(path))
    if versions[0].equals(versions[1]):
        raise AssertionError(f"{name}: both versions are equal, and a kill would show nothing")
    return Writer(name, write, partial(_frames_found, read, versions))


def _template_found(whole: dict[str, bytes], path: Path) -> int | None:
    """Its files come one by one, each whole; a folder of some of them is as good as asked for again."""
    for file in path.iterdir() if path.exists() else ():
        if not file.name.startswith(".") and file.suffix != ".xlsx" and file.read_bytes() != whole[file.name]:
            return None
        if not file.name.startswith(".") and file.suffix == ".xlsx":
            pd.read_excel(file, sheet_name=None)
    return 0


def _template() -> Writer:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "own"
        whole = {name: (root / name).read_bytes() for name in write_template(root, example=True)}
    write: Callable[[int, Path], Any] = lambda _, path: write_template(path, example=True)  # noqa: E731
    return Writer("template", write, partial(_template_found, whole), over=False)


def writers(*, quick: bool = False) -> list[Writer]:
    """Make all writers, in this process, so that those who are killed need not; or those that are quickly made."""
    if quick:
        networks = _networks()
        kinds = [_network_writer(kind, networks) for kind in ("datapackage", "gpkg", "geojson", "graphml")]
        return [
            Writer("scenario.toml", lambda version, path: _scenario(version).save(path), _scenario_found),
            *kinds,
            _template(),
        ]
    networks = _networks()
    tables = [co.compare_corridors("Tashkent", end) for end in ("Poti", "Istanbul")]
    drawn = [partial(co.simulate, "Tashkent", ["Poti"], n=256, seed=seed, progress=False) for seed in (1, 2)]
    return [
        Writer("scenario.toml", lambda version, path: _scenario(version).save(path), _scenario_found),
        Writer("scenario.json", lambda version, path: _scenario(version).save(path), _scenario_found),
        *(_network_writer(kind, networks) for kind in FORMATS),
        _by_example("comparison.csv", lambda version, path: tables[version].to_csv(path), pd.read_csv),
        _by_example("comparison.xlsx", lambda version, path: tables[version].to_excel(path), pd.read_excel),
        _by_example("samples.parquet", lambda version, path: drawn[version](to_parquet=path), pd.read_parquet),
        _template(),
    ]


def _killed(writer: Writer, path: Path, after_s: float) -> None:
    """Write in a process of its own, and kill it."""
    begun, begins = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(begins, b".")
            writer.write(1, path)
            time.sleep(60)
        finally:
            os._exit(1)
    os.read(begun, 1)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(begun)
    os.close(begins)


def _usual_time(writer: Writer, folder: Path) -> float:
    times = []
    for number in range(2):
        path = folder / str(number) / writer.name
        path.parent.mkdir()
        began = time.perf_counter()
        writer.write(1, path)
        times.append(time.perf_counter() - began)
    return min(times)


def kill(writer: Writer, times: int, draw: Random) -> Outcome:
    """Kill a writer so many times, and look at what it leaves each time."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as room:
        usual = _usual_time(writer, Path(room))
        for number in range(times):
            folder = Path(room) / f"kill-{number}"
            folder.mkdir()
            path = folder / writer.name
            if writer.over:
                writer.write(0, path)
            _killed(writer, path, draw.uniform(0, 2 * usual))
            outcome.kills += 1
            _look(writer, path, outcome)
    return outcome


def _look(writer: Writer, path: Path, outcome: Outcome) -> None:
    if not path.exists() and writer.over:
        outcome.faults.append(f"{writer.name}: the old file is gone")
        return
    inside = path if writer.name == "template" else path.parent
    outcome.rooms_left += sum(entry.name.startswith(".") for entry in inside.iterdir()) if inside.exists() else 0
    try:
        version = writer.found(path) if path.exists() else 0
    except Exception as error:
        outcome.faults.append(f"{writer.name}: {type(error).__name__}: {error}")
        return
    if version is None:
        outcome.faults.append(f"{writer.name}: what is there is neither the old nor the new")
    outcome.old += not version
    outcome.new += version == 1
    _write_again(writer, path, outcome)


def _write_again(writer: Writer, path: Path, outcome: Outcome) -> None:
    """Write once more: that works, and clears away what the killed one left."""
    if writer.name == "template":
        for file in [entry for entry in path.iterdir() if entry.is_file()] if path.exists() else ():
            file.unlink()
    elif not writer.over and path.exists():
        return
    writer.write(1, path)
    inside = path if writer.name == "template" else path.parent
    left = [entry.name for entry in inside.iterdir() if entry.name.startswith(".") or entry.name.endswith("journal")]
    if left:
        outcome.faults.append(f"{writer.name}: {', '.join(left)} stays beside")
