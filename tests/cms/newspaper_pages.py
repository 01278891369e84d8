"""Invented newspaper text for tests: nobody in it exists, and no sentence is from a real paper."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from cms.imports.blocks import Heading
from cms.imports.decoding import squeeze
from cms.imports.doubts import DoubtKind
from cms.imports.newspaper import Article, NewspaperPage, read_page

if not settings.configured:  # these tests need no settings; only the sentences they read do
    settings.configure(USE_I18N=False)

INVENTED_PAGE = Path(__file__).parent / "data" / "invented_page.txt"
ISSUE = "2030-03"

KICKER = "社区更新在身边"
TITLE = "示例街道推进老楼加装电梯"
OTHER_TITLE = "示例街道新开一座社区图书馆"
REPAIRS = "示例街道的居民在社区文化中心参加了一场关于老房子修缮的讨论，大家从屋顶漏水一直谈到楼道的照明。"
ANSWERS = "讨论持续了两个小时，街道把居民提出的问题一条条记下来，并答应在下个月逐一给出答复。"
LIBRARY = "图书馆由一间旧仓库改建，书架是居民自己动手刷的漆，窗边留了一排可以晒太阳的位子，周末也开门。"
REPORT = "3月8日上午，" + LIBRARY


def text_of(*lines: str, between: str = "\n\n") -> str:
    """Put lines under one another, by default with a blank line between."""
    return between.join(lines) + "\n"


def read(*lines: str, issue: str = ISSUE, between: str = "\n\n") -> NewspaperPage:
    return read_page(text_of(*lines, between=between).encode(), issue=issue)


def read_one(*lines: str, issue: str = ISSUE, between: str = "\n\n") -> Article:
    """Read a page that holds one article."""
    (article,) = read(*lines, issue=issue, between=between).articles
    return article


def headlines(page: NewspaperPage) -> list[tuple[str, str]]:
    return [(article.kicker, article.title) for article in page.articles]


def body(article: Article) -> list[str]:
    """Return the texts of an article's blocks, a subhead marked by a leading '# '."""
    return [("# " if isinstance(block, Heading) else "") + block.text for block in article.blocks]


def doubted(article: Article) -> set[DoubtKind]:
    """Return what is doubted of an article, but for its section."""
    return {doubt.kind for doubt in article.doubts} - {DoubtKind.NO_SECTION}


def told(page: NewspaperPage) -> str:
    """Return all text of all articles without white space."""
    return squeeze("".join(article.text for article in page.articles))
