"""Make the pictures of the documentation: `python -m tools.make_pictures`."""

from __future__ import annotations

from pathlib import Path

import matplotlib

matplotlib.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

import corridors as co
from tools.draw_concepts import classes, scopes, yards

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
WIDTH_PX = 1600

#: Named on the overview, the most wanted first.
NAMED = (
    "tashkent", "istanbul", "moscow", "karachi", "bandar-abbas", "poti", "mersin", "xian", "almaty", "kabul",
    "samarkand", "termez", "andijan", "kashgar", "urumqi", "lanzhou", "altynkol", "kyzylorda", "aktobe", "samara",
    "minsk", "warsaw", "riga", "st-petersburg", "tbilisi", "ankara", "kars", "constanta", "varna", "chornomorsk",
    "sofia", "bucharest", "budapest", "tehran", "tabriz", "mashhad", "herat", "ashgabat", "mary", "nukus", "zhezkazgan",
    "quetta", "zahedan", "peshawar", "lahore", "chabahar", "mundra", "astrakhan", "gwadar", "yazd", "mazar-i-sharif",
)  # fmt: skip
#: Named on the inset.
CASPIAN = (
    "alat", "aktau", "turkmenbashi", "kuryk", "makhachkala", "bandar-anzali", "amirabad", "beyneu", "bereket", "baku",
    "astara-az",
)  # fmt: skip
CASPIAN_BOX = (47.0, 36.2, 56.6, 46.0)


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    network = co.load_network()
    save(overview(network), "network.png")
    route = co.shortest_route("Tashkent", "Poti", weight="cost", modes=["rail", "ferry"], avoid=["Iran", "Kazakhstan"])
    save(route.plot(), "route.png")
    save(route.plot_time_cost_distance(), "time-cost-distance.png")
    first_hour()
    studies()
    concepts()


def first_hour() -> None:
    """Draw what the first hour draws."""
    save(co.compare_corridors("Tashkent", "Istanbul").plot(), "first-comparison.png")
    save(co.shortest_route("Tashkent", "Istanbul", weight="cost").plot_time_cost_distance(), "first-stages.png")


def concepts() -> None:
    """Draw what the words of `docs/concepts.md` mean."""
    save(yards(), "yards.png")
    save(classes(), "classes.png")
    save(scopes(), "scopes.png")


def studies() -> None:
    """Draw how sure an answer is, what scenarios change, when ways changed, and what losses cost."""
    sure = co.simulate("Tashkent", "Istanbul", n=1024, seed=1, by="corridor")
    save(sure.plot(), "simulation.png")
    save(sure.plot(kind="dots"), "simulation-dots.png")
    save(sure.plot_best(), "simulation-best.png")
    save(beside(co.compare_corridors("Tashkent", "Istanbul", weight="generalised"), sure), "comparison.png")
    iran = co.Scenario("no Iran", shut=("IR",))
    save(co.compare_scenarios("Tashkent", ["Istanbul", "Karachi"], ["status-quo", iran]).plot(), "scenarios.png")
    line = co.timeline("Tashkent", "Karachi", weight="distance", years=range(2010, 2036))
    save(line.plot(), "timeline.png")
    pairs = [("Tashkent", end) for end in ("Istanbul", "Karachi", "Poti", "Moscow")]
    save(co.criticality(pairs, by="link").plot_map(), "criticality.png")


def beside(ways: co.Comparison, sure: co.Simulation) -> Axes:
    """Draw a comparison on a map, and beside it how likely each corridor is the best."""
    figure = plt.figure(figsize=(13.0, 4.8))
    left, right = figure.subplots(1, 2, width_ratios=(1.5, 1.0))
    sure.plot_best(right)
    return ways.plot(left)


def overview(network: co.Network) -> Axes:
    title = f"Freight corridors out of Tashkent, network of {network.on}"
    known = {place.id for place in network.find_places()}
    ax = network.plot(region="overview", labels=[name for name in NAMED if name in known], title=title)
    tashkent = network.place("tashkent")
    ax.plot(*tashkent.point, "*", ms=13, mfc="#C1121F", mec="white", mew=0.9, zorder=9)
    inset = ax.inset_axes((0.772, 0.60, 0.218, 0.39))
    inset.set_zorder(10)
    names = [name for name in CASPIAN if name in known]
    network.plot(inset, region=CASPIAN_BOX, labels=names, title="", legend=False, credit=False)
    west, south, east, north = CASPIAN_BOX
    ax.indicate_inset((west, south, east - west, north - south), edgecolor="#1F2933", alpha=0.8, lw=0.9)
    return ax


def save(ax: Axes, name: str) -> None:
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.savefig(IMAGES / name, dpi=WIDTH_PX / figure.get_figwidth(), metadata={"Software": "corridors"})
    plt.close(figure)


if __name__ == "__main__":
    main()
