"""The greatest flow through a corridor's gateways, against every way written out."""

from __future__ import annotations

import pytest

import corridors as co


def test_all_of_it_crosses_every_gateway() -> None:
    flow = co.max_flow("UZ", "EU", corridor="middle-corridor", modes=["rail", "ferry", "sea"])
    core = co.load_network()._core
    corridor = core.corridor("middle-corridor")
    assert corridor is not None
    assert 0 < flow.value < co.max_flow("UZ", "EU", modes=["rail", "ferry", "sea"]).value
    links = flow.links
    for group in corridor.gateways:
        ids = {core.links[index].id for index in group}
        over = links[links.index.isin(ids)]
        # what crosses a gateway there and back is counted twice, so at least
        assert over["mt_per_year"].sum() >= flow.value * (1 - 1e-9)
    assert (flow.cut["capacity_mt_per_year"] * flow.cut["share"]).sum() == pytest.approx(flow.value)
    assert "by Middle Corridor" in flow.summary()


def test_no_capacity_is_exceeded_though_layers_share_it() -> None:
    flow = co.max_flow("UZ", "Black Sea", corridor="middle-corridor", modes=["rail", "ferry"])
    assert (flow.capacities["utilisation"] <= 1 + 1e-9).all()
    ends = flow.ends.groupby("role")["mt_per_year"].sum()
    assert ends["origin"] == pytest.approx(flow.value)
    assert ends["destination"] == pytest.approx(flow.value)


def test_a_corridor_that_leads_elsewhere_carries_at_most_everything() -> None:
    whole = co.max_flow("Tashkent", "Karachi", modes=["rail", "ferry"]).value
    for corridor in ("middle-corridor", "southern", "northern"):
        assert co.max_flow("Tashkent", "Karachi", corridor=corridor, modes=["rail", "ferry"]).value <= whole + 1e-9


def test_unknown_corridors() -> None:
    with pytest.raises(co.OptionError, match="there are"):
        co.max_flow("UZ", "EU", corridor="nowhere")
