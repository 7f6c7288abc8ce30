"""GMNS, the General Modeling Network Specification (0.96): folders of CSV files of nodes, links, uses and demand.

What the library writes carries its own columns beside those of GMNS, and ``corridors.json``, by which they are
read back exactly; other programs pass over both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.errors import DataError, OptionError
from corridors.exchange.asked import KM_OF, Asked, unit_of
from corridors.exchange.bundle import Bundle
from corridors.exchange.cells import cell_text, check_texts, plain_value, safe_text
from corridors.exchange.csv_rows import csv_records
from corridors.exchange.flow_tables import FlowTables
from corridors.exchange.folders import DESCRIPTION, json_text, plain_csv, read_json
from corridors.exchange.foreign import foreign_tables
from corridors.exchange.partial import CARRIED, partial_description, partial_tables
from corridors.exchange.shapes import line_of, points_of, wkt_of
from corridors.gate.arguments import reads
from corridors.gate.references import links_out
from corridors.maps.geometry import Line
from corridors.tables.given_lines import in_degrees
from corridors.tables.reading import Tables
from corridors.tables.whole import whole_folder

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["gmns_tables", "is_gmns", "read_gmns", "write_gmns"]

_LINK_HEAD = (
    "link_id", "from_node_id", "to_node_id", "directed", "geometry", "dir_flag", "length", "facility_type",
    "allowed_uses",
)  # fmt: skip
_NODE_HEAD = ("node_id", "name", "x_coord", "y_coord", "node_type")

#: What GMNS calls a use, and the mode that it is here.
_USES = {
    "rail": "rail", "train": "rail", "freight_rail": "rail", "ferry": "ferry", "sea": "sea", "ship": "sea",
    "auto": "road", "car": "road", "truck": "road", "road": "road", "hov": "road", "sov": "road", "all": "road",
    "motorized": "road", "hgv": "road",
}  # fmt: skip


#: The function of the Bureau of Public Roads (Traffic Assignment Manual, 1964), which holds where none is given.
BPR = (0.15, 4.0)


def is_gmns(folder: Path) -> bool:
    """Whether a folder holds a GMNS network."""
    return (folder / "node.csv").is_file() and (folder / "link.csv").is_file()


# -- out --------------------------------------------------------------------------------------------------


def write_gmns(bundle: Bundle, path: Path) -> None:
    """Write places and links as a GMNS folder, in km and degrees."""
    for name in CARRIED:
        check_texts(name, bundle.schemas[name].fields, bundle.rows[name])
    uses = [["use", "persons_per_vehicle", "pce", "special_conditions", "description"]]
    modes = dict.fromkeys(row["mode"] for row in bundle.rows["links"])
    uses += [[mode, "", "", "", f"Freight by {mode}"] for mode in modes]
    config = [
        ["dataset_name", "short_length", "long_length", "speed", "crs", "geometry_field_format", "currency",
         "version_number", "id_type"],
        ["corridors", "m", "km", "kph", "EPSG:4326", "WKT", "USD", "0.96", "string"],
    ]  # fmt: skip
    texts = {"node.csv": _nodes(bundle), "link.csv": _links(bundle), "use_definition.csv": uses, "config.csv": config}
    with whole_folder(path) as folder:
        for name, rows in texts.items():
            (folder / name).write_bytes(plain_csv(rows).encode("utf-8"))
        (folder / DESCRIPTION).write_text(json_text(partial_description(bundle)), encoding="utf-8")


def _safe(field: Any, value: Any) -> str:
    text = cell_text(field, plain_value(field, value))
    return safe_text(text) if field.type in ("string", "list") else text


def _nodes(bundle: Bundle) -> list[list[str]]:
    fields = {field.name: field for field in bundle.schemas["places"].fields}
    # each figure stands once: those that GMNS has a column for are not repeated, but for texts that it narrows
    others = [name for name in fields if name not in ("id", "name", "lat", "lon", "kind")]
    _apart("places", others, _NODE_HEAD)
    sources = ("id", "name", "lon", "lat", "kind", *others)
    rows = [[_safe(fields[name], row.get(name)) for name in sources] for row in bundle.rows["places"]]
    return [[*_NODE_HEAD, *others], *rows]


def _links(bundle: Bundle) -> list[list[str]]:
    fields = {field.name: field for field in bundle.schemas["links"].fields}
    others = [name for name in fields if name not in ("id", "from", "to", "length_km", "mode")]
    _apart("links", others, _LINK_HEAD)
    timed = "free_speed" not in others  # else the user has a column of that name, which goes by itself
    rows = [[*_LINK_HEAD, *(["free_speed"] if timed else []), *others, "quality", "in_use", "closure"]]
    for row in bundle.rows["links"]:
        line = bundle.lines.get(row["id"])
        speed = row["length_km"] / row["time_h"] if row.get("time_h") else None
        why = bundle.closures.get(row["id"], "")
        own = {
            "link_id": safe_text(row["id"]),
            "from_node_id": safe_text(row["from"]),
            "to_node_id": safe_text(row["to"]),
            "directed": "false" if row["direction"] == "both" else "true",
            "geometry": "" if line is None else wkt_of(line.points),
            "dir_flag": "1",
            "length": repr(row["length_km"]),
            "facility_type": row["mode"],
            "allowed_uses": row["mode"],
        }
        own |= {"free_speed": "" if speed is None else repr(speed)} if timed else {}
        told = ["" if line is None else safe_text(line.quality), "false" if why else "true", safe_text(why)]
        rows.append([*own.values(), *(_safe(fields[name], row.get(name)) for name in others), *told])
    return rows


def _apart(table: str, columns: Sequence[str], taken: Sequence[str]) -> None:
    for name in columns:
        if name in (*taken, *(("quality", "in_use", "closure") if table == "links" else ())):
            raise DataError([f"{table}.{name}: GMNS has a column of that name already; rename yours"])


# -- in ---------------------------------------------------------------------------------------------------


def gmns_tables(folder: Path, asked: Asked) -> Tables:
    """Make tables of a GMNS folder; of one of the library's own exactly those that were written.

    Raises
    ------
    DataError
        Everything that is wrong with the files, at once.
    OptionError
        What the files do not say, and nobody was asked.
    """
    if (folder / DESCRIPTION).is_file():
        return _read_own(folder, asked)
    nodes, links = _frames(folder, asked)
    return foreign_tables(nodes, links, asked, where=folder.name)


def _read_own(folder: Path, asked: Asked) -> Tables:
    findings: list[str] = []
    nodes = csv_records(folder / "node.csv", findings, asked=asked, escaped=True, expected=("node_id", "x_coord"))
    links = csv_records(folder / "link.csv", findings, asked=asked, escaped=True, expected=("link_id", "length"))
    if findings:
        raise DataError(findings)
    try:
        places = [
            {**row, "id": row["node_id"], "lon": row["x_coord"], "lat": row["y_coord"], "kind": row["node_type"]}
            for row in nodes
        ]
        rows = [
            {
                **row,
                "id": row["link_id"],
                "from": row["from_node_id"],
                "to": row["to_node_id"],
                "length_km": row["length"],
                "mode": row["facility_type"],
            }
            for row in links
        ]
        lines = {
            row["link_id"]: Line(points_of(row["geometry"], where=f"link.csv[{row['link_id']}]"), row["quality"])
            for row in links
            if row["geometry"]
        }
    except KeyError as error:
        raise DataError([f"{folder.name}: a column {error} is missing; export it anew"]) from None
    return partial_tables(read_json(folder / DESCRIPTION), {"places": places, "links": rows}, lines, where=folder.name)


def _csv(folder: Path, name: str, findings: list[str], asked: Asked) -> list[Mapping[str, Any]]:
    path = folder / f"{name}.csv"
    return csv_records(path, findings, asked=asked) if path.is_file() else []


def _frames(folder: Path, asked: Asked) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Give nodes with their points and links with their lines, lengths in km, hours, modes and directions."""
    import geopandas as gpd
    import pandas as pd

    findings: list[str] = []
    nodes, links = (_csv(folder, name, findings, asked) for name in ("node", "link"))
    config = (_csv(folder, "config", findings, asked) or [{}])[0]
    shapes = {row.get("geometry_id"): row.get("geometry") for row in _csv(folder, "geometry", findings, asked)}
    crs = config.get("crs") or "EPSG:4326"
    km = _long_length(config, asked, folder.name) if any(row.get("length") for row in links) else 1.0
    lines = [_line(row, shapes, f"link.csv[{row.get('link_id', number)}]") for number, row in enumerate(links)]
    rows = [_link(row, km, f"link.csv[{row.get('link_id', n)}]", findings) for n, row in enumerate(links)]
    points = [_point(row, f"node.csv[{row.get('node_id', n)}]", findings) for n, row in enumerate(nodes)]
    if findings:
        raise DataError(findings)
    try:
        located = gpd.GeoDataFrame(pd.DataFrame(nodes), geometry=gpd.GeoSeries(points, crs=crs))
        drawn = gpd.GeoDataFrame(pd.DataFrame(rows), geometry=gpd.GeoSeries(lines, crs=crs))
    except Exception as error:  # pyproj raises its own where it does not know a CRS
        raise DataError(
            [f"config.csv.crs: {crs!r} is no CRS ({type(error).__name__}); give one such as EPSG:4326"]
        ) from None
    return located, drawn


