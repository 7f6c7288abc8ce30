"""Files that have others read are told from those that hold all themselves, whatever they are called."""

from __future__ import annotations

import io
import sqlite3
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import LineString

import corridors as co
from corridors.gate.references import links_out, points_elsewhere

SECRET = "from,to,length_km,mode\na,b,12345,road\n"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file that is none of the stranger's business."""
    path = tmp_path / "private" / "secret.csv"
    path.parent.mkdir()
    path.write_text(SECRET)
    return path


def pointer(secret: Path) -> str:
    layer = f'<OGRVRTLayer name="secret"><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer>'
    return f"\n <!-- a network -->\n<OGRVRTDataSource>{layer}</OGRVRTDataSource>"


def lines(path: Path, driver: str) -> Path:
    rows = {"from": ["a"], "to": ["b"], "mode": ["road"]}
    frame = gpd.GeoDataFrame(rows, geometry=[LineString([(69, 41), (70, 41)])], crs=4326)
    frame.to_file(path, driver=driver, layer="links")
    return path


@pytest.mark.parametrize("name", ["x.vrt", "x.gpkg", "x.shp", "x.fgb", "x.gml", "x.kml", "x.sqlite"])
def test_a_description_of_other_sources_is_refused(name: str, secret: Path, tmp_path: Path) -> None:
    """By whatever name; GDAL goes by what stands in it."""
    path = tmp_path / name
    path.write_text(pointer(secret))
    with pytest.raises(co.DataError, match="is a description of other sources; give the file") as told:
        co.read_network(path)
    assert "12345" not in str(told.value)


@pytest.mark.parametrize("name", ["links.geojson", "places.gpkg"])
def test_so_it_is_in_a_folder_of_ones_own_links(name: str, secret: Path, tmp_path: Path) -> None:
    """Where shapes are read beside the tables."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / name).write_text(pointer(secret))
    with pytest.raises(co.DataError, match=f"{name}: is a description of other sources"):
        co.load_network().extend(folder=mine)


@pytest.mark.parametrize(
    "text",
    [
        "<OGRWFSDataSource><URL>http://localhost</URL></OGRWFSDataSource>", "<ogrvrtdatasource/>", "<GDAL_WMS/>",
        '{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read x"}', "<VRTDataset/>",
        "PDS_VERSION_ID = PDS3", "<Product_Observational>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_all_that_points_elsewhere(text: str, encoding: str, tmp_path: Path) -> None:
    """Also behind a long comment."""
    path = tmp_path / "x"
    path.write_bytes((" " * 2000 + text).encode(encoding))
    assert points_elsewhere(path) == "is a description of other sources"


@pytest.mark.parametrize("driver", ["GPKG", "SQLite"])
def test_a_database_with_tables_of_other_files(driver: str, secret: Path, tmp_path: Path) -> None:
    """A virtual table reads what it is told; those of a database's own indices are left alone."""
    path = lines(tmp_path / {"GPKG": "x.gpkg", "SQLite": "x.sqlite"}[driver], driver)
    assert points_elsewhere(path) == ""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA writable_schema = 1")
        made = f"CREATE VIRTUAL TABLE leak USING VirtualOGR('{secret}')"
        database.execute("INSERT INTO sqlite_master VALUES ('table', 'leak', 'leak', 0, ?)", (made,))
        database.commit()
    assert points_elsewhere(path) == "has tables that are read from other files (leak)"
    with pytest.raises(co.DataError, match=r"x\.\w+: has tables that are read from other files \(leak\)"):
        co.read_network(path)


def archive(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("_", "."), content)
    return path


def test_archives_are_looked_into(secret: Path, tmp_path: Path) -> None:
    """One that holds a pointer, a database or another archive is refused; one of lines is read."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as made:
        made.writestr("x.vrt", pointer(secret))
    for name, content, says in (
        ("a_vrt", pointer(secret).encode(), r"holds a description of other sources \(a\.vrt\)"),
        ("a_gpkg", lines(tmp_path / "a.gpkg", "GPKG").read_bytes(), r"must be looked into \(a\.gpkg\); unpack it"),
        ("a_zip", inner.getvalue(), r"must be looked into \(a\.zip\); unpack it"),
    ):
        path = archive(tmp_path / f"{name}.zip", readme_txt=b"A network.", **{name: content})
        with pytest.raises(co.DataError, match=says):
            co.read_network(path)
    whole = archive(tmp_path / "whole.zip", lines_geojson=lines(tmp_path / "l.geojson", "GeoJSON").read_bytes())
    assert points_elsewhere(whole) == ""
    assert len(co.read_network(whole).links) == 1
    many = archive(tmp_path / "many.zip", **{f"f{number}": b"" for number in range(1001)})
    assert points_elsewhere(many) == "is an archive of more than 1,000 files"


def test_an_archive_at_the_end_hides_nothing(secret: Path, tmp_path: Path) -> None:
    """A file is an archive by its end, and whatever else it is by its beginning."""
    harmless = archive(tmp_path / "a.zip", readme_txt=b"A network.").read_bytes()
    path = tmp_path / "x.gpkg"
    path.write_bytes(pointer(secret).encode() + harmless)
    with pytest.raises(co.DataError, match="is a description of other sources"):
        co.read_network(path)
    lines(tmp_path / "y.sqlite", "SQLite")
    with closing(sqlite3.connect(tmp_path / "y.sqlite")) as database:
        database.execute("PRAGMA writable_schema = 1")
        made = f"CREATE VIRTUAL TABLE leak USING VirtualOGR('{secret}')"
        database.execute("INSERT INTO sqlite_master VALUES ('table', 'leak', 'leak', 0, ?)", (made,))
        database.commit()
    with (tmp_path / "y.sqlite").open("ab") as file:
        file.write(harmless)
    assert points_elsewhere(tmp_path / "y.sqlite") == "has tables that are read from other files (leak)"
    lines(tmp_path / "z.gpkg", "GPKG")
    with (tmp_path / "z.gpkg").open("ab") as file:
        file.write(harmless)
    assert points_elsewhere(tmp_path / "z.gpkg") == ""


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"SQLite format 3\0", b"\xff\xfe", b"{}", b"from,to\n"])
def test_others_are_left_to_their_readers(content: bytes, tmp_path: Path) -> None:
    """Damaged ones too."""
    path = tmp_path / "x"
    path.write_bytes(content)
    assert points_elsewhere(path) == ""
    assert points_elsewhere(tmp_path / "none") == ""


@pytest.mark.skipif(sys.platform == "win32", reason="links as POSIX has them")
def test_links_that_lead_out_of_a_folder_are_refused(secret: Path, tmp_path: Path) -> None:
    """In every folder that is read; links within it are files like others."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "mine.csv").write_text(SECRET)
    (folder / "links.csv").symlink_to("mine.csv")
    assert links_out(folder) == []
    assert len(co.read_network(folder).links) == 1
    (folder / "links.csv").unlink()
    (folder / "links.csv").symlink_to(secret)
    for name in ("node.csv", "link.csv", "x_net.tntp"):
        (folder / name).symlink_to(secret)
    wanted = [
        f"{name}: a link that leads out of the folder; put the file there"
        for name in ("link.csv", "links.csv", "node.csv", "x_net.tntp")
    ]
    assert links_out(folder) == wanted
    for read in (co.read_network, co.read_gmns, co.read_tntp, lambda path: co.load_network().extend(folder=path)):
        with pytest.raises(co.DataError) as told:
            read(folder)
        assert list(told.value.findings) == wanted
    assert links_out(secret) == []
