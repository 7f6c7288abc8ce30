"""Reading tables: every finding at once, each with its table, row and column."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

import corridors as co
from corridors.tables.own import Own
from corridors.tables.reading import Tables, data_folder, parse_rows, read_rows, read_tables
from corridors.tables.schema import Field, Schema
from tests.folders import change_cell, write_folder
from tests.micro import blank, corridor_rows, micro_tables, package
from tests.strategies import Drawing, drawings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of sound tables: rail from A to B, road on to C in Kazakhstan, one corridor."""
    rows = corridor_rows("north", [["b--c--road"]])
    return write_folder(tmp_path, micro_tables("A ==10== B ..10.. KZ:C", **rows))


def findings(folder: Path) -> tuple[str, ...]:
    """What reading finds; the test fails if it finds nothing."""
    with pytest.raises(co.DataError) as caught:
        read_tables(folder)
    return caught.value.findings


def small_schema(**rules: bool) -> Schema:
    """A table of a key and two further columns."""
    fields = (
        Field("id", "string", "Key.", required=True, unique=True),
        Field("km", "number", "Length.", **rules),  # type: ignore[arg-type]
        Field("sources", "list", "Sources.", separator=";"),
    )
    return Schema("small", "Small", "small.csv", routing=False, fields=fields)


# -- sound tables ---------------------------------------------------------------------------------------


def test_sound_tables_are_read(folder: Path) -> None:
    """Every routing table is there, with numbers as numbers and lists as tuples."""
    tables = read_tables(folder)
    assert tables.loaded == {name for name, schema in tables.package.schemas.items() if schema.routing}
    first = tables["links"][0]
    assert (first["id"], first["length_km"], first["gauge_mm"]) == ("a--b--rail", 10.0, 1520)
    assert first["length_source"] == ("test",)


def test_blank_cells_are_none_and_blank_lists_are_empty(folder: Path) -> None:
    """Unknown is None and never zero or an empty word."""
    tables = read_tables(folder)
    assert tables["links"][0]["time_h"] is None
    assert tables["links"][0]["notes"] is None
    assert tables["places"][0]["aliases"] == ()


@settings(max_examples=10)
@given(drawing=drawings())
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, drawing: Drawing) -> None:
    """A network survives being saved as CSV: same rows, so same routes."""
    tables = drawing.tables()
    copy = read_tables(write_folder(tmp_path_factory.mktemp("tables"), tables))
    assert {name: copy[name] for name in tables.loaded} == {name: tables[name] for name in tables.loaded}


def test_a_network_can_be_loaded_from_a_folder(folder: Path) -> None:
    """``load_network(data=...)`` is how users bring their own; the folder may be given as text."""
    network = co.load_network(data=str(folder))
    assert co.shortest_route("A", "C", network=network).length_km == 20


def test_commas_quotes_and_lines_in_cells_are_kept(folder: Path) -> None:
    """Notes have them all."""
    note = 'one, "two"\nthree; Ўзбекистон'
    change_cell(folder / "links.csv", 2, "notes", note)
    assert read_tables(folder)["links"][0]["notes"] == note


def test_further_tables_are_read_when_asked_for(folder: Path) -> None:
    """Routing does not need the published figures, so they cost nothing until somebody does."""
    tables = read_tables(folder)
    assert "published" not in tables.loaded
    assert tables["published"] == ()
    assert "published" in tables.loaded
    assert "published" in read_tables(folder, everything=True).loaded


def test_a_broken_further_table_is_found_whenever_it_is_asked_for(folder: Path) -> None:
    """Asking again does not make it sound."""
    (folder / "published.csv").write_text("id\n", encoding="utf-8")
    tables = read_tables(folder)
    for _ in range(2):
        with pytest.raises(co.DataError, match=r"published.quantity: the column is missing"):
            tables["published"]


def test_tables_are_listed_by_name(folder: Path) -> None:
    """From a folder all that the dictionary has, made in memory those that were given."""
    tables = read_tables(folder)
    assert list(tables) == list(tables.package.schemas)
    assert len(tables) == len(tables.package.schemas)
    memory = Tables(package(), None, {"links": ()})
    assert list(memory) == ["links"]


