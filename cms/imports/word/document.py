"""A Word document → one article, and all that does not stand in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from django.utils.translation import gettext as _

from cms.imports.blocks import Figure, Paragraph, RichText
from cms.imports.decoding import squeeze
from cms.imports.doubts import Doubt, DoubtKind, doubt
from cms.imports.material import LeftOut, Material, Reason
from cms.imports.newspaper import Article, guess_section
from cms.imports.telling import day_told, source_told
from cms.imports.word.composing import Composed, compose, first_lines
from cms.imports.word.errors import WordIsEmpty, WordIsTooLarge
from cms.imports.word.numbering import automatic_numbers
from cms.imports.word.opening import Package
from cms.imports.word.reading import read_html
from cms.imports.word.source import OBJECT, read_source

LONGEST_TITLE = 255
#: Each has two fields in the preview, and a form may have a thousand.
MOST_PICTURES = 200
#: A first paragraph that short and without a full stop is taken for the title.
_LONGEST_GUESSED = 40
_FIRST_PARAGRAPH = re.compile(r"<p>((?:(?!</p>|<br/>).)*)</p>")
_SENTENCE_ENDS = ("。", "！", "？", "；", "：", ".", ";", ":")
_WRITTEN_BY_WORD = re.compile(r"(?:描述已自动生成|Description automatically generated|AI 生成的内容|自动生成)")


def read_document(data: bytes, *, name: str = "") -> Material:
    """Read a docx; ``name`` is the file's, for a document without a title.

    Raises ``WordRefused`` in one of its kinds, each with a ``sentence`` for the person who asked.
    """
    package = Package(data)
    package.check_text()
    source = read_source(package)
    reading = read_html(package, source.cleaned)
    composed = compose(reading.html)
    if not composed.title and not composed.blocks:
        raise WordIsEmpty("no text and no picture")
    if (pictures := sum(isinstance(block, Figure) for block in composed.blocks)) > MOST_PICTURES:
        raise WordIsTooLarge(f"{pictures} pictures", what=_("图片"), limit=_("%s 张") % MOST_PICTURES)
    title = _title(composed, name)
    told = list(first_lines(composed.blocks))
    day, doubts = day_told(told)
    body = "\n".join(block.text for block in composed.blocks)
    section = guess_section(title, body)
    if section is None:
        doubts.append(doubt(DoubtKind.NO_SECTION, 0, title))
    if automatic_numbers(package):
        doubts.append(doubt(DoubtKind.NUMBERING, 0, title))
    article = Article(1, "", title, tuple(composed.blocks), day, section, (*composed.doubts, *doubts, *_alts(composed)))
    before = [*source.left_out, *reading.left_out, *composed.left_out]
    left_out = (*before, *_missing(source.paragraphs, article, before))
    return Material((article,), left_out, source=source_told(line for _number, line in told))


def _title(composed: Composed, name: str) -> str:
    """Return the title, taken out of the blocks where it stood there; guessed, with a doubt, where no style tells it."""
    if composed.title and len(composed.title) <= LONGEST_TITLE:
        return composed.title
    if composed.title:
        composed.blocks.insert(0, Paragraph(composed.title, 0))
    first = composed.blocks[0] if composed.blocks else None
    match = _FIRST_PARAGRAPH.match(first.html) if isinstance(first, RichText) else None
    if match and isinstance(first, RichText):
        text = " ".join(RichText(match.group()).text.split())
        if len(text) <= _LONGEST_GUESSED and not text.endswith(_SENTENCE_ENDS) and "<a " not in match.group():
            rest = first.html[match.end() :]
            composed.blocks[0:1] = [RichText(rest)] if rest else []
            composed.doubts.append(doubt(DoubtKind.TITLE_GUESSED, 0, text))
            return text
    title = PurePath(name).stem[:LONGEST_TITLE]
    composed.doubts.append(doubt(DoubtKind.TITLE_FROM_FILE, 0, title))
    return title


def _alts(composed: Composed) -> Iterator[Doubt]:
    for block in composed.blocks:
        if isinstance(block, Figure) and _WRITTEN_BY_WORD.search(block.alt):
            yield doubt(DoubtKind.ALT_BY_MACHINE, 0, block.alt)


def _missing(paragraphs: Sequence[str], article: Article, left_out: Sequence[LeftOut]) -> Iterator[LeftOut]:
    """Yield every paragraph, and at last every character, that stands neither in the article nor among what was left out."""
    named = [item.text for item in left_out if item.reason is Reason.CONTENTS]
    kept = squeeze("\n".join((article.text, *named)))
    letters = Counter(kept)
    for paragraph in paragraphs:
        pieces = [squeeze(piece) for piece in paragraph.split(OBJECT)]
        if all(piece in kept for piece in pieces):
            letters.subtract("".join(pieces))
        else:
            yield LeftOut(Reason.NOT_READ, paragraph.replace(OBJECT, " ").strip())
    if lost := -letters:  # a paragraph that stands twice there, and once here
        yield LeftOut(Reason.NOT_READ, "".join(lost.elements()))
