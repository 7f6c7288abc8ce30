"""Rules of a question, at their bounds: what is too small, which borders, which risks, which arguments."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.routing.question import Question, make_question, not_carrying, outside_modes, risks_among
from tests.micro import blank, corridor_rows, micro

CAPACITY = {"capacity_grade": "published", "capacity_source": ("test",)}


def way(network: co.Network, origin: str = "A", destination: str = "C", **rules: Any) -> str:
    """The modes and places of the shortest route, or why there is none."""
    try:
        return "-".join(place.id for place in co.shortest_route(origin, destination, network=network, **rules).places)
    except co.NoRouteError as error:
        return str(error)


@given(st.sampled_from((0.0, 1.0, 2.0, 2.5, 3.0, 3.5)))
def test_a_link_that_carries_just_enough_is_enough(floor: float) -> None:
    """Two carries two; what nobody knows bounds nothing."""
    known = {
        "a--b--rail": {"capacity_mt_per_year": 2.0, **CAPACITY},
        "a--c--rail": {"capacity_mt_per_year": 3.0, **CAPACITY},
    }
    network = micro("A ==10== B ==10== C", "A ==50== C", "A ==500== D ==500== C", links=known)
    found = way(network, min_capacity_mt_per_year=floor)
    assert found == ("a-b-c" if floor <= 2 else "a-c" if floor <= 3 else "a-d-c")


def test_what_carries_too_little_is_told_with_what_it_carries() -> None:
    """And what was asked for."""
    network = micro("A ==10== C", links={"a--c--rail": {"capacity_mt_per_year": 1.25, **CAPACITY}})
    assert "carries 1.25 Mt a year, less than the 1.5 asked for" in way(network, min_capacity_mt_per_year=1.5)


@pytest.mark.parametrize(
    ("shut", "found"),
    [("KZ", "a-c"), ("Kazakhstan", "a-c"), ("TM", "a-b-c"), (["KZ", "TM"], "no border of"), ("AZ", "a-b-c")],
)
def test_borders_of_a_country_are_those_that_lead_into_or_out_of_it(shut: Any, found: str) -> None:
    """Within it one may go."""
    network = micro("UZ:A ==1== KZ:B ==1== UZ:C", "UZ:A ==5== UZ:C")
    over = micro("UZ:A ==1== KZ:B ==1== UZ:C", "UZ:A ==5== TM:E ==5== UZ:C")
    if found == "a-c":
        assert way(network, avoid_borders=shut) == "a-c"
        assert way(over, avoid_borders=shut) == "a-e-c"
    else:
        assert found in way(over, avoid_borders=shut)
    inside = micro("KZ:A ==1== KZ:B ==1== KZ:C")
    assert way(inside, avoid_borders="KZ") == "a-b-c"
    with pytest.raises(co.OptionError, match="is no country"):
        way(inside, avoid_borders="Osh")


def risky(**cells: Any) -> dict[str, Any]:
    usual = {"id": "gang-2026", "name": "Gangs", "kind": "theft", "level": "high", "start": "2026-01-01"}
    return blank("risks", effect="guards", grade="published", source=("test",), **usual, **cells)


@pytest.mark.parametrize("where", [{"places": ("b",)}, {"links": ("a--b--rail",)}, {"countries": ("KZ",)}])
def test_a_risk_is_avoided_by_its_kind_and_by_its_id(where: dict[str, Any]) -> None:
    """Wherever it is met; another kind is not in the way."""
    network = micro("UZ:A ==1== KZ:B ==1== UZ:C", "UZ:A ==50== UZ:C", risks=[risky(**where)], on="2026-06-01")
    assert way(network) == "a-b-c"
    assert way(network, avoid="theft") == "a-c"
    assert way(network, avoid=" Theft ") == "a-c"
    assert way(network, avoid="gang-2026") == "a-c"
    assert way(network, avoid="war") == "a-b-c"
    before = micro("UZ:A ==1== KZ:B ==1== UZ:C", "UZ:A ==50== UZ:C", risks=[risky(**where)], on="2025-06-01")
    assert way(before, avoid="theft") == "a-b-c"
    only = micro("UZ:A ==1== KZ:B ==1== UZ:C", risks=[risky(**where)], on="2026-06-01")
    assert "to be avoided (theft: Gangs)" in way(only, avoid=["theft"])
    rest, links = risks_among(network.view, ["B", "theft", "KZ"])
    assert rest == ["B", "KZ"]
    assert links
    assert set(links.values()) == {"theft: Gangs"}


def test_a_place_that_is_called_as_a_risk_is_asked_back() -> None:
    """Where there is such a risk; else it is the place."""
    lines = ("UZ:A ==1== UZ:Theft ==1== UZ:C", "UZ:A ==50== UZ:C")
    assert way(micro(*lines), avoid="theft") == "a-c"
    both = micro(*lines, risks=[risky(links=("a--theft--rail",))], on="2026-06-01")
    with pytest.raises(co.OptionError, match="may be the risk or the place of that name"):
        way(both, avoid="theft")


def test_what_is_to_be_passed_may_not_be_avoided() -> None:
    """A stop, or the gateways of a corridor; one gateway of several links is left by one of them."""
    network = micro("A ==1== B ==1== C", "A ==9== C", "A ==1== D ==1== C")
    with pytest.raises(co.OptionError, match="via and avoid contradict each other: B is to be passed"):
        way(network, via="B", avoid=["D", "B"])
    assert way(network, via="B", avoid="D") == "a-b-c"
    gates = corridor_rows("silk", [["a--b--rail", "a--d--rail"]])
    silk = micro("A ==1== B ==1== C", "A ==9== C", "A ==1== D ==1== C", **gates)
    assert way(silk, corridor="silk", avoid="B") == "a-d-c"
    with pytest.raises(co.OptionError, match="corridor and avoid contradict each other: the Silk is to be used"):
        way(silk, corridor="silk", avoid=["silk"])
    with pytest.raises(co.OptionError, match="no corridor is called 'wool': there are silk"):
        way(silk, corridor="wool")


def test_modes_asked_for_leave_the_others_out() -> None:
    """Of none all are."""
    core = micro("A ==1== B ..1.. C ~~1~~ D")._core
    assert outside_modes(core, []) == {}
    assert outside_modes(core, ["rail", "ferry"]) == {1: "mode road not asked for"}
    assert sorted(outside_modes(core, iter(["road"]))) == [0, 2]


def test_arguments_become_one_question_however_they_are_written() -> None:
    """So that an answer is found again."""
    usual = make_question()
    assert usual == Question(weight="distance")
    assert make_question(shipment="FEU", avoid=None, modes=None, box=" Carrier ") == usual
    assert make_question(max_borders=2.0, max_transhipments=None).limits == (("max_borders", 2),)
    assert make_question(max_transhipments=0, max_borders=1).limits == (("max_borders", 1), ("max_transhipments", 0))
    assert make_question(min_capacity_mt_per_year=None).min_capacity_mt_per_year == 0.0
    assert make_question(snap_limit_km=0).snap_limit_km == 0.0
    assert make_question(value_usd=5, price_year=2020.0).terms[1:] == (5.0, 2020)
    for name, wrong in (("box", "mine"), ("box", 3), ("max_borders", -1), ("max_borders", 1.5), ("snap_limit_km", -1),
                        ("min_capacity_mt_per_year", "x"), ("value_usd", -1), ("price_year", 1.5),
                        ("corridor", 3)):  # fmt: skip
        with pytest.raises(co.OptionError, match=f"^{name}="):
            make_question(**{name: wrong})
    with pytest.raises(TypeError, match="unexpected argument 'max_speed'"):
        make_question(max_speed=1)


def test_dollars_of_a_year_that_nobody_knows_are_refused() -> None:
    """With the years that are known."""
    prices = [blank("deflator", year=year, index=1.0, grade="published", source=("test",)) for year in (2019, 2024)]
    network = micro("A ==1== C", deflator=prices)
    assert way(network, weight="cost", price_year=2019) == "a-c"
    with pytest.raises(co.OptionError, match="price_year=2021: consumer prices are known of 2019 to 2024"):
        way(network, weight="cost", price_year=2021)
    with pytest.raises(co.OptionError, match="known of none"):
        way(micro("A ==1== C"), weight="cost", price_year=2021)


def test_prices_of_the_tables_are_dollars_of_2024() -> None:
    """A dollar of 2019 was worth two of them, one of 2026 half of one: 1 to load, 10 on the way, 2 to unload."""
    worth = {2019: 1.0, 2024: 2.0, 2025: 3.0, 2026: 4.0}
    rested = {"grade": "published", "source": ("user",)}
    prices = [blank("deflator", year=year, index=index, **rested) for year, index in worth.items()]
    network = micro("A ==10== C", deflator=prices)
    for year, index in worth.items():
        route = co.shortest_route("A", "C", network=network, price_year=year)
        assert route.cost_usd == pytest.approx(13 * index / 2)
        # what was moved rests on what a dollar is worth, and is derived at best
        for step in route.steps:
            assert ("user" in step.charge.cost_sources) == (year != 2024)


def test_links_that_carry_some_shipments_are_closed_to_the_others() -> None:
    """And told with those that they carry; where none are named, all are carried."""
    links = {"a--b--rail": {"shipments": ("feu", "teu")}, "b--c--rail": {"shipments": ("wagon",)}}
    core = micro("A ==1== B ==1== C ==1== D", links=links)._core
    assert not_carrying(core, "feu") == {1: "carries wagon only"}
    assert not_carrying(core, "wagon") == {0: "carries feu, teu only"}


def test_an_amount_may_be_without_end() -> None:
    """So far a point may lie, and so much a link is to carry, that the words say no bound and no link."""
    found = make_question(snap_limit_km=inf, min_capacity_mt_per_year=inf)
    assert (found.snap_limit_km, found.min_capacity_mt_per_year) == (inf, inf)
