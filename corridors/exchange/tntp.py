"""TNTP, the format of the Transportation Networks for Research: a network, its trips and its best-known flows.

A file begins with ``<KEY> value`` lines up to ``<END OF METADATA>``; a tilde begins a comment, a semicolon ends a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridors.errors import DataError, OptionError
from corridors.exchange.flow_tables import FlowTables
from corridors.gate.arguments import reads
from corridors.gate.references import links_out
from corridors.tables.whole import whole_folder

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_tntp", "write_tntp"]

#: Columns of a network file, in their order, and what they are called here.
_COLUMNS = (
    "from", "to", "capacity", "length", "free_flow_time", "vdf_alpha", "vdf_beta", "speed", "toll", "link_type",
)  # fmt: skip
_WHOLE = ("from", "to", "link_type")
_KEY = re.compile(r"<([^>]+)>\s*(.*)")
_PAIR = re.compile(r"\s*(\d+)\s*:\s*([^\s;:]+)\s*")


@reads("path", "trips", "flows", "nodes")
def read_tntp(
    path: str | Path,
    trips: str | Path | None = None,
    flows: str | Path | None = None,
    *,
    nodes: str | Path | None = None,
) -> FlowTables:
    """Read a network in the TNTP format, with its trips and known flows, ready for `corridors.assign`.

    Parameters
    ----------
    path
        The file of the network (``..._net.tntp``), or the folder that holds one; the other files are then those of
        the same name beside it.
    trips, flows, nodes
        The other files, where they are called otherwise.

    Returns
    -------
    FlowTables
        Figures in the units of the file, which the format does not name. Places below the first through node are
        ends only (``through`` is False).

    Raises
    ------
    OptionError
        There is no such file, or the folder holds several networks.
    DataError
        Everything that is wrong with the files, at once.

    Examples
    --------
    >>> import tempfile
    >>> import corridors as co
    >>> net = '''<NUMBER OF ZONES> 2
    ... <NUMBER OF NODES> 2
    ... <FIRST THRU NODE> 1
    ... <NUMBER OF LINKS> 1
    ... <END OF METADATA>
    ... ~ init_node term_node capacity length free_flow_time b power speed toll link_type ;
    ... 1 2 900 5 6 0.15 4 0 0 1 ;
    ... '''
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "tiny_net.tntp").write_text(net)
    ...     tables = co.read_tntp(folder)
    >>> tables.links["free_flow_time"].tolist()
    [6.0]
    """
    network = _network_file(Path(path))
    stem = re.sub(r"_net$", "", network.stem, flags=re.IGNORECASE)
    findings: list[str] = []
    about, links = _links(network, findings)
    found = {
        "trips": _beside(network, stem, "trips", trips),
        "flow": _beside(network, stem, "flow", flows),
        "node": _beside(network, stem, "node", nodes),
    }
    demand = None if found["trips"] is None else _trips(found["trips"], findings)
    known = None if found["flow"] is None else _flows(found["flow"], findings)
    places = _places(about, links, network.name, findings)
    if found["node"] is not None and len(places):
        places = _with_points(places, found["node"], findings)
    if findings:
        raise DataError(findings)
    return FlowTables(links, places, demand, known, about)


def _network_file(path: Path) -> Path:
    if out := links_out(path):
        raise DataError(out)
    if path.is_dir():
        nets = sorted(path.glob("*_net.tntp"))
        if len(nets) != 1:
            names = ", ".join(net.name for net in nets) or "none"
            raise OptionError(f"{str(path)!r} should hold one network (*_net.tntp) and holds {names}: name the file")
        return nets[0]
    if not path.is_file():
        raise OptionError(f"there is no file {str(path)!r}: give a *_net.tntp, or the folder that holds it")
    return path


def _beside(network: Path, stem: str, kind: str, given: str | Path | None) -> Path | None:
    if given is not None:
        if not Path(given).is_file():
            raise OptionError(f"there is no file {str(given)!r}: give the file with the {kind}")
        return Path(given)
    path = network.with_name(f"{stem}_{kind}{network.suffix}")
    return path if path.is_file() else None


def _lines(path: Path, about: dict[str, str], findings: list[str]) -> Iterator[tuple[int, str]]:
    """Give the lines below the head, without comments, and put the head into `about`."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise OptionError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        findings.append(f"{path.name}: no text in UTF-8 ({error}); save it as such")
        return
    head = "<END OF METADATA>" in text.upper()
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("~")[0].strip()
        if head:
            match = _KEY.match(raw.strip())
            if match and match[1].strip().upper() == "END OF METADATA":
                head = False
            elif match:
                about[match[1].strip().upper()] = match[2].strip()
        elif line:
            yield number, line


