"""An institution's file: how it decides, who chairs it, its members as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crisisplanner.domain.actors import ChairTerm, Institution, Membership
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.terms import MemberStatus
from crisisplanner.services.memberships import Belonging, Chair, chairs_of, members_on
from crisisplanner.services.session import Session


@dataclass(frozen=True, slots=True)
class ChairLine:
    """Show a term with the thing that is changed."""

    term: ChairTerm
    chair: Chair


@dataclass(frozen=True, slots=True)
class InstitutionFile:
    """Hold all of an institution on a day; members, those not known, and those who are none."""

    institution: Institution
    day: date
    chairs: tuple[ChairLine, ...]
    members: tuple[Belonging, ...]
    others: tuple[Belonging, ...]
    """Observers, candidates and suspended ones of the day."""
    unknown: tuple[Belonging, ...]
    former: tuple[Belonging, ...]
    memberships: tuple[Membership, ...]

    @property
    def n_stale(self) -> int:
        """Count the members that only an old list names."""
        return sum(one.is_stale for one in self.members)


def read_institution(session: Session, institution_id: EntityId, day: date) -> InstitutionFile:
    """Read the file of an institution; raises the coded error where there is none."""
    everybody = members_on(session, institution_id, day)
    held = [one for one in everybody if one.holds]
    terms = {term.id: term for term in session.select(ChairTerm, institution=institution_id)}
    return InstitutionFile(
        institution=session.get(Institution, institution_id),
        day=day,
        chairs=tuple(
            ChairLine(terms[one.term], one) for one in chairs_of(session, institution_id, day)
        ),
        members=tuple(one for one in held if one.status is MemberStatus.MEMBER),
        others=tuple(one for one in held if one.status is not MemberStatus.MEMBER),
        unknown=tuple(one for one in everybody if one.holds is None),
        former=tuple(one for one in everybody if one.holds is False),
        memberships=session.select(Membership, institution=institution_id),
    )
