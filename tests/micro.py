"""Micro networks for tests, drawn as lines of text.

    A ==100== B        rail of 1520 mm, 100 km
    A --100-- B        rail of 1435 mm
    A ..100.. B        road
    A ~~100~~ B        ferry
    A ^^100^^ B        sea

A place is a letter or word; ``UZ:A`` puts it in a country (``UZ`` by default). A line may hold a chain:
``A ==10== B ~~20~~ KZ:C``. Speeds are 10 km/h for rail, 20 for the rest; rail costs 1 USD/km, road 2, ferry
and sea 3. Handling takes 1 h and 1 USD to load, 2 and 2 to unload, 5 and 50 to tranship, 7 and 70 to change
gauge, 3 and 30 at a border; a vessel is waited for 4 h. Nothing is waited for at a terminal, nothing is estimated
about lorries to its gate and no line has departures of its own, until a test gives rows that say so:
``services=[service("express", "A = B = C")]``, ``further=[handling_row("hand_in", 24.0)]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from corridors.network.network import Network
from corridors.tables.reading import Row, Tables, data_folder
from corridors.tables.schema import Package, read_package

KINDS = {
    "=": ("rail", 1520),
    "-": ("rail", 1435),
    ".": ("road", None),
    "~": ("ferry", None),
    "^": ("sea", None),
}

RATES = {
    ("speed_km_per_h", "rail", "*"): 10.0,
    ("speed_km_per_h", "*", "*"): 20.0,
    ("price_usd_per_km", "rail", "*"): 1.0,
    ("price_usd_per_km", "road", "*"): 2.0,
    ("price_usd_per_km", "*", "*"): 3.0,
    ("emission_g_co2e_per_tkm", "*", "*"): 20.0,
    ("payload_t", "*", "feu"): 20.0,
    ("payload_t", "*", "teu"): 12.0,
    ("payload_t", "*", "wagon"): 60.0,
    ("value_of_time_usd_per_h", "*", "*"): 2.0,
}

HANDLING = {
    "loading": (1.0, 1.0),
    "unloading": (2.0, 2.0),
    "transhipment": (5.0, 50.0),
    "gauge_change": (7.0, 70.0),
    "border": (3.0, 30.0),
    "vessel_wait": (4.0, 0.0),
}

_HOP = re.compile(r"([=\-.~^])\1+(\d+(?:\.\d+)?)\1+")


@cache
def package() -> Package:
    """The packaged data dictionary, read once: property tests draw thousands of rows."""
    return read_package(data_folder() / "datapackage.json")


def blank(table: str, **cells: Any) -> Row:
    """A row with every column of the table, blank but for the given cells."""
    schema = package().schemas[table]
    row: Row = {field.name: () if field.type == "list" else None for field in schema.fields}
    assert set(cells) <= set(row), set(cells) - set(row)
    return row | cells


def rate_row(parameter: str, central: float, mode: str = "*", shipment: str = "*", **cells: Any) -> Row:
    """A rate for all countries, unless the cells say more."""
    usual = {"country": "*", "service": "*", "unit": "test", "grade": "derived", "source": ("test",)}
    row = {"parameter": parameter, "mode": mode, "shipment": shipment, "central": central}
    return blank("rates", **usual | row | cells)


def handling_row(operation: str, hours: float = 0.0, usd: float = 0.0, **cells: Any) -> Row:
    """What an operation takes everywhere, unless the cells say more."""
    graded = {f"{figure}_{kept}": value for figure in ("time", "cost") for kept, value in _GRADED}
    row = {"id": operation, "operation": operation, "time_h": hours, "cost_usd": usd}
    return blank("handling", **graded | row | cells)


_GRADED = (("grade", "derived"), ("source", ("test",)))

#: What a lorry to or from a terminal takes: 10 km where the point is not known, 1.2 times the great circle where
#: it is, at least 40 USD.
LORRIES = (
    rate_row("road_factor", 1.2, "road"),
    rate_row("local_haul_km", 10.0, "road"),
    rate_row("drayage_min_usd", 40.0, "road"),
)


def service(name: str, ride: str, **cells: Any) -> Row:
    """A daily service both ways along a ride such as ``A = B = C``, its links drawn from left to right.

    It stops at both ends; `calls` names places between. A ride over water alone is a vessel for containers.
    """
    words = [word.rpartition(":")[2].lower() for word in ride.split()]
    places, hops = words[::2], words[1::2]
    modes = [KINDS[hop][0] for hop in hops]
    usual = {
        "mode": "ferry" if set(modes) == {"ferry"} else "rail",
        "links": tuple(f"{a}--{b}--{mode}" for a, mode, b in zip(places, modes, places[1:], strict=False)),
        "carries": ("container",) if set(modes) == {"ferry"} else (),
        "departures_per_week": 7.0,
        "departures_basis": "counted",
    }
    known = {f"{figure}_{kept}": value for figure in ("departures", "wait", "time", "price") for kept, value in _GRADED}
    fixed = {"direction": "both", "status": "running", "status_source": ("test",)}
    ends = {"id": name, "name": name, "origin": places[0], "destination": places[-1]}
    return blank("services", **known | fixed | usual | ends | cells)


def micro_tables(
    *drawing: str,
    links: dict[str, dict[str, Any]] | None = None,
    further: Iterable[Row] = (),
    **tables: Iterable[Row],
) -> Tables:
    """Tables of a drawn network.

    `links` changes cells by link id, `further` rows of rates and handling go first, and further tables replace the
    defaults.
    """
    places: dict[str, Row] = {}
    rows: list[Row] = []

    def place(word: str) -> str:
        country, _, name = word.rpartition(":")
        key = name.lower()
        if key not in places:
            places[key] = blank(
                "places",
                id=key,
                name=name,
                country=country or "UZ",
                kind="city",
                lat=40.0,
                lon=60.0,
                source=("test",),
                grade="published",
            )
        return key

    for line in drawing:
        words = line.split()
        for start, hop, end in zip(words[::2], words[1::2], words[2::2], strict=False):
            match = _HOP.fullmatch(hop)
            assert match, f"no link: {hop}"
            mode, gauge = KINDS[match[1]]
            a, b = place(start), place(end)
            link_id = f"{a}--{b}--{mode}"
            while any(row["id"] == link_id for row in rows):
                link_id += "+"
            rows.append(
                blank(
                    "links",
                    id=link_id,
                    **{"from": a, "to": b},
                    mode=mode,
                    gauge_mm=gauge,
                    length_km=float(match[2]),
                    length_grade="published",
                    length_source=("test",),
                    status="operating",
                )
            )
    for row in rows:
        row.update((links or {}).get(row["id"], {}))
    defaults: dict[str, Iterable[Row]] = {
        "places": places.values(),
        "links": rows,
        "sources": [blank("sources", id=s, title="A test", kind="method") for s in ("test", "user")],
        "countries": [
            blank("countries", id=c, name=n)
            for c, n in (
                ("UZ", "Uzbekistan"),
                ("KZ", "Kazakhstan"),
                ("TM", "Turkmenistan"),
                ("AZ", "Azerbaijan"),
            )
        ],
        "rates": [rate_row(parameter, value, mode, shipment) for (parameter, mode, shipment), value in RATES.items()],
        "handling": [handling_row(operation, hours, usd) for operation, (hours, usd) in HANDLING.items()],
        "services": [],
        "levels": [],
        "deflator": [],
        "risks": [],
        "projects": [],
        "corridors": [],
        "corridor_links": [],
        "branches": [],
        "events": [],
    }
    own = {name: tuple(rows) for name, rows in (defaults | tables).items()}
    for row in further:
        table = "rates" if "parameter" in row else "handling"
        own[table] = (row, *own[table])
    return Tables(package(), None, own)


def micro(*drawing: str, on: str | None = None, **options: Any) -> Network:
    """A drawn network."""
    return Network(micro_tables(*drawing, **options), on=on)


def corridor_rows(name: str, gateways: Iterable[Iterable[str]], others: Iterable[str] = ()) -> dict[str, list[Row]]:
    """The two tables that define one corridor."""
    member = [
        blank("corridor_links", corridor=name, link=link, gateway=number)
        for number, group in enumerate(gateways, start=1)
        for link in group
    ]
    member += [blank("corridor_links", corridor=name, link=link) for link in others]
    record = blank("corridors", id=name, name=name.title(), status="operating", color="#000000")
    return {"corridors": [record], "corridor_links": member}
