"""Random networks of one's own with all that makes files fail.

Names that look like code, lines over the antimeridian, places that lie nowhere, figures with every digit, columns of
all kinds.
"""

from __future__ import annotations

from random import Random
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import LineString

from corridors.exchange.asked import Asked
from corridors.exchange.foreign import foreign_tables
from corridors.exchange.own_frames import tables_of_frames
from corridors.network.network import Network
from tests.micro import blank, micro_tables

NAMES = (
    "Тошкент", "=1+1", "-5", "+7", "@x", "'=quoted", "''", "a, b", 'say "so"', "<b>&amp;</b>", "NA", "None", "nan",
    "1.0",
    "007", "1e5", "x\ny", "tab\tin", "]]>", "${x}", "$a$b", "|", ";", "true", " lead", "trail ", "émigré", "中国", "🚂",
    "0x1F", "2026-01-01", "#N/A", "_x0041_", "\\n", "%41", "()", "('a',)",
)  # fmt: skip

#: What a network of places and links alone may hold as well.
TEXTS = ("plain", *NAMES)


def _name(draw: Random, taken: set[str], stem: str) -> str:
    while True:
        name = draw.choice(NAMES).strip() if draw.random() < 0.6 else f"{stem}{draw.randrange(100)}"
        # a list of ids is joined by these marks, and a table of ids by neither
        if name and name not in taken and not any(mark in name for mark in "|;*"):
            taken.add(name)
            return name


def random_frames(seed: int) -> tuple[tuple[pd.DataFrame, pd.DataFrame], dict[str, pd.DataFrame]]:
    """Draw places, links and further tables."""
    draw = Random(seed)
    located = draw.random() < 0.8
    around = draw.choice((65.0, 179.5, -179.5))
    taken: set[str] = set()
    places: list[dict[str, Any]] = []
    for _ in range(draw.randint(2, 7)):
        lon = around + draw.uniform(-3, 3)
        lon = lon - 360 if lon > 180 else lon + 360 if lon < -180 else lon
        spot = {"lon": lon, "lat": draw.uniform(-60, 60)} if located and draw.random() < 0.9 else {}
        row = {"id": _name(draw, taken, "place "), "name": draw.choice(TEXTS), "notes": draw.choice((None, *TEXTS))}
        places.append(row | spot | ({"flag": draw.random() < 0.5} if seed % 3 else {}))
    links: list[dict[str, Any]] = []
    lines: list[Any] = []
    ids: set[str] = set()
    spots: dict[str, Any] = {row["id"]: (row.get("lon"), row.get("lat")) for row in places}
    for number in range(draw.randint(1, 9)):
        start, end = draw.sample([row["id"] for row in places], 2)
        links.append(_link(draw, number, start, end, ids, seed))
        drawn = located and not any(None in spots[one] for one in (start, end)) and draw.random() < 0.6
        lines.append(_line(draw, spots[start], spots[end]) if drawn else None)
    ends = {link[end] for link in links for end in ("from", "to")}
    places = [row for row in places if row["id"] in ends]
    return _framed(places, links, lines), *_others(draw, [row["id"] for row in links])


def _framed(places: list[dict[str, Any]], links: list[dict[str, Any]], lines: list[Any]) -> Any:
    frame = pd.DataFrame(links)
    if any(line is not None for line in lines):
        return pd.DataFrame(places), gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(lines, crs="EPSG:4326"))
    return pd.DataFrame(places), frame


def _others(draw: Random, links: list[str]) -> tuple[dict[str, pd.DataFrame]]:
    if draw.random() < 0.5:
        return ({},)
    corridor = {
        "id": "own",
        "name": draw.choice(TEXTS).strip() or "x",
        "color": "#123456",
        "source": "user",
        "status": "operating",
    }
    notes = (None, *TEXTS)
    member = [{"corridor": "own", "link": link, "gateway": 1, "notes": draw.choice(notes)} for link in links]
    return ({"corridors": pd.DataFrame([corridor]), "corridor_links": pd.DataFrame(member)},)


