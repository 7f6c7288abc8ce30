"""Files of scenarios: read within bounds, written whole or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corridors.changes.findings import ScenarioError
from corridors.errors import OptionError
from corridors.tables.whole import write_whole

if TYPE_CHECKING:
    from corridors.changes.scenario import Scenario

__all__ = ["LARGEST_BYTES", "load", "save"]

#: No scenario is longer; what is was taken for one by mistake.
LARGEST_BYTES = 1_000_000


def load(path: Path, made: type[Scenario]) -> Scenario:
    """Read a scenario, of the class that is `made`, from a file.

    Raises
    ------
    OptionError
        The file is absent, too large, or holds no scenario.
    """
    if path.suffix.lower() == ".toml":
        text = _decoded(_content(path), path)
        return replace(made.from_toml(text, file=path.name), _folder=path.parent)
    try:
        scenario = made.from_dict(json.loads(_content(path).decode("utf-8")))
    except (ValueError, TypeError, RecursionError) as error:
        if isinstance(error, ScenarioError) or f"{path} holds no scenario" in str(error):
            raise
        raise OptionError(f"{path} holds no scenario: {error}") from error
    spots = {(): path.name, ("file",): str(path.resolve())}
    return replace(scenario, _folder=path.parent, _spots=spots)


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise ScenarioError(
                [
                    f"{path} holds no scenario: it is {size / 1e6:,.1f} MB long, more than {LARGEST_BYTES / 1e6:g} MB, "
                    "and was not read; is it another file?"
                ]
            )
        return path.read_bytes()
    except OSError as error:
        raise OptionError(f"{path} holds no scenario: {error}") from error


def _decoded(content: bytes, path: Path) -> str:
    """Give the text of a file.

    Raises
    ------
    ScenarioError
        It is binary, or in another encoding; says in which line.
    """
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise ScenarioError([f"{path.name}:{line}: a byte 0; this is no text: give a TOML file"])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        bad = content[error.start : error.start + 1].hex()
        raise ScenarioError(
            [f"{path.name}:{line}: the byte {bad} is no UTF-8; save the file in that encoding"]
        ) from error


def save(scenario: Scenario, path: Path) -> None:
    """Write a scenario to a file by way of another beside it, so that no reader ever finds half of one.

    Raises
    ------
    OptionError
        The file cannot be written.
    """
    if path.suffix.lower() == ".toml":
        text = scenario.to_toml()
    else:
        text = json.dumps(scenario.to_dict(), indent=1, ensure_ascii=False) + "\n"
    write_whole(path, text)
