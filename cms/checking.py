"""What an editor should look at before a page goes out. It stops nobody: warnings, each with the place it is about."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from html import unescape
from operator import or_
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.addresses import path_of
from cms.models.base import texts_of
from cms.models.published import everyone_may_read
from maps.consultation.flagging.spans import excerpt
from maps.consultation.models import Flag
from maps.consultation.services.flags import find_all, word_list

#: On a card in WeChat the rest is cut off.
LONGEST_TITLE = 36
#: An alternative that is a file's name says nothing.
FILE_NAME = re.compile(
    r"(?:\S+\.(?:jpe?g|png|gif|webp|heic)|(?:img|dsc|image|微信图片|截屏|屏幕截图)[\s_\d-]*)", re.IGNORECASE
)
_LINK = re.compile(r"<a\s([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass(frozen=True)
class Doubt:
    """One thing to look at: what it is, and the address or the part of the form to click."""

    sentence: str
    where: str


@dataclass(frozen=True)
class Piece:
    """A text of the page with its part of the form."""

    text: str
    where: str


def doubts_about(page: Any) -> list[Doubt]:
    """Return what to look at in a page as it is now, which may be a draft; a fixed number of queries."""
    blocks = [(block, f"#block-{block.id}-section") for block in getattr(page, "body", None) or ()]
    return [*_title(page), *_source(page), *_pictures(page, blocks), *_links(blocks), *_words(page, blocks)]


def _title(page: Page) -> Iterator[Doubt]:
    if len(page.title) > LONGEST_TITLE:
        sentence = _("标题有 %(length)s 个字，超过 %(most)s 个，分享到微信时后面会看不到。")
        yield Doubt(sentence % {"length": len(page.title), "most": LONGEST_TITLE}, "#id_title")


def _source(page: Any) -> Iterator[Doubt]:
    if hasattr(page, "source") and not page.source.strip():
        yield Doubt(_("没有写来源。"), "#id_source")


def _pictures(page: Any, blocks: list[tuple[Any, str]]) -> Iterator[Doubt]:
    in_body = [
        block.value["picture"]
        for block, _where in blocks
        if block.block_type == "picture" and not block.value.get("decorative")
    ]
    shown = [getattr(page, "picture", None), *in_body, *getattr(page, "pictures_below", tuple)()]
    for picture in dict.fromkeys(picture for picture in shown if picture is not None):
        alternative = picture.alt.strip()
        if not alternative or FILE_NAME.fullmatch(alternative):
            sentence = _("图片“%(title)s”没有写清图里有什么（替代文字）。") % {"title": picture.title}
            yield Doubt(sentence, reverse("wagtailimages:edit", args=(picture.pk,)))


def _links(blocks: list[tuple[Any, str]]) -> Iterator[Doubt]:
    """Yield the links to pages of ours that nobody can read: deleted, not published, or an address without a page."""
    found = [
        (dict(_ATTRIBUTE.findall(link)), where)
        for block, where in blocks
        if block.block_type == "paragraph"
        for link in _LINK.findall(block.value.source)
    ]
    keys = {attributes["id"] for attributes, _w in found if attributes.get("linktype") == "page" and "id" in attributes}
    public = Page.objects.filter(everyone_may_read()).only("pk", "url_path")
    readable = {str(page.pk) for page in public.filter(pk__in=keys)} if keys else set()
    paths = {_path(attributes) for attributes, _where in found} - {""}
    there = {path_of(page) for page in public.filter(_stands_at(paths))} if paths else set()
    for attributes, where in found:
        path = _path(attributes)
        if attributes.get("linktype") == "page" and attributes.get("id") not in readable:
            yield Doubt(_("有一个链接指向没有发布或已经删除的页面，读者点不开。"), where)
        elif path and path not in there:
            yield Doubt(_("链接 %(path)s 找不到页面，读者点不开。") % {"path": path}, where)


def _path(attributes: dict[str, str]) -> str:
    """Return the path of a link that was typed and can only lead to a page of ours; empty for every other."""
    href = unescape(attributes.get("href", "")).partition("#")[0].partition("?")[0]
    is_page = href.startswith(("/news/", "/lectures/", "/election/")) and "/slides/" not in href
    return href if is_page and not href.endswith(".ics") else ""


def _stands_at(paths: Iterable[str]) -> Q:
    return reduce(or_, (Q(url_path__endswith=path) for path in paths))


def _words(page: Any, blocks: list[tuple[Any, str]]) -> Iterator[Doubt]:
    """Yield personal data and words of the moderators' list, each kind once for each part of the form."""
    pieces = [Piece(getattr(page, name, ""), f"#id_{name}") for name in ("title", "lead", "english_summary")]
    pieces += [Piece("\n".join(texts_of(block.value)), where) for block, where in blocks]
    words = word_list()
    sentences = {
        Flag.Kind.SENSITIVE_WORD: _("有敏感词：%(found)s。"),
        Flag.Kind.PERSONAL_DATA: _("像是个人信息：%(found)s。确认可以公开再发布。"),
    }
    for piece in pieces:
        spans = find_all(piece.text, words)
        for kind, sentence in sentences.items():
            if spans[kind]:
                yield Doubt(sentence % {"found": excerpt(piece.text, spans[kind])}, piece.where)
