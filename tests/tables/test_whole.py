"""Files and folders are written whole or not at all, and what a killed writer left is cleared away."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from corridors.errors import OptionError
from corridors.tables.whole import _runs, whole_file, whole_folder, write_new, write_whole

posix = pytest.mark.skipif(sys.platform == "win32", reason="locks as POSIX has them")


def killed_while_writing(path: Path) -> None:
    """Write half a file in a process of its own, which then ends without clearing up, as one that is killed."""
    child = os.fork()
    if child == 0:
        with whole_file(path) as beside:
            beside.write_text("half")
            os._exit(9)
    os.waitpid(child, 0)


def test_an_error_while_writing_leaves_the_old_and_nothing_beside(tmp_path: Path) -> None:
    target = write_whole(tmp_path / "a.txt", "old")

    def fail() -> None:
        with whole_file(target) as beside:
            beside.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@posix
def test_the_next_writer_clears_away_what_a_killed_one_left(tmp_path: Path) -> None:
    target = write_whole(tmp_path / "a.txt", "old")
    killed_while_writing(target)
    assert target.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 2
    write_whole(target, "new")
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


@posix
def test_a_writer_at_work_is_left_alone(tmp_path: Path) -> None:
    """Two write the same file at once: both get through, and who is done last has the last word."""
    target = tmp_path / "a.txt"
    with whole_file(target) as beside:
        beside.write_text("slow")
        write_whole(target, "quick")
        assert target.read_text() == "quick"
        assert beside.read_text() == "slow"
    assert target.read_text() == "slow"
    assert list(tmp_path.iterdir()) == [target]


@posix
def test_a_room_without_a_lock_is_cleared_away_with_its_writer_gone_and_nothing_in_it(tmp_path: Path) -> None:
    """It may be one that is just being made, or a folder of somebody else."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    gone, making = tmp_path / f".a.txt.{child}-abcdefgh", tmp_path / f".a.txt.{os.getpid()}-abcdefgh"
    full, others = tmp_path / f".a.txt.{child}-ijklmnop", tmp_path / ".a.txt.backup"
    for folder in (gone, making, full, others):
        folder.mkdir()
    (full / "theirs").write_text("kept")
    target = write_whole(tmp_path / "a.txt", "1")
    assert {*tmp_path.iterdir()} == {target, making, full, others}
    assert (full / "theirs").read_text() == "kept"


def test_a_new_file_is_never_written_over_one_that_is_there(tmp_path: Path) -> None:
    target = write_new(tmp_path / "a.txt", "first")
    with pytest.raises(OptionError, match="cannot be written"):
        write_new(target, "second")
    assert target.read_text() == "first"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_takes_the_place_of_an_empty_one_only(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    with whole_folder(target) as beside:
        (beside / "a").write_text("a")
    assert [file.name for file in target.iterdir()] == ["a"]
    with pytest.raises(OptionError, match="is there already"), whole_folder(target):
        pass
    assert list(tmp_path.iterdir()) == [target]


@posix
def test_a_writer_lets_go_of_every_file_it_opened(tmp_path: Path) -> None:
    """Its lock too, whether it ends well or not: a process that writes often would run out of handles."""

    def handles() -> int:
        return len(list(Path("/dev/fd").iterdir()))

    before = handles()
    for number in range(3):
        write_whole(tmp_path / "a.txt", str(number))
        with whole_folder(tmp_path / f"folder{number}") as beside:
            (beside / "b.txt").write_text("b")
        with suppress(ZeroDivisionError), whole_file(tmp_path / "a.txt"):
            raise ZeroDivisionError
    assert handles() == before


@posix
@pytest.mark.parametrize(("raised", "runs"), [(None, True), (PermissionError, True), (ProcessLookupError, False)])
def test_a_process_of_somebody_else_runs(
    monkeypatch: pytest.MonkeyPatch, raised: type[OSError] | None, *, runs: bool
) -> None:
    """Only one that is not there has left its room."""

    def kill(process: int, signal: int) -> None:
        assert signal == 0
        if raised is not None:
            raise raised

    monkeypatch.setattr(os, "kill", kill)
    assert _runs(7) is runs


@posix
def test_a_link_stays_one_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    """In its own folder, also where nothing is there yet; so it is with a folder."""
    real, link = tmp_path / "disk" / "real.txt", tmp_path / "link.txt"
    real.parent.mkdir()
    link.symlink_to(real)
    for text in ("first", "second"):
        write_whole(link, text)
        assert link.is_symlink()
        assert real.read_text() == link.read_text() == text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["disk", "link.txt"]
    assert [path.name for path in real.parent.iterdir()] == ["real.txt"]
    (tmp_path / "folder").symlink_to(tmp_path / "disk" / "new")
    with whole_folder(tmp_path / "folder") as beside:
        (beside / "a.txt").write_text("a")
    assert (tmp_path / "folder").is_symlink()
    assert (tmp_path / "disk" / "new" / "a.txt").read_text() == "a"


@posix
def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    """A file put in its place would be read by nobody, and a device would be none any more."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    found: list[str] = []
    reader = Thread(target=lambda: found.append(pipe.read_text()))
    reader.start()
    write_whole(pipe, "through")
    reader.join(10)
    assert found == ["through"]
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]
    write_whole("/dev/null", "gone")
    assert Path("/dev/null").is_char_device()


@posix
def test_what_is_asked_to_go_to_the_output_goes_there(tmp_path: Path) -> None:
    """Into a pipe, and into a file that the shell has opened and goes on writing to."""
    code = (
        "from corridors.tables.whole import write_whole; import os;"
        "os.write(1, b'before '); write_whole('/dev/stdout', 'within '); os.write(1, b'after')"
    )
    piped = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert piped.stdout == "before within after"
    target = tmp_path / "out.txt"
    with target.open("ab") as out:
        subprocess.run([sys.executable, "-c", code], stdout=out, check=True)
    assert target.read_text() == "before within after"
    with target.open("wb") as out:
        subprocess.run([sys.executable, "-c", code], stdout=out, check=True)
    assert target.read_text() == "before within after"


@posix
def test_a_stream_that_is_full_is_told() -> None:
    """By its name."""
    if not Path("/dev/full").is_char_device():
        pytest.skip("this system has no device that is always full")
    with pytest.raises(OptionError, match=r"^/dev/full cannot be written: .*No space left"):
        write_whole("/dev/full", "x")
    assert Path("/dev/full").is_char_device()
