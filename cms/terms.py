"""Terms of the glossary in a text: underlined where they first stand, each a link to its place in ``/glossary/``."""

import re
from collections.abc import Iterable
from html import unescape

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString
from django.http import HttpRequest

from cms.models.glossary import GlossaryTerm

#: A single character stands in too many words.
SHORTEST = 2
#: What a Latin word or a number is made of: a term that begins or ends so is none in the middle of a longer one.
WORD = "[0-9A-Za-z]"
#: What is a link already, a name or a piece of code is left as it is.
LEFT_ALONE = ("a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption", "code", "pre", "script")


def glossary_for(request: HttpRequest) -> "Glossary":
    """Return all terms, read once for each request."""
    found: Glossary | None = getattr(request, "glossary", None)
    if found is None:
        found = Glossary(GlossaryTerm.objects.defer("search_folded"))
        request.glossary = found  # type: ignore[attr-defined]
    return found


class Glossary:
    def __init__(self, terms: Iterable[GlossaryTerm]) -> None:
        self.by_key = {term.pk: term for term in terms}
        self.by_name = {term.term: term for term in self.by_key.values() if len(term.term) >= SHORTEST}
        # The longest first: 居民区党组织 is not 居民区.
        names = sorted(self.by_name, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(_standing_alone, names)) or r"(?!)")

    def terms_of(self, keys: Iterable[int]) -> list[GlossaryTerm]:
        return [self.by_key[key] for key in keys if key in self.by_key]

    def may_stand_in(self, html: str) -> bool:
        return self.pattern.search(unescape(html)) is not None

    def marks(self) -> "Marks":
        return Marks(self)


def _standing_alone(name: str) -> str:
    """Return the pattern of a term. What may not stand before it is looked for last: each begins with its own letters."""
    literal = re.escape(name)
    before = f"(?<!{WORD}{literal})" if re.match(WORD, name) else ""
    after = f"(?!{WORD})" if re.match(WORD, name[-1]) else ""
    return literal + before + after


class Marks:
    """The terms that are underlined on one page, each once; ``explained`` in the order of the text."""

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary
        self.explained: list[GlossaryTerm] = []

    def underline(self, html: str) -> str:
        """Return ``html`` with a link around each term that has none on the page so far."""
        soup = BeautifulSoup(html, "html.parser")
        for text in soup.find_all(string=self.glossary.pattern):
            if not isinstance(text, PreformattedString) and text.find_parent(LEFT_ALONE) is None:
                text.replace_with(*self._pieces(soup, str(text)))
        return soup.decode()

    def _pieces(self, soup: BeautifulSoup, text: str) -> list[PageElement]:
        pieces: list[PageElement] = []
        begin = 0
        for match in self.glossary.pattern.finditer(text):
            term = self.glossary.by_name[match[0]]
            if term in self.explained:
                continue
            self.explained.append(term)
            link = soup.new_tag("a", attrs={"class": "term", "href": term.get_absolute_url()}, string=match[0])
            pieces += [NavigableString(text[begin : match.start()]), link]
            begin = match.end()
        return [*pieces, NavigableString(text[begin:])]
