"""Paths of files and folders, seen to be such before anything is opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from corridors.errors import OptionError
from corridors.gate.quoted import quoted

__all__ = ["a_path"]

#: No file system has longer names (bytes).
_LONGEST = 255


def a_path(name: str, given: Any, *, what: str = "the path of a file or folder") -> Path:
    """Read an argument that is a path.

    Raises
    ------
    OptionError
        It is no text and no `pathlib.Path`, is blank, or has a character that no path holds.

    Examples
    --------
    >>> a_path("data", "tables").name
    'tables'
    """
    text = os.fspath(given) if isinstance(given, (str, os.PathLike)) else None
    long = isinstance(text, str) and any(len(part.encode("utf-8", "replace")) > _LONGEST for part in Path(text).parts)
    if not isinstance(text, str) or not text.strip() or "\0" in text or long:
        raise OptionError(f"{name}={quoted(given)}: give {what}")
    return Path(text)
