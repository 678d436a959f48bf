"""The status strip: what just happened, what runs, and whether everything is stored."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from crisisplanner.domain.progress import Progress
from crisisplanner.ui.jobs import Job, Jobs
from crisisplanner.ui.theme.look import Look
from crisisplanner.ui.widgets.buttons import Button
from crisisplanner.ui.widgets.marks import IconMark
from crisisplanner.ui.widgets.panels import row
from crisisplanner.ui.widgets.text import Text
from crisisplanner.wording.catalogue import Wording

SHOWN_AFTER_MS = 1000
STEPS = 1000


class StatusStrip(QFrame):
    """The bottom row of the window."""

    def __init__(self, look: Look, words: Wording, jobs: Jobs) -> None:
        super().__init__()
        self._words = words
        self._jobs = jobs
        self._running: dict[Job, Progress | None] = {}
        """What runs, oldest first, with what it reported last."""
        self.setProperty("bar", "top")
        self.setFixedHeight(look.theme.size("status"))
        self._icon = IconMark(look, "device-laptop", "text_2", 16)
        self.message = Text(look, "", "small", "text_2", elide=True)
        self.message.setAccessibleName(words.say("window.last_message"))
        self.storing = Text(look, "", "small", "text_2")
        self._busy = QWidget()
        self.doing = Text(look, "", "small", "text", elide=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName(words.say("window.progress"))
        self._stop = Button(look, words.say("window.stop"), kind="link", small=True)
        self._stop.clicked.connect(self._on_stop_clicked)
        busy = row(self._busy, gap=8)
        for part in (self.doing, self._bar, self._stop):
            busy.addWidget(part)
        self._busy.hide()
        layout = row(self, gap=8)
        layout.setContentsMargins(20, 0, 20, 0)
        layout.addWidget(self._icon)
        layout.addWidget(self.message, 1)
        layout.addWidget(self._busy)
        layout.addWidget(self.storing)
        # Under a second nothing is shown.
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(SHOWN_AFTER_MS)
        self._delay.timeout.connect(self._on_delay_timeout)
        jobs.started.connect(self._on_jobs_started)
        jobs.progressed.connect(self._on_jobs_progressed)
        jobs.ended.connect(self._on_jobs_ended)

    def say(self, sentence: str, icon: str = "circle-check", tone: str = "covered") -> None:
        """Show what just happened."""
        self.message.setText(sentence)
        self.message.setToolTip(sentence)
        self._icon.show_icon(icon, tone)

    @Slot(str)
    def refuse(self, why: str) -> None:
        """Say why something that was asked for is not possible now."""
        self.say(why, "info-circle", "warning")

    @property
    def _job(self) -> Job | None:
        """Give the job that is shown: of several the oldest, which takes longest."""
        return next(iter(self._running), None)

    def _show_job(self, job: Job) -> None:
        self.doing.setText(self._words.message(job.title))
        self._bar.setRange(0, 0)
        stop = "window.stop_keep_best" if job.keep_best else "window.stop"
        self._stop.setText(self._words.say(stop))
        self._stop.setEnabled(not job.is_cancelled())
        self._stop.setVisible(not job.is_kept)
        progress = self._running[job]
        if progress is not None:
            self._show_progress(progress)

    def _show_progress(self, progress: Progress) -> None:
        self.doing.setText(self._words.message(progress.what))
        if progress.share is None:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, STEPS)
            self._bar.setValue(round(progress.share * STEPS))

    @Slot(object)
    def _on_jobs_started(self, job: Job) -> None:
        self._running[job] = None
        if job is self._job:
            self._show_job(job)
            self._delay.start()

    @Slot(object, object)
    def _on_jobs_progressed(self, job: Job, progress: Progress) -> None:
        self._running[job] = progress
        if job is self._job:
            self._show_progress(progress)

    @Slot(object)
    def _on_jobs_ended(self, job: Job) -> None:
        was_shown = job is self._job
        self._running.pop(job, None)
        if not was_shown:
            return
        if self._job is not None:
            self._show_job(self._job)
        else:
            self._delay.stop()
            self._busy.hide()

    @Slot()
    def _on_delay_timeout(self) -> None:
        self._busy.setVisible(self._job is not None)

    @Slot()
    def _on_stop_clicked(self) -> None:
        if self._job is not None:
            self._stop.setEnabled(False)
            self._jobs.cancel(self._job.key)
