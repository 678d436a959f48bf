"""The delegate: it paints every cell of a table and edits it in place.

An entry that is refused keeps its editor open, with the reason below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crisisplanner.domain.entities import ENTITY_TYPES
from crisisplanner.domain.entity import EntityId, field_specs
from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.fields import FieldSpec
from crisisplanner.domain.figures import Figure
from crisisplanner.domain.register import Place
from crisisplanner.services import editing
from crisisplanner.services.session import Session
from crisisplanner.ui.tables.cells import Ground
from crisisplanner.ui.tables.columns import Column
from crisisplanner.ui.tables.editors import (
    CellEditor,
    FaultBubble,
    ThingChoices,
    WrittenField,
    fill_editor,
    make_editor,
    new_thing_named,
    read_editor,
)
from crisisplanner.ui.tables.model import RowsModel
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.fields import ChoiceField, LineField
from crisisplanner.wording.catalogue import Wording

PADDING_PX = 12
BAR_PX = 3
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold what is typed into a cell and not stored yet: of which thing, in which column."""

    entity_id: EntityId
    column: int
    text: str


def take_draft(editor: QWidget | None, draft: Draft) -> None:
    """Put what was typed back into an editor that was opened again."""
    if isinstance(editor, LineField):
        editor.setText(draft.text)
    elif isinstance(editor, ChoiceField) and editor.isEditable():
        editor.setEditText(draft.text)
    elif isinstance(editor, ChoiceField):
        editor.setCurrentText(draft.text)


