"""The piece of a text in which a term stands, with the term marked."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from folding import fold

BEFORE = 24
LENGTH = 96
_SPACE = re.compile(r"\s+")


def snippet(text: str, terms: list[str]) -> SafeString:
    """Return about ``LENGTH`` characters around the first hit, escaped, every term in ``<mark>``."""
    text = _SPACE.sub(" ", text).strip()
    folded = fold(text)
    first = min((place for term in terms if (place := folded.find(term)) >= 0), default=0)
    start = max(0, first - BEFORE) if len(text) > LENGTH else 0
    end = min(len(text), start + LENGTH)
    return format_html("{}{}{}", "…" if start else "", marked(text[start:end], terms), "…" if end < len(text) else "")


def marked(text: str, terms: list[str]) -> SafeString:
    """Return the text escaped, with every place in ``<mark>`` at which one of the terms stands."""
    if not terms:
        return format_html("{}", text)
    # The longest first: "曹杨新村" is one mark, not "曹杨" and a rest.
    pattern = re.compile("|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True)))
    pieces, done = [], 0
    for hit in pattern.finditer(fold(text)):
        pieces += [("", text[done : hit.start()]), ("mark", text[hit.start() : hit.end()])]
        done = hit.end()
    pieces.append(("", text[done:]))
    return format_html_join("", "{}", ((format_html("<mark>{}</mark>", t) if tag else t,) for tag, t in pieces if t))
