"""Links kept in Excel: a template, what people make of it, and what is found wrong in it by file, row and column."""

from __future__ import annotations

import csv
import json
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import geopandas as gpd
import pytest
from openpyxl import Workbook, load_workbook
from shapely.geometry import LineString

import corridors as co
from corridors.cli import main
from corridors.network.extending import OWN_TABLES
from corridors.network.own_folder import read_extension
from corridors.network.template import write_template

PACKAGED = co.load_network()

HEAD = ["id", "from", "to", "mode", "length_km", "opened", "time_h", "notes"]


def folder(path: Path, **files: str) -> Path:
    """A folder of CSV files."""
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def workbook(path: Path, **tabs: list[list[Any]]) -> Path:
    """A workbook, a tab a table."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tabs.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def findings(path: Path) -> list[str]:
    """Everything that is found wrong."""
    with pytest.raises(co.DataError) as caught:
        PACKAGED.extend(folder=path)
    return list(caught.value.findings)


# -- the template -----------------------------------------------------------------------------------------


def test_a_template_comes_back_empty(tmp_path: Path) -> None:
    """Unfilled, it adds nothing; with the example, a place and two links."""
    write_template(tmp_path / "empty")
    assert PACKAGED.extend(folder=tmp_path / "empty") is PACKAGED
    write_template(tmp_path / "example", example=True)
    network = PACKAGED.extend(folder=tmp_path / "example")
    assert {table: len(ids) for table, ids in network.extension.added.items()} == {"places": 1, "links": 2}


def test_a_template_has_every_column_with_its_unit(tmp_path: Path) -> None:
    """In the files, in the workbook, and described in the README."""
    names = write_template(tmp_path / "new")
    assert names == [*(f"{table}.csv" for table in OWN_TABLES), "scenario.toml", "README.md", "tables.xlsx"]
    book = load_workbook(tmp_path / "new" / "tables.xlsx")
    readme = (tmp_path / "new" / "README.md").read_text(encoding="utf-8")
    schemas = PACKAGED._core.tables.package.schemas
    for table in OWN_TABLES:
        with (tmp_path / "new" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            [head] = list(csv.reader(file))
        assert {field.name for field in schemas[table].fields} <= set(head)
        assert [cell.value for cell in book[table][1]] == head
        assert all(f"| `{name}` |" in readme for name in head)
    [modes] = [rule for rule in book["links"].data_validations.dataValidation if "rail" in rule.formula1]
    assert modes.formula1 == '"rail,ferry,sea,road"'
    for table in OWN_TABLES:
        sheet = book[table]
        assert all(cell.font.bold and cell.comment is not None for cell in sheet[1])
        assert sheet.freeze_panes == "A2"
    assert all(rule.type == "list" for rule in book["links"].data_validations.dataValidation)
    with ZipFile(tmp_path / "new" / "tables.xlsx") as whole:  # openpyxl 3.1.0 does not read what may be blank
        rules = re.findall("<dataValidation [^>]*>", whole.read("xl/worksheets/sheet2.xml").decode())
    assert rules
    assert all('allowBlank="1"' in rule for rule in rules)
    assert "| `capacity_mt_per_year` | Mt/year |" in readme


def test_a_template_never_writes_over_anything(tmp_path: Path) -> None:
    """Somebody's links may be in it."""
    kept = folder(tmp_path, links="from,to\n")
    with pytest.raises(co.OptionError, match=r"links\.csv is there already"):
        write_template(kept)
    assert [path.name for path in kept.iterdir()] == ["links.csv"]
    with pytest.raises(co.OptionError, match="cannot be written"):
        write_template(kept / "links.csv" / "below")


