"""Damaged files: bytes flipped, cut off, doubled, replaced by junk; only what is raised on purpose may come out."""

from __future__ import annotations

import json
import shutil
import tempfile
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import corridors as co
from corridors.exchange.formats import FORMATS
from tests.exchange.networks import random_network
from tools.under_fire.strangers import strangers

__all__ = ["Damage", "damage", "damaged"]

#: What stands in for a piece of a text: huge numbers, blanks, other types, marks of the formats themselves.
JUNK = (
    b"", b"\0", b"\xff\xfe", b"nan", b"-inf", b"1e999", b"1" * 400, b"null", b"[]", b"{}", b'"', b"'", b",", b"\n",
    b";",
    b"true", b"-1", b"\xed\xa0\x80", b"<", b"&#0;", b"..", b"=1+1", b"[" * 3000, b'{"a":' * 1500, b"2026-13-45", b"|",
)  # fmt: skip


@dataclass(slots=True)
class Damage:
    """What came out: how many were read all the same, how many refused, and what was foreign."""

    read: int = 0
    refused: int = 0
    foreign: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)


def damaged(content: bytes, draw: Random) -> bytes:
    """Damage bytes in one to three places, in one of several ways."""
    held = bytearray(content)
    for _ in range(draw.randint(1, 3)):
        if not held:
            break
        spot = draw.randrange(len(held))
        way = draw.random()
        if way < 0.3:
            held[spot] ^= 1 << draw.randrange(8)
        elif way < 0.4:
            del held[spot:]
        elif way < 0.5:
            del held[spot : spot + draw.randint(1, 40)]
        elif way < 0.6:
            held[spot:spot] = held[spot : spot + draw.randint(1, 200)]
        elif way < 0.65:
            held[:] = draw.randbytes(draw.randint(0, 400))
        else:
            held[spot : spot + draw.randint(0, 12)] = draw.choice(JUNK)
    return bytes(held)


def _sources(folder: Path) -> list[tuple[Path, Callable[[Path], Any]]]:
    """Write a file or folder of every kind, with what reads it."""
    made: list[tuple[Path, Callable[[Path], Any]]] = []
    for seed in (3, 8):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of lengths drawn at random
            network = random_network(seed)
        for name, kind in FORMATS.items():
            path = folder / f"{name}-{seed}{''.join(kind.endings[:1])}"
            network.to_file(path, format=name)
            made.append((path, co.read_network))
            if name == "datapackage":
                made.append((path, lambda path: co.load_network(data=path)))
    for packaged in co.scenarios()[:6]:
        for ending in ("toml", "json"):
            path = folder / f"{packaged.id}.{ending}"
            packaged.save(path)
            made.append((path, co.Scenario.load))
    return [*made, *strangers(folder)]


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())


def damage(count: int, seed: int = 0) -> Damage:
    """Damage so many files, a kind after the other, and read each."""
    result = Damage()
    with tempfile.TemporaryDirectory() as room:
        whole = Path(room) / "whole"
        whole.mkdir()
        sources = _sources(whole)
        for number in range(count):
            path, read = sources[number % len(sources)]
            _one(path, read, Path(room) / "damaged" / path.name, Random(seed * 1_000_003 + number), result)
    return result


def _one(path: Path, read: Callable[[Path], Any], copy: Path, draw: Random, result: Damage) -> None:
    shutil.rmtree(copy.parent, ignore_errors=True)
    copy.parent.mkdir()
    if path.is_dir():
        shutil.copytree(path, copy)
    else:
        shutil.copy(path, copy)
    chosen = draw.choice(_files(copy))
    chosen.write_bytes(damaged(chosen.read_bytes(), draw))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read(copy)
        result.read += 1
    except co.CorridorsError:
        result.refused += 1
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        line = f"{Path(last.filename).name}:{last.lineno}"
        kind = f"{path.name}, {chosen.name}: {type(error).__name__} at {line}"
        result.kinds[kind] += 1
        if result.kinds[kind] == 1:
            result.foreign.append(f"{kind}: {json.dumps(str(error)[:200])}")
