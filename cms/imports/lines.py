"""Lines of a page, and what their look alone says of them: nothing here knows the lines around."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cms.imports.decoding import INVISIBLE, WHITE
from cms.imports.small_print import (
    DAY,
    ends_in_day,
    is_aside,
    is_column_name,
    is_credit,
    is_row,
    is_span,
    names_office,
    row_form,
)

# Widths and indents are counted in full-width characters (em): a Latin letter or a digit is half of one.
LONGEST_HEADLINE = 40.0
LONGEST_CREDIT = 32.0
LONGEST_COUPLET = 13.0
# How much of a text's end is looked at, in characters.
TAIL = 60
# A paragraph is indented by two; a line that starts further right is centred.
INDENT = (1.5, 3.0)

_NUMERAL = r"[一二三四五六七八九十百\d]"
_CLOSING = "，。、；：？！）》〉」』】〕”’…,.;:?!)]"
_END = re.compile(r"[。！？!?…][”’」』）)》】]*$|[A-Za-z]\.$")
_SIGNED_END = re.compile(r"[。！？!?…][”’」』》】]*\s*[（(【][^（）()【】]{2,30}[）)】]$")
_COLON_END = re.compile(r"[：；:;][”’」』]?$")
_SPOKEN_END = re.compile(r"[。！？!?…；;][”’」』]+$")
_ENUMERATED = re.compile(
    rf"{_NUMERAL}{{1,3}}、|[（(]{_NUMERAL}{{1,3}}[）)]|\d{{1,2}}[.．](?!\d)|0\d(?!\d)|[①-⑳]|第{_NUMERAL}{{1,3}}(?:[章节篇部]|阶段)"
)
_LABELLED = re.compile(rf"(\D{{1,6}}?){_NUMERAL}{{1,2}}\s*[：:]")
_LIST_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,2}(?:是|要(?![素点件闻求]))|第[一二三四五六七八九十]{1,2}[，,]|首先|其次|[●•■◆▪·○◎※\-–*]\s*\S"
)
_CAPTION = re.compile(r"[▲▼◀▶△▽◁▷↑↓←→]|图为|[（(]?[上下左右]?图[①-⑳\d一二三四五六七八九]?[：:]")
_PARTICLE = re.compile(r"的(?!士)|们|了(?![解却])|着(?![力眼重手火装])")
_PAUSE = re.compile(r"[\u4e00-\u9fff！？!?：”][ \u3000]{1,4}[“\u4e00-\u9fff]")
_COMMAS = frozenset("，、,")
_DAY_START = re.compile(DAY)
_LEAD = re.compile(
    rf"(?:本报讯|本刊讯|{DAY}[^，。,、]{{0,12}}[，,]"
    r"|(?:近日|日前|近期|连日来|不久前|上周|本周|上月|本月|今天|今日|昨天|昨日|前天)[^，。,、]{0,10}[，,])"
)
# "At the meeting, ...", "later, ...": how sentences begin and headlines do not.
_ADVERB = re.compile(
    r"(?:会上|会前|会后|会议期间|活动中|活动当天|当天|当日|最后|随后|接着|之后|其间|期间|下一步|接下来|今后|目前|如今|截至|据悉|据了解"
    r"|同时|此外|另外|其中|然而|但是|因此|所以|为此|对此)[^，,]{0,4}[，,]"
)
_OPENER = re.compile(
    r"为(?!民)|自|在|对|据|当|由于|因|从|根据|按照|随着|通过|经过|针对|围绕|虽然|尽管|如果|近年来|今年|去年|此外|其中|最后|会上|会后|会议|期间"
)
_READS_ON = re.compile(
    r"(?:[的把被将也又再更很最不未每各该其此这那但而且或即以于等从是至]|(?<![参给])与|(?<!普)及|(?<![温平])和|(?<!合)并|(?<!存|所)在"
    r"|能够|可以|通过|根据|按照|由于|因为|不仅|不断|进一步|[“‘「『（(《【〈—])$"
)
_NO_WIDTH = dict.fromkeys(map(ord, INVISIBLE))
_WORD_END = re.compile(r"[A-Za-z][-,.;:!?)]?$")
_WORD_START = re.compile(r"[A-Za-z(]")
_DETAIL = re.compile(r"\w{0,6}(?:时间|地点|地址|电话|热线|邮箱|网址|网站|对象|费用|方式)\s*[:：]\s*\S")
_PAIRS = tuple(zip("“‘《（(【「『〈", "”’》）)】」』〉", strict=True))


@dataclass(frozen=True)
class Line:
    """One line of a page that is not blank."""

    number: int  # from 1, as an editor counts them
    text: str  # without the white space around it
    blank_before: int = 0
    indent: float = 0.0
    after_page_break: bool = False

    @cached_property
    def width(self) -> float:
        return width(self.text)

    @cached_property
    def ends(self) -> bool:
        return ends_sentence(self.text)

    @cached_property
    def is_credit(self) -> bool:
        """Whether the line names who wrote or took what, and nothing else."""
        if self.width > LONGEST_CREDIT or "。" in self.text:
            return False
        return is_credit(self.text)

    @cached_property
    def is_signing_day(self) -> bool:
        """Whether the line is a day, perhaps behind the name of who signs."""
        return self.width <= LONGEST_CREDIT and ends_in_day(self.text)

    @property
    def is_span(self) -> bool:
        """Whether the line is from one day to another, and nothing else."""
        return is_span(self.text)

    @property
    def is_number(self) -> bool:
        """Whether the line holds figures and no words."""
        return any(char.isdigit() for char in self.text) and not any(char.isalpha() for char in self.text)

    @cached_property
    def is_office(self) -> bool:
        """Whether the line is all of an office's name, as at the end of a notice."""
        return names_office(self.text)

    @cached_property
    def is_column_name(self) -> bool:
        return is_column_name(self.text)

    @cached_property
    def is_aside(self) -> bool:
        """Whether the line stands wholly in round brackets."""
        return self.width <= LONGEST_CREDIT and is_aside(self.text)

    @cached_property
    def is_row(self) -> bool:
        """Whether the line is one of a timetable: a day, and what is due then."""
        return self.width <= LONGEST_HEADLINE and "。" not in self.text and is_row(self.text)

    @cached_property
    def is_caption(self) -> bool:
        return bool(_CAPTION.match(self.text))

    @cached_property
    def is_detail(self) -> bool:
        """Whether the line is one of a notice: where, when, whom to call."""
        return bool(_DETAIL.match(self.text))

    @cached_property
    def is_list_item(self) -> bool:
        return bool(_LIST_ITEM.match(self.text))

    @cached_property
    def is_enumerated(self) -> bool:
        return bool(_ENUMERATED.match(self.text))

    @cached_property
    def is_numbered(self) -> bool:
        """Whether the line is one of several by its own words: "1. ...", "point one: ..."."""
        return self.is_enumerated or bool(_LABELLED.match(self.text))

    @property
    def is_subtitle(self) -> bool:
        return self.text.startswith("——")

    @property
    def is_indented(self) -> bool:
        return INDENT[0] <= self.indent <= INDENT[1]

    @property
    def leads(self) -> bool:
        """Whether the line opens as the first sentence of a report does: a day, or "recently"."""
        return bool(_LEAD.match(self.text))

    @property
    def opens_with_day(self) -> bool:
        """Whether a date stands first, as in reports and hardly in headlines."""
        return bool(_DAY_START.match(self.text))

    @property
    def opens_with_adverb(self) -> bool:
        return bool(_ADVERB.match(self.text))

    @property
    def opens_a_sentence(self) -> bool:
        return bool(_OPENER.match(self.text))

    @property
    def starts_inside_a_clause(self) -> bool:
        """Whether the line starts with a sign or a particle that can only follow something."""
        return self.starts_with_closing or bool(_PARTICLE.match(self.text))

    @property
    def starts_with_closing(self) -> bool:
        """Whether the line starts with a sign that can only close what stands before it."""
        return self.text[0] in _CLOSING and not self.text.startswith(("……", "..."))

    @property
    def starts_with_opening(self) -> bool:
        return self.text[0] in "“‘「『（(《【"

    @cached_property
    def is_open(self) -> bool:
        """Whether the line cannot stand alone: it ends in a comma or a word that asks for more, or opens a pair."""
        return asks_for_more(self.text) or not balanced(self.text)

    @property
    def has_pause(self) -> bool:
        """Whether white space parts two phrases, which headlines do and sentences do not."""
        return bool(_PAUSE.search(self.text))

    @cached_property
    def is_headline_like(self) -> bool:
        """Whether the line could be a kicker, title or subhead by its look."""
        if self.width > LONGEST_HEADLINE or self.is_credit or self.is_caption:
            return False
        if self.is_list_item or self.is_detail or self.is_row or self.is_aside:
            return False
        if any(sign in self.text for sign in "。；") or self.text.endswith(".") or announces(self.text):
            return False
        if _SPOKEN_END.search(self.text[-8:]):
            return False
        return not self.starts_with_closing and sum(char.isalpha() for char in self.text) >= 2

    @cached_property
    def row_form(self) -> str:
        """What lines of one list share that stand straight under one another: a number, a label, names."""
        return self.shapes[0] if self.is_numbered else row_form(self.text)

    @cached_property
    def shapes(self) -> tuple[str, ...]:
        """What subheads of one series share: "point one: ...", or the same words and rhythm."""
        labelled = _LABELLED.match(self.text)
        if labelled:
            return (f"label {labelled.group(1)}",)
        enumerated = _ENUMERATED.match(self.text)
        if enumerated:
            return ("number " + re.sub(_NUMERAL, "#", enumerated.group())[-2:],)
        if not 4 <= self.width <= 20:
            return ()
        rhythm = re.sub(r"\w", "x", re.sub(r"\s+", " ", self.text))
        # Two short phrases of the same lengths are a couplet, whatever their words.
        couplet = (rhythm,) if self.has_pause and self.width <= LONGEST_COUPLET else ()
        return (f"{rhythm} {self.text[:2]}", f"{rhythm} {self.text[-2:]}", *couplet)


