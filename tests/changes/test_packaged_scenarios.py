"""The packaged scenarios and the commands that show them; scenarios on the packaged network."""

from __future__ import annotations

import json
import re
from pathlib import Path
from time import perf_counter

import pytest

import corridors as co
from corridors.changes import packaged_files
from corridors.changes.apply import applied
from corridors.changes.packaged import check_packaged
from corridors.cli import main


def test_they_are_found_by_id_and_given_wherever_a_scenario_is() -> None:
    """The status quo stands first and changes nothing."""
    status = co.scenario("status-quo")
    assert co.scenarios()[0] is status
    network = co.load_network()
    assert network.apply("status-quo")._core is network._core
    assert co.load_network(scenario="status-quo").scenarios == ("Status quo 2026",)
    assert co.scenario("Status quo") is status


def test_an_id_that_is_none_is_told_with_those_that_come_close() -> None:
    """As every name that is misspelt."""
    with pytest.raises(co.OptionError, match="did you mean 'status-quo'"):
        co.shortest_route("Tashkent", "Poti", scenario="status-qou")


def test_every_packaged_scenario_holds() -> None:
    """Each is read and applied, its sources are there, and it says what it assumes."""
    assert check_packaged(co.load_network()._core) == len(co.scenarios()) >= 1


def test_a_folder_with_wrong_ones_is_told_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every finding of every file, in one error."""
    for name, text in (
        ("one", 'format = 1\nid = "other"\nname = "x"\ndescription = "x"'),
        ("two", 'format = 1\nid = "two"\nname = "x"\ndescription = "x"\nsources = ["nowhere"]'),
        ("three", 'format = 1\nid = "three"\nname = "x"'),
    ):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(packaged_files, "data_folder", lambda: tmp_path)
    (tmp_path / "scenarios").mkdir()
    for path in tmp_path.glob("*.toml"):
        path.rename(tmp_path / "scenarios" / path.name)
    with pytest.raises(co.DataError) as caught:
        check_packaged(co.load_network()._core)
    assert [finding.partition(";")[0] for finding in caught.value.findings] == [
        "one.toml has id = 'other': call both alike".join(("one.toml: ", "")),
        "three.toml: no description",
        "two.toml:5: the source 'nowhere' is not in sources",
    ]


def test_the_command_line_lists_and_prints_them(capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed of one is a file that can be edited and given again."""
    assert main(["scenarios"]) == 0
    assert re.search(r"status-quo +Status quo 2026", capsys.readouterr().out)
    assert main(["scenarios", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["id"] == "status-quo"
    assert main(["scenarios", "status-quo"]) == 0
    assert co.Scenario.from_toml(capsys.readouterr().out) == co.scenario("status-quo")
    assert main(["scenarios", "hormus"]) == 2
    assert "is no packaged scenario" in capsys.readouterr().err
    assert main(["route", "Tashkent", "Termez", "--scenario", "status-quo"]) == 0


# -- the tasks of an analyst ------------------------------------------------------------------------------


def test_a_day_more_at_turkmenbashi_is_a_line_of_the_account() -> None:
    """Named, with its hours and the scenario as its source, once."""
    slow = co.Scenario("slow port", delay={"turkmenbashi": "+24 h"})
    options = {"via": "Turkmenbashi", "weight": "time", "modes": ["road", "ferry"]}
    before = co.shortest_route("Tashkent", "Baku", **options)
    after = co.shortest_route("Tashkent", "Baku", scenario=slow, **options)
    assert after.time_h - before.time_h == pytest.approx(24)
    assert "Delay at Turkmenbashi in a scenario" in after.explain()
    assert "[scenario slow port]" in after.explain()


def test_a_tariff_cut_in_one_country_is_of_that_country_alone() -> None:
    """Twenty percent off the rail price per kilometre of Turkmenistan, in each kind of shipment."""
    cut = co.Change("rates", {"parameter": "price_usd_per_km", "mode": "rail", "country": "TM"}, {"central": "-20 %"})
    network = co.load_network()
    before, after = network._core.rates, network.apply(co.Scenario("cut", changes=(cut,)))._core.rates
    for shipment in ("feu", "teu", "wagon"):
        for country in ("UZ", "KZ", "TM", "IR"):
            old, new = (r.find("price_usd_per_km", "rail", country, shipment) for r in (before, after))
            assert new.central == pytest.approx(old.central * (0.8 if country == "TM" else 1))


def test_a_railway_comes_two_years_early() -> None:
    """All that is planned of the corridor, and what is to be built on it."""
    early = co.load_network().apply(co.Scenario("early", shift={"cku": "-2 years"}))
    moved = [
        (int(new["expected"][:4]), int(old["expected"][:4]))
        for new, old in zip(early._core.tables["links"], co.load_network()._core.tables["links"], strict=True)
        if new["expected"] != old["expected"]
    ]
    assert moved
    assert all(new == old - 2 for new, old in moved)


def test_a_border_of_two_countries_is_shut() -> None:
    """Every link that crosses it, by road and rail; the places beside it stay."""
    shut = co.load_network().apply(co.Scenario("x", shut="UZ-TM"))
    reasons = {name: why for name, why in shut.closures.items() if "the border of" in why}
    assert reasons
    for name in reasons:
        link = shut.link(name)
        assert {shut._core.places[end].country for end in (link.start, link.end)} == {"UZ", "TM"}


def test_a_branch_is_shut_without_its_corridor() -> None:
    """The Middle Corridor goes on by Aktau."""
    shut = co.load_network().apply(co.Scenario("x", shut="middle-corridor/kuryk"))
    assert "kuryk--alat--ferry" in shut.closures
    assert "aktau--alat--ferry" not in shut.closures


def test_services_are_stopped_and_set_running() -> None:
    """A train that has ended runs again, one that runs does not."""
    network = co.load_network()
    first = network.table("services").query("status == 'running'").index[0]
    assert network.apply(co.Scenario("x", shut=first)).table("services").loc[first, "status"] == "ended"
    assert (
        network.apply(co.Scenario("x", shut=first) | co.Scenario("y", open=first))._core.services[0].idle("2030")
        is None
    )


def test_demand_changes_for_flows() -> None:
    """By the names of the packaged tables."""
    more = co.Scenario("more", changes=(co.Change("demand_uz2025", {"country": "RU"}, {"mt_per_year": "*2"}),))
    network = co.load_network()
    before, after = network.table("demand_uz2025"), network.apply(more).table("demand_uz2025")
    grown = before.mt_per_year.ne(after.mt_per_year)
    assert set(before.loc[grown, ["origin", "destination"]].stack()) == {"tashkent", "moscow"}
    assert after.loc[grown, "mt_per_year"].sum() == pytest.approx(2 * before.loc[grown, "mt_per_year"].sum())
    flows = [co.assign("demand_uz2025", network=network, scenario=s).pairs for s in (None, more)]
    assert flows[1].demand.sum() - flows[0].demand.sum() == pytest.approx(before.loc[grown, "mt_per_year"].sum())


def test_value_of_time_is_a_rate() -> None:
    """By its own name."""
    dear = co.load_network().apply(
        co.Scenario("x", changes=(co.Change("value_of_time", {"shipment": "feu"}, {"central": "*2"}),))
    )
    old, new = (n._core.rates.find("value_of_time_usd_per_h", shipment="feu") for n in (co.load_network(), dear))
    assert (new.low, new.central, new.high) == pytest.approx((2 * old.low, 2 * old.central, 2 * old.high))


def test_one_cell_is_changed_in_a_few_milliseconds() -> None:
    """Only what was touched is looked at; the least of several runs, for the machine may be loaded."""
    core = co.load_network()._core
    scenario = co.Scenario("one cell", links={"kuryk--alat--ferry": {"capacity_mt_per_year": "*2"}})
    seconds = []
    for _ in range(20):
        began = perf_counter()
        applied(scenario, core, "2026-11-01")
        seconds.append(perf_counter() - began)
    assert min(seconds) < 0.005