class CellDelegate(QStyledItemDelegate):
    """Paint and edit cells of a `RowsModel`."""

    stored = Signal(str)
    refused = Signal(str)
    """What was typed was refused and dropped, as the person went elsewhere."""

    def __init__(
        self, look: Look, words: Wording, session: Session, model: RowsModel, view: QWidget
    ) -> None:
        super().__init__(view)
        self._look, self._words, self._session = look, words, session
        self._rows = model
        self.hovered_row = -1
        self.bubble = FaultBubble(look, view)
        self._fields = field_specs(ENTITY_TYPES[model.kind])

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self._rows.columns[index.column()].width_px, self._look.row_px)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        look = self._look
        rect = QRectF(option.rect)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_selected:
            painter.fillRect(rect, look.colour("selected"))
        elif index.row() == self.hovered_row:
            painter.fillRect(rect, look.colour("hover"))
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, look.colour("line"))
        if is_selected and option.viewItemPosition in (
            QStyleOptionViewItem.ViewItemPosition.Beginning,
            QStyleOptionViewItem.ViewItemPosition.OnlyOne,
        ):
            bar = QRectF(rect.left(), rect.top(), BAR_PX, rect.height())
            painter.fillRect(bar, look.colour("accent"))
        column = self._rows.columns[index.column()]
        inner = rect.adjusted(PADDING_PX, 0, -PADDING_PX, -1)
        painter.setClipRect(rect)
        ground = Ground(look, self._words, is_retired=self._rows.is_retired(index.row()))
        column.look.paint(painter, inner, self._rows.cells(index.row(), column), ground)
        if option.state & QStyle.StateFlag.State_HasFocus:
            self._paint_focus(painter, rect)
        painter.restore()

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        column = self._rows.columns[index.column()]
        written = WrittenField(self._rows.kind, column.edits or column.path)
        things = ThingChoices(self._session)
        return make_editor(written, column.head, things, self._look, self._words, parent)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        if not isinstance(editor, LineField | ChoiceField) or editor.property("filled"):
            return
        column = self._rows.columns[index.column()]
        # Filled once: a reload beneath an open editor must not drop what was typed.
        editor.setProperty("filled", "true")
        value = self._rows.value(index.row(), column.edits or column.path)
        fill_editor(editor, value, self._field(column), self._session)
        editor.setProperty("entity", self._rows.id_at(index.row()))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: AnyIndex
    ) -> None:
        least = editor.minimumSizeHint().width()
        rect = QRect(option.rect)
        rect.setWidth(max(rect.width(), least))
        editor.setGeometry(rect)

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: AnyIndex) -> None:
        """Store when the editor is left by mouse or focus; a refusal is said in the strip."""
        if isinstance(editor, LineField | ChoiceField) and not editor.property("done"):
            fault = self._store(editor, self._rows.columns[index.column()])
            if fault:
                self.refused.emit(fault)
        self.bubble.hide()

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and isinstance(editor, LineField | ChoiceField)
        ):
            taken = self._take_key(editor, event)
            if taken is not None:
                return taken
        return super().eventFilter(editor, event)

    def _take_key(self, editor: CellEditor, event: QKeyEvent) -> bool | None:
        """Store on Enter and Tab, and stay in the cell if that is refused."""
        hints = {
            Qt.Key.Key_Return: QStyledItemDelegate.EndEditHint.NoHint,
            Qt.Key.Key_Enter: QStyledItemDelegate.EndEditHint.NoHint,
            Qt.Key.Key_Tab: QStyledItemDelegate.EndEditHint.EditNextItem,
            Qt.Key.Key_Backtab: QStyledItemDelegate.EndEditHint.EditPreviousItem,
        }
        if event.key() == Qt.Key.Key_Escape:
            self.bubble.hide()
            return None
        hint = hints.get(Qt.Key(event.key()))
        if hint is None:
            self.bubble.hide()
            return None
        column = self._column_of(editor)
        fault = self._store(editor, column) if column is not None else ""
        if fault:
            if isinstance(editor, LineField):
                editor.set_fault(is_faulty=True)
            self.bubble.say(fault, editor)
            return True
        editor.setProperty("done", "true")
        self.bubble.hide()
        self.closeEditor.emit(editor, hint)
        return True

    def draft_of(self, editor: QWidget | None) -> Draft | None:
        """Give what is typed into an open editor; None where it is being stored already."""
        if not isinstance(editor, LineField | ChoiceField) or editor.property("storing"):
            return None
        column = self._column_of(editor)
        if column is None:
            return None
        text = editor.text() if isinstance(editor, LineField) else editor.currentText()
        return Draft(str(editor.property("entity")), self._rows.columns.index(column), text)

    def _store(self, editor: CellEditor, column: Column) -> str:
        """Write what was typed; give the sentence of a refusal."""
        editor.setProperty("storing", "true")
        fault = self._fault_of_storing(editor, column)
        editor.setProperty("storing", "" if fault else "true")
        return fault

    def _fault_of_storing(self, editor: CellEditor, column: Column) -> str:
        field = column.edits or column.path
        entity_id = str(editor.property("entity"))
        try:
            written = WrittenField(self._rows.kind, field)
            new = new_thing_named(editor, written, self._session, (Place.KIND,))
            if new is not None and editor.property("asked") != new.label():
                # A slip of the finger must not become a place.
                editor.setProperty("asked", new.label())
                return self._words.say("places.again_to_add", name=new.label())
            value = read_editor(editor, written) if new is None else new.id
            entity = self._session.file.get(self._rows.kind, entity_id)
            if not _is_same(getattr(entity, field), value):
                with self._session.along(() if new is None else (new,)):
                    editing.change_field(self._session, self._rows.kind, entity_id, field, value)
                self.stored.emit(entity_id)
        except CrisisPlannerError as error:
            return "\n".join(self._words.message(said) for said in error.messages)
        return ""

    def _field(self, column: Column) -> FieldSpec:
        return self._fields[column.edits or column.path]

    def _column_of(self, editor: CellEditor) -> Column | None:
        name = editor.accessibleName()
        return next((c for c in self._rows.columns if c.head == name), None)

    def _paint_focus(self, painter: QPainter, rect: QRectF) -> None:
        width = self._look.theme.focus_width
        painter.setPen(QPen(self._look.colour("focus"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = width / 2
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half - 1), 4, 4)


def _is_same(current: Any, entered: Any) -> bool:
    """Tell whether nothing was changed; a figure is the same by its value."""
    if isinstance(current, Figure):
        current = current.value
    return bool(current == entered)
