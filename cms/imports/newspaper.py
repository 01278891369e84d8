"""A plain-text page of the community newspaper → articles. Pure: bytes in, values out, or a named refusal.

The text comes from a PDF, whose columns break paragraphs anywhere. Its white space and punctuation, the length of
lines and what follows them tell headlines from text; where they do not tell it surely, the article carries a doubt.
Whatever is decided, every character of the file stands once in the articles or in the margins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from cms.imports.articles import ArticleDraft, assemble
from cms.imports.blocks import Block, Paragraph
from cms.imports.dates import Issue, event_date
from cms.imports.decoding import decode, squeeze
from cms.imports.doubts import Doubt, DoubtKind, doubt
from cms.imports.errors import NoArticle, TextNotKept
from cms.imports.layout import Margin, set_margins_aside
from cms.imports.lines import Line, split_lines


class Section(StrEnum):
    """Where in the site an article belongs; the values that pages store."""

    ELECTION = "election"
    DESIGN = "design"


# Words by which a section is told; those of the headline count more than those of the text.
SECTION_WORDS: dict[Section, tuple[str, ...]] = {
    Section.ELECTION: ("换届", "选举", "选民", "候选人", "两推一选", "居委会委员"),
    Section.DESIGN: ("双美", "设计", "讲堂", "城市更新", "微更新", "规划"),
}
_HEADLINE_WEIGHT = 3
_FEWEST_WORDS = 3

_UNPRINTABLE = re.compile("[\ufffd\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page. ``title`` is empty only for text that stands before the first title."""

    line: int  # where it begins in the file
    kicker: str
    title: str
    blocks: tuple[Block, ...]
    event_date: date | None
    section: Section | None
    doubts: tuple[Doubt, ...]

    @property
    def text(self) -> str:
        """Everything it says, in the order of the file."""
        return "\n".join(part for part in (self.kicker, self.title, *(block.text for block in self.blocks)) if part)

    @property
    def text_hash(self) -> str:
        """The same for the same words, whatever the file's encoding, line ends and breaks were."""
        return sha256(squeeze(self.text).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class NewspaperPage:
    """What was read from a page."""

    issue: str
    encoding: str
    articles: tuple[Article, ...]
    margins: tuple[Margin, ...]  # page headers and the like, which belong to no article


def read_page(data: bytes, *, issue: str) -> NewspaperPage:
    """Split a page of the newspaper into articles.

    ``data`` is text in UTF-8 or GBK, ``issue`` the month of the paper as ``2021-01``.
    Raises ``InvalidIssue``, ``UnreadablePage`` (or one of its kinds, which say what the file is instead),
    ``EmptyPage`` and ``NoArticle``; each has a ``sentence`` for the person who asked.
    """
    month = Issue.parse(issue)
    text, encoding = decode(data)
    lines = split_lines(text)
    kept, margins = set_margins_aside(lines)
    drafts = assemble(kept)
    _doubt_margins(margins, drafts)
    articles = tuple(_finish(draft, month) for draft in drafts)
    if not any(article.title and article.blocks for article in articles):
        raise NoArticle(f"{len(lines)} lines, no headline with text under it")
    _check_text_is_kept(text, lines, kept, articles)
    return NewspaperPage(issue, encoding, articles, margins)


def _finish(draft: ArticleDraft, issue: Issue) -> Article:
    told = [(block.line, block.text) for block in draft.blocks if isinstance(block, Paragraph) and not block.is_credit]
    day, doubts = event_date(told, issue)
    section = guess_section(f"{draft.kicker}\n{draft.title}", "\n".join(block.text for block in draft.blocks))
    if section is None:
        doubts.append(doubt(DoubtKind.NO_SECTION, draft.line, draft.title or draft.opening))
    return Article(
        line=draft.line,
        kicker=draft.kicker,
        title=draft.title,
        blocks=tuple(draft.blocks),
        event_date=day,
        section=section,
        doubts=(*draft.doubts, *_garbled(draft), *doubts),
    )


def _doubt_margins(margins: Sequence[Margin], drafts: Sequence[ArticleDraft]) -> None:
    """Tell the editor of the article around it what was set aside and may be its own."""
    for margin in margins:
        if not margin.is_certain and drafts:
            draft = next((draft for draft in reversed(drafts) if draft.line < margin.line), drafts[0])
            draft.doubts.append(doubt(DoubtKind.MARGIN, margin.line, margin.text))


def guess_section(headline: str, body: str) -> Section | None:
    """Return the section whose words are clearly the more frequent; None when neither is."""
    points = {
        section: sum(_HEADLINE_WEIGHT * headline.count(word) + body.count(word) for word in words)
        for section, words in SECTION_WORDS.items()
    }
    best, second = sorted(points, key=lambda section: -points[section])
    return best if points[best] >= max(_FEWEST_WORDS, 2 * points[second] + 1) else None


def _garbled(draft: ArticleDraft) -> list[Doubt]:
    parts = [(draft.line, draft.kicker), (draft.line, draft.title), *((b.line, b.text) for b in draft.blocks)]
    return [
        doubt(DoubtKind.GARBLED, line, text[max(0, hit.start() - 8) : hit.end() + 8])
        for line, text in parts
        if (hit := _UNPRINTABLE.search(text))
    ]


def _check_text_is_kept(text: str, lines: Sequence[Line], kept: Sequence[Line], articles: Sequence[Article]) -> None:
    """Nothing is lost or doubled: the one promise of this module that is kept even when it judges wrongly."""
    _check_same("".join(line.text for line in lines), text)
    _check_same("".join(article.text for article in articles), "".join(line.text for line in kept))


def _check_same(found: str, expected: str) -> None:
    found, expected = squeeze(found), squeeze(expected)
    if found != expected:
        pairs = zip(found, expected, strict=False)
        position = next((place for place, (a, b) in enumerate(pairs, 1) if a != b), min(len(found), len(expected)) + 1)
        raise TextNotKept(f"texts differ from character {position}", position=position)