def test_an_unknown_table_is_refused_with_those_there_are(folder: Path) -> None:
    """From a folder as in memory."""
    with pytest.raises(co.DataError, match="prices: no such table; there are sources, countries, places"):
        read_tables(folder)["prices"]
    with pytest.raises(co.DataError, match="places: no such table; there are links"):
        Tables(package(), None, {"links": ()})["places"]


def test_a_table_may_be_asked_for_without_being_there() -> None:
    """A mapping answers ``in`` and ``get`` for any key."""
    tables = Tables(package(), None, {"links": ()})
    assert "links" in tables
    assert "prices" not in tables
    assert tables.get("prices") is None


def test_replacing_a_table_leaves_the_old_tables(folder: Path) -> None:
    """Tables are shared between networks, so nothing changes them."""
    tables = read_tables(folder)
    before = tables["links"]
    changed = tables.replaced(links=iter(before[:1]))
    assert changed["links"] == before[:1]
    assert tables["links"] == before
    assert changed["places"] is tables["places"]


def test_the_packaged_tables_are_found_beside_the_package() -> None:
    """In a checkout beside it, in a wheel inside it."""
    assert (data_folder() / "datapackage.json").is_file()


# -- broken tables --------------------------------------------------------------------------------------


def test_every_finding_of_every_table_is_told_at_once(folder: Path) -> None:
    """Mending a table finding by finding, run by run, is what drives people to spreadsheets."""
    change_cell(folder / "links.csv", 2, "length_km", "ten")
    change_cell(folder / "links.csv", 2, "mode", "train")
    change_cell(folder / "links.csv", 3, "status", "")
    change_cell(folder / "places.csv", 3, "lat", "95")
    change_cell(folder / "rates.csv", 2, "central", "nan")
    (folder / "events.csv").unlink()
    assert set(findings(folder)) == {
        "links[a--b--rail].length_km: 'ten' is no number; write digits with a decimal point",
        "links[a--b--rail].mode: 'train' is none of rail, ferry, sea, road; use one of them",
        "links[b--c--road].status: blank; it is required",
        "places[b].lat: 95 is above 90; check the unit",
        "rates[speed_km_per_h].central: nan is not finite; leave the cell blank when nothing is known",
        "events: the file events.csv is missing; restore it",
    }


def test_a_blank_key_is_named_by_its_line(folder: Path) -> None:
    """A row without an id is still found: by its number in the file, header included."""
    change_cell(folder / "places.csv", 3, "id", "")
    assert "places[line 3].id: blank; it is required" in findings(folder)


def test_a_key_that_stands_twice_is_a_finding(folder: Path) -> None:
    """Two rows of one id would make one of them disappear."""
    change_cell(folder / "places.csv", 3, "id", "a")
    assert "places[a].id: stands twice; make it unique" in findings(folder)


def test_a_row_with_too_few_or_too_many_cells_is_a_finding(folder: Path) -> None:
    """An unquoted comma moves every cell after it; the row is told by its line and not half read."""
    path = folder / "corridors.csv"
    columns = len(path.read_text(encoding="utf-8").splitlines()[0].split(","))
    with path.open("a", encoding="utf-8") as file:
        file.write("south,South\n\n" + "," * columns + "\n")
    fix = f"instead of {columns}; quote cells that hold commas"
    assert findings(folder) == (
        f"corridors[line 3]: 2 cells {fix}",
        f"corridors[line 4]: 0 cells {fix}",
        f"corridors[line 5]: {columns + 1} cells {fix}",
    )


def test_missing_and_unknown_columns_are_findings(folder: Path) -> None:
    """A renamed column is both; the rows below it are not read, which would only repeat it."""
    path = folder / "places.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("lat,lon", "latitude,lon", 1), encoding="utf-8")
    assert findings(folder) == (
        "places.lat: the column is missing; add it",
        "places.latitude: unknown column; remove it or describe it",
    )


