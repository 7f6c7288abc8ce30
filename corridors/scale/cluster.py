"""Work on the workers of a Dask cluster, handed out only so far ahead and taken in in its order.

A piece is lost with its worker and done again by another: it follows from its numbers alone, so nothing is changed
by that. What the pieces have in common is the content of one task, which a new worker can ask for again (data
scattered to workers would be gone with the last of them).
"""

from __future__ import annotations

import logging
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from time import monotonic
from typing import Any, TypeVar

from corridors.errors import MissingExtraError, OptionError
from corridors.kernels.adding import total_of
from corridors.scale.parcel import Parcel, opened, packed

__all__ = ["check_client", "spread"]

_LOG = logging.getLogger(__name__)

#: How long one waits for a piece before the bar is told that time passes.
_TICK_S = 0.5
#: How long an answer about the number of workers holds.
_STALE_S = 2.0
#: After so long without a worker it is said.
_LONELY_S = 10.0

#: What must be alike for the last digit to be.
_ALIKE = ("corridors", "numpy", "scipy", "numba")

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")

Stamp = tuple[tuple[str, str], ...]


def check_client(client: Any) -> None:
    """Refuse what is no client with which work can be spread; None is none and passes.

    Raises
    ------
    OptionError
        It is no client, asynchronous, or closed.
    MissingExtraError
        dask's distributed is not installed.
    """
    if client is None:
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingExtraError("dask[distributed]", "scale") from error
    if not isinstance(client, Client):
        raise OptionError(
            f"client={client!r} is no client of a cluster: give dask.distributed.Client(...), or None to work here"
        )
    if client.asynchronous:
        raise OptionError("client= is asynchronous, and this call waits: give Client(..., asynchronous=False)")
    if client.status != "running":
        raise OptionError(
            f"client= is {client.status}, its cluster cannot be reached: open a new one with "
            "dask.distributed.Client(address)"
        )


def spread(
    function: Callable[[Any, _Item], _Made],
    items: Iterable[_Item],
    common: Any,
    client: Any,
    progress: Callable[[int], None] | None,
) -> Generator[_Made]:
    """Give ``function(common, item)`` for every item in order, worked out on a cluster; see `mapped`."""
    check_client(client)
    parcel = packed(common)
    return _handed_out(function, items, parcel, client, progress)


def _handed_out(
    function: Callable[[Any, _Item], _Made],
    items: Iterable[_Item],
    parcel: Parcel,
    client: Any,
    progress: Callable[[int], None] | None,
) -> Generator[_Made]:
    crew = _Crew(client)
    # dask would have equal tasks be one, which another call could cancel
    sent = client.submit(_kept, parcel, pure=False)
    waiting: deque[Any] = deque()
    done = 0

    def first() -> Any:
        made = crew.wait_for(waiting[0], lambda: progress(done) if progress is not None else None)
        waiting.popleft()
        return made

    try:
        for item in items:
            waiting.append(client.submit(_work, sent, function, item, stamp(), pure=False))
            while len(waiting) >= crew.most_ahead():
                made = first()
                done += 1
                if progress is not None:
                    progress(done)
                yield made
        while waiting:
            made = first()
            done += 1
            if progress is not None:
                progress(done)
            yield made
    finally:
        if client.status == "running":
            client.cancel([sent, *waiting])


class _Crew:
    """The workers behind a client."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self._threads = 0
        self._asked = self._seen = monotonic()
        self._count()

    def _count(self) -> None:
        self._threads = total_of(self.client.nthreads().values())
        self._asked = monotonic()
        if self._threads:
            self._seen = self._asked

    def most_ahead(self) -> int:
        """Give how many pieces may be under way: two a thread, so that none waits and results do not heap up."""
        if monotonic() - self._asked > _STALE_S:
            self._count()
        return max(2, 2 * self._threads)

    def wait_for(self, future: Any, tick: Callable[[], None]) -> Any:
        """Give what a piece gave.

        Raises
        ------
        OptionError
            The cluster went away, the piece was cancelled, or it took one worker after another down.
        """
        from distributed import wait
        from distributed.scheduler import KilledWorker

        pause: Any = wait

        while not future.done():
            if self.client.status != "running":
                raise OptionError("client=: the cluster went away while it worked; nothing was kept of the answer")
            try:
                pause([future], timeout=_TICK_S)
            except TimeoutError:
                tick()
                self._look_round()
        if future.status in ("cancelled", "lost"):
            raise OptionError("client=: the work was cancelled on the cluster, or the client was closed")
        try:
            return future.result()
        except KilledWorker as error:
            raise OptionError(
                f"client=: a piece of the work took its workers down, one after another ({error.last_worker.address} "
                "the last): most often they have too little memory; give each more, or fewer threads"
            ) from error
        except ModuleNotFoundError as error:
            if (error.name or "").split(".")[0] != "corridors":
                raise
            raise OptionError(
                f"client=: a worker has not what this release of corridors has ({error}): install corridors "
                f"{_version('corridors')} there"
            ) from error

    def _look_round(self) -> None:
        if monotonic() - self._asked > _STALE_S:
            self._count()
        if not self._threads and monotonic() - self._seen > _LONELY_S:
            self._seen = monotonic()
            _LOG.warning("client=: the cluster has no worker at the moment; the work waits for one")


def _kept(parcel: Parcel) -> Parcel:
    """Be the task whose content is what all pieces share."""
    return parcel


def _work(parcel: Parcel, function: Callable[[Any, Any], Any], item: Any, theirs: Stamp) -> Any:
    """Do one piece on a worker."""
    for (name, there), (_, here) in zip(theirs, stamp(), strict=True):
        if here != there:
            raise OptionError(
                f"client=: worker {_address()} has {name} {here or 'not at all'}, the caller has "
                f"{there or 'it not at all'}: install the same on both, or answers could differ in their last digits"
            )
    return function(opened(parcel), item)


def _address() -> str:
    from distributed import get_worker

    return str(get_worker().address)


def stamp() -> Stamp:
    """Give what decides the last digits: releases of corridors and of what it reckons with."""
    return tuple((name, _version(name)) for name in _ALIKE)


@cache
def _version(name: str) -> str:
    if name == "corridors":
        return str(vars(sys.modules[name])["__version__"])  # the face, which no wing imports
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
