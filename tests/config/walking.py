"""Walks a site from its home page as a visitor does who follows links: a few of each kind, and notes what it saw."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Comment, Doctype, Tag
from django.test import Client
from django.urls import resolve
from django.utils.translation import override

import languages

#: Of one kind of address, below one folder where editors compose them, so many are visited.
OF_A_KIND = 2
#: Where elements say what a browser may ask for next.
ADDRESSES = ("href", "action", "src", "data-url", "hx-get", "hx-post")
_HAN = re.compile("[\u4e00-\u9fff]")
_LETTER = re.compile("[A-Za-z]")


@dataclass
class Walk:
    """``links``: (page, address, whether it says itself that it is in another language); ``answers``: path → status."""

    answers: dict[str, int] = field(default_factory=dict)
    links: set[tuple[str, str, bool]] = field(default_factory=set)
    languages: dict[str, str] = field(default_factory=dict)
    unmarked: set[tuple[str, str]] = field(default_factory=set)


def walk(start: str, language: str) -> Walk:
    """Follow the links below ``start``, signed out."""
    seen, kinds, todo, client = Walk(), Counter[str](), [start], Client()
    while todo:
        path = todo.pop(0)
        answer = client.get(path)
        seen.answers[path] = answer.status_code
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        soup = BeautifulSoup(answer.content, "html.parser")
        seen.languages[path] = str(soup.html["lang"]) if soup.html else ""
        seen.unmarked |= {(path, text) for text in _unmarked(soup)}
        for address, is_other in _addresses(soup, path):
            seen.links.add((path, address, is_other))
            place = urlsplit(address).path
            if place in seen.answers or place in todo or is_other or not place.startswith(start):
                continue
            if place.startswith(languages.AT_ONE_ADDRESS):
                continue
            kind = _kind(place, language)
            kinds[kind] += 1
            if kinds[kind] <= OF_A_KIND:
                todo.append(place)
    return seen


def _kind(path: str, language: str) -> str:
    with override(language):
        view = resolve(path).view_name
    return f"{view} {path.rstrip('/').rpartition('/')[0]}" if view == "wagtail_serve" else view


def _addresses(soup: BeautifulSoup, path: str) -> Iterator[tuple[str, bool]]:
    """Yield the addresses of this site, and whether each is of the page in the other language."""
    for element in soup.find_all(True):
        for name in ADDRESSES:
            whole = urljoin(f"http://here{path}", str(element.get(name) or "http://elsewhere/"))
            posts = name in ("action", "hx-post") and str(element.get("method") or name).lower() in ("post", "hx-post")
            if whole.startswith("http://here") and not posts:
                yield whole.removeprefix("http://here").partition("#")[0], element.has_attr("hreflang")


def _unmarked(soup: BeautifulSoup) -> Iterator[str]:
    """Yield the texts in Chinese alone that say nothing of it. Lists of choices and the title can say it of no part."""
    for text in soup.find_all(string=_HAN):
        above = text.parent
        if isinstance(text, (Comment, Doctype)) or not isinstance(above, Tag) or _LETTER.search(text):
            continue
        if above.name not in ("script", "option", "title") and _language(above) != "zh-Hans":
            yield str(text).strip()


def _language(element: Tag) -> str:
    return next((str(one["lang"]) for one in (element, *element.parents) if one.has_attr("lang")), "")
