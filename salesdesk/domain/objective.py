"""Is an action objective a deed of the customer, with a day (method 2)? In both languages.

An objective that tells what the seller does ("introduce our product", "向王总介绍方案") cannot be reached
or missed.
"""

import re
from datetime import date

_SELLER_WORDS = (
    r"introduc\w*|present(?:s|ed|ing)?|pitch\w*|explain\w*|demonstrat\w*|promot\w*|persuad\w*|convinc\w*|"
    r"show(?:s|ed|ing)?|tell(?:s|ing)?|discuss\w*|understand\w*|learn\w*|find out|get to know|follow up|"
    r"visit(?:s|ed|ing)?|meet(?:s|ing)?|call(?:s|ed|ing)?|chat\w*|maintain\w*|"
    r"keep in touch|send(?:s|ing)?|offer\w*"
)
_SELLER_EN = re.compile(
    r"^\W*(?:(?:i|we|our team)\b\s+)?(?:(?:will|want|plan|try|hope|would like)\b\s+)?(?:to\s+)?"
    rf"({_SELLER_WORDS})\b",
    re.IGNORECASE,
)
_SELLER_ZH = re.compile(
    r"^[\s\W]*(?:本次|这次|争取|计划|准备|希望|去)?(?:我们|我方|我|咱们)?(?:争取|计划|准备|希望|要|去)?"
    r"(?:(?:向|给|对|与|和|跟|为|陪)[^，。；,.;]{1,10}?)?(?:进行|做|开展|继续|深入|详细|进一步)?(?:一次|一下)?"
    r"(介绍|讲解|宣讲|推荐|推介|推销|展示|演示|说明|讲清|汇报|了解|沟通|交流|拜访|走访|维护|跟进|联络|说服|宣传|送)"
)
_DAY_EN = re.compile(
    r"\b(?:\d{4}-\d{1,2}(?:-\d{1,2})?|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?"
    r"|today|tomorrow|tonight|this week|next week|this month|next month|end of \w+"
    r"|within \d+ \w+|in \d+ (?:day|week)s?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}"
    r"|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b",
    re.IGNORECASE,
)
_NUMBER = r"[\d０-９一二三四五六七八九十两]+"
_DAY_ZH = re.compile(
    rf"今天|明天|后天|今晚|本周|这周|下周|下下周|本月|这个月|下个?月|月底|月初|月中|季度|年底|年内|周[一二三四五六日天末]"
    rf"|星期[一二三四五六日天]|礼拜[一二三四五六日天]|{_NUMBER}\s*(?:月|日|号)|{_NUMBER}\s*(?:天|周|个?星期|个?月)(?:之?内|后)"
)
_MONEY = re.compile(
    r"回扣|佣金|提成|好处费|红包|返点|现金|送钱|给钱|\b(?:kick-?backs?|bribes?|commissions?|cash|money)\b",
    re.IGNORECASE,
)


def seller_verb(objective: str) -> str:
    """The seller's verb with which the objective begins, empty when it is a deed of the customer."""
    found = _SELLER_EN.match(objective) or _SELLER_ZH.match(objective)
    return found.group(1) if found else ""


def has_day(objective: str, by: date | None = None) -> bool:
    """Whether it says by when."""
    return by is not None or bool(_DAY_EN.search(objective) or _DAY_ZH.search(objective))


def money_word(personal_win: str) -> str:
    """A word of money in somebody's personal win, which is never written down; empty when there is none."""
    found = _MONEY.search(personal_win)
    return found.group(0) if found else ""
