"""Figures of leaders that no package index has, as they were handed to this project; none is measured by `make bench`.

Measured by others on two shared cores, one run each, medians; objectives and fronts were equal. They stand beside what
is measured here to be read as ratios of ratios: the machines differ.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["PUBLISHED", "Leader"]


class Leader(NamedTuple):
    """Work, under which key it is measured here, who leads, in seconds, and what this project asks of itself."""

    work: str
    key: str
    who: str
    seconds: float | None
    asked: float | None


PUBLISHED = (
    Leader("user equilibrium to 1e-12, Sioux Falls", "equilibrium Sioux Falls 1e-12", "Algorithm B in C", 0.011, 0.05),
    Leader("user equilibrium to 1e-12, Anaheim", "equilibrium Anaheim 1e-12", "Algorithm B in C", 0.06, 0.2),
    Leader("user equilibrium to 1e-12, Barcelona", "equilibrium Barcelona 1e-12", "Algorithm B in C", 0.56, 1.5),
    Leader("front of two criteria, 1,500 vertices", "front 1500 2", "BOA* in C, lengths only", 0.00047, 0.001),
    Leader("front of two criteria, 20,000 vertices", "front 20000 2", "BOA* in C, lengths only", 0.0196, 0.04),
    Leader("front of two criteria, 160,000 vertices", "front 160000 2", "BOA* in C, lengths only", 0.150, 0.2),
    Leader("front of three criteria, 20,000 vertices", "front 20000 3", "", None, 1.0),
    Leader("five ways that overlap at most 0.6, 1,500 vertices", "alternatives", "ESX in C++, 4.0 of 5", 0.028, 0.04),
    Leader("packaged network, five routes at 0.6", "alternatives packaged", "", None, 0.03),
    Leader("new weights on 160,000 prepared vertices", "reweighting", "RoutingKit customises, 13 ms to", 0.025, 0.06),
    Leader("matrix of all packaged places", "matrix packaged", "", None, 0.3),
    Leader("8,192 draws to six destinations", "simulate", "", None, None),
)
