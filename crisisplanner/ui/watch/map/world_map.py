"""The map: pan, zoom, point, choose and open, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QPointF, QSize, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from crisisplanner.services.watch.base_map import Box
from crisisplanner.services.watch.marks import Layer
from crisisplanner.services.watch.routes import Route
from crisisplanner.services.watch.watch_view import WatchView
from crisisplanner.ui.theme.focus_ring import OWN_RING
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.watch.map.base_painting import Colouring
from crisisplanner.ui.watch.map.camera import Camera
from crisisplanner.ui.watch.map.finding import Finder
from crisisplanner.ui.watch.map.furniture import Furniture
from crisisplanner.ui.watch.map.mark_painting import MarkPainter
from crisisplanner.ui.watch.map.overlay import Overlay
from crisisplanner.ui.watch.map.paths import BasePaths
from crisisplanner.ui.watch.map.phrases import MapPhrases
from crisisplanner.ui.watch.map.picks import Pick, PickKind
from crisisplanner.ui.watch.map.picture import Picture
from crisisplanner.ui.widgets.spoken import tell_current

ZOOM_STEP = 1.5
WHEEL_STEP = 1.25
WHEEL_UNITS = 120.0
MOVE_PX = 80.0
REST_MS = 90
KEYS = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class WorldMap(QWidget):
    """Show the world with what a workspace knows of it."""

    chosen = Signal(object)
    """Carries a `Pick`, or None where nothing stands."""
    opened = Signal(object)
    asked = Signal(str)
    """A key that the page answers: measure, table or fit."""

    def __init__(self, look: Look, phrases: MapPhrases) -> None:
        super().__init__()
        self._phrases = phrases
        self.marks = MarkPainter(look, phrases.words.formats)
        self.picture = Picture(look, self.marks)
        self.finder = Finder(self.picture, phrases)
        furniture = Furniture(look, phrases.words)
        self.overlay = Overlay(look, self.picture, self.marks, furniture)
        self.camera = Camera(Box(-17000, -8400, 17000, 8400), QSizeF(100, 100))
        self.pick: Pick | None = None
        self.route: Route | None = None
        self._pressed: QPointF | None = None
        self._is_dragged = False
        self._is_fitted = True
        self._left_px = 0.0
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_RING, "true")
        self.setMouseTracking(True)
        self.setAccessibleName(phrases.words.say("watch.map.name"))
        look.changed.connect(self._redraw)

    def show_base(self, paths: BasePaths) -> None:
        """Take the land to draw."""
        self.picture.scene.paths = paths
        camera = Camera(paths.world, QSizeF(self.size()), left_px=self._left_px)
        self.camera = camera.of_world()
        self._redraw()

    def show_view(self, view: WatchView) -> None:
        """Take another reading."""
        self.picture.scene.view = view
        tell_current(self, self.finder.sentence(self.pick))
        self._redraw()

    def show_layers(self, layers: Collection[Layer], colouring: Colouring) -> None:
        """Show some layers, and one thing on the countries."""
        scene = self.picture.scene
        if layers == scene.layers and colouring == scene.colouring:
            return
        self.picture.scene.layers = layers
        self.picture.scene.colouring = colouring
        tell_current(self, self.finder.sentence(self.pick))
        self._redraw()

    def show_pick(self, pick: Pick | None) -> None:
        """Mark what is chosen."""
        crisis = pick.id if pick is not None and pick.kind is PickKind.CRISIS else ""
        if crisis != self.picture.scene.chosen_crisis:
            self.picture.scene.chosen_crisis = crisis
            self.picture.forget()
        self.pick = pick
        tell_current(self, self.finder.sentence(pick))
        self.update()

    def show_route(self, route: Route | None) -> None:
        """Draw a measured distance, or none."""
        self.route = route
        self.update()

    def stand_beside(self, left_px: float) -> None:
        """Leave room at the left for a panel that lies over the map."""
        if left_px != self._left_px:
            self._left_px = left_px
            self._make_room()

    def _make_room(self) -> None:
        self.camera = self.camera.resized(QSizeF(self.size()), self._left_px)
        if self._is_fitted:
            self.camera = self.camera.of_world()
        self.update()

    def fit(self, box: Box) -> None:
        """Show a part of the map."""
        self._look_through(self.camera.fitted(box))

    def fit_world(self) -> None:
        """Show everything."""
        self._look_through(self.camera.of_world())
        self._is_fitted = True

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Go nearer or farther."""
        self._look_through(self.camera.zoomed(factor, at))
        self._rest.start()

    def sizeHint(self) -> QSize:
        return QSize(640, 420)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 180)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        is_moving = self._rest.isActive() or self._is_dragged
        if self.picture.show(painter, self.camera, self.devicePixelRatioF(), may_stretch=is_moving):
            self._rest.start()
        self.overlay.paint(painter, self.camera, self.pick, self.route)
        if self.hasFocus():
            self.overlay.paint_focus(painter, self.camera)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._is_dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            is_on = self.finder.placed(self.camera, event.position()) is not None
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if is_on else Qt.CursorShape.OpenHandCursor
            )
            return
        way = event.position() - self._pressed
        if not self._is_dragged and way.manhattanLength() < QApplication.startDragDistance():
            return
        self._is_dragged = True
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._look_through(self.camera.moved_px(way.x(), way.y()))
        self._pressed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        was_dragged, self._pressed, self._is_dragged = self._is_dragged, None, False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if not was_dragged:
            self.chosen.emit(self.finder.pick(self.camera, event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        pick = self.finder.pick(self.camera, event.position())
        if pick is not None:
            self.opened.emit(pick)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / WHEEL_UNITS
        if steps:
            self.zoom(WHEEL_STEP**steps, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in KEYS and not event.modifiers():
            dx, dy = KEYS[key]
            self._look_through(self.camera.moved_px(dx * MOVE_PX, dy * MOVE_PX))
        elif event.text() in ("+", "="):
            self.zoom(ZOOM_STEP)
        elif event.text() in ("-", "−"):
            self.zoom(1 / ZOOM_STEP)
        elif event.text() == "0":
            self.fit_world()
        elif key in (Qt.Key.Key_N, Qt.Key.Key_P):
            by = 1 if key == Qt.Key.Key_N else -1
            self.chosen.emit(self.finder.next(self.camera, self.pick, by))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.pick is not None:
            self.opened.emit(self.pick)
        elif key in (Qt.Key.Key_F, Qt.Key.Key_M, Qt.Key.Key_T):
            self.asked.emit({"F": "fit", "M": "measure", "T": "table"}[chr(key)])
        elif key == Qt.Key.Key_Escape and (self.pick or self.route):
            self.chosen.emit(None)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            text = self.finder.hint(self.camera, QPointF(event.pos()))
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _look_through(self, camera: Camera) -> None:
        self._is_fitted = False
        self.camera = camera
        self.update()

    @Slot()
    def _redraw(self) -> None:
        self.picture.forget()
        self.update()
