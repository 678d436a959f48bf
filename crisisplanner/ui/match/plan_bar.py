"""The bar that chooses among several plans; a single plan needs none."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame

from crisisplanner.domain.entity import EntityId
from crisisplanner.ui.match.phrases import Phrases
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.fields import ChoiceField
from crisisplanner.ui.widgets.panels import row
from crisisplanner.ui.widgets.text import Text

SIDE_PX = 20
MOST_WIDE_PX = 420


class PlanBar(QFrame):
    """A label and the plans to choose from, no wider than a title."""

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.field = ChoiceField(look)
        self.field.setAccessibleName(phrases.code("plans"))
        self.field.setMaximumWidth(MOST_WIDE_PX)
        label = Text(look, phrases.code("plans"), "small_medium", "text_2")
        label.setBuddy(self.field)
        line = row(self)
        line.setContentsMargins(SIDE_PX, 8, SIDE_PX, 0)
        line.addWidget(label)
        line.addWidget(self.field)
        line.addStretch(1)
        self.hide()

    def show_plans(self, plans: Iterable[tuple[EntityId, str]], chosen: EntityId) -> None:
        """Offer plans to choose from."""
        self.field.clear()
        for plan_id, title in plans:
            self.field.addItem(title, plan_id)
        self.field.choose(chosen)
        self.setVisible(self.field.count() > 1)
