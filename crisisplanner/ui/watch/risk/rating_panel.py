"""The panel beside the factors: one indicator rated, its evidence, what others say, the whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from crisisplanner.domain.figures import Basis, Confidence
from crisisplanner.domain.risk import Evidence, IndicatorState, RiskAssessment, Trend
from crisisplanner.services.risk_view import RiskView, SeenFactor, SeenIndicator, SeenRating
from crisisplanner.ui.inspecting.blocks import Blocks
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.watch.risk.factor_list import RATING_KEYS
from crisisplanner.ui.watch.risk.matrix import RiskMatrix
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField, FieldBox, LineField
from crisisplanner.ui.widgets.panels import Rule, column, row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

NOT_SAID = ""
HORIZONS_MONTHS = (1, 3, 6, 12)


class RatingPanel(QWidget):
    """Rate the current indicator; it lasts, so that the keyboard stays where it is."""

    stepped = Signal(int)
    rated = Signal(str, object)
    """A field of the rating and its new value."""
    evidence_asked = Signal()
    challenge_asked = Signal(str)
    judged = Signal(int, int)
    horizon_chosen = Signal(int)

    def __init__(self, look: Look, words: Wording) -> None:
        super().__init__()
        self._look, self._words = look, words
        self.setProperty("ground", "surface")
        self.text = Text(look, "", "h3", wrap=True)
        self.place = Text(look, "", "small", "text_2")
        self.basis = Text(look, "", "small", "text_3", wrap=True)
        self.states: dict[IndicatorState, Button] = {}
        self.trend = ChoiceField(look, self._choices(Trend))
        self.confidence = ChoiceField(look, self._choices(Confidence))
        self.note = LineField(look)
        self.note.editingFinished.connect(self._on_note_editing_finished)
        self.trend.currentIndexChanged.connect(self._on_trend_current_index_changed)
        self.confidence.currentIndexChanged.connect(self._on_confidence_current_index_changed)
        self.add_evidence = Button(look, words.say("risk.add_evidence"), icon="plus", small=True)
        self.add_evidence.clicked.connect(self.evidence_asked)
        self.matrix = RiskMatrix(look, words)
        self.matrix.judged.connect(self.judged)
        self.horizon = ChoiceField(look, self._horizons())
        self.horizon.currentIndexChanged.connect(self._on_horizon_current_index_changed)
        self._others = column()
        layout = column(self, gap=8)
        layout.setContentsMargins(20, 12, 16, 20)
        layout.addLayout(self._build_walk())
        layout.addWidget(self.text)
        layout.addWidget(self.basis)
        layout.addLayout(self._build_states())
        layout.addLayout(self._build_fields())
        layout.addWidget(FieldBox(look, words.say("label.note"), self.note))
        layout.addLayout(self._others)
        layout.addWidget(self.add_evidence, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(Rule())
        layout.addLayout(self._build_overall())
        layout.addStretch()

    def _choices(self, words: type[Trend] | type[Confidence]) -> list[tuple[str, str]]:
        said = [(w.value, self._words.say(f"word.{words.__name__}.{w.value}")) for w in words]
        return [(NOT_SAID, self._words.say("risk.not_said")), *said]

    def _horizons(self) -> list[tuple[str, str]]:
        said = [(str(n), self._words.say("risk.months", n=n)) for n in HORIZONS_MONTHS]
        return [(NOT_SAID, self._words.say("risk.not_said")), *said]

    def _build_walk(self) -> QHBoxLayout:
        look, words = self._look, self._words
        back = Button(look, icon="chevron-left", name=words.say("risk.previous"), small=True)
        on = Button(look, icon="chevron-right", name=words.say("risk.next"), small=True)
        back.clicked.connect(partial(self._step, -1))
        on.clicked.connect(partial(self._step, 1))
        line = row(gap=4)
        line.addWidget(self.place)
        line.addStretch()
        line.addWidget(back)
        line.addWidget(on)
        return line

    def _build_states(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for number, (key, state) in enumerate(RATING_KEYS.items()):
            word = self._words.say(f"word.IndicatorState.{state.value}")
            button = Button(
                self._look,
                self._words.say("risk.state_button", key=chr(key), state=word),
                small=True,
                name=self._words.say("risk.rate_as", state=word),
            )
            button.setCheckable(True)
            button.clicked.connect(partial(self._on_state_clicked, state))
            self.states[state] = button
            grid.addWidget(button, number // 2, number % 2)
        return grid

    def _build_fields(self) -> QHBoxLayout:
        line = row(gap=8)
        for label, field in (("label.trend", self.trend), ("label.confidence", self.confidence)):
            line.addWidget(FieldBox(self._look, self._words.say(label), field), 1)
        return line

    def _build_overall(self) -> QVBoxLayout:
        box = column(gap=8)
        box.addWidget(Text(self._look, self._words.say("risk.overall"), "h3"))
        self.band = Text(self._look, "", "small", "text_2", wrap=True)
        box.addWidget(self.band)
        box.addWidget(self.matrix)
        box.addWidget(FieldBox(self._look, self._words.say("risk.horizon"), self.horizon))
        return box

    def show_indicator(
        self,
        factor: SeenFactor,
        seen: SeenIndicator,
        said: Sequence[SeenRating],
        own: RiskAssessment | None,
    ) -> None:
        """Show an indicator with one's own rating, and what the others say."""
        words = self._words
        number = [one.indicator.id for one in factor.indicators].index(seen.indicator.id) + 1
        self.place.setText(words.say("risk.place", number=number, of=len(factor.indicators)))
        self.text.setText(seen.indicator.text)
        is_ours = seen.indicator.basis is Basis.ASSUMPTION
        self.basis.setText(words.say("risk.own_words" if is_ours else "risk.sourced_words"))
        self.basis.setToolTip(seen.indicator.source)
        mine = next((s for s in said if own is not None and s.assessment.id == own.id), None)
        rating = mine.rating if mine is not None else None
        for state, button in self.states.items():
            button.setChecked(rating is not None and rating.state is state)
        for field, value in (
            (self.trend, rating.trend if rating else None),
            (self.confidence, rating.confidence if rating else None),
        ):
            with QSignalBlocker(field):
                field.choose(value.value if value is not None else NOT_SAID)
        if not self.note.isModified():
            self.note.setText(rating.note if rating else "")
        self.add_evidence.setEnabled(rating is not None)
        hint = "" if rating is not None else words.say("risk.rate_first")
        self.add_evidence.setToolTip(hint)
        self._show_said(said, mine)

    def show_overall(self, view: RiskView, own: RiskAssessment | None) -> None:
        """Show the judgements of likelihood and impact."""
        self.matrix.show_assessments(view.assessors, own)
        horizon = own.horizon_months if own is not None else None
        with QSignalBlocker(self.horizon):
            self.horizon.choose(str(horizon) if horizon in HORIZONS_MONTHS else NOT_SAID)
        said = self.matrix.accessibleDescription()
        self.band.setText(said)

    def _show_said(self, said: Sequence[SeenRating], mine: SeenRating | None) -> None:
        words = self._words
        blocks = Blocks(self._look, words)
        blocks.set_margins(0, 4, 0, 0)
        evidence = mine.evidence if mine is not None else ()
        others = [one for one in said if one is not mine]
        if mine is not None and mine.rating.challenge:
            by = words.say("risk.challenged_by", name=mine.rating.challenged_by)
            blocks.item(mine.rating.challenge, by, icon="alert-triangle", tone="warning")
        if mine is not None:
            self._add_challenge(blocks, mine)
        if others:
            blocks.section(words.say("risk.others"))
        for one in others:
            self._add_other(blocks, one)
        blocks.section(words.say("risk.evidence"), words.say("risk.n_evidence", n=len(evidence)))
        if not evidence:
            blocks.nothing(words.say("risk.no_evidence"))
        for piece in evidence:
            blocks.item(piece.title, self._graded(piece), icon="file-text")
        while self._others.count():
            item = self._others.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._others.addWidget(blocks)

    def _add_other(self, blocks: Blocks, one: SeenRating) -> None:
        words = self._words
        state = words.say(f"word.IndicatorState.{one.rating.state.value}")
        code = "risk.agreed_on" if one.assessment.agreed else "risk.says"
        title = words.say(code, name=one.assessment.assessor, state=state)
        dissent = [
            words.say(
                "risk.dissents",
                name=d.assessor,
                state=words.say(f"word.IndicatorState.{d.state.value}") if d.state else "",
            )
            for d in one.dissents
        ]
        details = [one.rating.note, *dissent, *(self._graded_title(e) for e in one.evidence)]
        if one.rating.challenge:
            details.append(words.say("risk.challenge", text=one.rating.challenge))
        blocks.item(title, "\n".join(d for d in details if d), icon="user")
        if not one.assessment.agreed:
            self._add_challenge(blocks, one)

    def _add_challenge(self, blocks: Blocks, one: SeenRating) -> None:
        """Offer to hold something against a rating, also against one's own: a red team may sit by."""
        words = self._words
        ask = Button(self._look, words.say("risk.challenge_this"), kind="link", small=True)
        ask.setAccessibleName(words.say("risk.challenge_of", name=one.assessment.assessor))
        ask.clicked.connect(partial(self._on_challenge_clicked, one.rating.id))
        blocks.add(ask)

    def _graded(self, piece: Evidence) -> str:
        grade = (piece.reliability.value if piece.reliability else "") + (
            piece.credibility.value if piece.credibility else ""
        )
        said = grade or self._words.say("risk.not_graded")
        return self._words.say("risk.graded", grade=said, source=piece.source or piece.text[:120])

    def _graded_title(self, piece: Evidence) -> str:
        return self._words.say("risk.rests_on", title=piece.title, graded=self._graded(piece))

    def _step(self, by: int, *_: object) -> None:
        self.stepped.emit(by)

    def _on_state_clicked(self, state: IndicatorState, *_: object) -> None:
        self.rated.emit("state", state)

    def _on_challenge_clicked(self, rating_id: str, *_: object) -> None:
        self.challenge_asked.emit(rating_id)

    @Slot()
    def _on_trend_current_index_changed(self) -> None:
        value = self.trend.value()
        self.rated.emit("trend", Trend(value) if value else None)

    @Slot()
    def _on_confidence_current_index_changed(self) -> None:
        value = self.confidence.value()
        self.rated.emit("confidence", Confidence(value) if value else None)

    @Slot()
    def _on_horizon_current_index_changed(self) -> None:
        self.horizon_chosen.emit(int(self.horizon.value() or 0))

    @Slot()
    def _on_note_editing_finished(self) -> None:
        if self.note.isModified():
            self.note.setModified(False)
            self.rated.emit("note", self.note.text())
