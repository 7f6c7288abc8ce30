"""The model held against published figures: what is asked, what it is held against, what is said of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

import corridors as co
from corridors.validation.comparison import Validation, validate
from tests.micro import RATES, blank, micro_tables

DAY = "A ==100== B ~~40~~ KZ:C"  # rail 10 h, ferry 2 h


def figure(name: str = "figure", **cells: Any) -> dict[str, Any]:
    standard = {"quantity": "transit_hours", "origin": "a", "destination": "b", "usable": "yes", "unit": "h"}
    standard |= {"source": ("test",), "grade": "published"}
    return blank("published", id=name, **(standard | cells))


def validated(*figures: dict[str, Any], drawing: str = DAY, **tables: Any) -> Validation:
    return validate(network=co.Network(micro_tables(drawing, published=figures, **tables)))


def test_a_journey_holds_its_loading_and_unloading() -> None:
    """One hour to load, ten to run, two to unload."""
    (row,) = validated(figure(low=13.0, high=13.0))
    assert row.model == 13
    assert row.deviation == 0
    assert row.met


def test_a_run_counts_from_departure_to_arrival() -> None:
    """The hours of the train alone."""
    (row,) = validated(figure(low=10.0, high=10.0, scope="run"))
    assert row.model == 10
    assert row.deviation == 0


def test_a_run_leaves_out_the_wait_before_it_but_not_the_one_within() -> None:
    """A ship is boarded after its wait; a train that meets one on the way waits on the way."""
    sailing, through = validated(
        figure("sailing", origin="b", destination="c", scope="run", low=5.0),
        figure("through", origin="a", destination="c", scope="run", low=5.0),
    )
    assert sailing.model == 2 + 3  # crossing, border
    assert through.model == 10 + 5 + 4 + 2 + 3  # rail, transhipment, wait, crossing, border


def test_days_are_compared_as_days() -> None:
    """Thirteen hours of a printed day are seven thirteenths of what was said."""
    (row,) = validated(figure(quantity="transit_days", unit="days", low=1.0, high=2.0))
    assert row.model == pytest.approx(13 / 24)
    assert row.deviation == pytest.approx(13 / 24 - 1)
    assert not row.met


@pytest.mark.parametrize(
    ("low", "high", "deviation"),
    [(10.0, 14.0, 0.0), (None, 14.0, 0.0), (13.0, None, 0.0), (26.0, 30.0, -0.5), (None, 10.0, 0.3), (5.0, 6.5, 1.0)],
)
def test_a_deviation_is_measured_from_the_printed_range(
    low: float | None, high: float | None, deviation: float
) -> None:
    """Inside the range there is none; a range may be open at one end."""
    (row,) = validated(figure(low=low, high=high))
    assert row.deviation == pytest.approx(deviation)
    assert row.met is (abs(deviation) <= 0.25)


def test_a_record_is_held_against_the_low_figure() -> None:
    """At its best the train runs at 20 km/h, ordinarily at 10."""
    rates = [
        blank("rates", parameter=p, mode=m, country="*", shipment=s, central=v, unit="test", grade="derived",
              source=("test",), high=20.0 if (p, m) == ("speed_km_per_h", "rail") else None)
        for (p, m, s), v in RATES.items()
    ]  # fmt: skip
    record, ordinary = validated(
        figure("record", low=5.0, high=5.0, scope="run", occasion="record"),
        figure("ordinary", low=5.0, high=5.0, scope="run"),
        rates=rates,
    )
    assert (record.compared_with, record.model_low, record.deviation) == ("low", 5, 0)
    assert (ordinary.compared_with, ordinary.model, ordinary.deviation) == (
        "central",
        pytest.approx(10),
        pytest.approx(1),
    )


def test_prices_are_asked_for_the_shipment_and_the_tonne() -> None:
    """100 km at 1 USD with loading and unloading; a wagon carries 60 t."""
    feu, wagon = validated(
        figure("feu", quantity="cost_usd", shipment="feu", low=103.0, high=103.0),
        figure("wagon", quantity="cost_usd_per_t", shipment="wagon", low=1.0, high=2.0),
    )
    assert feu.model == 103
    assert wagon.model == pytest.approx(103 / 60)


def test_the_way_of_a_figure_is_kept_to() -> None:
    """Via, avoid and modes are the figure's own."""
    drawing = "A ==10== B ==10== D"
    detour = "A ==30== E ==30== D"
    tables = micro_tables(
        drawing,
        detour,
        published=[
            figure("short", quantity="distance_km", destination="d", low=20.0),
            figure("via", quantity="distance_km", destination="d", via=("e",), low=60.0),
            figure("avoid", quantity="distance_km", destination="d", avoid=("b",), low=60.0),
        ],
    )
    assert [row.model for row in validate(network=co.Network(tables))] == [20, 60, 60]


