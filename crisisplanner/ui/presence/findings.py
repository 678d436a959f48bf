"""Findings as sentences, each a way to what it is about; overlaps and holes of a matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from crisisplanner.services.presence.matrix import PresenceView
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.marks import IconMark
from crisisplanner.ui.widgets.panels import column, row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Finding:
    """Say one thing; `key` tells what it is about, `act` names the way there."""

    sentence: str
    icon: str
    tone: str
    key: object = None
    act: str = ""


class FindingList(QScrollArea):
    """List findings; more than a page of them are counted, not listed."""

    chosen = Signal(object)

    def __init__(self, look: Look, words: Wording, name: str, nothing: str) -> None:
        super().__init__()
        self._look, self._words, self._nothing = look, words, nothing
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.viewport().setAutoFillBackground(False)
        self.sentences: tuple[str, ...] = ()
        self._waiting: Sequence[Finding] | None = None

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other findings; what nobody looks at is not made."""
        self.sentences = tuple(one.sentence for one in findings)
        self._waiting = findings
        if self.isVisible():
            self._make()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make()

    def _make(self) -> None:
        findings, self._waiting = self._waiting, None
        if findings is None:
            return
        body = QWidget()
        layout = column(body, gap=2)
        layout.setContentsMargins(24, 8, 24, 12)
        for one in findings[:MOST_LINES]:
            layout.addWidget(self._line(one))
        rest = len(findings) - MOST_LINES
        said = self._nothing
        if findings:
            said = self._words.say("presence.more", n=rest) if rest > 0 else ""
        if said:
            layout.addWidget(Text(self._look, said, "small", "text_3", wrap=True))
        layout.addStretch()
        self.setWidget(body)
        # The area fills what it is given; the list stands on the ground of its place.
        body.setAutoFillBackground(False)

    def _line(self, one: Finding) -> QWidget:
        line = QWidget()
        layout = row(line, gap=8)
        top = Qt.AlignmentFlag.AlignTop
        mark = QWidget()
        holder = column(mark)
        holder.setContentsMargins(0, 5, 0, 0)
        holder.addWidget(IconMark(self._look, one.icon, one.tone, 16))
        layout.addWidget(mark, 0, top)
        layout.addWidget(Text(self._look, one.sentence, "body", "text", wrap=True), 1)
        if one.act:
            button = Button(self._look, one.act, kind="link", name=one.act + ": " + one.sentence)
            button.clicked.connect(partial(self._choose, one.key))
            layout.addWidget(button, 0, top)
        return line

    def _choose(self, key: object, *_: object) -> None:
        self.chosen.emit(key)


def overlap_findings(view: PresenceView, words: Wording) -> list[Finding]:
    """Say every overlap, the largest first."""
    names = dict(view.areas)
    found = []
    for one in view.overlaps:
        code = "presence.overlap" if one.busiest else "presence.overlap_undated"
        said = words.say(
            code, n=one.n, sector=one.sector, area=names.get(one.area, one.area), on=one.busiest
        )
        key = (one.sector, one.area)
        found.append(Finding(said, "copy", "warning", key, words.say("presence.show")))
    return found


def hole_findings(view: PresenceView, words: Wording) -> list[Finding]:
    """Say every hole, that of the most people first."""
    names = dict(view.areas)
    found = []
    for one in view.holes:
        said = words.say(
            f"presence.hole.{one.basis.value}",
            sector=one.sector,
            area=names.get(one.area, one.area),
            people=one.people,
        )
        said += " " + words.say("presence.elsewhere", n=one.n_elsewhere, all=len(view.areas))
        tone = "text_2" if one.people is None else "open"
        found.append(
            Finding(said, "circle-dashed", tone, ("", one.area), words.say("presence.others"))
        )
    return found
