"""Whatever was given, as a message shows it: short, and never an error of its own."""

from __future__ import annotations

from reprlib import Repr

__all__ = ["quoted"]

_REPR = Repr()
_REPR.maxstring = _REPR.maxother = 80
_REPR.maxlong = 40


def quoted(value: object) -> str:
    """Give a value as messages quote it; what cannot be written is named by its type.

    Examples
    --------
    >>> quoted("a" * 200)[:6], quoted(10**9999)
    ("'aaaaa", 'a very large int')
    """
    try:
        text = _REPR.repr(value)
    except ValueError:  # of more digits than Python writes
        return f"a very large {type(value).__name__}" if isinstance(value, int) else f"a {type(value).__name__}"
    except Exception:
        return f"a {type(value).__name__}"
    return " ".join(text.split())
