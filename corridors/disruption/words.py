"""Losses in words: a table for a terminal, and for a notebook."""

from __future__ import annotations

from html import escape
from math import isinf
from typing import TYPE_CHECKING

from corridors.disruption.loss import Expected, Loss
from corridors.kernels.adding import total_of
from corridors.words.aligned import format_table
from corridors.words.asked import least_of
from corridors.words.html import html_table

if TYPE_CHECKING:
    from corridors.disruption.result import Criticality

__all__ = ["asked_words", "criticality_html", "criticality_summary", "duration_words"]

_HEADS = ["lost", "pairs", "hours", "USD", "weight", "cut off", "way round"]
_UNITS = {"feu": "40 ft container", "teu": "20 ft container", "wagon": "wagon"}
_PLURAL = {
    "link": "links", "place": "places", "border": "borders", "country": "countries", "corridor": "corridors",
    "service": "services", "event": "events",
}  # fmt: skip


def duration_words(hours: float | None) -> str:
    """Say how long a loss lasts.

    >>> duration_words(720.0), duration_words(12.0), duration_words(None)
    ('for 30 days', 'for 12 h', 'for good')
    """
    if hours is None:
        return "for good"
    return f"for {hours:g} h" if hours < 48 else f"for {hours / 24:g} days"


def asked_words(result: Criticality) -> str:
    """Say what was asked, in one line."""
    what = f"couples of {_PLURAL[result.by]}" if result.k == 2 else _PLURAL[result.by]
    pairs = "1 pair" if len(result.pairs) == 1 else f"{len(result.pairs)} pairs"
    return (
        f"What the loss of {what} costs {duration_words(result.duration_h)}: {pairs}, {least_of(result.weight)}, "
        f"{_UNITS[result.shipment]}, {result.on}"
    )


def criticality_summary(result: Criticality, most: int) -> str:
    """Give the worst losses as a text table."""
    rows = [_cells(loss) for loss in result.losses[:most]]
    lines = [asked_words(result), f"  in all, of one {result.per}:"]
    if rows:
        lines.append(format_table([_HEADS, *rows], left=(0, 6)))
    return "\n".join([*lines, *_further(result, most)])


def criticality_html(result: Criticality, most: int = 30) -> str:
    """Give the worst losses as HTML."""
    head = f"<p><b>{escape(asked_words(result))}</b><br>in all, of one {escape(result.per)}</p>"
    rows = [_cells(loss) for loss in result.losses[:most]]
    rest = "".join(f"<p>{escape(line.strip())}</p>" for line in _further(result, most))
    return head + (html_table(_HEADS, rows) if rows else "") + rest


def _cells(loss: Loss) -> list[str]:
    extra, worst = loss.extra, loss.worst
    more = "" if loss.exact else " or more"
    state = "" if loss.in_force is None else " (in force)" if loss.in_force else " (not in force)"
    return [
        loss.name + state,
        str(len(loss.pairs)),
        _whole(extra.time_h),
        _whole(extra.cost_usd),
        f"{_whole(extra.weight)}{more}",
        _cut_off(loss),
        "" if worst is None else worst.countries,
    ]


def _whole(figure: float) -> str:
    # a loss of next to nothing below zero is no "-0"
    return f"{round(figure) + 0:,d}"


def _cut_off(loss: Loss) -> str:
    parts = [f"{len(loss.cut_off)}" if loss.cut_off else "", f"{len(loss.ends)} as an end" if loss.ends else ""]
    told = " and ".join(part for part in parts if part)
    tonnes = loss.unserved_mt_per_year
    return f"{told} ({tonnes:.3g} Mt a year)" if told and tonnes else told


def _further(result: Criticality, most: int) -> list[str]:
    lines = []
    if len(result.losses) > most:
        lines.append(f"  and {len(result.losses) - most} more: to_frame() has all")
    for loss in result.losses[:most]:
        if loss.cut_off:
            lines.append(f"  {loss.name}: no way left for {', '.join(pair.words for pair in loss.cut_off)}")
    known = [loss for loss in result.losses if loss.expected is not None and not isinf(loss.expected.extra.weight)]
    known.sort(key=lambda loss: -loss.expected.extra.weight if loss.expected is not None else 0.0)
    of = "" if result.pairs[0].mt_per_year is not None else " of one unit a year"
    for loss in known[:5]:
        assert loss.expected is not None
        lines.append(f"  {loss.name}: {_on_record(loss.expected, of=of)}")
    return [*lines, *(f"  {note}" for note in result.notes)]


def _on_record(expected: Expected, *, of: str) -> str:
    record, extra = expected.record, expected.extra
    count, days = len(record.durations_h), total_of(record.durations_h) / 24
    shut = "once" if count == 1 else f"{count} times"
    lasting = " (lasting)" if record.open_ended else ""
    return (
        f"{shut} on record from {record.start[:4]} to {record.end}, {days:,.0f} days in all{lasting}; "
        f"expected a year {extra.time_h:,.3g} h, {extra.cost_usd:,.3g} USD{of}"
    )
