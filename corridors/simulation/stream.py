"""Samples as a Parquet file, written block by block; a file half written never stands under its name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from corridors.errors import MissingExtraError, OptionError
from corridors.tables.whole import whole_file

if TYPE_CHECKING:
    from corridors.simulation.statistics import Replication

__all__ = ["SampleFile", "sample_columns"]


def sample_columns(
    labels: Sequence[tuple[str, str, str]], replication: Any, first: int, samples: Replication
) -> dict[str, Any]:
    """Give samples as columns, a row for each sample and row of the result; infinite figures are where no way is."""
    n, rows = samples.weight.shape
    number = np.arange(first, first + n)
    origin, destination, corridor = (np.tile(np.array(part, dtype=object), n) for part in zip(*labels, strict=True))
    return {
        "replication": np.repeat(np.broadcast_to(replication, n), rows).astype(np.int32),
        "sample": np.repeat(number, rows),
        "origin": origin,
        "destination": destination,
        "corridor": corridor,
        "days": samples.hours.ravel() / 24,
        "cost_usd": samples.dollars.ravel(),
        "generalised_usd": samples.generalised.ravel(),
        "weight": samples.weight.ravel(),
    }


class SampleFile:
    """A Parquet file under construction.

    Raises
    ------
    MissingExtraError
        pyarrow is not installed.
    OptionError
        The folder of the path is not there.
    """

    def __init__(self, path: str | os.PathLike[str], labels: Sequence[tuple[str, str, str]]) -> None:
        try:
            import pyarrow as _  # noqa: F401
        except ImportError as error:
            raise MissingExtraError("pyarrow", "parquet") from error
        self.path = Path(path)
        if not self.path.parent.is_dir():
            raise OptionError(f"to_parquet={str(path)!r}: there is no folder {self.path.parent}")
        self.labels = labels
        self._open = ExitStack()
        self._writer: Any = None

    def write(self, replication: int, first: int, samples: Replication) -> None:
        """Append a block."""
        import pyarrow as pa
        from pyarrow import parquet

        table = pa.table(sample_columns(self.labels, replication, first, samples))
        if self._writer is None:
            beside = self._open.enter_context(whole_file(self.path))
            self._writer = self._open.enter_context(parquet.ParquetWriter(beside, table.schema))
        self._writer.write_table(table)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)
