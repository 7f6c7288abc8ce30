"""Charts of plain stretches."""

from __future__ import annotations

from corridors.maps.charts import Band, Chart, Stretch, draw_chart
from tests.drawn import axes

RUN = Stretch([(0, 0, 0), (60, 2, 30), (100, 4, 50)], "rail")
STOP = Stretch([(100, 4, 50), (100, 9, 80)], None, "Alat: transhipment 5 h")
CROSSING = Stretch([(100, 9, 80), (300, 19, 180)], "ferry")
BANDS = [Band("AZ", 100), Band("at sea", 200)]
CHART = Chart("A way", "", "Baku", "40 ft container", "terminal to terminal", [RUN, STOP, CROSSING], BANDS)


def test_a_stretch_slopes_in_its_mode_and_a_stop_is_a_jump() -> None:
    """Hours on the axes given back, dollars on the other."""
    ax = draw_chart(CHART, axes())
    drawn = [(line.get_gid(), [tuple(point) for point in line.get_xydata()]) for line in ax.lines]
    assert drawn == [
        ("way", [(0, 0), (60, 2), (100, 4)]),
        ("stop", [(100, 4), (100, 9)]),
        ("way", [(100, 9), (300, 19)]),
    ]
    [money] = [other for other in ax.figure.axes if other is not ax]
    assert [tuple(line.get_ydata()) for line in money.lines] == [(0, 30, 50), (50, 80), (80, 180)]
    assert ax.get_ylabel() == "days to be expected, terminal to terminal"
    assert money.get_ylabel() == "USD per 40 ft container to be expected"


def test_a_stop_is_named_if_it_is_long_or_must_be() -> None:
    """What takes no time worth a word stands without a name, unless it is a border."""

    def told(stop: Stretch) -> list[str]:
        ax = draw_chart(CHART._replace(stretches=[RUN, stop, CROSSING]), axes())
        return [text.get_text().replace("\n", " ") for text in ax.texts if text.get_gid() == "stop name"]

    assert told(STOP) == ["Alat: transhipment 5 h"]
    short = STOP._replace(points=[(100, 4, 50), (100, 4.1, 50)], text="Alat: border AZ-GE <1 h")
    assert told(short) == []
    assert told(short._replace(named=True)) == ["Alat: border AZ-GE <1 h"]


def test_countries_are_named_along_the_top_where_there_is_room() -> None:
    """One hundredth of the way is too narrow for a name."""
    bands = [Band("AZ", 97), Band("GE", 3), Band("at sea", 200)]
    ax = draw_chart(CHART._replace(bands=bands), axes())
    [money] = [other for other in ax.figure.axes if other is not ax]
    assert [text.get_text() for text in money.texts if text.get_gid() == "country"] == ["AZ", "at sea"]


def test_ticks_stand_at_whole_days_though_stretches_are_of_hours() -> None:
    whole = CROSSING._replace(points=[(100, 9, 80), (300, 199, 180)])
    ax = draw_chart(CHART._replace(stretches=[RUN, STOP, whole]), axes())
    ax.figure.draw_without_rendering()
    told = {tick.get_loc(): tick.label1.get_text() for tick in ax.yaxis.get_major_ticks()}
    assert told[48.0] == "2"
    assert all(loc % 48 == 0 for loc in told)
