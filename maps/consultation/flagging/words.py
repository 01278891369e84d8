"""Words of a list in a text, however they are spaced, punctuated or written; exceptions win over the words inside them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise

import ahocorasick

from folding import is_han
from maps.consultation.flagging.folding import Folded, fold
from maps.consultation.flagging.spans import Span

#: So many letters or digits may be put between two characters of a Chinese word without hiding it.
MAX_GAP = 3


class WordList:
    """Words and exceptions, ready to be looked for: one pass over a text, however long the list is."""

    def __init__(self, words: Iterable[str], exceptions: Iterable[str] = ()) -> None:
        folded = {fold(word).text: False for word in words} | {fold(word).text: True for word in exceptions}
        folded.pop("", None)
        self._chinese = _automaton({word: kind for word, kind in folded.items() if all(map(is_han, word))})
        self._mixed = _automaton({word: kind for word, kind in folded.items() if not all(map(is_han, word))})

    def find(self, text: str) -> list[Span]:
        """Return where words of the list stand, but for those inside an exception."""
        folded = fold(text)
        found: dict[bool, list[Span]] = {True: [], False: []}
        for span, is_exception in (*self._find_chinese(folded), *self._find_mixed(folded)):
            found[is_exception].append(span)
        return _outside(sorted(found[False]), sorted(found[True]))

    def _find_chinese(self, folded: Folded) -> Iterator[tuple[Span, bool]]:
        """Find what is Chinese alone, looking over letters and digits that were put in between."""
        places = [place for place, character in enumerate(folded.text) if is_han(character)]
        for start, end, is_exception in _matches(self._chinese, "".join(folded.text[place] for place in places)):
            if all(b - a - 1 <= MAX_GAP for a, b in pairwise(places[start:end])):
                yield folded.span(places[start], places[end - 1] + 1), is_exception

    def _find_mixed(self, folded: Folded) -> Iterator[tuple[Span, bool]]:
        """Find what has letters or digits in it; those at its ends must not go on beside it."""
        for start, end, is_exception in _matches(self._mixed, folded.text):
            if not (_goes_on(folded, start - 1) or _goes_on(folded, end - 1)):
                yield folded.span(start, end), is_exception


def _automaton(words: dict[str, bool]) -> "ahocorasick.Automaton | None":
    if not words:
        return None
    automaton = ahocorasick.Automaton()
    for word, is_exception in words.items():
        automaton.add_word(word, (len(word), is_exception))
    automaton.make_automaton()
    return automaton


def _matches(automaton: "ahocorasick.Automaton | None", text: str) -> Iterator[tuple[int, int, bool]]:
    for last, (length, is_exception) in automaton.iter(text) if automaton and text else ():
        yield last + 1 - length, last + 1, is_exception


def _goes_on(folded: Folded, place: int) -> bool:
    """Whether the character at ``place`` and the next one stand together as letters of one word or digits of one number."""
    if place < 0 or place + 1 >= len(folded.text) or folded.at[place + 1] - folded.at[place] > 1:
        return False
    one, two = folded.text[place], folded.text[place + 1]
    return (one.isascii() and two.isascii()) and one.isdigit() == two.isdigit()


def _outside(words: list[Span], exceptions: list[Span]) -> list[Span]:
    """Return the words that lie in no exception. Both are in order."""
    starts = [span.start for span in exceptions]
    reach = list(accumulate((span.end for span in exceptions), max))
    return [word for word in words if not _reached(word, starts, reach)]


def _reached(word: Span, starts: list[int], reach: list[int]) -> bool:
    before = bisect_right(starts, word.start)
    return before > 0 and reach[before - 1] >= word.end
