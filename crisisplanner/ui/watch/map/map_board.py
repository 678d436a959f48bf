"""The map with what lies over it: layers and legend at the left, zoom at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.watch.map.layer_panel import LayerPanel
from crisisplanner.ui.watch.map.phrases import MapPhrases
from crisisplanner.ui.watch.map.world_map import ZOOM_STEP, WorldMap
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.panels import column

INSET_PX = 12
FOOT_PX = 44
OPEN_FROM_WIDE_PX = 1150
OPEN_FROM_HIGH_PX = 560


class MapBoard(QWidget):
    """Hold the map and keep its panels in their corners."""

    layers_changed = Signal()

    def __init__(self, look: Look, phrases: MapPhrases) -> None:
        super().__init__()
        words = phrases.words
        self.map = WorldMap(look, phrases)
        self.map.setParent(self)
        self.map.setWhatsThis(words.say("watch.map.keys"))
        self.layers = LayerPanel(look, words, self.map.marks)
        self.layers.setParent(self)
        self.layers.changed.connect(self._on_layers_changed)
        self._is_fold_own = True
        self.zoom_bar = QFrame(self)
        self.zoom_bar.setProperty("card", "true")
        buttons = column(self.zoom_bar, margin=4, gap=2)
        self.buttons = {
            name: Button(look, icon=icon, name=words.say(f"action.map.{name}"))
            for name, icon in (("zoom_in", "zoom-in"), ("zoom_out", "zoom-out"), ("world", "world"))
        }
        for button in self.buttons.values():
            buttons.addWidget(button)
        self.buttons["zoom_in"].clicked.connect(self._on_zoom_in_clicked)
        self.buttons["zoom_out"].clicked.connect(self._on_zoom_out_clicked)
        self.buttons["world"].clicked.connect(self._on_world_clicked)
        self.setFocusProxy(self.map)
        look.changed.connect(self.layers.refresh_look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_fold_own:
            is_small = self.width() < OPEN_FROM_WIDE_PX or self.height() < OPEN_FROM_HIGH_PX
            self.layers.fold(is_folded=is_small)
        self._place()

    def _place(self) -> None:
        self.map.setGeometry(self.rect())
        self.layers.most_high(max(60, self.height() - INSET_PX - FOOT_PX))
        self.layers.move(INSET_PX, INSET_PX)
        covered = 0 if self.layers.is_folded else self.layers.width() + INSET_PX
        self.map.stand_beside(covered)
        size = self.zoom_bar.sizeHint()
        self.zoom_bar.resize(size)
        self.zoom_bar.move(self.width() - size.width() - INSET_PX, INSET_PX)

    @Slot()
    def _on_layers_changed(self) -> None:
        small = self.width() < OPEN_FROM_WIDE_PX or self.height() < OPEN_FROM_HIGH_PX
        if self.layers.is_folded is not small:
            # Somebody folded or opened it: it stays so.
            self._is_fold_own = False
        self._place()
        self.map.show_layers(self.layers.layers, self.layers.colouring)
        self.layers_changed.emit()

    @Slot()
    def _on_zoom_in_clicked(self) -> None:
        self.map.zoom(ZOOM_STEP)

    @Slot()
    def _on_zoom_out_clicked(self) -> None:
        self.map.zoom(1 / ZOOM_STEP)

    @Slot()
    def _on_world_clicked(self) -> None:
        self.map.fit_world()
