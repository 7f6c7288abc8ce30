"""Figures in words that text and HTML write alike."""

from __future__ import annotations

__all__ = ["dollars", "ranged"]


def ranged(
    central: float,
    low: float,
    high: float,
    digits: str,
    unit: str = "",
    *,
    between: str = " to ",
    point: bool = True,
) -> str:
    """Write a figure with its range in brackets.

    Parameters
    ----------
    central, low, high
        The figure, ordinarily, at its lowest and at its highest.
    digits
        How each is written, as in ``format``.
    unit, between
        What stands after the figure, and between the ends of the range.
    point
        Whether a range that is one point is written too.

    Examples
    --------
    >>> ranged(2480.0, 1990.0, 3120.0, ",.0f", "USD")
    '2,480 USD (1,990 to 3,120)'
    >>> ranged(12.0, 9.6, 15.1, ".0f", between="-")
    '12 (10-15)'
    >>> ranged(2.0, 2.0, 2.0, ",.1f", "h", point=False)
    '2.0 h'
    """
    text = f"{central:{digits}} {unit}".rstrip()
    return f"{text} ({low:{digits}}{between}{high:{digits}})" if point or low != high else text


def dollars(price_year: str, unit: str = "") -> str:
    """Name the money of a price, short enough to stand behind a figure.

    >>> dollars("USD of 2026 (consumer prices of 2025)", "FEU")
    'USD of 2026 per FEU'
    """
    money = price_year.partition(" (")[0]
    return f"{money} per {unit}" if unit else money