def _long_length(config: Mapping[str, Any], asked: Asked, where: str) -> float:
    if asked.length_unit is None and config.get("long_length"):
        unit = unit_of(config["long_length"])
        if unit is None:
            raise DataError([f"config.csv.long_length: {config['long_length']!r} is none of {', '.join(KM_OF)}"])
        return KM_OF[unit]
    return asked.km(where)


def _point(row: Mapping[str, Any], where: str, findings: list[str]) -> Any:
    from shapely.geometry import Point

    if not row.get("x_coord") or not row.get("y_coord"):
        return None
    x, y = (_number(row[name], f"{where}.{name}", findings) for name in ("x_coord", "y_coord"))
    return Point(x, y)


def _line(row: Mapping[str, Any], shapes: Mapping[Any, Any], where: str) -> Any:
    text = row.get("geometry") or shapes.get(row.get("geometry_id") or None)
    if not text:
        return None
    line = line_of(text, where=where)
    return line.reverse() if str(row.get("dir_flag")) == "-1" and hasattr(line, "reverse") else line


def _number(text: Any, where: str, findings: list[str]) -> float:
    try:
        return float(text)
    except (TypeError, ValueError):
        findings.append(f"{where}: {text!r} is no number; write one")
        return 0.0


#: Columns of links that hold numbers, kept beside those that have a meaning here.
_FIGURES = ("free_speed", "lanes", "capacity", "toll", "vdf_alpha", "vdf_beta", "vdf_fftt", "vdf_plf", "pce")


