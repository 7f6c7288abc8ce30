"""Flow networks of plain frames: any network, not only the packaged one."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import chain
from math import inf, isfinite, isnan, nan
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from corridors.errors import DataError, OptionError
from corridors.flows.delays import BPR, Delay
from corridors.flows.meanings import ID_COLUMNS, MEANINGS, SUMMED, find_column, meant_elsewhere
from corridors.flows.model import Capacity, End, FlowLink, FlowNetwork, sorted_arcs
from corridors.gate.flags import flag_meant
from corridors.gate.frames import a_frame
from corridors.gate.ids import blank, id_text
from corridors.gate.numbers import LARGEST_FIGURE, plain_number, text_number
from corridors.gate.quoted import quoted
from corridors.gate.told import says_something, tell_unread
from corridors.kernels.adding import total_of
from corridors.routing.weights import WeightLike, weight_name

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["frame_network"]

_BOTH = {"both": True, "forward": False}


class _Reader:
    """Reads columns of one frame and collects what is wrong with them."""

    def __init__(self, frame: pd.DataFrame, table: str) -> None:
        self.frame = frame
        self.table = table
        self.findings: list[str] = []

    def numbers(self, name: str, *, infinite: bool = False) -> list[float]:
        """Numbers of at least zero."""
        values = []
        for row, value in zip(self.frame.index, self.frame[name].tolist(), strict=True):
            values.append(self._number(row, name, value, infinite=infinite))
        return values

    def _number(self, row: Hashable, name: str, value: Any, *, infinite: bool) -> float:
        read = nan if blank(value) else text_number(value)
        if read is None:
            self.findings.append(f"{self.table}[{row}].{name}: {quoted(value)} is no number; write one")
            return 0.0
        number = float(read)
        hint = "write inf where nothing bounds it" if infinite else "give a finite number"
        if isnan(number) or (not infinite and not isfinite(number)):
            self.findings.append(f"{self.table}[{row}].{name}: {number} is no figure; {hint}")
        elif number < 0:
            self.findings.append(f"{self.table}[{row}].{name}: {number:g} is below 0; check the sign")
        elif LARGEST_FIGURE < number < inf or (0 < number < 1 / LARGEST_FIGURE and name not in MEANINGS["alpha"]):
            # a factor of delay may be as small as its power is large
            self.findings.append(f"{self.table}[{row}].{name}: {number:g} is beyond any figure; check the unit")
        return number

    def keys(self, name: str) -> list[str]:
        """Places."""
        found = []
        for row, value in zip(self.frame.index, self.frame[name].tolist(), strict=True):
            key = id_text(value)
            if not key:
                self.findings.append(f"{self.table}[{row}].{name}: blank; name a place")
            elif isinstance(value, (bytes, list, tuple, dict, set, frozenset)) or getattr(value, "ndim", 0) > 0:
                self.findings.append(f"{self.table}[{row}].{name}: {quoted(value)} is no place; give a name or an id")
            found.append(key)
        return found

    def degrees(self, key: str, record: Mapping[Any, Any], names: Sequence[str], most: float) -> float | None:
        """A coordinate, if there is one."""
        name = next((name for name in names if not blank(record.get(name))), None)
        if name is None:
            return None
        read = text_number(record[name])
        # coordinates of other formats may be of any system, those of ours are degrees
        if read is None or not isfinite(read) or (name in ("lon", "lat") and abs(read) > most):
            given = quoted(record[name])
            self.findings.append(
                f"{self.table}[{key}].{name}: {given} is no coordinate; write degrees with a decimal point"
            )
            return None
        return float(read)

    def check(self) -> None:
        """Raise everything found so far."""
        if self.findings:
            raise DataError(self.findings)


def frame_network(
    links: pd.DataFrame,
    places: pd.DataFrame | None,
    *,
    weight: WeightLike | None,
    directed: bool,
    congestion: bool,
    weighed: bool = True,
    delays: Mapping[str, Delay] | None = None,
) -> FlowNetwork:
    """Make a flow network of link and place frames.

    Parameters
    ----------
    links
        A row for each link: see `corridors.assign`.
    places
        A row for each place: ``id``, and if wanted ``capacity``, ``through``, ``name``, ``lon``, ``lat``.
    weight
        A criterion, a column, a dict of these with factors, or None for the first that is there.
    directed
        Whether a row without ``direction`` holds for its own direction only.
    congestion
        Whether volume-delay functions are asked for; time is then the first choice of weight.
    weighed
        Whether a weight is needed; without one every link counts as 1.
    delays
        Forms of delay by mode; ``"link"`` stands for links without a mode of their own there.

    Raises
    ------
    DataError
        With every finding.
    """
    links = a_frame("links", links)
    reader = _Reader(links, "links")
    ends = [find_column(links, meaning) for meaning in ("from", "to")]
    if None in ends:
        raise DataError([f"links: no column {n!r}; add it" for n, e in zip(("from", "to"), ends, strict=True) if not e])
    starts, stops = (reader.keys(str(name)) for name in ends)
    if weighed or any(find_column(links, meaning) for meaning in ("time", "cost", "distance")):
        weights = _weights(reader, weight, congestion=congestion)
    else:
        ones = [1.0] * len(links)
        weights = _Weights({"": ones}, ones, "links")
    column = find_column(links, "capacity")
    amounts = reader.numbers(column, infinite=True) if column else [inf] * len(links)
    alpha, beta = (_vdf(reader, which, default) for which, default in zip(("alpha", "beta"), BPR[1:], strict=True))
    both = _directions(reader, directed=directed)
    place_rows = _places(places, reader.findings)
    reader.check()
    _tell_unread(links, weight, congestion=congestion, weighed=weighed)
    builder = _Builder(place_rows, links, str(ends[0]), str(ends[1]))
    names = [id_text(i) for i in (links["id"] if "id" in links.columns else links.index)]
    modes = [id_text(mode) for mode in links["mode"]] if "mode" in links.columns else [""] * len(links)
    length = find_column(links, "distance")
    km = reader.numbers(length) if length else [0.0] * len(links)
    reader.check()
    chosen = [_delay(delays or {}, mode, a, b) for mode, a, b in zip(modes, alpha, beta, strict=True)]
    unused = set(delays or {}) - {"link", *modes}
    if unused:
        raise OptionError(
            f"delay has {', '.join(sorted(unused))}, but links have no such mode: say 'link' for all others"
        )
    for i, (start, stop) in enumerate(zip(starts, stops, strict=True)):
        form, a, b = chosen[i]
        label = f"{modes[i] or 'link'} {start} - {stop}"
        capacity = Capacity("link", names[i], label, (), amounts[i], "", weights.base[i], a, b, form)
        builder.link(FlowLink(names[i], start, stop, modes[i], km[i]), capacity, both=both[i])
    in_mt = column == "capacity_mt_per_year"
    return builder.build(weights, quantity="mt_per_year" if in_mt else "flow")


def _tell_unread(links: pd.DataFrame, weight: WeightLike | None, *, congestion: bool, weighed: bool) -> None:
    """Tell of columns that may be figures which the question needs; those of nought throughout are none."""
    asked = {weight} if isinstance(weight, str) else set(weight or ())
    if isinstance(weight, Mapping):  # of kinds of shipment, each with a mix of its own
        asked |= {name for mix in weight.values() if isinstance(mix, Mapping) for name in mix}
    summed = {m for m in SUMMED if weighed and (not asked or not asked.isdisjoint((m, *MEANINGS[m])))}
    needed = ("capacity", "direction", *(("time", "alpha", "beta") if congestion else ()))
    unsaid = {
        name for name in links.columns
        if str(name).strip().lower() in meant_elsewhere(SUMMED) and not says_something(links[name])
    }  # fmt: skip
    read = {*chain.from_iterable(MEANINGS.values()), *asked, *unsaid}
    tell_unread("links", links.columns, read, meant_elsewhere({*needed, *summed}))


def _delay(delays: Mapping[str, Delay], mode: str, alpha: float, beta: float) -> Delay:
    return delays.get(mode) or delays.get("link") or Delay(BPR.form, alpha, beta)


class _Weights(NamedTuple):
    """Weights of the links by kind of shipment, the part that congestion multiplies, and what they are called."""

    rows: Mapping[str, list[float]]
    base: list[float]
    name: str
    factors: tuple[float, ...] | None = None  # by kind of shipment, what one unit of delay weighs


def _classes(weight: object) -> Mapping[str, Mapping[str, float]] | None:
    """Give the mixes of several kinds of shipment, if that is what a weight says."""
    if isinstance(weight, Mapping) and weight and all(isinstance(mix, Mapping) for mix in weight.values()):
        return {str(name): mix for name, mix in weight.items()}
    return None


def _weights_of_classes(reader: _Reader, classes: Mapping[str, Mapping[str, float]], *, congestion: bool) -> _Weights:
    """Weigh each kind of shipment by its own mix; all feel the same hours of delay."""
    rows, factors = {}, []
    for name, mix in classes.items():
        rows[name] = _mixed(reader, mix)[0]
        timed = [float(mix[w]) for w in mix if w == "time" or w in MEANINGS["time"]]
        if congestion and not total_of(timed) > 0:
            raise OptionError(f"weight[{name!r}] has no time: congestion stretches hours, so each kind must count them")
        factors.append(total_of(timed))
    column = find_column(reader.frame, "time")
    base = reader.numbers(column) if column else [0.0] * len(reader.frame)
    return _Weights(rows, base, ", ".join(classes), tuple(factors) if congestion else None)


def _weights(reader: _Reader, weight: WeightLike | None, *, congestion: bool) -> _Weights:
    """Weight of each link, the part of it that congestion multiplies, and what it is called."""
    frame, classes = reader.frame, _classes(weight)
    if classes is not None:
        return _weights_of_classes(reader, classes, congestion=congestion)
    if weight is None:
        order = ("time", "cost", "distance") if congestion else ("cost", "time", "distance")
        weight = next((w for w in order if find_column(frame, w)), order[0])
        if congestion:
            _weighs_something(reader, _weight_column(frame, weight))
    if isinstance(weight, str):
        values = reader.numbers(_weight_column(frame, weight))
        return _Weights({"": values}, values, weight)
    if not isinstance(weight, Mapping):
        raise OptionError(
            f"weight={quoted(weight)} is no weight: give a criterion, a column, or a dict of these with factors"
        )
    total, base = _mixed(reader, weight)
    return _Weights({"": total}, base, weight_name(weight))


def _mixed(reader: _Reader, weight: Mapping[str, float]) -> tuple[list[float], list[float]]:
    """Weight of each link by a mix, and the part of it that congestion multiplies."""
    frame = reader.frame
    if not weight:
        raise OptionError("weight={} names no column: give some with factors")
    total, base = [0.0] * len(frame), [0.0] * len(frame)
    timed = [w for w in weight if w == "time" or w in MEANINGS["time"]]
    for name, given in weight.items():
        factor = plain_number(given)
        if not isinstance(name, str) or factor is None or not isfinite(factor) or factor < 0:
            raise OptionError(f"weight {quoted(name)} has the factor {quoted(given)}: give a number of at least 0")
        part = reader.numbers(_weight_column(frame, name))
        total = [t + factor * p for t, p in zip(total, part, strict=True)]
        # in a mix it is the hours that congestion stretches, not the tolls
        if name in timed or not timed:
            base = [b + factor * p for b, p in zip(base, part, strict=True)]
    return total, base


def _weighs_something(reader: _Reader, column: str) -> None:
    """Refuse a column that nobody named and that is 0 throughout where others could be meant."""
    import pandas as pd

    frame = reader.frame
    if not len(frame) or any(reader.numbers(column)):
        return
    known = {name for names in MEANINGS.values() for name in names} - {
        n for w in ("cost", "time", "distance") for n in MEANINGS[w]
    }
    others = [
        str(name) for name in frame.columns
        if name not in known and pd.api.types.is_numeric_dtype(frame[name]) and frame[name].any()
    ]  # fmt: skip
    if others:
        raise OptionError(
            f"links.{column} is 0 on every link, so nothing would be weighed: say what is, with weight= one of "
            f"{', '.join(others)}"
        )


def _weight_column(frame: pd.DataFrame, weight: str) -> str:
    column = find_column(frame, weight)
    if column is None:
        known = ", ".join(map(repr, (n for m in ("cost", "time", "distance") for n in MEANINGS[m])))
        raise OptionError(f"weight={weight!r}: links have no such column; give one of theirs, such as {known}")
    return column


def _vdf(reader: _Reader, which: str, default: float) -> list[float]:
    column = find_column(reader.frame, which)
    return reader.numbers(column) if column else [default] * len(reader.frame)


def _directions(reader: _Reader, *, directed: bool) -> list[bool]:
    if "direction" not in reader.frame.columns:
        return [not directed] * len(reader.frame)
    both = []
    for row, value in zip(reader.frame.index, reader.frame["direction"].tolist(), strict=True):
        word = id_text(value).lower()
        if word not in _BOTH:
            reader.findings.append(f"links[{row}].direction: {quoted(value)} is neither both nor forward")
        both.append(_BOTH.get(word, False))
    return both


class _PlaceRow:
    """What a place frame says of one place."""

    def __init__(self, end: End, *, through: bool, amount: float) -> None:
        self.end = end
        self.through = through
        self.amount = amount


def _places(places: pd.DataFrame | None, findings: list[str]) -> dict[str, _PlaceRow]:
    if places is None:
        return {}
    frame = _with_ids(a_frame("places", places))
    reader = _Reader(frame, "places")
    keys = reader.keys("id")
    capacity = find_column(frame, "capacity")
    amounts = reader.numbers(capacity, infinite=True) if capacity else [inf] * len(frame)
    rows = {}
    for number, (key, record) in enumerate(zip(keys, frame.to_dict("records"), strict=True)):
        if key in rows:
            reader.findings.append(f"places[{key}].id: stands twice; make it unique")
        through = record.get("through", True)
        passed = True if blank(through) else flag_meant(through)
        if passed is None:
            reader.findings.append(f"places[{key}].through: {quoted(through)} is neither; give True or False (yes, no)")
        end = End(
            key,
            id_text(record.get("name")) or key,
            id_text(record.get("country")),
            record["id"],
            reader.degrees(key, record, ("lon", "x_coord"), 180),
            reader.degrees(key, record, ("lat", "y_coord"), 90),
        )
        rows[key] = _PlaceRow(end, through=passed is not False, amount=amounts[number])
    findings += reader.findings
    return rows


def _with_ids(places: pd.DataFrame) -> pd.DataFrame:
    """Give places with their column of ids; only an index that says so is one, for any other is row numbers."""
    if "id" in places.columns:
        return places
    other = next((name for name in ID_COLUMNS if name in places.columns), None)
    if other is not None:
        return places.rename(columns={other: "id"})
    kind = str(getattr(places.index, "inferred_type", ""))
    if places.index.name in ("id", *ID_COLUMNS) or (places.index.name is None and kind == "string"):
        return places.rename_axis("id").reset_index()
    columns = ", ".join(map(str, places.columns)) or "none"
    raise DataError(
        [
            f"places: no column 'id' (there are: {columns}); name the column or the index of the ids so, "
            "for row numbers are none"
        ]
    )


class _Builder:
    """Collects arcs, splitting a place in two where it bounds what passes or lets nothing pass."""

    def __init__(self, rows: dict[str, _PlaceRow], links: pd.DataFrame, start: str, stop: str) -> None:
        self.rows = rows
        self.arcs: list[tuple[int, int, int, bool, tuple[int, ...]]] = []
        self.links: list[FlowLink] = []
        self.capacities: list[Capacity] = []
        self.ends: dict[str, End] = {}
        self.arrivals: dict[str, int] = {}
        self.departures: dict[str, int] = {}
        self.bounds: dict[str, int] = {}
        self.count = 0
        for label in (*rows, *links[start].tolist(), *links[stop].tolist()):
            self._place(label)

    def _place(self, label: object) -> None:
        key = id_text(label)
        if key in self.ends:
            return
        row = self.rows.get(key)
        self.ends[key] = row.end if row else End(key, key, "", label)
        whole = row is None or (row.through and row.amount == inf)
        self.arrivals[key] = self.count
        self.departures[key] = self.count if whole else self.count + 1
        self.count += 1 if whole else 2
        if row is None or row.amount == inf:
            return
        bound = len(self.capacities)
        country = (row.end.country,) if row.end.country else ()
        self.capacities.append(Capacity("place", key, row.end.name, country, row.amount))
        if row.through:
            self.arcs.append((self.arrivals[key], self.departures[key], -1, True, (bound,)))
        else:  # nothing passes, so there is no arc within the place to carry its capacity: its links do
            self.bounds[key] = bound

    def link(self, link: FlowLink, capacity: Capacity, *, both: bool) -> None:
        """Add a link, in one direction or in both."""
        number = len(self.links)
        self.links.append(link)
        self.capacities.append(capacity)
        mine = len(self.capacities) - 1
        ways = [(link.start, link.end, True)] + ([(link.end, link.start, False)] if both else [])
        for tail, head, forward in ways:
            needs = (mine, *(self.bounds[key] for key in (tail, head) if key in self.bounds))
            arc = (self.departures[tail], self.arrivals[head], number, forward, needs)
            self.arcs.append(arc)

    def build(self, weights: _Weights, *, quantity: str) -> FlowNetwork:
        """Sort the arcs and give the network."""
        usable = [arc for arc in self.arcs if all(self.capacities[c].amount > 0 for c in arc[4])]
        arcs = [usable[i] for i in sorted_arcs([arc[0] for arc in usable])]
        member = [(number, c) for number, arc in enumerate(arcs) for c in arc[4]]
        whole = {k: row for k, row in self.rows.items() if row.through and row.amount < inf}
        return FlowNetwork(
            n_vertices=self.count,
            tails=[a[0] for a in arcs],
            heads=[a[1] for a in arcs],
            link_of=[a[2] for a in arcs],
            forward=[a[3] for a in arcs],
            shipments=tuple(weights.rows),
            # an arc within a place weighs nothing
            weights=np.array([[row[a[2]] if a[2] >= 0 else 0.0 for a in arcs] for row in weights.rows.values()]),
            links=tuple(self.links),
            ends=self.ends,
            # a bounded place bounds what starts and ends there too
            origin_of={k: self.arrivals[k] if k in whole else self.departures[k] for k in self.ends},
            destination_of={k: self.departures[k] if k in whole else self.arrivals[k] for k in self.ends},
            capacities=tuple(self.capacities),
            member_arc=np.array([m[0] for m in member], dtype=np.int64),
            member_capacity=np.array([m[1] for m in member], dtype=np.int64),
            quantity=quantity,
            weight=weights.name,
            factors=None if weights.factors is None else np.array(weights.factors),
        )
