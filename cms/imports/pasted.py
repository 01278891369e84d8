"""Text that was copied out of a 公众号 article → an article; what the app puts around it is named as left out."""

from __future__ import annotations

import re
from datetime import date

from cms.imports.blocks import Block, Paragraph
from cms.imports.dates import Issue, event_date
from cms.imports.decoding import squeeze
from cms.imports.doubts import Doubt, DoubtKind, doubt
from cms.imports.errors import NothingPasted, TooMuchPasted
from cms.imports.material import LeftOut, Material, Reason
from cms.imports.newspaper import Article, guess_section
from cms.imports.telling import day_told, source_told

MOST_CHARACTERS = 200_000
LONGEST_TITLE = 255
LONGEST_SOURCE = 100
#: The credits stand within that many lines of the title.
_CREDITS_WITHIN = 6

_POINTS = "👆👇☝↑↓▲▼△▽►▶◀◄·•●○◆◇■□—–-_=~～*＊…。.!！,，、：:|丨<>《》【】「」[]（）() \u3000"
_BOILERPLATE = re.compile(
    r"(?:请?点击(?:上方|下方|文末|左下角|右下角|标题下方)?.{0,12}(?:关注|订阅|阅读原文|进入|加入我们|名片).{0,12}"
    r"|关注(?:我们|本公众号).{0,12}|(?:长按|扫码|扫一扫|微信扫一扫|长按识别|识别).{0,16}(?:关注|二维码|公众号|小程序).{0,12}"
    r"|阅读原文|继续滑动看下一个|轻触阅读原文|向上滑动看下一个|预览时标签不可点|微信扫一扫|知道了|取消|允许|分析"
    r"|(?:点)?(?:分享|收藏|点赞|在看|赞|留言|写留言|推荐|喜欢此内容的人还喜欢|觉得不错.{0,12}|喜欢作者|赞赏|稀饭作者)"
    r"|(?:分享|收藏|点赞|在看|点个)(?:[、，,\s]*(?:分享|收藏|点赞|在看|点个|赞))+.{0,8}"
    r"|阅读\s*[\d.]+\s*[万wW]?\+?|(?:人|位)?划线|视频号|小程序|轻点两下取消(?:赞|在看)|使用小程序|使用完整服务"
    r"|在小说阅读器(?:中沉浸阅读|读本章)|去阅读|听全文|END|The\s*End|—?\s*完\s*—?)",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"[\[【（(<]?(?:图片|动图|视频|音频|表情|image|img|video|GIF|微信图片\w*)[\]】）)>]?(?:\.\w{3,4})?", re.IGNORECASE
)
_DAY = r"(?P<year>(?:19|20|21)\d\d)\s*(?:[-/.]|年)\s*(?P<month>\d{1,2})\s*(?:[-/.]|月)\s*(?P<day>\d{1,2})\s*日?"
_CREDITS = re.compile(
    rf"(?P<names>.{{0,60}}?)\s*{_DAY}\s*(?:(?:上午|下午|早上|晚上)?\s*\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?"
    r"\s*(?:发表于)?\s*(?P<place>[\u4e00-\u9fff]{0,8})"
)
_ORIGINAL = re.compile(r"^(?:原创|转载)\s*")


def read_pasted(text: str) -> Material:
    """Read text that was pasted. Raises ``NothingPasted`` and ``TooMuchPasted``; each has a ``sentence``."""
    if len(text) > MOST_CHARACTERS:
        detail = f"{len(text)} characters, at most {MOST_CHARACTERS}"
        raise TooMuchPasted(detail, count=len(text), limit=MOST_CHARACTERS)
    lines = [(number, line.strip(" \t\u3000\xa0")) for number, line in enumerate(text.splitlines(), 1)]
    lines = [(number, line) for number, line in lines if squeeze(line)]
    left_out = [LeftOut(reason, line) for _number, line in lines if (reason := _idle(line))]
    told = [(number, line) for number, line in lines if _idle(line) is None]
    if not told:
        raise NothingPasted(f"{len(text)} characters, {len(left_out)} lines of boilerplate")
    number, title, told, doubts = _title(told)
    source, published, told, credits_taken = _credits(told)
    left_out += [LeftOut(Reason.CREDITS, line) for line in credits_taken]
    blocks: tuple[Block, ...] = tuple(Paragraph(line, at) for at, line in told)
    day, about_day = event_date(told, Issue(published.year, published.month)) if published else day_told(told)
    if published and day is None:
        day, about_day = published, [*about_day, doubt(DoubtKind.DATE_PUBLISHED, number, published.isoformat())]
    section = guess_section(title, "\n".join(line for _number, line in told))
    unsure = [] if section else [doubt(DoubtKind.NO_SECTION, number, title)]
    article = Article(number, "", title, blocks, day, section, (*doubts, *about_day, *unsure))
    named = source or source_told(line for _number, line in told)
    return Material((article,), tuple(left_out), source=named)


def _idle(line: str) -> Reason | None:
    """Say why a line is none of the article's."""
    bare = line.strip(_POINTS)
    if _PLACEHOLDER.fullmatch(line) or _PLACEHOLDER.fullmatch(bare):
        return Reason.PLACEHOLDER
    if not bare:
        return Reason.BOILERPLATE if any(sign in line for sign in "👆👇☝↑↓▲▼") else None
    return Reason.BOILERPLATE if _BOILERPLATE.fullmatch(bare) else None


def _title(told: list[tuple[int, str]]) -> tuple[int, str, list[tuple[int, str]], list[Doubt]]:
    """Return where it begins, its title and the lines under that."""
    (number, first), *rest = told
    if len(first) > LONGEST_TITLE:
        return number, "", told, [doubt(DoubtKind.NO_TITLE, number, first)]
    looks_like_text = len(first) > 64 or first.endswith(("。", "；"))
    return number, first, rest, [doubt(DoubtKind.TITLE_GUESSED, number, first)] if looks_like_text else []


def _credits(told: list[tuple[int, str]]) -> tuple[str, date | None, list[tuple[int, str]], list[str]]:
    """Return source and day of publication, the lines without them, and the lines they were read from."""
    for place, (_number, line) in enumerate(told[:_CREDITS_WITHIN]):
        match = _CREDITS.fullmatch(line)
        day = _on_calendar(match) if match else None
        if match is None or day is None:
            continue
        above = [text for _at, text in told[:place]]
        names = [_ORIGINAL.sub("", text).strip() for text in (*above, match["names"]) if text.strip()]
        if all(_is_name(name) for name in names):
            # Who wrote it comes first, the account last, right before the day.
            source = names[-1].split()[-1] if names and names[-1] else ""
            return source[:LONGEST_SOURCE], day, told[place + 1 :], [*above, line]
    return "", None, told, []


def _is_name(text: str) -> bool:
    return len(text) <= 30 and not any(sign in text for sign in "。，；！？")


def _on_calendar(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