def test_a_figure_without_an_answer_is_a_miss_that_says_why() -> None:
    """Never a silent hole in the distribution."""
    (row,) = validated(figure(destination="c", modes=("rail",), low=1.0))
    assert row.model is None
    assert row.deviation is None
    assert not row.met
    assert "no route" in row.problem
    assert "no answer: no route" in validated(figure(destination="c", modes=("rail",), low=1.0)).summary()


def test_a_way_without_any_known_capacity_has_no_answer() -> None:
    """An open sea bounds nothing, and infinity is no figure."""
    (row,) = validated(figure(quantity="capacity_mt_per_year", origin="a", low=1.0), drawing="A ^^10^^ B")
    assert row.model is None
    assert "capacity" in row.problem


def test_figures_that_cannot_be_compared_are_left_out_with_the_reason() -> None:
    """Marked so in the table, of a quantity that the model does not give, or of a place that it does not have."""
    validation = validated(
        figure("snowed", low=26.0, usable="no", reason="snow"),
        figure("volume", quantity="volume_mt_per_year", low=1.0),
        figure("lost", destination=None, low=1.0, usable="no", reason="place not in the network: izmir"),
        figure("unplaced", destination=None, low=1.0),
        figure("silent", low=13.0, usable="no"),
    )
    assert len(validation) == 0
    assert list(validation.reasons.values()) == [1] * 5
    reasons = {row.published["id"]: row.reason for row in validation.left_out}
    assert (reasons["snowed"], reasons["silent"]) == ("snow", "no reason given")
    assert "flow" in reasons["volume"]
    assert validation.to_dict()["not_compared"] == validation.reasons


def test_what_is_left_out_still_shows_what_the_model_says() -> None:
    """Half the hours of a lorry in snow: nobody's miss, but nobody should wonder. Others cannot be asked."""
    validation = validated(
        figure("snowed", low=26.0, high=26.0, usable="no", reason="snow", source=("user",)),
        figure("lost", destination=None, low=1.0, usable="no", reason="nowhere"),
        figure("volume", quantity="volume_mt_per_year", low=1.0),
    )
    snowed, lost, volume = validation.left_out
    assert (snowed.model, snowed.deviation, snowed.independent) == (13, -0.5, True)
    assert (lost.model, volume.model) == (None, None)
    assert lost.problem == "a place that the network does not have"
    assert validation.statistics() == [], "it is counted nowhere"
    assert Validation((), not_compared=validation.not_compared).left_out[0].model is None, "no network to ask"


