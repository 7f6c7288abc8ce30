"""The data dictionary: cells parsed by it, and the dictionary itself read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors.errors import DataError
from corridors.tables.reading import data_folder
from corridors.tables.schema import Field, read_package


def field(kind: str, **rules: Any) -> Field:
    return Field("column", kind, "A column.", **rules)


def minimal(**changes: Any) -> dict[str, Any]:
    """A data dictionary of one table with one column."""
    return {
        "version": "1",
        "reference_date": "2026-11-01",
        "earliest_date": "1991-01-01",
        "earliest_date_reason": "because",
        "resources": [
            {
                "name": "places",
                "title": "Places",
                "path": "places.csv",
                "schema": {"fields": [{"name": "id", "type": "string", "description": "Key."}]},
            }
        ],
    } | changes


def written(folder: Path, data: object) -> Path:
    path = folder / "datapackage.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


# -- cells ----------------------------------------------------------------------------------------------


@given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_read_as_written(number: float) -> None:
    """No digit is lost between the file and the figure."""
    assert field("number").parse(str(number)) == number


@given(number=st.integers())
def test_whole_numbers_are_read_as_written(number: int) -> None:
    """And stay whole."""
    parsed = field("integer").parse(str(number))
    assert parsed == number
    assert isinstance(parsed, int)


@pytest.mark.parametrize("text", ["", "ten", "1,5", "1 000", "12 km", "0x10", "--1", "1e", "½"])
def test_what_is_no_number_is_refused_with_the_fix(text: str) -> None:
    """Decimal commas and units in the cell are the usual mistakes."""
    with pytest.raises(ValueError, match="is no number; write digits with a decimal point"):
        field("number").parse(text)


@pytest.mark.parametrize("text", ["", "1.0", "1.5", "1e3", "two"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    """A gauge of 1520.0 is a sign of a column that went through a spreadsheet."""
    with pytest.raises(ValueError, match="is no whole number; write digits only"):
        field("integer").parse(text)


@pytest.mark.parametrize("text", ["nan", "NaN", "inf", "-inf", "Infinity", "1e999"])
def test_what_is_not_finite_is_refused(text: str) -> None:
    """Blank is how a table says that nothing is known."""
    with pytest.raises(ValueError, match="is not finite; leave the cell blank"):
        field("number").parse(text)


@pytest.mark.parametrize("text", ["1_000", "１２"])
def test_digits_only_python_reads_are_refused(text: str) -> None:
    """Other readers of the tables, frictionless among them, take neither underscores nor full-width digits."""
    with pytest.raises(ValueError, match="is no number"):
        field("number").parse(text)
    with pytest.raises(ValueError, match="is no whole number"):
        field("integer").parse(text)


def test_bounds_belong_to_the_range() -> None:
    """The least and the greatest are allowed, what lies beyond is told with the likely cause."""
    latitude = field("number", minimum=-90, maximum=90)
    assert [latitude.parse(text) for text in ("-90", "0", "90")] == [-90, 0, 90]
    with pytest.raises(ValueError, match=r"-90.1 is below -90; check the sign and the unit"):
        latitude.parse("-90.1")
    with pytest.raises(ValueError, match=r"90.1 is above 90; check the unit"):
        latitude.parse("90.1")


def test_a_value_of_a_list_is_one_of_it() -> None:
    """Words and gauges alike; the message lists what there is."""
    assert field("string", enum=("rail", "road")).parse("rail") == "rail"
    with pytest.raises(ValueError, match="'Rail' is none of rail, road; use one of them"):
        field("string", enum=("rail", "road")).parse("Rail")
    assert field("integer", enum=(1520, 1435)).parse("1435") == 1435
    with pytest.raises(ValueError, match="1524 is none of 1520, 1435; use one of them"):
        field("integer", enum=(1520, 1435)).parse("1524")
    assert field("list", separator="|", enum=("feu", "teu")).parse("teu|feu") == ("teu", "feu")
    with pytest.raises(ValueError, match="'FEU' is none of feu, teu; use one of them"):
        field("list", separator="|", enum=("feu", "teu")).parse("teu|FEU")


def test_yes_and_no_of_a_file_are_true_and_false() -> None:
    """In these letters alone: `True` or `1` may be anything."""
    flag = field("boolean")
    assert (flag.parse("true"), flag.parse("false")) == (True, False)
    for text in ("True", "FALSE", "1", "0", "yes", ""):
        with pytest.raises(ValueError, match=f"{text!r} is neither true nor false; write one of them"):
            flag.parse(text)


def test_dates_stay_as_written() -> None:
    """A year stays a year: it is not turned into a first of January that no source gives."""
    dates = field("date-or-year")
    assert [dates.parse(text) for text in ("2025", "2025-10", "2025-10-11")] == ["2025", "2025-10", "2025-10-11"]
    with pytest.raises(ValueError, match=r"'11.10.2025' is no date; write a year"):
        dates.parse("11.10.2025")


def test_lists_are_split_and_trimmed() -> None:
    """Each part is a value; an empty part is a slip that would hide a missing source."""
    sources = field("list", separator=";")
    assert sources.parse("tr4") == ("tr4",)
    assert sources.parse("tr4; osm ;x|y") == ("tr4", "osm", "x|y")
    for text in (";tr4", "tr4;", "tr4;;osm", " ; "):
        with pytest.raises(ValueError, match="has an empty part; join the parts by one ';'"):
            sources.parse(text)


# -- the dictionary -------------------------------------------------------------------------------------


def test_the_packaged_dictionary_describes_every_column() -> None:
    """Names are unique, every column has a description, and what refers to a table or column finds it."""
    package = read_package(data_folder() / "datapackage.json")
    for schema in package.schemas.values():
        names = [field.name for field in schema.fields]
        assert len(set(names)) == len(names)
        for column in schema.fields:
            assert column.description.strip(), f"{schema.table}.{column.name}"
            assert column.references is None or column.references in package.schemas
            assert {column.grade, column.source} - {None} <= set(names)
            assert (column.type == "list") == (column.separator is not None)


def test_what_a_column_says_is_read(tmp_path: Path) -> None:
    """Constraints, unit, separator, reference, and where grade and source stand."""
    entry = {
        "name": "length_km",
        "type": "number",
        "description": "Length.",
        "constraints": {"required": True, "unique": True, "minimum": 0, "maximum": 9, "enum": [1, 2]},
        "unit": "km",
        "separator": ";",
        "references": "places",
        "grade": "length_grade",
        "source": "length_source",
    }
    data = minimal()
    others = [{"name": f"length_{what}", "type": "string", "description": what} for what in ("grade", "source")]
    data["resources"][0]["schema"]["fields"] = [entry, *others]
    data["resources"][0]["routing"] = True
    schema = read_package(written(tmp_path, data)).schemas["places"]
    assert (schema.table, schema.title, schema.path, schema.routing) == ("places", "Places", "places.csv", True)
    assert schema.fields[:1] == (
        Field(
            "length_km",
            "number",
            "Length.",
            required=True,
            unique=True,
            minimum=0,
            maximum=9,
            enum=(1, 2),
            unit="km",
            separator=";",
            references="places",
            grade="length_grade",
            source="length_source",
        ),
    )


def test_what_a_column_does_not_say_is_free(tmp_path: Path) -> None:
    """Nothing is required, unique or bounded unless said so; a table is not needed for routing either."""
    schema = read_package(written(tmp_path, minimal())).schemas["places"]
    assert schema.fields == (Field("id", "string", "Key."),)
    assert not schema.routing


def test_an_unknown_type_is_read_as_text(tmp_path: Path) -> None:
    """Types that only frictionless knows, such as geojson, do not stop the reading."""
    data = minimal()
    data["resources"][0]["schema"]["fields"][0]["type"] = "geojson"
    assert read_package(written(tmp_path, data)).schemas["places"].fields[0].type == "string"


def test_resources_that_are_no_tables_are_left_out(tmp_path: Path) -> None:
    """The lines of the map have no columns."""
    data = minimal()
    data["resources"].append({"name": "geometry", "path": "geometry.geojson"})
    assert set(read_package(written(tmp_path, data)).schemas) == {"places"}


def test_a_missing_dictionary_is_a_finding(tmp_path: Path) -> None:
    """A wrong folder is the usual cause, so the message speaks of the folder."""
    with pytest.raises(DataError, match=r"datapackage.json: not found; give the folder that holds the tables"):
        read_package(tmp_path / "datapackage.json")


@pytest.mark.parametrize("content", [b"", b"{", b"id,name", b'{"version": "\xff"}'])
def test_a_dictionary_that_is_no_json_is_a_finding(tmp_path: Path, content: bytes) -> None:
    """Broken or in another encoding."""
    (tmp_path / "datapackage.json").write_bytes(content)
    with pytest.raises(DataError, match="is no JSON"):
        read_package(tmp_path / "datapackage.json")


@pytest.mark.parametrize("key", ["version", "reference_date", "earliest_date", "earliest_date_reason", "resources"])
def test_a_dictionary_without_a_key_is_a_finding(tmp_path: Path, key: str) -> None:
    """The message names the key."""
    data = minimal()
    del data[key]
    with pytest.raises(DataError, match=f"lacks the key '{key}'"):
        read_package(written(tmp_path, data))


@pytest.mark.parametrize("data", [[], 5, None, minimal(resources=5), minimal(resources=["places"])])
def test_a_dictionary_of_another_shape_is_a_finding(tmp_path: Path, data: object) -> None:
    """JSON of some other kind, such as a list, is no data dictionary either."""
    with pytest.raises(DataError, match=r"datapackage.json"):
        read_package(written(tmp_path, data))


#: What a column may say of itself, and what nobody can read.
SAYS = [("name", 5), ("description", ["x"]), ("unit", 5), ("separator", 5), ("references", 5), ("grade", 5),
        ("source", 5), ("parts", "abc"), ("parts", 5)]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), [*SAYS, ("constraints", {"enum": "abc"}), ("constraints", {"enum": 7})])
def test_a_column_that_says_something_in_another_shape_is_a_finding(tmp_path: Path, key: str, value: object) -> None:
    """Texts are texts and lists lists: letters of a text would be read as a list of them."""
    data = minimal()
    data["resources"][0]["schema"]["fields"][0] |= {"description": "Key.", key: value}
    with pytest.raises(DataError, match="has another shape than a data package"):
        read_package(written(tmp_path, data))


@pytest.mark.parametrize("bound", ["minimum", "maximum"])
@pytest.mark.parametrize("value", ["ten", None, [1], True])
def test_a_bound_that_is_no_number_is_a_finding(tmp_path: Path, bound: str, value: object) -> None:
    """By its column."""
    data = minimal()
    data["resources"][0]["schema"]["fields"][0]["constraints"] = {bound: value}
    with pytest.raises(DataError, match=f"id.{bound}: .* is no number"):
        read_package(written(tmp_path, data))


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"reference_date": "2026-11"}, "reference_date: '2026-11' is no day; write one as 2026-11-01"),
        ({"reference_date": "2026-11-31"}, "reference_date: '2026-11-31' is no day; write one as 2026-11-01"),
        ({"earliest_date": 20261101}, "earliest_date: 20261101 is no day; write one as 2026-11-01"),
        ({"version": 1}, "version: 1 is no text; write one"),
        ({"earliest_date_reason": None}, "earliest_date_reason: None is no text; write one"),
        ({"schema_version": 0}, "schema_version: 0 is no version; write a whole number from 1 on"),
        ({"schema_version": 1.0}, "schema_version: 1.0 is no version; write a whole number from 1 on"),
        ({"schema_version": True}, "schema_version: True is no version; write a whole number from 1 on"),
    ],
)
def test_what_stands_at_the_top_is_of_its_kind(tmp_path: Path, changes: dict[str, Any], finding: str) -> None:
    """Each is told with what it is to be, all at once."""
    with pytest.raises(DataError) as told:
        read_package(written(tmp_path, minimal(**changes)))
    assert told.value.findings == (f"datapackage.json: {finding}",)
    both = changes | {"version": 2, "earliest_date_reason": 3}
    with pytest.raises(DataError) as told:
        read_package(written(tmp_path, minimal(**both)))
    assert len(told.value.findings) == len(both)


def test_a_schema_is_of_the_first_version_unless_it_says_so(tmp_path: Path) -> None:
    """Dictionaries that say nothing are older than the word."""
    assert read_package(written(tmp_path, minimal())).schema_version == 1
    assert read_package(written(tmp_path, minimal(schema_version=3))).schema_version == 3
    assert read_package(written(tmp_path, minimal(schema_version=1))).schema_version == 1


@pytest.mark.parametrize("key", ["name", "title", "path"])
def test_names_and_paths_of_tables_are_texts(tmp_path: Path, key: str) -> None:
    """What has no columns may be called what it will."""
    data = minimal()
    data["resources"].insert(0, {"name": 5, "path": 6, "title": 7})
    data["resources"][1][key] = 5
    with pytest.raises(DataError) as told:
        read_package(written(tmp_path, data))
    assert told.value.findings == (f"datapackage.json: resources[1].{key}: 5 is no text; write one",)


@pytest.mark.parametrize(
    "path",
    ["", ".", "..", "../places.csv", "a/../../places.csv", "..\\places.csv", "/places.csv", "\\places.csv",
     "C:\\places.csv", "C:places.csv", "\\\\host\\share\\places.csv", "a\0b.csv"],
)  # fmt: skip
def test_a_path_that_leads_out_of_the_folder_is_a_finding(tmp_path: Path, path: str) -> None:
    """Of whatever system; it is not even read."""
    data = minimal()
    data["resources"][0]["path"] = path
    with pytest.raises(
        DataError, match=r"resources\[0\].path: .* leads out of the folder; give the name of a file in it"
    ):
        read_package(written(tmp_path, data))


@pytest.mark.parametrize("path", ["places.csv", "tables/places.csv", "tables\\places.csv", "..places.csv"])
def test_a_path_within_the_folder_is_kept(tmp_path: Path, path: str) -> None:
    """Two dots are a folder above only where they stand alone."""
    data = minimal()
    data["resources"][0]["path"] = path
    assert read_package(written(tmp_path, data)).schemas["places"].path == path


def test_a_source_or_grade_that_is_no_column_is_a_finding(tmp_path: Path) -> None:
    """Both, each by its column."""
    data = minimal()
    fields = data["resources"][0]["schema"]["fields"]
    fields += [{"name": "km", "type": "number", "description": "Km", "source": "id", "grade": "km_grade"},
               {"name": "h", "type": "number", "description": "H", "source": "h_source", "grade": "km"}]  # fmt: skip
    with pytest.raises(DataError) as told:
        read_package(written(tmp_path, data))
    assert told.value.findings == (
        "datapackage.json: places.km.grade: the table has no column 'km_grade'; name one, or leave it out",
        "datapackage.json: places.h.source: the table has no column 'h_source'; name one, or leave it out",
    )


def test_a_form_and_its_parts_stand_before_what_the_standard_calls_them(tmp_path: Path) -> None:
    """Lists are texts to the standard, which knows no lists in a cell; a form that nobody knows is a text."""
    data = minimal()
    entry = {"name": "id", "type": "string", "description": "Key.", "form": "list", "separator": ";", "parts": ["a"],
             "constraints": {"enum": ["b"]}}  # fmt: skip
    data["resources"][0]["schema"]["fields"] = [entry]
    [read] = read_package(written(tmp_path, data)).schemas["places"].fields
    assert (read.type, read.enum) == ("list", ("a",))
    data["resources"][0]["schema"]["fields"] = [entry | {"form": ["list"]}]
    assert read_package(written(tmp_path, data)).schemas["places"].fields[0].type == "string"


@pytest.mark.parametrize("digits", [299, 300])
def test_a_whole_number_of_three_hundred_digits_is_read(digits: int) -> None:
    """One more is no figure but a slip."""
    assert field("integer").parse("7" * digits) == pytest.approx(float("7" * digits))
    with pytest.raises(ValueError, match="a number of 301 digits"):
        field("integer").parse("7" * 301)


def test_signs_and_powers_belong_to_numbers() -> None:
    """Of whole numbers the sign alone."""
    assert [field("number").parse(text) for text in ("+1.5", "-.5", "2.", "1e3", "1E-3", "-2e+2")] == [
        1.5, -0.5, 2.0, 1000.0, 0.001, -200.0,
    ]  # fmt: skip
    assert [field("integer").parse(text) for text in ("+7", "-7", "007")] == [7, -7, 7]
    tracks = field("integer", minimum=2, maximum=4)
    assert [tracks.parse(text) for text in ("2", "4")] == [2, 4]
    for text, says in (("1", "1 is below 2"), ("5", "5 is above 4")):
        with pytest.raises(ValueError, match=says):
            tracks.parse(text)


def test_a_whole_number_larger_than_any_float_is_refused() -> None:
    """In words, as any other cell."""
    with pytest.raises(ValueError, match="a number of 401 digits; check the unit"):
        field("integer").parse(str(10**400))
