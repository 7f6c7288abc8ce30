"""The model held against published figures: what is asked, what it is held against, what is said of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

import corridors as co
from corridors.validation import Validation, validate
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
    (row,) = validated(figure(low=10.0, high=10.0, spans="run"))
    assert row.model == 10
    assert row.deviation == 0


def test_a_run_leaves_out_the_wait_before_it_but_not_the_one_within() -> None:
    """A ship is boarded after its wait; a train that meets one on the way waits on the way."""
    sailing, through = validated(
        figure("sailing", origin="b", destination="c", spans="run", low=5.0),
        figure("through", origin="a", destination="c", spans="run", low=5.0),
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
        figure("record", low=5.0, high=5.0, spans="run", occasion="record"),
        figure("ordinary", low=5.0, high=5.0, spans="run"),
        rates=rates,
    )
    assert (record.compared_with, record.model_low, record.deviation) == ("low", 5, 0)
    assert (ordinary.compared_with, ordinary.model, ordinary.deviation) == ("central", 10, 1.0)


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


def test_figures_that_cannot_be_compared_are_left_out() -> None:
    """Marked so in the table, or of a quantity that the model does not give."""
    assert len(validated(figure("a", usable="no", reason="snow"), figure("b", quantity="volume_mt_per_year"))) == 0


def test_the_parts_responsible_are_of_what_was_compared() -> None:
    """A run has no loading to blame."""
    journey, run = validated(figure("journey", low=1.0), figure("run", low=1.0, spans="run"))
    assert "loading to rail at A" in journey.responsible()
    assert run.responsible() == "rail in UZ 100 %"


def test_statistics_tell_regimes_and_occasions_apart() -> None:
    """The regular block train, the first one and the plan are three things."""
    validation = validated(
        figure("regular", low=13.0, high=13.0, comparable_as="block train"),
        figure("first", low=26.0, high=26.0, comparable_as="block train", occasion="first"),
        figure("plan", low=130.0, high=130.0, comparable_as="plan"),
    )
    met = {entry["group"]: (entry["met"], entry["figures"]) for entry in validation.statistics()}
    assert met == {
        "time": (1, 3),
        "time, block train": (1, 2),
        "time, plan": (0, 1),
        "time, block train or truck": (1, 2),
        "time, block train or truck, ordinary run": (1, 1),
        "time, block train or truck, first run": (0, 1),
    }


def test_results_come_as_frame_json_and_page() -> None:
    """One row a figure, misses included."""
    validation = validated(figure("good", low=13.0, high=13.0), figure("bad", low=1.0, high=1.0))
    assert list(validation.to_frame()["met"]) == [True, False]
    data = validation.to_dict()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    page = validation.to_markdown()
    assert page.index("| bad |") < page.index("| good |"), "the worst first"
    assert "**no**" in page


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
