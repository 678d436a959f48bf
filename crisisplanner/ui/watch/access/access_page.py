"""Watch, access: who may be where in which days, what stops each place, what is in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QWidget

from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.situation import AccessPermit, Authority
from crisisplanner.services.crisis_views.access_view import AccessLane, AccessView, access_view
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.blocks import Blocks
from crisisplanner.ui.pages import Heading, Page, PageContext
from crisisplanner.ui.shell.side_pane import PaneSplit, SidePane
from crisisplanner.ui.tables.cells import PILLS
from crisisplanner.ui.watch.access import access_actions as do
from crisisplanner.ui.watch.access.faces import (
    first_sentence,
    lane_id,
    lane_title,
    lanes_face,
    period_of,
)
from crisisplanner.ui.watch.access.lanes import LanesView
from crisisplanner.ui.watch.crisis_frame import CrisisFrame, Reading, crisis_field, fill_choices
from crisisplanner.ui.watch.thing_deeds import ThingDeeds
from crisisplanner.ui.widgets.action_button import ActionButton
from crisisplanner.ui.widgets.panels import EmptyPage, column, row
from crisisplanner.ui.widgets.text import Text

KINDS = frozenset({"access_permit", "authority", "scenario", "place", "plan", "requirement"})


class AccessPage(Page):
    """Show the access of one crisis's scenario."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        look, words = context.look, context.words
        self.view: AccessView | None = None
        self._scenario: EntityId = ""
        self.deeds = ThingDeeds(context, self)
        self.headline = Text(look, "", "h2", wrap=True)
        self.scenarios = crisis_field(context)
        self.scenarios.setAccessibleName(words.say("kind.scenario"))
        self.lanes = LanesView(look, words)
        self.pane = SidePane(look, words)
        crises = crisis_field(context)
        self.split = PaneSplit(look, self._build_main(crises), self.pane)
        self._empty = EmptyPage(
            look,
            icon="key",
            title=words.say("access.empty"),
            sentence=words.say("access.empty_why"),
            steps=[
                ActionButton(look, context.board, do.ADD),
                ActionButton(look, context.board, do.AUTHORITY),
            ],
        )
        reading = Reading(do.PAGE, KINDS, _read, lambda: self._scenario)
        self.frame = CrisisFrame(context, reading, self.split, crises)
        self.frame.add_face(self._empty)
        column(self).addWidget(self.frame)
        self.frame.was_read.connect(self._on_frame_was_read)
        self.frame.emptied.connect(self.heading_changed)
        self.scenarios.currentIndexChanged.connect(self._on_scenarios_current_index_changed)
        self.lanes.moved.connect(self._inspect)
        self.lanes.opened.connect(self._on_lanes_opened)
        self.lanes.remove_asked.connect(self._on_lanes_remove_asked)

    def _build_main(self, crises: QWidget) -> QWidget:
        main = QWidget()
        layout = column(main, gap=10)
        layout.setContentsMargins(0, 12, 0, 0)
        head = row(gap=8)
        head.setContentsMargins(24, 0, 24, 0)
        head.addWidget(crises)
        head.addWidget(self.headline, 1)
        head.addWidget(self.scenarios, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        layout.addWidget(self.lanes, 1)
        main.setFocusProxy(self.lanes)
        return main

    def heading(self) -> Heading | None:
        return self.frame.heading()

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        return {do.ADD: self._ask_permit, do.AUTHORITY: self._ask_authority}

    def enter(self, argument: object) -> None:
        self.frame.enter(argument)
        self.lanes.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.frame.leave()
        self._context.board.hold(do.HAS_SCENARIO, holds=False)

    @Slot(object)
    def _on_frame_was_read(self, view: AccessView) -> None:
        self.view = view
        words = self._context.words
        self._scenario = view.scenario.id if view.scenario is not None else ""
        self._context.board.hold(do.HAS_SCENARIO, holds=view.scenario is not None)
        self.headline.setText(first_sentence(view, words))
        fill_choices(self.scenarios, [(s.id, s.name) for s in view.scenarios], self._scenario)
        self.scenarios.setVisible(len(view.scenarios) > 1)
        # What is selected is written once, below.
        with QSignalBlocker(self.lanes):
            self.lanes.show_face(lanes_face(view, words))
        self._inspect()
        if view.is_empty:
            self.frame.show_face(self._empty)
        self.heading_changed.emit()

    @Slot()
    def _inspect(self) -> None:
        """Show what the row is made of."""
        view, words, current = self.view, self._context.words, self.lanes.current_id()
        if view is None or not current:
            self.split.fold()
            return
        body = Blocks(self._context.look, words)
        title, subtitle = "", ""
        lane = next((one for one in self._lanes(view) if lane_id(one) == current), None)
        place = next((p for p in view.places if current == "place/" + p.place.id), None)
        if lane is not None:
            title, subtitle = lane.place.name, lane_title(lane, words)
            self._write_lane(body, lane)
        elif place is not None:
            title = place.place.name
            subtitle = words.say("access.n_requirements", n=place.n_requirements)
            for rule in place.rules:
                body.paragraph(words.message(rule), "text_2")
            for one in place.lanes:
                self._write_lane(body, one)
        else:
            title = words.say("crises.authorities")
            self._write_authorities(body, view, current)
        self.pane.show_body(title, subtitle, body)
        if not self.split.is_drawer:
            self.split.unfold()

    def _lanes(self, view: AccessView) -> list[AccessLane]:
        return [lane for place in view.places for lane in place.lanes]

    def _write_lane(self, body: Blocks, lane: AccessLane) -> None:
        words = self._context.words
        body.section(lane_title(lane, words))
        for stop in lane.stops:
            body.item(words.message(stop), icon="hand-stop", tone="open")
        if not lane.stops:
            body.nothing(words.say("access.nothing_stops"))
        for seen in lane.permits:
            permit = seen.permit
            state = words.say(f"word.PermitState.{permit.state.value}")
            details = [period_of(permit, words)]
            if not seen.is_placed:
                details.append(words.say("access.not_placed"))
            basis = words.say(f"word.Basis.{permit.basis.value}")
            details.append(
                words.say("inspect.basis", basis=basis, source=permit.source)
                if permit.source
                else basis
            )
            title = permit.name or words.say("kind.access_permit")
            body.item(
                title,
                "\n".join(details),
                pill=(state, PILLS["PermitState"][permit.state.value]),
                deeds=self.deeds.buttons(permit.KIND, permit.id, title),
            )

    def _write_authorities(self, body: Blocks, view: AccessView, current: str) -> None:
        words = self._context.words
        for seen in view.authorities:
            one = seen.authority
            if current not in ("authorities", "authority/" + one.id):
                continue
            kind = words.say(f"word.AuthorityKind.{one.authority_kind.value}")
            body.section(one.name, kind)
            body.value(words.say("access.in_force"), period_of(one, words))
            body.value(
                words.say("label.reference"),
                one.reference or words.say("value.none"),
                is_known=bool(one.reference),
            )
            body.figure(words.say("label.ceiling"), one.ceiling)
            if one.scope:
                body.paragraph(one.scope, "text_2")
            body.item(
                words.say("access.edit_authority"),
                one.source or words.say("actors.no_source"),
                deeds=self.deeds.buttons(one.KIND, one.id, one.name),
            )

    def _thing(self) -> Entity | None:
        """Give what the row stands for: its first permit, or its authority."""
        view, current = self.view, self.lanes.current_id()
        if view is None:
            return None
        for lane in self._lanes(view):
            if lane_id(lane) == current:
                return lane.permits[0].permit
        return next(
            (a.authority for a in view.authorities if current == "authority/" + a.authority.id),
            None,
        )

    @Slot()
    def _on_lanes_opened(self) -> None:
        self._inspect()
        self.split.unfold()
        thing = self._thing()
        if thing is not None and not self._context.session.is_read_only:
            self.deeds.ask_change(thing.KIND, thing.id)

    @Slot()
    def _on_lanes_remove_asked(self) -> None:
        thing = self._thing()
        if thing is not None and not self._context.session.is_read_only:
            self.deeds.remove(thing.KIND, thing.id)

    @Slot()
    def _on_scenarios_current_index_changed(self) -> None:
        self._scenario = self.scenarios.value()
        self.frame.refresh()

    def _ask_permit(self) -> None:
        view, current = self.view, self.lanes.current_id()
        if view is None or view.scenario is None:
            return
        place = next((p.place.id for p in view.places if p.place.id in current.split("/")), "")
        self.deeds.ask_new(AccessPermit, {"scenario": view.scenario.id}, {"place": place})

    def _ask_authority(self) -> None:
        if self.frame.crisis_id:
            self.deeds.ask_new(Authority, {"crisis": self.frame.crisis_id})


def _read(session: Session, crisis_id: EntityId, scenario: object) -> AccessView:
    return access_view(session, crisis_id, str(scenario))
