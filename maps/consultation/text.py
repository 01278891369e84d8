"""What a person typed, as plain text that cannot pretend to be something else."""

import re
import unicodedata

#: Letters by category that show nothing: Hangul fillers, the braille blank.
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u180e")
_JOINER = "\u200d"
#: What may stand on both sides of a joiner: emoji, their skin tones and their variation selector.
_JOINED = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_MAX_MARKS = 3  # on one letter; more is made to run over the lines above and below


def plain_text(typed: str) -> str:
    """Return ``typed`` in NFC, without what nobody sees: controls, direction overrides, zero widths, lone surrogates.

    Lines stay, at most one empty one between them; emoji stay, with the joiners inside them.
    """
    lines = re.sub("\r\n?|[\u2028\u2029\u0085\v\f]", "\n", typed).replace("\t", " ")
    text = unicodedata.normalize("NFC", _visible(lines))
    text = re.sub(r"[^\S\n]+\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _visible(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for place, character in enumerate(text):
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if character == _JOINER:
            if _inside_emoji(text, place):
                kept.append(character)
        elif character == "\n" or not (_is_hidden(character, category) or marks > _MAX_MARKS):
            kept.append(character)
    return "".join(kept)


def _is_hidden(character: str, category: str) -> bool:
    return category in ("Cc", "Cf", "Cs") or character in _BLANKS or ord(character) & 0xFFFE == 0xFFFE


def _inside_emoji(text: str, place: int) -> bool:
    sides = text[place - 1 : place], text[place + 1 : place + 2]
    return all(_JOINED.fullmatch(side) for side in sides)


def excerpt(text: str, most: int) -> str:
    """Return the first ``most`` characters of a text in one line."""
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[:most]}…"
