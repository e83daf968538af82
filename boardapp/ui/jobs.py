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
    """One task with its progress, result or failure as signals."""

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)
    finished = Signal()

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
        self.finished.emit()

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

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.label = QLabel(title)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.cancel_button = QPushButton("取消")
        layout = QVBoxLayout(self)
        for widget in (self.label, self.bar, self.cancel_button):
            layout.addWidget(widget)
        self.cancel_button.clicked.connect(self.cancel)
        self._timer = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._timer.timeout.connect(self.show)
        self._timer.start()

    def report(self, done: int, total: int, label: str) -> None:
        """Show how far the work is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.label.setText(label)

    def cancel(self) -> None:
        """Pass the wish on, and wait in sight until the work has stopped."""
        self.cancel_button.setEnabled(False)
        self.label.setText("正在停止……")
        self.cancelled.emit()

    def end(self) -> None:
        """Go away: the work has ended."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take closing the dialog for 取消."""
        event.ignore()
        self.cancel()


class Jobs(QObject):
    """Starts tasks one at a time, so that there are never two writers."""

    def __init__(
        self, on_failed: Callable[[Exception, QWidget | None], None], pool: Pool | None = None
    ) -> None:
        super().__init__()
        self._on_failed = on_failed
        self._running: set[Job] = set()
        self._pool: Pool = pool or self._worker()

    def start(
        self, task: Task, title: str, parent: QWidget | None, on_done: Callable[[Any], None]
    ) -> None:
        """Run a task that reports progress; ``on_done`` gets its result on the window's thread."""
        job, dialog = Job(task), ProgressDialog(title, parent)
        self._running.add(job)
        job.progressed.connect(dialog.report)
        dialog.cancelled.connect(job.stop, Qt.ConnectionType.DirectConnection)
        job.finished.connect(dialog.end)
        job.finished.connect(lambda: self._running.discard(job))
        job.done.connect(on_done)
        job.failed.connect(lambda error: self._on_failed(error, parent))
        self._pool.start(job.run)

    def _worker(self) -> Pool:
        pool = QThreadPool(self)
        pool.setMaxThreadCount(1)
        return pool
