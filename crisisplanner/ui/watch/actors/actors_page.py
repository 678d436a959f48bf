"""Watch, actors: who can move whom, where partners stand, and who the actors are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from crisisplanner.domain.crisis_actors import CrisisActor, Leverage, Perception, Position
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.services.crisis_views.actor_views import ActorsView, actors_view
from crisisplanner.services.session import Session
from crisisplanner.ui.pages import Heading, Page, PageContext
from crisisplanner.ui.shell.side_pane import PaneSplit, SidePane
from crisisplanner.ui.tables.chips import Chip
from crisisplanner.ui.watch.actors import actors_actions as do
from crisisplanner.ui.watch.actors.details import Details
from crisisplanner.ui.watch.actors.faces import (
    first_sentence,
    positions_face,
    relations_face,
)
from crisisplanner.ui.watch.actors.matrix import MatrixView
from crisisplanner.ui.watch.crisis_frame import CrisisFrame, Reading, crisis_field
from crisisplanner.ui.watch.thing_deeds import ThingDeeds
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.panels import EmptyPage, column, row
from crisisplanner.ui.widgets.text import Text

KINDS = frozenset({"crisis_actor", "leverage", "perception", "position", "partner"})
RELATIONS, POSITIONS, ACTORS = range(3)
FACES = ("relations", "positions", "who")


class ActorsPage(Page):
    """Show the actors of one crisis."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        look, words = context.look, context.words
        self.view: ActorsView | None = None
        self.deeds = ThingDeeds(context, self)
        self.headline = Text(look, "", "h2", wrap=True)
        self.chips = [Chip(look, words.say(f"actors.face.{name}")) for name in FACES]
        self.every = Chip(look, words.say("actors.every_partner"))
        self.relations = MatrixView(look, words.say("actors.face.relations"))
        self.positions = MatrixView(look, words.say("actors.face.positions"))
        self.list = QScrollArea()
        self.list.setWidgetResizable(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pane = SidePane(look, words)
        self._stack = QStackedWidget()
        for face in (self.relations, self.positions, self.list):
            self._stack.addWidget(face)
        self._no_positions = self._empty("scale", "actors.no_positions", do.POSITION)
        self._no_partners = self._empty("bolt", "actors.no_relations", do.LEVERAGE)
        self._stack.addWidget(self._no_positions)
        self._stack.addWidget(self._no_partners)
        crises = crisis_field(context)
        self.split = PaneSplit(look, self._build_main(crises), self.pane)
        self._nobody = self._empty("users", "actors.empty", do.ADD, do.POSITION)
        reading = Reading(do.PAGE, KINDS, _read, self.every.isChecked)
        self.frame = CrisisFrame(context, reading, self.split, crises)
        self.frame.add_face(self._nobody)
        column(self).addWidget(self.frame)
        self._face = RELATIONS
        self._connect()

    def _connect(self) -> None:
        self.frame.was_read.connect(self._on_frame_was_read)
        self.frame.emptied.connect(self.heading_changed)
        self.every.toggled.connect(self.frame.refresh)
        for number, chip in enumerate(self.chips):
            chip.clicked.connect(partial(self.show_face, number))
        for matrix in (self.relations, self.positions):
            matrix.moved.connect(self._inspect)
            matrix.opened.connect(self._on_matrix_opened)
            matrix.remove_asked.connect(self._on_matrix_remove_asked)

    def _empty(self, icon: str, code: str, *actions: str) -> EmptyPage:
        words, look = self._context.words, self._context.look
        return EmptyPage(
            look,
            icon=icon,
            title=words.say(code),
            sentence=words.say(code + "_why"),
            steps=[ActionButton(look, self._context.board, one) for one in actions],
        )

    def _build_main(self, crises: QWidget) -> QWidget:
        main = QWidget()
        layout = column(main, gap=10)
        layout.setContentsMargins(0, 12, 0, 0)
        head = row(gap=8)
        head.setContentsMargins(24, 0, 24, 0)
        head.addWidget(crises)
        head.addWidget(self.headline, 1)
        chips = row(gap=8)
        chips.setContentsMargins(24, 0, 24, 0)
        for chip in self.chips:
            chips.addWidget(chip)
        chips.addStretch()
        chips.addWidget(self.every)
        layout.addLayout(head)
        layout.addLayout(chips)
        layout.addWidget(self._stack, 1)
        main.setFocusProxy(self.relations)
        return main

    def heading(self) -> Heading | None:
        return self.frame.heading()

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        return {
            do.ADD: partial(self._ask, CrisisActor, "crisis"),
            do.LEVERAGE: partial(self._ask, Leverage, ""),
            do.PERCEPTION: partial(self._ask, Perception, ""),
            do.POSITION: partial(self._ask, Position, "crisis"),
        }

    def enter(self, argument: object) -> None:
        self.frame.enter(argument)
        (self.relations, self.positions, self.list)[self._face].setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def leave(self) -> None:
        self.frame.leave()
        self._context.board.hold(do.HAS_ACTORS, holds=False)

    def show_face(self, number: int, *_: object) -> None:
        """Show relations, positions or the actors themselves."""
        self._face = number
        view = self.view
        for other, chip in enumerate(self.chips):
            chip.setChecked(other == number)
        face: QWidget = (self.relations, self.positions, self.list)[number]
        if view is not None and number == POSITIONS and not view.issues:
            face = self._no_positions
        elif view is not None and number == RELATIONS and not view.partners:
            face = self._no_partners
        self._stack.setCurrentWidget(face)
        self.every.setVisible(number != ACTORS)
        if number == ACTORS and view is not None:
            body = Details(self._context, self.deeds, view).every_actor()
            body.setAutoFillBackground(False)
            self.list.setWidget(body)
        self._inspect()

    @Slot(object)
    def _on_frame_was_read(self, view: ActorsView) -> None:
        self.view = view
        words = self._context.words
        self.headline.setText(first_sentence(view, words))
        self._context.board.hold(do.HAS_ACTORS, holds=bool(view.actors))
        # What is selected is written once, below.
        with QSignalBlocker(self.relations), QSignalBlocker(self.positions):
            self.relations.show_face(relations_face(view, words))
            self.positions.show_face(positions_face(view, words))
        self.show_face(self._face)
        if view.is_empty:
            self.frame.show_face(self._nobody)
        self.heading_changed.emit()

    @Slot()
    def _inspect(self) -> None:
        view = self.view
        matrix = self.relations if self._face == RELATIONS else self.positions
        place = matrix.place()
        if view is None or self._face == ACTORS or place is None or not place[1]:
            self.split.fold()
            return
        partner, other = place
        names = {one.id: one.name for one in view.partners}
        details = Details(self._context, self.deeds, view)
        if self._face == POSITIONS:
            self.pane.show_body(names[partner], other, details.positions(partner, other))
        else:
            actor = next(one.name for one in view.actors if one.id == other)
            body = details.pair(partner, other)
            said = self._context.words.say("actors.and", actor=actor)
            self.pane.show_body(names[partner], said, body)
        if not self.split.is_drawer:
            self.split.unfold()

    @Slot()
    def _on_matrix_opened(self) -> None:
        """Open what is judged; what is not judged yet is asked for."""
        self._inspect()
        self.split.unfold()
        view, place = self.view, self._place()
        if view is None or place is None or self._context.session.is_read_only:
            return
        known = self._things(view, *place)
        if known:
            self.deeds.ask_change(known[0].KIND, known[0].id)
        elif self._face == POSITIONS:
            given = {"partner": place[0], "issue": place[1], "crisis": view.crisis.id}
            self.deeds.ask_new(Position, given, without=tuple(given))
        else:
            given = {"partner": place[0], "actor": place[1]}
            self.deeds.ask_new(Leverage, given, without=tuple(given))

    @Slot()
    def _on_matrix_remove_asked(self) -> None:
        view, place = self.view, self._place()
        if view is not None and place is not None and not self._context.session.is_read_only:
            for one in self._things(view, *place)[:1]:
                self.deeds.remove(one.KIND, one.id)

    def _place(self) -> tuple[EntityId, str] | None:
        matrix = self.relations if self._face == RELATIONS else self.positions
        place = matrix.place()
        return place if place is not None and place[1] else None

    def _things(self, view: ActorsView, partner: EntityId, other: str) -> tuple[Entity, ...]:
        if self._face == POSITIONS:
            stance = view.stances.get((partner, other))
            return stance.positions if stance is not None else ()
        relation = view.relation(partner, other)
        return (*relation.leverage, *relation.perceptions)

    def _ask(self, entity_type: type[Entity], given: str) -> None:
        crisis = self.frame.crisis_id
        chosen = {}
        if entity_type in (Leverage, Perception):
            place = self._place() if self._face == RELATIONS else None
            chosen = {"partner": place[0], "actor": place[1]} if place is not None else {}
            if not chosen and self.view is not None and self.view.actors:
                chosen = {"actor": self.view.actors[0].id}
        if crisis or not given:
            self.deeds.ask_new(entity_type, {given: crisis} if given else {}, chosen)


def _read(session: Session, crisis_id: EntityId, every: object) -> ActorsView:
    return actors_view(session, crisis_id, every_partner=bool(every))
