"""Texts made comparable: what looks the same, or is meant the same, becomes the same."""

import unicodedata
from collections.abc import Callable
from typing import Literal, NamedTuple

from folding import simplified
from maps.consultation.flagging.spans import Span


class Folded(NamedTuple):
    """A text after folding, and for each of its characters the place in the text it came from."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return where the characters from ``start`` to ``end`` stand in the text as it was written."""
        return Span(self.at[start], self.at[end - 1] + 1)


def fold(text: str) -> Folded:
    """Keep letters and digits alone: half-width, lower case, simplified, without accents.

    Spaces, punctuation, emoji, zero widths and combining marks are gone.
    """
    return _folded(text, "NFKD", lambda character: character.isalnum())


def canonical(text: str) -> Folded:
    """Keep everything that shows: half-width and in lower case, with its punctuation and spaces."""
    return _folded(text, "NFKC", lambda character: unicodedata.category(character) not in ("Cf", "Mn", "Me"))


def fold_alone(text: str) -> str:
    """Return ``fold(text).text``, several times faster: for comparing many texts."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(simplified())
    return "".join(filter(str.isalnum, plain))


def _folded(text: str, form: Literal["NFKC", "NFKD"], keep: Callable[[str], bool]) -> Folded:
    characters: list[str] = []
    at: list[int] = []
    for place, written in enumerate(text):
        for character in unicodedata.normalize(form, written).casefold().translate(simplified()):
            if keep(character):
                characters.append(character)
                at.append(place)
    return Folded("".join(characters), tuple(at))
