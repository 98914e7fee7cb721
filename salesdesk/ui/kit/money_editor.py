"""The editor of amounts: typed as 320万, 3.2M or 3,200,000, shown in full, with its currency beside it."""

from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QMenu, QToolButton

from salesdesk.domain.record import Field, Record, Value
from salesdesk.text import label
from salesdesk.text.currency import minor_digits, sign
from salesdesk.text.formats import money
from salesdesk.ui.kit import typed
from salesdesk.ui.kit.editors import LineEditor, Unreadable
from salesdesk.ui.kit.extra_fields import currency_for, field_label

CURRENCIES = ("CNY", "USD", "EUR", "GBP", "HKD", "JPY", "SGD", "TWD", "KRW", "AUD", "CAD", "CHF")
"""What the menu offers; another is typed with the amount or in the currency's own field."""


class MoneyEditor(LineEditor):
    """An amount in minor units of the currency that stands in another field of the record."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._currency = "CNY"
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.sign = QToolButton()
        self.sign.setProperty("role", "button")
        self.sign.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.sign.setMenu(self._menu())
        self.body.insertWidget(0, self.sign)
        self._say_currency()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for code in CURRENCIES:
            words = f"{code}  {sign(code).strip()}" if sign(code).strip() != code else code
            menu.addAction(words).triggered.connect(lambda _checked=False, chosen=code: self._choose(chosen))
        return menu

    def _choose(self, code: str) -> None:
        if code != self._currency and self.field.currency_field:
            self.also.emit(self.field.currency_field, code)

    def _say_currency(self) -> None:
        self.sign.setText(self._currency or "—")
        named = self.field.currency_field
        words = label(f"{self.field.kind}.{named}") if named else field_label(self.field)
        self.sign.setAccessibleName(f"{words} {self._currency}")
        self.sign.setEnabled(bool(named) and not self.line.isReadOnly())

    def show_record(self, record: Record) -> None:
        named = self.field.currency_field
        self._currency = str(record.value(named) or "") if named else currency_for(record)
        self._say_currency()

    @property
    def currency(self) -> str:
        """The currency in force."""
        return self._currency

    def value(self) -> Value:
        text = self.line.text().strip()
        if not text:
            return None
        found = typed.read_money(text, self._currency)
        if found is None:
            raise Unreadable(text)
        if found[1] != self._currency:
            if not self.field.currency_field:
                raise Unreadable(text)
            self._currency = found[1]
            self._say_currency()
            self.also.emit(self.field.currency_field, found[1])
        return found[0]

    def set_value(self, value: Value) -> None:
        minor = value if isinstance(value, int) else None
        self.show_words(plain_amount(minor, self._currency))
        self.line.setToolTip(money(minor, self._currency))

    def set_read_only(self, is_read_only: bool) -> None:
        super().set_read_only(is_read_only)
        self._say_currency()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self.line.selectAll()
        return super().eventFilter(watched, event)


def plain_amount(minor: int | None, currency: str) -> str:
    """An amount in full without its currency: 3,200,000 or 12.50."""
    if minor is None:
        return ""
    digits = minor_digits(currency)
    amount = Decimal(minor).scaleb(-digits)
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.{digits}f}"