def _links(path: Path, findings: list[str]) -> tuple[dict[str, str], pd.DataFrame]:
    import pandas as pd

    about: dict[str, str] = {}
    rows: list[list[float | int]] = []
    for number, line in _lines(path, about, findings):
        cells = line.replace(";", " ").split()
        if len(cells) != len(_COLUMNS):
            wanted = ", ".join(_COLUMNS)
            findings.append(f"{path.name}[line {number}]: {len(cells)} figures instead of {len(_COLUMNS)} ({wanted})")
            continue
        figures = [_figure(cell, f"{path.name}[line {number}].{name}", findings, whole=name in _WHOLE)
                   for name, cell in zip(_COLUMNS, cells, strict=True)]  # fmt: skip
        rows.append(figures)
    told = about.get("NUMBER OF LINKS")
    if told is not None and told.isdigit() and int(told) != len(rows) and not findings:
        findings.append(f"{path.name}: {len(rows)} links, and its head says {told}; is the file whole?")
    return about, pd.DataFrame(rows, columns=list(_COLUMNS))


def _figure(text: str, where: str, findings: list[str], *, whole: bool = False) -> float | int:
    try:
        number = float(text)
        if number != number or abs(number) == float("inf"):
            raise ValueError
    except ValueError:
        findings.append(f"{where}: {text!r} is no figure; write one")
        return 0
    if whole and number.is_integer():
        return int(number)
    if whole:
        findings.append(f"{where}: {text!r} is no whole number; write one")
    return number


def _places(about: dict[str, str], links: pd.DataFrame, where: str, findings: list[str]) -> pd.DataFrame:
    import pandas as pd

    first = about.get("FIRST THRU NODE", "1")
    count = about.get("NUMBER OF NODES", "")
    if not first.isdecimal():
        findings.append(f"{where}: <FIRST THRU NODE> {first!r} is no number")
        return pd.DataFrame()
    ends = sorted({*links["from"].tolist(), *links["to"].tolist()})
    numbers = range(1, int(count) + 1) if count.isdecimal() and int(count) <= 10_000_000 else ends
    outside = [end for end in ends if end not in numbers]
    if outside:
        findings.append(f"{where}: links end at {outside[0]}, and <NUMBER OF NODES> is {count}")
    return pd.DataFrame({"id": list(numbers), "through": [number >= int(first) for number in numbers]})


def _with_points(places: pd.DataFrame, path: Path, findings: list[str]) -> pd.DataFrame:
    """Add the columns ``x`` and ``y`` of a file of nodes, in its own coordinates."""
    points: dict[int, tuple[float, float]] = {}
    for number, line in _lines(path, {}, findings):
        cells = line.replace(";", " ").split()
        if cells and not cells[0].replace(".", "").isdigit():
            continue  # the head of the columns
        if len(cells) < 3:
            findings.append(f"{path.name}[line {number}]: {len(cells)} figures instead of 3 (node, x, y)")
            continue
        node, x, y = (_figure(cell, f"{path.name}[line {number}]", findings) for cell in cells[:3])
        points[int(node)] = (float(x), float(y))
    blank = (float("nan"), float("nan"))
    found = [points.get(place, blank) for place in places["id"]]
    return places.assign(x=[point[0] for point in found], y=[point[1] for point in found])


def _trips(path: Path, findings: list[str]) -> pd.DataFrame:
    import pandas as pd

    rows: list[tuple[int, int, float]] = []
    origin: int | None = None
    about: dict[str, str] = {}
    for number, line in _lines(path, about, findings):
        where = f"{path.name}[line {number}]"
        if line.lower().startswith("origin"):
            text = line.split()[1:2]
            origin = int(_figure(text[0] if text else "", where, findings, whole=True))
            continue
        for part in filter(str.strip, line.split(";")):
            match = _PAIR.fullmatch(part)
            if match is None or origin is None:
                problem = "a demand before any Origin" if origin is None else f"{part.strip()!r} is no 'zone : demand'"
                findings.append(f"{where}: {problem}")
                continue
            rows.append((origin, int(match[1]), float(_figure(match[2], where, findings))))
    frame = pd.DataFrame(rows, columns=["origin", "destination", "demand"])
    # within a zone nothing is on the network
    return frame[(frame["demand"] > 0) & (frame["origin"] != frame["destination"])].reset_index(drop=True)


def _flows(path: Path, findings: list[str]) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for number, line in _lines(path, {}, findings):
        cells = line.replace(";", " ").replace(":", " ").split()
        if not cells[0].isdigit():
            continue  # the head of the columns
        where = f"{path.name}[line {number}]"
        if len(cells) < 3:
            findings.append(f"{where}: {len(cells)} figures instead of 4 (from, to, volume, cost)")
            continue
        figures = [_figure(cell, where, findings) for cell in cells[:4]]
        rows.append((int(figures[0]), int(figures[1]), *figures[2:]))
    width = max(map(len, rows), default=4)
    return pd.DataFrame(rows, columns=["from", "to", "flow", "weight"][:width])


