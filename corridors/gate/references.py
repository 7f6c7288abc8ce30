"""Files that only point to others: whoever reads a stranger's reads what the stranger chose, of any disk or host.

GDAL tells formats by what stands in a file, not by its ending: a ``.gpkg`` may be such a pointer.
"""

from __future__ import annotations

import os
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import IO
from urllib.parse import quote

__all__ = ["links_out", "points_elsewhere"]

#: How texts begin that name another source, and how many bytes of a file say so, more than GDAL looks at.
_POINTER = re.compile(
    rb"<\s*(OGR(VRT|WFS|CSW)|OGR\w*DataSource|OGCAPI|GDAL_|VRTDataset|Product_Observational)"
    rb"|gdal_streamed_alg|PDS_VERSION_ID",
    re.IGNORECASE,
)
_HEAD = 65_536

_SQLITE = b"SQLite format 3\0"

#: What virtual tables of a database may be: indices of its own. All others read files.
_OWN_TABLES = re.compile(r"using\s+[\"'`\[]?(rtree|fts\d)\w*", re.IGNORECASE)

#: Files looked into in an archive, at most.
_MOST_MEMBERS = 1000


def points_elsewhere(path: Path) -> str:
    """Say by what a file has others read; nothing where it holds all itself.

    Parameters
    ----------
    path
        A file that is there, of any kind.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "links.gpkg"
    ...     _ = file.write_text("<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>")
    ...     points_elsewhere(file)
    'is a description of other sources'
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            # each by itself: an archive may stand at the end of anything
            found = _of_text(head) or (_of_database(path) if head.startswith(_SQLITE) else "")
            return found or (_of_archive(file) if zipfile.is_zipfile(file) else "")
    except (OSError, zipfile.BadZipFile, sqlite3.Error, RuntimeError, NotImplementedError, ValueError):
        return ""  # its reader says what is wrong with it


def links_out(folder: Path) -> list[str]:
    """Name the links of a folder that lead out of it: an archive of a stranger may hold links to files of the reader.

    Parameters
    ----------
    folder
        A folder; what is none has no links.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     Path(folder, "links.csv").symlink_to("/etc/hosts")
    ...     links_out(Path(folder))
    ['links.csv: a link that leads out of the folder; put the file there']
    """
    if not folder.is_dir():
        return []
    whole = Path(os.path.realpath(folder))
    # a link in a circle leads nowhere: its reader says that it is no file
    out = sorted(path.name for path in folder.iterdir() if not Path(os.path.realpath(path)).is_relative_to(whole))
    return [f"{name}: a link that leads out of the folder; put the file there" for name in out]


def _of_text(head: bytes) -> str:
    plain = head.replace(b"\0", b"")  # of UTF-16
    return "is a description of other sources" if _POINTER.search(plain) else ""


def _of_database(path: Path) -> str:
    with closing(sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)) as database:
        tables = database.execute("SELECT name, sql FROM sqlite_master WHERE sql LIKE 'create%virtual%'").fetchall()
    foreign = sorted(str(name) for name, sql in tables if not _OWN_TABLES.search(str(sql)))
    return f"has tables that are read from other files ({', '.join(foreign[:3])})" if foreign else ""


def _of_archive(file: IO[bytes]) -> str:
    with zipfile.ZipFile(file) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > _MOST_MEMBERS:
            return f"is an archive of more than {_MOST_MEMBERS:,} files"
        for member in members:
            with archive.open(member) as content:
                head = content.read(_HEAD)
            if head.startswith((_SQLITE, b"PK\3\4")):
                return f"is an archive of what must be looked into ({member.filename}); unpack it and read that"
            if _of_text(head):
                return f"holds a description of other sources ({member.filename})"
    return ""
