"""Names of ways: alike only for ways that are alike."""

from __future__ import annotations

import corridors as co
from corridors.routes.named import told_apart


def test_ways_through_the_same_countries_are_told_apart_by_their_towns():
    routes = co.alternative_routes("Tashkent", "Poti", k=5, weight="cost", max_overlap=0.9)
    names = told_apart(routes)
    plain = ["-".join(route.countries) + " " + "-".join(route.modes) for route in routes]
    assert len(set(names)) == len(routes)
    assert all(name.startswith(start) for name, start in zip(names, plain, strict=True))


def test_a_town_that_names_a_way_lies_on_it_and_on_no_other_of_its_name():
    routes = list(co.alternative_routes("Tashkent", "Moscow", k=4, max_overlap=0.9))
    for name, route in zip(told_apart(routes), routes, strict=True):
        towns = name.split(" by ")[1].split(" and ") if " by " in name else []
        on_it = {place.name for place in route.places}
        rides = {ride.name for ride in route.services}
        tracks = {link.id for link in route.links}
        assert all(town in on_it | rides or any(track in town for track in tracks) for town in towns)


def test_one_way_keeps_its_plain_name():
    (name,) = told_apart([co.shortest_route("Tashkent", "Almaty")])
    assert " by " not in name


def test_the_printed_table_names_no_two_ways_alike():
    routes = co.alternative_routes("Tashkent", "Istanbul", k=5, weight="cost")
    lines = [line for line in routes.summary().splitlines() if "UZ-" in line]
    ways = [line[line.index("UZ-") :] for line in lines]
    assert len(ways) == len(routes)
    assert len(set(ways)) == len(ways)