def test_without_the_extra_there_is_no_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The CSV files are enough; a workbook that is given says what to install."""
    book = workbook(tmp_path / "mine.xlsx", links=[HEAD])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert "tables.xlsx" not in write_template(tmp_path / "new")
    with pytest.raises(co.MissingExtraError, match=r"corridors\[excel\]"):
        read_extension(book)


# -- what people make of it -------------------------------------------------------------------------------


def test_a_workbook_with_blank_rows_numbers_as_text_and_dates(tmp_path: Path) -> None:
    """As Excel files are."""
    row = [None, "Angren", "Kashgar", "Road", "760", datetime(2025, 5, 1), 20.0, None]
    blank: list[Any] = [None, "  ", None, None, None, None, None, None]
    path = workbook(tmp_path / "mine.xlsx", Links=[HEAD, blank, row, blank], Remarks=[["whatever", 5]])
    for given in (path, tmp_path):
        network = PACKAGED.extend(folder=given)
        [name] = network.extension.added["links"]
        link = network.links.loc[name]
        assert link[["mode", "length_km", "opened", "time_h"]].tolist() == ["road", 760.0, "2025-05-01", 20.0]
    assert "mine.xlsx/Links[line 3].mode: 'Road' is read as road" in network.extension.notes


def test_findings_name_file_row_and_column(tmp_path: Path) -> None:
    """All of them, in files and tabs alike, in the rows as Excel counts them."""
    folder(
        tmp_path,
        places="id,name,country,lat,lon\nnew,New,UZ,95,70\n,,,,\n",
        links="from,to,mode,length_km\n\nAngren,Kashgar,road,\nAngren,Kashgarr,road,12 km\nAngren,new,road,5\n",
    )
    workbook(tmp_path / "mine.xlsx", links=[HEAD, ["x", "Angren", "Osh", "hover", 300, "soon", None, None]])
    found = findings(tmp_path)
    starts = [
        "places.csv[line 2].lat: 95 is above 90",
        "links.csv[line 3].length_km: blank, and there is no line to measure; give it in km (as the crow flies",
        "links.csv[line 4].to: 'Kashgarr' is no place of the network; is it 'kashgar'",
        "links.csv[line 4].length_km: '12 km' is no number",
        "links.csv[line 5].to: 'new' is in your places, where something is wrong with it",
        "mine.xlsx/links[line 2].mode: 'hover' is none of rail, ferry, sea, road",
        "mine.xlsx/links[line 2].opened: 'soon' is no date",
    ]
    assert len(found) == len(starts)
    for start in starts:
        assert any(text.startswith(start) for text in found), (start, found)


def test_rules_over_several_rows_name_the_file_too(tmp_path: Path) -> None:
    """What only shows when all rows are put together."""
    folder(tmp_path, links="id,from,to,mode,length_km\nmine,Angren,Kashgar,road,90\n")
    [found] = findings(tmp_path)
    assert found.startswith("links.csv[line 2].length_km: 90 km is shorter than the 52")


@pytest.mark.parametrize("mark", [";", "\t"])
def test_csv_of_other_countries_is_read(tmp_path: Path, mark: str) -> None:
    """Excel writes semicolons where commas are decimal; a decimal comma is asked back, for it may be a thousand."""
    rows = [["from", "to", "mode", "length_km"], ["Angren", "Kashgar", "road", "760.5"]]
    folder(tmp_path, links="\n".join(mark.join(row) for row in rows))
    assert PACKAGED.extend(folder=tmp_path).links.iloc[-1]["length_km"] == 760.5
    folder(tmp_path, links="\n".join(mark.join(row) for row in rows).replace("760.5", "760,5"))
    assert findings(tmp_path) == [
        "links.csv[line 2].length_km: '760,5' is no number; write digits with a decimal point"
    ]


def test_lines_come_as_geojson(tmp_path: Path) -> None:
    """Beside the tables, with columns of its own."""
    way = [(70.1405, 41.0246), (73.0, 40.0), (75.9868, 39.4672)]
    frame = gpd.GeoDataFrame({"mode": ["road"]}, geometry=[LineString(way)], crs=4326)
    frame.to_file(tmp_path / "links.geojson", driver="GeoJSON")
    network = PACKAGED.extend(folder=tmp_path)
    assert network.to_geodataframe()["quality"].iloc[-1] == "given"
    assert network.extension.joins["place"].tolist() == ["angren", "kashgar"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("links.csv", b"from,to\n\xff\xfe\xfa\n", "links.csv: not in utf-8 ("),
        ("links.csv", b'from,to\n"Angren,x\n', "links.csv: no CSV"),
        ("links.csv", b"from,to,mode,length_km\nAngren,Kashgar,road,760,5\n", "links.csv[line 2]: a cell stands in"),
        (
            "links.csv",
            b"from,from,mode,length_km\nAngren,Kashgar,road,760\n",
            "links.csv.from: the column stands twice",
        ),
        ("mine.xlsx", b"no workbook", "mine.xlsx: no workbook that can be read"),
        ("links.geojson", b"{}", "links.geojson: cannot be read"),
    ],
)
def test_damaged_files_are_found(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    """By name, with what to do."""
    (tmp_path / name).write_bytes(content)
    assert any(text.startswith(told) for text in findings(tmp_path))


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    """A mistyped name must not be a network without the links."""
    (tmp_path / "link.csv").write_text("from,to\n", encoding="utf-8")
    with pytest.raises(co.OptionError, match=r"holds none of places\.csv, links\.csv"):
        PACKAGED.extend(folder=tmp_path)
    folder(tmp_path, links="from,to,mode,length_km\nAngren,Kashgar,road,760\n")
    with pytest.raises(co.OptionError, match="links are given twice"):
        PACKAGED.extend(folder=tmp_path, links=[{"from": "Angren"}])


# -- the command line -------------------------------------------------------------------------------------


def test_template_check_and_use_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From nothing to a route over one's own links; the joins are told apart from the answer."""
    path = str(tmp_path / "mine")
    assert main(["template", path, "--example"]) == 0
    assert "README.md says how" in capsys.readouterr().out
    assert main(["check", path]) == 0
    out = capsys.readouterr().out
    assert out.startswith("0 findings. Put beside the network: 1 place, 2 links.")
    assert "links[angren--my-terminal--road]" in out
    assert main(["route", "My terminal", "Tashkent", "--modes", "road", "--extend", path]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("My terminal - Tashkent")
    assert err.startswith("Put beside the network")
    assert main(["route", "My terminal", "Angren", "--extend", path, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["length_km"] == 21.0
    assert main(["places", "My term", "--extend", path]) == 0
    assert "my-terminal" in capsys.readouterr().out


def test_check_lists_every_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Thirty of them are thirty lines, and the exit code says so."""
    rows = "\n".join(f"Angren,Nowhere {n},road,5" for n in range(30))
    path = folder(tmp_path, links=f"from,to,mode,length_km\n{rows}\n")
    assert main(["check", str(path)]) == 2
    out = capsys.readouterr().out
    assert out.startswith("30 findings:")
    assert all(f"links.csv[line {n}].to" in out for n in range(2, 32))
    assert main(["check", str(path), "--json"]) == 2
    assert len(json.loads(capsys.readouterr().out)["findings"]) == 30


def test_options_of_joining_reach_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whose links they are, how far they join and what becomes of conflicts."""
    path = folder(tmp_path, links='from,to,mode,length_km\nAngren,Pap,rail,130\n"41.3, 70.5",Kashgar,road,760\n')
    assert main(["check", str(path)]) == 2
    found = capsys.readouterr().out
    assert "the same stretch in the same mode stands already" in found
    assert "no place is within 5 km" in found
    options = ["--join-within", "60", "--on-conflict", "keep both", "--owner", "the ministry"]
    assert main(["check", str(path), *options, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["added"]["links"][0] == "angren--pap--rail-2"
    assert max(join["km"] or 0 for join in told["joins"]) > 5


def test_the_example_of_a_template_leads_from_angren_to_tashkent(tmp_path: Path) -> None:
    """Over a place of its own, with hours on one of its links alone."""
    write_template(tmp_path / "example", example=True)
    network = co.load_network().extend(folder=tmp_path / "example")
    links = [network.link(id_) for id_ in network.extension.added["links"]]
    assert [(link.length_km, link.row["time_h"]) for link in links] == [(21.0, None), (90.0, 2.0)]
    assert network.place("My terminal").kind == "terminal"
