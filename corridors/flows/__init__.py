"""Capacity and flows: how much can move, what binds, and what one more tonne of capacity is worth."""

from __future__ import annotations

from corridors.flows.assign import METHODS, assign
from corridors.flows.maxflow import MaxFlow, max_flow
from corridors.flows.price_curve import PriceCurve, price_curve
from corridors.flows.regions import REGIONS
from corridors.flows.result import Flows

__all__ = ["METHODS", "REGIONS", "Flows", "MaxFlow", "PriceCurve", "assign", "max_flow", "price_curve"]
