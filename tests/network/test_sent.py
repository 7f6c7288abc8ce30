"""A network that is sent arrives on its date, and as dated as it was."""

from __future__ import annotations

import pickle

import pytest

import corridors as co
from corridors.network.sent import Sent

PACKAGED = co.load_network()

#: A scenario with a date of its own, which holds where nobody asked for another.
LATER = co.Scenario("later", on="2031-05-05")


def arrived(network: co.Network) -> co.Network:
    sent: Sent = pickle.loads(pickle.dumps(Sent(network)))
    return sent.network


@pytest.mark.parametrize(
    ("network", "under"),
    [(PACKAGED, "2031-05-05"), (PACKAGED.at(PACKAGED.on), PACKAGED.on), (PACKAGED.at("2029-03-03"), "2029-03-03")],
    ids=["no date", "its own date", "another date"],
)
def test_a_date_that_was_asked_for_stays_one_and_no_other_becomes_one(network: co.Network, under: str) -> None:
    """A scenario's own date holds only where nobody asked for a date, there as here."""
    assert network.apply(LATER).on == under
    again = arrived(network)
    assert (again.on, again.apply(LATER).on) == (network.on, under)


def test_what_was_shut_or_changed_travels_whole() -> None:
    """As it is: what it is made of cannot be told by its edition and date."""
    shut = PACKAGED.without("IR")
    changed = PACKAGED.replace(links={"angren--pap--rail": {"length_km": 125.0}})
    under = shut.apply(LATER)
    assert arrived(shut).closures == shut.closures != PACKAGED.closures
    assert arrived(changed).links.loc["angren--pap--rail", "length_km"] == 125.0
    assert (arrived(under).on, arrived(under).scenarios, arrived(under).closures) == (
        under.on, ("later",), under.closures,
    )  # fmt: skip


def test_a_scenario_that_includes_others_travels_with_what_it_made() -> None:
    """Its files may not be where it is sent."""
    whole = PACKAGED.apply(co.Scenario("more", include=("hormuz-half-open",)))
    assert arrived(whole).scenarios == ("more",)
    assert arrived(whole).closures == whole.closures


@pytest.mark.parametrize("network", [PACKAGED, PACKAGED.at("2029-03-03")], ids=["no date", "a date"])
def test_a_scenario_is_applied_again_where_it_arrives(network: co.Network) -> None:
    """With the names of all that were applied."""
    under = network.apply(co.Scenario("first", shut=("kuryk",))).apply(LATER)
    again = arrived(under)
    assert (again.on, again.scenarios, again.closures) == (under.on, ("first", "later"), under.closures)
    assert len(pickle.dumps(Sent(under))) < 20_000
