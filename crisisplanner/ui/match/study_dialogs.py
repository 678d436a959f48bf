"""The dialogs of the match page: a comparison, a question of one's own, plans that compete."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.markings import MarkingKind
from crisisplanner.domain.plans import Plan
from crisisplanner.services.matching.comparison import ComparisonView, MoveView, NeedChangeView
from crisisplanner.services.matching.question_choices import Choice
from crisisplanner.services.matching.what_if import Question, QuestionKind
from crisisplanner.ui.match.lever_phrases import LeverPhrases
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.theme.focus_ring import FocusRing
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField, FieldBox, LineField, TickField
from crisisplanner.ui.widgets.marks import CoverageGlyph, IconMark, Swatch, Tag
from crisisplanner.ui.widgets.panels import Rule, column, row
from crisisplanner.ui.widgets.text import Text

SIDE_PX = 24
COMPARISON_WIDTH_PX = 660
QUESTION_WIDTH_PX = 460
MOST_HEIGHT_PX = 440
MOST_NEEDS = 60
MOST_VALUE = 1e6
TOP = Qt.AlignmentFlag.AlignTop


class StudyDialog(QDialog):
    """A dialog with a title, a body and buttons; an exercise says so here too."""

    def __init__(self, context: PageContext, parent: QWidget, title: str, width_px: int) -> None:
        super().__init__(parent)
        self.context, look = context, context.look
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setFixedWidth(width_px)
        self.parts: QVBoxLayout = column(self, gap=12)
        self.parts.setContentsMargins(0, 20, 0, 20)
        head = self.indented()
        head.addWidget(Text(look, title, "h2", wrap=True), 1)
        marking = context.session.workspace().marking
        if marking is not None and marking.kind is MarkingKind.EXERCISE:
            word = context.words.say("marking.exercise")
            head.addWidget(Tag(look, word, "exercise_fill", "on_exercise"), 0, TOP)
        self.parts.addLayout(head)
        FocusRing(look, self)

    def indented(self) -> QHBoxLayout:
        """Make a row with the dialog's margins."""
        layout = row(gap=8)
        layout.setContentsMargins(SIDE_PX, 0, SIDE_PX, 0)
        return layout

    def add_buttons(self, *buttons: Button) -> None:
        """Add the buttons, at the end of the last row."""
        line = self.indented()
        line.addStretch()
        for button in buttons:
            line.addWidget(button)
        self.parts.addLayout(line)
        self.fit()

    def fit(self) -> None:
        """Take the height that wrapped texts need at this width."""
        self.parts.activate()
        self.setFixedHeight(self.parts.heightForWidth(self.width()))


