"""Places in a text, counted in characters of the text as it was written."""

from collections.abc import Iterable
from typing import NamedTuple

MAX_EXCERPT = 200


class Span(NamedTuple):
    """From ``start`` up to, not including, ``end``."""

    start: int
    end: int


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that touch or overlap made one."""
    together: list[Span] = []
    for span in sorted(spans):
        if together and span.start <= together[-1].end:
            together[-1] = Span(together[-1].start, max(together[-1].end, span.end))
        else:
            together.append(span)
    return together


def excerpt(text: str, spans: Iterable[Span]) -> str:
    """Return the distinct words of the spans as the text has them, at most ``MAX_EXCERPT`` characters."""
    words = dict.fromkeys(" ".join(text[span.start : span.end].split()) for span in merged(spans))
    found = "、".join(words)
    return found if len(found) <= MAX_EXCERPT else f"{found[: MAX_EXCERPT - 1]}…"
