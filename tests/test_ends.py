"""Where journeys begin and end: the towns and plants of Uzbekistan, and the ends abroad that people ask for."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest

import corridors as co
from corridors.charges.model import Place
from corridors.tables.sphere import great_circle_km

#: Towns of more than 50,000 people by GeoNames, and towns of plants that export, as a forwarder may write them.
AT_HOME = {
    "Chirchik": "chirchik", "Чирчик": "chirchik", "Chirchiq": "chirchik", "Yangiyul": "yangiyul",
    "Yangiyer": "yangiyer", "Янгиер": "yangiyer", "Almalyk": "almalyk", "Olmaliq": "almalyk", "Bekabad": "bekabad",
    "Angren": "angren", "Ahangaran": "ahangaran", "Toytepa": "nurafshon", "Parkent": "parkent", "Chust": "chust",
    "Kosonsoy": "kosonsoy", "Chartak": "chortoq", "Quvasoy": "quvasoy", "Кувасай": "quvasoy",
    "Beshariq": "beshariq", "Asaka": "asaka", "Асака": "asaka", "Shahrixon": "shahrikhan", "Margilan": "margilan",
    "Kattakurgan": "kattakurgan", "Urgut": "urgut", "Shakhrisabz": "shakhrisabz", "Шахрисабз": "shakhrisabz",
    "Kitab": "kitab", "Koson": "kasan", "Mubarek": "mubarek", "Muborak": "mubarek", "Shurtan": "shurtan",
    "Uzbekistan GTL": "shurtan", "Dekhkanabad": "dehkanabad", "Dehqonobod": "dehkanabad", "Denau": "denau",
    "Денау": "denau", "Bukhara refinery": "karaulbazar", "Gazli": "gazli", "Navoiyazot": "navoi",
    "Zarafshan": "zarafshan", "Зарафшан": "zarafshan", "Uchkuduk": "uchkuduk", "Khujayli": "khujayli",
    "Kungrad soda works": "kungrad", "Ustyurt": "ustyurt-gcc", "Surgil": "ustyurt-gcc", "Beruniy": "beruniy",
    "Gurlan": "gurlan", "Guliston": "guliston", "Jizzakh": "jizzakh", "Khiva": "khiva", "Termez": "termez",
}  # fmt: skip

ABROAD = {
    "Novorossiysk": "novorossiysk", "Новороссийск": "novorossiysk", "Vladivostok": "vladivostok",
    "Nakhodka": "nakhodka", "Vostochny": "nakhodka", "Busan": "busan", "Pusan": "busan", "Gdansk": "gdansk",
    "Gdańsk": "gdansk", "Koper": "koper", "Trieste": "trieste", "Antwerp": "antwerp", "Antwerpen": "antwerp",
    "Jeddah": "jeddah", "Delhi": "delhi", "New Delhi": "delhi", "Islamabad": "islamabad",
    "Faisalabad": "faisalabad", "Qingdao": "qingdao", "青岛": "qingdao", "Xuzhou": "xuzhou", "Jinan": "jinan",
    "Changsha": "changsha", "Wuhan": "wuhan", "Guangzhou": "guangzhou", "Kazan": "kazan", "Казань": "kazan",
    "Yekaterinburg": "yekaterinburg", "Ekaterinburg": "yekaterinburg", "Novosibirsk": "novosibirsk",
    "Milan": "milan", "Milano": "milan", "Kyiv": "kyiv", "Киев": "kyiv", "Kosekoy": "kosekoy", "Izmit": "kosekoy",
    "Iskenderun": "iskenderun", "Slawkow": "slawkow", "Neuss": "neuss", "Bandar Imam": "bandar-imam",
    "Bushehr": "bushehr",
}  # fmt: skip


@pytest.fixture(scope="module")
def network() -> co.Network:
    """The packaged network on its reference date."""
    return co.load_network()


@pytest.fixture(scope="module")
def modes(network: co.Network) -> dict[str, set[str]]:
    """The modes by which each place is joined to the network today."""
    found: dict[str, set[str]] = {}
    for link in network._core.links:
        if link.id not in network.closures:
            for end in (link.start, link.end):
                found.setdefault(network._core.places[end].id, set()).add(link.mode)
    return found


@pytest.mark.parametrize(("asked", "place"), [*AT_HOME.items(), *ABROAD.items()])
def test_every_end_is_found_by_name_and_reached_from_tashkent(network: co.Network, asked: str, place: str) -> None:
    """In the spelling of papers, in three scripts; and there is a way there today."""
    assert network.place(asked).id == place
    assert co.shortest_route("Tashkent", asked, network=network).places[-1].id == place


@pytest.mark.parametrize("place", sorted(set(AT_HOME.values())))
def test_every_town_at_home_has_a_road(modes: dict[str, set[str]], place: str) -> None:
    """A lorry collects from everywhere; goods stations are a matter of the tariff guide."""
    assert "road" in modes[place]


WITHOUT_RAILWAY = {"parkent", "chust", "kosonsoy", "beshariq", "gazli", "beruniy", "shakhrisabz"}


def test_towns_without_a_goods_station_of_their_own_are_said_by_name(modes: dict[str, set[str]]) -> None:
    """Every other town of the list has a station whose distance the tariff guide prints."""
    assert {place for place in set(AT_HOME.values()) if "rail" not in modes[place]} == WITHOUT_RAILWAY


OVERSEAS = {"busan", "jeddah"}


@pytest.mark.parametrize("place", sorted(set(ABROAD.values()) - OVERSEAS))
def test_every_end_abroad_is_reached_over_land(modes: dict[str, set[str]], place: str) -> None:
    """By rail or by road into the hinterland; only ports beyond a sea have lanes alone."""
    assert modes[place] & {"rail", "road"}


@pytest.mark.parametrize(
    "place",
    ["novorossiysk", "vladivostok", "nakhodka", "busan", "gdansk", "koper", "trieste", "antwerp", "jeddah", "qingdao",
     "iskenderun", "bandar-imam", "bushehr"],
)  # fmt: skip
def test_every_port_has_a_lane(modes: dict[str, set[str]], place: str) -> None:
    """A port from which no ship sails would be a siding."""
    assert "sea" in modes[place]


#: Sections of Tariff Guide No. 4 that run through places which stand on them: (from, by, to), kilometres printed.
SECTIONS = {
    ("khavast", "yangiyer", "guliston", "syrdarya", "yangiyul", "uzbekistan-station", "tukimachi"): 148,
    ("bukhara", "navoi", "kattakurgan", "marokand"): 231,
    ("bukhara", "karaulbazar", "mubarek", "kasan", "karshi"): 145 + 12,
    ("karshi", "shurtan", "tashguzar", "kitab"): 122,
    ("tashguzar", "dehkanabad", "baysun", "kumkurgan"): 220,
    ("kumkurgan", "denau", "kudukli"): 231 - 150,
    ("navoi", "kyzylkuduk", "uchkuduk"): 290,
    ("khujayli", "kungrad", "ustyurt-gcc", "karakalpakstan"): 411 - 17,
    ("margilan", "asaka", "andijan"): 66,
    ("pap", "namangan", "chortoq", "uchkurgan"): 133 - 45,
    ("tukimachi", "nurafshon", "ahangaran", "angren"): 114,
    ("tashkent", "salar", "chukursay", "keles"): 5 + 14,
}


@pytest.mark.parametrize("line", sorted(SECTIONS))
def test_a_line_cut_at_its_stations_is_as_long_as_its_section(network: co.Network, line: tuple[str, ...]) -> None:
    """The posts between are the guide's own, so the parts make up the whole to the kilometre."""
    by_ends = {}
    for link in network._core.links:
        if link.mode == "rail":
            ends = frozenset(network._core.places[end].id for end in (link.start, link.end))
            by_ends[ends] = link.length_km
    parts = [by_ends[frozenset(pair)] for pair in pairwise(line)]
    assert sum(parts) == SECTIONS[line]