class ComparisonDialog(StudyDialog):
    """Two matches side by side: what is gained and lost, per requirement, and who comes and goes."""

    def __init__(
        self,
        context: PageContext,
        phrases: LeverPhrases,
        parent: QWidget,
        title: str,
        note: str,
        comparison: ComparisonView,
    ) -> None:
        super().__init__(context, parent, title, COMPARISON_WIDTH_PX)
        self._look, self._phrases, self.comparison = context.look, phrases, comparison
        figures = self.indented()
        figures.setSpacing(32)
        for label, value in (
            ("coverage", phrases.points(comparison)),
            ("cost", phrases.money(comparison)),
            ("requirements", phrases.counts(comparison)),
        ):
            figures.addLayout(self._figure(phrases.code(label), value))
        figures.addStretch()
        self.parts.addLayout(figures)
        self.parts.addWidget(Rule())
        self.parts.addWidget(self._needs())
        line = self.indented()
        line.addWidget(Text(self._look, note, "small", "text_2", wrap=True), 1)
        self.parts.addLayout(line)
        self.close_button = Button(self._look, phrases.code("close"))
        self.close_button.clicked.connect(self.accept)
        self.add_buttons(self.close_button)
        self.setAccessibleName(title)
        self.setAccessibleDescription(phrases.counts(comparison))

    def _figure(self, label: str, value: str) -> QVBoxLayout:
        block = column(gap=2)
        block.addWidget(Text(self._look, label, "small", "text_2"))
        block.addWidget(Text(self._look, value, "body_medium"))
        return block

    def _needs(self) -> QWidget:
        body = QWidget()
        layout = column(body, gap=10)
        layout.setContentsMargins(SIDE_PX, 0, SIDE_PX, 0)
        if not self.comparison.needs:
            said = self._phrases.code("no_change")
            layout.addWidget(Text(self._look, said, "body", "text_2", wrap=True))
        for need in self.comparison.needs[:MOST_NEEDS]:
            layout.addWidget(self._need(need))
        if len(self.comparison.needs) > MOST_NEEDS:
            more = self._phrases.code("more_needs", n=len(self.comparison.needs) - MOST_NEEDS)
            layout.addWidget(Text(self._look, more, "small", "text_2", wrap=True))
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        body.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        width = COMPARISON_WIDTH_PX - 16
        area.setFixedHeight(min(MOST_HEIGHT_PX, layout.heightForWidth(width) + 2))
        return area

    def _need(self, need: NeedChangeView) -> QWidget:
        look, phrases = self._look, self._phrases
        block = QWidget()
        block.setAccessibleName(phrases.change_of_need(need))
        layout = column(block, gap=2)
        head = row(gap=6)
        head.addWidget(Text(look, need.title, "h3", wrap=True), 1)
        for share, is_last in ((need.before, False), (need.after, True)):
            head.addWidget(CoverageGlyph(look, share or 0.0, 16), 0, TOP)
            role = "body_medium" if is_last else "body"
            head.addWidget(Text(look, phrases.percent(share), role), 0, TOP)
            if not is_last:
                head.addWidget(IconMark(look, "arrow-right", "text_3", 16), 0, TOP)
        layout.addLayout(head)
        if (need.after or 0.0) > (need.before or 0.0) and need.from_day is not None:
            layout.addWidget(Text(look, phrases.units(need), "small", "covered", wrap=True))
        for move in need.moves:
            layout.addLayout(self._move(move))
        return block

    def _move(self, move: MoveView) -> QHBoxLayout:
        line = row(gap=8)
        line.addWidget(Swatch(self._look, move.partner.colour), 0, TOP)
        said = self._phrases.move(move)
        line.addWidget(Text(self._look, said, "small", "text_2", wrap=True), 1)
        return line


