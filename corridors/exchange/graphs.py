"""Networks as graphs of places: networkx multigraphs by the conventions of OSMnx, and GraphML.

Nodes are places (``x``, ``y`` in degrees), edges are links keyed by their ids, ``length`` in metres, ``geometry`` where
a line is known. A link for both directions is two edges, of which the one back is ``reversed``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.errors import DataError
from corridors.exchange.bundle import Bundle
from corridors.exchange.cells import check_texts, plain_value
from corridors.exchange.partial import CARRIED, partial_description, partial_tables
from corridors.exchange.shapes import points_of, wkt_of
from corridors.maps.geometry import Line
from corridors.tables.reading import Tables
from corridors.tables.whole import whole_file

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "is_ours",
    "is_street_graph",
    "places_graph",
    "read_graphml",
    "tables_of_graph",
    "write_graph",
    "write_graphml",
]

#: The graph attribute by which a graph of the library's own is known.
MARK = "corridors"


def places_graph(bundle: Bundle, *, everything: bool = True) -> nx.MultiDiGraph[str]:
    """Give places and links as a multigraph; without `everything` only the links in use on the day."""
    import networkx as nx
    from shapely.geometry import LineString

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(crs="epsg:4326")
    graph.graph[MARK] = json.dumps(partial_description(bundle), ensure_ascii=False)
    fields = {name: bundle.schemas[name].fields for name in CARRIED}
    for row in bundle.rows["places"]:
        cells = {field.name: plain_value(field, row.get(field.name)) for field in fields["places"]}
        spot = {"x": row["lon"], "y": row["lat"]}
        graph.add_node(row["id"], **_known({k: v for k, v in cells.items() if k != "id"} | spot))
    taken = {row["id"] for row in bundle.rows["links"]}
    for number, row in enumerate(bundle.rows["links"]):
        why = bundle.closures.get(row["id"], "")
        if why and not everything:
            continue
        cells = {field.name: plain_value(field, row.get(field.name)) for field in fields["links"]}
        line = bundle.lines.get(row["id"])
        told: dict[str, Any] = {
            "link": row["id"],
            "row": number,
            "in_use": not why,
            "closure": why,
            "oneway": row["direction"] != "both",
        }
        told |= {"length": row["length_km"] * 1000.0, "quality": "straight" if line is None else line.quality}
        edge = _known({k: v for k, v in cells.items() if k not in ("id", "from", "to")}) | told
        ways = [(row["from"], row["to"], row["id"], False)]
        if row["direction"] == "both":
            back = f"{row['id']} back"
            while back in taken:
                back += "'"
            taken.add(back)
            ways.append((row["to"], row["from"], back, True))
        for tail, head, key, is_back in ways:
            shape = {} if line is None else {"geometry": LineString(line.points[::-1] if is_back else line.points)}
            graph.add_edge(tail, head, key=key, **edge, reversed=is_back, **shape)
    if not everything:
        graph.remove_nodes_from([node for node, degree in list(graph.degree) if not degree])
    return graph


def _known(cells: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in cells.items() if value is not None}


def is_ours(graph: Any) -> bool:
    """Whether a graph was made by `places_graph`."""
    return isinstance(getattr(graph, "graph", None), dict) and isinstance(graph.graph.get(MARK), str)


def is_street_graph(graph: Any) -> bool:
    """Whether a graph follows OSMnx: several edges a pair, a ``crs``, and ``length`` on edges, which are in metres."""
    about = getattr(graph, "graph", None)
    if not isinstance(about, dict) or "crs" not in about or not graph.is_multigraph():
        return False
    first: Mapping[Any, Any] = next((data for *_, data in graph.edges(data=True)), {})
    return "length" in first and "length_km" not in first


def tables_of_graph(graph: nx.Graph[Any], *, where: str = "graph") -> Tables:
    """Make tables of a graph that `places_graph` made.

    Raises
    ------
    DataError
        What is damaged or does not hold together.
    """
    try:
        description = json.loads(graph.graph[MARK])
    except (ValueError, RecursionError) as error:
        raise DataError([f"{where}: the description of its tables is damaged ({error}); export it anew"]) from None
    places = [{**data, "id": str(node)} for node, data in graph.nodes(data=True)]
    links, lines = [], {}
    for tail, head, data in graph.edges(data=True):
        if data.get("reversed"):
            continue
        if "link" not in data:
            raise DataError([f"{where}: the edge {tail!r} - {head!r} has no attribute link; export it anew"])
        name = str(data["link"])
        links.append({**data, "id": name, "from": str(tail), "to": str(head)})
        if data.get("geometry") is not None:
            lines[name] = Line(points_of(data["geometry"], where=f"{where}[{name}]"), str(data.get("quality", "given")))
    if all(isinstance(link.get("row"), int) for link in links):
        links.sort(key=lambda link: int(link["row"]))  # a graph keeps its edges by their ends
    return partial_tables(description, {"places": places, "links": links}, lines, where=where)


def write_graphml(bundle: Bundle, path: Path) -> None:
    """Write places and links as GraphML.

    Raises
    ------
    DataError
        A name holds what XML cannot carry.
    """
    for name in CARRIED:
        check_texts(name, bundle.schemas[name].fields, bundle.rows[name], xml=True)
    write_graph(places_graph(bundle), path)


def write_graph(graph: nx.MultiDiGraph[Any], path: Path) -> None:
    """Write a graph of plain attributes as GraphML; lines go as WKT, what is blank is left out."""
    import networkx as nx

    plain: nx.MultiDiGraph[Any] = nx.MultiDiGraph(**_known(graph.graph))
    for node, data in graph.nodes(data=True):
        plain.add_node(node, **_known(data))
    for tail, head, key, data in graph.edges(keys=True, data=True):
        cells = {name: wkt_of(value.coords) if name == "geometry" else value for name, value in _known(data).items()}
        plain.add_edge(tail, head, key=key, **cells)
    with whole_file(path) as beside:
        nx.write_graphml(plain, beside, infer_numeric_types=True)


def read_graphml(path: Path) -> Any:
    """Read a graph from GraphML, whoever wrote it.

    Raises
    ------
    DataError
        It is no GraphML.
    """
    import networkx as nx

    try:
        graph: Any = nx.read_graphml(path, edge_key_type=str, force_multigraph=True)
    except Exception as error:  # whatever a damaged file makes the reader raise
        raise DataError([f"{path.name}: no GraphML ({type(error).__name__}: {error}); export it anew"]) from None
    return graph
