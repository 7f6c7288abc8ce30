"""Arguments of an assignment and columns of its frames, at their bounds: what is read, what it makes, what is told."""

from __future__ import annotations

import importlib
from math import inf
from typing import Any

import pandas as pd
import pytest

import corridors as co
from corridors.flows.assign import METHODS, _progress, _settings, _shipments
from corridors.flows.frames import frame_network
from corridors.flows.model import FlowNetwork
from tests.micro import micro

LINKS = pd.DataFrame({"from": ["a", "b"], "to": ["b", "c"], "cost": [1.0, 2.0]})
DEMAND = pd.DataFrame({"origin": ["a"], "destination": ["c"], "demand": [1.0]})


def made(links: pd.DataFrame = LINKS, places: pd.DataFrame | None = None, **options: Any) -> FlowNetwork:
    usual: dict[str, Any] = {"weight": None, "directed": True, "congestion": False}
    return frame_network(links, places, **usual | options)


def findings(links: pd.DataFrame = LINKS, places: pd.DataFrame | None = None, **options: Any) -> list[str]:
    with pytest.raises(co.DataError) as told:
        made(links, places, **options)
    return list(told.value.findings)


@pytest.mark.parametrize(
    ("name", "least", "counted"),
    [
        ("scale", 0, False),
        ("overlap", 0, False),
        ("routes", 1, True),
        ("max_detour", 1, False),
        ("unserved_cost", 0, False),
        ("gap", 0, False),
        ("max_iterations", 0, True),
    ],
)
def test_parameters_have_a_least_and_are_read_whatever_the_method(name: str, least: int, *, counted: bool) -> None:
    """The least is one; counts are whole."""
    for method in METHODS:
        with pytest.raises(co.OptionError, match=f"^{name}="):
            _settings(method, **{name: least - 0.5 if not counted else least - 1})
    for wrong in ("x", None, *((1.5,) if counted else ())):
        if not (wrong is None and name == "unserved_cost"):
            with pytest.raises(co.OptionError, match=f"^{name}="):
                co.assign(DEMAND, links=LINKS, **{name: wrong})  # type: ignore[arg-type]
    assert co.assign(DEMAND, links=LINKS, **{name: least}).served == 1.0  # type: ignore[arg-type]


def test_a_method_keeps_the_parameters_that_are_its_own() -> None:
    """And is understood in other letters."""
    given = {
        "scale": 1,
        "overlap": 2,
        "routes": 3,
        "max_detour": 4,
        "unserved_cost": None,
        "gap": 6,
        "max_iterations": 7,
    }
    assert _settings("all_or_nothing", **given) == {}
    assert _settings("logit", **given) == {"scale": 1.0, "overlap": 2.0, "routes": 3, "max_detour": 4.0}
    assert _settings("system_optimum", **given) == {"unserved_cost": None}
    assert _settings("user_equilibrium", **given) == {"gap": 6.0, "max_iterations": 7}
    assert co.assign(DEMAND, links=LINKS, method=" All-or nothing ").method == "all_or_nothing"  # type: ignore[arg-type]
    for wrong in ("simplex", 3, None, ["logit"]):
        with pytest.raises(co.OptionError, match=r"is unknown.*: give all_or_nothing, logit, system_optimum"):
            co.assign(DEMAND, links=LINKS, method=wrong)  # type: ignore[arg-type]
    with pytest.raises(co.OptionError, match="give the flows of a former assignment"):
        co.assign(DEMAND, links=LINKS, method="user_equilibrium", start=3)  # type: ignore[arg-type]


def test_progress_is_called_with_each_iteration() -> None:
    """From nought on, with the gap that the history keeps."""
    seen: list[dict[str, Any]] = []
    links = LINKS.assign(capacity=1.0)
    two = pd.concat([links, pd.DataFrame({"from": ["a"], "to": ["c"], "cost": [4.0], "capacity": [1.0]})])
    flows = co.assign(DEMAND, links=two, method="user_equilibrium", progress=lambda record: seen.append(dict(record)))
    assert [record["iteration"] for record in seen] == list(range(len(seen)))
    assert [record["gap"] for record in seen] == flows.history["gap"].tolist()
    assert flows.gap == seen[-1]["gap"]
    assert flows.converged
    with pytest.raises(co.OptionError, match=r"^progress="):
        co.assign(DEMAND, links=two, method="user_equilibrium", progress="maybe")  # type: ignore[arg-type]


