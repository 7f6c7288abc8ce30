"""Choices as types, so that a type checker catches ``"cots"`` before anything runs.

What is understood when the program runs is wider: any case and the usual other words (`corridors.world.spelling`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

__all__ = ["Box", "Criterion", "FlowMethod", "Mode", "Modes", "Operation", "Scope", "Service", "Shipment", "Weight"]

#: What a search minimises.
Criterion = Literal["distance", "time", "cost", "emissions", "generalised"]

#: What moves.
Shipment = Literal["feu", "teu", "wagon"]

#: How a shipment travels by rail.
Service = Literal["regular", "block_train", "wagonload"]

#: Whose a box is.
Box = Literal["carrier", "shipper"]

#: What a time counts.
Scope = Literal["run", "terminal", "door"]

#: How a link is travelled.
Mode = Literal["rail", "ferry", "sea", "road"]

#: What else than a mode can be congested.
Operation = Literal["port", "terminal", "gauge_change", "border"]

#: How demand is put on a network.
FlowMethod = Literal["all_or_nothing", "logit", "system_optimum", "user_equilibrium"]

#: A criterion, or a mix of criteria and numeric link columns with factors. A link column alone may be given as a
#: text as well; a type checker wants ``{"column": 1}``, for it cannot tell a column from a slip.
Weight = Criterion | Mapping[str, float]

#: One mode or several.
Modes = Mode | Iterable[Mode]
