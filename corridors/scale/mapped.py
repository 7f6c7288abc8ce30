"""One room for work in pieces: here, in threads, or on a cluster, with the same answers."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from functools import partial
from typing import Any, TypeVar

from corridors.scale.cluster import spread
from corridors.scale.threads import in_order

__all__ = ["mapped"]

_Common = TypeVar("_Common")
_Item = TypeVar("_Item")
_Made = TypeVar("_Made")


def mapped(
    function: Callable[[_Common, _Item], _Made],
    items: Iterable[_Item],
    *,
    common: _Common,
    client: Any = None,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Generator[_Made]:
    """Give ``function(common, item)`` for every item, in the order of the items.

    What a piece of work gives may follow from `common` and its item alone; then the answers are the same here, in
    threads and on any number of workers. Items are taken, and results held, only so far ahead. Whoever may leave the
    loop early closes it (`contextlib.closing`), so that no work goes on that nobody waits for.

    Parameters
    ----------
    function
        For a cluster, one of a module, which workers import.
    items
        What differs from piece to piece: small, and enough for some tenths of a second of work at least.
    common
        What they share; it is sent to a worker once.
    client
        A ``dask.distributed.Client`` (extra ``scale``); None for this process.
    workers
        Threads, where no client is given.
    progress
        Told how many pieces are done, after each of them and while a cluster is waited for.

    Raises
    ------
    OptionError
        A client that is none, closed or asynchronous, a worker with another release of corridors, or work that takes
        its workers down.
    MissingExtraError
        dask's distributed is not installed.

    Examples
    --------
    >>> from operator import mul
    >>> list(mapped(mul, [1, 2, 3], common=10, workers=2))
    [10, 20, 30]
    """
    if client is not None:
        return spread(function, items, common, client, progress)
    return _here(partial(function, common), items, workers, progress)


def _here(
    work: Callable[[_Item], _Made], items: Iterable[_Item], workers: int, progress: Callable[[int], None] | None
) -> Generator[_Made]:
    for done, made in enumerate(in_order(work, items, workers), 1):
        if progress is not None:
            progress(done)
        yield made