class QuestionDialog(StudyDialog):
    """Ask what would be if a decision, a caveat, lift or a mandate were otherwise."""

    asked = Signal(object, str)

    def __init__(
        self,
        context: PageContext,
        phrases: LeverPhrases,
        parent: QWidget,
        choices: Sequence[Choice],
    ) -> None:
        super().__init__(context, parent, phrases.code("question"), QUESTION_WIDTH_PX)
        self._phrases, self._choices = phrases, choices
        look = context.look
        kinds = [kind for kind in QuestionKind if any(one.kind is kind for one in choices)]
        self.kind = ChoiceField(look, [(k.value, phrases.code(f"kind.{k.value}")) for k in kinds])
        self.subject = ChoiceField(look)
        self.value = LineField(look)
        self._value_box = FieldBox(look, phrases.code("question.value"), self.value)
        self._value_label = Text(look, "", "small", "text_2", wrap=True)
        self.kind.currentIndexChanged.connect(self._on_kind_changed)
        self.subject.currentIndexChanged.connect(self._on_subject_changed)
        self.value.returnPressed.connect(self._on_ask_clicked)
        boxes = (
            FieldBox(look, phrases.code("question.kind"), self.kind),
            FieldBox(look, phrases.code("question.subject"), self.subject),
            self._value_label,
            self._value_box,
        )
        for box in boxes:
            line = self.indented()
            line.addWidget(box, 1)
            self.parts.addLayout(line)
        self.subject.setMinimumContentsLength(20)
        self.subject.setSizeAdjustPolicy(
            ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        cancel = Button(look, phrases.code("cancel"))
        cancel.clicked.connect(self.reject)
        self.ask = Button(look, phrases.code("ask"), kind="primary")
        self.ask.clicked.connect(self._on_ask_clicked)
        self._on_kind_changed()
        self.add_buttons(cancel, self.ask)

    @property
    def fault(self) -> str:
        """Give what is wrong with the value, if something is."""
        return self.value.accessibleDescription()

    def _chosen(self) -> Choice | None:
        kind, subject = self.kind.value(), self.subject.value()
        found = (one for one in self._choices if (one.kind, one.subject) == (kind, subject))
        return next(found, None)

    @Slot()
    def _on_kind_changed(self) -> None:
        self.subject.clear()
        kind = self.kind.value()
        for one in self._choices:
            if one.kind == kind:
                self.subject.addItem(self._phrases.subject(one), one.subject)
        self._on_subject_changed()

    @Slot()
    def _on_subject_changed(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        has_value = chosen.kind is not QuestionKind.CAVEAT
        self._value_box.setVisible(has_value)
        self._value_label.setVisible(has_value)
        self._value_label.setText(self._phrases.now(chosen))
        now = chosen.now if chosen.kind is not QuestionKind.LIFT else None
        # As the hint writes a day: D+5.
        self.value.setText("" if now is None else self._phrases.words.value(Day(round(now))))
        self.fit()

    @Slot()
    def _on_ask_clicked(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        value = 1.0
        if chosen.kind is not QuestionKind.CAVEAT:
            found = number_of(self.value.text())
            if found is None or (chosen.kind is QuestionKind.LIFT and found <= 0):
                self._value_box.show_fault(self._phrases.code(f"fault.{chosen.kind.value}"))
                self.fit()
                self.value.setFocus()
                return
            value = found
        question = Question(chosen.kind, chosen.subject, value)
        self.asked.emit(question, self._phrases.question(chosen, value))
        self.accept()


def number_of(text: str) -> float | None:
    """Read a day or an amount as a person writes it: 5, D+5, −3, 1200; None if it is none."""
    plain = text.strip().replace("\u2212", "-").replace("\u00a0", "").replace(" ", "")
    plain = plain.upper().removeprefix("D").removeprefix("+").replace(",", "") or (
        "0" if text.strip().upper() == "D" else ""
    )
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if abs(value) < MOST_VALUE else None


class TogetherDialog(StudyDialog):
    """Choose the plans that compete with a plan for the same offers."""

    chosen = Signal(object)

    def __init__(
        self,
        context: PageContext,
        phrases: LeverPhrases,
        parent: QWidget,
        plans: tuple[Plan, Sequence[Plan]],
        ticked: Sequence[EntityId],
    ) -> None:
        super().__init__(context, parent, phrases.code("together"), QUESTION_WIDTH_PX)
        look, (own, others) = context.look, plans
        line = self.indented()
        why = Text(look, phrases.code("together.why"), "body", "text_2", wrap=True)
        line.addWidget(why, 1)
        self.parts.addLayout(line)
        self.ticks: dict[EntityId, TickField] = {}
        this = Text(look, phrases.code("together.own", plan=own.title), "body_medium", wrap=True)
        self._add_plan(phrases, this, own)
        for plan in sorted(others, key=lambda one: (one.priority, one.title)):
            tick = TickField(look, plan.title)
            tick.setChecked(plan.id in ticked)
            tick.setAccessibleName(
                phrases.code("together.plan", plan=plan.title, priority=plan.priority)
            )
            self.ticks[plan.id] = tick
            self._add_plan(phrases, tick, plan)
        cancel = Button(look, phrases.code("cancel"))
        cancel.clicked.connect(self.reject)
        self.match = Button(look, phrases.code("together.match"), kind="primary")
        self.match.clicked.connect(self._on_match_clicked)
        self.add_buttons(cancel, self.match)

    def _add_plan(self, phrases: LeverPhrases, name: QWidget, plan: Plan) -> None:
        line = self.indented()
        line.addWidget(name, 1)
        said = phrases.code("together.priority", priority=plan.priority)
        line.addWidget(Text(self.context.look, said, "small", "text_2"))
        self.parts.addLayout(line)

    @Slot()
    def _on_match_clicked(self) -> None:
        self.chosen.emit(tuple(name for name, tick in self.ticks.items() if tick.isChecked()))
        self.accept()
