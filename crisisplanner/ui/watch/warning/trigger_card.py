"""One trigger: how far it is, what it waits for, what it leads to, and its log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import Message
from crisisplanner.domain.warning import (
    LeadsTo,
    Trigger,
    TriggerCondition,
    TriggerFiring,
    Verdict,
)
from crisisplanner.services.crisis_views.trigger_board import TriggerBoard
from crisisplanner.services.warning import SeenTrigger, found_of
from crisisplanner.ui.painting.marks import PillStyle
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField
from crisisplanner.ui.widgets.marks import IconMark, Pill
from crisisplanner.ui.widgets.panels import Card, row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

REACH_LOOK = {
    "NO": PillStyle("text_2", "circle"),
    "UNKNOWN": PillStyle("text_2", "question-mark"),
    "POSSIBLE": PillStyle("warning", "alert-triangle"),
    "BEST": PillStyle("open", "bolt"),
    "CERTAIN": PillStyle("open", "bolt"),
}
MOST_FOUND = 6
FOUND_PX = 16
NO_POINT = ""


@dataclass(frozen=True)
class TriggerDeeds:
    """What a card asks for."""

    acknowledge: Callable[[str], None]
    judge: Callable[[str, Verdict], None]
    tie: Callable[[str, str], None]
    change: Callable[[str, EntityId], None]
    remove: Callable[[str, EntityId], None]
    add_condition: Callable[[EntityId], object]


class TriggerCard(Card):
    """Show one trigger; `why_not` says why nothing can be changed, empty where it can."""

    def __init__(
        self,
        look: Look,
        words: Wording,
        seen: SeenTrigger,
        board: TriggerBoard,
        deeds: TriggerDeeds,
        *,
        why_not: str,
    ) -> None:
        super().__init__(name=seen.trigger.name)
        self._look, self._words, self._deeds = look, words, deeds
        self._why_not = why_not
        self.pill = Pill(
            look, words.say(f"trigger.reach.{seen.reach.name}"), REACH_LOOK[seen.reach.name]
        )
        trigger = seen.trigger
        head = row(gap=8)
        head.addWidget(Text(look, trigger.name, "h3", wrap=True), 1)
        head.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        for button in self._buttons(Trigger.KIND, trigger.id, trigger.name):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self._add_conditions(seen)
        if seen.is_due:
            self._line(words.say("triggers.is_due"), "open")
        self._add_chain(seen, board)
        for firing in seen.firings:
            self._add_firing(firing)

    def _add_conditions(self, seen: SeenTrigger) -> None:
        """List what it waits for, each with what was found, to change and remove; offer one more."""
        look, words = self._look, self._words
        rests = words.say("triggers.rests", n=seen.trigger.sustained_days)
        self._line(words.say("triggers.waits_for", rests=rests), "text_3")
        each = zip(seen.looked_at, seen.conditions, seen.found_of_each, strict=True)
        for condition, said, found in each:
            text = words.message(said)
            line = row(gap=8)
            line.addWidget(Text(look, text, "body", wrap=True), 1)
            for button in self._buttons(TriggerCondition.KIND, condition.id, text):
                line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(line)
            self._add_found(found)
        title = words.say("parts.add", kind=words.say(f"kind.{TriggerCondition.KIND}"))
        add = Button(look, title, icon="plus", kind="link")
        add.setObjectName(f"add.{TriggerCondition.KIND}.{seen.trigger.id}")
        add.clicked.connect(partial(self._add_condition, seen.trigger.id))
        self._hold(add)
        line = row()
        line.addWidget(add)
        line.addStretch()
        self.body.addLayout(line)

    def _add_found(self, found: tuple[Message, ...]) -> None:
        """Say below a condition on what its answer rests."""
        said = [self._words.message(one) for one in found[:MOST_FOUND]]
        if len(found) > MOST_FOUND:
            said.append(self._words.say("triggers.more", n=len(found) - MOST_FOUND))
        if said:
            text = Text(self._look, "\n".join(said), "small", "text_2", wrap=True)
            text.setContentsMargins(FOUND_PX, 0, 0, 0)
            self.body.addWidget(text)

    def _buttons(self, kind: str, thing_id: EntityId, title: str) -> list[Button]:
        words = self._words
        name = words.say("parts.named", kind=words.say(f"kind.{kind}"), title=title)
        made = []
        for deed, icon, act in (
            ("change", "pencil", self._deeds.change),
            ("remove", "trash", self._deeds.remove),
        ):
            said = words.say(f"parts.{deed}_named", part=name)
            button = Button(self._look, icon=icon, name=said, small=True)
            button.setObjectName(f"{deed}.{kind}.{thing_id}")
            button.clicked.connect(partial(self._act, act, kind, thing_id))
            self._hold(button)
            made.append(button)
        return made

    def _hold(self, way: QWidget) -> None:
        """Disable a way to change something where there is a reason, and say it."""
        if self._why_not:
            way.setEnabled(False)
            way.setToolTip(self._why_not)

    def _act(
        self, act: Callable[[str, EntityId], None], kind: str, thing_id: EntityId, *_: object
    ) -> None:
        act(kind, thing_id)

    def _add_condition(self, trigger_id: EntityId, *_: object) -> None:
        self._deeds.add_condition(trigger_id)

    def _line(self, text: str, tone: str) -> None:
        self.body.addWidget(Text(self._look, text, "small", tone, wrap=True))

    def _add_chain(self, seen: SeenTrigger, board: TriggerBoard) -> None:
        words, trigger, points = self._words, seen.trigger, board.points
        if seen.broken is not None:
            line = row(gap=6)
            mark = IconMark(self._look, "alert-triangle", "warning", 16)
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(
                Text(self._look, words.message(seen.broken), "small_medium", "warning", wrap=True),
                1,
            )
            self.body.addLayout(line)
        if trigger.leads_to_text:
            self._line(words.say("triggers.leads_to", text=trigger.leads_to_text), "text_2")
        if trigger.lead_time.is_known:
            self._line(words.say("triggers.lead_time", days=trigger.lead_time), "text_2")
        task = next((one for one in board.tasks if one.id == trigger.task), None)
        if trigger.leads_to is LeadsTo.PREPAREDNESS and task is not None:
            self._line(words.say("triggers.leads_to_task", task=task.title), "text_2")
        if trigger.leads_to is LeadsTo.DECISION_POINT and points:
            choices = [(NO_POINT, words.say("triggers.no_point"))]
            field = ChoiceField(self._look, [*choices, *((p.id, p.name) for p in points)])
            field.setSizeAdjustPolicy(
                ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            field.setMinimumContentsLength(12)
            field.choose(trigger.decision_point or NO_POINT)
            field.setAccessibleName(words.say("label.decision_point"))
            self._hold(field)
            field.currentIndexChanged.connect(partial(self._tie, trigger.id, field))
            self.body.addWidget(field)

    def _tie(self, trigger_id: str, field: ChoiceField, _index: int) -> None:
        self._deeds.tie(trigger_id, field.value())

    def _add_firing(self, firing: TriggerFiring) -> None:
        words = self._words
        self._line(words.say("triggers.fired_on", on=firing.fired_on), "open")
        found = found_of(firing)
        for said in found[:MOST_FOUND]:
            self._line(words.message(said), "text_2")
        if len(found) > MOST_FOUND:
            self._line(words.say("triggers.more", n=len(found) - MOST_FOUND), "text_2")
        if firing.acknowledged_by:
            noted = words.say(
                "triggers.noted_by", name=firing.acknowledged_by, on=firing.acknowledged_on
            )
            self._line(noted, "text_2")
        if firing.verdict is not None:
            self._add_verdict(firing, firing.verdict)
            return
        buttons = row(gap=8)
        if not firing.acknowledged_by:
            note = Button(self._look, words.say("triggers.acknowledge"), small=True)
            note.clicked.connect(partial(self._acknowledge, firing.id))
            self._hold(note)
            buttons.addWidget(note)
        for verdict in Verdict:
            judge = Button(self._look, words.say(f"triggers.judge.{verdict.value}"), small=True)
            judge.clicked.connect(partial(self._judge, firing.id, verdict))
            self._hold(judge)
            buttons.addWidget(judge)
        buttons.addStretch()
        self.body.addLayout(buttons)

    def _add_verdict(self, firing: TriggerFiring, verdict: Verdict) -> None:
        """Say the verdict and why; a later thought may change both."""
        words = self._words
        said = words.say(f"word.Verdict.{verdict.value}")
        if firing.verdict_note:
            said = words.say("triggers.verdict_why", verdict=said, note=firing.verdict_note)
        line = row(gap=8)
        line.addWidget(Text(self._look, said, "small", "text", wrap=True), 1)
        named = words.say("triggers.change_verdict", on=firing.fired_on)
        change = Button(self._look, icon="pencil", name=named, small=True)
        change.setObjectName(f"judge.{firing.id}")
        change.clicked.connect(partial(self._judge, firing.id, verdict))
        self._hold(change)
        line.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)

    def _acknowledge(self, firing_id: str, *_: object) -> None:
        self._deeds.acknowledge(firing_id)

    def _judge(self, firing_id: str, verdict: Verdict, *_: object) -> None:
        self._deeds.judge(firing_id, verdict)
