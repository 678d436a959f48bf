"""Watch, map and watch list: where risk rises, and what is new since one looked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget

from crisisplanner.domain.changes import Changes
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.services.session import Session
from crisisplanner.services.watch.base_map import box_of, read_base_map
from crisisplanner.services.watch.marks import Layer
from crisisplanner.services.watch.routes import Route
from crisisplanner.services.watch.watch_view import WatchView, read_watch
from crisisplanner.ui.pages import Page, PageContext
from crisisplanner.ui.reading import LatestReading
from crisisplanner.ui.shell.side_pane import PaneSplit, SidePane
from crisisplanner.ui.watch.looking import Looking
from crisisplanner.ui.watch.map import map_actions as do
from crisisplanner.ui.watch.map.finding import box_of_pick
from crisisplanner.ui.watch.map.inspector import MapInspector
from crisisplanner.ui.watch.map.map_board import MapBoard
from crisisplanner.ui.watch.map.measuring import Measuring
from crisisplanner.ui.watch.map.paths import BasePaths, make_paths
from crisisplanner.ui.watch.map.phrases import MapPhrases
from crisisplanner.ui.watch.map.picks import Pick, PickKind, pick_crisis
from crisisplanner.ui.watch.map.things_table import ThingsPanel
from crisisplanner.ui.watch.map.watch_panel import WatchPanel
from crisisplanner.ui.widgets.panels import column

JOB = "map.read"
READ_FROM = frozenset(
    {
        "caseload",
        "country",
        "crisis",
        "crisis_fact",
        "deployment",
        "event",
        "indicator_rating",
        "indicator_value",
        "monitoring_indicator",
        "node",
        "offer",
        "partner",
        "place",
        "risk_assessment",
        "risk_indicator",
        "scenario",
        "severity",
        "trigger",
        "trigger_firing",
    }
)
STACKED_BELOW_PX = 660
STACK_PX = 620
STACKED_LIST_SHARE = 0.42
WIDE_FROM_PX = 1340
LAYERS_KEPT = "map-layers"


class MapPage(Page):
    """Show the map and the watch list."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.context = context
        look = context.look
        self.phrases = MapPhrases(context.words)
        self.view: WatchView | None = None
        self._paths: BasePaths | None = None
        self._looking: Looking | None = None
        self._is_wanted = False
        self._latest = LatestReading(context, JOB, message("watch.reading"), self._on_read)
        self._wanted_crisis: EntityId = ""
        self._measuring = Measuring()
        self.pick: Pick | None = None
        self.route: Route | None = None
        self.list = WatchPanel(context, self.phrases)
        self.board = MapBoard(look, self.phrases)
        self.table = ThingsPanel(look, self.phrases)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.board)
        self.faces.addWidget(self.table)
        self.pane = SidePane(look, context.words)
        self._sides = Sides(look.theme.size("list"), look.theme.size("list_min"))
        self._sides.addWidget(self.list)
        self._sides.addWidget(self.faces)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._sides)
        self._scroll.setFocusProxy(self.list)
        self.split = PaneSplit(look, self._scroll, self.pane)
        self.inspector = MapInspector(context, self.phrases, self._choose_crisis, self._measure)
        column(self).addWidget(self.split)
        self._restore_layers()
        self._connect()

    def _connect(self) -> None:
        world = self.board.map
        world.chosen.connect(self.choose)
        world.opened.connect(self._on_opened)
        world.asked.connect(self._on_map_asked)
        self.board.layers_changed.connect(self._on_layers_changed)
        self.board.layers.year_chosen.connect(self.refresh)
        self.list.list.chosen.connect(self._on_list_chosen)
        self.list.list.clicked.connect(self._on_list_clicked)
        self.list.list.opened.connect(partial(self.context.navigate, "overview"))
        self.table.left.connect(self._show_map)
        self.table.chosen.connect(self._on_table_chosen)
        self.table.opened.connect(self._on_opened)
        self.context.room.changed.connect(self._on_room_changed)

    def verbs(self) -> Mapping[str, Callable[[], None]]:
        return {do.FIT: self._fit, do.MEASURE: self._measure, do.TABLE: self._toggle_table}

    def enter(self, argument: object) -> None:
        self._is_wanted = True
        self._looking = Looking(self.context.settings, self.context.session)
        if isinstance(argument, str):
            self._wanted_crisis = argument
        self.refresh()
        self._hold()
        (self.list if self.view is None or self.view.rows else self.board).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def leave(self) -> None:
        self._is_wanted = False
        self._end_measuring()
        self.context.board.hold(do.ON_MAP, holds=False)

    def refresh(self) -> None:
        """Read everything anew beside the window."""
        session = self.context.room.session
        if session is None or self._looking is None:
            return
        looked_at, year = self._looking.read(), self.board.layers.deployments_of
        self._latest.ask(partial(_read, session, self._paths, self.view, looked_at, year))

    @Slot(object)
    def choose(self, pick: Pick | None, *, unfolds: bool = True) -> None:
        """Choose something: mark it, inspect it, and remember that it was looked at."""
        self.pick = pick
        if pick is None:
            self._end_measuring()
        session = self.context.session
        self.route = self._measuring.route_to(session, pick) if pick is not None else None
        crisis = pick.id if pick is not None and pick.kind is PickKind.CRISIS else ""
        self.board.map.show_pick(pick)
        self.board.map.show_route(self.route)
        self.list.list.mark(crisis)
        self._hold()
        if crisis:
            self.context.room.crisis = crisis
        if crisis and self._looking is not None and self.view is not None:
            self._looking.looked(crisis, self.view.position)
        self._inspect(unfolds=unfolds)

    def _inspect(self, *, unfolds: bool) -> None:
        if self.pick is None or self.view is None:
            self.split.fold()
            return
        route = None if self.route is None else (self._measuring.name, self.route)
        found = self.inspector.inspect(self.view, self.pick, route)
        if found is None:
            self.split.fold()
            return
        self.pane.show_body(found.title, found.subtitle, found.body)
        if unfolds or not self.pane.isHidden():
            self.split.unfold()

    def _on_read(self, found: tuple[BasePaths, WatchView]) -> None:
        paths, view = found
        if view is not self.view:
            is_first = self._paths is None
            self._paths, self.view = paths, view
            world = self.board.map
            if is_first:
                world.show_base(paths)
            world.show_layers(self.board.layers.layers, self.board.layers.colouring)
            world.show_view(view)
            self.board.layers.show_view(view)
            chosen = self.pick.id if self.pick is not None else ""
            self.list.show_view(view, chosen)
            self.table.show_view(view, self.board.layers.layers)
        if self._wanted_crisis:
            wanted, self._wanted_crisis = self._wanted_crisis, ""
            self._choose_crisis(wanted)
        elif self.pick is not None:
            self._inspect(unfolds=False)

    def _choose_crisis(self, crisis: EntityId, *, unfolds: bool = True) -> None:
        pick = pick_crisis(self.view, crisis) if self.view is not None else None
        if pick is not None:
            self.choose(pick, unfolds=unfolds)
            self._fit()

    def _fit(self) -> None:
        """Show what is chosen, or both ends of what is measured."""
        if self.pick is None or self._paths is None or self.view is None:
            return
        if self.route is not None:
            box = box_of([xy for part in self.route.line for xy in part])
        else:
            box = box_of_pick(self.view, self._paths, self.pick)
        if box is not None:
            self.board.map.fit(box)

    def _measure(self) -> None:
        """Begin a distance at what is chosen."""
        if self.pick is not None and self._measuring.begin(self.pick):
            say = self.context.words.say("watch.inspect.measure_other", name=self.pick.name)
            self.context.say(say)

    def _end_measuring(self) -> None:
        """Measure no more, and say so in place of how to go on."""
        if self._measuring.is_begun:
            self._measuring.end()
            self.route = None
            self.board.map.show_route(None)
            self.context.say(self.context.words.say("watch.inspect.measure_ended"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._measuring.is_begun:
            self._end_measuring()
            self._inspect(unfolds=False)
        else:
            super().keyPressEvent(event)

    def _toggle_table(self) -> None:
        if self.faces.currentWidget() is self.table:
            self._show_map()
            return
        self.faces.setCurrentWidget(self.table)
        self.table.mark(self.pick)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_map(self) -> None:
        self.faces.setCurrentWidget(self.board)
        self.board.map.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hold(self) -> None:
        is_on_map = self.pick is not None and self.pick.point is not None
        self.context.board.hold(do.ON_MAP, holds=is_on_map)

    def _restore_layers(self) -> None:
        kept = self.context.settings.words(LAYERS_KEPT)
        if kept is not None:
            known = {layer.value for layer in Layer}
            layers = frozenset(Layer(one) for one in kept if one in known)
            self.board.layers.show_layers(layers)

    @Slot()
    def _on_layers_changed(self) -> None:
        layers = self.board.layers.layers
        kept = sorted(layer.value for layer in layers)
        self.context.settings.keep_words(LAYERS_KEPT, kept or ["none"])
        if self.view is not None:
            self.table.show_view(self.view, layers)

    @Slot(object)
    def _on_table_chosen(self, pick: Pick) -> None:
        self.choose(pick, unfolds=not self.split.is_drawer)

    @Slot(str)
    def _on_list_chosen(self, crisis: str) -> None:
        self._choose_crisis(crisis, unfolds=not self.split.is_drawer)

    @Slot()
    def _on_list_clicked(self) -> None:
        if self.pick is not None:
            self.split.unfold()

    @Slot(object)
    def _on_opened(self, pick: Pick) -> None:
        """Open the page of what is chosen; what has none shows the inspector."""
        if pick.kind is PickKind.CRISIS:
            self.context.navigate("overview", pick.id)
        elif pick.mark is not None and pick.mark.kind == "offer":
            self.context.navigate("offers", pick.mark.id)
        else:
            self.choose(pick)

    @Slot(str)
    def _on_map_asked(self, what: str) -> None:
        {"fit": self._fit, "measure": self._measure, "table": self._toggle_table}[what]()

    @Slot(object)
    def _on_room_changed(self, changes: Changes) -> None:
        if self._is_wanted and changes.kinds & READ_FROM:
            self.refresh()


class Sides(QSplitter):
    """List and map side by side, or one above the other where it is narrow."""

    def __init__(self, list_px: int, least_list_px: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._list_px, self._least_list_px = list_px, least_list_px
        self.setChildrenCollapsible(False)
        self._is_set = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        is_narrow = event.size().width() < STACKED_BELOW_PX
        wanted = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if wanted is not self.orientation() or not self._is_set:
            self._is_set = True
            self.setOrientation(wanted)
            # One above the other they need more height than a small window has: it scrolls.
            self.setMinimumHeight(STACK_PX if is_narrow else 0)
            self._share(event.size().width(), event.size().height())
        elif not is_narrow and event.oldSize().width() > 0:
            self._share(event.size().width(), event.size().height())
        super().resizeEvent(event)

    def _share(self, width: int, height: int) -> None:
        if self.orientation() is Qt.Orientation.Vertical:
            listed = round(max(height, STACK_PX) * STACKED_LIST_SHARE)
            self.setSizes([listed, max(height, STACK_PX) - listed])
            return
        wanted = self._list_px if width >= WIDE_FROM_PX else self._least_list_px
        self.setSizes([wanted, max(1, width - wanted)])


def _read(
    session: Session,
    paths: BasePaths | None,
    shown: WatchView | None,
    looked_at: Mapping[EntityId, int],
    deployments_of: int | None,
    _watcher: Watcher,
) -> tuple[BasePaths, WatchView]:
    """Read the map; where nothing is new, what is shown comes back, so that nothing is drawn."""
    known = paths or make_paths(read_base_map())
    view = read_watch(session, known.base, looked_at, deployments_of)
    return known, shown if shown is not None and view == shown else view
