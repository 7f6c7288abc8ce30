"""Scenarios in TOML files: there and back, and every finding with its line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.changes.findings import ScenarioError
from corridors.changes.lines import lines_of

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
names = texts.filter(str.strip)
dates = st.sampled_from(["2027", "2028-05", "2029-01-31"])
entries = names | st.builds(
    lambda what, since, note: {"what": what, "since": since, "note": note}, st.lists(names, min_size=1), dates, texts
)
cells = st.dictionaries(
    st.sampled_from(["time_h", "capacity_mt_per_year"]),
    st.floats(0, 1e6) | st.integers(0, 99) | st.sampled_from(["*0.5", "/3", "-10 %", None]),
    min_size=1,
)
changes = st.builds(
    co.Change,
    table=st.just("links"),
    where=st.dictionaries(st.sampled_from(["id", "mode", "country"]), names | st.lists(names, min_size=1)),
    set=cells,
    since=st.none() | st.just("2027"),
    until=st.none() | st.just("2031-06"),
    source=st.lists(names, max_size=2).map(tuple),
    grade=st.sampled_from(["estimated", "derived"]),
    note=texts,
)
scenarios = st.builds(
    co.Scenario,
    name=texts,
    description=st.text(st.characters(exclude_categories=["Cs"])),
    shut=st.lists(entries, max_size=3).map(tuple),
    lift=st.lists(names, max_size=2).map(tuple),
    links=st.dictionaries(names, cells, max_size=2),
    changes=st.lists(changes, max_size=3).map(tuple),
    shift=st.dictionaries(names, st.sampled_from(["2030", "-2 years", "+6 months"]), max_size=2),
    delay=st.dictionaries(
        names, st.just("+24 h") | st.just({"time_h": "1 day", "modes": ["rail"], "since": "2027"}), max_size=2
    ),
    add=st.dictionaries(
        st.just("projects"),
        st.builds(
            lambda name, note: (
                {"id": "p", "name": name, "links": ["a", "b"], "value": 2.5, "since": "2030", "notes": note},
            ),
            names,
            texts,
        ),
    ),
    include=st.lists(names, max_size=2).map(tuple),
    id=texts,
    sources=st.lists(names, max_size=2).map(tuple),
    on=st.none() | dates,
)


@given(scenario=scenarios)
def test_a_scenario_is_what_its_file_says(scenario: co.Scenario) -> None:
    """Written and read again nothing is lost, in any script, with any quotes."""
    again = co.Scenario.from_toml(scenario.to_toml())
    assert again == scenario
    assert hash(again) == hash(scenario)
    assert again.to_toml() == scenario.to_toml()


@given(scenario=scenarios)
def test_plain_data_says_the_same(scenario: co.Scenario) -> None:
    """TOML and JSON are two forms of one thing."""
    assert co.Scenario.from_dict(scenario.to_dict()) == scenario


def test_the_order_of_sets_does_not_matter() -> None:
    """What is shut is shut together."""
    one = co.Scenario(
        "x", shut=("IR", "RU"), changes=[co.Change("links", {"mode": "rail"}, {"time_h": 1, "wait_h": 2})]
    )
    two = co.Scenario(
        "x", shut={"RU", "IR"}, changes=[co.Change("links", {"mode": "rail"}, {"wait_h": 2, "time_h": 1})]
    )  # type: ignore[arg-type]
    assert one == two
    assert hash(one) == hash(two)


def test_a_file_is_replaced_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing fails half way the old file stands, and nothing is left beside it."""
    path = tmp_path / "x.toml"
    co.Scenario("old").save(path)
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("no space left")))
    with pytest.raises(co.OptionError, match="cannot be written: no space left"):
        co.Scenario("new").save(path)
    assert co.Scenario.load(path).name == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["x.toml"]


BROKEN = """format = 1
id = "broken"
name = "Broken"
sources = ["nowhere-2026"]
shut = ["IR",
  "RU"]
open = ["RU"]
lifts = ["x"]
[delay]
turkmenbashi = "+24 km"
[shift]
cku = "-2 yeers"
[[change]]
table = "lniks"
set = { time_h = 3 }
[[change]]
table = "links"
where = { colour = "red" }
set = { time_h = "+3 USD", lanes = 2, status = "closed" }
since = "2030"
until = "2027"
[[change]]
table = "handling"
set = { time_h = 3 }
since = 20277
[[shut]]
what = []
"""


def test_every_finding_has_its_line() -> None:
    """One error for the whole file, in the order of the lines."""
    text = BROKEN.replace("[[shut]]\nwhat = []\n", "")
    with pytest.raises(co.DataError) as caught:
        co.Scenario.from_toml(text, file="broken.toml")
    found = caught.value.findings
    for line, words in (
        (6, "'RU' is both shut and open"),
        (8, "unknown key 'lifts' (did you mean 'lift'?)"),
        (10, "the unit km does not fit: give it in h"),
        (12, "moves no date"),
        (14, "no table 'lniks' that could be changed (did you mean 'links'?)"),
        (18, "no rule 'colour'"),
        (19, "the unit USD does not fit"),
        (19, "links have no column 'lanes'"),
        (19, "'closed' is none of operating"),
        (21, "until 2027 lies before since 2030"),
        (25, "is no date"),
    ):
        assert any(f.startswith(f"broken.toml:{line}: ") and words in f for f in found), (line, words, found)
    assert len(found) == 11
    assert [int(f.split(":")[1]) for f in found] == sorted(int(f.split(":")[1]) for f in found)


