"""The command line: ``corridors route | compare | whatif | timeline | criticality | scenarios | places | ...``.

Exit codes: 0 found, 1 no route, 2 bad input, 3 the answer could not be written, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code.

    Examples
    --------
    >>> main(["places", "nukus", "--json"])
    [
     {
      "id": "nukus",
    ...
    0
    """
    try:
        from corridors.cli.run import run  # within, for Ctrl-C may come while modules are being read

        return run(argv)
    except KeyboardInterrupt:
        from corridors.cli.codes import STOPPED
        from corridors.cli.output import tell

        tell("stopped")
        return STOPPED
