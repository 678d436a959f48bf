"""The inspector: who covers a need and why, why the rest is open, and what else could serve."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crisisplanner.domain.days import Day
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import Message
from crisisplanner.services.matching.lever_report import LeversView
from crisisplanner.services.matching.match_view import (
    Alternative,
    CauseView,
    MatchView,
    NeedSince,
    NeedView,
    Standing,
)
from crisisplanner.ui.match.causes import cause_icon
from crisisplanner.ui.match.figures import short_money
from crisisplanner.ui.match.lever_blocks import LeverBlock, LeverButton, LeverList
from crisisplanner.ui.match.lever_phrases import LeverPhrases
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.match.who_block import WhoBlock
from crisisplanner.ui.painting.coverage import coverage_of
from crisisplanner.ui.shell.side_pane import SidePane
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.marks import Bar, IconMark, Swatch
from crisisplanner.ui.widgets.panels import Rule, column, row
from crisisplanner.ui.widgets.text import Text

PAD_PX = 16
INDENT_PX = 22
MOST_LEVERS = 3
MOST_BESIDE = 2
_WITHOUT_LEVERS = {
    Standing.STALE: "levers.old",
    Standing.CURRENT: "reading",
    Standing.RUNNING: "levers.running",
}
TOP = Qt.AlignmentFlag.AlignTop


class Inspector(SidePane):
    """Explain the selected need."""

    all_blocked_asked = Signal()
    lever_asked = Signal(object)
    check_asked = Signal()
    stop_asked = Signal()
    question_asked = Signal()
    prices_asked = Signal(str)
    partner_asked = Signal(str)

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__(look, phrases.words)
        self._look, self._phrases = look, phrases
        self._view: MatchView | None = None
        self._need: NeedView | None = None
        self._shows_alternatives = False
        self._shows_levers = self._is_checking = self._has_more = self._shows_all_who = False
        self.who: WhoBlock | None = None
        self.levers: LeversView | None = None
        self._instead: tuple[Message, ...] = ()
        self._lever_phrases = LeverPhrases(phrases)
        self.body_resized.connect(self._fit_who)
        self.question = Button(look, self._lever_phrases.code("ask_own"), kind="link")
        self.question.clicked.connect(self.question_asked)
        self.check = Button(look, " ", kind="link")
        self.check.clicked.connect(self._on_check_clicked)
        self.more = Button(look, " ", kind="link")
        self.more.clicked.connect(self.all_blocked_asked)
        self.other = Button(look, phrases.code("alternatives"), kind="link")
        self.other.clicked.connect(self._on_other_clicked)
        for part in (self.more, self.question):
            self.foot.addWidget(part)
        self.foot.addStretch()
        for part in (self.other, self.check):
            self.foot.addWidget(part)
        self._fit_foot()

    @property
    def need(self) -> NeedView | None:
        """Give the need that is explained."""
        return self._need

    def show_need(self, view: MatchView, need: NeedView, *, all_blocked: bool) -> None:
        """Explain a need."""
        if self._need is None or self._need.id != need.id:
            self._shows_alternatives = self._shows_levers = self._shows_all_who = False
        is_same = self._need == need and _has_prices(view, self.levers)
        self._view, self._need = view, need
        if not is_same:
            self._instead = ()
        hidden = max(0, len(need.blocked) - 3)
        text = (
            self._phrases.code("fewer_blocked")
            if all_blocked
            else self._phrases.code("more_blocked", n=hidden)
        )
        self.more.setText(text)
        self.more.setAccessibleName(text)
        self._has_more = hidden > 0
        self._build()
        if not is_same:
            self._ask_prices()

    def show_levers(self, levers: LeversView | None) -> None:
        """Take the plan's levers; None while there are none."""
        before = None if self.levers is None else self.levers.run
        self.levers = levers
        is_same = levers is not None and levers.run == before
        if not is_same:
            self._instead = ()
        self._build()
        if not is_same:
            self._ask_prices()

    def _ask_prices(self) -> None:
        """Ask who would come instead, where that is shown and the match that is shown stands."""
        need = self._need
        if self._shows_alternatives and need is not None and _has_prices(self._view, self.levers):
            self.prices_asked.emit(need.id)

    def show_instead(self, need_id: EntityId, said: tuple[Message, ...]) -> None:
        """Say who would come instead of those who serve a need, if it is still the one explained."""
        is_meant = self._need is not None and self._need.id == need_id
        if is_meant and _has_prices(self._view, self.levers):
            self._instead = said
            self._build()

    def open_levers(self) -> None:
        """List the levers of the plan instead of explaining a need."""
        self._shows_levers = True
        self._build()

    @property
    def lever_buttons(self) -> list[LeverButton]:
        """List the levers that are shown."""
        return self.findChildren(LeverButton)

    def show_checking(self, *, is_checking: bool) -> None:
        """Say that levers are being checked, with the way to stop it."""
        self._is_checking = is_checking
        self._fit_foot()

    def _build(self) -> None:
        self._fit_foot()
        self.who = None
        if self._shows_levers:
            self._build_levers()
            return
        if self._need is None or self._view is None:
            return
        need = self._need
        code = "back_to_reasons" if self._shows_alternatives else "alternatives"
        self.other.setText(self._phrases.code(code))
        body = QWidget()
        body.setProperty("ground", "surface")
        layout = column(body, gap=0)
        layout.addWidget(self._share_block(need))
        if need.since is not None and need.coverage is not None:
            layout.addWidget(self._since_block(need.since))
        layout.addWidget(Rule())
        if self._shows_alternatives:
            layout.addWidget(self._alternatives_block(need))
        else:
            self.who = WhoBlock(self._look, self._phrases, need, is_whole=self._shows_all_who)
            self.who.all_asked.connect(self._on_who_all_asked)
            layout.addWidget(self.who)
            self._fit_who()
            if need.coverage is None or need.coverage < 1.0 - 1e-9:
                layout.addWidget(Rule())
                layout.addWidget(self._why_block(need))
        layout.addStretch(1)
        self.show_body(need.title, self._phrases.need_subtitle(need), body)

    def _build_levers(self) -> None:
        words = self._lever_phrases
        body: QWidget
        if self.levers is None:
            body = QWidget()
            body.setProperty("ground", "surface")
            layout = column(body)
            layout.setContentsMargins(PAD_PX, 12, PAD_PX, 14)
            standing = Standing.UNMATCHED if self._view is None else self._view.standing
            text = words.code(_WITHOUT_LEVERS.get(standing, "levers.unmatched"))
            layout.addWidget(Text(self._look, text, "small", "text_2", wrap=True))
            layout.addStretch(1)
        else:
            found = LeverList(self._look, words, self.levers)
            found.chosen.connect(self.lever_asked)
            body = found
        self.show_body(words.code("levers"), words.code("levers.subtitle"), body)

    def _fit_foot(self) -> None:
        """Show what belongs to the levers, or to the need."""
        has_levers = self._shows_levers and self.levers is not None
        alternatives = self._need.alternatives if self._need is not None else ()
        self.more.setVisible(not self._shows_levers and self._has_more)
        is_served = (
            self._need is not None
            and self._need.allocations
            and _has_prices(self._view, self.levers)
        )
        is_open = self._shows_alternatives and not self._shows_levers
        self.other.setVisible(
            is_open or (not self._shows_levers and bool(alternatives or is_served))
        )
        self.question.setVisible(has_levers)
        known = self.levers.levers if self.levers is not None else ()
        untried = sum(one.comparison is None for one in known)
        self.check.setVisible(has_levers and (untried > 0 or self._is_checking))
        code = "stop" if self._is_checking else "check"
        self.check.setText(self._lever_phrases.code(code, n=untried))
        self.check.setAccessibleName(self.check.text())

    @Slot()
    def _on_check_clicked(self) -> None:
        (self.stop_asked if self._is_checking else self.check_asked).emit()

    @Slot()
    def _on_who_all_asked(self) -> None:
        self._shows_all_who = True

    @Slot()
    def _on_other_clicked(self) -> None:
        self._shows_alternatives = not self._shows_alternatives
        self._instead = ()
        self._build()
        self._ask_prices()

    def _share_block(self, need: NeedView) -> QWidget:
        look = self._look
        block = QWidget()
        layout = row(block, gap=10)
        layout.setContentsMargins(PAD_PX, 8, PAD_PX, 10)
        share = need.coverage
        layout.addWidget(Bar(look, share or 0.0), 1)
        layout.addWidget(Text(look, self._phrases.percent(share), "body_medium"))
        tone = "unknown" if share is None else coverage_of(share, look).value
        status = Text(look, self._phrases.status(share), "small_bold", tone)
        status.setToolTip(self._phrases.status_hint(share))
        layout.addWidget(status)
        return block

    def _since_block(self, since: NeedSince) -> QWidget:
        """Say what became of the need after the match that is shown."""
        block = QWidget()
        line = row(block, gap=8)
        line.setContentsMargins(PAD_PX, 0, PAD_PX, 10)
        line.addWidget(IconMark(self._look, "info-circle", "warning", 16), 0, TOP)
        text = self._phrases.code(f"since.{since.value}")
        line.addWidget(Text(self._look, text, "small", "text_2", wrap=True), 1)
        return block

    @Slot()
    def _fit_who(self) -> None:
        if self.who is not None:
            self.who.fit(self.body_size())

    def _why_block(self, need: NeedView) -> QWidget:
        look, phrases = self._look, self._phrases
        block = QWidget()
        layout = column(block, gap=10)
        layout.setContentsMargins(PAD_PX, 12, PAD_PX, 14)
        head = row(gap=8)
        # What counts as covered may still lack something: it is not called uncovered.
        code = "why_not" if need.is_gap else "why_not_all"
        head.addWidget(Text(look, phrases.code(code), "h3"))
        head.addStretch()
        if need.coverage is not None:
            missing = phrases.code("missing", share=phrases.percent(1 - need.coverage))
            head.addWidget(Text(look, missing, "small", "text_2"))
        layout.addLayout(head)
        if need.coverage is None:
            text = phrases.code(self._why_unknown(need))
            layout.addWidget(Text(look, text, "small", "text_2", wrap=True))
        elif not need.causes:
            is_running = self._view is not None and self._view.standing is Standing.RUNNING
            text = phrases.code("reason.running" if is_running else "reason.none_given")
            layout.addWidget(Text(look, text, "small", "text_2", wrap=True))
        for cause in need.causes:
            layout.addWidget(self._cause_block(cause, need))
        ask = Button(look, phrases.words.say("ask_partner.button"), icon="message-dots", small=True)
        ask.clicked.connect(self._on_ask_clicked)
        line = row(gap=0)
        line.addWidget(ask)
        line.addStretch()
        layout.addLayout(line)
        return block

    @Slot()
    def _on_ask_clicked(self) -> None:
        if self._need is not None:
            self.partner_asked.emit(self._need.id)

    def _why_unknown(self, need: NeedView) -> str:
        """Give the code of why nothing is known of a need's coverage."""
        if need.quantity is None:
            return "reason.quantity_unknown"
        if self._view is not None and self._view.standing is Standing.UNMATCHED:
            return "not_matched_yet"
        if need.since is not None:
            return f"since.{need.since.value}"
        return "reason.unmatched"

    def _cause_block(self, cause: CauseView, need: NeedView) -> QWidget:
        look, phrases = self._look, self._phrases
        block = QWidget()
        layout = column(block, gap=3)
        head = row(gap=6)
        head.addWidget(IconMark(look, cause_icon(cause.code), "open", 16), 0, TOP)
        title = phrases.cause(cause.code)
        head.addWidget(Text(look, title, "small_bold"), 0, TOP)
        if cause.share > 0:
            share = Text(look, phrases.percent(cause.share), "small", "text_2")
            share.setToolTip(phrases.code("cause_share_hint"))
            head.addWidget(share, 0, TOP)
        who = Text(look, phrases.code("comma").join(cause.who), "small", "text_3", wrap=True)
        layout.addLayout(head)
        rest = column(gap=6)
        rest.setContentsMargins(INDENT_PX, 0, 0, 0)
        if len(cause.who) > MOST_BESIDE:
            # Many names would stand in a narrow column beside the cause.
            head.addStretch(1)
            rest.addWidget(who)
        else:
            who.setAlignment(Qt.AlignmentFlag.AlignRight)
            head.addWidget(who, 1)
        for sentence in cause.sentences:
            rest.addWidget(Text(look, phrases.say(sentence), "small", "text_2", wrap=True))
        levers = () if self.levers is None else self.levers.against(need.id, cause.code)
        # What brings or may bring something first; nothing that is neither checked nor hoped for.
        levers = tuple(one for one in levers if one.comparison is not None or one.is_hoped_for)
        for lever in levers[:MOST_LEVERS]:
            button = LeverButton(look, self._lever_phrases, lever, need.id)
            button.clicked.connect(self.lever_asked)
            rest.addWidget(button)
        if cause.lever is not None and not levers:
            rest.addWidget(LeverBlock(look, phrases, cause.lever))
        layout.addLayout(rest)
        block.setAccessibleName(title)
        return block

    def _alternatives_block(self, need: NeedView) -> QWidget:
        block = QWidget()
        layout = column(block, gap=10)
        layout.setContentsMargins(PAD_PX, 12, PAD_PX, 14)
        layout.addWidget(Text(self._look, self._phrases.code("alternatives"), "h3"))
        for alternative in need.alternatives:
            layout.addLayout(self._alternative_line(alternative))
        if not need.alternatives:
            is_running = self._view is not None and self._view.standing is Standing.RUNNING
            nobody = self._lever_phrases.code("nobody_free")
            if is_running:
                nobody = self._phrases.code("alternatives.running")
            layout.addWidget(Text(self._look, nobody, "small", "text_2", wrap=True))
        if self._instead:
            layout.addWidget(Text(self._look, self._lever_phrases.code("instead"), "h3"))
        for said in self._instead:
            text = self._phrases.say(said)
            layout.addWidget(Text(self._look, text, "small", "text_2", wrap=True))
        return block

    def _alternative_line(self, alternative: Alternative) -> QHBoxLayout:
        look, phrases = self._look, self._phrases
        line = row(gap=8)
        line.addWidget(Swatch(look, alternative.partner.colour), 0, TOP)
        texts = column(gap=0)
        free = alternative.free_quantity
        title = phrases.who_line(alternative.partner.name, free, alternative.unit)
        texts.addWidget(Text(look, title, "small_bold", wrap=True))
        said = [
            phrases.code("who_days", start=Day(alternative.from_day), end=Day(alternative.to_day)),
            self._price(alternative),
        ]
        if alternative.used_by:
            used = phrases.words.formats.listed(list(alternative.used_by))
            said.append(phrases.code("serves_now", needs=used))
        elif alternative.why is not None:
            said.append(phrases.say(alternative.why))
        elif alternative.cause:
            said.append(phrases.cause(alternative.cause))
        detail = phrases.code("comma").join(said)
        texts.addWidget(Text(look, detail, "small", "text_2", wrap=True))
        line.addLayout(texts, 1)
        return line

    def _price(self, alternative: Alternative) -> str:
        phrases = self._phrases
        currency = ""
        if self._view is not None and self._view.figures is not None:
            currency = self._view.figures.currency
        if alternative.cost is None:
            return phrases.code("price_unknown")
        price = " ".join(short_money(alternative.cost, currency, phrases))
        if not alternative.dearer_by or abs(alternative.dearer_by) < 1:
            return phrases.code("price", amount=price)
        difference = " ".join(short_money(abs(alternative.dearer_by), currency, phrases))
        code = "price_more" if alternative.dearer_by > 0 else "price_less"
        return phrases.code(code, amount=price, difference=difference)


def _has_prices(view: MatchView | None, levers: LeversView | None) -> bool:
    """Tell whether what is shown is the match that levers and prices are of."""
    return view is not None and view.standing is Standing.CURRENT and levers is not None
