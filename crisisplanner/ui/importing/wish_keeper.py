"""Keeping what a person says of columns and names in the preview."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from crisisplanner.domain.account import DateOrder
from crisisplanner.ui.importing.preview import ImportPreview
from crisisplanner.ui.importing.wishes import Wishes


class WishKeeper(QObject):
    """Take what is chosen in the preview into the wishes, and say that they changed."""

    changed = Signal()

    def __init__(self, wishes: Wishes, preview: ImportPreview) -> None:
        super().__init__(preview)
        self._wishes = wishes
        preview.columns.field_chosen.connect(self._on_field_chosen)
        preview.columns.order_chosen.connect(self._on_order_chosen)
        preview.columns.unit_chosen.connect(self._on_unit_chosen)
        preview.names.meant.connect(self._on_name_meant)
        preview.names.taken_back.connect(self._on_name_taken_back)

    @Slot(str, str)
    def _on_field_chosen(self, key: str, field: str) -> None:
        self._wishes.columns[key] = field
        self.changed.emit()

    @Slot(str, str)
    def _on_order_chosen(self, key: str, order: str) -> None:
        self._wishes.orders.pop(key, None)
        if order:
            self._wishes.orders[key] = DateOrder(order)
        self.changed.emit()

    @Slot(str, str)
    def _on_unit_chosen(self, key: str, unit: str) -> None:
        self._wishes.units[key] = unit
        self.changed.emit()

    @Slot(str, str, str, str)
    def _on_name_meant(self, kind: str, text: str, meant: str, label: str) -> None:
        self._wishes.names[kind, text] = (meant, label)
        self.changed.emit()

    @Slot(str, str)
    def _on_name_taken_back(self, kind: str, text: str) -> None:
        self._wishes.names.pop((kind, text), None)
        self.changed.emit()
