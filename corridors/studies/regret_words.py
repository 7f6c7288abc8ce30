"""Losses in words: the cells of their table, in text and HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import isinf
from typing import TYPE_CHECKING

from corridors.words.aligned import format_table
from corridors.words.asked import least_of
from corridors.words.html import html_table

if TYPE_CHECKING:
    from corridors.studies.regret import Regret, WorstLoss

__all__ = ["regret_html", "regret_summary"]

_HEADS = ("corridor", "USD", "under", "hours", "under", "USD with time", "under", "grade")
_WIDE = 22  # a longer name is cut


def regret_summary(regret: Regret) -> str:
    """Give the losses as text, a table for each destination and one for all."""
    blocks = [_head(regret)]
    for title, losses in _blocks(regret):
        rows = [[_cut(cell) for cell in _cells(loss)] for loss in losses]
        blocks.append(f"{title}\n{format_table([_HEADS, *rows], left=(0, 2, 4, 6), if_room=['grade'])}")
    return "\n\n".join(blocks)


def regret_html(regret: Regret) -> str:
    """Give the losses as tables."""
    parts = [f"<p>{escape(_head(regret))}</p>"]
    for title, losses in _blocks(regret):
        parts += [f"<p><b>{escape(title)}</b></p>", html_table(_HEADS, [_cells(loss) for loss in losses])]
    return "".join(parts)


def _head(regret: Regret) -> str:
    return (
        f"What each corridor loses at worst over {len(regret.scenarios)} scenarios against the best way under each, "
        f"ways of {least_of(regret.weight)}"
    )


def _blocks(regret: Regret) -> list[tuple[str, list[WorstLoss]]]:
    blocks: dict[str, list[WorstLoss]] = {}
    for loss in regret:
        ends = loss.origin, loss.destination
        title = "any destination" if None in ends else " to ".join(end.name for end in ends if end is not None)
        blocks.setdefault(title, []).append(loss)
    return list(blocks.items())


def _cells(loss: WorstLoss) -> Sequence[str]:
    name = loss.corridor_name.split(" (")[0]
    return (
        name, _amount(loss.usd), loss.usd_under, _amount(loss.h), loss.h_under, _amount(loss.generalised_usd),
        loss.generalised_under, loss.grade,
    )  # fmt: skip


def _amount(amount: float) -> str:
    return "no way" if isinf(amount) else f"{amount:,.0f}"


def _cut(text: str) -> str:
    return text if len(text) <= _WIDE else text[: _WIDE - 1] + "."