def test_what_goes_with_frames_and_what_with_a_network() -> None:
    """Each refused where it has no meaning."""
    network = micro("A ==1== B")
    for name, value in (
        ("network", network),
        ("on", 2026),
        ("scenario", "status-quo"),
        ("modes", "rail"),
        ("avoid", "B"),
        ("vdf", {"rail": (1, 1)}),
    ):
        with pytest.raises(co.OptionError, match=f"links= is a network of its own: {name} cannot go with it"):
            co.assign(DEMAND, links=LINKS, **{name: value})  # type: ignore[arg-type]
    demand = pd.DataFrame({"origin": ["A"], "destination": ["B"], "mt_per_year": [1.0]})
    with pytest.raises(co.OptionError, match="places= goes with links="):
        co.assign(demand, network=network, places=LINKS)
    with pytest.raises(co.OptionError, match="goes with links=: a Network weighs each by its own rates"):
        co.assign(demand, network=network, weight={"feu": {"time": 1.0}})  # type: ignore[dict-item]
    for wrong, says in (
        ({"boat": (1, 1)}, "vdf has no 'boat'"),
        ({"rail": (1,)}, "no pair"),
        ({"rail": (-1, 1)}, "at least 0"),
        ({"rail": (1, -1)}, "at least 0"),
        ({"rail": (inf, 1)}, "at least 0"),
        (3, "give a dict of pairs"),
    ):
        with pytest.raises(co.OptionError, match=says):
            co.assign(demand, network=network, vdf=wrong)  # type: ignore[arg-type]
    assert co.assign(demand, network=network, vdf={"rail": (0, 0)}).served == 1.0
    with pytest.raises(co.OptionError, match="delay has no 'boat': there are rail"):
        co.assign(demand, network=network, delay={"boat": "bpr"})
    with pytest.raises(co.OptionError, match="delay has boat, but links have no such mode"):
        co.assign(DEMAND, links=LINKS, delay={"boat": "bpr", "link": "bpr"})


@pytest.mark.parametrize(
    ("columns", "congestion", "weight", "cost"),
    [
        ({"time": 3.0, "length": 7.0}, False, None, 3.0),
        ({"length": 7.0}, False, None, 7.0),
        ({"cost": 5.0, "time": 3.0}, False, None, 5.0),
        ({"cost": 5.0, "time": 3.0}, True, None, 3.0),
        ({"cost": 5.0, "time": 3.0, "length": 7.0}, False, "distance", 7.0),
        ({"cost": 5.0, "toll_usd": 2.0}, False, "toll_usd", 2.0),
        ({"cost": 5.0, "time": 3.0}, False, {"cost": 2.0, "time": 0.5}, 11.5),
        ({"time_h": 3.0}, False, "time", 3.0),
    ],
)
def test_the_weight_is_the_one_asked_for_or_the_first_there_is(
    columns: dict[str, float], congestion: bool, weight: Any, cost: float
) -> None:
    """Cost before time before length; time first where links are congested."""
    links = pd.DataFrame({"from": ["a"], "to": ["b"]} | {name: [value] for name, value in columns.items()})
    network = made(links, weight=weight, congestion=congestion)
    assert network.weights.tolist() == [[cost]]


def test_of_a_mix_the_hours_are_stretched() -> None:
    """And of one without hours all of it; the constants of delay are the columns'."""
    links = LINKS.assign(
        time=[3.0, 4.0], capacity=[5.0, 6.0], vdf_alpha=[0.1, 0.2], vdf_beta=[2.0, 3.0], mode=["rail", "road"]
    )
    mixed = made(links, weight={"time": 2.0, "cost": 10.0}, congestion=True)
    assert mixed.weights.tolist() == [[16.0, 28.0]]
    assert [(c.delay_base, c.alpha, c.beta, c.amount) for c in mixed.capacities] == [
        (6.0, 0.1, 2.0, 5.0),
        (8.0, 0.2, 3.0, 6.0),
    ]
    assert [c.label for c in mixed.capacities] == ["rail a - b", "road b - c"]
    assert [c.delay_base for c in made(links, weight={"cost": 10.0}, congestion=True).capacities] == [10.0, 20.0]
    assert [(c.alpha, c.beta) for c in made(LINKS).capacities] == [(0.15, 4.0)] * 2
    kinds = made(links, weight={"car": {"time": 1.0}, "lorry": {"time": 2.0, "cost": 1.0}}, congestion=True)
    assert kinds.shipments == ("car", "lorry")
    assert kinds.weights.tolist() == [[3.0, 4.0], [7.0, 10.0]]
    assert kinds.factors is not None
    assert kinds.factors.tolist() == [1.0, 2.0]
    with pytest.raises(co.OptionError, match=r"weight\['car'\] has no time"):
        made(links, weight={"car": {"cost": 1.0}}, congestion=True)
    assert [c.delay_base for c in made(LINKS, weight={"car": {"cost": 1.0}}).capacities] == [0.0, 0.0]
    free = made(links, weight={"time": 2.0, "cost": 0.0}, congestion=True)
    assert free.weights.tolist() == [[6.0, 8.0]]
    for wrong in ({}, {"cost": -1}, {"cost": inf}, {"cost": "x"}, 3, "price"):
        with pytest.raises(co.OptionError, match="weight"):
            made(links, weight=wrong)


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("cost", -1.0, "-1 is below 0"),
        ("cost", 2e15, "beyond any figure"),
        ("cost", 1e-16, "beyond any figure"),
        ("cost", "x", "is no number"),
        ("cost", None, "is no figure; give a finite number"),
        ("cost", inf, "is no figure"),
        ("capacity", None, "write inf where nothing bounds it"),
        ("direction", "back", "is neither both nor forward"),
        ("from", " ", "blank; name a place"),
        ("to", ["b"], "is no place"),
        ("to", b"b", "is no place"),
    ],
)
def test_what_is_wrong_with_a_link_is_found_in_its_row(column: str, value: Any, says: str) -> None:
    """Others are read all the same."""
    links = LINKS.assign(capacity=1.0, direction="both").astype(object)
    links[column] = [links[column].iloc[0], value]
    [finding] = findings(links)
    assert finding.startswith(f"links[1].{column}: ")
    assert says in finding


