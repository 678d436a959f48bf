"""Who does what where on real workspaces: areas told by code, overlaps, holes, what lies behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crisisplanner.domain.activities import Activity
from crisisplanner.domain.changes import Create
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import message
from crisisplanner.services import editing
from crisisplanner.services.presence.matrix import (
    NeedBasis,
    PresenceWish,
    activities_in,
    read_presence,
)
from crisisplanner.services.presence.placing import countryless_sources, set_country
from crisisplanner.services.session import Session

SPRING = (date(2022, 1, 1), date(2022, 3, 31))


def activity(
    entity_id: str,
    organisation: str,
    area: tuple[str, str],
    sector: str,
    period: tuple[date, date] | tuple[None, None] = (None, None),
) -> Activity:
    """Report one activity."""
    return Activity(
        id=entity_id,
        organisation=organisation,
        admin1=area[0],
        admin1_code=area[1],
        sector=sector,
        from_date=period[0],
        to_date=period[1],
    )


@pytest.fixture
def reported(empty: Session) -> Session:
    """Report four activities of three organisations in two provinces."""
    last = activity("a4", "ACF", ("Kémo", "CF41"), "Santé")
    rows = [
        activity("a1", "MSF", ("Ouham", "CF32"), "Santé", SPRING),
        activity("a2", "IRC", ("ouham", "CF32"), "Santé", SPRING),
        activity("a3", "IRC", ("Ouham", "CF32"), "Nutrition"),
        replace(last, people_targeted=Figure(1200, "person")),
    ]
    empty.write(message("journal.workspace_created", name="x"), [Create(row) for row in rows])
    return empty


def test_a_country_is_told_by_the_codes_of_its_areas(reported: Session) -> None:
    view = read_presence(reported, PresenceWish())
    assert (view.country, view.country_name) == ("CAF", "Central African Republic")
    assert view.areas == (("CF41", "Kémo"), ("CF32", "Ouham"))
    assert (view.n_activities, view.n_organisations, view.n_undated) == (4, 3, 2)


def test_several_at_once_in_one_place_are_an_overlap(reported: Session) -> None:
    (overlap,) = read_presence(reported, PresenceWish(several=2)).overlaps
    assert (overlap.sector, overlap.area, overlap.n) == ("Santé", "CF32", 2)
    assert overlap.busiest == date(2022, 1, 1)
    assert read_presence(reported, PresenceWish(several=3)).overlaps == ()


def test_a_sector_without_anybody_is_a_hole_with_the_people_that_others_report(
    reported: Session,
) -> None:
    (hole,) = read_presence(reported, PresenceWish()).holes
    assert (hole.sector, hole.area, hole.n_elsewhere) == ("Nutrition", "CF41", 1)
    assert (hole.people, hole.basis) == (1200, NeedBasis.TARGETED)


def test_a_period_leaves_what_touches_it_and_what_has_no_dates(reported: Session) -> None:
    wish = PresenceWish(first=date(2022, 4, 1))
    view = read_presence(reported, wish)
    assert ("Santé", "CF32") not in view.cells
    assert view.cells[("Nutrition", "CF32")].n_activities == 1
    assert activities_in(reported, wish, "CAF", "", "CF32") == ("a3",)


def test_a_cell_lists_the_activities_behind_it(reported: Session) -> None:
    wish = PresenceWish()
    assert activities_in(reported, wish, "CAF", "Santé", "CF32") == ("a1", "a2")
    assert activities_in(reported, replace(wish, several=9), "CAF", "", "CF41") == ("a4",)
    assert activities_in(reported, wish, "MOZ", "Santé", "CF32") == ()


def test_the_code_of_any_level_tells_the_country(reported: Session) -> None:
    row = replace(activity("w1", "WFP", ("Afar", ""), "Food"), admin3_code="ET020101")
    reported.write(message("journal.workspace_created", name="x"), [Create(row)])
    assert countryless_sources(reported) == ()
    assert read_presence(reported, PresenceWish(country="ETH")).n_activities == 1


def test_what_names_no_country_stands_last_and_is_not_what_is_looked_at_first(
    reported: Session,
) -> None:
    rows = [activity(f"n{n}", "WFP", ("Afar", ""), "Food") for n in range(9)]
    reported.write(message("journal.workspace_created", name="x"), [Create(row) for row in rows])
    view = read_presence(reported, PresenceWish())
    assert view.country == "CAF"
    assert [(key, n) for key, _, n in view.countries] == [("CAF", 4), ("", 9)]


def test_activities_without_a_country_are_given_one_by_source_in_one_step(
    reported: Session,
) -> None:
    rows = [
        replace(activity(f"e{n}", "WFP", ("Afar", ""), "Food"), source=source)
        for n, source in enumerate(("ETH", "ETH", "Other"))
    ]
    reported.write(message("journal.workspace_created", name="x"), [Create(row) for row in rows])
    assert countryless_sources(reported) == (("ETH", 2), ("Other", 1))
    assert read_presence(reported, PresenceWish()).n_without_country == 3
    assert set_country(reported, "ETH", "ETH") == 2
    view = read_presence(reported, PresenceWish(country="ETH"))
    assert (view.n_activities, view.n_without_country) == (2, 1)
    assert set_country(reported, "ETH") == 1
    # What an area's code places stays as it was reported.
    assert reported.get(Activity, "a1").iso3 == ""
    assert set_country(reported, "ETH") == 0
    editing.undo(reported)
    assert read_presence(reported, PresenceWish()).n_without_country == 1
    with pytest.raises(CrisisPlannerError):
        set_country(reported, "Ethiopia")
