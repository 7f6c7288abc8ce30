"""Finding places: in any spelling, by code, by id, by coordinates, and what is said when it fails."""

from __future__ import annotations

from contextlib import suppress
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridors as co
from corridors.charges.model import Place
from corridors.tables.sphere import great_circle_km
from corridors.world.gazetteer import MAX_SNAP_KM, Gazetteer, normalise
from tests.micro import LORRIES, blank, micro


def place(
    index: int, key: str, name: str, country: str, point: tuple[float, float], *more: str, kind: str = "city"
) -> Place:
    kind = "strait" if key == "hormuz" else kind
    code = next((text for text in more if len(text) == 5 and text.isupper() and text.isascii()), None)
    spellings = (name, *(text for text in more if text != code))
    return Place(index, key, name, country, kind, *point, code, spellings)


PLACES = (
    place(0, "tashkent", "Tashkent", "UZ", (41.31, 69.28), "UZTAS", "Ташкент", "Toshkent"),
    place(1, "kokand", "Kokand", "UZ", (40.53, 70.94), "Коканд", "Qoʻqon"),
    place(2, "alat", "Port of Baku at Alat", "AZ", (39.98, 49.44), "AZALT", "Alat", "Ələt"),
    place(3, "olot", "Olot", "UZ", (39.41, 63.80), "Alat", "Алат"),
    place(4, "mazar-i-sharif", "Mazar-i-Sharif", "AF", (36.71, 67.11), "Мазари-Шариф"),
    place(5, "turkmenbashi", "Turkmenbashi", "TM", (40.02, 52.97), "TMKRW", "Türkmenbaşy", "Красноводск"),
    place(6, "astara-az", "Astara", "AZ", (38.45, 48.87)),
    place(7, "astara-ir", "Astara", "IR", (38.43, 48.86)),
    place(8, "hormuz", "Strait of Hormuz", "IR", (26.57, 56.25)),
    place(9, "artyom", "Артём", "RU", (43.36, 132.19)),
)

GAZETTEER = Gazetteer(PLACES)


def found(asked: object) -> str:
    """Id of the place found."""
    return GAZETTEER.find(asked)[0].id  # type: ignore[arg-type]


# -- names ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("Tashkent", "tashkent"),
        ("tashkent", "tashkent"),
        ("  TASHKENT ", "tashkent"),
        ("Ташкент", "tashkent"),
        ("ташкент", "tashkent"),
        ("Toshkent", "tashkent"),
        ("UZTAS", "tashkent"),
        ("uztas", "tashkent"),
        ("UZ TAS", "tashkent"),
        ("Qoʻqon", "kokand"),
        ("Qo‘qon", "kokand"),
        ("Qo’qon", "kokand"),
        ("Qo'qon", "kokand"),
        ("Qo`qon", "kokand"),
        ("Qoqon", "kokand"),
        ("QOʻQON", "kokand"),
        ("mazar i sharif", "mazar-i-sharif"),
        ("Mazar–i–Sharif", "mazar-i-sharif"),
        ("mazarisharif", "mazar-i-sharif"),
        ("Turkmenbasy", "turkmenbashi"),
        ("Türkmenbaşy", "turkmenbashi"),
        ("Красноводск", "turkmenbashi"),
        ("Артем", "artyom"),
        ("Артём", "artyom"),
    ],
)
def test_any_spelling_finds_the_place(asked: str, key: str) -> None:
    """Latin, Cyrillic and Uzbek, with or without case, accents, dashes and any of the apostrophes people type."""
    assert found(asked) == key
    assert GAZETTEER.find(asked)[1] == 0.0


@given(text=st.text(max_size=20))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    """Otherwise a spelling in the tables might not find itself; case never matters either."""
    once = normalise(text)
    assert normalise(once) == once
    assert normalise(text.casefold()) == once


@given(spelling=st.sampled_from([s for p in PLACES if "astara" not in p.id for s in (p.id, p.name)]))
def test_every_id_and_name_finds_its_place(spelling: str) -> None:
    """Also written in capitals, which an id is not."""
    assert found(spelling) == found(spelling.upper())
    assert spelling in (GAZETTEER.find(spelling)[0].id, GAZETTEER.find(spelling)[0].name)


