"""Tables of links as Excel of other countries saves them, and other plain tables."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, Point

import corridors as co
from tests.micro import micro

EXCEL = "FROM;TO;LENGTH_KM;TIME_H;NAME\nТермез;Хайратон;12,5;1.250,5;\nХайратон;Мазари-Шариф;75;2;Р-1\n"


def links_of(network: co.Network) -> list[tuple[str, str, float]]:
    rows = network.links[["from", "to", "length_km"]].itertuples(index=False, name=None)
    return sorted((str(start), str(end), float(km)) for start, end, km in rows)


def test_a_file_of_excel_in_russian(tmp_path: Path) -> None:
    """Semicolons, decimal commas, the encoding of its Windows, and columns written large."""
    file = tmp_path / "links.csv"
    file.write_bytes(EXCEL.encode("cp1251"))
    with pytest.raises(
        co.DataError, match=r"links\.csv: not in utf-8 .* or name its encoding, such as encoding='cp1251'$"
    ):
        co.read_network(file, mode="rail")
    with pytest.raises(co.DataError, match="'12,5' is no number"):
        co.read_network(file, mode="rail", encoding="cp1251")
    network = co.read_network(file, mode="rail", encoding="cp1251", decimal=",")
    assert links_of(network) == [("Термез", "Хайратон", 12.5), ("Хайратон", "Мазари-Шариф", 75.0)]
    assert network.links["time_h"].tolist() == [1250.5, 2.0]
    assert co.shortest_route("Мазари-Шариф", "Термез", network=network, weight="distance").length_km == 87.5


@pytest.mark.parametrize("name", ["links.txt", "links.TSV", "links"])
def test_text_of_excel_in_utf_16(name: str, tmp_path: Path) -> None:
    """Parted by tabs, whatever the ending; the system's own driver for .tsv gave a table without shapes."""
    file = tmp_path / name
    file.write_bytes(EXCEL.replace(";", "\t").encode("utf-16"))
    network = co.read_network(file, mode="rail", decimal=",")
    assert [km for _, _, km in links_of(network)] == [12.5, 75.0]


def test_a_table_of_gdal_without_shapes(tmp_path: Path) -> None:
    """Such as the .dbf of a shapefile alone: it is read as a table of links."""
    table = pd.DataFrame({"FROM": ["a", "b"], "TO": ["b", "c"], "LENGTH_KM": [12.0, 30.0]})
    gpd.GeoDataFrame(table, geometry=gpd.points_from_xy([60, 61], [40, 40]), crs=4326).to_file(tmp_path / "roads.shp")
    for ending in (".shp", ".shx", ".prj", ".cpg"):
        (tmp_path / f"roads{ending}").unlink(missing_ok=True)
    network = co.read_network(tmp_path / "roads.dbf", mode="road")
    assert links_of(network) == [("a", "b", 12.0), ("b", "c", 30.0)]


def test_names_are_no_numbers(tmp_path: Path) -> None:
    """Ids of which all look like numbers with commas stay what they are."""
    file = tmp_path / "links.csv"
    file.write_text("id;from;to;length_km;km_post\n1,5;2,5;3,5;10,5;7,5\n")
    network = co.read_network(file, mode="road", decimal=",")
    row = network.links.loc["1,5"]
    assert (row["from"], row["to"], row["length_km"], row["km_post"]) == ("2,5", "3,5", 10.5, "7.5")


def test_columns_written_large_give_way_to_those_written_right(tmp_path: Path) -> None:
    """And to those that are named; where two are alike nothing is guessed."""
    file = tmp_path / "links.csv"
    file.write_text("FROM,from,TO,LENGTH_KM,Km\nx,a,b,12,13\n")
    assert links_of(co.read_network(file, mode="road")) == [("a", "b", 12.0)]
    assert links_of(co.read_network(file, mode="road", columns={"length_km": "Km"})) == [("a", "b", 13.0)]
    file.write_text("FROM,From,TO,LENGTH_KM\nx,a,b,12\n")
    with pytest.raises(co.DataError, match=r"links\[row 0\]\.from: blank"):
        co.read_network(file, mode="road")


def test_a_folder_of_ours_that_excel_saved_comes_back(tmp_path: Path) -> None:
    """With its semicolons and decimal commas, though columns are called as one likes."""
    network = micro("A --100.5-- B --50.25-- C")
    folder = network.to_file(tmp_path / "csv", format="csv")
    for file in folder.glob("*.csv"):
        rows = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        kept = [name for name in rows if str(name).endswith("id")]
        numbers = rows.drop(columns=kept).apply(
            lambda cells: cells.str.replace(r"^(-?\d+)\.(\d+)$", r"\1,\2", regex=True)
        )
        rows.assign(**{str(name): numbers[name] for name in numbers}).to_csv(
            file, sep=";", index=False, encoding="cp1251"
        )
    back = co.read_network(folder, encoding="cp1251", decimal=",")
    pd.testing.assert_frame_equal(back.links, network.links)
    pd.testing.assert_frame_equal(back.places, network.places)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"encoding": "nope"}, "encoding='nope' is no encoding of text"),
        ({"encoding": 3}, "encoding=3 is no encoding"),
        ({"encoding": "base64"}, "give one such as 'cp1251'"), ({"decimal": ";"}, "decimal=';': give '.' or ','"),
        ({"decimal": None}, "decimal=None"),
    ],
)  # fmt: skip
def test_what_is_no_encoding_is_told(asked: dict[str, object], says: str, tmp_path: Path) -> None:
    """Before the file is read."""
    with pytest.raises(co.OptionError, match=says):
        co.read_network(tmp_path / "links.csv", **asked)  # type: ignore[arg-type]


