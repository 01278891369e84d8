"""Lines → articles: walks down a page, has each run of headline-like lines read, and builds what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from cms.imports.blocks import Block, Heading, Paragraph
from cms.imports.doubts import Doubt, DoubtKind, doubt
from cms.imports.headlines import Reading, Scene, read_run
from cms.imports.layout import Layout, measure
from cms.imports.lines import Line, breaks_words
from cms.imports.paragraphs import OpenParagraph
from cms.imports.signs import Signs, find_signs

# That many short lines under one another are a list or a table, not one broken paragraph.
_FEWEST_LISTED = 3


@dataclass
class ArticleDraft:
    """An article that is being put together."""

    line: int
    kicker: str = ""
    title: str = ""
    blocks: list[Block] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    has_text: bool = False
    has_ended: bool = False  # a credit closed it
    last_subhead: Line | None = None

    @property
    def opening(self) -> str:
        """Its first words, when it has no title."""
        return self.blocks[0].text if self.blocks else ""


def assemble(lines: Sequence[Line]) -> list[ArticleDraft]:
    """Put the articles of a page together from its lines."""
    layout = measure(lines)
    chunks = list(_chunks(lines))
    runs = [chunk for chunk in chunks if chunk[0].is_headline_like]
    desk = _Desk(layout, find_signs(lines, runs, layout))
    for chunk, follower, byline_follows in zip(chunks, *_what_follows(chunks), strict=True):
        if not chunk[0].is_headline_like:
            desk.place_text(chunk[0])
        elif follower is None:
            desk.place_rest(chunk)
        else:
            desk.place_run(chunk, desk.scene(chunk, follower, byline_follows=byline_follows))
    return desk.finished()


def _chunks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield runs of headline-like lines together, every other line alone."""
    for is_run, group in groupby(lines, key=lambda line: line.is_headline_like):
        if is_run:
            yield list(group)
        else:
            yield from ([line] for line in group)


def _what_follows(chunks: Sequence[Sequence[Line]]) -> tuple[list[Line | None], list[bool]]:
    """Return for each chunk the first line of text or headline behind it, and whether a credit comes before that."""
    followers: list[Line | None] = []
    credits_next: list[bool] = []
    follower: Line | None = None
    credit = False
    for chunk in reversed(chunks):
        followers.append(follower)
        credits_next.append(credit)
        credit = chunk[0].is_credit
        if not credit and not chunk[0].is_caption:
            follower = chunk[0]
    return followers[::-1], credits_next[::-1]


