"""Flow networks are made once for a question, and the latest are kept."""

from __future__ import annotations

from typing import Any

from corridors.flows.setup import _MADE, _MOST_MADE, flow_network
from tests.micro import micro


def asked(network: Any, **options: Any) -> Any:
    usual: dict[str, Any] = dict.fromkeys(("on", "scenario", "modes", "avoid", "weight", "links", "places"))
    return flow_network(network=network, shipments=("feu",), directed=True, **usual | options)[0]


def test_the_same_question_is_answered_by_the_same_network() -> None:
    """However it is written; another one by another."""
    network = micro("A ==10== B ==10== C", "A ..10.. B")
    first = asked(network, modes=["rail"])
    assert asked(network, modes="Railway") is first
    assert asked(network, modes=["rail"], weight="cost") is first
    assert asked(network) is not first
    assert asked(network, modes=["rail"], weight="time") is not first
    assert asked(network, modes=["rail"], avoid="C") is not first
    assert asked(network, modes=["rail"], vdf={"rail": (0.5, 1.0)}) is not first
    assert asked(micro("A ==10== B ==10== C", "A ..10.. B"), modes=["rail"]) is not first


def test_the_latest_networks_are_kept_and_no_more() -> None:
    """A long row of questions about one network takes no more room than a short one."""
    network = micro("A ==10== B")
    made = [asked(network, weight={"cost": float(n), "time": 1.0}) for n in range(_MOST_MADE + 3)]
    assert list(_MADE[network].values()) == made[3:]
    assert asked(network, weight={"cost": 3.0, "time": 1.0}) is made[3]
    assert asked(network, weight={"cost": 0.0, "time": 1.0}) is not made[0]
    assert len(_MADE[network]) == _MOST_MADE