def test_nobody_is_asked_about_what_is_left_out_before_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Validating stays as quick as it was."""
    validation = validated(figure("snowed", low=26.0, usable="no", reason="snow"))
    asked: list[Any] = []
    monkeypatch.setattr("corridors.validation.comparison.shortest_route", lambda *a, **_: asked.append(a) or 1 / 0)
    assert validation.summary()
    assert validation.to_dict()
    assert asked == []


def test_a_quantity_is_chosen_for_what_is_left_out_too() -> None:
    """Whoever asks for distances gets no reasons about times."""
    tables = micro_tables(DAY, published=[figure("time", low=1.0, usable="no", reason="snow")])
    assert validate(network=co.Network(tables), quantity="distance_km").reasons == {}


def test_the_parts_responsible_are_of_what_was_compared() -> None:
    """A run has no loading to blame."""
    journey, run = validated(figure("journey", low=1.0), figure("run", low=1.0, scope="run"))
    assert "loading to rail at A" in journey.responsible()
    assert run.responsible() == "rail in UZ 100 %"


def test_a_length_has_no_parts_of_nothing() -> None:
    """Loading takes hours, not kilometres, and a hop of a hundred metres explains nothing."""
    (row,) = validated(
        figure(quantity="distance_km", destination="c", low=1.0), drawing="A ==100== B ==0.1== KZ:C", links={}
    )
    assert row.responsible() == "rail in UZ 100 %"


def test_a_voyage_is_told_by_its_ends() -> None:
    """The flag of the strait that it passes has nothing to do with its length."""
    (row,) = validated(
        figure(quantity="distance_km", origin="a", destination="d", low=1.0),
        drawing="A ^^30^^ KZ:B ^^30^^ TM:C ~~40~~ AZ:D",
    )
    assert row.responsible() == "sea A - C 60 %, ferry C - D 40 %"


def test_the_bottleneck_is_responsible_for_a_capacity() -> None:
    """Of a way its tightest link, of a port the operation that the figure is from."""
    [usual] = [row for row in micro_tables(DAY)["handling"] if row["operation"] == "transhipment"]
    cells = {"capacity_grade": "published", "capacity_source": ("test",)}
    port = usual | cells | {"id": "port", "place": "b", "capacity_mt_per_year": 7.0}
    tables = micro_tables(
        DAY,
        links={"a--b--rail": cells | {"capacity_mt_per_year": 5.0}},
        handling=[*micro_tables(DAY)["handling"], port],
        published=[
            figure("way", quantity="capacity_mt_per_year", destination="c", low=5.0),
            figure("port", quantity="capacity_mt_per_year", origin="b", destination=None, low=7.0),
            figure("unknown", quantity="capacity_mt_per_year", origin="c", destination=None, low=7.0),
        ],
    )
    way, port_row, unknown = validate(network=co.Network(tables))
    assert (way.model, way.responsible()) == (5, "rail A - B")
    assert (port_row.model, port_row.responsible()) == (7, "transhipment at B")
    assert (unknown.model, unknown.responsible()) == (None, "")


@pytest.mark.parametrize(
    ("notes", "remark"),
    [
        (None, ""),
        ("before the new line", "before the new line"),
        ("a; b", "a; b"),
        ("first train, ceremonial; " + "long " * 30, "first train, ceremonial"),
        ("word " * 30, "word " * 19 + "word \u2026"),
    ],
)
def test_a_miss_is_explained_by_what_the_table_notes(notes: str | None, remark: str) -> None:
    """Its first clauses, whole words; a figure that is met needs no excuse."""
    missed, met = validated(figure("missed", low=1.0, high=1.0, notes=notes), figure("met", low=13.0, notes=notes))
    assert missed.remark == remark
    assert met.remark == ""


def test_statistics_tell_regimes_and_occasions_apart() -> None:
    """The regular block train, the first one and the plan are three things."""
    validation = validated(
        figure("regular", low=13.0, high=13.0, comparable_as="block train"),
        figure("first", low=26.0, high=26.0, comparable_as="block train", occasion="first"),
        figure("plan", low=130.0, high=130.0, comparable_as="plan"),
    )
    met = {entry["label"]: (entry["met"], entry["figures"]) for entry in validation.statistics()}
    assert met == {
        "transit times": (1, 3),
        "transit times: block train": (1, 2),
        "transit times: plan": (0, 1),
        "transit times: block train or truck": (1, 2),
        "transit times: block train or truck, ordinary run": (1, 1),
        "transit times: block train or truck, first run": (0, 1),
    }


def test_a_slice_of_the_statistics_is_told_by_fields() -> None:
    """Nobody has to read a label back to know what was counted."""
    validation = validated(
        figure("first", low=26.0, comparable_as="truck", occasion="first", source=("user",)),
        figure("km", quantity="distance_km", low=100.0),
    )
    fields = ("quantity", "regime", "occasion", "independent")
    assert [tuple(entry[field] for field in fields) for entry in validation.statistics()] == [
        ("distance_km", None, None, None),
        ("time", None, None, None),
        ("time", None, None, True),
        ("time", ["truck"], None, None),
        ("time", ["block train", "truck"], None, None),
        ("time", ["block train", "truck"], None, True),
        ("time", ["block train", "truck"], "first", None),
        ("time", ["block train", "truck"], "first", True),
    ]


def test_misses_are_listed_by_size() -> None:
    """No answer is the farthest off, then the largest deviation, in whichever direction."""
    validation = validated(
        figure("a third over", low=1.0, high=9.75),
        figure("met", low=13.0),
        figure("half", low=26.0),
        figure("nowhere", destination="c", modes=("rail",), low=1.0),
        figure("double", low=1.0, high=6.5),
    )
    assert [row.published["id"] for row in validation.not_met] == ["nowhere", "double", "half", "a third over"]
    misses = validation.summary().partition("Not met")[2]
    assert misses.index("nowhere") < misses.index("double") < misses.index("half") < misses.index("a third over")


def test_results_come_as_frame_and_json() -> None:
    """One row a figure, misses included."""
    validation = validated(figure("good", low=13.0, high=13.0), figure("bad", low=1.0, high=1.0))
    assert list(validation.to_frame()["met"]) == [True, False]
    data = validation.to_dict()
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_an_unknown_quantity_is_refused() -> None:
    """With the quantities that there are."""
    with pytest.raises(co.CorridorsError, match="distance_km, time, cost"):
        validate(quantity="beauty")


def test_a_figure_is_independent_of_the_tables_when_none_of_its_sources_is_in_them() -> None:
    """What a rate was set from cannot also confirm it."""
    own, foreign, mixed = validated(
        figure("own", low=13.0, high=13.0, source=("test",)),
        figure("foreign", low=13.0, high=13.0, source=("user",)),
        figure("mixed", low=13.0, high=13.0, source=("user", "test")),
    )
    assert [own.independent, foreign.independent, mixed.independent] == [False, True, False]
    lengths = validated(figure("km", quantity="distance_km", low=100.0, source=("test",)))
    assert not lengths[0].independent, "the link's length is from there"


@pytest.mark.parametrize("network", [5, "data"])
def test_what_is_no_network_is_refused(network: Any) -> None:
    """In words, before anything is compared."""
    with pytest.raises(co.OptionError, match="is no network"):
        co.validate(network=network)


def test_prices_keep_their_ranges_on_their_dates() -> None:
    """Counted by hand from the frame; the ranges are neither too narrow nor so wide that they say nothing."""
    compared = co.validate(quantity="cost")
    entry, *others = compared.price_coverage()
    frame = compared.to_frame()
    asked = frame[frame["independent"] & frame["model"].notna()]
    printed = (asked["published_low"] + asked["published_high"]) / 2
    inside = (asked["model_low"] <= printed) & (printed <= asked["model_high"])
    assert entry["group"] == "all"
    assert entry["figures"] == len(asked)
    assert entry["coverage"] == pytest.approx(inside.mean())
    assert entry["width"] == pytest.approx((asked["model_high"] / asked["model_low"]).median())
    assert 0.75 <= entry["coverage"] <= 0.9
    assert entry["within_30"] >= 0.7
    assert entry["width"] <= 2.2
    periods = [e["figures"] for e in others if e["group"] in ("until 2019", "2020 to 2022", "2023", "2024 and later")]
    assert sum(periods) == entry["figures"]