#: Distances that Book 3 of the guide prints between transit points, none of them the length of a link.
BETWEEN_TRANSIT_POINTS = {
    ("Kazan", "Samara"): 532,
    ("Kazan", "Novosibirsk"): 2400,
    ("Kazan", "Uglovaya"): 8328,
    ("Omsk", "Uglovaya"): 6560,
    ("Kurgan", "Novosibirsk"): 1177,
    ("Novosibirsk", "Vladivostok"): 5962,
    ("Aksaraiskaya", "Novorossiysk"): 1217,
    ("Astrakhan", "Volgograd"): 415 + 49,
}


@pytest.mark.parametrize("pair", sorted(BETWEEN_TRANSIT_POINTS))
def test_russian_rail_lengths_agree_with_other_pairs_of_the_guide(network: co.Network, pair: tuple[str, str]) -> None:
    """Sums over two or more links against the pair as printed: within one in a hundred."""
    route = co.shortest_route(*pair, modes=["rail"], network=network)
    assert route.length_km == pytest.approx(BETWEEN_TRANSIT_POINTS[pair], rel=0.01)


def point(place: Place) -> tuple[float, float]:
    """Latitude and longitude of a packaged place, which always has both."""
    assert place.lat is not None
    assert place.lon is not None
    return place.lat, place.lon