def test_columns_in_another_order_are_a_finding(folder: Path) -> None:
    """The dictionary gives the order; a file in another one was written by something else."""
    path = folder / "places.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("lat,lon", "lon,lat", 1), encoding="utf-8")
    assert findings(folder) == ("places: the columns stand in another order than in datapackage.json",)


def test_an_empty_file_lacks_every_column(folder: Path) -> None:
    """A file without even a header."""
    (folder / "events.csv").write_text("", encoding="utf-8")
    fields = package().schemas["events"].fields
    assert findings(folder) == tuple(f"events.{f.name}: the column is missing; add it" for f in fields)


@pytest.mark.parametrize("content", [b"id,name\nx,\xff\xfe\n", b'id,name\n"x" y,z\n', b'id,name\n"x\n'])
def test_what_is_no_utf8_csv_is_a_finding(folder: Path, content: bytes) -> None:
    """Another encoding, or quotes that do not close."""
    (folder / "countries.csv").write_bytes(content)
    (finding,) = findings(folder)
    assert finding.startswith("countries: cannot be read as UTF-8 CSV (")
    assert finding.endswith("; save it as such")


def test_a_folder_without_a_dictionary_is_a_finding(tmp_path: Path) -> None:
    """The wrong folder was given."""
    with pytest.raises(co.DataError, match="give the folder that holds the tables"):
        read_tables(tmp_path)
    with pytest.raises(co.DataError, match="give the folder that holds the tables"):
        co.load_network(data=tmp_path / "nowhere")


def test_a_file_instead_of_a_folder_is_a_finding(folder: Path) -> None:
    """Giving links.csv itself is an easy mistake."""
    with pytest.raises(co.DataError, match="give the folder that holds the tables"):
        read_tables(folder / "links.csv")


# -- rows -----------------------------------------------------------------------------------------------


def test_rows_are_parsed_and_findings_appended() -> None:
    """What can be read of a row is kept, so that later rules still see it."""
    found = ["an earlier finding"]
    lines = [["a", "1.5", "x;y"], ["b", "far", ""], ["c", "", "z"]]
    assert parse_rows(small_schema(), lines, found) == [
        {"id": "a", "km": 1.5, "sources": ("x", "y")},
        {"id": "b", "km": None, "sources": ()},
        {"id": "c", "km": None, "sources": ("z",)},
    ]
    assert found == [
        "an earlier finding",
        "small[b].km: 'far' is no number; write digits with a decimal point",
    ]


def test_a_required_cell_is_not_blank_and_zero_is_not_blank() -> None:
    """Nothing known and nothing at all are different."""
    found: list[str] = []
    rows = parse_rows(small_schema(required=True), [["a", "0", ""], ["b", "", ""]], found)
    assert rows[0]["km"] == 0.0
    assert found == ["small[b].km: blank; it is required"]


def test_three_of_a_kind_are_two_findings() -> None:
    """Each repetition is told; blanks do not repeat each other."""
    found: list[str] = []
    parse_rows(small_schema(unique=True), [["a", "1", ""], ["b", "1", ""], ["c", "1", ""], ["d", "", ""]], found)
    assert found == ["small[1.0].km: stands twice; make it unique"] * 2


def test_a_missing_file_gives_no_rows(tmp_path: Path) -> None:
    """And one finding, so the other tables are still read."""
    found: list[str] = []
    assert read_rows(small_schema(), tmp_path, found) == []
    assert found == ["small: the file small.csv is missing; restore it"]


def test_rules_across_tables_are_checked_on_loading(folder: Path) -> None:
    """Reading sees single cells; a network is only made of tables that hold together."""
    change_cell(folder / "links.csv", 2, "to", "nowhere")
    assert read_tables(folder)["links"][0]["to"] == "nowhere"
    with pytest.raises(co.DataError, match=r"links\[a--b--rail\].to: 'nowhere' is not in places"):
        co.load_network(data=folder)