def test_what_only_a_network_knows_has_its_line_too(tmp_path: Path) -> None:
    """Unknown links, places and sources are told when the scenario is checked or applied, all at once."""
    (tmp_path / "x.toml").write_text(
        'format = 1\nname = "x"\nsources = ["nowhere-2026"]\nshut = [\n "AF-PK",\n "Atlantis",\n]\n[delay]\n'
        'Atlantis = "+1 day"\n[links.x--y]\ntracks = 2\n[[change]]\ntable = "links"\n'
        'where = { place = "Tashkant" }\nset = { time_h = 1 }\n[[change]]\ntable = "rates"\n'
        'where = { parameter = "price_usd_per_km" }\nset = { central = "+3 h" }\n',
        encoding="utf-8",
    )
    scenario = co.Scenario.load(tmp_path / "x.toml")
    with pytest.raises(co.DataError) as caught:
        scenario.check(co.load_network())
    found = caught.value.findings
    for line, words in (
        (3, "the source 'nowhere-2026' is not in sources"),
        (6, "shut: 'Atlantis' is not a place"),
        (9, "delay at 'Atlantis'"),
        (10, "no link 'x--y'"),
        (14, "Tashkent"),
        (19, "does not fit"),
    ):
        assert any(f.startswith(f"x.toml:{line}: ") and words in f for f in found), (line, words, found)
    with pytest.raises(co.OptionError, match="z:4: shut: 'Atlantis' is not a place"):
        co.load_network().apply(co.Scenario.from_toml('format = 1\nname = "z"\nshut = ["IR",\n "Atlantis"]', file="z"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"format = 1\nname = \xff\xfe", r"x.toml:2: the byte ff is no UTF-8"),
        (b"format = 1\n\0\0\1", r"x.toml:2: a byte 0; this is no text"),
        (b"format = 1\nname = 'x'\nname = 'y'", r"x.toml:\d: .*; this is no TOML"),
        (b"format = 1\nname = ", r"x.toml:2: .*; this is no TOML"),
        (b"name = 'x'", "no format; write format = 1"),
        (b"format = 2\nname = 'x'", "format 2 is newer"),
        (b"format = 1", "no name"),
        (b"", "no name"),
        (b"x" * 10_000_000, "10.0 MB long"),
        (b"format = 1\nname = 'x'\nchange = 5\nlinks = 3\nadd = [1]\ndelay = 1\nshift = 2\nshut = 4", "x.toml:8"),
    ],
)
def test_junk_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    """Ten megabytes of it are not even read."""
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    with pytest.raises(co.DataError, match=words):
        co.Scenario.load(path)


@given(
    junk=st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: ("format = 1\n" + text).encode("utf-8", "replace"))
)
def test_no_junk_ends_in_an_error_of_pythons(tmp_path_factory: pytest.TempPathFactory, junk: bytes) -> None:
    """Whatever is in a file, the error is one of this library's."""
    path = tmp_path_factory.mktemp("junk") / "x.toml"
    path.write_bytes(junk)
    with pytest.raises(co.DataError):
        co.Scenario.load(path)


def test_what_includes_itself_is_told(tmp_path: Path) -> None:
    """By way of another as well; and a file that is not there."""
    (tmp_path / "a.toml").write_text('format = 1\nname = "a"\ninclude = ["./b.toml"]', encoding="utf-8")
    (tmp_path / "b.toml").write_text('format = 1\nname = "b"\n\ninclude = ["a.toml", "c.toml"]', encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        co.load_network().apply(tmp_path / "a.toml")
    one, two = caught.value.findings
    assert one.startswith("b.toml:4: include 'a.toml' goes round in a circle")
    assert two.startswith("b.toml:4: include 'c.toml'")


def test_what_is_included_is_applied_first(tmp_path: Path) -> None:
    """And the whole is called as the one that includes."""
    link = next(iter(co.load_network().links.index))
    (tmp_path / "base.toml").write_text(
        f'format = 1\nname = "base"\n[links."{link}"]\ntime_h = 5\nwait_h = 3', encoding="utf-8"
    )
    (tmp_path / "top.toml").write_text(
        f'format = 1\nname = "top"\ninclude = ["base.toml", "status-quo"]\n[links."{link}"]\ntime_h = "9 h"',
        encoding="utf-8",
    )
    changed = co.load_network().apply(tmp_path / "top.toml")
    assert changed.scenarios == ("top",)
    assert (changed.link(link).row["time_h"], changed.link(link).row["wait_h"]) == (9.0, 3.0)


def test_lines_are_found_whatever_stands_between() -> None:
    """Long texts, lists over several lines, comments and quoted keys."""
    text = '# a\nname = """\n[x]\nb = 1\n"""\nlist = [ # one\n  "a",\n  "b",\n]\n["t"."u v"] # c\n"k e" = { a = 1 }\n'
    found = lines_of(text)
    assert found == {
        ("name",): 2, ("list",): 6, ("list", "a"): 7, ("list", "b"): 8, ("t", "u v"): 10, ("t", "u v", "k e"): 11,
    }  # fmt: skip
