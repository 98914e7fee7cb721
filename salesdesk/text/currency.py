"""Currencies as ISO 4217 has them: minor units and the sign people read."""

_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_FOUR = "CLF UYW"
MINOR_DIGITS = {
    **dict.fromkeys(_NONE.split(), 0),
    **dict.fromkeys(_THREE.split(), 3),
    **dict.fromkeys(_FOUR.split(), 4),
}
"""Decimals of the currencies that have not two."""
# a sign is used only where no other currency in the table shares it
_SIGNS = {
    "CNY": "¥",
    "USD": "US$",
    "EUR": "€",
    "GBP": "£",
    "HKD": "HK$",
    "TWD": "NT$",
    "JPY": "JP¥",
    "KRW": "₩",
    "INR": "₹",
    "SGD": "S$",
    "AUD": "A$",
    "CAD": "C$",
    "NZD": "NZ$",
    "MXN": "MX$",
    "BRL": "R$",
    "VND": "₫",
    "THB": "฿",
    "PHP": "₱",
    "RUB": "₽",
    "TRY": "₺",
    "ILS": "₪",
    "UAH": "₴",
    "KZT": "₸",
    "NGN": "₦",
}


def minor_digits(currency: str) -> int:
    """How many decimals the currency has; two where the code is unknown."""
    return MINOR_DIGITS.get(currency.upper(), 2)


def sign(currency: str) -> str:
    """What stands before the amount: the sign, or the code and a no-break space; nothing for no currency."""
    code = currency.strip().upper()
    return _SIGNS.get(code) or (f"{code}\u00a0" if code else "")
