"""Writing to where the output goes, which may take less than all texts, be closed, full, or gone."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from typing import Any, TextIO

__all__ = ["flush", "prepare", "tell", "tell_plainly", "write", "written_as_json"]


def prepare() -> None:
    """Have characters that the output cannot take written by their numbers, as Python does on the error stream."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def write(text: str) -> bool:
    """Write a text to the output and say whether that could be done; a reader who left has seen enough."""
    if sys.stdout is None:
        tell("the output is closed")
        return False
    try:
        sys.stdout.write(_takeable(text, sys.stdout))
    except OSError as error:
        return _ended(error)
    return flush()


def flush() -> bool:
    """Pass on what was written, and say whether that could be done."""
    if sys.stdout is None:
        return True  # nothing was written to it
    try:
        sys.stdout.flush()
    except OSError as error:
        return _ended(error)
    return True


def tell(problem: object) -> None:
    """Write a line to the error stream."""
    tell_plainly(f"corridors: {problem}\n")


def tell_plainly(text: str) -> None:
    """Write a text to the error stream, where there is one and somebody is left to tell."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(_takeable(text, sys.stderr))
            sys.stderr.flush()


def written_as_json(data: Any) -> str:
    """Give JSON in characters that the output takes, which backslashes of another kind would break."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return json.dumps(data, indent=1)
    return text


def _takeable(text: str, stream: TextIO) -> str:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _ended(error: OSError) -> bool:
    """Leave the output alone from now on: Python would try once more at its end, and complain."""
    with suppress(OSError, ValueError):  # where it is no file of the system
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return True
    tell(f"the output cannot be written: {error.strerror or error}")
    return False
