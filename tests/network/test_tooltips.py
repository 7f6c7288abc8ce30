"""What a web map tells of links and places."""

from __future__ import annotations

import re

import corridors as co
from corridors.network.tooltips import charges_text, link_text, place_spot
from tests.micro import blank, micro


def test_a_link_tells_its_ends_and_why_it_is_shut() -> None:
    """Names, mode and gauge; the reason only where there is one."""
    core = micro("A ==300== B")._core
    assert link_text(core, core.links[0], (), None) == "<b>A &ndash; B</b> (rail, 1520 mm)"
    assert link_text(core, core.links[0], (), "a < b").endswith('<br><span style="color:#B00020">a &lt; b</span>')


def test_a_source_has_one_number_however_often_it_is_cited() -> None:
    """Its title stands once, cut where it is long."""
    network = micro("A ==300== B")
    [charge] = [step.charge for step in co.shortest_route("A", "B", network=network).steps if step.link is not None]
    cited = set(charge.length_sources + charge.time_sources + charge.cost_sources + charge.emission_sources)
    sources = {name: blank("sources", id=name, title="A title " * 20) for name in cited}
    text = charges_text([charge, charge], sources)
    assert text.count("300 km") == 2
    assert text.count("A title") > len(cited)
    assert text.count("\u2026") == len(cited)
    assert {int(number) for number in re.findall(r"\[(\d+)", text)} == set(range(1, len(cited) + 1))


def test_cities_and_ports_are_large() -> None:
    """What happens there follows the name."""
    tashkent = co.load_network().place("Tashkent")
    assert place_spot(tashkent) == (tashkent.point, "<b>Tashkent</b> (city, UZ)", True)
    assert place_spot(tashkent, "loading").text == "<b>Tashkent</b> (city, UZ)<br>loading"
