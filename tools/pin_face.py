"""Pin what users rely on: public names, signatures, and the schema of every ``to_dict``.

Usage: ``python -m tools.pin_face`` writes tests/pinned/*.json anew. A test holds the library against them, so that a
change of what is public is made on purpose and seen in its own lines of the commit. docs/stability.md says what may
change, and how.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import corridors as co
from tools.make_api import CLASSES, members

__all__ = ["FOLDER", "names", "pinned_now", "schema", "schemas", "signatures"]

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "pinned"


def names() -> list[str]:
    """Give the public names."""
    return list(co.__all__)


def signatures() -> dict[str, str]:
    """Give each public function and each public member of a public class, with how it is called."""
    found = {name: str(inspect.signature(value)) for name, value in _public_functions()}
    for kind in CLASSES:
        for name, member in members(kind):
            found[f"{kind.__name__}.{name}"] = _called(member)
    for name in co.__all__:
        value = getattr(co, name)
        if isinstance(value, type) and issubclass(value, co.CorridorsError):
            found[name] = "(" + ", ".join(base.__name__ for base in value.__mro__[1:-2]) + ")"
    return dict(sorted(found.items()))


def _public_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    for name in co.__all__:
        value = getattr(co, name)
        if inspect.isfunction(value):
            yield name, value


def _called(member: Any) -> str:
    if isinstance(member, (staticmethod, classmethod)):
        return f"{type(member).__name__} {inspect.signature(member.__func__)}"
    if inspect.isfunction(member):
        return str(inspect.signature(member))
    return "property"


def schema(value: Any) -> Any:
    """Give the shape of plain data: keys, and the types of what they hold; of lists what any of their items may be.

    Examples
    --------
    >>> schema({"rows": [{"a": 1}, {"a": None, "b": "x"}]})
    {'rows': [{'a': 'int | null', 'b?': 'str'}]}
    """
    return _shape([value])


def _shape(values: list[Any]) -> Any:
    kinds = {
        "null" if value is None else type(value).__name__
        for value in values
        if not isinstance(value, (Mapping, list, tuple))
    }
    shapes: list[Any] = []
    maps = [value for value in values if isinstance(value, Mapping)]
    if maps:
        shapes.append(_record(maps))
    lists = [value for value in values if isinstance(value, (list, tuple))]
    if lists:
        items = [item for each in lists for item in each]
        shapes.append([_shape(items)] if items else [])
    plain = " | ".join([*sorted(kinds - {"null"}), *sorted(kinds & {"null"})])
    shapes += [plain] if plain else []
    return shapes[0] if len(shapes) == 1 else {"any of": shapes}


def _record(maps: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Give a shape by key; of a table by something else than names (reasons, ids of the data) one shape for all."""
    keys = list(dict.fromkeys(key for each in maps for key in each))
    if not all(key.isidentifier() for key in keys):
        return {"*": _shape([value for each in maps for value in each.values()])}
    found = {}
    for key in keys:
        sure = all(key in each for each in maps)
        found[key if sure else f"{key}?"] = _shape([each[key] for each in maps if key in each])
    return found


def _results() -> dict[str, Any]:
    """Give an example of every public result that has `to_dict`, all of the packaged network."""
    scenarios = ["status-quo", "hormuz-shut"]
    return {
        "Route": co.shortest_route("Tashkent", "Istanbul", weight="time"),
        "Comparison": co.compare_corridors("Tashkent", ["Istanbul", "Karachi"]),
        "ScenarioComparison": co.compare_scenarios("Tashkent", ["Istanbul"], scenarios),
        "Regret": co.compare_scenarios("Tashkent", ["Istanbul"], scenarios).regret(),
        "Timeline": co.timeline("Tashkent", "Karachi", years=range(2024, 2028)),
        "Criticality": co.criticality([("Tashkent", "Istanbul")], by="border", duration="30 d"),
        "ResilientWays": co.resilient_ways([("Tashkent", "Istanbul")]),
        "Simulation": co.simulate("Tashkent", ["Istanbul"], n=64, seed=1, progress=False),
        "Sensitivity": co.sensitivity("Tashkent", "Istanbul", n=64, seed=1, progress=False),
        "Futures": co.explore_futures("Tashkent", ["Istanbul"], scenarios=scenarios, n=64, seed=1, progress=False),
        "Scenario": co.scenario("hormuz-shut"),
        "Validation": co.validate(),
    }


def schemas() -> dict[str, Any]:
    """Give the schema of `to_dict` of every public result."""
    return {name: schema(result.to_dict()) for name, result in _results().items()}


def pinned_now() -> dict[str, Any]:
    """Give all that is pinned, by the name of its file."""
    return {"names.json": names(), "signatures.json": signatures(), "schemas.json": schemas()}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for file, content in pinned_now().items():
        text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
        (FOLDER / file).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
