"""Cards of who a partner is: the register's entry, capacity, people, memberships, conditions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from crisisplanner.domain.actors import FocalPoint
from crisisplanner.domain.offers import Caveat, DecisionStep
from crisisplanner.domain.terms import MemberStatus
from crisisplanner.services.memberships import Belonging
from crisisplanner.services.partner_file import FiledPerson, PartnerFile
from crisisplanner.ui.inspecting.blocks import Blocks
from crisisplanner.ui.inspecting.part_list import PartList, ShownPart
from crisisplanner.ui.inspecting.part_texts import PartTexts
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.painting.marks import PillStyle
from crisisplanner.ui.widgets.day_field import DayField
from crisisplanner.ui.widgets.panels import row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

FIGURES = ("gdp", "oda", "military_expenditure", "population")


def register_blocks(context: PageContext, filed: PartnerFile) -> Blocks:
    """Write the register's own entry."""
    words, partner = context.words, filed.partner
    body = blocks(context)
    body.section(words.say("partner.register"))
    kind = words.say(f"word.PartnerKind.{partner.partner_kind.value}")
    ring = "" if partner.ring is None else words.say(f"word.Ring.{partner.ring.value}")
    for name, value in (
        ("code", partner.code),
        ("partner_kind", kind),
        ("ring", ring),
        ("iso3", partner.iso3),
        ("languages", words.formats.listed(list(partner.languages)) if partner.languages else ""),
        ("classification_ceiling", partner.classification_ceiling),
        ("source", partner.source),
    ):
        shown = value or words.say("value.none")
        body.value(words.say(f"label.{name}"), shown, is_known=bool(value))
    body.section(words.say("partners.capacity"))
    for name in FIGURES:
        figure = getattr(partner, name)
        body.figure(words.say(f"label.{name}"), figure)
        if figure.is_known and figure.source:
            code = "partner.source_dated" if figure.as_of else "partner.source"
            body.nothing(words.say(code, source=figure.source, as_of=figure.as_of))
    return body


def people_blocks(context: PageContext, filed: PartnerFile) -> Blocks:
    """Write whom to call, each with the marking of personal data."""
    words = context.words
    body = blocks(context)
    parts = PartList(context, body, filed.partner)
    body.section(words.say("partners.people"), words.say("partner.personal"))
    parts.items(
        FocalPoint,
        words.say("partners.no_people"),
        [_shown_person(one, words) for one in filed.people],
    )
    return body


def conditions_blocks(context: PageContext, filed: PartnerFile) -> Blocks:
    """Write the decisions and limits that hold for all offers of the partner."""
    words, body = context.words, blocks(context)
    parts = PartList(context, body, filed.partner)
    texts = PartTexts(context.session, words)
    parts.section(
        DecisionStep,
        words.say("partners.decisions"),
        words.say("partners.no_decisions"),
        map(texts.step, filed.steps),
    )
    parts.section(
        Caveat,
        words.say("partners.caveats"),
        words.say("partners.no_caveats"),
        map(texts.caveat, filed.caveats),
    )
    return body


def membership_blocks(
    context: PageContext, filed: PartnerFile, choose: Callable[[date], None]
) -> Blocks:
    """Write what its country belongs to on a day, which the reader chooses."""
    words, body = context.words, blocks(context)
    body.section(words.say("partners.institutions"))
    body.add(day_line(context, filed.day, choose))
    now = [one for one in filed.belongings if one.holds]
    open_ = [one for one in filed.belongings if one.holds is None]
    over = [one for one in filed.belongings if one.holds is False]
    if not filed.belongings:
        code = "partners.no_institutions" if filed.partner.iso3 else "partner.no_country"
        body.nothing(words.say(code))
    for one in now:
        body.item(one.institution_name, belonging_text(one, words), icon="building-bank")
    if open_:
        body.section(words.say("partner.not_known"), words.say("partner.n", n=len(open_)))
        body.nothing(words.say("partner.not_known_why"))
        names = [one.institution_name for one in open_]
        body.paragraph(words.formats.listed(names), "text_2")
    if over:
        body.section(words.say("partner.not_then"), words.say("partner.n", n=len(over)))
        for one in over:
            body.item(one.institution_name, belonging_text(one, words), icon="x")
    return body


def belonging_text(one: Belonging, words: Wording) -> str:
    """Say status, from and to, and how old an undated list is."""
    status = words.say(f"word.MemberStatus.{one.status.value}")
    if one.has_veto and one.status is MemberStatus.MEMBER:
        status = words.say("partner.with_veto", status=status)
    if one.from_date is not None and one.to_date is not None:
        said = words.say("partner.from_to", status=status, start=one.from_date, end=one.to_date)
    elif one.from_date is not None:
        said = words.say("partners.member_since", status=status, since=one.from_date)
    elif one.to_date is not None:
        said = words.say("partner.until", status=status, end=one.to_date)
    elif one.listed_on is not None:
        code = "partner.listed_old" if one.is_stale else "partner.listed"
        said = words.say(code, status=status, on=one.listed_on)
    else:
        said = words.say("partners.member_undated", status=status)
    # The note of a listed one repeats the day of its list.
    return (
        said
        if not one.note or one.listed_on is not None
        else words.say("partner.noted", said=said, note=one.note)
    )


def day_line(context: PageContext, day: date, choose: Callable[[date], None]) -> QWidget:
    """Make the line that asks for the day."""
    words, look = context.words, context.look
    line = QWidget()
    layout = row(line, gap=8)
    layout.addWidget(Text(look, words.say("partner.as_of"), "small", "text_2"))
    field = DayField(look, words, words.say("partner.as_of_name"), day)
    field.setObjectName("as_of")
    field.day_changed.connect(choose)
    layout.addWidget(field)
    layout.addStretch()
    return line


def blocks(context: PageContext) -> Blocks:
    """Make blocks for a card, which keeps the margins itself."""
    body = Blocks(context.look, context.words)
    body.set_margins(0, 0, 0, 0)
    return body


def _shown_person(one: FiledPerson, words: Wording) -> ShownPart:
    person = one.person
    level = words.say("marking.tlp", level=one.marking.level)
    details = " · ".join(filter(None, (person.role, person.contact)))
    return ShownPart(person, person.name, details, pill=(level, PillStyle("text_2", "lock")))
