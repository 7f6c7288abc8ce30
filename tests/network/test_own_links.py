"""Links of one's own: ends named, pointed at or left to the line; lengths held against the line, to the kilometre."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, nextafter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridors.network.joining import Joined, Joiner
from corridors.network.own_links import NewLink, _leads_back, _question_length, new_links
from corridors.tables.given import Given, Hearing
from corridors.tables.given_lines import Shape, line_shape
from corridors.tables.sphere import great_circle_km
from tests.micro import corridor_rows, micro, micro_tables

#: Where the places of the network lie (longitude, latitude): a to c on one parallel, s a strait beside c.
POINTS = {"a": (60.0, 40.0), "b": (61.0, 40.0), "c": (63.0, 40.0), "s": (63.0, 40.01)}


def core() -> Any:
    """A network of one corridor, whose places lie apart."""
    rows: dict[str, Any] = {**corridor_rows("silk", [["a--b--rail"]])}
    rows["corridors"].append(rows["corridors"][0] | {"id": "salt", "name": "Salt"})
    rows["corridor_links"].append(rows["corridor_links"][0] | {"corridor": "salt"})
    tables = micro_tables("A ==90== B ==180== C ^^5^^ S", **rows)
    for row in tables["places"]:
        row["lon"], row["lat"] = POINTS[row["id"]]
        row["kind"] = "strait" if row["id"] == "s" else "city"
    return micro("A ==10== B")._core.__class__(tables.as_checked())


CORE = core()


def read(
    *rows: dict[str, Any], lines: Sequence[Any] = (), within_km: float = 5.0, check: bool = True
) -> tuple[list[NewLink], Hearing]:
    """New links of rows, each with its line or none, and what was found and noted."""
    hearing = Hearing()
    shapes = [None if line is None else line_shape(line) for line in lines] or [None] * len(rows)
    givens = [
        Given("links", number, row, shape, f"links[row {number}]")
        for number, (row, shape) in enumerate(zip(rows, shapes, strict=True))
    ]
    joiner = Joiner(CORE.places, within_km)
    return new_links(givens, CORE, joiner, "user: me", hearing, check_lengths=check), hearing


def ends(link: NewLink) -> tuple[str, str]:
    return link.row["from"], link.row["to"]


# -- ends -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("named", [("from", "to"), ("from",), ("to",), ()])
def test_a_line_is_turned_where_the_named_places_say_so(named: tuple[str, ...], *, turned: bool) -> None:
    """Where neither end is named it leads as it is drawn."""
    line = ((60.01, 40.0), (60.5, 40.3), (61.02, 40.0))
    cells = {column: place for column, place in (("from", "A"), ("to", "B")) if column in named}
    [link], hearing = read(cells | {"mode": "road"}, lines=[line[::-1] if turned else line])
    back = turned and not named
    assert ends(link) == (("b", "a") if back else ("a", "b"))
    assert link.line == (line[::-1] if back else line)
    away = {"a": great_circle_km(40.0, 60.01, 40.0, 60.0), "b": great_circle_km(40.0, 61.02, 40.0, 61.0)}
    assert [(column, joined.place.id) for column, joined, _ in link.joins] == [
        ("from", link.row["from"]), ("to", link.row["to"]),
    ]  # fmt: skip
    assert [km for *_, km in link.joins] == pytest.approx([away[place] for place in ends(link)])
    assert [join.km for join in link.told()] == pytest.approx([away[place] for place in ends(link)])
    assert [join.by for join in link.told()] == ["name" if column in named else "line end" for column in ("from", "to")]
    assert hearing.findings == []


def test_a_line_as_far_from_its_places_either_way_is_not_turned() -> None:
    """A ring says nothing of its sense."""
    joined = {"from": Joined(CORE.places[0], "id", "a"), "to": Joined(CORE.places[0], "id", "a")}
    assert _leads_back(((60.1, 40.0), (60.0, 40.0)), {"from": joined["from"], "to": None})
    assert not _leads_back(((60.0, 40.0), (60.1, 40.0)), {"from": joined["from"], "to": None})
    assert not _leads_back(((60.0, 40.0), (60.1, 40.0)), joined)
    assert not _leads_back(((60.1, 40.0), (60.0, 40.0)), joined)
    assert not _leads_back(((60.1, 40.0), (60.0, 40.0)), {"from": None, "to": None})


@pytest.mark.parametrize("within_km", [5.0, 7.5])
def test_a_line_may_end_as_far_from_a_named_place_as_a_point_is_joined(within_km: float) -> None:
    """And no further; both ends are told at once."""
    off = 0.05  # 5.56 km
    line = ((60.0, 40.0 + off), (61.0, 40.0 - off))
    links, hearing = read({"from": "A", "to": "B", "mode": "road"}, lines=[line], within_km=within_km)
    assert len(links) == (within_km > 5.56)
    assert hearing.findings == (
        []
        if within_km > 5.56
        else [
            f"links[row 0].{column}: the line ends 5.6 km from {name} ({name.lower()}), further than join_within_km=5; "
            "correct the place or the line, or raise it"
            for column, name in (("from", "A"), ("to", "B"))
        ]
    )


def test_a_line_that_ends_just_as_far_away_as_it_may_is_joined() -> None:
    """At the bound itself, named or not."""
    km = great_circle_km(40.03, 60.0, 40.0, 60.0)
    line = ((60.0, 40.03), (61.0, 40.0))
    for cells in ({"from": "A", "to": "B"}, {}):
        assert len(read(cells | {"mode": "road"}, lines=[line], within_km=km)[0]) == 1
        assert read(cells | {"mode": "road"}, lines=[line], within_km=nextafter(km, 0.0))[0] == []


def test_where_one_end_is_unknown_the_row_is_found_once_and_the_others_are_read() -> None:
    """Its blank length is not blamed as well."""
    rows: list[dict[str, Any]] = [
        {"from": "A", "to": "Nowhere"},
        {"from": "A", "to": "C", "mode": "road", "length_km": 300},
    ]
    links, hearing = read(*rows)
    assert [ends(link) for link in links] == [("a", "c")]
    [finding] = hearing.findings
    assert finding.startswith("links[row 0].to: 'Nowhere' is no place of the network")
    far = [((60.0, 40.0), (67.0, 40.0))]
    links, hearing = read({"from": "A", "mode": "road"}, lines=far)
    assert (links, len(hearing.findings)) == ([], 1)
    links, hearing = read({"from": "Nowhere", "mode": "road"}, lines=[((60.0, 40.0), (61.0, 40.0))])
    assert (links, len(hearing.findings)) == ([], 1)


@pytest.mark.parametrize("mode", ["sea", "ferry", " Sea ", "road", None])
def test_straits_are_joined_by_what_sails_alone(mode: str | None) -> None:
    """However the mode is spelt; the others reach the place beside it."""
    line = ((60.0, 40.0), (63.0, 40.009))
    links, hearing = read({"mode": mode}, lines=[line])
    afloat = mode not in ("road", None)
    assert [ends(link)[1] for link in links] == ["s" if afloat else "c"]
    assert hearing.findings == []
    pointed = {"from": "A", "to": (40.009, 63.0), "mode": mode, "length_km": 300.0}
    [link], _ = read(pointed)
    assert ends(link)[1] == ("s" if afloat else "c")


def test_lines_that_meet_where_there_is_no_place_are_told_of_each_other() -> None:
    """Each once, though both its ends lie there; those beyond the distance of joins are none of them."""
    spot = (62.0, 41.0)
    lines = [
        (spot, (60.0, 40.0)), ((61.0, 40.0), (62.0, 41.03)), ((62.01, 41.0), spot), ((63.0, 40.0), (62.0, 41.06)),
    ]  # fmt: skip
    _, hearing = read(*[{"mode": "road"}] * 4, lines=lines)
    first = next(text for text in hearing.findings if text.startswith("links[row 0].from"))
    assert "; links[row 1] and links[row 2] ends there too; add a place there" in first
    last = next(text for text in hearing.findings if text.startswith("links[row 3].to"))
    assert "; links[row 1] ends there too; add" in last
    _, hearing = read({"mode": "road"}, lines=[(spot, (60.0, 40.0))])
    assert "too" not in hearing.findings[0]


# -- cells ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "wanted", "notes"),
    [
        ({}, ("rail", 1520, "operating", "both"), ["rail where no mode", "1520 mm where no gauge"]),
        ({"mode": "rail"}, ("rail", 1520, "operating", "both"), ["1520 mm where no gauge"]),
        ({"gauge_mm": 1435}, ("rail", 1435, "operating", "both"), ["rail where no mode"]),
        ({"mode": "road"}, ("road", None, "operating", "both"), []),
        ({"mode": "road", "expected": "2031"}, ("road", None, "planned", "both"), ["planned, for it is expected"]),
        ({"mode": "road", "expected": "2031", "status": "construction", "direction": "forward"},
         ("road", None, "construction", "forward"), []),
    ],
)  # fmt: skip
def test_what_is_not_said_of_a_link_is_the_usual_and_noted(
    cells: dict[str, Any], wanted: tuple[Any, ...], notes: list[str]
) -> None:
    """And what is said is kept."""
    [link], hearing = read({"from": "A", "to": "C", "length_km": 300.0} | cells)
    assert tuple(link.row[column] for column in ("mode", "gauge_mm", "status", "direction")) == wanted
    assert [any(note in text for text in hearing.notes) for note in notes] == [True] * len(notes)
    assert len(hearing.notes) == len(notes)


def test_further_cells_are_kept_and_the_id_waits_for_its_name() -> None:
    """Corridors are none of the cells; an id that was given is kept."""
    row = {"from": "A", "to": "C", "mode": "road", "length_km": 300.0, "toll": 7, "corridor": "Silk"}
    [link], _ = read(row)
    assert (link.row["id"], link.row["toll"], "corridor" in link.row) == ("", 7, False)
    [link], _ = read(row | {"id": "mine"})
    assert link.row["id"] == "mine"


@pytest.mark.parametrize(
    ("asked", "ids"),
    [(None, ()), ("silk", ("silk",)), (" Silk | salt", ("silk", "salt")), (["salt", "silk", "Salt"], ("salt", "silk")),
     (("silk",), ("silk",))],
)  # fmt: skip
def test_corridors_are_named_in_a_text_or_a_list(asked: Any, ids: tuple[str, ...]) -> None:
    """By id or name, each once, in the order of the user."""
    [link], _ = read({"from": "A", "to": "C", "mode": "road", "length_km": 300.0, "corridor": asked})
    assert link.corridors == ids
    links, hearing = read({"from": "A", "to": "C", "mode": "road", "length_km": 300.0, "corridor": "Silk|Tea"})
    assert links == []
    assert hearing.findings == ["links[row 0].corridor: 'Tea' is no corridor; there are silk, salt"]


# -- lengths ----------------------------------------------------------------------------------------------


def test_a_length_that_is_blank_is_that_of_the_line_and_of_what_joins_it() -> None:
    """To the metre, derived unless the user says what it is."""
    line = ((60.0, 40.02), (61.0, 40.01))
    [link], hearing = read({"mode": "road"}, lines=[line])
    km = line_shape(line).length_km
    gaps = great_circle_km(40.02, 60.0, 40.0, 60.0) + great_circle_km(40.01, 61.0, 40.0, 61.0)
    assert link.row["length_km"] == pytest.approx(km + gaps, abs=0.0005)
    assert link.row["length_km"] == round(link.row["length_km"], 3)
    said = f"{km:,.1f} km of the line given and {gaps:.1f} km from its ends to the places"
    assert (link.row["length_grade"], link.row["notes"]) == ("derived", f"length: {said}")
    assert f"links[row 0].length_km: {said} (derived)" in hearing.notes
    [link], _ = read({"mode": "road", "length_grade": "published", "notes": "mine"}, lines=[line])
    assert (link.row["length_grade"], link.row["notes"]) == ("published", f"mine; length: {said}")
    [link], hearing = read({"mode": "road"}, lines=[((60.0, 40.0), (61.0, 40.0))])
    assert "places" not in link.row["notes"]


def test_without_a_line_a_blank_length_is_asked_for_with_the_great_circle() -> None:
    """85.2 km from A to B."""
    links, hearing = read({"from": "A", "to": "B", "mode": "road"})
    assert links == []
    assert hearing.findings == [
        "links[row 0].length_km: blank, and there is no line to measure; give it in km (as the crow flies it is 85 km)"
    ]


def asked(length: float, line_km: float | None, gap: float = 0.0) -> list[str]:
    """What is found of a length from A to B beside a line of some length, joined over a gap at its first end."""
    a, b = CORE.places[0], CORE.places[1]
    shape = None if line_km is None else Shape(((60.0, 40.0), (61.0, 40.0)), line_km)
    hearing = Hearing()
    joins = [("from", Joined(a, "id", "a"), gap or None), ("to", Joined(b, "id", "b"), None)]
    row = Given("links", 0, {}, shape, "l")
    _question_length(row, {"length_km": length}, joins, None if shape is None else shape.points, hearing)
    return hearing.findings


CROW = great_circle_km(40.0, 60.0, 40.0, 61.0)


@pytest.mark.parametrize(
    ("line_km", "gap", "least", "most"),
    [(100.0, 0.0, 77.0, 173.0), (100.0, 4.0, 73.0, 179.8), (2.5, 0.0, -1.0, 7.25), (None, 0.0, -3.0, 4 * CROW + 3)],
)
def test_a_length_is_questioned_beyond_its_bounds_and_not_at_them(
    line_km: float | None, gap: float, least: float, most: float
) -> None:
    """Four fifths of its line to 1.7 times it, or four times the great circle; three kilometres either way."""
    assert asked(most - 1e-9, line_km, gap) == []
    assert len(asked(most + 1e-9, line_km, gap)) == 1
    assert asked(max(least, 0.0) + 1e-9, line_km, gap) == []
    if least > 0:
        assert len(asked(least - 1e-9, line_km, gap)) == 1
    if line_km != 2.5 and not gap:
        assert asked(nextafter(most, 0.0), line_km, gap) == []
        assert len(asked(nextafter(nextafter(most, inf), inf), line_km, gap)) == 1


@given(st.floats(4.0, 900.0), st.floats(1.0, 1e7), st.sampled_from((0.0, 3.3)))
def test_metres_are_asked_about_where_the_length_would_be_right_in_them(
    line_km: float, length: float, gap: float
) -> None:
    """From half of what is expected to eight times it."""
    found = asked(length, line_km, gap)
    if 0.8 * line_km - gap - 3 <= length <= 1.7 * (line_km + gap) + 3:
        assert found == []
        return
    [finding] = found
    assert finding.startswith(f"l.length_km: {length:,g} km, and the line is {line_km:,.1f} km long; ")
    in_metres = 0.5 * (line_km + gap) < length / 1000 < 8 * (line_km + gap)
    fix = f"in metres? then give {length / 1000:g}" if in_metres else "correct the length or the ends"
    assert finding.endswith(f"; {fix}, or say check_lengths=False")


@pytest.mark.parametrize(
    ("length", "metres"), [(43_000.0, True), (42_000.0, False), (680_000.0, True), (683_000.0, False), (400.0, False)]
)
def test_metres_beside_the_great_circle(length: float, *, metres: bool) -> None:
    """Half of 85.2 km to eight times it."""
    [finding] = asked(length, None)
    assert "and the places are 85.2 km apart; " in finding
    assert ("in metres?" in finding) == metres


@pytest.mark.parametrize(("length", "line_km", "metres"), [(300.0, 0.3, True), (7.0, 0.0, True), (9.0, 0.0, False)])
def test_metres_of_a_siding_are_asked_about(length: float, line_km: float, *, metres: bool) -> None:
    """A line of no length is one of a metre."""
    [finding] = asked(length, line_km)
    assert ("in metres?" in finding) == metres


@pytest.mark.parametrize("check", [True, False])
def test_a_length_is_held_against_its_line_where_that_is_asked_for(*, check: bool) -> None:
    """And only a length that somebody gave: one that was measured is that of the line."""
    line = ((60.0, 40.0), (61.0, 40.0))
    links, hearing = read({"mode": "road", "length_km": 200.0}, lines=[line], check=check)
    assert (len(links), len(hearing.findings)) == ((0, 1) if check else (1, 0))
    ring = ((60.0, 40.0), (60.5, 43.0), (61.0, 40.0))
    assert len(read({"mode": "road"}, lines=[ring], check=check)[0]) == 1
