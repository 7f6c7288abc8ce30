"""Sets of ways that stand in for each other, against sets worked out by hand and link by link."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

import corridors as co
from tests.micro import corridor_rows, micro


def corridors(**gateways: str) -> dict[str, list[dict[str, Any]]]:
    """The tables of corridors with one gateway each."""
    tables: dict[str, list[dict[str, Any]]] = {"corridors": [], "corridor_links": []}
    for name, link in gateways.items():
        rows = corridor_rows(name, [[link]])
        for table, found in rows.items():
            tables[table] += found
    return tables


#: Three ways from A to Z: north and middle share the last link, south is apart and takes the longest.
DRAWN = ("UZ:A ==10== KZ:N ==10== AZ:H ==10== AZ:Z", "A ==15== TM:M ==10== H", "A ==35== UZ:S ==35== Z")


def network() -> co.Network:
    return micro(*DRAWN, **corridors(north="n--h--rail", middle="m--h--rail", south="s--z--rail"))


def asked(**options: Any) -> co.ResilientWays:
    named = ["north", "middle", "south"]
    return co.resilient_ways([("a", "z")], corridors=named, weight="time", network=network(), **options)


def test_the_sets_that_share_nothing_come_first() -> None:
    sets = asked()
    assert [one.corridors for one in sets] == [("north", "south"), ("middle", "south"), ("north", "middle")]
    assert [one.shared_links for one in sets] == [(), (), ("h--z--rail",)]
    assert sets[2].to_dict()["shared_km"] == 10.0


def test_the_mean_loss_is_over_the_kilometres_of_the_best_way() -> None:
    """North is 30 km with two borders, 9 h; middle 35 km, 9.5 h. Of north's 30 km, 20 can be gone round by middle."""
    pair = next(one for one in asked() if one.corridors == ("north", "middle"))
    (shared,) = pair.pairs.values()
    assert shared.weight == pytest.approx(3.0 + 2 * 3.0 + 3.0)
    assert shared.mean_loss == pytest.approx(0.5)
    assert shared.worst_country_loss == pytest.approx(0.5)


def test_three_at_once_are_one_set() -> None:
    (one,) = asked(size=3)
    assert one.corridors == ("north", "middle", "south")
    assert one.shared_links == ()


def test_by_value_a_scenario_decides() -> None:
    """Without Kazakhstan the set with the quick way by the middle is better than that of north and south."""
    shut = co.Scenario("no KZ", shut=("KZ",))
    sets = asked(order="value", scenarios=[shut])
    assert sets[0].corridors != ("north", "south")
    by_name = {one.corridors: one.scenarios["no KZ"] for one in sets}
    without = network().without("KZ")
    middle = co.shortest_route("a", "z", corridor="middle", weight="time", network=without).time_h
    south = co.shortest_route("a", "z", corridor="south", weight="time", network=without).time_h
    assert by_name["north", "middle"] == pytest.approx(middle)
    assert by_name["north", "south"] == pytest.approx(south)


def test_a_scenario_that_leaves_no_way_of_a_set_puts_it_last() -> None:
    shut = co.Scenario("no H", shut=("h",))
    sets = asked(scenarios=[shut], order="value")
    assert sets[-1].corridors == ("north", "middle")
    assert sets[-1].to_dict()["scenarios_cut_off"] == ["no H"]


def test_the_packaged_sets_are_all_there_and_share_what_their_ways_share() -> None:
    sets = co.resilient_ways([("Tashkent", "Istanbul")])
    table = co.compare_corridors("Tashkent", "Istanbul", weight="generalised")
    ways = {row.corridor: row.route for row in table if row.route is not None and not row.same_as}
    assert {one.corridors for one in sets} == set(combinations(ways, 2))
    for one in sets:
        first, second = (ways[name] for name in one.corridors)
        common = {link.id for link in first.links} & {link.id for link in second.links}
        assert set(one.shared_links) == common
        ends = {"UZ", "TR"}
        assert set(one.shared_countries) == (set(first.countries) & set(second.countries)) - ends
    ranks = [one.rank("shared") for one in sets]
    assert ranks == sorted(ranks)


def test_texts_frames_and_plain_data() -> None:
    import json

    sets = asked()
    assert sets.to_frame()["corridors"].tolist() == ["north + south", "middle + south", "north + middle"]
    assert json.loads(json.dumps(sets.to_dict()))["sets"][0]["shared_links"] == 0
    assert "north + south" in sets.summary()
    assert "<table>" in sets._repr_html_()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"size": 4}, "give 2 or 3"),
        ({"order": "best"}, "give one of shared, value"),
        ({"scenarios": "x"}, "give a list"),
    ],
)
def test_bad_arguments_say_what_would_be_right(options: dict[str, Any], words: str) -> None:
    with pytest.raises(co.OptionError, match=words):
        asked(**options)


def test_too_few_ways_are_refused() -> None:
    with pytest.raises(co.OptionError, match="only 1 corridors"):
        co.resilient_ways([("a", "z")], corridors=["north"], weight="time", network=network().without("s", "m"))