def test_a_name_beats_another_place_s_alias() -> None:
    """Olot's old name is Alat, and the id of Baku's port is alat; the id and name count first."""
    assert found("alat") == "alat"
    assert found("Alat") == "alat"


def test_a_country_after_a_comma_tells_namesakes_apart() -> None:
    """``Alat, UZ`` is the Uzbek one although the Azerbaijani has the better claim to the name."""
    assert found("Alat, UZ") == "olot"
    assert found("Alat,az") == "alat"
    assert found("Astara, IR") == "astara-ir"
    assert found("astara, az") == "astara-az"
    with pytest.raises(co.UnknownPlaceError, match="no place is called 'Tashkent, KZ'"):
        found("Tashkent, KZ")


def test_an_ambiguous_name_is_refused_with_the_ways_out() -> None:
    """Guessing would send freight to the wrong side of a border; the ids tell them apart."""
    with pytest.raises(co.UnknownPlaceError, match="may be several places") as caught:
        found("Astara")
    message = "'astara-az' (Astara, AZ) or 'astara-ir' (Astara, IR)"
    assert message in str(caught.value)
    assert caught.value.matches == ("Astara", "Astara")


NAMESAKES = Gazetteer(
    (
        place(0, "jalal-abad", "Jalal-Abad", "KG", (40.93, 73.01), "Jalolobod"),
        place(1, "jalalabad", "Jalalabad", "AF", (34.43, 70.45), "Jalolobod"),
        place(2, "julfa-az", "Julfa (Azerbaijan)", "AZ", (38.95, 45.63)),
        place(3, "julfa-ir", "Julfa (Iran)", "IR", (38.94, 45.63), "Julfa (Eron)"),
        place(4, "hyderabad-pakistan", "Hyderabad (Pakistan)", "PK", (25.40, 68.37)),
        place(5, "rotterdam", "Rotterdam (Maasvlakte)", "NL", (51.95, 4.02), "Rotterdam"),
    ),
    {"iran": "IR", "IR": "IR", "Kuwait": "KW"}.get,
)


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("Jalal-Abad", "jalal-abad"),
        ("Jalalabad", "jalalabad"),
        (" jalal-abad ", "jalal-abad"),
        ("JALALABAD", "jalalabad"),
        ("Jalalabad, KG", "jalal-abad"),
        ("Rotterdam", "rotterdam"),
        ("Julfa, IR", "julfa-ir"),
        ("Julfa (Iran)", "julfa-ir"),
        ("hyderabad, pk", "hyderabad-pakistan"),
    ],
)
def test_an_exact_spelling_beats_one_that_is_alike(asked: str, key: str) -> None:
    """A dash tells the Kyrgyz city from the Afghan one; who writes it so means so."""
    assert NAMESAKES.find(asked)[0].id == key


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("Jalal Abad", "'Jalal Abad' may be several places: give 'jalal-abad' (Jalal-Abad, KG) or 'jalalabad' ("),
        ("Jalolobod", "'Jalolobod' may be several places: give 'jalal-abad' (Jalal-Abad, KG) or 'jalalabad' ("),
        (
            "Julfa",
            "'Julfa' may be several places: give 'julfa-az' (Julfa (Azerbaijan), AZ) or 'julfa-ir' (Julfa (Iran)",
        ),
        (
            "hyderabad",
            "namesakes elsewhere: for the one of this network give 'hyderabad-pakistan' (Hyderabad (Pakistan)",
        ),
    ],
)
def test_a_name_shared_by_several_lists_them(asked: str, message: str) -> None:
    """Also one that only stands before a bracket: the bracket is there because others are called so."""
    with pytest.raises(co.UnknownPlaceError) as caught:
        NAMESAKES.find(asked)
    assert message in str(caught.value)
    assert caught.value.matches


