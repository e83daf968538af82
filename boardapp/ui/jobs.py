"""Long work on one worker thread, behind a progress dialog that can cancel it."""

import threading
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from boardapp.core.errors import Cancelled
from boardapp.core.progress import Progress

Task = Callable[[Progress], Any]
SHOW_AFTER_MS = 500


class Pool(Protocol):
    """What starts a job: the thread pool of Qt, or one in tests that runs it at once."""

    def start(self, run: Callable[[], None]) -> None:
        """Run the callable, now or on another thread."""


class Job(QObject):
    """One task with its progress, result or failure as signals.

    Signals: exactly one of ``done`` (the result), ``failed`` (the exception) and nothing when it
    was cancelled; then ``finished`` with the job itself.
    """

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)
    finished = Signal(object)

    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task
        self._stop = threading.Event()

    def run(self) -> None:
        """Do the work, on the worker thread."""
        try:
            result = self._task(self._report)
        except Cancelled:
            pass
        except Exception as error:
            self.failed.emit(error)
        else:
            self.done.emit(result)
        self.finished.emit(self)

    def stop(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()

    def _report(self, done: int, total: int, label: str) -> None:
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total, label)


class ProgressDialog(QDialog):
    """A label, a bar and 取消; it shows itself only when the work takes longer than a moment."""

    cancelled = Signal()
    failed = Signal(object, object)

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.label = QLabel(title)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.cancel_button = QPushButton("取消")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 24)
        layout.setSpacing(18)
        layout.addWidget(self.label)
        layout.addWidget(self.bar)
        layout.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(24 * self.fontMetrics().height())
        self.cancel_button.clicked.connect(self.cancel)
        self._timer = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._timer.timeout.connect(self.show)
        self._timer.start()

    def report(self, done: int, total: int, label: str) -> None:
        """Show how far the work is; a total of zero means that nobody knows."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if self.cancel_button.isEnabled():
            self.label.setText(label)

    def cancel(self) -> None:
        """Pass the wish on, and wait in sight until the work has stopped."""
        self.cancel_button.setEnabled(False)
        self.label.setText("正在停止……")
        self.cancelled.emit()

    def fail(self, error: Exception) -> None:
        """Pass a failure on, with the widget that asked for the work."""
        self.failed.emit(error, self.parentWidget())

    def end(self) -> None:
        """Go away: the work has ended."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def reject(self) -> None:
        """Take Esc for 取消."""
        self.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take closing the dialog for 取消."""
        event.ignore()
        self.cancel()


class Jobs(QObject):
    """Starts tasks one at a time, so that there are never two writers.

    ``on_failed`` is given the exception and the widget that asked for the work.
    """

    def __init__(
        self, on_failed: Callable[[Exception, QWidget | None], object], pool: Pool | None = None
    ) -> None:
        super().__init__()
        self._on_failed = on_failed
        self._running: set[Job] = set()
        self._threads = QThreadPool(self)
        self._threads.setMaxThreadCount(1)
        self._pool: Pool = pool or self._threads

    @property
    def busy(self) -> bool:
        """Whether a task is running or waiting."""
        return bool(self._running)

    def start(
        self, task: Task, title: str, parent: QWidget | None, on_done: Callable[[Any], None]
    ) -> None:
        """Run a task that reports progress; ``on_done`` gets its result on the window's thread.

        The task must open the desk ``again`` for itself and touch no widget. When ``parent`` is
        gone before the task ends, its result and its failure go nowhere.
        """
        job, dialog = Job(task), ProgressDialog(title, parent)
        self._running.add(job)
        job.progressed.connect(dialog.report)
        dialog.cancelled.connect(job.stop, Qt.ConnectionType.DirectConnection)
        job.finished.connect(dialog.end)
        job.finished.connect(self._forget)
        job.done.connect(on_done)
        job.failed.connect(dialog.fail)
        dialog.failed.connect(self._on_failed)
        self._pool.start(job.run)

    def close(self) -> None:
        """Ask every task to stop, and wait until the last one has."""
        for job in self._running:
            job.stop()
        self._threads.waitForDone()

    def _forget(self, job: Job) -> None:
        self._running.discard(job)