def test_figures_at_their_bounds_are_figures() -> None:
    """Nothing, the largest and the smallest, and constants of delay however small."""
    links = LINKS.assign(cost=[0.0, 1e15], capacity=[inf, 0.0], vdf_alpha=[1e-20, 0.15])
    network = made(links)
    assert network.weights.tolist() == [[0.0]]  # of the second nothing is left
    assert made(LINKS.assign(cost=[1e-15, 1.0])).weights.tolist() == [[1e-15, 1.0]]


def test_links_hold_for_one_direction_or_both() -> None:
    """By the row, else as it is asked."""
    assert made(LINKS).n_arcs == 2
    assert made(LINKS, directed=False).n_arcs == 4
    assert made(LINKS.assign(direction=["both", "forward"])).n_arcs == 3
    assert made(LINKS.assign(direction=["Both", " FORWARD "]), directed=False).n_arcs == 3
    assert findings(pd.DataFrame({"from": ["a"], "cost": [1.0]})) == ["links: no column 'to'; add it"]


def test_places_bound_what_passes_or_let_nothing_pass() -> None:
    """A bounded place bounds also what begins and ends there; one that is an end only is no way through."""
    both = LINKS.assign(capacity=9.0)
    narrow = pd.DataFrame({"id": ["b"], "capacity": [2.0], "country": ["UZ"], "name": ["Bend"]})
    assert co.max_flow("a", "c", links=both, places=narrow).value == 2.0
    assert co.max_flow("a", "b", links=both, places=narrow).value == 2.0
    assert co.max_flow("b", "c", links=both, places=narrow).value == 2.0
    [place] = [c for c in made(both, narrow).capacities if c.kind == "place"]
    assert (place.id, place.label, place.countries, place.amount) == ("b", "Bend", ("UZ",), 2.0)
    shut = pd.DataFrame({"id": ["b"], "through": ["no"], "capacity": [2.0]})
    assert co.max_flow("a", "c", links=both, places=shut).value == 0.0
    assert co.max_flow("a", "b", links=both, places=shut).value == 2.0
    open_ = pd.DataFrame({"id": ["b"], "through": [None]})
    assert co.max_flow("a", "c", links=both, places=open_).value == 9.0


@pytest.mark.parametrize(
    ("places", "says"),
    [
        ({"id": ["a", "a"]}, "places[a].id: stands twice"),
        ({"id": ["a"], "through": ["perhaps"]}, "is neither; give True or False"),
        ({"id": ["a"], "lon": [181.0]}, "places[a].lon: 181.0 is no coordinate"),
        ({"id": ["a"], "lat": [-90.5]}, "is no coordinate"),
        ({"id": ["a"], "lat": ["north"]}, "is no coordinate"),
        ({"code": ["a"]}, "no column 'id' (there are: code)"),
        ({"id": ["a"], "capacity": [-1.0]}, "is below 0"),
    ],
)
def test_what_is_wrong_with_places_is_found(places: dict[str, list[Any]], says: str) -> None:
    """By their id."""
    assert says in findings(LINKS, pd.DataFrame(places))[0]


