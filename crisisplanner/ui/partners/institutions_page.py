"""Partners, institutions: how each decides, who chairs it, who belongs to it on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from crisisplanner.domain.actors import ChairTerm, Institution, Membership
from crisisplanner.services.institution_file import ChairLine, InstitutionFile, read_institution
from crisisplanner.services.memberships import Belonging, Chair
from crisisplanner.ui.inspecting.inspector import Inspector
from crisisplanner.ui.inspecting.part_list import ShownPart
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.painting.marks import PillStyle
from crisisplanner.ui.partners.file.register_cards import day_line
from crisisplanner.ui.tables.page import TablePage, TablePageParts

MOST_FORMER = 30


class AskedDay(QObject):
    """Keep the day as of which members are told, while a page goes from one to the next."""

    changed = Signal()

    def __init__(self, day: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.day = day

    def choose(self, day: date) -> None:
        """Ask for another day."""
        self.day = day
        self.changed.emit()


class InstitutionInspector(Inspector[Institution]):
    """Show an institution as of the day that is asked for."""

    asked: AskedDay

    def write(self) -> tuple[str, str]:
        filed = read_institution(self.session, self.thing.id, self.asked.day)
        self._write_rule()
        self._write_chairs(filed)
        self._write_members(filed)
        self.write_text(self.words.say("label.note"), self.thing.note)
        self.write_text(self.words.say("label.source"), self.thing.source, tone="text_2")
        members = self.words.say("institutions.n_members", n=len(filed.members))
        return self.thing.name, self.words.say(
            "institutions.row", members=members, rule=self._rule()
        )

    def _rule(self) -> str:
        rule = self.thing.decision_rule
        if rule is None:
            return self.words.say("institutions.rule_unknown")
        return self.word("DecisionRule", rule.value)

    def _write_rule(self) -> None:
        thing, body, words = self.thing, self.body, self.words
        body.section(words.say("institutions.decides"))
        is_known = thing.decision_rule is not None
        body.value(
            words.say("label.decision_rule"),
            self._rule(),
            is_known=is_known,
            note=thing.decision_rule_note,
        )
        body.figure(words.say("institutions.days"), thing.decision_days)
        families = [
            self.word("Family", code) if words.has(f"word.Family.{code}") else code
            for code in thing.competences
        ]
        body.value(
            words.say("institutions.competences"),
            words.formats.listed(families) if families else words.say("value.none"),
            is_known=bool(families),
        )

    def _write_chairs(self, filed: InstitutionFile) -> None:
        words = self.words
        self.parts.section(
            ChairTerm,
            words.say("institutions.chair"),
            words.say("institutions.no_chair"),
            [self._chair(line) for line in filed.chairs],
        )

    def _chair(self, line: ChairLine) -> ShownPart:
        pill = None
        if line.chair.holds:
            pill = (self.words.say("institutions.chair_now"), PillStyle("covered", "check"))
        return ShownPart(line.term, line.chair.holder, self._period(line.chair), pill=pill)

    def _period(self, chair: Chair) -> str:
        start, end = chair.from_date, chair.to_date
        if start is not None and end is not None:
            return self.words.say("institutions.chair_from_to", start=start, end=end)
        if start is not None:
            return self.words.say("institutions.chair_from", start=start)
        if end is not None:
            return self.words.say("institutions.chair_to", end=end)
        return self.words.say("institutions.chair_undated")

    def _write_members(self, filed: InstitutionFile) -> None:
        words, body = self.words, self.body
        day = words.value(filed.day)
        n_members = words.say("institutions.n_members", n=len(filed.members))
        body.section(words.say("institutions.members", day=day), n_members)
        body.add(day_line(self.context, filed.day, self.asked.choose))
        if filed.members:
            body.paragraph(self._names(filed.members))
        partners = [one.member for one in filed.members if one.partner is not None]
        if partners:
            named = words.formats.listed(partners)
            body.nothing(words.say("institutions.of_partners", names=named))
        if filed.n_stale:
            body.nothing(words.say("institutions.stale", n=filed.n_stale))
        if not filed.former:
            self.parts.add_button(Membership)
        if filed.others:
            body.section(words.say("institutions.observers"))
            body.paragraph(self._names(filed.others, with_status=True), "text_2")
        if filed.unknown:
            body.section(words.say("institutions.unknown", day=day), str(len(filed.unknown)))
            body.nothing(words.say("institutions.unknown_why"))
            body.paragraph(self._names(filed.unknown, with_status=True), "text_2")
        if filed.former:
            title = words.say("institutions.former", day=day)
            self.parts.section(Membership, title, "", self._former(filed))

    def _former(self, filed: InstitutionFile) -> Iterable[ShownPart]:
        memberships = {one.id: one for one in filed.memberships}
        for one in filed.former[:MOST_FORMER]:
            yield ShownPart(memberships[one.membership], one.member, self._dates(one))

    def _dates(self, one: Belonging) -> str:
        chair = Chair(one.membership, one.member, one.from_date, one.to_date, one.holds)
        return self._period(chair)

    def _names(self, those: Iterable[Belonging], *, with_status: bool = False) -> str:
        words = self.words
        named = []
        for one in those:
            said = one.member
            if one.has_veto:
                said = words.say("institutions.with_veto", member=said)
            if with_status:
                status = self.word("MemberStatus", one.status.value)
                said = words.say("institutions.with_status", member=said, status=status)
            named.append(said)
        return words.formats.listed(named)


INSTITUTIONS = TablePageParts(
    page="institutions",
    entity_type=Institution,
    icon="building-bank",
    inspector=InstitutionInspector,
    asked=("name", "code", "institution_kind", "decision_rule", "decision_days"),
    watched=frozenset({"membership", "chair_term", "country", "partner"}),
)


def make_institutions_page(context: PageContext) -> TablePage:
    """Build the page; its inspectors share the day that was asked for last."""
    today = AskedDay(context.session.outside.now().date())

    class OfAskedDay(InstitutionInspector):
        asked = today

    page = TablePage(context, replace(INSTITUTIONS, inspector=OfAskedDay))
    today.setParent(page)
    today.changed.connect(page.inspect_again)
    return page