def _link(row: Mapping[str, Any], km: float, where: str, findings: list[str]) -> dict[str, Any]:
    """Give the cells of a link; what moves there, and how long it takes, as far as the file tells."""
    cells: dict[str, Any] = {k: v for k, v in row.items() if k not in ("length", "geometry") and v != ""}
    for name in _FIGURES:
        if name in cells:
            cells[name] = _number(cells[name], f"{where}.{name}", findings)
    if row.get("length"):
        cells["length_km"] = _number(row["length"], f"{where}.length", findings) * km
    speed = cells.get("free_speed")
    if cells.get("length_km") and isinstance(speed, float) and speed > 0:
        # a speed is in long lengths an hour
        cells |= {"time_h": cells["length_km"] / (speed * km), "time_grade": "derived", "time_source": "user"}
    modes = {_USES[use] for use in _uses(row) if use in _USES}
    if len(modes) == 1 and not cells.get("mode"):
        cells["mode"] = modes.pop()
    return cells


def _uses(row: Mapping[str, Any]) -> list[str]:
    text = str(row.get("allowed_uses") or row.get("facility_type") or "")
    return [part.strip().casefold() for part in text.replace(";", ",").replace("|", ",").split(",")]


# -- for assignment ---------------------------------------------------------------------------------------


@reads("path", "length_unit")
def read_gmns(path: str | Path, *, length_unit: str | None = None) -> FlowTables:
    """Read a GMNS folder for `corridors.assign`: capacities of all lanes, hours, volume-delay functions, demand.

    Parameters
    ----------
    path
        Folder with ``node.csv`` and ``link.csv``, and if wanted ``config.csv``, ``geometry.csv`` and ``demand.csv``
        (``o_zone_id``, ``d_zone_id``, ``volume``; a zone is the node that names it, or the node of that id).
    length_unit
        Unit of the lengths, where ``config.csv`` has no ``long_length``.

    Returns
    -------
    FlowTables
        ``length`` in km, ``free_flow_time`` in hours, ``capacity`` of all lanes together in the unit of the file (GMNS
        has it a lane); ``direction`` is ``forward`` where ``directed``, else ``both``.

    Raises
    ------
    DataError
        Everything that is wrong with the files, at once.
    OptionError
        There is no such network, or a unit is missing.
    """
    folder = Path(path)
    if not is_gmns(folder):
        raise OptionError(f"{str(path)!r} holds no node.csv and link.csv: give the folder of a GMNS network")
    if out := links_out(folder):
        raise DataError(out)
    import pandas as pd

    asked = Asked(length_unit=length_unit)
    nodes, drawn = _frames(folder, asked)
    if "node_id" not in nodes:
        raise DataError(["node.csv: no column 'node_id', by which links name their nodes; add it"])
    findings: list[str] = []
    cells = [{str(k): v for k, v in row.items()} for row in drawn.drop(columns="geometry").to_dict("records")]
    links = pd.DataFrame([_flow_link(row, findings) for row in cells])
    for name, usual in (("vdf_alpha", BPR[0]), ("vdf_beta", BPR[1])):
        if name in links:
            links[name] = links[name].fillna(usual)  # where a row leaves it blank
    places = pd.DataFrame({"id": nodes["node_id"], "name": nodes.get("name", nodes["node_id"])})
    degrees = in_degrees("node.csv", nodes.geometry)
    places = places.assign(lon=degrees.x, lat=degrees.y)
    if "zone_id" in nodes:
        places["zone_id"] = nodes["zone_id"]
    demand = _demand(folder, nodes, findings, asked) if (folder / "demand.csv").is_file() else None
    if findings:
        raise DataError(findings)
    return FlowTables(links, places, demand, None, (_csv(folder, "config", findings, asked) or [{}])[0])