def test_a_country_is_no_place_but_has_some() -> None:
    """The message names places there; a country that the network does not reach has none."""
    with pytest.raises(co.UnknownPlaceError, match=r"'IR' is a country: give a place in it, such as Julfa \(Iran\)"):
        NAMESAKES.find("IR")
    with pytest.raises(co.UnknownPlaceError, match="'Kuwait' is a country, and this network has no place there"):
        NAMESAKES.find("Kuwait")
    with pytest.raises(co.UnknownPlaceError, match="'Iran' is a country: give a place in it, such as ") as caught:
        co.load_network().place("Iran")
    assert 1 < len(caught.value.matches) <= 5
    assert "Bandar Abbas (Shahid Rajaee)" in caught.value.matches


def test_namesakes_in_the_packaged_network() -> None:
    """Real names that people type: found where spelt as in the tables, else all that it may be is offered."""
    network = co.load_network()
    assert network.place("Jalal-Abad").country == "KG"
    assert network.place("Jalalabad").country == "AF"
    assert network.place((41.3, 69.2)).id == "tashkent"
    for name, ids in (
        ("Astara", ("astara-az", "astara-ir")),
        ("Julfa", ("julfa-az", "julfa-ir")),
        ("Hyderabad", ("hyderabad-pakistan",)),
    ):
        with pytest.raises(co.UnknownPlaceError, match=" or ".join(f"{key!r} .*" for key in ids)):
            network.place(name)


@given(place=st.sampled_from(co.load_network()._core.places))
def test_every_packaged_place_is_found_by_its_name(place: Place) -> None:
    """A name of the tables, spelt as there, is never ambiguous; nor is a point on the spot taken elsewhere."""
    network = co.load_network()
    assert network.place(place.name) == place
    if place.kind != "strait":
        assert place.lat is not None
        assert place.lon is not None
        near = network.place((place.lat, place.lon))
        assert great_circle_km(place.lat, place.lon, near.lat or 0, near.lon or 0) < 0.01


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Tashkend", "Tashkent"),
        ("Tashent", "Tashkent"),
        ("Toshkend", "Tashkent"),
        ("Mazar", "Mazar-i-Sharif"),
        ("bashi", "Turkmenbashi"),
        ("Turkmenbushi", "Turkmenbashi"),
        ("Туркменбаш", "Turkmenbashi"),
    ],
)
def test_a_mistyped_name_gets_close_matches(asked: str, first: str | None) -> None:
    """The message says what may have been meant, with country and id; `.matches` has the names."""
    with pytest.raises(co.UnknownPlaceError, match=f"no place is called {asked!r}") as caught:
        found(asked)
    assert caught.value.matches[:1] == ((first,) if first else ())
    if first:
        assert f"did you mean {first} (" in str(caught.value)


@pytest.mark.parametrize("asked", ["Zzyzx", "?!", "-", "123"])
def test_a_name_like_nothing_says_where_to_look(asked: str) -> None:
    """Without a close match the message names the command that searches."""
    with pytest.raises(co.UnknownPlaceError, match="nothing comes close; `corridors places TEXT`") as caught:
        found(asked)
    assert caught.value.matches == ()


@pytest.mark.parametrize("asked", ["", "   ", "\t\n"])
def test_a_blank_name_is_refused(asked: str) -> None:
    """A forgotten argument is told as such."""
    with pytest.raises(co.UnknownPlaceError, match="the name of the place is blank"):
        found(asked)


@given(text=st.text(max_size=12))
def test_no_text_makes_any_other_error(text: str) -> None:
    """Whatever is typed, a place is found or the place is unknown."""
    with suppress(co.UnknownPlaceError):
        assert GAZETTEER.find(text)[0] in PLACES


def test_a_place_finds_itself_in_its_own_network_only() -> None:
    """A Place of other tables may have the same id and other numbers, so it is not taken."""
    assert GAZETTEER.find(PLACES[0]) == (PLACES[0], 0.0)
    other = place(0, "tashkent", "Tashkent", "UZ", (0.0, 0.0))
    with pytest.raises(co.UnknownPlaceError, match="'Tashkent' is a place of another network"):
        GAZETTEER.find(other)


# -- points ---------------------------------------------------------------------------------------------


def test_a_point_is_taken_to_the_nearest_place_and_the_distance_told() -> None:
    """Coordinates are latitude and longitude in degrees."""
    nearest, away = GAZETTEER.find((41.4, 69.2))
    assert nearest.id == "tashkent"
    assert away == pytest.approx(great_circle_km(41.4, 69.2, 41.31, 69.28))
    assert 10 < away < 15


