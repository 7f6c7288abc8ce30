"""A comparison as the tabs of a workbook: its rows, the account and the emissions of each way, and the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from corridors.routes.comparison import Comparison

__all__ = ["comparison_sheets"]


def comparison_sheets(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """Give a frame a tab; units stand in the names of the columns, and sources by id in a tab of their own."""
    import pandas as pd

    sheets = {"corridors": comparison.to_frame()}
    found = [row for row in comparison if row.route is not None]
    if not found:
        return sheets
    account, emissions = [], []
    sources: dict[str, dict[str, object]] = {}
    for row in found:
        route = row.route
        assert route is not None
        ends = {"origin": row.origin.id, "destination": row.destination.id, "way": row.corridor_name}
        account += [ends | step.to_dict() for step in route.steps]
        emissions += [ends | element.to_dict() for element in route._chain()]
        for source in route.source_rows():
            sources.setdefault(source["id"], dict(source))
    return sheets | {
        "account": pd.DataFrame(account),
        "emissions": pd.DataFrame(emissions),
        "sources": pd.DataFrame(list(sources.values())),
    }
