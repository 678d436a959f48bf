"""Cards of the start page: needs, the open workspace, recent ones, cases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from crisisplanner.domain.days import Day
from crisisplanner.services.built_in_cases import CaseSummary
from crisisplanner.ui.pages import PageContext
from crisisplanner.ui.settings import RecentWorkspace
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.marks import IconMark, IconTile, Tag
from crisisplanner.ui.widgets.panels import Card, Rule, column, row
from crisisplanner.ui.widgets.text import Text

if TYPE_CHECKING:
    from crisisplanner.ui.home.overview import NeedOfYou, PlanProgress

NEED_BUTTON_PX = 124
Act = Callable[[], None]


class CurveChart(QWidget):
    """Show coverage by day as steps: filled below, empty above."""

    HEIGHT_PX = 46

    def __init__(self, look: Look, progress: PlanProgress, description: str) -> None:
        super().__init__()
        self._look = look
        self._curve = progress.curve
        self.setAccessibleName(description)
        self.setToolTip(description)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, self.HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.fillRect(area, self._look.colour("sunken"))
        if not self._curve:
            return
        first, last = self._curve[0][0], self._curve[-1][1]
        per_day = area.width() / max(1, last - first)
        line: list[QPointF] = []
        for start, end, share in self._curve:
            y = area.bottom() - share * area.height()
            line += [
                QPointF(area.left() + (start - first) * per_day, y),
                QPointF(area.left() + (end - first) * per_day, y),
            ]
        ground = QPolygonF([*line, area.bottomRight(), area.bottomLeft()])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("covered_tint"))
        painter.drawPolygon(ground)
        painter.setPen(QPen(self._look.colour("covered_fill"), 2))
        painter.drawPolyline(QPolygonF(line))


def needs_card(
    context: PageContext, needs: tuple[NeedOfYou, ...], act: Callable[[NeedOfYou], Act]
) -> Card:
    """List what needs someone; the first row carries the primary button."""
    words, look = context.words, context.look
    card = Card(padding=0, name=words.say("home.needs"))
    for number, need in enumerate(needs):
        if number:
            holder = QWidget()
            line = row(holder)
            line.setContentsMargins(16, 0, 16, 0)
            line.addWidget(Rule())
            card.body.addWidget(holder)
        card.body.addWidget(_need_row(context, need, act(need), is_first=number == 0))
    card.body.setSpacing(0)
    if not needs:
        holder = QWidget()
        quiet = row(holder, margin=16, gap=16)
        quiet.addWidget(IconTile(look, "circle-check", "covered"))
        quiet.addWidget(
            Text(look, words.say("home.nothing_needed"), "body", "text_2", wrap=True), 1
        )
        card.body.addWidget(holder)
    return card


def _need_row(context: PageContext, need: NeedOfYou, act: Act, *, is_first: bool) -> QWidget:
    words, look = context.words, context.look
    holder = QWidget()
    line = row(holder, gap=16)
    line.setContentsMargins(16, 14, 16, 14)
    line.addWidget(IconTile(look, need.icon, need.tone), 0, Qt.AlignmentFlag.AlignTop)
    texts = column(gap=2)
    texts.addWidget(Text(look, words.message(need.title), "h3", wrap=True))
    texts.addWidget(Text(look, words.message(need.detail), "small", "text_2", wrap=True))
    line.addLayout(texts, 1)
    if need.due is not None:
        line.addWidget(Text(look, words.message(need.due), "small_medium", "warning"))
    button = Button(
        look,
        words.message(need.button),
        kind="primary" if is_first else "normal",
        name=words.say("home.do", button=need.button, title=need.title),
    )
    button.setMinimumWidth(NEED_BUTTON_PX)
    button.clicked.connect(act)
    why_not = context.board.why_not(need.action) if need.action in context.board.specs else ""
    if why_not:
        button.setEnabled(False)
        button.setToolTip(why_not)
    line.addWidget(button)
    return holder


def progress_card(context: PageContext, name: str, plans: tuple[PlanProgress, ...] | None) -> Card:
    """Show the open workspace and how far its first plan is; None while that is read."""
    words, look = context.words, context.look
    card = Card(is_clickable=True, name=words.say("home.continue_with", name=name))
    card.body.addWidget(Text(look, name, "h3", wrap=True))
    if not plans:
        said = words.say("home.reading_plans" if plans is None else "home.no_plan")
        card.body.addWidget(Text(look, said, "small", "text_2", wrap=True))
        return card
    plan = plans[0]
    state = words.say(f"word.PlanState.{plan.state}")
    line = words.say("home.plan_line", plan=plan.title, state=state)
    card.body.addWidget(Text(look, line, "small", "text_2", wrap=True))
    if plan.coverage is None:
        card.body.addWidget(Text(look, words.say("home.no_match"), "small", "text_3", wrap=True))
        return card
    figures = row(gap=10)
    share = words.formats.percent(plan.coverage)
    figures.addWidget(Text(look, share, "figure"))
    figures.addWidget(Text(look, words.say("home.coverage"), "small", "text_2"))
    figures.addStretch()
    met = words.say("home.essential", met=plan.n_essential_met, n=plan.n_essential)
    figures.addWidget(Text(look, met, "small", "text_2"))
    card.body.addLayout(figures)
    card.body.addWidget(CurveChart(look, plan, words.say("home.curve", share=share)))
    if plan.curve:
        ends = row()
        ends.addWidget(Text(look, words.value(Day(plan.curve[0][0])), "micro", "text_2"))
        ends.addStretch()
        ends.addWidget(Text(look, words.value(Day(plan.curve[-1][1])), "micro", "text_2"))
        card.body.addLayout(ends)
    return card


def recent_card(context: PageContext, recent: RecentWorkspace, when: str) -> Card:
    """Show a workspace opened before."""
    words, look = context.words, context.look
    card = Card(is_clickable=True, name=words.say("home.open", name=recent.name), padding=12)
    line = row(gap=12)
    line.setContentsMargins(4, 0, 4, 0)
    icon, tone = ("masks-theater", "exercise") if recent.is_exercise else ("folder", "text_2")
    line.addWidget(IconMark(look, icon, tone, 20))
    texts = column(gap=0)
    texts.addWidget(Text(look, recent.name, "h3", elide=True))
    texts.addWidget(Text(look, _short(recent.path), "small", "text_2", elide=True))
    line.addLayout(texts, 1)
    end = column(gap=2)
    if recent.is_exercise:
        exercise = Tag(look, words.say("marking.exercise"), "exercise_fill", "on_exercise")
        end.addWidget(exercise, 0, Qt.AlignmentFlag.AlignRight)
    end.addWidget(Text(look, when, "small", "text_3"), 0, Qt.AlignmentFlag.AlignRight)
    line.addLayout(end)
    card.body.addLayout(line)
    card.setToolTip(str(recent.path))
    return card


def case_card(context: PageContext, case: CaseSummary) -> Card:
    """Show a built-in case."""
    words, look = context.words, context.look
    card = Card(is_clickable=True, name=words.say("home.begin_case", title=case.title))
    card.body.addWidget(Text(look, case.title, "h3", wrap=True))
    card.body.addWidget(Text(look, case.teaser, "small", "text_2", wrap=True))
    card.body.addStretch()
    line = row()
    line.setContentsMargins(0, 6, 0, 0)
    line.addWidget(Tag(look, words.say(f"word.CrisisType.{case.crisis_type}")))
    line.addStretch()
    line.addWidget(IconMark(look, "arrow-right"))
    card.body.addLayout(line)
    return card


def _short(path: Path) -> str:
    return str(Path(path.parent.name) / path.name)