def width(text: str) -> float:
    """Return the width in full-width characters."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def ends_sentence(text: str) -> bool:
    """Tell whether a text closes a sentence, perhaps with a credit in brackets behind it."""
    return bool(_END.search(text[-TAIL:]) or is_signed(text))


def is_signed(text: str) -> bool:
    """Tell whether a credit in brackets stands behind the last sentence."""
    return bool(_SIGNED_END.search(text[-TAIL:]))


def announces(text: str) -> bool:
    """Tell whether a text ends in a colon or semicolon: a list or a quotation follows."""
    return bool(_COLON_END.search(text[-4:]))


def asks_for_more(text: str) -> bool:
    """Tell whether a text ends in a comma, or in a word that no sentence ends with."""
    return text[-1:] in _COMMAS or bool(_READS_ON.search(text[-8:]))


def breaks_words(upper: str, lower: str) -> bool:
    """Tell whether a line ends and the next begins with a Latin word, or both with digits."""
    return bool(_WORD_END.search(upper[-2:]) and _WORD_START.match(lower)) or breaks_number(upper, lower)


def breaks_number(upper: str, lower: str) -> bool:
    """Tell whether the break stands between two digits."""
    return upper[-1].isdigit() and lower[0].isdigit()


def balanced(text: str) -> bool:
    """Tell whether every quotation mark and bracket has its partner."""
    return all(text.count(opening) == text.count(closing) for opening, closing in _PAIRS)


def split_lines(text: str) -> list[Line]:
    """Return the lines that hold text, each with what white space said about it."""
    lines: list[Line] = []
    blanks = 0
    page_break = False
    for number, part, breaks in _parts(text):
        page_break = page_break or breaks
        bare = part.strip(WHITE)
        if not bare:
            blanks += 1
            continue
        indent = width(part[: part.index(bare[0])].expandtabs(8).translate(_NO_WIDTH))
        lines.append(Line(number, bare, blanks, indent, page_break))
        blanks, page_break = 0, False
    return lines


def _parts(text: str) -> Iterator[tuple[int, str, bool]]:
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        for place, part in enumerate(re.split(r"[\f\v\x1c-\x1e\x85\u2028\u2029]", line)):
            yield number, part, place > 0 and "\f" in line