def test_made_tables_are_as_read_tables() -> None:
    """Rows for tests have every column, as rows from files do."""
    assert list(blank("links")) == [field.name for field in package().schemas["links"].fields]


# -- the packaged tables --------------------------------------------------------------------------------


def test_packaged_tables_are_read_when_first_used() -> None:
    """Who asks for a route waits for no price series and no source."""
    tables = read_tables()
    assert tables.checked
    assert tables.loaded == set()
    assert tables["countries"]
    assert tables.loaded == {"countries"}


def test_tables_of_ones_own_are_read_and_checked_whole(folder: Path) -> None:
    """A wrong reference is told when the folder is loaded, whichever table it stands in."""
    assert not read_tables(folder).checked
    change_cell(folder / "links.csv", 2, "from", "nowhere")
    with pytest.raises(co.DataError, match="nowhere"):
        co.load_network(data=folder)


def test_what_is_exchanged_is_checked_anew() -> None:
    """A scenario's rows were in no check of the package; the others are the same rows, not read again."""
    tables = read_tables()
    changed = tables.replaced(risks=())
    assert not changed.checked
    assert changed["risks"] == ()
    assert changed["links"] is tables["links"]


def test_findings_stand_in_the_order_of_the_lines() -> None:
    """Columns are parsed one after the other; people read by line."""
    findings: list[str] = []
    parse_rows(small_schema(required=True), [["a", "x", ""], ["b"], ["c", "", ""]], findings)
    assert [text.partition(":")[0] for text in findings] == ["small[a].km", "small[line 3]", "small[c].km"]


def test_a_table_is_given_where_it_is_there() -> None:
    """An empty one too, and not the default."""
    rows = ({"id": "x"},)
    tables = Tables(package(), None, {"links": rows, "places": ()})
    assert (tables.get("links"), tables.get("places", rows), tables.get("prices", rows)) == (rows, (), rows)
    assert len(tables) == 2


@pytest.mark.parametrize("broken", ["absent", "folder", "encoding", "header", "missing"])
def test_what_cannot_be_read_gives_no_rows_and_one_finding(tmp_path: Path, broken: str) -> None:
    """A table that its schema does not have yet is empty and no mistake."""
    schema, found, path = small_schema(), list[str](), tmp_path / "small.csv"
    if broken == "absent":
        schema = replace(schema, absent=True)
    elif broken == "folder":
        path.mkdir()
    elif broken != "missing":
        path.write_bytes(b"id,\xff\n" if broken == "encoding" else b"id,sources,km\n")
    assert read_rows(schema, tmp_path, found) == []
    assert len(found) == (broken != "absent")
    assert all(text.startswith("small: ") for text in found)


def test_columns_that_a_file_lacks_are_filled_with_what_they_were(tmp_path: Path) -> None:
    """At the end of each line; the file is held against its own columns alone."""
    schema = small_schema()
    later = Field("class", "string", "Class.", filling="*")
    schema = replace(schema, fields=(*schema.fields, later, replace(later, name="more", filling="")))
    (tmp_path / "small.csv").write_text("id,km,sources\na,1.5,x;y\n", encoding="utf-8")
    found: list[str] = []
    [row] = read_rows(schema, tmp_path, found)
    assert (row, found) == ({"id": "a", "km": 1.5, "sources": ("x", "y"), "class": "*", "more": None}, [])


def test_tables_that_hold_together_are_told_from_those_that_are_not_known_to(folder: Path) -> None:
    """Those that are exchanged by rows known to hold stay checked, and nothing is read for it."""
    packaged = read_tables()
    changed = packaged.with_checked({"risks": ()})
    assert changed.checked
    assert changed.loaded == {"risks"}
    assert not packaged.loaded
    assert packaged.as_checked().checked
    assert read_tables(folder).as_checked().checked
    assert not read_tables(everything=True).checked
    own = Own(notes=("n",))
    mine = packaged.replaced(own=own, risks=())
    assert mine.own is own
    assert (mine.replaced(events=()).own, mine.as_checked().own, mine.with_checked({}).own) == (own, own, own)