def test_no_rail_link_is_shorter_than_the_crow_flies(network: co.Network) -> None:
    """Given how exact both points are; an estimate is never shorter at all."""
    for link in network._core.links:
        a, b = network._core.places[link.start], network._core.places[link.end]
        crow = great_circle_km(*point(a), *point(b))
        if link.mode == "rail" and link.row["length_method"] == "great_circle":
            assert link.length_km >= 0.99 * crow, link.id


def test_kyiv_is_reached_from_the_west_and_not_from_russia(network: co.Network) -> None:
    """No goods pass between Russia or Belarus and Ukraine since 24 February 2022."""
    route = co.shortest_route("Tashkent", "Kyiv", network=network)
    before = [place.country for place in route.places if place.country != "UA"][-1]
    assert before not in {"RU", "BY"}


def test_delhi_is_reached_by_sea_even_when_attari_was_open(network: co.Network) -> None:
    """No goods from beyond Pakistan pass it to India, whatever the state of the post between the two."""
    route = co.shortest_route("Tashkent", "Delhi", on="2024-06-01", network=network)
    assert "sea" in route.modes


def test_tashkent_chirchik_by_rail_is_the_tariff(network: co.Network) -> None:
    """Salar to Chirchik 32 km, Salar to Tashkent goods station 5."""
    assert co.shortest_route("Tashkent", "Chirchik", modes=["rail"], network=network).length_km == 37


def test_no_estimated_road_undercuts_a_printed_one(network: co.Network) -> None:
    """An estimate through a town must not become a short cut beside a length that somebody printed."""
    roads = [link for link in network._core.links if link.mode == "road" and link.id not in network.closures]
    graph: nx.Graph[int] = nx.Graph()
    for link in sorted(roads, key=lambda link: -link.length_km):
        graph.add_edge(link.start, link.end, km=link.length_km, estimated=link.row["length_grade"] == "estimated")
    for link in roads:
        if link.row["length_grade"] == "estimated":
            continue
        way = nx.dijkstra_path(graph, link.start, link.end, "km")
        steps = [graph.edges[pair] for pair in pairwise(way)]
        shortest = sum(step["km"] for step in steps)
        if any(step["estimated"] for step in steps):
            assert shortest >= 0.98 * link.length_km, (link.id, [network._core.places[i].id for i in way])
