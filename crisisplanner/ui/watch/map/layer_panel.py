"""Layers and legend in one: a switch for each layer beside its mark, and what colours mean."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from crisisplanner.domain.risk import IndicatorState
from crisisplanner.services.watch.marks import Layer
from crisisplanner.services.watch.watch_view import WatchView
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.watch.map.base_painting import DASH, Colouring
from crisisplanner.ui.watch.map.mark_painting import MarkPainter
from crisisplanner.ui.watch.map.patterns import Pattern, key_of, paint_pattern, state_pattern
from crisisplanner.ui.watch.map.placing import DOT_PX, Placed
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.fields import ChoiceField, TickField
from crisisplanner.ui.widgets.panels import Rule, column, row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

WIDTH_PX = 296
SAMPLE_PX = 24
SIDES_PX = 18
ON_AT_FIRST = frozenset(Layer) - {Layer.DEPLOYMENTS}
ICONS = {
    Layer.NODES: "plane",
    Layer.ORIGINS: "package",
    Layer.DEPLOYMENTS: "shield-half",
}


class LayerPanel(QFrame):
    """Switch layers; the whole can be folded to its head."""

    changed = Signal()
    year_chosen = Signal()

    def __init__(self, look: Look, words: Wording, marks: MarkPainter) -> None:
        super().__init__()
        self._look, self._words, self._marks = look, words, marks
        self.setProperty("card", "true")
        self.setAccessibleName(words.say("watch.map.legend"))
        self.switches: dict[Layer, TickField] = {}
        self._counts: dict[Layer, Text] = {}
        self.by = ChoiceField(
            look, [(one, words.say(f"watch.map.by.{one}")) for one in ("risk", "severity")]
        )
        self.by.setAccessibleName(words.say("watch.map.countries_show"))
        self.by.currentIndexChanged.connect(self._on_by_current_index_changed)
        self.year = ChoiceField(look)
        self.year.setAccessibleName(words.say("watch.map.deployments_of"))
        self.year.setToolTip(self.year.accessibleName())
        self.year.activated.connect(self.year_chosen)
        self.year.hide()
        self.fold_button = Button(look, icon="chevron-up", name=words.say("watch.map.legend"))
        self.fold_button.clicked.connect(self._on_fold_button_clicked)
        self._body = QScrollArea()
        self._body.setWidgetResizable(True)
        self._body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body.setFrameShape(QFrame.Shape.NoFrame)
        self._legend = QWidget()
        self._legend_layout = column(self._legend, gap=4)
        self._build()
        self._show_legend()

    @property
    def layers(self) -> frozenset[Layer]:
        """Give the layers that are on."""
        return frozenset(one for one, switch in self.switches.items() if switch.isChecked())

    @property
    def deployments_of(self) -> int | None:
        """Give the year whose deployments are wanted; None: the newest."""
        value = self.year.value() if self.year.count() else ""
        return int(value) if value else None

    @property
    def colouring(self) -> Colouring:
        """Give what countries show."""
        return Colouring(self.switches[Layer.RISK].isChecked(), self.by.value() == "severity")

    @property
    def is_folded(self) -> bool:
        """Tell whether only the head is shown."""
        return self._body.isHidden()

    def fold(self, *, is_folded: bool) -> None:
        """Show the head alone, or everything."""
        self._body.setHidden(is_folded)
        self.fold_button.set_icon("chevron-down" if is_folded else "chevron-up")
        self.setFixedWidth(self._head.sizeHint().width() + SIDES_PX + 4 if is_folded else WIDTH_PX)

    def show_layers(self, layers: frozenset[Layer]) -> None:
        """Switch layers on and off."""
        for layer, switch in self.switches.items():
            switch.setChecked(layer in layers)

    def show_view(self, view: WatchView) -> None:
        """Say how many things each layer has."""
        for layer, text in self._counts.items():
            n = len(view.of_layer(layer))
            if layer is Layer.CRISES:
                n = len([one for one in view.rows if one.at is not None])
            elif layer is Layer.RISK:
                n = len(view.countries)
            text.setText(self._words.formats.number(n))
        self._show_years(view.deployment_years)

    def _show_years(self, years: tuple[int, ...]) -> None:
        wanted = [str(year) for year in years]
        if wanted == [self.year.itemData(index) for index in range(self.year.count())]:
            return
        chosen = self.year.value() if self.year.count() else ""
        blocker = QSignalBlocker(self.year)
        self.year.clear()
        for year in wanted:
            self.year.addItem(year, year)
        self.year.choose(chosen if chosen in wanted else next(iter(wanted), ""))
        self.year.setVisible(len(wanted) > 1)
        del blocker

    def most_high(self, room: int) -> None:
        """Be no higher than the map leaves."""
        head = self._head.sizeHint().height() + 18
        wanted = head
        if not self.is_folded:
            wanted += self._parts.totalHeightForWidth(WIDTH_PX - SIDES_PX) + 8
        self.setFixedHeight(min(room, wanted))

    def _build(self) -> None:
        look, words = self._look, self._words
        self.setFixedWidth(WIDTH_PX)
        self._head = QWidget()
        head = row(self._head, gap=4)
        head.addWidget(Text(look, words.say("watch.map.legend"), "h3"), 1)
        head.addWidget(self.fold_button)
        self._body_widget = QWidget()
        self._parts = parts = column(self._body_widget, gap=2)
        parts.setContentsMargins(0, 0, 12, 0)
        for layer in Layer:
            parts.addWidget(self._build_switch(layer))
        parts.addSpacing(4)
        parts.addWidget(Rule())
        parts.addSpacing(4)
        choice = row(gap=8)
        choice.addWidget(Text(look, words.say("watch.map.countries_show"), "small", "text_2"))
        choice.addWidget(self.by, 1)
        parts.addLayout(choice)
        parts.addWidget(self._legend)
        parts.addSpacing(4)
        ring = row(gap=8)
        top = Qt.AlignmentFlag.AlignTop
        ring.addWidget(RingSample(look), 0, top)
        ring.addWidget(
            Text(look, words.say("watch.map.legend.ring"), "small", "text_2", wrap=True), 1
        )
        parts.addLayout(ring)
        parts.addStretch()
        self._body_widget.setProperty("ground", "surface")
        self._body.setWidget(self._body_widget)
        self._body.viewport().setAutoFillBackground(False)
        layout = column(self, gap=4)
        layout.setContentsMargins(12, 6, 6, 8)
        layout.addWidget(self._head)
        layout.addWidget(self._body, 1)

    def _build_switch(self, layer: Layer) -> QWidget:
        line = QWidget()
        layout = row(line, gap=6)
        switch = TickField(self._look, self._words.say(f"watch.map.layer.{layer.value}"))
        switch.setAccessibleName(switch.text())
        switch.setChecked(layer in ON_AT_FIRST)
        switch.toggled.connect(partial(self._on_switch_toggled, layer))
        self.switches[layer] = switch
        count = Text(self._look, "", "small", "text_3")
        self._counts[layer] = count
        layout.addWidget(switch)
        if layer is Layer.DEPLOYMENTS:
            layout.addWidget(self.year)
        layout.addStretch()
        layout.addWidget(count)
        layout.addWidget(MarkSample(self._look, layer, self._marks))
        return line

    def _show_legend(self) -> None:
        while (item := self._legend_layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        title = self._words.say(f"watch.map.legend.{self.by.value()}")
        self._legend_layout.addWidget(Text(self._look, title, "small", "text_2", wrap=True))
        is_by_severity = self.by.value() == "severity"
        entries: list[tuple[str, Pattern | None]] = [
            *key_of(self._words, self._look, is_by_severity=is_by_severity),
            (self._words.say("watch.map.legend.none"), None),
        ]
        for word, pattern in entries:
            line = QWidget()
            layout = row(line, gap=8)
            layout.addWidget(PatternSample(self._look, pattern))
            layout.addWidget(Text(self._look, word, "small"), 1)
            self._legend_layout.addWidget(line)

    def refresh_look(self) -> None:
        """Draw the legend in the colours in force."""
        self._show_legend()

    def _on_switch_toggled(self, _layer: Layer, *_: object) -> None:
        self.changed.emit()

    @Slot()
    def _on_by_current_index_changed(self) -> None:
        self._show_legend()
        self.changed.emit()

    @Slot()
    def _on_fold_button_clicked(self) -> None:
        self.fold(is_folded=not self.is_folded)
        self.changed.emit()


class PatternSample(QWidget):
    """Show a country's pattern; none is bare land."""

    def __init__(self, look: Look, pattern: Pattern | None) -> None:
        super().__init__()
        self._look, self._pattern = look, pattern
        self.setFixedSize(SAMPLE_PX, 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._pattern is not None:
            paint_pattern(painter, place, self._pattern, self._look)
            return
        painter.setPen(QPen(self._look.colour("map_border"), 1))
        painter.setBrush(self._look.colour("map_land"))
        painter.drawRect(place)


class MarkSample(QWidget):
    """Show how a layer's things look."""

    def __init__(self, look: Look, layer: Layer, marks: MarkPainter) -> None:
        super().__init__()
        self._look, self._layer, self._marks = look, layer, marks
        self.setFixedSize(SAMPLE_PX, SAMPLE_PX)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(SAMPLE_PX, SAMPLE_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        if self._layer is Layer.RISK:
            place = QRectF(0.5, middle.y() - 7, SAMPLE_PX - 1, 14)
            paint_pattern(
                painter, place, state_pattern(IndicatorState.ACUTE, self._look), self._look
            )
        elif self._layer is Layer.EVENTS:
            self._marks.paint_one(painter, middle, _sample(self._layer, DOT_PX, is_dot=True))
        elif self._layer is Layer.DISPLACEMENT:
            self._marks.paint_one(painter, middle, _sample(self._layer, 10.0))
        elif self._layer is Layer.CRISES:
            self._marks.paint_crisis(painter, middle, IndicatorState.ACUTE)
        else:
            self._marks.paint_disc(painter, middle, self._layer, ICONS[self._layer])


def _sample(layer: Layer, radius: float, *, is_dot: bool = False) -> Placed:
    return Placed(layer, 0, 0, radius, is_dot=is_dot)


class RingSample(QWidget):
    """Show the ring of an area of concern."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(SAMPLE_PX, SAMPLE_PX)
        look.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self._look.colour("open_fill")
        ground.setAlphaF(0.13)
        pen = QPen(self._look.colour("open"), 1.5)
        pen.setDashPattern(DASH)
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawEllipse(QRectF(2, 2, SAMPLE_PX - 4, SAMPLE_PX - 4))