@pytest.mark.parametrize("point", [(41.31, 69.28), [41.31, 69.28], ("41.31", "69.28")])
def test_a_point_may_be_any_pair(point: object) -> None:
    """A tuple, a list, or what a CSV file gave as text."""
    assert GAZETTEER.find(point) == (PLACES[0], 0.0)  # type: ignore[arg-type]


@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180))
def test_no_other_place_is_nearer(lat: float, lon: float) -> None:
    """Among cities, the one taken is the nearest ashore and within reach; beyond that none is taken."""
    nearest = min(great_circle_km(lat, lon, p.lat, p.lon) for p in PLACES if p.kind != "strait")
    if nearest > MAX_SNAP_KM:
        with pytest.raises(co.UnknownPlaceError, match="from the nearest place"):
            GAZETTEER.find((lat, lon))
    else:
        assert GAZETTEER.find((lat, lon))[1] == nearest


def test_a_point_in_a_city_is_taken_to_the_city() -> None:
    """The middle of a large city is often nearer to a goods station at its edge than to the point on its main one.

    The terminal is taken from within a kilometre of it, and from where no city lies within ten.
    """
    near = Gazetteer(
        (
            place(0, "nazarbek", "Nazarbek", "UZ", (41.28, 69.13), kind="terminal"),
            place(1, "tashkent", "Tashkent", "UZ", (41.31, 69.28)),
            place(2, "chirchik", "Chirchik", "UZ", (41.38, 69.28)),
        )
    )

    def taken(*point: float) -> tuple[str, float]:
        nearest, away = near.find(point)  # type: ignore[arg-type]
        return nearest.id, round(away, 1)

    assert taken(41.30, 69.20) == ("tashkent", 6.8)  # 6.3 km from Nazarbek
    assert taken(41.28, 69.141) == ("nazarbek", 0.9)
    assert taken(41.28, 69.15)[0] == "nazarbek"  # 11 km from Tashkent
    assert taken(41.34, 69.28)[0] == "tashkent"  # of two cities the nearer
    assert taken(41.35, 69.28)[0] == "chirchik"


def test_a_point_in_the_ocean_is_refused() -> None:
    """Far from everything it is a mistake; the message tells the nearest place and how far."""
    with pytest.raises(co.UnknownPlaceError, match="km from the nearest place, ") as caught:
        GAZETTEER.find((-30.0, -120.0))
    assert len(caught.value.matches) == 1


def test_a_point_is_taken_a_hundred_kilometres_at_most() -> None:
    """A degree of latitude is 111.2 km: 0.89 of it is near enough to Tashkent, 0.91 is not."""
    nearest, away = GAZETTEER.find((41.31 + 0.89, 69.28))
    assert (nearest.id, round(away)) == ("tashkent", 99)
    with pytest.raises(co.UnknownPlaceError, match="is 101 km from the nearest place, Tashkent"):
        GAZETTEER.find((41.31 + 0.91, 69.28))


def test_a_point_is_not_taken_to_a_strait() -> None:
    """Nobody loads in the Strait of Hormuz, even on the spot."""
    with pytest.raises(co.UnknownPlaceError, match="from the nearest place"):
        GAZETTEER.find((26.57, 56.25))


def test_swapped_coordinates_are_noticed_where_they_can_be() -> None:
    """A latitude of 132 cannot be; the message asks for the order. Of Tashkent's swapped point it is far."""
    with pytest.raises(co.OptionError, match=r"is no point on Earth; is it \(lon, lat\)\?"):
        GAZETTEER.find((132.19, 43.36))
    with pytest.raises(co.UnknownPlaceError, match="a lorry joins a point at most 100 km away"):
        GAZETTEER.find((69.28, 41.31))


@pytest.mark.parametrize(
    "point", [(nan, 69.0), (41.0, nan), (inf, 0.0), (0.0, -inf), (91.0, 181.0), (-91.0, 200.0), (41.0, 360.0)]
)
def test_no_point_on_earth_is_refused(point: tuple[float, float]) -> None:
    """NaN from a table with a blank, or numbers that are no degrees."""
    with pytest.raises(co.OptionError, match="is no point on Earth"):
        GAZETTEER.find(point)


