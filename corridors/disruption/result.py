"""What `criticality` gives: losses, the worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from corridors.disruption.finder import Finder
from corridors.disruption.loss import Loss
from corridors.errors import OptionError
from corridors.gate.arguments import reads
from corridors.words.brief import brief
from corridors.words.fitted import fitted_text
from corridors.world.names import normalise
from corridors.world.spelling import close_to

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from corridors.disruption.pairs import Pair
    from corridors.maps.offline import WebMap
    from corridors.maps.regions import RegionLike

__all__ = ["Criticality"]


class Criticality(Sequence[Loss]):
    """Losses, those that strand the most first, then those that cost the most; ends told apart come last.

    A number gives a loss by its rank, a text by its id or name.

    Attributes
    ----------
    losses
        One an element, or a couple of elements.
    pairs
        What moves between which places.
    by, k
        What is lost, and how many at once.
    weight, shipment, service, scope, on
        As asked.
    duration_h
        Hours of the closure; None for good or of unknown duration.
    per
        What totals are of: ``"unit of each pair"``, or with demand ``"year"`` or ``"closure"``.
    record
        First and last day of the record of closures, from which the expected losses of a year are.
    notes
        What is not counted, and who has no way from the start.
    searches, undone, seconds
        How many ways were searched anew, how many a budget left out, and how long all took.
    """

    def __init__(
        self,
        losses: Sequence[Loss],
        finder: Finder,
        *,
        by: str,
        k: int,
        weight: str,
        duration_h: float | None,
        on: str,
        notes: tuple[str, ...],
        record: tuple[str, str],
        searches: int,
        undone: int,
        seconds: float,
    ) -> None:
        self.losses = tuple(losses)
        self.finder = finder
        self.pairs: tuple[Pair, ...] = finder.pairs
        self.by = by
        self.k = k
        self.weight = weight
        self.shipment = finder.planner.graph.shipment
        self.service = finder.planner.graph.tariff.service
        self.scope = finder.planner.graph.tariff.scope
        self.on = on
        self.duration_h = duration_h
        self.notes = notes
        self.record = record
        self.searches = searches
        self.undone = undone
        self.seconds = seconds
        known = all(pair.mt_per_year is not None for pair in self.pairs)
        self.per = "unit of each pair" if not known else "year" if duration_h is None else "closure"

    def __getitem__(self, index: Any) -> Any:
        if not isinstance(index, str):
            return self.losses[index]
        wanted = normalise(index)
        found = [loss for loss in self.losses if wanted in (normalise(loss.id), normalise(loss.name))]
        if not found:
            hint = close_to(index, [loss.id for loss in self.losses])
            raise OptionError(
                f"{index!r} is no loss listed here{hint}: what lies on nobody's best way costs nothing and is left out"
            )
        return found[0]

    def __len__(self) -> int:
        return len(self.losses)

    def __iter__(self) -> Iterator[Loss]:
        return iter(self.losses)

    def to_frame(self) -> pd.DataFrame:
        """Give a frame, one row a loss.

        ``extra_h``, ``extra_usd`` and ``extra_weight`` are totals (`per` says of what) of all who have a way or wait;
        ``cut_off`` and ``ends`` are lists of pairs without a way. ``expected_..._per_year`` is what the closures on
        record (``record_from`` to ``record_to``) cost a year, and ``..._per_closure`` one of them on average. In
        couples ``exact`` and ``at_most_weight`` tell what a budget left open.
        """
        import pandas as pd

        frame = pd.DataFrame([loss.to_dict() for loss in self.losses], columns=_COLUMNS)
        frame.attrs.update(per=self.per, weight=self.weight, shipment=self.shipment, on=self.on, notes=self.notes)
        return frame

    def pairs_frame(self) -> pd.DataFrame:
        """Give a frame, one row a loss and a pair that it hits: what one unit loses on average, and its way round."""
        import pandas as pd

        rows = [
            {"element": loss.id, "kind": loss.kind, **pair.to_dict()} for loss in self.losses for pair in loss.pairs
        ]
        return pd.DataFrame(rows, columns=_PAIR_COLUMNS)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        asked = ("by", "k", "weight", "shipment", "service", "scope", "on", "duration_h", "per", "searches", "undone")
        return {
            **{name: getattr(self, name) for name in asked},
            "record": list(self.record),
            "notes": list(self.notes),
            "pairs": [[*pair.ids, pair.mt_per_year] for pair in self.pairs],
            "losses": [{**loss.to_dict(), "pairs": [pair.to_dict() for pair in loss.pairs]} for loss in self.losses],
        }

    @reads("most")
    def summary(self, most: int = 15) -> str:
        """Give the worst losses as a text table, with what is not counted."""
        from corridors.disruption.words import criticality_summary

        return fitted_text(criticality_summary(self, most))

    @reads("ax", "most", "figure", "title", "dark")
    def plot(
        self,
        ax: Axes | None = None,
        *,
        most: int = 15,
        figure: str | None = None,
        title: str | None = None,
        dark: bool | None = None,
    ) -> Axes:
        """Draw the worst losses as bars, the worst on top, and say who is cut off (extra ``plot``).

        Parameters
        ----------
        ax
            Axes to draw on; a figure of its own by default.
        most
            How many are drawn.
        figure
            ``"days"``, ``"usd"`` or ``"weight"``; by default what was minimised.
        title
            What stands above; by default what was asked.
        dark
            On a dark ground or a light one; by default as the axes, or the style of matplotlib.

        Raises
        ------
        OptionError
            Nothing is lost, or no such figure.
        """
        from corridors.disruption.picture import draw_bars

        return draw_bars(self, ax, most=most, figure=figure, title=title, dark=dark)

    @reads("ax", "most", "figure", "labels", "title", "legend", "credit")
    def plot_map(
        self,
        ax: Axes | None = None,
        *,
        most: int | None = None,
        figure: str | None = None,
        region: RegionLike = None,
        labels: int = 25,
        title: str | None = None,
        legend: bool = True,
        credit: bool = True,
        dark: bool | None = None,
    ) -> Axes:
        """Draw what is lost where on a map: the wider, the more; what cuts somebody off in red (extra ``plot``).

        Parameters
        ----------
        most
            How many losses, the worst first; all by default.
        figure
            As in `plot`.
        ax, region, labels, title, legend, credit, dark
            As in `Network.plot`.

        Raises
        ------
        OptionError
            Nothing is lost, or no such figure.
        """
        from corridors.disruption.picture import loss_picture
        from corridors.maps.drawing import draw

        picture = loss_picture(self, figure=figure, region=region, labels=labels, most=most)
        return draw(picture, ax, title=title, legend=legend, credit=credit, dark=dark)

    def explore(self) -> WebMap:
        """Make a page to explore, which needs no network: the wider a link, the more its loss costs.

        Raises
        ------
        OptionError
            Nothing is lost.

        Examples
        --------
        >>> import corridors as co
        >>> losses = co.criticality([("Tashkent", "Poti")], by="border")
        >>> losses.explore().title
        'What the loss of borders costs for good'
        """
        from corridors.disruption.explored import losses_explorer
        from corridors.maps.offline import web_map

        return web_map(losses_explorer(self))

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        return brief(self, f"by {self.by} of {len(self.pairs)} pairs: {len(self.losses)} losses")

    def _repr_html_(self) -> str:
        from corridors.disruption.words import criticality_html

        return criticality_html(self)


_COLUMNS = [
    "element", "kind", "name", "pairs_hit", "extra_h", "extra_usd", "extra_weight", "unserved_mt_per_year", "cut_off",
    "ends", "worst_pair", "way_round", "closures_on_record", "closures_per_year", "record_from", "record_to",
    "expected_h_per_year", "expected_usd_per_year", "expected_weight_per_year",
    "expected_weight_per_closure", "in_force", "exact", "at_most_weight",
]  # fmt: skip

_PAIR_COLUMNS = [
    "element", "kind", "origin", "destination", "mt_per_year", "extra_h", "extra_usd", "extra_weight", "cut_off",
    "at_end", "unserved_mt_per_year", "share_round", "wait_h", "at_most_weight", "way_round",
]  # fmt: skip
