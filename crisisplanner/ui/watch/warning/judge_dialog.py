"""Ask for the verdict on a firing, and why."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.warning import Trigger, TriggerFiring, Verdict
from crisisplanner.services.session import Session
from crisisplanner.services.warning import judge_firing
from crisisplanner.ui.inspecting.change_dialog import ChangeDialog
from crisisplanner.ui.inspecting.field_form import Asked
from crisisplanner.ui.pages import PageContext

ASKED = Asked(rows=(("verdict",), ("verdict_note",)), hints={"verdict_note": "triggers.hint.note"})


class JudgeDialog(ChangeDialog):
    """Judge a firing; the verdict that was clicked is chosen already."""

    def __init__(
        self, context: PageContext, parent: QWidget, firing_id: EntityId, verdict: Verdict
    ) -> None:
        session = context.session
        firing = replace(session.get(TriggerFiring, firing_id), verdict=verdict)
        trigger = session.find(Trigger, firing.trigger)
        name = trigger.name if trigger is not None else ""
        title = context.words.say("triggers.verdict_on", name=name, on=firing.fired_on)
        store = partial(_judge, session, firing)
        super().__init__(context, parent, firing, ASKED, store, title)


def _judge(session: Session, firing: TriggerFiring, entered: dict[str, object]) -> None:
    verdict, note = (entered.get(n, getattr(firing, n)) for n in ("verdict", "verdict_note"))
    judge_firing(session, firing.id, Verdict(str(verdict)), str(note))