def test_a_column_that_stands_twice_is_told(tmp_path: Path) -> None:
    """Rather than one of them taken; columns without a name may be many."""
    file = tmp_path / "links.csv"
    file.write_text("from,to,length_km,length_km,,\na,b,12,13,,\n")
    with pytest.raises(co.DataError, match=r"links\.csv\.length_km: the column stands twice; keep one"):
        co.read_network(file, mode="road")
    file.write_text("from,to,length_km,,\na,b,12,,\n")
    assert links_of(co.read_network(file, mode="road")) == [("a", "b", 12.0)]


def test_a_row_of_another_length_is_told(tmp_path: Path) -> None:
    """With its line as a spreadsheet counts."""
    file = tmp_path / "links.csv"
    file.write_text("sep=;\nfrom;to;length_km\n\na;b;1;2\na;b\n")
    with pytest.raises(co.DataError) as told:
        co.read_network(file, mode="road")
    assert list(told.value.findings) == [
        "links.csv[line 4]: 4 cells instead of 3; quote cells that hold what parts them",
        "links.csv[line 5]: 2 cells instead of 3; quote cells that hold what parts them",
    ]


def test_the_only_tab_of_a_workbook_is_read(tmp_path: Path) -> None:
    """Whatever it is called; of several the one with the links is to be named."""
    table = pd.DataFrame({"from": ["a"], "to": ["b"], "length_km": [12.0]})
    one = tmp_path / "one.xlsx"
    table.to_excel(one, sheet_name="Лист1", index=False)
    assert links_of(co.read_network(one, mode="road")) == [("a", "b", 12.0)]
    with pd.ExcelWriter(tmp_path / "two.xlsx") as book:
        table.to_excel(book, sheet_name="x", index=False)
        table.to_excel(book, sheet_name="y", index=False)
    with pytest.raises(co.DataError, match="no tab called links"):
        co.read_network(tmp_path / "two.xlsx", mode="road")


def test_parquet_with_and_without_shapes(tmp_path: Path) -> None:
    """A table of links alone; and points and lines in one file, as other formats have them."""
    pd.DataFrame({"from": ["a"], "to": ["b"], "length_km": [12.0]}).to_parquet(tmp_path / "table.parquet")
    assert links_of(co.read_network(tmp_path / "table.parquet", mode="road")) == [("a", "b", 12.0)]
    rows = {"id": ["a", "b", "ab"], "from": [None, None, "a"], "to": [None, None, "b"]}
    shapes = [Point(69, 41), Point(70, 41), LineString([(69, 41), (70, 41)])]
    gpd.GeoDataFrame(rows, geometry=shapes, crs=4326).to_parquet(tmp_path / "shapes.parquet")
    network = co.read_network(tmp_path / "shapes.parquet", mode="road")
    assert [(start, end, round(km)) for start, end, km in links_of(network)] == [("a", "b", 84)]
    (tmp_path / "none.parquet").write_bytes(b"PAR1")
    with pytest.raises(co.DataError, match=r"none\.parquet: no Parquet"):
        co.read_network(tmp_path / "none.parquet")


def test_a_file_without_layers_is_told(tmp_path: Path) -> None:
    """It is not asked which of none is meant."""
    with closing(sqlite3.connect(tmp_path / "none.sqlite")) as database:
        database.execute("PRAGMA user_version = 1")
        database.commit()
    with pytest.raises(co.DataError, match=r"none\.sqlite: holds no layer"):
        co.read_network(tmp_path / "none.sqlite", mode="road")


@pytest.mark.filterwarnings("ignore:Normalized/laundered field name")  # a geodatabase has no column called from
@pytest.mark.parametrize("driver", ["ESRI Shapefile", "OpenFileGDB"])
def test_folders_of_layers(driver: str, tmp_path: Path) -> None:
    """Shapefiles as street graphs are saved, nodes beside edges; and a file geodatabase."""
    ids = pd.Series([1, 2, 3], dtype="int32")
    nodes = gpd.GeoDataFrame({"osmid": ids}, geometry=gpd.points_from_xy([69, 70, 71], [41] * 3), crs=4326)
    lines = [LineString([(69, 41), (70, 41)]), LineString([(70, 41), (71, 41)])]
    edges = gpd.GeoDataFrame({"from": ["1", "2"], "to": ["2", "3"]}, geometry=lines, crs=4326)
    folder = tmp_path / ("network.gdb" if driver == "OpenFileGDB" else "network")
    if driver == "OpenFileGDB":
        nodes.to_file(folder, driver=driver, layer="nodes")
        edges.to_file(folder, driver=driver, layer="edges", mode="a")
    else:
        folder.mkdir()
        nodes.to_file(folder / "nodes.shp")
        edges.to_file(folder / "edges.shp")
    network = co.read_network(folder, mode="road")
    assert [(start, end, round(km)) for start, end, km in links_of(network)] == [("1", "2", 84), ("2", "3", 84)]
    assert network.places.loc["1", ["lat", "lon"]].tolist() == [41.0, 69.0]
