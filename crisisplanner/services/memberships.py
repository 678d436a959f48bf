"""Institutions and their members as of a date; who chairs them then.

What a list doesn't date is "not known" for a day before the list, and stale for a day long after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from crisisplanner.domain.actors import ChairTerm, Institution, Membership, Partner
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.plans import Plan
from crisisplanner.domain.register import Country
from crisisplanner.domain.terms import MemberStatus, PartnerKind
from crisisplanner.services.session import Session

STALE_DAYS = 730
"""After how many days an undated list is called old: a planner's choice."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """Tell how a country stands to an institution on a day.

    ``holds`` is None where that is not known; ``listed_on`` is the day of the list it comes from, where
    it has no dates of its own; ``is_stale`` tells that the list is old on the day that was asked for.
    """

    membership: EntityId
    institution: EntityId
    institution_code: str
    institution_name: str
    iso3: str
    member: str
    partner: EntityId | None
    status: MemberStatus
    has_veto: bool
    holds: bool | None
    from_date: date | None
    to_date: date | None
    listed_on: date | None
    is_stale: bool
    note: str


@dataclass(frozen=True, slots=True)
class Chair:
    """Tell who chairs an institution, from when to when."""

    term: EntityId
    holder: str
    from_date: date | None
    to_date: date | None
    holds: bool | None


def day_of_planning(session: Session) -> date:
    """Give the day for which memberships are asked at first: the latest D, or today while it is open."""
    today = session.outside.now().date()
    known = [plan.d_date for plan in session.all(Plan) if plan.d_date is not None]
    return min(today, max(known, default=today))


def members_on(session: Session, institution: EntityId, day: date) -> tuple[Belonging, ...]:
    """List an institution's members of a day, those that are not known after them, former last."""
    found = _belongings(session, session.select(Membership, institution=institution), day)
    order = {True: 0, None: 1, False: 2}
    return tuple(sorted(found, key=lambda one: (order[one.holds], one.member.casefold())))


def belongings_on(session: Session, partner: Partner, day: date) -> tuple[Belonging, ...]:
    """List the institutions of a partner's country on a day."""
    if not partner.iso3:
        return ()
    found = _belongings(session, session.select(Membership, member_iso3=partner.iso3), day)
    order = {True: 0, None: 1, False: 2}
    return tuple(sorted(found, key=lambda one: (order[one.holds], one.institution_name.casefold())))


def chairs_of(session: Session, institution: EntityId, day: date) -> tuple[Chair, ...]:
    """List the terms of an institution's chair, newest first."""
    names = _country_names(session)
    terms = session.select(ChairTerm, institution=institution, retired=False)
    ordered = sorted(terms, key=lambda term: (term.from_date or date.min, term.id), reverse=True)
    return tuple(_chair(term, day, names) for term in ordered)


def _chair(term: ChairTerm, day: date, names: Mapping[str, str]) -> Chair:
    holds: bool | None = None
    if term.to_date is not None and day >= term.to_date:
        holds = False
    elif term.from_date is not None:
        holds = day >= term.from_date
    country = names.get(term.holder_iso3, term.holder_iso3)
    return Chair(term.id, term.holder or country, term.from_date, term.to_date, holds)


def _belongings(session: Session, memberships: Iterable[Membership], day: date) -> list[Belonging]:
    names = _country_names(session)
    institutions = {one.id: one for one in session.all(Institution, include_retired=True)}
    partners = {
        one.iso3: one
        for one in session.all(Partner)
        if one.iso3 and one.partner_kind is PartnerKind.STATE
    }
    found = []
    for one in memberships:
        if one.retired:
            continue
        institution = institutions[one.institution]
        partner = partners.get(one.member_iso3)
        listed = None
        if one.from_date is None:
            listed = one.known_as_of or institution.members_known_as_of
        found.append(
            Belonging(
                membership=one.id,
                institution=institution.id,
                institution_code=institution.code,
                institution_name=institution.name,
                iso3=one.member_iso3,
                member=names.get(one.member_iso3, one.member_iso3),
                partner=None if partner is None else partner.id,
                status=one.status,
                has_veto=one.has_veto,
                holds=_holds(one, listed, day),
                from_date=one.from_date,
                to_date=one.to_date,
                listed_on=listed,
                is_stale=listed is not None and (day - listed).days > STALE_DAYS,
                note=one.note,
            )
        )
    return found


def _holds(membership: Membership, listed: date | None, day: date) -> bool | None:
    """Ask the membership, then the list that it stands on."""
    holds = membership.is_member_on(day)
    if holds is None and listed is not None and day >= listed:
        return True
    return holds


def _country_names(session: Session) -> dict[str, str]:
    return {one.iso3: one.name for one in session.all(Country, include_retired=True)}