@pytest.mark.parametrize("asked", [None, True, nan, (1,), (1, 2, 3), ("a", "b"), (None, 1), object(), b"a", {"lat": 1}])
def test_what_is_neither_name_nor_point_is_refused(asked: object) -> None:
    """The message shows the forms that work."""
    with pytest.raises(co.OptionError, match="is no place: give a name, a UN/LOCODE, an id or a pair"):
        GAZETTEER.find(asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("asked", [5, 4.5])
def test_a_number_is_an_id_and_unknown_where_nothing_has_it(asked: float) -> None:
    """Places of one's own network often have numbers."""
    with pytest.raises(co.UnknownPlaceError):
        GAZETTEER.find(asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("asked", [{"lat": 41.31}, [[41.31, 69.28]]])
def test_what_cannot_be_remembered_is_refused_as_well(asked: object) -> None:
    """The planner remembers origins; what cannot be a key must still get the message about places."""
    network = micro("A ==10== B")
    with pytest.raises(co.OptionError, match="is no place"):
        co.shortest_route(asked, "B", network=network)  # type: ignore[arg-type]


def test_a_network_without_places_has_none_to_take_a_point_to() -> None:
    """There is nothing near; that is told and not computed."""
    with pytest.raises(co.UnknownPlaceError, match="no place to snap to"):
        Gazetteer(()).find((41.0, 69.0))


def snapping_network() -> co.Network:
    """Tashkent and Termez, about 500 km apart, joined by rail."""
    rows = [
        blank(
            "places",
            id=key,
            name=name,
            country="UZ",
            kind="city",
            lat=lat,
            lon=lon,
            source=("test",),
            grade="published",
        )
        for key, name, lat, lon in (("a", "Tashkent", 41.31, 69.28), ("b", "Termez", 37.22, 67.28))
    ]
    return micro("A ==700== B", places=rows, further=LORRIES)


def test_a_route_reports_how_far_its_points_were_taken() -> None:
    """Both ends count; a route by names was taken nowhere. Beyond 5 km a lorry drives the rest."""
    network = snapping_network()
    origin, destination = (41.4, 69.2), (37.3, 67.3)
    route = co.shortest_route(origin, destination, network=network)
    expected = great_circle_km(*origin, 41.31, 69.28) + great_circle_km(*destination, 37.22, 67.28)
    assert route.snapped_km == route.quality["snapped_km"] == pytest.approx(expected)
    assert route.to_dict()["quality"]["snapped_km"] == route.snapped_km
    assert "points taken to places near them, 21." in route.summary()
    assert co.shortest_route("Tashkent", "Termez", network=network).snapped_km == 0
    assert "lorry (" not in co.shortest_route("Tashkent", "Termez", network=network).summary()


def test_two_points_near_one_place_are_one_place() -> None:
    """There is no route from a place to itself, however far apart the points are."""
    with pytest.raises(co.OptionError, match="the same place, Tashkent"):
        co.shortest_route((41.3, 69.3), (41.5, 69.0), network=snapping_network())


# -- searching ------------------------------------------------------------------------------------------


def test_searching_finds_parts_of_any_spelling_code_or_id() -> None:
    """In the order of the table; a blank text lists all."""
    assert [p.id for p in GAZETTEER.search("AT")] == ["alat", "olot"]
    assert [p.id for p in GAZETTEER.search("bashi")] == ["turkmenbashi"]
    assert [p.id for p in GAZETTEER.search("краснов")] == ["turkmenbashi"]
    assert [p.id for p in GAZETTEER.search("tmk")] == ["turkmenbashi"]
    assert GAZETTEER.search("Zzyzx") == []
    assert GAZETTEER.search() == list(PLACES)


def test_suggestions_are_bounded() -> None:
    """A message with a hundred suggestions helps nobody."""
    assert len(GAZETTEER.suggest("astar", count=1)) == 1
    assert {p.id for p in GAZETTEER.suggest("astar")} == {"astara-az", "astara-ir"}
    assert GAZETTEER.suggest("xx") == []
