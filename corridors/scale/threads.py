"""Work in threads of this process, taken in in its order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

__all__ = ["in_order"]

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


def in_order(work: Callable[[_Given], _Made], given: Iterable[_Given], workers: int) -> Generator[_Made]:
    """Work on what is given in threads and give what comes of it in its order, only so much ahead.

    Examples
    --------
    >>> list(in_order(len, ["a", "bc", ""], workers=2))
    [1, 2, 0]
    """
    if workers == 1:
        yield from map(work, given)
        return
    waiting: deque[Future[_Made]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for one in given:
                waiting.append(pool.submit(work, one))
                if len(waiting) > 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
