"""A text as HTML with what was found in it marked."""

from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from maps.consultation.flagging.spans import Span, merged


def marked(text: str, spans: Iterable[Span]) -> SafeString:
    """Return ``text`` escaped, its lines kept, with ``<mark>`` around the spans."""
    pieces: list[str] = []
    done = 0
    for span in merged(spans):
        pieces += [_lines(text[done : span.start]), format_html("<mark>{}</mark>", _lines(text[span.start : span.end]))]
        done = span.end
    return mark_safe("".join([*pieces, _lines(text[done:])]))


def _lines(text: str) -> SafeString:
    return mark_safe(conditional_escape(text).replace("\n", "<br>"))