def _link(draw: Random, number: int, start: str, end: str, ids: set[str], seed: int) -> dict[str, Any]:
    mode = draw.choice(("rail", "road", "ferry", "sea"))
    row: dict[str, Any] = {"from": start, "to": end, "mode": mode, "length_km": draw.uniform(0.06, 30_000.0)}
    row["id"] = _name(draw, ids, f"link {number} ")
    row["gauge_mm"] = draw.choice((1520, 1435, 1676)) if mode == "rail" else None
    row["direction"] = draw.choice(("both", "forward"))
    row["time_h"] = draw.choice((None, draw.uniform(0.1, 900.0)))
    row["cost_usd_per_feu"] = draw.choice((None, draw.uniform(0, 9000.0)))
    row["capacity_mt_per_year"] = draw.choice((None, draw.uniform(0, 50.0)))
    row["opened"] = draw.choice((None, "1999", "2001-05", "2020-02-29"))
    row["tracks"] = draw.choice((None, 1, 2)) if mode == "rail" else None
    row["notes"] = draw.choice((None, *TEXTS))
    row["toll"] = draw.choice((None, draw.uniform(0, 1e6), 1e-17, 123456789.123456789))
    row["count"] = draw.choice((0, 7, 2**40)) if seed % 2 else None
    row["large"] = draw.choice((None, 10**17 + 1, -(10**18) - 3))
    row["word"] = draw.choice((None, *TEXTS))
    row["paved"] = draw.choice((True, False)) if seed % 5 else None
    return row


def _line(draw: Random, start: tuple[float, float], end: tuple[float, float]) -> LineString:
    between = []
    for _ in range(draw.randint(0, 3)):
        between.append((draw.choice((-1, 1)) * draw.uniform(178.0, 180.0), draw.uniform(-60, 60)))
    if draw.random() < 0.2:
        between.append((draw.choice((180.0, -180.0)), draw.uniform(-60, 60)))
    if abs(start[0]) < 100:
        between = [(draw.uniform(62.0, 68.0), lat) for _, lat in between]
    return LineString([start, *between, end])


def random_network(seed: int) -> Network:
    """Draw a network, with a small price list around it, and a service on its railways and ferries."""
    (places, links), others = random_frames(seed)
    if isinstance(links, gpd.GeoDataFrame):
        # lines are drawn at random: how long they are is another matter, told by a test of its own
        asked = Asked(mode="rail", check_lengths=False)
        tables = foreign_tables(places, links, asked, where="drawn", others=others)
    else:
        tables = tables_of_frames(places, links, others)
    small = micro_tables("A ==10== B")
    user = [row for row in tables["sources"] if row["id"] == "user"]
    ridden = [row for row in tables["links"] if row["mode"] in ("rail", "ferry")][: seed % 3]
    return Network(
        tables.replaced(
            own=tables.own,
            rates=small["rates"],
            handling=small["handling"],
            countries=[row for row in tables["countries"] if row["id"] in ("ZZ", "UZ", "KZ")],
            sources=[*(row for row in small["sources"] if row["id"] != "user"), *user],
            services=[_service(f"={number}", row) for number, row in enumerate(ridden)],
        )
    )


def _service(name: str, link: dict[str, Any]) -> dict[str, Any]:
    known = {f"{figure}_{kept}": value for figure in ("departures", "wait", "time", "price")
             for kept, value in (("grade", "derived"), ("source", ("test",)))}  # fmt: skip
    ends = {"origin": link["from"], "destination": link["to"], "links": (link["id"],)}
    usual = {"mode": link["mode"], "direction": "forward", "status": "running", "status_source": ("test",)}
    usual |= {"carries": ("container", "wagon") if link["mode"] == "ferry" else (), "departures_per_week": 3.5}
    return blank("services", id=name, name=name, **known, **ends, **usual)