class _Desk:
    """What is known half-way down a page."""

    def __init__(self, layout: Layout, signs: Signs) -> None:
        self.layout = layout
        self.signs = signs
        self.articles: list[ArticleDraft] = []
        self.paragraph: OpenParagraph | None = None

    def finished(self) -> list[ArticleDraft]:
        self._close_paragraph()
        for article in self.articles:
            if article.title and not article.has_text:
                article.doubts.append(doubt(DoubtKind.NO_BODY, article.line, article.title))
        return self.articles

    def scene(self, run: Sequence[Line], follower: Line, *, byline_follows: bool) -> Scene:
        """Say what stands around a run."""
        article = self.articles[-1] if self.articles else None
        subhead = article.last_subhead if article else None
        return Scene(
            layout=self.layout,
            signs=self.signs,
            follower=follower,
            opens_page=article is None,
            reads_on=self.paragraph.reads_on(run[0], self.layout) if self.paragraph else 0.0,
            after_announcement=bool(self.paragraph and self.paragraph.announces),
            after_end=bool(article and article.has_ended) or bool(self.paragraph and self.paragraph.is_signed),
            awaits_text=bool(article and not article.has_text and not self.paragraph),
            breaks_series=subhead in self.signs.series and run[0] not in self.signs.series,
            byline_follows=byline_follows,
        )

    def place_run(self, run: Sequence[Line], scene: Scene) -> None:
        """Have a run read, and put its lines where they belong."""
        reading = read_run(run, scene)
        count = len(reading.roles)
        text = run[count:]
        if reading.roles:
            self._close_paragraph()
        if "T" in reading.roles:
            self._start_article(run[0], [run[i] for i in range(count) if reading.roles[i] == "T"], reading.roles[0])
        if reading.roles.endswith("S"):
            self._place_subhead(run[count - 1])
        is_list = self._is_list(text, scene, goes_on=not reading.roles)
        if is_list:
            self._place_list(text, DoubtKind.LIST)
        else:
            self._place_short_text(text)
        if reading.roles or not is_list:
            self._note(_split_doubt(reading), run[0])

    def place_rest(self, run: Sequence[Line]) -> None:
        """Put a run with no text behind it at the end of the last article."""
        if self.layout.fills_column(run[0]) or (self.paragraph and self.paragraph.reads_on(run[0], self.layout)):
            self._place_short_text(run)
        else:
            self._place_list(run, DoubtKind.NO_BODY)

    def place_text(self, line: Line) -> None:
        """Join a line to the open paragraph, or begin a new one with it."""
        if self.paragraph and self.paragraph.goes_on_in(line, self.layout):
            self.paragraph.add(line)
            return
        self._close_paragraph()
        self._open_paragraph(line)

    def _note(self, kind: DoubtKind | None, line: Line) -> None:
        """Keep a doubt with the article it is about, once."""
        if kind:
            article, note = self._article(line), doubt(kind, line.number, line.text)
            article.doubts += [note] if note not in article.doubts else []

    def _article(self, line: Line) -> ArticleDraft:
        """Return the last article; text before the first title makes one without title."""
        if not self.articles:
            article = ArticleDraft(line.number)
            article.doubts.append(doubt(DoubtKind.NO_TITLE, line.number, line.text))
            self.articles.append(article)
        return self.articles[-1]

    def _start_article(self, first: Line, title: Sequence[Line], role: str) -> None:
        text = title[0].text
        for line in title[1:]:
            text += ("" if title[0].is_open else " ") + line.text
        kicker = first.text if role == "K" else ""
        self.articles.append(ArticleDraft(first.number, kicker, text))

    def _place_subhead(self, line: Line) -> None:
        article = self._article(line)
        article.blocks.append(Heading(line.text, line.number))
        article.last_subhead = line

    def _is_list(self, lines: Sequence[Line], scene: Scene, *, goes_on: bool) -> bool:
        """Tell whether short lines are items of a list, not parts of one broken paragraph."""
        if not lines or (goes_on and scene.reads_on > 0):
            return False
        if lines[0] in self.signs.listed:
            return True
        if any(line.is_open or breaks_words(line.text, below.text) for line, below in pairwise(lines)):
            return False
        if goes_on and scene.after_announcement:
            return not any(self.layout.fills_column(line) for line in lines)
        return self.layout.column is None and len(lines) >= _FEWEST_LISTED

    def _place_list(self, lines: Sequence[Line], kind: DoubtKind) -> None:
        for line in lines:
            self._close_paragraph()
            self._open_paragraph(line, stands_alone=True)
        self._note(kind, lines[0])
        self._close_paragraph()

    def _place_short_text(self, lines: Sequence[Line]) -> None:
        for line in lines:
            self.place_text(line)
        # A full line of a column is short because the column is narrow.
        if lines and not self.layout.fills_column(lines[0]):
            self._note(DoubtKind.TEXT_OR_HEADLINE, lines[0])

    def _open_paragraph(self, line: Line, *, stands_alone: bool = False) -> None:
        article = self._article(line)
        self.paragraph = OpenParagraph(line, stands_alone=stands_alone)
        if line.is_credit:
            article.has_ended = article.has_text
            self._close_paragraph()

    def _close_paragraph(self) -> None:
        if self.paragraph is None:
            return
        paragraph, self.paragraph = self.paragraph, None
        article = self.articles[-1]
        article.blocks.append(Paragraph(paragraph.text, paragraph.first.number, paragraph.first.is_credit))
        article.doubts += paragraph.final_doubts()
        article.has_text = article.has_text or not paragraph.stands_alone
        article.has_ended = article.has_ended or paragraph.is_signed


def _split_doubt(reading: Reading) -> DoubtKind | None:
    """Name what a headline could be instead, when another reading comes close."""
    if reading.is_certain:
        return DoubtKind.HEADLINE_PARTS if "T" in reading.roles and not reading.parts_are_certain else None
    if "T" in reading.roles:
        return DoubtKind.ARTICLE_OR_SUBHEAD
    if not reading.roles:
        return DoubtKind.TEXT_OR_HEADLINE
    return DoubtKind.SUBHEAD_OR_ARTICLE if "T" in reading.rival else DoubtKind.SUBHEAD_OR_TEXT
