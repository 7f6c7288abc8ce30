"""Shifting flow between the ways of a pair, until all that are used weigh the same.

A pair's ways stand one after another; a way is what congestion leaves alone (`fixed`) and the capacities
that it needs, in order, one entry for each time. One sweep goes through the pairs and moves flow from
each dearer way to the pair's best one by a Newton step over the capacities in which the two differ.

The step is the root of a function that falls as the step grows, between nothing and all of the way's flow.
Newton's step is tried first; when it leaves too much or goes too far, the two ends known so far bracket the
root, and what leaves the bracket is replaced by its middle. Where the ends lie orders apart that is the
middle of the orders. So a shift ends near its root whatever the ratio of the capacities.

Arrays may be lists: plain Python is quicker over these.
"""

from __future__ import annotations

from math import inf, sqrt
from typing import Any

from corridors.kernels.compile import jit
from corridors.kernels.delays import delay_at

__all__ = ["differences", "list_differences", "shift", "sweep"]


@jit
def differences(way: int, best: int, spans: Any, needs: Any, count: Any, index: Any, mark: Any) -> int:
    """List in `index` the capacities in which two ways differ; give how many.

    ``count[c]`` then says by how much one unit shifted changes the flow through ``c``.
    """
    starts, ends = spans
    start, end = starts[way], ends[way]
    other, stop = starts[best], ends[best]
    # ways of one pair mostly begin and end alike
    while start < end and other < stop and needs[start] == needs[other]:
        start += 1
        other += 1
    while start < end and other < stop and needs[end - 1] == needs[stop - 1]:
        end -= 1
        stop -= 1
    stamp = mark[-1] + 1
    mark[-1] = stamp
    size = 0
    for i in range(start, end):
        c = needs[i]
        if mark[c] != stamp:
            mark[c] = stamp
            count[c] = 0
            index[size] = c
            size += 1
        count[c] -= 1
    for i in range(other, stop):
        c = needs[i]
        if mark[c] != stamp:
            mark[c] = stamp
            count[c] = 0
            index[size] = c
            size += 1
        count[c] += 1
    return size


@jit
def shift(most: float, level: float, size: int, law: Any, state: Any, scratch: Any) -> float:
    """Move flow until the two ways weigh the same, or all of it; give how much.

    Parameters
    ----------
    most
        Flow of the dearer way.
    level
        By how much it is dearer in what congestion leaves alone.
    size
        Number of capacities listed in the scratch, as `differences` left them.
    law, state, scratch
        Delays; flow, delay and slope of each capacity; what `sweep` works on.
    """
    forms, levels, inverses, firsts, seconds = law
    volume, now, slope = state
    count, index, _, trial_now, trial_slope, _ = scratch
    ahead = level
    rise = 0.0
    for i in range(size):
        c = index[i]
        ahead -= count[c] * now[c]
        rise += count[c] * count[c] * slope[c]
    if ahead <= 0.0:  # earlier shifts of the same sweep have changed the weights
        return 0.0
    step = most
    if rise > 0.0 and ahead < most * rise:
        step = ahead / rise
    low, high = 0.0, inf
    for _ in range(200):
        left = level
        rise = 0.0
        for i in range(size):
            c = index[i]
            n = count[c]
            load = (volume[c] + n * step) * inverses[c]
            delay, steep = delay_at(forms[c], levels[c], firsts[c], seconds[c], load)
            trial_now[i] = delay
            trial_slope[i] = steep * inverses[c]
            left -= n * delay
            rise += n * n * trial_slope[i]
        if left > 0.0:
            if step >= most or left <= 0.25 * ahead:
                break
            low = step
        else:
            if -left <= 0.25 * ahead:
                break
            high = step
        if high < inf and high - low <= 1e-15 * high:
            break
        ahead_of = step + left / rise if rise > 0.0 else inf
        if high == inf:  # all before fell short: further, and more boldly each time
            step = min(most, max(ahead_of, 2.0 * step) if ahead_of < inf else most)
        elif low < ahead_of < high:
            step = ahead_of
        elif low > 0.0:
            step = sqrt(low * high)
        else:
            step = 1e-3 * high
    for i in range(size):
        c = index[i]
        volume[c] = max(volume[c] + count[c] * step, 0.0)
        now[c] = trial_now[i]
        slope[c] = trial_slope[i]
    return step


@jit
def sweep(several: Any, ways: Any, spans: Any, needs: Any, fixed: Any, flow: Any, law: Any, state: Any,
          scratch: Any) -> float:  # fmt: skip
    """Shift the flow of each pair once; give what could have been gained in all, as it went.

    Parameters
    ----------
    several
        Pairs with more than one way.
    ways
        ``ways[p]:ways[p + 1]`` are the ways of pair ``p``.
    spans, needs
        Starts and ends: ``needs[starts[w]:ends[w]]`` are the capacities of way ``w``.
    fixed, flow
        Of each way.
    law
        Delays, as `corridors.kernels.delays` has them.
    state
        Flow, delay and slope of each capacity.
    scratch
        Six arrays to work on: counts, indices and marks by capacity (marks one longer), delays and
        slopes tried, and weights of as many ways as a pair may have.
    """
    now = state[1]
    starts, ends = spans
    count, index, mark, _, _, weight = scratch
    excess = 0.0
    for pair in several:
        first, last = ways[pair], ways[pair + 1]
        least = inf
        best = first
        for w in range(first, last):
            total = fixed[w]
            for i in range(starts[w], ends[w]):
                total += now[needs[i]]
            weight[w - first] = total
            if total < least:
                least = total
                best = w
        for w in range(first, last):
            more = weight[w - first] - least
            if w == best or flow[w] <= 0.0 or more <= 0.0:
                continue
            excess += flow[w] * more
            size = differences(w, best, spans, needs, count, index, mark)
            step = shift(flow[w], fixed[w] - fixed[best], size, law, state, scratch)
            if step >= flow[w] * (1.0 - 1e-14):
                step = flow[w]
            flow[w] -= step
            flow[best] += step
    return excess


@jit
def list_differences(ways: Any, basic: Any, spans: Any, needs: Any, scratch: Any, out: Any) -> int:
    """List the capacities in which ways differ from others of their pairs; give how many there are in all.

    Parameters
    ----------
    ways, basic
        Ways, and for each the one that it is compared with.
    spans, needs
        As of `sweep`.
    scratch
        Counts, indices and marks by capacity (marks one longer).
    out
        To be filled: where each way's capacities begin (one longer), these, and by how much a unit moved to the way
        from the other changes the flow through each.
    """
    count, index, mark = scratch
    begins, capacities, counts = out
    used = 0
    for k in range(len(ways)):
        begins[k] = used
        if ways[k] != basic[k]:
            size = differences(basic[k], ways[k], spans, needs, count, index, mark)
            for i in range(size):
                if count[index[i]] != 0:
                    capacities[used] = index[i]
                    counts[used] = count[index[i]]
                    used += 1
    begins[len(ways)] = used
    return used
