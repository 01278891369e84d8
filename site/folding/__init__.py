"""Texts made comparable without moving a character: width, case and traditional forms are one."""

import unicodedata
from functools import cache

import opencc

#: Where Han characters stand that may be traditional: with extensions A and B.
_HAN_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x2A6E0))
#: Behind this no character has another width or case.
_LAST = 0x30000


def fold(text: str) -> str:
    """Return ``text`` half-width, in lower case and simplified; as long as it was.

    A place in the one is the same place in the other. Folding twice changes nothing more.
    """
    return text.translate(_table())


def is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


@cache
def simplified() -> dict[int, str]:
    """Return traditional → simplified, character by character.

    Not phrase by phrase, as the library can: each place of the text must stay known, and 乾 must
    fold the same way in a word of the list as in a text.
    """
    converter = opencc.OpenCC("t2s")
    pairs = {n: converter.convert(chr(n)) for first, last in _HAN_BLOCKS for n in range(first, last)}
    return {n: simple for n, simple in pairs.items() if len(simple) == 1 and simple != chr(n)}


@cache
def _table() -> dict[int, str]:
    table = {}
    for code in range(_LAST):
        written = folded = chr(code)
        while (further := _once(folded)) != folded:
            folded = further
        if folded != written:
            table[code] = folded
    return table


def _once(character: str) -> str:
    """Return the next simpler form of one character; what would become several (½, ㎡, İ) stays as it is."""
    for form in (unicodedata.normalize("NFKC", character), character.lower()):
        if len(form) == 1 and form != character:
            return form
    return simplified().get(ord(character), character)
