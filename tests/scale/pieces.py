"""Pieces of work that workers import."""

from __future__ import annotations

import os
import time


def slowly(seconds: float, item: int) -> int:
    """Give the item, after a while."""
    time.sleep(seconds)
    return item


def die(_common: None, item: int) -> int:
    """Take the worker down."""
    os._exit(item)


def divided(common: int, item: int) -> int:
    return common // item
