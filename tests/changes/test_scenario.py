"""Scenarios: composed, saved, loaded and applied."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from tests.micro import blank, corridor_rows, micro

FULL = co.Scenario(
    "Ўзбекистон 2030",
    "What if",
    shut=("IR", "c--d--road"),
    open=("north",),
    lift=("strike",),
    links={"a--b--rail": {"capacity_mt_per_year": 4, "electrified": "yes"}},
)

names = st.text(max_size=8)
name_lists = st.lists(names, max_size=3).map(tuple)
scenarios = st.builds(
    co.Scenario,
    name=names,
    description=names,
    shut=name_lists,
    open=name_lists,
    lift=name_lists,
    links=st.dictionaries(names, st.dictionaries(names, st.integers() | names | st.none(), max_size=3), max_size=3),
)


def network(**options: Any) -> co.Network:
    """A small network with an unbuilt road, a strike and a corridor.

    ::

        A ==10== B ==10== C        B ..10.. C (planned)        a strike at B
    """
    strike = blank("events", id="strike", name="A strike", kind="closure", start="2026", links=("b--c--rail",))
    planned = {"b--c--road": {"status": "planned", "expected": "2034"}}
    corridor = corridor_rows("north", [["b--c--road"]], ["a--b--rail"])
    return micro("A ==10== B ==10== C", "B ..10.. C", events=[strike], links=planned, **corridor, **options)


# -- the record -----------------------------------------------------------------------------------------


def test_one_name_is_a_tuple_of_one() -> None:
    """``shut="IR"`` means Iran and not I and R."""
    assert co.Scenario("x", shut="IR", open="north", lift="strike") == co.Scenario(
        "x", shut=("IR",), open=("north",), lift=("strike",)
    )
    assert co.Scenario("x", shut=["IR", "RU"]).shut == ("IR", "RU")  # type: ignore[arg-type]


def test_a_scenario_does_not_change() -> None:
    """A saved question must stay the same question."""
    with pytest.raises(AttributeError):
        FULL.name = "other"  # type: ignore[misc]


def test_adding_applies_both() -> None:
    """Names and descriptions are joined, lists are appended, cells of links are merged."""
    other = co.Scenario("dry", "No Volga.", shut="RU", links={"a--b--rail": {"tracks": 2}, "x": {"tracks": 1}})
    both = FULL + other
    assert both.name == "Ўзбекистон 2030 + dry"
    assert both.description == "What if No Volga."
    assert both.shut == ("IR", "c--d--road", "RU")
    assert both.links == {
        "a--b--rail": {"capacity_mt_per_year": 4, "electrified": "yes", "tracks": 2},
        "x": {"tracks": 1},
    }


def test_the_later_scenario_holds_where_both_change_a_cell() -> None:
    """Addition is done in order."""
    one, two = (co.Scenario(n, links={"l": {"tracks": t}}) for n, t in (("one", 1), ("two", 2)))
    assert (one + two).links == {"l": {"tracks": 2}}
    assert (two + one).links == {"l": {"tracks": 1}}


@given(one=scenarios, two=scenarios)
def test_adding_leaves_both_as_they_were(one: co.Scenario, two: co.Scenario) -> None:
    """The sum shares nothing with its parts that could be changed through it."""
    before = one.to_dict(), two.to_dict()
    total = one + two
    for part in (total.links, *total.links.values()):
        with pytest.raises(TypeError, match="a scenario does not change"):
            part["new"] = 1  # type: ignore[index]
    assert (one.to_dict(), two.to_dict()) == before


@given(one=scenarios, two=scenarios, three=scenarios)
def test_adding_is_associative(one: co.Scenario, two: co.Scenario, three: co.Scenario) -> None:
    """Three scenarios mean the same however they are bracketed, names aside."""
    left, right = ((one + two) + three).to_dict(), (one + (two + three)).to_dict()
    assert left == right


@given(scenario=scenarios)
def test_plain_data_makes_the_same_scenario(scenario: co.Scenario) -> None:
    """Through JSON and back nothing is lost, in any script."""
    data = json.loads(json.dumps(scenario.to_dict(), allow_nan=False))
    assert co.Scenario.from_dict(data) == scenario


@pytest.mark.parametrize(
    "cell",
    [
        ("feu",),
        ["feu", "teu"],
        {"teu", "feu"},
        (),
        date(2027, 1, 1),
        datetime(2027, 1, 1),
        np.int64(4),
        np.float64(4.5),
        np.True_,
    ],
)
def test_a_scenario_equals_what_was_saved_of_it(tmp_path: Path, cell: object) -> None:
    """Files know lists, numbers and texts only; a cell given otherwise means the same."""
    scenario = co.Scenario("x", links={"a--b--rail": {"column": cell}})
    scenario.save(tmp_path / "x.json")
    again = co.Scenario.load(tmp_path / "x.json")
    assert again == scenario
    assert hash(again) == hash(scenario)


def test_a_scenario_keeps_its_own_cells() -> None:
    """What becomes of the dict that it was made of is no concern of it."""
    cells = {"a--b--rail": {"tracks": 1}}
    scenario = co.Scenario("x", links=cells)
    cells["a--b--rail"]["tracks"] = 2
    assert scenario.links == {"a--b--rail": {"tracks": 1}}


def test_plain_data_and_saved_scenarios_can_be_added(tmp_path: Path) -> None:
    """Taken as wherever a scenario is; anything else is refused in the same words."""
    other = co.Scenario("b", shut="IR")
    other.save(tmp_path / "b.json")
    for form in (other, {"name": "b", "shut": "IR"}, tmp_path / "b.json"):
        assert co.Scenario("a") + form == co.Scenario("a + b", shut=("IR",))
    with pytest.raises(co.OptionError, match="is no scenario: give a Scenario"):
        co.Scenario("a") + 5  # type: ignore[operator]


def test_equal_scenarios_have_equal_hashes() -> None:
    """Views are kept by scenario, so the order in which cells were written must not matter."""
    cells = {"a": {"tracks": 1, "length_km": 2}, "b": {"tracks": 2}}
    turned = {"b": {"tracks": 2}, "a": {"length_km": 2, "tracks": 1}}
    assert co.Scenario("x", links=cells) == co.Scenario("x", links=turned)
    assert hash(co.Scenario("x", links=cells)) == hash(co.Scenario("x", links=turned))


# -- files ----------------------------------------------------------------------------------------------


def test_a_saved_scenario_is_loaded_again(tmp_path: Path) -> None:
    """A file to pass on, with its letters readable in it."""
    FULL.save(tmp_path / "scenario.json")
    assert co.Scenario.load(tmp_path / "scenario.json") == FULL
    assert "Ўзбекистон" in (tmp_path / "scenario.json").read_text(encoding="utf-8")


def test_only_the_name_is_needed() -> None:
    """A scenario that changes nothing yet is a scenario."""
    assert co.Scenario.from_dict({"name": "x"}) == co.Scenario("x")


def test_unknown_keys_are_refused() -> None:
    """A mistyped key would be a change that is not made; the message names it and the ones there are."""
    with pytest.raises(
        co.OptionError,
        match="unknown keys closed, opened: it takes add, changes, delay, description",
    ):
        co.Scenario.from_dict({"name": "x", "opened": [], "closed": []})


def test_a_scenario_has_a_name() -> None:
    """Results say under which scenario they hold."""
    with pytest.raises(co.OptionError, match="no name"):
        co.Scenario.from_dict({"shut": ["IR"]})


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "5", "null", '"name"', '{"name": "x", "shut": 5}', '{"name": "x", "shuts": []}']
)
def test_a_file_that_holds_no_scenario_is_refused(tmp_path: Path, text: str) -> None:
    """Whatever is in the file, the error names it and is one of this library's."""
    path = tmp_path / "broken.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(co.OptionError, match="holds no scenario"):
        co.Scenario.load(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """So is a folder, and a file in another encoding."""
    (tmp_path / "latin.json").write_bytes(b'{"name": "\xe9"}')
    for path in (tmp_path / "none.json", tmp_path, tmp_path / "latin.json"):
        with pytest.raises(co.OptionError, match="holds no scenario"):
            co.Scenario.load(path)


@pytest.mark.parametrize(
    "data", [{"name": "x", "shut": None}, {"name": "x", "open": 5}, {"name": "x", "description": 5}, 5]
)
def test_plain_data_of_the_wrong_kind_is_refused(data: Any) -> None:
    """`from_dict` is what other programs call; it must not fail with an error of Python's."""
    with pytest.raises(co.OptionError):
        co.Scenario.from_dict(data)


# -- forms that are taken ---------------------------------------------------------------------------------


def test_a_saved_scenario_and_plain_data_are_taken_wherever_a_scenario_is(tmp_path: Path) -> None:
    """A file passed on by a colleague is named, not loaded first; a dict comes from a program's own settings."""
    scenario = co.Scenario("over", lift="strike", links={"a--b--rail": {"length_km": 24}})
    path = tmp_path / "over.json"
    scenario.save(path)
    base, whole = network(), network().apply(scenario)
    for form in (path, str(path), scenario.to_dict()):
        assert base.apply(form) is base.apply(scenario)
        assert co.shortest_route("A", "C", scenario=form, network=base).length_km == 34
        assert co.distance_matrix("A", "C", scenario=form, network=base).to_numpy() == 34
        table = co.compare_corridors("A", "C", scenario=form, network=base)
        assert table.to_dict() == co.compare_corridors("A", "C", network=whole).to_dict()
    path.write_text('{"name": "no Iran", "shut": ["IR"]}', encoding="utf-8")
    assert co.load_network(scenario=path).scenarios == ("no Iran",)
    assert co.max_flow("Tashkent", "Termez", scenario=str(path)).value > 0


@pytest.mark.parametrize("form", [5, True, ["IR"], b"x.json", {"IR"}])
def test_what_is_no_scenario_is_refused(form: Any) -> None:
    """The message says what would be one."""
    for call in (
        lambda: network().apply(form),
        lambda: co.load_network(scenario=form),
        lambda: co.shortest_route("A", "C", scenario=form, network=network()),
        lambda: co.compare_corridors("A", "C", scenario=form, network=network()),
    ):
        with pytest.raises(co.OptionError, match="is no scenario: give a Scenario, a dict of its parts, or the path"):
            call()


def test_a_path_or_a_dict_that_holds_no_scenario_is_refused(tmp_path: Path) -> None:
    """Told as when it is loaded."""
    with pytest.raises(co.OptionError, match=r"absent.json holds no scenario"):
        co.shortest_route("A", "C", scenario=tmp_path / "absent.json", network=network())
    with pytest.raises(co.OptionError, match="unknown keys 5, shuts"):
        co.shortest_route("A", "C", scenario={"name": "x", "shuts": "B", 5: 5}, network=network())  # type: ignore[dict-item]
    with pytest.raises(co.OptionError, match="a scenario is called 5: give a name"):
        network().apply({"name": 5})


# -- on a network ---------------------------------------------------------------------------------------


def test_shutting_closes_links_with_the_scenario_as_the_reason() -> None:
    """Reasons say which scenario and which of its names."""
    changed = network().apply(co.Scenario("no road", shut="A"))
    assert changed.closures["a--b--rail"] == "shut in the scenario 'no road' (A)"
    assert changed.scenarios == ("no road",)


def test_opening_puts_a_planned_link_in_use_today() -> None:
    """Whatever its status: that is what a scenario is for."""
    changed = network().apply(co.Scenario("road built", open="b--c--road"))
    assert "b--c--road" not in changed.closures
    assert co.shortest_route("A", "C", network=changed).modes == ("rail", "road")


def test_opening_a_corridor_opens_all_its_links() -> None:
    """Not only the gateway: a corridor half open is no corridor."""
    shut = network().apply(co.Scenario("built", open="north"))
    assert set(shut.closures) == {"b--c--rail"}


def test_what_is_opened_and_shut_is_shut() -> None:
    """A corridor can be opened but for a part; in one scenario, added or applied in turn, in any order."""
    both = co.Scenario("both", open="north", shut="a--b--rail")
    opened, shut = co.Scenario("opened", open="north"), co.Scenario("shut", shut="a--b--rail")
    for changed in (
        network().apply(both),
        network().apply(opened + shut),
        network().apply(shut + opened),
        network().apply(opened).apply(shut),
        network().apply(shut).apply(opened),
    ):
        assert set(changed.closures) == {"a--b--rail", "b--c--rail"}
    same = network().apply(co.Scenario("x", open="b--c--road", shut="b--c--road"))
    assert same.closures["b--c--road"] == "shut in the scenario 'x' (the link b--c--road)"


def test_opening_overrides_an_event() -> None:
    """A link that is open in the scenario is open although a strike is on."""
    assert "b--c--rail" not in network().apply(co.Scenario("no strike", open="b--c--rail")).closures


def test_lifting_ends_an_event_and_nothing_else() -> None:
    """The links that it shut are in use again, the planned road is not."""
    changed = network().apply(co.Scenario("over", lift="strike"))
    assert set(changed.closures) == {"b--c--road"}
    assert len(changed.events) == 0


def test_changed_cells_are_graded_as_the_user_s() -> None:
    """A scenario's figures must not pass for published ones; they name it, and it stands among the sources."""
    changed = network().apply(co.Scenario("longer", links={"a--b--rail": {"length_km": 99}}))
    row = changed.link("a--b--rail").row
    assert (row["length_km"], row["length_grade"], row["length_source"]) == (99.0, "estimated", ("scenario longer",))
    assert changed.table("sources").title["scenario longer"] == "Scenario longer"


@pytest.mark.parametrize(
    ("scenario", "message"),
    [
        (co.Scenario("x", shut="Atlantis"), "'Atlantis' is not a place"),
        (co.Scenario("x", open="Atlantis"), "'Atlantis' is not a place"),
        (co.Scenario("x", lift="riot"), "scenario 'x' lifts unknown events: .'riot'."),
        (co.Scenario("x", links={"x--y": {"tracks": 1}}), "no link 'x--y'"),
        (co.Scenario("x", links={"a--b--rail": {"lanes": 1}}), "links have no column 'lanes'"),
    ],
)
def test_what_the_network_does_not_have_is_refused(scenario: co.Scenario, message: str) -> None:
    """A scenario written for other data must not be applied in part."""
    with pytest.raises(co.OptionError, match=message):
        network().apply(scenario)


def test_scenarios_applied_in_turn_are_one_scenario() -> None:
    """Applying a sum is applying its parts: same links in use, same way, both named."""
    one, two = co.Scenario("one", lift="strike"), co.Scenario("two", links={"b--c--rail": {"length_km": 70}})
    turn, total = network().apply(one).apply(two), network().apply(one + two)
    assert set(turn.closures) == set(total.closures)
    assert turn.scenarios == ("one", "two")
    assert total.scenarios == ("one + two",)
    lengths = {co.shortest_route("A", "C", network=n).length_km for n in (turn, total)}
    assert lengths == {80}


def test_a_scenario_keeps_the_date_and_a_date_the_scenario() -> None:
    """Order does not matter: 2035 under a scenario is the scenario in 2035."""
    scenario = co.Scenario("no rail", shut="a--b--rail")
    assert set(network().apply(scenario).at(2035).closures) == set(network().at(2035).apply(scenario).closures)
    assert network().at(2035).apply(scenario).on == "2035-12-31"


def test_a_scenario_applied_again_is_the_same_view() -> None:
    """Its planners and trees are kept, so asking under a scenario again is quick."""
    base = network()
    assert base.apply(co.Scenario("x", shut="A")) is base.apply(co.Scenario("x", shut=("A",)))


def test_a_date_in_a_scenario_is_a_date_object_too() -> None:
    """Notebooks have dates as objects; a cell takes one as it takes its text."""
    changed = network().apply(co.Scenario("x", links={"a--b--rail": {"opened": date(2027, 1, 1)}}))
    assert changed.closures["a--b--rail"] == "not open before 2027-01-01"
