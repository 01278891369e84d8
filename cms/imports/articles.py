"""Lines → articles: walks down a page, has each run of headline-like lines read, and builds what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise, takewhile

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
    for place, (chunk, follower, byline_follows) in enumerate(zip(chunks, *_what_follows(chunks), strict=True)):
        if not chunk[0].is_headline_like:
            desk.place_text(chunk[0])
        elif place and _is_signed_below(chunks[place + 1 : place + 3]):
            desk.place_signature(chunk)
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


def _is_signed_below(chunks: Sequence[Sequence[Line]]) -> bool:
    """Tell whether the lines over these chunks sign an article: a day under them, and no text under that."""
    if not chunks or not chunks[0][0].is_signing_day:
        return False
    return len(chunks) == 1 or (chunks[1][0].is_headline_like and not chunks[1][0].is_numbered)


def _after_list(scene: Scene) -> Scene:
    """Return the scene of the lines under a list."""
    return replace(scene, reads_on=0.0, after_announcement=False, awaits_text=False, opens_page=False)


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
        run, scene = self._place_ending(run, scene)
        if not run:
            return
        reading = read_run(run, scene)
        count = len(reading.roles)
        text = run[count:]
        if reading.roles:
            self._close_paragraph()
        if "T" in reading.roles:
            self._start_article(run, reading.roles)
        if reading.roles.endswith("S"):
            self._place_subhead(run[count - 1])
        is_list = self._is_list(text, scene, goes_on=not reading.roles)
        if is_list:
            self._place_list(text, DoubtKind.LIST)
        else:
            self._place_short_text(text)
        if reading.roles or not is_list:
            self._note(_split_doubt(reading), run[0])

    def _place_ending(self, run: Sequence[Line], scene: Scene) -> tuple[Sequence[Line], Scene]:
        """Put first lines that can be no headline with the article before; return what is left to be read."""
        signature = self._signature(run, scene)
        if signature:
            self.place_signature(run[:signature])
            run, scene = run[signature:], replace(scene, after_end=True)
        while len(run) > 1 and run[0].is_enumerated and run[1].is_enumerated and run[0] not in self.signs.listed:
            self._close_paragraph()
            self._place_subhead(run[0])  # with a subhead of its own under it
            run, scene = run[1:], _after_list(scene)
        items = self._last_items(run, scene)
        if items:
            self._place_list(run[:items], DoubtKind.LIST)
            run, scene = run[items:], _after_list(scene)
        return run, scene

    def place_signature(self, run: Sequence[Line]) -> None:
        """Put the lines that sign an article at its end."""
        self._place_list(run, DoubtKind.SIGNATURE)
        self.articles[-1].has_ended = True

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
        is_row, goes_on = self._is_row(line), bool(self.paragraph and self._is_row(self.paragraph.last))
        self._close_paragraph()
        self._open_paragraph(line, stands_alone=line.is_aside or is_row)
        if is_row and not goes_on:
            self._note(DoubtKind.LIST, line)

    def _is_row(self, line: Line) -> bool:
        """Tell whether a line is a row of a timetable, or a bare number; in a narrow column it may as well be text."""
        return (line.is_number or (line.is_row and not line.is_open)) and not self.layout.fills_column(line)

    def _signature(self, run: Sequence[Line], scene: Scene) -> int:
        """Count the offices that sign the article before, over the headline of the next."""
        if scene.opens_page or scene.awaits_text or scene.reads_on:
            return 0
        count = len(list(takewhile(lambda line: line.is_office, run)))
        return count if count < len(run) else 0

    def _last_items(self, run: Sequence[Line], scene: Scene) -> int:
        """Count the lines that end a list of the article before."""
        if self.paragraph and self.paragraph.last.is_span:
            return 1  # what is due in those days
        listed = len(list(takewhile(lambda line: line in self.signs.listed, run)))
        if listed and listed < len(run) and not run[listed - 1].is_open:
            return listed
        numbered = len(list(takewhile(lambda line: line.is_enumerated, run)))
        if not 0 < numbered < len(run):
            return 0
        # A title is no text of a numbered subhead: the number is that of a list.
        return numbered if "T" in read_run(run[numbered:], _after_list(scene)).roles else 0

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

    def _start_article(self, run: Sequence[Line], roles: str) -> None:
        kickers, titles = ([line for line, part in zip(run, roles, strict=False) if part == role] for role in "KT")
        title = titles[0].text
        for line in titles[1:]:
            title += ("" if titles[0].is_open else " ") + line.text
        self.articles.append(ArticleDraft(run[0].number, " ".join(line.text for line in kickers), title))

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
            if line.is_signing_day and article.has_text and not article.has_ended:
                self._note(DoubtKind.SIGNATURE, line)
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
