"""Actions: a table of data from which menus, buttons, keys and the command box are built."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from crisisplanner.wording.catalogue import Wording

WORKSPACE = "workspace"
WRITABLE = "writable"
CAN_UNDO = "can_undo"
CAN_REDO = "can_redo"
ROW = "row"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """Describe one action: its id is also the code of its title, after `action.`.

    `enabled_when` names conditions that must all hold. An action with a `page` is done by that
    page, which is opened for it. `why_not` is the code of the sentence shown while disabled.
    """

    id: str
    icon: str = ""
    shortcut: str = ""
    enabled_when: frozenset[str] = frozenset()
    page: str = ""
    is_primary: bool = False
    why_not: str = ""
    other_shortcuts: tuple[str, ...] = ()
    """Keys of other programs that do the same; they are not shown."""

    @property
    def title(self) -> str:
        """Give the code of the title."""
        return f"action.{self.id}"


class ActionBoard(QObject):
    """Make the actions of a table and keep them enabled when their conditions hold."""

    triggered = Signal(str)
    refused = Signal(str)
    """The key of an action was pressed that is not possible now; carries why."""

    def __init__(self, specs: Iterable[ActionSpec], words: Wording, window: QWidget) -> None:
        super().__init__(window)
        self._words = words
        self._held: set[str] = set()
        self._reasons: dict[str, str] = {}
        self._notes: dict[str, str] = {}
        self._keys: dict[str, list[QShortcut]] = {}
        self.specs: Mapping[str, ActionSpec] = {spec.id: spec for spec in specs}
        self._actions = {spec.id: self._made(spec, window) for spec in self.specs.values()}
        self._enable()

    def action(self, action_id: str) -> QAction:
        """Give an action by its id."""
        return self._actions[action_id]

    def title(self, action_id: str) -> str:
        """Say an action's title."""
        return self._words.say(self.specs[action_id].title)

    def hold(self, condition: str, *, holds: bool) -> None:
        """Say whether a condition holds now."""
        if holds is (condition in self._held):
            return
        (self._held.add if holds else self._held.discard)(condition)
        self._enable()

    def holds(self, condition: str) -> bool:
        """Tell whether a condition holds."""
        return condition in self._held

    def give_reason(self, condition: str, sentence: str) -> None:
        """Say why a condition does not hold, for all actions that need it; empty takes it back."""
        self._reasons[condition] = sentence
        self._enable()

    def why_not(self, action_id: str) -> str:
        """Say why an action is not possible now; empty where it is, or where nothing is known."""
        spec = self.specs[action_id]
        missing = spec.enabled_when - self._held
        reasons = [self._reasons[one] for one in sorted(missing) if self._reasons.get(one)]
        if missing and not reasons and spec.why_not:
            return self._words.say(spec.why_not)
        return reasons[0] if reasons else ""

    def explain(self, action_id: str, what: str) -> None:
        """Say more about an action in its tooltip, as what undo would take back."""
        self._notes[action_id] = what
        self._enable()

    def of_page(self, page: str) -> list[ActionSpec]:
        """List the actions of a page in order."""
        return [spec for spec in self.specs.values() if spec.page == page]

    def _made(self, spec: ActionSpec, window: QWidget) -> QAction:
        action = QAction(self._words.say(spec.title), window)
        action.setObjectName(spec.id)
        if spec.shortcut:
            keys = (spec.shortcut, *spec.other_shortcuts)
            action.setShortcuts([QKeySequence(one) for one in keys])
        action.triggered.connect(_Trigger(self.triggered.emit, spec.id))
        window.addAction(action)
        self._keys[spec.id] = self._answering_keys(action, window)
        return action

    def _answering_keys(self, action: QAction, window: QWidget) -> list[QShortcut]:
        """Listen to the keys of an action while it is disabled, when it does not hear them itself."""
        keys = [QShortcut(one, window) for one in action.shortcuts()]
        for key in keys:
            key.activated.connect(partial(self._refuse, action.objectName()))
        return keys

    def _refuse(self, action_id: str) -> None:
        why = self.why_not(action_id)
        if why:
            self.refused.emit(why)

    def _enable(self) -> None:
        for spec in self.specs.values():
            is_enabled = spec.enabled_when <= self._held
            action = self._actions[spec.id]
            action.setEnabled(is_enabled)
            for key in self._keys[spec.id]:
                key.setEnabled(not is_enabled)
            why_not = self.why_not(spec.id)
            hint = self._words.say(spec.title)
            if spec.shortcut:
                keys = QKeySequence(spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
                hint = self._words.say("window.hint_with_keys", title=hint, keys=keys)
            if why_not:
                hint += "\n" + why_not
            elif spec.id in self._notes:
                hint += "\n" + self._notes[spec.id]
            explained = f"hint.{spec.id}"
            if self._words.has(explained):
                hint += "\n" + self._words.say(explained)
            action.setToolTip(hint)


class _Trigger:
    """Send an action's id when it is triggered."""

    def __init__(self, send: Callable[[str], None], action_id: str) -> None:
        self._send = send
        self._action_id = action_id

    def __call__(self, *_: object) -> None:
        self._send(self._action_id)