def _flow_link(row: Mapping[str, Any], findings: list[str]) -> dict[str, Any]:
    cells = {str(name): value for name, value in row.items() if value == value and value is not None}
    where = f"link.csv[{cells.get('link_id')}]"
    found: dict[str, Any] = {
        "id": cells.get("link_id"),
        "from": cells.get("from_node_id"),
        "to": cells.get("to_node_id"),
    }
    one_way = str(cells.get("directed", "true")).strip().casefold() in ("true", "1", "yes", "t")
    found["direction"] = "forward" if one_way else "both"
    if "length_km" in cells:
        found["length"] = cells["length_km"]
    if "time_h" in cells:
        found["free_flow_time"] = cells["time_h"]
    elif "vdf_fftt" in cells:  # minutes, as the tools around GMNS have it
        found["free_flow_time"] = cells["vdf_fftt"] / 60.0
    if "capacity" in cells:
        lanes = cells.get("lanes", 1.0)
        if lanes <= 0:
            findings.append(f"{where}.lanes: {lanes:g}, and a capacity is one of each lane; give at least 1")
        found["capacity"] = cells["capacity"] * lanes
    for name in ("vdf_alpha", "vdf_beta", "lanes", "free_speed", "toll", "facility_type", "allowed_uses", "mode"):
        if name in cells:
            found[name] = cells[name]
    return found


def _demand(folder: Path, nodes: Any, findings: list[str], asked: Asked) -> Any:
    import pandas as pd

    zones: dict[str, list[str]] = {}
    if "zone_id" in nodes:
        for node, zone in zip(nodes["node_id"], nodes["zone_id"], strict=True):
            if zone:
                zones.setdefault(str(zone), []).append(str(node))
    ids = set(map(str, nodes["node_id"]))
    rows = []
    for number, row in enumerate(_csv(folder, "demand", findings, asked), 2):
        where = f"demand.csv[line {number}]"
        ends = [_zone(row, name, zones, ids, where, findings) for name in ("o_zone_id", "d_zone_id")]
        rows.append((*ends, _number(row.get("volume"), f"{where}.volume", findings)))
    return pd.DataFrame(rows, columns=["origin", "destination", "demand"])


def _zone(
    row: Mapping[str, Any], name: str, zones: Mapping[str, list[str]], ids: set[str], where: str, findings: list[str]
) -> str:
    zone = str(row.get(name) or "")
    found = zones.get(zone, [zone] if zone in ids else [])
    if len(found) != 1:
        several = f"several nodes ({', '.join(found[:3])}); demand needs one" if found else "no node; add it"
        findings.append(f"{where}.{name}: zone {zone!r} is {several}")
        return ""
    return found[0]
