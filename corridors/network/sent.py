"""A network as it is sent to another process: of the packaged one its edition and date alone."""

from __future__ import annotations

from corridors.changes.scenario import Scenario
from corridors.errors import OptionError
from corridors.network.loading import load_network
from corridors.network.network import Network

__all__ = ["Sent"]


class Sent:
    """A network that travels light.

    The packaged network is loaded where it arrives, and a scenario is applied there; any other is sent whole.

    Examples
    --------
    >>> import pickle
    >>> import corridors as co
    >>> sent = pickle.dumps(Sent(co.load_network(on=2035)))
    >>> len(sent) < 200, pickle.loads(sent).network.on
    (True, '2035-12-31')
    """

    def __init__(self, network: Network) -> None:
        self.network = network

    def __reduce__(self) -> tuple[object, ...]:
        """Tell how it is made again, where that is known."""
        network = self.network
        if network._under is not None and _is_packaged(network._under[0]):
            before, scenario = network._under
            if not scenario.include:  # which may be files that are not where it is sent
                return _under, (Sent(before), scenario, network.scenarios)
        if _is_packaged(network):
            return _packaged, (network.edition, network.on, network._dated)
        return Sent, (network,)


def _is_packaged(network: Network) -> bool:
    """Whether a network is the packaged one on some date, with nothing changed."""
    view = network.view
    changed = view.shut or view.opened or view.lifted or network.scenarios
    return not changed and network._core is load_network()._core


def _packaged(edition: str, on: str, dated: bool) -> Sent:  # noqa: FBT001 - a pickle knows no names
    network = load_network()
    if network.edition != edition:
        raise OptionError(
            f"client=: a worker has edition {network.edition} of the data, the caller has {edition}: install the same "
            "release of corridors on both"
        )
    return Sent(network.at(on) if dated or on != network.on else network)


def _under(before: Sent, scenario: Scenario, names: tuple[str, ...]) -> Sent:
    return Sent(before.network._under_scenario(scenario, names))
