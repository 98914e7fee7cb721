"""Numbers and amounts of money as people write them: signs, thousands, decimal commas, 万 and 亿."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from salesdesk.exchange.rows import Cell

_CODES = {
    "CNY": "¥ rmb 人民币 元 圆 cn¥",
    "USD": "us$ $ 美元 美金",
    "EUR": "€ 欧元",
    "GBP": "£ 英镑",
    "HKD": "hk$ 港元 港币",
    "TWD": "nt$ 新台币 台币",
    "JPY": "jp¥ 日元",
    "KRW": "₩ 韩元",
    "SGD": "s$ 新加坡元",
    "CHF": "瑞士法郎",
    "AUD": "a$ 澳元",
    "CAD": "c$ 加元",
    "INR": "₹",
}
_CURRENCIES = {name: code for code, names in _CODES.items() for name in (code.casefold(), *names.split())}
_TENS = (
    "万亿:12 亿:8 億:8 千万:7 百万:6 十万:5 万:4 萬:4 千:3 k:3 m:6 mn:6 mio:6 million:6 b:9 bn:9 billion:9"
)
_SCALES = {word: int(power) for word, _, power in (pair.partition(":") for pair in _TENS.split())}
_NAMES = sorted(_CURRENCIES, key=len, reverse=True)
_SIGN = re.compile("|".join(re.escape(name) for name in _NAMES))
_SCALED = re.compile(r"(.*?\d[\d.,']*)(" + "|".join(sorted(_SCALES, key=len, reverse=True)) + r")?\Z")
_GROUPS_COMMA = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}")
_GROUPS_POINT = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")


def currency_code(text: str) -> str:
    """The ISO code of a currency named by code, sign or word; empty when it is none."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if plain in _CURRENCIES:
        return _CURRENCIES[plain]
    return plain.upper() if re.fullmatch("[a-z]{3}", plain) else ""


def read_amount(cell: Cell) -> tuple[Decimal, str] | None:
    """A number and the currency written with it (empty when none is); None when the cell is no number."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | Decimal):
        number = Decimal(cell)
        return (number, "") if number.is_finite() else None
    if not isinstance(cell, str):
        return None
    text = unicodedata.normalize("NFKC", cell).casefold()
    text = re.sub(r"[\s\u00a0\u202f_]", "", text).replace("’", "'").replace("−", "-").replace("整", "")
    is_negative = text.startswith("(") and text.endswith(")")
    text = text.strip("()") if is_negative else text
    currencies = {_CURRENCIES[name] for name in _SIGN.findall(text)}
    scaled = _SCALED.match(_SIGN.sub("", text))
    value = _number(scaled[1]) if scaled else None
    if scaled is None or value is None or len(currencies) > 1:
        return None
    value = value.scaleb(_SCALES.get(scaled[2] or "", 0))
    return (-value if is_negative else value), "".join(currencies)


def _number(text: str) -> Decimal | None:
    """The number in digits with separators: of a point and a comma the last one is the decimal sign."""
    sign = "-" if text.startswith("-") else ""
    digits = text.lstrip("+-") if text[:2] not in ("+-", "-+", "--", "++") else "?"
    digits = digits.replace("'", "")
    if "," in digits and "." in digits:
        thousands = "," if digits.rfind(".") > digits.rfind(",") else "."
        digits = digits.replace(thousands, "").replace(",", ".")
    elif "," in digits:
        digits = digits.replace(",", "") if _GROUPS_COMMA.fullmatch(digits) else digits.replace(",", ".")
    elif _GROUPS_POINT.fullmatch(digits):
        digits = digits.replace(".", "")
    if not re.fullmatch(r"\d+(?:\.\d*)?|\.\d+", digits) or len(digits) > 40:
        return None
    try:
        return Decimal(sign + digits)
    except InvalidOperation:
        return None