def write_tntp(tables: FlowTables, folder: str | Path, name: str) -> None:
    """Write ``NAME_net.tntp``, and ``NAME_trips.tntp`` and ``NAME_flow.tntp`` where there are any, into a new folder.

    Raises
    ------
    OptionError
        The folder is there already, or cannot be written.
    DataError
        Places are no whole numbers from 1 on, or a column that the format wants is missing.
    """
    if not name or Path(name).name != name:
        raise OptionError(f"name={name!r}: give a name for the files, without a folder")
    missing = [column for column in ("from", "to", "capacity", "free_flow_time") if column not in tables.links]
    if missing:
        raise DataError([f"links: no column {column!r}, which TNTP wants; add it" for column in missing])
    numbers = [*tables.places["id"].tolist(), *tables.links["from"].tolist(), *tables.links["to"].tolist()]
    wrong = [number for number in numbers if isinstance(number, bool) or not isinstance(number, int) or number < 1]
    if wrong:
        raise DataError([f"places: {wrong[0]!r} is no whole number from 1 on, as which TNTP knows places; number them"])
    with whole_folder(folder) as beside:
        (beside / f"{name}_net.tntp").write_text(_net_text(tables), encoding="utf-8")
        if tables.demand is not None:
            (beside / f"{name}_trips.tntp").write_text(_trips_text(tables.demand, tables.about), encoding="utf-8")
        if tables.flows is not None:
            (beside / f"{name}_flow.tntp").write_text(_flows_text(tables.flows), encoding="utf-8")


def _net_text(tables: FlowTables) -> str:
    places, links = tables.places, tables.links
    through = places["through"].tolist() if "through" in places else [True] * len(places)
    ends = [place for place, may in zip(places["id"].tolist(), through, strict=True) if not may]
    first = max(ends, default=0) + 1
    if sorted(ends) != list(range(1, first)):
        raise DataError(["places: TNTP wants the places that are ends only to be 1, 2, 3 and so on; number them so"])
    about = {
        "NUMBER OF ZONES": tables.about.get("NUMBER OF ZONES") or str(_zones(tables)),
        "NUMBER OF NODES": str(max(places["id"])),
        "FIRST THRU NODE": str(first),
        "NUMBER OF LINKS": str(len(links)),
    }
    defaults = {"length": 0.0, "vdf_alpha": 0.15, "vdf_beta": 4.0, "speed": 0.0, "toll": 0.0, "link_type": 1}
    columns = [links[name].tolist() if name in links else [defaults[name]] * len(links) for name in _COLUMNS]
    head = "~ init_node term_node capacity length free_flow_time b power speed toll link_type ;"
    rows = ["\t" + "\t".join(map(_number, row)) + "\t;" for row in zip(*columns, strict=True)]
    return "\n".join([*(f"<{k}> {v}" for k, v in about.items()), "<END OF METADATA>", "", head, *rows, ""])


def _zones(tables: FlowTables) -> int:
    if tables.demand is None or not len(tables.demand):
        return len(tables.places)
    return int(max(*tables.demand["origin"].tolist(), *tables.demand["destination"].tolist()))


def _number(value: Any) -> str:
    value = value.item() if hasattr(value, "item") else value
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else repr(value)


def _trips_text(demand: pd.DataFrame, about: Any) -> str:
    zones = about.get("NUMBER OF ZONES") or str(max([0, *demand["origin"].tolist(), *demand["destination"].tolist()]))
    lines = [f"<NUMBER OF ZONES> {zones}", f"<TOTAL OD FLOW> {_number(float(demand['demand'].sum()))}"]
    lines += ["<END OF METADATA>", ""]
    rows: dict[Any, list[str]] = {}
    for origin, destination, amount in demand[["origin", "destination", "demand"]].itertuples(index=False, name=None):
        rows.setdefault(origin, []).append(f"{destination} : {_number(amount)};")
    for origin, pairs in rows.items():
        lines += [f"Origin {origin}", *_in_fives(pairs), ""]
    return "\n".join(lines) + "\n"


def _in_fives(pairs: Sequence[str]) -> list[str]:
    return ["    " + "    ".join(pairs[start : start + 5]) for start in range(0, len(pairs), 5)]


def _flows_text(flows: pd.DataFrame) -> str:
    names = [name for name in ("from", "to", "flow", "weight") if name in flows]
    heads = {"from": "From", "to": "To", "flow": "Volume", "weight": "Cost"}
    rows = ["\t".join(map(_number, row)) for row in flows[names].itertuples(index=False, name=None)]
    return "\n".join(["\t".join(heads[name] for name in names), *rows, ""])
