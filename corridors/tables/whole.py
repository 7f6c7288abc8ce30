"""Files and folders that are written whole or not at all: no reader ever finds half of one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corridors.errors import OptionError

__all__ = ["whole_file", "whole_folder", "write_whole"]


def write_whole(path: str | Path, content: str | bytes) -> Path:
    """Write a text (UTF-8) or bytes to a file, in place of what is there once all of it is on the disk.

    Raises
    ------
    OptionError
        The file cannot be written; what was there before stays as it was.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder) / "a.txt", "whole").read_text()
    'whole'
    """
    try:
        held = content.encode("utf-8") if isinstance(content, str) else content
    except UnicodeEncodeError as error:  # such as a name that came from the bytes of a file's name
        wrong = error.object[error.start : error.end]
        raise OptionError(f"{path} cannot be written: UTF-8 cannot hold {wrong!a}; correct the text") from error
    with whole_file(path) as beside:
        beside.write_bytes(held)
    return Path(path)


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """Give a path to write to; what is there at the end takes the place of `path`, in one step.

    It lies in a folder of its own beside `path`, so that writers which make further files beside theirs (a journal
    of a database) leave none behind.

    Raises
    ------
    OptionError
        The file cannot be written; what was there before stays as it was.
    """
    target = Path(path)
    if target.is_dir():
        raise OptionError(f"{str(target)!r} is a folder: give the name of a file")
    with _beside(target) as room:
        written = room / target.name
        yield written
        _to_disk(written)
        written.chmod(_usual_rights(target))
        written.replace(target)
        _to_disk(target.parent)


@contextmanager
def whole_folder(path: str | Path) -> Iterator[Path]:
    """Give a folder to write into; at the end it becomes `path`, which must not be there yet, or be empty.

    Raises
    ------
    OptionError
        There is something there already, or it cannot be written.
    """
    target = Path(path)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise OptionError(f"{str(target)!r} is there already: give a new folder, or move it away")
    with _beside(target) as room:
        written = room / target.name
        written.mkdir()
        yield written
        for file in [*written.rglob("*"), written]:
            _to_disk(file)
        if target.exists():
            target.rmdir()
        written.replace(target)
        _to_disk(target.parent)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give a folder beside the target, on the same disk, that is gone afterwards."""
    try:
        room = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
        try:
            yield room
        finally:
            shutil.rmtree(room, ignore_errors=True)
    except OSError as error:
        raise OptionError(f"{target} cannot be written: {error}") from error


def _to_disk(path: Path) -> None:
    """Have the disk hold what was written; a folder where the system lets one be opened."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _usual_rights(path: Path) -> int:
    """Give the rights that a file has or would have had if it had been written directly."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
