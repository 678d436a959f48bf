"""Preloading: what pages are made of is imported while the window waits for its user.

A page would otherwise import hundreds of modules in the moment it is first opened.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from importlib.abc import InspectLoader
from importlib.util import find_spec
from types import CodeType, FunctionType

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from crisisplanner.domain.messages import message
from crisisplanner.domain.progress import Watcher
from crisisplanner.ui.jobs import Jobs
from crisisplanner.ui.pages import PageRegistry

JOB = "preload"
OURS = "crisisplanner."
LIBRARIES = ("numpy", "sqlalchemy")
"""The largest of others; they can't be imported in slices, so they are imported beside the window."""
SLICE_EVERY_MS = 4


class Preloading(QObject):
    """Import one module at a time, between the events of the window; it ends with its parent."""

    ended = Signal()
    """Every page's modules are imported."""

    def __init__(self, registry: PageRegistry, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        loads = [entry.load for entry in registry.entries()]
        codes = [load.__code__ for load in loads if isinstance(load, FunctionType)]
        self._names = modules_in_turn(codes)
        self._timer = QTimer(self)
        self._timer.setInterval(SLICE_EVERY_MS)
        self._timer.timeout.connect(self._on_timer_timeout)

    @property
    def is_running(self) -> bool:
        """Tell whether modules are being imported."""
        return self._timer.isActive()

    @Slot()
    def begin(self) -> None:
        """Begin with the libraries; ours follow."""
        self._jobs.start(
            JOB,
            message("window.preparing"),
            _import_libraries,
            on_done=self._on_libraries_done,
            on_failed=self._on_libraries_done,
        )

    @Slot()
    def stop(self) -> None:
        """Leave what is not imported yet to the pages."""
        self._timer.stop()
        self._names = iter(())

    def _on_libraries_done(self, _result: object) -> None:
        _spare_collector()
        self._timer.start()

    @Slot()
    def _on_timer_timeout(self) -> None:
        name = next(self._names, None)
        if name is None:
            self._timer.stop()
            _spare_collector()
            self.ended.emit()
            return
        # A page that can't be imported says so when it is opened.
        with suppress(ImportError):
            import_module(name)


def modules_in_turn(codes: Iterable[CodeType]) -> Iterator[str]:
    """Name the modules that code imports, each after those that it imports itself.

    What is loaded already, and what a loader can't show the code of, is left out with all below it.
    """
    seen: set[str] = set()
    for code in codes:
        yield from _named_below(code, seen)


def _named_below(code: CodeType, seen: set[str]) -> Iterator[str]:
    for name in _names_of_modules(code):
        if name not in seen and name not in sys.modules:
            seen.add(name)
            found = _code_of(name)
            if found is not None:
                yield from _named_below(found, seen)
                yield name


def _names_of_modules(code: CodeType) -> Iterator[str]:
    for name in code.co_names:
        if name.startswith(OURS):
            yield name
            # A module may be named as a part of its package.
            if hasattr(sys.modules.get(name), "__path__"):
                yield from (f"{name}.{part}" for part in code.co_names if part.isidentifier())


def _code_of(name: str) -> CodeType | None:
    try:
        spec = find_spec(name)
    except ImportError:
        return None
    loader = None if spec is None else spec.loader
    return loader.get_code(name) if isinstance(loader, InspectLoader) else None


def _import_libraries(watcher: Watcher) -> None:
    for name in LIBRARIES:
        if not watcher.is_cancelled():
            import_module(name)


def _spare_collector() -> None:
    """Keep modules out of the searches for garbage, which would hold the window for 50 ms each."""
    gc.freeze()
