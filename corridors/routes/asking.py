"""What every call shares: its arguments, said, typed and checked in one place.

A verb such as `shortest_route` takes ``**asked: Unpack[Rules]``; the decorator `takes` gives it the full signature
and the description of each argument, so that ``help()`` and a notebook show them, and none is written twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from inspect import Parameter, cleandoc, signature
from textwrap import indent
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from corridors.charges.choices import Box, Modes, Scope, Service, Shipment, Weight
from corridors.gate.sizes import held
from corridors.network.calls import network_for
from corridors.network.network import Network
from corridors.routing.planner import Planner
from corridors.tables.dates import DateLike
from corridors.world.gazetteer import PlaceLike

if TYPE_CHECKING:
    from corridors.changes.scenario import ScenarioLike

__all__ = [
    "Asked",
    "Filters",
    "Ranked",
    "Rules",
    "Unweighed",
    "answer_bare",
    "check_names",
    "planner_for",
    "split",
    "takes",
]


class _Common(TypedDict, total=False):
    shipment: Shipment
    service: Service
    scope: Scope
    avoid: PlaceLike | Iterable[PlaceLike] | None
    modes: Modes | None
    snap_limit_km: float | None
    box: Box
    value_usd: float | None
    price_year: int | None
    on: DateLike | None
    scenario: ScenarioLike | None
    network: Network | None


class Asked(_Common, total=False):
    """What every call of the package understands."""

    weight: Weight


class Ranked(_Common, total=False):
    """What a call understands that may rank by several criteria."""

    weight: Weight | Sequence[Weight]


class _ByLink(TypedDict, total=False):
    avoid_borders: str | Iterable[str] | None
    min_capacity_mt_per_year: float | None


class Unweighed(_Common, _ByLink, total=False):
    """What a call understands that weighs ways by several criteria at once."""


class Filters(Asked, _ByLink, total=False):
    """What a call understands that looks at single links and borders as well."""


class Rules(Filters, total=False):
    """What a call understands that asks for one way."""

    via: PlaceLike | Iterable[PlaceLike] | None
    corridor: str | None
    max_transhipments: int | None
    max_borders: int | None
    max_gauge_changes: int | None


#: Value of an argument that is left out; all others are None then.
DEFAULTS: Mapping[str, Any] = {
    "weight": "distance",
    "shipment": "feu",
    "service": "regular",
    "scope": "terminal",
    "box": "carrier",
}

_MEANING = {
    "weight": """\
