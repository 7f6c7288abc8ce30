"""The arcs of a network made of whole arrays are those made part by part, and most stand together in swarms."""

from __future__ import annotations

from itertools import product
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridors as co
from corridors.charges.tariff import Tariff
from corridors.routing import parts as parts_module
from corridors.routing.graph import RoutingGraph, build_graph
from tests.micro import handling_row, micro, micro_tables, service
from tests.strategies import Drawing, drawings

#: Where a figure that a row prints is from.
GRADED = {f"{figure}_{kept}": value for figure in ("time", "cost")
          for kept, value in (("grade", "derived"), ("source", ("test",)))}  # fmt: skip

FIGURES = ("time_h", "cost_usd", "length_km", "co2e_kg")


def graphs(network: co.Network, *, rides: bool = False, shipment: str = "feu") -> tuple[RoutingGraph, RoutingGraph]:
    """The same graph part by part, and of whole arrays."""
    core = network._core
    own, whole = (Tariff(core.rates, core.handling, shipment, name, "terminal") for name in ("regular", "block_train"))
    through = whole if rides else None
    few = build_graph(core.places, core.links, own, core.services, through)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts_module, "MANY_PLACES", len(core.places))
        many = build_graph(core.places, core.links, own, core.services, through)
    return few, many


def assert_alike(few: RoutingGraph, many: RoutingGraph) -> None:
    for name in ("yards", "tails", "heads", "link_of", "offsets", "origin_of", "destination_of", "arcs_of_service"):
        assert getattr(many, name) == getattr(few, name), name
    assert list(many.charges) == list(few.charges)
    for figure in FIGURES:
        assert many.sums(attrgetter(figure)) == few.sums(attrgetter(figure))


def together(graph: RoutingGraph) -> list[str]:
    """By swarm, the modes of the yards at the ends of its arcs, and the places, each named by a letter."""
    told = []
    for swarm in graph.charges.swarms:
        arcs = list(map(int, swarm.arcs))
        ends = [(graph.yards[graph.tails[arc]], graph.yards[graph.heads[arc]]) for arc in arcs]
        (modes,) = {(tail.mode, head.mode) for tail, head in ends}
        letters = sorted({chr(97 + tail.place) + chr(97 + head.place) for tail, head in ends})
        assert len(letters) == len(arcs)
        told.append(f"{modes[0]} to {modes[1]}: {' '.join(letters)}")
    return told


@settings(max_examples=20)
@given(drawings(most_services=2), st.data())
def test_arcs_of_whole_arrays_are_those_made_part_by_part(drawing: Drawing, data: st.DataObject) -> None:
    """Whatever is printed, handled in a way of a place's own, ridden or not."""
    usual = drawing.tables()
    printed = st.sampled_from([None, None, 3.25, 17.5])
    cells = {}
    for row in usual["links"]:
        own = {"time_h": data.draw(printed), "cost_usd_per_feu": data.draw(printed)}
        cells[row["id"]] = {**own, "direction": row["direction"]} | GRADED
    at = sorted(data.draw(st.sets(st.sampled_from(drawing.places))))
    handling = [handling_row("loading", 2.5, 1.75, place=place, id=f"on-{place}") for place in at]
    handling += [handling_row("unloading", 0.5, 6.25, place=place, id=f"off-{place}") for place in at[::2]]
    tables = micro_tables(*drawing.lines, links=cells, handling=[*handling, *usual["handling"]],
                          services=usual["services"])  # fmt: skip
    assert_alike(*graphs(co.Network(tables), rides=data.draw(st.booleans())))


@pytest.mark.parametrize("into", list(product((True, False), repeat=3)), ids=str)
def test_sides_that_no_link_names_are_numbered_where_one_changes(into: tuple[bool, bool, bool]) -> None:
    """A yard that all links leave has arrivals that only handling names, and one to which all lead has departures.

    ::

        B ==7== H,  C ..11.. H,  D --5-- H, each one way, towards H or away from it
    """
    hops = ("==7==", "..11..", "--5--")
    lines = [f"{name} {hop} H" if to else f"H {hop} {name}" for name, hop, to in zip("BCD", hops, into, strict=True)]
    drawing = ("E ==3== F ==2== G", *lines)
    links = {row["id"]: {"direction": "forward"} for row in micro_tables(*drawing)["links"][2:]}
    few, many = graphs(micro(*drawing, links=links))
    assert sum(yard.side != "" for yard in few.yards) == 6
    assert_alike(few, many)


DRAWN = (
    "UZ:A ==7== UZ:B ==11== UZ:C ==13== UZ:D ==37== UZ:E",
    "UZ:F ..17.. UZ:G ..19.. UZ:H ..29.. KZ:I ..23.. KZ:J ~~31~~ KZ:K",
)


def test_what_differs_by_length_alone_stands_together() -> None:
    """Hauls of one kind in one country and direction, and ends of yards alike.

    What crosses a border or water stays alone, as do the ends at a place with handling of its own and at a ferry's.
    """
    links = {"b--c--rail": {"direction": "forward"}, "c--d--rail": {"time_h": 2.75, **GRADED}}
    network = micro(*DRAWN, links=links, further=[handling_row("loading", 2.5, 1.75, place="d", id="own")])
    few, many = graphs(network)
    assert_alike(few, many)
    assert together(many) == [
        "rail to rail: ab bc de",
        "rail to rail: ba ed",
        "rail to rail: cd",
        "rail to rail: dc",
        "road to road: fg gh",
        "road to road: gf hg",
        "road to road: ij",
        "road to road: ji",
        "origin to rail: aa bb cc ee",
        "rail to destination: aa bb cc ee",
        "origin to road: ff gg hh",
        "road to destination: ff gg hh",
        "origin to road: ii",
        "road to destination: ii",
    ]
    alone = {arc for arc in range(many.n_arcs) if all(arc not in swarm.arcs for swarm in many.charges.swarms)}
    ends = [(many.tails[arc], many.heads[arc]) for arc in alone]
    letters = "".join(sorted({chr(97 + many.yards[vertex].place) for pair in ends for vertex in pair}))
    assert letters == "dhijk"
    assert len(alone) == 2 + 2 + 2 + 8 + 3  # border, water, ends at D, all that is done at J, and at K


def test_a_service_rides_over_a_network_of_whole_arrays() -> None:
    """Its yards are numbered after all others, and its arcs cost what they do elsewhere."""
    rides = [service("express", "B = C = D", calls=("c",)), service("boat", "J ~ K", carries=("container",))]
    network = micro(*DRAWN, services=rides)
    for on_trains in (True, False):
        few, many = graphs(network, rides=on_trains)
        assert_alike(few, many)
        assert sorted(many.arcs_of_service) == ([0, 1] if on_trains else [1])
