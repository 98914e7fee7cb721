"""Words, dates, numbers and money for people, in English and Chinese.

A word is looked up at use time: `tr("{count} rows").format(count=3)`. Sources lie in
`resources/locale/<language>/<area>.po`; sentences need a Chinese entry only, code keys
(`field.deal.amount`, `choice.attitude.supporter`, `kind.deal`, `error.E_FILE`) one in each language.
"""

from salesdesk.text.words import (
    choice,
    detect,
    forget_misses,
    kind_name,
    label,
    language,
    misses,
    on_language_change,
    set_language,
    tr,
    tr_n,
    using,
)

__all__ = [
    "choice",
    "detect",
    "forget_misses",
    "kind_name",
    "label",
    "language",
    "misses",
    "on_language_change",
    "set_language",
    "tr",
    "tr_n",
    "using",
]
