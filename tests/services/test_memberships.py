"""Members as of a date on real workspaces: not known is said, stale lists too."""

from __future__ import annotations

from datetime import date

import pytest

from crisisplanner.domain.actors import ChairTerm, Institution, Membership, Partner
from crisisplanner.services import editing
from crisisplanner.services.memberships import (
    belongings_on,
    chairs_of,
    members_on,
)
from crisisplanner.services.session import Session

TODAY = date(2026, 11, 21)


@pytest.fixture
def union(empty: Session) -> Session:
    """Make a union with a dated, a listed and an undated member, and a chair."""
    for thing in (
        Institution(id="union", code="TST", name="Test union"),
        Membership(
            id="gbr",
            institution="union",
            member_iso3="GBR",
            from_date=date(1973, 1, 1),
            to_date=date(2020, 2, 1),
        ),
        Membership(id="fra", institution="union", member_iso3="FRA", known_as_of=date(2012, 1, 1)),
        Membership(id="deu", institution="union", member_iso3="DEU"),
        ChairTerm(
            id="now",
            institution="union",
            holder_iso3="FRA",
            from_date=date(2026, 7, 1),
            to_date=date(2027, 1, 1),
        ),
        ChairTerm(id="old", institution="union", holder="Somebody", to_date=date(2026, 7, 1)),
    ):
        editing.create_entity(empty, thing)
    return empty


def test_membership_is_told_as_of_the_day(union: Session) -> None:
    then = {one.iso3: one.holds for one in members_on(union, "union", date(2015, 1, 1))}
    assert then == {"GBR": True, "FRA": True, "DEU": None}
    now = {one.iso3: one.holds for one in members_on(union, "union", TODAY)}
    assert now == {"FRA": True, "DEU": None, "GBR": False}
    early = {one.iso3: one.holds for one in members_on(union, "union", date(1960, 1, 1))}
    assert early == {"GBR": False, "FRA": None, "DEU": None}


def test_an_old_list_is_called_stale_with_its_day(union: Session) -> None:
    (listed,) = [one for one in members_on(union, "union", TODAY) if one.iso3 == "FRA"]
    assert (listed.listed_on, listed.is_stale) == (date(2012, 1, 1), True)
    (soon,) = [one for one in members_on(union, "union", date(2012, 6, 1)) if one.iso3 == "FRA"]
    assert not soon.is_stale


def test_the_institutions_own_list_dates_its_members(union: Session) -> None:
    editing.change_field(union, "institution", "union", "members_known_as_of", date(2026, 1, 1))
    held = {one.iso3: one.holds for one in members_on(union, "union", TODAY)}
    assert held["DEU"] is True


def test_the_chair_of_the_day_is_told_by_its_term(union: Session) -> None:
    terms = chairs_of(union, "union", TODAY)
    assert [(one.term, one.holds) for one in terms] == [("now", True), ("old", False)]
    assert terms[0].holder == "France"


def test_a_partner_belongs_where_its_country_does(union: Session) -> None:
    partner = Partner(id="p", code="UK", name="United Kingdom", iso3="GBR")
    (found,) = [one for one in belongings_on(union, partner, TODAY) if one.institution == "union"]
    assert found.holds is False
    assert belongings_on(union, Partner(id="q", code="X", name="X"), TODAY) == ()
