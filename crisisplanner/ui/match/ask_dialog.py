"""The dialog that asks a partner for what a requirement lacks."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from crisisplanner.services.requirement_statements import PartnerToAsk, StatementDraft
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.match.study_dialogs import StudyDialog, number_of
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField, FieldBox, LineField, TextField
from crisisplanner.ui.widgets.panels import row
from crisisplanner.ui.widgets.text import Text

WIDTH_PX = 520
WHY_PX = 92
MOST_DAYS = 365


class AskDialog(StudyDialog):
    """Ask whom, how much, by when and why; what is asked is stored or written by who opened it."""

    ask_asked = Signal()
    write_asked = Signal()

    def __init__(
        self, context: PageContext, phrases: Phrases, parent: QWidget, draft: StatementDraft
    ) -> None:
        words = context.words
        super().__init__(context, parent, words.say("ask_partner.title"), WIDTH_PX)
        look = context.look
        self.draft = draft
        self._words = words
        said = words.say("ask_partner.for", title=draft.title)
        self.partner = ChoiceField(
            look, [(one.id, self._choice(one, phrases)) for one in draft.partners]
        )
        self.partner.setMinimumContentsLength(24)
        self.partner.setSizeAdjustPolicy(
            ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.quantity = LineField(look)
        quantity = draft.quantity
        self.quantity.setText("" if quantity is None else words.formats.number(quantity))
        self.quantity.setToolTip(words.say("ask_partner.quantity_hint"))
        self.days = LineField(look)
        self.days.setText(words.formats.number(draft.answer_days))
        self.why = TextField(look)
        self.why.setPlainText(words.message(draft.why))
        self.why.setFixedHeight(WHY_PX)
        self.why.setTabChangesFocus(True)
        self.quantity_box = FieldBox(look, words.say("ask_partner.quantity"), self.quantity)
        self.days_box = FieldBox(look, words.say("ask_partner.days"), self.days)
        beside = QWidget()
        pair = row(beside, gap=16)
        for box in (self.quantity_box, self.days_box):
            pair.addWidget(box, 1)
        for part in (
            Text(look, said, "body", "text_2", wrap=True),
            FieldBox(look, words.say("ask_partner.partner"), self.partner),
            beside,
            FieldBox(look, words.say("ask_partner.why"), self.why),
            Text(look, words.say("ask_partner.note"), "small", "text_2", wrap=True),
        ):
            line = self.indented()
            line.addWidget(part, 1)
            self.parts.addLayout(line)
        self.write = Button(look, words.say("ask_partner.write"))
        self.write.clicked.connect(self._on_write_clicked)
        cancel = Button(look, words.say("what_if.cancel"))
        cancel.clicked.connect(self.reject)
        self.ask = Button(look, words.say("ask_partner.ask"), kind="primary")
        self.ask.clicked.connect(self._on_ask_clicked)
        self.add_buttons(self.write, cancel, self.ask)

    @property
    def asked_quantity(self) -> float | None:
        """Give how much is asked for; None asks how much there is."""
        return number_of(self.quantity.text()) if self.quantity.text().strip() else None

    @property
    def answer_days(self) -> int:
        """Give the days that the partner has to answer."""
        return round(number_of(self.days.text()) or self.draft.answer_days)

    @property
    def partner_name(self) -> str:
        """Name who is asked."""
        chosen = self.partner.value()
        return next(one.name for one in self.draft.partners if one.id == chosen)

    def _choice(self, one: PartnerToAsk, phrases: Phrases) -> str:
        if one.cause:
            cause = phrases.cause(one.cause)
            cause = cause[:1].lower() + cause[1:]
            return self._words.say("ask_partner.choice.cause", name=one.name, cause=cause)
        if one.offers_it:
            return self._words.say("ask_partner.choice.offers", name=one.name)
        return one.name

    def _is_whole(self) -> bool:
        """Check what was typed; say at the field what is wrong."""
        quantity, days = self.asked_quantity, number_of(self.days.text())
        has_fault = bool(self.quantity.text().strip()) and (quantity is None or quantity <= 0)
        fault = self._words.say("ask_partner.fault.quantity") if has_fault else ""
        self.quantity_box.show_fault(fault)
        is_days = days is not None and days == int(days) and 1 <= days <= MOST_DAYS
        self.days_box.show_fault("" if is_days else self._words.say("ask_partner.fault.days"))
        self.fit()
        return is_days and not has_fault

    @Slot()
    def _on_ask_clicked(self) -> None:
        if self._is_whole():
            self.ask_asked.emit()

    @Slot()
    def _on_write_clicked(self) -> None:
        if self._is_whole():
            self.write_asked.emit()
