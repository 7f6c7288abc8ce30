"""What goes out: rows that cannot be changed, for they are the library's own and every later answer rests on them."""

from __future__ import annotations

from typing import Any, NoReturn

__all__ = ["FixedRow"]


class FixedRow(dict[str, Any]):
    """A row that is equal to its like and cannot be changed; ``row | {...}`` gives one that can.

    Examples
    --------
    >>> row = FixedRow({"id": "a"})
    >>> row | {"id": "b"}, row == {"id": "a"}
    ({'id': 'b'}, True)
    >>> row["id"] = "b"
    Traceback (most recent call last):
    TypeError: rows of a network cannot be changed: make a dict(...) of it, or another network by replace(...)
    """

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        msg = "rows of a network cannot be changed: make a dict(...) of it, or another network by replace(...)"
        raise TypeError(msg)

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type[FixedRow], tuple[dict[str, Any]]]:
        """Cross process borders."""
        return type(self), (dict(self),)
