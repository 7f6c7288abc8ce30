"""The network of a call: the packaged one where none is given, on the date and under the scenario asked for."""

from __future__ import annotations

from reprlib import repr as shortened
from typing import TYPE_CHECKING

from corridors.errors import OptionError
from corridors.network.loading import load_network
from corridors.network.network import Network
from corridors.tables.dates import DateLike

if TYPE_CHECKING:
    from corridors.changes.scenario import ScenarioLike

__all__ = ["is_bare", "network_for"]


def is_bare(network: Network | None) -> bool:
    """Whether a network answers by itself (`Network.from_edges`).

    Raises
    ------
    OptionError
        It is no network at all.
    """
    try:
        return network is not None and network.is_bare
    except AttributeError:
        raise OptionError(
            f"network={shortened(network)} is no network: give one of corridors.load_network() or of "
            "Network.from_frames(), or leave it out for the packaged one"
        ) from None


def network_for(
    network: Network | None = None, on: DateLike | None = None, scenario: ScenarioLike | None = None
) -> Network:
    """Give the network of a call: the packaged one by default, changed and on a date.

    Raises
    ------
    OptionError
        It is no network, or one of bare edges, which knows neither dates nor scenarios.
    """
    if is_bare(network):
        raise OptionError("a network of bare edges has no places, modes or dates: this call cannot be made of it")
    if network is None:
        network = load_network()
    if scenario is not None:
        network = network.apply(scenario)
    return network.at(on)
