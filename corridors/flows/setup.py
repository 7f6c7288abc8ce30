"""The flow network of a call: of plain frames, or of a network on a date with what is wanted of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from corridors.errors import OptionError
from corridors.flows.delays import BPR, Delay, delay_of
from corridors.flows.frames import frame_network
from corridors.flows.model import FlowNetwork
from corridors.flows.packaged import VDF, packaged_network
from corridors.gate.names import as_point
from corridors.gate.quoted import quoted
from corridors.network.calls import is_bare, network_for
from corridors.routing.question import not_carrying, outside_modes, risks_among
from corridors.routing.weights import WeightLike, weight_key
from corridors.tables.dates import DateLike
from corridors.world.selection import as_tuple, modes_of, select
from corridors.world.spelling import shipment_of

if TYPE_CHECKING:
    import pandas as pd

    from corridors.changes.scenario import ScenarioLike
    from corridors.network.network import Network

__all__ = ["flow_network", "network_of_call"]

#: Flow networks already made of a network, for the next question about it.
_MADE: WeakKeyDictionary[Network, dict[Any, FlowNetwork]] = WeakKeyDictionary()

_MOST_MADE = 16


def flow_network(
    *,
    network: Network | None,
    on: DateLike | None,
    scenario: ScenarioLike | None,
    modes: object,
    avoid: object,
    shipments: Sequence[str],
    weight: WeightLike | None,
    links: pd.DataFrame | None,
    places: pd.DataFrame | None,
    directed: bool,
    vdf: Mapping[Any, tuple[float, float]] | None = None,
    delay: Mapping[Any, Any] | None = None,
    congestion: bool = False,
    weighed: bool = True,
) -> tuple[FlowNetwork, Network | None]:
    """Give the flow network, and the network that it is of (None for plain frames)."""
    if links is not None:
        given = {
            "network": network,
            "on": on,
            "scenario": scenario,
            "modes": modes,
            "avoid": avoid,
            "vdf": vdf,
        }
        unused = [name for name, value in given.items() if value is not None]
        if unused:
            raise OptionError(f"links= is a network of its own: {', '.join(unused)} cannot go with it")
        made = frame_network(
            links, places, weight=weight, directed=directed, congestion=congestion, weighed=weighed,
            delays=_delays(delay, None),
        )  # fmt: skip
        return made, None
    if places is not None:
        raise OptionError("places= goes with links=: give both, or neither for the packaged network")
    if isinstance(weight, Mapping) and any(isinstance(mix, Mapping) for mix in weight.values()):
        raise OptionError("a mix for each kind of shipment goes with links=: a Network weighs each by its own rates")
    view = network_of_call(network, on, scenario)
    return _of_network(view, modes, avoid, shipments, "cost" if weight is None else weight, vdf, delay), view


def network_of_call(network: Network | None, on: DateLike | None, scenario: ScenarioLike | None) -> Network:
    """Give the network of a call, if it is one that flows can be put on."""
    if is_bare(network):
        raise OptionError("a network of bare edges has no capacities: give its edges as links=")
    return network_for(network, on, scenario)


def _of_network(
    network: Network,
    modes: object,
    avoid: object,
    shipments: Sequence[str],
    weight: WeightLike,
    vdf: Mapping[Any, tuple[float, float]] | None,
    delay: Mapping[Any, Any] | None,
) -> FlowNetwork:
    shipments = [shipment_of(shipment) for shipment in shipments]
    functions = _functions(vdf) | _delays(delay, VDF)
    kept = _MADE.setdefault(network, {})
    wanted, shunned = modes_of(modes), as_tuple(avoid, network._core.place_index)
    key = (shunned, wanted, tuple(shipments), weight_key(weight), tuple(functions.items()))
    if key not in kept:
        core = network._core
        unwanted = set(outside_modes(core, wanted))
        unwanted |= set.intersection(*({*not_carrying(core, s), *network.view.closed_to(s)} for s in shipments))
        named, risky = risks_among(network.view, shunned)
        unwanted |= set(risky)
        for selection in select(core, named):
            unwanted |= selection.links
        if len(kept) >= _MOST_MADE:
            kept.pop(next(iter(kept)))
        kept[key] = packaged_network(network, shipments=shipments, weight=weight, unwanted=unwanted, vdf=functions)
    return kept[key]


def _delays(delay: Mapping[Any, Any] | None, known: Mapping[str, Delay] | None) -> dict[str, Delay]:
    """Read forms of delay by mode or operation; with `known`, only of these."""
    if delay is None:
        return {}
    if not isinstance(delay, Mapping):
        raise OptionError(f"delay={delay!r}: give a dict of modes or operations with their forms of delay")
    unknown = [name for name in delay if known is not None and name not in known]
    if unknown:
        raise OptionError(f"delay has no {unknown[0]!r}: there are {', '.join(known or ())}")
    return {str(name): delay_of(asked, f"delay[{name!r}]") for name, asked in delay.items()}


def _functions(vdf: Mapping[Any, tuple[float, float]] | None) -> dict[str, Delay]:
    functions = dict(VDF)
    if vdf is not None and not isinstance(vdf, Mapping):
        raise OptionError(f"vdf={quoted(vdf)}: give a dict of pairs (alpha, beta) by mode or operation")
    for name, pair in (vdf or {}).items():
        if not isinstance(name, str) or name not in VDF:
            raise OptionError(f"vdf has no {quoted(name)}: there are {', '.join(VDF)}")
        read = as_point(pair)
        if read is None:
            raise OptionError(f"vdf[{name!r}]={quoted(pair)} is no pair (alpha, beta)")
        alpha, beta = read
        if not (0 <= alpha < float("inf") and 0 <= beta < float("inf")):
            raise OptionError(f"vdf[{name!r}]={quoted(pair)}: alpha and beta are numbers of at least 0")
        functions[name] = Delay(BPR.form, alpha, beta)
    return functions
