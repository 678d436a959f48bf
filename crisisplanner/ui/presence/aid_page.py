"""Partners, aid against risk: who gives where, beside how grave it is; overlaps, orphans, donors."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QScrollArea, QStackedWidget

from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.services.presence.aid import USUAL_SEVERAL, AidView, read_aid
from crisisplanner.services.session import Session
from crisisplanner.ui.jobs import Work
from crisisplanner.ui.pages import Page, PageContext
from crisisplanner.ui.presence.aid_board import AidBoard
from crisisplanner.ui.presence.aid_findings import donor_findings, orphan_findings, overlap_findings
from crisisplanner.ui.presence.findings import FindingList
from crisisplanner.ui.presence.presence_head import SEVERAL
from crisisplanner.ui.reading import LatestReading, PageReading
from crisisplanner.ui.tables.chips import Chip
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.fields import ChoiceField
from crisisplanner.ui.widgets.flow import FlowLayout
from crisisplanner.ui.widgets.panels import EmptyPage, column
from crisisplanner.ui.widgets.text import Text

JOB = "aid.read"
READ_FROM = frozenset(
    {
        "activity",
        "severity",
        "response_plan",
        "partner",
        "name_alias",
        "indicator_value",
        "risk_assessment",
        "crisis",
        "place",
    }
)
COUNTRIES, ORPHANS, OVERLAPS, DONORS = range(4)
CHIPS = ("countries", "orphans", "overlaps", "donors")
EVERY_SECTOR = ""


class AidPage(Page):
    """Set aid against risk, country by country."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        look, words = context.look, context.words
        self.view: AidView | None = None
        self._sector, self._several = EVERY_SECTOR, USUAL_SEVERAL
        latest = LatestReading(context, JOB, message("aid.reading"), self._on_read)
        self._reading = PageReading(self, context, latest, READ_FROM, self._work)
        self.headline = Text(look, "", "h2", wrap=True)
        self.notes = Text(look, "", "small", "text_2", wrap=True)
        self.sectors = ChoiceField(look)
        self.sectors.setAccessibleName(words.say("aid.sector"))
        self.several = ChoiceField(look, [(str(n), words.say("aid.several", n=n)) for n in SEVERAL])
        self.several.setAccessibleName(words.say("aid.several_name"))
        self.several.setToolTip(words.say("aid.several_name"))
        self.several.choose(str(self._several))
        self.chips = [Chip(look, words.say(f"aid.chip.{name}")) for name in CHIPS]
        self.board = AidBoard(look, words)
        self.lists = {
            name: FindingList(
                look, words, words.say(f"aid.chip.{name}"), words.say(f"aid.no_{name}")
            )
            for name in CHIPS[1:]
        }
        self._build()
        self._connect()

    def enter(self, _argument: object) -> None:
        self._reading.begin()
        self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self._reading.end()

    def _work(self, session: Session) -> Work:
        return partial(_read, session, self._sector, self._several)

    def choose(self, number: int) -> None:
        """Show countries, orphans, overlaps or donors."""
        for other, chip in enumerate(self.chips):
            chip.setChecked(other == number)
        self._parts.setCurrentIndex(number)

    def _build(self) -> None:
        look, words = self._context.look, self._context.words
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head = column(gap=4)
        head.setContentsMargins(24, 12, 24, 8)
        head.addWidget(self.headline)
        head.addWidget(self.notes)
        line = FlowLayout()
        for number, chip in enumerate(self.chips):
            chip.clicked.connect(partial(self._on_chip_clicked, number))
            line.addWidget(chip)
        line.addWidget(self.sectors)
        line.addWidget(self.several)
        head.addLayout(line)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self.board)
        self._area.viewport().setAutoFillBackground(False)
        self._parts = QStackedWidget()
        for part in (self._area, *self.lists.values()):
            self._parts.addWidget(part)
        main = QStackedWidget()
        self.empty = EmptyPage(
            look,
            icon="scale",
            title=words.say("aid.empty"),
            sentence=words.say("aid.empty_why"),
            steps=[ActionButton(look, self._context.board, "presence.import")],
        )
        main.addWidget(self._parts)
        main.addWidget(self.empty)
        self._faces = main
        layout = column(self)
        layout.addLayout(head)
        layout.addWidget(main, 1)
        self.choose(COUNTRIES)

    def _connect(self) -> None:
        self.sectors.activated.connect(self._on_sectors_activated)
        self.several.activated.connect(self._on_several_activated)
        self.board.opened.connect(self._on_country_opened)
        for one in self.lists.values():
            one.chosen.connect(self._on_country_opened)
        self._area.verticalScrollBar().valueChanged.connect(self.board.show_from)

    def _on_read(self, view: AidView) -> None:
        self.view = view
        words = self._context.words
        self._faces.setCurrentIndex(0 if view.rows else 1)
        self.headline.setText(
            words.say(
                "aid.headline",
                orphans=words.say("aid.n_orphans", n=len(view.orphans)),
                overlaps=words.say("aid.n_overlaps", n=len(view.overlaps)),
            )
            if view.rows
            else words.say("aid.empty")
        )
        self.notes.setText("  ".join(self._notes(view)))
        self.sectors.clear()
        self.sectors.addItem(words.say("aid.every_sector"), EVERY_SECTOR)
        for sector in view.sectors:
            self.sectors.addItem(sector, sector)
        self.sectors.choose(self._sector)
        self.board.show_rows(view.rows)
        found = (
            orphan_findings(view, words),
            overlap_findings(view, words),
            donor_findings(view, words),
        )
        for one, findings in zip(self.lists.values(), found, strict=True):
            one.show_findings(findings)
        counts = (len(view.rows), *(len(findings) for findings in found))
        for chip, count in zip(self.chips, counts, strict=True):
            chip.show_count(words.formats.number(count))

    def _notes(self, view: AidView) -> list[str]:
        say = self._context.words.say
        notes = [say("aid.caution")]
        if any(one.oda.is_known for one in view.donors):
            notes.append(say("aid.oda_limits"))
        if view.n_without_donor:
            notes.append(say("aid.without_donor", n=view.n_without_donor))
        if view.n_without_country:
            notes.append(say("aid.without_country", n=view.n_without_country))
        return notes

    def _on_chip_clicked(self, number: int, *_: object) -> None:
        self.choose(number)

    @Slot(object)
    def _on_country_opened(self, country: str) -> None:
        view = self.view
        row_ = None if view is None else next((r for r in view.rows if r.country == country), None)
        if row_ is not None and row_.n_activities:
            self._context.navigate("presence", country)
        elif row_ is not None:
            said = self._context.words.say("aid.nothing_reported", country=row_.name)
            self._context.say(said)

    @Slot(int)
    def _on_sectors_activated(self, _number: int) -> None:
        self._sector = self.sectors.value()
        self._reading.ask()

    @Slot(int)
    def _on_several_activated(self, _number: int) -> None:
        self._several = int(self.several.value())
        self._reading.ask()


def _read(session: Session, sector: str, several: int, _watcher: Watcher) -> AidView:
    return read_aid(session, sector=sector, several=several)
