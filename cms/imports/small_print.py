"""Short lines that are no headline by their own words: credits, signatures, days, rows of a timetable or a notice."""

from __future__ import annotations

import re
import unicodedata

_WHO = r"(?:本报|本刊|见习|实习|特约|首席)*(?:记者|通讯员|撰稿人?|供稿|供图|摄影|作者|编辑|责编|来源|资料|图片|文字|摄|文|图)"
_NAMES = r"[\u4e00-\u9fff]{2,3}(?:[\s、][\u4e00-\u9fff]{2,3})*"
_CREDIT = re.compile(
    rf"[（(【□■◆○\s]*{_WHO}(?:\s*[/／、&和与及]?\s*{_WHO})*\s*[:：/／|丨\s]\s*\S.*"
    rf"|[（(]?本[报刊](?:见习|实习)?记者{_NAMES}[）)]?"
    rf"|□\s*{_NAMES}|[（(]{_NAMES}[）)]"
)
_CREDIT_TAIL = re.compile(
    r"[（(]?.{1,20}?[\s/／：:](?:文[/／]图|图[/／]文|文[/／]摄|摄影?|供稿|供图|文|图)[）)]?"
    r"|[（(].{2,20}(?:文/图|图/文|摄影?|报道|供稿|供图)[）)]"
)
_ASIDE = re.compile(r"[（(][^（）()]+[）)]")

DAY = r"(?:\d{4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日"
_TO = r"\s*(?:[-–—~～至到]|——)+\s*"
_WHOLE_DAY = rf"(?:{DAY}|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}|[〇○零一二三四五六七八九]{{4}}年[一二三四五六七八九十]{{1,3}}月[一二三四五六七八九十]{{1,3}}日)"
_OFFICE = (
    r"(?:委员会|党工委|党委|纪委|居委会?|业委会|党总支|党支部|办事处|办公室|领导小组|编辑部|中心|工会|团委|妇联|工作站)"
)
_SIGNED_DAY = re.compile(rf"[（(]?(?:\S{{2,30}}\s+|\S{{2,30}}{_OFFICE}\s*)?{_WHOLE_DAY}[）)]?")
_OFFICE_LINE = re.compile(rf"\w*(?:街道|居民区|社区|新村|[市区镇村])\w{{0,12}}{_OFFICE}")

_SPAN = rf"(?:{DAY}{_TO}(?:\d{{1,2}}\s*月\s*)?\d{{1,2}}\s*日|\d{{1,2}}\.\d{{1,2}}{_TO}\d{{1,2}}\.\d{{1,2}}(?!\d))"
_TIMETABLE_ROW = re.compile(rf"{_SPAN}(?!\s*[，,])|{DAY}(?:\s+|\s*[:：])[^，,]*$")
_TELEPHONE = re.compile(r"\d{7}|\d{3,4}-\d{3,4}-\d{4}")
_ADDRESS = re.compile(r"\w{0,4}地址\s+\S")

_COLUMN_NAME = re.compile(r"[【\[〖].*[】\]〗]")
_LABELLED = re.compile(r"[^\s：:，,]{1,8}[：:]\s*\S")
_ROW_OF_NAMES = re.compile(r"(?:[\u4e00-\u9fff]{2,3}[\s、]+){2,}[\u4e00-\u9fff]{2,3}")


def is_credit(text: str) -> bool:
    """Tell whether a short text names who wrote or took what, or who signs on which day, and nothing else."""
    return bool(_CREDIT.fullmatch(text) or _CREDIT_TAIL.fullmatch(text) or ends_in_day(text))


def ends_in_day(text: str) -> bool:
    """Tell whether a text is a day, perhaps behind the name of who signs."""
    return bool(_SIGNED_DAY.fullmatch(unicodedata.normalize("NFKC", text)))


def is_aside(text: str) -> bool:
    """Tell whether a text stands wholly in round brackets, as "continued on page 2" does."""
    return bool(_ASIDE.fullmatch(text))


def names_office(text: str) -> bool:
    """Tell whether a text is all of an office's name."""
    return bool(_OFFICE_LINE.fullmatch(text))


def is_column_name(text: str) -> bool:
    return bool(_COLUMN_NAME.fullmatch(text))


def is_row(text: str) -> bool:
    """Tell whether a short text is a row of a timetable or a notice: a day with what is due then, a telephone."""
    text = unicodedata.normalize("NFKC", text)
    return bool(_TIMETABLE_ROW.match(text) or _TELEPHONE.search(text) or _ADDRESS.match(text))


def is_span(text: str) -> bool:
    """Tell whether a text is from one day to another, and nothing else."""
    return bool(re.fullmatch(_SPAN, unicodedata.normalize("NFKC", text)))


def row_form(text: str) -> str:
    """Name the form that a text shares with the other rows of a list: "label: value" or names; else ""."""
    if _ROW_OF_NAMES.fullmatch(text):
        return "names"
    return "label" if _LABELLED.match(text) else ""