def test_coordinates_and_ids_of_other_formats_are_read() -> None:
    """Degrees at their ends, and those of any system under the names that other formats have."""
    places = pd.DataFrame({"node_id": ["a", "b"], "x_coord": [5000.0, 180.0], "y_coord": [7000.0, None]})
    ends = made(LINKS, places).ends
    assert (ends["a"].lon, ends["a"].lat, ends["b"].lon, ends["b"].lat) == (5000.0, 7000.0, 180.0, None)
    own = pd.DataFrame({"lon": [180.0, -180.0], "lat": [90.0, -90.0], "name": ["Alpha", None]}, index=["a", "b"])
    ends = made(LINKS, own).ends
    assert (ends["a"].name, ends["a"].lon, ends["b"].name, ends["b"].lat) == ("Alpha", 180.0, "b", -90.0)
    named = pd.DataFrame({"name": ["One"]}, index=pd.Index([1], name="zone"))
    assert made(LINKS.replace({"a": 1}), named).ends["1"].name == "One"


@pytest.mark.parametrize("name", ["time", "time_h", "free_flow_time"])
def test_hours_of_a_kind_are_hours_under_any_of_their_names(name: str) -> None:
    """They are what congestion stretches, by the factor that the kind gives them."""
    links = pd.DataFrame({"from": ["a"], "to": ["b"], "toll": [5.0], "time_h" if name == "time" else name: [3.0]})
    kinds = made(links, weight={"car": {name: 2.0, "toll": 1.0}}, congestion=True)
    assert kinds.weights.tolist() == [[11.0]]
    assert kinds.factors is not None
    assert kinds.factors.tolist() == [2.0]
    assert [c.delay_base for c in kinds.capacities] == [3.0]
    mixed = made(links, weight={name: 2.0, "toll": 1.0}, congestion=True)
    assert [c.delay_base for c in mixed.capacities] == [6.0]


def test_rows_that_name_no_kind_are_of_the_kind_asked_for() -> None:
    """Of frames by the names of their own mixes; of a network by any word for a shipment, and no other."""
    links = pd.DataFrame({"from": ["a"], "to": ["c"], "time": [3.0], "toll": [5.0]})
    weight: Any = {"car": {"time": 1.0}, "lorry": {"time": 1.0, "toll": 1.0}}
    demand = pd.concat([DEMAND.assign(shipment=None), DEMAND.assign(shipment="car")])
    flows = co.assign(demand, links=links, weight=weight, shipment="lorry")  # type: ignore[arg-type]
    assert flows.pairs.set_index("shipment")["demand"].to_dict() == {"lorry": 1.0, "car": 1.0}
    assert flows.cost == pytest.approx(8.0 + 3.0)
    with pytest.raises(co.DataError, match="'feu' is unknown; give car, lorry"):
        co.assign(demand, links=links, weight=weight)
    tonnes = pd.DataFrame({"origin": ["A"], "destination": ["B"], "mt_per_year": [1.0]})
    network = micro("A ==10== B")
    for word in ("wagon", "Wagons", "railcar"):
        found = co.assign(tonnes, network=network, shipment=word)  # type: ignore[arg-type]
        assert found.pairs["shipment"].tolist() == ["wagon"]
        assert found.cost == pytest.approx(13 / 60)
    with pytest.raises(co.OptionError, match="crate"):
        co.assign(tonnes, network=network, shipment="crate")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("named", "kinds"),
    [
        ([None, "wagon"], ("feu", "wagon")),
        (["wagon", "Wagons"], ("wagon",)),
        (["40 ft", "wagon"], ("feu", "wagon")),
        ([None, None], ("feu",)),
        (["teu", "crate"], ("feu", "teu")),
    ],
)
def test_a_demand_has_the_kinds_that_its_rows_name_and_the_usual_one_where_one_names_none(
    named: list[Any], kinds: tuple[str, ...]
) -> None:
    """Words that are none are left to whoever reads the rows; without the column all are of the usual kind."""
    demand = pd.DataFrame({"origin": "A", "destination": "B", "mt_per_year": [1.0] * len(named), "shipment": named})
    assert _shipments(demand, "feu") == kinds
    assert _shipments(demand.drop(columns="shipment"), "wagon") == ("wagon",)


@pytest.mark.parametrize(("later", "told"), [(1.9, ""), (2.0, ""), (2.1, "\riteration 3: gap 1.50e-04, 2 s")])
def test_progress_is_told_from_two_seconds_on(
    later: float, told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a clock of its own, on the stream of errors, over what it told before."""
    clock = iter([100.0, 100.0 + later])
    monkeypatch.setattr(importlib.import_module("corridors.flows.assign"), "perf_counter", lambda: next(clock))
    show = _progress(True)
    assert show is not None
    show({"iteration": 3.0, "gap": 1.5e-4, "seconds": 2.1})
    assert capsys.readouterr() == ("", told)
    assert _progress(False) is None
