"""Figures added one after another, alike on every version of Python."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

__all__ = ["total_of"]

if TYPE_CHECKING or sys.version_info < (3, 12):
    total_of = sum
else:

    def total_of(values: Iterable[Any]) -> Any:
        """Add from left to right, as arrays and searches do.

        From Python 3.12 on `sum` makes up for what rounding loses, and its last digit is another one: answers would
        hang on the version of Python, and a way added up would weigh other than the same way searched.
        """
        total = 0
        for value in values:
            total = total + value
        return total
