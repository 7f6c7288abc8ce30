"""Pages of losses: the wider, the more is lost."""

from __future__ import annotations

import pytest

import corridors as co
from tests.pages import check_page, figure, rows

PAIRS = [("Tashkent", "Poti"), ("Tashkent", "Karachi")]
TITLE = "Losses, the worst first"


@pytest.mark.parametrize("by", ["link", "border", "place"])
def test_every_loss_has_a_row(by: co.disruption.elements.By) -> None:
    """With days and dollars, and something on the map that leads to it."""
    losses = co.criticality(PAIRS, by=by)
    page = check_page(losses.explore().html)
    told = rows(page, TITLE)
    assert [row["what is lost"] for row in told] == [loss.name for loss in losses]
    assert [figure(row["USD lost"]) for row in told] == pytest.approx(
        [loss.extra.cost_usd for loss in losses], abs=0.51
    )
    led = {key for use in page.all("g", id="hits")[0].all("use") for key in use.attributes["data-e"].split()}
    assert led == {row[""] for row in told}


def test_width_follows_the_loss() -> None:
    """Of links, in the order of what is minimised."""
    losses = co.criticality(PAIRS[:1], by="link", weight="cost")
    page = check_page(losses.explore().html)
    hits = {
        use.attributes["data-t"]: use.attributes["data-e"].split()[0] for use in page.all("g", id="hits")[0].all("use")
    }
    widths = {
        hits[use.attributes["data-t"]]: float(use.attributes["stroke-width"])
        for group in page.all("g", class_="group")
        for use in group.all("use")
        if use.attributes["data-t"] in hits
    }
    by_rank = [widths[f"x{n}"] for n, loss in enumerate(losses) if not loss.cut_off and not loss.ends]
    assert by_rank == sorted(by_rank, reverse=True)
    assert by_rank[0] > by_rank[-1]