What is minimised: ``"distance"`` (km; while searching, a transhipment, a change of gauge or train and a border
count as the kilometres that their price would buy, which no length contains; ``"length_km"`` is the pure
length), ``"time"`` (h to be expected, in `scope`), ``"cost"`` (USD per shipment unit, to be expected),
``"emissions"`` (kg CO2e), ``"generalised"`` (USD, time at the shipment's value of time), a numeric
link column, or a dict of these with factors. Here, as in `shipment` and `modes`, any case and the usual other
words are understood: ``"price"``, ``"CO2"``, ``"40ft"``, ``"truck"``.""",
    "shipment": """\
``"feu"`` (40 ft container), ``"teu"`` (20 ft container) or ``"wagon"`` (bulk, wagonload).""",
    "service": """\
How it travels by rail: ``"regular"`` (one container handed in at a terminal, in a train with a timetable where
one runs, else in ordinary trains; a wagon goes as a wagonload) or ``"block_train"`` (a whole train, which leaves
when it is ready).""",
    "scope": """\
What a time counts: ``"terminal"`` (from handing in until it can be collected), ``"run"`` (from departure to
arrival, as published journeys are printed) or ``"door"`` (with the lorries of the first and last mile, which are
in the price as well).""",
    "via": """\
Places to pass, in order; a train that passes through without stopping pays no handling there. The way
may double back: a place on a branch is passed by going out to it and returning.""",
    "avoid": """\
Places, countries (ISO code or name), corridors (their gateways), modes, link ids, events (id or name: what they
shut or restrict), or risks in force (id or kind: ``"sanctions"``, ``"war"``, ``"insurability"``, ``"theft"``,
``"politics"``).""",
    "modes": """\
Modes that may be used: rail, ferry, sea, road; all by default.""",
    "snap_limit_km": """\
How far (km, great circle) a point may lie from the nearest place, 100 by default. Beyond 5 km a lorry joins it, which
stands in the account; the place is taken, of those near it, that makes the whole journey the best.""",
    "box": """\
Whose box it is: ``"carrier"`` (its empty return is charged where a source tells what it costs) or ``"shipper"``.""",
    "value_usd": """\
Value in USD of what one unit carries, on which premiums of war and risk are charged; as usual for the shipment by
default (``value_of_goods_usd`` in ``rates``).""",
    "price_year": """\
Year in whose dollars prices are told (by consumer prices); the year of `on` by default.""",
    "corridor": """\
Id or name of a corridor that must be used, that is, whose gateways must be crossed. The way may double
back: where the corridor does not lie between the two places, it is entered, its gateways are crossed,
and the way returns. `compare_corridors` leaves such ways out.""",
    "max_transhipments": """\
How often at most the mode or vessel may change.""",
    "max_borders": """\
How often at most the country may change, by land or ferry.""",
    "max_gauge_changes": """\
How often at most the gauge may change.""",
    "avoid_borders": """\
Countries none of whose borders may be crossed.""",
    "min_capacity_mt_per_year": """\
Links and operations known to carry less (Mt a year) are left out.""",
    "on": """\
Date or year (its last day); the data's reference date by default. Planned links count only when
`on` lies after the reference date, from their expected year.""",
    "scenario": """\
Changes to apply first: a `Scenario`, a dict of its parts, or the path of a saved one.""",
    "network": """\
Another network than the packaged one.""",
}

_PLACEHOLDER = "**asked\n    As in every call."

_Verb = TypeVar("_Verb", bound=Callable[..., Any])


def takes(shared: type[Any], **defaults: Any) -> Callable[[_Verb], _Verb]:
    """Give a verb its signature and the description of the arguments that it shares with others.

    Parameters
    ----------
    shared
        The typed dict of its ``**asked``.
    **defaults
        Values left out that differ from those of the other verbs.
    """
    values = {**dict.fromkeys(shared.__annotations__), **DEFAULTS, **defaults}
    kinds = {name: getattr(kind, "__forward_arg__", kind) for name, kind in shared.__annotations__.items()}
    names = [name for name in _MEANING if name in kinds]

    def dressed(verb: _Verb) -> _Verb:
        plain = signature(verb)
        own = [p for p in plain.parameters.values() if p.kind is not Parameter.VAR_KEYWORD]
        more = [Parameter(n, Parameter.KEYWORD_ONLY, default=values[n], annotation=kinds[n]) for n in names]
        verb.__signature__ = plain.replace(parameters=[*own, *more])  # type: ignore[attr-defined]
        lines = "\n".join(f"{name}\n{indent(_MEANING[name], '    ')}" for name in names)
        if verb.__doc__:  # python -OO has none
            verb.__doc__ = cleandoc(verb.__doc__).replace(_PLACEHOLDER, lines)  # 3.13 cuts indents itself
        return verb

    return dressed


def check_names(verb: Callable[..., Any], asked: Mapping[str, Any]) -> None:
    """Refuse an argument that the verb does not have, with the one that may have been meant.

    Raises
    ------
    TypeError
        As Python raises it itself.
    """
    known = signature(verb).parameters
    for name in asked:
        if name not in known:
            raise _unexpected(verb.__name__, name, known)


def planner_for(verb: Callable[..., Any], asked: Mapping[str, Any], **own: Any) -> Planner:
    """Set up the search of a call: its network, and its rules with the verb's own defaults.

    Raises
    ------
    OptionError
        The arguments mean nothing or contradict each other.
    """
    check_names(verb, asked)
    network, rules = split(asked)
    return network.planner(**{**own_defaults(verb), **rules, **own})


def own_defaults(verb: Callable[..., Any]) -> dict[str, Any]:
    """Give what a verb takes the shared arguments to be that are left out, where that is not nothing."""
    known = signature(verb).parameters
    return {name: known[name].default for name in DEFAULTS if name in known}


def answer_bare(verb: Callable[..., Any], asked: Mapping[str, Any], *places: Any, **own: Any) -> Any:
    """Have a network of bare edges answer a call by its method of the same name; it knows no rule but the weight."""
    check_names(verb, asked)
    rules = {name: rule for name, rule in asked.items() if name != "network"}
    # what stands for any load cannot be told from having been asked for
    for name in ("shipment", "service", "scope", "box"):
        if rules.get(name) == DEFAULTS[name]:
            del rules[name]
    return asked["network"].answer(verb.__name__, *places, **rules, **own)


def split(asked: Mapping[str, Any]) -> tuple[Network, dict[str, Any]]:
    """Give the network of a call, and its other rules; what can be read once only is read here, for all that ask."""
    rules: dict[str, Any] = {n: tuple(held(rule)) if isinstance(rule, Iterator) else rule for n, rule in asked.items()}
    where = {name: rules.pop(name, None) for name in ("network", "on", "scenario")}
    return network_for(**where), rules


def _unexpected(verb: str, name: str, known: Iterable[str]) -> TypeError:
    """Word the refusal of an argument that a call does not have, with the one that may have been meant.

    It is the `TypeError` of a call that is wrong in itself, as Python raises it.
    """
    from difflib import get_close_matches

    names = list(known)
    close = get_close_matches(name, names, n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(names)}"
    return TypeError(f"{verb}() got an unexpected keyword argument {name!r}: {hint}")
