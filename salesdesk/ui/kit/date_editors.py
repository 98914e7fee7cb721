"""Editors of dates and of time stamps that may be empty: typed by habit or by word, or picked from a calendar."""

from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout

from salesdesk.domain.record import Field, Value
from salesdesk.text import language, tr
from salesdesk.text.formats import date_with_weekday, date_words, moment_words, weekday
from salesdesk.ui.kit import typed
from salesdesk.ui.kit.editors import LineEditor, Unreadable
from salesdesk.ui.kit.icons import icon
from salesdesk.ui.kit.panels import label
from salesdesk.ui.kit.screen import Frame
from salesdesk.ui.kit.theme import pixels


class DateEditor(LineEditor):
    """A date: `11-26`, `下周三`, `tomorrow`, `+2w`; what it means stands beside it while it is typed."""

    def __init__(self, field: Field, frame: Frame) -> None:
        super().__init__(field)
        self._frame = frame
        self._meaning = label("", "muted")
        self._meaning.setMinimumWidth(pixels(32))
        self._button = QToolButton()
        self._button.setIcon(icon("calendar"))
        self._button.clicked.connect(self.open_calendar)
        self.body.addWidget(self._button)
        self.body.addWidget(self._meaning)
        self.line.textChanged.connect(self._say_meaning)
        self.line.setMinimumWidth(pixels(96))
        self.retranslate()

    def _today(self) -> date:
        return self._frame.desk.today()

    def _date_typed(self) -> date | None:
        return typed.read_date(self.line.text(), self._today())

    def _say_meaning(self) -> None:
        day = self._date_typed() if self.line.text().strip() else None
        if day is None:
            self._meaning.setText("")
        elif self.line.text() == self.words_of(day):
            self._meaning.setText(weekday(day))
        else:
            self._meaning.setText(date_with_weekday(day, today=self._today()))

    def words_of(self, day: date) -> str:
        """How a date stands in the line."""
        return date_words(day)

    def value(self) -> Value:
        if not self.line.text().strip():
            return None
        found = self._date_typed()
        if found is None:
            raise Unreadable(self.line.text())
        return found

    def set_value(self, value: Value) -> None:
        self.show_words(self.words_of(value) if isinstance(value, date) else "")

    def set_read_only(self, is_read_only: bool) -> None:
        super().set_read_only(is_read_only)
        self._button.setVisible(not is_read_only)

    def retranslate(self) -> None:
        self.line.setPlaceholderText(tr("e.g. 11-26, next wed"))
        self._button.setToolTip(tr("Calendar"))
        self._button.setAccessibleName(tr("Calendar"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move the date by a day; Alt+Down opens the calendar."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None or self.line.isReadOnly():
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            self.pick((self._date_typed() or self._today()) + timedelta(days=step))

    def open_calendar(self) -> None:
        """Show the calendar beneath the line."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("role", "popup")
        calendar = QCalendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setLocale(_locale())
        day = self._date_typed() or self._today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))

        def pick(chosen: QDate) -> None:
            self.pick(date(chosen.year(), chosen.month(), chosen.day()))
            popup.close()

        calendar.activated.connect(pick)
        calendar.clicked.connect(pick)
        QVBoxLayout(popup).addWidget(calendar)
        popup.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        popup.show()
        calendar.setFocus()

    def pick(self, day: date) -> None:
        """Take a day as a person's choice."""
        self.line.setText(self.words_of(day))
        self.edited.emit()
        self.left.emit()


def _locale() -> QLocale:
    return QLocale(QLocale.Language.Chinese if language() == "zh_CN" else QLocale.Language.English)


class MomentEditor(DateEditor):
    """A date with a time of day where the user is; stored in UTC."""

    def __init__(self, field: Field, frame: Frame) -> None:
        super().__init__(field, frame)
        self._kept: time | None = None
        self.line.setMinimumWidth(pixels(136))

    def _moment_typed(self) -> datetime | None:
        return typed.read_moment(self.line.text(), self._today(), kept=self._kept)

    def _date_typed(self) -> date | None:
        found = self._moment_typed() if self.line.text().strip() else None
        return found.astimezone().date() if found is not None else None

    def _say_meaning(self) -> None:
        found = self._moment_typed() if self.line.text().strip() else None
        if found is None:
            self._meaning.setText("")
        elif self.line.text() == moment_words(found):
            self._meaning.setText(weekday(found.astimezone().date()))
        else:
            self._meaning.setText(
                f"{weekday(found.astimezone().date())} {moment_words(found, today=self._today())}"
            )

    def value(self) -> Value:
        if not self.line.text().strip():
            return None
        found = self._moment_typed()
        if found is None:
            raise Unreadable(self.line.text())
        return found

    def set_value(self, value: Value) -> None:
        self._kept = value.astimezone().time() if isinstance(value, datetime) else None
        self.show_words(moment_words(value) if isinstance(value, datetime) else "")

    def retranslate(self) -> None:
        super().retranslate()
        self.line.setPlaceholderText(tr("e.g. tomorrow 14:30"))

    def pick(self, day: date) -> None:
        """Take another day at the same time of day."""
        present = self._moment_typed()
        at = present.astimezone().time() if present is not None else self._kept or time(9)
        self.line.setText(moment_words(datetime.combine(day, at).astimezone(UTC)))
        self.edited.emit()
        self.left.emit()
