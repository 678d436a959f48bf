"""Actors: partners, their people, institutions and dated memberships."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from crisisplanner.domain import fields
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.markings import Marking
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.terms import DecisionRule, MemberStatus, PartnerKind, Ring


@dataclass(frozen=True, kw_only=True, slots=True)
class Partner(Entity):
    """Describe who may bring capabilities."""

    KIND: ClassVar[str] = "partner"

    code: str = fields.line(required=True)
    name: str = fields.line(required=True)
    partner_kind: PartnerKind = fields.choice(PartnerKind, PartnerKind.STATE)
    iso3: str = fields.line()
    ring: Ring | None = fields.choice(Ring)
    languages: tuple[str, ...] = fields.codes()
    classification_ceiling: str = fields.line()
    gdp: Figure = fields.figure("USD")
    oda: Figure = fields.figure("USD")
    military_expenditure: Figure = fields.figure("USD")
    population: Figure = fields.figure("person")
    colour: int | None = fields.integer(minimum=1)
    """Which partner colour it has in the whole workspace, from 1."""
    marking: Marking | None = fields.marking()
    source: str = fields.line()


@dataclass(frozen=True, kw_only=True, slots=True)
class FocalPoint(Entity):
    """Name the person to call at a partner: personal data."""

    KIND: ClassVar[str] = "focal_point"

    partner: EntityId = fields.reference("partner", required=True, belongs=True)
    name: str = fields.line(required=True)
    role: str = fields.line()
    contact: str = fields.line()
    marking: Marking | None = fields.marking()


@dataclass(frozen=True, kw_only=True, slots=True)
class Institution(Entity):
    """Describe through whom partners decide and act together."""

    KIND: ClassVar[str] = "institution"

    code: str = fields.line(required=True)
    name: str = fields.line(required=True)
    institution_kind: str = fields.line()
    decision_rule: DecisionRule | None = fields.choice(DecisionRule)
    decision_rule_note: str = fields.line()
    decision_days: Figure = fields.figure("d")
    competences: tuple[str, ...] = fields.codes()
    members_known_as_of: date | None = fields.calendar_date()
    note: str = fields.text()
    source: str = fields.line()


@dataclass(frozen=True, kw_only=True, slots=True)
class Membership(Entity):
    """State that a country belongs to an institution, from and to a day.

    ``known_as_of`` is the date of the list where the start is not given: asked for an earlier day
    the answer is "not known".
    """

    KIND: ClassVar[str] = "membership"

    institution: EntityId = fields.reference("institution", required=True, belongs=True)
    member_iso3: str = fields.line(required=True)
    from_date: date | None = fields.calendar_date()
    to_date: date | None = fields.calendar_date()
    known_as_of: date | None = fields.calendar_date()
    status: MemberStatus = fields.choice(MemberStatus, MemberStatus.MEMBER)
    has_veto: bool = fields.flag()
    basis: Basis = fields.choice(Basis, Basis.ASSUMPTION)
    note: str = fields.line()

    def label(self) -> str:
        """Name the membership by its member."""
        return self.member_iso3

    def faults(self) -> Iterator[Message]:
        """Refuse an end before the start."""
        if self.from_date and self.to_date and self.to_date < self.from_date:
            yield message("interval.end_before_start", start=self.from_date, end=self.to_date)

    def is_member_on(self, day: date) -> bool | None:
        """Tell whether it holds on a day; None when that is not known."""
        if self.to_date is not None and day >= self.to_date:
            return False
        if self.from_date is not None:
            return day >= self.from_date
        if self.known_as_of is not None and day >= self.known_as_of:
            return True
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class ChairTerm(Entity):
    """State who chairs an institution, from and to a day."""

    KIND: ClassVar[str] = "chair_term"

    institution: EntityId = fields.reference("institution", required=True, belongs=True)
    holder_iso3: str = fields.line()
    holder: str = fields.line()
    """The person or body that chairs, where it is not a country."""
    from_date: date | None = fields.calendar_date()
    to_date: date | None = fields.calendar_date()
    basis: Basis = fields.choice(Basis, Basis.ASSUMPTION)
    source: str = fields.line()

    def label(self) -> str:
        """Name the term by who chairs."""
        return self.holder or self.holder_iso3

    def faults(self) -> Iterator[Message]:
        """Refuse an end before the start."""
        if self.from_date and self.to_date and self.to_date < self.from_date:
            yield message("interval.end_before_start", start=self.from_date, end=self.to_date)
