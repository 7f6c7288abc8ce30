"""Files and folders that are written whole or not at all: no reader ever finds half of one."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from corridors.errors import OptionError

__all__ = ["whole_file", "whole_folder", "write_new", "write_whole"]

#: How a room is called, after the dots and the name of its target: the process, and what `tempfile` adds.
_ROOM = re.compile(r"(?P<process>[0-9]{1,9})-[a-z0-9_]{8}")


#: Files that every process has open, by name.
_OPEN = {"/dev/stdin": "0", "/dev/stdout": "1", "/dev/stderr": "2"}


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
    held = _encoded(content, path)
    with whole_file(path) as beside:
        beside.write_bytes(held)
    return Path(path)


def write_new(path: str | Path, content: str | bytes) -> Path:
    """Write a file that must not be there yet, whole or not at all; one that came in between is never written over.

    Raises
    ------
    OptionError
        There is one already, or it cannot be written.
    """
    target, held = Path(path), _encoded(content, path)
    with _beside(target) as room:
        written = room / target.name
        written.write_bytes(held)
        _to_disk(written)
        written.chmod(_usual_rights(target))
        _put_new(written, target)
        _to_disk(target.parent)
    return target


def _put_new(written: Path, target: Path) -> None:
    if os.name == "nt":
        written.rename(target)  # refuses there what is there already
        return
    try:
        target.hardlink_to(written)
    except OSError:
        if target.exists():
            raise
        written.replace(target)  # a disk without links


def _encoded(content: str | bytes, path: str | Path) -> bytes:
    try:
        return content.encode("utf-8") if isinstance(content, str) else content
    except UnicodeEncodeError as error:  # such as a name that came from the bytes of a file's name
        wrong = error.object[error.start : error.end]
        raise OptionError(f"{path} cannot be written: UTF-8 cannot hold {wrong!a}; correct the text") from error


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """Give a path to write to; what is there at the end takes the place of `path`, in one step.

    It lies in a folder of its own beside `path`, so that writers which make further files beside theirs (a journal
    of a database) leave none behind. A link stays one, and what it leads to is replaced. What is no file on a disk
    (``/dev/stdout``, a pipe) is written to in the end, and stays what it is.

    Raises
    ------
    OptionError
        The file cannot be written; what was there before stays as it was.
    """
    target = Path(path)
    if target.is_dir():
        raise OptionError(f"{str(target)!r} is a folder: give the name of a file")
    if _is_stream(target):
        with _streamed(target) as written:
            yield written
        return
    target = _led_to(target)
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
    target = _led_to(Path(path))
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise OptionError(f"{str(target)!r} is there already: give a new folder, or move it away")
    with _beside(target) as room:
        written = room / target.name
        written.mkdir()
        yield written
        for file in [*written.rglob("*"), written]:
            _to_disk(file)
        if target.exists() and os.name == "nt":  # elsewhere an empty folder is replaced in the same step
            target.rmdir()
        written.replace(target)
        _to_disk(target.parent)


def _is_stream(target: Path) -> bool:
    """Whether a path is that of a device, a pipe or a file that this process has open, and none of a disk."""
    return (target.exists() and not target.is_file()) or target.as_posix().startswith(("/dev/fd/", "/dev/std"))


@contextmanager
def _streamed(target: Path) -> Iterator[Path]:
    """Give a path to write to, the bytes of which go to a stream at the end."""
    try:
        with tempfile.TemporaryDirectory() as room:
            written = Path(room, target.name)
            yield written
            with _opened(target) as stream:
                stream.write(written.read_bytes())
    except OSError as error:
        raise OptionError(f"{target} cannot be written: {error}") from error


def _opened(target: Path) -> BinaryIO:
    """Open a stream; what is open already goes on where it is, for a file opened anew would begin at its beginning."""
    number = _OPEN.get(target.as_posix(), target.name if target.parent == Path("/dev/fd") else "")
    if not number.isdecimal():
        return target.open("wb")
    for begun in (sys.stdout, sys.stderr):
        if begun is not None:  # a program without a window has neither
            begun.flush()
    return os.fdopen(os.dup(int(number)), "wb")


def _led_to(target: Path) -> Path:
    """Give the path that a link leads to; itself where it is none."""
    return Path(os.path.realpath(target)) if target.is_symlink() else target


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Give a folder beside the target, on the same disk, that is gone afterwards.

    Nobody clears up after a writer that is killed; so each holds a lock in its room, which the system lets go with
    it, and the next writer of the same target clears away the rooms whose locks nobody holds.
    """
    try:
        _sweep(target)
        room = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.{os.getpid()}-"))
        lock = _lock(room / f"{target.name}.lock")
        try:
            yield room
        finally:
            shutil.rmtree(room, ignore_errors=True)
            if lock is not None:
                os.close(lock)
    except OSError as error:
        raise OptionError(f"{target} cannot be written: {error}") from error


def _lock(path: Path) -> int | None:
    """Make a file that is locked from when it stands under its name, or none where the system has no such locks."""
    try:
        import fcntl
    except ImportError:
        return None
    making = path.with_suffix(".making")
    handle = os.open(making, os.O_CREAT | os.O_RDWR)
    with suppress(OSError):  # a disk without locks: its abandoned rooms stay
        fcntl.flock(handle, fcntl.LOCK_EX)
        making.rename(path)
    return handle


def _sweep(target: Path) -> None:
    """Clear away what writers of the same target left who were killed."""
    begins = f".{target.name}."
    with os.scandir(target.parent) as entries:
        found = [Path(entry.path) for entry in entries if entry.name.startswith(begins) and entry.is_dir()]
    for room in found:
        made = _ROOM.fullmatch(room.name, len(begins))
        if made is not None and _abandoned(room, f"{target.name}.lock", int(made["process"])):
            shutil.rmtree(room, ignore_errors=True)


def _abandoned(room: Path, lock: str, process: int) -> bool:
    try:
        import fcntl

        handle = os.open(room / lock, os.O_RDWR)
    except ImportError:
        return False
    except FileNotFoundError:  # killed before it had its lock, or about to take it
        return not _runs(process) and not any(entry.suffix != ".making" for entry in room.iterdir())
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True


def _runs(process: int) -> bool:
    """Whether there is a process of this number, here; only asked where there are locks, which is not on Windows."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


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
