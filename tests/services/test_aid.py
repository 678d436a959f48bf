"""Aid against risk on real workspaces: overlaps in low risk, grave risk without a donor."""

from __future__ import annotations

from datetime import date

import pytest

from crisisplanner.domain.activities import Activity, ResponsePlan
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.changes import Create
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.monitoring import IndicatorValue, MonitoringIndicator, Severity
from crisisplanner.domain.risk import RiskAssessment
from crisisplanner.domain.situation import Crisis
from crisisplanner.domain.sources import NameAlias
from crisisplanner.domain.terms import PartnerKind
from crisisplanner.services.presence.aid import RiskBasis, RiskLevel, read_aid
from crisisplanner.services.session import Session

MAY = date(2022, 5, 1)


def severity(entity_id: str, iso3: str, value: float, as_of: date = MAY) -> Severity:
    return Severity(
        id=entity_id, crisis="crisis", code=entity_id, iso3=iso3, severity=value, as_of=as_of
    )


@pytest.fixture
def watched(empty: Session) -> Session:
    """Report five donors in Guatemala at low risk, and none in South Sudan at very high risk."""
    things: list[Entity] = [Crisis(id="crisis", name="Crises")]
    things += [
        severity("s1", "GTM", 4.9, date(2022, 1, 1)),
        severity("s2", "GTM", 1.8),
        severity("s3", "SSD", 4.5),
        severity("s4", "SSD", 3.1),
        ResponsePlan(
            id="plan",
            code="P",
            name="Plan",
            countries=("SSD",),
            requirements=Figure(200, "USD"),
            funding=Figure(50, "USD"),
        ),
        Activity(id="last", organisation="Local", iso3="SSD", sector="Health"),
    ]
    things += [
        Activity(
            id=f"a{at}", organisation="NGO", iso3="GTM", sector="Nutrition", donor=f"Donor {at}"
        )
        for at in range(5)
    ]
    empty.write(message("journal.workspace_created", name="x"), [Create(one) for one in things])
    return empty


def test_several_donors_in_low_risk_are_an_overlap(watched: Session) -> None:
    first, second = read_aid(watched).overlaps
    assert (first.row.name, first.sector, len(first.donors)) == ("Guatemala", "", 5)
    assert (second.sector, first.row.risk.level) == ("Nutrition", RiskLevel.LOW)
    assert read_aid(watched, several=6).overlaps == ()


def test_grave_risk_without_a_recorded_donor_is_an_orphan(watched: Session) -> None:
    (orphan,) = read_aid(watched).orphans
    assert (orphan.country, orphan.risk.level) == ("SSD", RiskLevel.VERY_HIGH)
    assert (orphan.n_organisations, orphan.share_funded) == (1, 0.25)
    assert read_aid(watched).n_without_donor == 1


def test_a_sector_leaves_only_its_aid(watched: Session) -> None:
    view = read_aid(watched, sector="Health")
    assert view.overlaps == ()
    assert view.sectors == ("Health", "Nutrition")


def test_the_graver_of_judgement_and_severity_counts(watched: Session) -> None:
    from crisisplanner.domain.register import Place

    changes: list[Entity] = [
        Place(id="town", name="Town", iso3="GTM"),
        Crisis(id="votes", name="Votes", places=("town",)),
        RiskAssessment(
            id="judged", crisis="votes", assessor="Maya", likelihood_step=5, impact_step=4
        ),
    ]
    watched.write(message("journal.workspace_created", name="x"), [Create(c) for c in changes])
    row = next(row for row in read_aid(watched).rows if row.country == "GTM")
    assert (row.risk.level, row.risk.basis) == (RiskLevel.HIGH, RiskBasis.ASSESSMENT)


def test_a_donor_is_one_by_its_name_its_alias_and_its_government(watched: Session) -> None:
    total = Figure(2e9, "USD", as_of=date(2022, 12, 31))
    things: list[Entity] = [
        Partner(
            id="no",
            name="Norway",
            iso3="NOR",
            code="NOR",
            partner_kind=PartnerKind.STATE,
            oda=total,
        ),
        Partner(
            id="at",
            name="Austria",
            iso3="AUT",
            code="AUT",
            partner_kind=PartnerKind.STATE,
            oda=total,
        ),
        NameAlias(id="alias", name="NORAD", stands_for="Norway", partner="no"),
        Activity(id="n1", organisation="NGO", iso3="SSD", donor="Government of Norway"),
        Activity(id="n2", organisation="NGO", iso3="SSD", donor="Norad"),
        MonitoringIndicator(id="gni", code="gni", name="GNI", unit_text="USD million"),
        IndicatorValue(
            id="v", indicator="gni", iso3="NOR", from_date=date(2022, 1, 1), best=500_000.0
        ),
    ]
    watched.write(message("journal.workspace_created", name="x"), [Create(one) for one in things])
    donors = {one.name: one for one in read_aid(watched).donors}
    assert donors["Norway"].countries == ("South Sudan",)
    assert donors["Norway"].share_of_income == pytest.approx(0.004)
    assert "Norad" not in donors
    # Total aid alone tells of no country.
    assert donors["Austria"].countries == ()
    assert donors["Austria"].share_of_income is None
